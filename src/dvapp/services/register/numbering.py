"""Giving numbers: leased for a paper, then used, or returned with a reason.

A paper of the store goes its way for days: :func:`lease_in`, :func:`use_number_in`, :func:`return_in` work within the unit of
work that keeps its step, and its lease has no end. For what is done in one go there are leases that end with the program.

A number is safe however the program ends. Leasing and using are one transaction each, which takes the write lock first; a
lease names its holder by a token, and without that token nobody uses the number. Whoever issues a paper

1. leases (:func:`lease_number`), which is kept at once; asked again for the same paper, after a crash, it gives the same number;
2. draws and seals the paper with that number;
3. uses the number in the very unit of work that keeps the sealed paper (:func:`use_number_in`).

Between 1 and 3 nothing is issued. When a program dies there, its number is the next to be given.
"""

import logging
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from dvapp.domain.accounts.duties import Action
from dvapp.domain.register.entries import RegisterEntry, numbered, one_line, tidy
from dvapp.domain.register.numbers import (
    LEASE,
    Happening,
    Lease,
    Number,
    State,
    is_dead,
    next_number,
)
from dvapp.domain.register.register_errors import (
    IssueDayOutside,
    LeasedElsewhere,
    LeaseLost,
    NumberOnItsWay,
    NumberOutOfTurn,
    NumberReasonEmpty,
    NumberReturned,
    NumbersUsedUp,
    NumberUnknown,
    NumberUsed,
    PaperNumbered,
)
from dvapp.domain.register.series import Run, Series, series_on
from dvapp.services.ports import Reading, UnitOfWork
from dvapp.services.register.series import open_numbers, series_for
from dvapp.services.session import Session

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberWish:
    """A number that is wanted.

    :param type: symbol of the document type ("BC"). :param run: how papers of its layout are numbered.
    :param symbol: what stands after the number ("-BC/BDVQU").
    :param day: the day of issue, which tells the term or year.
    :param paper: id of the paper; empty for one that the program does not have.
    """

    type: str
    run: Run
    symbol: str
    day: date
    paper: str = ""


def lease_number(
    session: Session, wish: NumberWish, *, span: timedelta = LEASE, bound: bool = True
) -> Number:
    """Hold the next number for a paper. Asked again for the same paper it gives the same number.

    :param span: how long it is held where nobody can see whether this program still runs.
    :param bound: whether the number is free again as soon as this program ends; not for a command that ends at once.
    :returns: the number; its ``lease`` is needed to use it.
    :raises NotAllowed: as of :attr:`Action.NUMBER`.
    :raises SeriesNotBegun, SeriesHandedOver, NumbersUsedUp: the series.
    :raises PaperNumbered: the paper has its number. :raises LeasedElsewhere: another program that runs holds one for it.
    """
    with session.changing(Action.NUMBER) as work:
        held = lease_in(work, session, wish, span=span, bound=bound)
        work.commit()
    log.info("number %d of series %s leased", held.number, held.series)
    return held


def use_number(session: Session, held: Number, entry: RegisterEntry) -> Number:
    """Write a paper into the register under the number held for it, for ever.

    :raises NotAllowed: as of :attr:`Action.NUMBER`.
    :raises LeaseLost: the number is somebody else's by now, or nobody's: lease again.
    :raises IssueDayOutside, EntryFieldMissing: what the register would say.
    """
    with session.changing(Action.NUMBER) as work:
        used = use_number_in(work, held, entry)
        work.commit()
    log.info("number %d of series %s used", used.number, used.series)
    return used


def use_number_in(work: UnitOfWork, held: Number, entry: RegisterEntry) -> Number:
    """As :func:`use_number`, within the unit of work that keeps the paper too: both are kept or neither.

    The caller has asked for the duty.

    :raises LeaseLost, IssueDayOutside, EntryFieldMissing: as there.
    """
    found = work.register.get(held.series, held.number)
    if found is None or found.lease is None or held.lease is None or found.lease.token != held.lease.token:
        raise LeaseLost(where=held.label)
    entry = tidy(entry)
    _require_day(work, found, entry)
    return work.register.put(found.used(entry), Happening.USED)


def return_number(
    session: Session, series: str, number: int, *, reason: str, held: Number | None = None
) -> Number:
    """Give a number back that no paper was issued with. Its history keeps the reason, and it is given next.

    :param held: what :func:`lease_number` gave, by which its holder returns it while he still works with it.
    :raises NotAllowed: as of :attr:`Action.NUMBER`.
    :raises NumberReasonEmpty: nobody says why. :raises NumberUnknown, NumberUsed, NumberReturned: what it is.
    :raises NumberOnItsWay: a paper of the store has it, which gives it back by a step of its own.
    :raises LeasedElsewhere: a program that runs works with it.
    """
    with session.changing(Action.NUMBER) as work:
        found = _require(work, series, number)
        if found.paper and found.lease is not None and found.lease.until is None:
            raise NumberOnItsWay(where=found.label)
        returned = return_in(work, session, series, number, reason=reason, held=held)
        work.commit()
    log.info("number %d of series %s returned", number, series)
    return returned


def return_in(
    work: UnitOfWork,
    session: Session,
    series: str,
    number: int,
    *,
    reason: str,
    held: Number | None = None,
) -> Number:
    """As :func:`return_number`, within a unit of work; the caller has asked for the duty.

    :raises NumberReasonEmpty, NumberUnknown, NumberUsed, NumberReturned, LeasedElsewhere: as there.
    """
    found = _require(work, series, number)
    reason = require_reason(reason, found.label)
    if found.state is State.USED:
        raise NumberUsed(where=found.label)
    if found.lease is None:
        raise NumberReturned(where=found.label)
    own = held is not None and held.lease is not None and held.lease.token == found.lease.token
    process = found.lease.process
    working = process is not None and session.tools.processes.alive(process)
    if not own and working and process != session.tools.processes.own():
        raise _elsewhere(found, found.lease)
    return work.register.put(found.returned(), Happening.RETURNED, paper=found.paper, reason=reason)


def held_for(work: Reading, paper: str) -> Number | None:
    """The number that a paper holds and has not used yet."""
    return next((one for one in work.register.of_paper(paper) if one.lease is not None), None)


def enter_paper(
    session: Session,
    wish: NumberWish,
    entry: RegisterEntry,
    *,
    number: int | None = None,
    reason: str = "",
) -> Number:
    """Write a paper into the register that was issued outside the program, so that the series stays whole.

    :param number: the number on the paper; it must be the next one, or one that was given back. Not given: the next one.
    :param reason: what else is to be known of it; may be empty.
    :raises NotAllowed: as of :attr:`Action.NUMBER`.
    :raises NumberOutOfTurn: between the last number and this one there would be a gap, or somebody holds it.
    :raises NumberUsed: another paper has that number.
    :raises SeriesNotBegun, NumbersUsedUp, IssueDayOutside, EntryFieldMissing: as they say.
    """
    wish = replace(wish, day=entry.issued)
    entry = tidy(replace(entry, symbol=wish.symbol))
    with session.changing(Action.NUMBER) as work:
        held = lease_in(work, session, wish, span=LEASE, number=number)
        used = work.register.put(held.used(entry), Happening.USED, reason=one_line(reason))
        work.commit()
    log.info("number %d of series %s entered", used.number, used.series)
    return used


def lease_in(
    work: UnitOfWork,
    session: Session,
    wish: NumberWish,
    *,
    span: timedelta | None = None,
    bound: bool = True,
    number: int | None = None,
) -> Number:
    """As :func:`lease_number`, within a unit of work; the caller has asked for the duty.

    :param span: ``None`` holds the number until it is used or returned, whatever becomes of programs and clocks.
    :param number: a number that is wanted, not the next one.
    :raises SeriesNotBegun, NumbersUsedUp, PaperNumbered, LeasedElsewhere: as there.
    :raises NumberOutOfTurn, NumberUsed: ``number`` cannot be given.
    """
    series = series_for(work, wish.type, wish.run, wish.day)
    now = session.tools.clock.now().astimezone(UTC)
    processes = session.tools.processes
    lease = Lease(
        paper=wish.paper,
        token=str(uuid.uuid4()),
        holder=session.actor.login,
        process=processes.own() if bound and span is not None else None,
        leased_at=now,
        until=now + span if span is not None else None,
    )
    open_ = open_numbers(work, series)
    kept = _kept(work, session, wish, open_, now) if wish.paper else None
    if kept is not None:
        held = kept.leased(lease, wish.symbol)
    else:
        free = [one for one in open_ if _is_free(one, now, session)]
        wanted = _wanted(work, series, [one.number for one in free], number, wish)
        before = next((one for one in free if one.number == wanted), None)
        if before is not None and before.lease is not None:
            work.register.tell(before, Happening.LAPSED, paper=before.paper)
        fresh = before or Number(series=series.id, number=wanted, state=State.RETURNED, symbol=wish.symbol)
        held = fresh.leased(lease, wish.symbol)
    return work.register.put(held, Happening.LEASED)


def _kept(
    work: UnitOfWork, session: Session, wish: NumberWish, open_: Sequence[Number], now: datetime
) -> Number | None:
    """The number that this paper holds in the series already, and that it may go on with."""
    used = [one for one in work.register.of_paper(wish.paper) if one.state is State.USED]
    if used:
        raise PaperNumbered(where=used[0].label)
    for one in open_:
        if one.lease is None or one.paper != wish.paper:
            continue
        process = one.lease.process
        if process == session.tools.processes.own() or process is None or _is_free(one, now, session):
            return one
        raise _elsewhere(one, one.lease)
    return None


def _is_free(one: Number, now: datetime, session: Session) -> bool:
    return one.lease is None or is_dead(one.lease, now=now, alive=session.tools.processes.alive)


def _wanted(
    work: UnitOfWork, series: Series, free: Sequence[int], number: int | None, wish: NumberWish
) -> int:
    last = work.register.last(series.id)
    coming = next_number(series, free, last)
    if number is None:
        if coming is None:
            raise NumbersUsedUp(where=series.type)
        return coming
    if number in free or number == next_number(series, (), last):
        return number
    there = work.register.get(series.id, number)
    if there is not None and there.state is State.USED:
        raise NumberUsed(where=there.label)
    shown = numbered(coming, wish.symbol) if coming is not None else "–"
    raise NumberOutOfTurn(where=numbered(number, wish.symbol), next=shown)


def _elsewhere(one: Number, lease: Lease) -> LeasedElsewhere:
    return LeasedElsewhere(where=one.label, holder=lease.holder, until=lease.until)


def _require(work: UnitOfWork, series: str, number: int) -> Number:
    found = work.register.get(series, number)
    if found is None:
        raise NumberUnknown(where=str(number))
    return found


def _require_day(work: UnitOfWork, found: Number, entry: RegisterEntry) -> None:
    all_ = work.register.series()
    own = next(one for one in all_ if one.id == found.series)
    if series_on(all_, own.type, own.run, entry.issued) != own:
        raise IssueDayOutside(where=found.label, day=entry.issued, since=own.since)


def require_reason(reason: str, where: str) -> str:
    """A reason in one line. :raises NumberReasonEmpty: it says nothing."""
    text = one_line(reason)
    if not text:
        raise NumberReasonEmpty(where=where)
    return text
