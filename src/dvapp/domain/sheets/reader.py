"""From the rows of a sheet to records in plain form, with every cell that cannot be read."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from dvapp.domain.codes import UnitCode
from dvapp.domain.language.folding import folded
from dvapp.domain.places.units import Unit
from dvapp.domain.recording.kinds import Field, FieldType, RecordKind
from dvapp.domain.sheets.cells import CellValue, Unread, read_day, read_month, read_number, words
from dvapp.domain.sheets.headers import MONTH, SINCE, UNIT, UNTIL, Head, targets
from dvapp.domain.sheets.importing import Frame, Reading, Refused, Row, RowFate, refuse
from dvapp.domain.sheets.row_kinds import RowKinds
from dvapp.domain.sheets.sheet import Sheet
from dvapp.domain.sheets.totals import differing_totals
from dvapp.domain.values import NotApplicable

_CODE = re.compile(r"[A-Z]{1,2}[0-9]{2,3}(?![0-9A-Z])")
_ERROR = re.compile(r"#(?:REF!|DIV/0!|NAME\?|VALUE!|NUM!|NULL!|N/A|GETTING_DATA|SPILL!|CALC!)")


def read_rows(sheet: Sheet, head: Head, kind: RecordKind, frame: Frame) -> Reading:
    """Read every row below the head."""
    return _Reader(sheet, head, kind, frame).read()


class _Reader:
    def __init__(self, sheet: Sheet, head: Head, kind: RecordKind, frame: Frame) -> None:
        self._sheet, self._head, self._kind, self._frame = sheet, head, kind, frame
        self._fields = targets(kind)
        self._column = {target: column for column, target in head.columns.items()}
        self._read = [
            (column, target, field)
            for column, target in sorted(head.columns.items())
            if (field := self._fields.get(target)) is not None
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
        fates = RowKinds(self._sheet, self._head, self._kind, self._units).all()
        records = [number for number, fate in fates.items() if fate is RowFate.RECORD]
        read = [row for number in records if (row := self._row(number)) is not None]
        totals = [number for number, fate in fates.items() if fate is RowFate.TOTAL]
        differing = differing_totals(self._sheet, self._numeric(), records, totals)
        refused = sorted((*self._refused, *differing), key=lambda one: (one.row, one.column))
        return Reading(rows=tuple(read), refused=tuple(refused), fates=fates)

    def _numeric(self) -> dict[int, Field]:
        return {
            column: field
            for column, target in self._head.columns.items()
            if (field := self._fields.get(target)) and field.type.numeric
        }

    # --- rows ------------------------------------------------------------------------------------------------------

    def _row(self, number: int) -> Row | None:
        before = len(self._refused)
        unit, happened = self._unit(number), self._happened(number)
        values: dict[str, object] = {}
        tables: dict[str, dict[str, object]] = {}
        columns = self._frame_columns()
        for column, target, field in self._read:
            columns[target] = column
            plain = self._value(number, column, field)
            if plain is None:
                continue
            table, _dot, inner = target.rpartition(".")
            if table:
                tables.setdefault(table, {})[inner] = plain
            else:
                values[target] = plain
        if len(self._refused) > before:
            return None
        values |= {table: [row] for table, row in tables.items()}
        plain_record = {"unit": unit, "happened": happened, "values": values}
        return Row(number=number, plain=plain_record, columns=columns)

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
            self._refuse(number, column, read.code)
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
                return _choice(value, field)
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
            return self._frame.board
        said = words(self._at(number, column))
        if (number, column) in self._sheet.unvalued or not said:
            # Whose figures these are is not to be guessed: it might be a total without a name.
            self._refuse(number, column, "cell_no_unit" if not said else "cell_formula")
            return self._frame.board
        codes = self._units.get(folded(said)) or self._units.get(_short(said), ())
        if len(codes) != 1:
            self._refuse(number, column, "cell_unknown_unit" if not codes else "cell_two_units")
            return self._frame.board
        return codes[0]

    def _refuse(self, number: int, column: int, code: str) -> None:
        self._refused.append(refuse(self._sheet, number, column, code))


def named_units(units: Sequence[Unit]) -> Mapping[str, tuple[UnitCode, ...]]:
    """Codes of units by every folded name that they have."""
    found: dict[str, set[UnitCode]] = {}
    for unit in units:
        for name in (unit.code, unit.name, unit.short_name):
            found.setdefault(folded(name), set()).add(unit.code)
    return {name: tuple(sorted(codes)) for name, codes in found.items()}


def _short(said: str) -> str:
    return re.sub(r"^(?:p|x|tt|ubnd phuong|ubnd xa|phuong|xa)[. ]\s*", "", folded(said)).strip()


def number_of(
    sheet: Sheet, row: int, column: int, field: Field
) -> int | Decimal | NotApplicable | Unread | None:
    """The number of a cell; a percentage only where the field counts percents."""
    value = sheet.rows[row][column]
    of_percents = "%" in (field.unit.vi, field.unit.en)
    if isinstance(value, str) and words(value).endswith("%") and not of_percents:
        return Unread("cell_percent")
    if (row, column) in sheet.percents and isinstance(value, int | float) and not isinstance(value, bool):
        if not of_percents:
            return Unread("cell_percent")
        return read_number(
            float(round(Decimal(repr(value)) * 100, 10)), whole=field.type is FieldType.INTEGER
        )
    if of_percents and isinstance(value, float) and 0 < value < 1:
        # A fraction in a cell of percents: 0.29 may be 29 % or less than one.
        return Unread("cell_fraction")
    return read_number(value, whole=field.type is FieldType.INTEGER)


def _choice(value: CellValue, field: Field) -> str | Unread | None:
    said = folded(words(value))
    if not said:
        return None
    if field.of_indicators:
        return _indicator(words(value), field)
    for choice in field.choices:
        labels = (form for label in choice.labels for form in (label.vi, label.en))
        if said in {folded(choice.code), *map(folded, labels)}:
            return choice.code
    return Unread("cell_unknown_choice")


def _indicator(said: str, field: Field) -> str | Unread:
    """A figure by its code, whatever words follow it, or by its words alone where they name one figure only."""
    code = _CODE.match(said.upper())
    if code is not None and field.choice(code[0]) is not None:
        return code[0]
    bare = folded(said.lstrip("—–- "))
    found = {
        choice.code
        for choice in field.choices
        for label in (choice.label.vi, choice.label.en)
        if folded(label.partition(" ")[2]) == bare
    }
    return found.pop() if len(found) == 1 else Unread("cell_unknown_choice")
