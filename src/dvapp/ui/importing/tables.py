"""The sheet as a grid with what became of each cell, and plain lists of lines that lead to a cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from dvapp.domain.sheets.cells import address, words
from dvapp.domain.sheets.importing import CellFate
from dvapp.ui.importing.model import ImportModel
from dvapp.ui.importing.words import cell_words, row_words, why
from dvapp.ui.theme import tokens

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
_GROUNDS = {
    CellFate.REFUSED: "error_ground",
    CellFate.HELD: "warn_ground",
    CellFate.TOTAL: "draft_ground",
}
_FAINT = frozenset({CellFate.UNREAD, CellFate.SKIPPED})


class SheetGrid(QAbstractTableModel):
    """The sheet in work, read only."""

    def __init__(self, content: ImportModel) -> None:
        super().__init__()
        self._content = content

    def show_again(self) -> None:
        """The model has changed."""
        self.beginResetModel()
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """Qt asks: rows of the sheet."""
        sheet = self._content.sheet
        return len(sheet.rows) if sheet is not None and not parent.isValid() else 0

    def columnCount(self, parent: Index = ROOT) -> int:
        """Qt asks: columns of the sheet."""
        sheet = self._content.sheet
        return sheet.width if sheet is not None and not parent.isValid() else 0

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Qt asks: letters above, numbers beside."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return address(0, section)[:-1] if orientation is Qt.Orientation.Horizontal else str(section + 1)

    def data(self, index: Index, role: int = 0) -> Any:
        """Qt asks: what a cell shows, and how."""
        sheet, plan = self._content.sheet, self._content.plan
        if sheet is None or not index.isValid():
            return None
        row, column = index.row(), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return words(sheet.rows[row][column])
            case Qt.ItemDataRole.BackgroundRole:
                if plan is not None and plan.head.first <= row <= plan.head.last:
                    return tokens().colour("accent_ground")
                ground = _GROUNDS.get(self._fate(row, column))  # type: ignore[arg-type]  # None has no ground
                return tokens().colour(ground) if ground else None
            case Qt.ItemDataRole.ForegroundRole:
                faint = self._fate(row, column) in _FAINT
                return tokens().colour("faint") if faint else tokens().colour("ink")
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                return self._told(row, column)
            case Qt.ItemDataRole.TextAlignmentRole if isinstance(sheet.rows[row][column], int | float):
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case _:
                return None

    def _fate(self, row: int, column: int) -> CellFate | None:
        number = self._content.refused_at(row, column)
        return CellFate.REFUSED if number is not None else self._content.fate(row, column)

    def _told(self, row: int, column: int) -> str:
        plan = self._content.plan
        number = self._content.refused_at(row, column)
        if plan is not None and number is not None:
            return why(plan.refused[number])
        fate = self._content.fate(row, column)
        if plan is None or fate is None:
            return ""
        return row_words(plan.fates[row]) if fate is CellFate.SKIPPED else cell_words(fate)


class CellDelegate(QStyledItemDelegate):
    """Paints the ground of a cell itself: the style sheet of the views would leave it out."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground, then the cell as ever."""
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if ground is not None:
            painter.fillRect(option.rect, ground)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        option.state &= ~(QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus)
        super().paint(painter, option, index)
        if chosen:
            painter.save()
            painter.setPen(QPen(tokens().colour("accent"), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
            painter.restore()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a list. ``place``: the cell it leads to, from 0."""

    cells: tuple[str, ...]
    place: tuple[int, int] | None = None
    key: str = ""


class Lines(QAbstractTableModel):
    """Lines under headings."""

    def __init__(self) -> None:
        super().__init__()
        self._heads: Sequence[str] = ()
        self.lines: Sequence[Line] = ()

    def show_lines(self, heads: Sequence[str], lines: Sequence[Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._heads, self.lines = heads, lines
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """Qt asks: how many lines."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Qt asks: how many cells in a line."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Qt asks: the headings."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        """Qt asks: a cell; all of it also as tooltip."""
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self.lines[index.row()].cells[index.column()]
        return None


class LinesView(QTableView):
    """A list whose chosen line leads somewhere. ``chosen`` carries the :class:`Line`."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.content = Lines()
        self.setModel(self.content)
        self.setProperty("flat", "true")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.clicked.connect(lambda index: self._moved(index, ROOT))

    def show_lines(self, heads: Sequence[str], lines: Sequence[Line], widths: Sequence[int] = ()) -> None:
        """Show other lines; ``widths`` of the first columns in pixels."""
        self.content.show_lines(heads, lines)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)

    def current(self) -> Line | None:
        """The chosen line."""
        index = self.currentIndex()
        return self.content.lines[index.row()] if index.isValid() else None

    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.content.lines[index.row()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes where the line leads."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._moved(self.currentIndex(), ROOT)
        else:
            super().keyPressEvent(event)
