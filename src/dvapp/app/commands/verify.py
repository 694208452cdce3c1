"""``dvappctl verify`` and ``dvappctl extract``."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dvapp.app.commands.frame import Choices, json_option, opened, print_json
from dvapp.domain.errors import DvError, FileMissing, FileUnreadable, PdfUnreadable
from dvapp.domain.signing.verification import SignatureFinding, Verdict, Verification
from dvapp.domain.signing.verify_errors import VerifyingBroke, VerifyingTooLong
from dvapp.host.clock import ZONE, FixedClock
from dvapp.host.i18n import _

if TYPE_CHECKING:
    from dvapp.domain.signing.authorities import Trusted
    from dvapp.domain.signing.known_papers import KnownPaper
    from dvapp.services.ports import Tools

_FILE = click.Path(path_type=Path)

UNREADABLE = (PdfUnreadable, FileMissing, FileUnreadable, VerifyingTooLong, VerifyingBroke)
"""An unreadable document is as good as a failed one to whoever asks."""


@click.command(
    help=_(
        "Verify every signature of PDFs against the authorities you name, or those kept on this computer, and nobody "
        "else. With several files or a folder a table tells how each ended."
    )
)
@click.argument("files", type=_FILE, nargs=-1, required=True, metavar="FILE...")
@click.option("--trust", type=_FILE, metavar="CA.pem", help=_("Certificates of trusted authorities."))
@click.option(
    "--evidence", type=_FILE, metavar="OUT.zip", help=_("Write everything the verdict rests on into a ZIP.")
)
@click.option(
    "--compare",
    type=_FILE,
    metavar="FOLDER",
    help=_("Write pictures of the signed state beside the present one, changes boxed."),
)
@click.option(
    "--signature",
    type=int,
    default=1,
    show_default=True,
    metavar="N",
    help=_("The signature whose state is compared, from 1 in the order of signing."),
)
@click.option(
    "--save-revision",
    type=(int, _FILE),
    metavar="N OUT.pdf",
    help=_("Save the document as its signature N covers it, byte for byte."),
)
@click.option(
    "--at",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]),
    metavar="YYYY-MM-DD[THH:MM]",
    help=_("Judge certificates and timestamps as of this moment instead of now; a day is meant to its end."),
)
@click.option("--csv", type=_FILE, metavar="OUT.csv", help=_("Write the table of several files as CSV."))
@json_option
@click.pass_context
def verify(
    context: click.Context,
    files: Sequence[Path],
    trust: Path | None,
    evidence: Path | None,
    compare: Path | None,
    signature: int,
    save_revision: tuple[int, Path] | None,
    at: datetime | None,
    csv: Path | None,
    as_json: bool,
) -> None:
    """Exit 0 TOTAL_PASSED, 3 INDETERMINATE, 4 TOTAL_FAILED or unreadable, 5 unsigned; of several files the worst."""
    from dvapp.app.commands.verify_batch import all_pdfs, verify_many
    from dvapp.app.tools import make_tools
    from dvapp.services.signing.verifying import trusted
    from dvapp.ui.verify import words

    tools = make_tools(to_verify=True)
    if at is not None:
        if evidence is not None:
            raise click.UsageError(_("--evidence tells what holds now; leave --at out."))
        tools = replace(tools, clock=FixedClock(_moment(at)))
    by, known = trusted(trust, tools), _known(context)
    if len(files) > 1 or files[0].is_dir() or csv is not None:
        if evidence or compare or save_revision:
            raise click.UsageError(_("--evidence, --compare and --save-revision take one file."))
        context.exit(verify_many(all_pdfs(files), by, known=known, csv=csv, as_json=as_json, tools=tools))
    found = _verified(context, files[0], by, known, tools, as_json=as_json)
    if as_json:
        from dvapp.ui.verify.told import plain_verification

        print_json(plain_verification(found, str(files[0])))
    else:
        if at is not None:
            click.echo(_("Judged as of {time}.").format(time=words.moment(tools.clock.now())))
        print_verification(found)
    if evidence is not None:
        _write_evidence(files[0], evidence, found, by, tools)
    if save_revision is not None:
        _save_revision(files[0], found, *save_revision, tools)
    if compare is not None:
        _compare(files[0], found, signature, compare, tools)
    context.exit(found.verdict.value)


def _moment(at: datetime) -> datetime:
    """In Việt Nam; a day alone is meant to its end, so that what was valid on it counts."""
    whole_day = at.time() == time()
    return (at + timedelta(days=1, seconds=-1) if whole_day else at).replace(tzinfo=ZONE)


def _verified(
    context: click.Context,
    file: Path,
    by: "Trusted",
    known: "Sequence[KnownPaper]",
    tools: "Tools",
    *,
    as_json: bool,
) -> Verification:
    from dvapp.app.cli import tell
    from dvapp.services.signing.verifying import verify_bytes

    try:
        return verify_bytes(tools.files.read(file), file, by, tools=tools, known=known)
    except UNREADABLE as error:
        tell(error, as_json=as_json)
        context.exit(Verdict.TOTAL_FAILED.value)


def _known(context: click.Context) -> "tuple[KnownPaper, ...]":
    """Papers that the store issued, where the command line names one."""
    choices = context.find_object(Choices)
    if choices is None or choices.store is None:
        return ()
    from dvapp.services.chain.known import known_papers

    with opened(None, None) as session:
        return known_papers(session)


def _write_evidence(file: Path, out: Path, found: Verification, by: "Trusted", tools: "Tools") -> None:
    from dvapp.services.signing.evidence import write_evidence
    from dvapp.ui.verify.told import telling_of

    when = tools.clock.now()
    write_evidence(
        file, out, by=by, found=found, telling=telling_of(found, file.name, when), when=when, tools=tools
    )
    click.echo(_("Evidence pack written: {file}").format(file=out), err=True)


def _save_revision(file: Path, found: Verification, number: int, out: Path, tools: "Tools") -> None:
    from dvapp.services.signing.verifying import save_state

    save_state(file, found, number, out, tools=tools)
    click.echo(_("Signed state saved: {file}").format(file=out), err=True)


def _compare(file: Path, found: Verification, number: int, folder: Path, tools: "Tools") -> None:
    from dvapp.services.signing.comparing import write_pictures
    from dvapp.ui.verify import words

    written = write_pictures(file, found, number, folder, tools=tools)
    click.echo(words.comparison_words(written.comparison), err=True)
    for picture in written.files:
        click.echo(str(picture), err=True)


@click.command(help=_("Print the canonical JSON of a report, from under its signature."))
@click.argument("file", type=_FILE)
def extract(file: Path) -> None:
    """Write the bytes as they are, without a newline, so that they can be compared."""
    from dvapp.app.tools import make_tools
    from dvapp.services.signing.verifying import extract_data

    found = extract_data(file, tools=make_tools())
    sys.stdout.buffer.write(found.data)
    sys.stdout.buffer.flush()
    if not found.signed:
        click.echo(_("{file} is not signed: nothing vouches for these data.").format(file=file), err=True)


def print_verification(found: Verification) -> None:
    """Everything that was found, in words."""
    from dvapp.ui.verify import words

    click.echo(f"{found.verdict.name} – {words.verdict_title(found)}")
    click.echo(words.verdict_words(found))
    said = (
        words.issue_words(found),
        words.lost_words(found) if found.signatures else "",
        *(_("Warning: {words}").format(words=words.caution_words(caution)) for caution in found.warnings),
    )
    for line in filter(None, said):
        click.echo(line)
    for number, signature in enumerate(found.signatures, 1):
        click.echo("")
        click.echo(
            f"{number}. {words.role_words(signature)}: {signature.verdict.name} {signature.reason.value}".rstrip()
        )
        for label, value in _lines(signature, found.revisions):
            click.echo(f"  {label}: {value}")


def _lines(signature: SignatureFinding, revisions: int) -> Iterator[tuple[str, str]]:
    from dvapp.ui.verify import words
    from dvapp.ui.verify.told import signature_lines

    organisation = f" ({signature.organisation})" if signature.organisation else ""
    yield _("Signer"), (signature.signer or _("unknown")) + organisation
    for line in signature_lines(signature, revisions):
        yield line.name, line.words
    for change in signature.changed:
        yield _("Afterwards"), words.change_told(change)


def refusal_line(error: DvError) -> str:
    """A refusal in one line, for tables."""
    from dvapp.ui.messages import refusal_words

    return " ".join(refusal_words(error).split())
