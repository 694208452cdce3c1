"""Keeps the search index: follows every audited write in its own transaction, and catches up where it is behind.

The audit trail is its queue. ``search_state`` says which audit row the index knows last and what it was described with: a
store that was written to by a program without a describer, that was just migrated, or whose pack or units changed is
brought up to date from there; nothing needs to be marked, and so nothing can be forgotten.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Row, bindparam, delete, exists, func, insert, select, update

from dvapp.db import search_text
from dvapp.db.paper_rows import SqlPaperReader
from dvapp.db.paper_tables import paper_steps
from dvapp.db.register import SqlRegisterReader
from dvapp.db.register_tables import numbers
from dvapp.db.report_texts import read_text
from dvapp.db.repositories import read_draft, read_object, read_record
from dvapp.db.tables import (
    audit,
    drafts,
    evidence,
    records,
    report_texts,
    search_entries,
    search_state,
    search_words,
)
from dvapp.db.transaction import Snapshot, Transaction
from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.errors import StoreDamaged
from dvapp.domain.recording.searching import KEYS
from dvapp.services.searching.search_ports import Describer, SearchEntry

FOLLOWED = (
    records.name,
    drafts.name,
    evidence.name,
    report_texts.name,
    paper_steps.name,
    numbers.name,
)
"""Entities whose writes change what can be found."""

BATCH = 3000
"""Things described together, and in one transaction while the index catches up: about a second."""

_Read = TypeVar("_Read")

_SERIALS = 30
"""Bits of an entry's number below its day."""
_UNDATED = (1 << 22) - 1
"""The day of what has none: it stands before all that have one, the newest first."""

UNDATED = _UNDATED << _SERIALS
"""The smallest number without a day."""


def number_from(day: date) -> int:
    """The smallest number of a day."""
    return day.toordinal() << _SERIALS


def state_of(snapshot: Snapshot) -> Row[Any] | None:
    """How far the index is; ``None`` while there is none."""
    found = snapshot.rows(select(search_state))
    return found[0] if found else None


def behind(snapshot: Snapshot) -> int:
    """How many audited writes the index does not know."""
    state = state_of(snapshot)
    since = state.seq if state else 0
    query = select(func.count()).where(audit.c.entity.in_(FOLLOWED), audit.c.seq > since)
    return int(snapshot.rows(query)[0][0])


def forget(transaction: Transaction) -> None:
    """The index is not to be trusted: drop it. It is made anew when the store is opened next."""
    if state_of(transaction) is not None:
        for full_text in search_text.TABLES:
            transaction.derive(full_text.clear)
        for table in (search_entries, search_words, search_state):
            transaction.derive(delete(table))


class SearchIndex:
    """The index within a transaction."""

    def __init__(self, transaction: Transaction, describer: Describer) -> None:
        self._transaction = transaction
        self._describer = describer
        self._serial = 0

    def follow(self) -> None:
        """Describe what this transaction has written so far and was not described yet."""
        numbers, state = self._transaction.numbers, state_of(self._transaction)
        if numbers is None or state is None:
            return  # nothing written; or all of it will be described when the index is made
        first, last = max(numbers[0], self._transaction.described + 1), numbers[1]
        if first > last:
            return
        self._serial = state.serial
        for begun in range(first, last + 1, BATCH):
            query = select(audit.c.entity, audit.c.entity_id).where(
                audit.c.seq.between(begun, min(begun + BATCH - 1, last)), audit.c.entity.in_(FOLLOWED)
            )
            self._describe({(row.entity, row.entity_id) for row in self._transaction.rows(query)})
        self._transaction.described = last
        known = state.seq == first - 1 and state.fingerprint == self._describer.fingerprint
        self._know(last if known else state.seq)

    def begin(self) -> bool:
        """Make the index if there is none, and say whether there is anything to catch up with."""
        state = state_of(self._transaction)
        print_ = self._describer.fingerprint
        if state is None:
            for table in search_text.TABLES:
                self._transaction.derive(table.make)
            self._transaction.derive(insert(search_state).values(id=1, fingerprint=print_, seq=0, serial=0))
        elif state.fingerprint != print_:
            self._transaction.derive(update(search_state).values(fingerprint=print_, seq=0))
        return state is None or state.fingerprint != print_ or behind(self._transaction) > 0

    def catch_up(self) -> bool:
        """Describe the next batch of what is behind; False when nothing is left."""
        state = state_of(self._transaction)
        assert state is not None, "begin() makes it"
        self._serial = state.serial
        later = audit.alias()
        newest = ~exists().where(
            later.c.entity == audit.c.entity,
            later.c.entity_id == audit.c.entity_id,
            later.c.seq > audit.c.seq,
        )
        query = (
            select(audit.c.seq, audit.c.entity, audit.c.entity_id)
            .where(audit.c.seq > state.seq, audit.c.entity.in_(FOLLOWED), newest)
            .order_by(audit.c.seq)
            .limit(BATCH)
        )
        rows = self._transaction.rows(query)
        self._describe({(row.entity, row.entity_id) for row in rows})
        if len(rows) < BATCH:
            self._know(int(self._transaction.rows(select(func.max(audit.c.seq)))[0][0] or 0))
            return False
        self._know(rows[-1].seq)
        return True

    def _know(self, seq: int) -> None:
        self._transaction.derive(update(search_state).values(seq=seq, serial=self._serial))

    # --- describing --------------------------------------------------------------------------------------------------

    def _describe(self, touched: set[tuple[str, str]]) -> None:
        files = [key for entity, key in touched if entity == evidence.name]
        ids = {key for entity, key in touched if entity in {records.name, drafts.name}}
        for row in self._in(select(evidence.c.record).distinct(), evidence.c.id, files):
            ids.add(row.record)
        entries = [*self._records(sorted(ids))]
        self._replace(entries, [*(("record", key) for key in ids), *(("file", key) for key in files)], ids)
        for key in sorted(key for entity, key in touched if entity == report_texts.name):
            self._replace(self._report(key), (), (key,))
        papers = {key.partition("/")[0] for entity, key in touched if entity == paper_steps.name}
        self._describe_outgoing(papers, {key for entity, key in touched if entity == numbers.name})

    def _describe_outgoing(self, papers: set[str], lines: set[str]) -> None:
        """Papers on their way and lines of the register; a line of a paper of the store belongs to that paper."""
        if not papers and not lines:
            return
        register, reader = SqlRegisterReader(self._transaction), SqlPaperReader(self._transaction)
        found: list[SearchEntry | None] = []
        for key in sorted(lines):
            series, _slash, number = key.rpartition("/")
            line = _readable(partial(register.get, series, int(number)))
            if line is not None and line.paper and _readable(partial(reader.get, line.paper)) is not None:
                papers.add(line.paper)
            elif line is not None:
                found.append(self._describer.line(line))
        for paper_id in sorted(papers):
            paper = _readable(partial(reader.get, paper_id))
            if paper is not None:
                own = _readable(partial(register.of_paper, paper_id)) or ()
                found.append(self._describer.paper(paper, own))
        gone = [*(("paper", key) for key in papers), *(("line", key) for key in lines)]
        self._replace([entry for entry in found if entry is not None], gone, ())

    def _in(self, query: Any, column: Any, keys: Iterable[str]) -> Sequence[Row[Any]]:
        wanted = list(keys)
        return self._transaction.rows(query.where(column.in_(wanted))) if wanted else ()

    def _records(self, ids: Sequence[str]) -> Iterable[SearchEntry]:
        stored = {row.id: row for row in self._in(select(records), records.c.id, ids)}
        typed = {row.id: row for row in self._in(select(drafts), drafts.c.id, ids)}
        names: dict[str, list[tuple[str, str]]] = {}
        attached = select(evidence.c.id, evidence.c.record, evidence.c.name).order_by(evidence.c.written)
        for row in self._in(attached.where(evidence.c.removed.is_(None)), evidence.c.record, ids):
            names.setdefault(row.record, []).append((row.id, row.name))
        for key in ids:
            files = names.get(key, [])
            entry = self._record(stored.get(key), typed.get(key), [name for _id, name in files])
            if entry is not None:
                yield entry
                for file_id, name in files:
                    yield self._describer.file(file_id, name, entry)

    def _record(
        self, stored: Row[Any] | None, draft: Row[Any] | None, files: Sequence[str]
    ) -> SearchEntry | None:
        try:
            return self._describer.record(
                read_record(stored) if stored is not None else None,
                read_draft(draft) if draft is not None else None,
                files,
            )
        except ValueError:
            return None  # what cannot be read cannot be found; the check of the store names it

    def _report(self, key: str) -> Sequence[SearchEntry]:
        kind, _, period = key.partition("/")
        if kind.startswith("*"):
            return ()  # what else lies among the report texts: the pack that a store carries
        query = select(report_texts.c.content).where(
            report_texts.c.kind == kind, report_texts.c.period == period
        )
        found = self._transaction.rows(query)
        try:
            return (
                self._describer.report(read_text(kind, parse_period(period), read_object(found[0].content)))
                if found
                else ()
            )
        except (ValueError, TypeError, KeyError, AttributeError):
            return ()

    # --- rows --------------------------------------------------------------------------------------------------------

    def _replace(
        self, entries: Sequence[SearchEntry], gone: Sequence[tuple[str, str]], of: Iterable[str]
    ) -> None:
        """Put entries in place of those with their ids, of those that were touched, and of those that belong to ``of``."""
        there: dict[tuple[str, str], int] = {}
        place = select(search_entries.c.number, search_entries.c.thing, search_entries.c.id)
        things = {(entry.thing, entry.id) for entry in entries} | set(gone)
        for thing in {thing for thing, _key in things}:
            keys = [key for one, key in things if one == thing]
            for row in self._in(place.where(search_entries.c.thing == thing), search_entries.c.id, keys):
                there[row.thing, row.id] = row.number
        for row in self._in(place.where(search_entries.c.thing != "record"), search_entries.c.of, of):
            there[row.thing, row.id] = row.number
        old = [{"number_": number} for number in there.values()]
        self._write(delete(search_entries).where(search_entries.c.number == bindparam("number_")), old)
        self._write(delete(search_words).where(search_words.c.number == bindparam("number_")), old)
        for table in search_text.TABLES:
            self._write(table.drop, old)
        made = [(self._number(entry, there.get((entry.thing, entry.id))), entry) for entry in entries]
        tags = {number: search_text.tags_of(entry) for number, entry in made}
        self._write(insert(search_entries), [_row(number, entry) for number, entry in made])
        self._write(insert(search_words), [{"number": n, "words": e.words, "tags": tags[n]} for n, e in made])
        for table in search_text.TABLES:
            mine = [(n, e) for n, e in made if search_text.table_of(e.thing) is table]
            self._write(table.put, [search_text.row(n, e.words, tags[n]) for n, e in mine])

    def _write(self, statement: Any, rows: Sequence[Mapping[str, object]]) -> None:
        if rows:
            self._transaction.derive(statement, rows)

    def _number(self, entry: SearchEntry, before: int | None) -> int:
        """The same serial as before; the newer of one day has the larger one."""
        if before is None:
            self._serial += 1
            serial = self._serial
        else:
            serial = before & ((1 << _SERIALS) - 1)
        day = entry.span.until.toordinal() if entry.span else _UNDATED
        return (day << _SERIALS) | serial


def _readable(read: Callable[[], _Read | None]) -> _Read | None:
    """What can be read; what cannot is not found, and the check of the store names it."""
    try:
        return read()
    except StoreDamaged:
        return None


def _row(number: int, entry: SearchEntry) -> dict[str, object]:
    keys = (*entry.keys, *(None for _missing in range(KEYS - len(entry.keys))))
    return {
        "number": number,
        "thing": entry.thing,
        "id": entry.id,
        "of": entry.of,
        "kind": entry.kind,
        "unit": entry.unit,
        "since": entry.span.since if entry.span else None,
        "until": entry.span.until if entry.span else None,
        "state": entry.state.value,
        "faults": entry.faults,
        "files": entry.files,
        "title": entry.title,
        **{f"key_{place}": key for place, key in enumerate(keys)},
    }
