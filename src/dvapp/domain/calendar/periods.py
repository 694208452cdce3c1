"""Reporting periods: month, quarter, half-year, nine months, year; by calendar, as Party bodies close them."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache

from dvapp.domain.errors import PeriodInvalid
from dvapp.domain.values import DateSpan

_WRITTEN = re.compile(r"(?P<year>[12][0-9]{3})(?:-(?P<part>[A-Z0-9]+))?")


class PeriodKind(Enum):
    """How long a period is; the value is its mark in the indicator catalogue (T, Q, 6T, 9T, N)."""

    MONTH = "T"
    QUARTER = "Q"
    HALF = "6T"
    NINE_MONTHS = "9T"
    YEAR = "N"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch of whole months that a report covers.

    :param number: 1–12 for months, 1–4 for quarters, 1–2 for half-years, 1 for nine months and years.
    """

    kind: PeriodKind
    year: int
    number: int = 1

    @property
    def months(self) -> range:
        """Its months' numbers within the year."""
        return _months(self.kind, self.number)

    @property
    def span(self) -> DateSpan:
        """First to last day."""
        return _span(self.year, self.months)

    def closed_on(self, day: int | None) -> DateSpan:
        """First to last day for figures that close on a day of each month (state offices: 14); ``None``: by calendar.

        With 14 a month runs from the 15th of the month before to its own 14th, a year from 15/12 to 14/12.
        """
        span = self.span
        if day is None:
            return span
        before = span.since - timedelta(days=1)
        last = span.until.replace(day=min(day, span.until.day))
        first = before.replace(day=min(day, before.day)) + timedelta(days=1)
        return DateSpan(since=first, until=last)

    @property
    def written(self) -> str:
        """Its short form: ``2018``, ``2018-H1``, ``2018-Q3``, ``2018-9M``, ``2018-05``."""
        match self.kind:
            case PeriodKind.YEAR:
                return f"{self.year}"
            case PeriodKind.NINE_MONTHS:
                return f"{self.year}-9M"
            case PeriodKind.HALF:
                return f"{self.year}-H{self.number}"
            case PeriodKind.QUARTER:
                return f"{self.year}-Q{self.number}"
            case PeriodKind.MONTH:
                return f"{self.year}-{self.number:02d}"

    def counts(self, happened: DateSpan) -> bool:
        """Whether something that took these days is counted here.

        It counts in the period in which it ended, if it is no longer than that period: an inspection over the turn of
        a quarter is counted once, and a record of a whole year never falls into its last month.
        """
        return counted_in(self.span, happened)


_WHOLE = {
    1: PeriodKind.MONTH,
    3: PeriodKind.QUARTER,
    6: PeriodKind.HALF,
    9: PeriodKind.NINE_MONTHS,
    12: PeriodKind.YEAR,
}
_LENGTHS = {kind: length for length, kind in _WHOLE.items()}


@lru_cache(maxsize=64)
def _months(kind: PeriodKind, number: int) -> range:
    first = (number - 1) * _LENGTHS[kind] + 1
    return range(first, first + _LENGTHS[kind])


@lru_cache(maxsize=1024)  # every figure of every record asks for it
def _span(year: int, months: range) -> DateSpan:
    last = months[-1]
    return DateSpan(
        since=date(year, months[0], 1),
        until=date(year, last, calendar.monthrange(year, last)[1]),
    )


def month_end(day: date) -> date:
    """The last day of its month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def counted_in(span: DateSpan, happened: DateSpan) -> bool:
    """The same for the days of a period that are at hand."""
    return span.since <= happened.until <= span.until and happened.days <= span.days


def period_of(span: DateSpan) -> Period | None:
    """The period that has exactly these days; ``None``: they are no whole month, quarter, half-year, nine months or year."""
    since, until = span.since, span.until
    kind = _WHOLE.get(until.month - since.month + 1) if since.year == until.year else None
    if kind is None:
        return None
    length = until.month - since.month + 1
    found = Period(kind=kind, year=since.year, number=(since.month - 1) // length + 1)
    return found if found.span == span else None


def parse_period(text: str) -> Period:
    """Read the short form of a period.

    :raises PeriodInvalid: the text has another form, or a number out of range.
    """
    found = _WRITTEN.fullmatch(text.strip().upper())
    if found is None:
        raise PeriodInvalid(text=text)
    year, part = int(found["year"]), found["part"]
    if part is None:
        return Period(kind=PeriodKind.YEAR, year=year)
    if part == "9M":
        return Period(kind=PeriodKind.NINE_MONTHS, year=year)
    if part in {"H1", "H2"}:
        return Period(kind=PeriodKind.HALF, year=year, number=int(part[1]))
    if part in {"Q1", "Q2", "Q3", "Q4"}:
        return Period(kind=PeriodKind.QUARTER, year=year, number=int(part[1]))
    if re.fullmatch(r"0[1-9]|1[0-2]", part):
        return Period(kind=PeriodKind.MONTH, year=year, number=int(part))
    raise PeriodInvalid(text=text)
