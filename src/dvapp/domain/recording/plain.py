"""Records as plain JSON values and back: what ``record add`` reads, the store keeps, and lists print.

``{"unit": "hn", "happened": "2018-05-29" or "2018-07" or "2018-Q3" or {"from": …, "to": …}, "values": {…}}``. Days are ISO,
decimals are numbers or texts ("1.5"), unit lists are lists of codes, tables lists of objects, "not_applicable" stands
for không áp dụng; ``null`` and an absent key are blank.
"""

import calendar
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation

from dvapp.domain.calendar.periods import month_end, parse_period, period_of
from dvapp.domain.codes import FieldCode, RecordId, UnitCode
from dvapp.domain.recording.kinds import Field, FieldType, RecordKind
from dvapp.domain.recording.records import Fault, InvalidRecord, Record, Values, check
from dvapp.domain.values import NOT_APPLICABLE, DateSpan, NotApplicable, Value

_MONTH = re.compile(r"\d{4}-\d{2}")
_PERIOD = re.compile(r"[12]\d{3}(?:-(?:Q[1-4]|H[12]|9M))?")
_NOT_APPLICABLE = NOT_APPLICABLE.value
_KEYS = frozenset({"id", "kind", "unit", "happened", "values"})


def plain_value(value: object) -> object:
    """One value as JSON can hold it."""
    if type(value) is int or type(value) is str:  # most values
        return value
    match value:
        case NotApplicable():
            return value.value
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case tuple():
            return [plain_value(item) for item in value]
        case Mapping():
            return {key: plain_value(item) for key, item in value.items()}
        case _:
            return value


def plain_values(values: Mapping[FieldCode, Value]) -> dict[str, object]:
    """All values of a record as JSON can hold them, in the order given."""
    return {str(code): plain_value(value) for code, value in values.items()}


def plain_record(record: Record) -> dict[str, object]:
    """A record in the form that :func:`read_record` reads, with its id and kind."""
    return {
        "id": record.id,
        "kind": record.kind.code,
        "unit": record.unit,
        "happened": plain_span(record.happened),
        "values": plain_values(record.values),
    }


def plain_span(span: DateSpan) -> object:
    """A day as text, more days as from and to."""
    if span.since == span.until:
        return span.since.isoformat()
    return {"from": span.since.isoformat(), "to": span.until.isoformat()}


def read_span(plain: object) -> DateSpan | None:
    """Days from their plain form, or ``None`` if it is none."""
    match plain:
        case str() if _PERIOD.fullmatch(plain):
            return parse_period(plain).span
        case str() if _MONTH.fullmatch(plain):
            first = iso_day(plain + "-01")
            if first is None:
                return None
            return DateSpan(
                since=first, until=first.replace(day=calendar.monthrange(first.year, first.month)[1])
            )
        case str():
            day = iso_day(plain)
            return DateSpan(since=day, until=day) if day else None
        case Mapping() if set(plain) == {"from", "to"}:
            since, until = iso_day(plain["from"]), iso_day(plain["to"])
            return DateSpan(since=since, until=until) if since and until and since <= until else None
        case _:
            return None


def iso_day(text: object) -> date | None:
    """A day written YYYY-MM-DD, or ``None`` if it is none."""
    if not isinstance(text, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read_value(definition: Field, plain: object) -> object:
    """A plain value as its field wants it; what cannot be converted comes back as it was, for the checks to name."""
    if type(plain) is int:  # most values are counts, which no field converts
        return plain
    if isinstance(plain, str):
        plain = unicodedata.normalize("NFC", plain)
    if plain is None or plain == "":
        return None
    if plain == _NOT_APPLICABLE and definition.type is not FieldType.LONG_TEXT:
        return NOT_APPLICABLE
    match definition.type:
        case FieldType.DECIMAL:
            return _decimal(plain)
        case FieldType.DATE | FieldType.MONTH:
            by_month = iso_day(f"{plain}-01") if definition.type is FieldType.MONTH else None
            return by_month or iso_day(plain) or plain
        case FieldType.UNITS if isinstance(plain, list):
            return tuple(plain)
        case FieldType.TABLE if isinstance(plain, list):
            return tuple(_row(definition, row) if isinstance(row, Mapping) else row for row in plain)
        case _:
            return plain


def _decimal(plain: object) -> object:
    if isinstance(plain, float | str):
        try:
            number = Decimal(str(plain))
        except InvalidOperation:
            return plain
        return number if number.is_finite() else plain
    return plain


def _row(table: Field, row: Mapping[str, object]) -> dict[str, object]:
    out: dict[str, object] = {}
    for key, value in row.items():
        column = table.column(key)
        read = value if type(value) is int or column is None else read_value(column, value)
        if read is not None:
            out[key] = read
    return out


def read_values(kind: RecordKind, plain: Mapping[str, object]) -> dict[FieldCode, object]:
    """Values by field code, blanks left out; unknown keys stay in for the checks to name."""
    out: dict[FieldCode, object] = {}
    for code, value in plain.items():
        definition = kind.field(code)
        read = value if type(value) is int or definition is None else read_value(definition, value)
        if read is not None:
            out[FieldCode(code)] = read
    return out


def read_record(
    kind: RecordKind, plain: Mapping[str, object], *, record_id: RecordId, board: UnitCode
) -> Record:
    """A record from its plain form; without a ``unit`` it is the board's own.

    :raises InvalidRecord: with every fault, those of the frame (unit, happened) first.
    """
    values = plain.get("values", {})
    faults = tuple(_frame_faults(kind, plain))
    read = read_values(kind, values) if isinstance(values, Mapping) else {}
    span = read_span(plain.get("happened"))
    if faults or span is None:
        raise InvalidRecord(_said_of_plain((*faults, *check(kind, read))), where=kind.code)
    unit = UnitCode(str(plain.get("unit") or board))
    try:
        return Record(id=record_id, kind=kind, unit=unit, happened=span, values=_typed(read))
    except InvalidRecord as invalid:
        raise InvalidRecord(_said_of_plain(invalid.faults), where=kind.code) from None


def _said_of_plain(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """Days are written otherwise in plain form than in a form's field, and the sentence shows how."""
    return tuple(replace(f, code="not_a_plain_date") if f.code == "not_a_date" else f for f in faults)


def read_kept(
    kind: RecordKind,
    values: Mapping[str, object],
    *,
    record_id: RecordId,
    unit: UnitCode,
    happened: DateSpan,
) -> Record:
    """A record from what a store keeps of it, checked as one that is typed.

    :raises InvalidRecord: its kind asks something else today.
    """
    if kind.by_month and not _is_month(happened):
        raise InvalidRecord((Fault(field="happened", code="not_a_month"),), where=kind.code)
    if kind.by_period and not _is_period(happened):
        raise InvalidRecord((Fault(field="happened", code="not_a_period"),), where=kind.code)
    read = _typed(read_values(kind, values))
    return Record(id=record_id, kind=kind, unit=unit, happened=happened, values=read)


def _frame_faults(kind: RecordKind, plain: Mapping[str, object]) -> Iterator[Fault]:
    for key in plain:
        if key not in _KEYS:
            yield Fault(field=key, code="unknown_field")
    if plain.get("unit") is not None and not isinstance(plain["unit"], str):
        yield Fault(field="unit", code="not_a_text", details={"value": plain["unit"]})
    if plain.get("happened") is None:
        yield Fault(field="happened", code="required")
    elif read_span(plain["happened"]) is None:
        yield Fault(field="happened", code="not_a_date", details={"value": plain["happened"]})
    elif kind.by_month and not _is_month(read_span(plain["happened"])):
        yield Fault(field="happened", code="not_a_month", details={"value": plain["happened"]})
    elif kind.by_period and not _is_period(read_span(plain["happened"])):
        yield Fault(field="happened", code="not_a_period", details={"value": plain["happened"]})
    if not isinstance(plain.get("values", {}), Mapping):
        yield Fault(field="values", code="not_an_object")


def _is_month(span: DateSpan | None) -> bool:
    return span is not None and span.since.day == 1 and span.until == month_end(span.since)


def _is_period(span: DateSpan | None) -> bool:
    return span is not None and period_of(span) is not None


def _typed(values: Mapping[FieldCode, object]) -> Values:
    """The checks have passed: every value is a :data:`Value` now."""
    return dict(values)  # type: ignore[arg-type]  # proven by check(), which mypy cannot follow
