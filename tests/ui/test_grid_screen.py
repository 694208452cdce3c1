import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from tests.ui.desk import forget_typed, nameless, settle, type_text

from dvapp.app.tools import make_tools
from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.codes import IndicatorCode
from dvapp.domain.values import NOT_APPLICABLE
from dvapp.host.i18n import set_language
from dvapp.host.settings import Settings
from dvapp.services.figures.grid import unit_grid
from dvapp.services.figures.grid_typing import CellEdit, type_figures
from dvapp.services.recording.records import add_record, list_records, remove_record
from dvapp.services.stores import create_store
from dvapp.ui.grid.edits import DoesNotFit
from dvapp.ui.grid.screen import GridScreen
from dvapp.ui.grid.sheet import BOARD, Arrangement, Place, Shows
from dvapp.ui.history import History

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Q3 = parse_period("2018-Q3")

A06 = IndicatorCode("A06")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("grid") / "quan.dvapp"
    session = create_store(path, board="005", year=2018, password="mat khau de thu", tools=make_tools())
    yield session
    session.store.close()


@pytest.fixture
def session(store):
    yield store
    for listed in list_records(store):
        remove_record(listed.id, session=store)
    forget_typed(store)


@pytest.fixture
def grid(qtbot, session, jobs, tmp_path):
    made = GridScreen(session, jobs, Settings(tmp_path / "settings.json"))
    made.use_history(History(made))
    qtbot.addWidget(made)
    made.resize(1300, 800)
    made.show()
    made.set_period(Q3)
    settle(qtbot, jobs)
    made.view.setFocus()
    yield made
    settle(qtbot, jobs)


@pytest.fixture
def wards(session):
    return [unit.code for unit in unit_grid(session, Q3).units[1:]]


def at(grid, unit, code, shows=Shows.VALUE):
    grid.show_place(Place(unit, code, grid.book.period, shows))
    return grid.view


def press(grid, *keys, held=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        QTest.keyClick(QApplication.focusWidget() or grid.view, key, held)


def write(grid, text, leave=KEY.Key_Return):
    """Type over the chosen cell and leave it."""
    QTest.keyClicks(grid.view, text[:1])
    editor = grid.view.delegate._editor  # not one that was left and is still going
    QTest.keyClicks(editor, text[1:])
    QTest.keyClick(editor, leave)


def typed(session, unit, code, period=Q3):
    cell = unit_grid(session, period).cell(unit, code)
    return None if cell.typed is None else cell.typed.number


def text_at(grid):
    return grid.content.look(*grid.view.spot).text


def test_a_number_typed_over_a_cell_is_kept_and_the_next_cell_below_is_chosen(grid, session, wards):
    view = at(grid, wards[0], "A06")
    write(grid, "4")
    assert typed(session, wards[0], "A06") == 4
    assert grid.content.place(*view.spot).indicator == "A07"
    view.go(view.spot[0] - 1, view.spot[1])
    assert text_at(grid) == "4"
    assert grid.content.look(view.spot[0], 0).text == "4", "the whole board follows at once"


def test_tab_goes_right_and_with_shift_back(grid, session, wards):
    at(grid, wards[0], "A06")
    write(grid, "1", KEY.Key_Tab)
    write(grid, "2", KEY.Key_Tab)
    QTest.keyClick(grid.view, KEY.Key_Backtab)
    assert grid.content.place(*grid.view.spot).unit == wards[1]
    assert [typed(session, ward, "A06") for ward in wards[:2]] == [1, 2]


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("-", NOT_APPLICABLE), ("kps", NOT_APPLICABLE)])
def test_zero_and_what_did_not_occur_are_not_blank(grid, session, wards, text, number):
    view = at(grid, wards[0], "A06")
    spot = view.spot
    blank = grid.content.look(*spot)
    write(grid, text)
    assert typed(session, wards[0], "A06") == number
    assert blank.dotted
    assert not grid.content.look(*spot).dotted
    assert grid.content.look(*spot).text == ("0" if number == 0 else "–")


def test_delete_brings_a_cell_back_to_blank_and_undo_the_number_back(grid, session, wards):
    at(grid, wards[0], "A06")
    write(grid, "7")
    at(grid, wards[0], "A06")
    press(grid, KEY.Key_Delete)
    assert typed(session, wards[0], "A06") is None
    history = grid.typist.history
    assert history.undo()
    assert typed(session, wards[0], "A06") == 7
    assert history.undo()
    assert typed(session, wards[0], "A06") is None
    assert history.redo()
    assert history.redo()
    assert typed(session, wards[0], "A06") is None


def test_an_undo_never_overwrites_what_somebody_else_typed_since(grid, session, wards, qtbot):
    from dvapp.services.figures.grid_typing import CellEdit, type_figures

    at(grid, wards[0], "A06")
    write(grid, "7")
    type_figures(session, Q3, [CellEdit(unit=wards[0], indicator=A06, number=8)])
    with qtbot.waitSignal(grid.typist.history.refused) as told:
        assert not grid.typist.history.undo()
    assert told.args[0].code == "cells_changed"
    assert typed(session, wards[0], "A06") == 8


def test_f2_edits_what_stands_there_and_escape_leaves_it(grid, session, wards):
    at(grid, wards[0], "A06")
    write(grid, "12")
    at(grid, wards[0], "A06")
    press(grid, KEY.Key_F2)
    editor = grid.view.findChild(QLineEdit)
    assert editor.text() == "12"
    QTest.keyClicks(editor, "3")
    QTest.keyClick(editor, KEY.Key_Escape)
    assert typed(session, wards[0], "A06") == 12


def test_an_input_method_types_in_the_editor(grid, session, wards):
    at(grid, wards[0], "A06")
    type_text(grid.view, "5")
    QTest.keyClick(grid.view.findChild(QLineEdit), KEY.Key_Return)
    assert typed(session, wards[0], "A06") == 5


def test_a_text_that_is_no_number_stays_in_its_cell_with_the_reason(grid, session, wards):
    view = at(grid, wards[0], "A06")
    spot = view.spot
    write(grid, "nam")
    assert typed(session, wards[0], "A06") is None
    assert grid.content.look(*spot).mark == "refused"
    assert grid.content.look(*spot).text == "nam"
    assert grid.strip.isVisible()
    assert "“nam”" in grid.strip.list.item(0).text()
    at(grid, wards[0], "A06")
    write(grid, "5")
    assert typed(session, wards[0], "A06") == 5
    assert not grid.strip.isVisible()


def test_a_cell_that_takes_nothing_says_why_when_one_types(grid, wards, qtbot):
    at(grid, BOARD, "A06")
    with qtbot.waitSignal(grid.view.fixed):
        QTest.keyClicks(grid.view, "5")
    assert grid.view.findChild(QLineEdit) is None
    assert grid.status.where.property("state") == "warn"
    assert grid.content.told(*grid.view.spot)


def test_a_block_from_excel_is_typed_at_once_the_good_cells_kept_the_others_named(grid, session, wards):
    at(grid, wards[0], "A06")
    QGuiApplication.clipboard().setText("1\t2\r\n1.234\tba\r\n-\t0\r\n")
    press(grid, KEY.Key_V, held=CONTROL)
    assert [typed(session, ward, "A06") for ward in wards[:2]] == [1, 2]
    assert [typed(session, ward, "A07") for ward in wards[:2]] == [1234, None]
    assert [typed(session, ward, "A08") for ward in wards[:2]] == [NOT_APPLICABLE, 0]
    assert grid.strip.list.count() == 1
    assert "A07" in grid.strip.list.item(0).text()
    assert grid.typist.history.undo(), "a paste is one step"
    assert all(typed(session, ward, code) is None for ward in wards for code in ("A06", "A07", "A08"))


def test_a_block_larger_than_the_grid_is_refused_whole_and_says_what_does_not_fit(
    grid, session, wards, qtbot
):
    at(grid, wards[-1], "A06")
    QGuiApplication.clipboard().setText("1\t2\t3\n")
    with qtbot.waitSignal(grid.typist.misfit) as told:
        press(grid, KEY.Key_V, held=CONTROL)
    assert told.args[0] == DoesNotFit(rows=1, columns=3, room_rows=told.args[0].room_rows, room_columns=1)
    assert typed(session, wards[-1], "A06") is None
    assert grid.strip.isVisible()


def test_one_value_fills_a_selection(grid, session, wards):
    view = at(grid, wards[0], "A06")
    QGuiApplication.clipboard().setText("3")
    press(grid, KEY.Key_Right, KEY.Key_Down, held=SHIFT)
    assert view.chosen() == (view.chosen()[0], (view.chosen()[0][0] + 1, view.chosen()[0][1] + 1))
    press(grid, KEY.Key_V, held=CONTROL)
    assert [typed(session, w, c) for w in wards[:2] for c in ("A06", "A07")] == [3] * 4


def test_a_table_copied_and_pasted_back_changes_nothing_and_refuses_nothing(grid, session, wards):
    at(grid, wards[0], "A06")
    write(grid, "4")
    press(grid, KEY.Key_A, held=CONTROL)
    press(grid, KEY.Key_C, held=CONTROL)
    press(grid, KEY.Key_V, held=CONTROL)
    assert grid.typist.desk.refused == {}
    assert typed(session, wards[0], "A06") == 4
    assert grid.typist.history.undo()
    assert typed(session, wards[0], "A06") is None, "the paste was no step"


def test_fill_down_and_right_repeat_the_first_line(grid, session, wards):
    view = at(grid, wards[0], "A06")
    write(grid, "5")
    view.choose((view.spot[0] - 1, view.spot[1]), (view.spot[0], view.spot[1]))
    press(grid, KEY.Key_D, held=CONTROL)
    assert typed(session, wards[0], "A07") == 5
    first = view.chosen()[0]
    view.choose(first, (first[0] + 1, first[1] + 2))
    press(grid, KEY.Key_R, held=CONTROL)
    assert [typed(session, w, c) for w in wards[:3] for c in ("A06", "A07")] == [5] * 6


def test_cutting_takes_the_cells_along(grid, session, wards):
    at(grid, wards[0], "A06")
    write(grid, "5")
    at(grid, wards[0], "A06")
    press(grid, KEY.Key_X, held=CONTROL)
    assert QGuiApplication.clipboard().text() == "5"
    assert typed(session, wards[0], "A06") is None


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


def test_what_is_typed_is_kept_when_the_screen_is_left(grid, session, wards):
    at(grid, wards[0], "A06")
    QTest.keyClicks(grid.view, "6")
    grid.keep_now()
    assert typed(session, wards[0], "A06") == 6


def test_a_search_goes_from_hit_to_hit_without_accents(grid, wards):
    grid.tools.search.setText("mai dich")
    names = grid.content.sheet.columns[grid.view.spot[1]].title
    assert names == "Phường Mai Dịch"
    grid.tools.search.setText("kiem tra")
    first = grid.view.spot
    QTest.keyClick(grid.tools.search, KEY.Key_Return)
    assert grid.view.spot != first
    QTest.keyClick(grid.tools.search, KEY.Key_Return, SHIFT)
    assert grid.view.spot == first
    assert grid.tools.hits.text().startswith("1/")


def test_keys_lead_where_a_spreadsheet_leads(grid, wards):
    view = at(grid, wards[0], "A06")
    row, _column = view.spot
    press(grid, KEY.Key_Home)
    assert view.spot == (row, 0)
    press(grid, KEY.Key_End)
    assert view.spot == (row, grid.content.columnCount() - 1)
    press(grid, KEY.Key_Home, held=CONTROL)
    assert view.spot == view.first_cell()
    press(grid, KEY.Key_End, held=CONTROL)
    assert view.spot == (grid.content.rowCount() - 1, grid.content.columnCount() - 1)
    press(grid, KEY.Key_PageUp)
    assert view.spot[0] < grid.content.rowCount() - 5
    press(grid, KEY.Key_Up, held=CONTROL)
    assert not grid.content.head(view.spot[0]).heading


def test_arrows_step_over_the_lines_that_name_a_group(grid, wards):
    view = at(grid, wards[0], "A14")
    press(grid, KEY.Key_Down)
    assert grid.content.place(*view.spot).indicator == "B01"


def test_one_unit_shows_its_earlier_periods_and_one_figure_its_quarters(grid, session, wards, qtbot, jobs):
    at(grid, wards[0], "A06")
    write(grid, "4")
    at(grid, wards[0], "A06")
    choose(grid, Arrangement.ONE_UNIT)
    assert next(head.shows for head in grid.content.sheet.columns) is Shows.BEFORE
    assert grid.content.place(*grid.view.spot) == Place(wards[0], IndicatorCode("A06"), Q3)
    choose(grid, Arrangement.ONE_FIGURE)
    assert grid.content.place(*grid.view.spot) == Place(wards[0], IndicatorCode("A06"), Q3)
    assert len(grid.content.sheet.columns) == 5
    at_quarter = Place(wards[0], IndicatorCode("A06"), parse_period("2018-Q4"))
    grid.show_place(at_quarter)
    write(grid, "6")
    assert typed(session, wards[0], "A06", at_quarter.period) == 6
    year = grid.content.sheet.where(Place(wards[0], IndicatorCode("A06"), parse_period("2018")))
    assert grid.content.look(*year).text == "10"


def choose(grid, arrangement):
    grid.tools.arrangement.choose(arrangement.value)
    grid.tools.arrangement.chosen.emit(arrangement.value)


def test_units_may_stand_in_the_rows(grid, session, wards):
    at(grid, wards[1], "A07")
    grid.tools.turn.click()
    assert grid.content.place(*grid.view.spot) == Place(wards[1], IndicatorCode("A07"), Q3)
    write(grid, "3", KEY.Key_Tab)
    assert typed(session, wards[1], "A07") == 3
    assert grid.content.place(*grid.view.spot).indicator == "A08"


def test_only_blanks_shows_what_is_left_and_keeps_a_row_that_is_just_filled(grid, session, wards):
    at(grid, wards[0], "A06")
    write(grid, "3")
    choose(grid, Arrangement.ONE_UNIT)
    grid.tools.show_only.setCurrentIndex(grid.tools.show_only.findData("blank"))
    grid.tools.filtered.emit()
    codes = [head.indicator for head in grid.content.sheet.rows]
    assert "A06" not in codes
    assert "A07" in codes
    at(grid, wards[0], "A07")
    write(grid, "1")
    assert "A07" in [head.indicator for head in grid.content.sheet.rows]


def test_how_much_a_unit_has_entered_stands_in_its_head(grid, wards):
    known, of = grid.book.filled(wards[0])
    at(grid, wards[0], "A06")
    write(grid, "3")
    assert grid.book.filled(wards[0]) == (known + 1, of)


def test_widths_and_arrangement_are_remembered(grid, session, jobs, qtbot, wards):
    grid.view.across.resizeSection(2, 177)
    grid.tools.turn.click()
    other = GridScreen(session, jobs, grid.memory._settings)
    qtbot.addWidget(other)
    other.set_period(Q3)
    settle(qtbot, jobs)
    assert other.tools.turn.isChecked()
    other.tools.turn.click()
    assert other.view.columnWidth(2) == 177


def test_everything_keeps_its_place_when_the_figures_are_computed_anew(grid, wards, jobs, qtbot):
    view = at(grid, wards[5], "D10")
    spot, down = view.spot, view.verticalScrollBar().value()
    grid.refresh()
    settle(qtbot, jobs)
    assert (view.spot, view.verticalScrollBar().value()) == (spot, down)


def test_another_period_shows_its_own_numbers(grid, session, wards, jobs, qtbot):
    view = at(grid, wards[0], "A06")
    write(grid, "3")
    grid.set_period(parse_period("2018-Q2"))
    settle(qtbot, jobs)
    at(grid, wards[0], "A06")
    assert text_at(grid) == ""
    assert view.spot is not None


def test_an_undo_shows_the_period_it_changes(grid, session, wards, jobs, qtbot):
    at(grid, wards[0], "A06")
    write(grid, "3")
    grid.set_period(parse_period("2018-Q2"))
    settle(qtbot, jobs)
    with qtbot.waitSignals([grid.period_wanted, grid.show_wanted]):
        grid.typist.history.undo()


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


def test_a_large_paste_is_written_beside_the_window(grid, session, wards, jobs, qtbot):
    rows = [head for head in grid.content.sheet.rows if not head.heading]
    at(grid, wards[0], "A01")
    block = "\n".join("\t".join("2" for _ in wards) for _ in rows)
    QGuiApplication.clipboard().setText(block)
    press(grid, KEY.Key_V, held=CONTROL)
    settle(qtbot, jobs)
    known, of = grid.book.filled(wards[0])
    assert known > of / 2
    assert grid.strip.list.count() > 10


# --- filling with the mouse, marks of the rules --------------------------------------------------------------------------


def drag(grid, to, *, escape=False):
    view, handle = grid.view, grid.view.handle
    area = view.viewport()
    start = handle.rect().center()
    end = view.visualRect(grid.content.index(*to)).center()
    QTest.mousePress(area, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(area, (start + end) / 2)
    QTest.mouseMove(area, end)
    held = handle.target
    if escape:
        QTest.keyClick(view, KEY.Key_Escape)
    QTest.mouseRelease(area, Qt.MouseButton.LeftButton, pos=end)
    return held


def test_a_selection_that_is_dragged_down_fills_the_cells_below_again_and_again(grid, session, wards):
    view = at(grid, wards[0], A06)
    row, column = view.spot
    write(grid, "4")
    write(grid, "6")
    view.choose((row, column), (row + 1, column))
    assert drag(grid, (row + 4, column)) == ((row + 2, column), (row + 4, column))
    found = [typed(session, wards[0], grid.content.place(row + n, column).indicator) for n in range(5)]
    assert found == [4, 6, 4, 6, 4]
    assert view.chosen() == ((row, column), (row + 4, column))
    grid.typist.history.undo()
    assert typed(session, wards[0], grid.content.place(row + 2, column).indicator) is None


def test_dragging_goes_along_one_line_only_and_escape_gives_up(grid, session, wards):
    view = at(grid, wards[0], A06)
    row, column = view.spot
    write(grid, "4")
    view.go(row, column)
    assert drag(grid, (row + 1, column + 2), escape=True) == ((row, column + 1), (row, column + 2))
    assert typed(session, wards[1], A06) is None
    drag(grid, (row, column + 2))
    assert [typed(session, ward, A06) for ward in wards[:4]] == [4, 4, 4, None]


def test_what_is_dragged_up_goes_on_upwards(grid, session, wards):
    view = at(grid, wards[0], A06)
    row, column = view.spot
    view.go(row + 3, column)
    for text in ("1", "2"):
        write(grid, text)
    view.choose((row + 3, column), (row + 4, column))
    drag(grid, (row, column))
    found = [typed(session, wards[0], grid.content.place(row + n, column).indicator) for n in range(5)]
    assert found == [2, 1, 2, 1, 2]


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
