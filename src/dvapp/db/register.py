"""The register of outgoing papers, between rows and the frozen values of the ports."""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Executable, Row, Select, and_, func, insert, or_, select, update

from dvapp.db.audit import CHANGE, CREATE
from dvapp.db.canonical import canonical
from dvapp.db.register_tables import number_events, number_handovers, number_series, numbers
from dvapp.db.repositories import read_object
from dvapp.db.tables import store, write_time
from dvapp.db.transaction import Snapshot, Stamp, Transaction
from dvapp.domain.errors import StoreDamaged
from dvapp.domain.register.entries import RegisterEntry
from dvapp.domain.register.handovers import Handover, Way
from dvapp.domain.register.numbers import Event, Happening, Lease, Number, Process, State
from dvapp.domain.register.series import Run, Series
from dvapp.services.register.register_ports import NumberFilter

_Made = TypeVar("_Made")
_S, _N, _E, _H = number_series.c, numbers.c, number_events.c, number_handovers.c


class SqlRegisterReader:
    """The register as a snapshot has it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def store(self) -> str:
        """The id of the store that keeps it."""
        return str(self._snapshot.rows(select(store.c.id))[0].id)

    def series(self) -> Sequence[Series]:
        """All series with their moves, by type and day."""
        moves: dict[str, list[Handover]] = {}
        for row in self._snapshot.rows(select(number_handovers).order_by(_H.series, _H.seq)):
            moves.setdefault(row.series, []).append(self._read(read_handover, row))
        rows = self._snapshot.rows(select(number_series).order_by(_S.type, _S.run, _S.since))
        found = (self._read(read_series, row) for row in rows)
        return tuple(replace(one, handovers=tuple(moves.get(one.id, ()))) for one in found)

    def get(self, series: str, number: int) -> Number | None:
        """One number."""
        rows = self._numbers(select(numbers).where(_N.series == series, _N.number == number))
        return rows[0] if rows else None

    def open(self, series: str) -> Sequence[Number]:
        """The numbers of a series that are leased or returned, smallest first."""
        query = select(numbers).where(_N.series == series, _N.state != State.USED.value)
        return self._numbers(query.order_by(_N.number))

    def last(self, series: str) -> int | None:
        """The largest number that a series ever gave."""
        found = self._snapshot.rows(select(func.max(_N.number)).where(_N.series == series))[0][0]
        return None if found is None else int(found)

    def of_paper(self, paper: str) -> Sequence[Number]:
        """The numbers that a paper has or holds."""
        return self._numbers(select(numbers).where(_N.paper == paper).order_by(_N.series, _N.number))

    def find(self, wanted: NumberFilter) -> Sequence[Number]:
        """Numbers that a filter lets pass, in order of series and number; its words are for the services."""
        query = select(numbers).join(number_series, _S.id == _N.series)
        if wanted.states:
            query = query.where(_N.state.in_([state.value for state in wanted.states]))
        if wanted.type:
            query = query.where(_S.type == wanted.type)
        if wanted.series:
            query = query.where(_N.series == wanted.series)
        if wanted.since is not None:
            query = query.where(or_(_N.issued >= wanted.since, _N.issued.is_(None)))
        if wanted.until is not None:
            query = query.where(or_(_N.issued <= wanted.until, _N.issued.is_(None)))
        return self._numbers(query.order_by(_S.since, _S.type, _N.series, _N.number))

    def events(self, series: str, number: int) -> Sequence[Event]:
        """The history of a number, oldest first."""
        query = select(number_events).where(_E.series == series, _E.number == number).order_by(_E.seq)
        return tuple(self._read(read_event, row) for row in self._snapshot.rows(query))

    def _numbers(self, query: Select[Any]) -> Sequence[Number]:
        return tuple(self._read(read_number, row) for row in self._snapshot.rows(query))

    def _read(self, read: Callable[[Row[Any]], _Made], row: Row[Any]) -> _Made:
        try:
            return read(row)
        except ValueError as error:
            reason = f"number_unreadable:{row_key(row)}"
            raise StoreDamaged(where=str(self._snapshot.path), reason=reason) from error


class SqlRegister(SqlRegisterReader):
    """The register of a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        super().__init__(transaction)
        self._transaction = transaction

    def begin(self, series: Series) -> None:
        """Keep a series, or one anew that has given no number."""
        row = {**_series_row(series), "actor": self._transaction.actor}
        known = bool(self._transaction.rows(select(_S.id).where(_S.id == series.id)))
        self._transaction.write(
            lambda stamp: (
                update(number_series).where(_S.id == series.id)
                if known
                else insert(number_series).values(id=series.id)
            ).values(**row, changed_at=stamp.at),
            action=CHANGE if known else CREATE,
            entity=number_series.name,
            entity_id=series.id,
            content=_told(row),
        )

    def move(self, handover: Handover) -> None:
        """Keep that a series went to another store or came from one. ``seq`` is found here."""
        of_it = select(func.max(_H.seq)).where(_H.series == handover.series)
        seq = (self._transaction.rows(of_it)[0][0] or 0) + 1
        row = {**_handover_row(handover), "actor": self._transaction.actor}
        self._transaction.write(
            lambda stamp: insert(number_handovers).values(
                **row, series=handover.series, seq=seq, changed_at=stamp.at
            ),
            action=CREATE,
            entity=number_handovers.name,
            entity_id=f"{handover.series}/{seq}",
            content=_told(row),
        )

    def put(
        self,
        number: Number,
        happening: Happening,
        *,
        paper: str = "",
        reason: str = "",
    ) -> Number:
        """Keep what became of a number, and a row of its history that says so; as it is kept, with its time.

        :param paper: the paper of whoever had the number, where the number itself does not name it any more.
        """
        row = _number_row(number)
        here = and_(_N.series == number.series, _N.number == number.number)
        known = number.changed_at is not None  # only what is kept has a time; of a wrong belief the keys know
        moments: list[datetime] = []

        def statement(stamp: Stamp) -> Executable:
            moments.append(stamp.at)
            begun = (
                update(numbers).where(here)
                if known
                else insert(numbers).values(series=number.series, number=number.number)
            )
            return begun.values(**row, changed_at=stamp.at)

        self._transaction.write(
            statement,
            action=CHANGE if known else CREATE,
            entity=numbers.name,
            entity_id=f"{number.series}/{number.number}",
            content=_told(row),
        )
        self._tell(number, happening, paper or number.paper, reason)
        return replace(number, changed_at=moments[-1])

    def tell(self, number: Number, happening: Happening, *, paper: str, reason: str = "") -> None:
        """Add a row to a number's history without changing the number."""
        self._tell(number, happening, paper, reason)

    def _tell(self, number: Number, happening: Happening, paper: str, reason: str) -> None:
        of_it = select(func.max(_E.seq)).where(_E.series == number.series, _E.number == number.number)
        seq = (self._transaction.rows(of_it)[0][0] or 0) + 1
        key = {"series": number.series, "number": number.number, "seq": seq}
        row = {
            "happening": happening.value,
            "paper": paper,
            "reason": reason,
            "content": canonical(_entry_plain(number.entry)) if number.entry is not None else "",
            "actor": self._transaction.actor,
        }
        self._transaction.write(
            lambda stamp: insert(number_events).values(**key, **row, changed_at=stamp.at),
            action=CREATE,
            entity=number_events.name,
            entity_id=f"{number.series}/{number.number}/{seq}",
            content=_told(row),
        )


def row_key(row: Row[Any]) -> str:
    """What the audit calls a row of one of the four tables."""
    if "way" in row._fields:
        return f"{row.series}/{row.seq}"
    if "seq" in row._fields:
        return f"{row.series}/{row.number}/{row.seq}"
    return f"{row.series}/{row.number}" if "number" in row._fields else str(row.id)


def row_content(row: Row[Any]) -> str:
    """All that the audit digest of a row covers."""
    key = {"id", "changed_at", "series", "number", "seq"}
    return _told({name: value for name, value in row._asdict().items() if name not in key})


def _told(row: dict[str, Any]) -> str:
    return canonical(
        {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}
    )


def _series_row(series: Series) -> dict[str, Any]:
    return {
        "type": series.type,
        "run": series.run.value,
        "since": series.since,
        "until": series.until,
        "first": series.first,
        "reason": series.reason,
    }


def read_series(row: Row[Any]) -> Series:
    """A series. :raises ValueError: it is not of our writing."""
    return Series(
        id=row.id,
        type=row.type,
        run=Run(row.run),
        since=row.since,
        until=row.until,
        first=row.first,
        reason=row.reason,
        actor=row.actor,
        begun_at=row.changed_at,
    )


def _handover_row(handover: Handover) -> dict[str, Any]:
    said = {
        "year": handover.year,
        "file": handover.file,
        "next": handover.next,
        "free": list(handover.free),
        "turn": handover.turn,
    }
    return {"way": handover.way.value, "store": handover.store, "content": canonical(said)}


def read_handover(row: Row[Any]) -> Handover:
    """A move of a series. :raises ValueError: it is not of our writing."""

    def made(plain: dict[str, Any]) -> Handover:
        return Handover(
            series=row.series,
            seq=row.seq,
            way=Way(row.way),
            store=row.store,
            year=plain["year"],
            file=plain["file"],
            next=plain["next"],
            free=tuple(plain["free"]),
            turn=plain["turn"],
            actor=row.actor,
            at=row.changed_at,
        )

    return _read_plain(made, row.content)


def _number_row(number: Number) -> dict[str, Any]:
    content = ""
    if number.lease is not None:
        content = canonical(_lease_plain(number.lease))
    elif number.entry is not None:
        content = canonical(_entry_plain(number.entry))
    return {
        "state": number.state.value,
        "symbol": number.symbol,
        "paper": number.paper,
        "issued": number.entry.issued if number.entry is not None else None,
        "content": content,
    }


def read_number(row: Row[Any]) -> Number:
    """A number. :raises ValueError: it is not of our writing."""
    state = State(row.state)
    number = Number(
        series=row.series,
        number=row.number,
        state=state,
        symbol=row.symbol,
        paper=row.paper,
        changed_at=row.changed_at,
    )
    if state is State.LEASED:
        return replace(number, lease=_read_plain(_lease, row.content))
    if state is State.USED:
        return replace(number, entry=_read_plain(_entry, row.content))
    return number


def read_event(row: Row[Any]) -> Event:
    """A row of a number's history. :raises ValueError: it is not of our writing."""
    return Event(
        series=row.series,
        number=row.number,
        seq=row.seq,
        happening=Happening(row.happening),
        paper=row.paper,
        reason=row.reason,
        entry=_read_plain(_entry, row.content) if row.content else None,
        actor=row.actor,
        at=row.changed_at,
    )


def _read_plain(make: Callable[[dict[str, Any]], _Made], content: str) -> _Made:
    """What canonical JSON says. :raises ValueError: it is not of our writing."""
    try:
        return make(read_object(content))
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError(content) from error


def _lease_plain(lease: Lease) -> dict[str, Any]:
    process = lease.process
    return {
        "paper": lease.paper,
        "token": lease.token,
        "holder": lease.holder,
        "process": [process.host, process.pid, process.started] if process is not None else None,
        "leased_at": write_time(lease.leased_at),
        "until": write_time(lease.until) if lease.until is not None else None,
    }


def _lease(plain: dict[str, Any]) -> Lease:
    process = plain["process"]
    return Lease(
        paper=plain["paper"],
        token=plain["token"],
        holder=plain["holder"],
        process=Process(host=process[0], pid=process[1], started=process[2]) if process else None,
        leased_at=datetime.fromisoformat(plain["leased_at"]),
        until=datetime.fromisoformat(plain["until"]) if plain["until"] else None,
    )


def _entry_plain(entry: RegisterEntry) -> dict[str, Any]:
    plain = {field.name: getattr(entry, field.name) for field in fields(entry)}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in plain.items()}


def _entry(plain: dict[str, Any]) -> RegisterEntry:
    days = {name: date.fromisoformat(plain[name]) for name in ("issued", "sent") if plain.get(name)}
    return RegisterEntry(**{**plain, **days})
