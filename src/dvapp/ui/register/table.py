"""The register's list: one line a number, sorted by any column."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView

from dvapp.domain.register.numbers import Number, State
from dvapp.host.i18n import _
from dvapp.ui.register.lines import COLUMNS, cells, head_words
from dvapp.ui.register_words import state_words
from dvapp.ui.remembered import KeptColumns
from dvapp.ui.theme import theme, tokens

_Index = QModelIndex | QPersistentModelIndex
_SUBJECT = COLUMNS.index("subject")
_PADDING = 26
_ROOMY = {"signer": 820, "state": 640}
"""Pixels from which the list has room for a column."""

_LIKE = {"number": "112-BC/BDVTXU", "issued": "30/12/2018", "signer": "Nguyễn Thị Hoàng Oanh"}
"""Words that a column shall have room for."""


class NumbersModel(QAbstractTableModel):
    """Numbers as rows."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers: tuple[Number, ...] = ()

    def show_numbers(self, numbers: Sequence[Number]) -> None:
        """Other numbers."""
        self.beginResetModel()
        self.numbers = tuple(numbers)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        """As many as there are numbers."""
        return 0 if parent.isValid() else len(self.numbers)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        """The columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's words; numbers that no paper has are dim."""
        one = self.numbers[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cells(one)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return cells(one)[index.column()] or None
        if role == Qt.ItemDataRole.ForegroundRole and one.state is not State.USED:
            return QBrush(QColor(tokens().dim))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{head_words(COLUMNS[index.column()])}: {cells(one)[index.column()]}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The headings."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return head_words(COLUMNS[section])
        return None

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        if self.numbers:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.numbers) - 1, len(COLUMNS) - 1))


class NumbersView(QTreeView):
    """``chosen`` carries the number in focus or ``None``; ``opened`` that Enter or a click asks for it; ``sorted_by`` a
    column's name and whether it goes downwards.
    """

    chosen = Signal(object)
    opened = Signal()
    sorted_by = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("flat", "true")
        self.content = NumbersModel()
        self.setModel(self.content)
        self.setRootIsDecorated(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self._column, self._downwards = -1, False
        heads = self.header()
        heads.setStretchLastSection(False)
        heads.setHighlightSections(False)
        heads.setSectionsClickable(True)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.sectionClicked.connect(self._sort)
        self._widths = KeptColumns(heads, "register", COLUMNS.__getitem__)
        self.selectionModel().currentChanged.connect(lambda now, _before: self.chosen.emit(self._of(now)))
        self.clicked.connect(lambda _index: self.opened.emit())
        theme().changed.connect(self.viewport().update)
        self.retranslate()

    def show_numbers(self, numbers: Sequence[Number]) -> None:
        """List numbers, keeping the one in focus where it is still among them."""
        held = self.number()
        self.content.show_numbers(numbers)
        self._spread()
        if held is None or not self.choose(held.series, held.number):
            self.setCurrentIndex(self.content.index(0, 0))
            if not numbers:
                self.chosen.emit(None)

    def number(self) -> Number | None:
        """The number in focus."""
        return self._of(self.currentIndex())

    def choose(self, series: str, number: int) -> bool:
        """Put the focus on a number; whether it is listed."""
        for place, one in enumerate(self.content.numbers):
            if (one.series, one.number) == (series, number):
                index = self.content.index(place, 0)
                self.setCurrentIndex(index)
                self.scrollTo(index)
                self.chosen.emit(one)
                return True
        return False

    def _of(self, index: QModelIndex) -> Number | None:
        return self.content.numbers[index.row()] if index.isValid() else None

    def _sort(self, place: int) -> None:
        """First upwards, then downwards, then as the register goes."""
        if place != self._column:
            self._column, self._downwards = place, False
        elif not self._downwards:
            self._downwards = True
        else:
            self._column = -1
        heads = self.header()
        heads.setSortIndicatorShown(self._column >= 0)
        if self._column >= 0:
            order = Qt.SortOrder.DescendingOrder if self._downwards else Qt.SortOrder.AscendingOrder
            heads.setSortIndicator(self._column, order)
        self.sorted_by.emit(COLUMNS[self._column] if self._column >= 0 else "", self._downwards)

    def _spread(self) -> None:
        measure = self.fontMetrics().horizontalAdvance
        heads, states = self.header(), max(measure(state_words(state)) for state in State)
        for place, name in enumerate(COLUMNS):
            self.setColumnHidden(place, self.viewport().width() < _ROOMY.get(name, 0))
            stretched = place == _SUBJECT
            mode = QHeaderView.ResizeMode.Stretch if stretched else QHeaderView.ResizeMode.Interactive
            heads.setSectionResizeMode(place, mode)
            if not stretched:
                words = max(measure(_LIKE[name]) if name in _LIKE else states, measure(head_words(name)))
                heads.resizeSection(place, self._widths.width(place, words + _PADDING))

    def resizeEvent(self, event: object) -> None:
        """Columns share the room."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt's event, passed on
        self._spread()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the line."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.setAccessibleName(_("Lines of the register"))
        self.content.retranslate()
