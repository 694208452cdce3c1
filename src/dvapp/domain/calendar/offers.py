"""For which periods a report kind is made, and when it is due: data of the template pack."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from dvapp.domain.calendar.periods import Period, PeriodKind
from dvapp.domain.words import Wording

_MARK = re.compile(r"(?P<kind>T|Q|6T|9T|N)(?P<number>[1-4])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodMark:
    """Periods of one length; ``number``: only that one of the year (quarter I, first half-year)."""

    kind: PeriodKind
    number: int | None = None

    def fits(self, period: Period) -> bool:
        """Whether a period is one of these."""
        return period.kind is self.kind and self.number in (None, period.number)

    def covers(self, other: "PeriodMark") -> bool:
        """Whether these are all of those that the other names, or more."""
        return other.kind is self.kind and self.number in (None, other.number)

    @property
    def words(self) -> Wording:
        """What it is called in a sentence."""
        number = self.number
        match self.kind:
            case PeriodKind.MONTH:
                return Wording("tháng", "month")
            case PeriodKind.QUARTER:
                roman = f" {('I', 'II', 'III', 'IV')[number - 1]}" if number else ""
                return Wording(f"quý{roman}", f"quarter{roman}")
            case PeriodKind.HALF:
                vi, en = {1: (" đầu năm", "first "), 2: (" cuối năm", "second ")}.get(number or 0, ("", ""))
                return Wording(f"6 tháng{vi}", f"{en}half-year")
            case PeriodKind.NINE_MONTHS:
                return Wording("9 tháng", "nine months")
            case PeriodKind.YEAR:
                return Wording("năm", "year")


def read_mark(text: str) -> PeriodMark:
    """``T``, ``Q``, ``Q3``, ``6T``, ``6T1``, ``9T``, ``N``, as packs write them (their schema holds the form)."""
    found = _MARK.fullmatch(text)
    assert found is not None, text
    return PeriodMark(
        kind=PeriodKind(found["kind"]), number=int(found["number"]) if found["number"] else None
    )


def offered_words(marks: tuple[PeriodMark, ...]) -> Wording:
    """The periods of a list in one breath."""
    return Wording(", ".join(m.words.vi for m in marks), ", ".join(m.words.en for m in marks))


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When the reports of some periods must have arrived.

    :param day: day of the month; in a shorter month its last one.
    :param month: that month of the period's year; otherwise the period's last month.
    :param months_after: months to add ("ngày 5 tháng sau": 1).
    """

    periods: tuple[PeriodMark, ...]
    day: int
    month: int | None = None
    months_after: int = 0

    def fits(self, period: Period) -> bool:
        """Whether it says something about a period."""
        return any(mark.fits(period) for mark in self.periods)

    def day_for(self, period: Period) -> date:
        """The due day of one of its periods."""
        months = period.year * 12 + (self.month or period.months[-1]) - 1 + self.months_after
        year, month = divmod(months, 12)
        return date(year, month + 1, min(self.day, calendar.monthrange(year, month + 1)[1]))
