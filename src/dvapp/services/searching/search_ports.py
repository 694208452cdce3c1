"""What searching and lists need of the store, and what the store needs to know to keep its index."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from dvapp.domain.codes import FieldCode, KindCode, RecordId
from dvapp.domain.recording.kinds import RecordKind
from dvapp.domain.recording.searching import Asked, ListFilter, ListOrder, RecordState, SavedFilter
from dvapp.domain.values import DateSpan

if TYPE_CHECKING:
    from dvapp.domain.chain.papers import Paper
    from dvapp.domain.papers.reports import ReportText
    from dvapp.domain.register.numbers import Number
    from dvapp.services.ports import Draft, StoredRecord

# --- what is kept of everything that can be found --------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchEntry:
    """One thing that can be found, as the index keeps it.

    :param thing: "record", "report" (one section of a changed text), "file", "paper" (on its way, or gone out), or "line"
        (of the register, of a paper that the program does not have).
    :param id: a record's id, "KIND/PERIOD/SECTION", the id of a file or a paper, or "SERIES/NUMBER".
    :param of: the record that a file belongs to; otherwise empty.
    :param span: its days; ``None`` for a draft without a day.
    :param title: what stands for it in lists.
    :param words: all its words, as :func:`dvapp.domain.recording.searching.indexed` makes them.
    :param keys: what the columns of its kind sort by: the subject first, then the fields that its kind lists.
    :param units: whose it is, and the units it names.
    """

    thing: str
    id: str
    of: str = ""
    kind: str
    unit: str
    span: DateSpan | None
    state: RecordState = RecordState.COMPLETE
    faults: int = 0
    files: int = 0
    title: str
    words: str
    keys: tuple[str | None, ...] = ()
    units: tuple[str, ...] = ()


class Describer(Protocol):
    """Knows a pack and the names of units, and so the words of what a store keeps."""

    @property
    def fingerprint(self) -> str:
        """Another one as soon as the same content would be described otherwise; 64 hex digits."""
        ...

    def record(
        self, stored: "StoredRecord | None", draft: "Draft | None", files: Sequence[str]
    ) -> SearchEntry | None:
        """A record, its draft, or both; ``None`` when there is neither or its kind has left the pack.

        :param files: names of the files attached to it.
        """
        ...

    def file(self, file_id: str, name: str, record: SearchEntry) -> SearchEntry:
        """A file attached to a record."""
        ...

    def report(self, text: "ReportText") -> Sequence[SearchEntry]:
        """The sections of a changed report text."""
        ...

    def paper(self, paper: "Paper", lines: "Sequence[Number]") -> SearchEntry:
        """A paper with the lines that the register has of it."""
        ...

    def line(self, line: "Number") -> SearchEntry | None:
        """A line of the register, of a paper that the store does not have; ``None`` while it says nothing of one."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FormReading:
    """What the texts of a draft mean now. ``faults``: codes of everything that is wrong or missing."""

    values: Mapping[FieldCode, object]
    span: DateSpan | None
    faults: tuple[str, ...]


class Forms(Protocol):
    """Reads drafts as their form does."""

    def read(self, kind: RecordKind, draft: "Draft") -> FormReading:
        """What a draft means."""
        ...


# --- asking the store ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """One entry as a search or a list has found it. ``number`` is its place in the index; newer days have larger ones."""

    number: int
    thing: str
    id: str
    of: str
    kind: str
    unit: str
    since: date | None
    until: date | None
    state: RecordState
    faults: int
    files: int
    title: str


class SearchReader(Protocol):
    """The index of a store at one moment."""

    def find(self, asked: Asked, filter_: ListFilter, *, thing: str, limit: int) -> Sequence[EntryRow]:
        """Entries with all terms: the newest first.

        :param filter_: its words are left aside.
        """
        ...

    def order(self, filter_: ListFilter, order: ListOrder, kinds: Sequence[RecordKind]) -> Sequence[int]:
        """Numbers of the records that a filter lets pass, in order.

        :param kinds: kinds of the pack in the order of their names; records of others are left out.
        """
        ...

    def rows(self, numbers: Sequence[int]) -> Sequence[EntryRow]:
        """Entries by their numbers, in the same order; those that are gone are left out."""
        ...

    def number(self, record_id: RecordId) -> int | None:
        """The number of a record."""
        ...

    def words(self, numbers: Sequence[int]) -> Mapping[int, str]:
        """All words of entries."""
        ...

    def counts(self) -> Mapping[KindCode, int]:
        """Records and drafts by kind."""
        ...

    def unfinished(self) -> Sequence[RecordId]:
        """Ids of the records that are not right or have a draft, the oldest change of a draft first."""
        ...

    def behind(self) -> int:
        """How many writes the index does not know yet."""
        ...


class FilterReader(Protocol):
    """Saved filters, to read."""

    def all(self) -> Sequence[SavedFilter]:
        """All of them in their order."""


class Filters(FilterReader, Protocol):
    """Saved filters."""

    def put(self, saved: SavedFilter) -> None:
        """Keep a filter, replacing the one with its id."""

    def remove(self, filter_id: str) -> None:
        """Forget a filter; nothing happens when there is none."""


# --- lists as files --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ListColumn:
    """A column of a list that is written to a file. ``wide``: characters it wants."""

    title: str
    wide: int = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSheet:
    """A sheet of a list: its name and columns."""

    code: str
    title: str
    columns: tuple[ListColumn, ...]


class ListLines(Protocol):
    """A file of lists in the making; lines of its sheets may come in any order of sheets."""

    def add(self, sheet: str, cells: Sequence[object]) -> None:
        """A line: numbers, days, texts, :data:`~dvapp.domain.values.NOT_APPLICABLE`, or ``None`` for blank."""

    def finish(self) -> None:
        """Write it whole, in place of an earlier one. :raises DiskFull, FileUnwritable: as they say."""

    def drop(self) -> None:
        """Leave nothing behind."""


class ListWriter(Protocol):
    """Writes lists to files of any length in little memory."""

    def endings(self) -> Sequence[str]:
        """What names of such files end in: ".xlsx", ".csv"."""
        ...

    def begin(self, path: Path, sheets: Sequence[ListSheet]) -> ListLines:
        """Begin a file beside its place. A form with one sheet only gets the first. :raises DiskFull, FileUnwritable."""
        ...


Step = Callable[[int, int], None]
"""Told how much is done and of how much; may raise :class:`~dvapp.domain.errors.Cancelled`."""
