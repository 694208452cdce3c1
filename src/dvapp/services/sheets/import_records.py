"""From rows to records: which identity each has, whether the store has it already, and what is wrong with it."""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dvapp.domain.codes import RecordId, UnitCode
from dvapp.domain.figures.unit_figures import typed_table_of
from dvapp.domain.recording.kinds import CheckForm, FieldType, RecordKind
from dvapp.domain.recording.plain import plain_values, read_record, read_span
from dvapp.domain.recording.records import Fault, InvalidRecord, Record
from dvapp.domain.sheets.importing import Reading, Refused, Row, joined, refuse
from dvapp.domain.sheets.sheet import Sheet
from dvapp.domain.values import DateSpan
from dvapp.domain.words import Wording
from dvapp.services.ports import StoredRecord
from dvapp.services.recording.records import faults_beside, read_stored
from dvapp.services.session import Session
from dvapp.services.sheets.import_figures import (
    Parts,
    fault_place,
    figure_differences,
    figures_named,
    figures_of,
    laid_over,
    parts_of,
)

_AT_ONCE = 500
"""Records that are compared between two steps of progress."""
_FEW = 200
"""Refusals among which a new one is looked for."""
_IDENTITIES = uuid.UUID("5f0c4a52-8f0b-4f55-9d7c-2d3a5b7f6e01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A record as it would be kept.

    :param rows: of the sheet, from 0.
    :param before: what the store has under its identity, if it differs.
    :param cells: of a wide table, the cells that it was read from.
    """

    record: Record
    rows: tuple[int, ...]
    before: Record | None = None
    cells: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """Records by what importing them would do.

    :param seen: the store's last write of a record when they were compared with it.
    :param stays: figures that the store has of a unit and the sheet leaves blank, as unit and code.
    """

    seen: int
    stays: tuple[tuple[str, str], ...]
    fresh: tuple[Incoming, ...]
    changed: tuple[Incoming, ...]
    same: tuple[Incoming, ...]
    refused: tuple[Refused, ...]


def sort_records(
    session: Session,
    kind: RecordKind,
    sheet: Sheet,
    reading: Reading,
    progress: Callable[[int, int], None] | None = None,
) -> Sorted:
    """Make records of all rows, and compare them with the store, which is read once.

    :param progress: called with the rows done and all; whatever it raises ends it.
    """
    with session.store.reading() as read:
        stored, seen = read.records.all(kind.code), read.records.last_write()
    desk = _Desk(session, kind, sheet, stored)
    desk.named = figures_named(reading.rows, desk.typed) if desk.typed is not None else frozenset()
    fresh: list[Incoming] = []
    changed: list[Incoming] = []
    same: list[Incoming] = []
    for count, (rows, plain) in enumerate(joined(reading.rows, kind)):
        if progress is not None and count % _AT_ONCE == 0:
            progress(count, len(reading.rows))
        record = desk.record(rows, plain)
        if record is None:
            continue
        before = desk.before(record)
        one = Incoming(
            record=record,
            rows=tuple(dict.fromkeys(row.number for row in rows)),
            before=None if before == record else before,
            cells=frozenset[tuple[int, int]]().union(*(row.cells for row in rows)),
        )
        (fresh if before is None else same if before == record else changed).append(one)
    return Sorted(
        seen=seen,
        stays=tuple(desk.stays),
        fresh=tuple(fresh),
        changed=tuple(changed),
        same=tuple(same),
        refused=tuple(desk.refused),
    )


class _Desk:
    """Makes records one after the other; knows the store's and those made before."""

    def __init__(
        self, session: Session, kind: RecordKind, sheet: Sheet, stored: Sequence[StoredRecord]
    ) -> None:
        self._session, self._kind, self._sheet = session, kind, sheet
        self._board = session.store.info.board
        self._stored = {one.id: one for one in stored}
        self._beside: dict[tuple[UnitCode, DateSpan | None], dict[RecordId, StoredRecord]] = {}
        self._compares = kind.by_period or any(rule.form is CheckForm.UNIQUE for rule in kind.checks)
        self._by_key: dict[str, list[RecordId]] = {}
        self._first_row: dict[str, int] = {}
        self._twins: dict[str, int] = {}
        self._tables = any(field.type is FieldType.TABLE for field in kind.fields)
        self.typed = typed_table_of(kind)
        self.named: frozenset[str] = frozenset()
        self.stays: list[tuple[str, str]] = []
        self._of_periods: dict[tuple[str, DateSpan], list[StoredRecord]] = {}
        self.refused: list[Refused] = []
        for one in stored:
            self._near(one.unit, one.happened)[one.id] = one
            if self.typed is not None:
                self._of_periods.setdefault((one.unit, one.happened), []).append(one)
            if kind.by_month:
                key = _key(kind, one.unit, one.happened, one.values)
                self._by_key.setdefault(key, []).append(one.id)

    def record(self, rows: Sequence[Row], plain: Mapping[str, object]) -> Record | None:
        """A valid record, or ``None``; then every fault is among the refused cells."""
        values = plain["values"]
        assert isinstance(values, Mapping), "made by joined()"
        key = _key(self._kind, plain["unit"], read_span(plain["happened"]), values)
        number = self._twins[key] = self._twins.get(key, 0) + 1
        if number > 1 and self._kind.by_month:
            # One unit says a month twice: to keep both would count it twice.
            first = self._first_row[key]
            self._refuse(Fault(field="unit", code="row_again", details={"row": first + 1}), rows)
            return None
        self._first_row.setdefault(key, rows[0].number)
        record_id, parts = self._identity(key, number), parts_of(rows)
        if self.typed is not None and (home := self._home(plain, record_id)) is not None:
            left = self.named - figures_of(values, self.typed)
            stays = figures_of(home.values, self.typed) & left
            self.stays += [(str(plain["unit"]), code) for code in sorted(stays)]
            record_id, plain, parts = home.id, *laid_over(home, plain, parts, self.typed)
        elif (stored := self._stored.get(record_id)) is not None:
            plain = {**plain, "values": {**self._untold(stored, rows), **values}}
        try:
            record = read_record(self._kind, plain, record_id=record_id, board=self._board)
            others = self._near(record.unit, record.happened).values()
            if faults := tuple(faults_beside(record, others, self._session)):
                raise InvalidRecord(faults, where=self._kind.code)
        except InvalidRecord as invalid:
            for fault in invalid.faults:
                self._refuse(fault, rows, parts)
            return None
        self._remember(record)
        return record

    def _untold(self, stored: StoredRecord, rows: Sequence[Row]) -> Mapping[str, object]:
        """What the store has in fields that the sheet has no column for: it says nothing of them, and they stay."""
        told = {target.partition(".")[0] for row in rows for target in row.columns}
        told |= {table for row in rows for table in row.parts}
        own = {field.code for field in self._kind.fields if not field.shown}
        return {code: value for code, value in stored.values.items() if code in own - told}

    def before(self, record: Record) -> Record | None:
        """What the store has under a record's identity and the pack accepts."""
        stored = self._stored.get(record.id)
        return read_stored(stored, self._session) if stored is not None else None

    def _near(self, unit: UnitCode, happened: DateSpan) -> dict[RecordId, StoredRecord]:
        """What may speak against a record: those of its unit and days; of typed figures, of all days."""
        return self._beside.setdefault((unit, None if self._kind.by_period else happened), {})

    def _identity(self, key: str, number: int) -> RecordId:
        """The same for the same unit, days and answers; rows alike in these are told apart by their order.

        A month that somebody typed into the form already is that record and no second one.
        """
        own = RecordId(str(uuid.uuid5(_IDENTITIES, f"{key}#{number}")))
        known = self._by_key.get(key, [])
        return known[0] if own not in self._stored and len(known) == 1 else own

    def _home(self, plain: Mapping[str, object], own: RecordId) -> StoredRecord | None:
        """The record of a unit and period that the sheet's figures go into: they are laid over what it has."""
        span, values = read_span(plain["happened"]), plain["values"]
        assert isinstance(values, Mapping), "made by joined()"
        there = self._of_periods.get((str(plain["unit"]), span), []) if span is not None else []
        same = [one for one in there if one.values.get(self._kind.summary) == values.get(self._kind.summary)]
        known = [one for one in there if one.id == own] or same
        if not known and values.get(self._kind.summary) is None:
            known = there
        return known[0] if len(known) == 1 else None

    def _remember(self, record: Record) -> None:
        if not self._compares:
            return
        near = self._near(record.unit, record.happened)
        near.pop(record.id, None)
        near[record.id] = StoredRecord(
            id=record.id,
            kind=record.kind.code,
            unit=record.unit,
            happened=record.happened,
            values=plain_values(record.values),
            changed_at=self._session.tools.clock.now(),
        )

    def _refuse(self, fault: Fault, rows: Sequence[Row], parts: Parts | None = None) -> None:
        """A fault beside the cell that it comes from, or beside its row where a field has no cell."""
        places = parts_of(rows) if parts is None else parts
        place = fault_place(fault.field, rows, places)
        if fault.code == "required" and (label := self._without_column(fault.field, rows, places)):
            fault = Fault(field=fault.field, code="column_missing", details={"name": label})
        self._note(refuse(self._sheet, *place, fault.code, fault.details))
        if not self._tables or any(row.cells for row in rows):
            return  # of a wide table, cells and not rows are held back
        # A record of several rows is held back whole, so each of them names why.
        for other in rows:
            if other.number != place[0]:
                column = other.columns.get("unit", min(other.columns.values(), default=0))
                self._note(refuse(self._sheet, other.number, column, "row_held", {"row": place[0] + 1}))

    def _note(self, one: Refused) -> None:
        if one not in self.refused[-_FEW:]:  # two faults of a record hold its other rows back once
            self.refused.append(one)

    def _without_column(self, field: str, rows: Sequence[Row], parts: Parts) -> Wording | None:
        """The label of a field for which the sheet has no column at all; ``None``: it has one."""
        table, bracket, rest = field.partition("[")
        own = self._kind.field(table)
        if own is None:
            return None
        if not bracket:
            return None if field in rows[0].columns else own.label
        number, _close, inner = rest.partition("].")
        known = parts.get(table, ())
        places = known[int(number)] if number.isdigit() and int(number) < len(known) else {}
        told = inner in places or f"{table}.{inner}" in rows[0].columns
        return None if told else next((one.label for one in own.columns if one.code == inner), None)


def _key(kind: RecordKind, unit: object, span: DateSpan | None, values: Mapping[str, object]) -> str:
    """What a record is told apart by: never a number, or a corrected figure would be a new record."""
    summary = kind.field(kind.summary)
    subject = "" if summary is None or summary.type.numeric else values.get(kind.summary, "")
    answers = [str(values.get(f.code, "")) for f in kind.fields if f.type is FieldType.CHOICE]
    return repr([kind.code, str(unit), span, str(subject), *answers])


def differences(incoming: Incoming) -> Iterator[tuple[str, object, object]]:
    """Fields in which a changed record differs from the store's: code, old and new value in plain form.

    Of typed figures each that differs: the target of a column with its numbers, and both numbers.
    """
    if incoming.before is None:
        return
    old, new = plain_values(incoming.before.values), plain_values(incoming.record.values)
    typed = typed_table_of(incoming.record.kind)
    for field in incoming.record.kind.fields:
        was, now = old.get(field.code), new.get(field.code)
        if typed is not None and field.code == typed.field:
            yield from figure_differences(was, now, typed)
        elif was != now:
            yield field.code, was, now
