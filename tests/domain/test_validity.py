"""Days on which something holds, taken out of each other."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dvapp.domain.validity import ALWAYS, Validity, days_left

FIRST = date(2018, 1, 1)
days = st.integers(0, 60).map(lambda n: FIRST + timedelta(days=n))
ends = st.one_of(st.none(), days)


@st.composite
def validities(draw: st.DrawFn) -> Validity:
    one, other = draw(ends), draw(ends)
    if one is not None and other is not None and other < one:
        one, other = other, one
    return Validity(since=one, until=other)


def held(parts: tuple[Validity, ...]) -> set[date]:
    found = (FIRST + timedelta(days=n) for n in range(-5, 70))
    return {day for day in found if any(part.holds(day) for part in parts)}


def test_an_end_before_the_beginning_is_no_validity():
    with pytest.raises(ValueError, match="ends before"):
        Validity(since=date(2018, 2, 1), until=date(2018, 1, 31))


@given(validities(), st.lists(validities(), max_size=5))
def test_what_is_left_is_every_day_that_nobody_takes(whole: Validity, taken: list[Validity]):
    left = days_left(whole, taken)
    assert held(left) == held((whole,)) - held(tuple(taken))
    assert not any(one.overlaps(other) for one in left for other in left if one is not other)


@given(validities(), validities())
def test_overlapping_is_having_a_day_together(one: Validity, other: Validity):
    together = held((one,)) & held((other,))
    assert one.overlaps(other) == other.overlaps(one)
    if together:
        assert one.overlaps(other)
    if (
        one.since is not None
        and one.until is not None
        and other.since is not None
        and other.until is not None
    ):
        assert one.overlaps(other) == bool(together)


def test_nothing_is_left_of_a_part_of_always_when_always_is_taken():
    assert days_left(Validity(since=FIRST), [ALWAYS]) == ()
