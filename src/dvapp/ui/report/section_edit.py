"""Editing one section's paragraphs: as high as its text, chips for bound figures, plain typing with any input method."""

import json
import re
import unicodedata
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRect, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from dvapp.domain.papers.paragraphs import ParagraphStyle
from dvapp.domain.papers.typed_numbers import TypedNumber
from dvapp.ui.fonts import load_report_font
from dvapp.ui.report.chip_text import ChipText, no_forms, text_before
from dvapp.ui.report.chips_model import Chip, ChipState
from dvapp.ui.report.document_text import (
    insert_paragraphs,
    paragraphs_between,
    paragraphs_of,
    words_between,
)
from dvapp.ui.report.figure_forms import FormChoice
from dvapp.ui.report.list_keys import bind_mark, list_key
from dvapp.ui.report.paragraph_blocks import (
    block_format,
    paint_marks,
    set_style,
    style_of,
    words_format,
)
from dvapp.ui.report.pasted import Pasted, from_html, from_words
from dvapp.ui.report.text_marks import TextMarks

MIME = "application/x-dvapp-paragraphs"
POINTS = 13.0
_ROOM = 3.5
"""Logical pixels below the text, for the lower edge of chips in the last line."""
_TYPED = re.compile(r"\{[^{}\n]+\}$")
_BARE = "QTextEdit, QTextEdit:focus { border: none; padding: 0; background: transparent; min-height: 0; }"


class SectionEdit(ChipText):
    """Paragraphs of one section.

    ``missing``: where a text has letters that cannot be printed; they are underlined.
    ``left``: the caret went out at the top (-1) or bottom (1). ``brace_typed``: a figure may be wanted here.
    ``old_pasted``: what was pasted looks like old letters, and a cursor that selects it.
    """

    left = Signal(int)
    caret_moved = Signal(QRect)
    focused = Signal()
    brace_typed = Signal()
    old_pasted = Signal(object, object)
    paragraph_shown = Signal(QRect)

    def __init__(
        self,
        look: Callable[[str], Chip],
        parent: QWidget | None = None,
        *,
        forms: Callable[[str], Sequence[FormChoice]] = no_forms,
        missing: Callable[[str], Sequence[int]] | None = None,
    ) -> None:
        super().__init__(look, parent, forms=forms)
        self._missing = missing
        self._composing = False
        self.setStyleSheet(_BARE)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDefaultFont(QFont(load_report_font(), round(POINTS)))
        self.document().setDocumentMargin(2)
        layout = self.document().documentLayout()
        self._marks = TextMarks(self.document())
        layout.documentSizeChanged.connect(self._grow)
        self.textChanged.connect(self._mark_letters)
        self.cursorPositionChanged.connect(self._tell_caret)
        self._grow(self.document().size())

    # --- text ------------------------------------------------------------------------------------------------------

    def load(self, paragraphs: tuple[str, ...]) -> None:
        """Start with these paragraphs; nothing of it can be undone."""
        self.document().setUndoRedoEnabled(False)
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.setBlockFormat(block_format(ParagraphStyle.PLAIN))
        insert_paragraphs(cursor, paragraphs)
        self.document().setUndoRedoEnabled(True)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def replace_all(self, paragraphs: tuple[str, ...]) -> None:
        """Put other paragraphs in place of all; one undo brings the old ones back."""
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()
        cursor.setBlockFormat(block_format(ParagraphStyle.PLAIN))
        cursor.setBlockCharFormat(words_format(bold=False))
        insert_paragraphs(cursor, paragraphs)
        cursor.endEditBlock()

    def paragraphs(self) -> tuple[str, ...]:
        """What stands here, in notation."""
        return paragraphs_of(self.document())

    @property
    def paragraph_style(self) -> ParagraphStyle:
        """The style of the caret's paragraph."""
        return style_of(self.textCursor().block())

    def set_paragraph_style(self, style: ParagraphStyle) -> None:
        """Give the paragraphs of the caret or the selection a style."""
        set_style(self.textCursor(), style)
        self.setFocus()

    def toggle_bold(self) -> None:
        """Bold, or no longer bold."""
        form = QTextCharFormat()
        is_bold = self.currentCharFormat().fontWeight() >= QFont.Weight.DemiBold
        form.setFontWeight(QFont.Weight.Normal if is_bold else QFont.Weight.Bold)
        self.mergeCurrentCharFormat(form)

    def toggle_italic(self) -> None:
        """Italic, or no longer italic."""
        form = QTextCharFormat()
        form.setFontItalic(not self.currentCharFormat().fontItalic())
        self.mergeCurrentCharFormat(form)

    # --- marks -----------------------------------------------------------------------------------------------------

    def mark_changed(self, paragraphs: frozenset[int]) -> None:
        """Mark changed sentences, counted from 0 without empty paragraphs; their section draws the marks."""
        self._marks.set_changed(paragraphs)

    def changed_boxes(self) -> tuple[QRect, ...]:
        """Where the changed sentences stand, in this widget."""
        return tuple(box.translated(self.viewport().pos()) for box in self._marks.changed_boxes())

    def mark_numbers(self, numbers: Sequence[TypedNumber]) -> None:
        """Underline the numbers that nobody bound."""
        self._marks.set_numbers(numbers)
        self.setExtraSelections(self._marks.underlines())

    def _mark_letters(self) -> None:
        """Underline the letters that cannot be printed, as soon as they stand there."""
        if self._missing is not None and self._marks.find_letters(self._missing):
            self.setExtraSelections(self._marks.underlines())

    @property
    def letter_at_caret(self) -> str:
        """The letter at the caret that cannot be printed, or ``""``."""
        return self._marks.letter_at(self.textCursor().position())

    def number_at_caret(self) -> tuple[TypedNumber, QTextCursor] | None:
        """The unbound number that the caret touches, with a cursor that selects it."""
        return self._marks.number_at(self.textCursor().position())

    @property
    def caret_paragraph(self) -> int | None:
        """Which paragraph the caret is in, counted from 0 without empty ones."""
        return self._marks.paragraph_at(self.textCursor().block())

    def go_to_paragraph(self, paragraph: int) -> None:
        """Bring the caret to the beginning of a paragraph."""
        block = self._marks.block_of(paragraph)
        if block is not None:
            self.setTextCursor(QTextCursor(block))

    def show_paragraph(self, paragraph: int) -> None:
        """As :meth:`go_to_paragraph`, and say where it is, so that it can be scrolled to."""
        self.go_to_paragraph(paragraph)
        box = self.document().documentLayout().blockBoundingRect(self.textCursor().block())
        self.paragraph_shown.emit(box.toAlignedRect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text with the marks of lists beside it."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        offset = QPointF(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        paint_marks(painter, self.document(), offset)
        painter.end()

    # --- size and caret --------------------------------------------------------------------------------------------

    def _grow(self, size: QSizeF) -> None:
        metrics = QFontMetrics(self.document().defaultFont())
        height = max(round(size.height() + _ROOM), metrics.height() + 8)
        if self.document().isEmpty() and self.placeholderText():
            wrap, width = int(Qt.TextFlag.TextWordWrap), max(80, self.viewport().width() - 8)
            guidance = QFontMetrics(self.font()).boundingRect(0, 0, width, 0, wrap, self.placeholderText())
            height = max(height, guidance.height() + 8)
        self.setFixedHeight(height)

    def say_guidance(self, words: str) -> None:
        """What stands here while nothing is written."""
        self.setPlaceholderText(words)
        self._grow(self.document().size())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Guidance wraps by the new width."""
        super().resizeEvent(event)
        if self.document().isEmpty() and event.oldSize().width() != event.size().width():
            self._grow(self.document().size())

    def sizeHint(self) -> QSize:
        """As high as its text."""
        return QSize(320, self.height())

    def minimumSizeHint(self) -> QSize:
        """It shrinks sideways only."""
        return QSize(160, self.height())

    def _tell_caret(self) -> None:
        if self.hasFocus():
            self.caret_moved.emit(self.cursorRect())

    # --- keys and input methods ------------------------------------------------------------------------------------

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Input methods compose in peace: nothing here rewrites text before it is committed, and then it is NFC."""
        self._composing = bool(event.preeditString())
        committed = event.commitString()
        composed = unicodedata.normalize("NFC", committed)
        if composed != committed:
            event.setCommitString(composed, event.replacementStart(), event.replacementLength())
        super().inputMethodEvent(event)
        if committed and not self._composing:
            self._typed(committed[-1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows lead on to the next section; a typed ``{B01}`` becomes a chip, a typed "- " a list."""
        key, plain = event.key(), event.modifiers() == Qt.KeyboardModifier.NoModifier
        if key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            event.ignore()
            return
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up} and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self._open_menu_at_caret()
            return
        if plain and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            down = key == Qt.Key.Key_Down
            move = QTextCursor.MoveOperation.Down if down else QTextCursor.MoveOperation.Up
            if not self.textCursor().movePosition(move):
                self.left.emit(1 if down else -1)
                return
        if not self._composing and list_key(self.textCursor(), event):
            self.ensureCursorVisible()
            return
        if key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            event.ignore()  # there are no tabs in a paragraph
            return
        super().keyPressEvent(event)
        if event.text() and not self._composing:
            self._typed(event.text()[-1])

    def event(self, event: QEvent) -> bool:
        """Tab changes the level of a list item before it goes on to the next control."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            tab = event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
            if tab and not self._composing and list_key(self.textCursor(), event):
                return True
        return super().event(event)

    def _typed(self, letter: str) -> None:
        """What a letter sets off that stands in the text now."""
        if letter == "}":
            self._bind_typed()
        elif letter == "{" and not text_before(self.textCursor()).endswith("{{"):
            self.brace_typed.emit()
        elif letter == " ":
            bind_mark(self.textCursor())

    def _bind_typed(self) -> None:
        cursor = self.textCursor()
        found = _TYPED.search(text_before(cursor))
        if found is None:
            return
        notation = found.group()
        if self._look(notation).state is not ChipState.UNKNOWN:
            cursor.movePosition(
                QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(notation)
            )
            self._put_chip(cursor, notation, cursor.charFormat())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page around scrolls, not the section."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that this section is worked on."""
        super().focusInEvent(event)
        self.focused.emit()
        self._tell_caret()

    # --- clipboard -------------------------------------------------------------------------------------------------

    def createMimeDataFromSelection(self) -> QMimeData:
        """Chips travel with their binding; other programs get the words as printed."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        paragraphs = paragraphs_between(self.document(), start, end)
        data = QMimeData()
        data.setData(MIME, json.dumps(paragraphs, ensure_ascii=False).encode())
        data.setText(words_between(self.document(), start, end, lambda notation: self._look(notation).shown))
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Paragraphs of this program, or words of any other."""
        return source.hasFormat(MIME) or source.hasHtml() or source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Chips come back as chips; of other programs only words, bold, italic and lists are taken."""
        if source.hasFormat(MIME):
            self._insert(json.loads(bytes(source.data(MIME).data()).decode()))
            return
        pasted = from_html(source.html()) if source.hasHtml() else from_words(source.text())
        place = self._insert(pasted.paragraphs)
        if pasted.converted is not None:
            self.old_pasted.emit(pasted, place)

    def _insert(self, paragraphs: Sequence[str]) -> QTextCursor:
        """Put paragraphs at the caret; a cursor that selects them."""
        cursor = self.textCursor()
        start = cursor.selectionStart()
        insert_paragraphs(cursor, paragraphs)
        end = cursor.position()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        place = QTextCursor(self.document())
        place.setPosition(start)
        place.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        place.setKeepPositionOnInsert(True)  # what is typed after it is no part of it
        return place

    def convert_pasted(self, pasted: Pasted, place: QTextCursor) -> None:
        """Put what old letters stand for in their place, as one step of undo; only where they still stand unchanged."""
        now = paragraphs_between(self.document(), place.selectionStart(), place.selectionEnd())
        if pasted.converted is not None and len(now) == len(pasted.paragraphs):
            cursor = QTextCursor(self.document())
            cursor.setPosition(place.selectionStart())
            cursor.setPosition(place.selectionEnd(), QTextCursor.MoveMode.KeepAnchor)
            insert_paragraphs(cursor, pasted.converted)
        self.setFocus()
