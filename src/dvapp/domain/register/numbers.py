"""A number's life: leased for a paper, then used for ever, or returned and given again. Nothing else.

No gaps: the next number is the smallest that was given back or whose holder is gone, else the one after the last. No
doubles: only one number of a series is leased to one paper, and only its holder's token uses it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from dvapp.domain.register.entries import RegisterEntry, numbered
from dvapp.domain.register.series import LARGEST, Series

LEASE = timedelta(minutes=15)
"""How long a number is held where nobody can see whether its holder is still there."""


class State(Enum):
    """Where a number is in its life."""

    LEASED = "leased"
    USED = "used"
    RETURNED = "returned"


class Happening(Enum):
    """What happened to a number, one row of its history each."""

    LEASED = "leased"
    USED = "used"
    RETURNED = "returned"
    LAPSED = "lapsed"
    """Its holder was gone, and the number was given to somebody else."""
    AMENDED = "amended"
    """The line of an issued paper was corrected; number, symbol and date stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """A running program: the computer's name, the process's number there, and when it started in the system's words."""

    host: str
    pid: int
    started: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """A number held for a paper.

    :param paper: the paper's id; empty where a clerk holds a number for a paper that the program does not know.
    :param token: whoever names it holds the number.
    :param holder: login. :param process: the program that holds it; ``None`` when it may end before the number is used.
    :param leased_at: UTC. :param until: UTC; ``None`` for a paper of the store, which keeps it until it is used or returned.
    """

    paper: str
    token: str
    holder: str
    process: Process | None
    leased_at: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number that was given at least once.

    :param paper: id of the paper it is leased to or was used for; empty for a paper that the program does not have.
    :param symbol: what stands after it, known as soon as it is leased.
    :param lease: while it is leased. :param entry: once it is used.
    """

    series: str
    number: int
    state: State
    symbol: str
    paper: str = ""
    lease: Lease | None = None
    entry: RegisterEntry | None = None
    changed_at: datetime | None = None

    @property
    def label(self) -> str:
        """Number and symbol."""
        return numbered(self.number, self.symbol)

    def leased(self, lease: Lease, symbol: str) -> "Number":
        """The same, leased."""
        assert self.state is not State.USED, "a used number stays used"
        return replace(self, state=State.LEASED, paper=lease.paper, lease=lease, symbol=symbol, entry=None)

    def used(self, entry: RegisterEntry) -> "Number":
        """The same, used for the paper it was leased to."""
        assert self.state is State.LEASED, "only a leased number is used"
        return replace(self, state=State.USED, lease=None, entry=entry, symbol=entry.symbol)

    def returned(self) -> "Number":
        """The same, given back."""
        assert self.state is State.LEASED, "only a leased number is given back"
        return replace(self, state=State.RETURNED, paper="", lease=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One row of a number's history.

    :param seq: from 1. :param actor: login. :param reason: of a return, a correction, an entry by hand; else empty.
    :param entry: what the register said of the paper from then on; ``None`` where nothing changed in it.
    """

    series: str
    number: int
    seq: int
    happening: Happening
    paper: str = ""
    reason: str = ""
    entry: RegisterEntry | None = None
    actor: str = ""
    at: datetime | None = None


def is_dead(lease: Lease, *, now: datetime, alive: Callable[[Process], bool | None]) -> bool:
    """Whether nobody holds a lease any more.

    A lease without end never dies. A program that can be seen is believed more than any clock: while it runs the lease holds, and when it is gone the lease
    is dead at once. Of a program on another computer only the time is known.

    :param alive: whether a program runs; ``None`` for one on another computer.
    """
    if lease.until is None:
        return False
    seen = alive(lease.process) if lease.process is not None else None
    return lease.until <= now if seen is None else not seen


def next_number(series: Series, free: Sequence[int], last: int | None) -> int | None:
    """The number to be given next; ``None`` when the series is used up.

    :param free: numbers that were returned, or whose lease is dead. :param last: the largest that was ever given.
    """
    if free:
        return min(free)
    after = max(series.start, series.first if last is None else last + 1)
    return after if after <= LARGEST else None


def gaps(series: Series, given: Sequence[int]) -> tuple[int, ...]:
    """Numbers between the first of a series and the largest given that were never given, here or in a store that had the
    series meanwhile: there are none in a sound store.
    """
    if not given:
        return ()
    there = set(given)
    never = (n for n in range(series.first, max(there) + 1) if n not in there)
    return tuple(n for n in never if not series.elsewhere(n))
