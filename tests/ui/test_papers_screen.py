"""A report's way through the office, in the window: each person with an account of his own."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from shutil import copy

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from tests.staff import NAMES, Staff
from tests.ui.reporting_world import settle

from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.chain.steps import State, StepKind
from dvapp.domain.register.series import Run
from dvapp.domain.signing.verification import Verdict
from dvapp.services.chain.papers import list_papers
from dvapp.services.chain.steps import (
    approve_paper,
    begin_paper,
    check_paper,
    pass_paper,
    return_paper,
    submit_paper,
)
from dvapp.services.register.series import begin_series
from dvapp.services.signing.verifying import verify_document
from dvapp.signing.authority import ThrowawayAuthority
from dvapp.ui.papers.model import compared_with
from dvapp.ui.papers.screen import PapersScreen
from dvapp.ui.papers.step_form import PLAIN
from dvapp.ui.papers.words import state_words

WHOLE_YEAR = parse_period("2018")
KEY_PASSWORD = "mật khẩu khoá"


@pytest.fixture
def staff(tmp_path) -> Iterator[Staff]:
    made = Staff.copied(tmp_path / "phòng")
    yield made
    made.close()


@pytest.fixture
def keys(tmp_path: Path, staff: Staff) -> Path:
    tools = staff.tools
    authority = ThrowawayAuthority("Cơ quan chứng thực thử", tools.clock.now())
    board = staff.session("chuyenvien").board.name
    for file, name in (("leader.p12", NAMES["truongban"][0]), ("seal.p12", board)):
        (tmp_path / file).write_bytes(authority.issue(name=name, organisation=board, password=KEY_PASSWORD))
    (tmp_path / "trust.pem").write_bytes(authority.pem)
    return tmp_path


@pytest.fixture
def open_as(qtbot, staff, jobs, settings) -> Callable[[str], PapersScreen]:
    def opened(login: str) -> PapersScreen:
        screen = PapersScreen(staff.session(login), jobs, settings)
        qtbot.addWidget(screen)
        screen.resize(1400, 800)
        screen.refresh()
        return screen

    return opened


@pytest.fixture(scope="module")
def approved_once(tmp_path_factory) -> Path:
    """A store with a paper that is approved, made once."""
    made = Staff.copied(tmp_path_factory.mktemp("duyệt"))
    officer, leader = made.session("chuyenvien"), made.session("truongban")
    paper = begin_paper(officer, kind="BC06", period=WHOLE_YEAR)
    for session, step in (
        (officer, check_paper),
        (officer, submit_paper),
        (leader, pass_paper),
        (leader, approve_paper),
    ):
        step(session, paper.id)
    made.close()
    return made.path


@pytest.fixture
def approved(staff: Staff, approved_once: Path) -> Staff:
    """The office of a test, whose paper waits for the signature."""
    copy(approved_once, staff.path)
    return staff


def offered(screen: PapersScreen) -> set[StepKind]:
    assert screen.detail.standing is not None
    return {offer.kind for offer in screen.detail.standing.offers if offer.allowed}


def take(screen: PapersScreen, kind: StepKind, qtbot, jobs, **fields: str) -> None:
    """Press a step's button, fill in its form, and send it."""
    assert kind in offered(screen)
    screen.detail.begin_step(kind)
    settle(qtbot, jobs)
    form = screen.detail.form
    if form is None:
        return
    if "reason" in fields:
        form.reason.setPlainText(fields["reason"])
    if "key" in fields:
        form.key.set_path(Path(fields["key"]))
        form.password.edit.setText(fields.get("password", KEY_PASSWORD))
    if "code" in fields:
        form.place.code.setText(fields["code"])
    if "day" in fields:
        form.day.edit.setText(fields["day"])
    form.act.click()
    settle(qtbot, jobs)


def said(part: QWidget) -> str:
    return "\n".join(one.text() for one in part.findChildren(QLabel))


def state(staff: Staff) -> State:
    return list_papers(staff.session("chuyenvien"))[0].state


def test_a_report_goes_from_draft_to_register_each_step_by_whoever_may(
    open_as, staff, keys, qtbot, jobs
) -> None:
    begin_paper(staff.session("chuyenvien"), kind="BC06", period=WHOLE_YEAR)
    officer, deputy = open_as("chuyenvien"), open_as("phoban")
    take(officer, StepKind.CHECK, qtbot, jobs)
    take(officer, StepKind.SUBMIT, qtbot, jobs)
    deputy.refresh()
    take(deputy, StepKind.RETURN, qtbot, jobs, reason="Thiếu số kiểm tra", code="B01")
    assert state(staff) is State.RETURNED
    officer.refresh()
    assert officer.paper is not None
    told = said(officer.detail.timeline)
    assert "Thiếu số kiểm tra" in told
    assert "B01" in told
    take(officer, StepKind.CHECK, qtbot, jobs)
    take(officer, StepKind.SUBMIT, qtbot, jobs)
    deputy.refresh()
    take(deputy, StepKind.PASS_ON, qtbot, jobs)
    leader = open_as("truongban")
    take(leader, StepKind.APPROVE, qtbot, jobs)
    take(leader, StepKind.SIGN, qtbot, jobs, key=str(keys / "leader.p12"))
    assert state(staff) is State.SIGNED
    since, until = date(2025, 10, 1), date(2035, 10, 1)
    begin_series(staff.session("vanthu"), "BC", run=Run.TERM, since=since, until=until)
    clerk = open_as("vanthu")
    take(clerk, StepKind.CHECK_FORM, qtbot, jobs, reason="đúng thể thức")
    take(clerk, StepKind.NUMBER, qtbot, jobs)
    take(clerk, StepKind.SEAL, qtbot, jobs, key=str(keys / "seal.p12"))
    take(clerk, StepKind.ISSUE, qtbot, jobs)
    clerk.filter.buttons()[2].click()  # issued papers are no longer in work
    take(clerk, StepKind.REGISTER, qtbot, jobs)
    assert state(staff) is State.REGISTERED
    out = keys / "ra.pdf"
    clerk.detail.save_wanted.emit(out)
    settle(qtbot, jobs)
    found = verify_document(out, trust=keys / "trust.pem", tools=staff.tools)
    assert found.verdict is Verdict.TOTAL_PASSED


def test_who_may_not_take_a_step_reads_why_and_who_may(open_as, staff) -> None:
    begin_paper(staff.session("chuyenvien"), kind="BC06", period=WHOLE_YEAR)
    clerk = open_as("vanthu")
    assert offered(clerk) == set()
    assert "chuyên viên" in clerk.detail._why.text()


def test_a_wrong_key_password_is_said_beside_it_and_nothing_is_signed(
    approved, open_as, keys, qtbot, jobs
) -> None:
    leader = open_as("truongban")
    take(leader, StepKind.SIGN, qtbot, jobs, key=str(keys / "leader.p12"), password="không phải")
    assert leader.detail.form is not None
    assert leader.detail.form.password.fault
    assert state(approved) is State.APPROVED


def test_a_step_that_wants_a_reason_is_not_taken_without_one(open_as, staff, qtbot, jobs) -> None:
    begin_paper(staff.session("chuyenvien"), kind="BC06", period=WHOLE_YEAR)
    officer = open_as("chuyenvien")
    take(officer, StepKind.WITHDRAW, qtbot, jobs, reason="  ")
    assert state(staff) is State.DRAFT
    assert officer.detail.form is not None
    assert officer.detail.form._faults["reason"].text(), "it is said beside the reason"
    assert officer.detail.form._fault.isHidden()


def test_a_step_that_asks_stands_alone_and_the_focus_stays_with_the_paper(
    open_as, staff, qtbot, jobs
) -> None:
    paper = begin_paper(staff.session("chuyenvien"), kind="BC06", period=WHOLE_YEAR)
    for step in (check_paper, submit_paper):
        step(staff.session("chuyenvien"), paper.id)
    deputy = open_as("phoban")
    with qtbot.waitActive(deputy):
        deputy.show()
        deputy.activateWindow()
    detail = deputy.detail
    detail.begin_step(StepKind.RETURN)
    form = detail.form
    assert form is not None
    assert form.act.isVisible()
    assert not detail._offers_place.isVisible(), "one thing to do at a time"
    form.reason.setFocus()
    form._drop.click()
    assert detail._offers_place.isVisible()
    assert detail.isAncestorOf(QApplication.focusWidget())


def test_a_line_of_the_list_tells_paper_number_and_state_and_whose_turn_it_is(open_as, staff) -> None:
    begin_paper(staff.session("chuyenvien"), kind="BC06", period=WHOLE_YEAR)
    officer = open_as("chuyenvien")
    line = officer.list.topLevelItem(0)
    assert line is not None
    told = line.data(0, Qt.ItemDataRole.AccessibleTextRole)
    assert told == "BC06 · Năm 2018, đang soạn; đến lượt xử lý"
    officer.resize(700, 500)
    assert officer.list.horizontalScrollBar().maximum() == 0


def test_without_papers_the_screen_says_what_to_do_first(open_as) -> None:
    screen = open_as("chuyenvien")
    assert screen._stack.currentIndex() == 0
    assert "Trình" in screen._empty.text.text()


def test_the_pages_are_shown_as_the_signature_will_make_them_and_nothing_is_signed(
    approved, open_as, keys, qtbot, jobs
) -> None:
    leader = open_as("truongban")
    leader.detail.begin_step(StepKind.SIGN)
    form = leader.detail.form
    assert form is not None
    form.key.set_path(keys / "leader.p12")
    form.password.edit.setText(KEY_PASSWORD)
    with qtbot.waitSignal(leader.said, timeout=30_000) as said:
        form.manner.preview.click()
    assert "chưa ký" in said.args[0].words
    assert leader.view.code() == "pages"
    assert state(approved) is State.APPROVED


def test_what_is_typed_for_a_step_stays_when_others_work_in_the_store_and_when_one_looks_elsewhere(
    open_as, staff, qtbot, jobs
) -> None:
    officer = staff.session("chuyenvien")
    begin_paper(officer, kind="BC01", period=parse_period("2018-03"))
    paper = begin_paper(officer, kind="BC06", period=WHOLE_YEAR)
    for step in (check_paper, submit_paper):
        step(officer, paper.id)
    deputy = open_as("phoban")
    deputy.show_argument(paper.id)
    deputy.detail.begin_step(StepKind.RETURN)
    form = deputy.detail.form
    assert form is not None
    form.reason.setPlainText("Thiếu số liệu quý IV")
    form.day.edit.setText("31/12")
    deputy.changed_elsewhere()
    assert deputy.detail.form is form
    other = next(one for one in deputy._papers if one.id != paper.id)
    deputy.show_argument(other.id)
    assert deputy.detail.form is None
    deputy.keep_now()
    again = open_as("phoban")
    again.show_argument(paper.id)
    again.detail.begin_step(StepKind.RETURN)
    assert again.detail.form is not None
    assert again.detail.form.texts()["reason"] == "Thiếu số liệu quý IV"
    again.detail.form.day.edit.clear()
    again.detail.form.act.click()
    settle(qtbot, jobs)
    assert staff.session("phoban").store is not None
    again.show_argument(other.id)
    assert again.typed.places(f"paper/{paper.id}") == ()


def test_a_sentence_is_named_where_a_paper_is_returned_and_one_click_leads_there(
    open_as, staff, qtbot, jobs
) -> None:
    officer = staff.session("chuyenvien")
    paper = begin_paper(officer, kind="BC06", period=WHOLE_YEAR)
    for step in (check_paper, submit_paper):
        step(officer, paper.id)
    deputy = open_as("phoban")
    deputy.detail.begin_step(StepKind.RETURN)
    form = deputy.detail.form
    assert form is not None
    place = form.place
    place.section.setCurrentIndex(place.section.findData("leadership"))
    place.sentence.setCurrentIndex(1)
    assert not place.sentence.isHidden()
    form.reason.setPlainText("Câu này chưa rõ")
    form.act.click()
    settle(qtbot, jobs)
    author = open_as("chuyenvien")
    told = list_papers(officer)[0].last.place
    assert told is not None
    assert (told.section, told.paragraph) == ("leadership", 0)
    assert "đoạn 1" in said(author.detail.timeline)
    went: list[object] = []
    author.navigate.connect(lambda place, argument: went.append((place, argument)))
    author.detail.timeline.place_wanted.emit(told)
    assert went == [("report", "BC06/2018/leadership")]


def test_a_paper_submitted_again_is_compared_with_what_was_submitted_before(staff) -> None:
    officer, deputy = staff.session("chuyenvien"), staff.session("phoban")
    paper = begin_paper(officer, kind="BC06", period=WHOLE_YEAR)
    for step in (check_paper, submit_paper):
        step(officer, paper.id)
    return_paper(deputy, paper.id, reason="Thiếu")
    for step in (check_paper, submit_paper):
        step(officer, paper.id)
    now = list_papers(officer)[0]
    assert compared_with(now, 3) is None
    assert compared_with(now, now.last.seq) == 3


def test_nothing_goes_out_before_one_was_told_that_it_cannot_be_changed_any_more() -> None:
    assert StepKind.ISSUE not in PLAIN
    assert state_words(State.SIGNED) == "đã ký"
    assert state_words(State.ISSUED) == "đã phát hành"
