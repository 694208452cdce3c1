"""Typing in a cell: an ordinary line of text, so that input methods work, with the keys of a spreadsheet around it."""

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from shiboken6 import isValid

from dvapp.host.i18n import _
from dvapp.ui.grid.keys import ARROWS, ENTERS, STEPS
from dvapp.ui.grid.table import CellPainter, GridModel, cell_size

Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Paints cells and opens their editor.

    ``typed`` carries row, column and text when an editor is left, ``typing`` the same with every key; ``stepped`` how far the current cell then moves.
    """

    typed = Signal(int, int, str)
    typing = Signal(int, int, str)
    stepped = Signal(int, int)

    def __init__(self, content: GridModel, parent: QWidget, heads_width: Callable[[], int]) -> None:
        super().__init__(parent)
        self._content = content
        self.painter = CellPainter()
        self.replacing = False
        """Whether the next editor begins empty, as when one types over a cell; arrow keys then leave it."""
        self._editor: QLineEdit | None = None
        self._start = ""
        self._heads_width = heads_width
        self.closeEditor.connect(self._closed)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt asks: one cell."""
        row, column = index.row(), index.column()
        self.painter.prepare(option.font)
        sheet = self._content.sheet
        if sheet is not None and sheet.rows[row].heading:
            start = 8 - self._heads_width()
            self.painter.group(painter, option.rect, sheet.rows[row].title, start)
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self.painter.paint(painter, option.rect, self._content.look(row, column), chosen=chosen)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt asks: as wide as the words of the cell, for a double-click on the edge of a column."""
        size = cell_size(option.fontMetrics.height())
        text = self._content.look(index.row(), index.column()).text
        return QSize(max(size.width(), option.fontMetrics.horizontalAdvance(text) + 20), size.height())

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Qt asks: the line in which one types."""
        editor = QLineEdit(parent)
        editor.setProperty("role", "gridcell")
        editor.setAccessibleName(
            _("Cell {words}").format(
                words=self._content.headerData(
                    index.row(), Qt.Orientation.Vertical, Qt.ItemDataRole.DisplayRole
                )
            )
        )
        sheet = self._content.sheet
        notes = sheet is not None and sheet.columns[index.column()].key == "note"
        editor.setAlignment(Qt.AlignmentFlag.AlignLeft if notes else Qt.AlignmentFlag.AlignRight)
        self._editor = editor
        row, column = index.row(), index.column()
        editor.textEdited.connect(lambda text: self.typing.emit(row, column, text))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Qt asks: what stands in the editor when it opens. What was typed since is never overwritten."""
        if not isinstance(editor, QLineEdit) or editor.isModified():
            return
        self._start = self._content.editable_text(index.row(), index.column())
        editor.setText("" if self.replacing else self._start)
        if self.replacing:
            editor.setModified(True)

    def setModelData(self, editor: QWidget, _model: QAbstractItemModel, index: Index) -> None:
        """Qt asks: the editor is left."""
        if isinstance(editor, QLineEdit) and (editor.text() != self._start or self.replacing):
            self.typed.emit(index.row(), index.column(), editor.text())

    def _closed(self, editor: QWidget) -> None:
        """The editor was left, also by losing the focus: it is kept, and going."""
        if editor is self._editor:
            self._editor = None

    def leave_editor(self) -> None:
        """Keep what was typed and close the editor, if one is open."""
        editor = self._editor
        if editor is None or not isValid(editor):
            return
        self._editor = None
        self.commitData.emit(editor)
        if isValid(editor):
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Keys that leave the editor and move on; the rest belongs to the line."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(editor, QWidget)
        ):
            key = Qt.Key(event.key())
            step = STEPS.get(key) or (ARROWS.get(key) if self.replacing else None)
            if step is not None and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
                back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier and key in ENTERS
                self.leave_editor()
                self.stepped.emit(-step[0] if back else step[0], step[1])
                return True
        return super().eventFilter(editor, event)
