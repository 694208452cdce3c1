"""Text with bound figures as chips: putting them in, drawing them, and what the pointer and the keyboard do to them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFont, QHelpEvent, QMouseEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu, QTextEdit, QToolTip, QWidget

from dvapp.ui.report.chip_menu import chip_menu
from dvapp.ui.report.chip_object import CHIP_TYPE, OBJECT, ChipObject, chip_format, notation_of
from dvapp.ui.report.chips_model import Chip, ChipState
from dvapp.ui.report.figure_forms import FormChoice

_ANSWERABLE = frozenset({ChipState.CHANGED, ChipState.KEPT})


def no_forms(_notation: str) -> Sequence[FormChoice]:
    """For a text whose chips keep the form they have."""
    return ()


def text_before(cursor: QTextCursor) -> str:
    """The words of the paragraph before a cursor."""
    return cursor.block().text()[: cursor.positionInBlock()]


class ChipText(QTextEdit):
    """A text with chips.

    ``figure_wanted``: where a number comes from is asked; carries the code. ``accept_wanted``: the new figure is wanted
    where it changed or an old one was kept; carries the notation.
    """

    figure_wanted = Signal(str)
    accept_wanted = Signal(str)

    def __init__(
        self,
        look: Callable[[str], Chip],
        parent: QWidget | None = None,
        *,
        forms: Callable[[str], Sequence[FormChoice]] = no_forms,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._forms = forms
        self._chips = ChipObject(look, self)
        self.document().documentLayout().registerHandler(CHIP_TYPE, self._chips)

    def insert_chip(self, notation: str, *, over_brace: bool = False) -> None:
        """Put a bound figure at the caret, in place of what is selected.

        :param over_brace: the brace before the caret asked for it and gives way to it.
        """
        cursor = self.textCursor()
        if over_brace and not cursor.hasSelection() and text_before(cursor).endswith("{"):
            cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor)
        self._put_chip(cursor, notation, self.currentCharFormat())
        self.setTextCursor(cursor)
        self.setFocus()

    def bind(self, place: QTextCursor, notation: str) -> None:
        """Put a bound figure in place of what a cursor selects, dressed like it; one step of undo."""
        dressed = QTextCursor(place)
        dressed.setPosition(place.selectionStart() + 1)
        self._put_chip(place, notation, dressed.charFormat())
        self.setTextCursor(place)
        self.setFocus()

    def _put_chip(self, cursor: QTextCursor, notation: str, form: QTextCharFormat) -> None:
        bold, italic = form.fontWeight() >= QFont.Weight.DemiBold, form.fontItalic()
        cursor.insertText(OBJECT, chip_format(notation, bold=bold, italic=italic))

    def figures_changed(self) -> None:
        """Measure and draw the chips anew: what they say has changed."""
        self.document().markContentsDirty(0, self.document().characterCount())
        self.viewport().update()

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
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self._open_menu_at_caret():
            return
        found = self.chip_at(event.pos())
        menu = self._chip_menu(*found) if found else self.createStandardContextMenu(event.pos())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def chip_at_caret(self) -> tuple[int, str] | None:
        """Position and notation of the chip that is selected, or right before or after the caret."""
        cursor = self.textCursor()
        first = cursor.selectionStart() if cursor.hasSelection() else cursor.position() - 1
        for place in (first, cursor.position()):
            if place >= 0 and self.document().characterAt(place) == OBJECT:
                notation = self._notation_at(place)
                if notation:
                    return place, notation
        return None

    def _open_menu_at_caret(self) -> bool:
        found = self.chip_at_caret()
        if found is None:
            return False
        menu = self._chip_menu(*found)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(self.cursorRect().bottomLeft()))
        menu.setActiveAction(next((act for act in menu.actions() if act.isChecked()), menu.actions()[0]))
        return True

    def _chip_menu(self, place: int, notation: str) -> QMenu:
        chip = self._look(notation)
        return chip_menu(
            self,
            chip,
            notation,
            self._forms(notation),
            rewrite=lambda other: self._rewrite(place, other),
            remove=lambda: self._remove(place),
            origin=self.figure_wanted.emit,
            accept=(lambda: self.accept_wanted.emit(notation)) if chip.state in _ANSWERABLE else None,
        )

    def _select(self, place: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(place)
        cursor.setPosition(place + 1, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _rewrite(self, place: int, notation: str) -> None:
        cursor = self._select(place)
        self._put_chip(cursor, notation, cursor.charFormat())

    def _remove(self, place: int) -> None:
        self._select(place).removeSelectedText()
