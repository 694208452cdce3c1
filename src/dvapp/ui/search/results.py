"""The answers of the search: lines in groups, with what was looked for marked in them."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from dvapp.domain.recording.searching import Asked, marks
from dvapp.ui.icons import pixmap
from dvapp.ui.search.words import ICONS, Line
from dvapp.ui.theme import tokens

LINE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class ResultLines(QAbstractListModel):
    """The lines; headings cannot be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Line, ...] = ()

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show an answer."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Lines."""
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a line says."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.title
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(filter(None, (line.title, line.detail))) if line.hit else None
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(filter(None, (line.title, line.detail)))
            case _ if role == LINE:
                return line
            case _:
                return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are read only by the eye."""
        on = Qt.ItemFlag.ItemIsEnabled
        return on | Qt.ItemFlag.ItemIsSelectable if self.lines[index.row()].chosen else on

    def step(self, row: int, by: int) -> int:
        """The next line that can be opened, going round; -1 when there is none."""
        rows = [n for n, line in enumerate(self.lines) if line.chosen]
        if not rows:
            return -1
        if row not in rows:
            return rows[0] if by > 0 else rows[-1]
        return rows[(rows.index(row) + by) % len(rows)]


class LineDelegate(QStyledItemDelegate):
    """Draws headings small, hits in two lines, and marks in both what was looked for."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line or two."""
        line = index.data(LINE)
        space = option.fontMetrics.lineSpacing()
        two = isinstance(line, Line) and line.hit is not None and bool(line.detail)
        return QSize(100, 2 * space + 12 if two else space + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line."""
        line, t = index.data(LINE), tokens()
        if not isinstance(line, Line):
            return
        rect: QRect = option.rect
        painter.save()
        if line.chosen and option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, t.colour("accent_ground"))
        elif line.chosen and option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, t.colour("hover"))
        font = QFont(option.font)
        inner = rect.adjusted(12, 0, -10, 0)
        if line.hit is None:
            self._plain(painter, inner, line, font)
        else:
            self._hit(painter, inner, line, font)
        painter.restore()

    def _plain(self, painter: QPainter, rect: QRect, line: Line, font: QFont) -> None:
        t = tokens()
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(t.colour("accent") if line.all_ else t.colour("dim"))
        left = rect.adjusted(28, 0, 0, 0) if line.all_ else rect
        painter.drawText(left, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line.title)

    def _hit(self, painter: QPainter, rect: QRect, line: Line, font: QFont) -> None:
        t, metrics = tokens(), QFontMetrics(font)
        scale = painter.device().devicePixelRatioF()
        icon = pixmap(ICONS[line.group], "dim", size=17, scale=scale)
        painter.drawPixmap(rect.left(), rect.top() + 6 + (metrics.height() - 17) // 2, icon)
        text = rect.adjusted(28, 6, 0, 0)
        text.setHeight(metrics.lineSpacing())
        draw_marked(painter, text, line.title, line.asked, font, t.colour("ink"))
        if line.detail:
            text.translate(0, metrics.lineSpacing())
            draw_marked(painter, text, line.detail, line.asked, font, t.colour("dim"))


def draw_marked(  # a brush needs them all
    painter: QPainter, rect: QRect, text: str, asked: Asked, font: QFont, colour: QColor
) -> None:
    """One line of text, shortened with an ellipsis, with what was looked for on the accent's ground."""
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    layout = QTextLayout(shown, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    formats = []
    for first, last in marks(asked, shown):
        made = QTextLayout.FormatRange()
        made.start, made.length = first, last - first
        look = QTextCharFormat()
        look.setFontWeight(QFont.Weight.Bold)
        look.setForeground(tokens().colour("accent"))
        made.format = look
        formats.append(made)
    layout.setFormats(formats)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(rect.width() * 2)
    layout.endLayout()
    painter.setPen(colour)
    painter.setClipRect(rect)
    layout.draw(painter, rect.topLeft())
    painter.setClipping(False)  # Qt's own argument has no name in Python
