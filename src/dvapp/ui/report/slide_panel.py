"""A panel that slides up over the text and away again."""

from PySide6.QtCore import QEasingCurve, QPoint, QPropertyAnimation, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

_SLIDE = 160
"""Milliseconds."""


class SlidePanel(QFrame):
    """As large as what it lies on. Esc calls :meth:`close_panel`, which a child class completes.

    A child class hides itself once it is built.
    """

    def __init__(self, below: QWidget) -> None:
        super().__init__(below)
        self.setProperty("role", "panel")
        self._below = below
        self._open = False
        self._slide = QPropertyAnimation(self, b"pos", self)
        self._slide.setDuration(_SLIDE)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._slide.finished.connect(self._slid)

    @property
    def is_open(self) -> bool:
        """Whether it lies over the text, or is on its way there."""
        return self._open

    def slide_in(self) -> None:
        """Come into sight, unless it is there already; what lies there goes away."""
        for other in self._below.findChildren(SlidePanel):
            if other is not self:
                other.close_panel()
        was_open, self._open = self.isVisible(), True
        self._fit()
        self.show()
        self.raise_()
        if not was_open:
            self._slide.setStartValue(QPoint(0, self.height()))
            self._slide.setEndValue(QPoint(0, 0))
            self._slide.start()

    def slide_out(self) -> None:
        """Go out of sight."""
        self._open = False
        self._slide.stop()
        self._slide.setStartValue(self.pos())
        self._slide.setEndValue(QPoint(0, self.height()))
        self._slide.start()

    def close_panel(self) -> None:
        """Slide away."""
        if self._open:
            self.slide_out()

    def fit(self) -> None:
        """Be as large as what lies below."""
        if self.isVisible():
            self._fit()

    def _fit(self) -> None:
        self.resize(self._below.size())
        if self._slide.state() != QPropertyAnimation.State.Running:
            self.move(0, 0)

    def _slid(self) -> None:
        if not self._open:
            self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the text."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)
