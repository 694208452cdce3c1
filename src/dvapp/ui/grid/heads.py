"""The heads of the grid: units with how much they have entered, figures with their code and unit of count."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from dvapp.ui.fitting import two_lines
from dvapp.ui.grid.sheet import BOARD, Arrangement, Head
from dvapp.ui.grid.table import GridModel
from dvapp.ui.theme import tokens

_PAD, _EDGE = 8, 5
LEAST_WIDTH, MOST_WIDTH = 120, 720
"""Pixels between which the heads of the rows can be made narrower and wider."""


class GridHeads(QHeaderView):
    """Heads of rows or columns, painted from the model's sheet.

    ``width_chosen`` carries the pixels that the heads of the rows were dragged to. ``here``: whether a section is the
    current one. ``found``: sections that a search has found.
    """

    width_chosen = Signal(int)

    def __init__(self, orientation: Qt.Orientation, content: GridModel, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self._content = content
        self._upright = orientation is Qt.Orientation.Vertical
        self.here: Callable[[int], bool] = lambda _section: False
        self.found: frozenset[int] = frozenset()
        self._dragging = False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMouseTracking(True)
        if self._upright:
            self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _head(self, section: int) -> Head | None:
        sheet = self._content.sheet
        if sheet is None:
            return None
        heads = sheet.rows if self._upright else sheet.columns
        return heads[section] if 0 <= section < len(heads) else None

    def sizeHint(self) -> QSize:
        """High enough for two lines of words and the line below them; as wide as it was set."""
        if self._upright:
            return QSize(self.minimumWidth(), 0)
        height = 2 * self.fontMetrics().height() + QFontMetrics(self._small()).height() + 16
        return QSize(0, height)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """One head."""
        head = self._head(logicalIndex)
        if head is None or not rect.isValid():
            return
        colours = tokens()
        painter.save()
        painter.setClipRect(rect)
        here = self.here(logicalIndex)
        ground = "accent_ground" if here else "warn_ground" if logicalIndex in self.found else "side"
        painter.fillRect(rect, colours.colour(ground))
        painter.setPen(colours.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        inner = rect.adjusted(_PAD, 4, -_PAD, -4)
        if head.heading:
            self._paint_group(painter, rect, head)
        elif self._upright:
            self._paint_row(painter, inner, head, here=here)
        else:
            self._paint_column(painter, inner, head, here=here)
        painter.restore()

    def _paint_group(self, painter: QPainter, rect: QRect, head: Head) -> None:
        painter.fillRect(rect.adjusted(0, 0, 1, -1), tokens().colour("side"))
        painter.setFont(self._bold())
        painter.setPen(tokens().colour("accent"))
        line = QRect(rect.left() + _PAD, rect.top(), 4000, rect.height())
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), head.title)

    def _paint_row(self, painter: QPainter, inner: QRect, head: Head, *, here: bool) -> None:
        colours = tokens()
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        left = inner.left()
        if head.code:
            painter.setFont(self._bold())
            painter.setPen(colours.colour("accent" if here else "dim"))
            painter.drawText(inner, middle, head.code)
            left += QFontMetrics(self._bold()).horizontalAdvance("M000") + 4
        right = inner.right()
        note = self._note(head) or head.detail
        if note:
            small = QFontMetrics(self._small())
            just = small.horizontalAdvance(note) + 2  # in exactly its own width a word is elided
            wide = min(just, inner.width() // 3)
            painter.setFont(self._small())
            painter.setPen(colours.colour("dim"))
            words = small.elidedText(note, Qt.TextElideMode.ElideRight, wide)
            aside = QRect(right - wide, inner.top(), wide + 1, inner.height())
            painter.drawText(aside, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), words)
            right -= wide + 10
        painter.setFont(self._bold() if head.unit == BOARD else self.font())
        painter.setPen(colours.colour("ink"))
        words = painter.fontMetrics().elidedText(
            head.title, Qt.TextElideMode.ElideRight, max(right - left, 0)
        )
        painter.drawText(QRect(left, inner.top(), right - left, inner.height()), middle, words)

    def _paint_column(self, painter: QPainter, inner: QRect, head: Head, *, here: bool) -> None:
        colours = tokens()
        small = QFontMetrics(self._small())
        note = self._note(head) or head.detail
        words = inner.adjusted(0, 0, 0, -small.height() - 2)
        painter.setFont(self._bold())
        painter.setPen(colours.colour("accent" if here else "ink"))
        lines = two_lines(head.words, words.width(), painter.fontMetrics())
        flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        painter.drawText(words, flags, "\n".join(lines))
        if note:
            painter.setFont(self._small())
            painter.setPen(colours.colour("dim"))
            below = QRect(inner.left(), inner.bottom() - small.height(), inner.width(), small.height() + 1)
            told = small.elidedText(note, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(below, int(Qt.AlignmentFlag.AlignRight), told)

    def _note(self, head: Head) -> str:
        """How many of a unit's figures have a number: 12/96."""
        book, sheet = self._content.book, self._content.sheet
        if book is None or sheet is None or not head.unit or head.unit == BOARD:
            return ""
        if sheet.arrangement is not Arrangement.UNITS:
            return ""
        return "{}/{}".format(*book.filled(head.unit))

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Normal)
        font.setPointSizeF(max(font.pointSizeF() - 0.5, 7.0))
        return font

    # --- the width of the rows' heads, dragged by the mouse ------------------------------------------------------------

    def _at_edge(self, event: QMouseEvent) -> bool:
        return self._upright and event.position().x() >= self.width() - _EDGE

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """At the right edge: begin to make the heads wider or narrower."""
        self._dragging = self._at_edge(event)
        if not self._dragging:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the edge."""
        if self._dragging:
            self.width_chosen.emit(min(max(round(event.position().x()), LEAST_WIDTH), MOST_WIDTH))
            return
        if self._upright:
            self.setCursor(
                Qt.CursorShape.SplitHCursor if self._at_edge(event) else Qt.CursorShape.ArrowCursor
            )
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the edge go."""
        if self._dragging:
            self._dragging = False
            return
        super().mouseReleaseEvent(event)
