"""A report's annexes as a workbook: the figures as numbers, and beside them formulas that add up again.

Every text is written as text, so that nothing in it can act as a formula; nothing in the file depends on when or where
it was made.
"""

import io
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from dvapp.domain.codes import IndicatorCode
from dvapp.domain.papers.reports import AnnexTable, Figure, Report
from dvapp.domain.papers.showing import period_words
from dvapp.domain.sheets.blank_forms import BlankForm
from dvapp.exchange.blank_forms import blank_form
from dvapp.exchange.xlsx_cells import Look, Looks, Value, put
from dvapp.exchange.xlsx_charts import ChartDesk, write_charts
from dvapp.exchange.xlsx_checks import Tally, write_checks
from dvapp.exchange.xlsx_formulas import DIFFERS
from dvapp.exchange.xlsx_sheets import Desk, Written, write_annex, write_figures

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

FIGURES_SHEET = "Số liệu"
ANNEX_SHEET = "Phụ lục {number}"
CHARTS_SHEET = "Biểu đồ {number}"

_TABLE_ROW = 4
"""Row of a table's head, from 0: label, title, where it belongs to and an empty line stand above it."""

_INCH = 25.4
_A4 = 9
_WIDEST_UPRIGHT = 110.0
"""Characters that a row has at most on an upright page; wider tables are printed on the long side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Title:
    label: str
    title: str
    about: str


class XlsxWorkbooks:
    """Writes workbooks: the ``WorkbookMaker`` of ``services/ports.py``."""

    def blank(self, form: BlankForm) -> bytes:
        """As :func:`dvapp.exchange.blank_forms.blank_form`."""
        return blank_form(form)

    def workbook(
        self, report: Report, figures: Iterable[Figure], expressions: Mapping[IndicatorCode, str]
    ) -> bytes:
        """One sheet for each annex, one for its charts, one with ``figures``; the same bytes for the same arguments.

        :param figures: the report's figures and those in their formulas.
        :param expressions: the formula of each computed figure, as its pack has it.
        :raises CellTooLong, SheetTooLong: Excel could not hold it; nothing is dropped.
        """
        from xlsxwriter import Workbook

        buffer = io.BytesIO()
        book = Workbook(
            buffer,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_numbers": False,
                "strings_to_urls": False,
            },
        )
        desk = Desk(
            looks=Looks(book=book), figures={f.code: f for f in figures}, expressions=dict(expressions)
        )
        _describe(book, report)
        sheets, charts = [], []
        for annex in report.annexes:
            if annex.columns or annex.rows or not annex.charts:
                sheets.append(_annex(book, annex, report, desk))
            if annex.charts:
                charts.append((annex, _charts_sheet(book, annex)))
        if desk.figures:
            sheets.append(_figures(book, report, desk))
        for annex, sheet in charts:  # at last, as they point to the figures wherever these stand
            _charts(
                sheet, annex, report, ChartDesk(book=book, looks=desk.looks, cells=desk.cells(CHARTS_SHEET))
            )
        if not sheets and not charts:
            _heading(book.add_worksheet(FIGURES_SHEET), 1, _title_of_figures(report), desk.looks)
        for done in sheets:
            _finish(done, write_checks(done, desk), desk)
        book.close()
        return buffer.getvalue()


def _describe(book: "Workbook", report: Report) -> None:
    day = report.as_of
    book.set_properties(
        {
            "title": _clean(f"{report.document_type} {report.title}"),
            "author": _clean(report.issuer.name),
            "company": _clean(report.issuer.name),
            "created": datetime(day.year, day.month, day.day, tzinfo=UTC),
        }
    )


def _annex(book: "Workbook", annex: AnnexTable, report: Report, desk: Desk) -> Written:
    name = ANNEX_SHEET.format(number=annex.number)
    sheet = book.add_worksheet(name)
    title = _Title(label=name, title=annex.title, about=_about(report))
    done = write_annex(sheet, annex, _TABLE_ROW, desk)
    _heading(sheet, done.width, title, desk.looks)
    needed = sum(_characters(annex, n) for n in range(done.width))
    wide = annex.landscape if annex.landscape is not None else needed > _WIDEST_UPRIGHT
    if wide:
        sheet.set_landscape()
    return done


def _charts_sheet(book: "Workbook", annex: AnnexTable) -> "Worksheet":
    """An empty sheet for the charts of an annex: its own if it has no table, else one beside the table's."""
    words = CHARTS_SHEET if annex.columns or annex.rows else ANNEX_SHEET
    return book.add_worksheet(words.format(number=annex.number))


def _charts(sheet: "Worksheet", annex: AnnexTable, report: Report, desk: ChartDesk) -> None:
    last = write_charts(sheet, annex.charts, _TABLE_ROW, desk)
    title = _Title(label=sheet.get_name(), title=annex.title, about=_about(report))
    _heading(sheet, last + 1, title, desk.looks)
    _set_paper(sheet)


def _characters(annex: AnnexTable, column: int) -> int:
    """Characters of a column's widest cell, as far as cells do not wrap."""
    cells = (row.cells[column] for row in annex.rows if row.code is not None and column < len(row.cells))
    return max(10, min(45, max(map(len, cells), default=0)))


def _figures(book: "Workbook", report: Report, desk: Desk) -> Written:
    sheet = book.add_worksheet(FIGURES_SHEET)
    done = write_figures(sheet, _TABLE_ROW, desk)
    _heading(sheet, done.width, _title_of_figures(report), desk.looks)
    sheet.set_landscape()
    return done


def _title_of_figures(report: Report) -> _Title:
    return _Title(label=FIGURES_SHEET, title=report.title, about=_about(report))


def _about(report: Report) -> str:
    kind = report.document_type.capitalize()
    return (
        f"({kind} của {report.issuer.name}, {period_words(report.period)}; "
        f"số liệu tính đến ngày {_day(report.as_of)})"
    )


def _day(day: date) -> str:
    # As papers write days: a zero before a month of one digit in January and February only.
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def _heading(sheet: "Worksheet", width: int, title: _Title, looks: Looks) -> None:
    """The three lines above a table, over all its columns."""
    lines = (
        (title.label, Look(size=14, bold=True, align="center", border=False, middle=True)),
        (title.title, Look(size=14, bold=True, align="center", border=False, middle=True)),
        (title.about, Look(italic=True, align="center", border=False, middle=True)),
    )
    for row, (text, look) in enumerate(lines):
        if width > 1:
            sheet.merge_range(row, 0, row, width - 1, "", looks.get(look))
        put(sheet, row, 0, Value(content=text), look, looks)
        sheet.set_row(row, 20 * (1 + len(text) // 85))


def _finish(done: Written, tally: Tally, desk: Desk) -> None:
    """What stays on the screen, what is printed and how, and how many checks fail."""
    sheet = done.sheet
    sheet.freeze_panes(done.first + 1, 0)
    _set_paper(sheet)
    sheet.repeat_rows(done.first)
    sheet.print_area(0, 0, done.last, done.width - 1)
    if tally.checked:
        from xlsxwriter.utility import xl_range

        column = done.width
        words = Value(content="Số chỗ lệch")
        put(sheet, done.first - 1, column + 1, words, Look(italic=True), desk.looks)
        area = xl_range(done.first + 1, 0, done.last + 3, column + 2)
        style = desk.looks.get(Look(bold=True, align="center", number="0"))
        sheet.write_formula(
            done.first - 1, column + 2, f'=COUNTIF({area},"{DIFFERS}")', style, tally.differing
        )


def _set_paper(sheet: "Worksheet") -> None:
    sheet.set_paper(_A4)
    sheet.set_margins(left=30 / _INCH, right=15 / _INCH, top=20 / _INCH, bottom=20 / _INCH)
    sheet.set_header('&C&"Times New Roman,Regular"&14&P', {"margin": 10 / _INCH})
    sheet.fit_to_pages(1, 0)


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", text)
