"""What the grid tells of a cell: its records, its earlier periods, its note, what the rules say of it, and aloud."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.desk import nameless, settle
from tests.ui.grid.keyboard import A06, KEY, Q3, at, press, text_at, write

from dvapp.domain.codes import IndicatorCode
from dvapp.host.i18n import set_language
from dvapp.services.figures.grid import unit_grid
from dvapp.services.figures.grid_typing import CellEdit, type_figures
from dvapp.services.recording.records import add_record


def test_records_of_a_unit_fix_its_cell_and_a_typed_number_against_them_is_a_conflict(
    grid, session, wards, qtbot, jobs
):
    view = at(grid, wards[0], "A06")
    write(grid, "9")
    for number in range(2):
        record = dict(session.pack.kinds["meeting"].example)
        record["unit"] = wards[0]
        record["happened"] = f"2018-08-0{number + 1}"
        add_record("meeting", record, session=session)
    grid.refresh()
    settle(qtbot, jobs)
    at(grid, wards[0], "A06")
    look = grid.content.look(*view.spot)
    assert look.mark == "conflict"
    assert text_at(grid) != "9"
    grid.follower.show_detail()
    assert any(state == "error" for state, _words in grid.panel.detail.faults)
    press(grid, KEY.Key_Delete)
    assert grid.content.look(*view.spot).mark == "record"


def test_the_panel_tells_source_earlier_periods_and_keeps_a_note(grid, session, wards):
    at(grid, wards[0], "A06")
    write(grid, "4")
    at(grid, wards[0], "A06")
    grid.follower.show_detail()
    assert grid.panel.detail.note == ""
    assert len(grid.panel.detail.earlier) == 2
    grid.panel.note.setFocus()
    QTest.keyClicks(grid.panel.note, "theo cong van 12")
    QTest.keyClick(grid.panel.note, KEY.Key_Return)
    cell = unit_grid(session, Q3).cell(wards[0], A06)
    assert cell.typed is not None
    assert (cell.typed.number, cell.typed.note) == (4, "theo cong van 12")


def test_a_note_still_being_typed_is_kept_when_another_cell_is_chosen(grid, session, wards):
    at(grid, wards[0], "A06")
    write(grid, "4")
    at(grid, wards[0], "A06")
    grid.follower.show_detail()
    grid.panel.note.setFocus()
    QTest.keyClicks(grid.panel.note, "ghi do")
    at(grid, wards[1], "A07")
    grid.follower.show_detail()
    noted = unit_grid(session, Q3).cell(wards[0], A06).typed
    assert noted is not None
    assert noted.note == "ghi do"


def test_the_record_of_a_typed_number_is_one_click_away(grid, session, wards, qtbot):
    at(grid, wards[0], "A06")
    write(grid, "4")
    at(grid, wards[0], "A06")
    grid.follower.show_detail()
    with qtbot.waitSignal(grid.navigate) as told:
        grid.panel.record_wanted.emit(grid.panel.detail.typed_record)
    kept = unit_grid(session, Q3).cell(wards[0], A06).typed
    assert kept is not None
    assert told.args == ["records", kept.record]


def test_every_control_has_a_name_and_every_language_its_words(grid, wards, jobs, qtbot):
    at(grid, wards[0], "A06")
    write(grid, "ba")
    grid.follower.show_detail()
    assert nameless(grid) == []
    set_language("en")
    grid.retranslate()
    assert grid.tools.arrangement.buttons()[0].text() == "All units"
    assert grid.content.sheet.columns[0].title == "Whole board"


def test_a_cell_reads_its_heads_and_its_state_aloud(grid, wards):
    view = at(grid, wards[0], "A06")
    index = grid.content.index(*view.spot)
    said = grid.content.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("A06")
    assert grid.content.sheet.columns[view.spot[1]].title in said


def test_f1_explains_and_f6_goes_to_the_panel_and_back(grid, wards, qtbot):
    at(grid, wards[0], "A06")
    write(grid, "3")
    at(grid, wards[0], "A06")
    assert "A06" in grid.follower.detail(grid.follower.place()).said
    press(grid, KEY.Key_F1)
    press(grid, KEY.Key_F6)
    assert grid.window().focusWidget() is grid.panel.note
    QTest.keyClick(grid.panel.note, KEY.Key_F6)
    assert grid.window().focusWidget() is grid.view


def test_cells_say_what_the_rules_say_of_them_by_colour_sign_and_words(grid, session, wards, jobs, qtbot):
    for code, number in (("D01", 3), ("D02", 9)):
        type_figures(session, Q3, [CellEdit(unit=wards[0], indicator=IndicatorCode(code), number=number)])
    grid.refresh()
    settle(qtbot, jobs)
    qtbot.waitUntil(lambda: bool(grid.content.marks), timeout=8_000)
    marked = {place for place in grid.content.marks if place.unit == wards[0]}
    assert marked
    place = next(iter(marked))
    look = grid.content.look(*at(grid, place.unit, place.indicator).spot)
    assert look.breach in {"error", "warn"}
    assert look.ground == f"{look.breach}_ground"
    said = grid.content.told(*grid.view.spot)
    assert grid.content.marks[place].words[0] in said
