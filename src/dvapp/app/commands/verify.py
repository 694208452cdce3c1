"""``dvappctl verify`` and ``dvappctl extract``."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from dvapp.app.commands.frame import json_option, print_json
from dvapp.domain.errors import FileMissing, FileUnreadable, PdfUnreadable
from dvapp.domain.signing.verification import SignatureFinding, SignatureRole, Verdict, Verification
from dvapp.host.i18n import _

_FILE = click.Path(path_type=Path)


@click.command(help=_("Verify every signature of a PDF against the authorities you name, and nobody else."))
@click.argument("file", type=_FILE)
@click.option(
    "--trust", required=True, type=_FILE, metavar="CA.pem", help=_("Certificates of trusted authorities.")
)
@json_option
@click.pass_context
def verify(context: click.Context, file: Path, trust: Path, as_json: bool) -> None:
    """Exit 0 TOTAL_PASSED, 3 INDETERMINATE, 4 TOTAL_FAILED or unreadable, 5 unsigned."""
    from dvapp.app.cli import tell
    from dvapp.app.tools import make_tools
    from dvapp.services.signing.verifying import verify_document

    try:
        found = verify_document(file, trust=trust, tools=make_tools())
    except (PdfUnreadable, FileMissing, FileUnreadable) as error:
        # An unreadable document is as good as a failed one to whoever asks; a missing trust file is a refusal.
        if error.where == str(trust):
            raise
        tell(error, as_json=as_json)
        context.exit(Verdict.TOTAL_FAILED.value)
    if as_json:
        print_json(plain_verification(found, file))
    else:
        _print(found)
    context.exit(found.verdict.value)


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


def plain_verification(found: Verification, file: Path) -> dict[str, Any]:
    """A verification as JSON values."""
    from dvapp.ui.verify.words import issue_words, verdict_words

    return {
        "file": str(file),
        "verdict": found.verdict.name,
        "reason": found.reason.value or None,
        "message": " ".join(filter(None, (verdict_words(found), issue_words(found)))),
        "issued": found.issued,
        "missing": [part.value for part in found.missing],
        "signatures": [_plain_signature(signature) for signature in found.signatures],
    }


def _plain_signature(found: SignatureFinding) -> dict[str, Any]:
    return {
        "field": found.field,
        "signer": found.signer,
        "organisation": found.organisation,
        "issuer": found.issuer,
        "valid_from": found.valid_from.isoformat() if found.valid_from else None,
        "valid_to": found.valid_to.isoformat() if found.valid_to else None,
        "role": found.role.value,
        "body": _body(found),
        "time": found.time.isoformat() if found.time else None,
        "time_is_trusted": found.time_is_trusted,
        "proven": found.proven.isoformat() if found.proven else None,
        "level": found.level.value,
        "integrity": "intact" if found.intact else "broken",
        "trust": "trusted" if found.trusted else "not_trusted" if found.intact else "not_considered",
        "coverage": found.coverage.value,
        "revocation_checked": found.revocation_checked,
        "verdict": found.verdict.name,
        "reason": found.reason.value or None,
        "changes": list(found.changes),
    }


def _body(found: SignatureFinding) -> str | None:
    if found.role in {SignatureRole.OTHER, SignatureRole.TIMESTAMP}:
        return None
    return "second" if found.of_second else "lead"


def _print(found: Verification) -> None:
    from dvapp.ui.verify import words

    click.echo(f"{found.verdict.name} – {words.verdict_title(found)}")
    click.echo(words.verdict_words(found))
    if issued := words.issue_words(found):
        click.echo(issued)
    for signature in found.signatures:
        click.echo("")
        click.echo(
            f"{words.role_words(signature)}: {signature.verdict.name} {signature.reason.value}".rstrip()
        )
        for label, value in _lines(signature):
            click.echo(f"  {label}: {value}")


def _lines(signature: SignatureFinding) -> Iterator[tuple[str, str]]:
    from dvapp.ui.verify import words

    organisation = f" ({signature.organisation})" if signature.organisation else ""
    yield _("Signer"), signature.signer + organisation
    yield _("Signed at"), words.time_words(signature)
    yield _("Integrity"), words.integrity_words(signature)
    yield _("Trust"), words.trust_words(signature)
    yield _("Certificate valid"), words.period_of_certificate(signature)
    yield _("Covers"), words.coverage_words(signature.coverage)
    if signature.intact and signature.role is not SignatureRole.TIMESTAMP:
        yield _("Signature level"), words.level_words(signature)
    for change in signature.changes:
        yield _("Afterwards"), words.change_words(change)
