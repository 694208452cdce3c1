"""The grid of figures as a file: a table of figures by unit, and every number with where it comes from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dvapp.domain.codes import IndicatorCode
from dvapp.domain.figures.indicators import Indicator
from dvapp.domain.papers.reports import Figure, FigureState
from dvapp.domain.places.units import Unit
from dvapp.domain.values import NOT_APPLICABLE
from dvapp.services.figures.grid import CellSource, UnitGrid
from dvapp.services.list_files import list_lines, require_list_file
from dvapp.services.searching.search_ports import ListColumn, ListLines, ListSheet
from dvapp.services.session import Session

_TABLE, _CELLS = "table", "cells"


@dataclass(frozen=True, slots=True, kw_only=True)
class GridWords:
    """Words of an exported grid, in the language in use.

    :param all_units: the head of the board's own column.
    """

    table: str
    cells: str
    code: str
    figure: str
    counted_in: str
    all_units: str
    unit: str
    number: str
    source: str
    note: str
    before: str
    year_before: str
    sources: Mapping[CellSource, str]
    language: str = "vi"


def export_grid(
    session: Session,
    grid: UnitGrid,
    path: Path,
    *,
    words: GridWords,
    units: Sequence[Unit],
    indicators: Sequence[Indicator],
    step: Callable[[int, int], None] | None = None,
) -> int:
    """Write figures by unit: in XLSX also a sheet with a line for each number; CSV has the table alone.

    :param step: called with the lines written so far and all; whatever refusal it raises ends the writing.
    :returns: how many lines the table has.
    :raises ListFormUnknown, OutputIsInput, OutputTaken, DiskFull, FileUnwritable: as they say.
    """
    require_list_file(session, path)
    with list_lines(session, path, [_table(words, units), _list(words)]) as lines:
        for number, indicator in enumerate(indicators):
            if step is not None:
                step(number, len(indicators))
            _write(lines, grid, indicator, units, words)
    return len(indicators)


def _table(words: GridWords, units: Sequence[Unit]) -> ListSheet:
    named = (words.code, words.figure, words.counted_in, words.all_units)
    heads = [ListColumn(title=title, wide=wide) for title, wide in zip(named, (7, 60, 16, 12), strict=True)]
    own = [ListColumn(title=unit.short_name, wide=12) for unit in units]
    return ListSheet(code=_TABLE, title=words.table, columns=(*heads, *own))


def _list(words: GridWords) -> ListSheet:
    named = (words.unit, words.code, words.figure, words.counted_in, words.number, words.source)
    more = (words.before, words.year_before, words.note)
    wide = (24, 7, 60, 16, 12, 20, 12, 12, 40)
    columns = tuple(ListColumn(title=t, wide=w) for t, w in zip((*named, *more), wide, strict=True))
    return ListSheet(code=_CELLS, title=words.cells, columns=columns)


def _write(
    lines: ListLines, grid: UnitGrid, indicator: Indicator, units: Sequence[Unit], words: GridWords
) -> None:
    code, language = indicator.code, words.language
    label, counted = indicator.label.said_in(language), indicator.unit.said_in(language)
    cells = [grid.cell(unit.code, code) for unit in units]
    lines.add(_TABLE, (code, label, counted, cell_of(grid.total(code)), *(cell_of(c.figure) for c in cells)))
    for unit, cell in zip(units, cells, strict=True):
        note = cell.typed.note if cell.typed is not None else ""
        number, before, year_before = map(cell_of, (cell.figure, cell.before, cell.year_before))
        source = words.sources[cell.source]
        line = (unit.name, code, label, counted, number, source, before, year_before, note)
        lines.add(_CELLS, line)


def cell_of(figure: Figure) -> object:
    """A figure as a list's cell: a number, a day, a text, not applicable, or ``None`` for blank."""
    return NOT_APPLICABLE if figure.state is FigureState.NOT_APPLICABLE else figure.value


def chosen_units(grid: UnitGrid, codes: Sequence[str]) -> tuple[Unit, ...]:
    """The units with these codes, in the order of the grid; all where none is named."""
    return tuple(unit for unit in grid.units if not codes or unit.code in codes)


def chosen_indicators(grid: UnitGrid, codes: Sequence[str]) -> tuple[Indicator, ...]:
    """The figures with these codes, in the order of the catalogue; all where none is named."""
    wanted = {IndicatorCode(code) for code in codes}
    return tuple(one for one in grid.indicators if not wanted or one.code in wanted)
