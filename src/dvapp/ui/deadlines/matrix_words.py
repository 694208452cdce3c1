"""Units by the reports that are due from them, on one page: what stands in each cell. Qt-free: the command line prints it too."""

from collections.abc import Mapping
from dataclasses import dataclass

from dvapp.domain.calendar.deadlines import Deadline, Standing
from dvapp.domain.calendar.periods import Period, PeriodKind
from dvapp.domain.codes import RecordId, UnitCode
from dvapp.domain.places.units import Unit
from dvapp.host.i18n import _, language, ngettext
from dvapp.services.deadline_sheets import ReturnsWords, returns_due
from dvapp.services.deadlines import DeadlineState, DeadlineYear, UnitStanding
from dvapp.ui.deadlines.words import STANDING_TONES, distance_words, standing_words
from dvapp.ui.messages import shown
from dvapp.ui.shell.periods import period_words

MARK = "◆"
"""Stands in the cell of a unit that has given figures and is not in the register."""
_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """How a unit stands with one report.

    :param said: in the cell, a word or two. :param tone: the colour of it.
    :param whole: all of it, for whoever asks.
    :param record: the record of the register behind it.
    """

    deadline: Deadline
    unit: Unit
    said: str
    tone: str
    whole: str
    record: RecordId | None = None
    figures: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnsMatrix:
    """Units below each other, the reports of the year side by side in the order of their days.

    :param cells: by unit and number of the column; a unit that was not there then has none.
    """

    columns: tuple[DeadlineState, ...]
    units: tuple[Unit, ...]
    cells: Mapping[tuple[UnitCode, int], MatrixCell]

    def cell(self, row: int, column: int) -> MatrixCell | None:
        """The cell at a place."""
        return self.cells.get((self.units[row].code, column))

    @property
    def unregistered(self) -> int:
        """Cells of units that have given figures and are not in the register."""
        return sum(cell.figures for cell in self.cells.values())


def matrix_of(data: DeadlineYear) -> ReturnsMatrix:
    """The page of a year."""
    columns = returns_due(data)
    units: dict[UnitCode, Unit] = {}
    cells: dict[tuple[UnitCode, int], MatrixCell] = {}
    for number, state in enumerate(columns):
        assert state.returned is not None, "chosen so"
        for one in state.returned.units:
            units[one.report.unit.code] = one.report.unit  # the name it had last
            cells[one.report.unit.code, number] = _cell(one, state, known=state.returned.registered)
    return ReturnsMatrix(columns=columns, units=tuple(units.values()), cells=cells)


def _cell(one: UnitStanding, state: DeadlineState, *, known: bool) -> MatrixCell:
    report, far = one.report, distance_words(state.distance)
    said, tone, whole = "–", "dim", _("none registered yet")
    if report.received is not None:
        said, tone = f"{report.received:%d/%m}", STANDING_TONES[one.standing]
        whole = _("received on {day}").format(day=shown(report.received))
        if report.days_late:
            said = f"+{report.days_late}"
            late = ngettext("{count} day late", "{count} days late", report.days_late)
            whole = f"{whole}, {late.format(count=report.days_late)}"
    elif one.standing is Standing.AWAITED:
        near = state.distance.days
        said, tone = "·" if near is None else _("in {count}").format(count=near), "draft"
        due = _("due {day}").format(day=shown(state.deadline.due.working))
        whole = ", ".join((_("awaited"), due))
        whole = ", ".join(filter(None, (whole, far)))
    elif known:
        said, tone, whole = _("owed"), STANDING_TONES[one.standing], standing_words(one.standing)
    if one.figures:
        said, tone = MARK, "warn" if tone in {"dim", "draft"} else tone
        whole = f"{whole}; {unregistered_words()}"
    return MatrixCell(
        deadline=state.deadline,
        unit=report.unit,
        said=said,
        tone=tone,
        whole=f"{report.unit.name}, {period_words(state.deadline.period)}: {whole}",
        record=report.record,
        figures=one.figures,
    )


def unregistered_words() -> str:
    """What the mark says."""
    return _("has figures, not registered")


def short_period(period: Period) -> str:
    """A period as the head of a narrow column."""
    match period.kind:
        case PeriodKind.MONTH:
            return _("M{number}").format(number=period.number)
        case PeriodKind.QUARTER:
            return _("Q{number}").format(number=_ROMAN[period.number - 1])
        case PeriodKind.HALF:
            return _("H1") if period.number == 1 else _("H2")
        case PeriodKind.NINE_MONTHS:
            return _("9M")
        case PeriodKind.YEAR:
            return _("Year")


def column_words(state: DeadlineState) -> tuple[str, str]:
    """A column's head, in two lines, and all that it means."""
    one = state.deadline
    return (
        f"{one.kind}\n{short_period(one.period)}",
        f"{one.kind} · {one.name.said_in(language())} · {period_words(one.period)} · {shown(one.due.working)}",
    )


def come_words(state: DeadlineState) -> str:
    """How many of all have sent: "12/18"; ``""`` while none is registered."""
    returned = state.returned
    if returned is None or not returned.registered:
        return ""
    return f"{returned.count(Standing.IN_TIME, Standing.LATE)}/{len(returned.units)}"


def returns_words(data: DeadlineYear) -> ReturnsWords:
    """Words of the page as a file."""
    states = returns_due(data)
    periods = [period_words(state.deadline.period) for state in states]
    return ReturnsWords(
        table=_("Units × reports"),
        lines=_("Reports from below"),
        code=_("Code"),
        unit=_("Unit"),
        report=_("Report"),
        period=_("Period"),
        due=_("Due day"),
        received=_("Received on"),
        days_late=_("Days late"),
        standing=_("State"),
        come=_("Received"),
        unknown=_("none registered yet"),
        figures=unregistered_words(),
        standings={one: standing_words(one) for one in Standing},
        heads=[
            _("{kind} {period}, due {day}").format(
                kind=state.deadline.kind, period=period, day=shown(state.deadline.due.working)
            )
            for state, period in zip(states, periods, strict=True)
        ],
        periods=periods,
    )
