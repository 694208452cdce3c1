"""From the text to the issued document in four steps, without a widget: what each needs, and what it refuses."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from pathlib import Path

from dvapp.domain.errors import DateInvalid, DvError, NumberInvalid
from dvapp.domain.papers.reports import ReportText, Role, Stage
from dvapp.domain.signing.choices import Signed, SigningChoices
from dvapp.domain.signing.signers import OtherName, other_names
from dvapp.domain.signing.verification import KeyHolder, Verification
from dvapp.host.formats import LocaleFormats, NotADay
from dvapp.host.i18n import _, language, ngettext
from dvapp.host.settings import Settings
from dvapp.services.ports import Tools
from dvapp.services.reports.composing import compose_report, write_report
from dvapp.services.reports.options import options_of
from dvapp.services.reports.paging import StampPicture
from dvapp.services.session import Session
from dvapp.services.signing.keys import KeyFile, KeySource, TokenPin, opened_key
from dvapp.services.signing.manner import Manner
from dvapp.services.signing.on_bytes import others_of, report_in
from dvapp.services.signing.preserving import preserve_document
from dvapp.services.signing.previewing import Preview as SigningPreview
from dvapp.services.signing.previewing import preview_seal, preview_signature
from dvapp.services.signing.sign import Body, issue_report, seal_second, sign_report
from dvapp.services.signing.tokens import FoundKey
from dvapp.services.signing.verifying import verify_document
from dvapp.ui.report.last_keys import LastKey, LastKeys
from dvapp.ui.report.own_choices import kept_picture, own_choices
from dvapp.ui.report.report_model import Work
from dvapp.ui.report.step_places import PLACES
from dvapp.ui.report.token_keys import keys_on_tokens
from dvapp.ui.token_words import token_key_words


def missing_words(count: int) -> str:
    """How much stands in the way of a copy for signature."""
    return ngettext("{count} thing to answer first", "{count} things to answer first", count).format(
        count=count
    )


class Step(Enum):
    """The way of a report after its text is done."""

    CHECK = "check"
    SAVE = "save"
    SIGN = "sign"
    ISSUE = "issue"
    VERIFY = "verify"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The files that the steps have made so far, this time.

    :param signed: signed by one body at least; by which stands in ``bodies``.
    :param second_sealed: whether the second body of a joint paper has sealed it.
    """

    saved: Path | None = None
    signed: Path | None = None
    issued: Path | None = None
    bodies: frozenset[Body] = frozenset()
    second_sealed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """What stands in a step's fields. A path that is not chosen is ``None``.

    :param token: the key of a token that was chosen instead of a ``key`` file; ``password`` is its PIN then.
    :param choices: how the user wants to sign by default; ``manner``: how he does this time.
    :param kept: the picture that the store keeps for him.
    :param confirmed: whether a certificate in another person's name is to sign; ``unconfirmed``: that it waits for that word.
    :param joint: whether it is to be told for which ``body`` of a joint paper the step is done.
    """

    source: Path | None = None
    out: Path | None = None
    key: Path | None = None
    token: FoundKey | None = None
    trust: Path | None = None
    password: str = field(default="", repr=False)
    role: Role = Role.LEADER
    number: str = ""
    issued: str = ""
    draft: bool = False
    confirmed: bool = False
    unconfirmed: str = ""
    joint: bool = False
    body: Body = Body.LEAD
    choices: SigningChoices = field(default_factory=SigningChoices)
    kept: StampPicture | None = None
    manner: Manner = field(default_factory=Manner)
    manner_fault: str = ""

    @property
    def source_of_key(self) -> KeySource:
        """The key as services take it."""
        if self.token is not None:
            return TokenPin(place=self.token.place, pin=self.password)
        return KeyFile(path=_chosen(self.key), password=self.password)


class StepsModel:
    """What each step may do now and does. The methods that work on files may run beside the window."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.progress = Progress()
        self.obstacles = 0
        """How many things keep the report from being saved for signature (services/reports/submission.py)."""
        self.signed: Signed | None = None
        """What came of the last signature or seal."""
        self._settings: Settings | None = None
        self._last: LastKeys | None = None
        self.checked = ""
        """What the check says of the text in work once nothing stands in the way."""

    def use_settings(self, settings: Settings) -> None:
        """Where the user's choices are kept; without them nobody is asked for a timestamp and no picture is shown."""
        self._settings = settings
        self._last = LastKeys(settings, self._session)

    @property
    def choices(self) -> SigningChoices:
        """How the user wants to sign."""
        return own_choices(self._session, self._settings)

    # --- before ----------------------------------------------------------------------------------------------------

    def waiting(self, step: Step) -> str:
        """Why a step's turn has not come, in a few words; empty when it has."""
        match step:
            case Step.SAVE if self.obstacles:
                return missing_words(self.obstacles)
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
        if step is Step.SAVE and self.obstacles and not entries.draft:
            return _("{missing}; a draft can be saved.").format(missing=missing_words(self.obstacles))
        if step is not Step.SAVE and entries.source is None:
            return _("Choose the PDF first.")
        if step in {Step.SIGN, Step.ISSUE} and (missing := _lacks_key(entries)):
            return missing
        if fault := entries.manner_fault or (entries.unconfirmed if step is Step.SIGN else ""):
            return fault
        if step is Step.ISSUE and entries.body is Body.LEAD and not entries.number.strip():
            return _("The document number is missing.")
        if step is Step.VERIFY:
            return ""
        return "" if entries.out else _("Choose where the result goes.")

    def start(self, step: Step, folder: Path, work: Work) -> Entries:
        """What the fields of a step begin with: the file of the step before, and a good name for the result."""
        name = f"{work.kind}-{work.period.written}"
        match step:
            case Step.CHECK:
                return Entries()
            case Step.SAVE:
                return Entries(out=_free(folder / f"{name}-{_('for-signature')}.pdf"), draft=False)
            case Step.SIGN:
                body = self.next_body(work)
                source = self.progress.signed if self.progress.bodies and body else self.progress.saved
                return Entries(
                    source=source,
                    out=self.result_name(step, source),
                    joint=self.is_joint(work),
                    body=body or Body.LEAD,
                    role=self._role(work, body or Body.LEAD),
                    choices=self.choices,
                    kept=kept_picture(self._session, seal=False),
                )
            case Step.ISSUE:
                today = LocaleFormats(language()).screen_day(self._session.tools.clock.today())
                source, joint = self.progress.signed, self.is_joint(work)
                body = Body.SECOND if joint and not self.progress.second_sealed else Body.LEAD
                return Entries(
                    source=source,
                    out=self.result_name(step, source, body=body),
                    issued=today,
                    joint=joint,
                    body=body,
                    choices=self.choices,
                    kept=kept_picture(self._session, seal=True),
                )
            case Step.VERIFY:
                return Entries(source=self.progress.issued or self.progress.signed)

    def is_joint(self, work: Work) -> bool:
        """Whether the report in work is issued together with a second body."""
        return bool(options_of(self._session, kind=work.kind, period=work.period).given.joint)

    def _role(self, work: Work, body: Body) -> Role:
        """In which role the report's settings say that a body's signer signs."""
        given = options_of(self._session, kind=work.kind, period=work.period).given
        return Role((given.role if body is Body.LEAD else given.second_role) or Role.LEADER.value)

    def next_body(self, work: Work) -> Body | None:
        """The body of a joint paper whose leader is to sign next; ``None`` once nobody is, or for other papers."""
        if not self.is_joint(work):
            return None
        return next((body for body in Body if body not in self.progress.bodies), None)

    def draft_name(self, path: Path, *, draft: bool) -> Path:
        """The same place under the name of a draft, or of a copy for signature."""
        words = (_("for-signature"), _("draft"))
        return path.with_name(path.name.replace(words[not draft], words[draft]))

    def result_name(self, step: Step, source: Path | None, *, body: Body = Body.LEAD) -> Path | None:
        """Beside the source, named for what was done to it; a name that is still free."""
        if source is None:
            return None
        suffix = {Step.SIGN: _("signed"), Step.ISSUE: _("issued")}[step]
        if step is Step.ISSUE and body is Body.SECOND:
            suffix = _("second-seal")
        stem = source.stem
        for old in (_("for-signature"), _("signed"), _("second-seal")):
            stem = stem.removesuffix(f"-{old}")
        return _free(source.with_name(f"{stem}-{suffix}.pdf"))

    # --- doing -----------------------------------------------------------------------------------------------------

    def save(self, work: Work, text: ReportText | None, entries: Entries) -> Path:
        """Write the report as a draft, or as the copy for signature.

        :raises ReportNotReady: a copy for signature is asked for, and something in the text waits for an answer.
        :raises GlyphMissing, TextInvalid, DiskFull, FileUnwritable: as they say.
        """
        out = _chosen(entries.out)
        stage = Stage.DRAFT if entries.draft else Stage.FOR_SIGNATURE
        report = compose_report(
            self._session, kind=work.kind, period=work.period, profile=work.profile, stage=stage, text=text
        )
        write_report(self._session, report, out, text=text)
        return out

    def keys_on_tokens(self, driver: Path | None = None) -> tuple[FoundKey, ...]:
        """Keys of the tokens that are in, those that may sign first.

        :raises DriverUnusable, DriverBitness, TokenRemoved, TokenFailed: as they say.
        """
        return keys_on_tokens(self._session.tools, self._settings, driver)

    def last_key(self, step: Step) -> LastKey | None:
        """The key that whoever works here used last for a step."""
        return self._last.last(seal=step is Step.ISSUE) if self._last is not None else None

    def keep_key(self, step: Step, entries: Entries) -> None:
        """A step was done with a key: it is proposed next time."""
        if self._last is not None and step in {Step.SIGN, Step.ISSUE}:
            words = token_key_words(entries.token) if entries.token is not None else ""
            self._last.keep(entries.source_of_key, seal=step is Step.ISSUE, words=words)

    def holder(self, entries: Entries) -> KeyHolder:
        """Who a key belongs to.

        :raises KeyUnreadable, KeyPasswordWrong, CertificateExpired, CertificateNotYetValid, CertificateUnsuitable:
            it cannot sign now.
        """
        if entries.token is not None:
            return entries.token.key.holder  # no PIN is risked for a name that the token tells anybody
        tools = self._session.tools
        with opened_key(entries.source_of_key, tools.clock.now(), tools) as key:
            return key.holder

    def sign(self, entries: Entries, watch: Callable[[], None] | None = None) -> Path:
        """Sign as the leader or deputy; see :func:`dvapp.services.signing.sign.sign_report` for what it refuses.

        :param watch: called while a timestamp is waited for; a refusal it raises ends the waiting, not the signing.
        """
        source, out = _chosen(entries.source), _chosen(entries.out)
        self.signed = sign_report(
            source, key=entries.source_of_key, role=entries.role, out=out, tools=self._session.tools,
            body=entries.body, manner=replace(entries.manner, watch=watch, any_name=entries.confirmed),
            account=self._account(entries.body),
        )  # fmt: skip
        return out

    def _account(self, body: Body) -> str:
        """Whose account signs for a body; the second body's signer has none here."""
        return self._session.actor.name if body is Body.LEAD else ""

    def others(self, entries: Entries, holder: KeyHolder) -> tuple[OtherName, ...]:
        """The names that a signer's certificate should bear and does not, by the paper and by the account.

        Of a paper that cannot be read signing itself says why.
        """
        source, tools = entries.source, self._session.tools
        try:
            report = report_in(tools.files.read(source), source, tools)[0] if source is not None else None
        except DvError:
            report = None
        if report is None:
            return other_names(holder.name, account=self._account(entries.body))
        return others_of(report, entries.body, holder, self._account(entries.body))

    def issue(self, entries: Entries, watch: Callable[[], None] | None = None) -> Path:
        """Number, date and seal, or the second body's seal alone; what :mod:`dvapp.services.signing.sign` refuses is refused.

        :param watch: as in :meth:`sign`.
        :raises NumberInvalid, DateInvalid: what was typed is neither.
        """
        source, key, out = _chosen(entries.source), entries.source_of_key, _chosen(entries.out)
        manner = replace(entries.manner, watch=watch)
        if entries.body is Body.SECOND:
            self.signed = seal_second(source, key=key, out=out, tools=self._session.tools, manner=manner)
            return out
        self.signed = issue_report(
            source, number=_number(entries.number), issued=_day(entries.issued), key=key, out=out,
            tools=self._session.tools, manner=manner,
        )  # fmt: skip
        return out

    @property
    def tools(self) -> Tools:
        """The ports of the session."""
        return self._session.tools

    def lacks_for_preview(self, entries: Entries) -> str:
        """Why the page cannot be shown as it will look; empty when it can."""
        if entries.source is None:
            return _("Choose the PDF first.")
        if entries.token is None and (missing := _lacks_key(entries)):
            return missing  # the signer's name comes from the key
        return entries.manner_fault

    def preview(self, step: Step, entries: Entries) -> SigningPreview:
        """The page as signature or seal will make it look; the key is opened for its holder's name and signs nothing.

        :raises: what signing or sealing would refuse of the paper, the key and the picture.
        """
        source, tools, holder = _chosen(entries.source), self._session.tools, self.holder(entries)
        if step is Step.SIGN:
            return preview_signature(
                source,
                holder=holder,
                role=entries.role,
                tools=tools,
                body=entries.body,
                manner=entries.manner,
                account=self._account(entries.body),
            )
        return preview_seal(
            source, holder=holder, tools=tools, body=entries.body, manner=entries.manner,
            number=_number(entries.number) if entries.number.strip() else 1,
            issued=_day(entries.issued) if entries.issued.strip() else None,
        )  # fmt: skip

    def preserve(self, path: Path, watch: Callable[[], None] | None = None) -> Path:
        """Add a timestamp over a signed paper and what tells about revocation, in a new file beside it.

        :raises: as :func:`dvapp.services.signing.preserving.preserve_document` says.
        """
        choices, out = self.choices, _free(path.with_name(f"{path.stem}-{_('timestamped')}.pdf"))
        preserve_document(
            path,
            stamping=choices.stamping,
            fetch=choices.online,
            out=out,
            tools=self._session.tools,
            watch=watch,
        )
        return out

    def verify(self, entries: Entries) -> Verification:
        """What a receiver would find; see :func:`dvapp.services.signing.verifying.verify_document` for what it refuses."""
        return verify_document(_chosen(entries.source), trust=entries.trust, tools=self._session.tools)

    def made(self, step: Step, path: Path, *, draft: bool = False, body: Body = Body.LEAD) -> None:
        """Remember what a step made; a newer copy for signature takes back the signatures of the older."""
        match step:
            case Step.SAVE if not draft:
                self.progress = Progress(saved=path)
            case Step.SIGN:
                bodies = self.progress.bodies | {body}
                self.progress = replace(self.progress, signed=path, issued=None, bodies=bodies)
            case Step.ISSUE if body is Body.SECOND:
                self.progress = replace(self.progress, signed=path, second_sealed=True)
            case Step.ISSUE:
                self.progress = replace(self.progress, issued=path)
            case _:
                pass


def place_of(refusal: DvError, entries: Entries) -> str:
    """The field a refusal concerns: source, key, password, number, date, out or trust; ``""`` for none of them."""
    if refusal.code in {"file_missing", "file_unreadable"}:
        named = {
            "source": entries.source, "key": entries.key, "trust": entries.trust, "out": entries.out,
            "picture": entries.manner.picture,
        }  # fmt: skip
        return next((field for field, path in named.items() if path and refusal.where == str(path)), "source")
    return PLACES.get(refusal.code, "")


def holder_words(holder: KeyHolder) -> str:
    """Whose key it is, and until when."""
    until = LocaleFormats(language()).screen_day(holder.valid_to.date())
    who = ", ".join(part for part in (holder.name, holder.organisation) if part)
    return _("{who} · valid until {until} · issued by {issuer}").format(
        who=who, until=until, issuer=holder.issuer
    )


def _lacks_key(entries: Entries) -> str:
    if entries.token is not None:
        return "" if entries.password or entries.token.token.own_pad else _("The token's PIN is missing.")
    if entries.key is None:
        return _("Choose the key file or a token first.")
    return "" if entries.password else _("The key's password is missing.")


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
