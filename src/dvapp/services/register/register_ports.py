"""What the register of outgoing papers needs from outside, as Protocols."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from dvapp.domain.register.handovers import Handover
from dvapp.domain.register.numbers import Event, Happening, Number, Process, State
from dvapp.domain.register.printed import RegisterBook
from dvapp.domain.register.series import Series


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberFilter:
    """Which lines of the register are wanted; what says nothing lets all pass.

    :param type: symbol of the document type. :param series: id of a series.
    :param since, until: days of issue; a number without one passes.
    :param words: words of the line, with or without accents, in any order.
    """

    states: frozenset[State] = frozenset()
    type: str = ""
    series: str = ""
    since: date | None = None
    until: date | None = None
    words: str = ""


class RegisterReader(Protocol):
    """The register of outgoing papers, to read."""

    def store(self) -> str:
        """The id of the store that keeps it."""
        ...

    def series(self) -> Sequence[Series]:
        """All series with their moves, by type and day."""
        ...

    def get(self, series: str, number: int) -> Number | None:
        """One number."""

    def open(self, series: str) -> Sequence[Number]:
        """The numbers of a series that are leased or returned, smallest first."""
        ...

    def last(self, series: str) -> int | None:
        """The largest number that a series ever gave."""

    def of_paper(self, paper: str) -> Sequence[Number]:
        """The numbers that a paper has or holds."""
        ...

    def find(self, wanted: NumberFilter) -> Sequence[Number]:
        """Numbers that a filter lets pass, in order of series and number; its words are not looked at."""
        ...

    def events(self, series: str, number: int) -> Sequence[Event]:
        """The history of a number, oldest first."""
        ...


class Register(RegisterReader, Protocol):
    """The register of a unit of work."""

    def begin(self, series: Series) -> None:
        """Keep a series, or one anew that has given no number; its moves are kept by :meth:`move`."""

    def move(self, handover: Handover) -> None:
        """Keep that a series went to another store or came from one. ``seq`` is found here."""

    def put(self, number: Number, happening: Happening, *, paper: str = "", reason: str = "") -> Number:
        """Keep what became of a number, and a row of its history that says so; as it is kept, with its time.

        :param number: as it was read or kept last; without a time it is new.
        :param paper: the paper of whoever had the number, where the number itself does not name it any more.
        """
        ...

    def tell(self, number: Number, happening: Happening, *, paper: str, reason: str = "") -> None:
        """Add a row to a number's history without changing the number."""


class Processes(Protocol):
    """Which programs run."""

    def own(self) -> Process:
        """This one."""
        ...

    def alive(self, process: Process) -> bool | None:
        """Whether a program still runs; ``None`` for one on another computer."""


class RegisterMaker(Protocol):
    """Prints the register."""

    def print_register(self, book: RegisterBook) -> bytes:
        """The register as tagged PDF/A in its official layout; the same bytes for the same book.

        Characters that the font lacks are printed as question marks.
        """
        ...
