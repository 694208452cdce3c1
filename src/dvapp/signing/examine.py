"""Examines one signature: its bytes, its certificate, what came after it. Imports pyHanko; load it late."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult
from pyhanko.sign.validation.pdf_embedded import (
    EmbeddedPdfSignature,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from dvapp.domain.verification import Coverage, Reason, SignatureFinding, Verdict
from dvapp.signing.certificates import holder_of
from dvapp.signing.changes import changes_after
from dvapp.signing.container import is_regular
from dvapp.signing.description import is_described_alike
from dvapp.signing.revisions import FormField, signed_span
from dvapp.signing.roles import is_of_second, place_of, role_of
from dvapp.signing.trust import Standing, evidence_of, judge

log = logging.getLogger(__name__)

_COVERAGE = {
    SignatureCoverageLevel.ENTIRE_FILE: Coverage.WHOLE_FILE,
    SignatureCoverageLevel.ENTIRE_REVISION: Coverage.EARLIER_REVISION,
}
_FAILURES = frozenset(
    {Reason.FORMAT_FAILURE, Reason.HASH_FAILURE, Reason.SIG_CRYPTO_FAILURE, Reason.UNEXPLAINED_CHANGE}
)

# Which key usage is good enough is our own rule (certificates.may_sign); pyHanko's would turn digital signature away.
_ANY_USAGE = KeyUsageConstraints(key_usage=set())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """What pyHanko found out about the bytes.

    :param stamped: the time of a timestamp that holds and is trusted.
    """

    digest_matches: bool
    value_holds: bool
    changes_permitted: bool
    coverage: Coverage
    claimed: datetime | None
    stamped: datetime | None


async def examine(
    reader: PdfFileReader, field: FormField, pdf: bytes, roots: tuple[x509.Certificate, ...], now: datetime
) -> tuple[int, SignatureFinding]:
    """The revision a signature closes (from 0), and what is found about it; never raises.

    :param pdf: the bytes behind ``reader``.
    """
    try:
        signature = EmbeddedPdfSignature(reader, field.reference.get_object(), field.name)
        return signature.signed_revision, await _examine(signature, pdf, roots, now)
    except Exception as error:  # noqa: BLE001 - the file may come from anybody, and pyHanko and asn1crypto raise
        # whatever they stumble over; a verifier that stops there would let one bad signature hide all others, so any
        # exception means: this one is not valid
        log.info("a signature could not be examined: %s", type(error).__name__)
        return reader.total_revisions, failed(field.name, Reason.FORMAT_FAILURE)


def failed(field: str, reason: Reason) -> SignatureFinding:
    """The finding about a signature of which nothing else can be said."""
    return SignatureFinding(
        field=field,
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
    signature: EmbeddedPdfSignature, pdf: bytes, roots: tuple[x509.Certificate, ...], now: datetime
) -> SignatureFinding:
    evidence = evidence_of(signature.reader, roots)
    facts = await _facts(signature, evidence.context(now))
    if not is_described_alike(signature.reader, signature.signed_revision):
        facts = replace(facts, changes_permitted=False)
    covered = signed_span(signature.sig_object, pdf) is not None
    reason = _integrity(facts, covered=covered)
    if not is_regular(
        signature.pkcs7_content, signature.signed_data, signature.signer_info, signature.signer_cert
    ):
        reason = Reason.FORMAT_FAILURE
    standing = Standing(reason=Reason.NONE, trusted=False)
    if reason is Reason.NONE or reason is Reason.UNEXPLAINED_CHANGE:
        standing = await judge(signature.signer_cert, signature.other_embedded_certs, evidence, now)
        if standing.reason is Reason.OUT_OF_BOUNDS_NO_POE and facts.stamped is not None:
            standing = await judge(
                signature.signer_cert, signature.other_embedded_certs, evidence, facts.stamped
            )
    if reason is Reason.NONE:
        reason = standing.reason
    holder = holder_of(signature.signer_cert, now.tzinfo)
    time = facts.stamped or facts.claimed
    return SignatureFinding(
        field=signature.field_name,
        signer=holder.name,
        organisation=holder.organisation,
        issuer=holder.issuer,
        valid_from=holder.valid_from.date(),
        valid_to=holder.valid_to.date(),
        role=role_of(signature.field_name, signature.signer_info),
        of_second=is_of_second(signature.field_name),
        time=_in_zone(time, now.tzinfo) if time is not None else None,
        time_is_trusted=facts.stamped is not None,
        intact=facts.digest_matches and facts.value_holds and covered and reason is not Reason.FORMAT_FAILURE,
        trusted=standing.trusted,
        coverage=facts.coverage if covered else Coverage.PART,
        verdict=_verdict(reason),
        reason=reason,
        revocation_checked=standing.revocation_checked,
        changes=changes_after(
            signature.reader, signature.signed_revision, unexplained=not (facts.changes_permitted and covered)
        ),
    )


async def _facts(signature: EmbeddedPdfSignature, context: ValidationContext) -> _Facts:
    if signature.sig_object_type == "/DocTimeStamp":
        stamp = await async_validate_pdf_timestamp(signature, context)
        return _Facts(
            digest_matches=stamp.intact,
            value_holds=stamp.valid,
            changes_permitted=isinstance(stamp.diff_result, DiffResult),
            coverage=_coverage(stamp.coverage),
            claimed=None,
            stamped=stamp.timestamp if stamp.trusted else None,
        )
    status = await async_validate_pdf_signature(signature, context, key_usage_settings=_ANY_USAGE)
    token = status.timestamp_validity
    return _Facts(
        digest_matches=status.intact,
        value_holds=status.valid,
        changes_permitted=isinstance(status.diff_result, DiffResult) and bool(status.docmdp_ok),
        coverage=_coverage(status.coverage),
        claimed=status.signer_reported_dt,
        stamped=token.timestamp if token is not None and token.trusted else None,
    )


def _coverage(level: SignatureCoverageLevel | None) -> Coverage:
    return _COVERAGE.get(level, Coverage.PART) if level is not None else Coverage.PART


def _integrity(facts: _Facts, *, covered: bool) -> Reason:
    if not facts.digest_matches:
        return Reason.HASH_FAILURE
    if not facts.value_holds:
        return Reason.SIG_CRYPTO_FAILURE
    return Reason.NONE if facts.changes_permitted and covered else Reason.UNEXPLAINED_CHANGE


def _verdict(reason: Reason) -> Verdict:
    if reason is Reason.NONE:
        return Verdict.TOTAL_PASSED
    return Verdict.TOTAL_FAILED if reason in _FAILURES else Verdict.INDETERMINATE


def _in_zone(time: datetime, zone: tzinfo | None) -> datetime:
    """A time without a zone is meant where it is read (ISO 32000-1, 7.9.4, leaves it open)."""
    return time.replace(tzinfo=zone) if time.tzinfo is None else time.astimezone(zone)
