"""The little square at the corner of a selection: dragged over cells, it fills them with what is selected."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen

from dvapp.ui.grid.edits import Spot
from dvapp.ui.theme import tokens

if TYPE_CHECKING:
    from dvapp.ui.grid.view import GridView

_SIDE, _REACH = 7, 5
"""Pixels of the square, and around it, where the mouse takes it."""
_SCROLL_EVERY = 60
"""Milliseconds between two steps while the mouse is beyond the edge."""

Block = tuple[Spot, Spot]


class FillHandle(QObject):
    """``dropped`` carries the selection and the cells that shall be filled from it, each as first and last cell."""

    dropped = Signal(object, object)

    def __init__(self, view: "GridView") -> None:
        super().__init__(view)
        self._view = view
        self._from: Block | None = None
        self._to: Block | None = None
        self._mouse = QPoint()
        self._scroll = QTimer(self)
        self._scroll.setInterval(_SCROLL_EVERY)
        self._scroll.timeout.connect(self._beyond)
        view.viewport().installEventFilter(self)
        view.viewport().setMouseTracking(True)
        view.installEventFilter(self)

    @property
    def target(self) -> Block | None:
        """The cells that would be filled now; ``None`` while nothing is dragged outside of the selection."""
        return self._to

    def rect(self) -> QRect:
        """Where the square is; nothing where nothing is selected, or its corner is out of sight."""
        chosen = self._view.chosen()
        if chosen is None or self._view.content.sheet is None or self._view.content.closed:
            return QRect()
        cell = self._view.visualRect(self._view.content.index(*chosen[1]))
        if cell.isEmpty():
            return QRect()
        return QRect(cell.right() - _SIDE + 2, cell.bottom() - _SIDE + 2, _SIDE, _SIDE)

    def paint(self, painter: QPainter) -> None:
        """The square, and a dashed frame around what would be filled."""
        rect = self.rect()
        if rect.isEmpty():
            return
        painter.fillRect(rect.adjusted(-1, -1, 0, 0), tokens().colour("paper"))
        painter.fillRect(rect, tokens().colour("accent"))
        if self._to is not None:
            model, view = self._view.content, self._view
            first, last = (view.visualRect(model.index(*spot)) for spot in self._to)
            painter.setPen(QPen(tokens().colour("accent"), 2, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(first.united(last).adjusted(1, 1, -1, -1))

    # --- the mouse ---------------------------------------------------------------------------------------------------

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take the mouse while it is on the square, until it is let go; Esc gives up."""
        if isinstance(event, QMouseEvent):
            match event.type():
                case QEvent.Type.MouseButtonPress:
                    return self._pressed(event)
                case QEvent.Type.MouseMove:
                    return self._moved(event)
                case QEvent.Type.MouseButtonRelease:
                    return self._released()
                case QEvent.Type.MouseButtonDblClick:
                    return self._on_it(event)
                case _:
                    return False
        if self._from is not None and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self._end()
            return True
        return False

    def _on_it(self, event: QMouseEvent) -> bool:
        rect = self.rect()
        near = rect.adjusted(-_REACH, -_REACH, _REACH, _REACH)
        return not rect.isEmpty() and near.contains(event.position().toPoint())

    def _pressed(self, event: QMouseEvent) -> bool:
        if event.button() is not Qt.MouseButton.LeftButton or not self._on_it(event):
            return False
        self._view.keep_now()
        self._from = self._view.chosen()
        return True

    def _moved(self, event: QMouseEvent) -> bool:
        if self._from is None:
            shape = Qt.CursorShape.CrossCursor if self._on_it(event) else Qt.CursorShape.ArrowCursor
            self._view.viewport().setCursor(shape)
            return False
        self._mouse = event.position().toPoint()
        if self._view.viewport().rect().contains(self._mouse):
            self._scroll.stop()
            self._aim()
        elif not self._scroll.isActive():
            self._scroll.start()
        return True

    def _beyond(self) -> None:
        """The mouse is beyond the edge: scroll that way, a little at a time."""
        area = self._view.viewport().rect()
        for bar, at, least, most in (
            (self._view.verticalScrollBar(), self._mouse.y(), area.top(), area.bottom()),
            (self._view.horizontalScrollBar(), self._mouse.x(), area.left(), area.right()),
        ):
            bar.setValue(bar.value() + 24 * ((at > most) - (at < least)))
        self._aim()

    def _aim(self) -> None:
        area = self._view.viewport().rect().adjusted(2, 2, -2, -2)
        at = QPoint(
            min(max(self._mouse.x(), area.left()), area.right()),
            min(max(self._mouse.y(), area.top()), area.bottom()),
        )
        index = self._view.indexAt(at)
        if index.isValid() and self._from is not None:
            self._to = target_of(*self._from, (index.row(), index.column()))
            self._view.viewport().update()

    def _released(self) -> bool:
        if self._from is None:
            return False
        chosen, target = self._from, self._to
        self._end()
        if target is not None:
            self.dropped.emit(chosen, target)
        return True

    def _end(self) -> None:
        self._from = self._to = None
        self._scroll.stop()
        self._view.viewport().update()


def target_of(first: Spot, last: Spot, at: Spot) -> Block | None:
    """What lies between a selection and a cell, along rows or along columns, whichever is further; ``None`` inside."""
    (top, left), (bottom, right), (row, column) = first, last, at
    down, up = row - bottom, top - row
    on, back = column - right, left - column
    if max(down, up, on, back) <= 0:
        return None
    if max(down, up) >= max(on, back):
        return ((bottom + 1, left), (row, right)) if down > 0 else ((row, left), (top - 1, right))
    return ((top, right + 1), (bottom, column)) if on > 0 else ((top, column), (bottom, left - 1))
