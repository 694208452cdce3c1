"""Lines of the register: what a report says of itself there, found again, corrected."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from dvapp.domain.accounts.duties import Action
from dvapp.domain.language.folding import matches
from dvapp.domain.papers.reports import Report
from dvapp.domain.register.entries import CORRECTABLE, RegisterEntry, tidy
from dvapp.domain.register.numbers import Event, Happening, Number, State
from dvapp.domain.register.register_errors import EntryFieldInvalid, NumberUnknown
from dvapp.domain.register.series import Series, run_of
from dvapp.services.ports import Tools, UnitOfWork
from dvapp.services.register.numbering import NumberWish, require_reason
from dvapp.services.register.register_ports import NumberFilter
from dvapp.services.session import Session

log = logging.getLogger(__name__)

_ANY = 88  # a number to see what stands after it

ISSUED = NumberFilter(states=frozenset({State.USED}))
"""Only papers that were issued."""


def wish_for(report: Report, *, paper: str, day: date, tools: Tools) -> NumberWish:
    """The number that a report wants on a day, with the symbol that its pages print.

    :raises ProfileUnknown: there is no such layout.
    """
    line = tools.pages.number_line(report, _ANY)
    return NumberWish(
        type=report.type_symbol,
        run=run_of(report.profile),
        symbol=line.partition(str(_ANY))[2],
        day=day,
        paper=paper,
    )


def entry_for(report: Report, *, issued: date, tools: Tools, note: str = "") -> RegisterEntry:
    """What the register says of a report; copies and the day it is sent are for the clerk to add.

    :raises ProfileUnknown: there is no such layout.
    """
    signers = [report.signatory.name or ""]
    if report.second is not None:
        signers.append(report.second.signatory.name or "")
    return tidy(
        RegisterEntry(
            symbol=wish_for(report, paper="", day=issued, tools=tools).symbol,
            issued=issued,
            document_type=report.document_type.capitalize(),
            excerpt=report.title,
            signer=", ".join(filter(None, signers)),
            recipients="; ".join(report.recipients),
            keeper=report.archive,
            note=note,
        )
    )


def find_numbers(session: Session, wanted: NumberFilter = ISSUED) -> tuple[Number, ...]:
    """Lines that a filter lets pass, in order of series and number. Words find with and without accents.

    :raises NotAllowed: as of :attr:`Action.READ`.
    """
    session.require(Action.READ)
    with session.store.reading() as read:
        found = read.register.find(wanted)
    if not wanted.words.strip():
        return tuple(found)
    return tuple(one for one in found if matches(wanted.words, f"{one.label} {_words(one)}"))


def _words(one: Number) -> str:
    return one.entry.words if one.entry is not None else one.symbol


def number_of_paper(session: Session, paper: str) -> Number | None:
    """The number that a paper was issued with, if it was."""
    with session.store.reading() as read:
        return next((one for one in read.register.of_paper(paper) if one.state is State.USED), None)


def number_with_history(session: Session, series: str, number: int) -> tuple[Number, Sequence[Event]]:
    """A number and all that happened to it, oldest first. :raises NumberUnknown: it was never given."""
    session.require(Action.READ)
    with session.store.reading() as read:
        found = read.register.get(series, number)
        if found is None:
            raise NumberUnknown(where=str(number))
        return found, read.register.events(series, number)


def without_paper(session: Session, numbers: Iterable[Number]) -> Mapping[tuple[str, int], Event]:
    """What happened last to those of some numbers that no paper was issued with, by series and number: who returned it and
    why, or who holds it since when.

    :raises NotAllowed: as of :attr:`Action.READ`.
    """
    session.require(Action.READ)
    with session.store.reading() as read:
        return {
            (one.series, one.number): events[-1]
            for one in numbers
            if one.entry is None and (events := read.register.events(one.series, one.number))
        }


def series_by_id(session: Session) -> Mapping[str, Series]:
    """All series."""
    with session.store.reading() as read:
        return {one.id: one for one in read.register.series()}


def amend_line(
    session: Session, series: str, number: int, changes: Mapping[str, object], *, reason: str
) -> Number:
    """Correct or complete the line of an issued paper; its number, symbol, date and subject stay, and the history keeps
    what it said before.

    :param changes: names of :data:`CORRECTABLE` with what they shall say.
    :raises NotAllowed: as of :attr:`Action.REGISTER`.
    :raises NumberUnknown: no paper has this number. :raises NumberReasonEmpty: nobody says why.
    :raises EntryFieldInvalid: this cannot be changed, or not to that.
    """
    with session.changing(Action.REGISTER) as work:
        amended = amend_in(work, series, number, changes, reason=reason)
        work.commit()
    log.info("line %d of series %s amended", number, series)
    return amended


def amend_in(
    work: UnitOfWork, series: str, number: int, changes: Mapping[str, object], *, reason: str
) -> Number:
    """As :func:`amend_line`, within a unit of work; the caller has asked for the duty.

    :raises NumberUnknown, NumberReasonEmpty, EntryFieldInvalid: as there.
    """
    for name, value in changes.items():
        if name not in CORRECTABLE:
            raise EntryFieldInvalid(where=name, text=str(value))
    found = work.register.get(series, number)
    if found is None or found.entry is None:
        raise NumberUnknown(where=str(number))
    reason = require_reason(reason, found.label)
    entry = tidy(replace(found.entry, **changes))  # type: ignore[arg-type]  # checked by whoever reads them
    if entry == found.entry:
        return found
    return work.register.put(replace(found, entry=entry), Happening.AMENDED, reason=reason)
