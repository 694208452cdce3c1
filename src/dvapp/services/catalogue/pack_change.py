"""Another template pack, or another version of it, for a store that is in use. Records are never touched by it."""

import logging
from collections import Counter
from pathlib import Path

from dvapp.domain.accounts.duties import Action
from dvapp.domain.catalogue.catalogue_errors import PackDropsRecords
from dvapp.domain.catalogue.checks import Ground
from dvapp.domain.packs import Pack
from dvapp.domain.places.boards import board_on
from dvapp.domain.recording.plain import read_record
from dvapp.domain.recording.records import InvalidRecord
from dvapp.services.ports import CarriedPack, StoredRecord
from dvapp.services.session import Session, overlaid, working_day

log = logging.getLogger(__name__)


def change_pack(session: Session, pack: str | Path, *, force: bool = False) -> Pack:
    """Let a store use another pack from now on; its own entries stay on top.

    The session goes on with the new pack. Records that it does not accept stay in the store, count in no figure, and count
    again under a pack that accepts them.

    :param pack: the name of a pack that comes with the program, or a folder, which is copied into the store.
    :param force: change it though the new pack does not accept all records that the present one accepts.
    :raises PackUnknown, PackInvalid, PackNameInvalid, FileMissing, FileUnreadable: the pack.
    :raises BoardUnknown: it has no form for this store's board.
    :raises PackDropsRecords, NotAllowed: as they say; nothing was changed.
    """
    session.require(Action.CONFIGURE)
    packs = session.tools.packs
    carried: CarriedPack | None = packs.carry(pack) if isinstance(pack, Path) else None
    read = packs.read_carried(carried) if carried is not None else packs.read(str(pack))
    ground = Ground(pack=read, units=session.ground.units)
    made = overlaid(ground, session.entries)
    info = session.store.info
    board_on(info.board, working_day(info.year, session.tools), made.units, made.pack.boards)
    if not force:
        _require_all(session, made.pack)
    session.store.use_pack(read.name, carried)
    session.ground = ground
    session.follow(session.entries)
    log.info("pack changed to %s %s", read.name, read.version)
    return read


def dropped(session: Session, pack: Pack) -> Counter[str]:
    """How many records of each kind another pack would no longer accept, of those that the present one accepts."""
    with session.store.reading() as read:
        stored = read.records.all()
    return Counter(
        str(one.kind) for one in stored if _accepted(one, session.pack) and not _accepted(one, pack)
    )


def _require_all(session: Session, pack: Pack) -> None:
    lost = dropped(session, pack)
    if lost:
        kinds = ", ".join(f"{kind}: {count}" for kind, count in sorted(lost.items()))
        raise PackDropsRecords(where=pack.name, count=sum(lost.values()), kinds=kinds)


def _accepted(stored: StoredRecord, pack: Pack) -> bool:
    kind = pack.kinds.get(stored.kind)
    if kind is None:
        return False
    span = {"from": stored.happened.since.isoformat(), "to": stored.happened.until.isoformat()}
    plain = {"unit": stored.unit, "happened": span, "values": dict(stored.values)}
    try:
        read_record(kind, plain, record_id=stored.id, board=stored.unit)
    except InvalidRecord:
        return False
    return True
