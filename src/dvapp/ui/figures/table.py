"""The figures as a tree of groups for Qt's views. Knows no rules: it shows rows of the view-model."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from dvapp.domain.papers.reports import FigureState
from dvapp.host.i18n import _
from dvapp.ui.figures.figures_model import FigureGroup, FigureRow
from dvapp.ui.theme import tokens

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
ITEM_SIDES, _ITEM_ENDS = 24, 12
"""Pixels that the theme's padding takes of an item, left and right together, above and below together."""


class Column(IntEnum):
    """The columns of the table."""

    CODE = 0
    LABEL = 1
    VALUE = 2
    UNIT = 3
    SOURCE = 4


class WrappedLabels(QStyledItemDelegate):
    """Long words take as many lines as they need, by the column's width."""

    def __init__(self, tree: QTreeView) -> None:
        super().__init__(tree)
        self._tree = tree
        self._columns: set[int] = set()
        tree.header().sectionResized.connect(self._resized)

    def serve(self, *columns: Column) -> None:
        """Wrap the words of these columns."""
        for column in columns:
            self._columns.add(column)
            self._tree.setItemDelegateForColumn(column, self)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the wrapped words."""
        size = super().sizeHint(option, index)
        width = self._tree.columnWidth(index.column()) - ITEM_SIDES
        if not index.parent().isValid() or width < ITEM_SIDES:
            return size
        held = QStyleOptionViewItem(option)
        self.initStyleOption(held, index)
        metrics = QFontMetrics(held.font)
        words = metrics.boundingRect(0, 0, width, 0, int(Qt.TextFlag.TextWordWrap), str(index.data()))
        return QSize(size.width(), max(metrics.height(), words.height()) + _ITEM_ENDS)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Let the words wrap."""
        super().initStyleOption(option, index)
        option.features |= QStyleOptionViewItem.ViewItemFeature.WrapText

    def _resized(self, column: int, _old: int, _new: int) -> None:
        if column in self._columns:
            self._tree.scheduleDelayedItemsLayout()


class FigureTableModel(QAbstractItemModel):
    """Groups with their figures. A group's index carries 0, a figure's the number of its group + 1."""

    def __init__(self) -> None:
        super().__init__()
        self._groups: Sequence[FigureGroup] = ()

    def show_groups(self, groups: Sequence[FigureGroup]) -> None:
        """Show other groups."""
        self.beginResetModel()
        self._groups = groups
        self.endResetModel()

    def row_at(self, index: Index) -> FigureRow | None:
        """The figure at an index; ``None`` for a group."""
        if not index.isValid() or index.internalId() == 0:
            return None
        return self._groups[index.internalId() - 1].rows[index.row()]

    def index_of(self, code: str) -> QModelIndex:
        """Where a figure stands; invalid if it is not shown."""
        for number, group in enumerate(self._groups):
            for at, row in enumerate(group.rows):
                if row.code == code:
                    return self.createIndex(at, Column.CODE, number + 1)
        return QModelIndex()

    def index(self, row: int, column: int, parent: Index = ROOT) -> QModelIndex:
        """Qt asks: the index of a place."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = ROOT) -> QModelIndex:  # type: ignore[override]  # QObject.parent() shares the name
        """Qt asks: a figure's group."""
        if not index.isValid() or index.internalId() == 0:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: Index = ROOT) -> int:
        """Qt asks: groups, or figures of a group."""
        if not parent.isValid():
            return len(self._groups)
        return (
            len(self._groups[parent.row()].rows) if parent.internalId() == 0 and parent.column() == 0 else 0
        )

    def columnCount(self, parent: Index = ROOT) -> int:  # Qt's signature
        """Qt asks: five columns everywhere."""
        return len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Qt asks: the columns' headings."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section == Column.VALUE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (_("Code"), _("Figure"), _("Value"), _("Unit of count"), _("Comes from"))[section]

    def data(self, index: Index, role: int = 0) -> Any:
        """Qt asks: what a cell shows, and how."""
        if not index.isValid():
            return None
        row = self.row_at(index)
        return self._group_data(index, role) if row is None else self._figure_data(row, index.column(), role)

    def _group_data(self, index: Index, role: int) -> Any:
        group = self._groups[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole if index.column() == Column.CODE:
                return _("{title}   {known}/{total}").format(
                    title=group.title, known=group.known, total=group.total
                )
            case Qt.ItemDataRole.AccessibleTextRole:
                return _("{title}: {known} of {total} have data").format(
                    title=group.title, known=group.known, total=group.total
                )
            case Qt.ItemDataRole.FontRole:
                font = QFont()
                font.setWeight(QFont.Weight.DemiBold)
                return font
            case Qt.ItemDataRole.BackgroundRole:
                return tokens().colour("side")
            case _:
                return None

    def _figure_data(self, row: FigureRow, column: int, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return (row.code, row.label, row.value, row.unit, row.source)[column]
            case Qt.ItemDataRole.ToolTipRole if column in {Column.LABEL, Column.VALUE, Column.UNIT}:
                return {Column.LABEL: row.label, Column.VALUE: row.value}.get(Column(column), row.unit)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{row.code} {row.label}: {row.value} {row.unit}"
            case Qt.ItemDataRole.TextAlignmentRole if column == Column.VALUE:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.FontRole if column == Column.VALUE:
                return _value_font(row)
            case Qt.ItemDataRole.ForegroundRole:
                return _colour(row, column)
            case _:
                return None


def _value_font(row: FigureRow) -> QFont:
    font = QFont()
    if row.state is FigureState.KNOWN:
        font.setWeight(QFont.Weight.DemiBold)
        font.setFeature(QFont.Tag("tnum"), 1)
    else:
        font.setItalic(row.state is FigureState.BLANK)
    return font


def _colour(row: FigureRow, column: int) -> Any:
    if column in {Column.LABEL, Column.VALUE}:
        if column == Column.LABEL or row.state is FigureState.KNOWN:
            return None
        return tokens().colour("dim" if row.state is FigureState.BLANK else "faint")
    return tokens().colour("dim")
