"""Pages of a PDF below each other on a desk: fitted or zoomed, sharp on every screen, turned with the keyboard."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from dvapp.domain.papers.findings import Spot
from dvapp.host.i18n import _
from dvapp.ui.report.page_source import PageSource
from dvapp.ui.theme import tokens

_EDGE, _GAP = 18, 16
_DPI = 96
"""Logical pixels per inch at 100 %."""
_POINTS_PER_MM = 72 / 25.4
_MARK = QColor(196, 43, 28)
_ABOVE = 90.0
"""Points of the page that are seen above a marked place."""

_STEPS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)


class PagesView(QAbstractScrollArea):
    """Shows the pages of a :class:`PageSource`."""

    page_changed = Signal(int, int)
    zoom_changed = Signal(float, bool)

    def __init__(self, source: PageSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._zoom = 1.0
        self._fits = True
        self._page = 0
        self._rects: list[QRectF] = []
        self._mark: tuple[int, QRectF] | None = None
        self._boxes: Mapping[int, Sequence[QRectF]] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().setSingleStep(40)
        self.horizontalScrollBar().setSingleStep(40)
        source.changed.connect(self._source_changed)
        source.drawn.connect(lambda _page: self.viewport().update())
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._moved())
        self.retranslate()

    def retranslate(self) -> None:
        """Its name for a screen reader, in the language in use."""
        self.setAccessibleName(_("Pages as they will be printed"))

    # --- zoom and place --------------------------------------------------------------------------------------------

    @property
    def page(self) -> int:
        """The page looked at, from 0."""
        return self._page

    def fit_width(self) -> None:
        """As wide as there is room."""
        self._fits = True
        self._arrange()

    def set_zoom(self, zoom: float) -> None:
        """A fixed scale; 1.0 shows the page in its real size on a screen of 96 dots per inch."""
        self._fits, self._zoom = False, zoom
        self._arrange()

    def zoom_in(self) -> None:
        """The next larger scale."""
        self.set_zoom(next((step for step in _STEPS if step > self._zoom + 0.01), _STEPS[-1]))

    def zoom_out(self) -> None:
        """The next smaller scale."""
        self.set_zoom(next((step for step in reversed(_STEPS) if step < self._zoom - 0.01), _STEPS[0]))

    def go_to(self, page: int, *, points_down: float = 0.0) -> None:
        """Bring a page (from 0) to the top, or a place on it, in points from its upper edge."""
        if self._rects:
            page = max(0, min(page, len(self._rects) - 1))
            down = points_down * self._zoom * _DPI / 72
            self.verticalScrollBar().setValue(round(self._rects[page].top() + max(0.0, down - 40) - _GAP / 2))

    def mark(self, page: int, spot: Spot) -> None:
        """Draw a box around a place on a page (from 0) and bring it into sight; it stays until the next."""
        if not 0 <= page < len(self._rects):
            return
        self._mark = page, self._box(page, spot)
        self.go_to(page, points_down=max(0.0, self._mark[1].top() - _ABOVE))
        self.viewport().update()

    def unmark(self) -> None:
        """Take the box away."""
        self._mark = None
        self.viewport().update()

    def show_boxes(self, boxes: Mapping[int, Sequence[QRectF]]) -> None:
        """Draw boxes on pages (from 0), in points from their upper left corners; they stay until others come."""
        self._boxes = boxes
        self.viewport().update()

    @property
    def marked(self) -> tuple[int, QRectF] | None:
        """The page (from 0) and the box on it, in points from its upper left corner."""
        return self._mark

    def _box(self, page: int, spot: Spot) -> QRectF:
        """Around the line; across the page where the spot names no place on it, and the whole page without a height."""
        size = self._source.size(page)
        if spot.y is None:
            return QRectF(QPointF(), size).adjusted(6, 6, -6, -6)
        left = 24.0 if spot.x is None else spot.x * _POINTS_PER_MM
        right = size.width() - 24 if spot.right is None else spot.right * _POINTS_PER_MM
        if spot.x is not None and spot.right is None:
            right = left + 60
        base = spot.y * _POINTS_PER_MM
        box = QRectF(left - 4, base - 15, max(right - left, 8) + 8, 21)
        return box & QRectF(QPointF(), size).adjusted(2, 2, -2, -2)

    # --- layout ----------------------------------------------------------------------------------------------------

    def _source_changed(self) -> None:
        self._arrange()

    def _arrange(self) -> None:
        """Lay the pages out, keeping the place that is looked at."""
        bar = self.verticalScrollBar()
        before = self._rects[self._page] if self._page < len(self._rects) else QRectF()
        share = (bar.value() - before.top()) / before.height() if before.height() else 0.0
        sizes = [self._source.size(page) for page in range(self._source.count)]
        widest = max((size.width() for size in sizes), default=1.0)
        if self._fits:
            room = max(120, self.viewport().width() - 2 * _EDGE)
            self._zoom = room / (widest * _DPI / 72)
        scale = self._zoom * _DPI / 72
        across = max(self.viewport().width(), round(widest * scale) + 2 * _EDGE)
        top = float(_GAP)
        self._rects = []
        for size in sizes:
            width, height = round(size.width() * scale), round(size.height() * scale)
            self._rects.append(QRectF(round((across - width) / 2), top, width, height))
            top += height + _GAP
        self._set_bars(across, round(top) if sizes else 0)
        if self._rects:
            page = min(self._page, len(self._rects) - 1)
            if before.isNull():
                bar.setValue(0)
            else:
                bar.setValue(round(self._rects[page].top() + share * self._rects[page].height()))
        self.zoom_changed.emit(self._zoom, self._fits)
        self._moved(always=True)

    def _set_bars(self, width: int, height: int) -> None:
        shown = self.viewport().size()
        self.verticalScrollBar().setPageStep(shown.height())
        self.verticalScrollBar().setRange(0, max(0, height - shown.height()))
        self.horizontalScrollBar().setPageStep(shown.width())
        self.horizontalScrollBar().setRange(0, max(0, width - shown.width()))

    def _moved(self, *, always: bool = False) -> None:
        eye = self.verticalScrollBar().value() + self.viewport().height() / 3
        page = next((n for n, rect in enumerate(self._rects) if rect.bottom() + _GAP / 2 >= eye), 0)
        page = page if self._rects else 0
        if page != self._page or always:
            self._page = page
            self.page_changed.emit(page, self._source.count)
        self._source.forget_wishes(self._visible())
        self.viewport().update()

    def _visible(self) -> list[int]:
        seen = QRectF(self._offset(), self.viewport().size())
        return [number for number, rect in enumerate(self._rects) if rect.intersects(seen)]

    def _offset(self) -> QPointF:
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    # --- Qt asks ---------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """A page at a readable scale."""
        return QSize(480, 640)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        self._arrange()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Everything is painted anew; what is outside is left out."""
        self.viewport().update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The desk, and each page in sight with its shadow."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), tokens().colour("desk"))
        offset, ratio = self._offset(), self.devicePixelRatioF()
        for number in self._visible():
            rect = self._rects[number].translated(-offset)
            _shadow(painter, rect)
            image = self._source.image(number, self._zoom * _DPI * ratio)
            sharp = abs(image.width() - rect.width() * ratio) <= 2
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not sharp)
            if sharp:
                image.setDevicePixelRatio(ratio)
                painter.drawImage(rect.topLeft(), image)
            else:
                image.setDevicePixelRatio(1)
                painter.drawImage(rect, image)
            if self._mark is not None and self._mark[0] == number:
                self._paint_mark(painter, rect, self._mark[1])
            for box in self._boxes.get(number, ()):
                self._paint_mark(painter, rect, box)
        painter.end()

    def _paint_mark(self, painter: QPainter, page: QRectF, box: QRectF) -> None:
        """Paper is white in every theme, so the box has one colour that stands out on it."""
        scale = self._zoom * _DPI / 72
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(_MARK, 2))
        painter.setBrush(QColor(_MARK.red(), _MARK.green(), _MARK.blue(), 38))
        painter.drawRoundedRect(QRectF(page.topLeft() + box.topLeft() * scale, box.size() * scale), 4, 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up and Page Down turn pages; Ctrl with + − 0 zooms."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match event.key():
            case Qt.Key.Key_PageDown:
                self.go_to(self._page + 1)
            case Qt.Key.Key_PageUp:
                self.go_to(self._page - 1)
            case Qt.Key.Key_Home:
                self.go_to(0)
            case Qt.Key.Key_End:
                self.go_to(self._source.count - 1)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal if control:
                self.zoom_in()
            case Qt.Key.Key_Minus if control:
                self.zoom_out()
            case Qt.Key.Key_0 if control:
                self.fit_width()
            case _:
                super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl with the wheel zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
            event.accept()
        else:
            super().wheelEvent(event)


def _shadow(painter: QPainter, rect: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    for spread, strength in ((4, 10), (3, 14), (2, 18), (1, 26)):
        painter.setBrush(QColor(0, 0, 0, strength))
        painter.drawRoundedRect(rect.adjusted(-spread, 1 - spread, spread, spread + 2), 3, 3)
    painter.setBrush(QColor("white"))
    painter.drawRect(rect)
