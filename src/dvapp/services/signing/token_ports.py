"""What signing with tokens needs from outside, as Protocols."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from dvapp.domain.signing.authorities import Trusted
from dvapp.domain.signing.tokens import Driver, Symptom, Token, TokenKey, TokenPlace
from dvapp.domain.signing.verification import KeyHolder


class OpenTokenKey(Protocol):
    """A key of a token that is unlocked; signs as any :class:`~dvapp.services.ports.SigningKey`."""

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


class Tokens(Protocol):
    """Tokens that are in, through their makers' drivers. Nothing is ever written on one."""

    def drivers(self) -> Sequence[Driver]:
        """The known drivers that are installed here."""
        ...

    def tokens(self, driver: Path) -> Sequence[Token]:
        """The tokens that are in and speak with this driver.

        :raises DriverUnusable, DriverBitness, TokenFailed: as they say.
        """
        ...

    def keys(self, driver: Path, serial: str, *, now: datetime) -> Sequence[TokenKey]:
        """Certificates with keys on a token; no PIN is asked.

        :raises DriverUnusable, DriverBitness, TokenMissing, TokenRemoved, TokenFailed: as they say.
        """
        ...

    def require_ready(self, place: TokenPlace, *, now: datetime) -> None:
        """Whether a key may and can sign at ``now``, as far as it can be known without its PIN.

        :raises: as :meth:`open`, but for what only the PIN tells.
        """
        ...

    def open(self, place: TokenPlace, pin: str, *, now: datetime) -> AbstractContextManager[OpenTokenKey]:
        """Unlock a token and pick a key that may sign at ``now``; locked again afterwards.

        :param pin: not looked at where the PIN is typed on the token itself.
        :raises DriverUnusable, DriverBitness, TokenMissing, TokenKeyMissing, TokenBusy, TokenRemoved, TokenFailed: the token.
        :raises PinWrong, PinLastTry, PinLocked, PinUnset, PinToChange, PinNotGiven, PinNotTyped: its PIN; the last try
            is never taken.
        :raises CertificateExpired, CertificateNotYetValid, CertificateUnsuitable, CertificateWeak: its certificate.
        """
        ...

    def examine(
        self, place: TokenPlace, *, trust: Trusted | None, now: datetime, ask: bool = False
    ) -> Iterator[Symptom]:
        """What can be found out about a token without its PIN, in the order in which it is mended, one by one.

        :param place: with an empty serial or key: what is known of the token without them.
        :param trust: authorities to lead the certificate to, and their lists.
        :param ask: whether the place that tells about revocation may be called.
        :raises TrustUnreadable: ``trust`` holds no certificate.
        """
        ...

    def forget_wrong_pins(self, serial: str) -> None:
        """Begin the count of wrong PINs anew: somebody gave the right one in the maker's program.

        Not every driver tells that, and this program cannot find out without risking another try.
        """
        ...

    def sign_scratch(self, key: OpenTokenKey, *, now: datetime) -> bytes:
        """Sign a page that belongs to no paper and verify it; the file, which nobody needs to keep.

        :raises TokenRemoved, TokenFailed, PinLocked, SignatureBroken: as they say.
        """
        ...
