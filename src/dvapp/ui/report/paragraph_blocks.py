"""Paragraph styles in Qt's document: one block is one paragraph, its style a property of the block's format.

The marks of lists are drawn beside the text and are no part of it, so that no key can spoil them.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from dvapp.domain.papers.paragraphs import (
    ITEM_LETTERS,
    ParagraphStyle,
    item_mark,
    paragraph_style,
    with_style,
)
from dvapp.ui.theme import tokens

_STYLE = int(QTextFormat.Property.UserProperty) + 11
_START = int(QTextFormat.Property.UserProperty) + 12
_DEPTH = {
    ParagraphStyle.LETTER: 1,
    ParagraphStyle.NUMBER: 1,
    ParagraphStyle.DASH: 1,
    ParagraphStyle.PLUS: 2,
}
_STEP, _GAP = 24.0, 7.0
"""Logical pixels of a level of lists, and between a mark and its text."""
_BELOW = frozenset({ParagraphStyle.DASH, ParagraphStyle.PLUS})
"""What may stand below a lettered or numbered item without ending its list."""


def block_format(style: ParagraphStyle, *, start: int = 1) -> QTextBlockFormat:
    """The format of a paragraph. ``start``: the ordinal of an item that begins its list."""
    made = QTextBlockFormat()
    made.setBottomMargin(7)
    made.setLineHeight(126, int(QTextBlockFormat.LineHeightTypes.ProportionalHeight.value))
    made.setLeftMargin(_STEP * _DEPTH.get(style, 0))
    made.setProperty(_STYLE, style.value)
    if start != 1:
        made.setProperty(_START, start)
    return made


def style_of(block: QTextBlock) -> ParagraphStyle:
    """The style of a block; one that Qt made by itself is plain."""
    told = block.blockFormat().property(_STYLE)
    return ParagraphStyle(told) if told else ParagraphStyle.PLAIN


def ordinal_of(block: QTextBlock) -> int:
    """Which item of its list a block is, from 1; dashes and pluses between the letters belong to the items above."""
    count, start = 0, block
    for above in _items_above(block):
        count, start = count + 1, above
    told = start.blockFormat().property(_START)
    return (int(told) if told else 1) + count


def _items_above(block: QTextBlock) -> list[QTextBlock]:
    """The items before this one in the same list, the nearest first."""
    style, found = style_of(block), list[QTextBlock]()
    before = block.previous()
    while before.isValid():
        other = style_of(before)
        if other is style:
            found.append(before)
        elif other not in _BELOW or style in _BELOW:
            break
        before = before.previous()
    return found


def prefix_of(block: QTextBlock) -> str:
    """What the notation of a block begins with: "- ", "b) ", "# ", or nothing."""
    style = style_of(block)
    counted = style in {ParagraphStyle.LETTER, ParagraphStyle.NUMBER}
    return with_style("", style, ordinal=ordinal_of(block) if counted else 1)


def format_for(notation: str, before: QTextBlock) -> QTextBlockFormat:
    """The format of a paragraph that follows a block; a list that does not go on keeps the letter it begins with."""
    style = paragraph_style(notation)
    if style not in {ParagraphStyle.LETTER, ParagraphStyle.NUMBER}:
        return block_format(style)
    while before.isValid() and style_of(before) in _BELOW:
        before = before.previous()
    goes_on = before.isValid() and style_of(before) is style
    return block_format(style, start=1 if goes_on else _ordinal_in(item_mark(notation)))


def _ordinal_in(mark: str) -> int:
    sign = mark.rstrip(")")
    if sign.isdigit():
        return int(sign)
    return ITEM_LETTERS.index(sign) + 1 if sign and sign in ITEM_LETTERS else 1


def set_style(cursor: QTextCursor, style: ParagraphStyle) -> None:
    """Give the paragraphs of a selection a style, as one step of undo; headings are shown bold."""
    document = cursor.document()
    block, last = document.findBlock(cursor.selectionStart()), document.findBlock(cursor.selectionEnd())
    cursor.beginEditBlock()
    while block.isValid() and block.position() <= last.position():
        _restyle(block, style)
        block = block.next()
    cursor.endEditBlock()


def _restyle(block: QTextBlock, style: ParagraphStyle) -> None:
    was = style_of(block)
    cursor = QTextCursor(block)
    cursor.setBlockFormat(block_format(style))
    if ParagraphStyle.HEADING in (was, style) and was is not style:
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        form = words_format(bold=style is ParagraphStyle.HEADING)
        cursor.mergeCharFormat(form)
        cursor.setBlockCharFormat(form)


def words_format(*, bold: bool, italic: bool = False) -> QTextCharFormat:
    """The format of words."""
    made = QTextCharFormat()
    made.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    made.setFontItalic(italic)
    return made


def paint_marks(painter: QPainter, document: QTextDocument, offset: QPointF) -> None:
    """Draw the marks of lists at the left of their first lines. ``offset``: where the document begins."""
    painter.setFont(document.defaultFont())
    painter.setPen(tokens().colour("ink"))
    block = document.begin()
    while block.isValid():
        style = style_of(block)
        if style.lists:
            _paint_mark(painter, document, block, prefix_of(block).strip(), offset)
        elif style is ParagraphStyle.HEADING:
            _paint_heading(painter, document, block, offset)
        block = block.next()


def _paint_mark(
    painter: QPainter, document: QTextDocument, block: QTextBlock, mark: str, offset: QPointF
) -> None:
    line = _first_line(document, block, offset)
    metrics = QFontMetricsF(document.defaultFont())
    width = metrics.horizontalAdvance(mark)
    place = QRectF(line.left() - _GAP - width, line.top(), width + 1, line.height())
    painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft), mark)


def _paint_heading(painter: QPainter, document: QTextDocument, block: QTextBlock, offset: QPointF) -> None:
    """A thin line under a heading inside the section tells it from bold words."""
    line = _first_line(document, block, offset)
    painter.fillRect(QRectF(line.left(), line.bottom() + 1, 28, 2), tokens().colour("accent_line"))


def _first_line(document: QTextDocument, block: QTextBlock, offset: QPointF) -> QRectF:
    """The first line of text, at its baseline's height."""
    box = document.documentLayout().blockBoundingRect(block).translated(offset)
    layout = block.layout()
    metrics = QFontMetricsF(document.defaultFont())
    if not layout.lineCount():
        return QRectF(box.left(), box.top(), box.width(), metrics.height())
    line = layout.lineAt(0)
    baseline = box.top() + line.y() + line.ascent()
    return QRectF(box.left() + line.x(), baseline - metrics.ascent(), line.width(), metrics.height())
