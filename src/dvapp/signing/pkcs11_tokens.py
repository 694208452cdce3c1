"""The port to tokens that services know. Everything behind it is loaded when it is first used."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from dvapp.domain.signing.authorities import Trusted
from dvapp.domain.signing.tokens import Driver, Symptom, Token, TokenKey, TokenPlace
from dvapp.services.signing.token_ports import OpenTokenKey

if TYPE_CHECKING:
    from dvapp.signing.keys import OpenKey


class Pkcs11Tokens:
    """:class:`dvapp.services.signing.token_ports.Tokens` through the makers' PKCS#11 drivers.

    :param resources: holds the list of known drivers.
    :param tries: where wrong PINs are counted.
    """

    def __init__(self, resources: Path, tries: Path) -> None:
        self._resources = resources
        self._tries = tries

    def drivers(self) -> Sequence[Driver]:
        """The known drivers that are installed here."""
        from dvapp.signing.drivers import installed

        return installed(self._resources)

    def tokens(self, driver: Path) -> Sequence[Token]:
        """The tokens that are in. :raises DriverUnusable, DriverBitness, TokenFailed: as they say."""
        from dvapp.signing.tokens import tokens_of

        return tokens_of(driver)

    def keys(self, driver: Path, serial: str, *, now: datetime) -> Sequence[TokenKey]:
        """Certificates with keys on a token.

        :raises DriverUnusable, DriverBitness, TokenMissing, TokenRemoved, TokenFailed: as they say.
        """
        from dvapp.signing.tokens import keys_of

        return keys_of(driver, serial, now=now)

    @contextmanager
    def open(self, place: TokenPlace, pin: str, *, now: datetime) -> Iterator[OpenTokenKey]:
        """Unlock a token and pick a key that may sign at ``now``.

        :raises DriverUnusable, DriverBitness, TokenMissing, TokenKeyMissing, TokenRemoved, TokenFailed: the token.
        :raises PinWrong, PinLastTry, PinLocked, PinUnset: its PIN.
        :raises CertificateExpired, CertificateNotYetValid, CertificateUnsuitable: its certificate.
        """
        from dvapp.signing.pin_tries import PinTries
        from dvapp.signing.tokens import opened

        with opened(place, pin, now=now, tries=PinTries(self._tries)) as key:
            yield key

    def examine(
        self, place: TokenPlace, *, trust: Trusted | None, now: datetime, ask: bool = False
    ) -> Iterator[Symptom]:
        """What can be found out about a token without its PIN, one by one.

        :raises TrustUnreadable: ``trust`` holds no certificate.
        """
        from dvapp.signing.doctor import examine
        from dvapp.signing.pin_tries import PinTries

        yield from examine(place, trust=trust, now=now, tries=PinTries(self._tries), ask=ask)

    def forget_wrong_pins(self, serial: str) -> None:
        """Begin the count of wrong PINs anew: somebody gave the right one in the maker's program."""
        from dvapp.signing.pin_tries import PinTries

        PinTries(self._tries).put(serial, 0)

    def sign_scratch(self, key: OpenTokenKey, *, now: datetime) -> None:
        """Sign an empty page, verify it and throw it away.

        :raises TokenRemoved, TokenFailed, PinLocked, SignatureBroken: as they say.
        """
        from dvapp.signing.doctor import sign_scratch

        sign_scratch(cast("OpenKey", key), now)
