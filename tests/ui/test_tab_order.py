"""Tab walks the window as one reads it, on every screen, whatever was drawn last."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from tests.ui.desk import settle

from dvapp.ui.shell.workspace import Workspace
from dvapp.ui.tab_order import reading_order
from dvapp.ui.widgets import column, row

SCREENS = (
    ("overview", None),
    ("records", None),
    ("figures", None),
    ("deadlines", None),
    ("units", "holidays"),
    ("settings", "accounts"),
)


@pytest.fixture
def workspace(qtbot, sample_board, jobs, settings):
    made = Workspace(sample_board, jobs, settings)
    qtbot.addWidget(made)
    made.resize(1300, 860)
    made.show()
    yield made
    made.close_down()


def walk(qtbot, workspace: Workspace) -> list[QWidget]:
    """Every stop from the beginning until one comes round."""
    workspace.setFocus()
    stops: list[QWidget] = []
    while True:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        stop = QApplication.focusWidget()
        if stop is None or stop is workspace or stop in stops:
            return stops
        stops.append(stop)
        assert len(stops) < 90


def part_of(workspace: Workspace, stop: QWidget) -> int:
    parts = (workspace.top, workspace.navigation, workspace.stack, workspace.status)
    return next(number for number, part in enumerate(parts) if part.isAncestorOf(stop))


def test_tab_goes_from_the_top_through_the_screen_to_the_status_line(workspace, qtbot, jobs):
    for place, argument in SCREENS:
        workspace.go(place, argument)
        settle(qtbot, jobs)
        parts = [part_of(workspace, stop) for stop in walk(qtbot, workspace)]
        assert parts == sorted(parts), place
        assert set(parts) == {0, 1, 2, 3}, place


def test_what_is_drawn_anew_keeps_its_place_in_the_order(workspace, qtbot, jobs):
    workspace.go("deadlines")
    settle(qtbot, jobs)
    screen = workspace.screen_of("deadlines")
    screen.retranslate()  # makes its choices anew
    stops = walk(qtbot, workspace)
    tall = [screen.views, screen.tree, *workspace.status.findChildren(QPushButton)[-1:]]
    places = [next(n for n, s in enumerate(stops) if s is part or part.isAncestorOf(s)) for part in tall]
    assert places == sorted(places)


def test_after_the_last_stop_comes_the_first_and_before_the_first_the_last(workspace, qtbot, jobs):
    for place in ("overview", "register", "settings"):
        workspace.go(place)
        settle(qtbot, jobs)
        stops = walk(qtbot, workspace)
        assert QApplication.focusWidget() is stops[0], place
        qtbot.keyClick(stops[0], Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
        assert QApplication.focusWidget() is stops[-1], place


def test_what_is_scrolled_away_comes_into_sight_with_the_focus(workspace, qtbot, jobs):
    workspace.resize(1300, 500)
    workspace.go("settings", "signing")
    settle(qtbot, jobs)
    for stop in walk(qtbot, workspace):
        stop.setFocus()
        qtbot.keyClick(stop, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None
        assert not now.visibleRegion().isEmpty(), now.accessibleName()


def test_shift_tab_walks_the_same_way_back(workspace, qtbot, jobs):
    workspace.go("overview")
    settle(qtbot, jobs)
    stops = walk(qtbot, workspace)
    stops[-1].setFocus()
    for stop in reversed(stops[:-1]):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
        assert QApplication.focusWidget() is stop


def test_lines_are_read_before_columns_and_parts_stay_together(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    made = {name: QPushButton(name) for name in ("late", "left", "right", "a", "b", "c", "d")}
    left, right = QWidget(), QWidget()
    left.setLayout(column(made["a"], made["b"], None))
    right.setLayout(column(made["c"], made["d"], None))
    made["right"].setFixedHeight(44)  # beside the others of its line, only taller
    layout = QVBoxLayout(page)
    layout.addLayout(row(made["left"], made["right"]))
    layout.addLayout(row(left, right))
    layout.addWidget(made["late"])
    page.resize(500, 400)
    page.show()
    order = [stop.text() for stop in reading_order(page) if isinstance(stop, QPushButton)]
    assert order == ["left", "right", "a", "b", "c", "d", "late"]
