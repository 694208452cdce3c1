"""Imports that were carried out: a list of them, and taking one back whole."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dvapp.domain.accounts.duties import Action
from dvapp.domain.recording.plain import plain_span, read_record
from dvapp.domain.recording.records import InvalidRecord, Record
from dvapp.domain.sheets.imports import Import, ImportedRow, content_digest
from dvapp.domain.sheets.sheet_errors import ImportNotUndoable, ImportUndone, ImportUnknown
from dvapp.services.ports import StoredRecord
from dvapp.services.session import Session

log = logging.getLogger(__name__)


def list_imports(session: Session) -> Sequence[Import]:
    """All imports without their rows, the newest first."""
    with session.store.reading() as read:
        return read.imports.all()


def find_import(session: Session, import_id: str) -> Import:
    """An import with its rows, by its id or the beginning of it.

    :raises ImportUnknown: there is none, or more than one begins so.
    """
    with session.store.reading() as read:
        known = [one.id for one in read.imports.all() if import_id and one.id.startswith(import_id)]
        found = read.imports.get(known[0]) if len(known) == 1 else None
    if found is None:
        raise ImportUnknown(where=import_id)
    return found


def undo_import(session: Session, import_id: str) -> Import:
    """Take an import back: what it made goes, what it changed is again as it was. Its rows are then forgotten.

    :raises ImportUnknown, ImportUndone: as they say.
    :raises ImportNotUndoable: records were changed since, and are named; nothing is taken back then.
    """
    session.require(Action.RECORD)
    found = find_import(session, import_id)
    if found.undone_at is not None:
        raise ImportUndone(where=found.file)
    with session.changing(Action.RECORD) as work:
        stored = {one.id: one for one in work.records.all(found.kind)}
        files = work.evidence.counts()  # somebody's proof of a record must not go with it unasked
        changed = [
            row.record
            for row in found.rows
            if _changed(row, stored.get(row.record)) or (row.before is None and row.record in files)
        ]
        if changed:
            raise ImportNotUndoable(where=changed[0], count=len(changed), records=", ".join(changed))
        there = [row for row in found.rows if row.record in stored]
        work.records.remove_all([row.record for row in there if row.before is None])
        work.records.put_all([_before(row, row.before, session, found) for row in there if row.before])
        done = replace(found, undone_at=session.tools.clock.now(), rows=())
        work.imports.put(done)
        work.commit()
    log.info("import %s taken back", found.id)
    return done


def _changed(row: ImportedRow, stored: StoredRecord | None) -> bool:
    if stored is None:
        return row.before is not None  # what it made and somebody removed is gone already
    return content_digest(_plain(stored)) != row.after


def _plain(stored: StoredRecord) -> dict[str, object]:
    return {"unit": stored.unit, "happened": plain_span(stored.happened), "values": dict(stored.values)}


def _before(row: ImportedRow, before: Mapping[str, object], session: Session, done: Import) -> Record:
    """What the store had before the import."""
    kind = session.pack.kind(done.kind)
    try:
        return read_record(kind, before, record_id=row.record, board=session.store.info.board)
    except InvalidRecord as invalid:
        # The pack has become stricter since; the record as it is now is at least valid.
        raise ImportNotUndoable(where=row.record, count=1, records=row.record) from invalid
