"""Verifies every signature of a PDF, in the words of ETSI EN 319 102-1. Imports pyHanko; load it late.

Several viewers call a file valid that was changed after signing. Here three things must agree: the signed bytes and
the signature over them, pyHanko's analysis of every revision that followed, and our own look at what the signature
leaves out (:func:`dvapp.signing.revisions.signed_span`).
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult
from pyhanko.sign.validation.pdf_embedded import (
    EmbeddedPdfSignature,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.status import SignatureCoverageLevel

from dvapp.domain.errors import SignatureBroken
from dvapp.domain.verification import Coverage, Reason, SignatureFinding, SignatureRole, Verdict, Verification
from dvapp.signing.certificates import holder_of
from dvapp.signing.changes import OTHER, changes_after, vanished_signatures
from dvapp.signing.revisions import FormField, fields_of, open_pdf, signed_span
from dvapp.signing.roles import place_of, role_of
from dvapp.signing.trust import Evidence, Standing, evidence_of, judge, read_authorities

log = logging.getLogger(__name__)

_COVERAGE = {
    SignatureCoverageLevel.ENTIRE_FILE: Coverage.WHOLE_FILE,
    SignatureCoverageLevel.ENTIRE_REVISION: Coverage.EARLIER_REVISION,
}
_WORST_FIRST = (Verdict.TOTAL_FAILED, Verdict.INDETERMINATE, Verdict.TOTAL_PASSED)


def verify(pdf: bytes, *, trust: bytes, now: datetime) -> Verification:
    """Verify every signature against the given authorities only.

    :raises TrustUnreadable: ``trust`` holds no certificate.
    :raises PdfUnreadable: not a PDF.
    """
    return _verify(pdf, read_authorities(trust), now)


def require_intact(pdf: bytes, *, now: datetime) -> None:
    """Refuse a document in which a signature is broken or something followed the last one, whoever signed.

    :raises SignatureBroken: as it says.
    """
    if _verify(pdf, (), now).verdict is Verdict.TOTAL_FAILED:
        raise SignatureBroken


def _verify(pdf: bytes, roots: tuple[x509.Certificate, ...], now: datetime) -> Verification:
    reader = open_pdf(pdf)
    signed = [field for field in fields_of(reader).values() if field.is_signature and field.is_filled]
    found = asyncio.run(_examine_all(reader, signed, pdf, roots, now))
    findings = [_bare(name, Reason.UNEXPLAINED_CHANGE) for name in vanished_signatures(reader)]
    findings.extend(_judge_end(found))
    if not findings:
        return Verification(verdict=Verdict.UNSIGNED, reason=Reason.NONE, signatures=())
    worst = min(findings, key=lambda finding: _WORST_FIRST.index(finding.verdict))
    return Verification(verdict=worst.verdict, reason=worst.reason, signatures=tuple(findings))


def _judge_end(findings: Sequence[SignatureFinding]) -> list[SignatureFinding]:
    """After the last signature nothing may come, not even what it permits: nobody would stand for it."""
    *earlier, last = findings or (None,)
    if last is None:
        return []
    if last.coverage is not Coverage.WHOLE_FILE and last.verdict is not Verdict.TOTAL_FAILED:
        last = replace(
            last,
            verdict=Verdict.TOTAL_FAILED,
            reason=Reason.UNEXPLAINED_CHANGE,
            changes=last.changes or (OTHER,),
        )
    return [finding for finding in (*earlier, last) if finding is not None]
