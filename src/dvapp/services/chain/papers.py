"""Looking at papers: which there are, where they stand, what changed, and what was kept of each step."""

from dataclasses import dataclass

from dvapp.domain.accounts.duties import Action
from dvapp.domain.calendar.periods import Period, parse_period
from dvapp.domain.chain.chain_errors import PaperAmbiguous, PaperHasNoFile, PaperNotFound
from dvapp.domain.chain.differences import Difference, differences
from dvapp.domain.chain.papers import Paper, Step, require_step
from dvapp.domain.chain.steps import GONE_OUT, IN_WORK, State, StepKind, actions_of, next_steps
from dvapp.domain.errors import DvError, PeriodInvalid
from dvapp.domain.papers.reports import Report
from dvapp.services.chain.composing import drift
from dvapp.services.chain.taking import action_for, paper_in
from dvapp.services.session import Session

_SHORTEST = 4
"""Letters of an id that name a paper, at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A step that may follow. ``refusal``: why whoever works here may not take it; ``None``: he may."""

    kind: StepKind
    refusal: DvError | None = None

    @property
    def allowed(self) -> bool:
        """Whether he may take it."""
        return self.refusal is None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperStanding:
    """A paper as a screen shows it.

    :param drift: what changed since it was submitted or approved, while nobody has signed.
    """

    paper: Paper
    offers: tuple[Offer, ...]
    drift: tuple[Difference, ...] = ()
    followers: tuple[Paper, ...] = ()


def list_papers(session: Session) -> tuple[Paper, ...]:
    """All papers, the one begun last first."""
    session.require(Action.READ)
    with session.store.reading() as read:
        return tuple(read.papers.all())


def paper_by_id(session: Session, paper_id: str) -> Paper:
    """A paper by its whole id. :raises PaperNotFound: there is none."""
    with session.store.reading() as read:
        return paper_in(read, paper_id)


def find_paper(session: Session, text: str) -> Paper:
    """The paper that somebody means: its id or the beginning of it, its number, or kind and period ("BC06/2018-H1").

    :raises PaperNotFound: there is none. :raises PaperAmbiguous: there are several.
    """
    wanted = text.strip()
    papers = list_papers(session)
    found = [paper for paper in papers if paper.id == wanted]
    found = found or [
        paper for paper in papers if paper.number and paper.number.casefold() == wanted.casefold()
    ]
    found = found or _of_report(papers, wanted)
    if not found and len(wanted) >= _SHORTEST:
        found = [paper for paper in papers if paper.id.startswith(wanted.lower())]
    if not found:
        raise PaperNotFound(where=text)
    if len(found) > 1:
        raise PaperAmbiguous(where=text, known=", ".join(paper.id[:8] for paper in found))
    return found[0]


def _of_report(papers: tuple[Paper, ...], text: str) -> list[Paper]:
    kind, _slash, written = text.partition("/")
    try:
        period = parse_period(written)
    except PeriodInvalid:
        return []
    found = _current(papers, kind.upper(), period)
    return [found] if found is not None else []


def _current(papers: tuple[Paper, ...], kind: str, period: Period) -> Paper | None:
    own = [paper for paper in papers if (paper.kind, paper.period) == (kind, period)]
    for states in (IN_WORK, GONE_OUT, frozenset({State.WITHDRAWN})):
        for paper in own:
            if paper.state in states:
                return paper
    return None


def paper_of(session: Session, *, kind: str, period: Period) -> Paper | None:
    """The paper of a report: the one in work, else the one issued last, else one that was withdrawn."""
    return _current(list_papers(session), kind, period)


def followers(session: Session, paper: Paper) -> tuple[Paper, ...]:
    """The papers that correct or replace one, the newest first; those withdrawn are none."""
    return tuple(
        one for one in list_papers(session) if one.follows == paper.id and one.state is not State.WITHDRAWN
    )


def standing(session: Session, paper: Paper) -> PaperStanding:
    """Where a paper stands, what may follow, and what changed since somebody agreed to it."""
    session.refresh_actor()
    return PaperStanding(
        paper=paper,
        offers=tuple(
            _offer(session, paper, kind)
            for kind in next_steps(paper.state, joint=paper.joint)
            if kind is not StepKind.SEAL_SECOND or not any(paper.taken_by(kind))  # a body seals once
        ),
        drift=drift(session, paper),
        followers=followers(session, paper),
    )


def _offer(session: Session, paper: Paper, kind: StepKind) -> Offer:
    try:
        session.require(action_for(session, actions_of(kind, paper.state)))
        require_step(paper, kind, session.actor, reason="x")
    except DvError as refusal:
        return Offer(kind=kind, refusal=refusal)
    return Offer(kind=kind)


def step_of(paper: Paper, seq: int) -> Step:
    """A step by its number. :raises PaperNotFound: the paper has no such step."""
    step = next((one for one in paper.steps if one.seq == seq), None)
    if step is None:
        raise PaperNotFound(where=f"{paper.name} #{seq}")
    return step


def difference(
    session: Session, paper: Paper, seq: int, against: int | None = None
) -> tuple[Difference, ...]:
    """What a step changed: since the step before it at which the report was kept, or since the step ``against``.

    Where nothing was kept before, a correction or replacement is compared with the paper that it follows.

    :raises PaperNotFound: the paper has no such step. :raises PaperContentDamaged: as it says.
    """
    new = _kept_by(paper, step_of(paper, seq).seq)
    if against is None:
        changed = next((one for one in reversed(paper.steps) if one.seq <= seq and _data(one)), None)
        fresh = changed is not None and changed.seq == seq
        old = _kept_by(paper, seq - 1) if fresh else new
    else:
        old = _kept_by(paper, step_of(paper, against).seq)
    if old is None and new is not None and paper.follows is not None:
        old = paper_by_id(session, paper.follows).whole
    if old is None or new is None or old == new:
        return ()
    return differences(_report(session, old), _report(session, new), session.tools.formats)


def _data(step: Step) -> str | None:
    return step.whole or step.data


def _kept_by(paper: Paper, seq: int) -> str | None:
    """The digest of the report as it was after a step."""
    return next((_data(one) for one in reversed(paper.steps) if one.seq <= seq and _data(one)), None)


def _report(session: Session, sha256: str) -> Report:
    with session.store.reading() as read:
        return session.tools.data.read(read.papers.content(sha256))


def report_of(session: Session, paper: Paper) -> Report | None:
    """The report as it was kept last; ``None``: nothing was kept yet."""
    return _report(session, paper.data) if paper.data is not None else None


def pdf_of(session: Session, paper: Paper, seq: int | None = None) -> bytes:
    """The file as it was after a step; the newest without one.

    :raises PaperHasNoFile: nothing was drawn by then. :raises PaperContentDamaged: as it says.
    """
    last = paper.last.seq if seq is None else step_of(paper, seq).seq
    sha256 = next((one.pdf for one in reversed(paper.steps) if one.seq <= last and one.pdf), None)
    if sha256 is None:
        raise PaperHasNoFile(where=paper.name)
    with session.store.reading() as read:
        return read.papers.content(sha256)
