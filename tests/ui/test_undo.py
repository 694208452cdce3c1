"""Undo and redo across the session, in a real workspace on a real store."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.ui.desk import settle, type_text
from tests.ui.test_records_screen import example

from dvapp.services.recording.records import list_records, save_record, standing_of
from dvapp.services.recording.typed_drafts import keep_typed
from dvapp.ui.shell.workspace import Workspace

UNDO = (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
REDO = (Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def desk(qtbot, board, jobs, settings):
    made: Any = Workspace(board, jobs, settings)
    qtbot.addWidget(made)
    made.resize(1300, 860)
    made.show()
    made.go("records")
    settle(qtbot, jobs)
    yield made
    made.close_down()
    made.screen_of("records").form.close_record()


@pytest.fixture
def records(desk):
    return desk.screen_of("records")


@pytest.fixture
def inspection(qtbot, board, jobs, records):
    record = example(board, "inspection")
    save_record(record, session=board)
    records.refresh()
    settle(qtbot, jobs)
    records.open_record(record.id)
    return record


def edit_of(records: Any, code: str) -> Any:
    return records.form.field(code).editor.target()


def write(desk: Any, records: Any, code: str, text: str) -> None:
    edit = edit_of(records, code)
    edit.setFocus()
    edit.selectAll()
    type_text(edit, text)
    desk.history.rest()


def texts(board: Any, record: Any) -> Any:
    found: Any = standing_of(record.id, session=board)
    return found.draft.texts if found.draft is not None else found.stored.values


def test_typing_in_fields_is_taken_back_field_by_field_and_done_again(desk, records, inspection, board):
    write(desk, records, "visits", "12")
    write(desk, records, "theme", "Kỷ luật")
    desk.history.undo()
    assert edit_of(records, "theme").text() == inspection.values.get("theme", "")
    assert edit_of(records, "visits").text() == "12"
    desk.history.undo()
    assert texts(board, inspection)["visits"] == inspection.values["visits"], "what is undone is kept, too"
    desk.history.redo()
    desk.history.redo()
    assert (texts(board, inspection)["visits"], texts(board, inspection)["theme"]) == (12, "Kỷ luật")
    assert desk.history.undo_words


def test_undo_goes_to_the_record_that_was_left_and_shows_it(desk, records, inspection, board, qtbot, jobs):
    write(desk, records, "visits", "12")
    records.new_record("commendation")
    desk.go("overview")
    settle(qtbot, jobs)
    desk.history.undo()
    assert desk.place == "records"
    assert records.form.model.record_id == inspection.id
    assert edit_of(records, "visits").text() == str(inspection.values["visits"])


def test_a_new_record_is_taken_back_after_what_was_typed_in_it(desk, records, board):
    records.new_record("commendation")
    write(desk, records, "collectives", "3")
    records.keep_now()
    assert len(list_records(board)) == 1
    desk.history.undo()
    assert edit_of(records, "collectives").text() == ""
    desk.history.undo()
    assert (list_records(board), records.form.model, desk.history.undo_words) == ((), None, "")
    desk.history.redo()
    desk.history.redo()
    (back,) = list_records(board)
    assert back.draft is not None
    assert back.draft.texts["collectives"] == "3"
    assert records.form.model.record_id == back.id


def test_a_deletion_is_taken_back_and_done_again_from_any_screen(
    desk, records, inspection, board, qtbot, jobs
):
    records.remove_current()
    assert list_records(board) == ()
    desk.go("overview")
    settle(qtbot, jobs)
    desk.history.undo()
    assert [one.id for one in list_records(board)] == [inspection.id]
    assert desk.place == "records"
    desk.history.redo()
    assert list_records(board) == ()


def test_what_somebody_else_changed_since_is_not_undone(desk, records, inspection, board):
    write(desk, records, "visits", "12")
    records.keep_now()
    records.new_record("commendation")
    other = type(inspection)(
        id=inspection.id,
        kind=inspection.kind,
        unit=inspection.unit,
        happened=inspection.happened,
        values={**inspection.values, "visits": 77},
    )
    save_record(other, session=board)
    said: list[Any] = []
    desk.history.refused.connect(said.append)
    desk.history.undo()
    assert [refusal.code for refusal in said] == ["field_changed"]
    assert texts(board, inspection)["visits"] == 77


def test_a_deletion_whose_record_came_back_otherwise_is_refused(desk, records, inspection, board):
    records.remove_current()
    save_record(inspection, session=board)
    assert not desk.history.undo()
    assert [one.id for one in list_records(board)] == [inspection.id]


def test_the_keys_work_in_a_field_and_do_not_bite_its_own_undo(desk, records, inspection, qtbot):
    write(desk, records, "visits", "12")
    write(desk, records, "theme", "Kỷ luật")
    edit = edit_of(records, "theme")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is edit)
    qtbot.keyClick(edit, *UNDO)
    assert edit.text() == inspection.values.get("theme", "")
    qtbot.keyClick(edit, *UNDO)
    assert edit_of(records, "visits").text() == str(inspection.values["visits"])
    qtbot.keyClick(QApplication.focusWidget(), *REDO)
    assert edit_of(records, "visits").text() == "12"
    assert QApplication.focusWidget() is edit_of(records, "visits"), "one sees where"


def test_a_search_line_keeps_its_own_undo_and_then_hands_on(desk, records, inspection, qtbot):
    write(desk, records, "visits", "12")
    search = records.list.search
    search.setFocus()
    qtbot.keyClicks(search, "abc")
    qtbot.keyClick(search, *UNDO)
    assert search.text() == ""
    assert edit_of(records, "visits").text() == "12"
    qtbot.keyClick(search, *UNDO)
    assert edit_of(records, "visits").text() == str(inspection.values["visits"])


def test_the_status_line_names_the_next_step(desk, records, inspection):
    assert not desk.status._undo.isEnabled()
    assert desk.status._undo.toolTip()
    write(desk, records, "visits", "12")
    assert desk.status._undo.isEnabled()
    assert records.form.model.kind.field("visits").label.said_in("vi") in desk.status._undo.toolTip()
    desk.status._undo.click()
    assert edit_of(records, "visits").text() == str(inspection.values["visits"])
    assert desk.status._redo.isEnabled()


def test_a_table_and_chosen_units_are_undone_whole(desk, records, board):
    records.new_record("monthly_evaluation")
    editor = records.form.field("rows").editor
    type_text(editor._cells[0]["a"], "5")
    desk.history.rest()
    editor.add_row()
    type_text(editor._cells[1]["a"], "7")
    desk.history.undo()
    assert records.form.model.rows("rows") == [{"a": "5"}]
    assert len(editor._cells) == 1
    desk.history.redo()
    assert [row.get("a") for row in records.form.model.rows("rows")] == ["5", "7"]


def test_closing_the_store_forgets_the_steps(desk, records, inspection):
    write(desk, records, "visits", "12")
    desk.close_down()
    assert (desk.history.undo_words, desk.history.undo()) == ("", False)


def test_in_a_reports_text_the_keys_never_undo_what_was_done_elsewhere(
    desk, records, inspection, jobs, qtbot
):
    records.open_record(inspection.id)
    records.remove_current()
    desk.go("report")
    settle(qtbot, jobs)
    said: list[Any] = []
    report = desk.screen_of("report")
    report.said.connect(said.append)
    edit = next(iter(report.editor.sections.values())).edit
    desk.activateWindow()
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    type_text(edit, "thêm")
    before = desk.history.undo_words
    assert before
    while edit.document().isUndoAvailable():
        QTest.keyClick(edit, *UNDO)
    assert "thêm" not in edit.toPlainText()
    QTest.keyClick(edit, *UNDO)
    assert desk.history.undo_words == before
    assert said[-1].words.startswith("Phần văn bản này") or "Nothing to undo" in said[-1].words
    assert edit.hasFocus()


def test_words_that_wait_are_told_when_the_store_is_opened_and_lead_to_their_screen(desk, jobs, qtbot, board):
    told: list[Any] = []
    desk.snack.say = told.append
    desk.go_on()
    assert told == []
    keep_typed(board, {"reason/2018-Q3/change.B04": {"": "lời"}, "filter/name": {"": "bộ lọc"}})
    desk.go_on()
    assert "1" in told[-1].words
    told[-1].then()
    settle(qtbot, jobs)
    assert desk.period.written == "2018-Q3"
    assert desk.screen_of("figures").rules.is_open
