"""Which number comes next, when a lease is dead, in which series a paper belongs: by rule, without any store."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dvapp.domain.register.entries import RegisterEntry, numbered, symbol_of, tidy
from dvapp.domain.register.numbers import Lease, Process, gaps, is_dead, next_number
from dvapp.domain.register.register_errors import EntryFieldMissing
from dvapp.domain.register.series import (
    LARGEST,
    Run,
    Series,
    Term,
    run_of,
    series_on,
    term_of,
    type_fits,
    year_of,
)

NOW = datetime(2018, 6, 4, 2, 0, tzinfo=UTC)
SERIES = Series(id="s", type="BC", run=Run.TERM, since=date(2015, 8, 1), until=None, first=12)
LEASE = Lease(
    paper="p",
    token="t",
    holder="owner",
    process=Process(host="a", pid=1, started="x"),
    leased_at=NOW,
    until=NOW + timedelta(minutes=15),
)


@given(
    given_=st.sets(st.integers(12, 60)).map(lambda found: range(12, max(found, default=11) + 1)),
    data=st.data(),
)
def test_the_next_number_is_the_smallest_free_one_else_the_one_after_the_last(given_, data):
    free = data.draw(st.lists(st.sampled_from(list(given_)), unique=True) if given_ else st.just([]))
    last = max(given_, default=None)
    coming = next_number(SERIES, free, last)
    assert coming is not None
    assert coming == (min(free) if free else 12 if last is None else last + 1)
    assert gaps(SERIES, [*given_, coming]) == ()


def test_a_gap_is_every_number_that_was_never_given():
    assert gaps(SERIES, [12, 15, 13]) == (14,)
    assert gaps(SERIES, []) == ()


def test_a_series_ends_with_its_last_number():
    assert next_number(SERIES, [], LARGEST) is None
    assert next_number(SERIES, [40], LARGEST) == 40


@pytest.mark.parametrize(
    ("seen", "after", "dead"),
    [(True, 10_000, False), (True, -10_000, False), (False, 0, True), (None, 14, False), (None, 15, True)],
)
def test_what_is_seen_of_a_program_outweighs_every_clock(seen, after, dead):
    then = NOW + timedelta(minutes=after)
    assert is_dead(LEASE, now=then, alive=lambda _process: seen) is dead


def test_a_lease_without_end_never_dies():
    forever = replace(LEASE, until=None)
    assert not is_dead(forever, now=NOW + timedelta(days=9999), alive=lambda _process: False)


def test_a_lease_without_a_program_ends_by_time_alone():
    bare = replace(LEASE, process=None)
    assert not is_dead(bare, now=NOW, alive=lambda _process: False)
    assert is_dead(bare, now=NOW + timedelta(hours=1), alive=lambda _process: True)


def test_the_series_begun_last_numbers_a_paper():
    newer = replace(SERIES, id="n", since=date(2020, 8, 1))
    yearly = replace(SERIES, id="y", run=Run.YEAR, since=date(2018, 1, 1), until=date(2018, 12, 31))
    found = (SERIES, newer, yearly)
    assert series_on(found, "BC", Run.TERM, date(2018, 6, 4)) == SERIES
    assert series_on(found, "BC", Run.TERM, date(2020, 8, 1)) == newer
    assert series_on(found, "BC", Run.YEAR, date(2019, 1, 1)) is None
    assert series_on(found, "KH", Run.TERM, date(2018, 6, 4)) is None
    assert series_on(found, "BC", Run.TERM, date(2015, 7, 31)) is None


def test_party_papers_run_through_the_term_and_state_papers_through_the_year():
    assert [run_of(code) for code in ("party-2018", "party-2026", "state-2020")] == [
        Run.TERM,
        Run.TERM,
        Run.YEAR,
    ]
    assert year_of(date(2018, 6, 4)) == Term(since=date(2018, 1, 1), until=date(2018, 12, 31))
    terms = (Term(since=date(2015, 8, 1), until=date(2020, 7, 31)), Term(since=date(2020, 8, 1)))
    assert term_of(terms, date(2020, 7, 31)) == terms[0]
    assert term_of(terms, date(2030, 1, 1)) == terms[1]
    assert term_of(terms, date(2015, 7, 31)) is None


def test_numbers_below_ten_are_padded_as_on_the_paper():
    assert numbered(5, symbol_of("BC", "BDVQU", Run.TERM)) == "05-BC/BDVQU"
    assert numbered(112, symbol_of("BC", "UBND", Run.YEAR)) == "112/BC-UBND"


@pytest.mark.parametrize(("text", "fits"), [("BC", True), ("QĐ", True), ("CTr", True), ("", False), ("B C", False),
                                            ("B/C", False), ("B_C", False), ("B" * 11, False)])  # fmt: skip
def test_a_types_symbol_is_letters(text, fits):
    assert type_fits(text) is fits


def test_a_line_is_kept_in_one_form():
    line = RegisterEntry(
        symbol=" -BC/BDVQU", issued=date(2018, 6, 4), excerpt="kết  qủa\n tháng 5 ", copies=0
    )
    made = tidy(line)
    assert (made.symbol, made.excerpt, made.copies) == ("-BC/BDVQU", "kết qủa tháng 5", 0)
    assert tidy(made) == made
    with pytest.raises(EntryFieldMissing):
        tidy(replace(line, excerpt=" \n"))
