"""The deadlines of the store's year: what is due when, who has sent, and all of it as a calendar file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dvapp.domain.calendar.calendar_days import calendar_year
from dvapp.domain.calendar.deadlines import (
    Deadline,
    Distance,
    Nearness,
    Side,
    Standing,
    deadline_in_work,
    deadlines_of_year,
    distance,
    standing,
    without_day,
)
from dvapp.domain.calendar.periods import Period
from dvapp.domain.calendar.returns import UnitReturn, registered, unit_returns
from dvapp.domain.codes import UnitCode
from dvapp.domain.papers.outline import Outline
from dvapp.domain.places.units import Unit
from dvapp.domain.recording.records import Record
from dvapp.domain.values import DateSpan
from dvapp.services.given_figures import givers_of
from dvapp.services.recording.records import read_stored
from dvapp.services.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitStanding:
    """A unit below with its report and how it stands.

    :param figures: it has given figures of the period, though no report of it is registered.
    """

    report: UnitReturn
    standing: Standing
    figures: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """The reports of the units below for a period.

    :param registered: whether the register holds anything of the period; while it is empty nobody can say who has sent.
    """

    units: tuple[UnitStanding, ...]
    registered: bool

    def count(self, *standings: Standing) -> int:
        """How many units stand so."""
        return sum(one.standing in standings for one in self.units)

    @property
    def unregistered(self) -> tuple[Unit, ...]:
        """Units that have given figures and are not in the register."""
        return tuple(one.report.unit for one in self.units if one.figures)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineState:
    """A deadline as it stands. ``returned``: of the units below; ``None`` for the board's own reports."""

    deadline: Deadline
    distance: Distance
    returned: Returned | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineYear:
    """All deadlines of the store's year, seen from a day.

    :param without_day: the board's reports whose deadline is told in words only.
    """

    today: date
    states: tuple[DeadlineState, ...]
    without_day: tuple[Outline, ...]

    def ahead(self) -> tuple[DeadlineState, ...]:
        """Those whose working day has not passed, the next first."""
        return tuple(one for one in self.states if one.deadline.due.working >= self.today)

    def below(self, period: Period) -> DeadlineState | None:
        """That of the units below for a period."""
        fitting = (one for one in self.states if one.deadline.side is Side.BELOW)
        return next((one for one in fitting if one.deadline.period == period), None)


def list_deadlines(
    session: Session, *, today: date | None = None, with_figures: bool = False
) -> DeadlineYear:
    """Every deadline of the store's year with its state.

    :param today: the day they are seen from; ``None``: the present one.
    :param with_figures: whether to look for units that have given figures without being registered; takes longer.
    """
    day = today or session.tools.clock.today()
    holidays, deadlines = session.pack.holidays, year_deadlines(session)
    below = {one.period for one in deadlines if one.side is Side.BELOW}
    records = _register(session, below)
    givers = givers_of(session, below, day) if with_figures else {}
    return DeadlineYear(
        today=day,
        states=tuple(
            DeadlineState(
                deadline=one,
                distance=distance(one.due, day, holidays),
                returned=(
                    _returned(session, one, records, day, givers.get(one.period, frozenset()))
                    if one.side is Side.BELOW
                    else None
                ),
            )
            for one in deadlines
        ),
        without_day=without_day(session.pack, session.board.unit.level),
    )


def year_deadlines(session: Session) -> tuple[Deadline, ...]:
    """The deadlines alone: nothing is read from the store."""
    return deadlines_of_year(session.pack, session.board.unit.level, session.year)


def period_deadline(
    session: Session, period: Period, *, today: date | None = None
) -> tuple[Deadline, Distance] | None:
    """The deadline of a period to keep in sight; ``None`` where the pack names no day for it."""
    day = today or session.tools.clock.today()
    found = deadline_in_work(year_deadlines(session), period, day)
    return None if found is None else (found, distance(found.due, day, session.pack.holidays))


def due_soon(session: Session, *, today: date | None = None) -> tuple[tuple[Deadline, Distance], ...]:
    """Deadlines of today and the next few working days: what a user is reminded of. Nothing is read from the store."""
    day = today or session.tools.clock.today()
    found = ((one, distance(one.due, day, session.pack.holidays)) for one in year_deadlines(session))
    return tuple(pair for pair in found if pair[1].nearness in {Nearness.TODAY, Nearness.SOON})


def save_calendar(path: Path, *, session: Session) -> int:
    """Write the year's deadlines as a calendar file (.ics); returns how many there are.

    :raises DiskFull, FileUnwritable: as they say.
    """
    deadlines = year_deadlines(session)
    year = calendar_year(
        deadlines,
        board=session.board,
        year=session.year,
        holidays=session.pack.holidays,
        writing=session.tools.formats,
    )
    session.tools.files.write(path, session.tools.calendars.calendar(year))
    return len(deadlines)


def _register(session: Session, periods: Iterable[Period]) -> tuple[Record, ...]:
    """The register of reports received for these periods: its records are of the days of a period, so end with it."""
    rule = session.pack.returns
    if rule is None:
        return ()
    ends = sorted({period.span.until for period in periods})
    with session.store.reading() as read:
        stored = [
            one for end in ends for one in read.records.ending_in(rule.kind, DateSpan(since=end, until=end))
        ]
    return tuple(record for one in stored if (record := read_stored(one, session)) is not None)


def _returned(
    session: Session,
    one: Deadline,
    records: tuple[Record, ...],
    today: date,
    givers: frozenset[UnitCode],
) -> Returned:
    rule = session.pack.returns
    assert rule is not None, "without a register nothing is due from below"
    units = session.units.below(session.store.info.board, one.period.span.until)
    returns = unit_returns(rule, units, records, one.period, one.due)
    return Returned(
        units=tuple(
            UnitStanding(
                report=r,
                standing=standing(r, one.due, today),
                figures=r.received is None and r.unit.code in givers,
            )
            for r in returns
        ),
        registered=bool(registered(rule, records, one.period)),
    )
