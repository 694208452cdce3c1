"""The report of a paper as the store has it now, and what differs from what somebody agreed to."""

from dataclasses import dataclass

from dvapp.domain.chain.amending import Amended, amended
from dvapp.domain.chain.differences import Difference, differences
from dvapp.domain.chain.papers import Paper, Step
from dvapp.domain.chain.steps import State
from dvapp.domain.papers.reports import Report
from dvapp.services.reports.composing import compose_report
from dvapp.services.session import Session

__all__ = ["Composed", "composed", "drift"]

_AT_ONCE = 500
_AGREED = (State.SUBMITTED, State.PASSED, State.APPROVED)
"""States in which somebody agreed to figures and sentences, and nobody has signed them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A paper's report as it would go out now.

    :param report: what is printed. ``whole``: the whole report, where a correction prints only what differs.
    :param last_write: number of the last change of any record before it was composed.
    :param changes: what differs from the issued paper that it corrects or replaces.
    """

    report: Report
    whole: Report
    last_write: int
    changes: tuple[Difference, ...] = ()


def composed(session: Session, paper: Paper, *, like: Report | None = None) -> Composed:
    """The report of a paper now.

    :param like: a report of another day, whose closing day is taken, so that the two can be compared.
    :raises ReportKindUnknown, PeriodNotOffered, TextInvalid, JointIncomplete: as they say.
    """
    with session.store.reading() as read:
        last_write = read.records.last_write()
        old = read.papers.get(paper.follows) if paper.follows is not None else None
        kept = read.papers.content(old.whole) if old is not None and old.whole is not None else None
    before = session.tools.data.read(kept) if kept is not None else None
    day = like or before
    whole = compose_report(
        session,
        kind=paper.kind,
        period=paper.period,
        as_of=day.as_of if day is not None else None,
    )
    if old is None or before is None:
        return Composed(report=whole, whole=whole, last_write=last_write)
    changes = differences(before, whole, session.tools.formats)
    assert old.issued is not None, "only an issued paper is followed"
    assert paper.relation is not None, "what follows says how"
    named = Amended(number=old.number, issued=old.issued, document=before.document_type, title=before.title)
    report = amended(whole, named, paper.relation, changes, reason=paper.steps[0].reason)
    return Composed(report=report, whole=whole, last_write=last_write, changes=changes)


def drift(session: Session, paper: Paper) -> tuple[Difference, ...]:
    """What changed since a paper was submitted, while somebody is to decide on it or sign it; nothing otherwise.

    :raises ReportKindUnknown, PeriodNotOffered, TextInvalid, JointIncomplete: the report can be composed no more.
    """
    step = paper.reading
    if paper.state not in _AGREED or step is None or paper.whole is None:
        return ()
    with session.store.reading() as read:
        old = session.tools.data.read(read.papers.content(paper.whole))
    new = composed(session, paper, like=old).whole
    return differences(old, new, session.tools.formats, by_hand=_only_later(session, step, old))


def _only_later(session: Session, step: Step, old: Report) -> bool:
    """Whether all that was recorded since began after the day on which the paper's figures close.

    While a period runs, it goes on being recorded; that changes nothing of what the paper says of its own days.
    """
    if old.as_of >= old.period.span.until or step.last_write is None:
        return False
    with session.store.reading() as read:
        changed = read.records.changed_since(step.last_write)
        for first in range(0, len(changed), _AT_ONCE):
            ids = changed[first : first + _AT_ONCE]
            stored = read.records.some(ids)
            if len(stored) < len(ids) or any(one.happened.since <= old.as_of for one in stored):
                return False
    return bool(changed)
