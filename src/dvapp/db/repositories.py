"""Records, drafts and report texts of a transaction, between rows and the frozen values of the ports."""

import json
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, insert, select, update

from dvapp.db.audit import CHANGE, CREATE, REMOVE
from dvapp.db.canonical import canonical
from dvapp.db.locks import require_free, require_writable
from dvapp.db.report_texts import read_text, text_content
from dvapp.db.tables import audit, drafts, records, report_texts, store
from dvapp.db.transaction import Entry, Snapshot, Transaction
from dvapp.domain.calendar.periods import Period
from dvapp.domain.codes import KindCode, RecordId, UnitCode
from dvapp.domain.errors import RecordMissing, StoreDamaged
from dvapp.domain.papers.reports import ReportText
from dvapp.domain.recording.plain import plain_values
from dvapp.domain.recording.records import Record
from dvapp.domain.values import DateSpan
from dvapp.services.ports import Draft, StoredRecord, StoreInfo

_ASKED = 500
"""Ids in one question."""

_DECODER = json.JSONDecoder()


def introduce(transaction: Transaction, info: StoreInfo) -> None:
    """Write what a new store says of itself: the first link of its chain, which therefore fits no other store."""
    own_id = str(uuid.uuid4())
    transaction.write(
        lambda stamp: insert(store).values(
            id=own_id, board=info.board, year=info.year, pack=info.pack, created_at=stamp.at
        ),
        action=CREATE,
        entity=store.name,
        entity_id=own_id,
        content=store_content(info.board, info.year, info.pack),
    )


def name_pack(transaction: Transaction, info: StoreInfo) -> None:
    """Write that a store uses another pack."""
    own_id = transaction.rows(select(store.c.id))[0][0]
    transaction.write(
        lambda _stamp: update(store).where(store.c.id == own_id).values(pack=info.pack),
        action=CHANGE,
        entity=store.name,
        entity_id=own_id,
        content=store_content(info.board, info.year, info.pack),
    )


def store_content(board: str, year: int, pack: str) -> str:
    """All that a store's first audit digest covers."""
    return canonical({"board": board, "year": year, "pack": pack})


def read_object(text: str) -> dict[str, Any]:
    """A JSON object. :raises ValueError: the text is none."""
    plain = _DECODER.decode(text)
    if not isinstance(plain, dict):
        raise ValueError("not an object")
    return plain


def record_content(row: Row[Any]) -> str:
    """All that a record's audit digest covers, in canonical form. :raises ValueError: it cannot be read."""
    days = DateSpan(since=row.since, until=row.until)
    return _record_content(row.kind, row.unit, days, read_object(row.content))


def _record_content(kind: str, unit: str, happened: DateSpan, values: Mapping[str, object]) -> str:
    span = {"since": happened.since.isoformat(), "until": happened.until.isoformat()}
    return canonical({"kind": kind, "unit": unit, "values": values, **span})


def read_record(row: Row[Any]) -> StoredRecord:
    """A row as the ports want it. :raises ValueError: it cannot be read."""
    return StoredRecord(
        id=RecordId(row.id),
        kind=KindCode(row.kind),
        unit=UnitCode(row.unit),
        happened=DateSpan(since=row.since, until=row.until),
        values=read_object(row.content),
        changed_at=row.changed_at,
    )


def read_draft(row: Row[Any]) -> Draft:
    """A row as the ports want it. :raises ValueError: it cannot be read."""
    texts = read_object(row.content)
    return Draft(id=RecordId(row.id), kind=KindCode(row.kind), texts=texts, changed_at=row.changed_at)


def _record_row(
    record: Record | StoredRecord, kind: KindCode, values: Mapping[str, object]
) -> dict[str, object]:
    """The columns of a record but its key and when it was written."""
    return {
        "kind": kind,
        "unit": record.unit,
        "since": record.happened.since,
        "until": record.happened.until,
        "content": canonical(values),
        "search": "",
    }


class SqlRecordReader:
    """Records as a snapshot has them."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def get(self, record_id: RecordId) -> StoredRecord | None:
        """The record with that id."""
        found = self._snapshot.rows(select(records).where(records.c.id == record_id))
        return self._read(found[0]) if found else None

    def all(self, kind: KindCode | None = None) -> Sequence[StoredRecord]:
        """Records in order of their first day, then of their writing; of one kind, or all."""
        query = select(records).order_by(records.c.since, records.c.written)
        if kind is not None:
            query = query.where(records.c.kind == kind)
        return tuple(self._read(row) for row in self._snapshot.rows(query))

    def of_units(self, kind: KindCode, units: Collection[UnitCode]) -> Sequence[StoredRecord]:
        """As :meth:`all`, of some units only."""
        query = select(records).where(records.c.kind == kind, records.c.unit.in_(units))
        rows = self._snapshot.rows(query.order_by(records.c.since, records.c.written))
        return tuple(self._read(row) for row in rows)

    def some(self, ids: Sequence[RecordId]) -> Sequence[StoredRecord]:
        """The records with these ids, in no order; a few hundred at most."""
        return tuple(
            self._read(row) for row in self._snapshot.rows(select(records).where(records.c.id.in_(ids)))
        )

    def each(self) -> Iterator[StoredRecord]:
        """All records one after another in order of writing, a handful in memory at a time."""
        for row in self._snapshot.each(select(records).order_by(records.c.written)):
            yield self._read(row)

    def ending_in(
        self, kind: KindCode, days: DateSpan, unit: UnitCode | None = None
    ) -> Sequence[StoredRecord]:
        """Records of a kind, of one unit or all, whose last day is one of these; in order of writing."""
        query = select(records).where(records.c.kind == kind, records.c.until.between(days.since, days.until))
        if unit is not None:
            query = query.where(records.c.unit == unit)
        rows = self._snapshot.rows(query.order_by(records.c.written))
        return tuple(self._read(row) for row in rows)

    def last_days(self, kind: KindCode, days: DateSpan) -> Sequence[tuple[UnitCode, date]]:
        """Units of a kind's records whose last day is one of these, with that day; each pair once."""
        query = select(records.c.unit, records.c.until).where(
            records.c.kind == kind, records.c.until.between(days.since, days.until)
        )
        return tuple((UnitCode(row.unit), row.until) for row in self._snapshot.rows(query.distinct()))

    def last_write(self) -> int:
        """A number that is another one after every change of any record: that of its audit row; 0 before the first."""
        query = select(func.max(audit.c.seq)).where(audit.c.entity == records.name)
        return int(self._snapshot.rows(query)[0][0] or 0)

    def changed_since(self, seq: int) -> Sequence[RecordId]:
        """Ids of the records that were written or removed after the audit row ``seq``, each once."""
        # Not DISTINCT: for that SQLite walks through every row of the records in another index.
        query = (
            select(audit.c.entity_id)
            .where(audit.c.entity == records.name, audit.c.seq > seq)
            .order_by(audit.c.seq)
        )
        return tuple(dict.fromkeys(RecordId(row.entity_id) for row in self._snapshot.rows(query)))

    def _read(self, row: Row[Any]) -> StoredRecord:
        try:
            return read_record(row)
        except ValueError as error:
            reason = f"record_unreadable:{row.id}"
            raise StoreDamaged(where=str(self._snapshot.path), reason=reason) from error


class SqlRecords(SqlRecordReader):
    """Records of a transaction."""

    def __init__(self, transaction: Transaction, register: KindCode | None = None) -> None:
        """``register``: the kind whose records are lines of the register of returns and feed no figure."""
        super().__init__(transaction)
        self._transaction = transaction
        self._register = register

    def put(self, record: Record) -> None:
        """Keep a record, replacing the one with its id, which keeps its place in the order of writing."""
        self._put(record, record.kind.code, plain_values(record.values))

    def restore(self, stored: StoredRecord) -> None:
        """Keep again what was taken away, as it was kept, whatever the present pack thinks of it."""
        self._put(stored, stored.kind, stored.values)

    def _put(self, record: Record | StoredRecord, kind: KindCode, values: Mapping[str, object]) -> None:
        row = _record_row(record, kind, values)
        known = bool(self._require_free([record.id], [(kind, record.happened)]))
        self._transaction.write(
            lambda stamp: (
                update(records).where(records.c.id == record.id).values(**row, changed_at=stamp.at)
                if known
                else insert(records).values(**row, id=record.id, written=stamp.seq, changed_at=stamp.at)
            ),
            action=CHANGE if known else CREATE,
            entity=records.name,
            entity_id=record.id,
            content=_record_content(kind, record.unit, record.happened, values),
        )

    def put_all(self, records_: Sequence[Record]) -> None:
        """As :meth:`put` for many records at once, in their order."""
        ids = [record.id for record in records_]
        known = self._require_free(ids, [(record.kind.code, record.happened) for record in records_])
        entries: dict[bool, list[Entry]] = {True: [], False: []}
        for record in records_:
            values = plain_values(record.values)
            content = _record_content(record.kind.code, record.unit, record.happened, values)
            entries[record.id in known].append(
                Entry(key=record.id, content=content, row=_record_row(record, record.kind.code, values))
            )
        self._transaction.write_all(
            insert(records),
            entries[False],
            lambda stamp, one: {**one.row, "id": one.key, "written": stamp.seq, "changed_at": stamp.at},
            action=CREATE,
            entity=records.name,
        )
        self._transaction.write_all(
            update(records).where(records.c.id == bindparam("key")),
            entries[True],
            lambda stamp, one: {**one.row, "key": one.key, "changed_at": stamp.at},
            action=CHANGE,
            entity=records.name,
        )

    def remove_all(self, ids: Sequence[RecordId]) -> None:
        """As :meth:`remove` for many records that are there."""
        self._require_free(ids)
        self._transaction.write_all(
            delete(records).where(records.c.id == bindparam("key")),
            [Entry(key=record_id, content="", row={}) for record_id in ids],
            lambda _stamp, one: {"key": one.key},
            action=REMOVE,
            entity=records.name,
        )

    def remove(self, record_id: RecordId) -> None:
        """Take a record away; its audit rows stay. :raises RecordMissing: there is none with that id."""
        if not self._require_free([record_id]):
            raise RecordMissing(where=record_id)
        self._transaction.write(
            lambda _stamp: delete(records).where(records.c.id == record_id),
            action=REMOVE,
            entity=records.name,
            entity_id=record_id,
            content="",
        )

    def _require_free(
        self, ids: Sequence[RecordId], coming: Iterable[tuple[KindCode, DateSpan]] = ()
    ) -> set[str]:
        """Which of these are there; none of them, nor anything of these kinds and days, may be locked.

        :raises FiguresLocked: a paper that was approved reports their figures.
        """
        there: set[str] = set()
        spans = [days for kind, days in coming if kind != self._register]
        lines: list[tuple[DateSpan, datetime]] = []
        for first in range(0, len(ids), _ASKED):
            some = records.c.id.in_(ids[first : first + _ASKED])
            asked = select(
                records.c.id, records.c.kind, records.c.since, records.c.until, records.c.changed_at
            )
            for row in self._transaction.rows(asked.where(some)):
                there.add(row.id)
                days = DateSpan(since=row.since, until=row.until)
                if row.kind == self._register:
                    lines.append((days, row.changed_at))
                else:
                    spans.append(days)
        require_free(self._transaction, spans, lines)
        return there


class SqlDraftReader:
    """Drafts as a snapshot has them."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def all(self, kind: KindCode | None = None) -> Sequence[Draft]:
        """Drafts in order of their last change."""
        query = select(drafts).order_by(drafts.c.changed)
        if kind is not None:
            query = query.where(drafts.c.kind == kind)
        return tuple(self._read(row) for row in self._snapshot.rows(query))

    def some(self, ids: Sequence[RecordId]) -> Sequence[Draft]:
        """The drafts with these ids, in no order; a few hundred at most."""
        return tuple(
            self._read(row) for row in self._snapshot.rows(select(drafts).where(drafts.c.id.in_(ids)))
        )

    def get(self, record_id: RecordId) -> Draft | None:
        """The draft with that id."""
        found = self._snapshot.rows(select(drafts).where(drafts.c.id == record_id))
        return self._read(found[0]) if found else None

    def _read(self, row: Row[Any]) -> Draft:
        try:
            return read_draft(row)
        except ValueError as error:
            reason = f"draft_unreadable:{row.id}"
            raise StoreDamaged(where=str(self._snapshot.path), reason=reason) from error


class SqlDrafts(SqlDraftReader):
    """Drafts of a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        super().__init__(transaction)
        self._transaction = transaction

    def put(self, draft: Draft) -> None:
        """Keep a draft, replacing the one with its id. One that says what is kept already is no change."""
        content = canonical(draft.texts)
        found = self._transaction.rows(select(drafts).where(drafts.c.id == draft.id))
        if found and (found[0].kind, found[0].content) == (draft.kind, content):
            return
        row = {"kind": draft.kind, "content": content}
        self._transaction.write(
            lambda stamp: (
                update(drafts).where(drafts.c.id == draft.id) if found else insert(drafts).values(id=draft.id)
            ).values(**row, changed=stamp.seq, changed_at=stamp.at),
            action=CHANGE if found else CREATE,
            entity=drafts.name,
            entity_id=draft.id,
            content=draft_content(draft.kind, content),
        )

    def remove(self, record_id: RecordId) -> None:
        """Drop a draft; nothing happens when there is none."""
        if self._transaction.rows(select(drafts.c.id).where(drafts.c.id == record_id)):
            self._transaction.write(
                lambda _stamp: delete(drafts).where(drafts.c.id == record_id),
                action=REMOVE,
                entity=drafts.name,
                entity_id=record_id,
                content="",
            )


def draft_content(kind: str, texts: str) -> str:
    """All that a draft's audit digest covers. ``texts``: canonical JSON."""
    return canonical({"kind": kind, "texts": texts})


class SqlReportTextReader:
    """Report texts as a snapshot has them."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def get(self, kind: str, period: Period) -> ReportText | None:
        """The changed text of a report, or ``None`` when it follows the pack."""
        found = self._snapshot.rows(_of_report(kind, period))
        if not found:
            return None
        try:
            return read_text(kind, period, read_object(found[0].content))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            reason = f"text_unreadable:{kind}/{period.written}"
            raise StoreDamaged(where=str(self._snapshot.path), reason=reason) from error


class SqlReportTexts(SqlReportTextReader):
    """Report texts of a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        super().__init__(transaction)
        self._transaction = transaction

    def put(self, text: ReportText) -> None:
        """Keep a changed text. :raises TextLocked: its paper was approved."""
        require_writable(self._transaction, text)
        period = text.period.written
        content = text_content(text)
        found = self._transaction.rows(_of_report(text.kind, text.period))
        here = (report_texts.c.kind == text.kind, report_texts.c.period == period)
        self._transaction.write(
            lambda stamp: (
                update(report_texts).where(*here)
                if found
                else insert(report_texts).values(kind=text.kind, period=period)
            ).values(content=content, changed_at=stamp.at),
            action=CHANGE if found else CREATE,
            entity=report_texts.name,
            entity_id=f"{text.kind}/{period}",
            content=content,
        )


def _of_report(kind: str, period: Period) -> Any:
    return select(report_texts).where(report_texts.c.kind == kind, report_texts.c.period == period.written)
