"""What services need from outside, as Protocols. ``app`` alone knows which class stands behind which."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from dvapp.domain.calendar.calendar_days import CalendarYear
from dvapp.domain.codes import IndicatorCode
from dvapp.domain.packs import Pack
from dvapp.domain.papers.findings import Inspection
from dvapp.domain.papers.reports import Figure, Report
from dvapp.domain.places.units import UnitCatalogue
from dvapp.domain.sheets.blank_forms import BlankForm
from dvapp.domain.signing.choices import Stamping
from dvapp.domain.signing.verification import KeyHolder, Verification
from dvapp.services.register.register_ports import Processes, RegisterMaker
from dvapp.services.reports.paging import FieldFill, PageMaker
from dvapp.services.reports.qr_ports import CodeReader
from dvapp.services.searching.search_ports import (
    Forms,
    ListWriter,
)
from dvapp.services.sheets.import_ports import SheetReader
from dvapp.services.signing.token_ports import Tokens
from dvapp.services.signing.trust_ports import Certificates, TrustKeeper
from dvapp.services.signing.verify_ports import Verifier
from dvapp.services.store_ports import (
    CarriedPack,
    Draft,
    DraftReader,
    Drafts,
    Reading,
    RecordReader,
    Records,
    ReportTextReader,
    ReportTexts,
    Store,
    StoredRecord,
    StoreHealth,
    StoreInfo,
    Stores,
    UnitOfWork,
)

__all__ = [
    "CalendarMaker",
    "CarriedPack",
    "Clock",
    "DocumentMaker",
    "Draft",
    "DraftReader",
    "Drafts",
    "Files",
    "Formats",
    "Linter",
    "Packs",
    "Preservation",
    "Reading",
    "RecordReader",
    "Records",
    "ReportData",
    "ReportTextReader",
    "ReportTexts",
    "Signatures",
    "SigningKey",
    "Store",
    "StoreHealth",
    "StoreInfo",
    "StoredRecord",
    "Stores",
    "Tools",
    "UnitOfWork",
    "WorkbookMaker",
]

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

    @property
    def certificate(self) -> bytes:
        """Its certificate (DER)."""
        ...

    @property
    def authorities(self) -> tuple[bytes, ...]:
        """Other certificates that lie with the key (DER): of authorities between its own and a root."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Preservation:
    """Where that comes from which lets a paper be verified for years.

    :param authority: address of the timestamp authority (RFC 3161).
    :param trust: authorities of signers and timestamps (PEM or DER).
    :param between: authorities between (PEM), which are not trusted.
    :param lists: revocation lists (DER) that are at hand.
    :param fetch: whether the places that certificates name may be asked.
    :param patience: seconds that one request for a timestamp may take. ``tries``: how often it is made.
    :param watch: called while it waits; whatever refusal it raises ends the waiting.
    """

    authority: str
    trust: bytes
    between: bytes = b""
    lists: Sequence[bytes] = ()
    fetch: bool = False
    patience: int = 180
    tries: int = 3
    watch: Callable[[], None] | None = None


class Signatures(Protocol):
    """Signs, seals, and verifies PDFs. Works on bytes; the caller writes files."""

    def open_key(self, key_file: bytes, password: str, *, now: datetime, where: str = "") -> SigningKey:
        """Open a PKCS#12 key and check that its certificate may sign at ``now``.

        :raises KeyUnreadable, KeyPasswordWrong, CertificateExpired, CertificateNotYetValid, CertificateUnsuitable:
            as they say; ``where`` is the file's name for the sentence.
        """
        ...

    def certify(
        self,
        pdf: bytes,
        key: SigningKey,
        *,
        field: str,
        stamp: bytes,
        when: datetime,
        role: str,
        place: str,
        room_for_timestamp: bool = False,
    ) -> bytes:
        """Sign the prepared field as the first, certifying signature; filling fields stays allowed."""
        ...

    def countersign(
        self,
        pdf: bytes,
        key: SigningKey,
        *,
        field: str,
        stamp: bytes,
        when: datetime,
        role: str,
        place: str,
        room_for_timestamp: bool = False,
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
        room_for_timestamp: bool = False,
    ) -> bytes:
        """Fill prepared text fields and add the last signature; nothing may change after it."""
        ...

    def stamp_signature(
        self, pdf: bytes, *, field: str, stamping: Stamping, watch: Callable[[], None] | None = None
    ) -> bytes:
        """Put a timestamp into the last signature, which left room for it; nothing else changes.

        :param watch: called while it waits; whatever refusal it raises ends the waiting.
        :raises PdfUnreadable, NotSigned: the signature of ``field`` is not the last thing in the document.
        :raises TimestampUnavailable: none of the authorities gave one.
        """
        ...

    def ask_time(self, stamping: Stamping, watch: Callable[[], None] | None = None) -> datetime:
        """The time that the first authority that answers tells, to find out whether one does.

        :raises TimestampUnavailable: none of them answered.
        """
        ...

    def show(self, pdf: bytes, *, field: str, stamp: bytes, fills: Sequence[FieldFill] = ()) -> bytes:
        """The document as it will look with this stamp and these lines; nothing is signed.

        :raises PdfUnreadable, NotOurReport: no PDF, or a field is missing.
        """
        ...

    def ask_revocation(self, key: SigningKey, *, trust: bytes, between: bytes, now: datetime) -> bool | None:
        """Ask the places that the key's certificate names whether it was revoked; ``None``: nobody could tell.

        :param trust: authorities (PEM). ``between``: authorities between, which are not trusted.
        """
        ...

    def verify(
        self,
        pdf: bytes,
        *,
        trust: bytes | None,
        now: datetime,
        lists: Sequence[bytes] = (),
        between: bytes = b"",
    ) -> Verification:
        """Verify every signature against the given authorities (PEM or DER certificates).

        ``trust=None`` asks for integrity only: nobody is trusted, so the best verdict is indeterminate.

        :param lists: revocation lists (DER) at hand. ``between``: authorities between, which are not trusted.

        :raises TrustUnreadable: ``trust`` holds no certificate.
        :raises PdfUnreadable: not a PDF.
        """
        ...

    def preserve(self, pdf: bytes, evidence: Preservation, *, now: datetime) -> bytes:
        """Add revocation answers and a timestamp over everything; no signature is touched.

        :raises PdfUnreadable, NotSigned, SignatureBroken: it is no signed paper, or was changed.
        :raises TrustUnreadable, RevocationListUnreadable, SignerNotTrusted, TimestampNotTrusted: what is trusted.
        :raises TimestampUnavailable: no timestamp came.
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

    def size(self, path: Path) -> int:
        """Bytes of an ordinary file, without opening it.

        :raises FileMissing, FileUnreadable: as they say; a folder or a device is no ordinary file.
        """
        ...

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

    def write_pieces(self, path: Path, pieces: Iterable[bytes]) -> None:
        """As :meth:`write`, of a content that comes in pieces; whatever ends their coming leaves nothing behind."""
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
    verifier: Verifier
    tokens: Tokens
    trust: TrustKeeper
    certificates: Certificates
    codes: CodeReader
    linter: Linter
    files: Files
    forms: Forms
    lists: ListWriter
    registers: RegisterMaker
    processes: Processes
    clock: Clock
    formats: Formats
