"""Signs with keys that never leave a token (PKCS#11). Imports pyHanko and the drivers' binding; load it late.

Keys are picked by their identity: labels with Vietnamese letters fail on some drivers. A wrong PIN is never tried again
by the program, and where the token or our own count says that the next one would lock it, none is tried.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pkcs11
from asn1crypto import x509
from pkcs11 import Attribute, Mechanism, ObjectClass, TokenFlag
from pkcs11 import exceptions as refused
from pyhanko.sign.pkcs11 import PKCS11Signer

from dvapp.domain.errors import CertificateUnsuitable
from dvapp.domain.signing.token_errors import (
    DriverUnusable,
    PinLastTry,
    PinLocked,
    PinUnset,
    PinWrong,
    TokenCannotSign,
    TokenFailed,
    TokenKeyMissing,
    TokenMissing,
    TokenRemoved,
)
from dvapp.domain.signing.tokens import MOST_WRONG, PinState, Token, TokenKey, TokenPlace
from dvapp.signing.certificates import holder_of, may_sign, usage_of
from dvapp.signing.drivers import require_loadable
from dvapp.signing.keys import OpenKey, require_current
from dvapp.signing.pin_tries import PinTries

log = logging.getLogger(__name__)

_GONE = (
    refused.DeviceRemoved,
    refused.TokenNotPresent,
    refused.SessionHandleInvalid,
    refused.SessionClosed,
    refused.SlotIDInvalid,
    refused.ObjectHandleInvalid,
    refused.KeyHandleInvalid,
)
_ALGORITHMS = frozenset({"rsa", "ec"})

_WHOLE = {"rsa": Mechanism.SHA256_RSA_PKCS, "ec": Mechanism.ECDSA_SHA256}
"""What signs a text; tokens without it sign a digest that is made here."""

_RAW = {"rsa": Mechanism.RSA_PKCS, "ec": Mechanism.ECDSA}
"""What signs such a digest."""


@contextmanager
def told(where: str) -> Iterator[None]:
    """What a driver raises, as a refusal in words. ``where``: the token, or the driver."""
    try:
        yield
    except _GONE as error:
        raise TokenRemoved(where=where) from error
    except refused.PinLocked as error:
        raise PinLocked(where=where) from error
    except (refused.PinExpired, refused.UserPinNotInitialized) as error:
        raise PinUnset(where=where) from error
    except (refused.PinIncorrect, refused.PinLenRange, refused.PinInvalid) as error:
        raise PinWrong(where=where) from error
    except refused.PKCS11Error as error:
        if type(error) is refused.PKCS11Error:  # pyHanko's own words: what was there a moment ago is gone
            raise TokenRemoved(where=where) from error
        raise TokenFailed(where=where, reason=type(error).__name__) from error


class TokenSigner(PKCS11Signer):
    """pyHanko's signer, whose failures are refusals. ``label``: names the token in them."""

    def __init__(self, session: pkcs11.Session, *, label: str, **options: Any) -> None:
        super().__init__(session, embed_roots=False, **options)
        self._label = label

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """Sign with the token.

        :raises TokenRemoved, TokenFailed, PinLocked: as they say.
        """
        with told(self._label):
            return bytes(await super().async_sign_raw(data, digest_algorithm, dry_run))


def tokens_of(driver: Path) -> tuple[Token, ...]:
    """The tokens that are in.

    :raises DriverUnusable, DriverBitness, TokenFailed: as they say.
    """
    with told(str(driver)):
        return tuple(_token(driver, found) for found in _present(driver))


def keys_of(driver: Path, serial: str, *, now: datetime) -> tuple[TokenKey, ...]:
    """Certificates of people and offices on a token, each with the identity of its key. No PIN is asked.

    :raises DriverUnusable, DriverBitness, TokenMissing, TokenRemoved, TokenFailed: as they say.
    """
    token = _find(driver, serial)
    with told(_label(token)), token.open() as session:
        found = _certificates(session)
    return tuple(
        TokenKey(
            id=key.hex(),
            label=label,
            holder=holder_of(certificate, now.tzinfo),
            algorithm=certificate.public_key.algorithm,
            may_sign=may_sign(certificate),
        )
        for key, label, certificate in found
        if not certificate.ca
    )


def certificate_of(place: TokenPlace) -> tuple[x509.Certificate, tuple[x509.Certificate, ...]]:
    """The certificate of a key, and the others on its token.

    :raises TokenKeyMissing: there is none to that key. Others: as :func:`keys_of`.
    """
    token = _find(place.driver, place.serial)
    with told(_label(token)), token.open() as session:
        return _own_and_others(session, place, _label(token))


@contextmanager
def opened(place: TokenPlace, pin: str, *, now: datetime, tries: PinTries) -> Iterator[OpenKey]:
    """A key of an unlocked token; the token is locked again afterwards.

    :raises PinWrong, PinLastTry, PinLocked, PinUnset: the PIN.
    :raises CertificateExpired, CertificateNotYetValid, CertificateUnsuitable: the certificate. where: the holder.
    :raises DriverUnusable, DriverBitness, TokenMissing, TokenKeyMissing, TokenRemoved, TokenFailed: the token.
    """
    own, others = certificate_of(place)  # what may not sign is refused before a PIN is risked
    _require_suitable(own, now)
    token = _find(place.driver, place.serial)
    whole = _signs_whole(token, own)
    session = _unlocked(token, pin, tries)
    try:
        signer = TokenSigner(
            session,
            label=_label(token),
            signing_cert=own,
            ca_chain=others,
            key_id=bytes.fromhex(place.key),
            use_raw_mechanism=not whole,
        )
        _require_key(session, place, _label(token))
        with told(_label(token)):
            signer.signing_cert  # noqa: B018 - pyHanko fetches the key when it is first asked for anything
        yield OpenKey(holder=holder_of(own, now.tzinfo), signer=signer)
    finally:
        _close(session)


def require_mechanism(place: TokenPlace, certificate: x509.Certificate) -> None:
    """Whether a token can sign with a key of that kind at all; no PIN is asked.

    :raises TokenCannotSign: it cannot. Others: as :func:`keys_of`.
    """
    _signs_whole(_find(place.driver, place.serial), certificate)


def _signs_whole(token: pkcs11.Token, certificate: x509.Certificate) -> bool:
    """Whether the token signs a text, or only a digest that is made here.

    :raises TokenCannotSign: it does neither.
    """
    algorithm = certificate.public_key.algorithm
    with told(_label(token)):
        known = set(token.slot.get_mechanisms())
    if not known & {_WHOLE[algorithm], _RAW[algorithm]}:
        raise TokenCannotSign(where=_label(token), algorithm=algorithm.upper())
    return _WHOLE[algorithm] in known


def _close(session: pkcs11.Session) -> None:
    try:
        session.close()
    except refused.PKCS11Error as error:  # it was pulled out: nothing is left to be closed
        log.info("a token's session could not be closed: %s", type(error).__name__)


def _unlocked(token: pkcs11.Token, pin: str, tries: PinTries) -> pkcs11.Session:
    label, serial = _label(token), _serial(token)
    state = _pin_state(token.flags)
    if state is PinState.LOCKED:
        raise PinLocked(where=label)
    if state is PinState.UNSET:
        raise PinUnset(where=label)
    if state is PinState.LAST or tries.wrong(serial) >= MOST_WRONG:
        raise PinLastTry(where=label)
    try:
        with told(label):
            session = token.open(user_pin=_pin_for(token, pin))
    except PinWrong:
        tries.put(serial, tries.wrong(serial) + 1)
        raise
    tries.put(serial, 0)
    return session


def _pin_for(token: pkcs11.Token, pin: str) -> Any:
    """What unlocks a token: the PIN, or the reader's own keys where it has some."""
    by_itself = token.flags & TokenFlag.PROTECTED_AUTHENTICATION_PATH
    return pkcs11.PROTECTED_AUTH if by_itself else normalize("NFC", pin)


def _require_suitable(certificate: x509.Certificate, now: datetime) -> None:
    holder = holder_of(certificate, now.tzinfo)
    if certificate.public_key.algorithm not in _ALGORITHMS:
        raise CertificateUnsuitable(where=holder.name, usage=certificate.public_key.algorithm)
    require_current(holder, now)
    if not may_sign(certificate):
        raise CertificateUnsuitable(where=holder.name, usage=", ".join(usage_of(certificate)))


def _require_key(session: pkcs11.Session, place: TokenPlace, label: str) -> None:
    wanted = {Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.ID: bytes.fromhex(place.key)}
    with told(label):
        if not list(session.get_objects(wanted)):
            raise TokenKeyMissing(where=label, key=place.key)


def _own_and_others(
    session: pkcs11.Session, place: TokenPlace, label: str
) -> tuple[x509.Certificate, tuple[x509.Certificate, ...]]:
    found = _certificates(session)
    own = next((certificate for key, _, certificate in found if key.hex() == place.key), None)
    if own is None:
        raise TokenKeyMissing(where=label, key=place.key)
    return own, tuple(certificate for _, _, certificate in found if certificate.dump() != own.dump())


def _certificates(session: pkcs11.Session) -> Sequence[tuple[bytes, str, x509.Certificate]]:
    found: list[tuple[bytes, str, x509.Certificate]] = []
    for entry in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
        try:
            certificate = x509.Certificate.load(entry[Attribute.VALUE])
            certificate.native  # noqa: B018 - asn1crypto parses on demand; what cannot be read is left out
            found.append((bytes(entry[Attribute.ID]), str(entry[Attribute.LABEL]), certificate))
        except (ValueError, TypeError, KeyError) as error:
            log.info("a certificate on a token cannot be read: %s", type(error).__name__)
    return found


def _find(driver: Path, serial: str) -> pkcs11.Token:
    with told(str(driver)):
        found = next((token for token in _present(driver) if _serial(token) == serial), None)
    if found is None:
        raise TokenMissing(where=serial or str(driver))
    return found


def _present(driver: Path) -> Iterator[pkcs11.Token]:
    require_loadable(driver)
    try:
        library = pkcs11.lib(str(driver))
    except refused.PKCS11Error as error:
        raise DriverUnusable(where=str(driver), reason="load") from error
    for slot in library.get_slots(token_present=True):
        try:
            token = slot.get_token()
        except (refused.TokenNotPresent, refused.TokenNotRecognised):  # pulled out since, or not ours
            continue
        if token.flags & TokenFlag.TOKEN_INITIALIZED:
            yield token


def _token(driver: Path, token: pkcs11.Token) -> Token:
    return Token(
        driver=driver,
        serial=_serial(token),
        label=_label(token),
        maker=token.manufacturer_id.strip(),
        model=token.model.strip(),
        pin=_pin_state(token.flags),
        own_pad=bool(token.flags & TokenFlag.PROTECTED_AUTHENTICATION_PATH),
    )


def _pin_state(flags: TokenFlag) -> PinState:
    if flags & TokenFlag.USER_PIN_LOCKED:
        return PinState.LOCKED
    if not flags & TokenFlag.USER_PIN_INITIALIZED or flags & TokenFlag.USER_PIN_TO_BE_CHANGED:
        return PinState.UNSET
    if flags & TokenFlag.USER_PIN_FINAL_TRY:
        return PinState.LAST
    return PinState.LOW if flags & TokenFlag.USER_PIN_COUNT_LOW else PinState.GOOD


def _serial(token: pkcs11.Token) -> str:
    return bytes(token.serial).decode("utf-8", errors="replace").strip().strip("\0")


def _label(token: pkcs11.Token) -> str:
    return normalize("NFC", token.label.strip().strip("\0")) or _serial(token)
