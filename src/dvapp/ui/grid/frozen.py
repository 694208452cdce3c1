"""The first column or row of the grid, which stays in sight while the rest is scrolled: a second view over the first."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QTableView

from dvapp.ui.grid.cell_editor import CellDelegate
from dvapp.ui.grid.heads import GridHeads
from dvapp.ui.theme import restyle

if TYPE_CHECKING:
    from dvapp.ui.grid.view import GridView


class FrozenLine(QTableView):
    """Lies over the first column ("column") or row ("row") of a view, with the same cells and the same selection."""

    def __init__(self, view: "GridView") -> None:
        super().__init__(view)
        self._view = view
        self._side = ""
        self.setModel(view.content)
        self.setSelectionModel(view.selectionModel())
        self.setItemDelegate(CellDelegate(view.content, self, view.down.width))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("frozen")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(view)
        self.setAccessibleName("")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAutoScroll(False)
        self.heads = GridHeads(Qt.Orientation.Horizontal, view.content, self)
        self.heads.here = view.across.here
        self.setHorizontalHeader(self.heads)
        self.row_heads = GridHeads(Qt.Orientation.Vertical, view.content, self)
        self.row_heads.here = view.down.here
        self.setVerticalHeader(self.row_heads)
        view.verticalScrollBar().valueChanged.connect(self._follow_down)
        view.horizontalScrollBar().valueChanged.connect(self._follow_across)
        view.across.sectionResized.connect(self._column_resized)
        self.hide()

    def follow(self, side: str) -> None:
        """Stay with the first column, the first row, or nothing."""
        self._side = side
        restyle(self, side=side)
        model = self._view.content
        self.heads.setVisible(side == "column")
        self.row_heads.setVisible(side == "row")
        size = self._view.down.defaultSectionSize()
        self.row_heads.setDefaultSectionSize(size)
        for column in range(model.columnCount()):
            self.setColumnWidth(column, self._view.columnWidth(column))
        self.setVisible(bool(side))
        self.place()

    def place(self) -> None:
        """Lie exactly over what stays."""
        view = self._view
        if not self._side or not view.content.rowCount() or not view.content.columnCount():
            return
        frame, left, top = view.frameWidth(), view.down.width(), view.across.height()
        if self._side == "column":
            self.heads.setFixedHeight(top)
            width = view.columnWidth(0)
            self.setColumnWidth(0, width)
            self.setGeometry(frame + left, frame, width, view.viewport().height() + top)
            self._follow_down(view.verticalScrollBar().value())
        else:
            self.row_heads.setFixedWidth(left)
            height = view.rowHeight(0)
            self.setGeometry(frame, frame + top, view.viewport().width() + left, height)
            self._follow_across(view.horizontalScrollBar().value())

    def covers(self) -> tuple[int, int]:
        """Pixels of the view's cells that lie under it: from the left, from the top."""
        if self._side == "column":
            return self._view.columnWidth(0), 0
        return (0, self._view.rowHeight(0)) if self._side == "row" else (0, 0)

    def uncover(self, index: QModelIndex | QPersistentModelIndex) -> None:
        """Scroll the view so that a cell does not lie under this line."""
        left, top = self.covers()
        rect = self._view.visualRect(index)
        across, down = self._view.horizontalScrollBar(), self._view.verticalScrollBar()
        if left and index.column() > 0 and rect.left() < left:
            across.setValue(across.value() + rect.left() - left)
        if top and index.row() > 0 and rect.top() < top:
            down.setValue(down.value() + rect.top() - top)

    def repaint_heads(self) -> None:
        """The current cell has moved."""
        if self._side:
            self.heads.viewport().update()
            self.row_heads.viewport().update()
            self.viewport().update()

    def _follow_down(self, value: int) -> None:
        if self._side == "column":
            self.verticalScrollBar().setValue(value)

    def _follow_across(self, value: int) -> None:
        if self._side == "row":
            self.horizontalScrollBar().setValue(value)

    def _column_resized(self, section: int, _old: int, new: int) -> None:
        if self._side:
            self.setColumnWidth(section, new)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Only the view below scrolls, this one follows it."""
        del index, hint

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the view below."""
        QApplication.sendEvent(self._view.viewport(), event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cells, then the frame around the current one."""
        super().paintEvent(event)
        self._view.frame_current(self)
