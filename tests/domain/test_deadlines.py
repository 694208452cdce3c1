"""Deadlines fall on days on which offices work, stand in their order, and say only what is known."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dvapp.domain.calendar.deadlines import (
    NEAR_DAYS,
    Deadline,
    Nearness,
    Side,
    Standing,
    deadline_in_work,
    deadlines_of_year,
    distance,
    periods_of_year,
    standing,
    without_day,
    working_days_before,
    working_days_left,
)
from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.calendar.returns import UnitReturn
from dvapp.domain.calendar.workdays import DueDay, due_day
from dvapp.domain.codes import UnitCode
from dvapp.domain.packs import Pack
from dvapp.domain.places.units import Level, Unit
from dvapp.exchange.packs import PackFolder
from dvapp.host.resources import resources_folder

YEARS = st.integers(min_value=2018, max_value=2035)
DAYS = st.dates(min_value=date(2018, 1, 1), max_value=date(2030, 12, 31))
LEVELS = st.sampled_from([Level.CITY, Level.DISTRICT])
PACK: Pack = PackFolder(resources_folder()).read("ha-noi-2018")
HOLIDAYS = PACK.holidays


def day(text: str) -> date:
    return date.fromisoformat(text)


def due(text: str) -> DueDay:
    return due_day(day(text), HOLIDAYS)


@given(level=LEVELS, year=YEARS)
def test_nothing_is_ever_due_on_a_day_off(level: Level, year: int):
    found = deadlines_of_year(PACK, level, year)
    assert found
    assert all(HOLIDAYS.works(one.due.working) for one in found)
    assert all(one.due.named <= one.due.working for one in found)


@given(level=LEVELS, year=YEARS)
def test_the_earliest_stands_first_and_none_stands_twice(level: Level, year: int):
    found = deadlines_of_year(PACK, level, year)
    days = [one.due.working for one in found]
    assert days == sorted(days)
    assert len({(one.side, one.kind, one.period.written) for one in found}) == len(found)
    assert {one.period.year for one in found} == {year}


def test_a_district_sends_its_own_reports_and_receives_those_of_its_communes():
    found = deadlines_of_year(PACK, Level.DISTRICT, 2018)
    assert {one.kind for one in found if one.side is Side.BELOW} == {"BC16"}
    own = [one for one in found if one.side is Side.OWN]
    assert "BC16" not in {one.kind for one in own}
    assert [one.period.written for one in own if one.kind == "BC06"] == ["2018-H1", "2018"]
    assert sum(one.kind == "BC01" for one in own) == 12


def test_the_city_receives_what_districts_send_and_has_nothing_to_do_with_communes():
    found = deadlines_of_year(PACK, Level.CITY, 2018)
    below = {one.kind for one in found if one.side is Side.BELOW}
    assert below == {"BC01", "BC02", "BC03", "BC04", "BC05"}
    assert "BC16" not in {one.kind for one in found}
    assert not below & {one.kind for one in found if one.side is Side.OWN}


@given(level=LEVELS, year=YEARS)
def test_units_below_are_bound_by_one_deadline_a_period(level: Level, year: int):
    periods = [one.period for one in deadlines_of_year(PACK, level, year) if one.side is Side.BELOW]
    assert len(set(periods)) == len(periods)
    assert set(periods) <= set(periods_of_year(year))


def test_reports_without_a_day_are_named_with_their_words():
    assert [outline.kind for outline in without_day(PACK, Level.DISTRICT)] == ["BC12", "BC14", "BC17"]


@pytest.mark.parametrize(
    ("today", "until", "left"),
    [
        ("2018-06-08", "2018-06-11", 1),  # Friday to Monday
        ("2018-06-09", "2018-06-11", 1),  # Saturday to Monday
        ("2018-06-11", "2018-06-15", 4),
        ("2018-06-11", "2018-06-11", 0),
        ("2018-02-13", "2018-02-21", 1),  # over Tết
        ("2019-01-04", "2019-01-05", 1),  # a Saturday that is worked
    ],
)
def test_working_days_are_counted_over_weekends_and_holidays(today: str, until: str, left: int):
    assert working_days_left(day(today), day(until), HOLIDAYS) == left


@given(named=DAYS, count=st.integers(min_value=0, max_value=20))
def test_going_back_some_working_days_leaves_just_as_many(named: date, count: int):
    working = HOLIDAYS.next_working(named)
    before = working_days_before(working, count, HOLIDAYS)
    assert HOLIDAYS.works(before)
    assert working_days_left(before, working, HOLIDAYS) == count


@pytest.mark.parametrize(
    ("today", "nearness", "days"),
    [
        ("2018-04-15", Nearness.FAR, None),
        ("2018-04-16", Nearness.AHEAD, 41),
        ("2018-06-11", Nearness.AHEAD, 4),
        ("2018-06-12", Nearness.SOON, 3),
        ("2018-06-14", Nearness.SOON, 1),
        ("2018-06-15", Nearness.TODAY, 0),
        ("2018-06-16", Nearness.PAST, 1),
        ("2018-08-14", Nearness.PAST, 60),
        ("2018-08-15", Nearness.FAR, None),
        ("2026-11-22", Nearness.FAR, None),
    ],
)
def test_a_distance_is_told_only_near_the_day(today: str, nearness: Nearness, days: int | None):
    found = distance(due("2018-06-15"), day(today), HOLIDAYS)
    assert (found.nearness, found.days) == (nearness, days)


@given(named=DAYS, away=st.integers(min_value=-4000, max_value=4000))
def test_nobody_is_told_of_thousands_of_days(named: date, away: int):
    working = due_day(named, HOLIDAYS)
    found = distance(working, working.working + timedelta(days=away), HOLIDAYS)
    assert (
        found.days is None
        if abs(away) > NEAR_DAYS
        else found.days is not None and 0 <= found.days <= NEAR_DAYS
    )


@pytest.mark.parametrize(
    ("period", "today", "expected"),
    [
        ("2018-H1", "2018-06-01", "2018-06-11"),
        ("2018-H1", "2018-06-11", "2018-06-11"),
        ("2018-H1", "2018-06-12", "2018-06-15"),  # the first has passed, the next counts
        ("2018-H1", "2026-11-22", "2018-06-15"),  # all have passed: the last
        ("2018-H2", "2018-12-01", None),  # the board sends nothing for it
    ],
)
def test_the_next_own_deadline_of_the_period_is_kept_in_sight(period: str, today: str, expected: str | None):
    found = deadline_in_work(deadlines_of_year(PACK, Level.DISTRICT, 2018), parse_period(period), day(today))
    assert (found.due.working.isoformat() if found else None) == expected
    assert found is None or isinstance(found, Deadline)


def returned(received: str | None, late: int | None) -> UnitReturn:
    unit = Unit(code=UnitCode("1"), name="Phường A", kind="phường", level=Level.COMMUNE, parent=None)
    return UnitReturn(unit=unit, received=day(received) if received else None, days_late=late)


@pytest.mark.parametrize(
    ("received", "late", "today", "expected"),
    [
        ("2018-06-14", 0, "2018-06-20", Standing.IN_TIME),
        ("2018-06-18", 3, "2018-06-20", Standing.LATE),
        (None, None, "2018-06-14", Standing.AWAITED),
        (None, None, "2018-06-15", Standing.AWAITED),  # there is still today
        (None, None, "2018-06-16", Standing.MISSING),
    ],
)
def test_a_report_is_missing_only_after_its_day(
    received: str | None, late: int | None, today: str, expected: Standing
):
    assert standing(returned(received, late), due("2018-06-15"), day(today)) is expected
