"""Imports and agreed columns of a transaction, between rows and the frozen values of the ports."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from dvapp.db.audit import CHANGE, CREATE, REMOVE
from dvapp.db.canonical import canonical
from dvapp.db.tables import imports, mappings
from dvapp.db.transaction import Snapshot, Transaction
from dvapp.domain.codes import KindCode, RecordId
from dvapp.domain.errors import StoreDamaged
from dvapp.domain.sheets.imports import Import, ImportedRow, SavedMapping

_LISTED = [column for column in imports.c if column.name != "content"]


class SqlImportReader:
    """Imports as a snapshot has them."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def get(self, import_id: str) -> Import | None:
        """The import with that id, with its rows. :raises StoreDamaged: they cannot be read."""
        found = self._snapshot.rows(select(imports).where(imports.c.id == import_id))
        if not found:
            return None
        try:
            return _import(found[0], read_rows(found[0].content))
        except ValueError as error:
            reason = f"import_unreadable:{import_id}"
            raise StoreDamaged(where=str(self._snapshot.path), reason=reason) from error

    def all(self) -> Sequence[Import]:
        """All imports without their rows, the newest first."""
        query = select(*_LISTED).order_by(imports.c.done_at.desc(), imports.c.id)
        return tuple(_import(row, ()) for row in self._snapshot.rows(query))


class SqlImports(SqlImportReader):
    """Imports of a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        super().__init__(transaction)
        self._transaction = transaction

    def put(self, done: Import) -> None:
        """Keep an import, replacing the one with its id. A new one gets the time of its writing."""
        known = bool(self._transaction.rows(select(imports.c.id).where(imports.c.id == done.id)))
        row: dict[str, object] = {
            "file": done.file,
            "sha256": done.sha256,
            "kind": done.kind,
            "sheet": done.sheet,
            "kept": done.count,
            "undone_at": done.undone_at,
            "content": canonical({"rows": [_plain_row(one) for one in done.rows]}),
        }
        self._transaction.write(
            lambda stamp: (
                update(imports).where(imports.c.id == done.id).values(**row)
                if known
                else insert(imports).values(**row, id=done.id, done_at=stamp.at)
            ),
            action=CHANGE if known else CREATE,
            entity=imports.name,
            entity_id=done.id,
            content=import_content(row),
        )


def import_content(row: Mapping[str, object]) -> str:
    """All that an import's audit digest covers; the times stand in the audit rows themselves."""
    names = ("file", "sha256", "kind", "sheet", "kept", "content")
    return canonical({**{name: row[name] for name in names}, "undone": row["undone_at"] is not None})


def _import(row: Row[Any], rows: tuple[ImportedRow, ...]) -> Import:
    return Import(
        id=row.id,
        file=row.file,
        sha256=row.sha256,
        kind=KindCode(row.kind),
        sheet=row.sheet,
        count=row.kept,
        done_at=row.done_at,
        undone_at=row.undone_at,
        rows=rows,
    )


def _plain_row(one: ImportedRow) -> dict[str, object]:
    return {
        "record": one.record,
        "before": dict(one.before) if one.before is not None else None,
        "after": one.after,
        "cells": [[place, said] for place, said in one.cells],
    }


def read_rows(content: str) -> tuple[ImportedRow, ...]:
    """The rows of an import. :raises ValueError: they are not of our writing."""
    try:
        return tuple(
            ImportedRow(
                record=RecordId(one["record"]),
                before=one["before"],
                after=one["after"],
                cells=tuple((place, said) for place, said in one["cells"]),
            )
            for one in json.loads(content)["rows"]
        )
    except (TypeError, KeyError) as error:
        raise ValueError("not the rows of an import") from error


class SqlMappingReader:
    """Agreed columns as a snapshot has them."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def all(self) -> Sequence[SavedMapping]:
        """All mappings in order of their heads. :raises StoreDamaged: one cannot be read."""
        return tuple(
            self._read(row) for row in self._snapshot.rows(select(mappings).order_by(mappings.c.head))
        )

    def _read(self, row: Row[Any]) -> SavedMapping:
        try:
            return SavedMapping(
                head=row.head, kind=KindCode(row.kind), columns=read_columns(row.content), file=row.file
            )
        except ValueError as error:
            reason = f"mapping_unreadable:{row.head}"
            raise StoreDamaged(where=str(self._snapshot.path), reason=reason) from error


class SqlMappings(SqlMappingReader):
    """Agreed columns of a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        super().__init__(transaction)
        self._transaction = transaction

    def put(self, mapping: SavedMapping) -> None:
        """Keep a mapping, replacing the one of its head. One that says what is kept already is no change."""
        content = canonical([[said, target] for said, target in mapping.columns])
        found = self._transaction.rows(select(mappings).where(mappings.c.head == mapping.head))
        row = {"kind": mapping.kind, "file": mapping.file, "content": content}
        if found and (found[0].kind, found[0].content) == (mapping.kind, content):
            return
        self._transaction.write(
            lambda stamp: (
                update(mappings).where(mappings.c.head == mapping.head)
                if found
                else insert(mappings).values(head=mapping.head)
            ).values(**row, changed_at=stamp.at),
            action=CHANGE if found else CREATE,
            entity=mappings.name,
            entity_id=mapping.head,
            content=mapping_content(row),
        )

    def remove(self, head: str) -> None:
        """Forget the mapping of a head; nothing happens when there is none."""
        if self._transaction.rows(select(mappings.c.head).where(mappings.c.head == head)):
            self._transaction.write(
                lambda _stamp: delete(mappings).where(mappings.c.head == head),
                action=REMOVE,
                entity=mappings.name,
                entity_id=head,
                content="",
            )


def mapping_content(row: Mapping[str, object]) -> str:
    """All that a mapping's audit digest covers."""
    return canonical({name: row[name] for name in ("kind", "file", "content")})


def read_columns(content: str) -> tuple[tuple[str, str], ...]:
    """The columns of a mapping. :raises ValueError: they are not of our writing."""
    read = json.loads(content)
    if not isinstance(read, list):
        raise ValueError("not the columns of a mapping")
    return tuple((str(said), str(target)) for said, target in read)
