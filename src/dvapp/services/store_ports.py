"""What services need of a store, as Protocols: its records, drafts and texts, to read and to write."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from dvapp.domain.accounts.accounts import Account
from dvapp.domain.calendar.periods import Period
from dvapp.domain.codes import KindCode, RecordId, UnitCode
from dvapp.domain.papers.reports import ReportText
from dvapp.domain.recording.records import Record
from dvapp.domain.values import DateSpan
from dvapp.services.catalogue.catalogue_ports import CatalogueEntries, CatalogueReader
from dvapp.services.chain.chain_ports import PaperReader, Papers
from dvapp.services.recording.evidence_ports import EvidenceReader, EvidenceStore
from dvapp.services.recording.typed_ports import TypedDraftReader, TypedDrafts
from dvapp.services.register.register_ports import Register, RegisterReader
from dvapp.services.searching.search_ports import (
    Describer,
    FilterReader,
    Filters,
    SearchReader,
    Step,
)
from dvapp.services.sheets.import_ports import ImportReader, Imports, MappingReader, Mappings
from dvapp.services.signing.picture_ports import OwnPictureReader, OwnPictures


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedPack:
    """A template pack that travels inside a store. ``files``: path within the pack to bytes."""

    name: str
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreInfo:
    """What a store says of itself.

    :param pack: name of its template pack.
    :param carried: that pack, where it is not one that comes with the program.
    """

    board: UnitCode
    year: int
    pack: str
    carried: CarriedPack | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreHealth:
    """What a check of a store found. ``faults`` is empty when all is well; each is one plain sentence's code."""

    records: int
    drafts: int
    audit_rows: int
    schema: str
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRecord:
    """A record as kept: plain JSON values, before its kind's definition is applied.

    :param changed_at: UTC time of the last write.
    """

    id: RecordId
    kind: KindCode
    unit: UnitCode
    happened: DateSpan
    values: Mapping[str, object]
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What stands in a form, as typed, right or wrong. ``texts``: field code to text, or to rows of texts.

    ``id`` is the record it edits, or the one it will become.
    """

    id: RecordId
    kind: KindCode
    texts: Mapping[str, object]
    changed_at: datetime | None = None


class RecordReader(Protocol):
    """Records, to read."""

    def get(self, record_id: RecordId) -> StoredRecord | None:
        """The record with that id."""

    def all(self, kind: KindCode | None = None) -> Sequence[StoredRecord]:
        """Records in order of their first day, then of their writing; of one kind, or all."""

    def some(self, ids: Sequence[RecordId]) -> Sequence[StoredRecord]:
        """The records with these ids, in no order; a few hundred at most."""
        ...

    def of_units(self, kind: KindCode, units: Collection[UnitCode]) -> Sequence[StoredRecord]:
        """As :meth:`all`, of some units only."""

    def each(self) -> Iterator[StoredRecord]:
        """All records one after another in order of writing, a handful in memory at a time."""
        ...

    def ending_in(
        self, kind: KindCode, days: DateSpan, unit: UnitCode | None = None
    ) -> Sequence[StoredRecord]:
        """Records of a kind, of one unit or all, whose last day is one of these; in order of writing."""
        ...

    def last_days(self, kind: KindCode, days: DateSpan) -> Sequence[tuple[UnitCode, date]]:
        """Units of a kind's records whose last day is one of these, with that day; each pair once."""
        ...

    def last_write(self) -> int:
        """A number that is another one after every change of any record, by whomever; 0 before the first."""
        ...

    def changed_since(self, seq: int) -> Sequence[RecordId]:
        """Ids of the records that were written or removed after :meth:`last_write` said ``seq``, each once."""
        ...


class Records(RecordReader, Protocol):
    """The records of a unit of work."""

    def put(self, record: Record) -> None:
        """Keep a record, replacing the one with its id."""

    def restore(self, stored: StoredRecord) -> None:
        """Keep again what was taken away, as it was kept, whatever the present pack thinks of it."""

    def put_all(self, records_: Sequence[Record]) -> None:
        """As :meth:`put` for many records, in one go."""

    def remove_all(self, ids: Sequence[RecordId]) -> None:
        """Take many records away, all of which are there."""

    def remove(self, record_id: RecordId) -> None:
        """Take a record away; its audit rows stay."""


class DraftReader(Protocol):
    """Forms in work, to read."""

    def all(self, kind: KindCode | None = None) -> Sequence[Draft]:
        """Drafts in order of their last change."""

    def some(self, ids: Sequence[RecordId]) -> Sequence[Draft]:
        """The drafts with these ids, in no order; a few hundred at most."""
        ...

    def get(self, record_id: RecordId) -> Draft | None:
        """The draft with that id."""


class Drafts(DraftReader, Protocol):
    """Forms in work."""

    def put(self, draft: Draft) -> None:
        """Keep a draft, replacing the one with its id."""

    def remove(self, record_id: RecordId) -> None:
        """Drop a draft."""


class ReportTextReader(Protocol):
    """What officers changed in report texts, to read."""

    def get(self, kind: str, period: Period) -> ReportText | None:
        """The changed text of a report, or ``None`` when it follows the pack."""


class ReportTexts(ReportTextReader, Protocol):
    """What officers changed in report texts."""

    def put(self, text: ReportText) -> None:
        """Keep a changed text."""


class AccountReader(Protocol):
    """Accounts, to read."""

    def all(self) -> Sequence[Account]:
        """All of them, open and shut, by login; none while the owner is alone."""
        ...

    def get(self, login: str) -> Account | None:
        """One of them."""
        ...


class Accounts(AccountReader, Protocol):
    """Accounts, to read and to write. Passwords are the store's business, not theirs."""

    def put(self, account: Account) -> None:
        """Keep an account, replacing the one of its login."""


class Reading(Protocol):
    """The store as it is at ``with``, whatever others write meanwhile. It can keep nothing, and nobody waits for it.

    Not to be begun inside a unit of work of the same thread: it would not see what that one has written.
    """

    @property
    def records(self) -> RecordReader:
        """Records."""
        ...

    @property
    def drafts(self) -> DraftReader:
        """Drafts."""
        ...

    @property
    def texts(self) -> ReportTextReader:
        """Report texts."""
        ...

    @property
    def imports(self) -> ImportReader:
        """What was imported."""
        ...

    @property
    def mappings(self) -> MappingReader:
        """Columns of other people's sheets, as they were agreed."""
        ...

    @property
    def catalogue(self) -> CatalogueReader:
        """The board's own entries of the catalogues."""
        ...

    @property
    def evidence(self) -> EvidenceReader:
        """Files attached to records."""
        ...

    @property
    def search(self) -> SearchReader:
        """The search index."""
        ...

    @property
    def papers(self) -> PaperReader:
        """Papers on their way."""
        ...

    @property
    def accounts(self) -> AccountReader:
        """Who works in the store."""
        ...

    @property
    def register(self) -> RegisterReader:
        """The register of outgoing papers."""
        ...

    @property
    def filters(self) -> FilterReader:
        """Saved filters."""
        ...

    @property
    def typed(self) -> TypedDraftReader:
        """Words that are not given yet."""
        ...

    @property
    def pictures(self) -> OwnPictureReader:
        """What signatures and seals of the accounts show."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class UnitOfWork(Reading, Protocol):
    """A transaction: keeps nothing unless told to commit. Every write adds an audit row of its own."""

    @property
    def records(self) -> Records:
        """Records."""
        ...

    @property
    def drafts(self) -> Drafts:
        """Drafts."""
        ...

    @property
    def texts(self) -> ReportTexts:
        """Report texts."""
        ...

    @property
    def imports(self) -> Imports:
        """What was imported."""
        ...

    @property
    def mappings(self) -> Mappings:
        """Columns of other people's sheets, as they were agreed."""
        ...

    @property
    def catalogue(self) -> CatalogueEntries:
        """The board's own entries of the catalogues."""
        ...

    @property
    def evidence(self) -> EvidenceStore:
        """Files attached to records."""
        ...

    @property
    def papers(self) -> Papers:
        """Papers on their way."""
        ...

    @property
    def accounts(self) -> Accounts:
        """Who works in the store."""
        ...

    @property
    def register(self) -> Register:
        """The register of outgoing papers."""
        ...

    @property
    def filters(self) -> Filters:
        """Saved filters."""
        ...

    @property
    def typed(self) -> TypedDrafts:
        """Words that are not given yet."""
        ...

    @property
    def pictures(self) -> OwnPictures:
        """What signatures and seals of the accounts show."""
        ...

    def describe(self) -> None:
        """Let the search index know what was written so far. To commit does it, too: for work that says how far it is."""

    def commit(self) -> None:
        """Make it last."""


class Store(Protocol):
    """An open board store."""

    @property
    def info(self) -> StoreInfo:
        """What it says of itself."""
        ...

    @property
    def path(self) -> Path:
        """Where it lies."""
        ...

    @property
    def login(self) -> str:
        """Whose password opened it."""
        ...

    def give_password(self, login: str, password: str) -> None:
        """Let a password open the store for a login, in place of the one it had.

        :raises PasswordTooShort: fewer than eight characters. :raises TooManyAccounts: there is no room for another.
        :raises StoreBusy, StorePlaceRefused, FileUnwritable, DiskFull: as they say; the former password holds then.
        """

    def drop_password(self, login: str) -> None:
        """Let nobody open the store by that login any more; nothing happens when nobody could.

        :raises StoreBusy, FileUnwritable, DiskFull: as they say.
        """

    def unit_of_work(self, *, patience: float | None = None) -> UnitOfWork:
        """A new transaction. It takes the write lock at once: to read only, use :meth:`reading`.

        :param patience: seconds to wait for another writer, where not as long as usual: nobody who types waits long.
        """
        ...

    def reading(self) -> Reading:
        """The store as it is now, for reading only."""
        ...

    def registers_in(self, kind: KindCode | None) -> None:
        """From now on take records of that kind as lines of the register of returns, which feed no figure.

        A line that is written after a paper was approved is not in the paper, and the paper does not hold it.
        """

    def describe_with(self, describer: Describer, step: Step | None = None) -> None:
        """From now on describe for the search index whatever is written; first catch up with what is behind.

        :param step: told how many things are described and of how many.
        :raises StoreBusy, DiskFull, StoreDamaged: as they say; what was described stays, the rest follows another time.
        """

    def use_pack(self, name: str, carried: CarriedPack | None) -> None:
        """Use another pack from now on. What it does not accept stays as it is."""

    def check(self) -> StoreHealth:
        """Read everything and say what is wrong."""
        ...

    def back_up(self, target: Path) -> None:
        """Copy it to a new file that the same passwords open; checked before it counts.

        :raises StoreExists, StoreDamaged, StorePlaceRefused, FileUnwritable, DiskFull: as they say.
        """
        ...

    def changed_elsewhere(self) -> bool:
        """Whether somebody else (another window, process or computer) kept something since this was asked last.

        Cheap: it may be asked every second or two.
        """
        ...

    def close(self) -> None:
        """Let go of the file."""


class Stores(Protocol):
    """Makes and opens stores."""

    def create(self, path: Path, password: str, info: StoreInfo) -> Store:
        """Make a new encrypted store.

        :raises StoreExists: something is there already.
        :raises FileUnwritable: the folder does not take it.
        """
        ...

    def logins(self, path: Path) -> tuple[str, ...]:
        """The logins that open a store, told without any password.

        :raises FileMissing, FileUnreadable, NotAStore, StoreDamaged, StoreNewer: as they say.
        """
        ...

    def open(self, path: Path, password: str, *, login: str | None = None) -> Store:
        """Open a store.

        :param login: whose password it is; not needed where only one login opens the store.
        :raises LoginNeeded: several do. :raises AccountUnknown: this one does not.
        :raises FileMissing, NotAStore, WrongPassword, StoreDamaged, StoreNewer: as they say.
        """
        ...
