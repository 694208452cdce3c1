"""Which units below the board have sent their report for a period, and when: each is present or "chưa báo cáo"."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date

from dvapp.domain.calendar.periods import Period
from dvapp.domain.calendar.workdays import DueDay
from dvapp.domain.codes import FieldCode, KindCode, RecordId, ReportKindCode, UnitCode
from dvapp.domain.places.units import Level, Unit
from dvapp.domain.recording.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnsRule:
    """How a pack registers reports received from below.

    :param kind: the record kind; its days are those of the period reported, exactly.
    :param when: field values that a record must have to count.
    :param units: its field with the units; where it is blank the record's own unit reported.
    :param received: its field with the day of receipt.
    :param due_of: by level of the board, the report kinds whose due days bind the units below; the first that is made
        for a period and names a day decides.
    """

    kind: KindCode
    units: FieldCode
    received: FieldCode
    due_of: Mapping[Level, tuple[ReportKindCode, ...]]
    when: Mapping[FieldCode, str] = made(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitReturn:
    """One unit's report for a period.

    :param received: the day it came, the first if it came twice; ``None``: not yet.
    :param days_late: 0 in time; ``None``: not received, or nobody knows when it was due.
    :param record: the record of the register that says so.
    """

    unit: Unit
    received: date | None
    days_late: int | None
    record: RecordId | None = None

    @property
    def in_time(self) -> bool:
        """Whether it came and was not late; without a due day nothing is late."""
        return self.received is not None and not self.days_late

    @property
    def late(self) -> bool:
        """Whether it came after its day."""
        return self.received is not None and bool(self.days_late)


def unit_returns(
    rule: ReturnsRule, units: Iterable[Unit], records: Sequence[Record], period: Period, due: DueDay | None
) -> tuple[UnitReturn, ...]:
    """Every unit with its report, in the order of the catalogue."""
    received = _received(rule, records, period)
    return tuple(_return(unit, received.get(unit.code), due) for unit in units)


def registered(rule: ReturnsRule, records: Sequence[Record], period: Period) -> tuple[Record, ...]:
    """The records that the register holds for a period."""
    return tuple(
        record
        for record in records
        if record.kind.code == rule.kind
        and record.happened == period.span
        and isinstance(record.values.get(rule.received), date)
        and all(record.values.get(field) == wanted for field, wanted in rule.when.items())
    )


def _received(
    rule: ReturnsRule, records: Sequence[Record], period: Period
) -> dict[UnitCode, tuple[date, RecordId]]:
    found: dict[UnitCode, tuple[date, RecordId]] = {}
    for record in registered(rule, records, period):
        day, named = record.values[rule.received], record.values.get(rule.units)
        assert isinstance(day, date), "registered"
        units = [u for u in named if isinstance(u, str)] if isinstance(named, tuple) else []
        for unit in units or [record.unit]:
            code = UnitCode(unit)
            found[code] = min((day, record.id), found.get(code, (day, record.id)))
    return found


def _return(unit: Unit, come: tuple[date, RecordId] | None, due: DueDay | None) -> UnitReturn:
    if come is None:
        return UnitReturn(unit=unit, received=None, days_late=None)
    received, record = come
    late = max(0, (received - due.working).days) if due is not None else None
    return UnitReturn(unit=unit, received=received, days_late=late, record=record)
