"""The files to be imported, one a line with its state, and what can be done with them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dvapp.host.i18n import _
from dvapp.ui.importing.queue_model import QueuedFile
from dvapp.ui.importing.tables import Line, LinesView
from dvapp.ui.widgets import FlowLayout, button, label


class FilesView(LinesView):
    """The lines; ``entered`` asks for the file in focus, by Enter or a double click."""

    entered = Signal()
    unwanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.doubleClicked.connect(self._double)

    def _double(self, _index: QModelIndex) -> None:
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete puts away."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.unwanted.emit()
        else:
            super().keyPressEvent(event)


class QueuePanel(QWidget):
    """``wanted`` and ``unwanted`` carry a path; ``all_wanted`` asks to import all files that are ready."""

    wanted = Signal(object)
    unwanted = Signal(object)
    all_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.view = FilesView()
        self._hint = label("", "small", wrap=True)
        self.import_all = button("", "primary", icon="check", clicked=self.all_wanted.emit)
        self.open = button("", clicked=self._open)
        self.away = button("", clicked=self._away)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        flow.setContentsMargins(10, 2, 10, 8)
        for one in (self.import_all, self.open, self.away):
            flow.addWidget(one)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.view, 1)
        self._hint.setContentsMargins(12, 0, 12, 0)
        layout.addWidget(self._hint)
        layout.addWidget(buttons)
        self.view.entered.connect(self._open)
        self.view.unwanted.connect(self._away)
        self.view.chosen.connect(lambda _line: self._allow())
        self.retranslate()

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self.view.setAccessibleName(_("Files to be imported"))
        self._hint.setText(
            _("A file that needs its columns named, or has refused cells, is opened with Enter.")
        )
        self.open.setText(_("Open"))
        self.away.setText(_("Put away"))
        self.away.setToolTip(_("The file itself stays where it lies."))

    def show_files(self, files: Sequence[QueuedFile], *, busy: bool) -> None:
        """Show the queue; while it works nothing is begun anew."""
        held = self.view.current()
        lines = [Line(cells=(one.path.name, one.kind, one.words), key=str(one.path)) for one in files]
        self.view.show_lines((_("File"), _("Kind"), _("State")), lines, (140, 110))
        place = next((n for n, one in enumerate(lines) if held is not None and one.key == held.key), 0)
        if lines:
            self.view.selectRow(place)
        count = sum(one.state.value == "ready" for one in files)
        self.import_all.setText(_("Import all that are ready ({count})").format(count=count))
        self.import_all.setEnabled(count > 0 and not busy)
        self.import_all.setToolTip("" if count else _("No file is ready."))
        self._allow()

    def _allow(self) -> None:
        there = self.view.current() is not None
        self.open.setEnabled(there)
        self.away.setEnabled(there)

    def _open(self) -> None:
        if (line := self.view.current()) is not None:
            self.wanted.emit(Path(line.key))

    def _away(self) -> None:
        if (line := self.view.current()) is not None:
            self.unwanted.emit(Path(line.key))
