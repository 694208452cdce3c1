from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit, QPushButton
from tests.ui.desk import nameless, settle, type_text

from dvapp.domain.recording.searching import HitGroup, ListFilter, RecordState
from dvapp.services.searching import search as filters
from dvapp.ui.records.screen import RecordsScreen
from dvapp.ui.shell.workspace import Workspace


@pytest.fixture
def workspace(qtbot, sample_board, jobs, settings):
    made = Workspace(sample_board, jobs, settings)
    qtbot.addWidget(made)
    made.resize(1300, 820)
    made.show()
    made.go("units")
    settle(qtbot, jobs)
    yield made
    made.close_down()


def ask(qtbot, workspace, words):
    bar = workspace.search
    bar.begin()
    bar.field.clear()
    type_text(bar.field, words)
    qtbot.waitUntil(lambda: not bar._late.isActive() and not bar._lane.running, timeout=5_000)
    return bar


def chosen(bar) -> Any:
    return bar.lines.lines[bar.view.currentIndex().row()]


def test_answers_come_in_groups_as_one_types(qtbot, workspace):
    bar = ask(qtbot, workspace, "dan van")
    groups = [line.group for line in bar.lines.lines if not line.chosen]
    assert groups == [HitGroup.RECORDS, HitGroup.REPORTS, HitGroup.FIGURES]
    assert bar.panel.isVisible()
    assert chosen(bar).hit is not None
    assert nameless(workspace) == []


def test_a_report_is_told_with_its_period_in_words(qtbot, workspace):
    bar = ask(qtbot, workspace, "hoa giai thanh o co so")
    told = [line.detail for line in bar.lines.lines if line.hit and line.group is HitGroup.REPORTS]
    assert any("BC06 · Năm 2018" in detail for detail in told), told
    assert not any("2018-" in detail for detail in told)


def test_the_arrows_pass_headings_by_and_enter_opens_the_place(qtbot, workspace, jobs):
    bar = ask(qtbot, workspace, "B01")
    assert chosen(bar).hit.target == "B01"
    qtbot.keyClick(bar.field, Qt.Key.Key_Down)
    assert chosen(bar).chosen
    qtbot.keyClick(bar.field, Qt.Key.Key_Up)
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert workspace.place == "figures"
    assert not bar.panel.isVisible()
    settle(qtbot, jobs)


def test_a_record_that_was_found_stands_in_its_form(qtbot, workspace, jobs):
    bar = ask(qtbot, workspace, "dan van kheo")
    wanted = chosen(bar).hit.target
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    settle(qtbot, jobs)
    assert workspace.place == "records"
    assert workspace.screen_of("records").form.model.record_id == wanted


def test_all_records_found_are_shown_in_the_list(qtbot, workspace, jobs):
    bar = ask(qtbot, workspace, "kiem tra")
    row = next(n for n, line in enumerate(bar.lines.lines) if line.all_)
    bar._clicked(bar.lines.index(row, 0))
    settle(qtbot, jobs)
    screen = workspace.screen_of("records")
    assert screen.list.search.text() == "kiem tra"
    assert 0 < len(screen.content.visible) < screen.content.size
    screen.list.show_all()


def test_esc_leaves_the_answers_then_the_words(qtbot, workspace):
    workspace.navigation.setFocus()
    bar = ask(qtbot, workspace, "dan")
    qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert not bar.panel.isVisible()
    assert bar.field.text() == "dan"
    qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert bar.field.text() == ""
    assert not bar.field.hasFocus()


def test_an_answer_that_comes_too_late_is_dropped(qtbot, workspace):
    bar = ask(qtbot, workspace, "dan van")
    late = bar._turn
    shown = bar.lines.lines
    bar.field.setText("x")
    bar._take(late, filters.find(workspace.session, "kiem tra"))
    assert bar.lines.lines is shown


def test_nothing_found_says_so(qtbot, workspace):
    bar = ask(qtbot, workspace, "khôngcóchữnày")
    assert bar.lines.lines == ()
    assert bar.panel.isVisible()
    assert "khôngcóchữnày" in bar.nothing.text()


def test_lines_are_drawn(qtbot, workspace):
    bar = ask(qtbot, workspace, "dan van")
    image = QImage(QSize(600, 400), QImage.Format.Format_RGB32)
    bar.panel.render(image)
    assert len({image.pixel(x, 60) for x in range(600)}) > 2


# --- the list's filter -----------------------------------------------------------------------------------------------


@pytest.fixture
def screen(qtbot, sample_board, jobs):
    made = RecordsScreen(sample_board, jobs)
    qtbot.addWidget(made)
    made.resize(1200, 820)
    made.show()
    made.refresh()
    settle(qtbot, jobs)
    yield made
    for one in filters.saved_filters(sample_board):
        filters.remove_filter(sample_board, one.id)


def chip_of(screen, name):
    saved = next(one for one in filters.saved_filters(screen._session) if one.name == name)
    return screen.list.conditions.chip_of(saved.id)


def names(screen):
    return [one.name for one in filters.saved_filters(screen._session)]


def test_a_saved_filter_is_renamed_moved_and_deleted_by_its_arrow_and_by_keys(screen, qtbot):
    panel, conditions = screen.list.panel, screen.list.conditions
    screen.list.more.click()
    for place, name in enumerate(("Một", "Hai", "Ba"), start=1):
        panel.days.setCurrentIndex(place)
        panel.days.activated.emit(place)
        panel.name.setText(name)
        panel.save()
    qtbot.keyClick(chip_of(screen, "Ba"), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert names(screen) == ["Một", "Ba", "Hai"]
    qtbot.keyClick(chip_of(screen, "Một"), Qt.Key.Key_F2)
    field = next(part for part in conditions.parts if isinstance(part, QLineEdit))
    field.setText("Thứ nhất")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert names(screen) == ["Thứ nhất", "Ba", "Hai"]
    said: list[Any] = []
    screen.list.said.connect(said.append)
    qtbot.keyClick(chip_of(screen, "Ba"), Qt.Key.Key_Delete)
    assert names(screen) == ["Thứ nhất", "Hai"]
    said[-1].then()
    assert names(screen) == ["Thứ nhất", "Ba", "Hai"]
    one = filters.saved_filters(screen._session)[2]
    menu = conditions.menu(one)
    menu.actions()[2].trigger()
    assert names(screen) == ["Thứ nhất", "Hai", "Ba"]
    arrows = [
        b for part in conditions.parts for b in part.findChildren(QPushButton) if "Hai" in b.accessibleName()
    ]
    assert len(arrows) == 2  # its chip, and the arrow beside it
    assert nameless(screen.list) == []


def test_a_filter_is_chosen_saved_and_used_again(screen):
    whole = len(screen.content.visible)
    screen.list.more.click()
    panel = screen.list.panel
    panel.days.setCurrentIndex(2)
    panel.days.activated.emit(2)
    some = len(screen.content.visible)
    assert 0 < some < whole
    panel.name.setText("Sáu tháng")
    panel.save()
    screen.list.conditions.parts[-1].click()
    assert screen.content.filter == ListFilter()
    assert len(screen.content.visible) == whole
    chip_of(screen, "Sáu tháng").click()
    assert len(screen.content.visible) == some
    panel.name.setText("Sáu tháng")
    panel.save()
    assert not panel.refused.isHidden()
    assert nameless(screen.list) == []


def test_a_filter_that_nothing_passes_says_so(screen):
    screen.list.show_filter(ListFilter(state=RecordState.FAULTY))
    assert screen.list.stack.currentWidget() is screen.list.empty
    assert not screen.list.write.isEnabled()
    screen.list.show_all()
    assert screen.list.stack.currentWidget() is screen.list.view


def test_the_place_and_the_choice_stay_when_the_list_is_read_again(screen):
    view = screen.list.view
    one = screen.content.visible[40].listed.id
    screen.list.select(one)
    place = view.verticalScrollBar().value()
    assert place > 0
    screen.list.reread()
    assert screen.list.current() == one
    assert view.verticalScrollBar().value() == place


def test_a_large_store_is_read_beside_the_window_and_the_last_question_wins(screen, qtbot, jobs, monkeypatch):
    monkeypatch.setattr("dvapp.ui.records.list_view.AT_ONCE", 0)
    whole = len(screen.content.visible)
    screen.list.search.setText("kiem tra")
    screen.list.search.setText("zzz")
    screen.list.search.setText("")
    assert len(screen.content.visible) == whole, "nothing is read on the spot"
    qtbot.waitUntil(lambda: not screen.list._late.isActive(), timeout=2_000)
    settle(qtbot, jobs)
    assert len(screen.content.visible) == whole
    screen.list.search.setText("kiem tra")
    qtbot.waitUntil(lambda: 0 < len(screen.content.visible) < whole, timeout=4_000)


def test_the_list_in_sight_is_written_to_a_file(screen, qtbot, jobs, tmp_path):
    said: list[Any] = []
    screen.said.connect(said.append)
    screen.list.show_filter(ListFilter(words="dan van"))
    screen.export.write(tmp_path / "danh sách")
    settle(qtbot, jobs)
    assert (tmp_path / "danh sách.xlsx").read_bytes().startswith(b"PK")
    assert said[-1].state == "ok"
