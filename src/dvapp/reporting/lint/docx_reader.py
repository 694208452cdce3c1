"""A DOCX as a paper: its paragraphs with their looks, in the order of the text."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from dvapp.domain.errors import DocxUnreadable
from dvapp.domain.papers.findings import PaperForm, Spot
from dvapp.domain.words import Wording
from dvapp.reporting.docx.package import LAYOUT_WORD
from dvapp.reporting.lint.docx_numbering import Numbering
from dvapp.reporting.lint.docx_pieces import Marks, pieces_of
from dvapp.reporting.lint.docx_styles import Styles, W
from dvapp.reporting.lint.model import Column, FontUse, Paper, Piece, Run, Sheet
from dvapp.reporting.lint.parts import is_motto, is_number, plain

_MOST_UNPACKED = 200_000_000
_MOST_PARAGRAPHS = 80_000
"""More than the longest annex there is; a file made to keep the program busy has more."""

_TOO_LARGE = Wording("tệp quá lớn", "the file is too large")
_DAMAGED = Wording("tệp hỏng, hoặc không phải tệp Word", "damaged, or no Word file")
_EMU = 1 / 36_000
"""Millimetres."""


def read_docx(content: bytes) -> Paper:
    """The paper in a DOCX.

    :raises DocxUnreadable: not a DOCX, or damaged beyond reading.
    """
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > _MOST_UNPACKED:
                raise DocxUnreadable(reason=_TOO_LARGE)
        document = docx.Document(io.BytesIO(content))
        if sum(1 for _ in document.element.body.iter(W + "p")) > _MOST_PARAGRAPHS:
            raise DocxUnreadable(reason=_TOO_LARGE)
        return _Reader(document).paper()
    except DocxUnreadable:
        raise
    except Exception as error:  # python-docx and lxml raise anything on damaged files
        raise DocxUnreadable(reason=_DAMAGED) from error


@dataclass(slots=True)
class _Section:
    page: int
    pieces: list[Piece] = field(default_factory=list)


class _Reader:
    def __init__(self, document: Any) -> None:
        self._document = document
        theme = next(
            (p for p in document.part.package.iter_parts() if str(p.partname).startswith("/word/theme/")),
            None,
        )
        self.styles = Styles(document.styles.element, _parsed(theme))
        self._numbering = Numbering(_numbering(document))
        self._page = 1
        self._paragraph = 0
        self._gap: float | None = None
        self._after: tuple[float, str] | None = None

    def paper(self) -> Paper:
        """Read it all."""
        sections = [_Section(1)]
        for element in _blocks(self._document.element.body):
            if element.tag == W + "tbl":
                sections[-1].pieces += self._table(element)
                self._after = None
                continue
            sections[-1].pieces += self._paragraph_pieces(element, Column.FULL, in_table=False)
            properties = element.find(f"{W}pPr/{W}sectPr")
            if properties is not None:
                kind = properties.find(W + "type")
                if kind is None or kind.get(W + "val") != "continuous":
                    self._page += 1
                sections.append(_Section(self._page))
        made = [self._sheet(section, n) for n, section in enumerate(sections)]
        sheets = tuple(sheet for sheet in made if sheet is not None)
        told = str(self._document.core_properties.identifier or "")
        return Paper(
            form=PaperForm.DOCX,
            sheets=sheets,
            fonts=_fonts(sheets),
            data_profile=told.removeprefix(LAYOUT_WORD) if told.startswith(LAYOUT_WORD) else None,
        )

    def _paragraph_pieces(self, element: Any, column: Column, *, in_table: bool) -> list[Piece]:
        look = self.styles.paragraph(element)
        self._paragraph += 1
        if look.breaks_page:
            self._page += 1
        marks = Marks(
            look=look,
            prefix=self._numbering.before(element),
            paragraph=self._paragraph,
            column=column,
            in_table=in_table,
            gap=self._gap_before(look.before, look.style, joins=look.joins_same),
        )
        pieces, pages = pieces_of(element, marks, self.styles, self._page)
        self._page += pages
        if pieces:
            self._after = (look.after, look.style)
        elif self._after is not None:
            # An empty paragraph is room, whatever else it is.
            self._after = (self._after[0] + look.before + look.after + (look.line or 14.0), look.style)
        return pieces

    def _gap_before(self, before: float, style: str, *, joins: bool) -> float | None:
        if self._after is None:
            return None
        return 0.0 if joins and self._after[1] == style else self._after[0] + before

    def _table(self, table: Any) -> list[Piece]:
        """A table that only arranges the head or the end gives columns; any other is a table."""
        words = plain("\n".join(t.text or "" for t in table.iter(W + "t")))
        lines = [plain("".join(t.text or "" for t in p.iter(W + "t"))) for p in table.iter(W + "p")]
        arranges = any(is_motto(line) or line.startswith("nơi nhận") for line in lines)
        numbered = any(is_number(line) for line in lines[:8])
        arranges = arranges or (not _ruled(table) and (numbered or len(words) < 400))
        pieces: list[Piece] = []
        for row in table.iter(W + "tr"):
            cells = [cell for cell in row if cell.tag == W + "tc"]
            for n, cell in enumerate(cells):
                column = (
                    Column.FULL if len(cells) == 1 else Column.LEFT if n < len(cells) / 2 else Column.RIGHT
                )
                self._after = None
                for paragraph in cell.iter(W + "p"):
                    pieces += self._paragraph_pieces(
                        paragraph, column if arranges else Column.FULL, in_table=not arranges
                    )
        return pieces

    def _sheet(self, section: _Section, number: int) -> Sheet | None:
        if number >= len(self._document.sections):
            return None
        set_up = self._document.sections[number]
        margins = tuple(
            (getattr(set_up, side) or 0) * _EMU
            for side in ("top_margin", "bottom_margin", "left_margin", "right_margin")
        )
        left = margins[2]
        found, from_top = self._number(set_up, section.page)
        return Sheet(
            page=section.page,
            width=(set_up.page_width or 0) * _EMU,
            height=(set_up.page_height or 0) * _EMU,
            pieces=tuple(replace(p, left=left + (p.left or 0.0)) for p in section.pieces),
            margins=(margins[0], margins[1], margins[2], margins[3]),
            number=found,
            number_from_top=from_top,
            first_differs=_first_differs(set_up),
            foot=self._foot(set_up, section.page) if number == 0 else (),
        )

    def _foot(self, section: Any, page: int) -> tuple[Piece, ...]:
        """What is printed at the foot of the first page beside a page number."""
        differs = section.different_first_page_header_footer
        holder = section.first_page_footer if differs else section.footer
        if holder.is_linked_to_previous:
            return ()
        found: list[Piece] = []
        for paragraph in holder._element.iter(W + "p"):  # noqa: SLF001  # python-docx has no way to fields
            if not _has_page_field(paragraph):
                marks = Marks(look=self.styles.paragraph(paragraph), paragraph=None, column=Column.FULL)
                found += pieces_of(paragraph, marks, self.styles, page)[0]
        return tuple(found)

    def _number(self, section: Any, page: int) -> tuple[Piece | None, float | None]:
        """The paragraph with the field PAGE, and how far the middle of its digits is from the top edge."""
        for holder, at_top in ((section.header, True), (section.footer, False)):
            element = holder._element  # noqa: SLF001  # the only way to fields, which python-docx does not know
            for paragraph in element.iter(W + "p"):
                if not _has_page_field(paragraph):
                    continue
                look = self.styles.paragraph(paragraph)
                marks = Marks(look=look, paragraph=None, column=Column.FULL)
                pieces, _ = pieces_of(paragraph, marks, self.styles, page)
                piece = pieces[0] if pieces else self._field(paragraph, page)
                size = piece.size or 14.0
                edge = (section.header_distance or 0) * _EMU
                return piece, edge + look.before * 25.4 / 72 + 0.2 * size if at_top else None
        return None, None

    def _field(self, paragraph: Any, page: int) -> Piece:
        """A number that nobody has computed yet."""
        run = _field_run(paragraph)
        runs: tuple[Run, ...] = ()
        if run is not None:
            look = self.styles.run(run, paragraph)
            runs = (Run(text="2", size=look.size, bold=look.bold, italic=look.italic, font=look.font),)
        return Piece(text="", runs=runs, page=page, align=self.styles.paragraph(paragraph).align)


def _field_run(paragraph: Any) -> Any:
    """The run that begins the field: the number takes its look."""
    runs = list(paragraph.iter(W + "r"))
    return next((run for run in runs if run.find(W + "instrText") is not None), runs[0] if runs else None)


def _first_differs(section: Any) -> bool:
    """The first page has a header of its own, without a number."""
    if not section.different_first_page_header_footer:
        return False
    holders = (section.first_page_header, section.first_page_footer)
    return not any(_has_page_field(h._element) for h in holders if not h.is_linked_to_previous)  # noqa: SLF001  # as in _foot


def _has_page_field(element: Any) -> bool:
    codes = [node.text or "" for node in element.iter(W + "instrText")]
    codes += [node.get(W + "instr") or "" for node in element.iter(W + "fldSimple")]
    return any(code.split()[:1] == ["PAGE"] for code in codes)


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, also inside content controls."""
    for child in parent:
        if child.tag in {W + "p", W + "tbl"}:
            yield child
        elif child.tag in {W + "sdt", W + "sdtContent", W + "ins", W + "customXml"}:
            yield from _blocks(child)


def _ruled(table: Any) -> bool:
    """Whether a table shows lines: by its own borders, its cells', or its style."""
    own = table.find(f"{W}tblPr/{W}tblBorders")
    sides = list(own) if own is not None else []
    sides += [side for borders in table.iter(W + "tcBorders") for side in borders]
    if any(side.get(W + "val") not in {None, "nil", "none"} for side in sides):
        return True
    style = table.find(f"{W}tblPr/{W}tblStyle")
    return own is None and style is not None and "grid" in str(style.get(W + "val")).casefold()


def _numbering(document: Any) -> Any:
    part = next(
        (p for p in document.part.package.iter_parts() if str(p.partname) == "/word/numbering.xml"), None
    )
    return _parsed(part)


def _parsed(part: Any) -> Any:
    from docx.oxml.parser import parse_xml

    if part is None:
        return None
    element = getattr(part, "element", None)
    return element if element is not None else parse_xml(part.blob)


def _fonts(sheets: tuple[Sheet, ...]) -> tuple[FontUse, ...]:
    found: dict[str, FontUse] = {}
    for sheet in sheets:
        for piece in sheet.pieces:
            for run in piece.runs:
                if run.font not in found and run.text.strip():
                    spot = Spot(page=piece.page, x=piece.left, paragraph=piece.paragraph)
                    found[run.font] = FontUse(
                        name=run.font, embedded=None, bold=run.bold, italic=run.italic, spot=spot
                    )
    return tuple(found.values())
