"""The lines below the grid: what the chosen cell is, what a selection adds up to, and what the signs mean."""

from collections.abc import Iterable
from decimal import Decimal

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from dvapp.domain.expressions import add
from dvapp.domain.values import Amount
from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import _, language, ngettext
from dvapp.ui.grid.book import CellLook
from dvapp.ui.grid.table import CellPainter
from dvapp.ui.theme import restyle
from dvapp.ui.widgets import label, row


class GridStatus(QFrame):
    """Where one is, what is chosen, and the legend."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("gridstatus")
        self.where = label("", "small")
        self.where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.sums = label("", "small")
        self.legend = Legend()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 4, 10, 4)
        layout.setSpacing(2)
        line = row(self.where, self.sums, spacing=16)
        line.setStretch(0, 1)
        layout.addLayout(line)
        layout.addWidget(self.legend)

    def say(self, words: str, *, alert: bool = False) -> None:
        """Say what the chosen cell is; ``alert``: one has just tried to type where nothing can be typed."""
        self.where.setText(words)
        self.where.setToolTip(words)
        restyle(self.where, state="warn" if alert else "")

    def say_sums(self, amounts: Iterable[Amount]) -> None:
        """How many of the chosen cells have a number, and their sum; nothing for a single cell."""
        held = list(amounts)
        numbers = [amount for amount in held if isinstance(amount, int | Decimal)]
        if len(held) < 2:
            self.sums.setText("")
            return
        words = ngettext("{count} cell chosen", "{count} cells chosen", len(held)).format(count=len(held))
        if numbers:
            total: Amount = 0
            for number in numbers:
                total = add(total, number)
            told = LocaleFormats(language()).number(total)
            words += " · " + _("{count} with a number, sum {sum}").format(count=len(numbers), sum=told)
        self.sums.setText(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The legend only stands where it fits."""
        super().resizeEvent(event)
        self.legend.setVisible(self.width() >= self.legend.sizeHint().width())


def _samples() -> tuple[tuple[CellLook, str], ...]:
    return (
        (CellLook("", dotted=True), _("no data yet")),
        (CellLook("0"), _("zero")),
        (CellLook("–", ink="dim"), _("did not occur")),
        (CellLook("4", mark="record"), _("from records")),
        (CellLook("7", ground="ground", italic=True), _("computed")),
        (CellLook("9", ground="error_ground", ink="error", mark="conflict"), _("contradicts records")),
        (CellLook("", hatched=True), _("cannot be entered")),
    )


class Legend(QWidget):
    """The signs of the grid with their meaning."""

    _CELL, _GAP, _SPACE = 26, 4, 11

    def __init__(self) -> None:
        super().__init__()
        self._painter = CellPainter()
        font = self.font()
        font.setPointSizeF(max(font.pointSizeF() - 1, 7.0))
        self.setFont(font)
        self.retranslate()

    def retranslate(self) -> None:
        """Say the meanings in the language in use."""
        self._signs = _samples()
        self.setAccessibleName(", ".join(words for _look, words in self._signs))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as all signs and words."""
        metrics = self.fontMetrics()
        wide = sum(
            self._CELL + self._GAP + metrics.horizontalAdvance(words) + self._SPACE
            for _look, words in self._signs
        )
        return QSize(wide, metrics.height() + 6)

    def minimumSizeHint(self) -> QSize:
        """It may be left out where it does not fit."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Signs and words side by side."""
        painter = QPainter(self)
        self._painter.prepare(self.font())
        metrics, x, height = self.fontMetrics(), 0, self.height()
        for look, words in self._signs:
            cell = QRect(x, 1, self._CELL, height - 2)
            self._painter.paint(painter, cell, look, chosen=False)
            self._painter.outline(painter, cell)
            x += self._CELL + self._GAP
            self._painter.words(painter, QRect(x, 0, metrics.horizontalAdvance(words) + 4, height), words)
            x += metrics.horizontalAdvance(words) + self._SPACE
        painter.end()
