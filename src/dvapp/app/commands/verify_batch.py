"""``dvappctl verify`` of several files: one line a file, in a table, as JSON or as CSV."""

import csv as table
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dvapp.app.commands.frame import print_json, print_table
from dvapp.domain.errors import DvError, FileMissing
from dvapp.domain.signing.verification import Verdict, Verification
from dvapp.host.i18n import _

if TYPE_CHECKING:
    from dvapp.domain.signing.authorities import Trusted
    from dvapp.domain.signing.known_papers import KnownPaper
    from dvapp.services.ports import Tools

_WORST_FIRST = (Verdict.TOTAL_FAILED, Verdict.INDETERMINATE, Verdict.UNSIGNED, Verdict.TOTAL_PASSED)


def all_pdfs(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files named, and every PDF in the folders named and below them, each once.

    :raises FileMissing: a folder holds no PDF.
    """
    found: dict[Path, None] = {}
    for path in paths:
        inside = (
            sorted(one for one in path.rglob("*") if one.suffix.lower() == ".pdf" and one.is_file())
            if path.is_dir()
            else [path]
        )
        if not inside:
            raise FileMissing(where=str(path / "*.pdf"))
        found.update(dict.fromkeys(inside))
    return tuple(found)


def verify_many(
    files: Iterable[Path],
    by: "Trusted",
    *,
    known: "Sequence[KnownPaper]",
    csv: Path | None,
    as_json: bool,
    tools: "Tools",
) -> int:
    """Verify each, tell all, and return the exit code of the worst."""
    ends = [_end(file, by, known, tools) for file in files]
    if as_json:
        print_json([plain for _row, plain, _verdict in ends])
    else:
        print_table(_heads(), [row for row, _plain, _verdict in ends])
    if csv is not None:
        tools.files.write(csv, _csv([row for row, _plain, _verdict in ends]))
        click.echo(_("Table written: {file}").format(file=csv), err=True)
    return min((verdict for _row, _plain, verdict in ends), key=_WORST_FIRST.index).value


def _end(
    file: Path, by: "Trusted", known: "Sequence[KnownPaper]", tools: "Tools"
) -> tuple[tuple[str, ...], dict[str, Any], Verdict]:
    """A row of the table, the same as JSON values, and the verdict."""
    from dvapp.app.commands.verify import UNREADABLE, refusal_line
    from dvapp.services.signing.verifying import verify_bytes
    from dvapp.ui.verify.told import plain_verification

    try:
        found = verify_bytes(tools.files.read(file), file, by, tools=tools, known=known)
    except UNREADABLE as error:
        said = refusal_line(error)
        return (str(file), "–", "0", "", said), _refused(file, error, said), Verdict.TOTAL_FAILED
    return _row(file, found), plain_verification(found, str(file)), found.verdict


def _refused(file: Path, error: DvError, said: str) -> dict[str, Any]:
    return {"file": str(file), "verdict": None, "reason": error.code, "message": said, "signatures": []}


def _row(file: Path, found: Verification) -> tuple[str, ...]:
    from dvapp.ui.verify import words

    signers = "; ".join(dict.fromkeys(finding.signer for finding in found.signatures if finding.signer))
    return (
        str(file),
        found.verdict.name,
        str(len(found.signatures)),
        signers,
        f"{words.verdict_title(found)}. {words.verdict_words(found)}",
    )


def _heads() -> tuple[str, ...]:
    return _("File"), _("Verdict"), _("Signatures"), _("Signers"), _("Meaning")


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    """With the mark by which Excel knows UTF-8; a cell that would begin a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = table.writer(out, lineterminator="\r\n")
    writer.writerow(_heads())
    writer.writerows(
        [[f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell for cell in row] for row in rows]
    )
    return out.getvalue().encode("utf-8-sig")
