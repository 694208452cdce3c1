"""The check of attached files: each content is what its SHA-256 says, each belongs to a file, each file to a record."""

import hashlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, exists, select

from dvapp.db.tables import drafts, evidence, evidence_contents, evidence_pieces, records


def evidence_faults(connection: Connection) -> Iterator[str]:
    """Codes: ``evidence_damaged:NAME`` and ``evidence_orphaned:NAME``, or the SHA-256 where no file has the content."""
    for row in connection.execute(select(evidence_contents)).fetchall():
        names = connection.execute(select(evidence.c.name).where(evidence.c.sha256 == row.sha256)).scalars()
        name = names.first()
        if name is None:
            yield f"evidence_orphaned:{row.sha256}"
        if not _whole(connection, row):
            yield f"evidence_damaged:{name or row.sha256}"
    lost = select(evidence.c.name).where(
        evidence.c.removed.is_(None),
        ~exists().where(records.c.id == evidence.c.record),
        ~exists().where(drafts.c.id == evidence.c.record),
    )
    for name in connection.execute(lost).scalars():
        yield f"evidence_orphaned:{name}"


def _whole(connection: Connection, row: Row[Any]) -> bool:
    """Whether the pieces make up the content; one of them in memory at a time."""
    found, size = hashlib.sha256(), 0
    query = select(evidence_pieces.c.number, evidence_pieces.c.content)
    pieces = query.where(evidence_pieces.c.sha256 == row.sha256).order_by(evidence_pieces.c.number)
    for place, piece in enumerate(connection.execute(pieces, execution_options={"yield_per": 1})):
        found.update(piece.content)
        size += len(piece.content)
        if piece.number != place:
            return False
    return (size, found.hexdigest()) == (row.size, row.sha256)
