"""What happens when there is a bug: it is logged, shown with the log's tail, and the user decides to go on or quit."""

import logging
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPlainTextEdit, QVBoxLayout

from dvapp.domain.errors import DvError
from dvapp.host.i18n import _
from dvapp.host.log import Tail
from dvapp.ui.messages import refusal_words
from dvapp.ui.shell.main_window import MainWindow
from dvapp.ui.theme import restyle
from dvapp.ui.widgets import button, label, row

log = logging.getLogger(__name__)


class CrashDialog(QDialog):
    """Words for a bug, and the tail of the log, which holds ids and counts but no content.

    :param data: the window while it works on a store, to save a copy of that; else ``None``.
    """

    def __init__(self, tail: Tail, data: MainWindow | None = None) -> None:
        super().__init__()
        self._data = data
        self.setWindowTitle(_("The program made a mistake"))
        self.setMinimumSize(640, 420)
        words = _(
            "Something went wrong in the program itself. What you typed was kept up to the last saved moment. "
            "You can go on; if it happens again, send these lines to whoever looks after the program."
        )
        self.lines = QPlainTextEdit("\n".join(tail.lines))
        self.lines.setReadOnly(True)
        self.lines.setAccessibleName(_("Last lines of the log"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(label(_("The program made a mistake"), "title"))
        layout.addWidget(label(words, "", wrap=True))
        layout.addWidget(self.lines, 1)
        go_on = button(_("Go on"), "primary", clicked=self.accept)
        copy = button(_("Copy the lines"), "", icon="copy", clicked=self._copy)
        self.save = button(_("Save a copy of my data…"), "", icon="save", clicked=self.ask_copy)
        self.save.setVisible(data is not None)
        leave = button(_("Quit the program"), "danger", clicked=self._quit)
        self.said = label("", "", wrap=True)
        self.said.hide()
        layout.addWidget(self.said)
        layout.addLayout(row(go_on, self.save, copy, None, leave))

    def ask_copy(self) -> None:
        """Ask where the copy shall be, and save it."""
        assert self._data is not None
        assert self._data.workspace is not None
        store = self._data.workspace.session.store.path
        copy = _("copy")
        start = store.with_name(f"{store.stem} - {copy}{store.suffix}")
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Save a copy of my data"), str(start), _("Board store (*.dvapp)")
        )
        if chosen:
            self.save_copy(Path(chosen))

    def save_copy(self, target: Path) -> None:
        """Save a copy, and say what came of it here: no dialog lies over this one."""
        assert self._data is not None
        try:
            trouble = self._data.save_copy(target)
        except DvError as refusal:
            self._say(refusal_words(refusal), "error")
            return
        if trouble is None:
            words = _("{file} holds everything that was kept; the same password opens it.")
            self._say(words.format(file=target), "ok")
        else:
            words = _("{file} was written, but without the last words typed: {reason}")
            self._say(words.format(file=target, reason=refusal_words(trouble)), "warn")

    def _say(self, words: str, state: str) -> None:
        self.said.setText(words)
        restyle(self.said, state=state)
        self.said.show()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.lines.toPlainText())

    def _quit(self) -> None:
        self.reject()
        QApplication.closeAllWindows()


def _working() -> MainWindow | None:
    """The window that works on a store now."""
    windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]
    return next((one for one in windows if one.workspace is not None), None)


def catch_crashes(tail: Tail) -> None:
    """From now on an unexpected exception is shown, once at a time, instead of ending the program unseen."""
    showing: list[CrashDialog] = []

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        log.error("unexpected %s", kind.__name__, exc_info=(kind, error, trace))
        if showing or QApplication.instance() is None:
            return
        dialog = CrashDialog(tail, _working())
        showing.append(dialog)
        dialog.exec()
        showing.clear()

    sys.excepthook = caught
