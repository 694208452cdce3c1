"""Inspections by month, drawn: a month without a figure says so and is no bar of zero."""

from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import _, language
from dvapp.ui.overview.overview_model import Month, scale_top
from dvapp.ui.theme import theme, tokens

_LEFT, _BOTTOM, _TOP = 34, 40, 14


class MonthChart(QWidget):
    """A bar for each month."""

    def __init__(self) -> None:
        super().__init__()
        self._months: tuple[Month, ...] = ()
        self.setMinimumHeight(190)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme().changed.connect(self.update)

    def show_months(self, months: tuple[Month, ...]) -> None:
        """Draw these months."""
        self._months = months
        number = LocaleFormats(language()).number
        month_words, unknown = _("Month {month}"), _("no figure yet")
        told = [
            f"{month_words.format(month=m.number)}: {number(m.visits) if m.visits is not None else unknown}"
            for m in months
        ]
        self.setAccessibleName(_("Unit-visits inspected by month"))
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def paintEvent(self, _event: object) -> None:
        """Lines, bars, and the months' names."""
        if not self._months:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = QFont(self.font())
        small.setPointSizeF(9.5)
        painter.setFont(small)
        area = QRectF(_LEFT, _TOP, self.width() - _LEFT - 6, self.height() - _TOP - _BOTTOM)
        top = scale_top([m.visits for m in self._months if m.visits is not None])
        self._lines(painter, area, top)
        wide = area.width() / len(self._months)
        for place, month in enumerate(self._months):
            slot = QRectF(area.left() + place * wide, area.top(), wide, area.height())
            self._month(painter, slot, month, top)
        self._blanks(painter, area, wide)
        painter.end()

    def _lines(self, painter: QPainter, area: QRectF, top: int) -> None:
        t = tokens()
        number = LocaleFormats(language()).number
        for step in range(5):
            y = area.bottom() - area.height() * step / 4
            painter.setPen(QPen(t.colour("line"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(t.colour("dim"))
            box = QRectF(0, y - 9, _LEFT - 8, 18)
            painter.drawText(
                box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number(top * step // 4)
            )

    def _blanks(self, painter: QPainter, area: QRectF, wide: float) -> None:
        """Say once under every stretch of months that nothing is known of them yet."""
        painter.setPen(tokens().colour("faint"))
        place = 0
        for blank, months in groupby(self._months, key=lambda month: month.visits is None):
            count = len(list(months))
            box = QRectF(area.left() + place * wide - 5, area.bottom() + 20, count * wide + 10, 16)
            if blank:
                fits = painter.fontMetrics().horizontalAdvance(_("none yet")) <= box.width()
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _("none yet") if fits else "–")
            place += count

    def _month(self, painter: QPainter, slot: QRectF, month: Month, top: int) -> None:
        t = tokens()
        name = QRectF(slot.left() - 4, slot.bottom() + 5, slot.width() + 8, 16)
        painter.setPen(t.colour("dim") if month.visits is not None else t.colour("faint"))
        painter.drawText(
            name,
            Qt.AlignmentFlag.AlignCenter,
            f"T{month.number}" if language() == "vi" else f"{month.number}",
        )
        if month.visits is None:
            return
        height = max(slot.height() * month.visits / top, 1.5)
        wide = min(slot.width() * 0.56, 34)
        bar = QRectF(slot.center().x() - wide / 2, slot.bottom() - height, wide, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(t.colour("accent"))
        painter.drawRoundedRect(bar, 2, 2)
        painter.setPen(t.colour("ink"))
        value = QRectF(slot.left() - 6, bar.top() - 17, slot.width() + 12, 16)
        painter.drawText(value, Qt.AlignmentFlag.AlignCenter, LocaleFormats(language()).number(month.visits))
