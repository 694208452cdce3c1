"""The list of records as Qt's table takes it, and how its cells are drawn."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from dvapp.domain.recording.searching import DAY, KIND, STATE, SUBJECT
from dvapp.host.i18n import _
from dvapp.ui.evidence_words import files_words
from dvapp.ui.icons import pixmap
from dvapp.ui.records.list_model import Column, ListModel, Row
from dvapp.ui.theme import tokens

ROW, TONE = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex


class RecordTable(QAbstractTableModel):
    """Rows of the list model, columns of the kind in sight."""

    def __init__(self, content: ListModel) -> None:
        super().__init__()
        self.content = content
        self.shown: tuple[Column, ...] = content.columns()

    def reread(self) -> None:
        """The list model changed."""
        self.beginResetModel()
        self.shown = self.content.columns()
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Visible records."""
        return 0 if parent is not None and parent.isValid() else len(self.content.visible)

    def columnCount(self, parent: Index | None = None) -> int:
        """Columns."""
        return 0 if parent is not None and parent.isValid() else len(self.shown)

    def row(self, number: int) -> Row:
        """A record by its place."""
        return self.content.visible[number]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell says."""
        if not index.isValid():
            return None
        row, column = self.content.visible[index.row()], self.shown[index.column()]
        match role:
            case Qt.ItemDataRole.ToolTipRole if column.code == DAY and row.evidence:
                return f"{row.cells.get(DAY, '')}\n{files_words(row.evidence)}"
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return row.cells.get(column.code, "")
            case Qt.ItemDataRole.AccessibleTextRole:
                files = f", {files_words(row.evidence)}" if column.code == DAY and row.evidence else ""
                return f"{column.title}: {row.cells.get(column.code, '') or _('blank')}{files}"
            case Qt.ItemDataRole.TextAlignmentRole if column.numeric:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            case _ if role == ROW:
                return row
            case _ if role == TONE and column.code == STATE:
                return row.state.tone
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Headings."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self.shown):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.shown[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.shown[section].numeric else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column, once the list is read again."""
        if 0 <= column < len(self.shown):
            self.content.sort(self.shown[column].code, descending=order == Qt.SortOrder.DescendingOrder)


class RecordDelegate(QStyledItemDelegate):
    """Draws a record's cells: two lines of text where it needs them, the state as a pill, the kind with its icon."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.two_lines = True
        self.kind_words = True

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """The same height for every row, so that thousands cost nothing to lay out."""
        return QSize(40, self.height(option.fontMetrics))

    def height(self, metrics: QFontMetrics) -> int:
        """Row height for a font."""
        return metrics.lineSpacing() * (2 if self.two_lines else 1) + 14

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        t = tokens()
        rect: QRect = option.rect
        state = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, t.colour("accent_ground"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, t.colour("hover"))
        painter.setPen(QPen(t.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        row, model = index.data(ROW), index.model()
        column = model.shown[index.column()] if isinstance(model, RecordTable) else None
        inner = rect.adjusted(10, 0, -8, -1)
        if column is not None and isinstance(row, Row):
            painter.setFont(option.font)
            self._content(painter, inner, column, row)
        painter.restore()

    def _content(self, painter: QPainter, inner: QRect, column: Column, row: Row) -> None:
        t = tokens()
        text = row.cells.get(column.code, "")
        if column.code == STATE:
            draw_pill(painter, inner, text, row.state.tone)
            return
        if column.code == KIND:
            scale = painter.device().devicePixelRatioF()
            drawn = pixmap(row.kind.icon, "dim", size=18, scale=scale)
            painter.drawPixmap(inner.left(), inner.center().y() - 9, drawn)
            if not self.kind_words:
                return
            inner = inner.adjusted(26, 0, 0, 0)
        if column.code == SUBJECT and not text:
            text = _("Without a subject yet")
            painter.setPen(t.colour("faint"))
        else:
            painter.setPen(t.colour("dim") if column.code == DAY else t.colour("ink"))
        if column.code == DAY and row.evidence:
            inner = draw_clip(painter, inner, row.evidence)
        if column.numeric:
            painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        else:
            draw_lines(painter, inner, text, lines=2 if self.two_lines else 1)


def draw_lines(painter: QPainter, rect: QRect, text: str, *, lines: int) -> None:
    """Text in at most so many lines, the last one shortened with an ellipsis."""
    metrics = painter.fontMetrics()
    align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    if lines == 1 or metrics.horizontalAdvance(text) <= rect.width():
        painter.drawText(rect, align, metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width()))
        return
    first, rest = _broken(text, metrics, rect.width())
    second = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, align, f"{first}\n{second}" if second else first)


def _broken(text: str, metrics: QFontMetrics, width: int) -> tuple[str, str]:
    """The words of the first line and the rest."""
    words = text.split(" ")
    for count in range(len(words) - 1, 0, -1):
        first = " ".join(words[:count])
        if metrics.horizontalAdvance(first) <= width:
            return first, " ".join(words[count:])
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width), ""


def draw_clip(painter: QPainter, rect: QRect, count: int) -> QRect:
    """A clip and how many files in the lower half of a cell; returns the upper half."""
    upper = QRect(rect.left(), rect.top() + 4, rect.width(), rect.height() // 2 - 2)
    middle = upper.bottom() + upper.height() // 2
    scale = painter.device().devicePixelRatioF()
    painter.drawPixmap(rect.left(), middle - 6, pixmap("paperclip", "faint", size=13, scale=scale))
    font = painter.font()
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() - 1)
    painter.setFont(small)
    lower = QRect(rect.left() + 17, middle - 9, rect.width() - 17, 19)
    painter.drawText(lower, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, str(count))
    painter.setFont(font)
    return upper


def draw_pill(painter: QPainter, rect: QRect, text: str, tone: str) -> None:
    """A state as a pill at the left of a cell."""
    if not text:
        return
    t = tokens()
    font = QFont(painter.font())
    font.setPointSizeF(font.pointSizeF() - 1)
    font.setWeight(QFont.Weight.DemiBold)
    metrics = QFontMetrics(font)
    width = min(metrics.horizontalAdvance(text) + 20, rect.width())
    pill = QRectF(rect.left(), rect.center().y() - 11, width, 22)
    ground: QColor = t.colour(f"{tone}_ground")
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(pill, 11, 11)
    painter.setFont(font)
    painter.setPen(t.colour(tone))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
