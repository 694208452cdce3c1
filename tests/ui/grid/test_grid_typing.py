"""Typing into the cells of the grid: what is kept, what is refused, what is undone."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from tests.ui.desk import settle, type_text
from tests.ui.grid.keyboard import A06, KEY, Q3, at, press, text_at, typed, write

from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.values import NOT_APPLICABLE
from dvapp.services.figures.grid_typing import CellEdit, type_figures
from dvapp.ui.grid.sheet import BOARD


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


def test_what_is_typed_is_kept_when_the_screen_is_left(grid, session, wards):
    at(grid, wards[0], "A06")
    QTest.keyClicks(grid.view, "6")
    grid.keep_now()
    assert typed(session, wards[0], "A06") == 6


def test_an_undo_shows_the_period_it_changes(grid, session, wards, jobs, qtbot):
    at(grid, wards[0], "A06")
    write(grid, "3")
    grid.set_period(parse_period("2018-Q2"))
    settle(qtbot, jobs)
    with qtbot.waitSignals([grid.period_wanted, grid.show_wanted]):
        grid.typist.history.undo()
