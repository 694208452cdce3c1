"""The ledger: what all records of a store add to figures, as tallies; whole records are had from where they are kept."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol, Self

from dvapp.domain.codes import IndicatorCode, KindCode, RecordId, UnitCode
from dvapp.domain.figures.record_ids import RecordIds, holds, unpacked
from dvapp.domain.figures.tallies import FedFigure, Stretches, Tally, Tallying, fed_figures
from dvapp.domain.figures.unit_figures import TypedFigure, TypedTable, typed_table
from dvapp.domain.packs import Pack
from dvapp.domain.recording.records import Record
from dvapp.domain.values import DateSpan

_FEW = 50  # ids that are looked for one after another; more are looked for together


class RecordSource(Protocol):
    """Where whole records are had."""

    def ending_in(self, kind: KindCode, days: DateSpan, unit: UnitCode | None = None) -> Sequence[Record]:
        """Valid records of a kind, of one unit or all, whose last day is one of these; in order of writing."""
        ...


class RecordsAtHand:
    """Records that are in memory, in order of writing."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._by_kind: dict[KindCode, list[Record]] = {}
        for record in records:
            self._by_kind.setdefault(record.kind.code, []).append(record)

    def ending_in(self, kind: KindCode, days: DateSpan, unit: UnitCode | None = None) -> Sequence[Record]:
        """As :class:`RecordSource` says."""
        return tuple(
            record
            for record in self._by_kind.get(kind, ())
            if days.since <= record.happened.until <= days.until and unit in (None, record.unit)
        )


class TallyRules:
    """How the records of a pack are tallied.

    :param closings: days of the month on which figures are closed anywhere.
    """

    def __init__(self, pack: Pack, closings: Iterable[int]) -> None:
        self.stretches = Stretches(closings)
        self.fed: Mapping[KindCode, tuple[FedFigure, ...]] = fed_figures(pack)
        self.typed: TypedTable | None = typed_table(pack)

    def typed_by(self, record: Record) -> tuple[TypedFigure, ...]:
        """The numbers that a record holds as typed for its period; none unless it is of that kind."""
        if self.typed is None or record.kind.code != self.typed.kind.code:
            return ()
        return tuple(self.typed.read(record))


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is not as before in a ledger: which kinds and units have other records, and which figures are fed otherwise."""

    kinds: frozenset[KindCode] = frozenset()
    units: frozenset[UnitCode] = frozenset()
    codes: frozenset[IndicatorCode] = frozenset()


_Key = tuple[KindCode, UnitCode, DateSpan]
_OfKind = Mapping[DateSpan, Mapping[UnitCode, Tally]]
_Typed = Mapping[RecordId, tuple[TypedFigure, ...]]
_Index = Mapping[IndicatorCode, tuple[TypedFigure, ...]]


class Ledger:
    """What all records add. It never changes: a change makes another one, which shares what is as before."""

    def __init__(
        self, rules: TallyRules, tallies: Mapping[KindCode, _OfKind], typed: _Typed, source: RecordSource
    ) -> None:
        self.rules = rules
        self.source = source
        self._tallies = tallies
        self._typed = typed
        self._ordered: dict[KindCode, list[tuple[DateSpan, Collection[Tally]]]] = {}

    @classmethod
    def made(cls, rules: TallyRules, records: Iterable[Record], source: RecordSource) -> Self:
        """A ledger of records, each valid, in order of writing; they are looked at once and not kept."""
        tallying = Tallying(rules.fed, rules.stretches)
        typed: dict[RecordId, tuple[TypedFigure, ...]] = {}
        for record in records:
            tallying.add(record)
            if numbers := rules.typed_by(record):
                typed[record.id] = numbers
        tallies: dict[KindCode, dict[DateSpan, dict[UnitCode, Tally]]] = {}
        for tally in tallying.done():
            tallies.setdefault(tally.kind, {}).setdefault(tally.days, {})[tally.unit] = tally
        return cls(rules, tallies, typed, source)

    @classmethod
    def at_hand(cls, pack: Pack, records: Sequence[Record], closing: int | None = None) -> Self:
        """A ledger of records that are in memory."""
        rules = TallyRules(pack, () if closing is None else (closing,))
        return cls.made(rules, records, RecordsAtHand(records))

    def of_kind(self, kind: KindCode) -> Iterator[tuple[DateSpan, Collection[Tally]]]:
        """The tallies of a kind, stretch by stretch, in order of their days and then of their units."""
        if kind not in self._ordered:
            stretches = self._tallies.get(kind, {})
            self._ordered[kind] = [
                (days, [stretches[days][unit] for unit in sorted(stretches[days])])
                for days in sorted(stretches, key=_span_order)
            ]
        return iter(self._ordered[kind])

    @cached_property
    def count(self) -> int:
        """How many records there are, whether they count in any figure or not."""
        return sum(
            len(RecordIds((tally.ids,)))
            for kind in self._tallies.values()
            for of_days in kind.values()
            for tally in of_days.values()
        )

    @cached_property
    def units(self) -> tuple[UnitCode, ...]:
        """Units that have records, in order of their codes."""
        found = {unit for kind in self._tallies.values() for of_days in kind.values() for unit in of_days}
        return tuple(sorted(found))

    @cached_property
    def codes(self) -> frozenset[IndicatorCode]:
        """Figures of which any record says anything, at any time; what was typed is apart."""
        tallies = (
            t for stretches in self._tallies.values() for days in stretches.values() for t in days.values()
        )
        return frozenset[IndicatorCode]().union(*(tally.said for tally in tallies))

    @property
    def typed_records(self) -> Collection[tuple[TypedFigure, ...]]:
        """The typed numbers, record by record; those of one are of one unit and period."""
        return self._typed.values()

    @cached_property
    def typed(self) -> _Index:
        """Every number typed for each figure, in order of periods and units."""
        found: dict[IndicatorCode, list[TypedFigure]] = {}
        for numbers in self._typed.values():
            for figure in numbers:
                found.setdefault(figure.indicator, []).append(figure)
        return {code: tuple(sorted(figures, key=_typed_order)) for code, figures in found.items()}

    def ending_in(self, kind: KindCode, days: DateSpan) -> Sequence[Record]:
        """Whole records of a kind whose last day is one of these, in order of writing."""
        return self.source.ending_in(kind, days)

    def of_unit(self, unit: UnitCode) -> "Ledger":
        """What the records of one unit add."""
        tallies = {
            kind: {days: {unit: of_days[unit]} for days, of_days in stretches.items() if unit in of_days}
            for kind, stretches in self._tallies.items()
        }
        return Ledger(self.rules, tallies, self._typed_of.get(unit, {}), _OfUnit(self.source, unit))

    @cached_property
    def _typed_of(self) -> Mapping[UnitCode, _Typed]:
        found: dict[UnitCode, dict[RecordId, tuple[TypedFigure, ...]]] = {}
        for record, numbers in self._typed.items():
            found.setdefault(numbers[0].unit, {})[record] = numbers
        return found

    def instead(self, record_id: RecordId, record: Record | None) -> "tuple[Ledger, Change]":
        """The ledger as it would be with a record in the place of the one of that id; ``None``: without it."""
        imagined = _Instead(self.source, record_id, record)
        return self._changed({record_id: record}, imagined, imagined)

    def changed(
        self, records: Mapping[RecordId, Record | None], seen: RecordSource
    ) -> "tuple[Ledger, Change]":
        """The ledger after records were written or removed, and what is other in it.

        :param records: each as it is now; ``None``: it is none any more, or not valid.
        :param seen: whole records at the moment for which ``records`` holds.
        """
        return self._changed(records, seen, self.source)

    def _changed(
        self, records: Mapping[RecordId, Record | None], seen: RecordSource, source: RecordSource
    ) -> "tuple[Ledger, Change]":
        keys = self._places(records.keys())
        for record in records.values():
            if record is not None:
                days = self.rules.stretches.of(record.happened)
                keys[record.kind.code, record.unit, days] = None
        tallies = dict(self._tallies)
        codes: set[IndicatorCode] = set()
        for kind, unit, days in keys:
            before = tallies.get(kind, {}).get(days, {}).get(unit)
            after = self._remade((kind, unit, days), seen)
            codes |= _different(before, after)
            of_kind = {**tallies.get(kind, {})}
            of_days = {**of_kind.get(days, {})}
            of_days.pop(unit, None)
            if after is not None:
                of_days[unit] = after
            of_kind[days] = of_days
            tallies[kind] = of_kind
        typed, index = self._typed_now(records)
        all_codes = index.keys() | self.typed.keys()
        codes |= {code for code in all_codes if index.get(code, ()) != self.typed.get(code, ())}
        change = Change(
            kinds=frozenset(kind for kind, _unit, _days in keys),
            units=frozenset(unit for _kind, unit, _days in keys),
            codes=frozenset(codes),
        )
        ledger = Ledger(self.rules, tallies, typed, source)
        ledger.typed = index
        return ledger, change

    def _places(self, ids: Collection[RecordId]) -> dict[_Key, None]:
        """Where records with these ids are tallied."""
        found: list[Tally] = []
        wanted = frozenset(ids)
        for stretches in self._tallies.values():
            tallies = [tally for of_days in stretches.values() for tally in of_days.values()]
            if len(ids) > _FEW:
                found += [tally for tally in tallies if not wanted.isdisjoint(unpacked(tally.ids))]
                continue
            # One long text is looked through faster than many short ones; what it holds must then be a whole id.
            together = "\n".join(tally.ids for tally in tallies)
            for one in (one for one in ids if one in together):
                found += [tally for tally in tallies if holds(tally.ids, one)]
        return {(tally.kind, tally.unit, tally.days): None for tally in found}

    def _remade(self, key: _Key, seen: RecordSource) -> Tally | None:
        kind, unit, days = key
        tallying = Tallying(self.rules.fed, self.rules.stretches)
        for record in seen.ending_in(kind, days, unit):
            if self.rules.stretches.of(record.happened) == days:
                tallying.add(record)
        return next(iter(tallying.done()), None)

    def _typed_now(self, records: Mapping[RecordId, Record | None]) -> tuple[_Typed, _Index]:
        """The typed numbers with those of changed records, and by figure; what did not change is not sorted again."""
        after = {
            i: self.rules.typed_by(record) if record is not None else () for i, record in records.items()
        }
        touched = [one for i, new in after.items() for one in {*self._typed.get(i, ())} ^ {*new}]
        if not touched:
            return self._typed, self.typed
        now = {i: figures for i, figures in self._typed.items() if i not in after}
        now.update((i, figures) for i, figures in after.items() if figures)
        index = dict(self.typed)
        for code in {one.indicator for one in touched}:
            others = [one for one in index.get(code, ()) if one.record not in after]
            new = [one for figures in after.values() for one in figures if one.indicator == code]
            index[code] = tuple(sorted((*others, *new), key=_typed_order))
        return now, {code: figures for code, figures in index.items() if figures}


class _OfUnit:
    """The records of one unit."""

    def __init__(self, source: RecordSource, unit: UnitCode) -> None:
        self._source = source
        self._unit = unit

    def ending_in(self, kind: KindCode, days: DateSpan, unit: UnitCode | None = None) -> Sequence[Record]:
        """As :class:`RecordSource` says."""
        return self._source.ending_in(kind, days, self._unit) if unit in (None, self._unit) else ()


class _Instead:
    """Records with one of them replaced; a new one is the last written."""

    def __init__(self, source: RecordSource, record_id: RecordId, record: Record | None) -> None:
        self._source = source
        self._id = record_id
        self._record = record

    def ending_in(self, kind: KindCode, days: DateSpan, unit: UnitCode | None = None) -> Sequence[Record]:
        """As :class:`RecordSource` says."""
        others = self._source.ending_in(kind, days, unit)
        one = self._record
        meant = () if one is None else RecordsAtHand((one,)).ending_in(kind, days, unit)
        if not any(record.id == self._id for record in others):
            return (*others, *meant)
        return tuple(new for record in others for new in (meant if record.id == self._id else (record,)))


def _different(before: Tally | None, after: Tally | None) -> set[IndicatorCode]:
    old, new = (before.said if before else {}), (after.said if after else {})
    return {code for code in old.keys() | new.keys() if old.get(code) != new.get(code)}


def _span_order(days: DateSpan) -> tuple[date, date]:
    return days.since, days.until


def _typed_order(figure: TypedFigure) -> tuple[int, int, int, str]:
    period = figure.period
    return period.year, period.months[0], period.months[-1], figure.unit
