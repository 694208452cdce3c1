"""Taking series of numbers over from another store of the board, as the next year's store does, and back again.

First the series is closed in the other store, then it is begun or gone on with here: whenever the program ends between the
two nobody numbers in it, and doing the same again goes on. So no number is given twice and none is left out.
"""

import logging
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path

from dvapp.domain.accounts.duties import Action
from dvapp.domain.register.entries import symbol_of
from dvapp.domain.register.handovers import Handover, Way
from dvapp.domain.register.numbers import Happening, Number, State, is_dead, next_number
from dvapp.domain.register.register_errors import (
    NumbersUsedUp,
    OtherBoard,
    SameStore,
    SeriesBegun,
    SeriesNotTaken,
    SeriesUnsettled,
)
from dvapp.domain.register.series import Series, to_hand_over
from dvapp.services.ports import Reading, Store, UnitOfWork
from dvapp.services.register.series import begun_in, open_numbers, require_here
from dvapp.services.session import Session
from dvapp.services.stores import require_actor

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """A series that is gone on with here. ``next``: the number that comes next."""

    series: Series
    next: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Here:
    """What the other store is told of this one."""

    store: str
    year: int
    file: str


def take_over(
    session: Session, path: Path, *, password: str, login: str | None = None
) -> tuple[TakenOver, ...]:
    """Take over the series in which papers are numbered today from another store of the same board.

    :param password, login: of the other store's clerk.
    :raises NotAllowed: here or there, as of :attr:`Action.NUMBER`.
    :raises SameStore, OtherBoard: the other store.
    :raises SeriesNotTaken: there is nothing to take over. :raises SeriesHandedOver: a third store goes on with a series.
    :raises SeriesUnsettled: numbers are held there for papers that were not issued yet.
    :raises SeriesBegun, SeriesDaysInvalid: such a series has numbers here already. Nothing was changed then.
    :raises FileMissing, NotAStore, WrongPassword, LoginNeeded, AccountUnknown, PasswordToChange, StoreDamaged, StoreNewer:
        the other store.
    """
    session.refresh_actor()
    session.require(Action.NUMBER)
    store = session.tools.stores.open(path, password, login=login)
    try:
        return _taken(session, _other(session, store))
    finally:
        store.close()


def _other(session: Session, store: Store) -> Session:
    """The other store, as far as numbering needs it: it is the same board's, and nothing of its reports is read."""
    if store.info.board != session.store.info.board:
        board = session.units.named([store.info.board], session.tools.clock.today())
        raise OtherBoard(where=str(store.path), board=", ".join(board))
    with store.reading() as read:
        actor = require_actor(read, store.login)
    return replace(session, store=store, actor=actor)


def _taken(session: Session, other: Session) -> tuple[TakenOver, ...]:
    other.require(Action.NUMBER)
    info = session.store.info
    with session.store.reading() as read, other.store.reading() as far:
        here = _Here(store=read.register.store(), year=info.year, file=session.store.path.name)
        there = _Here(store=far.register.store(), year=other.store.info.year, file=other.store.path.name)
        if here.store == there.store:
            raise SameStore(where=str(other.store.path))
        running = to_hand_over(far.register.series(), session.tools.clock.today())
        wanted = [one for one in running if one.gone is None or one.gone.store == here.store]
        if not wanted:
            require_here(next(iter(running), None))
            raise SeriesNotTaken(where=str(other.store.path))
        for one in wanted:
            if one.gone is None:
                _settled(far, other, one)
            _require_room(read, one, there)
    return tuple(_go_on(session, one, _closed(other, one.id, here), there) for one in wanted)


# --- in the other store ----------------------------------------------------------------------------------------------


def _closed(other: Session, series_id: str, here: _Here) -> Handover:
    """Close a series there; what was closed for this store before stays as it was said then."""
    with other.changing(Action.NUMBER) as work:
        series = _series(work, series_id)
        if series.gone is not None:
            if series.gone.store != here.store:
                require_here(series)
            return series.gone
        next_, free = _settled(work, other, series)
        work.register.move(
            Handover(
                series=series.id, seq=0, way=Way.GIVEN, store=here.store, year=here.year, file=here.file,
                next=next_, free=free,
            )
        )  # fmt: skip
        made = _series(work, series_id).gone
        work.commit()
    assert made is not None, "it was kept just now"
    log.info("series %s handed over at %d", series_id, made.next)
    return made


def _settled(read: Reading, other: Session, series: Series) -> tuple[int, tuple[int, ...]]:
    """The number that comes next, and smaller ones that were given back; no paper holds one."""
    now, alive = other.tools.clock.now().astimezone(UTC), other.tools.processes.alive
    open_ = open_numbers(read, series)
    held = [one for one in open_ if one.lease is not None and not is_dead(one.lease, now=now, alive=alive)]
    if held:
        raise SeriesUnsettled(where=series.type, numbers=", ".join(one.label for one in held))
    next_ = next_number(series, (), read.register.last(series.id))
    if next_ is None:
        raise NumbersUsedUp(where=series.type)
    return next_, tuple(one.number for one in open_)


# --- here ------------------------------------------------------------------------------------------------------------


def _require_room(read: Reading, series: Series, there: _Here) -> None:
    """Whether a series can be gone on with here, asked before it is closed there.

    :raises SeriesBegun: it has numbers here, and did not go away.
    """
    own = _alike(read.register.series(), series)
    if own is None or own.gone is not None or (series.gone is not None and _known(own, series.gone, there)):
        return
    if read.register.last(own.id) is not None:
        raise SeriesBegun(where=own.type, since=own.since)


def _known(own: Series, gone: Handover, there: _Here) -> bool:
    """Whether this very move was kept here already, whatever became of the series since."""
    key = (Way.TAKEN, there.store, gone.seq)
    return any((one.way, one.store, one.turn) == key for one in own.handovers)


def _go_on(session: Session, series: Series, gone: Handover, there: _Here) -> TakenOver:
    """Begin a series here where it was closed there, or go on with it when it comes back."""
    with session.changing(Action.NUMBER) as work:
        own = _alike(work.register.series(), series)
        if own is not None and _known(own, gone, there):
            return TakenOver(series=own, next=gone.coming)
        if own is None or own.gone is None:
            reason = f"Tiếp nhận từ kho dữ liệu năm {there.year} ({there.file})"
            fresh = replace(series, id=str(uuid.uuid4()), first=gone.next, reason=reason, handovers=())
            own = begun_in(work, fresh)
        elif (work.register.last(own.id) or 0) >= gone.next:
            raise SeriesBegun(where=own.type, since=own.since)
        taken = replace(
            gone,
            series=own.id,
            way=Way.TAKEN,
            store=there.store,
            year=there.year,
            file=there.file,
            turn=gone.seq,
        )
        work.register.move(taken)
        symbol = symbol_of(own.type, session.board.symbol, own.run)
        _keep_free(work, own, gone, symbol)
        made = _series(work, own.id)
        work.commit()
    log.info("series %s gone on with at %d", made.id, gone.next)
    return TakenOver(series=made, next=gone.coming)


def _keep_free(work: UnitOfWork, own: Series, gone: Handover, symbol: str) -> None:
    """Numbers that were given back there are given here next, so that none stays unused."""
    for number in gone.free:
        if work.register.get(own.id, number) is None:
            free = Number(series=own.id, number=number, state=State.RETURNED, symbol=symbol)
            work.register.put(free, Happening.RETURNED, reason=own.reason)


def _series(read: Reading, series_id: str) -> Series:
    return next(one for one in read.register.series() if one.id == series_id)


def _alike(all_: Sequence[Series], series: Series) -> Series | None:
    key = (series.type, series.run, series.since)
    return next((one for one in all_ if (one.type, one.run, one.since) == key), None)
