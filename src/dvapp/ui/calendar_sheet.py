"""A year on one sheet: twelve small months whose days carry marks. Good for looking, and for every key of a calendar."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from dvapp.host.i18n import _
from dvapp.ui.deadlines.words import weekday_words
from dvapp.ui.messages import shown
from dvapp.ui.theme import theme, tokens

_CELL_WIDTH, _CELL_HEIGHT = 23, 20
"""Smallest room of a day in pixels; days grow with the window up to :data:`_WIDEST`."""
_WIDEST = 40
_HEAD = 44
"""Pixels for a month's name and the names of its weekdays."""
_CLOSE_HEIGHT, _CLOSE_HEAD = 16, 34
"""The same where there is little height: more months are seen at once."""
_GAP = 16
_WEEKS = 6
_SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class DayMark:
    """What a day shows.

    :param tone: colour of its ground: "error", "warn", "ok", "info", "draft"; "" for none.
    :param words: what its tooltip, and the line under the sheet, say.
    :param dot: whether a dot stands under the number (something happens on that day).
    :param framed: whether it has a frame (the board's own).
    """

    tone: str = ""
    words: str = ""
    dot: bool = False
    framed: bool = False


class CalendarSheet(QWidget):
    """Twelve months. Arrows walk the days, PageUp and PageDown the months, Home and End go to the ends of the month.

    ``moved`` carries the day in focus, ``chosen`` the day that was clicked or confirmed with Enter, ``spanned`` the first
    and last day when days were taken together with Shift or by pulling.
    """

    moved = Signal(object)
    chosen = Signal(object)
    spanned = Signal(object, object)

    def __init__(self, year: int) -> None:
        super().__init__()
        self._year = year
        self._marks: Mapping[date, DayMark] = {}
        self._here = date(self._year, 1, 1)
        self._anchor = self._here
        self._today: date | None = None
        self._close = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self.update)
        self.retranslate()

    # --- what it shows -----------------------------------------------------------------------------------------------

    @property
    def day(self) -> date:
        """The day in focus."""
        return self._here

    @property
    def span(self) -> tuple[date, date]:
        """First and last of the days taken together; the day in focus alone when there is one only."""
        return min(self._anchor, self._here), max(self._anchor, self._here)

    def show_year(self, year: int, marks: Mapping[date, DayMark], *, today: date | None = None) -> None:
        """Show a year with its marks; the day in focus stays, in the new year."""
        self._year, self._marks, self._today = year, marks, today
        if self._here.year != year:
            last = calendar.monthrange(year, self._here.month)[1]
            self._here = self._here.replace(year=year, day=min(self._here.day, last))
            self._anchor = self._here
        self._describe()
        self.update()

    def go(self, day: date) -> None:
        """Put the focus on a day of the year shown, without telling anyone."""
        if day.year == self._year:
            self._here = self._anchor = day
            self._describe()
            self.update()

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self.setAccessibleName(_("Calendar of the year"))
        self._describe()
        self.update()

    def words_of(self, day: date) -> str:
        """A day and what its mark says."""
        mark = self._marks.get(day)
        return f"{weekday_words(day.weekday())} {shown(day)}" + (
            f": {mark.words}" if mark is not None and mark.words else ""
        )

    def _describe(self) -> None:
        self.setAccessibleDescription(self.words_of(self._here))

    # --- room --------------------------------------------------------------------------------------------------------

    def lie(self, *, close: bool) -> None:
        """Put the days closer together, where there is little height."""
        if close != self._close:
            self._close = close
            self.updateGeometry()
            self.update()

    @property
    def _head_height(self) -> int:
        return _CLOSE_HEAD if self._close else _HEAD

    def _columns(self, width: int) -> int:
        for columns in (4, 3, 2):
            if width >= columns * _CELL_WIDTH * 7 + (columns - 1) * _GAP:
                return columns
        return 1

    def _cell(self, width: int) -> tuple[int, float, float]:
        columns = self._columns(width)
        wide = (width - (columns - 1) * _GAP) / columns / 7
        high = _CLOSE_HEIGHT if self._close else max(_CELL_HEIGHT, min(wide * 0.72, 26))
        return columns, min(wide, _WIDEST), high

    def hasHeightForWidth(self) -> bool:
        """Its height depends on how many months stand side by side."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in pixels at a width."""
        columns, _wide, high = self._cell(width)
        rows = -(-12 // columns)
        return round(rows * (self._head_height + _WEEKS * high) + (rows - 1) * 6)

    def sizeHint(self) -> QSize:
        """Four months side by side."""
        width = 4 * _CELL_WIDTH * 7 + 3 * _GAP
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """One month wide, with the height that the present width needs."""
        return QSize(_CELL_WIDTH * 7, self.heightForWidth(max(self.width(), _CELL_WIDTH * 7)))

    def resizeEvent(self, event: object) -> None:
        """Tell the page around that another height is needed."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt's event, passed on
        self.updateGeometry()

    def _corner(self, month: int) -> tuple[float, float, float, float]:
        """Left and top of a month, width and height of its days."""
        columns, wide, high = self._cell(self.width())
        row, column = divmod(month - 1, columns)
        step = (self.width() - (columns - 1) * _GAP) / columns + _GAP
        return column * step, row * (self._head_height + _WEEKS * high + 6), wide, high

    def box(self, day: date) -> QRectF:
        """Where a day stands, in pixels of the widget."""
        left, top, wide, high = self._corner(day.month)
        place = day.day - 1 + date(day.year, day.month, 1).weekday()
        return QRectF(left + place % 7 * wide, top + self._head_height + place // 7 * high, wide, high)

    def day_at(self, point: QPointF) -> date | None:
        """The day at a place; ``None`` between them."""
        for month in range(1, 13):
            left, top, wide, high = self._corner(month)
            x, y = point.x() - left, point.y() - top - self._head_height
            if 0 <= x < 7 * wide and 0 <= y < _WEEKS * high:
                number = int(y // high) * 7 + int(x // wide) + 1 - date(self._year, month, 1).weekday()
                inside = 1 <= number <= calendar.monthrange(self._year, month)[1]
                return date(self._year, month, number) if inside else None
        return None

    # --- keys and mouse ----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk; with Shift the days passed are taken together; Enter and Space choose."""
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.chosen.emit(self._here)
            return
        wanted = self._walked(key)
        if wanted is None:
            super().keyPressEvent(event)
            return
        self._move(wanted, together=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def _walked(self, key: Qt.Key) -> date | None:
        here = self._here
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        last = calendar.monthrange(here.year, here.month)[1]
        if key in steps:
            return here + timedelta(days=steps[key])
        if key == Qt.Key.Key_Home:
            return here.replace(day=1)
        if key == Qt.Key.Key_End:
            return here.replace(day=last)
        if key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            month = here.month + (1 if key == Qt.Key.Key_PageDown else -1)
            if not 1 <= month <= 12:
                return here
            return here.replace(month=month, day=min(here.day, calendar.monthrange(here.year, month)[1]))
        return None

    def _move(self, day: date, *, together: bool) -> None:
        if day.year != self._year:
            return
        self._here = day
        if not together:
            self._anchor = day
        self._describe()
        self.update()
        self.moved.emit(day)
        if together:
            self.spanned.emit(*self.span)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a day; with Shift all days up to it."""
        day = self.day_at(event.position())
        if day is None or event.button() != Qt.MouseButton.LeftButton:
            return
        together = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._move(day, together=together)
        if not together:
            self.chosen.emit(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pull over days to take them together."""
        day = self.day_at(event.position())
        if event.buttons() & Qt.MouseButton.LeftButton and day is not None and day != self._here:
            self._move(day, together=True)

    def event(self, event: QEvent) -> bool:
        """Say what a day is where the pointer rests."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            day = self.day_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.words_of(day) if day is not None else "", self)
            return True
        return super().event(event)

    # --- drawing -----------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Names, days, marks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for month in range(1, 13):
            self._head(painter, month)
            for number in range(1, calendar.monthrange(self._year, month)[1] + 1):
                self._day(painter, date(self._year, month, number))
        painter.end()

    def _head(self, painter: QPainter, month: int) -> None:
        left, top, wide, _high = self._corner(month)
        bold = QFont(self.font())
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(tokens().colour("ink"))
        painter.drawText(
            QRectF(left, top, wide * 7, self._head_height / 2),
            Qt.AlignmentFlag.AlignVCenter,
            f"  {month_words(month)}",
        )
        small = QFont(self.font())
        small.setPointSizeF(8.5)
        painter.setFont(small)
        for place, words in enumerate(map(weekday_words, range(7))):
            painter.setPen(tokens().colour("faint" if place >= _SATURDAY else "dim"))
            painter.drawText(
                QRectF(left + place * wide, top + self._head_height / 2, wide, self._head_height / 2),
                Qt.AlignmentFlag.AlignCenter,
                words,
            )

    def _day(self, painter: QPainter, day: date) -> None:
        t, box, mark = tokens(), self.box(day), self._marks.get(day, DayMark())
        inner = box.adjusted(1, 1, -1, -1)
        since, until = self.span
        if mark.tone:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(t.colour(f"{mark.tone}_ground"))
            painter.drawRoundedRect(inner, 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if mark.framed:
            painter.setPen(QPen(t.colour(mark.tone or "line_strong"), 1))
            painter.drawRoundedRect(inner, 4, 4)
        if since < until and since <= day <= until:
            painter.setPen(QPen(t.colour("accent_line"), 2))
            painter.drawRoundedRect(inner, 4, 4)
        if day == self._here:
            painter.setPen(QPen(t.colour("accent"), 2 if self.hasFocus() else 1))
            painter.drawRoundedRect(inner, 4, 4)
        font = QFont(self.font())
        font.setPointSizeF(9.5)
        font.setBold(bool(mark.tone) or day == self._today)
        painter.setFont(font)
        weekend = day.weekday() >= _SATURDAY
        painter.setPen(t.colour(mark.tone or ("faint" if weekend else "ink")))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(day.day))
        if day == self._today:
            width = painter.fontMetrics().horizontalAdvance(str(day.day))
            line = box.center().y() + painter.fontMetrics().height() / 2 - 2
            painter.setPen(QPen(t.colour("accent"), 2))
            painter.drawLine(
                QPointF(box.center().x() - width / 2, line), QPointF(box.center().x() + width / 2, line)
            )
        if mark.dot:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(t.colour(mark.tone or "accent"))
            painter.drawEllipse(QPointF(box.right() - 5, box.top() + 5), 2.2, 2.2)


def month_words(month: int) -> str:
    """The name of a month."""
    return _("Month {month}").format(month=month)
