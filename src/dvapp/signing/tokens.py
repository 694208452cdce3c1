"""What stands on tokens (PKCS#11), as far as it can be seen without a PIN. Imports the drivers' binding; load it late."""

from datetime import datetime
from pathlib import Path

from asn1crypto import x509
from pkcs11 import TokenFlag

from dvapp.domain.signing.tokens import Token, TokenKey, TokenPlace
from dvapp.signing.certificates import holder_of, may_sign
from dvapp.signing.token_objects import certificates, own_of, session_of, to_sign_with
from dvapp.signing.token_talk import described, find, label_of, present, told, usable


def tokens_of(driver: Path) -> tuple[Token, ...]:
    """The tokens that are in.

    :raises DriverUnusable, DriverBitness, TokenFailed: as they say.
    """
    with told(str(driver)):
        return tuple(described(driver, token) for token in usable(driver))


def only_blank(driver: Path) -> bool:
    """Whether a token is in, and none on which anything was set up. :raises: as :func:`tokens_of`."""
    with told(str(driver)):
        found = [bool(token.flags & TokenFlag.TOKEN_INITIALIZED) for token in present(driver)]
    return bool(found) and not any(found)


def keys_of(driver: Path, serial: str, *, now: datetime) -> tuple[TokenKey, ...]:
    """Certificates of people and offices on a token, one for each key. No PIN is asked.

    :raises DriverUnusable, DriverBitness, TokenMissing, TokenRemoved, TokenFailed: as they say.
    """
    token = find(driver, serial)
    with told(label_of(token)), session_of(token) as session:
        found = to_sign_with(certificates(session), now)
    return tuple(
        TokenKey(
            id=one.key,
            label=one.label,
            holder=holder_of(one.certificate, now.tzinfo),
            algorithm=one.certificate.public_key.algorithm,
            may_sign=may_sign(one.certificate),
            fingerprint=one.certificate.sha256.hex(),
        )
        for one in found
    )


def certificate_of(
    place: TokenPlace, *, now: datetime
) -> tuple[x509.Certificate, tuple[x509.Certificate, ...]]:
    """The certificate of a key, and the others on its token.

    :raises TokenEmpty, TokenCertificateMissing, TokenKeyMissing: there is none to that key. Others: as :func:`keys_of`.
    """
    token = find(place.driver, place.serial)
    with told(label_of(token)), session_of(token) as session:
        found = certificates(session)
        own = own_of(session, found, place.key, where=label_of(token), now=now).certificate
    return own, tuple(one.certificate for one in found if one.certificate.dump() != own.dump())
