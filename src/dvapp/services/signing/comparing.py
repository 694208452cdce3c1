"""A signed state of a document beside its present one, as pictures."""

from dataclasses import dataclass
from pathlib import Path

from dvapp.domain.errors import FileUnwritable
from dvapp.domain.signing.comparison import Comparison
from dvapp.domain.signing.verification import Verification
from dvapp.services.places import named
from dvapp.services.ports import Tools
from dvapp.services.signing.verify_ports import Stopped, never
from dvapp.services.signing.verifying import cut_at

DOTS = 110.0
"""Dots per inch of the pictures: a page and its twin fit a wide screen, and ten-point letters can be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """What was compared, and the pictures of the pages that differ."""

    comparison: Comparison
    files: tuple[Path, ...]


def compare_state(
    pdf: bytes, found: Verification, number: int, *, tools: Tools, stopped: Stopped = never
) -> tuple[bytes, Comparison]:
    """The document as its signature ``number`` (from 1) covers it, and where the present one looks different.

    :raises RevisionUnknown: there is no such signature, or it does not say what it covers.
    :raises PdfUnreadable, VerifyingTooLong, VerifyingBroke, Cancelled: the pages cannot be drawn.
    """
    before = cut_at(pdf, found, number)
    return before, tools.verifier.compare(before, pdf, stopped=stopped)


def write_pictures(path: Path, found: Verification, number: int, folder: Path, *, tools: Tools) -> Pictures:
    """A picture (PNG) of each page that differs: ``page-003.png`` for the third, the signed state at its left.

    A page that was removed is named after its old number: ``removed-003.png``.

    :raises FileMissing, FileUnreadable: the document. ``FileUnwritable``, ``DiskFull``: a picture.
    :raises RevisionUnknown, PdfUnreadable, VerifyingTooLong, VerifyingBroke: as :func:`compare_state`.
    """
    pdf = tools.files.read(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileUnwritable(where=str(folder), reason=error.strerror or "") from error
    with named(path):
        before, comparison = compare_state(pdf, found, number, tools=tools)
        written = []
        for place in comparison.different:
            page = comparison.pages[place]
            name = f"page-{page.now:03}.png" if page.now is not None else f"removed-{page.before:03}.png"
            picture = tools.verifier.side_by_side(before, pdf, page, dots_per_inch=DOTS)
            tools.files.write(folder / name, picture)
            written.append(folder / name)
    return Pictures(comparison=comparison, files=tuple(written))
