"""The port to tokens that services know. Everything behind it is loaded when it is first used."""

from collections.abc import Callable, Iterator, Sequence
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
    :param trial: is asked about a driver before it is loaded, and raises what it finds (DriverHangs, DriverCrashes).
        Once it is loaded the driver runs within the program: it is not kept apart while it signs.
    """

    def __init__(self, resources: Path, tries: Path, *, trial: Callable[[Path], None] | None = None) -> None:
        self._resources = resources
        self._tries = tries
        self._trial = trial

    def drivers(self) -> Sequence[Driver]:
        """The known drivers that are installed here."""
        from dvapp.signing.drivers import installed

        return installed(self._resources)

    def tokens(self, driver: Path) -> Sequence[Token]:
        """The tokens that are in. :raises DriverUnusable, DriverBitness, TokenFailed: as they say."""
        from dvapp.signing.tokens import tokens_of

        self._try(driver)
        return tokens_of(driver)

    def keys(self, driver: Path, serial: str, *, now: datetime) -> Sequence[TokenKey]:
        """Certificates with keys on a token.

        :raises DriverUnusable, DriverBitness, TokenMissing, TokenRemoved, TokenFailed: as they say.
        """
        from dvapp.signing.tokens import keys_of

        self._try(driver)
        return keys_of(driver, serial, now=now)

    def require_ready(self, place: TokenPlace, *, now: datetime) -> None:
        """Whether a key may and can sign at ``now``, without its PIN. :raises: as :meth:`open`."""
        from dvapp.signing.pin_tries import PinTries
        from dvapp.signing.token_signing import require_ready

        self._try(place.driver)
        require_ready(place, now=now, tries=PinTries(self._tries))

    @contextmanager
    def open(self, place: TokenPlace, pin: str, *, now: datetime) -> Iterator[OpenTokenKey]:
        """Unlock a token and pick a key that may sign at ``now``.

        :raises DriverUnusable, DriverBitness, TokenMissing, TokenKeyMissing, TokenBusy, TokenRemoved, TokenFailed: the token.
        :raises PinWrong, PinLastTry, PinLocked, PinUnset, PinToChange, PinNotGiven, PinNotTyped: its PIN.
        :raises CertificateExpired, CertificateNotYetValid, CertificateUnsuitable, CertificateWeak: its certificate.
        """
        from dvapp.signing.pin_tries import PinTries
        from dvapp.signing.token_signing import opened

        self._try(place.driver)
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

        yield from examine(place, trust=trust, now=now, tries=PinTries(self._tries), ask=ask, trial=self._try)

    def _try(self, driver: Path) -> None:
        from dvapp.signing.drivers import require_loadable
        from dvapp.signing.token_use import in_use

        if self._trial is None or in_use(driver):  # two processes might wait for each other at one token
            return
        require_loadable(driver)  # what can be told from its file is told in its own words
        self._trial(driver)

    def forget_wrong_pins(self, serial: str) -> None:
        """Begin the count of wrong PINs anew: somebody gave the right one in the maker's program."""
        from dvapp.signing.pin_tries import PinTries

        PinTries(self._tries).put(serial, 0)

    def sign_scratch(self, key: OpenTokenKey, *, now: datetime) -> bytes:
        """Sign a page that belongs to no paper and verify it; the file.

        :raises TokenRemoved, TokenFailed, PinLocked, SignatureBroken: as they say.
        """
        from dvapp.signing.scratch import sign_scratch

        return sign_scratch(cast("OpenKey", key), now)
