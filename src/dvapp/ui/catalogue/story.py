"""The life of a unit's code: a band of its names through the years, and who was before and after as far as that is known."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from dvapp.domain.places.successions import Extent
from dvapp.domain.places.units import Unit
from dvapp.host.i18n import _, ngettext
from dvapp.services.catalogue.lists import Kin, UnitChapter
from dvapp.ui.catalogue.lines import days_words
from dvapp.ui.theme import theme, tokens
from dvapp.ui.widgets import ElidedLink, button, clear_layout, label

_FEW = 6
"""Neighbours in time that are shown at once; the others follow a click."""


class Timeline(QWidget):
    """A band from the first known change to now: a piece for each name. Only a picture; the words stand beneath it."""

    def __init__(self) -> None:
        super().__init__()
        self._units: tuple[Unit, ...] = ()
        self._day = date(2018, 1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def show_units(self, units: tuple[Unit, ...], day: date) -> None:
        """Draw these pieces, with a mark on a day."""
        self._units, self._day = units, day
        self.setAccessibleName(_("Timeline"))
        told = (f"{unit.name}: {days_words(unit.valid_from, unit.valid_to)}".rstrip(": ") for unit in units)
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        """One band with years beneath."""
        return QSize(260, 58)

    def _ends(self) -> tuple[date, date]:
        edges = [day for unit in self._units for day in (unit.valid_from, unit.valid_to) if day is not None]
        first, last = min([self._day, *edges]), max([self._day, *edges])
        return date(first.year - 1, 1, 1), date(last.year + 1, 12, 31)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Pieces, years, the mark."""
        if not self._units:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        begin, end = self._ends()
        wide = self.width() - 2

        def at(day: date) -> float:
            return 1 + wide * (day - begin).days / max((end - begin).days, 1)

        for number, unit in enumerate(self._units):
            left = at(unit.valid_from or begin)
            right = at((unit.valid_to or end) + timedelta(days=1))
            self._piece(painter, QRectF(left, 4, right - left - 2, 26), unit, strong=number % 2 == 0)
        small = QFont(self.font())
        small.setPointSizeF(8.5)
        painter.setFont(small)
        self._years(painter, at, begin.year, end.year)
        x = at(self._day)
        painter.setPen(QPen(tokens().colour("warn"), 2))
        painter.drawLine(int(x), 1, int(x), 33)
        painter.end()

    def _piece(self, painter: QPainter, box: QRectF, unit: Unit, *, strong: bool) -> None:
        t = tokens()
        painter.setPen(QPen(t.colour("accent_line"), 1))
        painter.setBrush(t.colour("accent_ground" if strong else "info_ground"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(t.colour("accent"))
        words = painter.fontMetrics().elidedText(unit.name, Qt.TextElideMode.ElideRight, int(box.width()) - 8)
        painter.drawText(box.adjusted(4, 0, -4, 0), Qt.AlignmentFlag.AlignCenter, words)

    def _years(self, painter: QPainter, at: Callable[[date], float], first: int, last: int) -> None:
        painter.setPen(tokens().colour("dim"))
        step = max(1, -(-(last - first + 1) * 40 // max(self.width(), 1)))
        for year in range(first, last + 1, step):
            painter.drawText(QRectF(at(date(year, 1, 1)), 34, 40, 18), Qt.AlignmentFlag.AlignLeft, str(year))


class StoryPanel(QWidget):
    """Timeline and neighbours of a unit. ``wanted`` carries the code of a neighbour and a day on which it exists."""

    wanted = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.timeline = Timeline()
        self._head = label("", "group")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self._story: tuple[UnitChapter, ...] = ()
        self._all = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._head)
        layout.addWidget(self.timeline)
        layout.addLayout(self._lines)

    def show_story(self, story: tuple[UnitChapter, ...], day: date) -> None:
        """Show what a code stood for; nothing hides the panel."""
        self._story, self._all = story, False
        self.setVisible(bool(story))
        self.timeline.show_units(tuple(one.unit for one in story), day)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._head.setText(_("Before and after"))
        clear_layout(self._lines)
        begun = {chapter.unit.valid_from for chapter in self._story}
        for chapter in self._story:
            unit = chapter.unit
            days = days_words(unit.valid_from, unit.valid_to)
            self._lines.addWidget(label(f"{unit.name} · {days}" if days else unit.name, "", wrap=True))
            self._kin(
                _("from"), chapter.predecessors, unit.valid_from and unit.valid_from - timedelta(days=1)
            )
            if unit.valid_to is not None:
                self._kin(_("into"), chapter.successors, unit.valid_to + timedelta(days=1))
                if not chapter.successors and unit.valid_to + timedelta(days=1) not in begun:
                    self._lines.addWidget(
                        label(_("Who took over is not known to the catalogue."), "small", wrap=True)
                    )

    def _kin(self, words: str, found: tuple[Kin, ...], day: date | None) -> None:
        if day is None:
            return
        shown = found if self._all else found[:_FEW]
        for one in shown:
            said = f"{words} {one.name} · {one.code} ({extent_words(one.extent)})"
            self._lines.addWidget(ElidedLink(said, clicked=partial(self.wanted.emit, str(one.code), day)))
        left = len(found) - len(shown)
        if left:
            more = ngettext("{count} more", "{count} more", left).format(count=left)
            self._lines.addWidget(button(more, "link", clicked=self._show_all))

    def _show_all(self) -> None:
        self._all = True
        self.retranslate()


def extent_words(extent: Extent) -> str:
    """How a unit took over."""
    return {
        Extent.WHOLE: _("alone"),
        Extent.PART: _("a part"),
        Extent.CODE: _("same code, new name"),
        Extent.AREA: _("most of the land"),
    }[extent]
