"""Certificates and revocation lists of any shape, made on the spot."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from dvapp.host.clock import SystemClock

NOW = SystemClock().now().replace(microsecond=0)
"""The command line asks the real clock, so these certificates live around the present."""

DAY = timedelta(days=1)
YEAR = timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class Made:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: Any

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def fingerprint(self) -> str:
        return self.certificate.fingerprint(hashes.SHA256()).hex()


@cache
def _weak_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=1024)


def name_of(common: str, organisation: str = "") -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COUNTRY_NAME, "VN")]
    if organisation:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation))
    return x509.Name([*parts, x509.NameAttribute(NameOID.COMMON_NAME, common)])


def make(
    common: str,
    *,
    by: Made | None = None,
    authority: bool = True,
    begin: datetime = NOW - YEAR,
    end: datetime = NOW + YEAR,
    path_length: int | None = None,
    organisation: str = "",
    weak: bool = False,
    list_url: str = "",
    limited_to: str = "",
    stamps: bool = False,
    key: Any = None,
) -> Made:
    """A certificate, signed by itself unless ``by`` another; of a new key unless ``key`` is given."""
    key = key or (_weak_key() if weak else ec.generate_private_key(ec.SECP256R1()))
    subject = name_of(common, organisation)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=path_length), critical=True)
        .add_extension(_usage(authority=authority), critical=True)
    )
    if list_url:
        place = x509.DistributionPoint([x509.UniformResourceIdentifier(list_url)], None, None, None)
        builder = builder.add_extension(x509.CRLDistributionPoints([place]), critical=False)
    if limited_to:
        limits = x509.NameConstraints([x509.DNSName(limited_to)], None)
        builder = builder.add_extension(limits, critical=True)
    if stamps:
        builder = builder.add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
        )
    return Made(certificate=builder.sign(by.key if by else key, hashes.SHA256()), key=key)


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def revocation_list(
    by: Made,
    *revoked: Made,
    made: datetime = NOW - DAY,
    due: datetime | None = NOW + 6 * DAY,
    number: int = 1,
    delta: bool = False,
) -> bytes:
    """A revocation list (DER); what is revoked is so since it was made."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(by.certificate.subject)
        .last_update(made)
        .next_update(due or made + YEAR)
        .add_extension(x509.CRLNumber(number), critical=False)
    )
    if delta:
        builder = builder.add_extension(x509.DeltaCRLIndicator(1), critical=True)
    for one in revoked:
        entry = (
            x509.RevokedCertificateBuilder()
            .serial_number(one.certificate.serial_number)
            .revocation_date(made)
            .build()
        )
        builder = builder.add_revoked_certificate(entry)
    return builder.sign(by.key, hashes.SHA256()).public_bytes(Encoding.DER)


def bundle(*made: Made) -> bytes:
    """A P7B file."""
    return pkcs7.serialize_certificates([one.certificate for one in made], Encoding.DER)
