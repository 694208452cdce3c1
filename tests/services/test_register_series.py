"""Series of numbers: where they begin, how long they run, and which one a paper belongs to."""

from dataclasses import replace
from datetime import date

import pytest
from tests.services.registers import (
    TERM,
    begin,
    entered,
    entry,
    wish,
)

from dvapp.domain.errors import NumberInvalid
from dvapp.domain.register.register_errors import (
    NumberReasonEmpty,
    SeriesBegun,
    SeriesDaysInvalid,
    SeriesNotBegun,
    TermUnknown,
    TypeInvalid,
)
from dvapp.domain.register.series import Run, Term
from dvapp.services.register.numbering import (
    enter_paper,
    lease_number,
)
from dvapp.services.register.series import begin_series, list_series, proposed_term


def test_no_number_is_given_before_the_clerk_said_where_the_series_begins(session):
    with pytest.raises(SeriesNotBegun):
        lease_number(session, wish("p1"))
    begin(session)
    assert lease_number(session, wish("p1")).label == "01-BC/BDVQU"


def test_a_store_that_begins_within_a_term_goes_on_after_the_last_number_on_paper(session):
    with pytest.raises(NumberReasonEmpty):
        begin(session, first=38)
    begin(session, first=38, reason="đã có 37 báo cáo ghi sổ giấy")
    assert lease_number(session, wish("p1")).number == 38
    assert list_series(session)[0].actor == "owner"


def test_a_beginning_is_put_right_until_the_first_number_is_given(session):
    first = begin(session, first=83, reason="nhầm")
    mended = begin(session, first=38, reason="đã có 37 báo cáo ghi sổ giấy")
    assert (mended.id, mended.first) == (first.id, 38)
    lease_number(session, wish("p1"))
    with pytest.raises(SeriesBegun):
        begin(session, first=1)


def test_papers_of_each_type_have_numbers_of_their_own(session):
    begin(session)
    begin(session, "KH")
    assert [entered(session, "x", type_=one).label for one in ("BC", "KH", "BC")] == [
        "01-BC/BDVQU",
        "01-KH/BDVQU",
        "02-BC/BDVQU",
    ]


def test_a_new_term_begins_anew_and_leaves_the_old_one_as_it_is(session):
    begin(session)
    entered(session, "cũ", issued=date(2020, 7, 1))
    with pytest.raises(SeriesDaysInvalid):
        begin_series(session, "BC", run=Run.TERM, since=date(2020, 6, 1))
    begin_series(session, "BC", run=Run.TERM, since=date(2020, 8, 1))
    assert entered(session, "mới", issued=date(2020, 8, 2)).number == 1
    assert entered(session, "muộn", issued=date(2020, 7, 31)).number == 2


def test_a_calendar_year_follows_the_one_before_by_itself(session):
    begin_series(session, "BC", run=Run.YEAR, day=date(2018, 3, 1), first=5, reason="sổ giấy")
    late, early = date(2018, 12, 31), date(2019, 1, 2)
    state = replace(wish(), run=Run.YEAR, symbol="/BC-UBND")
    assert enter_paper(session, state, entry(issued=late)).label == "05/BC-UBND"
    assert enter_paper(session, state, entry(issued=early)).label == "01/BC-UBND"
    with pytest.raises(SeriesNotBegun):
        enter_paper(session, state, entry(issued=date(2017, 12, 31)))


def test_a_series_says_only_what_can_be(session):
    with pytest.raises(TypeInvalid):
        begin(session, "B C")
    with pytest.raises(NumberInvalid):
        begin(session, first=0, reason="x")
    with pytest.raises(SeriesDaysInvalid):
        begin(session, until=date(2015, 7, 31))
    with pytest.raises(TermUnknown):
        begin_series(session, "BC", run=Run.TERM, day=date(1990, 1, 1))
    assert list_series(session) == ()
    assert proposed_term(session, Run.YEAR, date(2018, 5, 5)) == Term(
        since=date(2018, 1, 1), until=date(2018, 12, 31)
    )


def test_the_pack_proposes_the_term_and_the_clerk_may_know_better(session):
    proposed = begin_series(session, "BC", run=Run.TERM, day=date(2018, 6, 4))
    assert proposed.since == date(2015, 11, 1)
    assert begin_series(session, "KH", run=Run.TERM, since=TERM).since == TERM
