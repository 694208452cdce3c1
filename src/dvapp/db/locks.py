"""What papers lock, at the door through which every record and every text comes: whoever writes, it is asked here."""

from collections.abc import Iterable
from datetime import datetime

from dvapp.db.paper_rows import locks_of
from dvapp.db.transaction import Snapshot
from dvapp.domain.chain.chain_errors import FiguresLocked, TextLocked
from dvapp.domain.chain.locks import Lock, holding, text_lock
from dvapp.domain.papers.reports import ReportText
from dvapp.domain.values import DateSpan


def require_free(
    snapshot: Snapshot, spans: Iterable[DateSpan], lines: Iterable[tuple[DateSpan, datetime]] = ()
) -> None:
    """Refuse a write that touches records of locked days.

    :param spans: of the records as they are and as they will be.
    :param lines: of the register of returns, those that are there already: their days, and when they were written last.
        New lines are free at any time (decision 33).
    :raises FiguresLocked: the paper that reports their figures was approved.
    """
    locks = locks_of(snapshot)
    if not locks:
        return
    for days in dict.fromkeys(spans):
        _refuse(holding(locks, days))
    for days, written in lines:
        _refuse(next((lock for lock in locks if lock.holds_line(days, written)), None))


def _refuse(lock: Lock | None) -> None:
    if lock is not None:
        raise FiguresLocked(
            where=lock.name, since=lock.days.since, until=lock.days.until, state=lock.state.value
        )


def require_writable(snapshot: Snapshot, text: ReportText) -> None:
    """Refuse to change the text of an approved report. :raises TextLocked: its paper was approved."""
    lock = text_lock(locks_of(snapshot), text.kind, text.period)
    if lock is not None:
        raise TextLocked(where=lock.name, state=lock.state.value)
