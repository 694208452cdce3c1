"""Recording what was done."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from dvapp.domain.codes import KindCode, RecordId, UnitCode
from dvapp.domain.errors import RecordMissing
from dvapp.domain.kinds import CheckForm, FieldType
from dvapp.domain.plain import read_record
from dvapp.domain.records import Fault, InvalidRecord, Record, row_key, rows_of
from dvapp.services.ports import Draft, StoredRecord
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


def add_record(kind: str, plain: Mapping[str, object], *, session: Session) -> Record:
    """Keep a new record given in its plain form.

    :raises KindUnknown: the pack has no such kind.
    :raises InvalidRecord: with every fault; nothing is kept.
    """
    definition = session.pack.kind(kind)
    board = session.store.info.board
    record = read_record(definition, plain, record_id=new_record_id(), board=board)
    save_record(record, session=session)
    return record


def save_record(record: Record, *, session: Session) -> None:
    """Keep ``record``, replacing the one with its id, and drop the draft it grew from.

    :raises InvalidRecord: it names a unit that the catalogue does not have on its last day, is of another year than
        the store's or the one before it, or has a row that another record of the same days has already.
    """
    faults = tuple(faults_in_store(record, session))
    if faults:
        raise InvalidRecord(faults, where=record.kind.code)
    with session.store.unit_of_work() as work:
        work.records.put(record)
        if work.drafts.get(record.id) is not None:
            work.drafts.remove(record.id)
        work.commit()
    log.info("record %s saved", record.id)


def faults_in_store(record: Record, session: Session) -> Iterator[Fault]:
    """What is wrong with a record that is right by itself: units, years and rows that other records have."""
    others: tuple[StoredRecord, ...] = ()
    if any(rule.form is CheckForm.UNIQUE for rule in record.kind.checks):
        with session.store.unit_of_work() as work:
            others = tuple(work.records.all(record.kind.code))
    yield from faults_beside(record, others, session)


def faults_beside(record: Record, others: Iterable[StoredRecord], session: Session) -> Iterator[Fault]:
    """As :func:`faults_in_store`, with the other records of its kind given."""
    yield from _unknown_units(record, session)
    yield from _other_years(record, session)
    yield from _rows_elsewhere(record, others)


def _unknown_units(record: Record, session: Session) -> Iterator[Fault]:
    day = record.happened.until
    if session.units.on(record.unit, day) is None:
        yield Fault(field="unit", code="unknown_unit", details={"value": record.unit})
    for field in record.kind.fields:
        value = record.values.get(field.code)
        if field.type is FieldType.UNITS and isinstance(value, tuple):
            for code in value:
                if isinstance(code, str) and session.units.on(UnitCode(code), day) is None:
                    yield Fault(field=field.code, code="unknown_unit", details={"value": code})


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


def remove_record(record_id: RecordId, *, session: Session) -> None:
    """Take a record, its draft, or both away.

    :raises RecordMissing: neither exists.
    """
    with session.store.unit_of_work() as work:
        kept, draft = work.records.get(record_id), work.drafts.get(record_id)
        if kept is None and draft is None:
            raise RecordMissing(where=record_id)
        if kept is not None:
            work.records.remove(record_id)
        if draft is not None:
            work.drafts.remove(record_id)
        work.commit()
    log.info("record %s removed", record_id)


def keep_draft(draft: Draft, *, session: Session) -> None:
    """Keep what stands in a form as typed, right or wrong."""
    with session.store.unit_of_work() as work:
        work.drafts.put(draft)
        work.commit()


def list_records(session: Session, *, kind: str | None = None) -> tuple[ListedRecord, ...]:
    """Records and drafts, of one kind or all, in order of their first day; drafts without a day last.

    :raises KindUnknown: the pack has no such kind.
    """
    code = session.pack.kind(kind).code if kind is not None else None
    with session.store.unit_of_work() as work:
        stored = work.records.all(code)
        drafts = {draft.id: draft for draft in work.drafts.all(code)}
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


def valid_records(session: Session) -> tuple[Record, ...]:
    """Every stored record that the present pack accepts: what figures are made of."""
    with session.store.unit_of_work() as work:
        stored = work.records.all()
    return tuple(record for s in stored if (record := read_stored(s, session)) is not None)


def read_stored(stored: StoredRecord, session: Session) -> Record | None:
    """The typed record, or ``None`` when its kind has left the pack or asks more than it holds."""
    kind = session.pack.kinds.get(stored.kind)
    if kind is None:
        return None
    plain = {
        "unit": stored.unit,
        "happened": {"from": stored.happened.since.isoformat(), "to": stored.happened.until.isoformat()},
        "values": dict(stored.values),
    }
    try:
        return read_record(kind, plain, record_id=stored.id, board=UnitCode(stored.unit))
    except InvalidRecord:
        return None
