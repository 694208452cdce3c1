"""Records: what was done, as their kind defines it. A draft may be wrong; a record is valid by construction."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as made
from datetime import date
from decimal import Decimal

from dvapp.domain.codes import FieldCode, RecordId, UnitCode
from dvapp.domain.errors import DvError
from dvapp.domain.expressions import add, evaluate, names_in
from dvapp.domain.recording.kinds import Check, CheckForm, Field, FieldType, RecordKind
from dvapp.domain.recording.passing import CONTROL, LARGEST_NUMBER, passes, row_key
from dvapp.domain.values import Amount, DateSpan, NotApplicable, Row, Value
from dvapp.domain.words import Wording

Values = Mapping[FieldCode, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong with a record.

    :param field: the field it stands beside; a table cell is written ``rows[2].grade_a`` (rows count from 0).
    :param code: the words' key in ``ui/messages.py``.
    :param details: values the sentence names.
    """

    field: str
    code: str
    details: Mapping[str, object] = made(default_factory=dict)


class InvalidRecord(DvError):
    """A record does not pass its kind's checks. faults: all of them, in field order."""

    code = "record_invalid"

    def __init__(self, faults: tuple[Fault, ...], *, where: str = "") -> None:
        super().__init__(where=where, count=len(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One thing that was done, as its kind in the template pack defines it.

    :param values: a missing field is absent, never zero.
    :raises InvalidRecord: the values break the kind's definition; all faults at once.
    """

    id: RecordId
    kind: RecordKind
    unit: UnitCode
    happened: DateSpan
    values: Values

    def __post_init__(self) -> None:
        if not passes(self.kind, self.values) and (faults := tuple(check(self.kind, self.values))):
            raise InvalidRecord(faults, where=self.kind.code)


def check(kind: RecordKind, values: Mapping[FieldCode, object]) -> Iterator[Fault]:
    """All faults of a record's values, in field order, then those between fields in the order of the pack."""
    for code in values:
        if kind.field(code) is None:
            yield Fault(field=code, code="unknown_field")
    wrong: set[str] = set()
    for definition in kind.fields:
        for fault in check_value(definition, values.get(definition.code), definition.code):
            wrong.add(fault.field)
            yield fault
    for rule in kind.checks:
        yield from _check_rule(rule, kind, values, wrong)


def check_value(definition: Field, value: object, where: str) -> Sequence[Fault]:
    """Faults of one value by itself."""
    if value is None or value == "" or value == ():
        return (Fault(field=where, code="required"),) if definition.required else ()
    if definition.shown:
        return (Fault(field=where, code="computed"),)
    if isinstance(value, NotApplicable):
        return () if definition.may_not_apply else (Fault(field=where, code="must_apply"),)
    return _CHECKS[definition.type](definition, value, where)


def _check_number(definition: Field, value: object, where: str) -> Sequence[Fault]:
    whole = isinstance(value, int) and not isinstance(value, bool)
    if not whole and not (definition.type is FieldType.DECIMAL and isinstance(value, Decimal)):
        return (Fault(field=where, code="not_a_whole_number", details={"value": value}),)
    assert isinstance(value, int | Decimal)
    least = -LARGEST_NUMBER if definition.minimum is None else definition.minimum
    if value < least:
        return (Fault(field=where, code="too_small", details={"value": value, "least": least}),)
    most = LARGEST_NUMBER if definition.maximum is None else definition.maximum
    if value > most:
        return (Fault(field=where, code="too_large", details={"value": value, "most": most}),)
    return ()


def _check_text(definition: Field, value: object, where: str) -> Sequence[Fault]:
    if not isinstance(value, str):
        return (Fault(field=where, code="not_a_text", details={"value": value}),)
    if len(value) > definition.max_length:
        details = {"length": len(value), "most": definition.max_length}
        return (Fault(field=where, code="too_long", details=details),)
    return (Fault(field=where, code="control_character"),) if CONTROL.search(value) else ()


def _check_choice(definition: Field, value: object, where: str) -> Sequence[Fault]:
    if definition.choice(value) is not None:
        return ()
    known = ", ".join(c.code for c in definition.choices)
    return (Fault(field=where, code="unknown_choice", details={"value": value, "known": known}),)


def _check_day(_definition: Field, value: object, where: str) -> Sequence[Fault]:
    return (
        () if isinstance(value, date) else (Fault(field=where, code="not_a_date", details={"value": value}),)
    )


def _check_units(_definition: Field, value: object, where: str) -> Sequence[Fault]:
    if not isinstance(value, tuple) or not all(isinstance(u, str) for u in value):
        return (Fault(field=where, code="not_a_unit_list", details={"value": value}),)
    if len(set(value)) == len(value):
        return ()
    twice = next(u for u in value if value.count(u) > 1)
    return (Fault(field=where, code="unit_twice", details={"value": twice}),)


def _check_table(definition: Field, value: object, where: str) -> Sequence[Fault]:
    if not isinstance(value, tuple) or not all(isinstance(row, Mapping) for row in value):
        return (Fault(field=where, code="not_a_table", details={"value": value}),)
    faults: list[Fault] = []
    for number, row in enumerate(value):
        wrong = [Fault(field=code, code="unknown_field") for code in row if definition.column(code) is None]
        for column in definition.columns:
            wrong.extend(check_value(column, row.get(column.code), column.code))
        faults.extend(replace(fault, field=f"{where}[{number}].{fault.field}") for fault in wrong)
    return faults


_CHECKS: Mapping[FieldType, Callable[[Field, object, str], Sequence[Fault]]] = {
    FieldType.INTEGER: _check_number,
    FieldType.DECIMAL: _check_number,
    FieldType.TEXT: _check_text,
    FieldType.LONG_TEXT: _check_text,
    FieldType.CHOICE: _check_choice,
    FieldType.DATE: _check_day,
    FieldType.MONTH: _check_day,
    FieldType.UNITS: _check_units,
    FieldType.TABLE: _check_table,
}


def _check_rule(
    rule: Check, kind: RecordKind, values: Mapping[FieldCode, object], wrong: set[str]
) -> Iterator[Fault]:
    """A rule is silent where a value that it needs is wrong by itself; other rows and fields do not silence it."""
    if rule.table is None:
        if not wrong or not wrong.intersection(_needs(rule)):
            yield from _hold(rule, kind.fields, values, rule.field)
        return
    table = kind.field(rule.table)
    rows = values.get(rule.table)
    if table is None or not isinstance(rows, tuple):
        return
    if rule.form is CheckForm.UNIQUE:
        yield from _check_unique(rule, rows)
        return
    for number, row in enumerate(rows):
        here = f"{rule.table}[{number}]."
        if isinstance(row, Mapping) and not (wrong and wrong.intersection(here + n for n in _needs(rule))):
            yield from _hold(rule, table.columns, row, here + rule.field)


def _check_unique(rule: Check, rows: tuple[object, ...]) -> Iterator[Fault]:
    """The later one of two rows is at fault; rows count from 1 in what is said."""
    seen: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(rows):
        key = row_key(rule, row)
        if key is None:
            continue
        if key in seen:
            where = f"{rule.table}[{number}].{rule.field}"
            yield Fault(field=where, code="row_twice", details={"row": seen[key] + 1})
        seen.setdefault(key, number)


def _needs(rule: Check) -> tuple[str, ...]:
    total = () if rule.total is None else (rule.total,)
    return (rule.field, *rule.parts, *total, *(names_in(rule.must) if rule.must else ()))


def _hold(
    rule: Check, fields: tuple[Field, ...], values: Mapping[FieldCode, object], where: str
) -> Iterator[Fault]:
    match rule.form:
        case CheckForm.SUM:
            assert rule.total is not None
            parts = [values.get(p) for p in rule.parts]
            total, made = values.get(rule.total), total_of(parts)
            if _number(total) and _number(made) and total != made:
                shown = " + ".join(str(p) for p in parts if _number(p))
                label = _label(fields, rule.total)
                details = {"parts": shown, "made": made, "total": total, "label": label}
                yield Fault(field=where, code="sum_differs", details=details)
        case CheckForm.AT_MOST:
            assert rule.total is not None
            part, whole = values.get(rule.parts[0]), values.get(rule.total)
            if isinstance(part, int | Decimal) and isinstance(whole, int | Decimal) and part > whole:
                details = {
                    "part": part,
                    "whole": whole,
                    "label": _label(fields, rule.parts[0]),
                    "of": _label(fields, rule.total),
                }
                yield Fault(field=where, code="part_exceeds_whole", details=details)
        case CheckForm.UNIQUE:
            return
        case CheckForm.EXPRESSION:
            if evaluate(rule.must, values) is False:
                details = {"message": rule.message, **{str(k): v for k, v in values.items()}}
                yield Fault(field=where, code="check_failed", details=details)


def _label(fields: tuple[Field, ...], code: FieldCode) -> Wording:
    return next(f.label for f in fields if f.code == code)


def _number(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def total_of(parts: list[object]) -> Amount:
    """Sum of a record's parts: blank as soon as one of them is blank."""
    total: Amount = 0
    applies = False
    for part in parts:
        if part is None or not isinstance(part, int | Decimal | NotApplicable):
            return None
        applies = applies or not isinstance(part, NotApplicable)
        total = add(total, part)
    return total if applies or not parts else NotApplicable.NOT_APPLICABLE


def shown_value(definition: Field, values: Mapping[FieldCode, object]) -> object:
    """What a computed field shows for these values; blank while a part is blank or not a number."""
    if not definition.shown:
        return None
    named = ((FieldCode(name), values.get(FieldCode(name))) for name in names_in(definition.shown))
    return evaluate(definition.shown, {k: v for k, v in named if _number(v) or isinstance(v, NotApplicable)})


def rows_of(value: object) -> tuple[Row, ...]:
    """A table field's rows; empty when the field is blank."""
    return tuple(r for r in value if isinstance(r, Mapping)) if isinstance(value, tuple) else ()
