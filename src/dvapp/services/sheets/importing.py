"""Importing somebody's sheet: read without keeping anything, shown with every refused cell, then kept as one piece.

The same file imported twice changes nothing: a record's identity follows from its kind, unit, days and answers, so that a
changed number is told from a new record.
"""

import logging
import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from dvapp.domain.places.units import Unit
from dvapp.domain.recording.kinds import RecordKind
from dvapp.domain.recording.plain import plain_record
from dvapp.domain.recording.records import Record
from dvapp.domain.sheets.cells import address, words
from dvapp.domain.sheets.headers import Head, find_head, head_at, saved_mapping
from dvapp.domain.sheets.importing import CellFate, Frame, Refused, RowFate, accounts
from dvapp.domain.sheets.imports import Import, ImportedRow, content_digest
from dvapp.domain.sheets.reader import read_rows
from dvapp.domain.sheets.sheet import Sheet
from dvapp.domain.sheets.sheet_errors import (
    ImportOutdated,
    ImportRefused,
    KindNotNamed,
    SheetUnknown,
    TableHeadNotFound,
)
from dvapp.services.ports import UnitOfWork
from dvapp.services.session import Session
from dvapp.services.sheets.import_records import Incoming, sort_records
from dvapp.services.sheets.sheet_files import OpenedFile, agreed_kind, head_of, head_worth, open_file

log = logging.getLogger(__name__)

_AT_ONCE = 1000
"""Records that are written between two steps of progress."""
_ASKED = 500
"""Records that are asked for at once."""
_MONTH = re.compile(r"\btháng\s+(0?[1-9]|1[0-2])\s*(?:/|-|\.|năm)\s*(20\d\d)\b", re.IGNORECASE)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What importing would do; nothing is kept yet.

    :param recognized: whether the columns are those agreed for this sender before.
    :param same: records that the store has already, just so.
    :param seen: the store's last write of a record when the plan was made.
    :param happened: month or days of the rows that name none; ``from_title``: a title above the table says it.
    :param fates: what each row below the head is, by its number from 0.
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
        return accounts(self.sheet, self.head, self.fates, self.refused)


def plan_import(session: Session, order: ImportOrder) -> ImportPlan:
    """Read a file and say what importing it would do.

    :raises FileMissing, FileUnreadable, SheetFileTooLarge, SheetFileUnreadable: the file.
    :raises KindUnknown, KindNotNamed, SheetUnknown, TableHeadNotFound: what it is read as.
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
    kind = session.pack.kind(_kind(order, opened))
    sheet, head, recognized = _chosen(kind, order, opened)
    marked = opened.mark.happened if opened.mark is not None and opened.mark.kind == kind.code else ""
    happened = order.happened or marked or None
    from_title = happened is None and kind.by_month
    if from_title:
        happened = title_month(sheet, head, below=order.below)
    frame = Frame(board=session.store.info.board, units=_units(session), happened=happened)
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
        from_title=from_title and happened is not None,
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
    with session.store.unit_of_work() as work:
        _require_up_to_date(work, plan)
        for first in range(0, len(incoming), _AT_ONCE):
            if progress is not None:
                progress(first, len(incoming))
            work.records.put_all([one.record for one in incoming[first : first + _AT_ONCE]])
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
    head = find_head(plan.sheet, plan.kind, below=plan.order.below)
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
            if (said := words(value))
        ),
    )


def _content(record: Record) -> dict[str, object]:
    plain = plain_record(record)
    return {name: plain[name] for name in ("unit", "happened", "values")}


def _kind(order: ImportOrder, opened: OpenedFile) -> str:
    """:raises KindNotNamed: neither the order, nor the form, nor columns agreed before name a kind."""
    kind = order.kind or (opened.mark.kind if opened.mark else None) or agreed_kind(opened)
    if kind is None:
        raise KindNotNamed(where=str(order.path))
    return kind


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
        return sheets[0], head_at(sheets[0], first, last, order.columns), False
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


def title_month(sheet: Sheet, head: Head, *, below: int = 0) -> str | None:
    """The month that the titles above a table name, if they name one and no other: "tháng 7/2018", "tháng 7 năm 2018"."""
    said = " ".join(words(value) for row in sheet.rows[min(below, head.first) : head.first] for value in row)
    found = {f"{year}-{int(month):02d}" for month, year in _MONTH.findall(said)}
    return found.pop() if len(found) == 1 else None


def forget_columns(session: Session, path: Path) -> int:
    """Forget what the columns of a file's heads were agreed to mean; returns how many heads that was.

    :raises FileMissing, FileUnreadable, SheetFileTooLarge, SheetFileUnreadable: the file.
    """
    opened = open_file(session, path)
    known = [
        head
        for head, mapping in opened.saved.items()
        if any(head_of(sheet, session.pack.kinds[mapping.kind], replace(opened, saved={head: mapping}))[1]
               for sheet in opened.sheets if mapping.kind in session.pack.kinds)
    ]  # fmt: skip
    with session.store.unit_of_work() as work:
        for head in known:
            work.mappings.remove(head)
        work.commit()
    return len(known)


def _units(session: Session) -> tuple[Unit, ...]:
    """The board's own unit and those below it, by the names they had in the store's year or the one before."""
    board = session.store.info.board
    return tuple(
        unit
        for unit in session.units.units
        if board in (unit.code, unit.parent)
        and (unit.valid_from is None or unit.valid_from.year <= session.year)
        and (unit.valid_to is None or unit.valid_to.year >= session.year - 1)
    )
