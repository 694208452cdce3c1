"""What every scene of ``shots.py`` needs: a window on the sample board, and the patience to let it draw."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from dvapp.app.window import make_sample
from dvapp.host.settings import Settings
from dvapp.services.session import Session
from dvapp.ui.jobs import Jobs
from dvapp.ui.records.screen import RecordsScreen
from dvapp.ui.shell.main_window import MainWindow


class Save:
    """Saves pictures of a window into a folder, under a name each."""

    def __init__(self, window: QWidget, folder: Path) -> None:
        self.window, self.folder = window, folder

    def __call__(self, name: str) -> None:
        """A picture of the window."""
        self.of(self.window, name)

    def of(self, widget: QWidget, name: str) -> None:
        """A picture of a window beside it, or of a popup."""
        widget.grab().save(str(self.folder / f"{name}.png"))


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
def window_on(session: Session, size: tuple[int, int]) -> Iterator[MainWindow]:
    """A window on a store that is open already; it lets go of it."""
    with tempfile.TemporaryDirectory(prefix="dvapp-shots-", ignore_cleanup_errors=True) as folder:
        window = MainWindow(lambda: session.tools, Settings(Path(folder) / "settings.json"))
        window.resize(*size)
        window.show()
        window.work_on(session)
        settle(window.jobs)
        try:
            yield window
        finally:
            window.close()
            wait(50)


@contextmanager
def sample_window(size: tuple[int, int]) -> Iterator[MainWindow]:
    """The main window on the sample board."""
    with tempfile.TemporaryDirectory(prefix="dvapp-shots-", ignore_cleanup_errors=True) as folder:
        session = make_sample(Path(folder), lambda _done, _of: None)
        with window_on(session, size) as window:
            yield window


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
