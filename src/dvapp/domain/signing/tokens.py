"""Signing tokens: drivers, what stands on a token, and what the doctor finds. No PIN is ever part of these."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from dvapp.domain.signing.verification import KeyHolder

MOST_WRONG = 2
"""Wrong PINs in a row after which the program tries no more: several tokens lock at the third (pdf.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """The library (PKCS#11) that speaks with a maker's tokens.

    :param maker: who installs it; empty when it was chosen by file.
    """

    path: Path
    maker: str = ""


class PinState(Enum):
    """What a token says of its PIN, as far as its driver tells."""

    GOOD = "good"
    LOW = "low"
    """A wrong one was given since the last right one."""
    LAST = "last"
    """One more wrong one locks it."""
    LOCKED = "locked"
    UNSET = "unset"
    """Nobody has set one yet."""
    CHANGE = "change"
    """It must be changed before the token does anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token that is in.

    :param serial: tells it from others of its maker.
    :param own_pad: the PIN is typed on the token's reader and not in the program.
    :param unlocking: what it says of the PIN with which its issuer unlocks it (SO PIN).
    """

    driver: Path
    serial: str
    label: str
    maker: str
    model: str
    pin: PinState
    own_pad: bool = False
    unlocking: PinState = PinState.GOOD


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenKey:
    """A certificate on a token and the key that belongs to it; of several certificates of a key the one to sign with.

    :param id: hexadecimal; the key is picked by it, as labels with Vietnamese letters fail on some drivers. A key
        that was given none has the digest of its public half instead.
    :param algorithm: "rsa" or "ec"; another one cannot sign here.
    :param may_sign: whether its certificate is one to sign documents with.
    :param fingerprint: of its certificate (SHA-256): the same one seen through two drivers is one key.
    """

    id: str
    label: str
    holder: KeyHolder
    algorithm: str
    may_sign: bool
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenPlace:
    """Which key of which token: what a signer chooses once and the program remembers."""

    driver: Path
    serial: str
    key: str


class Health(Enum):
    """How a finding of the doctor stands."""

    GOOD = "good"
    DOUBTFUL = "doubtful"
    BAD = "bad"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Symptom:
    """One thing that the doctor looked at.

    :param check: what was looked at: driver, bitness, token, pin, unlocking, key, dates, usage, mechanism, chain, revocation, clock, signing.
    :param code: what was found; words stand in ``ui/messages.py``. Empty when all is well.
    :param details: for the placeholders of those words.
    """

    check: str
    health: Health
    code: str = ""
    details: tuple[tuple[str, str], ...] = ()
