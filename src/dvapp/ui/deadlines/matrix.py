"""All units and all reports due from them in the year, on one page; each cell leads to the register."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from dvapp.domain.calendar.deadlines import Deadline
from dvapp.host.i18n import _, ngettext
from dvapp.services.deadlines import DeadlineYear
from dvapp.ui.deadlines.matrix_words import (
    MARK,
    MatrixCell,
    ReturnsMatrix,
    column_words,
    come_words,
    matrix_of,
    unregistered_words,
)
from dvapp.ui.theme import theme, tokens
from dvapp.ui.widgets import button, label, row

Index = QModelIndex | QPersistentModelIndex
_NONE = ReturnsMatrix(columns=(), units=(), cells={})
_LINE, _NARROWEST = 34, 44
"""Height of a line and least width of a column, in pixels."""
_HEAD_SIZE = 10.0
"""Points of a head's letters, as the style sheet has them."""


class MatrixModel(QAbstractTableModel):
    """The page as Qt asks for it; its last row says how many have sent."""

    def __init__(self) -> None:
        super().__init__()
        self.content = _NONE

    def show_matrix(self, content: ReturnsMatrix) -> None:
        """Show another page."""
        self.beginResetModel()
        self.content = content
        self.endResetModel()

    def cell(self, index: Index) -> MatrixCell | None:
        """What stands at an index."""
        inside = index.isValid() and index.row() < len(self.content.units)
        return self.content.cell(index.row(), index.column()) if inside else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        """Qt asks: units, and the line of sums."""
        units = len(self.content.units)
        return 0 if parent.isValid() or not units else units + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as above
        """Qt asks: reports."""
        return 0 if parent.isValid() else len(self.content.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Qt asks: reports above, units beside."""
        if orientation is Qt.Orientation.Horizontal:
            short, whole = column_words(self.content.columns[section])
            if role == Qt.ItemDataRole.DisplayRole:
                return short
            return whole if role in _TOLD else None
        if role == Qt.ItemDataRole.DisplayRole or role in _TOLD:
            units = self.content.units
            return units[section].name if section < len(units) else _("Received")
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        """Qt asks: what a cell says, and how."""
        cell = self.cell(index)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if cell is None:
            last = index.row() == len(self.content.units)
            come = come_words(self.content.columns[index.column()]) if last else ""
            return come if role == Qt.ItemDataRole.DisplayRole else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.said
            case Qt.ItemDataRole.ForegroundRole:
                return tokens().colour(cell.tone)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return cell.whole
            case _:
                return None


_TOLD = frozenset({Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole})


class MatrixTable(QTableView):
    """``entered`` asks for the cell in focus, by Enter or a double click."""

    entered = Signal()

    def __init__(self, model: MatrixModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setProperty("flat", "true")
        self.setProperty("dense", "true")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setDefaultSectionSize(_LINE)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMaximumWidth(170)
        heads = self.horizontalHeader()
        heads.setMinimumSectionSize(_NARROWEST)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        heads.setHighlightSections(False)
        model.modelReset.connect(self._fit_heads)
        self.doubleClicked.connect(lambda _index: self.entered.emit())

    def _fit_heads(self) -> None:
        """No column is narrower than the widest head: none of them is cut."""
        font = QFont(self.font())
        font.setPointSizeF(_HEAD_SIZE)
        font.setWeight(QFont.Weight.DemiBold)
        metrics, model = QFontMetrics(font), self.model()
        heads = (
            str(model.headerData(n, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole))
            for n in range(model.columnCount())
        )
        needs = (metrics.horizontalAdvance(line) + 2 for head in heads for line in head.split("\n"))
        self.horizontalHeader().setMinimumSectionSize(max(_NARROWEST, *needs, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes where the cell leads."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class MatrixView(QWidget):
    """``record_wanted`` carries the id of a record of the register, ``register_wanted`` a deadline and a unit's code."""

    record_wanted = Signal(str)
    register_wanted = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.model = MatrixModel()
        self.table = MatrixTable(self.model)
        self._told = label("", "small", wrap=True)
        self._cell = label("", "", wrap=True)
        self.act = button("", clicked=self._act)
        self._legend = label("", "small", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self._told.setContentsMargins(14, 8, 14, 0)
        layout.addWidget(self._told)
        layout.addWidget(self.table, 1)
        foot = row(spacing=12)
        foot.setContentsMargins(14, 0, 14, 0)
        foot.addWidget(self._cell, 1)
        foot.addWidget(self.act)
        layout.addLayout(foot)
        self._legend.setContentsMargins(14, 0, 14, 8)
        layout.addWidget(self._legend)
        self.table.selectionModel().currentChanged.connect(lambda _now, _before: self._show_cell())
        self.table.entered.connect(self._act)
        theme().changed.connect(self.table.viewport().update)  # no lambda: the theme outlives the view
        self.retranslate()

    def show_year(self, data: DeadlineYear) -> None:
        """Show a year, with the cell in focus kept where it is still there."""
        held = self.table.currentIndex()
        place = (held.row(), held.column()) if held.isValid() else None
        self.model.show_matrix(matrix_of(data))
        if place is not None:
            self.table.setCurrentIndex(self.model.index(*place))
        self.retranslate()

    def choose(self, deadline: Deadline) -> None:
        """Put the focus on a report's column."""
        for number, state in enumerate(self.model.content.columns):
            if state.deadline == deadline:
                line = max(self.table.currentIndex().row(), 0)
                self.table.setCurrentIndex(self.model.index(line, number))

    def current(self) -> MatrixCell | None:
        """The cell in focus."""
        return self.model.cell(self.table.currentIndex())

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self.table.setAccessibleName(_("Reports from below by unit"))
        count = self.model.content.unregistered
        words = ngettext(
            "{count} report is not registered though the unit has given figures ({mark}).",
            "{count} reports are not registered though the units have given figures ({mark}).",
            count,
        )
        self._told.setText(words.format(count=count, mark=MARK))
        self._told.setVisible(bool(count))
        self._legend.setText(
            _(
                "Day received, +n days late; “in n”: working days left; {mark}: {words}. Enter opens the register."
            ).format(mark=MARK, words=unregistered_words())
        )
        self._show_cell()

    def _show_cell(self) -> None:
        cell = self.current()
        self._cell.setText(cell.whole if cell is not None else _("Choose a cell."))
        registered = cell is not None and cell.record is not None
        self.act.setText(_("Open in the register") if registered else _("Record a report received"))
        self.act.setEnabled(cell is not None)
        self.act.setToolTip("" if cell is not None else _("Choose a cell."))

    def _act(self) -> None:
        cell = self.current()
        if cell is None:
            return
        if cell.record is not None:
            self.record_wanted.emit(cell.record)
        else:
            self.register_wanted.emit(cell.deadline, cell.unit.code)
