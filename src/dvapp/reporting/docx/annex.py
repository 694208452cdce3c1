"""Annexes: each in a section of its own, upright or lying, with its titles and one table whose head is repeated.

A table is written as one piece of XML: thousands of rows take no longer each than ten.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from dvapp.domain.papers.reports import AnnexTable, TableRow
from dvapp.reporting.columns import Align, Column
from dvapp.reporting.docx import styles
from dvapp.reporting.docx.charts import add_chart
from dvapp.reporting.docx.head import Page
from dvapp.reporting.docx.setting import Span, add_paragraph, eighths
from dvapp.reporting.docx.styles import length
from dvapp.reporting.fonts import Face
from dvapp.reporting.lettering import annex_label, annex_reference
from dvapp.reporting.profile import PageShape, Profile
from dvapp.reporting.table import Sizing, table_page

if TYPE_CHECKING:
    from docx.document import Document

_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

_WHOLE = 0.5
"""Share of a page (of a lying one, which is lower) up to which a row is kept whole; Word must be free to break what is taller."""

_JUSTIFIED = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}


def annex_page(annex: AnnexTable, page: Page) -> PageShape:
    """The page that an annex wants: upright, or lying on its long side.

    :raises TableTooWide, TableUneven: as :func:`dvapp.reporting.table.table_page`.
    """
    if not annex.columns and not annex.rows:
        return page.profile.sideways_page if annex.landscape else page.profile.page
    return table_page(annex, page.profile, page.typeface)[0]


def add_annex(document: "Document", annex: AnnexTable, page: Page) -> None:
    """Add an annex's titles, table and charts; its section has begun.

    :raises TableTooWide, TableUneven: as :func:`annex_page`.
    :raises GlyphMissing: the font lacks a character of it.
    """
    paper = annex_page(annex, page)
    _titles(document, annex, page, paper)
    if annex.columns or annex.rows:
        from docx.oxml import parse_xml

        _, columns, sizing = table_page(annex, page.profile, page.typeface)
        # The table's own drop stands on a line without words, as in print.
        drop = page.profile.annex.table_drop
        add_paragraph(document._body, "", styles.RULE, before=drop - styles.line_for(1.0))
        table = parse_xml("".join(_table(document, annex, page, columns, sizing)))
        document.element.body._insert_tbl(table)  # before the section's own mark
    for chart in annex.charts:
        add_chart(document, chart, page, paper)


def _titles(document: "Document", annex: AnnexTable, page: Page, paper: PageShape) -> None:
    shape, report, profile = page.profile.annex, page.report, page.profile
    title = annex.title.upper() if shape.title_caps else annex.title
    room = Span(left=paper.left, right=paper.width - paper.right)
    most = paper.text_width - 2 * shape.inset
    for text, style, face, size in (
        (annex_label(annex, report, profile), styles.ANNEX, Face.BOLD, shape.label_size),
        (title, styles.ANNEX_TITLE, Face.BOLD, shape.title_size),
        (annex_reference(report, profile), styles.ANNEX_REFERENCE, Face.ITALIC, shape.reference_size),
    ):
        if text:
            breadth = page.breadth(page.wrapped(text, face, size, most), face, size)
            indents = room.around(paper.text_centre, min(breadth, room.width))
            add_paragraph(document._body, page.typeface.clean(text), style, indents=indents)


def _table(
    document: "Document", annex: AnnexTable, page: Page, columns: Sequence[Column], sizing: Sizing
) -> Iterator[str]:
    shape = page.profile.annex
    widths = [_twips(column.width) for column in columns]
    line = f'w:val="single" w:sz="{eighths(shape.line_thickness)}" w:space="0" w:color="000000"'
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    across, below = _twips(shape.table_padding), _twips(shape.table_padding_above)
    above = _twips(shape.table_padding_above - shape.line_thickness)  # lines add to a row's height
    yield f"<w:tbl {_NAMES}><w:tblPr>"
    yield f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
    yield f"<w:tblBorders>{''.join(f'<w:{side} {line}/>' for side in sides)}</w:tblBorders>"
    yield '<w:tblLayout w:type="fixed"/><w:tblCellMar>'
    yield f'<w:top w:w="{above}" w:type="dxa"/><w:left w:w="{across}" w:type="dxa"/>'
    yield f'<w:bottom w:w="{below}" w:type="dxa"/><w:right w:w="{across}" w:type="dxa"/></w:tblCellMar>'
    yield '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
    yield ' w:noHBand="1" w:noVBand="1"/>'
    yield f"<w:tblCaption w:val={quoteattr(page.typeface.clean(annex.title))}/></w:tblPr><w:tblGrid>"
    yield "".join(f'<w:gridCol w:w="{width}"/>' for width in widths) + "</w:tblGrid>"
    rows = _Rows(page=page, columns=columns, widths=widths, sizing=sizing, style=_style_id(document))
    yield rows.head(annex.columns)
    following: tuple[TableRow | None, ...] = (*annex.rows[1:], None)
    for row, after in zip(annex.rows, following, strict=True):
        yield rows.row(row, held=after is not None and after.total)
    yield "</w:tbl>"


class _Rows:
    """Rows of one table as XML."""

    def __init__(
        self,
        *,
        page: Page,
        columns: Sequence[Column],
        widths: Sequence[int],
        sizing: Sizing,
        style: str,
    ) -> None:
        self._page = page
        self._columns = columns
        self._widths = widths
        self._style = style
        self._size = sizing.size
        self._layout, self._look = "", ""
        if sizing.size != page.profile.annex.table_size:
            # A table that is set smaller to fit its page.
            self._layout = f'<w:spacing w:line="{_twips(sizing.pitch)}" w:lineRule="exact"/>'
            self._look = f'<w:sz w:val="{round(sizing.size * 2)}"/>'
        self._most = _WHOLE * _low(page.profile) / sizing.pitch

    def head(self, heads: Sequence[str]) -> str:
        """The head, which comes again on every page."""
        cells = "".join(
            self._cell(text, width, "center", bold=True, middle=True, held=True)
            for text, width in zip(heads, self._widths, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"

    def row(self, row: TableRow, *, held: bool) -> str:
        """A figure's row, or a group's heading over all columns, which stays with its first row.

        :param held: whether it stays with the row after it: a total is never alone.
        """
        if row.code is None and not row.total:
            text = " ".join(row.cells)
            cell = self._cell(text, sum(self._widths), "left", bold=True, held=True, span=len(self._widths))
            return f"<w:tr>{self._whole([text])}{cell}</w:tr>"
        cells = (*row.cells, *[""] * (len(self._columns) - len(row.cells)))
        shown = "".join(
            self._cell(text, width, _JUSTIFIED[column.align], bold=row.total, held=held)
            for text, width, column in zip(cells, self._widths, self._columns, strict=True)
        )
        return f"<w:tr>{self._whole(cells)}{shown}</w:tr>"

    def _whole(self, cells: Sequence[str]) -> str:
        """Whether a row is never broken: any but one that may take much of a page."""
        size, typeface = self._size, self._page.typeface
        lines = max(
            typeface.width(typeface.clean(text), Face.REGULAR, size) / column.width + 1
            for text, column in zip(cells, self._columns, strict=False)
        )
        return "<w:trPr><w:cantSplit/></w:trPr>" if 1.2 * lines < self._most else ""

    def _cell(
        self,
        text: str,
        width: int,
        align: str,
        *,
        bold: bool = False,
        middle: bool = False,
        held: bool = False,
        span: int = 1,
    ) -> str:
        told = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        told += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        told += '<w:vAlign w:val="center"/>' if middle else ""
        layout = f'<w:pStyle w:val="{self._style}"/>' + ("<w:keepNext/>" if held else "")
        layout += self._layout
        layout += f'<w:jc w:val="{align}"/>' if align != "left" else ""
        words = escape(self._page.typeface.clean(text))
        look = ("<w:b/>" if bold else "") + self._look
        look = f"<w:rPr>{look}</w:rPr>" if look else ""
        run = f'<w:r>{look}<w:t xml:space="preserve">{words}</w:t></w:r>' if words else ""
        return f"<w:tc><w:tcPr>{told}</w:tcPr><w:p><w:pPr>{layout}</w:pPr>{run}</w:p></w:tc>"


def _low(profile: Profile) -> float:
    """Millimetres of text on the lower of a layout's two pages."""
    return min(shape.text_bottom - shape.top for shape in (profile.page, profile.sideways_page))


def _style_id(document: "Document") -> str:
    return str(document.styles[styles.CELL].style_id)


def _twips(millimetres: float) -> int:
    return int(length(millimetres).twips)
