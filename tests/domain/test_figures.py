from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests import make

from dvapp.domain.codes import FieldCode, IndicatorCode
from dvapp.domain.figures.feeding import contributions
from dvapp.domain.papers.reports import Figure, FigureState
from dvapp.domain.places.units import Level
from dvapp.domain.recording.kinds import Feed, FeedForm
from dvapp.domain.recording.records import Record
from dvapp.domain.values import NOT_APPLICABLE


def figure(code: str, *records: Record, period: str = "2018") -> Figure:
    return make.table(*records, period=period).figure(IndicatorCode(code))


def state(code: str, *records: Record, **other: Any) -> tuple[FigureState, object]:
    found = figure(code, *records, **other)
    return found.state, found.value


def test_a_figure_that_nothing_feeds_is_blank_and_not_zero() -> None:
    assert state("D01") == (FigureState.BLANK, None)
    assert state("B01") == (FigureState.BLANK, None)


def test_zero_is_a_figure() -> None:
    assert state("B01", make.record(visits=0)) == (FigureState.KNOWN, 0)


def test_a_total_that_would_leave_out_a_blank_record_is_blank_and_names_it() -> None:
    known, blank = make.record(1, visits=5), make.record(2)
    found = figure("B01", known, blank)
    assert (found.state, found.records, found.missing) == (FigureState.BLANK, (known.id,), (blank.id,))


def test_a_record_to_which_a_figure_does_not_apply_adds_nothing() -> None:
    assert state("B01", make.record(1, visits=5), make.record(2, visits=NOT_APPLICABLE)) == (
        FigureState.KNOWN,
        5,
    )
    assert state("B01", make.record(1, visits=NOT_APPLICABLE)) == (FigureState.NOT_APPLICABLE, None)


@given(st.lists(st.integers(0, 99), min_size=1, max_size=8), st.randoms())
def test_a_sum_does_not_depend_on_the_order_of_records(visits: list[int], chance: Any) -> None:
    records = [make.record(number, visits=count) for number, count in enumerate(visits)]
    chance.shuffle(records)
    assert figure("B01", *records).value == sum(visits)


def test_a_formula_with_a_blank_part_is_blank() -> None:
    surprise, own = make.record(1, visits=36), make.record(2, form="self", visits=527)
    assert state("B04", surprise) == (FigureState.BLANK, None)
    found = figure("B04", surprise, own)
    assert (found.value, found.formula, found.records) == (563, "36 + 527 = 563", (surprise.id, own.id))


def test_the_arithmetic_of_a_share_is_shown_with_its_numbers_in() -> None:
    records = [make.record(1, visits=36, found=60), make.record(2, form="self", visits=4, found=20)]
    assert figure("D19", *records).formula == "36 : 80 × 100 = 45.0"
    assert figure("D13", *records).formula == "(36 + 4) : 80 × 100 = 50.0"


def test_coverage_counts_each_unit_once_and_only_units_of_the_time() -> None:
    records = [make.record(1, units=("001", "002")), make.record(2, units=("002", "999"))]
    table = make.table(*records)
    assert table.figure(IndicatorCode("A12")).value == 2
    assert table.figure(IndicatorCode("A11")).value == 3
    assert table.figure(IndicatorCode("A13")).value == Decimal("66.7")


def test_the_catalogue_of_the_time_gives_the_whole() -> None:
    assert figure("A11", period="2026").value == 0
    assert figure(
        "A13", make.record(happened=make.span("2026-01-05"), units=("001",)), period="2026"
    ).state is (FigureState.NOT_APPLICABLE)


def test_a_figure_of_another_level_does_not_apply() -> None:
    assert state("H01") == (FigureState.NOT_APPLICABLE, None)


def test_a_monthly_figure_is_that_of_the_last_month_and_never_a_sum_of_months() -> None:
    july = make.record(
        1, happened=make.span("2018-07-01", "2018-07-31"), rows=({"a": 10, "b": 1}, {"a": 5, "b": 0})
    )
    august = make.record(2, happened=make.span("2018-08-01", "2018-08-31"), rows=({"a": 11, "b": 1},))
    assert state("C01", july, august, period="2018-07") == (FigureState.KNOWN, 15)
    assert state("C01", july, august, period="2018-08") == (FigureState.KNOWN, 11)
    assert state("C01", july, august) == (FigureState.BLANK, None)


def test_a_table_with_a_blank_cell_gives_no_total() -> None:
    record = make.record(1, happened=make.span("2018-12-01", "2018-12-31"), rows=({"a": 10}, {"b": 0}))
    assert figure("C01", record).missing == (record.id,)


def stock(form: FeedForm, *records: Record, period: str = "2018") -> tuple[object, ...]:
    """A12 fed by the field ``visits`` in that form: its value, and the records it names."""
    feed = Feed(indicator=IndicatorCode("A12"), form=form, field=FieldCode("visits"))
    kind = replace(make.visit_kind(), feeds=(feed,))
    told = [replace(record, kind=kind) for record in records]
    found = make.table(*told, period=period, pack=make.pack(kinds={kind.code: kind})).figure(feed.indicator)
    return found.value, found.records, found.missing


def test_a_stock_is_what_the_last_record_says_and_the_stocks_of_units_add_up() -> None:
    march = make.record(1, happened=make.span("2018-03-31"), visits=40)
    june = make.record(2, happened=make.span("2018-06-30"), visits=38)
    silent = make.record(3, happened=make.span("2018-09-30"))
    other = make.record(4, happened=make.span("2018-02-28"), unit="001", visits=5)
    assert stock(FeedForm.LATEST, march, silent, june)[:2] == (38, (june.id,))
    assert stock(FeedForm.LATEST, march, june, period="2018-Q1")[0] == 40
    assert stock(FeedForm.LATEST, march, june, other)[0] == 43
    assert stock(FeedForm.LATEST, silent) == (None, (), (silent.id,))


def test_what_was_carried_over_is_what_the_first_record_of_the_period_says() -> None:
    january = make.record(1, happened=make.span("2018-01-31"), visits=7)
    february = make.record(2, happened=make.span("2018-02-28"), visits=9)
    april = make.record(3, happened=make.span("2018-04-30"))
    assert stock(FeedForm.OPENING, february, january)[0] == 7
    assert stock(FeedForm.OPENING, february, january, period="2018-02")[0] == 9
    assert stock(FeedForm.OPENING, january, february, april, period="2018-Q2") == (None, (), (april.id,))


def test_facts_are_the_first_day_and_the_latest_text() -> None:
    first = make.record(1, happened=make.span("2018-02-01"), number="109")
    last = make.record(2, happened=make.span("2018-07-01"))
    assert figure("C13", last, first).value == date(2018, 2, 1)
    assert (figure("A14", last, first).value, figure("A14", last, first).records) == ("109", (first.id,))
    assert figure("B20", first, last).value == 2


def test_what_one_record_adds_is_told_by_figure() -> None:
    record = make.record(visits=2, found=3, conduct=1, hours=2)
    added = {i.code: value for i, value in contributions(record, make.pack(), Level.CITY)}
    assert added == {"B01": 2, "B05": 3, "B20": 1}
