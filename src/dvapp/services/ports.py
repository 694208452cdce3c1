"""What services need from outside, as Protocols. ``app`` alone knows which class stands behind which."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from dvapp.domain.blank_forms import BlankForm
from dvapp.domain.calendar_days import CalendarYear
from dvapp.domain.codes import IndicatorCode, KindCode, RecordId, UnitCode
from dvapp.domain.findings import Inspection
from dvapp.domain.packs import Pack
from dvapp.domain.periods import Period
from dvapp.domain.records import Record
from dvapp.domain.reports import Figure, Report, ReportText
from dvapp.domain.units import UnitCatalogue
from dvapp.domain.values import DateSpan
from dvapp.domain.verification import KeyHolder, Verification
from dvapp.services.import_ports import Imports, Mappings, SheetReader
from dvapp.services.paging import FieldFill, PageMaker

# --- the store -------------------------------------------------------------------------------------------------------


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


class Records(Protocol):
    """The records of a unit of work."""

    def put(self, record: Record) -> None:
        """Keep a record, replacing the one with its id."""

    def put_all(self, records_: Sequence[Record]) -> None:
        """As :meth:`put` for many records, in one go."""

    def remove_all(self, ids: Sequence[RecordId]) -> None:
        """Take many records away, all of which are there."""

    def get(self, record_id: RecordId) -> StoredRecord | None:
        """The record with that id."""

    def all(self, kind: KindCode | None = None) -> Sequence[StoredRecord]:
        """Records in order of their first day, then of their writing; of one kind, or all."""

    def remove(self, record_id: RecordId) -> None:
        """Take a record away; its audit rows stay."""

    def last_write(self) -> int:
        """A number that is another one after every change of any record, by whomever; 0 before the first."""
        ...


class Drafts(Protocol):
    """Forms in work."""

    def put(self, draft: Draft) -> None:
        """Keep a draft, replacing the one with its id."""

    def all(self, kind: KindCode | None = None) -> Sequence[Draft]:
        """Drafts in order of their last change."""

    def get(self, record_id: RecordId) -> Draft | None:
        """The draft with that id."""

    def remove(self, record_id: RecordId) -> None:
        """Drop a draft."""


class ReportTexts(Protocol):
    """What officers changed in report texts."""

    def get(self, kind: str, period: Period) -> ReportText | None:
        """The changed text of a report, or ``None`` when it follows the pack."""

    def put(self, text: ReportText) -> None:
        """Keep a changed text."""


class UnitOfWork(Protocol):
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

    def commit(self) -> None:
        """Make it last."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


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

    def unit_of_work(self) -> UnitOfWork:
        """A new transaction."""
        ...

    def check(self) -> StoreHealth:
        """Read everything and say what is wrong."""
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

    def open(self, path: Path, password: str) -> Store:
        """Open a store.

        :raises FileMissing, NotAStore, WrongPassword, StoreDamaged, StoreNewer: as they say.
        """
        ...


# --- pack and catalogue ----------------------------------------------------------------------------------------------


class Packs(Protocol):
    """Reads template packs."""

    def read(self, name: str) -> Pack:
        """The pack of that name.

        :raises PackUnknown: this installation has none.
        :raises PackInvalid: it breaks its schema; names file, line and reason.
        """
        ...

    def carry(self, folder: Path) -> CarriedPack:
        """A pack from any folder, checked whole, as a store carries it.

        :raises FileMissing, FileUnreadable, PackNameInvalid, PackInvalid: as they say.
        """
        ...

    def read_carried(self, carried: CarriedPack) -> Pack:
        """A pack that a store carries.

        :raises PackInvalid: this version of the program cannot use it.
        """
        ...

    def units(self) -> UnitCatalogue:
        """The catalogue of units."""
        ...


# --- pages, data, signatures, files ----------------------------------------------------------------------------------


class ReportData(Protocol):
    """The canonical JSON of a report (RFC 8785)."""

    def write(self, report: Report) -> bytes:
        """Canonical JSON, schema and version inside; the same bytes for the same report."""
        ...

    def read(self, data: bytes) -> Report:
        """The report that :meth:`write` wrote.

        :raises JsonInvalid: not that, or of a newer version.
        """
        ...


class DocumentMaker(Protocol):
    """Writes reports for those who must edit them elsewhere."""

    def document(self, report: Report) -> bytes:
        """The report as DOCX in its layout, number and date left open; the same bytes for the same report.

        :raises GlyphMissing: the report's font lacks a character; names it and its place.
        :raises ProfileUnknown: there is no such layout.
        """
        ...


class WorkbookMaker(Protocol):
    """Writes a report's annexes for those who count again."""

    def workbook(
        self, report: Report, figures: Sequence[Figure], expressions: Mapping[IndicatorCode, str]
    ) -> bytes:
        """One sheet for each annex and one with ``figures``; formulas beside them compute the computed ones again.

        The same bytes for the same arguments.

        :param figures: the report's figures and those in their formulas.
        :param expressions: the formula of each computed figure, as its pack has it.
        :raises CellTooLong, SheetTooLong: Excel could not hold it; nothing is dropped.
        """
        ...

    def blank(self, form: BlankForm) -> bytes:
        """The blank form of a record kind, for units to fill in; the same bytes for the same form."""
        ...


class CalendarMaker(Protocol):
    """Writes deadlines for the calendars of other programs."""

    def calendar(self, year: CalendarYear) -> bytes:
        """An iCalendar file (RFC 5545); the same bytes for the same calendar."""
        ...


class Linter(Protocol):
    """Judges finished papers, ours or anybody's."""

    def profiles(self) -> tuple[str, ...]:
        """Codes of the profiles a paper can be judged by."""
        ...

    def inspect(
        self,
        content: bytes,
        *,
        profile: str | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Inspection:
        """All departures of a PDF or DOCX from a profile; without one it is told from the paper.

        :param progress: called with the pages read so far and all; whatever refusal it raises ends the reading.
        :raises PdfUnreadable, DocxUnreadable: damaged beyond reading.
        :raises PaperUnknown: neither PDF nor DOCX.
        :raises ProfileUnknown: there is no such profile.
        """
        ...


class SigningKey(Protocol):
    """A private key ready to sign, with its certificate checked."""

    @property
    def holder(self) -> KeyHolder:
        """Whose it is."""
        ...


class Signatures(Protocol):
    """Signs, seals, and verifies PDFs. Works on bytes; the caller writes files."""

    def open_key(self, key_file: bytes, password: str, *, now: datetime, where: str = "") -> SigningKey:
        """Open a PKCS#12 key and check that its certificate may sign at ``now``.

        :raises KeyUnreadable, KeyPasswordWrong, CertificateExpired, CertificateNotYetValid, CertificateUnsuitable:
            as they say; ``where`` is the file's name for the sentence.
        """
        ...

    def certify(
        self, pdf: bytes, key: SigningKey, *, field: str, stamp: bytes, when: datetime, role: str, place: str
    ) -> bytes:
        """Sign the prepared field as the first, certifying signature; filling fields stays allowed."""
        ...

    def countersign(
        self, pdf: bytes, key: SigningKey, *, field: str, stamp: bytes, when: datetime, role: str, place: str
    ) -> bytes:
        """Sign a further prepared field of a signed document, as ``leader``, ``deputy`` or ``seal``; closes nothing."""
        ...

    def seal(
        self,
        pdf: bytes,
        key: SigningKey,
        *,
        field: str,
        stamp: bytes,
        when: datetime,
        fills: Sequence[FieldFill],
    ) -> bytes:
        """Fill prepared text fields and add the last signature; nothing may change after it."""
        ...

    def verify(self, pdf: bytes, *, trust: bytes | None, now: datetime) -> Verification:
        """Verify every signature against the given authorities (PEM or DER certificates).

        ``trust=None`` asks for integrity only: nobody is trusted, so the best verdict is indeterminate.

        :raises TrustUnreadable: ``trust`` holds no certificate.
        :raises PdfUnreadable: not a PDF.
        """
        ...

    def state(self, pdf: bytes) -> Mapping[str, bool]:
        """Prepared field name to whether it is filled or signed; empty for a PDF without such fields.

        :raises PdfUnreadable: not a PDF.
        """
        ...

    def signed_revision(self, pdf: bytes) -> bytes | None:
        """The file as the first signature covers it, or ``None`` when nothing is signed.

        :raises PdfUnreadable: not a PDF.
        :raises SignatureBroken: the signature does not say what it covers.
        """
        ...


class Files(Protocol):
    """Reads and writes whole files, safely."""

    def read(self, path: Path) -> bytes:
        """All bytes.

        :raises FileMissing, FileUnreadable: as they say.
        """
        ...

    def begins(self, path: Path, *starts: bytes) -> bool:
        """Whether a file is there, can be read, and begins with one of these."""
        ...

    def write(self, path: Path, content: bytes) -> None:
        """Write beside, fsync, rename: the whole file or nothing.

        :raises DiskFull, FileUnwritable: as they say; nothing half-written stays.
        """
        ...


class Clock(Protocol):
    """What time it is."""

    def now(self) -> datetime:
        """Present time with the local zone (Việt Nam, +07:00, unless the system says otherwise)."""
        ...

    def today(self) -> date:
        """Present day in that zone."""
        ...


class Formats(Protocol):
    """How numbers and days are written in a language."""

    def number(self, value: object) -> str:
        """1.234.567,8 in Vietnamese."""
        ...

    def padded(self, value: object) -> str:
        """As :meth:`number`, counts below 10 with a leading zero (03)."""
        ...

    def day(self, value: date) -> str:
        """dd/MM/yyyy, zero before a day below 10 and a month below 3 only (format.md)."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """All ports together, as ``app`` wires them for the services."""

    stores: Stores
    packs: Packs
    pages: PageMaker
    data: ReportData
    documents: DocumentMaker
    workbooks: WorkbookMaker
    sheets: SheetReader
    calendars: CalendarMaker
    signatures: Signatures
    linter: Linter
    files: Files
    clock: Clock
    formats: Formats
