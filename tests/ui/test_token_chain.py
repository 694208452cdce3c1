"""From draft to register in the program's own window: leader and clerk each with a token of their own, and an authority with
CRL, OCSP and timestamps; then everybody who looks at the paper agrees.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from tests.authorities import PASSWORD as KEY_PASSWORD
from tests.authorities import Authority, serving
from tests.signing.other_programs import openssl_verifies, said, signatures_in
from tests.staff import NAMES, PASSWORDS, Staff, staff_tools
from tests.tokens import PIN, driver, make_hsm, put_key

from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.chain.steps import State, StepKind
from dvapp.domain.register.series import Run
from dvapp.domain.signing.verification import Level, Verdict, Verification
from dvapp.exchange.trust_folders import TrustFolders
from dvapp.host.settings import Settings
from dvapp.host.signing_choices import keep_choice
from dvapp.services.chain.papers import list_papers
from dvapp.services.chain.steps import begin_paper
from dvapp.services.ports import Tools
from dvapp.services.register.series import begin_series
from dvapp.services.signing.revocation_lists import import_lists
from dvapp.services.signing.trust import add_authority
from dvapp.ui.papers.outgoing import OutgoingScreen
from dvapp.ui.papers.screen import PapersScreen
from dvapp.ui.papers.step_form import PaperStepForm
from dvapp.ui.papers.words import step_words
from dvapp.ui.report.token_keys import remember_driver
from dvapp.ui.shell.main_window import MainWindow
from dvapp.ui.verify.screen import VerifyScreen

BOARD = "Ban Dân vận Quận uỷ Cầu Giấy"
LEADERS, CLERKS = "Token trưởng ban", "Token văn thư"


@dataclass(kw_only=True)
class Office:
    """The window, with a store of four people, as it is worked with from outside."""

    window: MainWindow
    path: Path
    until: Callable[..., None]
    told: list[str] = field(default_factory=list)

    def settle(self) -> None:
        """Wait until nothing is done beside the window any more."""
        self.until(lambda: not self.window.jobs.running, timeout=30_000)

    def sit_down(self, login: str) -> None:
        """Somebody closes what was open, and opens the store with his own password."""
        self.window.close_store()
        page = self.window.login.open_page
        page.use(self.path)
        self.settle()
        page.login.setCurrentIndex(page.login.findText(login, Qt.MatchFlag.MatchContains))
        page.password.edit.setText(PASSWORDS[login])
        QTest.keyClick(page.password.edit, Qt.Key.Key_Return)
        self.until(lambda: self.window.workspace is not None, timeout=30_000)
        assert self.window.workspace is not None
        self.window.workspace.go("register")
        self.settle()

    @property
    def papers(self) -> PapersScreen:
        """The papers on their way."""
        assert self.window.workspace is not None
        screen = self.window.workspace.screen_of("register")
        assert isinstance(screen, OutgoingScreen)
        return screen.papers

    @property
    def form(self) -> PaperStepForm:
        """The fields of the step that was pressed."""
        assert self.papers.detail.form is not None
        return self.papers.detail.form

    def press(self, kind: StepKind) -> None:
        """A step's button; it must be the one that comes next, or stand beside it."""
        self.press_words(step_words(kind))

    def press_words(self, words: str) -> None:
        """A button by what stands on it."""
        detail = self.papers.detail

        def offered() -> list[QPushButton]:
            return [
                one for one in detail.findChildren(QPushButton) if one.text() == words and one.isVisible()
            ]

        self.until(lambda: bool(offered()), timeout=10_000)  # laid out a moment after the step before
        QTest.mouseClick(offered()[0], Qt.MouseButton.LeftButton)
        self.settle()

    def act(self) -> None:
        """The button below the fields."""
        QTest.mouseClick(self.form.act, Qt.MouseButton.LeftButton)
        self.settle()
        self.told.append(seen_on(self.papers.detail))

    def choose_token(self, label: str) -> None:
        """As from the menu of the button beside the key."""
        QTest.mouseClick(self.form.key.ask, Qt.MouseButton.LeftButton)
        self.settle()
        menu = self.form.signing.token_menu
        assert menu is not None
        next(one for one in menu.actions() if label in one.text()).trigger()
        menu.close()

    def type_pin(self) -> None:
        """Where the focus is by then; Enter signs."""
        where = QApplication.focusWidget()
        assert where is self.form.password.edit
        QTest.keyClicks(where, PIN)
        QTest.keyClick(where, Qt.Key.Key_Return)
        self.settle()
        self.told.append(seen_on(self.papers.detail))

    def is_at(self, state: State) -> bool:
        """Whether the paper stands there, by the store."""
        assert self.window.workspace is not None
        return list_papers(self.window.workspace.session)[0].state is state


def seen_on(part: QWidget) -> str:
    return "\n".join(one.text() for one in part.findChildren(QLabel) if one.isVisible())


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[Authority]:
    names = {"leader": NAMES["truongban"][0].upper(), "seal": BOARD}  # authorities write names as they like
    with serving(tmp_path / "cơ quan", names) as running:
        yield running


@pytest.fixture
def tools(tmp_path: Path, authority: Authority) -> Tools:
    """With the authority and its revocation list kept on this computer."""
    made = staff_tools()
    tools = replace(made, trust=TrustFolders(tmp_path / "máy", tmp_path / "mình", made.certificates))
    for name, content in (("gốc.der", authority.trust), ("thu hồi.crl", authority.crl)):
        (tmp_path / name).write_bytes(content)
    add_authority(tmp_path / "gốc.der", by="thử", as_root=True, tools=tools)
    import_lists(tmp_path / "thu hồi.crl", by="thử", tools=tools)
    return tools


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with a report's first draft, and a register that is begun."""
    staff = Staff.copied(tmp_path / "kho")
    begin_paper(staff.session("chuyenvien"), kind="BC06", period=parse_period("2018"))
    since, until = date(2025, 10, 1), date(2035, 10, 1)
    begin_series(staff.session("vanthu"), "BC", run=Run.TERM, since=since, until=until)
    staff.close()
    return staff.path


@pytest.fixture
def tokens(tmp_path: Path, authority: Authority) -> Iterator[None]:
    make_hsm(tmp_path / "hsm", LEADERS, CLERKS)
    put_key(LEADERS, authority.key_file("leader"), KEY_PASSWORD)
    put_key(CLERKS, authority.key_file("seal"), KEY_PASSWORD)
    yield
    os.environ.pop("SOFTHSM2_CONF", None)


@pytest.fixture
def choices(settings: Settings, authority: Authority) -> Settings:
    """What the office agreed on once."""
    keep_choice(settings, "tsa", authority.url)
    remember_driver(settings, driver())
    return settings


@pytest.fixture
def office(qtbot, dressed, tools, store, tokens, choices) -> Iterator[Office]:
    window = MainWindow(lambda: tools, choices)
    qtbot.addWidget(window)
    window.show()
    yield Office(window=window, path=store, until=qtbot.waitUntil)
    window.close()


def test_a_report_becomes_a_paper_that_everybody_trusts_with_nothing_but_the_window_and_two_tokens(
    office, tmp_path
) -> None:
    office.sit_down("chuyenvien")
    office.press(StepKind.CHECK)
    office.press(StepKind.SUBMIT)
    office.sit_down("phoban")
    office.press(StepKind.RETURN)
    office.form.reason.setPlainText("Thiếu số kiểm tra")
    office.form.place.code.setText("B01")
    office.form.day.edit.setText("31/12/2026")
    office.act()
    assert office.is_at(State.RETURNED)
    office.sit_down("chuyenvien")
    told = seen_on(office.papers.detail)
    assert "Thiếu số kiểm tra" in told
    assert "B01" in told
    assert "31/12/2026" in told
    office.press(StepKind.CHECK)
    office.press(StepKind.SUBMIT)
    office.sit_down("phoban")
    office.press(StepKind.PASS_ON)
    office.act()
    office.sit_down("truongban")
    office.press(StepKind.APPROVE)
    office.act()
    office.press(StepKind.SIGN)
    office.choose_token(LEADERS)
    office.type_pin()
    assert office.is_at(State.SIGNED)
    office.sit_down("vanthu")
    office.press(StepKind.CHECK_FORM)
    office.act()
    assert office.is_at(State.FORM_CHECKED), office.told[-1]
    office.press(StepKind.NUMBER)
    assert "01-BC/" in office.form.day_note.text()
    office.act()
    office.press(StepKind.SEAL)
    office.choose_token(CLERKS)
    office.form.manner.timestamp.click()  # the line is down today: sealed now, dated later
    office.form.password.edit.setFocus()
    office.type_pin()
    office.press(StepKind.ISSUE)
    office.act()
    office.papers.filter.buttons()[2].click()
    office.press(StepKind.REGISTER)
    office.act()
    assert office.is_at(State.REGISTERED)
    assert "chưa có dấu thời gian" in seen_on(office.papers.detail)
    undated, out = tmp_path / "chưa.pdf", tmp_path / "ra.pdf"
    office.papers.detail.save_wanted.emit(undated)
    office.settle()
    office.press_words("Bổ sung dấu thời gian…")
    office.act()
    assert "chưa có dấu thời gian" not in seen_on(office.papers.detail)
    office.papers.detail.save_wanted.emit(out)
    office.settle()
    assert out.read_bytes().startswith(undated.read_bytes())
    found = verified(office, out)
    assert found.verdict is Verdict.TOTAL_PASSED
    assert {one.level for one in found.signatures} <= {Level.LT, Level.LTA}
    told = said("pdfsig", "-nocert", out)
    assert told.count("Signature is Valid") == 2
    for number, (value, covered) in enumerate(signatures_in(out)):
        assert openssl_verifies(value, covered, tmp_path / str(number))
    assert "No syntax or stream encoding errors" in said("qpdf", "--check", out)


def verified(office: Office, path: Path) -> Verification:
    """What the window says of a file, with the authorities kept on this computer."""
    workspace = office.window.workspace
    assert workspace is not None
    workspace.go("verify", path)
    screen = workspace.screen_of("verify")
    assert isinstance(screen, VerifyScreen)
    office.until(lambda: screen.found is not None, timeout=30_000)
    office.settle()
    assert screen.found is not None
    return screen.found
