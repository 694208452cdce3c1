"""From draft to approval: checking, submitting, returning, passing on, approving, reopening, withdrawing."""

import logging
import uuid
from datetime import date
from textwrap import shorten
from typing import Any

from dvapp.domain.calendar.periods import Period
from dvapp.domain.chain.chain_errors import (
    NothingCorrected,
    PaperDrifted,
    PaperIssuedAlready,
)
from dvapp.domain.chain.differences import What
from dvapp.domain.chain.papers import Paper, Place, Relation, Step
from dvapp.domain.chain.steps import GONE_OUT, IN_WORK, State, StepKind, actions_of
from dvapp.domain.errors import SignerUnnamed
from dvapp.domain.papers.reports import Report
from dvapp.domain.values import DateSpan
from dvapp.services.chain.composing import Composed, composed, drift
from dvapp.services.chain.places import require_deadline, require_place
from dvapp.services.chain.taking import Taking, action_for, may_take, paper_in, taking
from dvapp.services.ports import UnitOfWork
from dvapp.services.reports.composing import draw_report
from dvapp.services.reports.submission import require_submittable
from dvapp.services.session import Session

log = logging.getLogger(__name__)

_TOLD = 80
"""Letters of an old and of a new text that a refusal names."""

_MOST_TRIES = 3
"""How often an approval is begun anew because somebody recorded something meanwhile."""


def begin_paper(session: Session, *, kind: str, period: Period) -> Paper:
    """The paper of a report that is on its way, begun now if there is none.

    :raises NotAllowed: whoever works here may not submit reports.
    :raises ReportKindUnknown, PeriodNotOffered: as they say.
    :raises PaperIssuedAlready: it has gone out; only a correction or a replacement may follow.
    """
    outline = session.pack.outline(kind)
    outline.require(period)
    with session.changing(action_for(session, actions_of(StepKind.BEGIN))) as work:
        own = [one for one in work.papers.all() if (one.kind, one.period) == (outline.kind, period)]
        there = next((one for one in own if one.state in IN_WORK), None)
        if there is not None:
            return there
        gone = next((one for one in own if one.state in GONE_OUT), None)
        if gone is not None:
            raise PaperIssuedAlready(where=gone.name)
        paper = begin_in(work, session, kind=kind, period=period)
        work.commit()
    log.info("paper %s begun", paper.id)
    return paper


def begin_in(
    work: UnitOfWork,
    session: Session,
    *,
    kind: str,
    period: Period,
    follows: str | None = None,
    relation: Relation | None = None,
    reason: str = "",
) -> Paper:
    """A new paper, within a unit of work; the caller has asked for the duty."""
    outline, actor, now = session.pack.outline(kind), session.actor, session.tools.clock.now()
    paper_id = str(uuid.uuid4())
    step = Step(
        paper=paper_id,
        seq=1,
        version=1,
        kind=StepKind.BEGIN,
        state=State.DRAFT,
        login=actor.login,
        name=actor.name,
        alone=actor.alone,
        at=now,
        reason=" ".join(reason.split()),
    )
    paper = Paper(
        id=paper_id,
        kind=outline.kind,
        period=period,
        begun_at=now,
        steps=(step,),
        follows=follows,
        relation=relation,
    )
    work.papers.begin(paper, period.closed_on(outline.closing))
    return paper


def check_paper(session: Session, paper_id: str) -> Paper:
    """Check that nothing stands in the way of submitting a paper, and keep the report as it is now.

    :raises ReportNotReady, SignerUnnamed: something is to be answered first; nothing is kept then.
    :raises PaperNotFound, NotAllowed, StepNotNow: as they say.
    """
    paper = may_take(session, paper_id, StepKind.CHECK)
    require_submittable(session, kind=paper.kind, period=paper.period)
    made = composed(session, paper)
    _require_signable(paper, made.report)
    with taking(session, paper, StepKind.CHECK) as one:
        one.take(StepKind.CHECK, **_kept(one, made))
        one.commit()
    return one.paper


def submit_paper(session: Session, paper_id: str) -> Paper:
    """Submit a checked paper: what the deputy sees is kept, data and pages.

    :raises ReportNotReady, SignerUnnamed: something changed since it was checked, and is to be answered first.
    :raises NothingCorrected: a correction that says what the issued paper says.
    :raises PaperNotFound, NotAllowed, StepNotNow, GlyphMissing: as they say.
    """
    paper = may_take(session, paper_id, StepKind.SUBMIT)
    require_submittable(session, kind=paper.kind, period=paper.period)
    made = composed(session, paper)
    _require_signable(paper, made.report)
    if paper.follows is not None and not made.changes:
        with session.store.reading() as read:
            old = paper_in(read, paper.follows)
        raise NothingCorrected(where=paper.name, number=old.number)
    pdf = draw_report(session, made.report)
    with taking(session, paper, StepKind.SUBMIT) as one:
        one.take(StepKind.SUBMIT, pdf=one.work.papers.keep(pdf, packed=False), **_kept(one, made))
        one.commit()
    return one.paper


def _require_signable(paper: Paper, report: Report) -> None:
    """Whoever signs a joint paper first must find the other's name on its pages; told before anybody has approved it.

    :raises SignerUnnamed: neither of the two is named.
    """
    if report.second is not None and not (report.second.signatory.name or report.signatory.name):
        raise SignerUnnamed(where=paper.name, option="second_signer")


def _kept(one: Taking, made: Composed) -> dict[str, Any]:
    """Keep what was composed, and say so in the step."""
    write = one.session.tools.data.write
    data = one.work.papers.keep(write(made.report), packed=True)
    whole = None if made.whole is made.report else one.work.papers.keep(write(made.whole), packed=True)
    return {
        "data": data,
        "whole": whole,
        "title": made.report.title,
        "as_of": made.report.as_of,
        "joint": made.report.second is not None,
        "last_write": made.last_write,
    }


def return_paper(
    session: Session,
    paper_id: str,
    *,
    reason: str,
    place: Place | None = None,
    deadline: date | None = None,
) -> Paper:
    """Return a submitted paper, as deputy, or as leader once it was passed on.

    :param place: where something is wrong. :param deadline: until when it is to be mended.
    :raises PlaceUnknown, DeadlinePast, WhyMissing: what is said.
    :raises PaperNotFound, NotAllowed, StepNotNow, NotTheSamePerson: as they say.
    """
    paper = may_take(session, paper_id, StepKind.RETURN, reason=reason)
    place = require_place(session, paper, place)
    require_deadline(session, deadline)
    with taking(session, paper, StepKind.RETURN) as one:
        one.take(StepKind.RETURN, reason=reason, place=place, deadline=deadline)
        one.commit()
    return one.paper


def pass_paper(session: Session, paper_id: str, *, note: str = "") -> Paper:
    """Pass a submitted paper on to the leader.

    :raises PaperDrifted: it is no longer what was submitted: it is to be returned and submitted anew.
    :raises PaperNotFound, NotAllowed, StepNotNow, NotTheSamePerson: as they say.
    """
    paper = may_take(session, paper_id, StepKind.PASS_ON)
    require_undrifted(session, paper)
    with taking(session, paper, StepKind.PASS_ON) as one:
        one.take(StepKind.PASS_ON, reason=note)
        one.commit()
    return one.paper


def approve_paper(session: Session, paper_id: str, *, note: str = "") -> Paper:
    """Approve a paper; the figures of its days, and its text, stand fast from then on.

    :raises PaperDrifted: it is no longer what was submitted: it is to be returned and submitted anew.
    :raises PaperNotFound, NotAllowed, StepNotNow, NotTheSamePerson: as they say.
    """
    paper = may_take(session, paper_id, StepKind.APPROVE)
    for _try in range(_MOST_TRIES):
        with session.store.reading() as read:
            seen = (read.records.last_write(), read.texts.get(paper.kind, paper.period))
        require_undrifted(session, paper)
        with taking(session, paper, StepKind.APPROVE) as one:
            # Recorded between the look and the lock: look again.
            if (one.work.records.last_write(), one.work.texts.get(paper.kind, paper.period)) != seen:
                continue
            one.take(StepKind.APPROVE, reason=note, locks=_days(session, paper))
            one.commit()
            return one.paper
    raise PaperDrifted(where=paper.name, state=paper.state.value, count=1, first="…")


def _days(session: Session, paper: Paper) -> DateSpan:
    """The days whose figures the paper says: to the day on which it closes them, or the last of the period."""
    whole = paper.period.closed_on(session.pack.outline(paper.kind).closing)
    as_of = paper.reading.as_of if paper.reading is not None else None
    until = min(whole.until, as_of) if as_of is not None else whole.until
    return DateSpan(since=min(whole.since, until), until=until)


def require_undrifted(session: Session, paper: Paper) -> None:
    """:raises PaperDrifted: figures or sentences are other ones than those that were submitted."""
    found = drift(session, paper)
    if found:
        # A figure says in a few words what a sentence says in many.
        first = next((one for one in found if one.what is What.FIGURE), found[0])
        old, new = (shorten(text or "–", _TOLD, placeholder=" …") for text in (first.old, first.new))
        told = f"{first.label or first.place.code}: {old} → {new}"
        raise PaperDrifted(where=paper.name, state=paper.state.value, count=len(found), first=told)


def reopen_paper(session: Session, paper_id: str, *, reason: str) -> Paper:
    """Take an approval back, before anybody has signed; figures and text may be changed again.

    :raises PaperNotFound, NotAllowed, StepNotNow, WhyMissing: as they say.
    """
    return _plain(session, paper_id, StepKind.REOPEN, reason)


def withdraw_paper(session: Session, paper_id: str, *, reason: str) -> Paper:
    """Give a paper up that nobody has approved; its steps stay told.

    :raises PaperNotFound, NotAllowed, StepNotNow, WhyMissing: as they say.
    """
    return _plain(session, paper_id, StepKind.WITHDRAW, reason)


def _plain(session: Session, paper_id: str, kind: StepKind, reason: str) -> Paper:
    paper = may_take(session, paper_id, kind, reason=reason)
    with taking(session, paper, kind) as one:
        one.take(kind, reason=reason)
        one.commit()
    return one.paper
