"""A list of a catalogue: lines, some below others."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QStandardItem
from PySide6.QtWidgets import QHeaderView

from dvapp.host.i18n import _
from dvapp.ui.catalogue.lines import Line
from dvapp.ui.nested_tree import THING, NestedTree
from dvapp.ui.remembered import KeptColumns
from dvapp.ui.theme import theme, tokens


class LineTree(NestedTree):
    """``chosen`` carries the line in focus, or ``None`` on a heading; ``opened`` that Enter or a click asks for its form."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(1)
        self.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.clicked.connect(lambda _index: self.opened.emit())
        theme().changed.connect(self._recolour)
        self._lines: tuple[Line, ...] = ()
        self._widths = KeptColumns(self.header(), "catalogue", self._key)

    def _key(self, section: int) -> str:
        """Every catalogue has columns of its own."""
        return f"{self._lines[0].catalogue.value if self._lines else ''} {section}"

    def show_lines(self, heads: Sequence[str], lines: Sequence[Line], *, narrowed: bool) -> None:
        """List lines, keeping the one in focus where it is still among them.

        :param narrowed: whether all that is below shall be open, because somebody searches.
        """
        held = self.line()
        nested = any(line.below for line in lines)
        self._filling = True
        self._lines = tuple(lines)
        self._model.clear()
        self._model.setHorizontalHeaderLabels(list(heads))
        self.setRootIsDecorated(nested)
        for line in lines:
            self._model.appendRow(_items(line))
        self._spread(len(heads))
        if narrowed or sum(1 + len(line.below) for line in lines) < 80:
            self.expandToDepth(0 if not narrowed else 3)
        else:
            self.expandToDepth(0)
        self._filling = False
        if held is None or not self.choose(held.catalogue.value, held.code):
            self.choose_first()

    def _spread(self, count: int) -> None:
        heads = self.header()
        for column in range(count):
            heads.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        wide = max(self.viewport().width(), 200)
        shares = {2: (60, 40), 3: (48, 16, 36), 4: (26, 26, 30, 18)}.get(count, (100,))
        if self._lines and self._lines[0].catalogue.value == "themes":
            shares = (12, 40, 48)
        for column, share in enumerate(shares):
            heads.resizeSection(column, self._widths.width(column, wide * share // 100))
        heads.setStretchLastSection(True)

    def resizeEvent(self, event: object) -> None:
        """Columns share the room."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt's event, passed on
        self._spread(self._model.columnCount())

    def line(self) -> Line | None:
        """The line in focus; ``None`` on a heading."""
        found = self.thing()
        return found if isinstance(found, Line) and found.code else None

    def choose(self, catalogue: str, code: str) -> bool:
        """Put the focus on a line; whether it is listed."""
        found = self._find(QModelIndex(), catalogue, code)
        if found is None:
            return False
        above = found.parent()
        while above.isValid():
            self.expand(above)
            above = above.parent()
        self.setCurrentIndex(found)
        self.scrollTo(found)
        return True

    def choose_first(self) -> None:
        """Put the focus on the first line that is no heading."""
        for number in range(self._model.rowCount()):
            index = self._model.index(number, 0)
            line = index.data(THING)
            if isinstance(line, Line) and not line.code and self._model.rowCount(index):
                index = self._model.index(0, 0, index)
            self.setCurrentIndex(index)
            return
        self.chosen.emit(None)

    def _find(self, above: QModelIndex, catalogue: str, code: str) -> QModelIndex | None:
        for number in range(self._model.rowCount(above)):
            index = self._model.index(number, 0, above)
            line = index.data(THING)
            if isinstance(line, Line) and (line.catalogue.value, line.code) == (catalogue, code):
                return index
            below = self._find(index, catalogue, code)
            if below is not None:
                return below
        return None

    def tell_chosen(self) -> None:
        """Another line has the focus."""
        self.chosen.emit(self.line())

    def _recolour(self) -> None:
        if self._lines:
            heads = [
                str(self._model.headerData(n, Qt.Orientation.Horizontal))
                for n in range(self._model.columnCount())
            ]
            self.show_lines(heads, self._lines, narrowed=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks for the form."""
        if Qt.Key(event.key()) in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.line() is not None:
            self.opened.emit()
            return
        super().keyPressEvent(event)


def _items(line: Line) -> list[QStandardItem]:
    items = [QStandardItem(text) for text in line.cells]
    items[0].setData(line, THING)
    for item in items:
        item.setToolTip(item.text())
        if line.dim:
            item.setForeground(tokens().colour("faint"))
        elif line.own:
            item.setForeground(tokens().colour("accent"))
        if not line.code or line.own:
            font = QFont()
            font.setBold(True)
            item.setFont(font)
    if line.own:
        own = _("the board's own")
        items[0].setData(f"{', '.join(line.cells)}, {own}", Qt.ItemDataRole.AccessibleTextRole)
    for below in line.below:
        items[0].appendRow(_items(below))
    return items
