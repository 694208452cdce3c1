"""The figures behind the cells of the grid, and what each cell looks like. Computed when asked for, kept until renewed."""

from dataclasses import dataclass

from dvapp.domain.calendar.periods import Period
from dvapp.domain.codes import UnitCode
from dvapp.domain.papers.comparing import Against, change_cells, other_period
from dvapp.domain.papers.reports import Figure, FigureState
from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import language
from dvapp.services.figures.grid import CellSource, GridCell, UnitGrid, unit_grid
from dvapp.services.session import Session
from dvapp.ui.grid.sheet import BOARD, Place, Sheet, Shows
from dvapp.ui.grid.words import plain_form, shown

_EARLIER = {
    Shows.BEFORE: Against.LAST,
    Shows.CHANGE: Against.LAST,
    Shows.YEAR_BEFORE: Against.LAST_YEAR,
    Shows.YEAR_CHANGE: Against.LAST_YEAR,
}
_CALCULATED = frozenset({CellSource.COMPUTED, CellSource.CATALOGUE})


@dataclass(frozen=True, slots=True)
class CellLook:
    """How a cell is painted.

    :param ground: a colour of the theme under the cell, ``""`` for none.
    :param ink: a colour of the theme for the text.
    :param mark: a sign in the cell's corner: "record", "conflict", "refused", or none.
    :param hatched: it has no number and takes none here.
    :param dotted: it has no number yet and waits for one.
    :param breach: what the rules say of it: "error", "warn", "told" (a reason is given), or nothing.
    """

    text: str
    ground: str = ""
    ink: str = "ink"
    mark: str = ""
    italic: bool = False
    bold: bool = False
    left: bool = False
    hatched: bool = False
    dotted: bool = False
    noted: bool = False
    breach: str = ""


class GridBook:
    """The grids of the periods in sight, as they stood when the book was made."""

    def __init__(self, session: Session, period: Period) -> None:
        self._session = session
        self.period = period
        self._grids: dict[Period, UnitGrid] = {}
        self._filled: dict[UnitCode, tuple[int, int]] = {}
        self.at(period)

    def at(self, period: Period) -> UnitGrid:
        """The grid of a period."""
        if period not in self._grids:
            self._grids[period] = unit_grid(self._session, period)
        return self._grids[period]

    def cell(self, place: Place) -> GridCell | None:
        """A unit's cell in the period of a place; ``None`` for the whole board."""
        if place.unit == BOARD:
            return None
        return self.at(place.period).cell(place.unit, place.indicator)

    def figure(self, place: Place) -> Figure:
        """The figure of a place in its own period, whatever of it the cell shows."""
        cell = self.cell(place)
        return self.at(place.period).total(place.indicator) if cell is None else cell.figure

    def earlier(self, place: Place, against: Against) -> Figure:
        """The figure of the period that one compares with."""
        cell = self.cell(place)
        if cell is None:
            return self.at(other_period(place.period, against)).total(place.indicator)
        return cell.before if against is Against.LAST else cell.year_before

    def why_fixed(self, place: Place) -> str:
        """Why nothing can be typed there, as a code; ``""`` where one can."""
        if place.shows not in {Shows.VALUE, Shows.NOTE}:
            return "comparison"
        if place.unit == BOARD:
            return "board"
        if place.shows is Shows.NOTE:
            cell = self.cell(place)
            return "" if cell is not None and cell.typed is not None else "note_needs_number"
        return self.at(place.period).why_fixed(place.unit, place.indicator)

    def filled(self, unit: UnitCode) -> tuple[int, int]:
        """How many of a unit's figures that one can type have a number, and how many there are."""
        if unit not in self._filled:
            self._filled[unit] = self.at(self.period).filled(unit)
        return self._filled[unit]

    def text(self, place: Place, *, plain: bool = False) -> str:
        """What a cell says; ``plain``: as a spreadsheet program takes it."""
        cell = self.cell(place)
        if place.shows is Shows.NOTE:
            return cell.typed.note if cell is not None and cell.typed is not None else ""
        write = plain_form if plain else shown
        against = _EARLIER.get(place.shows)
        if against is None:
            return write(self.figure(place))
        earlier = self.earlier(place, against)
        if place.shows in {Shows.BEFORE, Shows.YEAR_BEFORE}:
            return write(earlier)
        difference, percent = change_cells(self.figure(place), earlier, LocaleFormats(language()))
        return difference if plain or percent == "–" else f"{difference} ({percent}%)"

    def look(self, place: Place) -> CellLook:
        """How a cell is painted."""
        text = self.text(place)
        if place.shows is Shows.NOTE:
            fixed = self.why_fixed(place)
            return CellLook(text, left=True, hatched=bool(fixed), ink="dim")
        if place.shows is not Shows.VALUE:
            return CellLook(text, ink="dim", ground="ground")
        cell = self.cell(place)
        if cell is None:
            return _board_look(self.figure(place), text)
        return _unit_look(cell, text)

    def conflicts(self, sheet: Sheet) -> tuple[Place, ...]:
        """The cells of a sheet's period where a typed number stands against records."""
        return tuple(
            Place(cell.unit, cell.indicator, sheet.period) for cell in self.at(sheet.period).conflicts()
        )


def _board_look(figure: Figure, text: str) -> CellLook:
    if figure.state is FigureState.BLANK:
        return CellLook("", ground="ground", dotted=True)
    return CellLook(text, ground="ground", ink=_ink(figure), bold=figure.state is FigureState.KNOWN)


def _unit_look(cell: GridCell, text: str) -> CellLook:
    noted = cell.typed is not None and bool(cell.typed.note)
    if cell.conflict:
        return CellLook(text, ground="error_ground", ink="error", mark="conflict", noted=noted)
    if cell.source in _CALCULATED:
        return CellLook(
            text,
            ground="ground",
            ink=_ink(cell.figure),
            italic=True,
            hatched=cell.figure.state is FigureState.BLANK,
        )
    if cell.figure.state is FigureState.BLANK:
        return CellLook("", hatched=bool(cell.why_fixed), dotted=not cell.why_fixed)
    if cell.why_fixed == "level":
        return CellLook(text, ink="dim", hatched=True)
    mark = "record" if cell.source is CellSource.RECORDS else ""
    return CellLook(text, ink=_ink(cell.figure), mark=mark, noted=noted)


def _ink(figure: Figure) -> str:
    return "dim" if figure.state is FigureState.NOT_APPLICABLE else "ink"
