"""What a verification says, in the words of ETSI EN 319 102-1 (clause 5.1.3, table 5)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from dvapp.domain.signing.known_papers import KnownPaper


class Verdict(Enum):
    """The overall status of a document; the value is its exit code on the command line."""

    TOTAL_PASSED = 0
    INDETERMINATE = 3
    TOTAL_FAILED = 4
    UNSIGNED = 5


class Reason(Enum):
    """Why a signature is not passed (sub-indications of EN 319 102-1), or ``NONE`` when it is."""

    NONE = ""
    HASH_FAILURE = "HASH_FAILURE"
    SIG_CRYPTO_FAILURE = "SIG_CRYPTO_FAILURE"
    FORMAT_FAILURE = "FORMAT_FAILURE"
    UNEXPLAINED_CHANGE = "UNEXPLAINED_CHANGE"
    UNSIGNED_CHANGE = "UNSIGNED_CHANGE"
    """Something came that the signers allow and nobody signed, or that may lie over what they saw. (Ours, as the one
    before; the standard has no name for either.)"""
    NO_CERTIFICATE_CHAIN_FOUND = "NO_CERTIFICATE_CHAIN_FOUND"
    CERTIFICATE_CHAIN_GENERAL_FAILURE = "CERTIFICATE_CHAIN_GENERAL_FAILURE"
    OUT_OF_BOUNDS_NO_POE = "OUT_OF_BOUNDS_NO_POE"
    NOT_YET_VALID = "NOT_YET_VALID"
    REVOKED_NO_POE = "REVOKED_NO_POE"
    TRY_LATER = "TRY_LATER"
    CHAIN_CONSTRAINTS_FAILURE = "CHAIN_CONSTRAINTS_FAILURE"
    CRYPTO_CONSTRAINTS_FAILURE_NO_POE = "CRYPTO_CONSTRAINTS_FAILURE_NO_POE"
    SIG_CONSTRAINTS_FAILURE = "SIG_CONSTRAINTS_FAILURE"
    SIGNED_DATA_NOT_FOUND = "SIGNED_DATA_NOT_FOUND"


class Coverage(Enum):
    """How much of the present file a signature covers."""

    WHOLE_FILE = "whole_file"
    EARLIER_REVISION = "earlier_revision"
    PART = "part"


class Revocation(Enum):
    """What is known about whether a signer's certificate was taken back."""

    GOOD = "good"
    """Every certificate up to the authority was asked for, and none was revoked."""
    REVOKED = "revoked"
    UNKNOWN = "unknown"
    """It names places to ask, and no answer of theirs that is recent enough is at hand."""
    NOT_OFFERED = "not_offered"
    """Its authority names no place to ask."""
    NOT_ASKED = "not_asked"
    """Nobody is trusted to answer, or the signature is broken anyway."""


class SignatureRole(Enum):
    """What a signature is in a dvapp document; ``OTHER`` for places that dvapp did not prepare."""

    LEADER = "leader"
    DEPUTY = "deputy"
    SEAL = "seal"
    TIMESTAMP = "timestamp"
    """A timestamp over the whole file, which nobody signs."""
    OTHER = "other"


class PaperPart(Enum):
    """What a paper of this program must bear before it is issued, in the order in which it comes to bear it."""

    LEADER = "leader"
    SECOND_LEADER = "second_leader"
    SECOND_SEAL = "second_seal"
    NUMBER = "number"
    DATE = "date"
    SEAL = "seal"


class Level(Enum):
    """How much of what a later verification needs came with a signature (ETSI EN 319 142-1)."""

    B = "B-B"
    """The signature alone: its time is what its signer's computer said."""
    T = "B-T"
    """A timestamp proves that it existed."""
    LT = "B-LT"
    """Revocation answers are in the file as well."""
    LTA = "B-LTA"
    """A timestamp over all of the file covers them, too."""


class OwnTimestamp(Enum):
    """What is known of the timestamp within a signature."""

    NONE = "none"
    TRUSTED = "trusted"
    UNTRUSTED = "untrusted"
    """It is about this signature, but leads to none of the given authorities, or was made by one that may not."""
    BROKEN = "broken"
    """It is about something else, or was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that came after a signature.

    :param code: ``field:NAME=VALUE`` for a text that was filled in or changed, ``signature:NAME`` for one that was
        added, ``timestamp`` for one over the whole file, ``unsigned:NAME`` for one that was taken off, ``look:NAME`` for a field that looks or lies otherwise;
        without a name ``validation`` (certificates and revocation answers that were added), ``resaved`` (the file was
        written anew and nothing of it changed), ``content``, ``fonts``,
        ``annotations``, ``fields_removed``, ``page_shape``, ``pages_added``, ``pages_removed`` (pages of the state
        before), ``pages_moved``,
        ``stray_field`` (a widget of no field that has a name of its own), ``attachment``, ``description``, ``layers``, ``actions``, ``certification``, ``form``, ``catalogue``; ``other`` for what has no name.
    :param pages: on which pages it is seen, from 1, in order; empty where that cannot be said.
    """

    code: str
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureFinding:
    """What was found about one signature.

    :param proven: by when a trusted timestamp, its own or one over the file, proves that it existed.
    :param level: how much of what a later verification needs is there.
    :param revision: which state of the file it closes, from 1; 0 where that cannot be said.
    :param covered: bytes from the file's begin that it covers, its own value included; 0 as above.
    :param serial: serial number of its certificate, hexadecimal.
    :param algorithms: what it was made with, as ``SHA-256, RSA 2048``.
    :param form: the PDF's name for its form (``/SubFilter``), as ``ETSI.CAdES.detached``.
    :param chain: names of the authorities from its own up to the trusted one; empty where there is none.
    :param revoked: since when its certificate is revoked; ``None`` where it is not, or nothing is known.
    :param valid_at_signing: whether its certificate was in its period at ``proven``, else at ``time``; ``None`` when
        no time is known.
    :param timestamp: what is known of the timestamp within the signature. ``timestamp_by``: who made it.

    :param of_second: whether it stands in a place of the second body of a joint paper.
    :param time: the time the signature claims; ``None`` if it claims none.
    :param time_is_trusted: whether a timestamp of a trusted authority stands behind ``time``.
    :param trusted: whether its certificate leads to one of the given authorities.
    :param changed: what came after it.
    """

    field: str
    signer: str
    organisation: str
    issuer: str
    valid_from: date | None
    valid_to: date | None
    role: SignatureRole
    time: datetime | None
    time_is_trusted: bool
    intact: bool
    trusted: bool
    coverage: Coverage
    verdict: Verdict
    reason: Reason
    revocation_checked: bool
    changed: tuple[Change, ...] = ()
    of_second: bool = False
    proven: datetime | None = None
    level: Level = Level.B
    revision: int = 0
    covered: int = 0
    serial: str = ""
    algorithms: str = ""
    form: str = ""
    chain: tuple[str, ...] = ()
    revocation: Revocation = Revocation.NOT_ASKED
    revoked: datetime | None = None
    valid_at_signing: bool | None = None
    timestamp: OwnTimestamp = OwnTimestamp.NONE
    timestamp_by: str = ""

    @property
    def changes(self) -> tuple[str, ...]:
        """Codes of what came after it (:class:`Change`)."""
        return tuple(change.code for change in self.changed)


class Caution(Enum):
    """What a reader should know beside the verdict."""

    DYNAMIC_FORM = "dynamic_form"
    """The file carries an XFA form: some programs show that instead of the signed pages."""
    SCRIPTS = "scripts"
    """The file carries scripts or actions that may change what is shown."""
    LAYERS = "layers"
    """The file carries layers that can be hidden: what is printed may differ from what is seen."""
    STRANGE_LETTERS = "strange_letters"
    """A name in a certificate has letters that look like others, or characters that nobody sees."""
    CLOCK = "clock"
    """A time in the file lies ahead of this computer's clock."""
    REVOCATION_UNKNOWN = "revocation_unknown"
    """Whether a certificate was revoked is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was found about a document: the worst verdict of its signatures, or unsigned.

    Good signatures alone do not make an issued document: it also needs its number, its date and every seal.

    :param expected: what it must bear to be issued; empty for a document that this program did not prepare.
    :param missing: those of them that are not there.
    :param digest: SHA-256 of the whole file, hexadecimal. ``size``: its bytes. ``revisions``: its states, from the
        first writing to the last.
    :param warnings: what a reader should know beside the verdict.
    :param lost: the issued paper that this file without signatures was made from; ``None`` when none is known.
    """

    verdict: Verdict
    reason: Reason
    signatures: tuple[SignatureFinding, ...]
    expected: tuple[PaperPart, ...] = ()
    missing: tuple[PaperPart, ...] = ()
    digest: str = ""
    size: int = 0
    revisions: int = 0
    warnings: tuple[Caution, ...] = ()
    lost: KnownPaper | None = None

    @property
    def issued(self) -> bool | None:
        """Whether everything is there and nothing of it is broken; ``None`` where the document is none of ours."""
        if not self.expected:
            return None
        return not self.missing and self.verdict in {Verdict.TOTAL_PASSED, Verdict.INDETERMINATE}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyHolder:
    """Who a key belongs to, as its certificate says.

    :param name: common name, NFC.
    :param organisation: organisation or, failing that, organisational unit; may be empty.
    """

    name: str
    organisation: str
    issuer: str
    valid_from: datetime
    valid_to: datetime
