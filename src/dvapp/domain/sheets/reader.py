"""From the rows of a sheet to records in plain form, with every cell that cannot be read."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from dvapp.domain.figures.unit_figures import typed_table_of
from dvapp.domain.recording.kinds import Field, FieldType, RecordKind
from dvapp.domain.sheets.cell_values import choice_of, number_of
from dvapp.domain.sheets.cells import CellValue, Unread, read_day, read_month, words
from dvapp.domain.sheets.head import MONTH, SINCE, UNIT, UNTIL, Head
from dvapp.domain.sheets.headers import fields_of
from dvapp.domain.sheets.importing import Frame, Reading, Refused, Row, RowFate, refuse
from dvapp.domain.sheets.period_columns import (
    PERIOD,
    has_periods,
    is_total,
    parts_of_total,
    period_in,
    periods_of,
    series_of,
    unnamed,
)
from dvapp.domain.sheets.row_kinds import RowKinds
from dvapp.domain.sheets.sheet import Sheet
from dvapp.domain.sheets.totals import differing_sums, differing_totals
from dvapp.domain.sheets.unit_names import named_units, read_units, units_called
from dvapp.domain.sheets.wide import Shape, figure_in, is_number, shape_of, unit_in
from dvapp.domain.sheets.wide_rows import wide_table
from dvapp.domain.values import NotApplicable

_ERROR = re.compile(r"#[A-Z][A-Z0-9_/]*[!?]|#N/A|#GETTING_DATA|Err:\d{3}")


def read_rows(sheet: Sheet, head: Head, kind: RecordKind, frame: Frame) -> Reading:
    """Read every row below the head."""
    return _Reader(sheet, head, kind, frame).read()


class _Reader:
    def __init__(self, sheet: Sheet, head: Head, kind: RecordKind, frame: Frame) -> None:
        self._sheet, self._head, self._kind, self._frame = sheet, head, kind, frame
        self._fields = fields_of(kind, head)
        self._shape = shape_of(head.columns)
        self._column = {target: column for column, target in head.columns.items()}
        self._read = [
            (column, target, field)
            for column, target in sorted(head.columns.items())
            if (field := self._fields.get(target)) is not None
            and not is_number(target)
            and not is_total(target)
        ]
        self._numbers = [
            (column, target, self._fields[target])
            for column, target in sorted(head.columns.items())
            if is_number(target)
        ]
        self._refused: list[Refused] = []
        self._units = named_units(frame.units)
        known = self._numeric()
        self._shared = {
            (top, left)
            for top, left, bottom, right in sheet.merged
            if top > head.last and (bottom > top or any(c in known for c in range(left + 1, right + 1)))
        }

    def read(self) -> Reading:
        if self._nothing_counted():
            return self._uncounted()
        fates = RowKinds(self._sheet, self._head, self._kind, self._units, self._frame.computed).all()
        records = [number for number, fate in fates.items() if fate is RowFate.RECORD]
        read = [row for number in records for row in self._rows(number)]
        totals = [number for number, fate in fates.items() if fate is RowFate.TOTAL]
        differing = [*differing_totals(self._sheet, self._numeric(), records, totals)]
        for target in filter(is_total, self._column):
            differing += self._sums(target, records)
        refused = sorted((*self._refused, *differing), key=lambda one: (one.row, one.column))
        return Reading(rows=tuple(read), refused=tuple(refused), fates=fates)

    def _nothing_counted(self) -> bool:
        """Whether columns are periods, and neither their rows nor anybody says what is counted."""
        table = typed_table_of(self._kind)
        rows_say = table is not None and f"{table.field}.{table.indicator}" in self._column
        return unnamed(self._head.columns) and not rows_say

    def _uncounted(self) -> Reading:
        """Nothing is read then; the first of these columns says why."""
        fates = RowKinds(self._sheet, self._head, self._kind, self._units, self._frame.computed).all()
        first = next(
            column for column, target in sorted(self._head.columns.items()) if target.startswith(PERIOD)
        )
        self._refuse(self._head.last, first, "period_no_figure")
        return Reading(rows=(), refused=tuple(self._refused), fates=fates)

    def _sums(self, target: str, records: Sequence[int]) -> Iterator[Refused]:
        """Cells of a column of totals that are not what they should be."""
        across = has_periods(self._head.columns)
        parts: Sequence[int] = (
            parts_of_total(target, self._head.columns) if across else [c for c, _t, _f in self._numbers]
        )
        series = {series_of(one) for column, one in self._head.columns.items() if column in parts}
        if parts and (not across or len(series) == 1):  # numbers of several figures have no sum
            yield from differing_sums(self._sheet, self._column[target], parts, records, or_last=across)

    def _numeric(self) -> dict[int, Field]:
        return {
            column: field
            for column, target in self._head.columns.items()
            if (field := self._fields.get(target)) and field.type.numeric
        }

    # --- rows ------------------------------------------------------------------------------------------------------

    def _rows(self, number: int) -> Iterator[Row]:
        """What a row says: one record or part of one; of a wide table one for each of its numbers."""
        row = self._row(number)
        if row is None or self._shape is Shape.LONG:
            yield from () if row is None else (row,)
            return
        if typed_table_of(self._kind) is None:
            yield from self._months(number, row)
            return
        table = wide_table(self._kind)
        names = self._column.get(f"{table.field}.{table.indicator}")
        by_rows = self._shape is Shape.BY_UNITS or unnamed(self._head.columns)
        if by_rows and not table.names_figure(row):
            self._refuse(number, names if names is not None else 0, "required")
            return
        for column, target, field in self._numbers:
            before = len(self._refused)
            plain = self._value(number, column, field)
            if plain is None or len(self._refused) > before:
                continue
            yield table.row(
                row,
                column,
                plain,
                figure=figure_in(target),
                unit=unit_in(target),
                period=period_in(target),
            )

    def _months(self, number: int, row: Row) -> Iterator[Row]:
        """A row with columns of months: one record for each month that says something."""
        for period in periods_of(target for _column, target, _field in self._numbers):
            before = len(self._refused)
            values: dict[str, object] = {}
            columns = dict(row.columns)
            for column, target, field in self._numbers:
                if period_in(target) != period:
                    continue
                columns[series_of(target)] = column
                if (plain := self._value(number, column, field)) is not None:
                    values[series_of(target)] = plain
            if values and len(self._refused) == before:
                cells = frozenset((number, column) for column in columns.values())
                plain_record = {**row.plain, "happened": period.written, "values": values}
                yield replace(row, plain=plain_record, columns=columns, cells=cells)

    def _row(self, number: int) -> Row | None:
        before = len(self._refused)
        unit, happened = self._unit(number), self._happened(number)
        values: dict[str, object] = {}
        tables: dict[str, dict[str, object]] = {}
        parts: dict[str, dict[str, tuple[int, int]]] = {}
        columns = self._frame_columns()
        for column, target, field in self._read:
            columns[target] = column
            plain = self._value(number, column, field)
            if plain is None:
                continue
            table, _dot, inner = target.rpartition(".")
            if table:
                tables.setdefault(table, {})[inner] = plain
                parts.setdefault(table, {})[inner] = (number, column)
            else:
                values[target] = plain
        if len(self._refused) > before:
            return None
        values |= {table: [row] for table, row in tables.items()}
        plain_record = {"unit": unit, "happened": happened, "values": values}
        own = {table: (places,) for table, places in parts.items()}
        return Row(number=number, plain=plain_record, columns=columns, parts=own)

    def _frame_columns(self) -> dict[str, int]:
        places = {
            "unit": self._column.get(UNIT),
            "happened": self._column.get(MONTH, self._column.get(SINCE)),
        }
        return {name: column for name, column in places.items() if column is not None}

    def _value(self, number: int, column: int, field: Field) -> object:
        top, left = self._sheet.merged_into.get((number, column), (number, column))
        value = self._sheet.rows[top][left] if left == column or field.type.numeric else None
        if self._unreadable(number, column, value):
            return None
        if (top, left) in self._shared and field.type.numeric and words(value):
            # One number over several rows or columns is not a number of each of them.
            self._refuse(number, column, "cell_merged")
            return None
        read = self._typed(number, column, value, field)
        if isinstance(read, Unread):
            self._refuse(number, column, read.code, read.part)
            return None
        if isinstance(read, NotApplicable):
            return read.value
        if isinstance(read, date):
            return read.isoformat() if field.type is FieldType.DATE else f"{read:%Y-%m}"
        return str(read) if isinstance(read, Decimal) else read

    def _unreadable(self, number: int, column: int, value: CellValue) -> bool:
        if (number, column) in self._sheet.unvalued:
            self._refuse(number, column, "cell_formula")
            return True
        if isinstance(value, str) and _ERROR.fullmatch(value.strip()):
            self._refuse(number, column, "cell_error")
            return True
        return False

    def _typed(self, number: int, column: int, value: CellValue, field: Field) -> object:
        match field.type:
            case FieldType.INTEGER | FieldType.DECIMAL:
                return number_of(self._sheet, number, column, field)
            case FieldType.DATE:
                return read_day(value)
            case FieldType.MONTH:
                return read_month(value)
            case FieldType.CHOICE:
                return choice_of(value, field)
            case FieldType.UNITS:
                return read_units(value, self._units)
            case _:
                return words(value) or None

    # --- days ------------------------------------------------------------------------------------------------------

    def _happened(self, number: int) -> object:
        if (column := self._column.get(MONTH)) is not None:
            month = self._told(number, column, read_month(self._at(number, column)))
            return f"{month:%Y-%m}" if isinstance(month, date) else self._frame.happened
        if (column := self._column.get(SINCE)) is None:
            return self._frame.happened
        later = self._column.get(UNTIL)
        until = read_day(self._at(number, later)) if later is not None else None
        if later is not None and isinstance(until, Unread):
            self._refuse(number, later, until.code)
        read = read_day(self._at(number, column))
        if read is None and isinstance(until, date) and later is not None:
            self._refuse(number, column, "required")
            return None
        since = self._told(number, column, read)
        if not isinstance(since, date):
            return self._frame.happened
        ended = until if isinstance(until, date) else since
        if ended < since and later is not None:
            self._refuse(number, later, "ends_before_it_begins")
        return {"from": since.isoformat(), "to": max(ended, since).isoformat()}

    def _at(self, number: int, column: int) -> CellValue:
        """What a cell says, or the merged area that it is part of."""
        top, left = self._sheet.merged_into.get((number, column), (number, column))
        return self._sheet.rows[top][left]

    def _told(self, number: int, column: int, read: date | Unread | None) -> date | None:
        if (number, column) in self._sheet.unvalued:
            self._refuse(number, column, "cell_formula")
            return None
        if isinstance(read, Unread):
            self._refuse(number, column, read.code)
            return None
        if read is None and self._frame.happened is None:
            self._refuse(number, column, "required")
        return read

    # --- units -----------------------------------------------------------------------------------------------------

    def _unit(self, number: int) -> str:
        column = self._column.get(UNIT)
        if column is None:
            return (
                self._frame.unit or self._frame.board
            )  # of a table with a column for each unit it is put in its place later
        said = words(self._at(number, column))
        if (number, column) in self._sheet.unvalued or not said:
            # Whose figures these are is not to be guessed: it might be a total without a name.
            self._refuse(number, column, "cell_no_unit" if not said else "cell_formula")
            return self._frame.board
        codes = units_called(said, self._units)
        if len(codes) != 1:
            self._refuse(number, column, "cell_unknown_unit" if not codes else "cell_two_units")
            return self._frame.board
        return codes[0]

    def _refuse(self, number: int, column: int, code: str, part: str = "") -> None:
        details = {"value": part} if part else None
        self._refused.append(refuse(self._sheet, number, column, code, details))
