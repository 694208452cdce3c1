"""A chart on paper, as sharp as the screen can show it; the paper stays white in the dark."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dvapp.domain.papers.charts import Chart
from dvapp.host.i18n import _
from dvapp.ui.theme import theme, tokens

_PAPER = 175.0
"""Millimetres across a chart's picture, its margins included."""

_WIDEST = 900
_EDGE = 16
_DRAG = 90
"""Milliseconds that a window must keep its size before the picture is drawn anew."""


class ChartPicture(QWidget):
    """Shows one chart. ``wanted`` carries the dots per inch at which its picture is sharp here."""

    wanted = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self._asked = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(_DRAG)
        self._resting.timeout.connect(self._ask)
        theme().changed.connect(self.update)

    def show_chart(self, chart: Chart | None) -> None:
        """Another chart: ask for its picture, and say it in words to those who cannot see it."""
        self.setAccessibleName(chart.title if chart else _("Chart"))
        self.setAccessibleDescription(chart.alternative if chart else "")
        if chart is None:
            self._image = QImage()
            self._arrange()
            return
        self._asked = 0.0
        self._ask()

    def take(self, image: QImage) -> None:
        """Its picture."""
        self._image = image
        self._arrange()

    @property
    def image(self) -> QImage:
        """What is shown."""
        return self._image

    @property
    def dots_per_inch(self) -> float:
        """At which a picture has a dot for each of the screen's."""
        return self._wide() * self.devicePixelRatioF() / (_PAPER / 25.4)

    def _wide(self) -> int:
        return max(120, min(self.width() - 2 * _EDGE, _WIDEST))

    def _ask(self) -> None:
        if abs(self._asked - self.dots_per_inch) > 0.01:
            self._asked = self.dots_per_inch
            self.wanted.emit(self._asked)

    def _arrange(self) -> None:
        shown = self._image.width()
        height = round(self._wide() * self._image.height() / shown) if shown else 0
        self.setFixedHeight(height + 2 * _EDGE)
        self.update()

    def _place(self) -> QRectF:
        wide = self._wide()
        return QRectF((self.width() - wide) / 2, _EDGE, wide, self.height() - 2 * _EDGE)

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for any window."""
        return QSize(200, 2 * _EDGE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The paper with a thin edge, thicker while it has the focus."""
        painter = QPainter(self)
        if not self._image.isNull():
            place = self._place()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, self._image)
            strong = self.hasFocus()
            painter.setPen(QPen(tokens().colour("accent" if strong else "line_strong"), 2 if strong else 1))
            painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The old picture is stretched until the window rests."""
        super().resizeEvent(event)
        self._resting.start()
        if not self._image.isNull() and event.oldSize().width() != event.size().width():
            self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the window to another screen."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._resting.start()
