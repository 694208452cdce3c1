"""A table field: rows of cells with a line of sums, rows added and taken out by hand."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dvapp.domain.recording.kinds import Field, FieldType
from dvapp.host.i18n import _, language
from dvapp.ui.chooser import Chooser
from dvapp.ui.records.choices import offered
from dvapp.ui.records.editors import Editor
from dvapp.ui.theme import restyle
from dvapp.ui.widgets import button, icon_button, label, line

Rows = list[dict[str, str]]


class TableEditor(Editor):
    """A grid of cells.

    :param year: whose answers are offered.
    :param shown: gives a computed cell's text for a column and row number.
    :param total: gives the text under a column.
    """

    def __init__(
        self, table: Field, *, year: int, shown: Callable[[Field, int], str], total: Callable[[Field], str]
    ) -> None:
        super().__init__()
        self._table = table
        self._year = year
        self._shown = shown
        self._total = total
        self._rows: Rows = []
        self._cells: list[dict[str, QWidget]] = []
        self._faulty: dict[str, str] = {}
        self._sums: dict[str, QLabel] = {}
        self._stacked = False
        self._frame = QFrame()
        self._frame.setProperty("role", "input")
        self._inner = QWidget()
        self._grid = QGridLayout(self._inner)
        self._grid.setContentsMargins(8, 6, 6, 6)
        self._grid.setHorizontalSpacing(4)
        self._grid.setVerticalSpacing(2)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inner.setObjectName("page")
        self._area.setWidget(self._inner)
        self._area.viewport().setAutoFillBackground(False)
        self._inner.setAutoFillBackground(False)
        self._add = button("", "ghost", icon="plus", clicked=self.add_row)
        framed = QVBoxLayout(self._frame)
        framed.setContentsMargins(1, 1, 1, 4)
        framed.setSpacing(0)
        framed.addWidget(self._area)
        framed.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._frame)
        self._draw()

    # --- what stands in it -------------------------------------------------------------------------------------------

    def put(self, text: object) -> None:
        """Show rows; an empty table shows one blank row to begin with."""
        rows = [dict(row) for row in text if isinstance(row, Mapping)] if isinstance(text, list) else []
        if self._filled() != rows or not self._cells:
            self._rows = rows or [{}]
            self._stacked = self._wants_stack() if self.isVisible() else self._stacked
            self._draw()

    def _filled(self) -> Rows:
        return [row for row in self._rows if row] if any(self._rows) else []

    def add_row(self) -> None:
        """A blank row at the end, with the focus in its first cell."""
        self._rows.append({})
        self._draw()
        next(iter(self._cells[-1].values())).setFocus(Qt.FocusReason.TabFocusReason)

    def _take_out(self, number: int) -> None:
        del self._rows[number]
        self._rows = self._rows or [{}]
        self._draw()
        self._tell()

    def _change(self, number: int, code: str, text: str) -> None:
        if text:
            self._rows[number][code] = text
        else:
            self._rows[number].pop(code, None)
        self._tell()
        self.recompute()

    def _tell(self) -> None:
        rows = [dict(row) for row in self._rows]
        while rows and not rows[-1]:
            rows.pop()
        self.edited.emit(rows)

    # --- drawing -----------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Draw the table anew in the language in use."""
        self._draw()

    def _draw(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._cells, self._sums = [], {}
        across = len(self._table.columns) + 1
        tall = 2 if self._stacked else 1
        for place, column in enumerate(self._table.columns):
            self._place(self._head(column), 0, place, Qt.AlignmentFlag.AlignBottom)
            self._grid.setColumnStretch(place, 1 if column.type.numeric else 3)
        self._grid.addWidget(line(), tall, 0, 1, across)
        wide = not self._table.columns[0].type.numeric and not self._stacked and not self._wants_stack()
        self._grid.setColumnMinimumWidth(0, self._name_width() if wide else 0)
        for number in range(len(self._rows)):
            self._draw_row(number, tall + 1 + number * tall)
        self._draw_sums(tall + 1 + len(self._rows) * tall)
        self._add.setText(_("Add a row"))
        self.recompute()
        self._paint_faults()
        self._show_cells()
        self._inner.adjustSize()
        self._fit()
        self.rearranged.emit()

    def _show_cells(self) -> None:
        """New cells of a table in sight are hidden until Qt comes round to them, and would be measured as nothing."""
        for place in range(self._grid.count()):
            item = self._grid.itemAt(place)
            if item is not None and (cell := item.widget()) is not None:
                cell.show()

    def _place(self, widget: QWidget, at: int, place: int, how: Qt.AlignmentFlag | None = None) -> None:
        """Put a heading or a cell into the grid: all in one line, or the first column's on a line of its own."""
        columns = len(self._table.columns)
        first, wide = self._stacked and place == 0, columns if self._stacked and place == 0 else 1
        row = at + (1 if self._stacked and not first else 0)
        column = place if not self._stacked or first else place - 1
        if self._stacked and place == 1:
            wide = 2
        elif self._stacked and place > 1:
            column = place
        self._grid.addWidget(widget, row, column, 1, wide, how or Qt.AlignmentFlag(0))

    def _wants_stack(self) -> bool:
        """Whether names would be cut in one line: then they get a line of their own above the numbers."""
        if self._table.columns[0].type.numeric or len(self._table.columns) < 3:
            return False
        return self._name_width() + sum(map(self._least_width, self._table.columns[1:])) + 60 > self.width()

    def _name_width(self) -> int:
        """Pixels that the longest name in the first column needs."""
        code, metrics = self._table.columns[0].code, self.fontMetrics()
        longest = max((metrics.horizontalAdvance(row.get(code, "")) for row in self._rows), default=0)
        return max(longest + 24, metrics.averageCharWidth() * 20)

    def _least_width(self, column: Field) -> int:
        """Pixels that a column needs so that nothing in it is cut, with the gap beside it."""
        metrics = self.fontMetrics()
        said = column.label.said_in(language()).split()
        head = max(map(metrics.horizontalAdvance, said), default=0) + 16
        if column.type.numeric:
            return max(head, 52)
        words = [choice.label.said_in(language()) for choice in column.choices]
        return max(head, 110, max(map(metrics.horizontalAdvance, words), default=0) + 44)

    def _head(self, column: Field) -> QLabel:
        head = label(column.label.said_in(language()), "small", wrap=True)
        if column.type.numeric:
            head.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        head.setContentsMargins(5, 0, 5, 2)
        longest = max(map(head.fontMetrics().horizontalAdvance, head.text().split()), default=0)
        head.setMinimumWidth(max(longest + 12, 44 if column.type.numeric else 100))
        return head

    def _draw_row(self, number: int, at: int) -> None:
        cells: dict[str, QWidget] = {}
        for place, column in enumerate(self._table.columns):
            cell = self._cell(column, number)
            cell.setAccessibleName(
                _("{column}, row {row}").format(column=column.label.said_in(language()), row=number + 1)
            )
            cells[column.code] = cell
            self._place(cell, at, place)
        remove = icon_button(
            "trash-2",
            _("Take out row {row}").format(row=number + 1) + " (Ctrl+Delete)",
            clicked=lambda: self._take_out(number),
        )
        remove.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._grid.addWidget(remove, at, len(self._table.columns))
        self._cells.append(cells)

    def _cell(self, column: Field, number: int) -> QWidget:
        text = self._rows[number].get(column.code, "")
        if column.type is FieldType.CHOICE:
            combo = Chooser()
            combo.addItem("", "")
            for code, words in offered(column, self._year, text):
                combo.addItem(words, code)
            combo.setCurrentIndex(max(0, combo.findData(text)))
            combo.setProperty("role", "cell")
            combo.setSizeAdjustPolicy(Chooser.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(4)
            combo.setMinimumWidth(104)
            combo.activated.connect(
                lambda _i, combo=combo: self._change(number, column.code, combo.currentData() or "")
            )
            self.watch(combo)
            return combo
        edit = QLineEdit(text)
        edit.setProperty("role", "cell")
        edit.setCursorPosition(0)
        edit.setMinimumWidth(44 if column.type.numeric else 110)
        if column.type.numeric:
            edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        if column.shown:
            edit.setReadOnly(True)
            edit.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        else:
            edit.textEdited.connect(lambda typed: self._change(number, column.code, typed))
            self.watch(edit)
        return edit

    def _draw_sums(self, at: int) -> None:
        columns = self._table.columns
        if not any(column.type.numeric for column in columns) or any(c.of_indicators for c in columns):
            return  # numbers of different figures are never added up
        self._grid.addWidget(line(), at, 0, 1, len(self._table.columns) + 1)
        for place, column in enumerate(self._table.columns):
            words = _("Total") if place == 0 and not column.type.numeric else ""
            made = label(words, "label")
            made.setContentsMargins(6, 3, 7, 3)
            if column.type.numeric:
                made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self._sums[column.code] = made
            self._grid.addWidget(made, at + 1, place)

    def recompute(self) -> None:
        """Show the sums and the computed cells as they are now."""
        for column in self._table.columns:
            if column.code in self._sums:
                self._sums[column.code].setText(self._total(column))
            if column.shown:
                for number, cells in enumerate(self._cells):
                    cell = cells[column.code]
                    if isinstance(cell, QLineEdit):
                        cell.setText(self._shown(column, number))

    def _fit(self) -> None:
        height = self._grid.sizeHint().height()
        overflow = self._grid.minimumSize().width() > max(self._area.viewport().width(), 1)
        bar = self._area.horizontalScrollBar().sizeHint().height() if overflow else 0
        self._area.setFixedHeight(height + bar)

    def resizeEvent(self, event: object) -> None:
        """Names on a line of their own where they would be cut; room for the scroll bar when the columns need one."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt's event, passed on
        if self._wants_stack() != self._stacked:
            self._restack()
        self._fit()

    def _restack(self) -> None:
        held = self._focused()
        self._stacked = not self._stacked
        self._draw()
        if held is not None:
            self.focus_cell(*held)

    def _focused(self) -> tuple[int, str] | None:
        """Row and column of the cell that has the focus."""
        return self._where(QApplication.focusWidget())

    def _where(self, cell: QObject | None) -> tuple[int, str] | None:
        return next(
            ((n, code) for n, cells in enumerate(self._cells) for code, one in cells.items() if one is cell),
            None,
        )

    # --- faults and keys ---------------------------------------------------------------------------------------------

    def mark(self, state: str) -> None:
        """Colour the frame."""
        restyle(self._frame, state=state)

    def mark_cells(self, faulty: Mapping[str, str]) -> None:
        """Mark cells (``rows[2].grade_a`` to words, shown as their tooltips)."""
        self._faulty = dict(faulty)
        self._paint_faults()

    def _paint_faults(self) -> None:
        for number, cells in enumerate(self._cells):
            for code, cell in cells.items():
                words = self._faulty.get(f"{self._table.code}[{number}].{code}", "")
                restyle(cell, state="error" if words else "")
                cell.setToolTip(words or (cell.text() if isinstance(cell, QLineEdit) else ""))

    def focus_cell(self, number: int, code: str) -> bool:
        """Put the focus into a cell."""
        if number < len(self._cells) and code in self._cells[number]:
            self._cells[number][code].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False

    def name(self, words: str, explained: str) -> None:
        """Its cells are named by column and row."""
        self.setAccessibleName(words)
        self.setAccessibleDescription(explained)
        self._add.setAccessibleName(_("Add a row to {table}").format(table=words))

    def target(self) -> QWidget:
        """The first cell."""
        return next(iter(self._cells[0].values()), self._add) if self._cells else self._add

    def stops(self) -> list[QWidget]:
        """The cells row by row, then the button that adds one."""
        return [*(cell for cells in self._cells for cell in cells.values()), self._add]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the last cell begins the next row; up and down stay in the column; Ctrl+Delete takes a row out."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and self._walk(watched, event)
        ):
            return True
        return super().eventFilter(watched, event)

    def _walk(self, watched: QObject, event: QKeyEvent) -> bool:
        place = self._where(watched)
        if place is None:
            return False
        number, code = place
        if event.key() == Qt.Key.Key_Delete and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._take_out(number)
            self.focus_cell(min(number, len(self._rows) - 1), code)
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            stops = [c.code for c in self._table.columns if not c.shown]
            if code == stops[-1] and number == len(self._cells) - 1:
                self.add_row()
                return True
            return False
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        return (
            step is not None
            and isinstance(watched, QLineEdit)
            and self.focus_cell(max(0, number + step), code)
        )
