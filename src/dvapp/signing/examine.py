"""Examines one signature: its bytes, its certificate, what came after it. Imports pyHanko; load it late."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import (
    EmbeddedPdfSignature,
)

from dvapp.domain.signing.verification import (
    Change,
    Coverage,
    Level,
    Reason,
    SignatureFinding,
    SignatureRole,
    Verdict,
)
from dvapp.signing.certificates import (
    algorithms_of,
    holder_of,
    is_valid_at,
    may_sign,
    may_stamp_time,
    printable,
)
from dvapp.signing.changes import changes_after
from dvapp.signing.container import is_regular, names_certificate
from dvapp.signing.description import is_described_alike
from dvapp.signing.facts import Facts, facts_of, moment_of
from dvapp.signing.later import Later, later_of
from dvapp.signing.revisions import FormField, fields_of, signed_span
from dvapp.signing.roles import is_of_second, is_ours, place_of, role_of
from dvapp.signing.trust import (
    Evidence,
    Standing,
    evidence_of,
    judge,
    judge_revoked,
    out_of_bounds,
)

log = logging.getLogger(__name__)

_PADES = "/ETSI.CAdES.detached"

_PROVABLE = frozenset({Reason.OUT_OF_BOUNDS_NO_POE, Reason.REVOKED_NO_POE, Reason.TRY_LATER})
"""What a proof that the signature is older can mend."""

_FAILURES = frozenset(
    {Reason.FORMAT_FAILURE, Reason.HASH_FAILURE, Reason.SIG_CRYPTO_FAILURE, Reason.UNEXPLAINED_CHANGE}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A trusted timestamp over the file as it was at the end of ``revision`` (from 0)."""

    revision: int
    time: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """One signature: the revision it closes (from 0), what is found about it, what came after it."""

    revision: int
    finding: SignatureFinding
    later: Later


async def examine(
    reader: PdfFileReader,
    field: FormField,
    pdf: bytes,
    given: Evidence,
    now: datetime,
    proofs: Sequence[Proof] = (),
) -> Examined:
    """What is found about a signature; never raises.

    :param pdf: the bytes behind ``reader``.
    :param proofs: timestamps over the file; those after the signature prove that it existed.
    """
    try:
        signature = EmbeddedPdfSignature(reader, field.reference.get_object(), field.name)
        own = signature.signed_revision
        later = min((proof.time for proof in proofs if proof.revision > own), default=None)
        finding, after = await _examine(signature, pdf, given, now, later)
        return Examined(revision=own, finding=finding, later=after)
    except Exception as error:  # noqa: BLE001 - the file may come from anybody, and pyHanko and asn1crypto raise
        # whatever they stumble over; a verifier that stops there would let one bad signature hide all others, so any
        # exception means: this one is not valid
        log.info("a signature could not be examined: %s", type(error).__name__)
        broken = failed(field.name, Reason.FORMAT_FAILURE)
        return Examined(revision=reader.total_revisions, finding=broken, later=Later.FORBIDDEN)


def failed(field: str, reason: Reason) -> SignatureFinding:
    """The finding about a signature of which nothing else can be said."""
    return SignatureFinding(
        field=printable(field),
        signer="",
        organisation="",
        issuer="",
        valid_from=None,
        valid_to=None,
        role=place_of(field),
        of_second=is_of_second(field),
        time=None,
        time_is_trusted=False,
        intact=False,
        trusted=False,
        coverage=Coverage.PART,
        verdict=Verdict.TOTAL_FAILED,
        reason=reason,
        revocation_checked=False,
    )


async def _examine(
    signature: EmbeddedPdfSignature,
    pdf: bytes,
    given: Evidence,
    now: datetime,
    covered_at: datetime | None,
) -> tuple[SignatureFinding, Later]:
    evidence = evidence_of(signature.reader, given)
    facts = await facts_of(signature, evidence.context(moment_of(signature) or now))
    if not is_described_alike(signature.reader, signature.signed_revision):
        facts = replace(facts, changes_permitted=False)
    span = signed_span(signature.sig_object, pdf)
    changed, later = _after(signature, facts, covered=span is not None)
    reason = _integrity(facts, later)
    if not is_regular(
        signature.pkcs7_content, signature.signed_data, signature.signer_info, signature.signer_cert
    ):
        reason = Reason.FORMAT_FAILURE
    proven = min((time for time in (facts.stamped, covered_at) if time is not None), default=None)
    standing = Standing(reason=Reason.NONE, trusted=False)
    if reason is Reason.NONE or reason is Reason.UNEXPLAINED_CHANGE:
        standing = await _standing(signature, evidence, now)
        existed = covered_at if _is_archived(signature, standing) else proven
        if existed is not None and standing.reason in _PROVABLE:
            # It existed when its certificate was good: what came later does not take that away.
            revoked = standing.reason is Reason.REVOKED_NO_POE
            standing = await _standing(signature, evidence, existed, revoked_by=now if revoked else None)
    told = _told(signature, now.tzinfo)
    time, at = facts.stamped or facts.claimed, proven or facts.claimed
    at = _in_zone(at, now.tzinfo) if at is not None else None
    if reason is Reason.NONE:
        reason = _doubt(signature, facts, standing, at)
    if reason is Reason.NONE and later is Later.DOUBTFUL:
        reason = Reason.UNSIGNED_CHANGE
    finding = replace(
        told,
        time=_in_zone(time, now.tzinfo) if time is not None else None,
        time_is_trusted=facts.stamped is not None,
        valid_at_signing=is_valid_at(signature.signer_cert, at) if at else None,
        intact=facts.digest_matches
        and facts.value_holds
        and span is not None
        and reason is not Reason.FORMAT_FAILURE,
        trusted=standing.trusted,
        coverage=facts.coverage if span is not None else Coverage.PART,
        covered=span or 0,
        verdict=_verdict(reason),
        reason=reason,
        revocation_checked=standing.revocation_checked,
        revocation=standing.revocation,
        revoked=_in_zone(standing.revoked, now.tzinfo) if standing.revoked is not None else None,
        chain=standing.chain,
        proven=_in_zone(proven, now.tzinfo) if proven is not None else None,
        timestamp=facts.stamp,
        timestamp_by=facts.stamped_by,
        level=await _level(signature, given, standing, proven, archived=covered_at is not None),
        changed=changed,
    )
    return finding, later


def _after(
    signature: EmbeddedPdfSignature, facts: Facts, *, covered: bool
) -> tuple[tuple[Change, ...], Later]:
    """What came, and how it is to be judged; in a paper of this program every place is prepared beforehand."""
    permitted = facts.changes_permitted and covered
    changed = changes_after(signature.reader, signature.signed_revision, unexplained=not permitted)
    whole = facts.coverage is Coverage.WHOLE_FILE
    later = later_of(signature, changed, whole=whole, permitted=permitted)
    if later is Later.DOUBTFUL and (not covered or is_ours(fields_of(signature.reader))):
        later = Later.FORBIDDEN
    return changed, later


async def _standing(
    signature: EmbeddedPdfSignature,
    evidence: Evidence,
    moment: datetime,
    *,
    revoked_by: datetime | None = None,
) -> Standing:
    """``revoked_by``: when it was known to be revoked, to ask whether it was so at an earlier ``moment``."""
    fit = may_sign if signature.sig_object_type == "/Sig" else may_stamp_time
    certificate, others = signature.signer_cert, signature.other_embedded_certs
    if revoked_by is not None:
        return await judge_revoked(certificate, others, evidence, moment, revoked_by, fit=fit)
    return await judge(certificate, others, evidence, moment, fit=fit)


def _doubt(signature: EmbeddedPdfSignature, facts: Facts, standing: Standing, at: datetime | None) -> Reason:
    """What keeps an intact signature from being relied upon. ``at``: when it was made, as far as anybody tells."""
    if facts.weak:
        return Reason.CRYPTO_CONSTRAINTS_FAILURE_NO_POE
    if standing.reason is not Reason.NONE:
        return standing.reason
    if at is not None and not is_valid_at(signature.signer_cert, at):
        return out_of_bounds(signature.signer_cert, at)
    if _form(signature) == _PADES and not names_certificate(signature.signer_info):
        return Reason.SIG_CONSTRAINTS_FAILURE
    return Reason.NONE


def _form(signature: EmbeddedPdfSignature) -> str:
    return printable(str(signature.sig_object["/SubFilter"])) if "/SubFilter" in signature.sig_object else ""


def _told(signature: EmbeddedPdfSignature, zone: tzinfo | None) -> SignatureFinding:
    """What the signature and its certificate say, of which nothing is believed yet."""
    certificate = signature.signer_cert
    holder = holder_of(certificate, zone)
    return replace(
        failed(signature.field_name, Reason.NONE),
        signer=holder.name,
        organisation=holder.organisation,
        issuer=holder.issuer,
        valid_from=holder.valid_from.date(),
        valid_to=holder.valid_to.date(),
        role=_role(signature),
        revision=signature.signed_revision + 1,
        serial=f"{certificate.serial_number:x}",
        algorithms=algorithms_of(certificate, signature.md_algorithm),
        form=_form(signature),
    )


def _is_archived(signature: EmbeddedPdfSignature, standing: Standing) -> bool:
    """Whether only another timestamp can prove that this one is older.

    No timestamp proves itself: who holds a stamping key that was stolen writes any time he likes. Only its revocation
    answers may be of its own time.
    """
    return signature.sig_object_type != "/Sig" and standing.reason is not Reason.TRY_LATER


def _role(signature: EmbeddedPdfSignature) -> SignatureRole:
    if signature.sig_object_type == "/DocTimeStamp":
        return SignatureRole.TIMESTAMP
    return role_of(signature.field_name, signature.signer_info)


async def _level(
    signature: EmbeddedPdfSignature,
    given: Evidence,
    standing: Standing,
    proven: datetime | None,
    *,
    archived: bool,
) -> Level:
    """What came with the file. Lists that only this computer has make a verdict, and no level."""
    if proven is None:
        return Level.B
    if standing.revocation_checked and given.lists:
        own = evidence_of(signature.reader, replace(given, lists=()))
        standing = await _standing(signature, own, proven)
    if not standing.revocation_checked:
        return Level.T
    return Level.LTA if archived else Level.LT


def _integrity(facts: Facts, later: Later) -> Reason:
    if not facts.digest_matches:
        return Reason.HASH_FAILURE
    if not facts.value_holds:
        return Reason.SIG_CRYPTO_FAILURE
    return Reason.UNEXPLAINED_CHANGE if later is Later.FORBIDDEN else Reason.NONE


def _verdict(reason: Reason) -> Verdict:
    if reason is Reason.NONE:
        return Verdict.TOTAL_PASSED
    return Verdict.TOTAL_FAILED if reason in _FAILURES else Verdict.INDETERMINATE


def _in_zone(time: datetime, zone: tzinfo | None) -> datetime:
    """A time without a zone is meant where it is read (ISO 32000-1, 7.9.4, leaves it open)."""
    return time.replace(tzinfo=zone) if time.tzinfo is None else time.astimezone(zone)
