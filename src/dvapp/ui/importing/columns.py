"""What each column of a sheet means: its words and first values at the left, a choice of fields at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from dvapp.host.i18n import _
from dvapp.ui.chooser import Chooser
from dvapp.ui.importing.model import ColumnLine
from dvapp.ui.theme import restyle
from dvapp.ui.widgets import clear_layout, label, scrolled


class ColumnsPanel(QWidget):
    """``changed`` carries a column (from 0) and its new target, "" to leave it out."""

    changed = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self.choosers: dict[int, Chooser] = {}
        self._shown: object = None
        inner = QWidget()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(14, 10, 14, 10)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._grid)
        column.addStretch(1)
        self._area: QScrollArea = scrolled(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)

    def show_columns(self, lines: Sequence[ColumnLine], choices: Sequence[tuple[str, str]]) -> None:
        """Show these columns; the widgets stay where only the choice has changed."""
        frame = (tuple((one.column, one.words, one.samples) for one in lines), tuple(choices))
        if frame != self._shown:
            self._shown = frame
            self._make(lines, choices)
        for one in lines:
            chooser = self.choosers[one.column]
            with QSignalBlocker(chooser):
                chooser.setCurrentIndex(max(chooser.findData(one.target), 0))
            restyle(chooser, state="" if one.target else "left")

    def _make(self, lines: Sequence[ColumnLine], choices: Sequence[tuple[str, str]]) -> None:
        clear_layout(self._grid)
        self.choosers = {}
        for place, one in enumerate(lines):
            letter = label(one.letter, "chip")
            said = label(one.words or _("(no words)"), wrap=True)
            samples = label(one.samples, "small", wrap=True)
            words = QFrame()
            column = QVBoxLayout(words)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            column.addWidget(said)
            column.addWidget(samples)
            samples.setVisible(bool(one.samples))
            chooser = Chooser()
            chooser.setMinimumContentsLength(10)
            chooser.addItem(_("Leave out"), "")
            for target, name in choices:
                chooser.addItem(name, target)
            chooser.setAccessibleName(
                _("Column {letter}, “{words}”: is read as").format(letter=one.letter, words=one.words)
            )
            chooser.currentIndexChanged.connect(
                lambda _index, chooser=chooser, number=one.column: self.changed.emit(
                    number, str(chooser.currentData())
                )
            )
            self.choosers[one.column] = chooser
            self._grid.addWidget(letter, place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(words, place, 1)
            self._grid.addWidget(chooser, place, 2, Qt.AlignmentFlag.AlignTop)
