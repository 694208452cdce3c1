"""What the verify screen shows, without a widget."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dvapp.domain.signing.choices import SigningChoices
from dvapp.domain.signing.verification import Level, SignatureFinding, Verification
from dvapp.host.settings import Settings
from dvapp.host.signing_choices import signing_choices
from dvapp.services.chain.known import known_papers
from dvapp.services.places import named
from dvapp.services.session import Session
from dvapp.services.signing.comparing import compare_state
from dvapp.services.signing.evidence import Telling, write_evidence
from dvapp.services.signing.preserving import preserve_document
from dvapp.services.signing.verify_ports import Stopped, never
from dvapp.services.signing.verifying import extract_data, save_state, trusted, verify_document
from dvapp.ui.verify import words
from dvapp.ui.verify.compare_model import Sides, sides_of
from dvapp.ui.verify.told import Line, signature_lines, state_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureCard:
    """A signature in words. ``chip`` is its verdict, ``state`` the verdict's colour.

    :param changes: what came after it, or one line that nothing did; ``has_changes`` tells these apart.
    """

    title: str
    signer: str
    organisation: str
    chip: str
    state: str
    lines: tuple[Line, ...]
    changes: tuple[str, ...]
    has_changes: bool


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
        self._settings: Settings | None = None

    def verify(self, path: Path, trust: Path | None, stopped: Stopped = never) -> Verification:
        """What stands under a PDF's signatures; ``trust=None``: by the authorities kept on this computer.

        :raises FileMissing, FileUnreadable, PdfUnreadable, TrustUnreadable: as they say.
        :raises VerifyingTooLong, VerifyingBroke, Cancelled: as they say.
        """
        tools = self._session.tools
        return verify_document(
            path, trust=trust, tools=tools, known=known_papers(self._session), stopped=stopped
        )

    def write_evidence(
        self,
        path: Path,
        trust: Path | None,
        out: Path,
        *,
        found: Verification,
        telling: Telling,
        when: datetime,
        stopped: Stopped = never,
    ) -> None:
        """Everything the verdict rests on, in a ZIP; see :func:`dvapp.services.signing.evidence.write_evidence`."""
        tools = self._session.tools
        by = trusted(trust, tools)
        write_evidence(
            path, out, by=by, found=found, telling=telling, when=when, tools=tools, stopped=stopped
        )

    def save_state(self, path: Path, found: Verification, number: int, out: Path) -> None:
        """The document as its signature ``number`` (from 1) covers it; see the service for what it refuses."""
        save_state(path, found, number, out, tools=self._session.tools)

    def compare(self, path: Path, found: Verification, number: int, stopped: Stopped = never) -> Sides:
        """The state that a signature covers beside the present one; see the service for what it refuses."""
        tools = self._session.tools
        pdf = tools.files.read(path)
        with named(path):
            before, comparison = compare_state(pdf, found, number, tools=tools, stopped=stopped)
            return sides_of(before, pdf, comparison, tools.verifier)

    def use_settings(self, settings: Settings) -> None:
        """Where it stands whom the user asks for timestamps; without them nobody is asked."""
        self._settings = settings

    @property
    def choices(self) -> SigningChoices:
        """Whom the user asks for timestamps, and what may be asked online."""
        return signing_choices(self._settings) if self._settings is not None else SigningChoices()

    def preserve(self, path: Path, trust: Path | None, out: Path, watch: Callable[[], None]) -> None:
        """Add a timestamp over the file, and what tells about revocation, in a new file.

        :raises: as :func:`dvapp.services.signing.preserving.preserve_document` says.
        """
        choices = self.choices
        preserve_document(
            path,
            stamping=choices.stamping,
            trust=trust,
            fetch=choices.online,
            out=out,
            tools=self._session.tools,
            watch=watch,
        )

    def now(self) -> datetime:
        """The time that a record of verifying bears."""
        return self._session.tools.clock.now()

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


def lacks_timestamp(found: Verification) -> bool:
    """Whether a signature of the file stands without a timestamp, its own or one over the file."""
    return any(one.level is Level.B for one in found.signatures if one.intact)


def banner(found: Verification) -> Banner:
    """The verdict on the whole document."""
    state = state_of(found.verdict)
    lost = words.lost_words(found) if found.signatures else ""
    said = (words.verdict_words(found), words.issue_words(found), lost)
    if found.lost is not None:
        state = "error"
    return Banner(
        word=words.verdict_name(found.verdict),
        title=words.verdict_title(found),
        words=" ".join(filter(None, said)),
        state="warn" if state == "ok" and found.issued is False else state,
    )


def card(finding: SignatureFinding, revisions: int = 0) -> SignatureCard:
    """One signature. ``revisions``: states of the file."""
    return SignatureCard(
        title=words.role_words(finding),
        signer=finding.signer,
        organisation=finding.organisation,
        chip=words.verdict_name(finding.verdict),
        state=state_of(finding.verdict),
        lines=signature_lines(finding, revisions),
        changes=words.changes_told(finding),
        has_changes=bool(finding.changed),
    )
