"""A plain list in columns: rows are chosen, some may be ticked, the last column is coloured by its state."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView

from dvapp.ui.theme import theme, tokens

_KEY = Qt.ItemDataRole.UserRole
_TONE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A line. ``tick``: ``None`` for none, else whether it is on; ``fixed``: it cannot be changed."""

    key: str
    cells: tuple[str, ...]
    state: str
    tick: bool | None = None
    fixed: bool = False


class StateTable(QTreeView):
    """``chosen`` carries the key of the current row, ``""`` for none; ``ticked`` says that a tick changed."""

    chosen = Signal(str)
    ticked = Signal()

    def __init__(self, *, stretch: int = 0, most: int = 8) -> None:
        super().__init__()
        self._stretch, self._most, self._filling = stretch, most, False
        self._model = QStandardItemModel(0, 1, self)
        self.setModel(self._model)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        heads = self.header()
        heads.setStretchLastSection(False)
        heads.setSectionsClickable(False)
        heads.setHighlightSections(False)
        self.selectionModel().currentChanged.connect(self._moved)
        self._model.itemChanged.connect(self._changed)
        theme().changed.connect(self._colour)

    def show_rows(self, heads: Sequence[str], rows: Sequence[TableRow]) -> None:
        """Show these rows, keeping the chosen one where it is still among them."""
        held, self._filling = self.key(), True
        self._model.clear()
        self._model.setHorizontalHeaderLabels(list(heads))
        for row in rows:
            self._model.appendRow([_item(row, at) for at in range(len(heads))])
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.header().setSectionResizeMode(self._stretch, QHeaderView.ResizeMode.Stretch)
        self._colour()
        self._filling = False
        at = next((n for n, row in enumerate(rows) if row.key == held), 0)
        if rows:
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(self._model.index(at, 0), flags.ClearAndSelect | flags.Rows)
        self.updateGeometry()
        self.chosen.emit(self.key())

    def key(self) -> str:
        """The key of the current row, ``""`` when there is none."""
        index = self.currentIndex()
        return str(index.siblingAtColumn(0).data(_KEY)) if index.isValid() else ""

    def choose(self, key: str) -> None:
        """Go to a row."""
        for number in range(self._model.rowCount()):
            if self._model.index(number, 0).data(_KEY) == key:
                self.setCurrentIndex(self._model.index(number, 0))

    def ticks(self) -> tuple[str, ...]:
        """Keys of the rows that are ticked."""
        items = (self._model.item(number, 0) for number in range(self._model.rowCount()))
        return tuple(str(item.data(_KEY)) for item in items if item.checkState() == Qt.CheckState.Checked)

    def tick(self, key: str, *, on: bool) -> None:
        """Change a tick, as a click would."""
        for number in range(self._model.rowCount()):
            item = self._model.item(number, 0)
            if item.data(_KEY) == key and item.isCheckable() and item.isEnabled():
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def rows(self) -> list[list[str]]:
        """What is shown, cell by cell."""
        return [
            [self._model.item(number, at).text() for at in range(self._model.columnCount())]
            for number in range(self._model.rowCount())
        ]

    def sizeHint(self) -> QSize:
        """As high as its rows, up to a limit; then it scrolls."""
        rows = max(2, min(self._model.rowCount(), self._most))
        height = self.sizeHintForRow(0) if self._model.rowCount() else 34
        return QSize(300, self.header().sizeHint().height() + rows * max(height, 30) + 6)

    def minimumSizeHint(self) -> QSize:
        """Not squeezed by what stands around it."""
        return QSize(200, self.sizeHint().height())

    def _moved(self, _now: QModelIndex, _before: QModelIndex) -> None:
        if not self._filling:
            self.chosen.emit(self.key())

    def _changed(self, item: QStandardItem) -> None:
        if not self._filling and item.column() == 0:
            self.ticked.emit()

    def _colour(self) -> None:
        """Colours of states, in the theme in use."""
        before, self._filling = self._filling, True
        for number in range(self._model.rowCount()):
            item = self._model.item(number, self._model.columnCount() - 1)
            if item is not None:
                item.setForeground(tokens().colour(item.data(_TONE) or "ink"))
        self._filling = before


def _item(row: TableRow, at: int) -> QStandardItem:
    words = row.cells[at]
    item = QStandardItem(words)
    item.setToolTip(words)
    item.setEditable(False)
    item.setData(row.key, _KEY)
    item.setData(row.state, _TONE)
    if at == 0 and row.tick is not None:
        item.setCheckable(True)
        item.setCheckState(Qt.CheckState.Checked if row.tick else Qt.CheckState.Unchecked)
    item.setEnabled(not row.fixed)
    return item
