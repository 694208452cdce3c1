"""The text: kính gửi, căn cứ, parts, headings of real levels, and paragraphs."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dvapp.domain.reports import Block, Heading, Paragraph, Part
from dvapp.reporting.docx import styles
from dvapp.reporting.docx.head import SLACK, Page
from dvapp.reporting.docx.setting import add_paragraph
from dvapp.reporting.fonts import Face, face_of
from dvapp.reporting.lettering import addressees, grounds

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as Written


def add_text(document: "Document", page: Page, first: float) -> None:
    """Add everything between the head and the signatures; ``first``: millimetres above its first line.

    The last paragraph stays with the signatures, so that these never stand on a page alone.
    """
    last: Written | None = None
    before: float | None = first
    for written in _all(document, page):
        if before is not None:
            written.paragraph_format.space_before = styles.length(before)
            before = None
        last = written
    if last is not None:
        last.paragraph_format.keep_with_next = True


def _all(document: "Document", page: Page) -> Iterator["Written"]:
    yield from _addressees(document, page)
    for n, ground in enumerate(grounds(page.report, page.profile)):
        italic = page.profile.grounds.italic
        written = _add(document, [(page.typeface.clean(ground), face_of(italic=italic))], styles.BODY)
        if n == 0 and page.report.addressees and addressees(page.report, page.profile):
            _lower(written, page.profile.addressees.tail)
        yield written
    for block in page.report.blocks:
        yield from _block(document, page, block)


def _block(document: "Document", page: Page, block: Block) -> Iterator["Written"]:
    clean = page.typeface.clean
    shape = page.profile.body
    match block:
        case Part():
            written = _add(document, clean(block.label), styles.PART)
            _lower(written, shape.gap + shape.part_gap)
            yield written
            yield _add(document, clean(block.title.upper()), styles.PART)
        case Heading():
            level = min(max(block.level, 1), len(shape.headings))
            yield _add(document, clean(block.text), f"Heading {level}")
        case Paragraph() if not block.text.strip():
            return
        case Paragraph():
            # Once as a whole, so that a refusal shows the words around the character and not only its run.
            clean(block.text)
            pieces = [(clean(run.text), face_of(bold=run.bold, italic=run.italic)) for run in block.runs]
            yield _add(document, pieces, styles.BODY)


def _addressees(document: "Document", page: Page) -> Iterator["Written"]:
    """Kính gửi: a label, and those addressed in a column right of it or below it."""
    shape, typeface = page.profile.addressees, page.typeface
    items = [typeface.clean(item) for item in addressees(page.report, page.profile)]
    if not items:
        return
    face = face_of(italic=shape.label_italic)
    label = typeface.clean(shape.label + shape.label_end + " ")
    beside = shape.beside or len(items) == 1
    hang = typeface.width(label, face, shape.size)
    widest = max(typeface.width(item, Face.REGULAR, shape.size) for item in items)
    width = min(shape.width, (hang if beside else 0.0) + widest + 2 * SLACK)
    margin = (page.profile.page.text_width - width) / 2
    pieces = [(label, face)]
    if not beside:
        yield _item(document, pieces, left=margin, right=margin, hang=0.0)
        hang, pieces = 0.0, []
    for item in items:
        own = [*pieces, (item, Face.REGULAR)]
        yield _item(document, own, left=margin, right=margin, hang=hang, first=bool(pieces))
        pieces = []


def _item(
    document: "Document",
    pieces: list[tuple[str, Face]],
    *,
    left: float,
    right: float,
    hang: float,
    first: bool = False,
) -> "Written":
    written = _add(document, pieces, styles.ADDRESSEE, indents=(left + hang, right))
    if first:
        written.paragraph_format.first_line_indent = styles.length(-hang)
    return written


def _add(
    document: "Document",
    pieces: str | list[tuple[str, Face]],
    style: str,
    *,
    indents: tuple[float, float] = (0.0, 0.0),
) -> "Written":
    # The body of a document takes paragraphs as a cell does.
    return add_paragraph(document._body, pieces, style, indents=indents)  # noqa: SLF001


def _lower(written: "Written", before: float) -> None:
    written.paragraph_format.space_before = styles.length(before)


