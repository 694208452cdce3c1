"""Making, opening and checking board stores."""

import logging
from datetime import date
from pathlib import Path

from dvapp.domain.boards import board_of
from dvapp.domain.codes import UnitCode
from dvapp.services.ports import Store, StoreHealth, StoreInfo, Tools
from dvapp.services.session import Session

log = logging.getLogger(__name__)

DEFAULT_PACK = "ha-noi-2018"


def create_store(
    path: Path, *, board: str, year: int, password: str, tools: Tools, pack: str | Path = DEFAULT_PACK
) -> Session:
    """Make a new encrypted store for a board and open it.

    :param pack: the name of a pack that comes with the program, or a folder with another one, which the store then
        carries: it opens wherever the store goes, whatever becomes of the folder.
    :raises BoardUnknown: no such board in that year.
    :raises PackUnknown, PackInvalid, PackNameInvalid, FileMissing, FileUnreadable: the pack.
    :raises StoreExists, FileUnwritable, DiskFull, PasswordTooShort, StorePlaceRefused: as they say; nothing is left.
    """
    tools.packs.units().require_board_unit(UnitCode(board), year)
    if isinstance(pack, Path):
        carried = tools.packs.carry(pack)
        info = StoreInfo(board=UnitCode(board), year=year, pack=carried.name, carried=carried)
    else:
        tools.packs.read(pack)
        info = StoreInfo(board=UnitCode(board), year=year, pack=pack)
    store = tools.stores.create(path, password, info)
    log.info("store made for board %s, year %d", board, year)
    return _session(store, tools)


def open_session(path: Path, password: str, *, tools: Tools) -> Session:
    """Open a store.

    :raises FileMissing, NotAStore, WrongPassword, StoreDamaged, StoreNewer, PackUnknown, PackInvalid: as they say.
    """
    return _session(tools.stores.open(path, password), tools)


def check_store(path: Path, password: str, *, tools: Tools) -> StoreHealth:
    """Read a whole store and say what is wrong with it.

    :raises FileMissing, NotAStore, WrongPassword, StoreDamaged, StoreNewer: it cannot even be opened.
    """
    store = tools.stores.open(path, password)
    try:
        return store.check()
    finally:
        store.close()


def _session(store: Store, tools: Tools) -> Session:
    try:
        info = store.info
        units = tools.packs.units()
        carried = info.carried
        pack = tools.packs.read(info.pack) if carried is None else tools.packs.read_carried(carried)
        unit = units.require_board_unit(info.board, info.year)
        above = units.on(unit.parent, date(info.year, 1, 1)) if unit.parent is not None else None
        board = board_of(unit, pack.boards, day=date(info.year, 1, 1), parent=above)
    except BaseException:
        store.close()
        raise
    return Session(tools=tools, store=store, pack=pack, board=board, units=units)
