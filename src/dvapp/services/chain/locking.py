"""Which figures and texts stand fast now, for those who want to know before they write. The store itself refuses."""

from collections.abc import Sequence

from dvapp.domain.calendar.periods import Period
from dvapp.domain.chain.locks import Lock, holding, text_lock
from dvapp.domain.codes import RecordId
from dvapp.domain.validity import Validity
from dvapp.domain.values import DateSpan
from dvapp.services.session import Session


def locks(session: Session) -> Sequence[Lock]:
    """What papers lock now."""
    with session.store.reading() as read:
        return read.papers.locks()


def lock_on(session: Session, days: DateSpan) -> Lock | None:
    """The lock that holds records of these days."""
    return holding(locks(session), days)


def late_lines(session: Session, *, kind: str, period: Period) -> tuple[RecordId, ...]:
    """Lines of the register of returns that came after the paper of a report was approved: they are not in the paper."""
    rule, register = session.pack.returns, session.pack.returns_kind
    if rule is None or register is None:
        return ()
    last = DateSpan(since=period.span.until, until=period.span.until)
    with session.store.reading() as read:
        lock = text_lock(read.papers.locks(), kind, period)
        lines = read.records.ending_in(register, last) if lock is not None else ()
    return tuple(one.id for one in lines if lock is not None and one.changed_at > lock.since)


def lock_on_text(session: Session, *, kind: str, period: Period) -> Lock | None:
    """The lock that holds the text of a report."""
    return text_lock(locks(session), kind, period)


def locks_touched(session: Session, *days: Validity) -> tuple[Lock, ...]:
    """The locks whose papers say names of some of these days: what an edit of the catalogues is to be told with.

    Such an edit is let through: what is signed keeps its words, and an approved paper that says other words by then is
    refused when somebody is to sign it.
    """
    return tuple(
        lock
        for lock in locks(session)
        if any(one.overlaps(Validity(since=lock.whole.since, until=lock.whole.until)) for one in days)
    )
