"""Signs with keys that never leave a token (PKCS#11). Imports pyHanko and the drivers' binding; load it late.

Keys are picked by their identity and their public half: labels with Vietnamese letters fail on some drivers. A wrong PIN
is never tried again by the program, and where the token or our own count says that the next one would lock it, none is
tried.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from unicodedata import normalize

import pkcs11
from asn1crypto import x509
from pkcs11 import Attribute, Mechanism
from pkcs11 import exceptions as refused
from pyhanko.sign.pkcs11 import PKCS11Signer

from dvapp.domain.errors import DvError
from dvapp.domain.signing.token_errors import (
    PinLastTry,
    PinLocked,
    PinNotGiven,
    PinToChange,
    PinUnset,
    PinWrong,
    TokenCannotSign,
    TokenEmpty,
    TokenFailed,
    TokenMissing,
    TokenPrivateKeyMissing,
    TokenRemoved,
)
from dvapp.domain.signing.tokens import MOST_WRONG, PinState, TokenPlace
from dvapp.signing.certificates import holder_of
from dvapp.signing.keys import OpenKey, require_suitable
from dvapp.signing.pin_tries import PinTries
from dvapp.signing.token_objects import Found, certificates, own_of, private_key_of, session_of
from dvapp.signing.token_talk import find, has_own_pad, label_of, pin_state, serial_of, told
from dvapp.signing.token_use import alone

log = logging.getLogger(__name__)

_STATES: dict[PinState, type[DvError]] = {
    PinState.LOCKED: PinLocked,
    PinState.UNSET: PinUnset,
    PinState.CHANGE: PinToChange,
    PinState.LAST: PinLastTry,
}
"""What a token says of its PIN, and why none is tried then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a token makes a signature, as pyHanko is told it.

    :param raw: the digest is made here, and the token signs that. :param pss: RSA with the padding of PSS.
    """

    raw: bool = False
    pss: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A certificate that may sign now, the others on its token, and how the token signs."""

    own: Found
    others: tuple[x509.Certificate, ...]
    way: Way


_WAYS: dict[str, tuple[tuple[Mechanism, Way], ...]] = {
    "rsa": (
        (Mechanism.SHA256_RSA_PKCS, Way()),
        (Mechanism.RSA_PKCS, Way(raw=True)),
        (Mechanism.SHA256_RSA_PKCS_PSS, Way(pss=True)),
    ),
    "ec": ((Mechanism.ECDSA_SHA256, Way()), (Mechanism.ECDSA, Way(raw=True))),
}
"""In the order in which they are taken: what signs a text, then what signs its digest, then the newer padding, which not
every reader knows."""


class TokenSigner(PKCS11Signer):
    """pyHanko's signer with a key that was found already; its failures are refusals.

    :param label: names the token in them. :param still_in: whether the token is there, asked when it failed.
    """

    def __init__(
        self,
        session: pkcs11.Session,
        *,
        key: pkcs11.PrivateKey,
        label: str,
        still_in: Callable[[], bool],
        **options: Any,
    ) -> None:
        super().__init__(session, embed_roots=False, key_label=label, **options)
        self._key, self._label, self._still_in = key, label, still_in

    def _pull_signing_key_handle(self) -> pkcs11.PrivateKey:
        """Looked for by its name, as pyHanko does, it would not be found where two have the same."""
        return self._key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """Sign with the token.

        :raises TokenRemoved, TokenFailed, PinLocked: as they say.
        """
        try:
            with told(self._label):
                return bytes(await super().async_sign_raw(data, digest_algorithm, dry_run))
        except TokenFailed as failed:
            if not self._still_in():  # drivers have many names for a token that was pulled out
                raise TokenRemoved(where=self._label) from failed
            raise


def require_ready(place: TokenPlace, *, now: datetime, tries: PinTries) -> None:
    """Whether a key may and can sign at ``now``, as far as it can be known without a PIN.

    :raises: as :func:`opened`, but for what only its PIN tells.
    """
    _ready(place, now, tries)


@contextmanager
def opened(place: TokenPlace, pin: str, *, now: datetime, tries: PinTries) -> Iterator[OpenKey]:
    """A key of an unlocked token; the token is locked again afterwards.

    :param pin: not looked at where the PIN is typed on the token itself.
    :raises PinWrong, PinLastTry, PinLocked, PinUnset, PinToChange, PinNotGiven, PinNotTyped: the PIN.
    :raises CertificateExpired, CertificateNotYetValid, CertificateUnsuitable, CertificateWeak: the certificate.
        where: the holder.
    :raises DriverUnusable, DriverBitness, TokenMissing, TokenKeyMissing, TokenBusy, TokenRemoved, TokenFailed: the token.
    """
    ready: Ready | None
    try:
        ready = _ready(place, now, tries)  # what may not sign is refused before a PIN is risked
    except TokenEmpty:  # some tokens show nothing before their PIN was given
        ready = None
    token = find(place.driver, place.serial)
    with alone(place.driver, place.serial, where=label_of(token)):
        session = _unlocked(token, pin, tries)
        try:
            yield _open_key(session, place, pin, ready=ready or _seen(session, place, now), now=now)
        finally:
            _close(session)


def _ready(place: TokenPlace, now: datetime, tries: PinTries) -> Ready:
    token = find(place.driver, place.serial)
    with told(label_of(token)), session_of(token) as session:
        ready = _seen(session, place, now)
    _require_tries(token, tries)
    return ready


def _seen(session: pkcs11.Session, place: TokenPlace, now: datetime) -> Ready:
    """What can be seen of a key in a session, and that it may sign."""
    label = label_of(session.token)
    with told(label):
        found = certificates(session)
        own = own_of(session, found, place.key, where=label, now=now)
    require_suitable(own.certificate, now)
    der = own.certificate.dump()
    others = tuple(one.certificate for one in found if one.certificate.dump() != der)
    return Ready(own=own, others=others, way=_way(session.token, own.certificate))


def require_mechanism(place: TokenPlace, certificate: x509.Certificate) -> None:
    """Whether a token can sign with a key of that kind at all; no PIN is asked.

    :raises TokenCannotSign: it cannot. Others: as :func:`require_ready`.
    """
    _way(find(place.driver, place.serial), certificate)


def _way(token: pkcs11.Token, certificate: x509.Certificate) -> Way:
    algorithm = certificate.public_key.algorithm
    with told(label_of(token)):
        known = set(token.slot.get_mechanisms())
    for mechanism, way in _WAYS[algorithm]:
        if mechanism in known:
            return way
    raise TokenCannotSign(where=label_of(token), algorithm=algorithm.upper())


def _require_tries(token: pkcs11.Token, tries: PinTries) -> None:
    refusal = _STATES.get(pin_state(token.flags))
    if refusal is None and tries.wrong(serial_of(token)) >= MOST_WRONG:
        refusal = PinLastTry
    if refusal is not None:
        raise refusal(where=label_of(token))


def _unlocked(token: pkcs11.Token, pin: str, tries: PinTries) -> pkcs11.Session:
    """A token with its PIN given. A try is counted before it is made: who ends the program in the midst made it too."""
    label, serial = label_of(token), serial_of(token)
    _require_tries(token, tries)
    own_pad = has_own_pad(token)
    if not own_pad and not pin:
        raise PinNotGiven(where=label)
    before = tries.wrong(serial)
    tries.put(serial, before + 1)
    try:
        with told(label):
            given = pkcs11.PROTECTED_AUTH if own_pad else normalize("NFC", pin)
            session = session_of(token, user_pin=given)
    except PinWrong:
        raise
    except DvError:
        tries.put(serial, before)
        raise
    tries.put(serial, 0)
    return session


def _open_key(
    session: pkcs11.Session,
    place: TokenPlace,
    pin: str,
    *,
    ready: Ready,
    now: datetime,
) -> OpenKey:
    own, way = ready.own, ready.way
    label, holder = label_of(session.token), holder_of(own.certificate, now.tzinfo)
    with told(label):
        key = private_key_of(session, own)
        if key is None:
            raise TokenPrivateKeyMissing(where=label, name=holder.name, key=place.key)
        each_time = _asks_each_time(key)
    signer = TokenSigner(
        session,
        key=key,
        label=label,
        still_in=lambda: _still_in(place),
        signing_cert=own.certificate,
        ca_chain=ready.others,
        use_raw_mechanism=way.raw,
        prefer_pss=way.pss,
        base_sign_kwargs={"pin": normalize("NFC", pin)} if each_time and pin else None,
    )
    return OpenKey(holder=holder, signer=signer)


def _asks_each_time(key: pkcs11.PrivateKey) -> bool:
    """Whether the token wants its PIN before every signature (PKCS#11 v2.40, 4.9), as some do for papers."""
    try:
        return bool(key[Attribute.ALWAYS_AUTHENTICATE])
    except refused.AttributeTypeInvalid:  # a driver older than the attribute
        return False


def _still_in(place: TokenPlace) -> bool:
    try:
        find(place.driver, place.serial)
    except (TokenMissing, TokenRemoved, TokenFailed):
        return False
    return True


def _close(session: pkcs11.Session) -> None:
    try:
        session.close()
    except refused.PKCS11Error as error:  # it was pulled out: nothing is left to be closed
        log.info("a token's session could not be closed: %s", type(error).__name__)
