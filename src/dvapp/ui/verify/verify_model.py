"""What the verify screen shows, without a widget."""

from dataclasses import dataclass
from pathlib import Path

from dvapp.domain.signing.verification import SignatureFinding, SignatureRole, Verdict, Verification
from dvapp.host.i18n import _
from dvapp.services.session import Session
from dvapp.services.signing.verifying import extract_data, verify_document
from dvapp.ui.verify import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One statement about a signature. ``state``: "ok", "warn", "error" or "" for plain facts."""

    name: str
    words: str
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureCard:
    """A signature in words. ``chip`` is its verdict, ``state`` the verdict's colour."""

    title: str
    signer: str
    organisation: str
    chip: str
    state: str
    lines: tuple[Line, ...]
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """The document's verdict: the standard's word, a title, an explanation, and the colour's name."""

    word: str
    title: str
    words: str
    state: str


class VerifyModel:
    """Verifies and reads data; both may run beside the window."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def verify(self, path: Path, trust: Path) -> Verification:
        """What stands under a PDF's signatures.

        :raises FileMissing, FileUnreadable, PdfUnreadable, TrustUnreadable: as they say.
        """
        return verify_document(path, trust=trust, tools=self._session.tools)

    def read(self, path: Path) -> bytes:
        """The file's bytes, for its pages.

        :raises FileMissing, FileUnreadable: as they say.
        """
        return self._session.tools.files.read(path)

    def extract(self, path: Path, out: Path) -> bool:
        """Save the canonical data as JSON; whether they were read from under a signature.

        :raises NotOurReport, JsonInvalid, FileMissing, FileUnwritable, DiskFull, OutputIsInput: as they say.
        """
        extract = extract_data(path, tools=self._session.tools)
        self._session.tools.files.write(out, extract.data)
        return extract.signed


def state_of(verdict: Verdict) -> str:
    """The colour of a verdict; green for nothing but TOTAL-PASSED."""
    return {
        Verdict.TOTAL_PASSED: "ok",
        Verdict.INDETERMINATE: "warn",
        Verdict.TOTAL_FAILED: "error",
        Verdict.UNSIGNED: "draft",
    }[verdict]


def banner(found: Verification) -> Banner:
    """The verdict on the whole document."""
    state = state_of(found.verdict)
    return Banner(
        word=words.verdict_name(found.verdict),
        title=words.verdict_title(found),
        words=" ".join(filter(None, (words.verdict_words(found), words.issue_words(found)))),
        state="warn" if state == "ok" and found.issued is False else state,
    )


def card(finding: SignatureFinding) -> SignatureCard:
    """One signature."""
    lines = [
        Line(
            name=_("Signing time"),
            words=words.time_words(finding),
            state="" if finding.time_is_trusted or finding.proven else "warn",
        ),
        Line(
            name=_("Integrity"),
            words=words.integrity_words(finding),
            state="ok" if finding.intact else "error",
        ),
        Line(name=_("Trust"), words=words.trust_words(finding), state=_trust_state(finding)),
        Line(name=_("Certificate valid"), words=words.period_of_certificate(finding)),
        Line(name=_("Covers"), words=words.coverage_words(finding.coverage)),
    ]
    if finding.intact and finding.role is not SignatureRole.TIMESTAMP:
        lines.append(Line(name=_("Signature level"), words=words.level_words(finding)))
    if finding.verdict is not Verdict.TOTAL_PASSED:
        lines.append(
            Line(name=_("Reason"), words=words.reason_words(finding.reason), state=state_of(finding.verdict))
        )
    return SignatureCard(
        title=words.role_words(finding),
        signer=finding.signer,
        organisation=finding.organisation,
        chip=words.verdict_name(finding.verdict),
        state=state_of(finding.verdict),
        lines=tuple(lines),
        changes=tuple(words.change_words(change) for change in finding.changes),
    )


def _trust_state(finding: SignatureFinding) -> str:
    return "ok" if finding.trusted and finding.revocation_checked else "warn"
