"""What a certificate says: whose it is, what it may do, whom to ask about it. Imports asn1crypto; load it late."""

import re
from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any
from unicodedata import normalize

from asn1crypto import x509

from dvapp.domain.signing.verification import KeyHolder

UNSEEN = "\N{REPLACEMENT CHARACTER}"
"""Stands for a character that nobody sees."""

# Non-repudiation is what ETSI EN 319 412-2 (4.3.2) wants of a signer's certificate; most Vietnamese ones say
# digital signature, alone or too.
_SIGNS = frozenset({"non_repudiation", "digital_signature"})

_OF_SERVICES = frozenset({"time_stamping", "ocsp_signing", "server_auth"})
"""Purposes (RFC 5280, 4.2.1.12) of machines that answer: a key with no other signs no papers. Certificates of people say
e-mail, client or something of their maker's own, or nothing; none of that is turned away."""


def holder_of(certificate: x509.Certificate, zone: tzinfo | None) -> KeyHolder:
    """Whose certificate it is.

    :param zone: the zone its dates are told in.
    """
    subject, issuer = certificate.subject.native, certificate.issuer.native
    organisation = _part(subject, "organization_name") or _part(subject, "organizational_unit_name")
    return KeyHolder(
        name=_part(subject, "common_name") or organisation,
        organisation=organisation,
        issuer=_part(issuer, "common_name") or _part(issuer, "organization_name"),
        valid_from=certificate.not_valid_before.astimezone(zone),
        valid_to=certificate.not_valid_after.astimezone(zone),
    )


def algorithms_of(certificate: x509.Certificate, digest: str) -> str:
    """What a signature was made with, as people write it: ``SHA-256, RSA 2048``.

    :param digest: asn1crypto's name of the digest.
    """
    key = certificate.public_key
    name = re.sub(r"^SHA(?=\d)(?!3_)", "SHA-", digest.upper()).replace("_", "-")
    return f"{name}, {key.algorithm.upper()} {key.bit_size}"


def usage_of(certificate: x509.Certificate) -> tuple[str, ...]:
    """Names of its key usage bits; empty when it does not say. An authority's certificate says ``ca`` first, and one of
    a service ends with what it serves for.
    """
    value = certificate.key_usage_value
    bits = tuple(sorted(value.native)) if value is not None else ()
    purposes = _purposes(certificate)
    serves = tuple(sorted(purposes)) if purposes and purposes <= _OF_SERVICES else ()
    return (*(("ca",) if certificate.ca else ()), *bits, *serves)


def may_sign(certificate: x509.Certificate) -> bool:
    """Whether it may sign documents: neither an authority's nor a service's, and its key usage, if any, allows it."""
    usage = usage_of(certificate)
    return _OF_SERVICES.isdisjoint(usage) and _may_sign(usage)


def may_stamp_time(certificate: x509.Certificate) -> bool:
    """Whether it may make timestamps: for that and nothing else (RFC 3161, 2.3)."""
    return _purposes(certificate) == {"time_stamping"} and _may_sign(usage_of(certificate)[:-1])


def _may_sign(usage: Sequence[str]) -> bool:
    return "ca" not in usage and (not usage or not _SIGNS.isdisjoint(usage))


def _purposes(certificate: x509.Certificate) -> set[str]:
    told = certificate.extended_key_usage_value
    return set(told.native) if told is not None else set()


def is_valid_at(certificate: x509.Certificate, moment: datetime) -> bool:
    """Whether ``moment`` (aware) lies in its period."""
    return bool(certificate.not_valid_before <= moment <= certificate.not_valid_after)


def can_be_revoked(certificate: x509.Certificate) -> bool:
    """Whether it names a place to ask about revocation (CRL or OCSP)."""
    return certificate.crl_distribution_points_value is not None or bool(certificate.ocsp_urls)


def _part(name: dict[str, Any], part: str) -> str:
    """One part of a name, NFC; of several values of a part the first."""
    value = name.get(part, "")
    text = value[0] if isinstance(value, list) and value else value
    return printable(text) if isinstance(text, str) else ""


def printable(text: str) -> str:
    """NFC, on one line, with a mark for each character that cannot be seen or turns the line about.

    Names come from strangers and go to a terminal; what is left out silently would make two names look alike.
    """
    return "".join(letter if letter.isprintable() else UNSEEN for letter in normalize("NFC", text))
