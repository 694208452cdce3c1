"""Choosing a figure to put into a text: typed words or a code narrow the list, Enter takes the first."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from dvapp.domain.reports import FigureState
from dvapp.domain.text import FigureForm
from dvapp.host.i18n import _
from dvapp.ui.report.chips_model import FigureChoice
from dvapp.ui.theme import tokens
from dvapp.ui.widgets import Segmented, label

_CHOICE = int(Qt.ItemDataRole.UserRole)
_WIDTH, _HEIGHT = 460, 360


class _ChoiceLine(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(80, 2 * QFontMetrics(option.font).height() + 10)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        choice, colours = index.data(_CHOICE), tokens()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, colours.colour("accent_ground"))
        inner = option.rect.adjusted(10, 4, -10, -4)
        half = inner.height() // 2
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(colours.colour("accent"))
        code = str(choice.notation).strip("{}").partition(":")[0]
        painter.drawText(inner.adjusted(0, 0, 0, -half), Qt.AlignmentFlag.AlignVCenter, code)
        blank = choice.state is FigureState.BLANK
        painter.setPen(colours.colour("warn" if blank else "ink"))
        room = inner.width() - QFontMetrics(bold).horizontalAdvance(code) - 16
        value = QFontMetrics(bold).elidedText(choice.value, Qt.TextElideMode.ElideRight, room)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(inner.adjusted(0, 0, 0, -half), flags, value)
        painter.setFont(option.font)
        painter.setPen(colours.colour("dim"))
        words = QFontMetrics(option.font).elidedText(choice.label, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner.adjusted(0, half, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()


class FigurePicker(QFrame):
    """A list under the caret. ``chosen`` carries the notation."""

    chosen = Signal(str)

    def __init__(self, find: Callable[[str, FigureForm], Sequence[FigureChoice]], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._find = find
        self.setProperty("role", "popup")
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._narrow())
        self.search.installEventFilter(self)
        self.form = Segmented()
        self.form.chosen.connect(lambda _code: self._narrow())
        self.list = QListWidget()
        self.list.setProperty("flat", "true")
        self.list.setItemDelegate(_ChoiceLine(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._take)
        self.list.itemClicked.connect(self._take)
        self._hint = label("", "small", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.setSpacing(8)
        layout.addWidget(self.search)
        layout.addWidget(self.form)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._hint)
        self.resize(_WIDTH, _HEIGHT)

    def open_at(self, caret: QRect, within: QRect) -> None:
        """Open below a caret (above it where there is no room), both in screen coordinates."""
        self.search.setPlaceholderText(_("Code or words, with or without accents"))
        self.search.setAccessibleName(_("Find a figure to insert"))
        self.list.setAccessibleName(_("Figures to insert"))
        self.form.offer(
            [
                (FigureForm.UNIT.value, _("With unit")),
                (FigureForm.NUMBER.value, _("Number only")),
                (FigureForm.PAD.value, _("Two digits (03)")),
            ]
        )
        if not self.form.code():
            self.form.choose(FigureForm.UNIT.value)
        self._hint.setText(_("Enter inserts · a slash gives n/N: A12/A11"))
        self.search.clear()
        self._narrow()
        place = caret.bottomLeft() + QPoint(-12, 6)
        if place.y() + self.height() > within.bottom():
            place.setY(max(within.top(), caret.top() - self.height() - 6))
        place.setX(max(within.left(), min(place.x(), within.right() - self.width())))
        self.move(place)
        self.show()
        self.search.setFocus()

    def _narrow(self) -> None:
        self.list.clear()
        for choice in self._find(self.search.text(), FigureForm(self.form.code() or "unit")):
            item = QListWidgetItem(f"{choice.code} {choice.label}: {choice.value}")
            item.setData(_CHOICE, choice)
            item.setToolTip(choice.label)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _take(self, item: QListWidgetItem) -> None:
        self.hide()
        self.chosen.emit(item.data(_CHOICE).notation)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list while the words are typed; Enter takes."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}
        if event.key() in step:
            row = self.list.currentRow() + step[Qt.Key(event.key())]
            self.list.setCurrentRow(max(0, min(row, self.list.count() - 1)))
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if (item := self.list.currentItem()) is not None:
                self._take(item)
            return True
        return False
