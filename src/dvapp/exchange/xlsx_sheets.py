"""Sheets of a workbook: one for each annex as it is printed, and one with every figure; both add up again beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING

from dvapp.domain.codes import IndicatorCode
from dvapp.domain.errors import SheetTooLong, TableUneven
from dvapp.domain.papers.reports import AnnexTable, Figure, FigureState
from dvapp.domain.papers.showing import BLANK_WORDS, NOT_APPLICABLE_WORDS
from dvapp.exchange.xlsx_cells import Look, Looks, Value, figure_value, put, read_cell

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

FIGURE_HEADS = (
    "Mã số",
    "Chỉ tiêu",
    "Đơn vị tính",
    "Trạng thái",
    "Giá trị",
    "Số bản ghi",
    "Bản ghi còn trống",
)
STATE_WORDS: Mapping[FigureState, str] = {
    FigureState.KNOWN: "có số liệu",
    FigureState.BLANK: BLANK_WORDS,
    FigureState.NOT_APPLICABLE: NOT_APPLICABLE_WORDS,
}

_ROWS = 1_000_000
"""Rows of a table; a sheet holds 1,048,576, and some stand around the table."""

_LINE, _TALLEST = 16.0, 409.0
"""Points of a line of words, and of the highest row that there can be."""

_HEAD = Look(bold=True, align="center", fill="#F2F2F2", middle=True)
_GROUP = Look(bold=True)
_CELL = Look()
_CENTRE = Look(align="center")


@dataclass(slots=True)
class Desk:
    """What all sheets of a workbook share.

    :param expressions: the formula of every computed figure.
    :param places: where each figure's value stands, by sheet; filled while cells are written.
    """

    looks: Looks
    figures: Mapping[IndicatorCode, Figure]
    expressions: Mapping[IndicatorCode, str]
    places: dict[str, dict[IndicatorCode, tuple[int, int]]] = field(default_factory=dict)

    def place(self, sheet: str, code: IndicatorCode, row: int, column: int) -> None:
        """Remember where a figure stands."""
        self.places.setdefault(sheet, {}).setdefault(code, (row, column))

    def cells(self, sheet: str) -> dict[IndicatorCode, str]:
        """Cells of figures as a formula on ``sheet`` names them: its own first, then those of other sheets."""
        from xlsxwriter.utility import xl_rowcol_to_cell

        found: dict[IndicatorCode, str] = {}
        others = [name for name in self.places if name != sheet]
        for name in (sheet, *others):
            prefix = "" if name == sheet else f"'{name}'!"
            for code, (row, column) in self.places.get(name, {}).items():
                found.setdefault(code, prefix + xl_rowcol_to_cell(row, column))
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSum:
    """Cells of one column over a total: rows from 0, what they add up to, and what the total says."""

    column: int
    first: int
    last: int
    total: int
    value: float | str
    stated: object


@dataclass(slots=True)
class Written:
    """A sheet with its table in it, waiting for its checks.

    :param first: the table's head row, from 0; ``last``: its last row.
    :param rows: the row of every figure of which this sheet shows the value.
    :param sums: columns of typed rows that stand over a total.
    :param table: the annex as it is printed, and in which column (from 0) its figures stand; ``None`` for other sheets.
    """

    sheet: "Worksheet"
    width: int
    first: int
    last: int
    rows: list[tuple[IndicatorCode, int]] = field(default_factory=list)
    sums: list[ColumnSum] = field(default_factory=list)
    table: AnnexTable | None = None
    values: int | None = None


def write_annex(sheet: "Worksheet", table: AnnexTable, first: int, desk: Desk) -> Written:
    """Write an annex's table with its head in row ``first`` (from 0).

    :raises CellTooLong, SheetTooLong: Excel could not hold it; nothing is dropped.
    :raises TableUneven: a row has more cells than the table has columns.
    """
    if len(table.rows) > _ROWS:
        raise SheetTooLong(where=table.title, most=_ROWS)
    width = max(1, len(table.columns))
    for n, one in enumerate(table.rows, start=1):
        if one.code is not None and len(one.cells) > width:
            raise TableUneven(where=table.title, row=n, cells=len(one.cells), columns=width)
    column = _value_column(table, desk.figures)
    done = Written(
        sheet=sheet, width=width, first=first, last=first + len(table.rows), table=table, values=column
    )
    for n, head in enumerate(table.columns):
        put(sheet, first, n, Value(content=head), _HEAD, desk.looks)
    aligns = [_centred(table, n) for n in range(width)]
    for row, shown in enumerate(table.rows, start=first + 1):
        if shown.code is None:
            _merged(sheet, row, width, " ".join(shown.cells), desk.looks)
            continue
        cells = (*shown.cells, *[""] * (width - len(shown.cells)))
        for n, text in enumerate(cells):
            value = read_cell(text, words_only=n == 0)
            if n == column and shown.code in desk.figures:
                value = figure_value(desk.figures[shown.code])
                desk.place(sheet.get_name(), shown.code, row, n)
                done.rows.append((shown.code, row))
            look = _CENTRE if aligns[n] else _CELL
            put(sheet, row, n, value, _bold(look) if shown.total else look, desk.looks)
    done.sums = list(_typed_sums(table, first))
    _fit(sheet, first, [table.columns, *(() if r.code is None else r.cells for r in table.rows)], width)
    return done


def write_figures(sheet: "Worksheet", first: int, desk: Desk) -> Written:
    """Write every figure with its state, unit and number of records; the head stands in row ``first`` (from 0).

    :raises CellTooLong: a figure's text is longer than a cell may be.
    """
    done = Written(sheet=sheet, width=len(FIGURE_HEADS), first=first, last=first + len(desk.figures))
    for n, head in enumerate(FIGURE_HEADS):
        put(sheet, first, n, Value(content=head), _HEAD, desk.looks)
    lines: list[tuple[str, ...]] = [FIGURE_HEADS]
    for row, figure in enumerate(desk.figures.values(), start=first + 1):
        state = STATE_WORDS[figure.state]
        words = (figure.code, figure.label.vi, figure.unit.vi, state)
        for n, text in enumerate(words):
            put(sheet, row, n, Value(content=text), _CELL if n == 1 else _CENTRE, desk.looks)
        put(sheet, row, 4, figure_value(figure), _CELL, desk.looks)
        for n, count in enumerate((len(figure.records), len(figure.missing)), start=5):
            put(sheet, row, n, Value(content=count, number="#,##0"), _CELL, desk.looks)
        desk.place(sheet.get_name(), figure.code, row, 4)
        done.rows.append((figure.code, row))
        lines.append((*words, str(figure.value or "")))
    _fit(sheet, first, lines, done.width)
    return done


def _value_column(table: AnnexTable, figures: Mapping[IndicatorCode, Figure]) -> int | None:
    """The column that shows the figures themselves: the one that agrees with them most often, the leftmost of equals.

    Columns of earlier periods beside it agree only by chance; the first column holds numbers of rows, or codes.
    """
    agreeing = [0] * len(table.columns)
    for row in table.rows:
        figure = figures.get(row.code) if row.code is not None else None
        if figure is None:
            continue
        wanted = figure_value(figure).content
        for n, text in enumerate(row.cells[: len(agreeing)]):
            if n and read_cell(text).content == wanted:
                agreeing[n] += 1
    most = max(agreeing, default=0)
    return agreeing.index(most) if most else None


def _typed_sums(table: AnnexTable, first: int) -> list[ColumnSum]:
    """Columns in which rows without a figure of their own stand over a total in the last row."""
    *typed, last = table.rows if len(table.rows) > 1 else (None, None)
    if last is None or not last.code or any(row is None or row.code != "" for row in typed):
        return []
    sums = []
    for n, text in enumerate(last.cells):
        stated = read_cell(text).content
        if n and isinstance(stated, int | Decimal):
            cells = [
                read_cell(row.cells[n]).content for row in typed if row is not None and n < len(row.cells)
            ]
            sums.append(
                ColumnSum(
                    column=n,
                    first=first + 1,
                    last=first + len(typed),
                    total=first + len(table.rows),
                    value=_summed(cells),
                    stated=stated,
                )
            )
    return sums


def _summed(cells: Sequence[object]) -> float | str:
    if BLANK_WORDS in cells:
        return BLANK_WORDS
    numbers = [float(cell) for cell in cells if isinstance(cell, int | Decimal)]
    return sum(numbers) if numbers else NOT_APPLICABLE_WORDS


def _centred(table: AnnexTable, column: int) -> bool:
    """Whether a column holds short words only: codes, units."""
    cells = [row.cells[column] for row in table.rows if row.code is not None and column < len(row.cells)]
    return column == 0 or max((len(cell) for cell in cells), default=0) <= 14


def _bold(look: Look) -> Look:
    return Look(bold=True, align=look.align)


def _merged(sheet: "Worksheet", row: int, width: int, text: str, looks: Looks) -> None:
    if width > 1:
        # An empty merge first: the library guesses what a text means that it merges by itself.
        sheet.merge_range(row, 0, row, width - 1, "", looks.get(_GROUP))
    put(sheet, row, 0, Value(content=text), _GROUP, looks)


def _fit(sheet: "Worksheet", first: int, rows: Sequence[Sequence[str]], width: int) -> None:
    """Columns as wide as their longest cell, within reason, and rows as high as their words need when they wrap.

    :param rows: what stands in the rows from ``first`` on; the cells of a merged row are left out.
    """
    widths = []
    for n in range(width):
        longest = max((len(row[n]) for row in rows if n < len(row)), default=0)
        widths.append(min(max(longest * 1.1 + 2, 7.0), 52.0))
        sheet.set_column(n, n, widths[n])
    for number, row in enumerate(rows, start=first):
        lines = max((ceil(len(text) / wide) for text, wide in zip(row, widths, strict=False)), default=1)
        sheet.set_row(number, min(_LINE * max(1, lines), _TALLEST))
