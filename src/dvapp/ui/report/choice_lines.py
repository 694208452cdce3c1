"""How the lists of the figure picker draw their lines: figures with their values, forms with what they print."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from dvapp.domain.papers.reports import FigureState
from dvapp.ui.theme import tokens

CHOICE = int(Qt.ItemDataRole.UserRole)
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class _TwoLines(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(80, 2 * QFontMetrics(option.font).height() + 10)

    def _halves(self, painter: QPainter, option: QStyleOptionViewItem) -> tuple[QRect, QRect]:
        """Draw the ground; where the upper and the lower line go."""
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, tokens().colour("accent_ground"))
            painter.fillRect(
                QRect(option.rect.topLeft(), QSize(3, option.rect.height())), tokens().colour("accent")
            )
        inner = option.rect.adjusted(10, 4, -10, -4)
        half = inner.height() // 2
        return inner.adjusted(0, 0, 0, -half), inner.adjusted(0, half, 0, 0)


class FigureLine(_TwoLines):
    """Code and value above, the figure's name below."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One figure."""
        choice, colours = index.data(CHOICE), tokens()
        painter.save()
        upper, lower = self._halves(painter, option)
        bold = _bold(option.font)
        metrics = QFontMetrics(bold)
        painter.setFont(bold)
        painter.setPen(colours.colour("accent"))
        painter.drawText(upper, _MIDDLE, choice.written)
        painter.setPen(colours.colour("warn" if choice.state is FigureState.BLANK else "ink"))
        room = upper.width() - metrics.horizontalAdvance(choice.written) - 16
        value = metrics.elidedText(choice.value, Qt.TextElideMode.ElideRight, room)
        painter.drawText(upper, _MIDDLE | Qt.AlignmentFlag.AlignRight, value)
        _below(painter, option.font, choice.label, lower)
        painter.restore()


class FormLine(_TwoLines):
    """What a form prints above, its name below."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One form."""
        choice, colours = index.data(CHOICE), tokens()
        painter.save()
        upper, lower = self._halves(painter, option)
        bold = _bold(option.font)
        painter.setFont(bold)
        painter.setPen(colours.colour("ink"))
        words = QFontMetrics(bold).elidedText(choice.shown, Qt.TextElideMode.ElideRight, upper.width())
        painter.drawText(upper, _MIDDLE, words)
        _below(painter, option.font, choice.name, lower)
        painter.restore()


def _bold(font: QFont) -> QFont:
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made


def _below(painter: QPainter, font: QFont, text: str, place: QRect) -> None:
    painter.setFont(font)
    painter.setPen(tokens().colour("dim"))
    words = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, _MIDDLE, words)
