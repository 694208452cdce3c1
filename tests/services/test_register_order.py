"""Days follow numbers in the register; where they do not, it is told and never refused."""

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from dvapp.domain.register.entries import RegisterEntry
from dvapp.domain.register.numbers import Number, State
from dvapp.domain.register.order import later_below, out_of_order
from dvapp.host.i18n import language, set_language
from dvapp.ui.register_words import order_words

BEGIN = date(2018, 1, 1)


def number(n: int, days: int | None, series: str = "BC") -> Number:
    """A number whose paper was issued so many days after the first one; without days it is held."""
    if days is None:
        return Number(series=series, number=n, state=State.LEASED, symbol="-BC/BDVQU")
    entry = RegisterEntry(symbol="-BC/BDVQU", issued=BEGIN + timedelta(days=days), excerpt="việc")
    return Number(series=series, number=n, state=State.USED, symbol="-BC/BDVQU", entry=entry)


def test_a_day_before_that_of_the_number_below_is_told():
    twelve = number(12, 379)
    below = later_below(13, date(2018, 10, 5), [number(11, 4), twelve, number(14, 0)])
    assert below == twelve
    before = language()
    set_language("en")
    try:
        said = order_words(date(2018, 10, 5), twelve)
    finally:
        set_language(before)
    assert said == "The day 05/10/2018 is earlier than 15/01/2019 of the number just below, 12-BC/BDVQU."


def test_the_same_day_a_held_number_and_the_first_one_are_in_order():
    assert later_below(2, BEGIN, [number(1, 0)]) is None
    assert later_below(3, BEGIN, [number(2, None), number(1, 0)]) is None
    assert later_below(1, BEGIN, [number(2, 9)]) is None


def test_series_are_looked_at_one_by_one():
    lines = [number(1, 5), number(2, 3), number(1, 1, "KH"), number(2, 2, "KH")]
    assert out_of_order(lines) == {("BC", 2): lines[0]}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.none() | st.integers(0, 6), max_size=9))
def test_the_list_says_of_each_line_what_the_line_says_of_itself(days: Sequence[int | None]):
    lines = [number(n, day) for n, day in enumerate(days, start=1)]
    told = out_of_order(lines)
    for one in lines:
        alone = later_below(one.number, one.entry.issued, lines) if one.entry is not None else None
        assert told.get(("BC", one.number)) == alone
