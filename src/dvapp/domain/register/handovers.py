"""A series that goes from one store to another, as to the next year's: closed there, and gone on with here.

A store numbers papers of a series while the series is its own. What it numbered stays its own for ever; numbers from the
one named in a handover on, and those that were given back and wait for a paper, are the other's.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Way(Enum):
    """Where a series went."""

    GIVEN = "given"
    """To the other store: nothing is numbered here any more."""
    TAKEN = "taken"
    """From the other store: it is gone on with here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """One move of a series, seen from one of the two stores.

    :param series: its id in this store. :param seq: from 1.
    :param store: id of the other store; ``year`` of it, and the name of its ``file`` then: what a clerk knows it by.
    :param turn: of what was taken: ``seq`` of the same move in the other store, so that none counts twice.
    :param next: the number that comes next. :param free: smaller ones that were given back and wait for a paper.
    :param actor: login of whoever moved it. :param at: when; ``None`` before it is kept.
    """

    series: str
    seq: int
    way: Way
    store: str
    year: int
    file: str
    next: int
    free: tuple[int, ...] = ()
    turn: int = 0
    actor: str = ""
    at: datetime | None = None

    @property
    def coming(self) -> int:
        """The number that is given next: those that were given back come first."""
        return min((self.next, *self.free))

    def moves(self, number: int) -> bool:
        """Whether a number goes along."""
        return number >= self.next or number in self.free
