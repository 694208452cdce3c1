"""The window is found as it was left: its size, its parted panels, its columns, its screen; also at another size."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QLabel, QSplitter, QWidget
from tests.ui.desk import settle

from dvapp.host.settings import Settings
from dvapp.ui.remembered import KeptSplit
from dvapp.ui.shell.main_window import MainWindow

Start = Callable[..., MainWindow]


@pytest.fixture
def start(qtbot, dressed, sample_board, settings):
    """Starts the program with what the last start left in the settings."""

    def begin(size: tuple[int, int] | None = None) -> MainWindow:
        window = MainWindow(lambda: sample_board.tools, Settings(settings.path))
        qtbot.addWidget(window)
        if size is not None:
            window.resize(*size)
        window.show()
        window.work_on(sample_board)
        settle(qtbot, window.jobs)
        return window

    return begin


def end(window: MainWindow) -> None:
    assert window.workspace is not None
    window.workspace.close_down()
    window.workspace = None  # the sample stays open for the next start
    window.close()


def drag(qtbot, widget, since: QPoint, by: int) -> None:
    qtbot.mousePress(widget, Qt.MouseButton.LeftButton, pos=since)
    qtbot.mouseMove(widget, since + QPoint(by // 2, 0))
    qtbot.mouseMove(widget, since + QPoint(by, 0))
    qtbot.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=since + QPoint(by, 0))


def shares(split: QSplitter) -> list[float]:
    return [size / sum(split.sizes()) for size in split.sizes()]


def test_the_next_start_finds_everything_where_it_was_also_in_another_size(start, qtbot):
    first = start((780, 640))
    workspace = first.workspace
    workspace.go("records")
    settle(qtbot, first.jobs)
    screen = workspace.screen_of("records")
    view, head = screen.list.view, screen.list.view.horizontalHeader()
    drag(qtbot, screen._split.handle(1), QPoint(8, 100), -40)
    drag(qtbot, head.viewport(), QPoint(head.sectionViewportPosition(0) + head.sectionSize(0) - 1, 10), 30)
    parted, wide = shares(screen._split), head.sectionSize(0) / head.viewport().width()
    view.selectRow(40)
    view.verticalScrollBar().setValue(1900)
    for other in ("figures", "records"):
        workspace.go(other)
        settle(qtbot, first.jobs)
    assert (view.currentIndex().row(), view.verticalScrollBar().value()) == (40, 1900)
    end(first)
    second = start()
    assert second.size() == QSize(780, 640)
    assert second.workspace.place == "records"
    screen = second.workspace.screen_of("records")
    head = screen.list.view.horizontalHeader()
    second.resize(1240, 760)
    assert shares(screen._split) == pytest.approx(parted, abs=0.03)
    assert head.sectionSize(0) / head.viewport().width() == pytest.approx(wide, abs=0.03)
    end(second)


class Window(QWidget):
    """Stands for the program's window: it has the settings."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.split = QSplitter(self)
        for _part in range(2):
            self.split.addWidget(QLabel())
        self.split.setSizes([300, 500])
        KeptSplit(self.split, "one")
        self.split.resize(800, 200)


def test_places_are_shares_of_the_room_and_damaged_ones_are_as_good_as_none(qtbot, settings):
    usual = [3 / 8, 5 / 8]
    for kept, expected in (
        ('{"0": 250, "1": 750}', [0.25, 0.75]),
        ('{"0": 0, "1": 1000}', [0.0, 1.0]),
        ("[1, 2]", usual),
        ('{"0": "x", "1": -5}', usual),
        ('{"0": 0, "1": 0}', usual),
        ("{", usual),
    ):
        settings.put("split one", kept)
        window = Window(settings)
        qtbot.addWidget(window)
        window.show()
        assert shares(window.split) == pytest.approx(expected, abs=0.02), kept


def test_a_panel_outside_the_programs_window_remembers_nothing(qtbot):
    split = QSplitter()
    split.addWidget(QLabel())
    KeptSplit(split, "one")
    qtbot.addWidget(split)
    split.show()
    split.splitterMoved.emit(10, 1)
