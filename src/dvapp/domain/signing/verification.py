"""What a verification says, in the words of ETSI EN 319 102-1 (clause 5.1.3, table 5)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum


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
    NO_CERTIFICATE_CHAIN_FOUND = "NO_CERTIFICATE_CHAIN_FOUND"
    OUT_OF_BOUNDS_NO_POE = "OUT_OF_BOUNDS_NO_POE"
    REVOKED_NO_POE = "REVOKED_NO_POE"
    TRY_LATER = "TRY_LATER"
    CHAIN_CONSTRAINTS_FAILURE = "CHAIN_CONSTRAINTS_FAILURE"
    SIGNED_DATA_NOT_FOUND = "SIGNED_DATA_NOT_FOUND"


class Coverage(Enum):
    """How much of the present file a signature covers."""

    WHOLE_FILE = "whole_file"
    EARLIER_REVISION = "earlier_revision"
    PART = "part"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureFinding:
    """What was found about one signature.

    :param proven: by when a trusted timestamp, its own or one over the file, proves that it existed.
    :param level: how much of what a later verification needs is there.

    :param of_second: whether it stands in a place of the second body of a joint paper.
    :param time: the time the signature claims; ``None`` if it claims none.
    :param time_is_trusted: whether a timestamp of a trusted authority stands behind ``time``.
    :param trusted: whether its certificate leads to one of the given authorities.
    :param changes: what came after it, one code each: ``field:NAME=VALUE``, ``signature:NAME``, ``other``.
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
    changes: tuple[str, ...] = ()
    of_second: bool = False
    proven: datetime | None = None
    level: Level = Level.B


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was found about a document: the worst verdict of its signatures, or unsigned.

    Good signatures alone do not make an issued document: it also needs its number, its date and every seal.

    :param expected: what it must bear to be issued; empty for a document that this program did not prepare.
    :param missing: those of them that are not there.
    """

    verdict: Verdict
    reason: Reason
    signatures: tuple[SignatureFinding, ...]
    expected: tuple[PaperPart, ...] = ()
    missing: tuple[PaperPart, ...] = ()

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
