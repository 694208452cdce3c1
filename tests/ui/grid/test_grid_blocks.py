"""Many cells at once: pasting, copying, cutting, filling and dragging."""

from PySide6.QtGui import QGuiApplication
from tests.ui.desk import settle
from tests.ui.grid.keyboard import A06, CONTROL, KEY, SHIFT, at, drag, press, typed, write

from dvapp.domain.values import NOT_APPLICABLE
from dvapp.ui.grid.edits import DoesNotFit


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
