"""The accounts in the window: made, changed, shut; every refusal beside its field."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from tests.staff import PASSWORDS, Staff

from dvapp.domain.accounts.duties import Duty
from dvapp.services.accounts.accounts import add_account, list_accounts
from dvapp.services.stores import open_session
from dvapp.ui.accounts.panel import AccountsPanel
from dvapp.ui.figures.screen import FiguresScreen
from dvapp.ui.login.screen import LoginScreen
from dvapp.ui.records.screen import RecordsScreen
from dvapp.ui.shell.workspace import Workspace


@pytest.fixture
def staff(tmp_path) -> Iterator[Staff]:
    made = Staff.copied(tmp_path / "phòng")
    yield made
    made.close()


@pytest.fixture
def panel(qtbot, staff, jobs) -> AccountsPanel:
    made = AccountsPanel(staff.session("owner"), jobs)
    qtbot.addWidget(made)
    return made


def choose(panel: AccountsPanel, login: str) -> None:
    logins = [one.login for one in panel._accounts]
    panel.list.setCurrentRow(logins.index(login))


def idle(qtbot, jobs) -> None:
    qtbot.waitUntil(lambda: not jobs.running, timeout=20_000)


def test_a_new_account_is_made_and_stands_in_the_list(panel, staff, qtbot, jobs) -> None:
    panel.new.click()
    panel.form.login_edit.setText("chuyenvien2")
    panel.form.name_edit.setText("Đỗ Thị Thuỷ")
    panel.form.duties[Duty.OFFICER].setChecked(True)
    panel.form.password.edit.setText("cấp lần đầu")
    panel.form.keep.click()
    idle(qtbot, jobs)
    assert "chuyenvien2" in [one.login for one in list_accounts(staff.session("owner"))]
    assert panel.form.login == "chuyenvien2"
    assert "Đỗ Thị Thuỷ" in "".join(panel.list.item(n).text() for n in range(panel.list.count()))


def test_a_refusal_stands_beside_its_field_and_what_was_typed_stays(panel, qtbot, jobs) -> None:
    panel.new.click()
    panel.form.login_edit.setText("vanthu")
    panel.form.name_edit.setText("A")
    panel.form.duties[Duty.CLERK].setChecked(True)
    panel.form.password.edit.setText("cấp lần đầu")
    panel.form.keep.click()
    idle(qtbot, jobs)
    assert "vanthu" in panel.form._faults["login"].text()
    assert panel.form.name_edit.text() == "A"


def test_duties_that_exclude_each_other_let_go(panel) -> None:
    choose(panel, "vanthu")
    panel.form.duties[Duty.LEADER].setChecked(True)
    assert not panel.form.duties[Duty.CLERK].isChecked()
    panel.form.duties[Duty.CLERK].setChecked(True)
    assert not panel.form.duties[Duty.LEADER].isChecked()
    panel.form.duties[Duty.OFFICER].setChecked(True)
    assert panel.form.duties[Duty.CLERK].isChecked()


def test_shutting_an_account_is_said_and_told_in_the_list(panel, staff) -> None:
    choose(panel, "phoban")
    panel.form.shut_button.click()
    assert "phoban" not in staff.tools.stores.logins(staff.path)
    assert panel.form.login == "phoban"


def test_whoever_keeps_no_accounts_sees_them_and_why_he_changes_none(qtbot, staff, jobs) -> None:
    panel = AccountsPanel(staff.session("chuyenvien"), jobs)
    qtbot.addWidget(panel)
    assert not panel.new.isEnabled()
    assert not panel.form.keep.isEnabled()
    assert "quản trị" in panel._why.text()


def test_the_login_offers_the_accounts_of_a_file_and_opens_the_one_chosen(
    qtbot, staff, jobs, settings
) -> None:
    login = LoginScreen(lambda: staff.tools, jobs, settings)
    qtbot.addWidget(login)
    page = login.open_page
    page.use(staff.path)
    idle(qtbot, jobs)
    assert [page.login.itemText(n) for n in range(page.login.count())] == sorted(PASSWORDS)
    page.login.setCurrentIndex(page.login.findText("truongban"))
    page.password.edit.setText(PASSWORDS["truongban"])
    with qtbot.waitSignal(login.opened, timeout=20_000) as opened:
        page.open.click()
    session = opened.args[0]
    assert session.actor.name == "Lê Thị Uyển"
    session.store.close()


def test_a_first_password_is_changed_where_one_logs_in(qtbot, staff, jobs, settings) -> None:
    add_account(
        staff.session("owner"), "moi", name="Lê Văn Mới", duties=[Duty.OFFICER], password="cấp lần đầu"
    )
    login = LoginScreen(lambda: staff.tools, jobs, settings)
    qtbot.addWidget(login)
    page = login.open_page
    page.use(staff.path)
    idle(qtbot, jobs)
    page.login.setCurrentIndex(page.login.findText("moi"))
    page.password.edit.setText("cấp lần đầu")
    qtbot.keyClick(page.password.edit, Qt.Key.Key_Return)
    idle(qtbot, jobs)
    assert not page.new.isHidden()
    page.new.edit.setText("của riêng tôi")
    page.again.edit.setText("của riêng tối")
    page.open.click()
    assert page.again.hinted()
    page.again.edit.setText("của riêng tôi")
    with qtbot.waitSignal(login.opened, timeout=20_000) as opened:
        page.open.click()
    assert opened.args[0].actor.login == "moi"
    opened.args[0].store.close()


def test_a_store_of_one_account_asks_for_no_account(qtbot, board, jobs, settings) -> None:
    login = LoginScreen(lambda: board.tools, jobs, settings)
    qtbot.addWidget(login)
    login.open_page.use(board.store.path)
    idle(qtbot, jobs)
    assert login.open_page.login.isHidden()


def test_one_changes_one_s_own_password_with_the_present_one(panel, staff, qtbot, jobs) -> None:
    own = panel.own
    for field, typed in (
        (own.old, "không phải"),
        (own.new, "một mật khẩu mới"),
        (own.again, "một mật khẩu mới"),
    ):
        field.edit.setText(typed)
    own.act.click()
    idle(qtbot, jobs)
    assert own.old.hinted()
    own.old.edit.setText(PASSWORDS["owner"])
    with qtbot.waitSignal(own.changed, timeout=20_000):
        own.act.click()
    open_session(staff.path, "một mật khẩu mới", tools=staff.tools, login="owner").store.close()


def test_whoever_may_not_record_looks_and_reads_who_may(qtbot, staff, jobs, settings) -> None:
    clerk, officer = staff.session("vanthu"), staff.session("chuyenvien")
    for session, closed in ((clerk, True), (officer, False)):
        work = Workspace(session, jobs, settings)
        qtbot.addWidget(work)
        work.go("records")
        assert work.look_only.isHidden() is not closed
        assert ("chuyên viên" in work.look_only.words) or not closed
        screen = work.screen_of("records")
        assert isinstance(screen, RecordsScreen)
        assert screen.form.isEnabled() is not closed
        for beginning in screen.beginnings():
            assert beginning.isEnabled() is not closed
            assert ("chuyên viên" in beginning.toolTip()) is closed
        work.go("records", "new:inspection")
        assert (screen.form.model is None) is closed
        work.close_down()


def test_whoever_may_not_record_types_nothing_into_the_grid_but_copies_from_it(
    qtbot, staff, jobs, settings
) -> None:
    for session, closed in ((staff.session("vanthu"), True), (staff.session("chuyenvien"), False)):
        work = Workspace(session, jobs, settings)
        qtbot.addWidget(work)
        work.go("figures")
        screen = work.screen_of("figures")
        assert isinstance(screen, FiguresScreen)
        screen.show_grid()
        grid = screen.grid.open()
        qtbot.waitUntil(lambda grid=grid: grid.book is not None, timeout=20_000)
        book = grid.book
        assert book is not None
        spot = next(
            (row, column)
            for row in range(grid.content.rowCount())
            for column in range(grid.content.columnCount())
            if (place := grid.content.place(row, column)) is not None and not book.why_fixed(place)
        )
        assert grid.content.takes_text(*spot) is not closed
        told: list[str] = []
        grid.said.connect(lambda notice, told=told: told.append(notice.words))
        grid.view.go(*spot)
        qtbot.keyClick(grid.view, Qt.Key.Key_Delete)
        qtbot.keyClick(grid.view, Qt.Key.Key_7)
        assert any("chuyên viên" in words for words in told) is closed
        assert not grid.typist.desk.refused
        grid.typist.copy((spot, spot))
        grid.view.keep_now()
        work.close_down()
