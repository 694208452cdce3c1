"""Editing one section's paragraphs: as high as its text, chips for bound figures, plain typing with any input method."""

import json
import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu, QTextEdit, QToolTip, QWidget

from dvapp.domain.errors import TextInvalid
from dvapp.domain.text import FigureForm, FigureRef, parse_runs
from dvapp.host.i18n import _
from dvapp.ui.fonts import load_report_font
from dvapp.ui.report.chip_object import CHIP_TYPE, OBJECT, ChipObject, chip_format, notation_of
from dvapp.ui.report.chips_model import Chip, ChipState
from dvapp.ui.report.document_text import (
    clean,
    insert_paragraphs,
    paragraphs_between,
    paragraphs_of,
    words_between,
)

MIME = "application/x-dvapp-paragraphs"
POINTS = 13.0
_TYPED = re.compile(r"\{[^{}\n]+\}$")
_BARE = "QTextEdit, QTextEdit:focus { border: none; padding: 0; background: transparent; min-height: 0; }"


class SectionEdit(QTextEdit):
    """Paragraphs of one section. ``left``: the caret went out at the top (-1) or bottom (1)."""

    left = Signal(int)
    caret_moved = Signal(QRect)
    figure_wanted = Signal(str)
    focused = Signal()

    def __init__(self, look: Callable[[str], Chip], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._composing = False
        self.setStyleSheet(_BARE)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDefaultFont(QFont(load_report_font(), round(POINTS)))
        self.document().setDocumentMargin(2)
        layout = self.document().documentLayout()
        self._chips = ChipObject(look, self)
        layout.registerHandler(CHIP_TYPE, self._chips)
        layout.documentSizeChanged.connect(self._grow)
        self.cursorPositionChanged.connect(self._tell_caret)
        self._grow(self.document().size())

    # --- text ------------------------------------------------------------------------------------------------------

    def load(self, paragraphs: tuple[str, ...]) -> None:
        """Start with these paragraphs; nothing of it can be undone."""
        self.document().setUndoRedoEnabled(False)
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.setBlockFormat(_paragraph_format())
        insert_paragraphs(cursor, paragraphs)
        self.document().setUndoRedoEnabled(True)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def replace_all(self, paragraphs: tuple[str, ...]) -> None:
        """Put other paragraphs in place of all; one undo brings the old ones back."""
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()
        cursor.setBlockFormat(_paragraph_format())
        insert_paragraphs(cursor, paragraphs)
        cursor.endEditBlock()

    def paragraphs(self) -> tuple[str, ...]:
        """What stands here, in notation."""
        return paragraphs_of(self.document())

    def insert_chip(self, notation: str) -> None:
        """Put a bound figure at the caret, in place of what is selected."""
        form = self.currentCharFormat()
        bold, italic = form.fontWeight() >= QFont.Weight.DemiBold, form.fontItalic()
        self.textCursor().insertText(OBJECT, chip_format(notation, bold=bold, italic=italic))
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

    def figures_changed(self) -> None:
        """Measure and draw the chips anew: what they say has changed."""
        self.document().markContentsDirty(0, self.document().characterCount())
        self.viewport().update()

    # --- size and caret --------------------------------------------------------------------------------------------

    def _grow(self, size: QSizeF) -> None:
        metrics = QFontMetrics(self.document().defaultFont())
        height = max(round(size.height() + 0.5), metrics.height() + 8)
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
        """Input methods compose in peace: nothing here rewrites text before it is committed."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows lead on to the next section; a typed ``{B01}`` becomes a chip."""
        key, plain = event.key(), event.modifiers() == Qt.KeyboardModifier.NoModifier
        if key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            event.ignore()
            return
        if plain and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            down = key == Qt.Key.Key_Down
            move = QTextCursor.MoveOperation.Down if down else QTextCursor.MoveOperation.Up
            if not self.textCursor().movePosition(move):
                self.left.emit(1 if down else -1)
                return
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.textCursor().insertBlock()  # Shift+Enter too: a paragraph has no lines of its own
            self.ensureCursorVisible()
            return
        super().keyPressEvent(event)
        if event.text() == "}" and not self._composing:
            self._bind_typed()

    def _bind_typed(self) -> None:
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        found = _TYPED.search(before)
        if found is None:
            return
        notation = found.group()
        try:
            parse_runs(notation)
        except TextInvalid:
            return
        if self._look(notation).state is not ChipState.UNKNOWN:
            cursor.movePosition(
                QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(notation)
            )
            cursor.insertText(OBJECT, chip_format(notation))

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
        """Paragraphs of this program, or plain words."""
        return source.hasFormat(MIME) or source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Words from outside come in as NFC, a paragraph for each line; nothing else of them is taken."""
        cursor = self.textCursor()
        if source.hasFormat(MIME):
            insert_paragraphs(cursor, json.loads(bytes(source.data(MIME).data()).decode()))
        else:
            form = QTextCharFormat(self.currentCharFormat())
            form.clearProperty(int(QTextCharFormat.Property.ObjectType))
            cursor.beginEditBlock()
            cursor.removeSelectedText()
            for number, line in enumerate(source.text().splitlines()):
                if number:
                    cursor.insertBlock()
                cursor.insertText(clean(line), form)
            cursor.endEditBlock()
        self.ensureCursorVisible()

    # --- chips under the pointer -----------------------------------------------------------------------------------

    def _notation_at(self, place: int) -> str | None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(place + 1)
        return notation_of(cursor.charFormat())

    def chip_at(self, point: QPoint) -> tuple[int, str] | None:
        """Position and notation of the chip at a point of the viewport."""
        place = (
            self.document()
            .documentLayout()
            .hitTest(point + QPoint(self.horizontalScrollBar().value(), 0), Qt.HitTestAccuracy.ExactHit)
        )
        for near in (place, place - 1):
            if near >= 0 and self.document().characterAt(near) == OBJECT and self._covers(near, point):
                notation = self._notation_at(near)
                return (near, notation) if notation else None
        return None

    def _covers(self, place: int, point: QPoint) -> bool:
        before, after = QTextCursor(self.document()), QTextCursor(self.document())
        before.setPosition(place)
        after.setPosition(place + 1)
        left, right = self.cursorRect(before), self.cursorRect(after)
        if left.top() != right.top():  # the chip ends its line
            right = QRect(self.viewport().width(), left.top(), 1, left.height())
        return left.left() <= point.x() <= right.right() and left.top() - 4 <= point.y() <= left.bottom() + 6

    def viewportEvent(self, event: QEvent) -> bool:
        """A chip tells its figure's name when pointed at."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.chip_at(event.pos())
            QToolTip.showText(event.globalPos(), self._look(found[1]).told if found else "", self)
            return True
        return super().viewportEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double-click on a chip goes to its figure."""
        found = self.chip_at(event.position().toPoint())
        code = self._look(found[1]).code if found else None
        if code is None:
            super().mouseDoubleClickEvent(event)
        else:
            self.figure_wanted.emit(code)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """On a chip: how it is shown, and where its number comes from; elsewhere Qt's own menu."""
        found = self.chip_at(event.pos())
        menu = self._chip_menu(*found) if found else self.createStandardContextMenu(event.pos())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def _chip_menu(self, place: int, notation: str) -> QMenu:
        menu = QMenu(self)
        run = parse_runs(notation)[0]
        if isinstance(run, FigureRef):
            code = run.code
            if run.of is None:
                for form in (FigureForm.UNIT, FigureForm.NUMBER, FigureForm.PAD):
                    other = FigureRef(code=code, form=form).written
                    shown = self._look(other).shown
                    act = menu.addAction(_("Show as “{shown}”").format(shown=shown))
                    act.setCheckable(True)
                    act.setChecked(form is run.form)
                    act.triggered.connect(lambda _on=False, other=other: self._rewrite(place, other))
                menu.addSeparator()
            menu.addAction(_("Where does this number come from?"), lambda: self.figure_wanted.emit(code))
        menu.addAction(_("Remove"), lambda: self._remove(place))
        return menu

    def _select(self, place: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(place)
        cursor.setPosition(place + 1, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _rewrite(self, place: int, notation: str) -> None:
        cursor = self._select(place)
        form = cursor.charFormat()
        bold, italic = form.fontWeight() >= QFont.Weight.DemiBold, form.fontItalic()
        cursor.insertText(OBJECT, chip_format(notation, bold=bold, italic=italic))

    def _remove(self, place: int) -> None:
        self._select(place).removeSelectedText()


def _paragraph_format() -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setBottomMargin(7)
    made.setLineHeight(126, int(QTextBlockFormat.LineHeightTypes.ProportionalHeight.value))
    return made
