"""Counts that stand out from their own past: what does, what does not, and how seldom by chance."""

import math
import random
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dvapp.domain.judging.outliers import Usual, stands_out

DISTANCE, LEAST = 4, 5
"""As the pack of 2018 has them."""

counts = st.integers(min_value=0, max_value=5000)
pasts = st.lists(counts, min_size=5, max_size=12)


def usual(now: int, *earlier: int, same_season: int | None = None) -> Usual | None:
    return stands_out(now, earlier, distance=DISTANCE, least=LEAST, same_season=same_season)


def poisson(mean: float, dice: random.Random) -> int:
    """Knuth's way, for small means."""
    limit, count, chance = math.exp(-mean), 0, dice.random()
    while chance > limit:
        count, chance = count + 1, chance * dice.random()
    return count


def test_a_count_far_beyond_the_usual_stands_out_and_the_usual_is_told():
    assert usual(31, 2, 9, 4, 6, 3, 5) == Usual(low=2, high=9, count=6)


def test_a_count_far_below_the_usual_stands_out_as_well():
    assert usual(0, 40, 44, 38, 41, 47, 39) == Usual(low=38, high=47, count=6)


@pytest.mark.parametrize("now", [0, 1, 2, 3, 4, 5])
def test_small_counts_after_a_past_of_nothing_are_usual(now: int):
    assert usual(now, 0, 0, 0, 0, 0, 0) is None


@pytest.mark.parametrize(("before", "now"), [(1, 4), (0, 3), (2, 6), (3, 8), (10, 14), (100, 105)])
def test_a_small_difference_is_usual_even_after_a_past_that_stood_still(before: int, now: int):
    assert usual(now, *[before] * 8) is None


def test_many_after_a_past_of_nothing_stand_out():
    assert usual(12, 0, 0, 0, 0, 0) == Usual(low=0, high=0, count=5)


def test_one_wrong_number_of_the_past_hides_nothing_and_is_not_called_usual():
    assert usual(300, 30, 31, 29, 300, 30, 32, 28) == Usual(low=28, high=32, count=7)


def test_a_past_that_scatters_widely_makes_wide_what_is_usual():
    assert usual(60, 5, 30, 90, 2, 50) is None


def test_a_season_that_comes_every_year_is_usual():
    past = (4, 5, 3, 4, 6, 60, 5, 4, 3, 5, 4, 5)
    assert usual(58, *past) is not None
    assert usual(58, *past, same_season=60) is None
    assert usual(58, *past, same_season=5) is not None
    assert usual(400, *past, same_season=60) is not None


@given(now=counts, earlier=pasts)
def test_what_stands_out_lies_outside_of_what_is_called_usual(now: int, earlier: list[int]):
    found = usual(now, *earlier)
    if found is not None:
        assert not found.low <= now <= found.high
        assert min(earlier) <= found.low <= found.high <= max(earlier)
        assert abs(now - median(earlier)) > LEAST


@given(earlier=pasts, data=st.data())
def test_a_count_between_the_least_and_the_most_of_a_calm_past_is_usual(
    earlier: list[int], data: st.DataObject
):
    calm = [count % 9 for count in earlier]
    now = data.draw(st.integers(min(calm), max(calm)))
    assert usual(now, *calm) is None


@given(now=counts, earlier=pasts)
def test_the_order_of_the_past_does_not_matter(now: int, earlier: list[int]):
    assert usual(now, *earlier) == usual(now, *reversed(earlier)) == usual(now, *sorted(earlier))


@given(now=counts, more=st.integers(1, 500), earlier=pasts)
def test_what_lies_further_out_stands_out_the_more(now: int, more: int, earlier: list[int]):
    if usual(now, *earlier) is not None and now > median(earlier):
        assert usual(now + more, *earlier) is not None


@given(now=counts, earlier=pasts, distance=st.integers(2, 10))
def test_a_wider_distance_never_finds_more(now: int, earlier: list[int], distance: int):
    if stands_out(now, earlier, distance=distance + 1, least=LEAST) is not None:
        assert stands_out(now, earlier, distance=distance, least=LEAST) is not None


@pytest.mark.parametrize("mean", [0.2, 1, 3, 8, 20])
@pytest.mark.parametrize("length", [5, 12])
def test_fewer_than_one_poisson_count_in_a_hundred_is_a_false_alarm(mean: float, length: int):
    dice = random.Random(2018)  # the same games every time
    games = 600
    alarms = sum(
        usual(poisson(mean, dice), *(poisson(mean, dice) for _n in range(length))) is not None
        for _game in range(games)
    )
    assert alarms < games / 100


@pytest.mark.parametrize(("mean", "least_found"), [(8, 90), (20, 99)])
def test_a_nought_too_many_is_found(mean: float, least_found: int):
    dice = random.Random(2018)  # the same games every time
    games = 300
    found = sum(
        usual(10 * poisson(mean, dice), *(poisson(mean, dice) for _n in range(6))) is not None
        for _game in range(games)
    )
    assert found * 100 >= least_found * games
