"""The grid of figures: every unit's figure of a period, typed, from records, or computed, and typing into it."""

from dataclasses import dataclass, replace
from dataclasses import field as made
from enum import Enum
from functools import cached_property
from weakref import WeakKeyDictionary

from dvapp.domain.calendar.periods import Period
from dvapp.domain.codes import IndicatorCode, UnitCode
from dvapp.domain.figures.indicators import Accumulation, Indicator
from dvapp.domain.figures.settling import clash
from dvapp.domain.figures.table import FigureTable
from dvapp.domain.figures.unit_figures import TypedFigure, typed_table
from dvapp.domain.language.ordering import sort_key
from dvapp.domain.packs import Pack
from dvapp.domain.papers.comparing import Against, other_period
from dvapp.domain.papers.reports import Figure, FigureState
from dvapp.domain.places.units import Level, Unit
from dvapp.services.figures.period_figures import figure_table
from dvapp.services.ports import Store
from dvapp.services.session import Session


class CellSource(Enum):
    """Where the number of a cell comes from."""

    NONE = "none"
    TYPED = "typed"
    RECORDS = "records"
    COMPUTED = "computed"
    CATALOGUE = "catalogue"


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """One figure of one unit.

    :param figure: of that unit alone and of the period.
    :param typed: the number typed for exactly this period, whether it counts or not.
    :param conflict: a typed number and the unit's records say different things; the records count.
    :param earlier: the unit's figures of the period before, and of the same period a year before.
    :param why_fixed: why nothing can be typed: ``computed``, ``catalogue``, ``text``, ``distinct`` (units that
        only records name), ``records`` (the unit's own count),
        ``other_period`` (a number typed for another period holds this time), ``level`` (not asked of such a unit),
        ``pack`` (the pack lets nobody type); "" where one can. What was typed can always be cleared.
    """

    unit: UnitCode
    indicator: IndicatorCode
    figure: Figure
    source: CellSource
    typed: TypedFigure | None
    conflict: bool
    why_fixed: str
    earlier: tuple[FigureTable, FigureTable] = made(repr=False, compare=False)

    @property
    def before(self) -> Figure:
        """The figure of the period before; made when it is first asked for, as one seldom looks at all."""
        return self.earlier[0].figure(self.indicator)

    @property
    def year_before(self) -> Figure:
        """The figure of the same period a year before."""
        return self.earlier[1].figure(self.indicator)


class UnitGrid:
    """The figures of a period by unit: each cell is made when it is first asked for."""

    def __init__(
        self, table: FigureTable, pack: Pack, board: Unit, earlier: "UnitGrid | None" = None
    ) -> None:
        self.table = table
        self._pack = pack
        self._board = board
        self._units: dict[UnitCode, _Own] = {}
        self._never: dict[Level | None, dict[IndicatorCode, str]] = {}
        last = other_period(table.period, Against.LAST)
        self._earlier = last, other_period(table.period, Against.LAST_YEAR)
        if earlier is not None:
            # Units of which nothing was written keep their cells.
            self._never = earlier._never  # noqa: SLF001  # its own kind
            for unit, own in earlier._units.items():  # noqa: SLF001 - a grid of this very class
                if table.of_unit(unit) is own.now:
                    self._units[unit] = own

    def of(self, pack: Pack) -> bool:
        """Whether it was made for this pack."""
        return self._pack is pack

    @property
    def period(self) -> Period:
        """Whose figures these are."""
        return self.table.period

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every figure of the pack, in the order of its catalogue."""
        return tuple(self._pack.indicators.values())

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The board's own unit, those below it in Vietnamese order, then others that have records in the period."""
        below = sorted(self.table.units_below, key=lambda unit: sort_key(unit.short_name))
        known = {self._board.code, *(unit.code for unit in below)}
        others = [unit for unit in self.table.other_units if unit.code not in known]
        return (self._board, *below, *sorted(others, key=lambda unit: sort_key(unit.short_name)))

    @cached_property
    def unit_codes(self) -> frozenset[UnitCode]:
        """Codes of these units."""
        return frozenset(unit.code for unit in self.units)

    @cached_property
    def typable(self) -> tuple[IndicatorCode, ...]:
        """Figures that can be typed at all, whatever a unit's records say."""
        table = typed_table(self._pack)
        return () if table is None else tuple(code for code in self._pack.indicators if code in table.codes)

    def cell(self, unit: UnitCode, indicator: IndicatorCode) -> GridCell:
        """One cell.

        :raises KeyError: the pack has no such figure.
        """
        own = self._own(unit)
        if indicator not in own.cells:
            own.cells[indicator] = self._made(unit, indicator, own)
        return own.cells[indicator]

    def total(self, indicator: IndicatorCode) -> Figure:
        """The board's own figure: all units together, or computed from such."""
        return self.table.figure(indicator)

    def filled(self, unit: UnitCode) -> tuple[int, int]:
        """How many of the figures that a unit can be asked to type have a number, and how many there are."""
        own = self._own(unit)
        codes = [code for code in self.typable if own.level in (None, *self._pack.indicators[code].levels)]
        known = sum(own.now.figure(code).state is not FigureState.BLANK for code in codes)
        return known, len(codes)

    def conflicts(self) -> tuple[GridCell, ...]:
        """Cells in which a typed number and the unit's records say different things."""
        found = dict.fromkeys((one.typed.unit, one.typed.indicator) for one in self.table.all_conflicts())
        return tuple(self.cell(unit, code) for unit, code in found)

    def why_fixed(self, unit: UnitCode, code: IndicatorCode) -> str:
        """Why nothing can be typed into a cell, as :class:`GridCell` tells it; "" where one can."""
        own = self._own(unit)
        if code not in own.never:
            own.never[code] = self._never_typed(own.level, self._pack.indicators[code])
        if never := own.never[code]:
            return never
        if not own.now.takes(code):
            return "records"
        if any(self._excludes(typed) for typed in own.now.typed(code)):
            return "other_period"
        return ""

    def _never_typed(self, level: Level | None, indicator: Indicator) -> str:
        """Why a figure of such a unit is not typed whatever its records say."""
        reasons = {
            "computed": bool(indicator.formula),
            "catalogue": bool(indicator.catalogue),
            "text": indicator.accumulation is Accumulation.FACT,
            "level": level is not None and level not in indicator.levels,
            "pack": not self.typable,
            "distinct": indicator.code not in self.typable,
        }
        return next((reason for reason, holds in reasons.items() if holds), "")

    def _excludes(self, typed: TypedFigure) -> bool:
        """Whether a number of another period leaves no room for any number of this one."""
        if typed.period == self.period:
            return False
        return clash(self.table.moment(typed.indicator), typed, replace(typed, period=self.period))

    def _own(self, unit: UnitCode) -> "_Own":
        if unit not in self._units:
            now = self.table.of_unit(unit)
            before, year_before = (now.at(period) for period in self._earlier)
            never = self._never.setdefault(now.level, {})
            self._units[unit] = _Own(now, (before, year_before), now.level, never)
        return self._units[unit]

    def _made(self, unit: UnitCode, code: IndicatorCode, own: "_Own") -> GridCell:
        figure = own.now.figure(code)
        typed = [one for one in own.now.typed(code) if one.period == self.period]
        return GridCell(
            unit=unit,
            indicator=code,
            figure=figure,
            source=self._source(own.now, figure, code),
            typed=typed[0] if typed else None,
            conflict=bool(own.now.conflicts(code)),
            why_fixed=self.why_fixed(unit, code),
            earlier=own.earlier,
        )

    def _source(self, own: FigureTable, figure: Figure, code: IndicatorCode) -> CellSource:
        indicator = self._pack.indicators[code]
        if indicator.formula:
            return CellSource.COMPUTED
        if indicator.catalogue:
            return CellSource.CATALOGUE
        if not figure.records and not figure.missing:
            return CellSource.NONE
        return CellSource.RECORDS if own.recorded(code) else CellSource.TYPED


@dataclass(slots=True)
class _Own:
    """What a unit's own records make: in the period, in the one before, and in that of the year before.

    :param never: why figures are not typed of units of its level, as far as it was asked.
    """

    now: FigureTable
    earlier: tuple[FigureTable, FigureTable]
    level: Level | None
    never: dict[IndicatorCode, str]
    cells: dict[IndicatorCode, GridCell] = made(default_factory=dict)


_GRIDS: "WeakKeyDictionary[Store, dict[Period, UnitGrid]]" = WeakKeyDictionary()
"""The grids of each open store, each good as long as its table is."""


def unit_grid(session: Session, period: Period) -> UnitGrid:
    """The figures of a period by unit; the same grid again as long as no record was written."""
    table = figure_table(session, period)
    grids = _GRIDS.setdefault(session.store, {})
    kept = grids.get(period)
    if kept is not None and not kept.of(session.pack):
        kept = None
    if kept is None or kept.table is not table:
        board = table.own_unit or session.board.unit
        kept = grids[period] = UnitGrid(table, session.pack, board, kept)
    return kept
