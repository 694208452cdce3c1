"""Files attached to records, between rows and the frozen values of the ports.

A content is kept once under its SHA-256, in pieces. What is removed stays, marked, until it is forgotten: taking back a
removal then needs nothing but the mark. An audit row is written when a file is attached, named, removed, restored and
erased, and when a content comes and goes; the digest of a content's row covers its pieces, as it has their SHA-256.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, func, insert, select, update

from dvapp.db.audit import CHANGE, CREATE, REMOVE
from dvapp.db.canonical import canonical
from dvapp.db.tables import evidence, evidence_contents, evidence_pieces
from dvapp.db.transaction import Snapshot, Stamp, Transaction
from dvapp.domain.codes import RecordId
from dvapp.domain.recording.evidence import Evidence
from dvapp.domain.recording.evidence_errors import EvidenceDamaged
from dvapp.domain.recording.evidence_media import Remark, media_type

ALONE, WITH_RECORD = "alone", "with_record"


def _joined() -> Select[Any]:
    contents = evidence_contents.c
    return select(evidence, contents.size, contents.media, contents.remarks).join(
        evidence_contents, contents.sha256 == evidence.c.sha256
    )


def _removed(before: datetime | None) -> Select[Any]:
    query = select(evidence).where(evidence.c.removed.is_not(None))
    return query if before is None else query.where(evidence.c.changed_at < before)


def evidence_content(row: Row[Any] | Mapping[str, Any]) -> str:
    """All that the audit digest of an attached file covers."""
    plain = row if isinstance(row, Mapping) else row._asdict()
    return canonical({name: plain[name] for name in ("record", "name", "sha256", "removed")})


def contents_content(row: Row[Any] | Mapping[str, Any]) -> str:
    """All that the audit digest of a content covers."""
    plain = row if isinstance(row, Mapping) else row._asdict()
    return canonical({name: plain[name] for name in ("sha256", "size", "media", "remarks")})


def _read(row: Row[Any]) -> Evidence:
    known = {one.value: one for one in Remark}
    return Evidence(
        id=row.id,
        record=RecordId(row.record),
        name=row.name,
        media=media_type(row.media),
        size=row.size,
        sha256=row.sha256,
        changed_at=row.changed_at,
        remarks=tuple(known[code] for code in row.remarks.split(",") if code in known),
    )


class SqlEvidenceReader:
    """Attached files, to read."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def of(self, record_id: RecordId) -> Sequence[Evidence]:
        """The files of a record or draft, in the order of attaching."""
        query = _joined().where(evidence.c.record == record_id, evidence.c.removed.is_(None))
        return tuple(map(_read, self._snapshot.rows(query.order_by(evidence.c.written))))

    def get(self, evidence_id: str) -> Evidence | None:
        """The file with that id."""
        found = self._snapshot.rows(
            _joined().where(evidence.c.id == evidence_id, evidence.c.removed.is_(None))
        )
        return _read(found[0]) if found else None

    def counts(self) -> Mapping[RecordId, int]:
        """How many files each record has; those without are not named."""
        query = select(evidence.c.record, func.count().label("files")).where(evidence.c.removed.is_(None))
        rows = self._snapshot.rows(query.group_by(evidence.c.record))
        return {RecordId(row.record): row.files for row in rows}

    def has_removed(self, before: datetime | None = None) -> bool:
        """Whether anything that was removed (before that time) is still kept."""
        return bool(self._snapshot.rows(_removed(before).limit(1)))

    def pieces(self, attached: Evidence) -> Iterator[bytes]:
        """The content, piece by piece, within the transaction.

        :raises EvidenceDamaged: at the end, or where it breaks off: it is not what was attached.
        """
        found, read, number = hashlib.sha256(), 0, 0
        wanted = select(evidence_pieces.c.content).where(evidence_pieces.c.sha256 == attached.sha256)
        while read < attached.size:
            rows = self._snapshot.rows(wanted.where(evidence_pieces.c.number == number))
            if not rows or not rows[0].content:
                break
            piece: bytes = rows[0].content
            found.update(piece)
            read, number = read + len(piece), number + 1
            yield piece
        if read != attached.size or found.hexdigest() != attached.sha256:
            raise EvidenceDamaged(where=attached.name)


class SqlEvidence(SqlEvidenceReader):
    """Attached files of a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        super().__init__(transaction)
        self._transaction = transaction

    def put(self, attached: Evidence, pieces: Iterable[bytes | memoryview]) -> Evidence:
        """Attach a file; a content that the store has already is not kept a second time.

        :returns: the file as it is kept: where the same one had been removed from this record, that one, named anew.
        """
        self._put_content(attached, pieces)
        same = (evidence.c.record == attached.record, evidence.c.sha256 == attached.sha256)
        before = self._transaction.rows(select(evidence).where(*same))
        key = before[0].id if before else attached.id
        row = {"record": attached.record, "sha256": attached.sha256, "name": attached.name, "removed": None}
        self._transaction.write(
            lambda stamp: (
                update(evidence).where(evidence.c.id == key) if before else insert(evidence).values(id=key)
            ).values(**row, written=stamp.seq, changed_at=stamp.at),
            action=CREATE,
            entity=evidence.name,
            entity_id=key,
            content=evidence_content(row),
        )
        kept = self.get(key)
        assert kept is not None, "it has just been written"
        return kept

    def _put_content(self, attached: Evidence, pieces: Iterable[bytes | memoryview]) -> None:
        known = select(evidence_contents.c.sha256).where(evidence_contents.c.sha256 == attached.sha256)
        if self._transaction.rows(known):
            return
        row = {
            "sha256": attached.sha256,
            "size": attached.size,
            "media": attached.media.code,
            "remarks": ",".join(one.value for one in attached.remarks),
        }
        self._transaction.write(
            lambda _stamp: insert(evidence_contents).values(**row),
            action=CREATE,
            entity=evidence_contents.name,
            entity_id=attached.sha256,
            content=contents_content(row),
        )
        self._transaction.write_parts(
            insert(evidence_pieces),
            (
                {"sha256": attached.sha256, "number": number, "content": piece}
                for number, piece in enumerate(pieces)
            ),
        )

    def rename(self, evidence_id: str, name: str) -> None:
        """Give a file that is there another name."""
        (row,) = self._transaction.rows(select(evidence).where(evidence.c.id == evidence_id))
        self._change(row, CHANGE, name=name)

    def remove(self, evidence_id: str) -> None:
        """Take a file that is there away; it can be restored until it is forgotten."""
        (row,) = self._transaction.rows(select(evidence).where(evidence.c.id == evidence_id))
        self._change(row, REMOVE, removed=ALONE)

    def restore(self, evidence_id: str) -> Evidence | None:
        """Attach again what was removed; ``None``: it was forgotten since."""
        for row in self._transaction.rows(select(evidence).where(evidence.c.id == evidence_id)):
            if row.removed is not None:
                self._change(row, CREATE, removed=None)
        return self.get(evidence_id)

    def remove_with(self, record_id: RecordId) -> None:
        """Take away all files of a record that goes."""
        query = select(evidence).where(evidence.c.record == record_id, evidence.c.removed.is_(None))
        for row in self._transaction.rows(query):
            self._change(row, REMOVE, removed=WITH_RECORD)

    def put_back_with(self, record_id: RecordId) -> None:
        """Attach again the files that went with the record, and no others."""
        query = select(evidence).where(evidence.c.record == record_id, evidence.c.removed == WITH_RECORD)
        for row in self._transaction.rows(query):
            self._change(row, CREATE, removed=None)

    def _change(self, row: Row[Any], action: str, **new: object) -> None:
        def changed(stamp: Stamp) -> Any:
            return update(evidence).where(evidence.c.id == row.id).values(**new, changed_at=stamp.at)

        self._transaction.write(
            changed,
            action=action,
            entity=evidence.name,
            entity_id=row.id,
            content=evidence_content({**row._asdict(), **new}),
        )

    def forget(self, evidence_id: str) -> None:
        """Erase one file that was removed."""
        self._forget(self._transaction.rows(_removed(None).where(evidence.c.id == evidence_id)))

    def forget_removed(self, before: datetime | None = None) -> int:
        """Erase what was removed, or only what was removed before that time; returns how many files were erased."""
        gone = self._transaction.rows(_removed(before))
        self._forget(gone)
        return len(gone)

    def _forget(self, gone: Sequence[Row[Any]]) -> None:
        for row in gone:
            self._erase(evidence.name, row.id, delete(evidence).where(evidence.c.id == row.id))
        for sha256 in dict.fromkeys(row.sha256 for row in gone):
            if not self._transaction.rows(select(evidence.c.id).where(evidence.c.sha256 == sha256).limit(1)):
                self._forget_content(sha256)

    def _forget_content(self, sha256: str) -> None:
        self._transaction.write_parts(delete(evidence_pieces).where(evidence_pieces.c.sha256 == sha256), [{}])
        self._erase(
            evidence_contents.name,
            sha256,
            delete(evidence_contents).where(evidence_contents.c.sha256 == sha256),
        )

    def _erase(self, entity: str, key: str, statement: Any) -> None:
        self._transaction.write(
            lambda _stamp: statement, action=REMOVE, entity=entity, entity_id=key, content=""
        )
