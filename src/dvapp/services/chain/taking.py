"""What every step has in common: who may, whether it follows, and one row more. Nothing is ever changed or removed."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from dvapp.domain.accounts.duties import Action
from dvapp.domain.chain.chain_errors import PaperNotFound, StepNotNow
from dvapp.domain.chain.papers import Paper, Step, require_step, version_after
from dvapp.domain.chain.steps import LOCKED, State, StepKind, actions_of, sources_of
from dvapp.domain.papers.reports import Role
from dvapp.services.ports import Reading, UnitOfWork
from dvapp.services.session import Session

log = logging.getLogger(__name__)


@dataclass(slots=True, kw_only=True)
class Taking:
    """A step that is being taken, within its unit of work. ``paper``: as it was, and after :meth:`take` as it is."""

    session: Session
    work: UnitOfWork
    paper: Paper

    def take(self, kind: StepKind, *, reason: str = "", complete: bool = True, **said: Any) -> Paper:
        """Add the step, which follows by the rules of the way.

        :param complete: of a signature: whether every leader has signed with it.
        :param said: what else the step says (``Step``).
        :raises StepNotNow, NotTheSamePerson, WhyMissing: as they say.
        """
        state = require_step(self.paper, kind, self.session.actor, reason=reason, complete=complete)
        self.paper = self._with(kind, state, " ".join(reason.split()), said)
        self.work.papers.add(self.paper.last)
        return self.paper

    def _with(self, kind: StepKind, state: State, reason: str, said: dict[str, Any]) -> Paper:
        before, actor = self.paper.last, self.session.actor
        if state in LOCKED:
            said.setdefault("locks", before.locks)
        if kind is not StepKind.GIVE_BACK:
            said.setdefault("shown", self.paper.number)
        step = Step(
            paper=self.paper.id,
            seq=before.seq + 1,
            version=version_after(before.kind, before.version),
            kind=kind,
            state=state,
            login=actor.login,
            name=actor.name,
            alone=actor.alone,
            at=self.session.tools.clock.now(),
            reason=reason,
            **said,
        )
        return replace(self.paper, steps=(*self.paper.steps, step))

    def commit(self) -> None:
        """Make it last."""
        self.work.commit()
        step = self.paper.last
        log.info("paper %s: step %d, %s", self.paper.id, step.seq, step.kind.value)


def paper_in(work: Reading, paper_id: str) -> Paper:
    """A paper by its whole id. :raises PaperNotFound: there is none."""
    paper = work.papers.get(paper_id)
    if paper is None:
        raise PaperNotFound(where=paper_id)
    return paper


def action_for(session: Session, actions: Sequence[Action]) -> Action:
    """The first of some actions that whoever works here may do; else the first, which then is refused."""
    return next((one for one in actions if session.actor.may(one)), actions[0])


def may_take(
    session: Session,
    paper_id: str,
    kind: StepKind,
    *,
    role: Role | None = None,
    received: bool = False,
    reason: str | None = None,
) -> Paper:
    """The paper, if this step may be taken now by whoever works here: asked before long work, and again when it is kept.

    :param reason: where it is known already; ``None``: it is not asked for yet.
    :raises PaperNotFound, NotAllowed, StepNotNow, NotTheSamePerson, WhyMissing: as they say.
    """
    session.refresh_actor()
    with session.store.reading() as read:
        paper = paper_in(read, paper_id)
    session.require(action_for(session, actions_of(kind, paper.state, role=role, received=received)))
    require_step(paper, kind, session.actor, reason="x" if reason is None else reason)
    return paper


@contextmanager
def taking(
    session: Session,
    paper: Paper,
    kind: StepKind,
    *,
    role: Role | None = None,
    received: bool = False,
) -> Iterator[Taking]:
    """A unit of work in which a step is taken with a paper that is still as it was read; the caller commits.

    :raises NotAllowed: whoever works here may not.
    :raises StepNotNow: somebody else went on with the paper meanwhile.
    """
    actions = actions_of(kind, paper.state, role=role, received=received)
    with session.changing(action_for(session, actions)) as work:
        now = paper_in(work, paper.id)
        if now.last.seq != paper.last.seq:
            fitting = ",".join(one.value for one in sources_of(kind))
            raise StepNotNow(where=now.name, step=kind.value, state=now.state.value, fitting=fitting)
        yield Taking(session=session, work=work, paper=now)
