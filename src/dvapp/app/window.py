"""The window's start: ``dvapp [--store FILE] [--sample] [--lang vi|en]``. The first window comes before the database."""

import argparse
import logging
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dvapp.app.cli import LOOK_AT_FILES, TRY_DRIVER
from dvapp.host.i18n import LANGUAGES, language_of, set_language
from dvapp.host.log import Tail, start_log
from dvapp.host.paths import log_file, settings_file
from dvapp.host.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from dvapp.services.ports import Tools
    from dvapp.services.session import Session
    from dvapp.ui.shell.main_window import MainWindow

log = logging.getLogger(__name__)

SAMPLE, SAMPLE_BOARD, SAMPLE_YEAR = "cau-giay-2018", "005", 2018


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window and stay until it is closed; returns the exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given == [LOOK_AT_FILES]:
        from dvapp.app.isolation.worker import main as look_at_files

        return look_at_files()
    if given[:1] == [TRY_DRIVER]:
        from dvapp.app.isolation.driver_worker import main as try_driver

        return try_driver(given[1:])
    wishes = _read(arguments)
    with tempfile.TemporaryDirectory(prefix="dvapp-sample-", ignore_cleanup_errors=True) as folder:
        sample = Path(folder) if wishes.sample else None
        settings = Settings(sample / "settings.json" if sample else settings_file())
        tail = start_log(None if sample else log_file())
        set_language(wishes.lang or settings.get("language") or language_of())
        choose_input_method()
        return _show(wishes, settings, sample, tail)


def _read(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="dvapp", description="Records, figures and signed reports of a board."
    )
    parser.add_argument("--store", type=Path, metavar="FILE", help="the store to open")
    parser.add_argument(
        "--sample", action="store_true", help="open a filled board that touches nothing of yours"
    )
    parser.add_argument("--lang", choices=LANGUAGES, help="the language to begin with")
    return parser.parse_args(arguments)


def choose_input_method() -> None:
    """Let Vietnamese be typed on Linux: PySide6 brings the ibus plugin only, and fcitx5 answers to it too."""
    if sys.platform.startswith("linux") and os.environ.get("QT_IM_MODULE", "") in {
        "",
        "fcitx",
        "fcitx5",
        "xim",
    }:
        os.environ["QT_IM_MODULE"] = "ibus"


def _show(wishes: argparse.Namespace, settings: Settings, sample: Path | None, tail: Tail) -> int:
    from PySide6.QtCore import Qt

    from dvapp.app.crash import catch_crashes
    from dvapp.ui.opened_copies import opened_copies
    from dvapp.ui.shell.main_window import THEMES, MainWindow
    from dvapp.ui.theme import apply_theme

    app = make_application()
    apply_theme(app, THEMES.get(settings.get("theme", "system")))
    catch_crashes(tail)
    window = MainWindow(_tools, settings)
    window.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
    window.show()
    heartbeat = leave_on_signals(window.close)
    if sample is not None:
        open_sample(window, sample)
    elif wishes.store is not None:
        window.open_file(wishes.store)
    opened_copies().sweep()
    code = app.exec()
    opened_copies().clear()
    heartbeat.stop()
    return code


def leave_on_signals(close: "Callable[[], object]") -> "QTimer":
    """Close the window, and so keep what is typed, when the system or Ctrl+C in a terminal ends the program.

    Python hears signals only when it runs, and inside Qt's loop it does not: the timer lets it, twice a second.
    """
    import signal

    from PySide6.QtCore import QTimer

    for kind in (signal.SIGINT, signal.SIGTERM):
        signal.signal(kind, lambda _number, _frame: close())
    timer = QTimer()
    timer.timeout.connect(lambda: None)
    timer.start(500)
    return timer


def make_application() -> "QApplication":
    """Qt's application object, with our words for Qt's own and its messages in our log."""
    from PySide6.QtCore import QtMsgType, qInstallMessageHandler
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    from dvapp.ui.qt_words import install_qt_words

    levels = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.WARNING,
        QtMsgType.QtCriticalMsg: logging.ERROR,
        QtMsgType.QtFatalMsg: logging.CRITICAL,
    }
    qt_log = logging.getLogger("dvapp.qt")
    qInstallMessageHandler(
        lambda kind, _context, words: qt_log.log(levels.get(kind, logging.WARNING), "%s", words)
    )
    app = QApplication(sys.argv[:1])
    app.setApplicationName("dvapp")
    QGuiApplication.setDesktopFileName("dvapp")
    install_qt_words(app)
    return app


def _tools() -> "Tools":
    from dvapp.app.tools import make_tools

    return make_tools()


def open_sample(window: "MainWindow", folder: Path) -> None:
    """Make the sample board in a folder that goes with the program's end, and work on it."""
    from dvapp.host.i18n import _

    window.login.setEnabled(False)

    def ready(session: "Session") -> None:
        window.login.setEnabled(True)
        window.work_on(session)

    window.jobs.run(_("Filling the sample board"), lambda watch: make_sample(folder, watch.step), ready)


def make_sample(folder: Path, step: "Callable[[int, int], None]") -> "Session":
    """A filled store in a folder; every record passes the same checks as a typed one."""
    import secrets

    from dvapp.exchange.samples import read_sample
    from dvapp.host.resources import resources_folder
    from dvapp.services.recording.records import add_record
    from dvapp.services.stores import create_store

    session = create_store(
        folder / "cau-giay-2018.dvapp",
        board=SAMPLE_BOARD,
        year=SAMPLE_YEAR,
        password=secrets.token_urlsafe(16),
        tools=_tools(),
    )
    records = read_sample(resources_folder(), SAMPLE)
    for number, one in enumerate(records, start=1):
        step(number, len(records))
        add_record(one.kind, one.record, session=session)
    return session


if __name__ == "__main__":
    sys.exit(main())
