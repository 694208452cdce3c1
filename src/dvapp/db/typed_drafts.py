"""What is typed and not given yet, between rows and the port."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from dvapp.db.audit import CHANGE, CREATE, REMOVE
from dvapp.db.canonical import canonical
from dvapp.db.repositories import read_object
from dvapp.db.tables import typed_drafts
from dvapp.db.transaction import Snapshot, Transaction
from dvapp.domain.errors import StoreDamaged
from dvapp.services.recording.typed_ports import TypedDraft

_C = typed_drafts.c


class SqlTypedDraftReader:
    """Typed words as a snapshot has them."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def of(self, author: str) -> Sequence[TypedDraft]:
        """All of an author, the ones changed last at the end."""
        query = select(typed_drafts).where(_C.author == author).order_by(_C.changed_at, _C.id)
        return tuple(self._read(row) for row in self._snapshot.rows(query))

    def _read(self, row: Row[Any]) -> TypedDraft:
        try:
            return read_typed(row)
        except ValueError as error:
            reason = f"typed_unreadable:{row.id}"
            raise StoreDamaged(where=str(self._snapshot.path), reason=reason) from error


class SqlTypedDrafts(SqlTypedDraftReader):
    """Typed words of a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        super().__init__(transaction)
        self._transaction = transaction

    def put(self, author: str, place: str, texts: Mapping[str, str]) -> None:
        """Keep what stands at a place; nothing happens when that is kept already."""
        row_id, content = _id(author, place), canonical(dict(texts))
        found = self._transaction.rows(select(_C.content).where(_C.id == row_id))
        if found and found[0].content == content:
            return
        self._transaction.write(
            lambda stamp: (
                update(typed_drafts).where(_C.id == row_id)
                if found
                else insert(typed_drafts).values(id=row_id, author=author, place=place)
            ).values(content=content, changed_at=stamp.at),
            action=CHANGE if found else CREATE,
            entity=typed_drafts.name,
            entity_id=row_id,
            content=_content(author, place, content),
        )

    def remove(self, author: str, place: str) -> None:
        """Drop what stood at a place; nothing happens when nothing did."""
        row_id = _id(author, place)
        if self._transaction.rows(select(_C.id).where(_C.id == row_id)):
            self._transaction.write(
                lambda _stamp: delete(typed_drafts).where(_C.id == row_id),
                action=REMOVE,
                entity=typed_drafts.name,
                entity_id=row_id,
                content="",
            )


def read_typed(row: Row[Any]) -> TypedDraft:
    """A row as the port wants it. :raises ValueError: it cannot be read."""
    texts = {name: str(text) for name, text in read_object(row.content).items()}
    return TypedDraft(place=row.place, author=row.author, texts=texts, changed_at=row.changed_at)


def typed_content(row: Row[Any]) -> str:
    """All that the audit digest of typed words covers. :raises ValueError: they cannot be read."""
    read_typed(row)
    return _content(row.author, row.place, row.content)


def _content(author: str, place: str, texts: str) -> str:
    return canonical({"author": author, "place": place, "texts": texts})


def _id(author: str, place: str) -> str:
    """The same words of the same author have one row, however long the name of their place is."""
    return hashlib.sha256(canonical([author, place]).encode()).hexdigest()
