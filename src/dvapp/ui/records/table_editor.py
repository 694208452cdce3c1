"""A table field: rows of cells with a line of sums, rows added and taken out by hand."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from dvapp.domain.kinds import Field, FieldType
from dvapp.host.i18n import _, language
from dvapp.ui.records.editors import Chooser, Editor
from dvapp.ui.theme import restyle
from dvapp.ui.widgets import button, icon_button, label, line

Rows = list[dict[str, str]]


class TableEditor(Editor):
    """A grid of cells.

    :param shown: gives a computed cell's text for a column and row number.
    :param total: gives the text under a column.
    """

    def __init__(
        self, table: Field, *, shown: Callable[[Field, int], str], total: Callable[[Field], str]
    ) -> None:
        super().__init__()
        self._table = table
        self._shown = shown
        self._total = total
        self._rows: Rows = []
        self._cells: list[dict[str, QWidget]] = []
        self._faulty: dict[str, str] = {}
        self._sums: dict[str, QLabel] = {}
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
        for place, column in enumerate(self._table.columns):
            self._grid.addWidget(self._head(column), 0, place, Qt.AlignmentFlag.AlignBottom)
            self._grid.setColumnStretch(place, 1 if column.type.numeric else 3)
        self._grid.addWidget(line(), 1, 0, 1, len(self._table.columns) + 1)
        for number in range(len(self._rows)):
            self._draw_row(number)
        self._draw_sums(len(self._rows) + 2)
        self._add.setText(_("Add a row"))
        self.recompute()
        self._paint_faults()
        self._inner.adjustSize()
        self._fit()

    def _head(self, column: Field) -> QLabel:
        head = label(column.label.said_in(language()), "small", wrap=True)
        if column.type.numeric:
            head.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        head.setContentsMargins(5, 0, 5, 2)
        longest = max(map(head.fontMetrics().horizontalAdvance, head.text().split()), default=0)
        head.setMinimumWidth(max(longest + 12, 44 if column.type.numeric else 100))
        return head

    def _draw_row(self, number: int) -> None:
        cells: dict[str, QWidget] = {}
        for place, column in enumerate(self._table.columns):
            cell = self._cell(column, number)
            cell.setAccessibleName(
                _("{column}, row {row}").format(column=column.label.said_in(language()), row=number + 1)
            )
            cells[column.code] = cell
            self._grid.addWidget(cell, number + 2, place)
        remove = icon_button(
            "trash-2",
            _("Take out row {row}").format(row=number + 1),
            clicked=lambda: self._take_out(number),
        )
        remove.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._grid.addWidget(remove, number + 2, len(self._table.columns))
        self._cells.append(cells)

    def _cell(self, column: Field, number: int) -> QWidget:
        text = self._rows[number].get(column.code, "")
        if column.type is FieldType.CHOICE:
            combo = Chooser()
            combo.addItem("", "")
            for choice in column.choices:
                combo.addItem(choice.label.said_in(language()), choice.code)
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
        if not any(column.type.numeric for column in self._table.columns):
            return
        self._grid.addWidget(line(), at, 0, 1, len(self._table.columns) + 1)
        for place, column in enumerate(self._table.columns):
            words = _("Total") if place == 0 and not column.type.numeric else ""
            made = label(words, "label")
            made.setContentsMargins(6, 3, 7, 3)
            if column.type.numeric:
                made.setAlignment(Qt.AlignmentFlag.AlignRight)
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
        """Leave room for the scroll bar when the columns need one."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt's event, passed on
        self._fit()

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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the last cell begins the next row; up and down stay in the column."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and self._walk(watched, event)
        ):
            return True
        return super().eventFilter(watched, event)

    def _walk(self, watched: QObject, event: QKeyEvent) -> bool:
        place = next(
            (
                (n, code)
                for n, cells in enumerate(self._cells)
                for code, cell in cells.items()
                if cell is watched
            ),
            None,
        )
        if place is None:
            return False
        number, code = place
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
