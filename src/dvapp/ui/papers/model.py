"""What the screen of papers does: each step with what its form holds. Qt-free; may run beside the window."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from dvapp.domain.calendar.periods import Period
from dvapp.domain.chain.differences import Difference
from dvapp.domain.chain.papers import Paper, Place
from dvapp.domain.chain.steps import REASONED, StepKind, actions_of, next_steps
from dvapp.domain.errors import DateInvalid, DvError
from dvapp.domain.papers.reports import Role
from dvapp.domain.signing.choices import Signed, Stamping
from dvapp.domain.signing.verification import KeyHolder, Level
from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import language
from dvapp.services.chain import following, issuing, papers, signing, steps, timestamping
from dvapp.services.chain.coming import coming_number
from dvapp.services.chain.previewing import preview_step
from dvapp.services.chain.signing import SignedPaper
from dvapp.services.session import Session
from dvapp.services.signing.keys import KeySource, opened_key
from dvapp.services.signing.manner import Manner
from dvapp.services.signing.on_bytes import Body
from dvapp.services.signing.previewing import Preview
from dvapp.ui.papers.places import PaperPlaces, places_of
from dvapp.ui.papers.words import coming_words

SIGNING = frozenset({StepKind.SIGN, StepKind.SEAL, StepKind.SEAL_SECOND})
"""Steps that take a key."""

ASIDE = REASONED | {StepKind.EXPORT, StepKind.TIMESTAMP}
"""Steps that lead back, or beside the way: offered after those that lead on."""


def paper_for(session: Session, *, kind: str, period: Period) -> str:
    """Id of the paper of a report: the one there is, or one begun now.

    :raises NotAllowed: there is none, and whoever works here may not begin it.
    """
    there = papers.paper_of(session, kind=kind, period=period)
    return (there or steps.begin_paper(session, kind=kind, period=period)).id


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What stands in the form of a step; only what the step asks for counts."""

    reason: str = ""
    section: str = ""
    sentence: str = ""
    code: str = ""
    deadline: str = ""
    day: str = ""
    role: Role = Role.LEADER
    body: Body = Body.LEAD
    key: KeySource | None = None
    manner: Manner | None = None
    stamping: Stamping = field(default_factory=Stamping)
    online: bool = False
    out: Path | None = None
    copies: str = ""
    keeper: str = ""


class PapersModel:
    """The papers of a store."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._places: tuple[tuple[str, int], PaperPlaces] | None = None

    def all(self) -> tuple[Paper, ...]:
        """Newest first."""
        return papers.list_papers(self._session)

    def standing(self, paper: Paper) -> papers.PaperStanding:
        """What may be done with a paper now, and by whom not."""
        return papers.standing(self._session, paper)

    def changes(self, paper: Paper, seq: int) -> tuple[Difference, ...]:
        """What a step changed; a paper that is submitted again is compared with what was submitted before it."""
        return papers.difference(self._session, paper, seq, against=compared_with(paper, seq))

    def mine(self, paper: Paper) -> bool:
        """Whether the next step forward is one that whoever works here may take."""
        forward = (kind for kind in next_steps(paper.state, joint=paper.joint) if kind not in ASIDE)
        return any(self._session.actor.may(one) for kind in forward for one in actions_of(kind, paper.state))

    def places(self, paper: Paper) -> PaperPlaces:
        """What a paper says where; read once after each step, since what a step kept never changes."""
        now = (paper.id, paper.last.seq)
        if self._places is None or self._places[0] != now:
            self._places = (now, places_of(self._session, paper))
        return self._places[1]

    def pdf(self, paper: Paper) -> bytes:
        """The newest file.

        :raises PaperHasNoFile: nothing was drawn yet.
        """
        return papers.pdf_of(self._session, paper)

    def take(
        self, paper: Paper, kind: StepKind, wish: Wish, watch: Callable[[], None] | None = None
    ) -> SignedPaper:
        """Take a step; refuses what the services refuse. A step that signs says what its signer has to know.

        :param watch: called while a timestamp is waited for; a refusal it raises ends the waiting, not the signing.
        :raises DateInvalid: a day that is none.
        """
        if kind in SIGNING:
            return self._signed(paper, kind, wish, watch)
        if kind is StepKind.TIMESTAMP:
            return self._timestamped(paper, wish, watch)
        return SignedPaper(paper=self._ways()[kind](paper.id, wish), signed=Signed(level=Level.B))

    def _signed(
        self, paper: Paper, kind: StepKind, wish: Wish, watch: Callable[[], None] | None
    ) -> SignedPaper:
        session, key = self._session, wish.key
        assert key is not None, "the form asks for it first"
        manner = replace(wish.manner or Manner(), watch=watch)
        if kind is StepKind.SIGN:
            return signing.sign_paper(
                session, paper.id, key=key, role=wish.role, body=wish.body, manner=manner
            )
        seal = issuing.seal_paper if kind is StepKind.SEAL else signing.seal_second_body
        return seal(session, paper.id, key=key, manner=manner)

    def _timestamped(self, paper: Paper, wish: Wish, watch: Callable[[], None] | None) -> SignedPaper:
        done = timestamping.timestamp_paper(
            self._session, paper.id, stamping=wish.stamping, fetch=wish.online, watch=watch
        )
        return SignedPaper(paper=done, signed=Signed(level=done.last.level or Level.B))

    def preview(self, paper: Paper, kind: StepKind, wish: Wish, holder: KeyHolder | None) -> Preview:
        """The paper as the step will make it look, and where its stamp stands.

        :param holder: of a key on a token, which needs no PIN for that; a key file is opened.
        :raises: as the step itself.
        """
        if holder is None:
            assert wish.key is not None, "the form asks for it first"
            with opened_key(wish.key, self._session.tools.clock.now(), self._session.tools) as key:
                holder = key.holder
        return preview_step(
            self._session, paper.id, kind, holder=holder, role=wish.role, body=wish.body, manner=wish.manner
        )

    def coming(self, paper: Paper, day: str) -> tuple[str, str]:
        """Which number a paper would get on a day as typed, and what is to be known of that day; empty where nothing is.

        :returns: the words, and their colour.
        """
        try:
            issued = _day(day) or self._session.tools.clock.today()
            coming = coming_number(self._session, paper, issued)
        except DvError:  # the step itself says what is wrong
            return "", ""
        if coming is None:
            return "", ""
        today = self._session.tools.clock.today()
        doubtful = not coming.label or coming.below is not None or coming.day > today
        return coming_words(coming, today=today), "warn" if doubtful else ""

    def receive(self, paper: Paper, path: Path) -> Paper:
        """Take in the file that was signed elsewhere, or got its timestamp there."""
        return timestamping.receive_file(self._session, paper.id, path)

    def save(self, paper: Paper, path: Path) -> None:
        """The newest file, byte for byte."""
        issuing.save_paper(self._session, paper.id, path)

    def follow(self, paper: Paper, *, reason: str, replacing: bool) -> Paper:
        """Begin the correction, or the replacement, of an issued paper."""
        begin = following.replace_paper if replacing else following.correct_paper
        return begin(self._session, paper.id, reason=reason)

    def _ways(self) -> Mapping[StepKind, Callable[[str, Wish], Paper]]:
        session = self._session
        return {
            StepKind.CHECK: lambda one, _wish: steps.check_paper(session, one),
            StepKind.SUBMIT: lambda one, _wish: steps.submit_paper(session, one),
            StepKind.RETURN: lambda one, wish: steps.return_paper(
                session, one, reason=wish.reason, place=_place(wish), deadline=_day(wish.deadline)
            ),
            StepKind.PASS_ON: lambda one, wish: steps.pass_paper(session, one, note=wish.reason),
            StepKind.APPROVE: lambda one, wish: steps.approve_paper(session, one, note=wish.reason),
            StepKind.REOPEN: lambda one, wish: steps.reopen_paper(session, one, reason=wish.reason),
            StepKind.WITHDRAW: lambda one, wish: steps.withdraw_paper(session, one, reason=wish.reason),
            StepKind.EXPORT: lambda one, wish: signing.export_for_signature(session, one, _path(wish.out)),
            StepKind.RETURN_FORM: lambda one, wish: issuing.return_for_form(
                session, one, reason=wish.reason, place=_place(wish), deadline=_day(wish.deadline)
            ),
            StepKind.CHECK_FORM: lambda one, wish: issuing.check_form(session, one, reason=wish.reason),
            StepKind.NUMBER: lambda one, wish: issuing.number_paper(session, one, day=_day(wish.day)),
            StepKind.GIVE_BACK: lambda one, wish: issuing.give_back_number(session, one, reason=wish.reason),
            StepKind.ISSUE: lambda one, _wish: issuing.issue_paper(session, one),
            StepKind.REGISTER: lambda one, wish: issuing.register_paper(
                session, one, copies=int(wish.copies) if wish.copies.isdecimal() else None,
                keeper=wish.keeper, note=wish.reason,
            ),
        }  # fmt: skip


def compared_with(paper: Paper, seq: int) -> int | None:
    """The step that a step is compared with: for a submission the one before it; ``None``: the step before."""
    if next(one for one in paper.steps if one.seq == seq).kind is not StepKind.SUBMIT:
        return None
    before = [one.seq for one in paper.steps if one.kind is StepKind.SUBMIT and one.seq < seq]
    return before[-1] if before else None


def _path(path: Path | None) -> Path:
    assert path is not None, "the form asks for it first"
    return path


def _place(wish: Wish) -> Place | None:
    number = int(wish.sentence) if wish.sentence.isdecimal() else None
    place = Place(section=wish.section, paragraph=number, code=wish.code.strip())
    return None if place.nowhere else place


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return LocaleFormats(language()).read_day(text)
    except ValueError:
        raise DateInvalid(text=text) from None
