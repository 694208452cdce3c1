"""A report's way through an office of five, with long names: every step's form, two hundred papers, the doors; for ``shots.py``."""

import tempfile
from contextlib import suppress
from datetime import date
from pathlib import Path

import pikepdf
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QScrollArea, QWidget
from tests.services.registers import wish
from tests.staff import NAMES, PASSWORDS, Staff, staff_tools
from tests.ui.studio import Save, settle, wait, window_on

from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.chain.chain_errors import PaperIssuedAlready
from dvapp.domain.chain.papers import Place
from dvapp.domain.chain.steps import StepKind
from dvapp.domain.papers.reports import Role
from dvapp.domain.register.series import Run
from dvapp.host.signing_choices import keep_choice
from dvapp.services.accounts.accounts import add_account, change_password
from dvapp.services.chain import following, issuing, signing, steps
from dvapp.services.register.numbering import lease_number
from dvapp.services.register.series import begin_series
from dvapp.services.session import Session
from dvapp.services.signing.keys import KeyFile
from dvapp.services.stores import create_store
from dvapp.signing.authority import ThrowawayAuthority
from dvapp.ui.accounts.panel import AccountsPanel
from dvapp.ui.papers.outgoing import OutgoingScreen
from dvapp.ui.papers.screen import PapersScreen
from dvapp.ui.settings.screen import SettingsScreen
from dvapp.ui.shell.main_window import MainWindow

_BOARD = "021"  # Bắc Từ Liêm, the longest name of a district
_PARTS = ("", "-H1", "-H2", *(f"-Q{n}" for n in range(1, 5)), *(f"-{n:02}" for n in range(1, 13)))
_MANY = 200
_PASSWORD = "mật khẩu khoá"
_WHY = (
    "Số cuộc kiểm tra công vụ đột xuất ở mục II chưa khớp với biên bản của Đoàn kiểm tra quận; đề nghị đối chiếu "
    "với phụ lục 1, bổ sung số liệu của 13 phường và ghi rõ nguồn"
)


def _office(folder: Path) -> Staff:
    """A store with the people of an office."""
    tools, path = staff_tools(), folder / "ban-dan-van-quan-uy-bac-tu-liem-2018.dvapp"
    session = create_store(path, board=_BOARD, year=2018, password=PASSWORDS["owner"], tools=tools)
    for login, (name, duty) in NAMES.items():
        add_account(session, login, name=name, duties=[duty], password="cấp lần đầu")
    session.store.close()
    for login in NAMES:
        change_password(path, "cấp lần đầu", PASSWORDS[login], tools=tools, login=login)
    return Staff(path=path, tools=tools)


def _keys(folder: Path, session: Session) -> tuple[KeyFile, KeyFile]:
    """The head's key and the board's, of an authority of its own."""
    authority = ThrowawayAuthority("Cơ quan chứng thực thử", session.tools.clock.now())
    board, made = session.board.name, []
    for file, name in (("truong-ban.p12", NAMES["truongban"][0]), ("dau.p12", board)):
        path = folder / file
        path.write_bytes(authority.issue(name=name, organisation=board, password=_PASSWORD))
        made.append(KeyFile(path=path, password=_PASSWORD))
    return made[0], made[1]


def _approved(staff: Staff, kind: str, period: str) -> str:
    officer, deputy, leader = (staff.session(one) for one in ("chuyenvien", "phoban", "truongban"))
    paper = steps.begin_paper(officer, kind=kind, period=parse_period(period)).id
    steps.check_paper(officer, paper)
    steps.submit_paper(officer, paper)
    steps.return_paper(deputy, paper, reason=_WHY, place=Place(code="B01"), deadline=date(2027, 1, 15))
    steps.check_paper(officer, paper)
    steps.submit_paper(officer, paper)
    steps.pass_paper(deputy, paper, note="Đã đối chiếu đủ 13 phường")
    steps.approve_paper(leader, paper)
    return paper


def _submitted(staff: Staff, kind: str, period: str) -> str:
    officer = staff.session("chuyenvien")
    paper = steps.begin_paper(officer, kind=kind, period=parse_period(period)).id
    steps.check_paper(officer, paper)
    steps.submit_paper(officer, paper)
    return paper


def _papers(window: MainWindow, paper: str = "") -> PapersScreen:
    """The papers, with one of them in sight."""
    workspace = window.workspace
    assert workspace is not None
    workspace.go("register", paper or None)
    settle(window.jobs)
    wait(300)
    screen = workspace.screen_of("register")
    assert isinstance(screen, OutgoingScreen)
    return screen.papers


def _show(widget: QWidget) -> None:
    """Scroll to a widget, as one who works in it does."""
    at: QWidget | None = widget
    while at is not None and not isinstance(at, QScrollArea):
        at = at.parentWidget()
    if at is not None and (page := at.widget()) is not None:
        at.verticalScrollBar().setValue(widget.mapTo(page, QPoint(0, 0)).y() - 12)
    wait(60)


def _form(window: MainWindow, screen: PapersScreen, kind: StepKind, save: Save, name: str) -> None:
    """A step's form: as it opens, and sent as it is where something is missing."""
    screen.detail.begin_step(kind)
    settle(window.jobs)
    form = screen.detail.form
    assert form is not None
    save.of(window, f"step-{name}")
    _show(form)
    save.of(window, f"step-{name}-form")
    if form.lacks():
        form.act.click()
        settle(window.jobs)
        _show(form)
        save.of(window, f"step-{name}-fault")


def shoot_office(window: MainWindow, save: Save) -> None:
    """Every step by whoever may take it."""
    size = (window.width(), window.height())
    with tempfile.TemporaryDirectory(prefix="dvapp-shots-") as place:
        folder = Path(place)
        staff = _office(folder)
        signer, seal = _keys(folder, staff.session("chuyenvien"))
        paper = _approved(staff, "BC06", "2018")
        waiting = _submitted(staff, "BC17", "2018-04")
        with window_on(staff.session("phoban"), size) as deputy:
            screen = _papers(deputy, waiting)
            save.of(deputy, "office-waiting")
            _form(deputy, screen, StepKind.RETURN, save, "return")
            _form(deputy, screen, StepKind.PASS_ON, save, "pass")
            screen = _papers(deputy, paper)
            save.of(deputy, "office-not-mine")
            _show(screen.detail.timeline)
            screen.detail.changes_wanted.emit(6)
            settle(deputy.jobs)
            save.of(deputy, "office-timeline")
        _shoot_head(staff, signer, paper, size, save)
        _shoot_clerk(staff, seal, paper, size, save)
        _shoot_owner(staff, size, save)
        _shoot_many(staff, size, save)
        _shoot_doors(window, staff, save)
        staff.close()


def _shoot_head(staff: Staff, signer: KeyFile, paper: str, size: tuple[int, int], save: Save) -> None:
    with window_on(staff.session("truongban"), size) as head:
        screen = _papers(head, paper)
        for kind, name in ((StepKind.SIGN, "sign"), (StepKind.EXPORT, "export"), (StepKind.REOPEN, "reopen")):
            _form(head, screen, kind, save, name)
        screen.detail.begin_step(StepKind.SIGN)
        form = screen.detail.form
        assert form is not None
        form.key.set_path(signer.path)
        form.password.edit.setText("sai")
        form.act.click()
        settle(head.jobs)
        _show(form)
        save.of(head, "step-sign-wrong")
    signing.sign_paper(staff.session("truongban"), paper, key=signer, role=Role.LEADER)


def _shoot_clerk(staff: Staff, seal: KeyFile, paper: str, size: tuple[int, int], save: Save) -> None:
    session = staff.session("vanthu")
    with window_on(session, size) as clerk:
        screen = _papers(clerk, paper)
        save.of(clerk, "office-signed")
        for kind, name in ((StepKind.CHECK_FORM, "check-form"), (StepKind.RETURN_FORM, "return-form")):
            _form(clerk, screen, kind, save, name)
        issuing.check_form(session, paper, reason="đúng thể thức")
        screen = _papers(clerk, paper)
        _form(clerk, screen, StepKind.NUMBER, save, "number")
        assert screen.detail.form is not None
        screen.detail.form.act.click()  # no series was begun
        settle(clerk.jobs)
        save.of(clerk, "step-number-no-series")
        since, until = date(2025, 10, 1), date(2030, 9, 30)
        begin_series(session, "BC", run=Run.TERM, since=since, until=until)
        issuing.number_paper(session, paper)
        screen = _papers(clerk, paper)
        for kind, name in ((StepKind.SEAL, "seal"), (StepKind.GIVE_BACK, "give-back")):
            _form(clerk, screen, kind, save, name)
        issuing.seal_paper(session, paper, key=seal)
        screen = _papers(clerk, paper)
        _form(clerk, screen, StepKind.ISSUE, save, "issue")
        issuing.issue_paper(session, paper)
        screen = _papers(clerk, paper)
        _form(clerk, screen, StepKind.REGISTER, save, "register")
        issuing.register_paper(session, paper, copies=25, keeper="Văn thư Ban Dân vận Quận uỷ")
        screen = _papers(clerk, paper)
        save.of(clerk, "office-registered")
        _shoot_timestamp(clerk, screen, save)
        _shoot_verdicts(clerk, paper, staff.path.parent, save)
    with window_on(staff.session("truongban"), size) as head:
        screen = _papers(head, paper)
        screen.detail.follow_wanted.emit(False)  # noqa: FBT003  # a signal
        wait(60)
        save.of(head, "office-correct")
        screen.following._act.click()
        save.of(head, "office-correct-fault")
        follow = following.correct_paper(staff.session("truongban"), paper, reason=_WHY)
        screen = _papers(head, follow.id)
        save.of(head, "office-correction")


def _shoot_timestamp(clerk: MainWindow, screen: PapersScreen, save: Save) -> None:
    """A registered paper without a timestamp: nobody to ask, and somebody who does not answer."""
    _form(clerk, screen, StepKind.TIMESTAMP, save, "timestamp-nobody")
    keep_choice(clerk.settings, "tsa", "http://127.0.0.1:9/tsa")
    keep_choice(clerk.settings, "tsa-tries", "1")
    _form(clerk, screen, StepKind.TIMESTAMP, save, "timestamp")
    form = screen.detail.form
    assert form is not None
    form.act.click()
    settle(clerk.jobs)
    _show(form)
    save.of(clerk, "step-timestamp-refused")
    for name in ("tsa", "tsa-tries"):
        keep_choice(clerk.settings, name, "")


def _shoot_verdicts(window: MainWindow, paper: str, folder: Path, save: Save) -> None:
    """The issued paper where nobody is trusted, and a file of it that lost its signatures."""
    workspace = window.workspace
    assert workspace is not None
    issued, bare = folder / "bao-cao-da-phat-hanh.pdf", folder / "bao-cao-in-lai.pdf"
    issuing.save_paper(workspace.session, paper, issued)
    with pikepdf.open(issued) as read:
        del read.Root.AcroForm
        for page in read.pages:
            if "/Annots" in page:
                del page.Annots
        read.save(bare)
    for name, file in (("verify-unknown", issued), ("verify-lost", bare)):
        workspace.go("verify", file)
        settle(window.jobs)
        wait(800)
        settle(window.jobs)
        save.of(window, name)


def _shoot_owner(staff: Staff, size: tuple[int, int], save: Save) -> None:
    """The accounts as their keeper sees them, and a new one with faults."""
    with window_on(staff.session("owner"), size) as owner:
        workspace = owner.workspace
        assert workspace is not None
        workspace.go("settings", "accounts")
        settle(owner.jobs)
        save.of(owner, "accounts-several")
        screen = workspace.screen_of("settings")
        assert isinstance(screen, SettingsScreen)
        panel = screen.section("accounts")
        assert isinstance(panel, AccountsPanel)
        panel.begin_new()
        panel.form.login_edit.setText("Nguyễn Văn A")
        panel.form.keep.click()
        settle(owner.jobs)
        save.of(owner, "accounts-new-fault")


def _shoot_many(staff: Staff, size: tuple[int, int], save: Save) -> None:
    """As many papers as a board has in some years."""
    officer = staff.session("chuyenvien")
    periods = [parse_period(f"{year}{part}") for year in (2018, 2019, 2020, 2021) for part in _PARTS]
    wanted = [(kind, period) for period in periods for kind in officer.pack.reports_for(period)]
    for kind, period in wanted[:_MANY]:
        with suppress(PaperIssuedAlready):
            steps.begin_paper(officer, kind=kind, period=period)
    with window_on(officer, size) as many:
        _papers(many)
        save.of(many, "office-many")


def _shoot_doors(window: MainWindow, staff: Staff, save: Save) -> None:
    """Opening a store of several accounts, with what can go wrong."""
    workspace, window.workspace = window.workspace, None
    window._stack.setCurrentWidget(window.login)
    window.login.show_open()
    page = window.login.open_page
    held = page.file.text()
    page.use(staff.path)
    settle(window.jobs)
    save("login-accounts")
    page.password.edit.setText("không phải mật khẩu")
    page.open.click()
    settle(window.jobs)
    save("login-wrong")
    page.file.setText(held)
    page.offer(())
    page.forget()
    window.workspace = workspace
    assert workspace is not None
    window._stack.setCurrentWidget(workspace)


def shoot_take_over(window: MainWindow, save: Save) -> None:
    """Series of another store: asked for, refused, taken."""
    with tempfile.TemporaryDirectory(prefix="dvapp-shots-") as place:
        staff = _office(Path(place))
        session = staff.session("vanthu")
        since, until = date(2025, 10, 1), date(2030, 9, 30)
        begin_series(session, "BC", run=Run.TERM, since=since, until=until)
        lease_number(session, wish("p1", day=date(2026, 6, 4)), bound=False)
        path = Path(place) / "ban-dan-van-quan-uy-bac-tu-liem-2019.dvapp"
        newer = create_store(path, board=_BOARD, year=2019, password=PASSWORDS["owner"], tools=staff.tools)
        with window_on(newer, (window.width(), window.height())) as other:
            assert other.workspace is not None
            other.workspace.go("register", "register")
            settle(other.jobs)
            save.of(other, "take-over-empty")
            screen = other.workspace.screen_of("register")
            assert isinstance(screen, OutgoingScreen)
            screen.register.take_from(staff.path)
            settle(other.jobs)
            save.of(other, "take-over")
            form = screen.register.detail.form
            form.editors["login"].put("vanthu")
            form.editors["login"].edited.emit("vanthu")
            form.editors["password"].put("sai")
            form.editors["password"].edited.emit("sai")
            form.give()
            settle(other.jobs)
            save.of(other, "take-over-wrong")
            form.editors["password"].put(PASSWORDS["vanthu"])
            form.editors["password"].edited.emit(PASSWORDS["vanthu"])
            form.give()
            settle(other.jobs)
            save.of(other, "take-over-open-number")
        staff.close()


def shoot_helps(window: MainWindow, save: Save) -> None:
    """F1 on the screens of the chain."""
    workspace = window.workspace
    assert workspace is not None
    for place in ("register", "verify", "settings", "report"):
        workspace.go(place)
        settle(window.jobs)
        workspace.show_help()
        save(f"help-{place}")
        workspace.show_help()
