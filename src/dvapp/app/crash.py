"""What happens when there is a bug: it is logged, shown with the log's tail, and the user decides to go on or quit."""

import logging
import sys
from types import TracebackType

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QVBoxLayout

from dvapp.host.i18n import _
from dvapp.host.log import Tail
from dvapp.ui.widgets import button, label, row

log = logging.getLogger(__name__)


class CrashDialog(QDialog):
    """Words for a bug, and the tail of the log, which holds ids and counts but no content."""

    def __init__(self, tail: Tail) -> None:
        super().__init__()
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
        leave = button(_("Quit the program"), "danger", clicked=self._quit)
        layout.addLayout(row(go_on, copy, None, leave))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.lines.toPlainText())

    def _quit(self) -> None:
        self.reject()
        QApplication.closeAllWindows()


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
        dialog = CrashDialog(tail)
        showing.append(dialog)
        dialog.exec()
        showing.clear()

    sys.excepthook = caught
