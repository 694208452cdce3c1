"""Importing somebody's sheet: read without keeping anything, shown with every refused cell, then kept as one piece.

The same file imported twice changes nothing: a record's identity follows from its kind, unit, days and answers, so that a
changed number is told from a new record.
"""

import logging
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from dvapp.domain.accounts.duties import Action
from dvapp.domain.codes import UnitCode
from dvapp.domain.figures.unit_figures import typed_table_of
from dvapp.domain.recording.kinds import RecordKind
from dvapp.domain.recording.plain import plain_record
from dvapp.domain.recording.records import Record
from dvapp.domain.sheets.cells import address, words
from dvapp.domain.sheets.head import Head
from dvapp.domain.sheets.head_words import spelled_out
from dvapp.domain.sheets.headers import find_head, fitting, head_at, known_target, saved_mapping
from dvapp.domain.sheets.importing import CellFate, Frame, Refused, RowFate, accounts
from dvapp.domain.sheets.imports import Import, ImportedRow, content_digest
from dvapp.domain.sheets.period_columns import has_periods, named_series
from dvapp.domain.sheets.reader import read_rows
from dvapp.domain.sheets.sheet import Sheet
from dvapp.domain.sheets.sheet_errors import (
    ColumnTargetUnknown,
    ImportOutdated,
    ImportRefused,
    KindNotNamed,
    SheetUnknown,
    TableHeadNotFound,
)
from dvapp.domain.sheets.titles import title_time
from dvapp.domain.sheets.wide import Shape, shape_of
from dvapp.services.ports import UnitOfWork
from dvapp.services.session import Session
from dvapp.services.sheets.import_records import Incoming, sort_records
from dvapp.services.sheets.sheet_files import (
    OpenedFile,
    agreed_kind,
    head_of,
    head_worth,
    open_file,
    units_of_sheets,
)
from dvapp.services.sheets.table_words import TableWords

log = logging.getLogger(__name__)

_AT_ONCE = 1000
"""Records that are written between two steps of progress."""
_ASKED = 500
"""Records that are asked for at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOrder:
    """What is to be imported.

    :param kind: the kind of record that the rows are; ``None``: as our own blank form or the agreed columns say.
    :param sheet: its name; ``None``: the sheet whose head is known best.
    :param agreed: words of a column to a field's code, or to "" to leave it out.
    :param head: first and last row of the head, from 0, with ``columns`` from 0 to targets; ``None``: it is looked for.
    :param below: the first row, from 0, that a head is looked for in: for a further table of a sheet.
    :param happened: the day, month or days of rows that name none, in plain form.
    :param keep_letters: do not convert texts that look as in TCVN3 or VNI.
    :param figure: what columns count that say nothing but their period: a field's code, or a figure's.
    :param unit: whose rows are that name no unit, by code or name.
    """

    path: Path
    kind: str | None = None
    sheet: str | None = None
    agreed: Mapping[str, str] | None = None
    head: tuple[int, int] | None = None
    columns: Mapping[int, str] | None = None
    below: int = 0
    happened: Mapping[str, str] | str | None = None
    keep_letters: bool = False
    figure: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What importing would do; nothing is kept yet.

    :param recognized: whether the columns are those agreed for this sender before.
    :param same: records that the store has already, just so.
    :param seen: the store's last write of a record when the plan was made.
    :param happened: month or days of the rows that name none; ``from_title``: a title above the table says it.
    :param title: the time that the titles name, where another one was ordered.
    :param series: what columns count that said nothing but their period; ``series_from_title``: a title says it.
    :param unit: whose rows are that name no unit, where it is not the board; ``unit_from_title``: a title says it.
    :param fates: what each row below the head is, by its number from 0.
    :param stays: figures that the store has of a unit and the sheet leaves blank, as unit and code: they stay.
    """

    order: ImportOrder
    opened: OpenedFile
    kind: RecordKind
    sheet: Sheet
    head: Head
    recognized: bool
    fresh: tuple[Incoming, ...]
    changed: tuple[Incoming, ...]
    same: tuple[Incoming, ...]
    refused: tuple[Refused, ...]
    fates: Mapping[int, RowFate]
    seen: int
    happened: Mapping[str, str] | str | None = None
    from_title: bool = False
    title: str | None = None
    series: str | None = None
    series_from_title: bool = False
    unit: UnitCode | None = None
    unit_from_title: bool = False
    stays: tuple[tuple[str, str], ...] = ()

    def rows(self, *fates: RowFate) -> tuple[int, ...]:
        """Rows of these fates, from 0."""
        return tuple(number for number, fate in self.fates.items() if fate in fates)

    @property
    def unread(self) -> tuple[tuple[str, str], ...]:
        """Words and cells of the columns that mean nothing to the kind, and of those agreed to be left out."""
        columns = {**self.head.unknown, **self.head.left}
        return tuple((said, address(self.head.last, column)) for column, said in sorted(columns.items()))

    @property
    def other_sheets(self) -> tuple[str, ...]:
        """Names of visible sheets that are not read and hold something."""
        own = [sheet.name for sheet in self.opened.sheets if sheet is not self.sheet]
        return tuple(own) if self.opened.mark is None else ()

    def accounts(self) -> Mapping[tuple[int, int], CellFate]:
        """What became of every cell below the head that is not blank."""
        read = None
        if shape_of(self.head.columns) is not Shape.LONG:
            kept = (*self.fresh, *self.changed, *self.same)
            read = frozenset[tuple[int, int]]().union(*(one.cells for one in kept))
        return accounts(self.sheet, self.head, self.fates, self.refused, read)


def plan_import(session: Session, order: ImportOrder) -> ImportPlan:
    """Read a file and say what importing it would do.

    :raises FileMissing, FileUnreadable, SheetFileTooLarge, SheetFileUnreadable: the file.
    :raises KindUnknown, KindNotNamed, SheetUnknown, TableHeadNotFound, ColumnTargetUnknown, UnitOfSheetUnknown: what it
        is read as.
    """
    return plan_opened(session, order, open_file(session, order.path, keep_letters=order.keep_letters))


def plan_opened(
    session: Session,
    order: ImportOrder,
    opened: OpenedFile,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> ImportPlan:
    """As :func:`plan_import`, of a file that is open already.

    :param progress: called with the records compared so far and all; whatever refusal it raises ends the trial.
    """
    kind, board = session.pack.kind(_kind(order, opened)), session.store.info.board
    _require_targets(order, kind, opened)
    sheet, head, recognized = _chosen(kind, order, opened)
    marked = opened.mark.happened if opened.mark is not None and opened.mark.kind == kind.code else ""
    happened = order.happened or marked or None
    in_title = title_time(sheet, head, kind, below=order.below)
    from_title = happened is None
    happened = in_title if from_title else happened
    said = TableWords.of(order, kind, sheet, head, opened, units=units_of_sheets(session), board=board)
    head = named_series(head, said.series) if said.series is not None else head
    frame = Frame(
        board=board,
        units=units_of_sheets(session),
        happened=happened,
        computed=_computed(session, kind),
        unit=said.unit,
    )
    reading = read_rows(sheet, head, kind, frame)
    found = sort_records(session, kind, sheet, reading, progress)
    refused = sorted((*reading.refused, *found.refused), key=lambda one: (one.row, one.column))
    return ImportPlan(
        order=order,
        opened=opened,
        kind=kind,
        sheet=sheet,
        head=head,
        recognized=recognized,
        fresh=found.fresh,
        changed=found.changed,
        same=found.same,
        refused=tuple(refused),
        fates=reading.fates,
        seen=found.seen,
        happened=happened,
        from_title=from_title and happened is not None and not has_periods(head.columns),
        title=in_title if in_title != happened and isinstance(happened, str) else None,
        series=said.series,
        series_from_title=said.series_from_title,
        unit=said.unit,
        unit_from_title=said.unit_from_title,
        stays=found.stays,
    )


def carry_out(
    session: Session,
    plan: ImportPlan,
    *,
    good_only: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Import | None:
    """Keep the records of a plan, all in one piece, and remember how to take them back; ``None`` if there was nothing.

    Columns that the program did not find by itself are kept for the next sheet with that head.

    :param good_only: keep those that could be read though others could not.
    :param progress: called with the records kept so far and all; whatever refusal it raises ends the import.
    :raises ImportRefused: cells were refused and ``good_only`` is not set; nothing is kept.
    :raises ImportOutdated: records of the kind changed since the plan was made; nothing is kept.
    """
    session.require(Action.RECORD)
    if plan.refused and not good_only:
        raise ImportRefused(where=plan.refused[0].cell, count=len(plan.refused))
    incoming = (*plan.fresh, *plan.changed)
    done = Import(
        id=str(uuid.uuid4()),
        file=plan.opened.path.name,
        sha256=plan.opened.sha256,
        kind=plan.kind.code,
        sheet=plan.sheet.name,
        count=len(incoming),
        rows=tuple(_imported(plan, one) for one in incoming),
    )
    with session.changing(Action.RECORD) as work:
        _require_up_to_date(work, plan)
        for first in range(0, len(incoming), _AT_ONCE):
            if progress is not None:
                progress(first, len(incoming))
            work.records.put_all([one.record for one in incoming[first : first + _AT_ONCE]])
            work.describe()
        if progress is not None:
            progress(len(incoming), len(incoming))
        if incoming:
            work.imports.put(done)
        if (plan.order.agreed or plan.order.columns is not None) and not _guessed(plan):
            work.mappings.put(saved_mapping(plan.sheet, plan.head, plan.kind, plan.opened.path.name))
        work.commit()
    log.info("%d records of the kind %s imported", len(incoming), plan.kind.code)
    return done if incoming else None


def _require_up_to_date(work: UnitOfWork, plan: ImportPlan) -> None:
    """What was shown must be what is done: another record of the kind may make a row new, the same, or wrong.

    A record that was removed is of no kind any more; it counts, as the rows may have been compared with it.
    """
    ids = work.records.changed_since(plan.seen)
    there = {
        one.id: one.kind
        for first in range(0, len(ids), _ASKED)
        for one in work.records.some(ids[first : first + _ASKED])
    }
    changed = [one for one in ids if there.get(one, plan.kind.code) == plan.kind.code]
    if changed:
        raise ImportOutdated(where=plan.opened.path.name, count=len(changed))


def _guessed(plan: ImportPlan) -> bool:
    """Whether the program finds the same columns by itself."""
    opened = plan.opened
    head = find_head(plan.sheet, plan.kind, below=plan.order.below, units=opened.units, year=opened.year)
    own = None if head is None else (head.first, head.last, dict(head.columns))
    return own == (plan.head.first, plan.head.last, dict(plan.head.columns))


def _imported(plan: ImportPlan, one: Incoming) -> ImportedRow:
    return ImportedRow(
        record=one.record.id,
        before=_content(one.before) if one.before is not None else None,
        after=content_digest(_content(one.record)),
        cells=tuple(
            (address(row, column), said)
            for row in one.rows
            for column, value in enumerate(plan.sheet.rows[row])
            if (not one.cells or (row, column) in one.cells) and (said := words(value))
        ),
    )


def _content(record: Record) -> dict[str, object]:
    plain = plain_record(record)
    return {name: plain[name] for name in ("unit", "happened", "values")}


def _computed(session: Session, kind: RecordKind) -> frozenset[str]:
    """Codes and words of the figures that cannot be typed; none for kinds that hold no typed figures."""
    table = typed_table_of(kind)
    if table is None:
        return frozenset()
    others = [one for one in session.pack.indicators.values() if one.code not in table.codes]
    names = {
        name
        for one in others
        for label in (one.label.vi, one.label.en)
        for name in (label, f"{one.code} {label}")
    }
    typed = {spelled_out(session.pack.indicators[code].label.vi) for code in table.codes}
    return frozenset({*(str(one.code) for one in others), *map(spelled_out, names)} - typed)


def _kind(order: ImportOrder, opened: OpenedFile) -> str:
    """:raises KindNotNamed: neither the order, nor the form, nor columns agreed before name a kind."""
    kind = order.kind or (opened.mark.kind if opened.mark else None) or agreed_kind(opened)
    if kind is None:
        raise KindNotNamed(where=str(order.path))
    return kind


def _require_targets(order: ImportOrder, kind: RecordKind, opened: OpenedFile) -> None:
    """A column that nobody can fill in would be lost in silence. :raises ColumnTargetUnknown: one names no target."""
    for said, target in (order.agreed or {}).items():
        if known_target(target, kind, opened.units) is None:
            raise ColumnTargetUnknown(where=said, target=target, kind=kind.name.vi)


def _chosen(kind: RecordKind, order: ImportOrder, opened: OpenedFile) -> tuple[Sheet, Head, bool]:
    sheets = opened.sheets
    if order.sheet is not None:
        sheets = tuple(sheet for sheet in sheets if sheet.name == order.sheet)
        if not sheets:
            raise SheetUnknown(where=str(order.path), sheet=order.sheet)
    if order.head is not None and order.columns is not None:
        first, last = order.head
        if not sheets or last >= len(sheets[0].rows):
            raise TableHeadNotFound(where=str(order.path), kind=kind.name.vi)
        return sheets[0], fitting(head_at(sheets[0], first, last, order.columns), kind, sheets[0]), False
    found = [
        (sheet, head, known)
        for sheet in sheets
        for head, known in (head_of(sheet, kind, opened, order.agreed, below=order.below),)
        if head is not None
    ]
    if not found:
        raise TableHeadNotFound(where=str(order.path), kind=kind.name.vi)
    # An agreed head first; else the one known best, the first of equal ones.
    return max(found, key=lambda one: (one[2], head_worth(one[1], one[0])))


def forget_columns(session: Session, path: Path) -> int:
    """Forget what the columns of a file's heads were agreed to mean; returns how many heads that was.

    :raises FileMissing, FileUnreadable, SheetFileTooLarge, SheetFileUnreadable: the file.
    """
    session.require(Action.RECORD)
    opened = open_file(session, path)
    known = [
        head
        for head, mapping in opened.saved.items()
        if any(head_of(sheet, session.pack.kinds[mapping.kind], replace(opened, saved={head: mapping}))[1]
               for sheet in opened.sheets if mapping.kind in session.pack.kinds)
    ]  # fmt: skip
    with session.changing(Action.RECORD) as work:
        for head in known:
            work.mappings.remove(head)
        work.commit()
    return len(known)
