"""Files attached to records: named, handed out again, removed and brought back. They are taken in by ``attaching``."""

import contextlib
import logging
from collections.abc import Mapping, Sequence
from datetime import timedelta
from io import BytesIO
from pathlib import Path

from dvapp.domain.accounts.duties import Action
from dvapp.domain.codes import RecordId
from dvapp.domain.errors import (
    DiskFull,
    FileMissing,
    FileUnreadable,
    FileUnwritable,
    OutputIsInput,
    OutputTaken,
    RecordMissing,
    StoreBusy,
)
from dvapp.domain.recording.evidence import Evidence, kept_name, told_apart
from dvapp.domain.recording.evidence_errors import EvidenceErased, EvidenceIsStore, EvidenceUnknown
from dvapp.domain.recording.evidence_programs import refuse_program_name
from dvapp.services.recording.attaching import refuse_store, require_record, require_room
from dvapp.services.session import Session

log = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=1)
"""How long a removed file can be brought back; after that its content is erased when the store is opened."""

# --- what there is ---------------------------------------------------------------------------------------------------


def list_evidence(record_id: RecordId, *, session: Session) -> Sequence[Evidence]:
    """The files of a record or draft, in the order of attaching."""
    with session.store.reading() as read:
        return read.evidence.of(record_id)


def count_files(session: Session) -> Mapping[RecordId, int]:
    """How many files each record has; those without are not named."""
    with session.store.reading() as read:
        return read.evidence.counts()


def files_of(record_id: RecordId, *, session: Session) -> Sequence[Evidence]:
    """As :func:`list_evidence`. :raises RecordMissing: there is no such record or draft."""
    with session.store.reading() as read:
        if read.records.get(record_id) is None and read.drafts.get(record_id) is None:
            raise RecordMissing(where=record_id)
        return read.evidence.of(record_id)


def find_evidence(record_id: RecordId, which: str, *, session: Session) -> Evidence:
    """A file of a record by its name, or by its id or SHA-256 or a beginning of these.

    :raises RecordMissing: there is no such record or draft.
    :raises EvidenceUnknown: it has no such file, or more than one.
    """
    files = files_of(record_id, session=session)
    named = [one for one in files if one.name == which]
    begins = [one for one in files if which and (one.id.startswith(which) or one.sha256.startswith(which))]
    found = named or begins
    if len(found) != 1:
        raise EvidenceUnknown(where=which)
    return found[0]


def read_evidence(evidence: Evidence, *, session: Session) -> bytes:
    """The content of a file, proved to be what was attached.

    :raises EvidenceUnknown: it was removed. :raises EvidenceDamaged, StoreDamaged: as they say.
    """
    content = BytesIO()  # hands its bytes over without a copy
    with session.store.reading() as read:
        for piece in read.evidence.pieces(_present(evidence, read.evidence.get(evidence.id))):
            content.write(piece)
    return content.getvalue()


def free_names(folder: Path, names: Sequence[str]) -> list[str]:
    """The names, told apart from each other and from what is in the folder.

    :raises FileMissing, FileUnreadable: there is no such folder, or it cannot be looked into.
    """
    try:
        there = [one.name for one in folder.iterdir()]
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FileMissing(where=str(folder)) from error
    except OSError as error:
        raise FileUnreadable(where=str(folder), reason=error.strerror or "") from error
    return told_apart([*there, *names])[len(there) :]


def save_evidence(evidence: Evidence, out: Path, *, session: Session, replace: bool = False) -> None:
    """Write a file to a place outside the store, whole or not at all, proved to be what was attached.

    :raises OutputTaken: something is there and ``replace`` was not said. :raises OutputIsInput: it is the store.
    :raises EvidenceUnknown: it was removed. :raises EvidenceDamaged, StoreDamaged, DiskFull, FileUnwritable: as they say.
    """
    try:
        refuse_store(out, session)
    except EvidenceIsStore as refusal:
        raise OutputIsInput(where=str(out)) from refusal
    if not replace and out.exists():
        raise OutputTaken(where=str(out))
    with session.store.reading() as read:
        present = _present(evidence, read.evidence.get(evidence.id))
        session.tools.files.write_pieces(out, read.evidence.pieces(present))


def _present(asked: Evidence, found: Evidence | None) -> Evidence:
    if found is None:
        raise EvidenceUnknown(where=asked.name)
    return found


# --- changes ---------------------------------------------------------------------------------------------------------


def rename_evidence(evidence: Evidence, name: str, *, session: Session) -> Evidence:
    """Give a file another name; its ending may change too, as its content decides what opens it.

    :raises EvidenceNameInvalid, EvidenceIsProgram: it cannot be called so. :raises EvidenceUnknown: it was removed.
    """
    session.require(Action.RECORD)
    called = kept_name(name)
    refuse_program_name(called)
    with session.changing(Action.RECORD) as work:
        _present(evidence, work.evidence.get(evidence.id))
        work.evidence.rename(evidence.id, called)
        kept = work.evidence.get(evidence.id)
        work.commit()
    return _present(evidence, kept)


def remove_evidence(*files: Evidence, session: Session) -> None:
    """Take files away from their records, all or none. For :data:`KEPT_FOR` they can be brought back.

    :raises EvidenceUnknown: one was removed already.
    """
    with session.changing(Action.RECORD) as work:
        for one in files:
            _present(one, work.evidence.get(one.id))
            work.evidence.remove(one.id)
        work.commit()
    log.info("%d files removed", len(files))


def restore_evidence(*files: Evidence, session: Session) -> None:
    """Bring removed files back, all or none.

    :raises RecordMissing: a record is gone. :raises EvidenceErased: a content was erased since.
    :raises EvidenceTooMany, EvidenceTotalTooLarge: the record has other files by now, and no more room.
    """
    with session.changing(Action.RECORD) as work:
        for one in files:
            require_record(one.record, work)
            known = work.evidence.of(one.record)
            if all(other.id != one.id for other in known):
                require_room(one, known)
            if work.evidence.restore(one.id) is None:
                raise EvidenceErased(where=one.name)
        work.commit()


def erase_evidence(file: Evidence, *, session: Session) -> None:
    """Take a file away and erase it at once; it cannot be brought back.

    :raises EvidenceUnknown: it was removed already.
    """
    with session.changing(Action.RECORD) as work:
        _present(file, work.evidence.get(file.id))
        work.evidence.remove(file.id)
        work.evidence.forget(file.id)
        work.commit()
    log.info("file %s erased", file.id)


def restore_by_id(evidence_id: str, *, session: Session) -> Evidence:
    """Bring one removed file back, as :func:`restore_evidence` does; one that is there stays as it is.

    :raises EvidenceErased: no such file is kept.
    """
    with session.changing(Action.RECORD) as work:
        kept = work.evidence.restore(evidence_id)
        if kept is None:
            raise EvidenceErased(where=evidence_id)
        require_record(kept.record, work)
        require_room(kept, [one for one in work.evidence.of(kept.record) if one.id != evidence_id])
        work.commit()
    return kept


def forget_removed(session: Session, *, at_once: bool = False) -> int:
    """Erase what was removed longer than :data:`KEPT_FOR` ago, or all that was removed; returns how many files.

    Their room in the store's file is used again by what comes next; the file does not become smaller by itself.
    """
    session.require(Action.RECORD)
    before = None if at_once else session.tools.clock.now() - KEPT_FOR
    with session.store.reading() as read:
        if not read.evidence.has_removed(before):
            return 0
    with session.changing(Action.RECORD) as work:
        erased = work.evidence.forget_removed(before)
        work.commit()
    log.info("%d removed files erased", erased)
    return erased


def tidy(session: Session) -> None:
    """Erase what was removed long ago, unless the store cannot be written just now: the next opening does it then."""
    if not session.actor.may(Action.RECORD):
        return  # the next opening by somebody who records does it
    with contextlib.suppress(StoreBusy, DiskFull, FileUnwritable):
        forget_removed(session)
