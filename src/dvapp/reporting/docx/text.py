"""The text: kính gửi, căn cứ, parts, headings of real levels, and paragraphs."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dvapp.domain.papers.reports import Block, Heading, Paragraph, Part
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
    addressed = list(_addressees(document, page))
    yield from addressed
    for n, written in enumerate(_below_addressees(document, page)):
        if n == 0 and addressed:
            layout = written.paragraph_format
            gap = (
                layout.space_before
                if layout.space_before is not None
                else styles.length(page.profile.body.gap)
            )
            layout.space_before = styles.length(page.profile.addressees.tail) + gap
        yield written


def _below_addressees(document: "Document", page: Page) -> Iterator["Written"]:
    face = face_of(italic=page.profile.grounds.italic)
    for ground in grounds(page.report, page.profile):
        yield _add(document, [(page.typeface.clean(ground), face)], styles.BODY)
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
    """Kính gửi: a label and the list, centred together; dashes of a list below the label stand under its colon."""
    shape, typeface = page.profile.addressees, page.typeface
    items = [typeface.clean(item) for item in addressees(page.report, page.profile)]
    if not items:
        return
    several = len(items) > 1
    face, plain = face_of(italic=shape.label_italic), Face.REGULAR
    beside = shape.beside or not several
    label = [(shape.label, face), (shape.label_end + (" " if beside else ""), face)]
    indent = typeface.width(shape.label, face, shape.size)
    if beside:
        indent += typeface.width(label[1][0], face, shape.size)
    hang = typeface.width(shape.dash, plain, shape.size) if several else 0.0
    widest = max(typeface.width(item, plain, shape.size) for item in items)
    width = min(shape.width, indent + widest)
    left = (page.profile.page.text_width - width) / 2
    right = left - SLACK
    if not beside:
        yield _add(document, label, styles.ADDRESSEE, indents=(left, 0.0))
        label = []
    for item in items:
        written = _add(
            document, [*label, (item, plain)], styles.ADDRESSEE, indents=(left + indent + hang, right)
        )
        written.paragraph_format.first_line_indent = styles.length(-hang - (indent if label else 0.0))
        label = []
        yield written


def _add(
    document: "Document",
    pieces: str | list[tuple[str, Face]],
    style: str,
    *,
    indents: tuple[float, float] = (0.0, 0.0),
) -> "Written":
    # The body of a document takes paragraphs as a cell does.
    return add_paragraph(document._body, pieces, style, indents=indents)


def _lower(written: "Written", before: float) -> None:
    written.paragraph_format.space_before = styles.length(before)
