"""What certificates and revocation lists say of themselves. Imports cryptography; load it late."""

from collections.abc import Iterator
from datetime import UTC
from hashlib import sha256
from typing import TypeVar

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import dsa, ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from dvapp.domain.errors import TrustUnreadable
from dvapp.domain.signing.authorities import CertificateFacts, FoundCertificate, ListFacts
from dvapp.domain.signing.timestamp_errors import RevocationListUnreadable
from dvapp.signing.bundles import parts_of_bundle
from dvapp.signing.certificates import printable

Kind = TypeVar("Kind", bound=x509.ExtensionType)

_USAGES = {
    "digital_signature": "digital_signature",
    "content_commitment": "non_repudiation",
    "key_encipherment": "key_encipherment",
    "data_encipherment": "data_encipherment",
    "key_agreement": "key_agreement",
    "key_cert_sign": "key_cert_sign",
    "crl_sign": "crl_sign",
}


def read_certificates(content: bytes) -> tuple[x509.Certificate, ...]:
    """All certificates of a PEM, DER or PKCS#7 file, each once, in their order; of a ZIP or SST file those of its parts.

    :raises TrustUnreadable: there is none, or one cannot be read.
    """
    found: list[x509.Certificate] = []
    for certificate in _read_parts(content):
        if certificate not in found:
            found.append(certificate)
    if not found:
        raise TrustUnreadable
    return tuple(found)


def _read_parts(content: bytes) -> Iterator[x509.Certificate]:
    """What else lies in a bundle, a note or a revocation list, is passed over."""
    try:
        parts = parts_of_bundle(content)
    except ValueError as error:
        raise TrustUnreadable from error
    if parts is None:
        yield from _read(content)
        return
    for part in parts:
        try:
            yield from _read(part)
        except TrustUnreadable:
            continue


def _read(content: bytes) -> list[x509.Certificate]:
    try:
        if b"-----BEGIN PKCS7-----" in content:
            return list(pkcs7.load_pem_pkcs7_certificates(content))
        if b"-----BEGIN" in content:
            return list(x509.load_pem_x509_certificates(content))
    except ValueError as error:
        raise TrustUnreadable from error
    try:
        return [x509.load_der_x509_certificate(content)]
    except ValueError:
        pass  # it may be a bundle
    try:
        return list(pkcs7.load_der_pkcs7_certificates(content))
    except ValueError as error:
        raise TrustUnreadable from error


def found_certificate(certificate: x509.Certificate) -> FoundCertificate:
    """A certificate with what it says.

    :raises TrustUnreadable: what it says breaks the rules of X.509.
    """
    try:
        return FoundCertificate(
            content=certificate.public_bytes(Encoding.DER), facts=_certificate_facts(certificate)
        )
    except (ValueError, x509.DuplicateExtension, x509.UnsupportedGeneralNameType) as error:
        raise TrustUnreadable from error


def _certificate_facts(certificate: x509.Certificate) -> CertificateFacts:
    limits = _extension(certificate, x509.BasicConstraints)
    usage = _extension(certificate, x509.KeyUsage)
    purposes = _extension(certificate, x509.ExtendedKeyUsage)
    signed_with = certificate.signature_hash_algorithm
    organisation = _part(certificate.subject, NameOID.ORGANIZATION_NAME)
    return CertificateFacts(
        fingerprint=fingerprint_of(certificate),
        name=name_of(certificate.subject),
        organisation=organisation,
        issuer=name_of(certificate.issuer),
        serial=f"{certificate.serial_number:x}",
        valid_from=certificate.not_valid_before_utc,
        valid_to=certificate.not_valid_after_utc,
        key=_key_words(certificate),
        algorithm=signed_with.name if signed_with is not None else "",
        self_signed=issued(certificate, certificate),
        is_authority=bool(limits is not None and limits.ca and (usage is None or usage.key_cert_sign)),
        path_length=limits.path_length if limits is not None else None,
        usage=tuple(word for name, word in _USAGES.items() if usage is not None and getattr(usage, name)),
        purposes=tuple(_purpose(one) for one in purposes) if purposes is not None else (),
        names=tuple(_limits_of_names(certificate)),
    )


def fingerprint_of(certificate: x509.Certificate) -> str:
    """SHA-256 of its DER form."""
    return sha256(certificate.public_bytes(Encoding.DER)).hexdigest()


def issued(child: x509.Certificate, parent: x509.Certificate) -> bool:
    """Whether ``parent``'s key signed ``child``, and the names agree."""
    try:
        child.verify_directly_issued_by(parent)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError):
        return False
    return True


def read_list(content: bytes) -> x509.CertificateRevocationList:
    """A revocation list, PEM or DER.

    :raises RevocationListUnreadable: it is none.
    """
    try:
        if b"-----BEGIN" in content:
            return x509.load_pem_x509_crl(content)
        return x509.load_der_x509_crl(content)
    except ValueError as error:
        raise RevocationListUnreadable from error


def list_facts(revocation: x509.CertificateRevocationList) -> ListFacts:
    """What a list says.

    :raises RevocationListUnreadable: what it says breaks the rules of X.509.
    """
    try:
        number = _extension(revocation, x509.CRLNumber)
        scope = _extension(revocation, x509.IssuingDistributionPoint)
        due = revocation.next_update_utc
        return ListFacts(
            fingerprint=sha256(revocation.public_bytes(Encoding.DER)).hexdigest(),
            issuer=name_of(revocation.issuer),
            scope=sha256(scope.public_bytes()).hexdigest()[:16] if scope is not None else "",
            made=revocation.last_update_utc,
            due=due.astimezone(UTC) if due is not None else None,
            number=number.crl_number if number is not None else None,
            count=len(revocation),
            is_delta=_extension(revocation, x509.DeltaCRLIndicator) is not None,
        )
    except (ValueError, x509.DuplicateExtension, x509.UnsupportedGeneralNameType) as error:
        raise RevocationListUnreadable from error


def signed_list(revocation: x509.CertificateRevocationList, authority: x509.Certificate) -> bool:
    """Whether an authority's key signed a list that bears its name."""
    if revocation.issuer != authority.subject:
        return False
    key = authority.public_key()
    if not isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey | dsa.DSAPublicKey):
        return False
    try:
        return bool(revocation.is_signature_valid(key))
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError):
        return False


def name_of(name: x509.Name) -> str:
    """What people call the holder: common name, else unit, else organisation, else all of it."""
    for part in (NameOID.COMMON_NAME, NameOID.ORGANIZATIONAL_UNIT_NAME, NameOID.ORGANIZATION_NAME):
        if text := _part(name, part):
            return text
    return printable(name.rfc4514_string())


def _part(name: x509.Name, part: x509.ObjectIdentifier) -> str:
    values = name.get_attributes_for_oid(part)
    value = values[0].value if values else ""
    return printable(value) if isinstance(value, str) else ""


def _key_words(certificate: x509.Certificate) -> str:
    try:
        key = certificate.public_key()
    except (UnsupportedAlgorithm, ValueError):
        return ""  # a kind of key that this program has no name for
    if isinstance(key, rsa.RSAPublicKey):
        return f"RSA {key.key_size}"
    if isinstance(key, ec.EllipticCurvePublicKey):
        return f"EC {key.key_size}"
    if isinstance(key, dsa.DSAPublicKey):
        return f"DSA {key.key_size}"
    return type(key).__name__.removesuffix("PublicKey")


def _purpose(purpose: x509.ObjectIdentifier) -> str:
    known = ExtendedKeyUsageOID
    names = {
        known.TIME_STAMPING: "time_stamping",
        known.EMAIL_PROTECTION: "email_protection",
        known.CLIENT_AUTH: "client_auth",
        known.SERVER_AUTH: "server_auth",
        known.CODE_SIGNING: "code_signing",
        known.OCSP_SIGNING: "ocsp_signing",
        known.ANY_EXTENDED_KEY_USAGE: "any",
    }
    return names.get(purpose, purpose.dotted_string)


def _limits_of_names(certificate: x509.Certificate) -> Iterator[str]:
    limits = _extension(certificate, x509.NameConstraints)
    if limits is None:
        return
    for sign, names in (("+", limits.permitted_subtrees), ("−", limits.excluded_subtrees)):
        for name in names or ():
            value = name.value
            yield f"{sign} {value.rfc4514_string() if isinstance(value, x509.Name) else value}"


def _extension(told: x509.Certificate | x509.CertificateRevocationList, kind: type[Kind]) -> Kind | None:
    try:
        return told.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None
