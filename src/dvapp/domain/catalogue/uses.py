"""Which records name a unit or an answer that would no longer be there on their day."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date

from dvapp.domain.catalogue.checks import Ground
from dvapp.domain.catalogue.entries import Catalogue, Entry
from dvapp.domain.codes import KindCode, UnitCode
from dvapp.domain.recording.kinds import Field, FieldType, RecordKind
from dvapp.domain.validity import days_left

Use = tuple[KindCode, UnitCode, date, Mapping[str, object]]
"""Of a record as it is kept: its kind, its unit, its last day, its plain values."""


def ended_uses(
    records: Iterable[Use], codes: AbstractSet[str], before: Ground, after: Ground
) -> Iterator[date]:
    """The last day of each record that names something which was there on that day before a change, and is not after.

    :param codes: codes of the entries that change, to look at nothing else.
    """
    for kind_code, unit, day, values in records:
        was, now = before.pack.kinds.get(kind_code), after.pack.kinds.get(kind_code)
        named = {unit, *(_named_units(was, values) if was is not None else ())}
        units = any(_unit_ended(UnitCode(code), day, before, after) for code in named & codes)
        answers = was is not None and now is not None and _answers_ended(was, now, values, day)
        if units or answers:
            yield day


def may_end_uses(changed: Iterable[Entry], before: Ground, after: Ground) -> bool:
    """Whether a change takes any day from a unit, or may take one from an answer: only then records are looked at."""
    return any(
        _loses_days(UnitCode(entry.code), before, after)
        if entry.catalogue is Catalogue.UNITS
        else entry.gone or entry.taken_back or entry.version > 0
        for entry in changed
    )


def _loses_days(code: UnitCode, before: Ground, after: Ground) -> bool:
    kept = [unit.days for unit in after.units.rows(code)]
    return any(days_left(unit.days, kept) for unit in before.units.rows(code))


def _unit_ended(code: UnitCode, day: date, before: Ground, after: Ground) -> bool:
    return before.units.on(code, day) is not None and after.units.on(code, day) is None


def _named_units(kind: RecordKind, values: Mapping[str, object]) -> Iterator[str]:
    for field in kind.fields:
        value = values.get(field.code)
        if field.type is FieldType.UNITS and isinstance(value, list | tuple):
            yield from (str(code) for code in value)


def _answers_ended(was: RecordKind, now: RecordKind, values: Mapping[str, object], day: date) -> bool:
    return was is not now and any(
        before.choice(answer) is not None and before.given(answer, day) and not after.given(answer, day)
        for before, after, answer in _answers(was, now, values)
    )


def _answers(
    was: RecordKind, now: RecordKind, values: Mapping[str, object]
) -> Iterator[tuple[Field, Field, object]]:
    for before, after in zip(was.fields, now.fields, strict=True):
        value = values.get(before.code)
        if before.type is FieldType.CHOICE:
            yield before, after, value
        elif before.type is FieldType.TABLE and isinstance(value, list | tuple):
            for row in value:
                if isinstance(row, Mapping):
                    for one, other in zip(before.columns, after.columns, strict=True):
                        if one.type is FieldType.CHOICE:
                            yield one, other, row.get(one.code)
