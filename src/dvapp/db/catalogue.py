"""Entries of the catalogues. Rows are only ever added: each is one version of an entry, and the last one counts."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, Select, func, insert, select

from dvapp.db.audit import CREATE
from dvapp.db.canonical import canonical
from dvapp.db.tables import catalogue_entries
from dvapp.db.transaction import Snapshot, Transaction
from dvapp.domain.catalogue.catalogue_errors import EntryChanged
from dvapp.domain.catalogue.entries import Catalogue, Entry
from dvapp.domain.errors import StoreDamaged
from dvapp.domain.validity import Validity

_BY_WRITING = (catalogue_entries.c.changed_at, catalogue_entries.c.id, catalogue_entries.c.version)


class SqlCatalogueReader:
    """Entries, to read."""

    def __init__(self, seen: Snapshot) -> None:
        self._seen = seen

    def all(self) -> Sequence[Entry]:
        """The last version of every entry, in order of its first writing."""
        last: dict[str, Entry] = {}
        for entry in self.versions():
            last[entry.id] = entry
        return tuple(last.values())

    def versions(self, entry_id: str | None = None) -> Sequence[Entry]:
        """Every version of one entry, or of all. :raises StoreDamaged: one cannot be read."""
        query: Select[Any] = select(catalogue_entries).order_by(*_BY_WRITING)
        if entry_id is not None:
            query = query.where(catalogue_entries.c.id == entry_id)
        return tuple(map(self._read, self._seen.rows(query)))

    def _read(self, row: Row[Any]) -> Entry:
        try:
            return read_entry(row)
        except ValueError as error:
            reason = f"catalogue_unreadable:{version_key(row)}"
            raise StoreDamaged(where=str(self._seen.path), reason=reason) from error


class SqlCatalogue(SqlCatalogueReader):
    """Entries of a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        super().__init__(transaction)
        self._transaction = transaction

    def put(self, entry: Entry) -> Entry:
        """Keep the next version of an entry. :raises EntryChanged: its version is not the last one any more."""
        newest = select(func.max(catalogue_entries.c.version)).where(catalogue_entries.c.id == entry.id)
        last = self._transaction.rows(newest)[0][0] or 0
        if last != entry.version:
            raise EntryChanged(where=entry.code)
        row: dict[str, Any] = {
            "id": entry.id,
            "version": last + 1,
            "catalogue": entry.catalogue.value,
            "code": entry.code,
            "valid_from": entry.days.since,
            "valid_to": entry.days.until,
            "content": "" if entry.content is None else canonical(dict(entry.content)),
            "actor": self._transaction.actor,
        }
        kept = replace(entry, version=last + 1, actor=self._transaction.actor)
        moments = []

        def statement(stamp: Any) -> Any:
            moments.append(stamp.at)
            return insert(catalogue_entries).values(**row, changed_at=stamp.at)

        self._transaction.write(
            statement,
            action=CREATE,
            entity=catalogue_entries.name,
            entity_id=f"{entry.id}/{last + 1}",
            content=_content(row),
        )
        return replace(kept, changed_at=moments[-1])


def version_key(row: Row[Any]) -> str:
    """What the audit calls a version."""
    return f"{row.id}/{row.version}"


def entry_content(row: Row[Any]) -> str:
    """All that a version's audit digest covers; its time stands in the audit row itself."""
    return _content(row._asdict())


def _content(row: dict[str, Any]) -> str:
    days = {name: row[name].isoformat() if row[name] else None for name in ("valid_from", "valid_to")}
    return canonical({**days, **{name: row[name] for name in ("catalogue", "code", "content", "actor")}})


def read_entry(row: Row[Any]) -> Entry:
    """A version of an entry. :raises ValueError: it is not of our writing."""
    content = json.loads(row.content) if row.content else None
    if content is not None and not isinstance(content, dict):
        raise ValueError("not the content of an entry")
    return Entry(
        id=row.id,
        catalogue=Catalogue(row.catalogue),
        code=row.code,
        days=Validity(since=row.valid_from, until=row.valid_to),
        content=None if content is None else {str(name): str(text) for name, text in content.items()},
        version=row.version,
        changed_at=row.changed_at,
        actor=row.actor,
    )
