"""A verification as JSON values and as the text of a paper. Qt-free: the command line and the evidence pack use them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dvapp import __version__
from dvapp.domain.papers.annexes import NO_FIGURE
from dvapp.domain.papers.reports import AnnexTable, Block, Heading, Paragraph, ShownWords, TableRow
from dvapp.domain.signing.verification import SignatureFinding, SignatureRole, Verdict, Verification
from dvapp.host.i18n import _, language, set_language
from dvapp.services.signing.evidence import Telling
from dvapp.ui.verify import words


def plain_verification(found: Verification, file: str) -> dict[str, Any]:
    """A verification as JSON values; codes beside words."""
    said = (words.verdict_words(found), words.issue_words(found))
    lost = found.lost
    return {
        "file": file,
        "sha256": found.digest or None,
        "size": found.size,
        "revisions": found.revisions,
        "verdict": found.verdict.name,
        "reason": found.reason.value or None,
        "message": " ".join(filter(None, said)),
        "issued": found.issued,
        "missing": [part.value for part in found.missing],
        "warnings": [
            {"code": caution.value, "message": words.caution_words(caution)} for caution in found.warnings
        ],
        "lost": {"number": lost.number, "signatures": lost.signatures, "message": words.lost_words(found)}
        if lost is not None
        else None,
        "signatures": [_plain_signature(signature) for signature in found.signatures],
    }


def _plain_signature(found: SignatureFinding) -> dict[str, Any]:
    return {
        "field": found.field,
        "signer": found.signer,
        "organisation": found.organisation,
        "issuer": found.issuer,
        "chain": list(found.chain),
        "serial": found.serial or None,
        "algorithms": found.algorithms or None,
        "form": found.form or None,
        "valid_from": found.valid_from.isoformat() if found.valid_from else None,
        "valid_to": found.valid_to.isoformat() if found.valid_to else None,
        "valid_at_signing": found.valid_at_signing,
        "role": found.role.value,
        "body": _body(found),
        "time": found.time.isoformat() if found.time else None,
        "time_is_trusted": found.time_is_trusted,
        "proven": found.proven.isoformat() if found.proven else None,
        "timestamp": found.timestamp.value,
        "timestamp_by": found.timestamp_by or None,
        "level": found.level.value,
        "integrity": "intact" if found.intact else "broken",
        "trust": "trusted" if found.trusted else "not_trusted" if found.intact else "not_considered",
        "coverage": found.coverage.value,
        "revision": found.revision or None,
        "covered": found.covered or None,
        "revocation": found.revocation.value,
        "revoked": found.revoked.isoformat() if found.revoked else None,
        "revocation_checked": found.revocation_checked,
        "verdict": found.verdict.name,
        "reason": found.reason.value or None,
        "message": words.reason_words(found.reason),
        "changes": list(found.changes),
        "changed": [
            {"code": change.code, "pages": list(change.pages), "message": words.change_told(change)}
            for change in found.changed
        ],
    }


def _body(found: SignatureFinding) -> str | None:
    if found.role in {SignatureRole.OTHER, SignatureRole.TIMESTAMP}:
        return None
    return "second" if found.of_second else "lead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One statement about a signature. ``state``: "ok", "warn", "error" or "" for plain facts."""

    name: str
    words: str
    state: str = ""


def state_of(verdict: Verdict) -> str:
    """The colour of a verdict; green for nothing but TOTAL-PASSED."""
    return {
        Verdict.TOTAL_PASSED: "ok",
        Verdict.INDETERMINATE: "warn",
        Verdict.TOTAL_FAILED: "error",
        Verdict.UNSIGNED: "draft",
    }[verdict]


def signature_lines(finding: SignatureFinding, revisions: int = 0) -> tuple[Line, ...]:
    """Everything a reader must be shown of a signature beside who made it, in the order of asking.

    :param revisions: states of the file; 0 when that is not known.
    """
    lines = [
        Line(
            name=_("Signing time"),
            words=words.time_words(finding),
            state="" if finding.time_is_trusted or finding.proven else "warn",
        ),
        Line(
            name=_("Integrity"),
            words=words.integrity_words(finding),
            state=words.integrity_state(finding),
        ),
        Line(name=_("Trust"), words=words.trust_words(finding), state="ok" if finding.trusted else "warn"),
        Line(
            name=_("Revocation"),
            words=words.revocation_words(finding),
            state=words.revocation_state(finding),
        ),
        Line(name=_("Certificate valid"), words=words.period_of_certificate(finding)),
        Line(
            name=_("At signing"),
            words=words.validity_words(finding),
            state={True: "ok", False: "error", None: "warn"}[finding.valid_at_signing],
        ),
        Line(name=_("Covers"), words=words.covers_words(finding, revisions)),
    ]
    if finding.intact and finding.role is not SignatureRole.TIMESTAMP:
        lines.append(Line(name=_("Signature level"), words=words.level_words(finding)))
    if finding.timestamp_by:
        lines.append(Line(name=_("Timestamp by"), words=finding.timestamp_by))
    if finding.algorithms:
        lines.append(Line(name=_("Made with"), words=finding.algorithms))
    if finding.serial:
        lines.append(Line(name=_("Serial number"), words=_grouped(finding.serial)))
    if finding.verdict is not Verdict.TOTAL_PASSED:
        words_of = words.reason_words(finding.reason)
        code = finding.reason.value
        lines.append(
            Line(
                name=_("Reason"),
                words=f"{words_of} ({code})" if code else words_of,
                state=state_of(finding.verdict),
            )
        )
    return tuple(lines)


def telling_of(found: Verification, file: str, when: datetime) -> Telling:
    """A verification for the evidence pack: in Vietnamese whatever language the window speaks. On the window's thread.

    :param file: the document's name. ``when``: the time of verifying.
    """
    before = language()
    set_language("vi")
    try:
        program = f"dvapp {__version__}"
        plain = plain_verification(found, file) | {"verified_at": when.isoformat(), "program": program}
        return Telling(
            plain=plain,
            title=_("Record of verifying digital signatures"),
            blocks=_blocks(found, file=file, when=words.moment(when), by=program),
        )
    finally:
        set_language(before)


def _blocks(found: Verification, *, file: str, when: str, by: str) -> tuple[Block | AnnexTable, ...]:
    blocks: list[Block | AnnexTable] = [
        _said(_("Document: {file}").format(file=file)),
        _said(_("Digest (SHA-256): {digest}").format(digest=_grouped(found.digest))),
        _said(
            _("Size: {size} bytes; states of the file: {revisions}").format(
                size=found.size, revisions=found.revisions
            )
        ),
        _said(_("Verified at {time} with {program}").format(time=when, program=by)),
        Heading(text=_("Verdict"), level=1),
        _said(f"{words.verdict_name(found.verdict)}: {words.verdict_title(found)}.", bold=True),
        _said(words.verdict_words(found)),
    ]
    more = (words.issue_words(found), *(words.caution_words(caution) for caution in found.warnings))
    blocks += [_said(text) for text in more if text]
    for number, finding in enumerate(found.signatures, 1):
        blocks += _about(finding, number, found.revisions)
    return tuple(blocks)


def _grouped(digits: str) -> str:
    """A long number as people compare it, eight digits at a time."""
    return " ".join(digits[at : at + 8] for at in range(0, len(digits), 8))


def _said(text: str, *, bold: bool = False) -> Paragraph:
    return Paragraph(runs=(ShownWords(text=text, bold=bold),))


def _about(finding: SignatureFinding, number: int, revisions: int) -> list[Block | AnnexTable]:
    title = _("Signature {number}: {role}").format(number=number, role=words.role_words(finding))
    organisation = f" ({finding.organisation})" if finding.organisation else ""
    lines = [
        (_("Verdict"), words.verdict_name(finding.verdict)),
        (_("Signer"), finding.signer + organisation),
        *((line.name, line.words) for line in signature_lines(finding, revisions)),
        (_("After this signature"), "; ".join(words.changes_told(finding))),
    ]
    rows = tuple(TableRow(code=NO_FIGURE, cells=cells) for cells in lines)
    table = AnnexTable(number=number, title=title, columns=(_("Examined"), _("Found")), rows=rows)
    return [Heading(text=title, level=1), table]
