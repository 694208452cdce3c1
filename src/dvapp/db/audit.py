"""The audit chain: one row per write, each holding the hash of the one before it.

A row keeps the *digest* of what was written, not the content: what is removed from the records shall be gone (personal
data must be erasable), while the row that tells who removed what and when stays for ever. Undo is not its business.

A chain in the same file proves nothing against one who holds the key and rewrites all of it; its head must be anchored
outside, in signed reports and backups.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from dvapp.db.canonical import canonical, digest
from dvapp.db.tables import write_time

START = "0" * 64
"""What stands for the hash before the first row."""

NOTHING = digest("")
"""The digest of what is not there any more."""

CREATE, CHANGE, REMOVE = "create", "change", "remove"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """One write. ``digest`` and ``previous`` are SHA-256, 64 hex digits; ``seq`` counts from 1 without gaps."""

    seq: int
    done_at: datetime
    actor: str
    action: str
    entity: str
    entity_id: str
    digest: str
    previous: str

    @property
    def plain(self) -> dict[str, Any]:
        """Its columns but the hash."""
        return {column.name: getattr(self, column.name) for column in fields(self)}

    @property
    def hash(self) -> str:
        """SHA-256 over the canonical JSON of all its columns, and so over all rows before it."""
        return digest(canonical({**self.plain, "done_at": write_time(self.done_at)}))


class Chain:
    """Follows the rows in order and remembers what the last one says of each thing."""

    def __init__(self) -> None:
        self.rows = 0
        self.broken = False
        self.last: dict[tuple[str, str], str] = {}
        self._head = START

    def follow(self, rows: Iterable[tuple[AuditRow, str]]) -> None:
        """Take the next rows, each with the hash that is stored for it."""
        for row, stored in rows:
            self.rows += 1
            if row.seq != self.rows or row.previous != self._head or row.hash != stored:
                self.broken = True
            self._head = stored
            self.last[row.entity, row.entity_id] = row.digest

    def strangers(self, entity: str, present: Mapping[str, str]) -> Iterator[str]:
        """Ids whose content (id → digest) is not what the last row says: changed, added or taken away behind its back."""
        told = {key: value for (kind, key), value in self.last.items() if kind == entity and value != NOTHING}
        for key in sorted(told.keys() | present.keys()):
            if told.get(key) != present.get(key):
                yield key
