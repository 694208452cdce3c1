"""Deadlines of a programme year: what the board sends, what it receives from below, and how far off each day is.

When a report was sent is known only where it was registered (``domain/calendar/returns.py``). Of the board's own reports nobody
has said yet whether they went out, so a day that has gone by has passed; the report is not called late.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from dvapp.domain.calendar.periods import Period, PeriodKind
from dvapp.domain.calendar.returns import UnitReturn
from dvapp.domain.calendar.workdays import DueDay, Holidays, due_day
from dvapp.domain.codes import ReportKindCode
from dvapp.domain.packs import Pack
from dvapp.domain.papers.outline import Outline
from dvapp.domain.places.units import Level
from dvapp.domain.words import Wording

NEAR_DAYS = 60
"""Days on either side of today within which a distance is told; beyond them the day alone says more."""

SOON_WORKING_DAYS = 3
"""From so many working days on a deadline is near, and a calendar reminds of it."""

_DOWNWARDS = (Level.CITY, Level.DISTRICT, Level.COMMUNE)


class Side(Enum):
    """Whose report is due: the board's own, or those of the units below it."""

    OWN = "own"
    BELOW = "below"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """When one report of one period must have arrived."""

    side: Side
    kind: ReportKindCode
    name: Wording
    period: Period
    due: DueDay


class Nearness(Enum):
    """How a deadline stands to a day. ``FAR``: more than :data:`NEAR_DAYS` away, before or after."""

    FAR = "far"
    AHEAD = "ahead"
    SOON = "soon"
    TODAY = "today"
    PAST = "past"


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """How far off a deadline is. ``days``: working days left, or calendar days gone by; ``None``: far off."""

    nearness: Nearness
    days: int | None


class Standing(Enum):
    """How a unit below stands with its report."""

    IN_TIME = "in_time"
    LATE = "late"
    MISSING = "missing"
    AWAITED = "awaited"


def periods_of_year(year: int) -> tuple[Period, ...]:
    """Every period of a year, from the shortest."""
    counts = {
        PeriodKind.MONTH: 12,
        PeriodKind.QUARTER: 4,
        PeriodKind.HALF: 2,
        PeriodKind.NINE_MONTHS: 1,
        PeriodKind.YEAR: 1,
    }
    return tuple(
        Period(kind=kind, year=year, number=number)
        for kind, count in counts.items()
        for number in range(1, count + 1)
    )


def deadlines_of_year(pack: Pack, level: Level, year: int) -> tuple[Deadline, ...]:
    """All deadlines of the periods of a year for a board of that level, the earliest first.

    Those of one day stand in the order of the pack. The last may fall into the year after.
    """
    found = [*_own(pack, level, year), *_below(pack, level, year)]
    return tuple(sorted(found, key=lambda one: (one.due.working, one.due.named)))


def without_day(pack: Pack, level: Level) -> tuple[Outline, ...]:
    """The board's reports whose deadline the pack tells in words only."""
    return tuple(outline for outline in own_outlines(pack, level) if outline.due_note and not outline.due)


def own_outlines(pack: Pack, level: Level) -> Iterator[Outline]:
    """Reports that a board of that level sends itself.

    Not among them are those that the units below send to it, nor those that lower levels send to each other.
    """
    due_of = pack.returns.due_of if pack.returns is not None else {}
    lower = _DOWNWARDS[_DOWNWARDS.index(level) :]
    others = {kind for receiving in lower for kind in due_of.get(receiving, ())}
    return (outline for code, outline in pack.outlines.items() if code not in others)


def _own(pack: Pack, level: Level, year: int) -> Iterator[Deadline]:
    for outline in own_outlines(pack, level):
        for period in periods_of_year(year):
            if outline.offers(period) and (named := outline.due_on(period)) is not None:
                yield _deadline(Side.OWN, outline, period, due_day(named, pack.holidays))


def _below(pack: Pack, level: Level, year: int) -> Iterator[Deadline]:
    """One for each period: the first report that is made for it and names a day decides (``ReturnsRule``)."""
    kinds = pack.returns.due_of.get(level, ()) if pack.returns is not None else ()
    for period in periods_of_year(year):
        for outline in map(pack.outline, kinds):
            if outline.offers(period) and (named := outline.due_on(period)) is not None:
                yield _deadline(Side.BELOW, outline, period, due_day(named, pack.holidays))
                break


def _deadline(side: Side, outline: Outline, period: Period, due: DueDay) -> Deadline:
    return Deadline(side=side, kind=outline.kind, name=outline.name, period=period, due=due)


# --- how far off -----------------------------------------------------------------------------------------------------


def working_days_left(today: date, day: date, holidays: Holidays) -> int:
    """Working days after today up to and with a later day; from a Friday to the Monday after it: 1."""
    return sum(holidays.works(today + timedelta(days=n)) for n in range(1, (day - today).days + 1))


def working_days_before(day: date, count: int, holidays: Holidays) -> date:
    """The day from which ``count`` working days are left."""
    while count:
        count -= holidays.works(day)
        day -= timedelta(days=1)
    while not holidays.works(day):
        day -= timedelta(days=1)
    return day


def distance(due: DueDay, today: date, holidays: Holidays) -> Distance:
    """How far off the working day that counts is, seen from a day."""
    days = (due.working - today).days
    if abs(days) > NEAR_DAYS:
        return Distance(nearness=Nearness.FAR, days=None)
    if days < 0:
        return Distance(nearness=Nearness.PAST, days=-days)
    if days == 0:
        return Distance(nearness=Nearness.TODAY, days=0)
    left = working_days_left(today, due.working, holidays)
    near = Nearness.SOON if left <= SOON_WORKING_DAYS else Nearness.AHEAD
    return Distance(nearness=near, days=left)


def deadline_in_work(deadlines: tuple[Deadline, ...], period: Period, today: date) -> Deadline | None:
    """The one of a period's own deadlines to keep in sight: the next, or the last that has passed.

    :param deadlines: in order of their days.
    """
    own = [one for one in deadlines if one.side is Side.OWN and one.period == period]
    ahead = next((one for one in own if one.due.working >= today), None)
    return ahead or (own[-1] if own else None)


def standing(one: UnitReturn, due: DueDay, today: date) -> Standing:
    """How a unit stands on a day; its report is missing only when the working day that counts has passed."""
    if one.late:
        return Standing.LATE
    if one.received is not None:
        return Standing.IN_TIME
    return Standing.MISSING if today > due.working else Standing.AWAITED
