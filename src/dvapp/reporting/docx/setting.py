"""How paragraphs and tables are put: words in their face, distances in millimetres, tables without lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dvapp.reporting.docx.styles import ASCENT, RULE, length, line_for
from dvapp.reporting.fonts import MM_PER_POINT, Face

if TYPE_CHECKING:
    from docx.blkcntnr import BlockItemContainer
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of the page, in millimetres from its left edge."""

    left: float
    right: float

    @property
    def width(self) -> float:
        """Millimetres."""
        return self.right - self.left

    def around(self, centre: float, width: float | None = None) -> tuple[float, float]:
        """Left and right indent that centre words at ``centre``: as widely as this span allows, or in ``width``."""
        half = min(centre - self.left, self.right - centre) if width is None else width / 2
        return centre - half - self.left, self.right - centre - half


def add_paragraph(
    into: "BlockItemContainer",
    pieces: str | Sequence[tuple[str, Face]],
    style: str,
    *,
    before: float | None = None,
    indents: tuple[float, float] = (0.0, 0.0),
) -> "Paragraph":
    """A paragraph of words at the end of a document or cell.

    :param pieces: words as the style has them, or with the face of each.
    :param before: millimetres to the end of the paragraph above, if not the style's.
    :param indents: millimetres at the left and at the right.
    """
    paragraph = into.add_paragraph(style=style)
    fill(paragraph, pieces)
    layout = paragraph.paragraph_format
    if before is not None:
        layout.space_before = length(max(before, 0.0))
    left, right = indents
    if left:
        layout.left_indent = length(left)
    if right:
        layout.right_indent = length(right)
    return paragraph


def fill(paragraph: "Paragraph", pieces: str | Sequence[tuple[str, Face]]) -> None:
    """Words into a paragraph; only what differs from its style is written beside them."""
    if isinstance(pieces, str):
        if pieces:
            paragraph.add_run(pieces)
        return
    for text, face in pieces:
        run = paragraph.add_run(text)
        if face in {Face.BOLD, Face.BOLD_ITALIC}:
            run.bold = True
        if face in {Face.ITALIC, Face.BOLD_ITALIC}:
            run.italic = True


def add_bare_table(document: "Document", spans: Iterable[Span]) -> "tuple[_Cell, ...]":
    """A table of one row without lines that is never broken over pages; its cells are empty of paragraphs.

    Whoever takes the cells puts at least one paragraph into each: Word refuses a file with an empty cell.
    """
    widths = [span.width for span in spans]
    table = document.add_table(1, len(widths))
    fix_widths(table, widths)
    row = table.rows[0]
    keep_row_whole(row._tr)  # the library's own door to its elements
    cells = tuple(row.cells)
    for cell in cells:
        for paragraph in list(cell.paragraphs):
            cell._element.remove(paragraph._element)
    return cells


def fix_widths(table: "Table", widths: Sequence[float]) -> None:
    """Give a table columns of exactly these millimetres."""
    from docx.enum.table import WD_TABLE_ALIGNMENT

    table.autofit = False
    # The default style says so too, but LibreOffice puts its own 1.9 mm between cell and words then.
    _no_padding(table)
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    for column, width in zip(table.columns, widths, strict=True):
        column.width = length(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = length(width)


def _no_padding(table: "Table") -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    margins = OxmlElement("w:tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = table._tbl.tblPr
    properties.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")


def keep_row_whole(row: object) -> None:
    """Never break this row over two pages."""
    from docx.oxml import OxmlElement

    row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # type: ignore[attr-defined]  # an lxml class without types


def add_rule(
    into: "BlockItemContainer", span: Span, *, centre: float, width: float, before: float, thickness: float
) -> float:
    """A rule of ``width`` millimetres around ``centre``, on a line of its own; return how high it is.

    Its length is that of the printed one, and the words above it stay free to be changed.
    """
    indents = span.around(centre, width)
    paragraph = add_paragraph(into, "", RULE, before=before, indents=indents)
    _border(paragraph, ("bottom",), thickness, space=0)
    return line_for(1.0) + thickness


def box_around(paragraph: "Paragraph", thickness: float, padding: float) -> None:
    """A frame around a paragraph, ``padding`` millimetres from its words."""
    _border(paragraph, ("top", "left", "bottom", "right"), thickness, space=round(padding / MM_PER_POINT))


def rule_above(paragraph: "Paragraph", thickness: float, padding: float) -> None:
    """A line over a paragraph, as long as the room between its indents."""
    _border(paragraph, ("top",), thickness, space=round(padding / MM_PER_POINT))


def rule_below(paragraph: "Paragraph", thickness: float, padding: float) -> None:
    """A line under a paragraph, as long as the room between its indents."""
    _border(paragraph, ("bottom",), thickness, space=round(padding / MM_PER_POINT))


def _border(paragraph: "Paragraph", sides: Sequence[str], thickness: float, *, space: int) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:pBdr")
    for side in sides:
        line = OxmlElement(f"w:{side}")
        told = {"val": "single", "sz": str(eighths(thickness)), "space": str(space), "color": "000000"}
        for key, value in told.items():
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    paragraph._element.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr"
    )


def eighths(millimetres: float) -> int:
    """A line's thickness as Word counts it, in eighths of a point, at least a quarter point."""
    return max(2, round(millimetres / 25.4 * 72 * 8))


def above_baseline(line: float) -> float:
    """Millimetres of an exact line above its baseline."""
    return line * ASCENT


def below_baseline(line: float) -> float:
    """Millimetres of an exact line below its baseline."""
    return line * (1 - ASCENT)
