"""Figures counted the plain way, record by record, as an oracle for the tallies: slow, and easy to see right."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from dvapp.domain.calendar.periods import Period, PeriodKind, counted_in, parse_period
from dvapp.domain.calendar.returns import registered, unit_returns
from dvapp.domain.codes import FieldCode, IndicatorCode, RecordId, UnitCode
from dvapp.domain.expressions import add, amount, names_in
from dvapp.domain.figures.feeding import sum_in
from dvapp.domain.figures.indicators import RETURNS_LATE, UNITS_BELOW, Accumulation, Indicator
from dvapp.domain.figures.record_ids import NONE, packed
from dvapp.domain.figures.settling import Recorded, counts_in, moment_of, settle
from dvapp.domain.figures.unit_figures import TypedFigure, typed_table
from dvapp.domain.packs import Pack
from dvapp.domain.places.units import Level, UnitCatalogue
from dvapp.domain.recording.kinds import Feed, FeedForm
from dvapp.domain.recording.records import Record
from dvapp.domain.values import Amount, DateSpan, NotApplicable

Said = tuple[Record, Feed]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A figure: its value (``None``: blank) and the records behind it."""

    value: Amount | date | str
    records: frozenset[RecordId] = frozenset()
    missing: frozenset[RecordId] = frozenset()


class PlainFigures:
    """The figures of a board and period, each from all records anew."""

    def __init__(
        self,
        *,
        pack: Pack,
        board: UnitCode,
        units: UnitCatalogue,
        records: Sequence[Record],
        period: Period,
        closing: int | None = None,
    ) -> None:
        self.pack, self.board, self.units = pack, board, units
        self.records, self.period, self.closing = records, period, closing
        self.day = period.closed_on(closing).until
        self._others: dict[str, PlainFigures] = {}

    def figure(self, code: str) -> Plain:
        """One figure."""
        indicator = self.pack.indicators[IndicatorCode(code)]
        unit = self.units.on(self.board, self.day) or self.units.last(self.board)
        level = Level.DISTRICT if unit is not None and unit.level is Level.COMMUNE else unit and unit.level
        if level is not None and level not in indicator.levels:
            return Plain(value=NotApplicable.NOT_APPLICABLE)
        if indicator.catalogue == UNITS_BELOW:
            return Plain(value=len(self.units.below(self.board, self.day)))
        if indicator.catalogue:
            return self._returned(indicator)
        if indicator.formula:
            return self._computed(indicator)
        return self._fed(indicator)

    def _returned(self, indicator: Indicator) -> Plain:
        rule = self.pack.returns
        found = registered(rule, self.records, self.period) if rule is not None else ()
        if not found or rule is None:
            return Plain(value=None)
        below = self.units.below(self.board, self.day)
        returns = unit_returns(rule, below, self.records, self.period, None)
        late = indicator.catalogue == RETURNS_LATE
        count = sum(one.late if late else one.in_time for one in returns)
        return Plain(value=count, records=frozenset(record.id for record in found))

    def _computed(self, indicator: Indicator) -> Plain:
        change = self._reckoned(indicator)
        if not indicator.carried or change == Plain(value=None):
            return change
        year, first = self.period.year, self.period.months[0]
        before = [self._at(f"{year - 1}")._computed(indicator)]
        longest = {1: "", 2: "", 3: ""} | dict.fromkeys((4, 5, 6), "Q1") | dict.fromkeys((7, 8, 9), "H1")
        whole = longest.get(first, "9M")
        months = range({"": 1, "Q1": 4, "H1": 7, "9M": 10}[whole], first)
        parts = [whole, *(f"{n:02d}" for n in months)] if whole else [f"{n:02d}" for n in months]
        before += [self._at(f"{year}-{part}")._reckoned(indicator) for part in parts]
        told = [one for one in before if one != Plain(value=None)]
        value: Amount = NotApplicable.NOT_APPLICABLE
        for one in (*told, change):
            value = add(value, one.value if isinstance(one.value, int | Decimal | NotApplicable) else None)
        return Plain(
            value=value,
            records=change.records.union(*(one.records for one in told)),
            missing=change.missing.union(*(one.missing for one in told)),
        )

    def _at(self, period: str) -> "PlainFigures":
        if period not in self._others:
            self._others[period] = PlainFigures(
                pack=self.pack, board=self.board, units=self.units, records=self.records,
                period=parse_period(period), closing=self.closing,
            )  # fmt: skip
        return self._others[period]

    def _reckoned(self, indicator: Indicator) -> Plain:
        parts = {name: self.figure(name) for name in names_in(indicator.formula)}
        numbers = {
            name: part.value if isinstance(part.value, int | Decimal | NotApplicable) else None
            for name, part in parts.items()
        }
        return Plain(
            value=amount(indicator.formula, numbers),
            records=frozenset[RecordId]().union(*(part.records for part in parts.values())),
            missing=frozenset[RecordId]().union(*(part.missing for part in parts.values())),
        )

    def _fed(self, indicator: Indicator) -> Plain:
        feeds = [
            (kind, feed)
            for kind in self.pack.kinds.values()
            for feed in kind.feeds
            if feed.indicator == indicator.code
        ]
        counted = [
            (record, feed)
            for kind, feed in feeds
            if feed.form is not FeedForm.TYPED
            for record in self.records
            if record.kind.code == kind.code and self._counted(indicator, record, feed)
        ]
        form = next((feed.form for _, feed in feeds if feed.form is not FeedForm.TYPED), None)
        ids = frozenset(record.id for record, _ in counted)
        match form:
            case FeedForm.EARLIEST_DAY:
                return Plain(value=min((r.happened.since for r, _ in counted), default=None), records=ids)
            case FeedForm.LATEST_TEXT:
                return _latest_text(counted)
            case FeedForm.DISTINCT_UNITS:
                return self._distinct(counted)
            case _:
                moment = moment_of(indicator, [feed for _, feed in feeds])
                typed = [f for f in self._typed(indicator) if counts_in(moment, f.period, self.period)]
                settled = settle(moment, form, _chosen(form, counted), typed, self._days)
                return _summed(settled.recorded, settled.typed)

    def _typed(self, indicator: Indicator) -> list[TypedFigure]:
        return [one for one in self._all_typed if one.indicator == indicator.code]

    @cached_property
    def _all_typed(self) -> list[TypedFigure]:
        table = typed_table(self.pack)
        if table is None:
            return []
        records = [record for record in self.records if record.kind.code == table.kind.code]
        return [one for record in records for one in table.read(record)]

    def _counted(self, indicator: Indicator, record: Record, feed: Feed) -> bool:
        if any(record.values.get(field) != wanted for field, wanted in feed.when.items()):
            return False
        period, happened = self.period, record.happened
        if feed.form is FeedForm.OPENING or indicator.accumulation not in {
            Accumulation.STOCK,
            Accumulation.MONTHLY,
        }:
            return counted_in(self._bounds(period, record), happened)
        if indicator.accumulation is Accumulation.STOCK:
            year = Period(kind=PeriodKind.YEAR, year=period.year)
            return self._bounds(year, record).since <= happened.until <= self._bounds(period, record).until
        last = Period(kind=PeriodKind.MONTH, year=period.year, number=period.months[-1])
        return happened.within(self._bounds(last, record))

    def _bounds(self, period: Period, record: Record) -> DateSpan:
        return period.span if record.kind.by_month else period.closed_on(self.closing)

    def _days(self, period: Period, one: Recorded) -> DateSpan:
        return period.span if one.by_month else period.closed_on(self.closing)

    def _distinct(self, counted: list[Said]) -> Plain:
        if not counted:
            return Plain(value=None)
        named = {unit for r, f in counted if isinstance(v := _value(r, f), tuple) for unit in v}
        missing = frozenset(r.id for r, f in counted if _value(r, f) is None)
        below = {unit.code for unit in self.units.below(self.board, self.day)}
        value = None if missing else len(named & below)
        return Plain(value=value, records=frozenset(r.id for r, _ in counted), missing=missing)


def _value(record: Record, feed: Feed) -> object:
    return record.values.get(FieldCode(str(feed.field)))


def _latest_text(counted: list[Said]) -> Plain:
    by_day = sorted(counted, key=lambda said: said[0].happened.until)
    texts = [(r, v) for r, f in by_day if isinstance(v := _value(r, f), str)]
    if not texts:
        return Plain(value=None, missing=frozenset(r.id for r, _ in counted))
    return Plain(value=texts[-1][1], records=frozenset({texts[-1][0].id}))


def _chosen(form: FeedForm | None, counted: list[Said]) -> list[Recorded]:
    """One by one; of stocks of each unit the last that is known, of openings the first."""
    if form is FeedForm.COUNT:
        counted = list({record.id: (record, feed) for record, feed in counted}.values())
    recorded = [_recorded(record, feed) for record, feed in counted]
    if form not in {FeedForm.LATEST, FeedForm.OPENING}:
        return recorded
    ordered = sorted(recorded, key=lambda one: (one.days.until, one.days.since))
    if form is FeedForm.LATEST:
        ordered = [one for one in reversed(ordered) if one.value is not None] or ordered[::-1]
    found: dict[UnitCode, Recorded] = {}
    for one in ordered:
        found.setdefault(one.unit, one)
    return list(found.values())


def _recorded(record: Record, feed: Feed) -> Recorded:
    value = 1 if feed.form is FeedForm.COUNT else sum_in(record, feed)
    own = packed((record.id,))
    return Recorded(
        known=NONE if value is None else own,
        missing=own if value is None else NONE,
        unit=record.unit,
        days=record.happened,
        value=value,
        by_month=record.kind.by_month,
    )


def _summed(recorded: Sequence[Recorded], typed: Sequence[TypedFigure]) -> Plain:
    known = [one for one in recorded if one.value is not None]
    missing = frozenset(RecordId(one.missing) for one in recorded if one.value is None)
    values: list[Amount] = [*(one.value for one in known), *(one.number for one in typed)]
    total: Amount = NotApplicable.NOT_APPLICABLE
    for value in values:
        total = add(total, value)
    ids = {RecordId(one.known) for one in known} | {one.record for one in typed if one.record is not None}
    return Plain(value=None if missing or not values else total, records=frozenset(ids), missing=missing)
