"""One transaction on the store. Writing goes through :meth:`Transaction.write` alone, which adds the audit row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Executable, Row, insert, select

from dvapp.db.audit import START, AuditRow
from dvapp.db.canonical import digest
from dvapp.db.faults import told
from dvapp.db.tables import audit
from dvapp.domain.errors import StoreDamaged

OWNER = "owner"
"""Who writes, until a store has several users."""


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


class Transaction:
    """Reads and audited writes on one connection, which is inside a transaction that holds the write lock."""

    def __init__(self, connection: Connection, *, path: Path, now: Callable[[], datetime]) -> None:
        self._connection = connection
        self.path = path
        self._now = now

    def rows(self, query: Executable) -> Sequence[Row[Any]]:
        """All rows of a query.

        :raises StoreDamaged: a page or a date in it cannot be read. :raises StoreBusy: somebody else is writing.
        """
        with told(self.path):
            try:
                return self._connection.execute(query).fetchall()
            except ValueError as error:  # a day or time that is none: not of our writing
                raise StoreDamaged(where=str(self.path), reason="row_unreadable") from error

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
            actor=OWNER,
            action=action,
            entity=entity,
            entity_id=entity_id,
            digest=digest(content),
            previous=previous,
        )
        with told(self.path):
            self._connection.execute(statement(stamp))
            self._connection.execute(insert(audit).values(**row.plain, hash=row.hash))

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
                actor=OWNER,
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

    def _next(self) -> tuple[Stamp, str]:
        # Two writers cannot take the same number: SQLite has one writer, and elsewhere the primary key refuses the second.
        last = self.rows(select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1))
        seq, previous = (last[0].seq + 1, last[0].hash) if last else (1, START)
        return Stamp(seq=seq, at=self._now().astimezone(UTC)), previous
