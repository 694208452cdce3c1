"""Finding figures and units among the heads of the grid."""

from PySide6.QtCore import QObject

from dvapp.ui.grid.tools import GridTools
from dvapp.ui.grid.view import GridView


class Finder(QObject):
    """Marks the heads that fit a search, and goes from one to the next. Nothing is hidden by it."""

    def __init__(self, tools: GridTools, view: GridView) -> None:
        super().__init__(view)
        self._tools = tools
        self._view = view
        self._hit = (-1, -1)
        tools.searched.connect(self.search)

    def mark(self) -> None:
        """The sheet is another one: mark its heads anew and stay."""
        self._tools.say_hits(0, len(self._hits(self._tools.search.text())))

    def next(self) -> None:
        """Go to the next hit of the last search."""
        self.search(self._tools.search.text(), 1)

    def search(self, text: str, step: int) -> None:
        """Mark the heads that fit and go to one of them: 0 the first, else so many hits further."""
        hits = self._hits(text)
        if not hits:
            self._tools.say_hits(0, 0)
            return
        number = (hits.index(self._hit) + step) % len(hits) if step and self._hit in hits else 0
        self._hit = hits[number]
        self._tools.say_hits(number + 1, len(hits))
        row, column = self._hit
        here = self._view.spot or self._view.first_cell()
        self._view.go(row if row >= 0 else here[0], column if column >= 0 else here[1])

    def _hits(self, text: str) -> tuple[tuple[int, int], ...]:
        sheet = self._view.content.sheet
        hits = sheet.find(text) if sheet is not None else ()
        self._view.down.found = frozenset(row for row, _column in hits if row >= 0)
        self._view.across.found = frozenset(column for _row, column in hits if column >= 0)
        self._view.mark_heads()
        return hits
