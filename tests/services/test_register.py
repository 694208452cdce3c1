"""The register of outgoing papers: no gaps, no doubles, whatever happens between taking a number and using it."""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import text
from tests.services.registers import (
    PASSWORD,
    TERM,
    DeskClock,
    Desks,
    begin,
    blank_store,
    entered,
    entry,
    said,
    tools_at,
    wish,
)

from dvapp.db.register_health import register_faults
from dvapp.domain.accounts.account_errors import NotAllowed
from dvapp.domain.accounts.accounts import Account
from dvapp.domain.accounts.duties import Action, Duty
from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.codes import ProfileCode
from dvapp.domain.errors import NumberInvalid
from dvapp.domain.papers.reports import Role
from dvapp.domain.recording.searching_errors import ListFormUnknown
from dvapp.domain.register.numbers import Happening, State
from dvapp.domain.register.register_errors import (
    EntryFieldInvalid,
    EntryFieldMissing,
    IssueDayOutside,
    LeasedElsewhere,
    LeaseLost,
    NumberOnItsWay,
    NumberOutOfTurn,
    NumberReasonEmpty,
    NumberReturned,
    NumberUnknown,
    NumberUsed,
    PaperNumbered,
    RegisterEmpty,
    SeriesBegun,
    SeriesDaysInvalid,
    SeriesNotBegun,
    TermUnknown,
    TypeInvalid,
)
from dvapp.domain.register.series import Run, Term
from dvapp.host.clock import ZONE
from dvapp.services.register.lines import (
    amend_line,
    entry_for,
    find_numbers,
    number_of_paper,
    number_with_history,
    wish_for,
)
from dvapp.services.register.numbering import (
    enter_paper,
    held_for,
    lease_in,
    lease_number,
    return_in,
    return_number,
    use_number,
    use_number_in,
)
from dvapp.services.register.printing import EXPORTED, RegisterWords, export_register
from dvapp.services.register.register_ports import NumberFilter
from dvapp.services.register.series import begin_series, list_series, proposed_term
from dvapp.services.reports.composing import compose_report
from dvapp.services.session import Session
from dvapp.services.stores import open_session

ALL = NumberFilter()


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return blank_store(tmp_path_factory.mktemp("register"))


@pytest.fixture
def clock() -> DeskClock:
    return DeskClock()


@pytest.fixture
def desks() -> Desks:
    return Desks()


@pytest.fixture
def path(blank: Path, tmp_path: Path) -> Path:
    return Path(copy(blank, tmp_path))


@pytest.fixture
def session(path: Path, clock: DeskClock, desks: Desks) -> Iterator[Session]:
    made = open_session(path, PASSWORD, tools=tools_at(clock, desks))
    yield made
    made.store.close()


@pytest.fixture
def elsewhere(path: Path, session: Session, clock: DeskClock) -> Iterator[Session]:
    """Another clerk, on another computer."""
    made = open_session(path, PASSWORD, tools=tools_at(clock, Desks("may-2", 7)))
    yield made
    made.store.close()


def labels(session: Session, *states: State) -> list[str]:
    return [one.label for one in find_numbers(session, NumberFilter(states=frozenset(states)))]


# --- series ----------------------------------------------------------------------------------------------------------


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


# --- lease, use, return ----------------------------------------------------------------------------------------------


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
        return_number(session, find_numbers(session, ALL)[0].series, 1, reason="x")
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
    assert find_numbers(session, ALL) == ()
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


# --- by hand ---------------------------------------------------------------------------------------------------------


def test_a_paper_issued_elsewhere_is_entered_in_its_turn(session):
    begin(session)
    assert entered(session, "một").number == 1
    with pytest.raises(NumberOutOfTurn) as refusal:
        enter_paper(session, wish(), entry(), number=3)
    assert refusal.value.details["next"] == "02-BC/BDVQU"
    with pytest.raises(NumberUsed):
        enter_paper(session, wish(), entry(), number=1)
    assert enter_paper(session, wish(), entry(), number=2, reason="văn bản giấy").number == 2
    assert session.store.check().faults == ()


def test_a_line_must_say_what_the_paper_is_about(session):
    begin(session)
    with pytest.raises(EntryFieldMissing):
        enter_paper(session, wish(), entry("  "))
    assert find_numbers(session, ALL) == ()


def test_a_line_is_corrected_with_a_reason_but_never_its_number(session):
    begin(session)
    line = entered(session, "một", note="")
    assert said(line).copies is None
    with pytest.raises(EntryFieldInvalid):
        amend_line(session, line.series, 1, {"issued": date(2018, 7, 1)}, reason="x")
    with pytest.raises(NumberReasonEmpty):
        amend_line(session, line.series, 1, {"copies": 0}, reason="")
    with pytest.raises(NumberUnknown):
        amend_line(session, line.series, 2, {"copies": 0}, reason="x")
    sent = {"copies": 0, "sent": date(2018, 6, 5)}
    amend_line(session, line.series, 1, sent, reason="gửi qua mạng")
    found, story = number_with_history(session, line.series, 1)
    assert (said(found).copies, said(found).sent) == (0, date(2018, 6, 5))
    assert (story[-1].happening, story[-1].reason) == (Happening.AMENDED, "gửi qua mạng")
    assert getattr(story[-2].entry, "copies", "") is None
    assert session.store.check().faults == ()


def test_a_report_says_itself_what_the_register_needs(session):
    report = compose_report(session, kind="BC01", period=parse_period("2018-05"))
    report = report.signed_by(Role.LEADER, "Nguyễn Thị Hoà")
    wanted = wish_for(report, paper="p1", day=date(2018, 6, 4), tools=session.tools)
    assert (wanted.type, wanted.run, wanted.symbol) == ("BC", Run.TERM, "-BC/BDVQU")
    line = entry_for(report, issued=wanted.day, tools=session.tools)
    assert (line.document_type, line.excerpt, line.signer) == ("Báo cáo", report.title, "Nguyễn Thị Hoà")
    assert line.recipients.split("; ") == list(report.recipients)
    assert (line.keeper, line.copies, line.sent) == (report.archive, None, None)
    state = replace(report, profile=ProfileCode("state-2020"))
    assert wish_for(state, paper="p1", day=wanted.day, tools=session.tools).run is Run.YEAR
    assert wish_for(state, paper="p1", day=wanted.day, tools=session.tools).symbol == "/BC-BDVQU"


# --- finding ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def filled(session: Session) -> Session:
    begin(session)
    begin(session, "KH")
    entered(session, "kết quả kiểm tra công vụ đột xuất", issued=date(2018, 3, 2))
    entered(session, "kế hoạch tiếp công dân", type_="KH", document_type="Kế hoạch", issued=date(2018, 4, 3))
    entered(session, "công tác dân vận quý I", issued=date(2018, 4, 20), note="gửi trục liên thông")
    return session


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("kiem tra", ["01-BC/BDVQU"]),
        ("kiểm tra", ["01-BC/BDVQU"]),
        ("KIỂM  TRA đột", ["01-BC/BDVQU"]),
        ("kiếm tra", []),
        ("02-bc", ["02-BC/BDVQU"]),
        ("quan uy", ["01-BC/BDVQU", "02-BC/BDVQU", "01-KH/BDVQU"]),
        ("hoa", ["01-BC/BDVQU", "02-BC/BDVQU", "01-KH/BDVQU"]),
        ("lien thong", ["02-BC/BDVQU"]),
    ],
)
def test_lines_are_found_with_and_without_accents(filled, words, found):
    assert [one.label for one in find_numbers(filled, NumberFilter(words=words))] == found


def test_lines_are_found_by_type_and_day(filled):
    def found(**wanted: Any) -> list[str]:
        return [one.label for one in find_numbers(filled, NumberFilter(**wanted))]

    assert found(type="KH") == ["01-KH/BDVQU"]
    assert found(since=date(2018, 4, 1), until=date(2018, 4, 19)) == ["01-KH/BDVQU"]
    assert found(until=date(2018, 3, 2)) == ["01-BC/BDVQU"]
    assert found(states=frozenset({State.LEASED})) == []


def test_a_register_goes_to_a_spreadsheet_with_days_as_days(filled, tmp_path):
    words = RegisterWords(
        title="Sổ", columns=dict.fromkeys(EXPORTED, "c"), states={state: state.value for state in State}
    )
    assert export_register(filled, tmp_path / "so.xlsx", words=words) == 3
    rows = list(load_workbook(tmp_path / "so.xlsx").worksheets[0].iter_rows(values_only=True))
    assert rows[1][:2] == (1, "01-BC/BDVQU")
    day = rows[1][2]
    assert isinstance(day, datetime)
    assert day.date() == date(2018, 3, 2)
    with pytest.raises(ListFormUnknown):
        export_register(filled, tmp_path / "so.txt", words=words)
    with pytest.raises(RegisterEmpty):
        export_register(filled, tmp_path / "x.csv", words=words, wanted=NumberFilter(words="không có"))


# --- duties ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("duty", list(Duty))
def test_only_the_clerk_numbers_and_registers(session, duty):
    begin(session)
    line = entered(session, "một")
    with session.changing(Action.MANAGE_ACCOUNTS) as work:
        work.accounts.put(Account(login="owner", name="Ai đó", duties=frozenset({duty})))
        work.commit()
    doings = (
        lambda: begin(session, "KH"),
        lambda: lease_number(session, wish("p2")),
        lambda: return_number(session, line.series, 2, reason="x"),
        lambda: entered(session, "hai"),
        lambda: amend_line(session, line.series, 1, {"note": "x"}, reason="x"),
    )
    for doing in doings:
        with nullcontext() if duty is Duty.CLERK else pytest.raises(NotAllowed):
            doing()
    assert labels(session, State.USED)[0] == "01-BC/BDVQU"


# --- the database holds it too ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM numbers",
        "DELETE FROM number_events",
        "DELETE FROM number_series",
        "UPDATE numbers SET state = 'returned', issued = NULL, content = ''",
        "UPDATE numbers SET number = 2",
        "UPDATE numbers SET issued = '2018-07-01'",
        "UPDATE numbers SET paper = 'p2'",
        "UPDATE number_events SET reason = 'khác'",
        "UPDATE number_series SET first = 2",
        "INSERT INTO numbers SELECT * FROM numbers",
    ],
)
def test_not_even_sql_frees_a_used_number(session, statement):
    begin(session)
    entered(session, "một")
    with (
        pytest.raises(Exception, match=r"never|stays|UNIQUE|constraint"),
        session.store._engine.begin() as connection,
    ):
        connection.execute(text(statement))
    assert session.store.check().faults == ()


def test_the_check_of_the_store_finds_gaps_and_lost_guards(session):
    begin(session)
    for n in range(3):
        entered(session, str(n))
    with session.store._engine.begin() as connection:
        connection.execute(text("DROP TRIGGER numbers_are_kept"))
        connection.execute(text("DROP TRIGGER number_events_are_kept"))
        for table in ("number_events", "numbers"):
            connection.execute(text(f"DELETE FROM {table} WHERE number = 2"))
    assert set(session.store.check().faults) >= {"number_altered:" + list_series(session)[0].id + "/2"}
    with session.store._engine.connect() as connection:
        assert set(register_faults(connection)) == {"number_missing:BC/2", "register_unguarded"}


def test_the_pack_proposes_the_term_and_the_clerk_may_know_better(session):
    proposed = begin_series(session, "BC", run=Run.TERM, day=date(2018, 6, 4))
    assert proposed.since == date(2015, 11, 3)
    assert begin_series(session, "KH", run=Run.TERM, since=TERM).since == TERM
