"""Whether a certificate leads to the given authorities. Never the system's, never the network. Imports pyHanko."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from asn1crypto import crl, ocsp, x509
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    DisallowedAlgorithmError,
    ExpiredError,
    InsufficientRevinfoError,
    NotYetValidError,
    PathError,
    RevokedError,
    ValidationError,
)
from pyhanko_certvalidator.path import ValidationPath

from dvapp.domain.errors import TrustUnreadable
from dvapp.domain.signing.verification import Reason
from dvapp.signing.certificates import can_be_revoked, is_valid_at, may_sign


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the given authorities make of a certificate.

    :param reason: ``NONE`` when it may be relied upon.
    :param trusted: whether it leads to one of them, expired and revoked ones included.
    """

    reason: Reason
    trusted: bool
    revocation_checked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a document brings along to judge its certificates by: authorities between, revocation lists and answers."""

    roots: tuple[x509.Certificate, ...]
    certificates: tuple[x509.Certificate, ...] = ()
    lists: tuple[crl.CertificateList, ...] = ()
    answers: tuple[ocsp.OCSPResponse, ...] = ()

    def context(self, moment: datetime, *, revocation: str = "soft-fail") -> ValidationContext:
        """The same for pyHanko, to judge as of ``moment``. ``revocation``: name of pyHanko's mode."""
        options: dict[str, Any] = {
            "trust_roots": list(self.roots),  # an empty list trusts nobody; None would ask the system
            "other_certs": list(self.certificates),
            "crls": list(self.lists),
            "ocsps": list(self.answers),
            "moment": moment,
            "allow_fetching": False,
            "revocation_mode": revocation,
        }
        return ValidationContext(**options)


def read_authorities(trust: bytes) -> tuple[x509.Certificate, ...]:
    """The certificates of a PEM bundle or a DER file.

    :raises TrustUnreadable: there is none.
    """
    try:
        found = tuple(load_certs_from_pemder_data(trust))
        for certificate in found:
            certificate.native  # noqa: B018 - asn1crypto parses on demand; whatever is wrong shows here
    except (ValueError, TypeError, KeyError) as error:
        raise TrustUnreadable from error
    if not found:
        raise TrustUnreadable
    return found


def evidence_of(reader: PdfFileReader, roots: tuple[x509.Certificate, ...]) -> Evidence:
    """The document's security store (ETSI EN 319 142-1, 5.4.2), if it has one, beside ``roots``."""
    try:
        store = DocumentSecurityStore.read_dss(handler=reader)
    except NoDSSFoundError:
        return Evidence(roots=roots)
    return Evidence(
        roots=roots,
        certificates=tuple(store.load_certs()),
        lists=tuple(crl.CertificateList.load(entry.get_object().data) for entry in store.crls),
        answers=tuple(ocsp.OCSPResponse.load(entry.get_object().data) for entry in store.ocsps),
    )


async def judge(
    certificate: x509.Certificate, between: Sequence[x509.Certificate], evidence: Evidence, moment: datetime
) -> Standing:
    """What the authorities make of ``certificate`` at ``moment`` (aware).

    :param between: certificates that came with the signature, of authorities between its own and a given one.
    """
    evidence = replace(evidence, certificates=(*evidence.certificates, *between))
    try:
        path = await _path(certificate, evidence.context(moment))
    except (ExpiredError, NotYetValidError):  # raised after the signature of the one above was found good
        return Standing(reason=Reason.OUT_OF_BOUNDS_NO_POE, trusted=True)
    except RevokedError:
        return Standing(reason=Reason.REVOKED_NO_POE, trusted=True, revocation_checked=True)
    except InsufficientRevinfoError:  # the answers that came along are older than they may be
        return Standing(reason=Reason.TRY_LATER, trusted=True)
    except DisallowedAlgorithmError:
        return Standing(reason=Reason.CHAIN_CONSTRAINTS_FAILURE, trusted=False)
    except (PathError, ValidationError):
        return Standing(reason=Reason.NO_CERTIFICATE_CHAIN_FOUND, trusted=False)
    if not may_sign(certificate):
        return Standing(reason=Reason.CHAIN_CONSTRAINTS_FAILURE, trusted=True)
    if not is_valid_at(
        certificate, moment
    ):  # a certificate that is itself given as an authority is not asked above
        return Standing(reason=Reason.OUT_OF_BOUNDS_NO_POE, trusted=True)
    return await _revocation(path, certificate, evidence, moment)


async def _revocation(
    path: ValidationPath, certificate: x509.Certificate, evidence: Evidence, moment: datetime
) -> Standing:
    """Revoked was refused above; here: is there an answer for each certificate that names a place to ask?"""
    if not any(can_be_revoked(step) for step in path.iter_certs(include_root=False)):
        return Standing(reason=Reason.NONE, trusted=True)
    try:
        await _path(certificate, evidence.context(moment, revocation="hard-fail"))
    except (PathError, ValidationError):
        return Standing(reason=Reason.TRY_LATER, trusted=True)
    return Standing(reason=Reason.NONE, trusted=True, revocation_checked=True)


async def _path(certificate: x509.Certificate, context: ValidationContext) -> ValidationPath:
    return await CertificateValidator(certificate, validation_context=context).async_validate_path()
