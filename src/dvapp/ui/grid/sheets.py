"""From what is chosen above the grid to the sheet that shows it, and which figures a filter lets through."""

from collections.abc import Mapping
from dataclasses import dataclass

from dvapp.domain.calendar.periods import PeriodKind
from dvapp.domain.codes import IndicatorCode, UnitCode
from dvapp.domain.papers.reports import FigureState
from dvapp.ui.grid.book import GridBook
from dvapp.ui.grid.sheet import (
    BOARD,
    NO_FIGURE,
    Arrangement,
    Head,
    Sheet,
    figure_sheet,
    kept_rows,
    unit_sheet,
    units_sheet,
)
from dvapp.ui.grid.tools import ALL, BLANK, CONFLICTS, TYPABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is chosen above the grid.

    :param unit: whose figures, in the arrangement of one unit; :data:`BOARD` for the whole board.
    :param parts: months or quarters, in the arrangement of one figure.
    """

    arrangement: Arrangement
    unit: UnitCode = BOARD
    indicator: IndicatorCode = NO_FIGURE
    parts: PeriodKind = PeriodKind.QUARTER
    turned: bool = False
    group: str = ""
    only: str = ALL


def make_sheet(book: GridBook, choice: Choice, kept: frozenset[IndicatorCode] | None) -> Sheet:
    """The sheet of a choice. ``kept``: the figures that its filter lets through, ``None`` for all."""
    grid = book.at(book.period)
    if choice.arrangement is Arrangement.ONE_FIGURE:
        return figure_sheet(choice.indicator, grid.units, book.period, choice.parts)
    if choice.arrangement is Arrangement.ONE_UNIT:
        sheet = unit_sheet(choice.unit, grid.indicators, book.period)
    else:
        sheet = units_sheet(grid.units, grid.indicators, book.period, turned=choice.turned)

    def stays(head: Head) -> bool:
        return kept is None or head.indicator in kept

    return kept_rows(sheet, stays, choice.group)


def let_through(book: GridBook, choice: Choice) -> frozenset[IndicatorCode] | None:
    """The figures that a filter lets through now; ``None`` for all. Typing does not change the answer before one asks anew."""
    grid = book.at(book.period)
    one = choice.unit if choice.arrangement is Arrangement.ONE_UNIT and choice.unit != BOARD else None
    match choice.only:
        case value if value == TYPABLE:
            return frozenset(grid.typable)
        case value if value == CONFLICTS:
            return frozenset(c.indicator for c in grid.conflicts() if one is None or c.unit == one)
        case value if value == BLANK:
            units = (one,) if one is not None else tuple(unit.code for unit in grid.units)
            return frozenset(code for code in grid.typable if _blank_somewhere(book, units, code))
        case _:
            return None


def _blank_somewhere(book: GridBook, units: tuple[UnitCode, ...], code: IndicatorCode) -> bool:
    grid = book.at(book.period)
    return any(
        not grid.why_fixed(unit, code) and grid.cell(unit, code).figure.state is FigureState.BLANK
        for unit in units
    )


def unit_names(book: GridBook) -> Mapping[UnitCode, str]:
    """The units of the period by code."""
    return {unit.code: unit.name for unit in book.at(book.period).units}
