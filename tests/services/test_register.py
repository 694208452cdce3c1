"""The register of outgoing papers: no gaps, no doubles, whatever happens between taking a number and using it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from tests.services.registers import (
    PASSWORD,
    TERM,
    Desks,
    begin,
    entry,
    said,
    tools_at,
    wish,
)

from dvapp.domain.accounts.duties import Action
from dvapp.domain.register.numbers import Happening, State
from dvapp.domain.register.register_errors import (
    IssueDayOutside,
    LeasedElsewhere,
    LeaseLost,
    NumberOnItsWay,
    NumberReasonEmpty,
    NumberReturned,
    NumberUsed,
    PaperNumbered,
)
from dvapp.host.clock import ZONE
from dvapp.services.register.lines import (
    find_numbers,
    number_of_paper,
    number_with_history,
)
from dvapp.services.register.numbering import (
    held_for,
    lease_in,
    lease_number,
    return_in,
    return_number,
    use_number,
    use_number_in,
)
from dvapp.services.register.register_ports import NumberFilter
from dvapp.services.session import Session
from dvapp.services.stores import open_session


def labels(session: Session, *states: State) -> list[str]:
    return [one.label for one in find_numbers(session, NumberFilter(states=frozenset(states)))]


def test_a_number_is_taken_used_and_stays(session):
    begin(session)
    held = lease_number(session, wish("p1"))
    used = use_number(session, held, entry())
    assert (used.state, used.paper, said(used).excerpt) == (State.USED, "p1", entry().excerpt)
    assert number_of_paper(session, "p1") == used
    with pytest.raises(NumberUsed):
        return_number(session, used.series, used.number, reason="thôi")
    with pytest.raises(LeaseLost):
        use_number(session, held, entry())
    with pytest.raises(PaperNumbered):
        lease_number(session, wish("p1"))
    assert lease_number(session, wish("p2")).number == 2


def test_a_number_given_back_is_the_next_one_and_its_story_stays(session):
    begin(session)
    held = [lease_number(session, wish(f"p{n}")) for n in range(1, 4)]
    with pytest.raises(NumberReasonEmpty):
        return_number(session, held[1].series, 2, reason=" ")
    back = return_number(session, held[1].series, 2, reason="văn bản bị huỷ  trước khi ký")
    assert back.state is State.RETURNED
    with pytest.raises(NumberReturned):
        return_number(session, back.series, 2, reason="lần nữa")
    with pytest.raises(LeaseLost):
        use_number(session, held[1], entry())
    use_number(session, lease_number(session, wish("p9")), entry("khác"))
    found, story = number_with_history(session, back.series, 2)
    assert (found.paper, said(found).excerpt) == ("p9", "khác")
    assert [(event.happening, event.paper, event.reason) for event in story] == [
        (Happening.LEASED, "p2", ""),
        (Happening.RETURNED, "p2", "văn bản bị huỷ trước khi ký"),
        (Happening.LEASED, "p9", ""),
        (Happening.USED, "p9", ""),
    ]
    assert lease_number(session, wish("p10")).number == 4


def test_the_same_paper_gets_the_same_number_again(session):
    begin(session)
    held = lease_number(session, wish("p1"))
    again = lease_number(session, wish("p1"))
    assert again.number == held.number
    with pytest.raises(LeaseLost):
        use_number(session, held, entry())
    assert use_number(session, again, entry()).number == 1


def test_a_dead_program_loses_its_number_at_once(session, elsewhere, desks):
    begin(session)
    lease_number(session, wish("p1"))
    desks.running.clear()
    desks.process = replace(desks.process, pid=2, started="may-1:2")
    desks.running.add(desks.process)
    held = lease_number(session, wish("p2"))
    assert held.number == 1
    story = number_with_history(session, held.series, 1)[1]
    assert [event.happening for event in story] == [Happening.LEASED, Happening.LAPSED, Happening.LEASED]
    assert lease_number(elsewhere, wish("p3")).number == 2


def test_of_a_program_on_another_computer_only_the_time_is_known(session, elsewhere, clock):
    begin(session)
    held = lease_number(elsewhere, wish("p1"))
    with pytest.raises(LeasedElsewhere):
        lease_number(session, wish("p1"))
    assert lease_number(session, wish("p2")).number == 2
    clock.wait(timedelta(minutes=16))
    taken = lease_number(session, wish("p3"))
    assert taken.number == held.number
    with pytest.raises(LeaseLost):
        use_number(elsewhere, held, entry())
    assert use_number(session, taken, entry()).number == 1


@pytest.mark.parametrize("years", [-20, 20])
def test_a_wrong_clock_takes_no_number_from_a_program_that_runs(session, clock, years):
    begin(session)
    held = lease_number(session, wish("p1"))
    clock.wait(timedelta(days=365 * years))
    assert lease_number(session, wish("p2", day=date(2018, 6, 4))).number == 2
    assert use_number(session, held, entry()).number == 1


def test_a_clock_set_right_again_lets_the_clerk_free_what_another_computer_held(session, elsewhere, clock):
    begin(session)
    clock.time = datetime(2036, 1, 1, 9, 0, tzinfo=ZONE)
    held = lease_number(elsewhere, wish("p1"))
    clock.time = datetime(2018, 6, 4, 9, 0, tzinfo=ZONE)
    assert lease_number(session, wish("p2")).number == 2
    return_number(session, held.series, 1, reason="máy kia đặt sai giờ")
    assert lease_number(session, wish("p3")).number == 1


def test_a_working_program_is_not_robbed_by_a_return(session, path, clock, desks):
    begin(session)
    other = Desks(pid=2)
    other.running.add(desks.process)
    desks.running.add(other.process)
    colleague = open_session(path, PASSWORD, tools=tools_at(clock, other))
    held = lease_number(colleague, wish("p1"))
    with pytest.raises(LeasedElsewhere):
        return_number(session, held.series, 1, reason="x")
    assert return_number(colleague, held.series, 1, reason="x", held=held).state is State.RETURNED
    colleague.store.close()


def test_a_paper_of_the_store_holds_its_number_for_days(session, elsewhere, clock, desks):
    begin(session)
    with session.changing(Action.NUMBER) as work:
        lease_in(work, session, wish("p1"))
        work.commit()
    with pytest.raises(NumberOnItsWay):
        return_number(session, find_numbers(session, NumberFilter())[0].series, 1, reason="x")
    desks.running.clear()
    clock.wait(timedelta(days=40))
    assert lease_number(elsewhere, wish("p2")).number == 2
    with elsewhere.changing(Action.SEAL) as work:
        held = held_for(work, "p1")
        assert held is not None
        used = use_number_in(work, held, entry())
        work.commit()
    assert used.number == 1


def test_what_is_not_committed_never_was(session):
    begin(session)
    with session.changing(Action.NUMBER) as work:
        held = lease_in(work, session, wish("p1"))
        use_number_in(work, held, entry())
    assert find_numbers(session, NumberFilter()) == ()
    with session.changing(Action.NUMBER) as work:
        held = lease_in(work, session, wish("p1"))
        return_in(work, session, held.series, held.number, reason="đổi ý")
        work.commit()
    assert labels(session, State.RETURNED) == ["01-BC/BDVQU"]


def test_the_day_of_issue_belongs_to_the_series(session):
    begin(session)
    held = lease_number(session, wish("p1"))
    with pytest.raises(IssueDayOutside):
        use_number(session, held, entry(issued=date(2015, 7, 31)))
    assert said(use_number(session, held, entry(issued=TERM))).issued == TERM
