"""The grid as one sees it: cells under fixed heads, the keyboard of a spreadsheet, and a first line that stays in sight."""

from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView

from dvapp.ui.grid.cell_editor import CellDelegate
from dvapp.ui.grid.edits import Spot
from dvapp.ui.grid.fill_handle import FillHandle
from dvapp.ui.grid.frozen import FrozenLine
from dvapp.ui.grid.heads import LEAST_WIDTH, GridHeads
from dvapp.ui.grid.keys import ARROWS, ENDS, ENTERS, PAGES, STEPS, types, wish_of
from dvapp.ui.grid.moves import edge_of_data, next_cell, page_step
from dvapp.ui.grid.sheet import Shows
from dvapp.ui.grid.table import GridModel, Index, cell_size

_FLAG = QItemSelectionModel.SelectionFlag
_MOST_HEADS = 0.45
"""The part of the width that the rows' heads may take."""
_WIDE = {Shows.NOTE: 3.0, Shows.CHANGE: 1.3, Shows.YEAR_CHANGE: 1.3}
"""Columns of one unit that need more than the usual width."""


class GridView(QTableView):
    """Cells to choose and type in.

    ``typed`` carries row, column and text; ``asked`` what else the keyboard wants: "copy", "cut", "paste", "clear",
    "down", "right", "none" (did not occur), "explain", "leave", "find_next"; ``fixed`` the row and column that was typed in and takes
    nothing; ``moved`` follows the current cell, ``chose`` the selection; ``widened`` carries the key of a column whose
    width was changed by hand, and the pixels; ``heads_widened`` those of the rows' heads; ``dragged`` the selection and the cells to be
    filled from it; ``typing`` row, column and text while an editor is open.
    """

    typed = Signal(int, int, str)
    asked = Signal(str)
    fixed = Signal(int, int)
    moved = Signal()
    chose = Signal()
    widened = Signal(str, int)
    heads_widened = Signal(int)
    dragged = Signal(object, object)
    typing = Signal(int, int, str)

    def __init__(self, content: GridModel) -> None:
        self._ready = False  # Qt asks for sizes and places while it is being made
        super().__init__()
        self.content = content
        self._setting = self._going = False
        self._heads = LEAST_WIDTH
        self._anchor: Spot | None = None
        self.across = GridHeads(Qt.Orientation.Horizontal, content, self)
        self.down = GridHeads(Qt.Orientation.Vertical, content, self)
        self.delegate = CellDelegate(content, self, self.down.width)
        self.setModel(content)
        self.setItemDelegate(self.delegate)
        self.setProperty("flat", "true")
        self.setHorizontalHeader(self.across)
        self.setVerticalHeader(self.down)
        self.across.here = lambda section: section == self.currentIndex().column()
        self.down.here = lambda section: section == self.currentIndex().row()
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setAutoScroll(True)
        self.frozen = FrozenLine(self)
        self.handle = FillHandle(self)
        self.handle.dropped.connect(self.dragged)
        self._ready = True
        self._fit_lines()
        self.delegate.typed.connect(self.typed)
        self.delegate.typing.connect(self.typing)
        self.delegate.stepped.connect(self._step)
        self.across.sectionResized.connect(self._resized)
        self.down.width_chosen.connect(self.heads_widened)
        self.selectionModel().selectionChanged.connect(lambda _now, _before: self.chose.emit())

    # --- how wide and high ---------------------------------------------------------------------------------------------

    def _fit_lines(self) -> None:
        size = cell_size(self.fontMetrics().height())
        self.down.setDefaultSectionSize(size.height())
        self.down.setMinimumSectionSize(size.height())
        self.across.setMinimumSectionSize(size.width() // 2)
        self.across.setDefaultSectionSize(size.width())

    def set_widths(self, width_of: Callable[[str, int], int], heads: int) -> None:
        """Make columns as wide as remembered: ``width_of(key, else)``; ``heads``: pixels of the rows' heads."""
        sheet = self.content.sheet
        if sheet is None:
            return
        usual = cell_size(self.fontMetrics().height()).width()
        self._setting = True
        for number, head in enumerate(sheet.columns):
            wide = _WIDE.get(head.shows, 1.0) if head.shows is not None else 1.0
            self.across.resizeSection(number, width_of(head.key, round(usual * wide)))
        self._setting = False
        self.frozen.follow(sheet.frozen)
        self.set_heads(heads)

    def set_heads(self, pixels: int) -> None:
        """Make the rows' heads so wide, or narrower where the cells would have no room left."""
        self._heads = pixels
        room = max(round(self.width() * _MOST_HEADS), LEAST_WIDTH)
        if self.down.width() != min(pixels, room):
            self.down.setFixedWidth(min(pixels, room))
            self.updateGeometries()

    def mark_heads(self) -> None:
        """Paint the heads anew: the current cell, or what a search has found, is another one."""
        for head in (self.across, self.down):
            head.viewport().update()
        self.frozen.repaint_heads()

    def _resized(self, section: int, _old: int, new: int) -> None:
        self.frozen.place()
        if not self._setting and self.content.sheet is not None:
            self.widened.emit(self.content.sheet.columns[section].key, new)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The line that stays follows."""
        super().resizeEvent(event)
        self.set_heads(self._heads)
        self.frozen.place()

    def updateGeometries(self) -> None:
        """Qt asks: the parts are put in their places."""
        super().updateGeometries()
        if self._ready:
            self.frozen.place()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the system's font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._ready:
            self._fit_lines()

    # --- where one is ----------------------------------------------------------------------------------------------------

    @property
    def spot(self) -> Spot | None:
        """The current cell."""
        index = self.currentIndex()
        return (index.row(), index.column()) if index.isValid() else None

    def chosen(self) -> tuple[Spot, Spot] | None:
        """First and last cell of the selection; the current cell where nothing is chosen."""
        ranges = self.selectionModel().selection().toList()
        if not ranges:
            return (self.spot, self.spot) if self.spot is not None else None
        return (
            (min(r.top() for r in ranges), min(r.left() for r in ranges)),
            (max(r.bottom() for r in ranges), max(r.right() for r in ranges)),
        )

    def go(self, row: int, column: int, *, extend: bool = False) -> None:
        """Make a cell the current one; ``extend``: the selection reaches from where it began to there."""
        if not (0 <= row < self.content.rowCount() and 0 <= column < self.content.columnCount()):
            return
        if not extend or self._anchor is None:
            self._anchor = (row, column)
        self._select(self._anchor, (row, column), current=(row, column))

    def choose(self, first: Spot, last: Spot) -> None:
        """Select a block and make its first cell the current one."""
        self._anchor = first
        self._select(first, last, current=first)

    def _select(self, one: Spot, other: Spot, *, current: Spot) -> None:
        chosen = QItemSelection(self.content.index(*one), self.content.index(*other))
        index = self.content.index(*current)
        self._going = True
        self.selectionModel().select(chosen, _FLAG.ClearAndSelect)
        self.selectionModel().setCurrentIndex(index, _FLAG.NoUpdate)
        self._going = False
        self.scrollTo(index)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Qt tells: another cell is current."""
        super().currentChanged(current, previous)
        if not self._ready:
            return
        dragging = self.state() == QAbstractItemView.State.DragSelectingState
        if not (self._going or dragging or self._extending()):
            self._anchor = (current.row(), current.column())
        self.mark_heads()
        self.viewport().update()
        self.moved.emit()

    @staticmethod
    def _extending() -> bool:
        held = QApplication.keyboardModifiers()
        return bool(held & Qt.KeyboardModifier.ShiftModifier)

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell in sight, out from under the line that stays."""
        super().scrollTo(index, hint)
        if self._ready:
            self.frozen.uncover(index)

    # --- the keyboard ----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What a spreadsheet does with keys."""
        if self.content.sheet is None or not (self._moves(event) or self._asks(event)):
            self.delegate.replacing = event.key() != Qt.Key.Key_F2
            spot = self.spot
            if spot is not None and types(event) and not self._takes_text():
                self.fixed.emit(*spot)
                event.accept()
                return
            super().keyPressEvent(event)
        else:
            event.accept()

    def _takes_text(self) -> bool:
        return self.spot is not None and self.content.takes_text(*self.spot)

    def _moves(self, event: QKeyEvent) -> bool:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        sheet, spot = self.content.sheet, self.spot
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if sheet is None or modifiers & Qt.KeyboardModifier.AltModifier:
            return False
        if spot is None:
            spot = self.first_cell()
        if key in STEPS and not control:
            down, right = STEPS[key]
            back = shift and key in ENTERS
            self._step(-down if back else down, right)
            return True
        if key in ARROWS:
            find = edge_of_data if control else next_cell
            self.go(*find(sheet, self._has_text, spot, ARROWS[key]), extend=shift)
        elif key in ENDS:
            last = key == Qt.Key.Key_End
            column = self.content.columnCount() - 1 if last else 0
            row = (self._last_cell() if last else self.first_cell())[0] if control else spot[0]
            self.go(row, column, extend=shift)
        elif key in PAGES and not control:
            height = max(self.viewport().height() // max(self.rowHeight(spot[0]), 1) - 1, 1)
            self.go(page_step(sheet, spot[0], PAGES[key] * height), spot[1], extend=shift)
        else:
            return False
        return True

    def _has_text(self, row: int, column: int) -> bool:
        return bool(self.content.look(row, column).text)

    def first_cell(self) -> Spot:
        """The first cell that can be chosen."""
        sheet = self.content.sheet
        rows = sheet.rows if sheet is not None else ()
        return next((n for n, head in enumerate(rows) if not head.heading), 0), 0

    def _last_cell(self) -> Spot:
        return self.content.rowCount() - 1, self.content.columnCount() - 1

    def _asks(self, event: QKeyEvent) -> bool:
        wish = wish_of(event)
        if wish == "all":
            self.choose(self.first_cell(), self._last_cell())
        elif wish:
            self.asked.emit(wish)
        return bool(wish)

    def _step(self, down: int, right: int) -> None:
        """Enter and Tab: to the next cell; at the end of a line of a selection on to its next line."""
        sheet, spot, chosen = self.content.sheet, self.spot, self.chosen()
        if sheet is None or spot is None or chosen is None:
            return
        if chosen[0] != chosen[1]:
            self._step_within(chosen, spot, down, right)
            return
        self.go(*next_cell(sheet, self._has_text, spot, (down, right)))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _step_within(self, chosen: tuple[Spot, Spot], spot: Spot, down: int, right: int) -> None:
        sheet = self.content.sheet
        assert sheet is not None
        (top, left), (bottom, last) = chosen
        rows = [n for n in range(top, bottom + 1) if not sheet.rows[n].heading]
        columns = list(range(left, last + 1))
        cells = [(r, c) for c in columns for r in rows] if down else [(r, c) for r in rows for c in columns]
        at = cells.index(spot) if spot in cells else -1
        row, column = cells[(at + down + right) % len(cells)]
        self._going = True
        self.selectionModel().setCurrentIndex(self.content.index(row, column), _FLAG.NoUpdate)
        self._going = False
        self.scrollTo(self.content.index(row, column))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep_now(self) -> None:
        """Leave an open editor and keep what was typed."""
        self.delegate.leave_editor()

    def edit_here(self) -> None:
        """Open the editor on the current cell with what stands in it."""
        self.delegate.replacing = False
        self.edit(self.currentIndex())

    def mouseDoubleClickEvent(self, event: object) -> None:
        """Edit what stands in the cell."""
        self.delegate.replacing = False
        super().mouseDoubleClickEvent(event)  # type: ignore[arg-type]  # Qt's event, passed on

    def inputMethodEvent(self, event: object) -> None:
        """An input method begins to compose over the cell."""
        self.delegate.replacing = True
        super().inputMethodEvent(event)  # type: ignore[arg-type]  # Qt's event, passed on

    def focusNextPrevChild(self, forward: bool) -> bool:  # Qt's signature
        """Tab moves within the grid; F6 leaves it."""
        del forward
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cells, then a frame around the current one."""
        super().paintEvent(event)
        self.frame_current(self)

    def frame_current(self, view: QTableView) -> None:
        """Frame the current cell in a view of these cells."""
        index = self.currentIndex()
        rect = view.visualRect(index) if index.isValid() else None
        if rect is not None and not rect.isEmpty():
            painter = QPainter(view.viewport())
            self.delegate.painter.prepare(self.font())
            self.delegate.painter.frame(painter, rect)
            if view is self:
                self.handle.paint(painter)
            painter.end()
