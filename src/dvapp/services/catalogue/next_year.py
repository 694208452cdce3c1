"""The store of the next programme year, made from this year's.

What goes along: the template pack, the board's own entries of the catalogues, and this year's records, as the next year's
reports compare with them and its stocks begin with their last numbers; of what balances are made of (decision 38), the
records of the years before too, or what they left open would be forgotten. What stays: drafts, report texts, files attached to
records, the history. Both stores live on by themselves: a record changed in one is not changed in the other.
"""

import logging
import uuid
from dataclasses import dataclass, replace
from pathlib import Path

from dvapp.domain.accounts.duties import Action
from dvapp.domain.catalogue.entries import Entry
from dvapp.domain.figures.balances import kinds_behind
from dvapp.domain.recording.records import Record
from dvapp.services.ports import Store, StoreInfo
from dvapp.services.recording.records import read_stored
from dvapp.services.session import Session

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class NextYear:
    """What was made. ``left``: records that the present pack no longer accepts; they do not go along."""

    path: Path
    year: int
    entries: int
    records: int
    left: int


def create_next_year(session: Session, path: Path, *, password: str, with_records: bool = True) -> NextYear:
    """Make the store of the year after this store's; nothing is left behind when that fails.

    :param with_records: whether records go along, to compare with and to carry balances on.
    :raises NotAllowed: he who works here does not set up stores.
    :raises BoardUnknown: the board does not work in that year any more.
    :raises StoreExists, FileUnwritable, DiskFull, PasswordTooShort, StorePlaceRefused: as they say.
    """
    session.require(Action.CONFIGURE)
    info = session.store.info
    session.units.require_board_unit(info.board, info.year + 1)
    entries = [replace(e, id=str(uuid.uuid4()), version=0) for e in session.entries if not e.taken_back]
    found = list(_records(session)) if with_records else []
    kept = [record for record in found if record is not None]
    new = StoreInfo(board=info.board, year=info.year + 1, pack=info.pack, carried=info.carried)
    store = session.tools.stores.create(path, password, new)
    try:
        _fill(store, entries, kept)
    except BaseException:
        store.close()
        path.unlink(missing_ok=True)
        raise
    store.close()
    log.info("store of %d made with %d records", new.year, len(kept))
    return NextYear(
        path=path, year=new.year, entries=len(entries), records=len(kept), left=len(found) - len(kept)
    )


def _records(session: Session) -> "list[Record | None]":
    with session.store.reading() as read:
        stored = read.records.all()
    carried = kinds_behind(session.pack)
    return [
        read_stored(one, session)
        for one in stored
        if one.happened.until.year == session.year
        or (one.kind in carried and one.happened.until.year < session.year)
    ]


def _fill(store: Store, entries: list[Entry], records: list[Record]) -> None:
    with store.unit_of_work() as work:
        for entry in entries:
            work.catalogue.put(entry)
        work.records.put_all(records)
        work.commit()
