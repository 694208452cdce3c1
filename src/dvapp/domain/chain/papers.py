"""A paper (văn bản): one report on its way out of the house, with every step that was taken."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from dvapp.domain.accounts.accounts import Actor
from dvapp.domain.calendar.periods import Period
from dvapp.domain.chain.chain_errors import NotTheSamePerson, StepNotNow, WhyMissing
from dvapp.domain.chain.steps import (
    APART,
    LOCKED,
    NEW_VERSION,
    REASONED,
    State,
    StepKind,
    after,
    sources_of,
)
from dvapp.domain.codes import ReportKindCode
from dvapp.domain.language.person_names import same_name
from dvapp.domain.papers.reports import Role
from dvapp.domain.signing.verification import Level
from dvapp.domain.values import DateSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a report: a sentence (section, and paragraph from 0), or a cell or figure by its code."""

    section: str = ""
    paragraph: int | None = None
    code: str = ""

    @property
    def nowhere(self) -> bool:
        """Whether it names no place at all."""
        return not self.section and not self.code


class Relation(Enum):
    """What a paper is to an issued one."""

    CORRECTS = "corrects"
    REPLACES = "replaces"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step, as it is kept for ever.

    :param seq: from 1, without gaps, within its paper; ``version``: from 1, another one after each return.
    :param state: of the paper after it.
    :param login: of whoever took it; ``name``: his, as the account had it then; ``alone``: the store had one account only.
    :param place: where something is wrong, of a return; ``deadline``: until when it is to be mended.
    :param role: as whom somebody signed, for which body (``lead`` or ``second``), and whose the certificate is (``holder``).
    :param received: whether the signature or timestamp was made on another computer and taken in.
    :param level: how far the last signature of its file can be proved later; ``None``: it does not say.
    :param number: given by the register, under the id ``lease``; ``shown``: with its symbol, "12-BC/BDVQU",
        also of every later step while it has that number; ``day``: of issue.
    :param findings: departures from the layout that the check of the form found.
    :param title: of the report as it was then; ``as_of``: the day on which its figures close.
    :param joint: whether two bodies issue it.
    :param data: SHA-256 of the report's data after it, ``pdf``: of the file; ``None``: as before.
    :param whole: SHA-256 of the data of the whole report, where the paper only says what is corrected in it.
    :param last_write: number of the last change of any record when the figures were read.
    :param locks: the days whose figures stand fast after it; ``None``: none.
    """

    paper: str
    seq: int
    version: int
    kind: StepKind
    state: State
    login: str
    name: str = ""
    alone: bool = False
    at: datetime
    reason: str = ""
    place: Place | None = None
    deadline: date | None = None
    role: Role | None = None
    body: str = ""
    holder: str = ""
    received: bool = False
    level: Level | None = None
    number: int | None = None
    lease: str = ""
    shown: str = ""
    day: date | None = None
    findings: int | None = None
    title: str = ""
    as_of: date | None = None
    joint: bool = False
    data: str | None = None
    whole: str | None = None
    pdf: str | None = None
    last_write: int | None = None
    locks: DateSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper with its steps, the first first; there is at least one.

    :param follows: id of the issued paper that it corrects or replaces.
    """

    id: str
    kind: ReportKindCode
    period: Period
    begun_at: datetime
    steps: tuple[Step, ...]
    follows: str | None = None
    relation: Relation | None = None

    @property
    def last(self) -> Step:
        """What was done last."""
        return self.steps[-1]

    @property
    def state(self) -> State:
        """Where it stands."""
        return self.last.state

    @property
    def version(self) -> int:
        """Which version is on its way, from 1."""
        return self.last.version

    @property
    def name(self) -> str:
        """Kind and period, as one names it: "BC06/2018-H1"; its number once it has one."""
        return self.number or f"{self.kind}/{self.period.written}"

    @property
    def title(self) -> str:
        """The report's title, as it was read last; empty before the first check."""
        return next((step.title for step in reversed(self.steps) if step.title), "")

    @property
    def numbering(self) -> Step | None:
        """The step that gave it the number it has."""
        for step in reversed(self.steps):
            if step.kind is StepKind.GIVE_BACK or step.kind in NEW_VERSION:
                return None
            if step.kind is StepKind.NUMBER:
                return step
        return None

    @property
    def number(self) -> str:
        """Number and symbol, "12-BC/BDVQU"; empty before it is numbered."""
        step = self.numbering
        return step.shown if step is not None else ""

    @property
    def issued(self) -> date | None:
        """The day of issue that it bears."""
        step = self.numbering
        return step.day if step is not None else None

    @property
    def locked(self) -> bool:
        """Whether its text and the figures of its days stand fast."""
        return self.state in LOCKED

    @property
    def locks(self) -> DateSpan | None:
        """The days whose figures it locks now."""
        return self.last.locks

    @property
    def mend_by(self) -> date | None:
        """Until when it is to be mended: what the last return said, while it has not been submitted again."""
        if self.state not in {State.RETURNED, State.CHECKED, State.DRAFT}:
            return None
        said = next((step for step in reversed(self.steps) if step.state is State.RETURNED), None)
        after = [] if said is None else [one for one in self.steps if one.seq > said.seq]
        again = any(one.kind is StepKind.SUBMIT for one in after)
        return said.deadline if said is not None and not again else None

    @property
    def data(self) -> str | None:
        """SHA-256 of the report's data as they were kept last."""
        return next((step.data for step in reversed(self.steps) if step.data), None)

    @property
    def joint(self) -> bool:
        """Whether two bodies issue it, as it was read last."""
        return self.reading is not None and self.reading.joint

    @property
    def whole(self) -> str | None:
        """SHA-256 of the data of the whole report, as it was read last."""
        step = next((step for step in reversed(self.steps) if step.last_write is not None), None)
        return (step.whole or step.data) if step is not None else None

    @property
    def pdf(self) -> str | None:
        """SHA-256 of the file of the present version; ``None``: it has none yet."""
        return next((step.pdf for step in reversed(self.of_version()) if step.pdf), None)

    @property
    def undated(self) -> bool:
        """Whether it bears its seal and nothing proves yet when that was made."""
        told = (
            step.level
            for step in reversed(self.of_version())
            if step.kind in {StepKind.SEAL, StepKind.TIMESTAMP}
        )
        return next(told, None) is Level.B

    @property
    def reading(self) -> Step | None:
        """The step at which the report was composed that is now on its way."""
        return next((step for step in reversed(self.of_version()) if step.last_write is not None), None)

    def of_version(self) -> tuple[Step, ...]:
        """The steps of the present version. A return belongs to what was returned: the next version begins after it."""
        taken = [step for step in self.steps if step.version == self.version]
        return tuple(taken)

    def taken_by(self, kind: StepKind) -> Iterator[Step]:
        """The steps of a kind in the present version."""
        return (step for step in self.of_version() if step.kind is kind)


def require_step(
    paper: Paper, kind: StepKind, actor: Actor, *, reason: str = "", complete: bool = True
) -> State:
    """The state after a step that somebody wants to take; his duties were asked before.

    :param complete: of a signature: whether every leader has signed with it.
    :raises StepNotNow: the paper does not stand where this step begins.
    :raises NotTheSamePerson: he did something with this version that another one must look at.
    :raises WhyMissing: a reason is asked for, and none is given.
    """
    state = after(kind, paper.state, complete=complete)
    if state is None:
        fitting = ",".join(one.value for one in sources_of(kind))
        raise StepNotNow(where=paper.name, step=kind.value, state=paper.state.value, fitting=fitting)
    require_apart(paper, kind, actor)
    if kind in REASONED and not any(letter.isalpha() for letter in reason):
        raise WhyMissing(where=paper.name, step=kind.value)
    return state


def require_apart(paper: Paper, kind: StepKind, actor: Actor) -> None:
    """:raises NotTheSamePerson: whoever works here did with this version what another one must look at."""
    if actor.alone:
        return
    for before in APART.get(kind, frozenset()):
        for step in paper.taken_by(before):
            own = step.login == actor.login if not step.received else same_name(step.holder, actor.name)
            if own:
                raise NotTheSamePerson(
                    where=paper.name, step=kind.value, before=before.value, login=actor.login
                )


def version_after(kind: StepKind, version: int) -> int:
    """The version that a step belongs to: a return closes one, and the next step begins another."""
    return version + 1 if kind in NEW_VERSION else version
