"""Which records stand fast, because a paper that was approved reports their figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from dvapp.domain.calendar.periods import Period, counted_in
from dvapp.domain.chain.steps import State
from dvapp.domain.values import DateSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """What a paper locks.

    :param days: of its figures: from the first day of the period to the day on which they were closed, or to its last.
    :param whole: all days of the period. A record of what began after the closing day is free, though it counts in the
        period: the paper says on which day its figures close.
    :param since: when it was approved.
    """

    paper: str
    name: str
    kind: str
    period: Period
    state: State
    days: DateSpan
    whole: DateSpan
    since: datetime

    def holds(self, happened: DateSpan) -> bool:
        """Whether a record of these days may be neither added, changed nor removed."""
        return happened.since <= self.days.until and counted_in(self.whole, happened)

    def holds_line(self, happened: DateSpan, written: datetime) -> bool:
        """Whether a line of the register of returns, which feeds no figure, may be neither changed nor removed.

        :param written: when it was written last: what was written after the approval is not in the paper.
        """
        return written <= self.since and self.holds(happened)


def holding(locks: Iterable[Lock], happened: DateSpan) -> Lock | None:
    """The lock that holds a record of these days, the first if there are several."""
    return next((lock for lock in locks if lock.holds(happened)), None)


def text_lock(locks: Iterable[Lock], kind: str, period: Period) -> Lock | None:
    """The lock of the paper whose report this text is; ``None``: it may be written."""
    return next((lock for lock in locks if (lock.kind, lock.period) == (kind, period)), None)
