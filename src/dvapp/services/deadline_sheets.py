"""The reports due from below as a file: units by reports on one sheet, and a line for each of them on another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dvapp.domain.calendar.deadlines import Side, Standing
from dvapp.domain.codes import UnitCode
from dvapp.domain.places.units import Unit
from dvapp.services.deadlines import DeadlineState, DeadlineYear, UnitStanding
from dvapp.services.list_files import list_lines, require_list_file
from dvapp.services.searching.search_ports import ListColumn, ListSheet
from dvapp.services.session import Session

_TABLE, _LINES = "table", "lines"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnsWords:
    """Words of an exported page, in the language in use.

    :param standings: how a unit stands; ``unknown``: nobody's report of the period is registered yet.
    :param figures: a unit has given figures and is not in the register.
    :param heads: over the columns of the page: reports with their periods, in their order.
    :param periods: the same periods in words.
    """

    table: str
    lines: str
    code: str
    unit: str
    report: str
    period: str
    due: str
    received: str
    days_late: str
    standing: str
    come: str
    unknown: str
    figures: str
    standings: Mapping[Standing, str]
    heads: Sequence[str]
    periods: Sequence[str]


def returns_due(found: DeadlineYear) -> tuple[DeadlineState, ...]:
    """The reports that are due from below, in the order of their days."""
    return tuple(one for one in found.states if one.deadline.side is Side.BELOW and one.returned)


def export_returns(session: Session, found: DeadlineYear, path: Path, *, words: ReturnsWords) -> int:
    """Write who has sent what: a table of units by reports, and in XLSX a line for each report of each unit.

    A report that came has its day, one that did not has words; a unit that was not there then has an empty cell.

    :returns: how many units the table has.
    :raises ListFormUnknown, OutputIsInput, OutputTaken, DiskFull, FileUnwritable: as they say.
    """
    require_list_file(session, path)
    states = returns_due(found)
    units = _units(states)
    with list_lines(session, path, [_table(words), _list(words)]) as lines:
        for unit in units.values():
            lines.add(_TABLE, [unit.code, unit.name, *(_cell(state, unit.code, words) for state in states)])
        lines.add(_TABLE, ["", words.come, *map(_come, states)])
        for cells in _each(states, words):
            lines.add(_LINES, cells)
    return len(units)


def _table(words: ReturnsWords) -> ListSheet:
    own = (ListColumn(title=words.code, wide=8), ListColumn(title=words.unit, wide=28))
    return ListSheet(
        code=_TABLE,
        title=words.table,
        columns=(*own, *(ListColumn(title=head, wide=16) for head in words.heads)),
    )


def _list(words: ReturnsWords) -> ListSheet:
    heads = (words.code, words.unit, words.report, words.period, words.due, words.received, words.days_late,
             words.standing)  # fmt: skip
    wide = (8, 28, 40, 22, 12, 12, 12, 40)
    return ListSheet(
        code=_LINES,
        title=words.lines,
        columns=tuple(ListColumn(title=t, wide=w) for t, w in zip(heads, wide, strict=True)),
    )


def _units(states: Sequence[DeadlineState]) -> dict[UnitCode, Unit]:
    """By the names they had last."""
    return {one.report.unit.code: one.report.unit for state in states for one in _standings(state)}


def _standings(state: DeadlineState) -> Sequence[UnitStanding]:
    return state.returned.units if state.returned is not None else ()


def _cell(state: DeadlineState, code: UnitCode, words: ReturnsWords) -> date | str | None:
    one = next((one for one in _standings(state) if one.report.unit.code == code), None)
    if one is None:
        return None
    return one.report.received or _said(state, one, words)


def _said(state: DeadlineState, one: UnitStanding, words: ReturnsWords) -> str:
    known = state.returned is not None and state.returned.registered
    # While the register of a period is empty nobody can say that a report is missing.
    waiting = one.standing is Standing.MISSING and not known
    said = words.unknown if waiting else words.standings[one.standing]
    return f"{said}; {words.figures}" if one.figures else said


def _come(state: DeadlineState) -> str:
    returned = state.returned
    if returned is None or not returned.registered:
        return ""
    return f"{returned.count(Standing.IN_TIME, Standing.LATE)}/{len(returned.units)}"


def _each(states: Sequence[DeadlineState], words: ReturnsWords) -> Iterator[list[object]]:
    for state, period in zip(states, words.periods, strict=True):
        for one in _standings(state):
            report = one.report
            yield [
                report.unit.code,
                report.unit.name,
                f"{state.deadline.kind} {state.deadline.name.vi}",
                period,
                state.deadline.due.working,
                report.received,
                report.days_late or None,
                _said(state, one, words),
            ]
