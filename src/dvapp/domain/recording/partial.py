"""What of a record in work is right already: what its figures would be if it were kept as far as it goes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import cast

from dvapp.domain.codes import FieldCode, RecordId, UnitCode
from dvapp.domain.recording.kinds import Field, RecordKind
from dvapp.domain.recording.records import Fault, InvalidRecord, Record
from dvapp.domain.values import DateSpan, Value

_CELL = re.compile(r"([^\[]+)\[(\d+)\]\.(.+)")


def valid_part(
    kind: RecordKind,
    values: Mapping[FieldCode, object],
    *,
    record_id: RecordId,
    unit: UnitCode,
    happened: DateSpan,
) -> Record:
    """A record of all values that are right by themselves: wrong ones are left out as if blank, of tables wrong cells.

    Nothing is required of it and no field is held against another, so it never is what is stored.
    """
    lenient = replace(kind, fields=tuple(map(_asking_nothing, kind.fields)), checks=())
    left = {code: value for code, value in values.items() if value is not None}
    while True:
        typed = cast("dict[FieldCode, Value]", left)  # those that are none are found and left out below
        try:
            return Record(id=record_id, kind=lenient, unit=unit, happened=happened, values=typed)
        except InvalidRecord as refusal:
            fewer = _without(left, refusal.faults)
            if fewer == left:
                raise
            left = fewer


def _asking_nothing(field: Field) -> Field:
    return replace(field, required=False, columns=tuple(map(_asking_nothing, field.columns)))


def _without(values: Mapping[FieldCode, object], faults: Iterable[Fault]) -> dict[FieldCode, object]:
    left = dict(values)
    for fault in faults:
        cell = _CELL.fullmatch(fault.field)
        if cell is None:
            left.pop(FieldCode(fault.field), None)
            continue
        code, number, column = FieldCode(cell[1]), int(cell[2]), cell[3]
        rows = left.get(code)
        if isinstance(rows, tuple):
            left[code] = tuple(
                {c: v for c, v in row.items() if at != number or c != column} for at, row in enumerate(rows)
            )
    return left
