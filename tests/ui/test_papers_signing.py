"""Signing a paper in the window, when something is not as it should be: whose key, which token, which body, which day."""

import os
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from shutil import copy

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from tests.staff import NAMES, Staff
from tests.tokens import LAST_TRY, PIN, Hsm, begin_anew, driver, make_hsm, put_key, set_flags
from tests.ui.reporting_world import settle

from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.chain.steps import State, StepKind
from dvapp.domain.papers.reports import Role
from dvapp.domain.register.entries import RegisterEntry
from dvapp.domain.register.series import Run
from dvapp.host.clock import SystemClock
from dvapp.host.signing_choices import keep_choice
from dvapp.services.chain.issuing import check_form, issue_paper, number_paper, seal_paper
from dvapp.services.chain.papers import list_papers
from dvapp.services.chain.signing import sign_paper
from dvapp.services.chain.steps import approve_paper, begin_paper, check_paper, pass_paper, submit_paper
from dvapp.services.register.numbering import NumberWish, enter_paper
from dvapp.services.register.series import begin_series
from dvapp.services.reports.options import change_options
from dvapp.services.signing.keys import KeyFile
from dvapp.services.signing.on_bytes import Body
from dvapp.signing.authority import ThrowawayAuthority
from dvapp.ui.papers.screen import PapersScreen
from dvapp.ui.papers.step_form import PaperStepForm
from dvapp.ui.report.token_keys import remember_driver

MAY = parse_period("2018-05")
SECRET = "mật khẩu khoá"
LEADER, OTHER = NAMES["truongban"][0], "Đặng Quốc Khác"
LABEL = "Token trưởng ban"
Open = Callable[[str], PapersScreen]


def brought_to_the_leader(staff: Staff) -> None:
    officer, leader = staff.session("chuyenvien"), staff.session("truongban")
    paper = begin_paper(officer, kind="BC01", period=MAY)
    for session, step in (
        (officer, check_paper), (officer, submit_paper), (leader, pass_paper), (leader, approve_paper),
    ):  # fmt: skip
        step(session, paper.id)


@pytest.fixture(scope="module")
def authority() -> ThrowawayAuthority:
    return ThrowawayAuthority("Cơ quan chứng thực thử", SystemClock().now())


@pytest.fixture(scope="module")
def approved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a paper that waits for the leader, made once."""
    made = Staff.copied(tmp_path_factory.mktemp("duyệt"))
    brought_to_the_leader(made)
    made.close()
    return made.path


@pytest.fixture
def staff(tmp_path: Path, approved: Path) -> Iterator[Staff]:
    made = Staff.copied(tmp_path / "phòng")
    copy(approved, made.path)
    yield made
    made.close()


@pytest.fixture
def keys(tmp_path: Path, authority: ThrowawayAuthority) -> Path:
    for file, name in (("own", LEADER.upper()), ("other", OTHER), ("seal", "Ban Dân vận")):
        content = authority.issue(name=name, organisation="Ban", password=SECRET)
        (tmp_path / f"{file}.p12").write_bytes(content)
    return tmp_path


@pytest.fixture
def open_as(qtbot, staff, jobs, settings) -> Open:
    def opened(login: str) -> PapersScreen:
        screen = PapersScreen(staff.session(login), jobs, settings)
        qtbot.addWidget(screen)
        screen.resize(1400, 900)
        screen.show()
        screen.refresh()
        return screen

    return opened


@pytest.fixture
def token(tmp_path: Path, authority: ThrowawayAuthority, settings) -> Iterator[Path]:
    """The folder of the leader's token, whose driver was shown to the program once."""
    hsm = make_hsm(tmp_path / "hsm", LABEL)
    put_key(LABEL, authority.issue(name=LEADER, organisation="Ban", password=SECRET), SECRET)
    remember_driver(settings, driver())
    yield hsm.folder
    os.environ.pop("SOFTHSM2_CONF", None)


def asked(screen: PapersScreen, kind: StepKind) -> PaperStepForm:
    screen.detail.begin_step(kind)
    assert screen.detail.form is not None
    return screen.detail.form


def with_file(form: PaperStepForm, key: Path, qtbot, jobs) -> None:
    form.key.set_path(key)
    form.password.edit.setText(SECRET)
    QTest.keyClick(form.password.edit, Qt.Key.Key_Return)
    settle(qtbot, jobs)


def with_token(form: PaperStepForm, pin: str, qtbot, jobs) -> None:
    if form.key.token is None:
        form.key.ask.click()
        settle(qtbot, jobs)
        menu = form.signing.token_menu
        assert menu is not None
        next(one for one in menu.actions() if LABEL in one.text()).trigger()
        menu.close()
    form.password.edit.setText(pin)
    QTest.keyClick(form.password.edit, Qt.Key.Key_Return)
    settle(qtbot, jobs)


def state(staff: Staff) -> State:
    return list_papers(staff.session("chuyenvien"))[0].state


def test_another_persons_certificate_signs_only_once_the_leader_says_that_it_is_meant(
    open_as, staff, keys, qtbot, jobs
) -> None:
    leader = open_as("truongban")
    form = asked(leader, StepKind.SIGN)
    with_file(form, keys / "other.p12", qtbot, jobs)
    assert state(staff) is State.APPROVED
    check = form.signing.check
    assert check.isVisible()
    assert OTHER in check.words.text()
    assert LEADER in check.words.text()
    assert form.password.edit.text() == SECRET  # nothing typed is lost
    form.act.click()
    assert state(staff) is State.APPROVED
    check.box.click()
    said: list[str] = []
    leader.said.connect(lambda notice: said.append(notice.words))
    form.act.click()
    settle(qtbot, jobs)
    assert state(staff) is State.SIGNED
    assert any(OTHER in words for words in said)
    assert asked_again(open_as, StepKind.SIGN, staff) == ""  # another's key is not proposed


def asked_again(open_as: Open, kind: StepKind, staff: Staff) -> str:
    """The key that is proposed for the next paper."""
    screen = open_as("truongban")
    screen.detail.begin_step(kind)
    assert screen.detail.form is not None
    return screen.detail.form.key.edit.text()


def test_the_own_certificate_asks_nothing_is_printed_as_the_account_writes_it_and_proposed_again(
    open_as, staff, keys, qtbot, jobs
) -> None:
    leader = open_as("truongban")
    form = asked(leader, StepKind.SIGN)
    leader_role, deputy_role = form.signing.role.buttons()
    assert leader_role.isEnabled()
    assert not deputy_role.isEnabled()
    assert "phó trưởng ban" in deputy_role.toolTip()
    with_file(form, keys / "own.p12", qtbot, jobs)
    assert state(staff) is State.SIGNED
    assert list_papers(staff.session("truongban"))[0].last.holder == LEADER.upper()
    assert "chứng thư số của" not in "\n".join(
        one.text() for one in leader.detail.timeline.findChildren(QLabel)
    )
    assert asked_again(open_as, StepKind.SIGN, staff) == str(keys / "own.p12")


def test_a_wrong_pin_a_last_try_and_a_token_pulled_out_are_said_beside_their_fields_and_it_signs_in_the_end(
    open_as, staff, token, qtbot, jobs
) -> None:
    leader = open_as("truongban")
    form = asked(leader, StepKind.SIGN)
    with_token(form, "", qtbot, jobs)
    assert "PIN" in form.password.fault  # not tried: an empty one costs a try as well
    with_token(form, "111111", qtbot, jobs)
    assert LABEL in form.password.fault
    set_flags(Hsm(folder=token), LABEL, add=LAST_TRY)
    with_token(form, PIN, qtbot, jobs)
    assert "không thử nữa" in form.password.fault
    set_flags(Hsm(folder=token), LABEL, take=LAST_TRY)
    inside = next(path for path in token.iterdir() if path.is_dir())
    away = inside.rename(token.parent / inside.name)
    begin_anew()
    with_token(form, PIN, qtbot, jobs)
    assert LABEL in form.key.fault
    assert not form.password.fault
    assert state(staff) is State.APPROVED
    away.rename(inside)
    begin_anew()
    with_token(form, PIN, qtbot, jobs)
    assert state(staff) is State.SIGNED


def test_the_token_used_last_is_proposed_and_told_when_it_is_not_in(
    open_as, staff, token, qtbot, jobs, settings
) -> None:
    leader = open_as("truongban")
    with_token(asked(leader, StepKind.SIGN), PIN, qtbot, jobs)
    assert state(staff) is State.SIGNED
    form = asked(leader, StepKind.SIGN)
    settle(qtbot, jobs)
    assert form.key.token is not None
    assert form.password.edit.hasFocus()
    inside = next(path for path in token.iterdir() if path.is_dir())
    inside.rename(token.parent / inside.name)
    begin_anew()
    form = asked(leader, StepKind.SIGN)
    settle(qtbot, jobs)
    assert form.key.token is None
    assert LABEL in form.key.note


def test_a_certificate_that_ended_is_said_beside_the_key_and_nothing_typed_is_lost(
    open_as, staff, keys, authority, qtbot, jobs
) -> None:
    before = staff.tools.clock.now() - timedelta(days=400)
    ended = authority.issue(name=LEADER, organisation="Ban", password=SECRET, not_before=before, days=365)
    (keys / "ended.p12").write_bytes(ended)
    form = asked(open_as("truongban"), StepKind.SIGN)
    with_file(form, keys / "ended.p12", qtbot, jobs)
    assert "hết hạn" in form.key.fault
    assert form.password.edit.text() == SECRET
    assert state(staff) is State.APPROVED


def test_where_no_timestamp_authority_answers_the_paper_is_signed_and_says_what_it_lacks(
    open_as, staff, keys, qtbot, jobs, settings
) -> None:
    for name, text in (("tsa", "http://127.0.0.1:9/tsa"), ("tsa-tries", "1")):
        keep_choice(settings, name, text)
    leader = open_as("truongban")
    said: list[str] = []
    leader.said.connect(lambda notice: said.append(notice.words))
    with_file(asked(leader, StepKind.SIGN), keys / "own.p12", qtbot, jobs)
    assert state(staff) is State.SIGNED
    assert any("dấu thời gian" in words for words in said)


def test_the_number_to_come_and_a_day_before_that_of_the_number_below_are_told_before_it_is_taken(
    open_as, staff, keys, qtbot
) -> None:
    leader, clerk = staff.session("truongban"), staff.session("vanthu")
    paper = list_papers(leader)[0]
    own, seal = (KeyFile(path=keys / f"{name}.p12", password=SECRET) for name in ("own", "seal"))
    sign_paper(leader, paper.id, key=own, role=Role.LEADER)
    check_form(clerk, paper.id)
    form = asked(open_as("vanthu"), StepKind.NUMBER)
    assert "sổ" in form.day_note.text()  # no series is begun
    since, until = date(2015, 8, 1), date(2020, 8, 1)
    begin_series(clerk, "BC", run=Run.TERM, since=since, until=until)
    form.day.edit.setText("04/06/2018")
    assert "01-BC/" in form.day_note.text()
    entry = RegisterEntry(symbol="-BC/BDVQU", issued=date(2018, 9, 1), excerpt="việc khác")
    enter_paper(clerk, NumberWish(type="BC", run=Run.TERM, symbol="-BC/BDVQU", day=entry.issued), entry)
    form.day.edit.setText("05/06/2018")
    assert "02-BC/" in form.day_note.text()
    assert "01/09/2018" in form.day_note.text()
    form.day.edit.setText("02/09/2018")
    assert "01/09/2018" not in form.day_note.text()
    done = number_paper(clerk, paper.id, day=date(2018, 9, 2))
    seal_paper(clerk, done.id, key=seal)
    issue_paper(clerk, done.id)
    officer = open_as("chuyenvien")
    officer.filter.buttons()[2].click()
    following = [
        one for one in officer.detail.findChildren(QPushButton) if one.text() in {"Đính chính…", "Thay thế…"}
    ]
    assert [one.isEnabled() for one in following] == [False, False]
    assert all("trưởng ban" in one.toolTip() for one in following)


def test_a_joint_paper_asks_for_which_body_somebody_signs_and_proposes_the_next_one(
    open_as, staff, keys, qtbot, jobs
) -> None:
    officer = staff.session("chuyenvien")
    june = parse_period("2018-06")
    given = {
        "joint": "yes", "signer": LEADER, "second_signer": OTHER, "second_name": "Uỷ ban Mặt trận Tổ quốc quận",
        "second_issuer": "UỶ BAN MẶT TRẬN TỔ QUỐC", "second_symbol": "MTTQ", "second_head_title": "CHỦ TỊCH",
    }  # fmt: skip
    change_options(officer, kind="BC01", period=june, given=given)
    paper = begin_paper(officer, kind="BC01", period=june)
    leader = staff.session("truongban")
    for session, step in (
        (officer, check_paper), (officer, submit_paper), (leader, pass_paper), (leader, approve_paper),
    ):  # fmt: skip
        step(session, paper.id)
    screen = open_as("truongban")
    screen.show_argument(paper.id)
    form = asked(screen, StepKind.SIGN)
    assert form.signing.signs_for is Body.LEAD
    with_file(form, keys / "own.p12", qtbot, jobs)
    form = asked(screen, StepKind.SIGN)
    assert form.signing.signs_for is Body.SECOND
    assert form.key.edit.text() == ""  # the second body comes with a key of its own
