"""Asking the search index, and saved filters, of a snapshot."""

import json
from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, delete, func, insert, literal_column, select, update

from dvapp.db import search_index, search_text
from dvapp.db.audit import CHANGE, CREATE, REMOVE
from dvapp.db.canonical import canonical
from dvapp.db.tables import drafts, saved_filters, search_entries, search_words
from dvapp.db.transaction import Snapshot, Transaction
from dvapp.domain.codes import KindCode, RecordId, UnitCode
from dvapp.domain.errors import StoreDamaged
from dvapp.domain.recording.kinds import RecordKind
from dvapp.domain.recording.searching import (
    DAY,
    KEYS,
    KIND,
    STATE,
    SUBJECT,
    Asked,
    ListFilter,
    ListOrder,
    RecordState,
    SavedFilter,
)
from dvapp.domain.values import DateSpan
from dvapp.services.searching.search_ports import EntryRow

_C = search_entries.c
_SHOWN = [c for c in _C if not c.name.startswith("key_")]


class SqlSearch:
    """The index as a snapshot has it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def find(self, asked: Asked, filter_: ListFilter, *, thing: str, limit: int) -> Sequence[EntryRow]:
        """Entries with all terms, the newest first; ``filter_`` without its words."""
        if self._none:
            return ()
        days = filter_.days
        query = search_text.table_of(thing).find.bindparams(
            match=search_text.match(asked, filter_, thing),
            oldest=search_index.number_from(days.since) if days else 0,
            until=days.until.isoformat() if days else "9999-12-31",
            limit=limit,
        )
        return tuple(map(_entry, self._snapshot.rows(query)))

    def order(self, filter_: ListFilter, order: ListOrder, kinds: Sequence[RecordKind]) -> Sequence[int]:
        """Numbers of the records that a filter lets pass, in order; ``kinds`` in the order of their names."""
        if self._none:
            return array("q")
        query = _passing(select(_C.number), filter_)
        found = query.order_by(*_ordered(filter_, order, kinds)).subquery()
        # As one text: 100,000 rows of one number each cost four times as much.
        joined = self._snapshot.rows(select(func.aggregate_strings(found.c.number, ",")))[0][0]
        return array("q", map(int, str(joined).split(",")) if joined else ())

    def rows(self, numbers: Sequence[int]) -> Sequence[EntryRow]:
        """Entries by their numbers, in the same order; those that are gone are left out."""
        found = {
            row.number: _entry(row)
            for row in self._snapshot.rows(select(*_SHOWN).where(_C.number.in_(list(numbers))))
        }
        return tuple(found[number] for number in numbers if number in found)

    def number(self, record_id: RecordId) -> int | None:
        """The number of a record."""
        found = self._snapshot.rows(select(_C.number).where(_C.thing == "record", _C.id == record_id))
        return int(found[0].number) if found else None

    def words(self, numbers: Sequence[int]) -> Mapping[int, str]:
        """All words of entries."""
        query = select(search_words.c.number, search_words.c.words)
        found = self._snapshot.rows(query.where(search_words.c.number.in_(list(numbers))))
        return {row.number: row.words for row in found}

    def counts(self) -> Mapping[KindCode, int]:
        """Records and drafts by kind."""
        query = select(_C.kind, func.count().label("records")).where(_C.thing == "record").group_by(_C.kind)
        return {KindCode(row.kind): int(row.records) for row in self._snapshot.rows(query)}

    def unfinished(self) -> Sequence[RecordId]:
        """Ids of the records that are not right or have a draft, the oldest change of a draft first."""
        query = (
            select(_C.id)
            .outerjoin(drafts, drafts.c.id == _C.id)
            .where(_C.thing == "record", (_C.state != RecordState.COMPLETE.value) | drafts.c.id.isnot(None))
            .order_by(drafts.c.changed.is_(None), drafts.c.changed, _C.number)
        )
        return tuple(RecordId(row.id) for row in self._snapshot.rows(query))

    def behind(self) -> int:
        """How many writes the index does not know yet."""
        return search_index.behind(self._snapshot)

    @property
    def _none(self) -> bool:
        """There is no index yet."""
        return search_index.state_of(self._snapshot) is None


def _passing(query: Select[Any], filter_: ListFilter) -> Select[Any]:
    query = query.where(_C.thing == "record")
    if filter_.kind is not None:
        query = query.where(_C.kind == filter_.kind)
    if filter_ != ListFilter(kind=filter_.kind):
        # A rare answer comes from the full text at once, where the engine would rather walk along all records.
        match = search_text.match(filter_.asked, filter_, "record")
        within = (
            search_text.RECORDS.within.bindparams(match=match).columns(literal_column("rowid")).subquery()
        )
        query = query.where(_C.number.in_(select(within)))
    if filter_.days is not None:
        # Who has no day has the largest number.
        query = query.where(_C.number >= search_index.number_from(filter_.days.since))
        query = query.where(_C.since.is_(None) | (_C.since <= filter_.days.until))
    if filter_.state is not None:
        query = query.where(_C.state == filter_.state.value)
    if filter_.evidence is not None:
        query = query.where(_C.files > 0 if filter_.evidence else _C.files == 0)
    return query


def _ordered(
    filter_: ListFilter, order: ListOrder, kinds: Sequence[RecordKind]
) -> tuple[ColumnElement[Any], ...]:
    """Blank ones last whichever way, but drafts without a day first among days; then the newer first."""
    newest = _C.number.desc()
    if order.code == DAY:
        return (newest,) if order.descending else (_C.number < search_index.UNDATED, _C.number.asc())
    if order.code == KIND:
        place = case(
            {kind.code: number for number, kind in enumerate(kinds)}, value=_C.kind, else_=len(kinds)
        )
        return (place.desc() if order.descending else place.asc(), newest)
    if order.code == STATE:
        rank = case({state.value: n for n, state in enumerate(RecordState)}, value=_C.state, else_=0)
        worst = (rank, _C.faults)
        return (*(part.desc() if order.descending else part.asc() for part in worst), newest)
    key = _key(filter_, order.code, kinds)
    if key is None:
        return (newest,)
    return (key.is_(None), key.desc() if order.descending else key.asc(), newest)


def _key(filter_: ListFilter, code: str, kinds: Sequence[RecordKind]) -> ColumnElement[Any] | None:
    if code == SUBJECT:
        return _C.key_0
    kind = next((kind for kind in kinds if kind.code == filter_.kind), None)
    if kind is None or code not in kind.listed[: KEYS - 1]:
        return None
    return _C[f"key_{1 + list(kind.listed).index(code)}"]  # type: ignore[arg-type]  # a field's code


def _entry(row: Row[Any]) -> EntryRow:
    return EntryRow(**{**row._asdict(), "state": RecordState(row.state)})


# --- saved filters ---------------------------------------------------------------------------------------------------


class SqlFilterReader:
    """Saved filters as a snapshot has them."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def all(self) -> Sequence[SavedFilter]:
        """All of them in their order."""
        query = select(saved_filters).order_by(saved_filters.c.position, saved_filters.c.id)
        return tuple(self._read(row) for row in self._snapshot.rows(query))

    def _read(self, row: Row[Any]) -> SavedFilter:
        try:
            filter_ = read_filter(row.content)
        except ValueError as error:
            reason = f"filter_unreadable:{row.name}"
            raise StoreDamaged(where=str(self._snapshot.path), reason=reason) from error
        return SavedFilter(id=row.id, name=row.name, position=row.position, filter=filter_)


class SqlFilters(SqlFilterReader):
    """Saved filters of a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        super().__init__(transaction)
        self._transaction = transaction

    def put(self, saved: SavedFilter) -> None:
        """Keep a filter, replacing the one with its id."""
        row = {"name": saved.name, "position": saved.position, "content": filter_text(saved.filter)}
        here = saved_filters.c.id == saved.id
        known = bool(self._transaction.rows(select(saved_filters.c.id).where(here)))
        self._transaction.write(
            lambda stamp: (
                update(saved_filters).where(here) if known else insert(saved_filters).values(id=saved.id)
            ).values(**row, changed_at=stamp.at),
            action=CHANGE if known else CREATE,
            entity=saved_filters.name,
            entity_id=saved.id,
            content=canonical(row),
        )

    def remove(self, filter_id: str) -> None:
        """Forget a filter; nothing happens when there is none."""
        here = saved_filters.c.id == filter_id
        if self._transaction.rows(select(saved_filters.c.id).where(here)):
            self._transaction.write(
                lambda _stamp: delete(saved_filters).where(here),
                action=REMOVE,
                entity=saved_filters.name,
                entity_id=filter_id,
                content="",
            )


def filter_content(row: Row[Any]) -> str:
    """All that a saved filter's audit digest covers. :raises ValueError: it cannot be read."""
    read_filter(row.content)
    return canonical({"name": row.name, "position": row.position, "content": row.content})


def filter_text(filter_: ListFilter) -> str:
    """What a filter lets pass, in canonical form; what is left open is left out."""
    plain: dict[str, object] = {
        "words": filter_.words or None,
        "kind": filter_.kind,
        "since": filter_.days.since.isoformat() if filter_.days else None,
        "until": filter_.days.until.isoformat() if filter_.days else None,
        "unit": filter_.unit,
        "state": filter_.state.value if filter_.state else None,
        "evidence": filter_.evidence,
    }
    return canonical({name: value for name, value in plain.items() if value is not None})


def read_filter(text: str) -> ListFilter:
    """What :func:`filter_text` wrote. :raises ValueError: it is not that."""
    plain = json.loads(text)
    if not isinstance(plain, dict):
        raise ValueError("not a filter")
    try:
        days = (
            DateSpan(since=date.fromisoformat(plain["since"]), until=date.fromisoformat(plain["until"]))
            if "since" in plain
            else None
        )
    except (KeyError, TypeError) as error:
        raise ValueError("not the days of a filter") from error
    return ListFilter(
        words=str(plain.get("words", "")),
        kind=KindCode(plain["kind"]) if "kind" in plain else None,
        days=days,
        unit=UnitCode(plain["unit"]) if "unit" in plain else None,
        state=RecordState(plain["state"]) if "state" in plain else None,
        evidence=plain.get("evidence"),
    )
