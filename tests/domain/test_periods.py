from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dvapp.domain.calendar.periods import Period, PeriodKind, parse_period
from dvapp.domain.errors import PeriodInvalid
from dvapp.domain.values import DateSpan

PARTS = ["", "-9M", "-H1", "-H2", *(f"-Q{n}" for n in range(1, 5)), *(f"-{n:02d}" for n in range(1, 13))]
periods = st.builds(
    lambda year, part: parse_period(f"{year}{part}"), st.integers(1945, 2100), st.sampled_from(PARTS)
)


@given(periods)
def test_a_period_is_read_back_from_its_written_form(period: Period) -> None:
    assert parse_period(period.written) == period


@pytest.mark.parametrize(
    "text", ["", "18", "2018-13", "2018-Q5", "2018-H3", "2018-00", "quý 1", "2018-1", "²018"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(PeriodInvalid):
        parse_period(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2018", "2018-01-01", "2018-12-31"),
        ("2018-9M", "2018-01-01", "2018-09-30"),
        ("2018-H2", "2018-07-01", "2018-12-31"),
        ("2018-Q1", "2018-01-01", "2018-03-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
    ],
)
def test_periods_are_whole_calendar_months(text: str, first: str, last: str) -> None:
    span = parse_period(text).span
    assert (span.since.isoformat(), span.until.isoformat()) == (first, last)


@given(st.dates(date(2018, 1, 1), date(2018, 12, 31)))
def test_a_day_counts_in_exactly_one_month_and_in_its_year(day: date) -> None:
    happened = DateSpan(since=day, until=day)
    months = [Period(kind=PeriodKind.MONTH, year=2018, number=n) for n in range(1, 13)]
    assert [m.number for m in months if m.counts(happened)] == [day.month]
    assert parse_period("2018").counts(happened)


def test_something_over_the_turn_of_a_quarter_counts_once_where_it_ended() -> None:
    happened = DateSpan(since=date(2018, 3, 28), until=date(2018, 4, 3))
    assert [q for q in range(1, 5) if parse_period(f"2018-Q{q}").counts(happened)] == [2]


@given(st.integers(0, 300))
def test_a_record_of_a_whole_year_counts_in_the_year_only(shift: int) -> None:
    happened = DateSpan(since=date(2018, 1, 1) + timedelta(days=shift), until=date(2018, 12, 31))
    counted = [part for part in PARTS if parse_period(f"2018{part}").counts(happened)]
    longest_half = parse_period("2018-H2").span.days
    assert "" in counted
    assert ("-H2" in counted) == (happened.days <= longest_half)
