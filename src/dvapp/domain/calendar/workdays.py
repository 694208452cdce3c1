"""Days on which offices work: weekends and the public holidays of a table. Tết is in the table, never computed."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date, timedelta

_SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Holidays:
    """Public holidays, each with its name.

    :param off: days on which nobody works, as announced for their year.
    :param worked: weekend days on which everybody works instead.
    :param yearly: (month, day) of the holidays that have the same date every year, for years without an announcement.
    """

    off: Mapping[date, str] = made(default_factory=dict)
    worked: Mapping[date, str] = made(default_factory=dict)
    yearly: Mapping[tuple[int, int], str] = made(default_factory=dict)

    def works(self, day: date) -> bool:
        """Whether offices work on a day."""
        if day in self.worked:
            return True
        return not (day.weekday() >= _SATURDAY or day in self.off or (day.month, day.day) in self.yearly)

    def next_working(self, day: date) -> date:
        """That day, or the first working day after it."""
        while not self.works(day):
            day += timedelta(days=1)
        return day


NO_HOLIDAYS = Holidays()


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDay:
    """When something is due. ``named``: the day that the rule names; ``working``: the working day that counts."""

    named: date
    working: date

    @property
    def moved(self) -> bool:
        """Whether a weekend or holiday moves it."""
        return self.named != self.working


def due_day(named: date, holidays: Holidays) -> DueDay:
    """A day that a rule names, with the working day that counts."""
    return DueDay(named=named, working=holidays.next_working(named))
