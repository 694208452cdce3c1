import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit
from tests.ui.conftest import PASSWORD
from tests.ui.desk import nameless, settle, type_text

from dvapp.domain.errors import WrongPassword
from dvapp.services.stores import create_store
from dvapp.ui.login.create_page import boards_in
from dvapp.ui.login.screen import LoginScreen
from dvapp.ui.messages import refusal_words


@pytest.fixture
def login(qtbot, board, jobs, settings):
    made = LoginScreen(lambda: board.tools, jobs, settings)
    qtbot.addWidget(made)
    made.resize(1000, 760)
    made.show()
    made.show_open()
    return made


@pytest.fixture
def file(board, tmp_path):
    path = tmp_path / "ban.dvapp"
    create_store(path, board="005", year=2018, password=PASSWORD, tools=board.tools).store.close()
    return path


def test_a_wrong_password_is_said_beside_the_field(login, qtbot, jobs, file):
    login.open_page.use(file)
    type_text(login.open_page.password.edit, "không phải")
    qtbot.keyClick(login.open_page.password.edit, Qt.Key.Key_Return)
    settle(qtbot, jobs)
    assert login.open_page.password.hinted() == refusal_words(WrongPassword(where=str(file)))
    assert login.open_page.open.isEnabled()


def test_the_right_password_opens_and_is_forgotten(login, qtbot, settings, file):
    login.open_page.use(file)
    type_text(login.open_page.password.edit, PASSWORD)
    with qtbot.waitSignal(login.opened, timeout=20_000) as opened:
        login.open_page.open.click()
    assert opened.args[0].year == 2018
    assert login.open_page.password.text() == ""
    assert settings.get("last_store") == str(file)
    opened.args[0].store.close()


def test_a_missing_file_is_said_beside_the_file(login, qtbot, jobs, tmp_path):
    login.open_page.use(tmp_path / "không có.dvapp")
    type_text(login.open_page.password.edit, PASSWORD)
    login.open_page.open.click()
    settle(qtbot, jobs)
    assert not login.open_page._file_fault.isHidden()


def test_a_new_store_is_made_for_a_board_found_by_search(login, qtbot, jobs, tmp_path):
    login.show_create()
    settle(qtbot, jobs)
    page = login.create_page
    type_text(page.search, "cau giay")
    page.file.setText(str(tmp_path / "moi.dvapp"))
    type_text(page.password.edit, PASSWORD)
    type_text(page.again.edit, PASSWORD)
    with qtbot.waitSignal(login.opened, timeout=20_000) as opened:
        page.make.click()
    assert opened.args[0].board.unit.code == "005"
    opened.args[0].store.close()


def test_two_different_passwords_make_nothing(login, qtbot, jobs, tmp_path):
    login.show_create()
    settle(qtbot, jobs)
    page = login.create_page
    type_text(page.search, "cau giay")
    page.file.setText(str(tmp_path / "moi.dvapp"))
    type_text(page.password.edit, PASSWORD)
    type_text(page.again.edit, PASSWORD + "x")
    page.make.click()
    assert page.again.hinted()
    assert not jobs.running
    assert not (tmp_path / "moi.dvapp").exists()


def test_a_capital_without_shift_means_caps_lock(login):
    field = login.open_page.password
    press = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "A")
    QCoreApplication.sendEvent(field.edit, press)
    assert field.hinted()


def test_a_password_is_hidden_until_one_asks(login):
    field = login.open_page.password
    assert field.edit.echoMode() == QLineEdit.EchoMode.Password
    field._eye.click()
    assert field.edit.echoMode() == QLineEdit.EchoMode.Normal


def test_2018_has_the_city_and_thirty_districts(board):
    found = boards_in(board.units, 2018)
    assert len(found) == 31
    assert found[0].code == "hn"


def test_every_control_has_a_name(login, qtbot, jobs):
    login.show_create()
    settle(qtbot, jobs)
    assert nameless(login) == []
