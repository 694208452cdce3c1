"""Annex tables: figures by groups with their comparisons, what was typed into records, or reports from below."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from dvapp.domain.calendar.periods import Period
from dvapp.domain.calendar.returns import UnitReturn
from dvapp.domain.codes import IndicatorCode
from dvapp.domain.papers.binding import Binder
from dvapp.domain.papers.charting import Charts
from dvapp.domain.papers.comparing import change_cells, other_period
from dvapp.domain.papers.outline import RowsOutline, TableOutline
from dvapp.domain.papers.reports import AnnexTable, Figure, TableRow
from dvapp.domain.papers.showing import (
    BLANK_WORDS,
    NOT_APPLICABLE_WORDS,
    UNDEFINED_RATIO,
    period_head,
    show_figure,
)
from dvapp.domain.papers.text import FigureForm
from dvapp.domain.recording.kinds import Field
from dvapp.domain.recording.records import rows_of
from dvapp.domain.values import NotApplicable, Value

ANNEX_COLUMNS = ("Mã số", "Chỉ tiêu", "Đơn vị tính", "Số liệu")
TO_FILL = "…………………"
"""A cell for somebody else to write into."""
RETURN_COLUMNS = ("TT", "Đơn vị", "Hạn báo cáo", "Ngày nhận", "Kết quả")
IN_TIME, NOT_RECEIVED = "đúng hạn", "chưa báo cáo"
EMPTY_TABLE = "Chưa có số liệu."
TOTAL = "Cộng"
NO_FIGURE = IndicatorCode("")
"""The code of a table row that shows no figure of the catalogue but what was typed into a record."""


class Annexes:
    """Makes the annexes of one report."""

    def __init__(self, binder: Binder) -> None:
        self._binder = binder
        self._charts = Charts(binder)

    def annex(self, number: int, table: TableOutline) -> AnnexTable:
        """The annex with that number.

        :raises TextInvalid: it names a figure that the pack does not have.
        """
        title = "".join(run.text for run in self._binder.bind(table.title, table.code))
        columns, rows = self._table(table)
        return AnnexTable(
            number=number,
            title=title,
            columns=columns,
            rows=rows,
            landscape=table.landscape,
            charts=self._charts.charts(table.charts, table.code),
        )

    def _table(self, table: TableOutline) -> tuple[tuple[str, ...], tuple[TableRow, ...]]:
        if table.rows is not None:
            return self._typed_rows(table.rows)
        if table.returns:
            return RETURN_COLUMNS, tuple(self._returns())
        if table.blank:
            return ANNEX_COLUMNS, tuple(self._form(table))
        if not table.groups:
            return (), ()
        period = self._binder.order.period
        others = tuple(dict.fromkeys(other_period(period, against) for against in table.compare))
        columns = (*ANNEX_COLUMNS, *(head for other in others for head in _heads(other)))
        return columns, tuple(self._rows(table, others))

    def _rows(self, table: TableOutline, others: tuple[Period, ...]) -> Iterator[TableRow]:
        level, indicators = self._binder.order.board.unit.level, self._binder.order.pack.indicators
        for heading, codes in table.groups:
            shown = [code for code in codes if level in indicators[code].levels]
            if shown:
                yield TableRow(code=None, cells=(heading,))
            for code in shown:
                yield self._row(code, others)

    def _form(self, table: TableOutline) -> Iterator[TableRow]:
        """The same without figures, for somebody else to write them in."""
        indicators = self._binder.order.pack.indicators
        for heading, codes in table.groups:
            yield TableRow(code=None, cells=(heading,))
            for code in codes:
                indicator = indicators[code]
                yield TableRow(code=NO_FIGURE, cells=(code, indicator.label.vi, indicator.unit.vi, TO_FILL))

    def _returns(self) -> Iterator[TableRow]:
        """Every unit below the board: when its report came, or that it has not come."""
        found, due = self._binder.table.returns, self._binder.table.due_below
        if not found:
            yield TableRow(code=None, cells=(EMPTY_TABLE,))
            return
        day = self._binder.writing.day
        for number, one in enumerate(found, start=1):
            received = UNDEFINED_RATIO if one.received is None else day(one.received)
            last_day = UNDEFINED_RATIO if due is None else day(due.working)
            cells = (str(number), one.unit.name, last_day, received, _outcome(one))
            yield TableRow(code=NO_FIGURE, cells=cells)
        number_of = self._binder.writing.number
        in_time, late = sum(one.in_time for one in found), sum(one.late for one in found)
        counts = (
            f"{IN_TIME}: {number_of(in_time)}; chậm: {number_of(late)}; "
            f"{NOT_RECEIVED}: {number_of(len(found) - in_time - late)}"
        )
        yield TableRow(
            code=NO_FIGURE, cells=("", f"{TOTAL}: {number_of(len(found))} đơn vị", "", "", counts), total=True
        )

    def _row(self, code: IndicatorCode, others: tuple[Period, ...]) -> TableRow:
        figure = self._binder.figure(code, "annex")
        cells = [code, figure.label.vi, figure.unit.vi, self._cell(figure)]
        for other in others:
            before = self._binder.table.at(other).figure(code)
            cells += (self._cell(before), *change_cells(figure, before, self._binder.writing))
        return TableRow(code=code, cells=tuple(cells))

    def _cell(self, figure: Figure) -> str:
        """A figure without its unit, which has a column of its own."""
        return show_figure(figure, FigureForm.NUMBER, self._binder.writing).removesuffix("%")

    def _typed_rows(self, rows: RowsOutline) -> tuple[tuple[str, ...], tuple[TableRow, ...]]:
        """What was typed into a table of records, row by row, and the totals as the figures have them."""
        kind = self._binder.order.pack.kind(rows.kind)
        table = kind.field(rows.table)
        assert table is not None, "packs are checked"
        fields = {field.code: field for field in table.columns}
        columns = [fields[column.field] for column in rows.columns]
        shown = [
            TableRow(
                code=NO_FIGURE,
                cells=tuple(self._typed(f, row.get(f.code), record.happened.until) for f in columns),
            )
            for record in self._binder.table.records_of(rows.kind)
            for row in rows_of(record.values.get(rows.table))
        ]
        heads = tuple(field.label.vi for field in columns)
        if not shown:
            return heads, (TableRow(code=None, cells=(EMPTY_TABLE,)),)
        totals = [c.total for c in rows.columns]
        cells = [self._cell(self._binder.figure(code, "annex")) if code else "" for code in totals]
        last = next((code for code in totals if code), None)
        if last is not None:
            shown.append(TableRow(code=last, cells=(cells[0] or TOTAL, *cells[1:]), total=True))
        return heads, tuple(shown)

    def _typed(self, field: Field, value: Value | None, day: date) -> str:
        if value is None:
            return BLANK_WORDS
        if isinstance(value, NotApplicable):
            return NOT_APPLICABLE_WORDS
        if isinstance(value, date):
            return self._binder.writing.day(value)
        if isinstance(value, int | Decimal):
            return self._binder.writing.number(value)
        choice = field.choice(value) if isinstance(value, str) else None
        return choice.label_on(day).vi if choice is not None else str(value)


def _outcome(found: UnitReturn) -> str:
    if found.received is None:
        return NOT_RECEIVED
    return f"chậm {found.days_late} ngày" if found.late else IN_TIME


def _heads(other: Period) -> tuple[str, str, str]:
    head = period_head(other)
    than = head[:1].lower() + head[1:]
    return head, f"So với {than}", f"So với {than} (%)"
