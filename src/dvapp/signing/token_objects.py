"""What lies on a token: certificates, and the private key that belongs to one. Imports the drivers' binding; load it late.

Drivers differ in what they tell: entries without an identity, keys with another identity than their certificate, two
keys with the same, old certificates beside the new, names in letters of their own. A key is known by its public half.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from unicodedata import normalize

import pkcs11
from asn1crypto import x509
from pkcs11 import Attribute, KeyType, ObjectClass
from pkcs11 import exceptions as refused
from pkcs11.attributes import AttributeMapper

from dvapp.domain.signing.token_errors import TokenCertificateMissing, TokenEmpty, TokenKeyMissing
from dvapp.signing.certificates import is_valid_at, may_sign

log = logging.getLogger(__name__)

_KINDS = {"rsa": KeyType.RSA, "ec": KeyType.EC}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A certificate on a token.

    :param key: identity of its key, hexadecimal; see :class:`~dvapp.domain.signing.tokens.TokenKey`.
    :param given: the identity as it stands on the token, empty if none does.
    """

    key: str
    given: bytes
    label: str
    certificate: x509.Certificate


def session_of(token: pkcs11.Token, **unlocking: object) -> pkcs11.Session:
    """A session that reads names in whatever letters they were written. :raises PKCS11Error: as the driver says."""
    mapper = AttributeMapper()
    mapper.register_handler(Attribute.LABEL, lambda text: str(text).encode(), read_name)
    return token.open(attribute_mapper=mapper, **unlocking)  # type: ignore[arg-type]  # the PIN, or none


def read_name(written: bytes) -> str:
    """A name on a token: UTF-8 as the standard wants, else what Windows programs of the country wrote."""
    text = written.rstrip(b"\0")
    if b"\0" in text:  # within a name only where each letter takes two bytes
        wide = "utf-16-be" if text[::2].count(0) > text[1::2].count(0) else "utf-16-le"
        text += b"\0" * (len(text) % 2)
        return normalize("NFC", text.decode(wide, errors="replace").strip())
    for letters in ("utf-8", "cp1258"):
        with suppress(UnicodeDecodeError):
            return normalize("NFC", text.decode(letters).strip())
    return normalize("NFC", text.decode("utf-8", errors="replace").strip())


def certificates(session: pkcs11.Session) -> Sequence[Found]:
    """All that can be read; one that cannot is left out, and hides no other."""
    return tuple(_readable(session))


def _readable(session: pkcs11.Session) -> Iterator[Found]:
    for entry in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
        try:
            certificate = x509.Certificate.load(entry[Attribute.VALUE])
            certificate.native  # noqa: B018 - asn1crypto parses on demand
        except (ValueError, TypeError, KeyError, refused.AttributeTypeInvalid) as error:
            log.info("a certificate on a token cannot be read: %s", type(error).__name__)
            continue
        given = _identity(entry)
        key = given.hex() or certificate.public_key.sha1.hex()
        yield Found(
            key=key, given=given, label=str(_told(entry, Attribute.LABEL) or ""), certificate=certificate
        )


def _told(entry: pkcs11.Object, attribute: Attribute) -> object:
    """What an entry says; ``None`` where its driver does not know such a thing."""
    try:
        return entry[attribute]
    except (refused.AttributeTypeInvalid, refused.AttributeSensitive, KeyError, ValueError):
        return None


def _identity(entry: pkcs11.Object) -> bytes:
    told = _told(entry, Attribute.ID)
    return told if isinstance(told, bytes) else b""


def to_sign_with(found: Sequence[Found], now: datetime) -> Sequence[Found]:
    """Of the certificates of people and offices one for each key: that may sign, is valid now, and lasts longest."""
    best: dict[str, Found] = {}
    for one in sorted(found, key=lambda one: _worth(one.certificate, now)):
        if not one.certificate.ca:
            best[one.key] = one
    return tuple(best.values())


def _worth(certificate: x509.Certificate, now: datetime) -> tuple[bool, bool, datetime]:
    return may_sign(certificate), is_valid_at(certificate, now), certificate.not_valid_after


def own_of(session: pkcs11.Session, found: Sequence[Found], key: str, *, where: str, now: datetime) -> Found:
    """The certificate of a key.

    :raises TokenEmpty, TokenCertificateMissing, TokenKeyMissing: there is none; which of both is missing.
    """
    own = next((one for one in to_sign_with(found, now) if one.key == key), None)
    if own is not None:
        return own
    alone = [_identity(entry).hex() for entry in _keys(session)]
    if alone and (key in alone or not found):
        raise TokenCertificateMissing(where=where, key=key or alone[0])
    if not found and not key:
        raise TokenEmpty(where=where, key=key)
    raise TokenKeyMissing(where=where, key=key)


def _keys(session: pkcs11.Session) -> Iterator[pkcs11.Object]:
    """Halves of keys that can be seen: the private ones only once the PIN was given."""
    for kind in (ObjectClass.PRIVATE_KEY, ObjectClass.PUBLIC_KEY):
        yield from session.get_objects({Attribute.CLASS: kind})


def private_key_of(session: pkcs11.Session, own: Found) -> pkcs11.PrivateKey | None:
    """The private key of a certificate on an unlocked token; ``None``: it is not there.

    Those with the certificate's identity come first; where none of them is its key, all others are looked at.
    """
    seen = tuple(session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY}))
    named = [one for one in seen if own.given and _identity(one) == own.given]
    fitting = [one for one in named if _belongs(one, own.certificate) is not False]
    if not fitting:
        fitting = [one for one in seen if _belongs(one, own.certificate)]
    if not fitting and len(seen) == 1 and not own.given:
        fitting = [one for one in seen if _belongs(one, own.certificate) is not False]
    return next(iter(fitting), None)  # type: ignore[return-value]  # what is of this class is a private key


def _belongs(key: pkcs11.Object, certificate: x509.Certificate) -> bool | None:
    """Whether it is the certificate's private key; ``None`` where the token does not tell enough to know."""
    public = certificate.public_key
    if _told(key, Attribute.SIGN) is False or _told(key, Attribute.KEY_TYPE) != _KINDS.get(public.algorithm):
        return False
    if public.algorithm == "rsa":
        modulus = _told(key, Attribute.MODULUS)
        if not isinstance(modulus, bytes) or not modulus:
            return None
        return bool(int.from_bytes(modulus, "big") == public["public_key"].parsed["modulus"].native)
    curve = _told(key, Attribute.EC_PARAMS)
    if isinstance(curve, bytes) and curve != public["algorithm"]["parameters"].dump():
        return False
    return None
