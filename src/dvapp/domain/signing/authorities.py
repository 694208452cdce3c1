"""Authorities that are trusted and their revocation lists: what a certificate says, what is kept, how it stands."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from dvapp.domain.signing.verification import Revocation


class Origin(Enum):
    """Who put something among what is trusted."""

    MACHINE = "machine"
    """Whoever looks after this computer; the program never changes it."""
    OWN = "own"
    """The user himself."""


class Use(Enum):
    """What a kept certificate is for."""

    ROOT = "root"
    """It is trusted, and with it what it leads to."""
    LINK = "link"
    """An authority between: it helps to find the way to a root and is trusted only through one."""


class Standing(Enum):
    """How a kept authority stands today."""

    GOOD = "good"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    UNLINKED = "unlinked"
    """An authority between that leads to no trusted root: nobody is trusted through it."""
    NOT_AN_AUTHORITY = "not_an_authority"
    """Its certificate may not issue others; it is not used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateFacts:
    """What a certificate says of itself.

    :param fingerprint: SHA-256 of its DER form, 64 lower-case hexadecimal digits: what a letter or a phone call compares.
    :param serial: hexadecimal. ``key``: such as "RSA 4096" or "EC 256". ``algorithm``: how it was signed, such as "sha256".
    :param self_signed: issued by its own key, which was proved.
    :param is_authority: may issue certificates (basic constraints, RFC 5280, 4.2.1.9).
    :param path_length: how many authorities may follow below it; ``None`` when it does not say.
    :param usage: names of key usage bits; ``purposes``: names or numbers of extended purposes; empty: any.
    :param names: names that it is limited to (name constraints), as written.
    """

    fingerprint: str
    name: str
    organisation: str
    issuer: str
    serial: str
    valid_from: datetime
    valid_to: datetime
    key: str
    algorithm: str
    self_signed: bool
    is_authority: bool
    path_length: int | None
    usage: tuple[str, ...]
    purposes: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def weak(self) -> bool:
        """Whether its key or the digest it was signed with is no longer held safe (RSA below 2048 bits, SHA-1, MD5)."""
        family, _space, bits = self.key.partition(" ")
        short = family in {"RSA", "DSA"} and bits.isdecimal() and int(bits) < _SHORTEST
        return short or (self.algorithm in {"md5", "sha1"} and not self.self_signed)


_SHORTEST = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCertificate:
    """A certificate read from a file. ``content`` is its DER form."""

    content: bytes
    facts: CertificateFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFacts:
    """What a revocation list says of itself.

    :param scope: tells lists of one authority apart that speak of different certificates; the same from one issue of a
        list to the next.
    :param made: when it was issued; ``due``: when the next one is promised, ``None`` when it does not say.
    :param number: its number (RFC 5280, 5.2.3), ``None`` when it has none. ``count``: certificates on it.
    :param is_delta: tells only what changed since another list, and is of no use alone.
    """

    fingerprint: str
    issuer: str
    scope: str
    made: datetime
    due: datetime | None
    number: int | None
    count: int
    is_delta: bool

    def is_stale(self, now: datetime) -> bool:
        """Whether a newer one was promised for a day that is past. A list that promises none is old after a week."""
        return now > (self.due or self.made + timedelta(days=7))


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAuthority:
    """A kept certificate.

    :param by: who put it there; empty for those of the machine. ``at``: when; of the machine's: the file's date.
    :param source: the file it came from.
    :param removed_at: when it was taken out of use; ``None`` while it counts.
    """

    content: bytes
    fingerprint: str
    use: Use
    origin: Origin
    by: str
    at: datetime
    source: str
    removed_by: str = ""
    removed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptList:
    """A kept revocation list (DER). ``key`` names its place: one list for each authority and scope."""

    content: bytes
    key: str
    origin: Origin
    by: str
    at: datetime
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """All that is kept.

    :param faults: names of files, in the folder that others fill, that hold nothing of the kind.
    :param locked: whether those who look after the computer allow no authorities but theirs.
    """

    authorities: tuple[KeptAuthority, ...] = ()
    lists: tuple[KeptList, ...] = ()
    faults: tuple[str, ...] = ()
    locked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustedAuthority:
    """A kept authority, read. ``chain``: fingerprints from itself up to a trusted root; only itself for a root."""

    kept: KeptAuthority
    facts: CertificateFacts
    standing: Standing
    chain: tuple[str, ...]

    @property
    def counts(self) -> bool:
        """Whether it has a part in judging signatures: expired ones do, for papers that a timestamp proves older."""
        return self.kept.removed_at is None and self.standing is not Standing.NOT_AN_AUTHORITY


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownList:
    """A kept revocation list, read. ``proved``: whether a kept authority signed it; else it is not used."""

    kept: KeptList
    facts: ListFacts
    proved: bool
    stale: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Trusted:
    """What signatures are judged by.

    :param roots: PEM, empty when nobody is trusted. ``between``: PEM of authorities between.
    :param lists: revocation lists (DER), proved and stale ones included.
    """

    roots: bytes = b""
    between: bytes = b""
    lists: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerStanding:
    """What those who are trusted make of a signer's certificate, without asking anybody.

    :param known: whether it leads to a trusted root.
    :param revocation: of the revocation lists at hand; ``UNKNOWN`` also when none of them is recent enough.
    :param revoked_at: when it was revoked.
    :param list_made: of which moment the newest list of its authority is; ``None`` when none is at hand.
    :param stale: whether a newer list was promised for a day that is past.
    """

    known: bool
    revocation: Revocation
    revoked_at: datetime | None = None
    list_made: datetime | None = None
    stale: bool = False
