"""Attaching files to records: looked at, measured, and taken in piece by piece."""

import contextlib
import hashlib
import logging
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from pathlib import Path

from dvapp.domain.accounts.duties import Action
from dvapp.domain.codes import RecordId
from dvapp.domain.errors import Cancelled, DvError, RecordMissing
from dvapp.domain.recording.evidence import (
    MOST_BYTES,
    MOST_FILES,
    MOST_TOTAL,
    PIECE,
    Evidence,
    kept_name,
    shortened,
)
from dvapp.domain.recording.evidence_errors import (
    EvidenceEmpty,
    EvidenceIsStore,
    EvidenceTooLarge,
    EvidenceTooMany,
    EvidenceTotalTooLarge,
)
from dvapp.domain.recording.evidence_media import Looked, Remark, look
from dvapp.domain.recording.evidence_programs import refuse_program_name
from dvapp.services.ports import UnitOfWork
from dvapp.services.session import Session

log = logging.getLogger(__name__)

_MEGABYTE = 1024 * 1024
Step = Callable[[int, int], None]
"""Called with the bytes done and all of them, in KiB; a refusal that it raises ends the work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file that a record has now. ``again``: it had the same content before, under this name; nothing was added."""

    evidence: Evidence
    remarks: tuple[Remark, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedAll:
    """What came of several files. ``stopped``: the user ended it; what was attached by then stays."""

    attached: tuple[Attached, ...]
    refused: tuple[DvError, ...] = ()
    stopped: bool = False


def attach_all(
    record_id: RecordId, paths: Sequence[Path], *, session: Session, step: Step | None = None
) -> AttachedAll:
    """Attach several files, each in a transaction of its own; those that are refused hinder no other.

    :raises RecordMissing: there is no such record or draft.
    """
    session.require(Action.RECORD)
    attached: list[Attached] = []
    refused: list[DvError] = []
    for number, path in enumerate(paths):
        try:
            attached.append(
                attach_file(record_id, path, session=session, step=_shared(step, number, len(paths)))
            )
        except Cancelled:
            return AttachedAll(attached=tuple(attached), refused=tuple(refused), stopped=True)
        except RecordMissing:
            raise
        except DvError as refusal:
            refused.append(refusal)
    return AttachedAll(attached=tuple(attached), refused=tuple(refused))


def _shared(step: Step | None, number: int, of: int) -> Step | None:
    """Progress of one of several files, in hundredths of a file."""
    if step is None:
        return None
    return lambda done, size: step(number * 100 + done * 100 // max(size, 1), of * 100)


def attach_file(
    record_id: RecordId, path: Path, *, session: Session, name: str = "", step: Step | None = None
) -> Attached:
    """Attach a file of this computer, under its own name or another.

    :raises FileMissing, FileUnreadable: also for folders and devices.
    :raises EvidenceIsStore: it is the store itself. Otherwise as :func:`attach_content`.
    """
    session.require(Action.RECORD)
    refuse_store(path, session)
    size = session.tools.files.size(path)
    called = kept_name(name or shortened(path.name))
    refuse_program_name(called)
    _require_size(called, size)
    return attach_content(record_id, session.tools.files.read(path), called, session=session, step=step)


def attach_content(
    record_id: RecordId, content: bytes, name: str, *, session: Session, step: Step | None = None
) -> Attached:
    """Attach a content that is in memory, such as a picture from the clipboard.

    :raises EvidenceEmpty, EvidenceTooLarge, EvidenceIsProgram, EvidenceNameInvalid: the file.
    :raises EvidenceTooMany, EvidenceTotalTooLarge: what the record has already.
    :raises RecordMissing: there is no such record or draft.
    """
    session.require(Action.RECORD)
    called = kept_name(name)
    _require_size(called, len(content))
    looked = look(content, called)
    wanted = _described(record_id, called, content, looked)
    with session.changing(Action.RECORD) as work:
        require_record(record_id, work)
        known = work.evidence.of(record_id)
        if same := next((one for one in known if one.sha256 == wanted.sha256), None):
            return Attached(evidence=same, again=True)
        require_room(wanted, known)
        kept = work.evidence.put(wanted, _pieces(content, step))
        work.commit()
    log.info("file %s attached to record %s", kept.id, record_id)
    return Attached(evidence=kept, remarks=looked.remarks)


def _described(record_id: RecordId, name: str, content: bytes, looked: Looked) -> Evidence:
    return Evidence(
        id=str(uuid.uuid4()),
        record=record_id,
        name=name,
        media=looked.media,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        remarks=tuple(one for one in looked.remarks if one is not Remark.NAMED_OTHERWISE),
    )


def _pieces(content: bytes, step: Step | None) -> Iterator[memoryview]:
    """The content in pieces that are views of it, so that none of it is copied."""
    whole = memoryview(content)
    for start in range(0, len(content), PIECE):
        if step is not None:
            step(start // 1024, len(content) // 1024)
        yield whole[start : start + PIECE]


def refuse_store(path: Path, session: Session) -> None:
    """The store's file must not be opened by anybody but the store: closing it again would drop its locks."""
    store = session.store.path
    for own in (store, *(store.with_name(store.name + ending) for ending in ("-wal", "-shm", "-journal"))):
        with contextlib.suppress(OSError):
            if path.samefile(own):
                raise EvidenceIsStore(where=str(path))


def _require_size(name: str, size: int) -> None:
    if size == 0:
        raise EvidenceEmpty(where=name)
    if size > MOST_BYTES:
        raise EvidenceTooLarge(where=name, size=_megabytes(size), most=MOST_BYTES // _MEGABYTE)


def _megabytes(size: int) -> Decimal:
    """Megabytes, rounded up to a tenth, so that what is too large never looks as if it fitted."""
    return (Decimal(size) / _MEGABYTE).quantize(Decimal("0.1"), rounding=ROUND_CEILING)


def require_room(wanted: Evidence, known: Sequence[Evidence]) -> None:
    """Whether one more file fits among those a record has. :raises EvidenceTooMany, EvidenceTotalTooLarge: it does not."""
    if len(known) >= MOST_FILES:
        raise EvidenceTooMany(where=wanted.name, most=MOST_FILES)
    total = sum(one.size for one in known) + wanted.size
    if total > MOST_TOTAL:
        raise EvidenceTotalTooLarge(where=wanted.name, size=_megabytes(total), most=MOST_TOTAL // _MEGABYTE)


def require_record(record_id: RecordId, work: UnitOfWork) -> None:
    """:raises RecordMissing: there is neither a record nor a draft of that id."""
    if work.records.get(record_id) is None and work.drafts.get(record_id) is None:
        raise RecordMissing(where=record_id)
