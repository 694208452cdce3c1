"""Typing into the grid of figures: many cells in one transaction, the good ones kept, each other one told why."""

import logging
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from decimal import Decimal
from enum import Enum

from dvapp.domain.accounts.duties import Action
from dvapp.domain.calendar.periods import Period, period_of
from dvapp.domain.codes import FieldCode, IndicatorCode, RecordId, UnitCode
from dvapp.domain.figures.settling import clash
from dvapp.domain.figures.unit_figures import (
    Given,
    TypedFigure,
    TypedTable,
    plain_number,
    typed_table,
    whole_only,
)
from dvapp.domain.recording.kinds import Field
from dvapp.domain.recording.plain import read_values
from dvapp.domain.recording.records import Fault, Record, check_value, rows_of
from dvapp.services.figures.grid import UnitGrid, unit_grid
from dvapp.services.figures.unit_figures import clash_details
from dvapp.services.ports import StoredRecord, UnitOfWork
from dvapp.services.session import Session, new_record_id

log = logging.getLogger(__name__)


class Whatever(Enum):
    """That an edit does not mind what stands in its cell."""

    ANYTHING = "anything"


ANYTHING = Whatever.ANYTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class CellEdit:
    """What is typed into a cell.

    :param number: ``None``: back to blank.
    :param note: ``None``: the note stays; a blank cell has none.
    :param was: what must stand there for the edit to be made; ``None``: nothing.
    """

    unit: UnitCode
    indicator: IndicatorCode
    number: Given | None
    note: str | None = None
    was: TypedFigure | Whatever | None = ANYTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRefusal:
    """Why an edit was not kept.

    :param code: one of :class:`~dvapp.services.figures.grid.GridCell`'s ``why_fixed``, of a fault of a field, or
        ``unknown_indicator``, ``unit_elsewhere``, ``outside_year``, ``not_whole``, ``note_needs_number``,
        ``changed_since``.
    """

    edit: CellEdit
    code: str
    details: Mapping[str, object] = made(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What became of edits.

    :param kept: edits that were taken, whether or not they changed anything.
    :param undo: edits that bring back what stood there, as long as nobody else types there.
    """

    kept: int
    refused: tuple[CellRefusal, ...]
    undo: tuple[CellEdit, ...]


def type_figures(session: Session, period: Period, edits: Sequence[CellEdit]) -> Typed:
    """Keep what was typed into cells of a period, all in one transaction; an edit that cannot be kept hinders no other.

    Edits are made in their order: of two for one cell the later one stands.
    """
    session.require(Action.RECORD)
    grid = unit_grid(session, period)
    table = typed_table(session.pack)
    if table is None:
        return Typed(kept=0, refused=tuple(CellRefusal(edit=edit, code="pack") for edit in edits), undo=())
    found = [_refusal(session, grid, table, edit) for edit in edits]
    undo: list[CellEdit] = []
    with session.changing(Action.RECORD) as work:
        stored = work.records.of_units(table.kind.code, {edit.unit for edit in edits})
        desk = _Desk(grid, table, stored)
        for number, edit in enumerate(edits):
            found[number] = found[number] or desk.refusal(edit)
            if found[number] is None and (back := desk.make(edit)) is not None:
                undo.append(back)
        if desk.keep(work):
            work.commit()
    refused = tuple(refusal for refusal in found if refusal is not None)
    log.info("%d cells typed, %d refused", len(edits) - len(refused), len(refused))
    return Typed(kept=len(edits) - len(refused), refused=refused, undo=tuple(reversed(undo)))


def _refusal(session: Session, grid: UnitGrid, table: TypedTable, edit: CellEdit) -> CellRefusal | None:
    """What speaks against an edit whatever is typed elsewhere; what was typed can always be cleared."""
    if edit.indicator not in session.pack.indicators:
        return CellRefusal(edit=edit, code="unknown_indicator", details={"value": edit.indicator})
    if edit.unit not in grid.unit_codes:
        return CellRefusal(edit=edit, code="unit_elsewhere", details={"value": edit.unit})
    if not session.year - 1 <= grid.period.year <= session.year:
        details = {"day": grid.period.span.until, "year": str(session.year), "before": str(session.year - 1)}
        return CellRefusal(edit=edit, code="outside_year", details=details)
    if edit.number is None:
        return CellRefusal(edit=edit, code="note_needs_number") if edit.note else None
    code = grid.why_fixed(edit.unit, edit.indicator)
    if code and code != "other_period":
        return CellRefusal(edit=edit, code=code)
    fault = next(_value_faults(session, table, edit), None)
    return CellRefusal(edit=edit, code=fault.code, details=fault.details) if fault is not None else None


def _value_faults(session: Session, table: TypedTable, edit: CellEdit) -> Iterator[Fault]:
    columns = _columns(table)
    number = edit.number
    if isinstance(number, Decimal) and not number.is_finite():
        yield Fault(field=table.number, code="not_a_number", details={"value": number})
        return
    yield from check_value(columns[table.number], number, table.number)
    broken = isinstance(number, Decimal) and number != number.to_integral_value()
    if broken and whole_only(session.pack.kinds.values(), edit.indicator):
        yield Fault(field=table.number, code="not_whole", details={"value": number})
    if edit.note:
        if table.note is None:
            yield Fault(field="note", code="unknown_field")
        else:
            yield from check_value(columns[table.note], edit.note, table.note)


def _columns(table: TypedTable) -> Mapping[FieldCode, Field]:
    field = table.kind.field(table.field)
    assert field is not None, "packs are checked"
    return {column.code: column for column in field.columns}


@dataclass(kw_only=True)
class _Page:
    """A record of typed figures in work: its rows, and what else it says."""

    id: RecordId
    unit: UnitCode
    period: Period
    rows: list[dict[str, object]]
    others: Mapping[FieldCode, object] = made(default_factory=dict)
    stored: bool = False
    changed: bool = False


class _Desk:
    """The typed figures of some units, as they stand in a transaction and as edits change them."""

    def __init__(self, grid: UnitGrid, table: TypedTable, stored: Sequence[StoredRecord]) -> None:
        self._grid, self._table = grid, table
        self._pages: dict[UnitCode, list[_Page]] = {}
        for one in stored:
            if (page := self._read(one)) is not None:
                self._pages.setdefault(page.unit, []).append(page)

    def _read(self, stored: StoredRecord) -> _Page | None:
        period = period_of(stored.happened)
        if period is None:
            return None
        values = read_values(self._table.kind, stored.values)
        rows: list[dict[str, object]] = [{**row} for row in rows_of(values.pop(self._table.field, None))]
        return _Page(id=stored.id, unit=stored.unit, period=period, rows=rows, others=values, stored=True)

    def refusal(self, edit: CellEdit) -> CellRefusal | None:
        """What speaks against an edit when one looks at what else the unit typed."""
        if not isinstance(edit.was, Whatever) and _said(self._now(edit)) != _said(edit.was):
            return CellRefusal(edit=edit, code="changed_since")
        if edit.number is None:
            return None
        moment = self._grid.table.moment(edit.indicator)
        mine = TypedFigure(
            unit=edit.unit,
            period=self._grid.period,
            indicator=edit.indicator,
            number=plain_number(edit.number),
        )
        for other in self._typed_elsewhere(edit):
            if clash(moment, mine, other):
                return CellRefusal(edit=edit, code="other_period", details=clash_details(other))
        return None

    def make(self, edit: CellEdit) -> CellEdit | None:
        """Make an edit; the one that takes it back, or ``None`` where nothing changes."""
        before = self._now(edit)
        place = self._row(edit)
        if edit.number is None:
            if place is None or (before is None and not place[1].get(str(self._table.note))):
                return None
            page, row = place
            page.rows.remove(row)
        else:
            page, row = place or self._new_row(edit)
            self._write(row, edit)
        after = self._now(edit)
        if _said(before) == _said(after):
            return None
        page.changed = True
        return CellEdit(
            unit=edit.unit,
            indicator=edit.indicator,
            number=before.number if before is not None else None,
            note=before.note if before is not None else None,
            was=after,
        )

    def keep(self, work: UnitOfWork) -> bool:
        """Write what changed, rows in the order of the catalogue; a record that says nothing any more is taken away.

        :returns: whether there was anything.
        """
        changed = [page for pages in self._pages.values() for page in pages if page.changed]
        order = {str(code): number for number, code in enumerate(self._grid.typable)}
        for page in changed:
            page.rows.sort(key=lambda row: order.get(str(row.get(self._table.indicator)), len(order)))
        empty = [page for page in changed if not page.rows and not page.others]
        work.records.remove_all([page.id for page in empty if page.stored])
        work.records.put_all([self._record(page) for page in changed if page.rows or page.others])
        return bool(changed)

    def _record(self, page: _Page) -> Record:
        values: dict[FieldCode, object] = {**page.others}
        if page.rows:
            values[self._table.field] = tuple(page.rows)
        return Record(
            id=page.id,
            kind=self._table.kind,
            unit=page.unit,
            happened=page.period.span,
            values=values,  # type: ignore[arg-type]  # a record checks its values itself
        )

    # --- rows --------------------------------------------------------------------------------------------------------

    def _row(self, edit: CellEdit) -> tuple[_Page, dict[str, object]] | None:
        """Where the cell stands, with or without a number."""
        for page in self._here(edit.unit):
            for row in page.rows:
                if row.get(self._table.indicator) == edit.indicator:
                    return page, row
        return None

    def _here(self, unit: UnitCode) -> list[_Page]:
        return [page for page in self._pages.get(unit, ()) if page.period == self._grid.period]

    def _new_row(self, edit: CellEdit) -> tuple[_Page, dict[str, object]]:
        """A new row in the unit's record of the period."""
        pages = self._here(edit.unit)
        if pages:
            page = pages[0]
        else:
            page = _Page(id=new_record_id(), unit=edit.unit, period=self._grid.period, rows=[])
            self._pages.setdefault(edit.unit, []).append(page)
        row: dict[str, object] = {self._table.indicator: str(edit.indicator)}
        page.rows.append(row)
        return page, row

    def _write(self, row: dict[str, object], edit: CellEdit) -> None:
        assert edit.number is not None, "clearing takes the row away"
        row[self._table.number] = plain_number(edit.number)
        if edit.note is not None and self._table.note is not None:
            if note := unicodedata.normalize("NFC", edit.note).strip():
                row[self._table.note] = note
            else:
                row.pop(self._table.note, None)

    def _now(self, edit: CellEdit) -> TypedFigure | None:
        place = self._row(edit)
        return self._figure(*place) if place is not None else None

    def _typed_elsewhere(self, edit: CellEdit) -> Iterator[TypedFigure]:
        for page in self._pages.get(edit.unit, ()):
            for row in page.rows if page.period != self._grid.period else ():
                own = row.get(self._table.indicator) == edit.indicator
                if own and (figure := self._figure(page, row)) is not None:
                    yield figure

    def _figure(self, page: _Page, row: Mapping[str, object]) -> TypedFigure | None:
        return self._table.figure(page.unit, page.period, row, page.id)


def _said(figure: TypedFigure | None) -> object:
    return None if figure is None else (figure.number, figure.note)
