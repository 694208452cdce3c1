"""Whether a certificate leads to the given authorities. Never the system's, never the network. Imports pyHanko."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from asn1crypto import crl, ocsp, x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    DisallowedAlgorithmError,
    ExpiredError,
    InsufficientRevinfoError,
    NotYetValidError,
    PathError,
    PathValidationError,
    RevokedError,
    ValidationError,
)
from pyhanko_certvalidator.path import ValidationPath

from dvapp.domain.errors import TrustUnreadable
from dvapp.domain.signing.verification import Reason, Revocation
from dvapp.signing import quick_lists
from dvapp.signing.certificates import can_be_revoked, holder_of, is_valid_at, may_sign
from dvapp.signing.old_lists import revoked_on
from dvapp.signing.x509_facts import read_certificates

SKEW = timedelta(minutes=5)
"""How far an authority's clock may be ahead of ours, and how long it may take until its answer is looked at: with pyHanko's
one second, an answer that came while a timestamp was waited for counts as one of the future and is thrown away."""

log = logging.getLogger(__name__)

quick_lists.install()

Read = TypeVar("Read", x509.Certificate, crl.CertificateList, ocsp.OCSPResponse)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the given authorities make of a certificate.

    :param reason: ``NONE`` when it may be relied upon.
    :param trusted: whether it leads to one of them, expired and revoked ones included.
    :param revoked: since when it is revoked.
    :param chain: names of the authorities from its own up to the one that is given.
    """

    reason: Reason
    trusted: bool
    revocation: Revocation = Revocation.NOT_ASKED
    revoked: datetime | None = None
    chain: tuple[str, ...] = ()

    @property
    def revocation_checked(self) -> bool:
        """Whether somebody answered."""
        return self.revocation in {Revocation.GOOD, Revocation.REVOKED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a document brings along to judge its certificates by: authorities between, revocation lists and answers."""

    roots: tuple[x509.Certificate, ...]
    certificates: tuple[x509.Certificate, ...] = ()
    lists: tuple[crl.CertificateList, ...] = ()
    answers: tuple[ocsp.OCSPResponse, ...] = ()
    of_later: bool = False
    """Whether lists and answers that were made after the moment tell about it."""

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
            "retroactive_revinfo": self.of_later,
            "time_tolerance": SKEW,
        }
        return ValidationContext(**options)


def read_authorities(trust: bytes) -> tuple[x509.Certificate, ...]:
    """The certificates of a PEM, DER or PKCS#7 (P7B) file.

    :raises TrustUnreadable: there is none.
    """
    try:
        found = tuple(
            x509.Certificate.load(one.public_bytes(Encoding.DER)) for one in read_certificates(trust)
        )
        for certificate in found:
            certificate.native  # noqa: B018 - asn1crypto parses on demand; whatever is wrong shows here
    except (ValueError, TypeError, KeyError) as error:
        raise TrustUnreadable from error
    return found


def read_evidence(trust: bytes | None, lists: Sequence[bytes] = (), between: bytes = b"") -> Evidence:
    """What the reader brings himself: authorities, authorities between (both PEM or DER), revocation lists (DER).

    A list that cannot be read is as good as none: what it would have told stays unknown.

    :raises TrustUnreadable: ``trust`` or ``between`` hold no certificate.
    """
    return Evidence(
        roots=() if trust is None else read_authorities(trust),
        certificates=read_authorities(between) if between else (),
        lists=tuple(found for content in lists if (found := _list(content)) is not None),
    )


def _list(content: bytes) -> crl.CertificateList | None:
    try:
        found = crl.CertificateList.load(content)
        # As in read_authorities, but of the head alone: public authorities revoke hundreds of thousands.
        found.issuer.native, found["tbs_cert_list"]["this_update"].native, found.crl_number_value
    except (ValueError, TypeError, KeyError):
        return None
    return found


def evidence_of(reader: PdfFileReader, given: Evidence) -> Evidence:
    """The document's security store (ETSI EN 319 142-1, 5.4.2), if it has one, beside what is ``given``."""
    certificates = tuple(_stored(reader, "/Certs", DecodePurpose.CERTIFICATE, _certificate))
    lists = tuple(_stored(reader, "/CRLs", DecodePurpose.CRL, _list))
    answers = tuple(_stored(reader, "/OCSPs", DecodePurpose.OCSP_RESPONSE, _answer))
    return replace(
        given,
        certificates=(*given.certificates, *certificates),
        lists=(*given.lists, *lists),
        answers=(*given.answers, *answers),
    )


def _stored(
    reader: PdfFileReader, name: str, purpose: DecodePurpose, read: Callable[[bytes], Read | None]
) -> Iterator[Read]:
    """What of a store can be read: whatever anybody put there besides takes nothing away from a signature."""
    store = reader.root["/DSS"] if "/DSS" in reader.root else None  # noqa: SIM401 - "get" gives a reference
    entries = store[name] if isinstance(store, generic.DictionaryObject) and name in store else ()
    for entry in entries if isinstance(entries, generic.ArrayObject) else ():
        try:
            found = read(entry.get_object().read_data(purpose))
        except Exception as error:  # noqa: BLE001 - a stranger's stream raises from anywhere in the parser
            log.info("an entry of the document's security store could not be read: %s", type(error).__name__)
            continue
        if found is not None:
            yield found


def _certificate(content: bytes) -> x509.Certificate:
    found = x509.Certificate.load(content)
    found.native  # noqa: B018 - as in read_authorities
    return found


def _answer(content: bytes) -> ocsp.OCSPResponse | None:
    found = ocsp.OCSPResponse.load(content)
    if found["response_status"].native != "successful":
        return None
    found.basic_ocsp_response.native  # noqa: B018 - as in read_authorities
    return found


async def judge(
    certificate: x509.Certificate,
    between: Sequence[x509.Certificate],
    evidence: Evidence,
    moment: datetime,
    *,
    fit: Callable[[x509.Certificate], bool] = may_sign,
) -> Standing:
    """What the authorities make of ``certificate`` at ``moment`` (aware).

    :param between: certificates that came with the signature, of authorities between its own and a given one.
    :param fit: whether it may be used for what it was used for.
    """
    evidence = replace(evidence, certificates=(*evidence.certificates, *between))
    try:
        try:
            path = await _path(certificate, evidence.context(moment))
        except InsufficientRevinfoError:  # the answers that came along are older than they may be
            path = await path_of(certificate, evidence, moment)
    except (PathError, ValidationError) as error:
        return _refused(error)
    chain = tuple(holder_of(step, None).name for step in path.iter_certs(include_root=True))[-2::-1]
    if not fit(certificate):
        return Standing(reason=Reason.CHAIN_CONSTRAINTS_FAILURE, trusted=True, chain=chain)
    for step in (path.first, certificate):  # whoever is given as an authority is not asked above
        if not is_valid_at(step, moment):
            return Standing(reason=out_of_bounds(step, moment), trusted=True, chain=chain)
    return replace(await _revocation(path, certificate, evidence, moment), chain=chain)


async def judge_revoked(
    certificate: x509.Certificate,
    between: Sequence[x509.Certificate],
    evidence: Evidence,
    existed: datetime,
    now: datetime,
    *,
    fit: Callable[[x509.Certificate], bool] = may_sign,
) -> Standing:
    """As :func:`judge` at ``existed``, of a certificate that is revoked ``now``: since when, says a list of today.

    It tells about the past as long as nobody on the way has expired; authorities strike off who has.
    """
    whole = replace(evidence, certificates=(*evidence.certificates, *between))
    try:
        path = await path_of(certificate, whole, now)
        recent = all(is_valid_at(step, now) for step in path.iter_certs(include_root=True))
    except (PathError, ValidationError):
        recent = False
    return await judge(certificate, between, replace(evidence, of_later=recent), existed, fit=fit)


def _refused(error: PathError | ValidationError) -> Standing:
    """What keeps a certificate from being relied upon, where no way to an authority holds."""
    match error:
        case ExpiredError():  # raised after the signature of the one above was found good, as are the next two
            return Standing(reason=Reason.OUT_OF_BOUNDS_NO_POE, trusted=True)
        case NotYetValidError():
            return Standing(reason=Reason.NOT_YET_VALID, trusted=True)
        case RevokedError():
            return Standing(
                reason=Reason.REVOKED_NO_POE,
                trusted=True,
                revocation=Revocation.REVOKED,
                revoked=error.revocation_dt,
            )
        case DisallowedAlgorithmError():
            return Standing(reason=Reason.CRYPTO_CONSTRAINTS_FAILURE_NO_POE, trusted=False)
        case PathValidationError():  # there is a way by the names, which breaks a limit that somebody on it set
            return Standing(reason=Reason.CERTIFICATE_CHAIN_GENERAL_FAILURE, trusted=False)
        case _:
            return Standing(reason=Reason.NO_CERTIFICATE_CHAIN_FOUND, trusted=False)


def out_of_bounds(certificate: x509.Certificate, moment: datetime) -> Reason:
    """Why a certificate does not count at a ``moment`` outside of its period."""
    early = moment < certificate.not_valid_before
    return Reason.NOT_YET_VALID if early else Reason.OUT_OF_BOUNDS_NO_POE


async def path_of(certificate: x509.Certificate, evidence: Evidence, moment: datetime) -> ValidationPath:
    """The way from a given authority to a certificate, whatever revocation lists say.

    :raises PathError, ValidationError: there is none at ``moment``.
    """
    return await _path(certificate, replace(evidence, lists=(), answers=()).context(moment))


async def _revocation(
    path: ValidationPath, certificate: x509.Certificate, evidence: Evidence, moment: datetime
) -> Standing:
    """Revoked was refused above; here: is there an answer for each certificate that names a place to ask?"""
    since = revoked_on(tuple(path.iter_certs(include_root=True)), evidence.lists, moment)
    if (
        since is not None
    ):  # on a list that is too old, or of one that names no place to ask: pyHanko looks at neither
        return Standing(
            reason=Reason.REVOKED_NO_POE, trusted=True, revocation=Revocation.REVOKED, revoked=since
        )
    offered = any(can_be_revoked(step) for step in path.iter_certs(include_root=False))
    unknown = Standing(
        reason=Reason.TRY_LATER if offered else Reason.NONE,
        trusted=True,
        revocation=Revocation.UNKNOWN if offered else Revocation.NOT_OFFERED,
    )
    if not offered and not evidence.lists:
        return unknown
    # Without a place to ask, pyHanko looks at a list only when it must.
    mode = "hard-fail" if offered else "require"
    try:
        await _path(certificate, evidence.context(moment, revocation=mode))
    except (PathError, ValidationError):
        return unknown
    return Standing(reason=Reason.NONE, trusted=True, revocation=Revocation.GOOD)


async def _path(certificate: x509.Certificate, context: ValidationContext) -> ValidationPath:
    return await CertificateValidator(certificate, validation_context=context).async_validate_path()
