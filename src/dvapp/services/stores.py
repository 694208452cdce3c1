"""Making, opening and checking board stores."""

import logging
from pathlib import Path

from dvapp.domain.accounts.account_errors import PasswordToChange
from dvapp.domain.accounts.accounts import Actor
from dvapp.domain.accounts.duties import Action
from dvapp.domain.catalogue.checks import Ground
from dvapp.domain.codes import UnitCode
from dvapp.domain.places.boards import board_on
from dvapp.services.ports import Reading, Store, StoreHealth, StoreInfo, Tools
from dvapp.services.recording.evidence import tidy
from dvapp.services.searching.search import follow_session
from dvapp.services.searching.search_ports import Step
from dvapp.services.session import Session, overlaid, read_actor, require_action, working_day

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


def open_session(
    path: Path, password: str, *, tools: Tools, login: str | None = None, step: Step | None = None
) -> Session:
    """Open a store; its search index is brought up to date when it is behind.

    :param login: whose password it is; not needed where only one login opens the store.
    :param step: told how many things the index has taken up and of how many; may raise ``Cancelled``.
    :raises LoginNeeded, AccountUnknown: whose password it is. :raises PasswordToChange: it was given by the administrator.
    :raises FileMissing, NotAStore, WrongPassword, StoreDamaged, StoreNewer, PackUnknown, PackInvalid: as they say.
    """
    session = _session(tools.stores.open(path, password, login=login), tools, step)
    tidy(session)
    return session


def check_store(path: Path, password: str, *, tools: Tools, login: str | None = None) -> StoreHealth:
    """Read a whole store and say what is wrong with it.

    :raises FileMissing, NotAStore, WrongPassword, StoreDamaged, StoreNewer: it cannot even be opened.
    """
    store = tools.stores.open(path, password, login=login)
    try:
        return store.check()
    finally:
        store.close()


def back_up_store(path: Path, password: str, target: Path, *, tools: Tools, login: str | None = None) -> None:
    """Copy a store, also one in use, to a new file that the same passwords open; the copy is checked.

    :raises NotAllowed: whoever opens it does not keep backups.
    :raises FileMissing, NotAStore, WrongPassword, LoginNeeded, AccountUnknown, StoreDamaged, StoreNewer: the store.
    :raises StoreExists, StorePlaceRefused, FileUnwritable, DiskFull: the copy.
    """
    store = tools.stores.open(path, password, login=login)
    try:
        with store.reading() as read:
            require_action(require_actor(read, store.login), Action.BACK_UP)
        store.back_up(target)
    finally:
        store.close()


def require_actor(read: Reading, login: str) -> Actor:
    """Who opened a store by a login.

    :raises PasswordToChange: his password was given by the administrator. :raises AccountUnknown: the account is shut.
    """
    account = read.accounts.get(login)
    if account is not None and account.must_change:
        raise PasswordToChange(where=login)
    return read_actor(read, login)


def _session(store: Store, tools: Tools, step: Step | None = None) -> Session:
    try:
        info = store.info
        carried = info.carried
        pack = tools.packs.read(info.pack) if carried is None else tools.packs.read_carried(carried)
        ground = Ground(pack=pack, units=tools.packs.units())
        ground.units.require_board_unit(info.board, info.year)
        with store.reading() as read:
            entries = tuple(read.catalogue.all())
            actor = require_actor(read, store.login)
        made = overlaid(ground, entries)
        board = board_on(info.board, working_day(info.year, tools), made.units, made.pack.boards)
        session = Session(
            tools=tools,
            store=store,
            ground=ground,
            pack=made.pack,
            board=board,
            units=made.units,
            entries=entries,
            actor=actor,
        )
        follow_session(session, step)
    except BaseException:
        store.close()
        raise
    return session
