from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from tests.ui.conftest import PASSWORD
from tests.ui.desk import nameless, settle, type_text
from tests.ui.screen_shots import WRONG

from dvapp.domain.codes import RecordId, UnitCode
from dvapp.domain.recording.plain import read_record
from dvapp.services.recording.records import list_records, save_record
from dvapp.services.session import new_record_id
from dvapp.services.stores import create_store, open_session
from dvapp.ui.records.editors import ComboEditor, FramedEditor, LongEditor, SegmentEditor
from dvapp.ui.records.form_texts import SINCE, texts_of
from dvapp.ui.records.screen import RecordsScreen
from dvapp.ui.records.table_editor import TableEditor
from dvapp.ui.records.units_editor import UnitsEditor

KINDS = ("coordination_plan", "inspection", "monthly_evaluation", "satisfaction_survey", "commendation")


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


def example(session, kind):
    definition = session.pack.kind(kind)
    return read_record(definition, definition.example, record_id=new_record_id(), board=UnitCode("005"))


def fill(screen, texts):
    """Put texts into the controls as their users would."""
    frame = screen.form.frame
    frame.span.put((texts.get("@since", ""), texts.get("@until", "")))
    frame.span.edited.emit(frame.span.texts())
    for code, text in texts.items():
        parts = screen.form.field(code)
        if parts is None:
            continue
        editor = parts.editor
        match editor:
            case FramedEditor() | LongEditor():
                type_text(editor.target(), text)
            case SegmentEditor():
                next(
                    b
                    for b, c in zip(editor.segments.buttons(), parts.field.choices, strict=True)
                    if c.code == text
                ).click()
            case ComboEditor():
                editor.combo.setCurrentIndex(editor.combo.findData(text))
                editor.combo.activated.emit(editor.combo.currentIndex())
            case _:
                assert isinstance(editor, UnitsEditor | TableEditor)
                editor.put(text)
                editor.edited.emit(text)


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_opens_empty_and_accuses_nobody(screen, kind):
    screen.new_record(kind)
    assert screen.form.model.kind.code == kind
    assert all(parts.fault.isHidden() for parts in screen.form._fields.values())
    assert not list_records(screen._session), "opening a form keeps nothing"


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_form_names_every_fault_beside_its_field(screen, kind):
    screen.new_record(kind)
    model = screen.form.model
    for code, text in WRONG[kind].items():
        model.put(code, text)
    model.visit_all()
    screen.form.open(model)
    named = {fault.field.partition("[")[0] for fault in model.reading().faults}
    shown = {code for code, parts in screen.form._fields.items() if not parts.fault.isHidden()}
    assert shown == named - {"happened"}
    assert screen.form.frame._fault.isVisible() == ("happened" in named)
    screen.keep_now()
    kept = list_records(screen._session)
    assert len(kept) == 1
    assert kept[0].record is None
    assert kept[0].draft is not None


@pytest.mark.parametrize("kind", KINDS)
def test_a_right_form_becomes_a_record_and_stands_in_the_list(screen, kind):
    wanted = example(screen._session, kind)
    screen.new_record(kind)
    fill(screen, texts_of(wanted, "vi"))
    screen.keep_now()
    kept: Any
    (kept,) = list_records(screen._session)
    assert kept.draft is None
    assert kept.record is not None
    assert kept.record.values == wanted.values
    assert kept.record.happened == wanted.happened
    assert screen.list.table.rowCount() == 1
    assert screen.list.current() == kept.id


def test_typing_is_kept_by_itself_within_a_second(screen, qtbot):
    screen.new_record("inspection")
    type_text(screen.form.field("theme").editor.target(), "Kỷ luật, kỷ cương")
    qtbot.waitUntil(lambda: len(list_records(screen._session)) == 1, timeout=1_500)
    kept: Any
    (kept,) = list_records(screen._session)
    assert kept.draft.texts["theme"] == "Kỷ luật, kỷ cương"


def test_the_arithmetic_stands_under_the_field_while_one_types(screen, qtbot):
    screen.new_record("inspection")
    for code, text in {"conduct": "1", "hours": "2", "harassment": "0", "other": "0", "found": "4"}.items():
        type_text(screen.form.field(code).editor.target(), text)
    fault = screen.form.field("found").fault
    qtbot.waitUntil(lambda: not fault.isHidden(), timeout=1_500)
    assert "1 + 2 + 0 + 0" in fault.text()
    assert "4" in fault.text()


def test_a_draft_survives_closing_the_store(qtbot, jobs, tmp_path, board):
    path = tmp_path / "ban.dvapp"
    session = create_store(path, board="005", year=2018, password=PASSWORD, tools=board.tools)
    first: Any = RecordsScreen(session, jobs)
    qtbot.addWidget(first)
    first.new_record("satisfaction_survey")
    type_text(first.form.field("returned").editor.target(), "một trăm")
    first.keep_now()
    first.form.close_record()
    session.store.close()
    session = open_session(path, PASSWORD, tools=board.tools)
    again: Any = RecordsScreen(session, jobs)
    qtbot.addWidget(again)
    again.refresh()
    settle(qtbot, jobs)
    again.open_record(again.content.visible[0].listed.id)
    assert again.form.field("returned").editor.target().text() == "một trăm"
    assert not again.form.field("returned").fault.isHidden()
    again.form.close_record()
    session.store.close()


def test_a_deleted_record_comes_back(screen):
    record = example(screen._session, "commendation")
    save_record(record, session=screen._session)
    screen.list.reread(screen._filled)
    screen.open_record(record.id)
    said: list[Any] = []
    screen.said.connect(said.append)
    screen.remove_current()
    assert not list_records(screen._session)
    assert said[-1].action
    said[-1].then()
    (back,) = list_records(screen._session)
    assert back.record == record


def test_the_keyboard_leads_from_the_list_to_a_saved_record(screen, qtbot):
    record = example(screen._session, "commendation")
    save_record(record, session=screen._session)
    screen.list.reread(screen._filled)
    view = screen.list.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert screen.form.model.record_id == record.id
    qtbot.keyClick(view, Qt.Key.Key_Return)
    seen = set()
    wanted: Any = screen.form.field("collectives").editor.target()
    for _step in range(40):
        at = QApplication.focusWidget()
        seen.add(at)
        if at is wanted:
            break
        qtbot.keyClick(at, Qt.Key.Key_Return if isinstance(at, QLineEdit) else Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is wanted
    assert isinstance(wanted, QLineEdit)
    wanted.selectAll()
    type_text(wanted, "13")
    qtbot.keyClick(wanted, Qt.Key.Key_Escape)
    assert view.hasFocus()
    kept: Any
    (kept,) = list_records(screen._session)
    assert kept.record.values["collectives"] == 13


def test_not_applicable_is_one_key_away(screen, qtbot):
    screen.new_record("inspection")
    parts = screen.form.field("conduct")
    parts.focus()
    qtbot.keyClick(parts.editor.target(), Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert screen.form.model.text("conduct") == "@not_applicable"
    qtbot.keyClick(parts.editor.target(), Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert screen.form.model.text("conduct") == ""


def test_a_short_day_is_completed_with_the_stores_year(screen):
    screen.new_record("inspection")
    day = screen.form.frame.span.since
    type_text(day.edit, "5/3")
    day.left.emit()
    assert screen.form.model.text(SINCE) == "05/03/2018"


def test_a_line_below_the_form_says_what_the_record_adds_to(screen):
    screen.new_record("inspection")
    fill(screen, texts_of(example(screen._session, "inspection"), "vi"))
    screen.form.show_meaning()
    asked = []
    screen.navigate.connect(lambda place, code: asked.append((place, code)))
    links = [b for b in screen.form._adds.findChildren(type(screen.desk.remove)) if not b.isHidden()]
    texts = {link.text() for link in links}
    assert "B01 +5" in texts
    next(link for link in links if link.text() == "B01 +5").click()
    assert asked == [("figures", "B01")]


def test_a_row_added_to_a_table_is_summed(screen):
    screen.new_record("monthly_evaluation")
    editor = screen.form.field("rows").editor
    editor.add_row()
    for row, number in enumerate(("5", "7")):
        type_text(editor._cells[row]["a"], number)
    assert editor._sums["a"].text() == "12"


def test_units_are_chosen_by_a_search_without_diacritics(screen, qtbot):
    screen.new_record("inspection")
    editor = screen.form.field("units").editor
    editor.pick()
    picker: Any = next(w for w in QApplication.topLevelWidgets() if type(w).__name__ == "UnitPicker")
    picker.search.setText("mai dich")
    qtbot.keyClick(picker.search, Qt.Key.Key_Return)
    picker.close()
    assert screen.form.model.codes("units") == ["00163"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_control_of_a_form_has_a_name(screen, kind):
    screen.new_record(kind)
    assert nameless(screen) == []


def test_where_there_is_little_room_list_and_form_take_turns(screen):
    screen.resize(700, 600)
    screen.new_record("commendation")
    assert not screen.list.isVisible()
    assert screen.desk.isVisible()
    screen.back_to_list()
    assert screen.list.isVisible()
    assert not screen.desk.isVisible()


def test_the_wheel_over_a_choice_leaves_it_alone(screen):
    screen.new_record("satisfaction_survey")
    combo = screen.form.field("channel").editor.combo
    assert combo.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_multi_line_texts_leave_with_tab(screen):
    screen.new_record("inspection")
    note = screen.form.field("note").editor.target()
    assert isinstance(note, QPlainTextEdit)
    assert note.tabChangesFocus()


def test_a_stored_record_opens_complete_and_unchanged(screen):
    record = example(screen._session, "monthly_evaluation")
    save_record(record, session=screen._session)
    screen.list.reread(screen._filled)
    screen.open_record(record.id)
    assert screen.form.model.record_id == RecordId(record.id)
    assert screen.form.model.reading().record == record
    assert not screen.form.model.changed


def test_long_names_in_a_table_get_a_line_of_their_own_where_it_is_narrow(screen, qtbot):
    screen.new_record("monthly_evaluation")
    table = screen.form.field("rows").editor
    table.put([{"organisation": "Phòng Tài nguyên và Môi trường"}, {"organisation": "Văn phòng"}])
    for width, stacked in ((1200, False), (520, True)):
        table.resize(width, table.height())
        assert table._stacked is stacked
        QApplication.sendPostedEvents()
        cell = table._cells[0]["organisation"]
        table._grid.activate()
        assert cell.width() >= cell.fontMetrics().horizontalAdvance(cell.text()) + 10


def test_a_table_in_sight_has_room_for_the_rows_put_into_it(screen):
    screen.new_record("monthly_evaluation")
    table = screen.form.field("rows").editor
    table.put([{"organisation": "Một"}, {"organisation": "Hai"}])
    assert table._area.height() >= table._grid.sizeHint().height() > 100


def test_ctrl_delete_takes_a_row_out(screen, qtbot):
    screen.new_record("monthly_evaluation")
    table = screen.form.field("rows").editor
    table.put([{"organisation": "Một"}, {"organisation": "Hai"}])
    qtbot.keyClick(table._cells[0]["organisation"], Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert table._filled() == [{"organisation": "Hai"}]
