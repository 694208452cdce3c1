"""Recording what was done."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from dvapp.domain.accounts.duties import Action
from dvapp.domain.codes import KindCode, RecordId, UnitCode
from dvapp.domain.errors import RecordMissing
from dvapp.domain.packs import Pack
from dvapp.domain.recording.keeping_errors import RecordChanged
from dvapp.domain.recording.kinds import CheckForm, Field, FieldType
from dvapp.domain.recording.passing import row_key
from dvapp.domain.recording.plain import read_kept, read_record
from dvapp.domain.recording.records import Fault, InvalidRecord, Record, rows_of
from dvapp.services.figures.unit_figures import typed_faults
from dvapp.services.judging.return_check import return_faults
from dvapp.services.ports import Draft, Reading, StoredRecord, UnitOfWork
from dvapp.services.session import Session, new_record_id

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRecord:
    """A record in a list. ``record`` is ``None`` when the present pack no longer accepts what is stored.

    :param draft: what stands in its form, when that is not (yet) what is stored.
    """

    id: RecordId
    kind: KindCode
    record: Record | None
    draft: Draft | None
    changed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the store has under a record's id: a record, what is typed of it, both, or nothing.

    A form remembers the standing it began from. Whoever keeps something "based on" a standing that is not the store's
    any more is refused, so that two windows or two computers never overwrite each other's words.
    """

    id: RecordId
    stored: StoredRecord | None = None
    draft: Draft | None = None

    @property
    def nothing(self) -> bool:
        """Whether the store has neither."""
        return self.stored is None and self.draft is None

    def same(self, other: "Standing") -> bool:
        """Whether both say the same, whenever it was written."""
        return (_said(self.stored), _typed(self.draft)) == (_said(other.stored), _typed(other.draft))


def _said(stored: StoredRecord | None) -> object:
    return None if stored is None else (stored.kind, stored.unit, stored.happened, dict(stored.values))


def _typed(draft: Draft | None) -> object:
    return None if draft is None else (draft.kind, dict(draft.texts))


def standing_of(record_id: RecordId, *, session: Session) -> Standing:
    """What the store has of a record now."""
    with session.store.reading() as work:
        return _standing(work, record_id)


def _standing(work: Reading, record_id: RecordId) -> Standing:
    return Standing(id=record_id, stored=work.records.get(record_id), draft=work.drafts.get(record_id))


def _require_unchanged(work: UnitOfWork, record_id: RecordId, based_on: Standing | None) -> None:
    if based_on is not None and not _standing(work, record_id).same(based_on):
        raise RecordChanged(where=record_id)


def add_record(kind: str, plain: Mapping[str, object], *, session: Session) -> Record:
    """Keep a new record given in its plain form.

    :raises KindUnknown: the pack has no such kind.
    :raises InvalidRecord: with every fault; nothing is kept.
    """
    session.require(Action.RECORD)
    definition = session.pack.kind(kind)
    board = session.store.info.board
    record = read_record(definition, plain, record_id=new_record_id(), board=board)
    save_record(record, session=session)
    return record


def save_record(
    record: Record, *, session: Session, based_on: Standing | None = None, patience: float | None = None
) -> Standing:
    """Keep ``record``, replacing the one with its id, and drop the draft it grew from.

    :param based_on: what the store had when the work on the record began; ``None`` replaces whatever is there.
    :param patience: seconds to wait for another writer, where not as long as usual.
    :returns: what the store has of it now.
    :raises InvalidRecord: it names a unit that the catalogue does not have on its last day, is of another year than
        the store's or the one before it, or has a row that another record of the same days has already.
    :raises RecordChanged: somebody else kept something since; nothing is kept then.
    """
    session.require(Action.RECORD)
    faults = tuple(faults_in_store(record, session))
    if faults:
        raise InvalidRecord(faults, where=record.kind.code)
    with session.changing(Action.RECORD, patience=patience) as work:
        _require_unchanged(work, record.id, based_on)
        work.records.put(record)
        if work.drafts.get(record.id) is not None:
            work.drafts.remove(record.id)
        kept = _standing(work, record.id)
        work.commit()
    log.info("record %s saved", record.id)
    return kept


def faults_in_store(record: Record, session: Session) -> Iterator[Fault]:
    """What is wrong with a record that is right by itself: units, years and rows that other records have."""
    others: tuple[StoredRecord, ...] = ()
    if any(rule.form is CheckForm.UNIQUE for rule in record.kind.checks):
        with session.store.reading() as read:
            others = tuple(read.records.of_units(record.kind.code, {record.unit}))
    yield from faults_beside(record, others, session)


def faults_beside(record: Record, others: Iterable[StoredRecord], session: Session) -> Iterator[Fault]:
    """As :func:`faults_in_store`, with at least the other records of its kind and unit given."""
    yield from _unknown_units(record, session)
    yield from _ended_answers(record)
    yield from _other_years(record, session)
    yield from return_faults(record, session)
    yield from _rows_elsewhere(record, others)
    yield from typed_faults(record, others, session)


def _unknown_units(record: Record, session: Session) -> Iterator[Fault]:
    day = record.happened.until
    if session.units.on(record.unit, day) is None:
        yield _no_unit("unit", record.unit, day, session)
    for field in record.kind.fields:
        value = record.values.get(field.code)
        if field.type is FieldType.UNITS and isinstance(value, tuple):
            for code in value:
                if isinstance(code, str) and session.units.on(UnitCode(code), day) is None:
                    yield _no_unit(field.code, UnitCode(code), day, session)


def _no_unit(field: str, code: UnitCode, day: date, session: Session) -> Fault:
    """A unit that ended before a day is named with its end and who took over; any other is unknown."""
    ended = [unit for unit in session.units.rows(code) if unit.valid_to is not None and unit.valid_to < day]
    if not ended or ended[-1].valid_to is None:
        return Fault(field=field, code="unknown_unit", details={"value": code})
    unit, until = ended[-1], ended[-1].valid_to
    after = dict.fromkeys(s.after for s in session.units.successors(code, until))
    names = ", ".join(session.units.named(after, day))
    details = {"value": unit.name, "until": until, "names": names}
    return Fault(field=field, code="unit_ended_into" if names else "unit_ended", details=details)


def _ended_answers(record: Record) -> Iterator[Fault]:
    """Answers that the board gives no longer, or not yet, on the record's last day."""
    day = record.happened.until
    for field, code, where in _answers(record):
        choice = field.choice(code)
        if choice is not None and not choice.given_on(day):
            yield Fault(field=where, code="answer_ended", details={"label": choice.label, "day": day})


def _answers(record: Record) -> Iterator[tuple[Field, object, str]]:
    for field in record.kind.fields:
        value = record.values.get(field.code)
        if field.type is FieldType.CHOICE:
            yield field, value, field.code
        for column in field.columns:
            if column.type is FieldType.CHOICE:
                for number, row in enumerate(rows_of(value)):
                    yield column, row.get(column.code), f"{field.code}[{number}].{column.code}"


def _other_years(record: Record, session: Session) -> Iterator[Fault]:
    """The year before counts, too: reports compare with it."""
    until = record.happened.until
    if not session.year - 1 <= until.year <= session.year:
        details = {"day": until, "year": str(session.year), "before": str(session.year - 1)}
        yield Fault(field="happened", code="outside_year", details=details)


def _rows_elsewhere(record: Record, stored: Iterable[StoredRecord]) -> Iterator[Fault]:
    """Rows that would be counted twice, as another record of the same kind, unit and days has them."""
    rules = [rule for rule in record.kind.checks if rule.form is CheckForm.UNIQUE]
    if not rules:
        return
    others = [
        other.values
        for other in stored
        if (other.unit, other.happened) == (record.unit, record.happened) and other.id != record.id
    ]
    for rule in rules:
        assert rule.table is not None, "packs are checked"
        taken = {row_key(rule, row) for values in others for row in _listed(values.get(rule.table))} - {None}
        for number, row in enumerate(rows_of(record.values.get(rule.table))):
            if row_key(rule, row) in taken:
                yield Fault(field=f"{rule.table}[{number}].{rule.field}", code="row_elsewhere")


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def remove_record(record_id: RecordId, *, session: Session, based_on: Standing | None = None) -> Standing:
    """Take a record, its draft, or both away.

    :param based_on: what whoever removes it believes to remove; ``None`` removes whatever is there.
    :returns: what was taken away, for :func:`put_back`.
    :raises RecordMissing: neither exists.
    :raises RecordChanged: it is no longer what ``based_on`` says; nothing is removed then.
    """
    with session.changing(Action.RECORD) as work:
        found = _standing(work, record_id)
        if found.nothing:
            raise RecordMissing(where=record_id)
        _require_unchanged(work, record_id, based_on)
        if found.stored is not None:
            work.records.remove(record_id)
        if found.draft is not None:
            work.drafts.remove(record_id)
        work.evidence.remove_with(record_id)
        work.commit()
    log.info("record %s removed", record_id)
    return found


def put_back(taken: Standing, *, session: Session) -> Standing:
    """Undo a removal, whole and in one go, also of a record that the present pack would not accept as new.

    :raises RecordChanged: there is something under its id already.
    """
    with session.changing(Action.RECORD) as work:
        _require_unchanged(work, taken.id, Standing(id=taken.id))
        if taken.stored is not None:
            work.records.restore(taken.stored)
        if taken.draft is not None:
            work.drafts.put(taken.draft)
        work.evidence.put_back_with(taken.id)
        back = _standing(work, taken.id)
        work.commit()
    log.info("record %s put back", taken.id)
    return back


def keep_draft(
    draft: Draft, *, session: Session, based_on: Standing | None = None, patience: float | None = None
) -> Standing:
    """Keep what stands in a form as typed, right or wrong.

    :param based_on: as for :func:`save_record`. :param patience: likewise.
    :returns: what the store has of it now.
    :raises RecordChanged: somebody else kept something since; nothing is kept then.
    """
    with session.changing(Action.RECORD, patience=patience) as work:
        _require_unchanged(work, draft.id, based_on)
        work.drafts.put(draft)
        kept = _standing(work, draft.id)
        work.commit()
    return kept


def drop_draft(record_id: RecordId, *, session: Session) -> None:
    """Forget what is typed of a record; the record stays as it is kept. Nothing happens when nothing is typed."""
    with session.changing(Action.RECORD) as work:
        work.drafts.remove(record_id)
        if work.records.get(record_id) is None:
            work.evidence.remove_with(record_id)
        work.commit()


def list_records(session: Session, *, kind: str | None = None) -> tuple[ListedRecord, ...]:
    """Records and drafts, of one kind or all, in order of their first day; drafts without a day last.

    :raises KindUnknown: the pack has no such kind.
    """
    code = session.pack.kind(kind).code if kind is not None else None
    with session.store.reading() as read:
        stored = read.records.all(code)
        drafts = {draft.id: draft for draft in read.drafts.all(code)}
    listed = [
        ListedRecord(
            id=s.id,
            kind=s.kind,
            record=read_stored(s, session),
            draft=drafts.pop(s.id, None),
            changed_at=s.changed_at,
        )
        for s in stored
    ]
    fresh = [
        ListedRecord(id=d.id, kind=d.kind, record=None, draft=d, changed_at=d.changed_at)
        for d in drafts.values()
    ]
    return (*listed, *fresh)


def read_stored(stored: StoredRecord, session: Session) -> Record | None:
    """The typed record, or ``None`` when its kind has left the pack or asks more than it holds."""
    return accepted(stored, session.pack)


def accepted(stored: StoredRecord, pack: Pack) -> Record | None:
    """As :func:`read_stored`, for a pack that is at hand."""
    kind = pack.kinds.get(stored.kind)
    if kind is None:
        return None
    try:
        return read_kept(kind, stored.values, record_id=stored.id, unit=stored.unit, happened=stored.happened)
    except InvalidRecord:
        return None
