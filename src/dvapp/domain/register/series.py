"""Series of numbers: for each document type one that runs through a committee's term, or through a calendar year.

Sources: Party papers are numbered for each type from 01 through a committee's term (Hướng dẫn 36-HD/VPTW and
05-HD/VPTW); state papers from 01 through a calendar year (Nghị định 30/2020/NĐ-CP, điều 15).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from dvapp.domain.register.handovers import Handover, Way

LARGEST = 99_999
"""The largest number a paper may have."""

_TYPE = re.compile(r"[^\W_]{1,10}\Z")
_YEARLY = "state-"


class Run(Enum):
    """How long the numbers of a series run."""

    TERM = "term"
    YEAR = "year"


def run_of(profile: str) -> Run:
    """How papers of a layout are numbered: those of the state by the year, those of the Party by the term."""
    return Run.YEAR if profile.startswith(_YEARLY) else Run.TERM


def type_fits(symbol: str) -> bool:
    """Whether this can be the symbol of a document type, such as BC, KH, CTr."""
    return _TYPE.match(symbol) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A committee's term, from a day on; ``until`` is its last day, ``None`` while nobody knows it."""

    since: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether a day is one of its days."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The numbers of one document type.

    :param type: symbol of the document type ("BC").
    :param since: its first day; ``until`` its last one, ``None`` until the next series of its type begins.
    :param first: its first number in this store; above 1 where numbers were given before the store had the register.
    :param reason: why it does not begin with 1; else empty.
    :param actor: login of whoever began it. :param begun_at: when; ``None`` before it is kept.
    :param handovers: its moves from and to other stores, the first first.
    """

    id: str
    type: str
    run: Run
    since: date
    until: date | None
    first: int = 1
    reason: str = ""
    actor: str = ""
    begun_at: datetime | None = None
    handovers: tuple[Handover, ...] = ()

    def holds(self, day: date) -> bool:
        """Whether papers of that day are numbered in it."""
        return self.since <= day and (self.until is None or day <= self.until)

    @property
    def gone(self) -> Handover | None:
        """Where it went, when another store goes on with it."""
        last = self.handovers[-1] if self.handovers else None
        return last if last is not None and last.way is Way.GIVEN else None

    @property
    def start(self) -> int:
        """The smallest number that may come after those already given here."""
        return next((one.next for one in reversed(self.handovers) if one.way is Way.TAKEN), self.first)

    def elsewhere(self, number: int) -> bool:
        """Whether a number is another store's to give."""
        moved = [one for one in self.handovers if one.moves(number)]
        return bool(moved) and moved[-1].way is Way.GIVEN


def to_hand_over(all_: Iterable[Series], today: date) -> tuple[Series, ...]:
    """The series that papers of today or later are numbered in: those that ended, or that a later one follows, stay."""
    all_ = tuple(all_)
    return tuple(
        one
        for one in all_
        if (one.until is None or one.until >= today)
        and series_on(all_, one.type, one.run, max(today, one.since)) == one
    )


def series_on(all_: Iterable[Series], type_: str, run: Run, day: date) -> Series | None:
    """The series that numbers papers of a type on a day: of those that hold it the one begun last."""
    fitting = [one for one in all_ if one.type == type_ and one.run is run and one.holds(day)]
    return max(fitting, key=lambda one: one.since, default=None)


def year_of(day: date) -> Term:
    """The calendar year of a day."""
    return Term(since=date(day.year, 1, 1), until=date(day.year, 12, 31))


def term_of(terms: Iterable[Term], day: date) -> Term | None:
    """The committee's term of a day: of those that hold it the one begun last."""
    return max((one for one in terms if one.holds(day)), key=lambda one: one.since, default=None)
