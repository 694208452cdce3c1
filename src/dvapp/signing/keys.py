"""Opens PKCS#12 keys and refuses what may not sign before it signs. Imports pyHanko; load it late.

pyHanko signs with an expired certificate, or an authority's, without a word; and its own loader answers ``None`` to
a wrong password and to a broken file alike.
"""

from dataclasses import dataclass, field
from datetime import datetime
from unicodedata import normalize

from asn1crypto import keys as asn1_keys
from asn1crypto import pkcs12 as asn1_pkcs12
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    pkcs12,
)
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from dvapp.domain.errors import (
    CertificateExpired,
    CertificateNotYetValid,
    CertificateUnsuitable,
    KeyPasswordWrong,
    KeyUnreadable,
)
from dvapp.domain.signing.token_errors import CertificateWeak
from dvapp.domain.signing.verification import KeyHolder
from dvapp.signing.certificates import holder_of, may_sign, usage_of

LEAST_BITS = {"rsa": 2048, "ec": 256}
"""Kinds of keys that can sign here, and how long they must be: nobody has issued shorter ones for years, as they can be
forged (the country's list of standards for signatures wants RSA of 2048 bits at least)."""

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenKey:
    """A private key in memory or on a token, with the certificate that may sign with it."""

    holder: KeyHolder
    signer: Signer = field(repr=False)

    @property
    def certificate(self) -> bytes:
        """Its certificate (DER)."""
        assert self.signer.signing_cert is not None, "keys are opened with their certificate"
        return bytes(self.signer.signing_cert.dump())

    @property
    def authorities(self) -> tuple[bytes, ...]:
        """Other certificates that lie with the key (DER)."""
        own = self.certificate
        return tuple(der for other in self.signer.cert_registry if (der := bytes(other.dump())) != own)


def open_key(key_file: bytes, password: str, *, now: datetime, where: str) -> OpenKey:
    """Open a PKCS#12 and check that its certificate may sign at ``now``.

    :param password: encoded as NFC UTF-8 (RFC 7292 leaves other forms to chance).
    :raises KeyUnreadable: no PKCS#12, or one without a private key and its certificate. where: ``where``.
    :raises KeyPasswordWrong: the password does not open it; a damaged file says the same.
    :raises CertificateExpired, CertificateNotYetValid, CertificateUnsuitable, CertificateWeak: where: the holder.
    """
    private, certificate, others = _unpack(key_file, password, where)
    own = _asn1(certificate)
    holder = require_suitable(own, now)
    signer = SimpleSigner(
        signing_cert=own,
        signing_key=asn1_keys.PrivateKeyInfo.load(
            private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        ),
        cert_registry=SimpleCertificateStore.from_certs([_asn1(other) for other in others]),
        embed_roots=False,  # a verifier brings its own
    )
    return OpenKey(holder=holder, signer=signer)


def require_suitable(certificate: asn1_x509.Certificate, now: datetime) -> KeyHolder:
    """Refuse a certificate that may not sign documents at ``now``; returns whose it is.

    :raises CertificateExpired, CertificateNotYetValid, CertificateUnsuitable, CertificateWeak: where: the holder.
    """
    holder = holder_of(certificate, now.tzinfo)
    require_purpose(certificate, holder)
    require_current(holder, now)
    return holder


def require_purpose(certificate: asn1_x509.Certificate, holder: KeyHolder) -> None:
    """Refuse a certificate that is not one to sign documents with, at whatever time.

    :raises CertificateUnsuitable, CertificateWeak: where: the holder.
    """
    algorithm = certificate.public_key.algorithm
    if algorithm not in LEAST_BITS:
        # Such as a key bound to PSS by its certificate: pyHanko has no mechanism for it.
        raise CertificateUnsuitable(where=holder.name, usage=algorithm)
    if not may_sign(certificate):
        raise CertificateUnsuitable(where=holder.name, usage=", ".join(usage_of(certificate)))
    bits, least = certificate.public_key.bit_size, LEAST_BITS[algorithm]
    if bits < least:
        raise CertificateWeak(
            where=holder.name, bits=str(bits), least=str(least), algorithm=algorithm.upper()
        )


def require_current(holder: KeyHolder, now: datetime) -> None:
    """Refuse a certificate that is not valid at ``now``.

    :raises CertificateExpired, CertificateNotYetValid: where: the holder.
    """
    if now > holder.valid_to:
        raise CertificateExpired(where=holder.name, until=holder.valid_to.date())
    if now < holder.valid_from:
        raise CertificateNotYetValid(where=holder.name, since=holder.valid_from.date())


def _unpack(
    key_file: bytes, password: str, where: str
) -> tuple[PrivateKey, x509.Certificate, list[x509.Certificate]]:
    if not _is_pkcs12(key_file):
        raise KeyUnreadable(where=where)
    try:
        content = pkcs12.load_pkcs12(key_file, normalize("NFC", password).encode("utf-8"))
    except UnsupportedAlgorithm as error:
        raise KeyUnreadable(where=where) from error
    except ValueError as error:
        # Its frame is a PKCS#12 (above), so what failed is the integrity code, which is keyed by the password.
        raise KeyPasswordWrong(where=where) from error
    found = [entry.certificate for entry in (content.cert, *content.additional_certs) if entry is not None]
    private = content.key
    if not isinstance(private, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise KeyUnreadable(where=where)
    own = next((certificate for certificate in found if _belongs(private, certificate)), None)
    if own is None:
        raise KeyUnreadable(where=where)
    return private, own, [certificate for certificate in found if certificate is not own]


def _is_pkcs12(key_file: bytes) -> bool:
    """Whether the outermost structure is that of RFC 7292, section 4: version 3, then data."""
    try:
        frame = asn1_pkcs12.Pfx.load(key_file)
        return bool(frame["version"].native == "v3" and frame["auth_safe"]["content_type"].native == "data")
    except (ValueError, TypeError, KeyError):  # what asn1crypto raises for bytes that are something else
        return False


def _belongs(private: PrivateKey, certificate: x509.Certificate) -> bool:
    form = (Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return certificate.public_key().public_bytes(*form) == private.public_key().public_bytes(*form)


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
