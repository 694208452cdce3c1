"""Where a signer's key is: in a file with a password, on a token with a PIN, or open already."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from dvapp.domain.signing.tokens import TokenPlace
from dvapp.services.ports import SigningKey, Tools


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFile:
    """A PKCS#12 file."""

    path: Path
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenPin:
    """A key of a token."""

    place: TokenPlace
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldKey:
    """A key that is open already: several papers are signed with it, and its PIN is asked once."""

    key: SigningKey = field(repr=False)


KeySource = KeyFile | TokenPin | HeldKey


def files_of(source: KeySource) -> tuple[Path, ...]:
    """Files that belong to a key: no result may be written over them."""
    match source:
        case KeyFile():
            return (source.path,)
        case TokenPin():
            return (source.place.driver,)
        case HeldKey():
            return ()


@contextmanager
def opened_key(source: KeySource, now: datetime, tools: Tools) -> Iterator[SigningKey]:
    """A key ready to sign at ``now``; a token is locked again afterwards.

    :raises KeyUnreadable, KeyPasswordWrong, FileMissing, FileUnreadable: the file.
    :raises DriverUnusable, DriverBitness, TokenMissing, TokenKeyMissing, TokenRemoved, TokenFailed: the token.
    :raises PinWrong, PinLastTry, PinLocked, PinUnset, PinToChange, PinNotGiven, PinNotTyped: its PIN.
    :raises CertificateExpired, CertificateNotYetValid, CertificateUnsuitable, CertificateWeak: the certificate.
    """
    if isinstance(source, HeldKey):
        yield source.key
        return
    if isinstance(source, TokenPin):
        with tools.tokens.open(source.place, source.pin, now=now) as key:
            yield key
        return
    content = tools.files.read(source.path)
    yield tools.signatures.open_key(content, source.password, now=now, where=str(source.path))
