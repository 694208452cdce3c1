"""The five steps from the text to the issued document, in a row: done, next, or waiting and for what."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QWidget

from dvapp.host.i18n import _
from dvapp.ui.fitting import two_lines
from dvapp.ui.icons import pixmap
from dvapp.ui.report.steps_model import Step, StepsModel
from dvapp.ui.theme import tokens
from dvapp.ui.widgets import button

_ICONS = {
    Step.CHECK: "clipboard-check",
    Step.SAVE: "save",
    Step.SIGN: "signature",
    Step.ISSUE: "stamp",
    Step.VERIFY: "shield-check",
}

_BESIDE_ICON = 42
"""Pixels before the words where the icon stands."""


class StepButton(QAbstractButton):
    """One step: its name, and below it the file it made or what it waits for.

    Where there is little room the icon goes, and the words below get a second line.
    """

    def __init__(self, step: Step) -> None:
        super().__init__()
        self.step = step
        self._below, self._state = "", ""
        self._tall = False
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, name: str, below: str, state: str) -> None:
        """Its words. ``state``: "done", "next" or "waiting"."""
        self.setText(name)
        self._below, self._state = below, state
        self.setToolTip(below)
        self.setAccessibleName(f"{name}: {below}")
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines high, or three."""
        return QSize(150, (3 if self._tall else 2) * self.fontMetrics().height() + 18)

    def fits(self, width: int) -> bool:
        """Whether all words stand beside the icon in two lines, in a button of that many pixels.

        The name of a file that was made may be shortened: the tooltip has it.
        """
        bold, room = self.font(), width - _BESIDE_ICON - 10
        bold.setWeight(bold.Weight.DemiBold)
        below = 0 if self._state == "done" else QFontMetrics(self._small()).horizontalAdvance(self._below)
        return max(QFontMetrics(bold).horizontalAdvance(self.text()), below) <= room

    def be_tall(self, *, tall: bool) -> None:
        """Take a line more, and leave the icon out."""
        if tall != self._tall:
            self._tall = tall
            self.updateGeometry()
            self.update()

    def _small(self) -> QFont:
        small = self.font()
        small.setPointSizeF(max(9.0, small.pointSizeF() - 1))
        return small

    def minimumSizeHint(self) -> QSize:
        """It may be narrow; words are cut then, the tooltip has them all."""
        return QSize(96, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Icon, name, and the line below."""
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = self.rect().adjusted(1, 1, -1, -1)
        on, over = self.isChecked(), self.underMouse()
        painter.setPen(
            QPen(t.colour("accent"), 2)
            if self.hasFocus()
            else QPen(t.colour("accent_line" if on else "line"), 1)
        )
        painter.setBrush(t.colour("accent_ground" if on else ("hover" if over else "paper")))
        painter.drawRoundedRect(body, 6, 6)
        if not self._tall:
            ink = {"done": "ok", "next": "accent"}.get(self._state, "faint")
            picture = "circle-check" if self._state == "done" else _ICONS[self.step]
            icon = pixmap(picture, ink, size=20, scale=self.devicePixelRatioF())
            painter.drawPixmap(body.left() + 12, body.center().y() - 9, icon)
        inner = body.adjusted(10 if self._tall else _BESIDE_ICON, 6, -8, -6)
        lines = 3 if self._tall else 2
        half = inner.height() // lines
        font = painter.font()
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(t.colour("ink" if self._state != "waiting" else "dim"))
        metrics = painter.fontMetrics()
        name = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(
            inner.adjusted(0, 0, 0, -half * (lines - 1)), int(Qt.AlignmentFlag.AlignVCenter), name
        )
        painter.setFont(self._small())
        painter.setPen(t.colour("ok" if self._state == "done" else "dim"))
        below = inner.adjusted(0, half, 0, 0)
        if self._tall:
            told = "\n".join(two_lines(self._below, inner.width(), painter.fontMetrics()))
        else:
            told = self._one_line(inner)
        how = Qt.AlignmentFlag.AlignTop if self._tall else Qt.AlignmentFlag.AlignVCenter
        painter.drawText(below, int(how), told)
        painter.end()

    def _one_line(self, inner: QRect) -> str:
        """The start tells what it waits for; of a file's name the end tells as much."""
        metrics = QFontMetrics(self._small())
        return metrics.elidedText(self._below, Qt.TextElideMode.ElideMiddle, inner.width())


class StepsBar(QFrame):
    """``chosen`` carries the step whose panel is wanted, or ``None`` to close it; ``submit_wanted``: into the chain."""

    chosen = Signal(object)
    submit_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = {step: StepButton(step) for step in Step}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for step, made in self.buttons.items():
            layout.addWidget(made)
            made.clicked.connect(lambda on, step=step: self.chosen.emit(step if on else None))
        self.submit = button("", "primary", clicked=self.submit_wanted.emit)
        layout.addWidget(self.submit)

    def show_steps(
        self, model: StepsModel, current: Step | None, *, verified: str = "", checked: str = ""
    ) -> None:
        """Show how far the steps are. ``verified``: what the last verification said; ``checked``: the last check."""
        names = {
            Step.CHECK: _("1. Check"),
            Step.SAVE: _("2. Save the PDF"),
            Step.SIGN: _("3. Sign"),
            Step.ISSUE: _("4. Number and seal"),
            Step.VERIFY: _("5. Verify"),
        }
        ready = {
            Step.CHECK: checked,
            Step.SAVE: _("draft, or for signature"),
            Step.SIGN: _("head or deputy"),
            Step.ISSUE: _("number, date, seal"),
            Step.VERIFY: _("as the receiver sees it"),
        }
        for step, made in self.buttons.items():
            done = {Step.CHECK: model.checked, Step.VERIFY: verified}.get(step) or model.done(step)
            waiting = model.waiting(step)
            state = "done" if done else ("waiting" if waiting else "next")
            made.say(names[step], done or waiting or ready[step], state)
            made.setChecked(step is current)
        self._fit()
        self.submit.setText(_("Submit…"))
        self.submit.setToolTip(
            _(
                "Begin the way of this report to the deputy head, the head and the clerk, or see where it stands"
            )
        )

    def _fit(self) -> None:
        """All steps look alike: one that needs a line more gives it to all."""
        fits = all(made.fits(made.width()) for made in self.buttons.values())
        for made in self.buttons.values():
            made.be_tall(tall=not fits)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two lines or three."""
        super().resizeEvent(event)
        self._fit()
