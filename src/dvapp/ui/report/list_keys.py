"""What keys do to paragraph styles: lists go on, end, and change their level; a typed mark makes a list."""

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor

from dvapp.domain.papers.paragraphs import ParagraphStyle, paragraph_style
from dvapp.ui.report.paragraph_blocks import (
    block_format,
    format_for,
    set_style,
    style_of,
    words_format,
)

_MARK = re.compile(r"(?:[-–+#]|[a-zđ]\)|[1-9][0-9]?\)) $")
_DEEPER = {
    ParagraphStyle.LETTER: ParagraphStyle.DASH,
    ParagraphStyle.NUMBER: ParagraphStyle.DASH,
    ParagraphStyle.DASH: ParagraphStyle.PLUS,
}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


def list_key(cursor: QTextCursor, event: QKeyEvent) -> bool:
    """Do what a key means for lists and headings; whether it meant anything."""
    key, block = event.key(), cursor.block()
    style, alone = style_of(block), not cursor.hasSelection()
    if key in _ENTER:
        if style.lists and alone and not block.text():
            set_style(cursor, ParagraphStyle.PLAIN)
        else:
            new_paragraph(cursor)
        return True
    if key == Qt.Key.Key_Backspace and alone and cursor.atBlockStart() and style is not ParagraphStyle.PLAIN:
        set_style(cursor, ParagraphStyle.PLAIN)
        return True
    if (
        key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
        and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
    ):
        wanted = _level(cursor, style, back=key == Qt.Key.Key_Backtab)
        if wanted is not None:
            set_style(cursor, wanted)
        return wanted is not None
    return False


def new_paragraph(cursor: QTextCursor) -> None:
    """Begin a paragraph at the cursor: an item is followed by an item, a heading by text."""
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    style, at_start = style_of(cursor.block()), cursor.atBlockStart()
    cursor.insertBlock(block_format(style))
    if style is ParagraphStyle.HEADING and not at_start:
        set_style(cursor, ParagraphStyle.PLAIN)
        cursor.setCharFormat(words_format(bold=False))
    cursor.endEditBlock()


def _level(cursor: QTextCursor, style: ParagraphStyle, *, back: bool) -> ParagraphStyle | None:
    """The style one level deeper, or higher; ``None`` where there is none, so that Tab goes on to the next control."""
    if not back:
        return _DEEPER.get(style)
    if style is ParagraphStyle.PLUS:
        return ParagraphStyle.DASH
    if style is not ParagraphStyle.DASH:
        return None
    before = cursor.block().previous()
    while before.isValid() and style_of(before) in {ParagraphStyle.DASH, ParagraphStyle.PLUS}:
        before = before.previous()
    above = style_of(before) if before.isValid() else ParagraphStyle.PLAIN
    return above if above in {ParagraphStyle.LETTER, ParagraphStyle.NUMBER} else None


def bind_mark(cursor: QTextCursor) -> bool:
    """A mark typed at the beginning of a plain paragraph ("- ") becomes its style, as one step of undo."""
    block = cursor.block()
    typed = block.text()[: cursor.positionInBlock()]
    if style_of(block) is not ParagraphStyle.PLAIN or not _MARK.fullmatch(typed):
        return False
    style, form = paragraph_style(typed), format_for(typed, block.previous())
    cursor.beginEditBlock()
    cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    set_style(cursor, style)
    if style is not ParagraphStyle.HEADING:
        cursor.setBlockFormat(form)
    cursor.endEditBlock()
    return True
