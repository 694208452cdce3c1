"""One transaction on the store. Writing goes through :class:`Transaction` alone, which adds the audit row."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, CursorResult, Executable, Row, insert, select

from dvapp.db.audit import START, AuditRow
from dvapp.db.canonical import digest
from dvapp.db.faults import told
from dvapp.db.tables import audit
from dvapp.domain.accounts.accounts import OWNER
from dvapp.domain.errors import StoreDamaged

_HANDFUL = 1000  # rows fetched at a time: more is not faster, and a row of ours is about 1 KB


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """Number and UTC time of a write."""

    seq: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One of many writes. ``content``: in canonical form, empty for a removal; ``row``: columns of the table."""

    key: str
    content: str
    row: Mapping[str, object]


class Snapshot:
    """Reads on one connection, which is inside a transaction: all of them see the store as it was at one moment."""

    def __init__(self, connection: Connection, *, path: Path) -> None:
        self._connection = connection
        self._unread: list[CursorResult[Any]] = []
        self.path = path

    def finish(self) -> None:
        """Let go of what was begun and not read to its end: it would hold this moment beyond the transaction's end."""
        for result in self._unread:
            result.close()
        self._unread.clear()

    def rows(self, query: Executable) -> Sequence[Row[Any]]:
        """All rows of a query.

        :raises StoreDamaged: a page or a date in it cannot be read. :raises StoreBusy: somebody else is writing.
        """
        with told(self.path):
            try:
                return self._connection.execute(query).fetchall()
            except ValueError as error:  # a day or time that is none: not of our writing
                raise StoreDamaged(where=str(self.path), reason="row_unreadable") from error

    def each(self, query: Executable) -> Iterator[Row[Any]]:
        """The rows of a query one after another, a handful in memory at a time. Read them within the transaction.

        :raises StoreDamaged, StoreBusy: as :meth:`rows`, at whichever row it shows.
        """
        with told(self.path):
            result = self._connection.execute(query, execution_options={"yield_per": _HANDFUL})
            self._unread.append(result)
            try:
                yield from result
            except ValueError as error:
                raise StoreDamaged(where=str(self.path), reason="row_unreadable") from error


class Transaction(Snapshot):
    """Reads and audited writes on one connection, which is inside a transaction that holds the write lock."""

    def __init__(
        self, connection: Connection, *, path: Path, now: Callable[[], datetime], actor: str = OWNER
    ) -> None:
        super().__init__(connection, path=path)
        self._now = now
        self.actor = actor
        """Login of whoever writes."""
        self.numbers: tuple[int, int] | None = None
        """First and last number of the audit rows written here."""
        self.described = 0
        """The last of them that the search index knows."""

    def write(
        self,
        statement: Callable[[Stamp], Executable],
        *,
        action: str,
        entity: str,
        entity_id: str,
        content: str,
    ) -> None:
        """Write something, and the audit row that says so.

        :param statement: makes the statement from the write's number and time.
        :param content: what is written, in canonical form; its digest goes into the audit row. Empty for a removal.
        """
        stamp, previous = self._next()
        row = AuditRow(
            seq=stamp.seq,
            done_at=stamp.at,
            actor=self.actor,
            action=action,
            entity=entity,
            entity_id=entity_id,
            digest=digest(content),
            previous=previous,
        )
        with told(self.path):
            self._connection.execute(statement(stamp))
            self._connection.execute(insert(audit).values(**row.plain, hash=row.hash))
        self._count(stamp.seq, stamp.seq)

    def write_all(
        self,
        statement: Executable,
        entries: Sequence[Entry],
        values: Callable[[Stamp, Entry], dict[str, object]],
        *,
        action: str,
        entity: str,
    ) -> None:
        """As :meth:`write` for many entries at once: one statement with many rows, one audit row for each of them.

        :param values: what the statement takes for an entry.
        """
        if not entries:
            return
        first, previous = self._next()
        rows: list[dict[str, object]] = []
        told_rows: list[dict[str, object]] = []
        for step, entry in enumerate(entries):
            stamp = Stamp(seq=first.seq + step, at=first.at)
            row = AuditRow(
                seq=stamp.seq,
                done_at=stamp.at,
                actor=self.actor,
                action=action,
                entity=entity,
                entity_id=entry.key,
                digest=digest(entry.content),
                previous=previous,
            )
            previous = row.hash
            rows.append(values(stamp, entry))
            told_rows.append({**row.plain, "hash": previous})
        with told(self.path):
            self._connection.execute(statement, rows)
            self._connection.execute(insert(audit), told_rows)
        self._count(first.seq, first.seq + len(entries) - 1)

    def write_parts(self, statement: Executable, parts: Iterable[Mapping[str, object]]) -> None:
        """Write rows that belong to something whose audit row covers them, one after another.

        :param parts: the statement's values; only one of them is in memory at a time.
        """
        with told(self.path):
            for part in parts:
                self._connection.execute(statement, part)

    def derive(self, statement: Executable, rows: Sequence[Mapping[str, object]] | None = None) -> None:
        """Write what can be made again from what is audited, and so needs no audit row.

        :param rows: what the statement takes, once for each row.
        """
        with told(self.path):
            if rows is None:
                self._connection.execute(statement)
            else:
                self._connection.execute(statement, rows)

    def _count(self, first: int, last: int) -> None:
        self.numbers = (self.numbers[0] if self.numbers else first, last)

    def _next(self) -> tuple[Stamp, str]:
        # Two writers cannot take the same number: SQLite has one writer, and elsewhere the primary key refuses the second.
        last = self.rows(select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1))
        seq, previous = (last[0].seq + 1, last[0].hash) if last else (1, START)
        return Stamp(seq=seq, at=self._now().astimezone(UTC)), previous
