"""A list of records in two lines each: what it says, then its day and kind. Enter or a double-click opens one."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from dvapp.host.i18n import _
from dvapp.ui.figures.figures_model import RecordLine
from dvapp.ui.theme import tokens

_ID = int(Qt.ItemDataRole.UserRole)
_WHEN = _ID + 1
_SHOWN = 8


class _TwoLines(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(80, 2 * QFontMetrics(option.font).height() + 12)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colours, rect, font = tokens(), option.rect, option.font
        state = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colours.colour("accent_ground"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, colours.colour("hover"))
        painter.setPen(colours.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(8, 5, -8, -6)
        half = inner.height() // 2
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(colours.colour("ink"))
        words = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner.adjusted(0, 0, 0, -half), Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(colours.colour("dim"))
        when = metrics.elidedText(str(index.data(_WHEN)), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner.adjusted(0, half, 0, 0), Qt.AlignmentFlag.AlignVCenter, when)
        painter.restore()


class RecordList(QListWidget):
    """Records behind a figure."""

    wanted = Signal(str)

    def __init__(self, lines: Sequence[RecordLine]) -> None:
        super().__init__()
        self.setProperty("flat", "true")
        self.setMouseTracking(True)
        self.setItemDelegate(_TwoLines(self))
        self.setAccessibleName(_("Records behind the figure"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for line in lines:
            item = QListWidgetItem(line.summary or line.kind)
            item.setData(_ID, line.id)
            item.setData(_WHEN, f"{line.day} · {line.kind}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{line.summary}, {line.day}, {line.kind}")
            item.setToolTip(line.summary)
            self.addItem(item)
        self.itemActivated.connect(lambda item: self.wanted.emit(item.data(_ID)))
        row = self.sizeHintForRow(0)
        self.setFixedHeight(row * min(len(lines), _SHOWN) + 6)
