"""Lines of the register: what they say of a paper, entered by hand, corrected, found again, taken out."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.services.registers import (
    begin,
    entered,
    entry,
    said,
    wish,
)

from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.codes import ProfileCode
from dvapp.domain.papers.reports import Role
from dvapp.domain.recording.searching_errors import ListFormUnknown
from dvapp.domain.register.entries import symbol_as_written
from dvapp.domain.register.numbers import Happening, State
from dvapp.domain.register.register_errors import (
    EntryFieldInvalid,
    EntryFieldMissing,
    NumberOutOfTurn,
    NumberReasonEmpty,
    NumberUnknown,
    NumberUsed,
    RegisterEmpty,
)
from dvapp.domain.register.series import Run
from dvapp.services.register.lines import (
    amend_line,
    entry_for,
    find_numbers,
    number_with_history,
    wish_for,
    without_paper,
)
from dvapp.services.register.numbering import enter_paper, lease_number, return_number
from dvapp.services.register.printing import EXPORTED, RegisterWords, book_of, export_register
from dvapp.services.register.register_ports import NumberFilter
from dvapp.services.reports.composing import compose_report
from dvapp.services.reports.options import change_options
from dvapp.services.session import Session


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
    assert find_numbers(session, NumberFilter()) == ()


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


def test_a_report_in_the_layout_of_the_state_is_numbered_by_the_year(session):
    period = parse_period("2018-Q1")
    change_options(session, kind="BC02", period=period, given={"layout": "state"})
    report = compose_report(session, kind="BC02", period=period)
    wanted = wish_for(report, paper="p", day=date(2018, 4, 2), tools=session.tools)
    assert (report.profile, wanted.run, wanted.symbol) == ("state-2020", Run.YEAR, "/BC-BDVQU")
    change_options(session, kind="BC02", period=period, given={}, dropped=["layout"])
    assert compose_report(session, kind="BC02", period=period).profile == "party-2018"


def test_lines_are_found_by_type_and_day(filled):
    def found(**wanted: Any) -> list[str]:
        return [one.label for one in find_numbers(filled, NumberFilter(**wanted))]

    assert found(type="KH") == ["01-KH/BDVQU"]
    assert found(since=date(2018, 4, 1), until=date(2018, 4, 19)) == ["01-KH/BDVQU"]
    assert found(until=date(2018, 3, 2)) == ["01-BC/BDVQU"]
    assert found(states=frozenset({State.LEASED})) == []


def test_a_number_without_paper_says_why_in_list_book_and_spreadsheet(session, tmp_path):
    begin(session)
    held = lease_number(session, wish())
    return_number(session, held.series, held.number, reason="Ghi nhầm ngày, chờ cấp lại")
    (found,) = find_numbers(session, NumberFilter())
    assert without_paper(session, [found])[found.series, 1].reason == "Ghi nhầm ngày, chờ cấp lại"
    (part,) = book_of(session).parts
    assert part.lines[0][-1] == "Trả lại ngày 04/6/2018: Ghi nhầm ngày, chờ cấp lại"
    words = RegisterWords(
        title="Sổ", columns=dict.fromkeys(EXPORTED, "c"), states={state: state.value for state in State}
    )
    export_register(session, tmp_path / "so.xlsx", words=words)
    rows = list(load_workbook(tmp_path / "so.xlsx").worksheets[0].iter_rows(values_only=True))
    assert rows[1][-2:] == ("Ghi nhầm ngày, chờ cấp lại", "returned")


@pytest.mark.parametrize(
    ("text", "run", "kept"),
    [
        ("BC/BDVQU-MTTQ", Run.TERM, "-BC/BDVQU-MTTQ"),
        ("BC-UBND", Run.YEAR, "/BC-UBND"),
        (" -BC/BDVQU ", Run.TERM, "-BC/BDVQU"),
        ("/BC-UBND", Run.YEAR, "/BC-UBND"),
        ("", Run.TERM, ""),
    ],
)
def test_a_symbol_is_never_stuck_to_its_number(text, run, kept):
    assert symbol_as_written(text, run) == kept


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
