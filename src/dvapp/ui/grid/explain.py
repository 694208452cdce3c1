"""Short words on a cell: in the line below the grid, and in a note beside the cell that any key closes."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QTableView, QToolTip

from dvapp.host.i18n import _, language
from dvapp.ui.grid.book import GridBook
from dvapp.ui.grid.sheet import BOARD, Place, Shows
from dvapp.ui.grid.words import state_words, why_fixed_words
from dvapp.ui.shell.periods import in_year_words

_MILLISECONDS = 30_000


def where_words(book: GridBook, place: Place) -> str:
    """Which cell it is, what it says, and why it cannot be typed in."""
    figure = book.figure(place)
    units = book.at(place.period).units
    unit = (
        _("Whole board") if place.unit == BOARD else next((u.name for u in units if u.code == place.unit), "")
    )
    parts = [str(place.indicator), unit, in_year_words(place.period)]
    if place.shows is Shows.VALUE:
        parts.append(state_words(figure))
    words = " · ".join(parts)
    fixed = why_fixed_words(book.why_fixed(place))
    return f"{words} · {fixed}" if fixed else f"{words} · {figure.label.said_in(language())}"


def explain_cell(view: QTableView, words: str) -> None:
    """Show words in a note at the current cell of a view."""
    rect = view.visualRect(view.currentIndex())
    at = view.viewport().mapToGlobal(QPoint(rect.left(), rect.bottom() + 2))
    QToolTip.showText(at, words, view, rect, _MILLISECONDS)
