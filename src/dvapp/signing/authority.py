"""A throw-away certificate authority for the demo and the tests. What it issues means nothing outside of them."""

from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta
from typing import Literal
from unicodedata import normalize

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

KeyKind = Literal["rsa", "ec"]
PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

SIGNS_DOCUMENTS = frozenset({"digital_signature", "content_commitment"})
"""Key usage of a person's or an organisation's certificate; content commitment is the newer name of non-repudiation."""

SIGNS_CERTIFICATES = frozenset({"key_cert_sign", "crl_sign"})
"""Key usage of an authority's certificate."""

_USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


class ThrowawayAuthority:
    """A root made on the spot. Its private key lives in memory only and is never written.

    :param name: common name of the authority, made NFC.
    :param now: the moment from which its certificates count; aware.
    :param key: kind of the root's key.
    """

    def __init__(self, name: str, now: datetime, *, key: KeyKind = "ec") -> None:
        self._now = now
        self._key = _new_key(key)
        self._name = _name(name, "")
        # A day before and some years after everything it issues: only the holder's dates are ever in question.
        self._certificate = (
            _builder(
                self._name, self._name, self._key, now - timedelta(days=3650), now + timedelta(days=7300)
            )
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage(SIGNS_CERTIFICATES), critical=True)
            .sign(self._key, hashes.SHA256())
        )

    @property
    def pem(self) -> bytes:
        """The root certificate, what a verifier has to trust."""
        return self._certificate.public_bytes(Encoding.PEM)

    @property
    def der(self) -> bytes:
        """The root certificate in binary form."""
        return self._certificate.public_bytes(Encoding.DER)

    def issue(
        self,
        *,
        name: str,
        organisation: str,
        password: str,
        days: int = 365,
        key: KeyKind = "ec",
        not_before: datetime | None = None,
        usage: AbstractSet[str] | None = SIGNS_DOCUMENTS,
        authority: bool = False,
        stamps_time: bool = False,
        revocation_url: str = "",
    ) -> bytes:
        """A new key and its certificate as PKCS#12.

        :param name: common name, made NFC; ``organisation`` may be empty.
        :param password: of the PKCS#12, written as NFC UTF-8.
        :param days: how long it is valid from ``not_before``; at least 1.
        :param not_before: begin of its validity, the authority's ``now`` (less a minute) by default.
        :param usage: names of key usage bits; ``None`` leaves the extension out.
        :param authority: make it an authority's certificate, which may not sign documents.
        :param stamps_time: make it a timestamping authority's certificate.
        :param revocation_url: where it says that the revocation list lies; nothing answers there. Empty: it says
            nothing.
        """
        private = _new_key(key)
        begin = not_before or self._now - timedelta(minutes=1)
        holder = _name(name, organisation)
        builder = _builder(holder, self._name, private, begin, begin + timedelta(days=days))
        builder = builder.add_extension(
            x509.BasicConstraints(ca=authority, path_length=None), critical=True
        ).add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), critical=False
        )
        if usage is not None:
            builder = builder.add_extension(_usage(usage), critical=True)
        if revocation_url:
            builder = builder.add_extension(_listed_at(revocation_url), critical=False)
        if stamps_time:
            purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            builder = builder.add_extension(purpose, critical=True)
        certificate = builder.sign(self._key, hashes.SHA256())
        return pkcs12.serialize_key_and_certificates(
            normalize("NFC", name).encode("utf-8"),
            private,
            certificate,
            None,
            BestAvailableEncryption(normalize("NFC", password).encode("utf-8")),
        )

    def revocation_list(self, *serials: int) -> bytes:
        """A revocation list (DER) of ``now`` for a week, with the given serial numbers revoked at ``now``."""
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self._name)
            .last_update(self._now)
            .next_update(self._now + timedelta(days=7))
            .add_extension(x509.CRLNumber(1), critical=False)
        )
        for serial in serials:
            entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(self._now).build()
            builder = builder.add_revoked_certificate(entry)
        return builder.sign(self._key, hashes.SHA256()).public_bytes(Encoding.DER)


def _new_key(kind: KeyKind) -> PrivateKey:
    if kind == "rsa":
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return ec.generate_private_key(ec.SECP256R1())


def _name(name: str, organisation: str) -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COUNTRY_NAME, "VN")]
    if organisation:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, normalize("NFC", organisation)))
    parts.append(x509.NameAttribute(NameOID.COMMON_NAME, normalize("NFC", name)))
    return x509.Name(parts)


def _builder(
    subject: x509.Name, issuer: x509.Name, key: PrivateKey, begin: datetime, end: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(end)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(names: AbstractSet[str]) -> x509.KeyUsage:
    return x509.KeyUsage(**{usage: usage in names for usage in _USAGES})


def _listed_at(url: str) -> x509.CRLDistributionPoints:
    place = x509.DistributionPoint([x509.UniformResourceIdentifier(url)], None, None, None)
    return x509.CRLDistributionPoints([place])
