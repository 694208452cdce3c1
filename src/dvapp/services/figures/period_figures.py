"""Figures of a period, each with the records behind it."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import RLock
from weakref import WeakKeyDictionary, ref

from dvapp.domain.calendar.periods import Period
from dvapp.domain.codes import KindCode, RecordId, UnitCode
from dvapp.domain.figures.ledger import Ledger, TallyRules
from dvapp.domain.figures.table import FigureTable
from dvapp.domain.packs import Pack
from dvapp.domain.papers.reports import Figure
from dvapp.domain.places.units import UnitCatalogue
from dvapp.domain.recording.records import Record
from dvapp.domain.values import DateSpan
from dvapp.services.chain.locking import late_lines
from dvapp.services.ports import Reading, Store
from dvapp.services.recording.records import accepted
from dvapp.services.session import Session

_AT_ONCE = 500
"""Records that are asked for together."""

_MOST_CHANGES = 20_000
"""Records written since the figures were made, beyond which the ledger is made anew: it is no slower then."""


@dataclass(slots=True)
class _Kept:
    """What was made of a store's records as they stood after a write. ``closings``: days that the ledger can tell apart."""

    last_write: int
    pack: Pack
    units: UnitCatalogue
    ledger: Ledger
    closings: frozenset[int]
    tables: dict[tuple[Period, int | None], FigureTable] = field(default_factory=dict)


class _Desk:
    """What is kept for one open store, and the lock under which one thread makes it while others wait for the same."""

    def __init__(self) -> None:
        self.lock = RLock()
        self.kept: _Kept | None = None


_DESKS: "WeakKeyDictionary[Store, _Desk]" = WeakKeyDictionary()
_DESKS_LOCK = RLock()


def figure_table(session: Session, period: Period, *, closing: int | None = None) -> FigureTable:
    """The figures of a period, computed on demand; the same table again as long as no record was written.

    The first time all records are read once, and nothing of them is kept but what they add. Afterwards what was written
    since, by whomever, is read alone.

    :param closing: the day of the month on which they close; ``None``: by calendar.
    """
    with _kept(session, closing) as kept:
        if (period, closing) not in kept.tables:
            kept.tables[period, closing] = _table(session, kept.ledger, period, closing)
        return kept.tables[period, closing]


def report_table(session: Session, kind: str, period: Period) -> FigureTable:
    """The figures of a period as a report of that kind closes them.

    Of a report whose paper was approved, with the returns that were registered by then (decision 33).

    :raises ReportKindUnknown: the pack has no such report.
    """
    table = figure_table(session, period, closing=session.pack.outline(kind).closing)
    for late in late_lines(session, kind=kind, period=period):
        table = table.instead(late, None)
    return table


def compute_figures(session: Session, period: Period) -> tuple[Figure, ...]:
    """All figures of a period, in the order of the pack's catalogue."""
    return figure_table(session, period).all()


def count_valid(session: Session) -> int:
    """How many records the pack accepts."""
    with _kept(session, None) as kept:
        return kept.ledger.count


def records_by_id(session: Session, ids: Iterable[RecordId]) -> tuple[Record, ...]:
    """Whole records that a figure names, in no order; ask for some hundreds at most."""
    with session.store.reading() as read:
        stored = read.records.some(tuple(ids))
    return tuple(record for one in stored if (record := accepted(one, session.pack)) is not None)


@contextmanager
def _kept(session: Session, closing: int | None) -> Iterator[_Kept]:
    """What is kept for the session's store, up to date, for one thread at a time."""
    with _DESKS_LOCK:
        desk = _DESKS.setdefault(session.store, _Desk())
    with desk.lock:
        desk.kept = _up_to_date(session, desk.kept, closing)
        yield desk.kept


def _up_to_date(session: Session, kept: _Kept | None, closing: int | None) -> _Kept:
    """What is kept, brought to the store's present state; made anew where the definitions are others."""
    with session.store.reading() as read:
        last_write = read.records.last_write()
        if kept is None or kept.pack is not session.pack or closing not in {None, *kept.closings}:
            return _made(session, read, last_write, closing)
        if kept.last_write != last_write:
            changed = read.records.changed_since(kept.last_write)
            if len(changed) > _MOST_CHANGES:
                return _made(session, read, last_write, closing)
            _follow(session, kept, read, changed)
            kept.last_write = last_write
    if kept.units is not session.units:
        kept.units, kept.tables = session.units, {}
    return kept


def _made(session: Session, read: Reading, last_write: int, closing: int | None) -> _Kept:
    closings = frozenset(
        day for day in (closing, *(o.closing for o in session.pack.outlines.values())) if day is not None
    )
    rules = TallyRules(session.pack, closings)
    with _nothing_collected():
        ledger = Ledger.made(rules, _valid(session.pack, read), _Lasting(session.pack, session.store))
    return _Kept(last_write, session.pack, session.units, ledger, closings)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Rest Python's collector: while a ledger is made nearly everything stays, and looking through it takes a quarter more."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _follow(session: Session, kept: _Kept, read: Reading, changed: Sequence[RecordId]) -> None:
    """Take in what was written: the ledger's tallies of these records, and the figures that they touch."""
    records: dict[RecordId, Record | None] = dict.fromkeys(changed)
    for first in range(0, len(changed), _AT_ONCE):
        for stored in read.records.some(changed[first : first + _AT_ONCE]):
            records[stored.id] = accepted(stored, session.pack)
    kept.ledger, change = kept.ledger.changed(records, _Seen(session.pack, read))
    kept.tables = {key: table.after(kept.ledger, change) for key, table in kept.tables.items()}


def _table(session: Session, ledger: Ledger, period: Period, closing: int | None) -> FigureTable:
    return FigureTable(
        pack=session.pack,
        board=session.store.info.board,
        units=session.units,
        records=ledger,
        period=period,
        write=session.tools.formats.number,
        closing=closing,
    )


def _valid(pack: Pack, read: Reading) -> Iterator[Record]:
    """Every stored record that the pack accepts, one after another."""
    for stored in read.records.each():
        if (record := accepted(stored, pack)) is not None:
            yield record


class _Seen:
    """Whole records as a reading has them."""

    def __init__(self, pack: Pack, read: Reading) -> None:
        self._pack = pack
        self._read = read

    def ending_in(self, kind: KindCode, days: DateSpan, unit: UnitCode | None = None) -> Sequence[Record]:
        """As :class:`~dvapp.domain.figures.ledger.RecordSource` says."""
        found = self._read.records.ending_in(kind, days, unit)
        return tuple(record for stored in found if (record := accepted(stored, self._pack)) is not None)


class _Lasting:
    """Whole records as the store has them whenever they are asked for.

    It does not keep the store: what is kept for a store must go when that goes.
    """

    def __init__(self, pack: Pack, store: Store) -> None:
        self._pack = pack
        self._store = ref(store)

    def ending_in(self, kind: KindCode, days: DateSpan, unit: UnitCode | None = None) -> Sequence[Record]:
        """As :class:`~dvapp.domain.figures.ledger.RecordSource` says."""
        store = self._store()
        assert store is not None, "figures are asked for while their store is open"
        with store.reading() as read:
            return _Seen(self._pack, read).ending_in(kind, days, unit)
