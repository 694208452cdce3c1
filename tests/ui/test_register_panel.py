"""The register in the window: found, read, written by hand, corrected, given back, printed; by keyboard, and never lost."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from sqlalchemy import text as sql
from tests.services.registers import PASSWORD, begin, blank_store, entered, said, tools, wish
from tests.ui.desk import forget_typed, nameless, settle

from dvapp.domain.accounts.accounts import Account
from dvapp.domain.accounts.duties import Duty
from dvapp.domain.register.numbers import State
from dvapp.host.i18n import set_language
from dvapp.services.register.lines import find_numbers, number_with_history
from dvapp.services.register.numbering import lease_number
from dvapp.services.register.register_ports import NumberFilter
from dvapp.services.register.series import list_series
from dvapp.services.session import Session
from dvapp.services.stores import open_session
from dvapp.ui.jobs import Jobs
from dvapp.ui.records.editors import LongEditor
from dvapp.ui.register.forms import AmendForm, BeginForm, EnterForm
from dvapp.ui.register.panel import RegisterPanel


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return blank_store(tmp_path_factory.mktemp("register"))


@pytest.fixture
def session(blank: Path, tmp_path: Path) -> Iterator[Session]:
    made = open_session(Path(copy(blank, tmp_path)), PASSWORD, tools=tools())
    yield made
    made.store.close()


@pytest.fixture
def jobs(qtbot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.shutdown()


@pytest.fixture
def panel(qtbot, dressed, session: Session, jobs: Jobs, settings) -> RegisterPanel:
    made = RegisterPanel(session, jobs, settings)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    made.refresh()
    return made


@pytest.fixture
def full(panel: RegisterPanel, session: Session) -> RegisterPanel:
    begin(session)
    begin(session, "KH")
    entered(session, "kết quả kiểm tra công vụ", issued=date(2018, 3, 2))
    entered(session, "công tác dân vận quý I", issued=date(2018, 4, 20))
    entered(session, "tiếp công dân", type_="KH", symbol="-KH/BDVQU", issued=date(2018, 4, 3))
    lease_number(session, wish("p1"), bound=False)
    panel.refresh()
    return panel


def listed(panel: RegisterPanel) -> list[str]:
    return [one.label for one in panel.list.content.numbers]


def write(panel: RegisterPanel, **texts: str) -> None:
    for name, text in texts.items():
        editor = panel.detail.form.editors[name]
        editor.put(text)
        editor.edited.emit(text)


def typed_in(panel: RegisterPanel, name: str) -> str:
    editor = panel.detail.form.editors[name]
    assert isinstance(editor, LongEditor)
    return editor.edit.toPlainText()


def test_an_empty_register_says_what_to_do_first(panel, session):
    assert panel.empty.isVisibleTo(panel)
    assert not panel.enter.isEnabled()
    assert panel.enter.toolTip()
    panel.empty.action.click()
    assert isinstance(panel.detail.form.form, BeginForm)
    write(panel, type="BC", since="01/08/2015", until="", first="38", reason="37 báo cáo ở sổ giấy")
    panel.detail.form.keep.click()
    assert list_series(session)[0].first == 38
    assert panel.enter.isEnabled()
    panel.empty.action.click()
    assert isinstance(panel.detail.form.form, EnterForm)


def test_what_is_wrong_stands_beside_its_field(panel, session):
    panel.begin.click()
    write(panel, first="ba mươi", since="31/02/2015")
    panel.detail.form.keep.click()
    shown = {name: fault.text() for name, fault in panel.detail.form._faults.items() if fault.text()}
    assert set(shown) == {"first", "since"}
    write(panel, first="38", since="01/08/2015")
    panel.detail.form.keep.click()
    assert panel.detail.form._faults["reason"].text()
    assert list_series(session) == ()


def test_the_list_is_searched_narrowed_and_sorted(full, qtbot):
    assert listed(full) == ["01-BC/BDVQU", "02-BC/BDVQU", "03-BC/BDVQU", "01-KH/BDVQU"]
    full.search.setText("kiem tra")
    qtbot.waitUntil(lambda: listed(full) == ["01-BC/BDVQU"])
    full.search.setText("không có gì")
    qtbot.waitUntil(lambda: listed(full) == [])
    full.empty.action.click()
    assert len(listed(full)) == 4
    full.state.setCurrentIndex(full.state.findData("leased"))
    full.state.activated.emit(0)
    assert listed(full) == ["03-BC/BDVQU"]
    full.state.setCurrentIndex(0)
    full.state.activated.emit(0)
    full.until.put("03/04/2018")
    full.until.edited.emit("03/04/2018")
    assert listed(full) == ["01-BC/BDVQU", "03-BC/BDVQU", "01-KH/BDVQU"]
    full.until.put("")
    full.until.edited.emit("")
    full.list._sort(1)
    full.list._sort(1)
    assert listed(full)[:2] == ["03-BC/BDVQU", "02-BC/BDVQU"]


def test_a_line_shows_all_it_says_and_its_history(full):
    first = full.list.content.numbers[0]
    full.list.choose(first.series, 1)
    assert full.detail.number.label == "01-BC/BDVQU"
    assert full.detail._story.count() == 2
    assert not full.detail.give_back.isVisibleTo(full)


def test_a_number_is_given_back_with_a_reason(full, session):
    held = full.list.content.numbers[2]
    full.list.choose(held.series, held.number)
    full.detail.give_back.click()
    full.detail.form.keep.click()
    assert full.detail.form._faults["reason"].text()
    write(full, reason="văn bản rút lại")
    full.detail.form.keep.click()
    found, story = number_with_history(session, held.series, held.number)
    assert (found.state, story[-1].reason) == (State.RETURNED, "văn bản rút lại")
    assert full.detail.number.state is State.RETURNED


def test_a_paper_is_entered_by_hand_and_its_type_follows_the_series(full, session):
    full.enter.click()
    form = full.detail.form
    assert form.editors["document_type"].edit.text() == "Báo cáo"
    write(full, series="KH/term")
    assert form.editors["document_type"].edit.text() == "Kế hoạch"
    assert "2" in form.editors["number"].edit.placeholderText()
    form.keep.click()
    assert form._faults["issued"].text()
    write(full, issued="05/06/2018", excerpt="phối hợp", copies="0")
    form.keep.click()
    entered_ = find_numbers(session, NumberFilter(type="KH"))[-1]
    assert (entered_.label, said(entered_).copies, said(entered_).sent) == ("02-KH/BDVQU", 0, None)
    assert full.list.number().label == "02-KH/BDVQU"


def test_a_line_is_completed_and_the_history_says_why(full, session):
    line = full.list.content.numbers[1]
    full.list.choose(line.series, line.number)
    full.detail.amend.click()
    assert isinstance(full.detail.form.form, AmendForm)
    write(full, copies="12", sent="21/04/2018", reason="gửi bưu điện")
    full.detail.form.keep.click()
    found = number_with_history(session, line.series, line.number)[0]
    assert (said(found).copies, said(found).sent) == (12, date(2018, 4, 21))


def test_what_is_typed_and_not_given_is_there_again(full, session, qtbot, jobs, settings):
    full.enter.click()
    write(full, excerpt="nửa chừng")
    assert full.keep_now()
    other = RegisterPanel(session, jobs, settings)
    qtbot.addWidget(other)
    other.refresh()
    other.enter.click()
    assert typed_in(other, "excerpt") == "nửa chừng"
    other.detail.form.leave.click()
    other.enter.click()
    assert typed_in(other, "excerpt") == ""
    forget_typed(session)


def test_somebody_who_may_not_number_hears_who_may(full, session):
    with session.store.unit_of_work() as work:
        work.accounts.put(Account(login="owner", name="Ai đó", duties=frozenset({Duty.OFFICER})))
        work.commit()
    session.refresh_actor()
    full.refresh()
    assert not full.enter.isEnabled()
    assert "văn thư" in full.enter.toolTip()
    line = full.list.content.numbers[0]
    full.list.choose(line.series, line.number)
    assert not full.detail.amend.isEnabled()
    assert full.print.isEnabled()


def test_the_register_is_printed_and_exported(full, jobs, qtbot, tmp_path):
    told: list[str] = []
    full.said.connect(lambda notice: told.append(notice.words))
    full.write(tmp_path / "sổ")
    settle(qtbot, jobs)
    full.write(tmp_path / "sổ.xlsx")
    settle(qtbot, jobs)
    assert (tmp_path / "sổ.pdf").read_bytes().startswith(b"%PDF-")
    assert (tmp_path / "sổ.xlsx").read_bytes().startswith(b"PK")
    assert len(told) == 2
    full.print.click()
    settle(qtbot, jobs)
    assert full.printing.window is not None
    full.printing.window.close()


def test_in_a_narrow_window_list_and_line_take_turns_and_esc_goes_back(full, qtbot):
    full.resize(700, 600)
    assert full.list.isVisibleTo(full)
    assert not full.detail.isVisibleTo(full)
    qtbot.keyClick(full.list, Qt.Key.Key_Return)
    assert full.detail.isVisibleTo(full)
    assert not full.list.isVisibleTo(full)
    qtbot.keyClick(full, Qt.Key.Key_Escape)
    assert full.list.isVisibleTo(full)


def test_another_window_numbers_a_paper_while_somebody_types(full, session):
    full.enter.click()
    write(full, excerpt="đang gõ")
    entered(session, "ở cửa sổ kia")
    full.changed_elsewhere()
    assert "04-BC/BDVQU" in listed(full)
    assert typed_in(full, "excerpt") == "đang gõ"
    forget_typed(session)


def test_every_control_has_a_name_in_both_languages(full):
    for language in ("vi", "en"):
        set_language(language)
        full.retranslate()
        full.enter.click()
        assert nameless(full) == []


def become_another(store: Any) -> None:
    """Let a copied store be one of its own."""
    with store._engine.begin() as connection:
        connection.execute(sql("UPDATE store SET id = 'kho khác'"))


def test_series_of_another_store_are_taken_over_and_its_password_is_kept_nowhere(
    panel, session, blank, tmp_path
):
    folder = tmp_path / "cũ"
    folder.mkdir()
    other = open_session(Path(copy(blank, folder / "2018.dvapp")), PASSWORD, tools=tools())
    become_another(other.store)
    begin(other, first=12, reason="sổ giấy")
    panel.take_from(other.store.path)
    form = panel.detail.form
    assert "2018.dvapp" in form.form.title
    write(panel, login="owner", password="sai mật khẩu")
    assert form.editors["password"].edit.echoMode() is QLineEdit.EchoMode.Password
    form.give()
    assert form._faults["password"].text(), "it is said beside the password"
    assert panel.keep_now()
    with session.store.reading() as read:
        assert "sai" not in repr(read.typed.of("owner"))
    write(panel, password=PASSWORD)
    form.give()
    assert not form.isVisible(), form.fault.text()
    assert [(one.type, one.first) for one in list_series(session)] == [("BC", 12)]
    assert list_series(other)[0].gone is not None
    other.store.close()
