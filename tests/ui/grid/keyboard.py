"""What a person does at the grid, for its tests."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.codes import IndicatorCode
from dvapp.services.figures.grid import unit_grid
from dvapp.ui.grid.sheet import Place, Shows

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Q3 = parse_period("2018-Q3")

A06 = IndicatorCode("A06")


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


def choose(grid, arrangement):
    grid.tools.arrangement.choose(arrangement.value)
    grid.tools.arrangement.chosen.emit(arrangement.value)


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
