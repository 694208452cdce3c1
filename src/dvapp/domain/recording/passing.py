"""Whether a record surely passes its kind's checks, found out in one go.

Nearly every record that is read from a store is right, and there may be a million of them. :func:`passes` asks what
:func:`dvapp.domain.recording.records.check` asks, but names no fault: what it does not plainly pass is looked at there.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from dvapp.domain.codes import FieldCode
from dvapp.domain.expressions import evaluate
from dvapp.domain.recording.kinds import Check, CheckForm, Field, FieldType, RecordKind
from dvapp.domain.values import NotApplicable

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
"""What no text may hold: all below the space but tab and line feed."""

LARGEST_NUMBER = 10**12
"""No count or amount in đồng of a board is larger; sums of thousands stay exact in canonical JSON (below 2**53)."""


def passes(kind: RecordKind, values: Mapping[FieldCode, object]) -> bool:
    """Whether a record's values plainly have no fault; ``False`` says only that they must be looked at."""
    if not kind.required <= values.keys() <= kind.codes:
        return False
    # Loops and not all(): its generator takes longer than most of what it asks.
    for code, value in values.items():
        if not _plainly_right(kind.field(code), value):
            return False
    for rule in kind.checks:
        if not (
            _holds(rule, values) if rule.table is None else _holds_in_rows(rule, values.get(rule.table, ()))
        ):
            return False
    return True


def _plainly_right(field: Field | None, value: object) -> bool:
    if field is None or field.shown:
        return False
    sort, asked = type(value), field.type
    if sort is int:
        return (asked is FieldType.INTEGER or asked is FieldType.DECIMAL) and _within(field, value)  # type: ignore[arg-type]  # it is one
    if sort is str:
        return _plain_text(field, value)  # type: ignore[arg-type]  # it is one
    if sort is NotApplicable:
        return field.may_not_apply
    if sort is tuple:
        return _plain_units(value) if asked is FieldType.UNITS else _plain_table(field, value)  # type: ignore[arg-type]  # it is one
    if sort is Decimal:
        return asked is FieldType.DECIMAL and _within(field, value)  # type: ignore[arg-type]  # it is one
    return sort is date and (asked is FieldType.DATE or asked is FieldType.MONTH)


def _plain_text(field: Field, value: str) -> bool:
    if field.type is FieldType.CHOICE:
        return field.choice(value) is not None
    is_text = field.type is FieldType.TEXT or field.type is FieldType.LONG_TEXT
    return is_text and 0 < len(value) <= field.max_length and CONTROL.search(value) is None


def _within(field: Field, value: int | Decimal) -> bool:
    least, most = field.minimum, field.maximum
    return (
        (-LARGEST_NUMBER if least is None else least) <= value <= (LARGEST_NUMBER if most is None else most)
    )


def _plain_units(value: tuple[object, ...]) -> bool:
    return bool(value) and {*map(type, value)} == {str} and len(set(value)) == len(value)


def _plain_table(field: Field, value: tuple[object, ...]) -> bool:
    if field.type is not FieldType.TABLE or not value:
        return False
    for row in value:
        if type(row) is not dict or not field.needed <= row.keys():
            return False
        for code, cell in row.items():
            if not _plainly_right(field.column(code), cell):
                return False
    return True


def _holds_in_rows(rule: Check, rows: object) -> bool:
    if not isinstance(rows, tuple):
        return False
    if rule.form is CheckForm.UNIQUE:
        keys = [key for row in rows if (key := row_key(rule, row)) is not None]
        return len(set(keys)) == len(keys)
    return all(isinstance(row, Mapping) and _holds(rule, row) for row in rows)


def _holds(rule: Check, values: Mapping[FieldCode, object]) -> bool:
    match rule.form:
        case CheckForm.EXPRESSION:
            return evaluate(rule.must, values) is not False
        case CheckForm.SUM:
            return _adds_up(rule, values)
        case CheckForm.AT_MOST:
            part, whole = values.get(rule.parts[0]), _total(rule, values)
            return not (_number(part) and _number(whole)) or part <= whole  # type: ignore[operator]  # they are numbers
        case CheckForm.UNIQUE:
            return True


def _adds_up(rule: Check, values: Mapping[FieldCode, object]) -> bool:
    """Whether known parts make a known total; where a number is blank or none applies, nothing contradicts."""
    whole = _total(rule, values)
    if not _number(whole):
        return True
    made: int | Decimal = 0
    applies = not rule.parts
    for code in rule.parts:
        part = values.get(code)
        if _number(part):
            made, applies = made + part, True  # type: ignore[operator]  # it is a number
        elif type(part) is not NotApplicable:
            return True
    return not applies or made == whole


def _total(rule: Check, values: Mapping[FieldCode, object]) -> object:
    return None if rule.total is None else values.get(rule.total)


def _number(value: object) -> bool:
    return type(value) is int or type(value) is Decimal


def row_key(rule: Check, row: object) -> tuple[str, ...] | None:
    """What makes a row of a table with a UNIQUE check the same as another; ``None`` while a part is blank."""
    if not isinstance(row, Mapping):
        return None
    parts = [row.get(part) for part in rule.parts]
    if any(part is None or part == "" for part in parts):
        return None
    return tuple(" ".join(str(part).split()).casefold() for part in parts)
