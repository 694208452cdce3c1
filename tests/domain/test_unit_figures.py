"""Numbers that units give for whole periods, beside what their records make: an independent reckoning must agree."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import make

from dvapp.domain.calendar.periods import Period, PeriodKind, parse_period, period_of
from dvapp.domain.codes import FieldCode, IndicatorCode, KindCode, RecordId, UnitCode
from dvapp.domain.figures.indicators import Accumulation
from dvapp.domain.figures.settling import Moment, clash
from dvapp.domain.figures.table import FigureTable
from dvapp.domain.figures.unit_figures import Given, TypedFigure, typable
from dvapp.domain.packs import Pack
from dvapp.domain.papers.reports import FigureState
from dvapp.domain.recording.kinds import Choice, Feed, FeedForm, Field, FieldType, RecordKind
from dvapp.domain.recording.records import Record
from dvapp.domain.values import NOT_APPLICABLE, DateSpan
from dvapp.domain.words import Wording

CODE = IndicatorCode("B01")
UNITS = ("hn", "001", "002")
BLANK = "blank"

PERIODS = [
    *(Period(kind=PeriodKind.MONTH, year=2018, number=n) for n in range(1, 13)),
    *(Period(kind=PeriodKind.QUARTER, year=2018, number=n) for n in range(1, 5)),
    *(Period(kind=PeriodKind.HALF, year=2018, number=n) for n in (1, 2)),
    Period(kind=PeriodKind.NINE_MONTHS, year=2018),
    Period(kind=PeriodKind.YEAR, year=2018),
]


def typed_kind(*codes: str) -> RecordKind:
    """The kind of typed figures, as a pack is read: choices and feeds written out."""
    choices = tuple(Choice(code=code, label=Wording(code)) for code in codes)
    columns = (
        Field(code=FieldCode("indicator"), type=FieldType.CHOICE, label=Wording("Chỉ tiêu"), choices=choices),
        Field(code=FieldCode("number"), type=FieldType.DECIMAL, label=Wording("Số"), may_not_apply=True),
        Field(code=FieldCode("note"), type=FieldType.TEXT, label=Wording("Ghi chú")),
    )
    table = Field(code=FieldCode("figures"), type=FieldType.TABLE, label=Wording("Số liệu"), columns=columns)
    feeds = tuple(
        Feed(
            indicator=IndicatorCode(code),
            form=FeedForm.TYPED,
            field=FieldCode("figures"),
            column=FieldCode("number"),
            rows={FieldCode("indicator"): code},
        )
        for code in codes
    )
    return replace(
        make.visit_kind(),
        code=KindCode("unit_figures"),
        fields=(table,),
        checks=(),
        feeds=feeds,
        example={"happened": {"from": "2018-07-01", "to": "2018-09-30"}, "values": {}},
    )


@dataclass(frozen=True)
class World:
    """A pack with one figure, fed by visits in one form, or by nothing but what units give."""

    form: FeedForm | None
    accumulation: Accumulation

    @property
    def visits(self) -> RecordKind:
        field = None if self.form is FeedForm.COUNT else FieldCode("visits")
        feeds = () if self.form is None else (Feed(indicator=CODE, form=self.form, field=field),)
        return replace(make.visit_kind(), feeds=feeds)

    @property
    def pack(self) -> Pack:
        made = make.pack()
        kinds = {kind.code: kind for kind in (self.visits, typed_kind(CODE))}
        return replace(made, kinds=kinds, indicators={CODE: make.indicator(CODE, self.accumulation)})

    def record(self, number: int, unit: str, happened: DateSpan, value: object) -> Record:
        values = {} if value is None else {"visits": value}
        return replace(make.record(number, happened=happened, unit=unit, **values), kind=self.visits)

    def table(self, records: Sequence[Record], period: Period, closing: int | None = None) -> FigureTable:
        return make.table(*records, period=period.written, pack=self.pack, closing=closing)


def typed(number: int, unit: str, period: Period, value: Given) -> Record:
    row = {"indicator": str(CODE), "number": value}
    return Record(
        id=RecordId(f"11111111-0000-4000-8000-{number:012d}"),
        kind=typed_kind(CODE),
        unit=UnitCode(unit),
        happened=period.span,
        values={FieldCode("figures"): (row,)},
    )


FLOW = World(FeedForm.SUM, Accumulation.FLOW)
COUNTED = World(FeedForm.COUNT, Accumulation.FLOW)
ORPHAN = World(None, Accumulation.FLOW)
STOCK = World(FeedForm.LATEST, Accumulation.STOCK)
CARRIED = World(FeedForm.OPENING, Accumulation.STOCK)
MODELS = World(FeedForm.COUNT, Accumulation.STOCK)
MONTHLY = World(FeedForm.SUM, Accumulation.MONTHLY)
WORLDS = (FLOW, COUNTED, ORPHAN, STOCK, CARRIED, MODELS, MONTHLY)


# --- an independent reckoning ------------------------------------------------------------------------------------------
# Days are sets of days here, and every rule is written down for one unit as decision 0016 tells it.


@dataclass(frozen=True)
class Visit:
    unit: str
    first: date
    last: date
    value: object

    @property
    def days(self) -> frozenset[date]:
        return days_of(self.first, self.last)


@dataclass(frozen=True)
class Told:
    unit: str
    period: Period
    number: Given

    @property
    def days(self) -> frozenset[date]:
        return days_of(self.period.span.since, self.period.span.until)


def days_of(first: date, last: date) -> frozenset[date]:
    return frozenset(first + timedelta(days=n) for n in range((last - first).days + 1))


def counts(visit: Visit, days: frozenset[date]) -> bool:
    return visit.last in days and len(visit.days) <= len(days)


def reckon(world: World, visits: Sequence[Visit], told: Sequence[Told], judged: Period) -> object:
    """The figure: a number, ``NOT_APPLICABLE`` or ``BLANK``."""
    numbers: list[object] = []
    for unit in UNITS:
        own = [v for v in visits if v.unit == unit] if world.form is not None else []
        numbers += of_unit(world, own, [t for t in told if t.unit == unit], judged)
    if world.form is FeedForm.LATEST and any(number is not None for number in numbers):
        numbers = [number for number in numbers if number is not None]
    if not numbers or None in numbers:
        return BLANK
    known = [n for n in numbers if n is not NOT_APPLICABLE]
    return sum(known) if known else NOT_APPLICABLE  # type: ignore[arg-type]


def of_unit(world: World, visits: list[Visit], told: list[Told], judged: Period) -> list[object]:
    days = days_of(judged.span.since, judged.span.until)
    value = (lambda _visit: 1) if world.form is FeedForm.COUNT else (lambda visit: visit.value)
    if world.accumulation is Accumulation.FLOW:
        counted = [v for v in visits if counts(v, days)]
        kept = [
            t.number
            for t in told
            if t.days <= days and not any(counts(v, t.days) or t.days <= v.days for v in counted)
        ]
        return [*map(value, counted), *kept]
    if world.accumulation is Accumulation.MONTHLY:
        month = frozenset(day for day in days if day.month == max(days).month)
        counted = [v for v in visits if v.days <= month]
        said: list[object] = [t.number for t in told if max(t.days) == max(days)]
        return [v.value for v in counted] or said[:1]
    if world.form is FeedForm.OPENING:
        counted = sorted((v for v in visits if counts(v, days)), key=lambda v: (v.last, v.first))
        begun: list[object] = [t.number for t in told if min(t.days) == min(days)]
        first = [v for v in counted[:1] if not begun or v.first <= end_of_month(min(days))]
        return [v.value for v in first] or begun[:1]
    year_so_far = days_of(date(judged.year, 1, 1), max(days))
    counted = sorted((v for v in visits if v.last in year_so_far), key=lambda v: (v.last, v.first))
    there = sorted((t for t in told if max(t.days) in year_so_far), key=lambda t: (max(t.days), min(t.days)))
    if world.form is FeedForm.COUNT:
        return [1 for _ in counted] or [t.number for t in there[-1:]]
    known = [v for v in counted if v.value is not None]
    if there and not (known and known[-1].last >= min(there[-1].days)):
        return [there[-1].number]
    return [v.value for v in (known or counted)[-1:]]


def end_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def clashing(world: World, one: Told, other: Told) -> bool:
    if one.unit != other.unit:
        return False
    if world.accumulation is Accumulation.FLOW:
        return bool(one.days & other.days)
    edge = min if world.form is FeedForm.OPENING else max
    differ = one.number != other.number
    return one.period == other.period or (edge(one.days) == edge(other.days) and differ)


# --- made-up worlds ----------------------------------------------------------------------------------------------------

given_numbers = st.one_of(st.integers(0, 9), st.just(NOT_APPLICABLE))


@st.composite
def visits_of(draw: st.DrawFn) -> Visit:
    unit = draw(st.sampled_from(UNITS))
    value = draw(st.one_of(given_numbers, st.none()))
    shape = draw(st.sampled_from(["day", "month", "stretch"]))
    if shape == "stretch":
        period = draw(st.sampled_from(PERIODS))
        return Visit(unit, period.span.since, period.span.until, value)
    first = date(2018, draw(st.integers(1, 12)), 1)
    if shape == "month":
        return Visit(unit, first, end_of_month(first), value)
    day = first + timedelta(days=draw(st.integers(0, 27)))
    return Visit(unit, day, day, value)


@st.composite
def told_of(draw: st.DrawFn) -> Told:
    return Told(draw(st.sampled_from(UNITS)), draw(st.sampled_from(PERIODS)), draw(given_numbers))


def without_clashes(world: World, found: Iterable[Told]) -> list[Told]:
    kept: list[Told] = []
    for one in found:
        if not any(clashing(world, one, other) for other in kept):
            kept.append(one)
    return kept


def shown(table: FigureTable) -> object:
    figure = table.figure(CODE)
    states = {FigureState.BLANK: BLANK, FigureState.NOT_APPLICABLE: NOT_APPLICABLE}
    return states.get(figure.state, figure.value)


def records_of(world: World, visits: Sequence[Visit], told: Sequence[Told]) -> list[Record]:
    kept = [
        world.record(n, v.unit, DateSpan(since=v.first, until=v.last), v.value) for n, v in enumerate(visits)
    ]
    return kept + [typed(n, t.unit, t.period, t.number) for n, t in enumerate(told)]


@pytest.mark.parametrize("world", WORLDS, ids=lambda w: f"{w.accumulation.value}-{w.form and w.form.value}")
@settings(max_examples=25)
@given(st.lists(visits_of(), max_size=5), st.lists(told_of(), max_size=6), st.sampled_from(PERIODS))
def test_typed_numbers_and_records_together_are_what_the_decision_says(
    world: World, visits: list[Visit], found: list[Told], judged: Period
):
    told = without_clashes(world, found)
    table = world.table(records_of(world, visits, told), judged)
    assert shown(table) == reckon(world, visits, told, judged)
    for unit in UNITS:
        own = [v for v in visits if v.unit == unit], [t for t in told if t.unit == unit]
        assert shown(table.of_unit(UnitCode(unit))) == reckon(world, *own, judged)


@pytest.mark.parametrize("world", WORLDS, ids=lambda w: f"{w.accumulation.value}-{w.form and w.form.value}")
@settings(max_examples=15)
@given(st.lists(visits_of(), max_size=4), st.lists(told_of(), max_size=3), told_of(), st.sampled_from(UNITS))
def test_a_cell_takes_a_number_exactly_where_it_would_count(
    world: World, visits: list[Visit], found: list[Told], new: Told, unit: str
):
    new = replace(new, number=7)
    told = [t for t in without_clashes(world, found) if not clashing(world, t, new)]
    records = records_of(world, visits, told)
    takes = world.table(records, new.period).of_unit(UnitCode(new.unit)).takes(CODE)
    with_it = world.table([*records, typed(99, new.unit, new.period, 7)], new.period)
    counted = with_it.of_unit(UnitCode(new.unit)).figure(CODE).records
    assert takes == (typed(99, unit, new.period, 7).id in counted)


@given(told_of(), told_of(), st.sampled_from(WORLDS))
def test_two_numbers_of_one_unit_clash_whichever_is_asked_first(one: Told, other: Told, world: World):
    moment = world.table([], one.period).moment(CODE)

    def figure(told: Told) -> TypedFigure:
        return TypedFigure(unit=UnitCode("001"), period=told.period, indicator=CODE, number=told.number)

    same = replace(one, unit="001"), replace(other, unit="001")
    assert clash(moment, figure(one), figure(other)) == clashing(world, *same)
    assert clash(moment, figure(other), figure(one)) == clash(moment, figure(one), figure(other))


@given(st.sampled_from(PERIODS), st.integers(2017, 2026))
def test_the_days_of_a_period_tell_the_period(period: Period, year: int):
    moved = replace(period, year=year)
    assert period_of(moved.span) == moved


@given(st.dates(date(2018, 1, 1), date(2018, 12, 31)), st.dates(date(2018, 1, 1), date(2018, 12, 31)))
def test_other_days_are_no_period(one: date, other: date):
    span = DateSpan(since=min(one, other), until=max(one, other))
    assert period_of(span) in {None, *(p for p in PERIODS if p.span == span)}


# --- examples ----------------------------------------------------------------------------------------------------------

Q3, JULY, AUGUST = (parse_period(text) for text in ("2018-Q3", "2018-07", "2018-08"))


def test_blank_zero_and_nothing_to_tell_are_three_things():
    for number, said in ((0, 0), (NOT_APPLICABLE, NOT_APPLICABLE)):
        assert shown(ORPHAN.table([typed(1, "001", Q3, number)], Q3)) == said
    assert shown(ORPHAN.table([], Q3)) == BLANK


def test_a_unit_that_gave_nothing_leaves_the_total_and_is_not_among_those_who_gave():
    table = ORPHAN.table([typed(1, "001", Q3, 4), typed(2, "003", Q3, NOT_APPLICABLE)], Q3)
    figure = table.figure(CODE)
    assert (figure.value, figure.givers) == (4, ("001", "003"))


def test_a_quarter_says_nothing_of_its_months_but_months_are_parts_of_the_quarter():
    quarter = [typed(1, "001", Q3, 9)]
    assert shown(ORPHAN.table(quarter, JULY)) == BLANK
    months = [typed(1, "001", JULY, 2), typed(2, "001", AUGUST, 3)]
    assert shown(ORPHAN.table(months, Q3)) == 5


def test_records_outweigh_what_was_typed_for_the_same_time_and_the_contradiction_is_named():
    visits = [FLOW.record(n, "001", make.span(f"2018-0{n}-10"), 4) for n in (7, 8, 9)]
    table = FLOW.table([*visits, typed(1, "001", Q3, 15)], Q3)
    (conflict,) = table.all_conflicts()
    assert shown(table) == 12
    assert (conflict.typed.number, conflict.recorded, len(conflict.records)) == (15, 12, 3)
    assert not table.of_unit(UnitCode("001")).takes(CODE)


@pytest.mark.parametrize(("number", "visits"), [(12, 12), (NOT_APPLICABLE, 0), (0, NOT_APPLICABLE)])
def test_what_says_the_same_is_no_contradiction(number: Given, visits: object):
    records = [FLOW.record(1, "001", make.span("2018-07-10"), visits), typed(1, "001", Q3, number)]
    assert FLOW.table(records, Q3).all_conflicts() == ()


def test_a_blank_record_still_blanks_the_total_and_contradicts_what_was_typed():
    table = FLOW.table([FLOW.record(1, "001", make.span("2018-07-10"), None), typed(1, "001", Q3, 4)], Q3)
    assert shown(table) == BLANK
    assert table.figure(CODE).givers == ()
    assert table.all_conflicts()[0].recorded is None


def test_another_unit_s_records_do_not_outweigh_a_number():
    records = [FLOW.record(1, "002", make.span("2018-07-10"), 3), typed(1, "001", Q3, 4)]
    assert shown(FLOW.table(records, Q3)) == 7


def test_a_month_that_was_typed_stands_beside_records_of_other_months():
    records = [FLOW.record(1, "001", make.span("2018-08-10"), 3), typed(1, "001", JULY, 4)]
    assert shown(FLOW.table(records, Q3)) == 7


def test_a_record_of_a_longer_time_outweighs_a_month_in_it_without_contradiction():
    half = parse_period("2018-H2")
    records = [FLOW.record(1, "001", half.span, 12), typed(1, "001", JULY, 4)]
    assert shown(FLOW.table(records, half)) == 12
    assert shown(FLOW.table(records, JULY)) == 4
    assert FLOW.table(records, half).all_conflicts() == ()


def test_a_stock_holds_until_a_later_one_is_given_by_hand_or_by_record():
    march = STOCK.record(1, "001", make.span("2018-03-31"), 8)
    assert shown(STOCK.table([march, typed(1, "001", Q3, 9)], Q3)) == 9
    assert shown(STOCK.table([march, typed(1, "001", Q3, 9)], parse_period("2018"))) == 9
    assert shown(STOCK.table([march, typed(1, "001", Q3, 9)], parse_period("2018-H1"))) == 8
    november = STOCK.record(2, "001", make.span("2018-11-20"), 10)
    assert shown(STOCK.table([march, november, typed(1, "001", Q3, 9)], parse_period("2018"))) == 10
    assert STOCK.table([march, november, typed(1, "001", Q3, 9)], parse_period("2018")).all_conflicts() == ()


def test_figures_that_close_within_the_month_take_a_period_by_its_name():
    """Q3 of an office that closes on the 14th is 15/6–14/9; its typed Q3 is that, too."""
    june = FLOW.record(1, "001", make.span("2018-06-20"), 5)
    assert shown(FLOW.table([june, typed(1, "001", Q3, 9)], Q3, closing=14)) == 5
    assert shown(FLOW.table([june, typed(1, "001", Q3, 9)], Q3)) == 9


def test_computed_catalogued_and_textual_figures_and_names_of_units_are_not_typed():
    pack = make.pack()
    feeds = [feed for kind in pack.kinds.values() for feed in kind.feeds]
    found = {code for code, one in pack.indicators.items() if typable(one, feeds)}
    assert found == {"B01", "B03", "B05", "B20", "C01", "D01", "H01"}


def test_which_time_a_figure_speaks_of_follows_from_how_it_grows_and_is_fed():
    moments = [world.table([], Q3).moment(CODE) for world in (FLOW, STOCK, CARRIED, MONTHLY)]
    assert moments == [Moment.DURING, Moment.LAST_DAY, Moment.FIRST_DAY, Moment.LAST_MONTH]
