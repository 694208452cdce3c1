"""Verifies every signature of a PDF, in the words of ETSI EN 319 102-1. Imports pyHanko; load it late.

Several viewers call a file valid that was changed after signing. Here three things must agree: the signed bytes and
the signature over them, pyHanko's analysis of every revision that followed, and our own look at what the signature
leaves out (:func:`dvapp.signing.revisions.signed_span`).
"""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from pyhanko.pdf_utils.reader import PdfFileReader

from dvapp.domain.errors import SignatureBroken
from dvapp.domain.signing.verification import (
    Change,
    Coverage,
    Reason,
    SignatureFinding,
    Verdict,
    Verification,
)
from dvapp.signing.cautions import cautions_of
from dvapp.signing.changes import OTHER, vanished_signatures
from dvapp.signing.differences import plain_words
from dvapp.signing.examine import Proof, examine, failed
from dvapp.signing.revisions import FormField, bears_signature, fields_of, is_timestamp, open_pdf
from dvapp.signing.roles import parts_of
from dvapp.signing.trust import Evidence, read_evidence

_WORST_FIRST = (Verdict.TOTAL_FAILED, Verdict.INDETERMINATE, Verdict.TOTAL_PASSED)


def verify(
    pdf: bytes,
    *,
    trust: bytes | None,
    now: datetime,
    lists: Sequence[bytes] = (),
    between: bytes = b"",
) -> Verification:
    """Verify every signature against the given authorities only.

    :param lists: revocation lists (DER) that are at hand. ``between``: authorities between, which are not trusted.
    :raises TrustUnreadable: ``trust`` holds no certificate.
    :raises PdfUnreadable: not a PDF.
    """
    return _verify(pdf, read_evidence(trust, lists, between), now)


def require_intact(pdf: bytes, *, now: datetime) -> None:
    """Refuse a document in which a signature is broken or something followed the last one, whoever signed.

    :raises SignatureBroken: as it says.
    """
    if verify(pdf, trust=None, now=now).verdict is Verdict.TOTAL_FAILED:
        raise SignatureBroken


def _verify(pdf: bytes, given: Evidence, now: datetime) -> Verification:
    reader = open_pdf(pdf)
    fields = fields_of(reader)
    signed = [field for field in fields.values() if field.is_signature and field.is_filled]
    gone = [_gone(name) for name in vanished_signatures(reader)]
    if not signed and not gone and bears_signature(pdf):
        gone = [_gone("")]
    present = asyncio.run(_examine_all(reader, signed, pdf, given, now)) if signed else []
    findings = (*gone, *_judge_end(present))
    expected, missing = parts_of(fields)
    worst = min(findings, key=lambda finding: _WORST_FIRST.index(finding.verdict), default=None)
    return Verification(
        verdict=worst.verdict if worst is not None else Verdict.UNSIGNED,
        reason=worst.reason if worst is not None else Reason.NONE,
        signatures=findings,
        expected=expected,
        missing=missing,
        digest=hashlib.sha256(pdf).hexdigest(),
        size=len(pdf),
        revisions=reader.total_revisions,
        warnings=cautions_of(reader, findings),
    )


def _gone(name: str) -> SignatureFinding:
    change = Change(code=f"unsigned:{plain_words(name)}")
    return replace(failed(name, Reason.UNEXPLAINED_CHANGE), changed=(change,))


async def _examine_all(
    reader: PdfFileReader,
    signed: Sequence[FormField],
    pdf: bytes,
    given: Evidence,
    now: datetime,
) -> list[SignatureFinding]:
    over_file = [field for field in signed if is_timestamp(field)]
    found, proofs = await _examine_timestamps(reader, over_file, pdf, given, now)
    others = [field for field in signed if field not in over_file]
    found += [await examine(reader, field, pdf, given, now, proofs) for field in others]
    return [finding for _, finding in sorted(found, key=lambda pair: pair[0])]


async def _examine_timestamps(
    reader: PdfFileReader, over_file: Sequence[FormField], pdf: bytes, given: Evidence, now: datetime
) -> tuple[list[tuple[int, SignatureFinding]], list[Proof]]:
    """From the last to the first: each that holds proves that those before it existed (EN 319 102-1, 5.6.2)."""
    seen = [(*(await examine(reader, field, pdf, given, now)), field) for field in over_file]
    found: list[tuple[int, SignatureFinding]] = []
    proofs: list[Proof] = []
    for revision, told, field in sorted(seen, key=lambda one: one[0], reverse=True):
        finding = told
        if proofs and finding.verdict is Verdict.INDETERMINATE:
            _revision, finding = await examine(reader, field, pdf, given, now, proofs)
        if finding.verdict is Verdict.TOTAL_PASSED and finding.time_is_trusted and finding.time:
            proofs.append(Proof(revision=revision, time=finding.time))
        found.append((revision, finding))
    return found, proofs


def _judge_end(findings: Sequence[SignatureFinding]) -> list[SignatureFinding]:
    """After the last signature nothing may come, not even what it permits: nobody would stand for it."""
    judged = list(findings)
    if (
        judged
        and judged[-1].coverage is not Coverage.WHOLE_FILE
        and judged[-1].verdict is not Verdict.TOTAL_FAILED
    ):
        judged[-1] = replace(
            judged[-1],
            verdict=Verdict.TOTAL_FAILED,
            reason=Reason.UNEXPLAINED_CHANGE,
            changed=judged[-1].changed or (Change(code=OTHER),),
        )
    return judged
