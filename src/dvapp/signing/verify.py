"""Verifies every signature of a PDF, in the words of ETSI EN 319 102-1. Imports pyHanko; load it late.

Several viewers call a file valid that was changed after signing. Here three things must agree: the signed bytes and
the signature over them, pyHanko's analysis of every revision that followed, and our own look at what the signature
leaves out (:func:`dvapp.signing.revisions.signed_span`).
"""

import asyncio
import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from pyhanko.pdf_utils.reader import PdfFileReader

from dvapp.domain.errors import SignatureBroken
from dvapp.domain.signing.verification import (
    Change,
    Reason,
    SignatureFinding,
    SignatureRole,
    Verdict,
    Verification,
)
from dvapp.signing.cautions import cautions_of
from dvapp.signing.changes import OTHER, RESAVED, vanished_signatures
from dvapp.signing.differences import plain_words
from dvapp.signing.examine import Examined, Proof, examine, failed
from dvapp.signing.later import Later
from dvapp.signing.revisions import FormField, bears_signature, fields_of, is_timestamp, open_pdf
from dvapp.signing.roles import parts_of
from dvapp.signing.trust import Evidence, read_evidence

_END = re.compile(rb"startxref\s+\d+\s+%%EOF\s*\Z")
_TAIL = 64
"""Bytes in which the end of a file is found, line ends included."""

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
    expected, missing = parts_of(fields)
    findings = (*gone, *_judge_end(present, pdf, ours=bool(expected)))
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
        warnings=cautions_of(reader, findings, now),
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
) -> list[Examined]:
    over_file = [field for field in signed if is_timestamp(field)]
    found, proofs = await _examine_timestamps(reader, over_file, pdf, given, now)
    others = [field for field in signed if field not in over_file]
    found += [await examine(reader, field, pdf, given, now, proofs) for field in others]
    return sorted(found, key=lambda one: one.revision)


async def _examine_timestamps(
    reader: PdfFileReader, over_file: Sequence[FormField], pdf: bytes, given: Evidence, now: datetime
) -> tuple[list[Examined], list[Proof]]:
    """From the last to the first: each that holds proves that those before it existed (EN 319 102-1, 5.6.2)."""
    seen = [(await examine(reader, field, pdf, given, now), field) for field in over_file]
    found: list[Examined] = []
    proofs: list[Proof] = []
    for first, field in sorted(seen, key=lambda one: one[0].revision, reverse=True):
        one = first
        if proofs and one.finding.verdict is Verdict.INDETERMINATE:
            one = await examine(reader, field, pdf, given, now, proofs)
        finding = one.finding
        if finding.verdict is Verdict.TOTAL_PASSED and finding.time_is_trusted and finding.time:
            proofs.append(Proof(revision=one.revision, time=finding.time))
        found.append(one)
    return found, proofs


def _judge_end(examined: Sequence[Examined], pdf: bytes, *, ours: bool) -> list[SignatureFinding]:
    """After the last person's signature only that may come which lets it be verified for years, as nobody stands for more.

    What the signers allow leaves a file of others open; in a paper of this program whoever fills a field also seals.
    """
    findings = [one.finding for one in examined]
    people = [at for at, one in enumerate(findings) if one.role is not SignatureRole.TIMESTAMP]
    for at in {*people[-1:], *range(len(findings))[-1:]}:
        if examined[at].later is Later.NOTHING:
            continue
        if not _END.search(pdf[-_TAIL:]) or (ours and examined[at].later is not Later.KEEPING):
            findings[at] = _spoiled(findings[at])
        elif examined[at].later is not Later.KEEPING and findings[at].verdict is Verdict.TOTAL_PASSED:
            findings[at] = replace(
                findings[at],
                verdict=Verdict.INDETERMINATE,
                reason=Reason.UNSIGNED_CHANGE,
                changed=findings[at].changed or (Change(code=OTHER),),
            )
    return findings


def _spoiled(finding: SignatureFinding) -> SignatureFinding:
    if finding.verdict is Verdict.TOTAL_FAILED:
        return finding
    changed = tuple(one for one in finding.changed if one.code != RESAVED) or (Change(code=OTHER),)
    return replace(finding, verdict=Verdict.TOTAL_FAILED, reason=Reason.UNEXPLAINED_CHANGE, changed=changed)
