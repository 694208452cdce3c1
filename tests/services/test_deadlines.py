"""Deadlines of a store: who has sent, who is late, and what is near."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from dvapp.app.tools import make_tools
from dvapp.domain.calendar.deadlines import Nearness, Side, Standing
from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.errors import FileUnwritable
from dvapp.services.deadlines import DeadlineState, due_soon, list_deadlines, period_deadline, save_calendar
from dvapp.services.recording.records import add_record
from dvapp.services.session import Session
from dvapp.services.stores import create_store

MAY = parse_period("2018-05")  # due 17/5, a Thursday
COMMUNES = ("00157", "00160", "00163", "00166")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = create_store(
        tmp_path / "ban.dvapp", board="005", year=2018, password="mật khẩu thử dài", tools=make_tools()
    )
    yield made
    made.store.close()


def receive(session: Session, received: str, *units: str, report: str = "periodic") -> None:
    values = {"report": report, "received": received, "units": list(units)}
    happened = {"from": "2018-05-01", "to": "2018-05-31"}
    add_record("commune_return", {"happened": happened, "values": values}, session=session)


def may(session: Session, today: str) -> DeadlineState:
    found = list_deadlines(session, today=date.fromisoformat(today)).below(MAY)
    assert found is not None
    return found


def test_communes_are_received_late_and_missing(session: Session):
    receive(session, "2018-05-15", *COMMUNES[:2])
    receive(session, "2018-05-21", COMMUNES[2])
    state = may(session, "2018-05-22")
    assert state.returned is not None
    assert state.returned.registered
    assert [state.returned.count(one) for one in Standing] == [2, 1, len(state.returned.units) - 3, 0]
    late = next(one for one in state.returned.units if one.standing is Standing.LATE)
    assert (late.report.unit.code, late.report.days_late) == (COMMUNES[2], 4)


def test_communes_are_awaited_until_their_day_has_passed(session: Session):
    receive(session, "2018-05-15", COMMUNES[0])
    for today in ("2018-05-16", "2018-05-17"):
        returned = may(session, today).returned
        assert returned is not None
        assert returned.count(Standing.MISSING) == 0
        assert returned.count(Standing.AWAITED) == len(returned.units) - 1


def test_an_empty_register_accuses_nobody(session: Session):
    receive(session, "2018-05-15", COMMUNES[0], report="special")  # does not count
    returned = may(session, "2018-05-22").returned
    assert returned is not None
    assert not returned.registered


def test_of_the_boards_own_reports_nothing_is_claimed(session: Session):
    own = [one for one in list_deadlines(session).states if one.deadline.side is Side.OWN]
    assert own
    assert all(one.returned is None for one in own)


def test_an_old_year_is_told_by_its_days_alone(session: Session):
    found = list_deadlines(session, today=date(2026, 11, 22))
    assert {one.distance.nearness for one in found.states} == {Nearness.FAR}
    assert found.ahead() == ()
    assert due_soon(session, today=date(2026, 11, 22)) == ()


def test_what_is_due_within_three_working_days_is_remembered(session: Session):
    soon = due_soon(session, today=date(2018, 6, 6))
    assert [one.kind for one, _far in soon] == ["BC16", "BC03", "BC07", "BC08", "BC09"]
    assert [far.days for _one, far in soon] == [1, 3, 3, 3, 3]


def test_the_period_in_work_has_its_next_deadline(session: Session):
    found = period_deadline(session, parse_period("2018-H1"), today=date(2018, 6, 12))
    assert found is not None
    assert (found[0].kind, found[1].days) == ("BC06", 3)
    assert period_deadline(session, parse_period("2018-H2"), today=date(2018, 6, 12)) is None


def test_the_calendar_file_has_every_deadline(session: Session, tmp_path: Path):
    file = tmp_path / "hạn.ics"
    count = save_calendar(file, session=session)
    assert count == len(list_deadlines(session).states)
    assert len(Calendar.from_ical(file.read_bytes()).walk("VEVENT")) == count


def test_a_calendar_that_cannot_be_written_is_refused(session: Session, tmp_path: Path):
    with pytest.raises(FileUnwritable):
        save_calendar(tmp_path / "no folder" / "hạn.ics", session=session)
