"""What every scene of ``shots.py`` needs: a window on the sample board, and the patience to let it draw."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from dvapp.app.window import make_sample
from dvapp.host.settings import Settings
from dvapp.ui.jobs import Jobs
from dvapp.ui.records.screen import RecordsScreen
from dvapp.ui.shell.main_window import MainWindow

Save = Callable[[str], None]
"""Saves a picture of the window under a name."""


def wait(milliseconds: int) -> None:
    """Let the window live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def settle(jobs: Jobs, most: int = 20_000) -> None:
    """Wait until all work beside the window is done and drawn."""
    for _turn in range(most // 50):
        wait(50)
        if not jobs.running:
            break
    wait(150)


@contextmanager
def sample_window(size: tuple[int, int]) -> Iterator[MainWindow]:
    """The main window on the sample board."""
    with tempfile.TemporaryDirectory(prefix="dvapp-shots-", ignore_cleanup_errors=True) as folder:
        session = make_sample(Path(folder), lambda _done, _of: None)
        window = MainWindow(lambda: session.tools, Settings(Path(folder) / "settings.json"))
        window.resize(*size)
        window.show()
        yield_login = window
        window.work_on(session)
        settle(window.jobs)
        try:
            yield yield_login
        finally:
            window.close()
            wait(50)


def records_of(window: MainWindow) -> RecordsScreen:
    """The screen of records, in sight."""
    assert window.workspace is not None
    window.workspace.go("records")
    settle(window.jobs)
    screen = window.workspace.screen_of("records")
    assert isinstance(screen, RecordsScreen)
    return screen


def save_with(window: MainWindow, popup: QWidget, save: Save, name: str) -> None:
    """Save a picture with a popup in it, which a picture of the window leaves out."""
    copy = QLabel(window)
    copy.setPixmap(popup.grab())
    copy.adjustSize()
    copy.move(window.mapFromGlobal(popup.pos()))
    copy.show()
    save(name)
    copy.deleteLater()
