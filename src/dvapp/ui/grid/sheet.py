"""Which figure stands in which cell: the three arrangements of the grid, without a widget and without a number."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from dvapp.domain.calendar.periods import Period, PeriodKind
from dvapp.domain.codes import IndicatorCode, UnitCode
from dvapp.domain.figures.indicators import Indicator
from dvapp.domain.language.folding import matches
from dvapp.domain.papers.comparing import Against, other_period
from dvapp.domain.places.units import Unit
from dvapp.host.i18n import _, language
from dvapp.ui.shell.periods import in_year_words

BOARD = UnitCode("")
"""Stands for the figure of the whole board, in the place of a unit."""
NO_FIGURE = IndicatorCode("")
"""Where the rows or columns say which figure it is."""


class Arrangement(Enum):
    """What stands in the rows and in the columns; the value is the name it is remembered by."""

    UNITS = "units"
    ONE_UNIT = "unit"
    ONE_FIGURE = "figure"


class Shows(Enum):
    """What of a figure a cell shows."""

    VALUE = "value"
    BEFORE = "before"
    YEAR_BEFORE = "year_before"
    CHANGE = "change"
    YEAR_CHANGE = "year_change"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Place:
    """What a cell is about. ``unit`` is :data:`BOARD` for the figure of the whole board."""

    unit: UnitCode
    indicator: IndicatorCode
    period: Period
    shows: Shows = Shows.VALUE


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of a row or a column: what it says, and what it fixes for its cells.

    :param code: an indicator's code, before its words.
    :param detail: the unit of count, or what else is said dimly beside the words.
    :param heading: a line that only names a group: its cells are none.
    :param group: the group of an indicator.
    :param finds: what a search looks at besides the code; empty: the title.
    """

    key: str
    title: str
    code: str = ""
    detail: str = ""
    tip: str = ""
    group: str = ""
    finds: str = ""
    heading: bool = False
    unit: UnitCode | None = None
    indicator: IndicatorCode | None = None
    period: Period | None = None
    shows: Shows | None = None

    @property
    def words(self) -> str:
        """Code and words, as a screen reader says them."""
        return f"{self.code} {self.title}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Rows and columns, and what each cell is about.

    :param frozen: which stay in sight while the rest is scrolled: the first column ("column"), row ("row") or none.
    """

    arrangement: Arrangement
    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    period: Period
    unit: UnitCode = BOARD
    indicator: IndicatorCode = NO_FIGURE
    frozen: str = ""

    def place(self, row: int, column: int) -> Place | None:
        """What a cell is about; ``None`` on a line that names a group."""
        down, across = self.rows[row], self.columns[column]
        if down.heading:
            return None
        return Place(
            _first(down.unit, across.unit, self.unit),
            down.indicator or across.indicator or self.indicator,
            down.period or across.period or self.period,
            down.shows or across.shows or Shows.VALUE,
        )

    def find(self, query: str) -> tuple[tuple[int, int], ...]:
        """The rows (number, -1) and columns (-1, number) whose words fit a search, with or without accents."""
        if not query.strip():
            return ()
        rows = ((n, -1) for n, head in enumerate(self.rows) if not head.heading and _fits(head, query))
        columns = ((-1, n) for n, head in enumerate(self.columns) if _fits(head, query))
        return (*rows, *columns)

    def where(self, place: Place) -> tuple[int, int] | None:
        """The cell that is about the same; ``None`` where it is not shown."""
        rows = [n for n, head in enumerate(self.rows) if _could_be(head, place)]
        columns = [n for n, head in enumerate(self.columns) if _could_be(head, place)]
        return next(((r, c) for r in rows for c in columns if self.place(r, c) == place), None)


def _first(*units: UnitCode | None) -> UnitCode:
    return next(unit for unit in units if unit is not None)


def _fits(head: Head, query: str) -> bool:
    return matches(query, f"{head.code} {head.finds or head.title}")


def _could_be(head: Head, place: Place) -> bool:
    return (
        not head.heading
        and (head.unit is None or head.unit == place.unit)
        and (head.indicator is None or head.indicator == place.indicator)
        and (head.period is None or head.period == place.period)
        and (head.shows is None or head.shows is place.shows)
    )


# --- heads ------------------------------------------------------------------------------------------------------------


def unit_heads(units: Sequence[Unit]) -> tuple[Head, ...]:
    """The whole board, then its units: the board's own first."""
    whole = Head(
        key="board",
        title=_("Whole board"),
        tip=_("The board's figure as the report prints it: its own and that of the units below together."),
        unit=BOARD,
    )
    below = tuple(Head(key=unit.code, title=unit.name, tip=unit.name, unit=unit.code) for unit in units)
    own = below[:1]
    told = tuple(
        replace(head, tip=_("{unit}: what the board itself entered").format(unit=head.title)) for head in own
    )
    return (whole, *told, *below[1:])


def indicator_heads(indicators: Iterable[Indicator], *, grouped: bool) -> tuple[Head, ...]:
    """The figures, each group under its heading if wished."""
    heads: list[Head] = []
    said = language()
    group = ""
    for indicator in indicators:
        title = indicator.group.said_in(said)
        if grouped and title != group:
            heads.append(Head(key=f"group {title}", title=title, heading=True, group=title))
        group = title
        heads.append(
            Head(
                key=indicator.code,
                code=indicator.code,
                title=indicator.label.said_in(said),
                tip=indicator.label.said_in(said),
                finds=f"{indicator.label.vi} {indicator.label.en}",
                detail=indicator.unit.said_in(said),
                group=title,
                indicator=indicator.code,
            )
        )
    return tuple(heads)


def parts_of_year(year: int, kind: PeriodKind) -> tuple[Period, ...]:
    """The months or quarters of a year, then the year itself."""
    count = 12 if kind is PeriodKind.MONTH else 4
    parts = (Period(kind=kind, year=year, number=n) for n in range(1, count + 1))
    return (*parts, Period(kind=PeriodKind.YEAR, year=year))


# --- the arrangements ---------------------------------------------------------------------------------------------------


def units_sheet(
    units: Sequence[Unit], indicators: Sequence[Indicator], period: Period, *, turned: bool
) -> Sheet:
    """Figures down and units across, or ``turned`` the other way round."""
    across = unit_heads(units)
    if turned:
        figures = indicator_heads(indicators, grouped=False)
        return Sheet(arrangement=Arrangement.UNITS, rows=across, columns=figures, period=period, frozen="row")
    figures = indicator_heads(indicators, grouped=True)
    return Sheet(arrangement=Arrangement.UNITS, rows=figures, columns=across, period=period, frozen="column")


def unit_sheet(unit: UnitCode, indicators: Sequence[Indicator], period: Period) -> Sheet:
    """The figures of one unit beside those of earlier periods."""
    before, year_before = (other_period(period, against) for against in (Against.LAST, Against.LAST_YEAR))
    shown = [
        (Shows.BEFORE, in_year_words(before), _("Period before")),
        (Shows.VALUE, in_year_words(period), _("This period")),
        (Shows.CHANGE, _("Change"), _("from the period before")),
        (Shows.YEAR_BEFORE, in_year_words(year_before), _("Same period last year")),
        (Shows.YEAR_CHANGE, _("Change"), _("from last year")),
        (Shows.NOTE, _("Note"), _("Note")),
    ]
    twice = {Shows.YEAR_BEFORE, Shows.YEAR_CHANGE} if before == year_before else frozenset[Shows]()
    columns = tuple(
        Head(key=shows.value, title=title, detail=detail, tip=f"{detail}: {title}", shows=shows)
        for shows, title, detail in shown
        if shows not in twice
    )
    rows = indicator_heads(indicators, grouped=True)
    return Sheet(arrangement=Arrangement.ONE_UNIT, rows=rows, columns=columns, period=period, unit=unit)


def figure_sheet(indicator: IndicatorCode, units: Sequence[Unit], period: Period, kind: PeriodKind) -> Sheet:
    """One figure of every unit over the months or quarters of the year."""
    columns = tuple(
        Head(key=part.written, title=in_year_words(part), tip=in_year_words(part), period=part)
        for part in parts_of_year(period.year, kind)
    )
    return Sheet(
        arrangement=Arrangement.ONE_FIGURE,
        rows=unit_heads(units),
        columns=columns,
        period=period,
        indicator=indicator,
        frozen="row",
    )


def kept_rows(sheet: Sheet, keep: Callable[[Head], bool], group: str) -> Sheet:
    """The same with only some of the figures: those kept and, if one is named, of one group; empty groups fall away."""

    def stays(head: Head) -> bool:
        return head.indicator is None or ((not group or head.group == group) and keep(head))

    held = [head for head in sheet.rows if stays(head)]
    groups = {head.group for head in held if not head.heading}
    rows = tuple(head for head in held if not head.heading or head.group in groups)
    return replace(sheet, rows=rows, columns=tuple(head for head in sheet.columns if stays(head)))
