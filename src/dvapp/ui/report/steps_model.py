"""From the text to the issued document in four steps, without a widget: what each needs, and what it refuses."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from pathlib import Path

from dvapp.domain.errors import DateInvalid, DvError, NumberInvalid
from dvapp.domain.reports import ReportText, Role, Stage
from dvapp.domain.verification import KeyHolder, Verification
from dvapp.host.formats import LocaleFormats, NotADay
from dvapp.host.i18n import _, language
from dvapp.services.reports import compose_report, write_report
from dvapp.services.session import Session
from dvapp.services.signing import issue_report, sign_report
from dvapp.services.verifying import verify_document
from dvapp.ui.report.report_model import Work

_PLACES = {
    "key_password_wrong": "password",
    "key_unreadable": "key",
    "certificate_expired": "key",
    "certificate_not_yet_valid": "key",
    "certificate_unsuitable": "key",
    "number_invalid": "number",
    "date_invalid": "date",
    "date_too_early": "date",
    "output_is_input": "out",
    "file_unwritable": "out",
    "disk_full": "out",
    "trust_unreadable": "trust",
    "not_our_report": "source",
    "report_altered": "source",
    "report_is_draft": "source",
    "already_signed": "source",
    "not_signed": "source",
    "already_issued": "source",
    "signature_broken": "source",
    "pdf_unreadable": "source",
}


class Step(Enum):
    """The way of a report after its text is done."""

    SAVE = "save"
    SIGN = "sign"
    ISSUE = "issue"
    VERIFY = "verify"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The files that the steps have made so far, this time."""

    saved: Path | None = None
    signed: Path | None = None
    issued: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """What stands in a step's fields. A path that is not chosen is ``None``."""

    source: Path | None = None
    out: Path | None = None
    key: Path | None = None
    trust: Path | None = None
    password: str = field(default="", repr=False)
    role: Role = Role.LEADER
    number: str = ""
    issued: str = ""
    draft: bool = False


class StepsModel:
    """What each step may do now and does. The methods that work on files may run beside the window."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.progress = Progress()

    # --- before ----------------------------------------------------------------------------------------------------

    def waiting(self, step: Step) -> str:
        """Why a step's turn has not come, in a few words; empty when it has."""
        match step:
            case Step.SIGN if self.progress.saved is None and self.progress.signed is None:
                return _("after a copy for signature is saved")
            case Step.ISSUE if self.progress.signed is None:
                return _("after the head has signed")
            case Step.VERIFY if self.progress.issued is None and self.progress.signed is None:
                return _("after signing")
            case _:
                return ""

    def done(self, step: Step) -> str:
        """The name of the file a step has made, or ``""``."""
        made = {
            Step.SAVE: self.progress.saved,
            Step.SIGN: self.progress.signed,
            Step.ISSUE: self.progress.issued,
        }
        path = made.get(step)
        return path.name if path else ""

    def lacks(self, step: Step, entries: Entries, *, refusal: str = "") -> str:
        """Why the step cannot be done with these entries; empty when it can.

        :param refusal: why the text in work cannot be drawn, if so.
        """
        if step is Step.SAVE and refusal:
            return _("The text cannot be printed yet: {reason}").format(reason=refusal)
        if step is not Step.SAVE and entries.source is None:
            return _("Choose the PDF first.")
        if step in {Step.SIGN, Step.ISSUE} and entries.key is None:
            return _("Choose the key file first.")
        if step in {Step.SIGN, Step.ISSUE} and not entries.password:
            return _("The key's password is missing.")
        if step is Step.ISSUE and not entries.number.strip():
            return _("The document number is missing.")
        if step is Step.VERIFY:
            return "" if entries.trust else _("Choose whom you trust first.")
        return "" if entries.out else _("Choose where the result goes.")

    def start(self, step: Step, folder: Path, work: Work) -> Entries:
        """What the fields of a step begin with: the file of the step before, and a good name for the result."""
        name = f"{work.kind}-{work.period.written}"
        match step:
            case Step.SAVE:
                return Entries(out=_free(folder / f"{name}-{_('for-signature')}.pdf"), draft=False)
            case Step.SIGN:
                source = self.progress.saved
                return Entries(source=source, out=self.result_name(step, source))
            case Step.ISSUE:
                today = LocaleFormats(language()).screen_day(self._session.tools.clock.today())
                source = self.progress.signed
                return Entries(source=source, out=self.result_name(step, source), issued=today)
            case Step.VERIFY:
                return Entries(source=self.progress.issued or self.progress.signed)

    def draft_name(self, path: Path, *, draft: bool) -> Path:
        """The same place under the name of a draft, or of a copy for signature."""
        words = (_("for-signature"), _("draft"))
        return path.with_name(path.name.replace(words[not draft], words[draft]))

    def result_name(self, step: Step, source: Path | None) -> Path | None:
        """Beside the source, named for what was done to it; a name that is still free."""
        if source is None:
            return None
        suffix = {Step.SIGN: _("signed"), Step.ISSUE: _("issued")}[step]
        stem = source.stem
        for old in (_("for-signature"), _("signed")):
            stem = stem.removesuffix(f"-{old}")
        return _free(source.with_name(f"{stem}-{suffix}.pdf"))

    # --- doing -----------------------------------------------------------------------------------------------------

    def save(self, work: Work, text: ReportText | None, entries: Entries) -> Path:
        """Write the report as a draft, or as the copy for signature.

        :raises GlyphMissing, TextInvalid, DiskFull, FileUnwritable: as they say.
        """
        out = _chosen(entries.out)
        stage = Stage.DRAFT if entries.draft else Stage.FOR_SIGNATURE
        report = compose_report(
            self._session, kind=work.kind, period=work.period, profile=work.profile, stage=stage, text=text
        )
        write_report(self._session, report, out)
        return out

    def holder(self, entries: Entries) -> KeyHolder:
        """Who a key belongs to.

        :raises KeyUnreadable, KeyPasswordWrong, CertificateExpired, CertificateNotYetValid, CertificateUnsuitable:
            it cannot sign now.
        """
        key = _chosen(entries.key)
        tools = self._session.tools
        content = tools.files.read(key)
        return tools.signatures.open_key(
            content, entries.password, now=tools.clock.now(), where=str(key)
        ).holder

    def sign(self, entries: Entries) -> Path:
        """Sign as the leader or deputy; see :func:`dvapp.services.signing.sign_report` for what it refuses."""
        source, key, out = _chosen(entries.source), _chosen(entries.key), _chosen(entries.out)
        sign_report(
            source, key_file=key, password=entries.password, role=entries.role, out=out,
            tools=self._session.tools,
        )  # fmt: skip
        return out

    def issue(self, entries: Entries) -> Path:
        """Number, date and seal; see :func:`dvapp.services.signing.issue_report` for what it refuses.

        :raises NumberInvalid, DateInvalid: what was typed is neither.
        """
        source, key, out = _chosen(entries.source), _chosen(entries.key), _chosen(entries.out)
        issue_report(
            source, number=_number(entries.number), issued=_day(entries.issued), key_file=key,
            password=entries.password, out=out, tools=self._session.tools,
        )  # fmt: skip
        return out

    def verify(self, entries: Entries) -> Verification:
        """What a receiver would find; see :func:`dvapp.services.verifying.verify_document` for what it refuses."""
        return verify_document(
            _chosen(entries.source), trust=_chosen(entries.trust), tools=self._session.tools
        )

    def made(self, step: Step, path: Path, *, draft: bool = False) -> None:
        """Remember what a step made; a newer copy for signature takes back the signatures of the older."""
        match step:
            case Step.SAVE if not draft:
                self.progress = Progress(saved=path)
            case Step.SIGN:
                self.progress = replace(self.progress, signed=path, issued=None)
            case Step.ISSUE:
                self.progress = replace(self.progress, issued=path)
            case _:
                pass


def place_of(refusal: DvError, entries: Entries) -> str:
    """The field a refusal concerns: source, key, password, number, date, out or trust; ``""`` for none of them."""
    if refusal.code in {"file_missing", "file_unreadable"}:
        named = {"source": entries.source, "key": entries.key, "trust": entries.trust, "out": entries.out}
        return next((field for field, path in named.items() if path and refusal.where == str(path)), "source")
    return _PLACES.get(refusal.code, "")


def holder_words(holder: KeyHolder) -> str:
    """Whose key it is, and until when."""
    until = LocaleFormats(language()).screen_day(holder.valid_to.date())
    who = ", ".join(part for part in (holder.name, holder.organisation) if part)
    return _("{who} · valid until {until} · issued by {issuer}").format(
        who=who, until=until, issuer=holder.issuer
    )


def _chosen(path: Path | None) -> Path:
    assert path is not None, "lacks() comes first"
    return path


def _number(text: str) -> int:
    if not text.strip().isdecimal():
        raise NumberInvalid(text=text.strip())
    return int(text)


def _day(text: str) -> date:
    try:
        return LocaleFormats(language()).read_day(text)
    except NotADay:
        raise DateInvalid(text=text) from None


def _free(path: Path) -> Path:
    """The path itself, or with the first number that makes it a new file."""
    number, free = 2, path
    while free.exists():
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return free
