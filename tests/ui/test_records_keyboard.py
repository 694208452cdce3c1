"""Recording by keyboard alone: the kind is found by its beginning, Tab goes through every form, days are typed short."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from tests.ui.desk import settle, type_text

from dvapp.services.recording.records import list_records
from dvapp.ui.records.editors import DayEditor, MonthEditor
from dvapp.ui.records.kind_menu import KindMenu
from dvapp.ui.records.screen import RecordsScreen
from dvapp.ui.records.table_editor import TableEditor

KEY = Qt.Key


@pytest.fixture
def screen(qtbot, board, jobs):
    made = RecordsScreen(board, jobs)
    qtbot.addWidget(made)
    made.resize(1200, 820)
    made.show()
    made.refresh()
    settle(qtbot, jobs)
    yield made
    made.form.close_record()


def walk(qtbot, screen: RecordsScreen, *, steps: int = 60) -> list[object]:
    """Where Tab stops, from where the focus is to the files below the form."""
    stops: list[object] = []
    for _step in range(steps):
        at = QApplication.focusWidget()
        assert at is not None
        assert screen.form.isAncestorOf(at), f"Tab left the form at {at.accessibleName()!r}"
        stops.append(at)
        if at is screen.files.add:
            break
        qtbot.keyClick(at, KEY.Key_Tab)
    return stops


def test_tab_goes_on_from_whichever_answer_is_chosen(screen, qtbot):
    screen.new_record("coordination_plan")
    answers = screen.form.field("scope").editor.segments.buttons()
    answers[0].setFocus()
    qtbot.keyClick(answers[0], KEY.Key_Right)
    assert answers[1].hasFocus()
    qtbot.keyClick(answers[1], KEY.Key_Space)
    stops = walk(qtbot, screen)
    assert stops[1] is screen.form.field("parties").editor.target()
    assert stops[-1] is screen.files.add


def test_tab_goes_through_the_rows_that_were_added_to_a_table(screen, qtbot):
    screen.new_record("site_clearance")
    table: Any = screen.form.field("rows").editor
    assert isinstance(table, TableEditor)
    table.add_row()
    table.focus_cell(0, "project")
    stops = walk(qtbot, screen)
    cells = [cell for cells in table._cells for cell in cells.values()]
    assert stops[: len(cells)] == cells
    assert stops[-1] is screen.files.add


def test_tab_stops_once_at_a_group_of_answers(screen, qtbot):
    screen.new_record("inspection")
    stops = walk(qtbot, screen)
    answers = screen.form.field("form").editor.segments.buttons()
    assert sum(stop in answers for stop in stops) == 1


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("5/3", "05/03/2018"),
        ("0503", "05/03/2018"),
        ("5.3.19", "05/03/2019"),
        ("050319", "05/03/2019"),
        ("05032019", "05/03/2019"),
        ("3102", "3102"),
        ("503", "503"),
    ],
)
def test_a_short_day_is_completed_in_sight_when_its_field_is_left(dressed, qtbot, typed, whole):
    editor = DayEditor(2018)
    qtbot.addWidget(editor)
    type_text(editor.edit, typed)
    editor.left.emit()
    assert editor.edit.text() == whole


@pytest.mark.parametrize(("typed", "whole"), [("7", "07/2018"), ("7/19", "07/2019"), ("13", "13")])
def test_a_short_month_is_completed_too(dressed, qtbot, typed, whole):
    editor = MonthEditor(2018)
    qtbot.addWidget(editor)
    type_text(editor.edit, typed)
    editor.left.emit()
    assert editor.edit.text() == whole


def test_a_kind_is_found_by_typing_its_beginning_without_diacritics(dressed, qtbot, board):
    owner = QPushButton()
    qtbot.addWidget(owner)
    menu = KindMenu(board.pack, owner)
    wanted: list[str] = []
    menu.wanted.connect(wanted.append)
    menu.popup(owner.rect().center())
    for letter in "kiem tra cong tac":
        qtbot.keyClick(menu, letter)
    assert menu.activeAction().text() == "Kiểm tra công tác dân vận"
    qtbot.keyClick(menu, KEY.Key_Return)
    assert wanted == ["work_inspection"]
    menu.popup(owner.rect().center())
    for letter in "dan chu":  # in the middle of the name
        qtbot.keyClick(menu, letter)
    qtbot.keyClick(menu, KEY.Key_Return)
    assert wanted[1:] == ["democracy_grading"]


def test_a_draft_that_only_the_store_refuses_says_so_again_when_it_is_opened(screen, qtbot):
    screen.new_record("commune_return")
    model: Any = screen.form.model
    model.put_all({"@since": "01/01/2018", "report": "periodic", "received": "04/04/2018"})
    assert model.reading().record is not None, "right by itself"
    assert screen.keep_now()
    (kept,) = list_records(screen._session)
    assert kept.draft is not None
    screen.form.close_record()
    screen.show_record(kept.id)
    assert [fault.field for fault in screen.form.model.reading().faults] == ["happened"]
    assert screen.form.frame._fault.isVisible()
