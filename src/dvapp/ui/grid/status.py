"""The lines below the grid: what the chosen cell is, what a selection adds up to, and what the signs mean."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from PySide6.QtCore import QRect
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

_MOST_LINES = 2
"""Lines that the legend may take of the cells' room."""


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
        """The legend takes two lines where one is too narrow, and gives way where even those are."""
        super().resizeEvent(event)
        self.legend.setVisible(self.legend.fit(self.width() - 20))


def _samples() -> tuple[tuple[CellLook, str], ...]:
    return (
        (CellLook("", dotted=True), _("no data yet")),
        (CellLook("0"), _("zero")),
        (CellLook("–", ink="dim"), _("did not occur")),
        (CellLook("4", mark="record"), _("from records")),
        (CellLook("7", ground="ground", italic=True), _("computed")),
        (CellLook("9", ground="error_ground", ink="error", mark="conflict"), _("contradicts records")),
        (CellLook("", ground="error_ground", breach="error"), _("breaks a rule")),
        (CellLook("", ground="warn_ground", breach="warn"), _("unusual")),
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

    def fit(self, width: int) -> bool:
        """Take as many lines as a width asks for; whether they are few enough."""
        lines = len({line for line, _x in self._places(width)})
        self.setFixedHeight(lines * self._line)
        return lines <= _MOST_LINES

    @property
    def _line(self) -> int:
        return self.fontMetrics().height() + 6

    def _wide(self, words: str) -> int:
        return self._CELL + self._GAP + self.fontMetrics().horizontalAdvance(words) + self._SPACE

    def _places(self, width: int) -> Iterator[tuple[int, int]]:
        """Line and left edge of each sign."""
        line = x = 0
        for _look, words in self._signs:
            wide = self._wide(words)
            if x and x + wide - self._SPACE > width:
                line, x = line + 1, 0
            yield line, x
            x += wide

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Signs and words side by side."""
        painter = QPainter(self)
        self._painter.prepare(self.font())
        height = self._line
        for (look, words), (line, x) in zip(self._signs, self._places(self.width()), strict=True):
            top = line * height
            cell = QRect(x, top + 1, self._CELL, height - 2)
            self._painter.paint(painter, cell, look, chosen=False)
            self._painter.outline(painter, cell)
            room = QRect(x + self._CELL + self._GAP, top, self._wide(words), height)
            self._painter.words(painter, room, words)
        painter.end()
