"""What pyHanko finds out about the bytes of one signature. Imports pyHanko; load it late."""

from dataclasses import dataclass
from datetime import datetime

from asn1crypto import x509
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.diff_analysis import DiffResult
from pyhanko.sign.validation.pdf_embedded import (
    EmbeddedPdfSignature,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel, TimestampSignatureStatus
from pyhanko_certvalidator import ValidationContext

from dvapp.domain.signing.verification import Coverage, OwnTimestamp
from dvapp.signing.certificates import holder_of
from dvapp.signing.policy import changes_policy

_COVERAGE = {
    SignatureCoverageLevel.ENTIRE_FILE: Coverage.WHOLE_FILE,
    SignatureCoverageLevel.ENTIRE_REVISION: Coverage.EARLIER_REVISION,
}
_WEAK = frozenset(
    {AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE, AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE}
)

# Which key usage is good enough is our own rule (certificates.may_sign); pyHanko's would turn digital signature away.
_ANY_USAGE = KeyUsageConstraints(key_usage=set())


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What pyHanko found out about the bytes.

    :param stamped: the time of a timestamp that holds and is trusted.
    :param weak: whether it was made with an algorithm that is not safe any more.
    """

    digest_matches: bool
    value_holds: bool
    changes_permitted: bool
    coverage: Coverage
    claimed: datetime | None
    stamped: datetime | None
    stamp: OwnTimestamp = OwnTimestamp.NONE
    stamped_by: str = ""
    weak: bool = False


def moment_of(signature: EmbeddedPdfSignature) -> datetime | None:
    """When a timestamp over the file says it was made: the answers beside it are of that time. Else ``None``.

    Whether its certificate is still good now is asked apart, as of every signature.
    """
    if signature.sig_object_type != "/DocTimeStamp":
        return None
    told = signature.signed_data["encap_content_info"]["content"].parsed["gen_time"].native
    return told if isinstance(told, datetime) else None


async def facts_of(signature: EmbeddedPdfSignature, context: ValidationContext) -> Facts:
    """What they are, as of the context's moment, from its authorities and answers alone."""
    if signature.sig_object_type == "/DocTimeStamp":
        stamp = await async_validate_pdf_timestamp(signature, context, diff_policy=changes_policy())
        return Facts(
            digest_matches=stamp.intact,
            value_holds=stamp.valid,
            changes_permitted=isinstance(stamp.diff_result, DiffResult),
            coverage=_coverage(stamp.coverage),
            claimed=None,
            stamped=stamp.timestamp if stamp.trusted else None,
            stamp=OwnTimestamp.TRUSTED if stamp.trusted else OwnTimestamp.UNTRUSTED,
            stamped_by=_name(stamp.signing_cert),
            weak=stamp.trust_problem_indic in _WEAK,
        )
    status = await async_validate_pdf_signature(
        signature, context, key_usage_settings=_ANY_USAGE, diff_policy=changes_policy()
    )
    token = status.timestamp_validity
    return Facts(
        digest_matches=status.intact,
        value_holds=status.valid,
        changes_permitted=isinstance(status.diff_result, DiffResult) and bool(status.docmdp_ok),
        coverage=_coverage(status.coverage),
        claimed=status.signer_reported_dt,
        stamped=token.timestamp if token is not None and token.trusted else None,
        stamp=_stamp(token),
        stamped_by=_name(token.signing_cert) if token is not None else "",
        weak=status.trust_problem_indic in _WEAK,
    )


def _stamp(token: TimestampSignatureStatus | None) -> OwnTimestamp:
    if token is None:
        return OwnTimestamp.NONE
    if token.trusted:
        return OwnTimestamp.TRUSTED
    return OwnTimestamp.UNTRUSTED if token.intact and token.valid else OwnTimestamp.BROKEN


def _name(certificate: x509.Certificate) -> str:
    return holder_of(certificate, None).name


def _coverage(level: SignatureCoverageLevel | None) -> Coverage:
    return _COVERAGE.get(level, Coverage.PART) if level is not None else Coverage.PART
