"""An open store together with what is needed to work in it."""

import uuid
from dataclasses import dataclass, field
from datetime import date

from dvapp.domain.accounts.account_errors import AccountUnknown, NotAllowed
from dvapp.domain.accounts.accounts import OWNER, Actor
from dvapp.domain.accounts.duties import MAY, Action
from dvapp.domain.catalogue.checks import Ground
from dvapp.domain.catalogue.entries import Entry
from dvapp.domain.catalogue.overlay import pack_with, units_with
from dvapp.domain.codes import RecordId
from dvapp.domain.packs import Pack
from dvapp.domain.places.boards import board_on
from dvapp.domain.places.units import Board, UnitCatalogue
from dvapp.services.ports import Reading, Store, Tools, UnitOfWork


@dataclass(slots=True, kw_only=True, eq=False)
class Session:
    """A board's store, open, with its pack and catalogue read. The only thing that changes is what :meth:`follow` sets.

    :param ground: the pack and the units as they ship.
    :param pack: the pack with the board's own entries over it.
    :param units: the units with the board's own entries over them.
    :param board: as it signs its papers today, if today is in the store's year, else at that year's nearer end.
    :param entries: the board's own entries that ``pack``, ``units`` and ``board`` were made with.
    :param actor: who works in it.
    """

    tools: Tools
    store: Store
    ground: Ground
    pack: Pack
    board: Board
    units: UnitCatalogue
    entries: tuple[Entry, ...] = ()
    actor: Actor = field(default_factory=Actor)

    def require(self, action: Action) -> None:
        """Refuse whoever works here when none of his duties may do this.

        :raises NotAllowed: names the action and the duties that may.
        """
        require_action(self.actor, action)

    def changing(self, action: Action, *, patience: float | None = None) -> UnitOfWork:
        """A unit of work for somebody who may do this: the only way by which services write.

        :param patience: seconds to wait for another writer, where not as long as usual.
        :raises NotAllowed: as :meth:`require`, by what the store says of his account now.
        :raises AccountUnknown: his account was shut meanwhile.
        """
        self.refresh_actor()
        self.require(action)
        return self.store.unit_of_work(patience=patience)

    def refresh_actor(self) -> None:
        """Hear from the store what the account of whoever works here may do now.

        :raises AccountUnknown: it was shut meanwhile.
        """
        with self.store.reading() as read:
            self.actor = read_actor(read, self.store.login)

    @property
    def year(self) -> int:
        """The year the store was made for."""
        return self.store.info.year

    def board_on(self, day: date) -> Board:
        """The board as it signed its papers on a day: reports keep the names of their time."""
        return board_on(self.store.info.board, day, self.units, self.pack.boards)

    def follow(self, entries: tuple[Entry, ...]) -> None:
        """Let other entries count from now on.

        :raises BoardUnknown: with them the store's own board has no name; nothing changes then.
        """
        made = overlaid(self.ground, entries)
        board = board_on(
            self.store.info.board, working_day(self.year, self.tools), made.units, made.pack.boards
        )
        self.entries, self.pack, self.units, self.board = entries, made.pack, made.units, board


def overlaid(ground: Ground, entries: tuple[Entry, ...]) -> Ground:
    """The ground with entries over it."""
    return Ground(pack=pack_with(ground.pack, entries), units=units_with(ground.units, entries))


def require_action(actor: Actor, action: Action) -> None:
    """:raises NotAllowed: none of his duties may do this; names the action and the duties that may."""
    if not actor.may(action):
        able = ",".join(sorted(duty.value for duty in MAY[action]))
        raise NotAllowed(where=actor.login, action=action.value, duties=able)


def read_actor(read: Reading, login: str) -> Actor:
    """Who opened a store by a login.

    A password alone makes nobody: one that was given to an account that never came into the list (the program ended
    between the two) opens nothing, least of all a store whose owner may do everything.

    :raises AccountUnknown: the account was shut, or there is none.
    """
    accounts = read.accounts.all()
    if not accounts and login == OWNER:
        return Actor()
    account = next((one for one in accounts if one.login == login), None)
    if account is None or account.shut:
        raise AccountUnknown(where=login)
    return Actor(login=login, name=account.name, duties=account.duties, alone=False)


def working_day(year: int, tools: Tools) -> date:
    """Today, or the nearest day of a year."""
    return min(max(tools.clock.today(), date(year, 1, 1)), date(year, 12, 31))


def new_record_id() -> RecordId:
    """A fresh identity for a record."""
    return RecordId(str(uuid.uuid4()))
