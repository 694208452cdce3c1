"""Figures from records: fed, taken from the catalogue, or computed; blank is carried, never counted as zero."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property

from dvapp.domain.calendar.periods import Period, PeriodKind, counted_in
from dvapp.domain.calendar.returns import UnitReturn, registered, unit_returns
from dvapp.domain.calendar.workdays import DueDay, due_day
from dvapp.domain.codes import IndicatorCode, KindCode, RecordId, UnitCode
from dvapp.domain.expressions import add, amount, names_in, percent_parts
from dvapp.domain.figures.balances import earlier_in_year, left_open, told, year_before
from dvapp.domain.figures.feeding import chosen
from dvapp.domain.figures.indicators import RETURNS_LATE, UNITS_BELOW, Accumulation, Indicator
from dvapp.domain.figures.ledger import Change, Ledger
from dvapp.domain.figures.making import (
    Made,
    amount_of,
    figure_of,
    latest_text,
    of_all,
    summed,
    typed_alone,
)
from dvapp.domain.figures.plan import Way, Ways, figure_ways
from dvapp.domain.figures.record_ids import RecordIds
from dvapp.domain.figures.settling import (
    Conflict,
    Moment,
    Recorded,
    counts_in,
    outweighing,
    settle,
)
from dvapp.domain.figures.tallies import Said
from dvapp.domain.figures.unit_figures import TypedFigure
from dvapp.domain.packs import Pack
from dvapp.domain.papers.reports import Figure, FigureState
from dvapp.domain.places.units import Level, Unit, UnitCatalogue
from dvapp.domain.recording.kinds import FeedForm, RecordKind
from dvapp.domain.recording.records import Record
from dvapp.domain.values import Amount, DateSpan, NotApplicable


class FigureTable:
    """All figures of one board and period, computed on demand and each once.

    :param records: every valid record of the store, or what they add; which of them count is decided here.
    :param write: how a number is written inside a shown formula.
    :param closing: the day of the month on which figures close; ``None``: by calendar.
    :param of: the unit whose own figures these are, its records alone being given; ``None``: all together.
    :param known: what is known already.
    :param ways: how the pack's figures are made, where another table has found that out.
    :param register: where reports from below are registered, if not among ``records``: a unit's own.
    """

    def __init__(
        self,
        *,
        pack: Pack,
        board: UnitCode,
        units: UnitCatalogue,
        records: Sequence[Record] | Ledger,
        period: Period,
        write: Callable[[object], str] = str,
        closing: int | None = None,
        of: UnitCode | None = None,
        known: Made | None = None,
        ways: Ways | None = None,
        register: Ledger | None = None,
    ) -> None:
        self._pack = pack
        self._board = board
        self._units = units
        self._ledger = records if isinstance(records, Ledger) else Ledger.at_hand(pack, records, closing)
        self._period = period
        self._write = write
        self._closing = closing
        self._of = of
        self._span = period.closed_on(closing)
        self._registered = register or self._ledger
        self._made = known or Made()
        self._takes: dict[tuple[Moment, Period], bool] = {}
        self._ways = ways if ways is not None else figure_ways(pack)
        self._others: dict[Period, FigureTable] = {}
        self._units_own: dict[UnitCode, FigureTable] = {}

    @property
    def period(self) -> Period:
        """The period whose figures these are."""
        return self._period

    @property
    def closes(self) -> date:
        """The last day that is counted."""
        return self._span.until

    def at(self, period: Period) -> "FigureTable":
        """The same board's figures of another period, from the same records."""
        if period == self._period:
            return self
        if period not in self._others:
            self._others[period] = self._like(self._ledger, self._registered, period=period)
        return self._others[period]

    def of_unit(self, unit: UnitCode) -> "FigureTable":
        """What a unit's own records and typed numbers make, and nobody else's."""
        if unit not in self._units_own:
            register = self._registered if unit == self._board else None
            self._units_own[unit] = self._like(self._ledger.of_unit(unit), register, of=unit)
        return self._units_own[unit]

    def instead(self, record_id: RecordId, record: Record | None) -> "FigureTable":
        """The same figures as they would be with a record in the place of the stored one of that id; ``None``: without it."""
        return self.after(*self._ledger.instead(record_id, record))

    def after(self, ledger: Ledger, change: Change, register: Ledger | None = None) -> "FigureTable":
        """The same figures from a changed ledger; what the change does not touch is not computed again."""
        whole = register or ledger
        table = self._like(ledger, whole, known=self._made.without(self._touched(change)))
        for period, other in self._others.items():
            table._others[period] = other.after(ledger, change, whole)  # noqa: SLF001  # its own kind
        for unit, own in self._units_own.items():
            board = unit == self._board
            if unit in change.units or (board and self._registers(change)):
                own = own.after(ledger.of_unit(unit), change, whole if board else None)  # noqa: PLW2901 - the table itself, brought up to date
            table._units_own[unit] = own  # noqa: SLF001 - a table of this very class
        return table

    def _registers(self, change: Change) -> bool:
        """Whether a change may be one of the register of reports from below."""
        return self._pack.returns is not None and self._pack.returns.kind in change.kinds

    def _touched(self, change: Change) -> frozenset[IndicatorCode]:
        """The figures that a change can have changed, formulas with all that is in them."""
        registers = self._registers(change)
        found = set(change.codes)
        found.update(code for code, one in self._pack.indicators.items() if registers and one.catalogue)
        waiting = {code: names_in(one.formula) for code, one in self._pack.indicators.items() if one.formula}
        while new := {code for code, parts in waiting.items() if not found.isdisjoint(parts)} - found:
            found |= new
        return frozenset(found)

    def _like(
        self,
        ledger: Ledger,
        register: Ledger | None,
        *,
        period: Period | None = None,
        of: UnitCode | None = None,
        known: Made | None = None,
    ) -> "FigureTable":
        return FigureTable(
            pack=self._pack,
            board=self._board,
            units=self._units,
            records=ledger,
            period=period or self._period,
            write=self._write,
            closing=self._closing,
            of=of or self._of,
            known=known,
            ways=self._ways,
            register=register,
        )

    @cached_property
    def other_units(self) -> tuple[Unit, ...]:
        """Units that were neither the board's own nor below it on the last day, and have records in the period."""
        known = {self._board, *self._below}
        found = {
            tally.unit
            for kind in self._pack.kinds.values()
            for days, tallies in self._ledger.of_kind(kind.code)
            if self._counts(kind, days)
            for tally in tallies
            if tally.unit not in known
        }
        units = (self._units.on(code, self._span.until) or self._units.last(code) for code in sorted(found))
        return tuple(unit for unit in units if unit is not None)

    def outside_months(self, kinds: Collection[KindCode]) -> int:
        """How many records of these kinds ended in the period's year and took too long for any of its months."""
        months = [Period(kind=PeriodKind.MONTH, year=self._period.year, number=n) for n in range(1, 13)]
        return sum(
            len(RecordIds(tally.ids for tally in tallies))
            for kind in kinds
            for days, tallies in self._ledger.of_kind(kind)
            if days.until.year == self._period.year and not any(month.counts(days) for month in months)
        )

    def moment(self, code: IndicatorCode) -> Moment:
        """Which time of its period the figure speaks of."""
        return self._ways[code].moment

    def conflicts(self, code: IndicatorCode) -> tuple[Conflict, ...]:
        """Where a typed number and the unit's own records make this figure say two things in the period."""
        self.figure(code)
        return self._made.conflicts.get(code, ())

    def all_conflicts(self) -> tuple[Conflict, ...]:
        """The conflicts of all figures, in the order of the catalogue."""
        return tuple(
            one
            for code in self._pack.indicators
            if code in self._ledger.typed
            for one in self.conflicts(code)
        )

    def takes(self, code: IndicatorCode) -> bool:
        """Whether a number typed for this unit and period would count: its records do not outweigh it."""
        self.figure(code)
        if self._of is None or not self._ways[code].settled:
            return False
        if code not in self._made.weighed:
            return True
        moment, form, recorded = self._made.weighed[code]
        figure = TypedFigure(unit=self._of, period=self._period, indicator=code, number=0)
        return outweighing(moment, form, figure, recorded, self._days) is None

    def recorded(self, code: IndicatorCode) -> bool:
        """Whether records stand behind a figure that is not computed, and not typed numbers alone."""
        figure = self.figure(code)
        if self._ways[code].settled and code not in self._made.weighed:
            return False
        typed = {one.record for one in self.typed(code)}
        return any(one not in typed for ids in (figure.records, figure.missing) for one in ids)

    def typed(self, code: IndicatorCode) -> tuple[TypedFigure, ...]:
        """Every number typed for a figure, of all units and periods."""
        return self._ledger.typed.get(code, ())

    def records_of(self, kind: KindCode) -> tuple[Record, ...]:
        """The records of a kind that count in the period, by their days."""
        definition = self._pack.kinds[kind]
        ended = self._ledger.ending_in(kind, self._bounds(self._period, definition))
        found = [r for r in ended if self._counts(definition, r.happened)]
        return tuple(sorted(found, key=lambda r: (r.happened.since, r.happened.until, r.id)))

    def figure(self, code: IndicatorCode) -> Figure:
        """One figure.

        :raises KeyError: the pack has no such indicator (packs are checked, so only a bug asks for one).
        """
        if code not in self._made.figures:
            self._made.figures[code] = self._make(self._pack.indicators[code])
        return self._made.figures[code]

    def all(self) -> tuple[Figure, ...]:
        """Every figure of the pack, in the order of its catalogue."""
        return tuple(self.figure(code) for code in self._pack.indicators)

    @cached_property
    def recording_units(self) -> tuple[UnitCode, ...]:
        """Units that have records of any time, in order of their codes."""
        return self._ledger.units

    @cached_property
    def own_unit(self) -> Unit | None:
        """The board's own unit as it was on the last day; ``None``: it was none then."""
        return self._units.on(self._board, self._span.until)

    @cached_property
    def level(self) -> Level | None:
        """For which boards the figures are made: a commune has no board and gives the figures of the district's.

        A unit that ended before the last day is asked what it was asked last.
        """
        code = self._of or self._board
        unit = self._units.on(code, self._span.until) or self._units.last(code)
        if unit is None:
            return None
        return Level.DISTRICT if unit.level is Level.COMMUNE else unit.level

    @cached_property
    def _asked(self) -> frozenset[IndicatorCode]:
        return self._ways.asked(self.level)

    @cached_property
    def _below(self) -> tuple[UnitCode, ...]:
        return tuple(unit.code for unit in self.units_below)

    @cached_property
    def units_below(self) -> tuple[Unit, ...]:
        """The units directly under the board on the last day of the period."""
        return self._units.below(self._board, self._span.until)

    @cached_property
    def due_below(self) -> DueDay | None:
        """When the reports of the units below are due; ``None`` where the pack names no day."""
        rule, unit = self._pack.returns, self.own_unit
        kinds = rule.due_of.get(unit.level, ()) if rule is not None and unit is not None else ()
        for kind in kinds:
            outline = self._pack.outlines[kind]
            if outline.offers(self._period) and (named := outline.due_on(self._period)) is not None:
                return due_day(named, self._pack.holidays)
        return None

    @cached_property
    def returns(self) -> tuple[UnitReturn, ...]:
        """The report of every unit below for this period; none where the pack keeps no register."""
        rule = self._pack.returns
        if rule is None:
            return ()
        return unit_returns(rule, self.units_below, self._register, self._period, self.due_below)

    @cached_property
    def _register(self) -> tuple[Record, ...]:
        """The records in which the reports of the units below are registered for the period."""
        rule = self._pack.returns
        if rule is None:
            return ()
        last = DateSpan(since=self._period.span.until, until=self._period.span.until)
        return registered(rule, self._registered.ending_in(rule.kind, last), self._period)

    def _returned(self, indicator: Indicator) -> Figure:
        """How many reports came in time, or late; blank while none is registered."""
        if not self._register:
            return figure_of(indicator, None)
        late = indicator.catalogue == RETURNS_LATE
        count = sum(one.late if late else one.in_time for one in self.returns)
        return figure_of(indicator, count, records=RecordIds.of(record.id for record in self._register))

    def _make(self, indicator: Indicator) -> Figure:
        if indicator.code not in self._asked:
            return figure_of(indicator, NotApplicable.NOT_APPLICABLE)
        if indicator.catalogue and self._of not in (None, self._board):
            return self._catalogued_below(indicator)
        if indicator.catalogue == UNITS_BELOW:
            return figure_of(indicator, len(self._below))
        if indicator.catalogue:
            return self._returned(indicator)
        if indicator.formula:
            return self._computed(indicator)
        return self._fed(indicator)

    def _catalogued_below(self, indicator: Indicator) -> Figure:
        """What the catalogue says of a unit below the board; its register of reports lies elsewhere."""
        assert self._of is not None, "asked of a unit's own figures only"
        unit = self._units.on(self._of, self._span.until)
        if unit is None or unit.level is Level.COMMUNE:
            return figure_of(indicator, NotApplicable.NOT_APPLICABLE)
        if indicator.catalogue == UNITS_BELOW:
            return figure_of(indicator, len(self._units.below(self._of, self._span.until)))
        return figure_of(indicator, None)

    def _computed(self, indicator: Indicator) -> Figure:
        if not indicator.carried:
            return self.reckoned(indicator)
        change = self.reckoned(indicator)
        if change is self._ways[indicator.code].blank:
            return change
        earlier = [self.at(one).reckoned(indicator) for one in earlier_in_year(self._period)]
        before = told((self.at(year_before(self._period)).figure(indicator.code), *earlier))
        opening = left_open(before)
        if not before or isinstance(opening, NotApplicable):
            return change
        value = add(opening, amount_of(change))
        shown = f"{self._write(opening)} + {change.formula.rpartition(' = ')[0]} = {self._write(value)}"
        return figure_of(
            indicator,
            value,
            records=RecordIds.joined(f.records for f in (*before, change) if f.records),
            missing=RecordIds.joined(f.missing for f in (*before, change) if f.missing),
            givers=change.givers,
            parts=change.parts,
            formula=shown if change.formula and value is not None else "",
        )

    def reckoned(self, indicator: Indicator) -> Figure:
        """What a formula makes of the period's own figures; of a balance nothing is carried over to it."""
        way = self._ways[indicator.code]
        figures = [self.figure(part) for part in way.parts]
        if way.carries and all(figure is self._ways[figure.code].blank for figure in figures):
            return way.blank
        value = self._value(indicator, way, figures)
        return figure_of(
            indicator,
            value,
            records=RecordIds.joined(f.records for f in figures if f.records),
            missing=RecordIds.joined(f.missing for f in figures if f.missing),
            givers=of_all(f.givers for f in figures if not self._pack.indicators[f.code].catalogue),
            parts=way.parts,
            formula=self._shown(indicator.formula, figures, value),
        )

    def _value(self, indicator: Indicator, way: Way, figures: list[Figure]) -> Amount:
        amounts = {str(figure.code): amount_of(figure) for figure in figures}
        if way.carries and None in amounts.values():
            return None
        return amount(indicator.formula, amounts)

    def _shown(self, formula: str, figures: list[Figure], value: Amount) -> str:
        """The formula with numbers in; empty unless everything in it is known."""
        if not isinstance(value, int | Decimal) or any(f.state is not FigureState.KNOWN for f in figures):
            return ""
        share = percent_parts(formula)
        if share is not None:
            part, whole = (self._with_numbers(side, figures) for side in share)
            part, whole = (f"({side})" if " " in side else side for side in (part, whole))
            return f"{part} : {whole} × 100 = {self._write(value)}"
        return f"{self._with_numbers(formula, figures)} = {self._write(value)}"

    def _with_numbers(self, expression: str, figures: list[Figure]) -> str:
        numbers = {f.code: self._write(f.value) for f in figures}
        return re.sub(
            r"[A-Z]{1,2}[0-9]{2,3}", lambda found: numbers[IndicatorCode(found[0])], expression
        ).replace(" - ", " − ")

    def _fed(self, indicator: Indicator) -> Figure:
        way = self._ways[indicator.code]
        if self._of is not None and indicator.code not in self._told:
            return way.blank  # as most figures of most units are
        said = [one for kind in way.kinds for one in self._said(indicator, kind, way)]
        match way.form:
            case FeedForm.EARLIEST_DAY | FeedForm.LATEST_TEXT | FeedForm.DISTINCT_UNITS if not said:
                return way.blank
            case FeedForm.EARLIEST_DAY:
                ids = RecordIds(one.ids for one in said)
                return figure_of(indicator, min(one.since for one in said if one.since), records=ids)
            case FeedForm.LATEST_TEXT:
                return latest_text(indicator, said)
            case FeedForm.DISTINCT_UNITS:
                return self._distinct(indicator, said)
            case _:
                return self._settled(indicator, way, [number for one in said for number in one.recorded])

    def _settled(self, indicator: Indicator, way: Way, counted: list[Recorded]) -> Figure:
        """What records make and what units typed, added up; of one unit its records outweigh what it typed."""
        typed = [f for f in self.typed(indicator.code) if self._takes_in(way.moment, f.period)]
        if not counted and not typed:
            return way.blank
        if not counted and len(typed) == 1:
            return typed_alone(indicator, typed[0])
        recorded = chosen(way.form, counted)
        settled = settle(way.moment, way.form, recorded, typed, self._days)
        self._made.conflicts[indicator.code] = settled.conflicts
        self._made.weighed[indicator.code] = way.moment, way.form, recorded
        return summed(indicator, settled)

    @cached_property
    def _told(self) -> frozenset[IndicatorCode]:
        """Figures of which a typed number of the period, or a record of any time, says something."""
        told = set(self._ledger.codes)
        for numbers in self._ledger.typed_records:
            taking = {moment for moment in Moment if self._takes_in(moment, numbers[0].period)}
            if taking:
                told.update(one.indicator for one in numbers if self._ways[one.indicator].moment in taking)
        return frozenset(told)

    def _takes_in(self, moment: Moment, period: Period) -> bool:
        """Whether numbers typed for a period count in the table's own; asked of each number, of few periods."""
        key = (moment, period)
        if key not in self._takes:
            self._takes[key] = counts_in(moment, period, self._period)
        return self._takes[key]

    def _days(self, period: Period, one: Recorded) -> DateSpan:
        return period.span if one.by_month else period.closed_on(self._closing)

    def _said(self, indicator: Indicator, code: KindCode, way: Way) -> Iterator[Said]:
        """What the records of a kind that count in the period say."""
        kind = self._pack.kinds[code]
        for days, tallies in self._ledger.of_kind(code):
            if self._counts(kind, days) if way.opening else self._falls_in(indicator, kind, days):
                for tally in tallies:
                    if (one := tally.said.get(indicator.code)) is not None:
                        yield one

    def _falls_in(self, indicator: Indicator, kind: RecordKind, happened: DateSpan) -> bool:
        """Flows count what happened in the period; stocks what holds at its end; monthly figures its last month."""
        period, until = self._period, happened.until
        match indicator.accumulation:
            case Accumulation.STOCK:
                year = Period(kind=PeriodKind.YEAR, year=period.year)
                return self._bounds(year, kind).since <= until <= self._bounds(period, kind).until
            case Accumulation.MONTHLY:
                last = Period(kind=PeriodKind.MONTH, year=period.year, number=period.months[-1])
                return happened.within(self._bounds(last, kind))
            case _:
                return self._counts(kind, happened)

    def _counts(self, kind: RecordKind, happened: DateSpan) -> bool:
        return counted_in(self._bounds(self._period, kind), happened)

    def _bounds(self, period: Period, kind: RecordKind) -> DateSpan:
        """The days of a period; records of whole months follow the calendar even where figures close within a month."""
        return period.span if kind.by_month else period.closed_on(self._closing)

    def _distinct(self, indicator: Indicator, said: list[Said]) -> Figure:
        missing = RecordIds(one.missing for one in said)
        known = len(frozenset[str]().union(*(one.named for one in said)).intersection(self._below))
        ids = RecordIds(one.ids for one in said)
        return figure_of(indicator, None if missing else known, records=ids, missing=missing)
