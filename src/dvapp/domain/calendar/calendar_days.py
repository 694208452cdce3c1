"""Deadlines as days for a calendar, in Vietnamese as the board's papers are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dvapp.domain.calendar.deadlines import SOON_WORKING_DAYS, Deadline, Side, working_days_before
from dvapp.domain.calendar.workdays import Holidays
from dvapp.domain.papers.showing import Writing, period_words
from dvapp.domain.places.units import Board


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """A whole day in a calendar.

    :param uid: the same for the same deadline in every export, so that a second import replaces the first.
    :param remind: the day on which the calendar reminds of it.
    """

    uid: str
    day: date
    title: str
    text: str
    remind: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarYear:
    """What a calendar file holds. ``made``: the day the file says it was made; the year's first, so that the same
    deadlines are the same bytes.
    """

    name: str
    made: date
    days: tuple[CalendarDay, ...]


def calendar_year(
    deadlines: Sequence[Deadline], *, board: Board, year: int, holidays: Holidays, writing: Writing
) -> CalendarYear:
    """All deadlines of a board's year as a calendar."""

    def day_of(one: Deadline) -> CalendarDay:
        sent = "Hạn gửi báo cáo" if one.side is Side.OWN else "Hạn nhận báo cáo của cấp dưới"
        period = period_words(one.period)
        parts = (f"{one.name.vi} ({one.kind}), {period}.", _moved(one, writing), f"{board.name}.")
        return CalendarDay(
            uid=f"{one.side.value}-{one.kind}-{one.period.written}-{board.unit.code}@dvapp".lower(),
            day=one.due.working,
            title=f"{sent}: {one.kind}, {period}",
            text=" ".join(part for part in parts if part),
            remind=working_days_before(one.due.working, SOON_WORKING_DAYS, holidays),
        )

    return CalendarYear(
        name=f"Hạn báo cáo năm {year} – {board.name}",
        made=date(year, 1, 1),
        days=tuple(map(day_of, deadlines)),
    )


def _moved(one: Deadline, writing: Writing) -> str:
    """Which day the rule names, where another one counts."""
    if not one.due.moved:
        return ""
    named, working = writing.day(one.due.named), writing.day(one.due.working)
    return f"Hạn theo quy định là ngày {named}, trùng ngày nghỉ nên tính đến ngày {working}."
