"""Figures from records: fed, taken from the catalogue, or computed; blank is carried, never counted as zero."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property

from dvapp.domain.codes import FieldCode, IndicatorCode, KindCode, RecordId, UnitCode
from dvapp.domain.expressions import add, amount, names_in, percent_parts
from dvapp.domain.indicators import RETURNS_LATE, UNITS_BELOW, Accumulation, Indicator
from dvapp.domain.kinds import Feed, FeedForm, RecordKind
from dvapp.domain.packs import Pack
from dvapp.domain.periods import Period, PeriodKind, counted_in
from dvapp.domain.records import Record, rows_of
from dvapp.domain.reports import Figure, FigureState
from dvapp.domain.returns import UnitReturn, registered, unit_returns
from dvapp.domain.units import Level, Unit, UnitCatalogue
from dvapp.domain.values import Amount, DateSpan, NotApplicable
from dvapp.domain.words import Wording
from dvapp.domain.workdays import DueDay, due_day


class FigureTable:
    """All figures of one board and period, computed on demand and each once.

    :param records: every valid record of the store; which of them count is decided here.
    :param write: how a number is written inside a shown formula.
    :param closing: the day of the month on which figures close; ``None``: by calendar.
    """

    def __init__(
        self,
        *,
        pack: Pack,
        board: UnitCode,
        units: UnitCatalogue,
        records: Sequence[Record],
        period: Period,
        write: Callable[[object], str] = str,
        closing: int | None = None,
    ) -> None:
        self._pack = pack
        self._board = board
        self._units = units
        self._records = records
        self._period = period
        self._write = write
        self._closing = closing
        self._span = period.closed_on(closing)
        self._done: dict[IndicatorCode, Figure] = {}
        self._others: dict[Period, FigureTable] = {}

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
            self._others[period] = FigureTable(
                pack=self._pack,
                board=self._board,
                units=self._units,
                records=self._records,
                period=period,
                write=self._write,
                closing=self._closing,
            )
        return self._others[period]

    def records_of(self, kind: KindCode) -> tuple[Record, ...]:
        """The records of a kind that count in the period, by their days."""
        found = [r for r in self._records if r.kind.code == kind and self._counts(r)]
        return tuple(sorted(found, key=lambda r: (r.happened.since, r.happened.until, r.id)))

    def figure(self, code: IndicatorCode) -> Figure:
        """One figure.

        :raises KeyError: the pack has no such indicator (packs are checked, so only a bug asks for one).
        """
        if code not in self._done:
            self._done[code] = self._make(self._pack.indicators[code])
        return self._done[code]

    def all(self) -> tuple[Figure, ...]:
        """Every figure of the pack, in the order of its catalogue."""
        return tuple(self.figure(code) for code in self._pack.indicators)

    @cached_property
    def _feeds(self) -> Mapping[IndicatorCode, tuple[tuple[RecordKind, Feed], ...]]:
        found: dict[IndicatorCode, list[tuple[RecordKind, Feed]]] = {}
        for kind in self._pack.kinds.values():
            for feed in kind.feeds:
                found.setdefault(feed.indicator, []).append((kind, feed))
        return {code: tuple(pairs) for code, pairs in found.items()}

    @cached_property
    def _unit(self) -> Unit | None:
        return self._units.on(self._board, self._span.until)

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
        rule, unit = self._pack.returns, self._unit
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
        return unit_returns(rule, self.units_below, self._records, self._period, self.due_below)

    def _returned(self, indicator: Indicator) -> Figure:
        """How many reports came in time, or late; blank while none is registered."""
        rule = self._pack.returns
        found = registered(rule, self._records, self._period) if rule is not None else ()
        if not found:
            return _figure(indicator, None)
        late = indicator.catalogue == RETURNS_LATE
        count = sum(one.late if late else one.in_time for one in self.returns)
        return _figure(indicator, count, records=tuple(record.id for record in found))

    def _make(self, indicator: Indicator) -> Figure:
        unit = self._unit
        if unit is not None and unit.level not in indicator.levels:
            return _figure(indicator, NotApplicable.NOT_APPLICABLE)
        if indicator.catalogue == UNITS_BELOW:
            return _figure(indicator, len(self._below))
        if indicator.catalogue:
            return self._returned(indicator)
        if indicator.formula:
            return self._computed(indicator)
        return self._fed(indicator)

    def _computed(self, indicator: Indicator) -> Figure:
        parts = tuple(IndicatorCode(name) for name in names_in(indicator.formula))
        figures = [self.figure(part) for part in parts]
        value = amount(indicator.formula, {f.code: _amount_of(f) for f in figures})
        return _figure(
            indicator,
            value,
            records=_joined(f.records for f in figures),
            missing=_joined(f.missing for f in figures),
            parts=parts,
            formula=self._shown(indicator.formula, figures, value),
        )

    def _shown(self, formula: str, figures: list[Figure], value: Amount) -> str:
        """The formula with numbers in; empty unless everything in it is known."""
        if not isinstance(value, int | Decimal) or any(f.state is not FigureState.KNOWN for f in figures):
            return ""
        share = percent_parts(formula)
        if share is not None:
            part, whole = (self._with_numbers(side, figures) for side in share)
            part = f"({part})" if " " in part else part
            return f"{part} : {whole} × 100 = {self._write(value)}"
        return f"{self._with_numbers(formula, figures)} = {self._write(value)}"

    def _with_numbers(self, expression: str, figures: list[Figure]) -> str:
        numbers = {f.code: self._write(f.value) for f in figures}
        return re.sub(
            r"[A-Z]{1,2}[0-9]{2,3}", lambda found: numbers[IndicatorCode(found[0])], expression
        ).replace(" - ", " − ")

    def _fed(self, indicator: Indicator) -> Figure:
        feeds = self._feeds.get(indicator.code, ())
        counted = [(record, feed) for kind, feed in feeds for record in self._counted(indicator, kind, feed)]
        if not counted:
            return _figure(indicator, None)
        ids = tuple(dict.fromkeys(record.id for record, _ in counted))
        form = counted[0][1].form
        match form:
            case FeedForm.COUNT:
                return _figure(indicator, len(ids), records=ids)
            case FeedForm.EARLIEST_DAY:
                return _figure(indicator, min(record.happened.since for record, _ in counted), records=ids)
            case FeedForm.LATEST_TEXT:
                return self._latest_text(indicator, counted)
            case FeedForm.DISTINCT_UNITS:
                return self._distinct(indicator, counted, ids)
            case FeedForm.SUM:
                return _summed(indicator, counted)
            case FeedForm.LATEST:
                return _summed(indicator, _latest(counted))
            case FeedForm.OPENING:
                return _summed(indicator, _first_of_units(counted))

    def _counted(self, indicator: Indicator, kind: RecordKind, feed: Feed) -> list[Record]:
        return [
            record
            for record in self._records
            if record.kind.code == kind.code
            and (self._counts(record) if feed.form is FeedForm.OPENING else self._falls_in(indicator, record))
            and all(record.values.get(field) == wanted for field, wanted in feed.when.items())
        ]

    def _falls_in(self, indicator: Indicator, record: Record) -> bool:
        """Flows count what happened in the period; stocks what holds at its end; monthly figures its last month."""
        period, until = self._period, record.happened.until
        match indicator.accumulation:
            case Accumulation.STOCK:
                year = Period(kind=PeriodKind.YEAR, year=period.year)
                return self._bounds(year, record).since <= until <= self._bounds(period, record).until
            case Accumulation.MONTHLY:
                last = Period(kind=PeriodKind.MONTH, year=period.year, number=period.months[-1])
                return record.happened.within(self._bounds(last, record))
            case _:
                return self._counts(record)

    def _counts(self, record: Record) -> bool:
        return counted_in(self._bounds(self._period, record), record.happened)

    def _bounds(self, period: Period, record: Record) -> DateSpan:
        """The days of a period; records of whole months follow the calendar even where figures close within a month."""
        return period.span if record.kind.by_month else period.closed_on(self._closing)

    def _distinct(
        self, indicator: Indicator, counted: list[tuple[Record, Feed]], ids: tuple[RecordId, ...]
    ) -> Figure:
        named: set[str] = set()
        missing: list[RecordId] = []
        for record, feed in counted:
            value = record.values.get(_field(feed))
            if isinstance(value, tuple):
                named.update(unit for unit in value if isinstance(unit, str))
            elif value is None:
                missing.append(record.id)
        known = len(named.intersection(self._below))
        return _figure(indicator, None if missing else known, records=ids, missing=tuple(missing))

    def _latest_text(self, indicator: Indicator, counted: list[tuple[Record, Feed]]) -> Figure:
        texts = [
            (record, value)
            for record, feed in sorted(counted, key=lambda pair: pair[0].happened.until)
            if isinstance(value := record.values.get(_field(feed)), str)
        ]
        if not texts:
            return _figure(indicator, None, missing=tuple(record.id for record, _ in counted))
        return _figure(indicator, texts[-1][1], records=(texts[-1][0].id,))


def contributions(record: Record, pack: Pack, level: Level) -> tuple[tuple[Indicator, Amount], ...]:
    """What one record adds to which figures of a board of that level, for the line under its form."""
    found: dict[IndicatorCode, Amount] = {}
    for feed in record.kind.feeds:
        if any(record.values.get(field) != wanted for field, wanted in feed.when.items()):
            continue
        value = _added(record, feed)
        if value is not None and not isinstance(value, NotApplicable):
            found[feed.indicator] = add(found.get(feed.indicator, 0), value)
    named = ((pack.indicators[code], value) for code, value in found.items())
    return tuple((indicator, value) for indicator, value in named if level in indicator.levels)


def _added(record: Record, feed: Feed) -> Amount:
    match feed.form:
        case FeedForm.COUNT:
            return 1
        case FeedForm.SUM | FeedForm.LATEST | FeedForm.OPENING:
            return _sum_in(record, feed)
        case FeedForm.DISTINCT_UNITS:
            value = record.values.get(_field(feed))
            return len(value) if isinstance(value, tuple) else None
        case FeedForm.EARLIEST_DAY | FeedForm.LATEST_TEXT:
            return None


def _summed(indicator: Indicator, counted: list[tuple[Record, Feed]]) -> Figure:
    """Blank as soon as one record is blank: a total that leaves one out would be a wrong number."""
    total: Amount = NotApplicable.NOT_APPLICABLE
    records: list[RecordId] = []
    missing: list[RecordId] = []
    for record, feed in counted:
        value = _sum_in(record, feed)
        if value is None:
            missing.append(record.id)
        else:
            total = value if isinstance(total, NotApplicable) else add(total, value)
            records.append(record.id)
    return _figure(
        indicator,
        None if missing else total,
        records=tuple(dict.fromkeys(records)),
        missing=tuple(dict.fromkeys(missing)),
    )


def _latest(counted: list[tuple[Record, Feed]]) -> list[tuple[Record, Feed]]:
    """Of each unit the last record that says the number: a stock holds until another one is written down."""
    known = [pair for pair in counted if _sum_in(*pair) is not None]
    return _first_of_units(known or counted, backwards=True)


def _first_of_units(
    counted: list[tuple[Record, Feed]], *, backwards: bool = False
) -> list[tuple[Record, Feed]]:
    """Of each unit the first record, or the last: numbers of one unit at two times are never added up."""
    found: dict[UnitCode, tuple[Record, Feed]] = {}
    ordered = sorted(counted, key=lambda pair: (pair[0].happened.until, pair[0].happened.since))
    for pair in reversed(ordered) if backwards else ordered:
        found.setdefault(pair[0].unit, pair)
    return list(found.values())


def _sum_in(record: Record, feed: Feed) -> Amount:
    value = record.values.get(_field(feed))
    if feed.column is None:
        return value if isinstance(value, int | Decimal | NotApplicable) else None
    cells = [row.get(feed.column) for row in rows_of(value)]
    if not cells or any(cell is None for cell in cells):
        return None
    total: Amount = NotApplicable.NOT_APPLICABLE
    for cell in cells:
        if isinstance(cell, int | Decimal):
            total = cell if isinstance(total, NotApplicable) else add(total, cell)
    return total


def _field(feed: Feed) -> FieldCode:
    assert feed.field is not None, "packs are checked: only counts and days have no field"
    return feed.field


def _amount_of(figure: Figure) -> Amount:
    if figure.state is FigureState.NOT_APPLICABLE:
        return NotApplicable.NOT_APPLICABLE
    return figure.value if isinstance(figure.value, int | Decimal) else None


def _joined(groups: Iterable[tuple[RecordId, ...]]) -> tuple[RecordId, ...]:
    return tuple(dict.fromkeys(record for group in groups for record in group))


def _figure(
    indicator: Indicator,
    value: Amount | date | str,
    *,
    records: tuple[RecordId, ...] = (),
    missing: tuple[RecordId, ...] = (),
    parts: tuple[IndicatorCode, ...] = (),
    formula: str = "",
) -> Figure:
    if isinstance(value, NotApplicable):
        state, shown = FigureState.NOT_APPLICABLE, None
    else:
        state, shown = (FigureState.BLANK if value is None else FigureState.KNOWN), value
    return Figure(
        code=indicator.code,
        label=indicator.label,
        unit=indicator.unit or Wording(""),
        state=state,
        value=shown,
        is_ratio=indicator.accumulation is Accumulation.RATIO,
        records=records,
        missing=missing,
        parts=parts,
        formula=formula,
    )
