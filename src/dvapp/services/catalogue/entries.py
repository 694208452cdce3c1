"""The catalogues of a board: its own entries over what ships, kept with every former version.

Whoever edits passes :func:`_keep`, the one place where it can be asked whether he may.
"""

import logging
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dvapp.domain.accounts.duties import Action
from dvapp.domain.catalogue.catalogue_errors import EntryRefused, EntryUnknown
from dvapp.domain.catalogue.checks import entry_faults
from dvapp.domain.catalogue.entries import NOTE, SUCCESSORS, Catalogue, Entry, in_force
from dvapp.domain.catalogue.reading import SINCE, UNTIL, Wish, read_wish
from dvapp.domain.catalogue.uses import ended_uses, may_end_uses
from dvapp.domain.codes import KindCode
from dvapp.domain.errors import BoardUnknown
from dvapp.domain.places.boards import board_on
from dvapp.domain.recording.records import Fault
from dvapp.domain.validity import Validity
from dvapp.services.catalogue.lists import begin_texts
from dvapp.services.session import Session, overlaid

log = logging.getLogger(__name__)

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an edit did, so that it can be undone: the entries before (``None``: there was none) and after."""

    before: tuple[Entry | None, ...]
    after: tuple[Entry, ...]


def refresh(session: Session) -> bool:
    """Read the entries again, as another window may have changed them; whether anything changed."""
    with session.store.reading() as read:
        entries = tuple(read.catalogue.all())
    if entries == session.entries:
        return False
    session.follow(entries)
    return True


def put_entry(wish: Wish, *, session: Session) -> Change:
    """Keep what a wish describes. An entry that went on beyond the new one's first day ends the day before.

    :raises EntryRefused: with every fault, each beside its field; nothing is kept.
    :raises EntryChanged: another window changed the entry meanwhile.
    """
    session.require(Action.CONFIGURE)
    _require_known(session, wish)
    entry, faults = read_wish(wish, wish.entry.id if wish.entry is not None else str(uuid.uuid4()))
    if entry is None:
        raise EntryRefused(faults, where=wish.code, catalogue=wish.catalogue)
    shortened = _shortened(entry, session.entries)
    changed = (*shortened, entry)
    others = _with(session.entries, shortened)
    faults = entry_faults(entry, others, session.ground, new=wish.new)
    faults = faults or tuple(_uses_faults(session, changed)) or tuple(_board_faults(session, changed))
    if faults:
        raise EntryRefused(faults, where=wish.code, catalogue=wish.catalogue)
    return _keep(session, changed)


def end_entry(
    catalogue: Catalogue,
    code: str,
    *,
    since: str,
    session: Session,
    until: str = "",
    successors: Sequence[str] = (),
    note: str = "",
) -> Change:
    """Say that a unit or an answer is no more from a day on, to the end of what the code stands for.

    :param since: the first day without it, as typed.
    :raises EntryRefused, EntryChanged, EntryUnknown: as :func:`put_entry`.
    """
    session.require(Action.CONFIGURE)
    texts = {SINCE: since, UNTIL: until, NOTE: note, SUCCESSORS: " ".join(successors)}
    if not until:
        texts[UNTIL] = begin_texts(session, catalogue, code, since).get(UNTIL, "")
    return put_entry(Wish(catalogue=catalogue, code=code, texts=texts, gone=True), session=session)


def check_entry(wish: Wish, *, session: Session) -> tuple[Fault, ...]:
    """What :func:`put_entry` would say of a wish, but for the records that use it; nothing is kept or read."""
    entry, faults = read_wish(wish, wish.entry.id if wish.entry is not None else "")
    if entry is None:
        return faults
    shortened = _shortened(entry, session.entries)
    found = entry_faults(entry, _with(session.entries, shortened), session.ground, new=wish.new)
    return found or tuple(_board_faults(session, (*shortened, entry)))


def take_back(entry: Entry, *, session: Session) -> Change:
    """Let the ground count again where an entry did.

    :raises EntryRefused: records use what only the entry says.
    :raises EntryUnknown: it is taken back already. :raises EntryChanged: another window changed it meanwhile.
    """
    session.require(Action.CONFIGURE)
    if entry.taken_back:
        raise EntryUnknown(where=entry.code)
    changed = (entry.back(),)
    faults = (*_uses_faults(session, changed), *_board_faults(session, changed))
    if faults:
        raise EntryRefused(faults, where=entry.code, catalogue=entry.catalogue)
    return _keep(session, changed)


def undo(change: Change, *, session: Session) -> Change:
    """Put back what a change replaced, as new versions; what it returns undoes that.

    :raises EntryRefused: the entries, or records made since, no longer allow it.
    :raises EntryChanged: an entry was changed since.
    """
    session.require(Action.CONFIGURE)
    wanted = tuple(
        after.back() if before is None else replace(before, version=after.version)
        for before, after in zip(change.before, change.after, strict=True)
    )
    others = _with(session.entries, wanted)
    faults = [
        fault
        for entry in wanted
        if not entry.taken_back
        for fault in entry_faults(entry, others, session.ground, new=False)
    ]
    faults = [*faults, *_uses_faults(session, wanted), *_board_faults(session, wanted)]
    if faults:
        raise EntryRefused(tuple(faults), where=wanted[-1].code, catalogue=wanted[-1].catalogue)
    return _keep(session, wanted)


def find_entry(session: Session, catalogue: Catalogue, code: str, day: date | None = None) -> Entry:
    """The entry that counts for a code: on a day, or the only or last one.

    :raises EntryUnknown: there is none.
    """
    found = [e for e in in_force(session.entries, catalogue) if e.code == code]
    if day is not None:
        found = [entry for entry in found if entry.days.holds(day)]
    if not found:
        raise EntryUnknown(where=code)
    return found[-1]


# --- what is asked before anything is kept ---------------------------------------------------------------------------


def _require_known(session: Session, wish: Wish) -> None:
    """:raises EntryUnknown: a unit or board that shall be changed or ended is in no list."""
    if wish.new or wish.catalogue not in {Catalogue.UNITS, Catalogue.BOARDS}:
        return
    if not any(unit.code == wish.code for unit in session.units.units) and wish.entry is None:
        raise EntryUnknown(where=wish.code)


def _shortened(entry: Entry, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Entries of the same code that began before this one and went on at least as long: they end the day before it."""
    since = entry.days.since
    if since is None or entry.catalogue is Catalogue.HOLIDAYS:
        return ()
    made = []
    for other in in_force(entries, entry.catalogue):
        if other.code != entry.code or other.id == entry.id or not other.days.overlaps(entry.days):
            continue
        begins_before = other.days.since is None or other.days.since < since
        goes_on = other.days.until is None or (
            entry.days.until is not None and other.days.until <= entry.days.until
        )
        if begins_before and goes_on:
            made.append(replace(other, days=Validity(since=other.days.since, until=since - _DAY)))
    return tuple(made)


def _with(entries: Sequence[Entry], changed: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries with some replaced and the new ones added."""
    fresh = {entry.id: entry for entry in changed}
    kept = tuple(fresh.pop(entry.id, entry) for entry in entries)
    return (*kept, *fresh.values())


def _uses_faults(session: Session, changed: Sequence[Entry]) -> Iterator[Fault]:
    """Records that would name something which is not there on their last day any more."""
    after = overlaid(session.ground, _with(session.entries, changed))
    catalogues = {entry.catalogue for entry in changed}
    if not catalogues & {Catalogue.UNITS, Catalogue.CHOICES}:
        return
    kinds = None
    if Catalogue.UNITS not in catalogues:
        kinds = {KindCode(e.code.split("/")[0]) for e in changed if e.catalogue is Catalogue.CHOICES}
    before, codes = overlaid(session.ground, session.entries), {entry.code for entry in changed}
    if not may_end_uses(changed, before, after):
        return  # nothing goes away, so that no record needs to be read
    with session.store.reading() as read:
        stored = [
            s for kind in session.pack.kinds if kinds is None or kind in kinds for s in read.records.all(kind)
        ]
    days = list(
        ended_uses(((s.kind, s.unit, s.happened.until, s.values) for s in stored), codes, before, after)
    )
    if days:
        details = {"count": len(days), "last": max(days), "after": max(days) + _DAY}
        yield Fault(field=SINCE, code="records_use_it", details=details)


def _board_faults(session: Session, changed: Sequence[Entry]) -> Iterator[Fault]:
    """Whether the store's own board would still be one, with a name for its papers."""
    after = overlaid(session.ground, _with(session.entries, changed))
    info = session.store.info
    try:
        after.units.require_board_unit(info.board, info.year)
        days = (
            date(info.year, 1, 1),
            date(info.year, 12, 31),
            *(e.days.since for e in changed if e.days.since),
        )
        for day in days:
            board_on(info.board, day, after.units, after.pack.boards)
    except BoardUnknown:
        yield Fault(field="kind", code="own_board_lost", details={"value": info.board})


def _keep(session: Session, changed: Sequence[Entry]) -> Change:
    """The one way into the store for every edit."""
    known = {entry.id: entry for entry in session.entries}
    with session.changing(Action.CONFIGURE) as work:
        kept = tuple(work.catalogue.put(entry) for entry in changed)
        work.commit()
    for entry in kept:
        log.info("catalogue entry %s/%d of %s kept", entry.id, entry.version, entry.catalogue.value)
    refresh(session)
    return Change(before=tuple(known.get(entry.id) for entry in kept), after=kept)
