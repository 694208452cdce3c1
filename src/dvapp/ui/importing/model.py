"""What the import screen knows and does, without a widget. Reading, trying and keeping may run beside the window."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dvapp.domain.calendar.periods import Period
from dvapp.domain.codes import KindCode
from dvapp.domain.recording.kinds import RecordKind
from dvapp.domain.sheets.cells import address, words
from dvapp.domain.sheets.head import MONTH, SINCE, TOTAL, UNIT, UNTIL, Head, column_words
from dvapp.domain.sheets.headers import head_guess, is_series, targets
from dvapp.domain.sheets.importing import CellFate
from dvapp.domain.sheets.imports import Import
from dvapp.domain.sheets.period_columns import named_series, unnamed
from dvapp.domain.sheets.sheet import Sheet
from dvapp.domain.sheets.titles import periods_in
from dvapp.domain.sheets.wide import figure_field, figure_target, unit_target
from dvapp.host.i18n import _, language
from dvapp.services.session import Session
from dvapp.services.sheets.blank_forms import blank_form, blank_forms
from dvapp.services.sheets.import_again import carry_out_again
from dvapp.services.sheets.import_records import differences
from dvapp.services.sheets.importing import ImportOrder, ImportPlan, carry_out, plan_opened
from dvapp.services.sheets.imports import list_imports, undo_import
from dvapp.services.sheets.sheet_files import OpenedFile, likely_kind, open_file, units_of_sheets
from dvapp.ui.importing.words import target_words, value_words

_SAMPLES = 3
"""Values of a column that stand beside its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLine:
    """A column of the sheet: its letter, its words in the head, its first values, and what it is filled into ("")."""

    column: int
    letter: str
    words: str
    samples: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """A field that importing would change. ``row``: of the sheet, from 0."""

    row: int
    field: str
    before: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the user has chosen; nothing chosen is left to the program.

    :param head: the row of the head, from 0; the last one of several.
    :param first: the first row of a head of several rows.
    :param time: month, day or period as typed ("2018-07", "7/2018", "29/5/2018", "quý III/2018").
    """

    kind: str = ""
    sheet: str = ""
    head: int | None = None
    first: int | None = None
    columns: Mapping[int, str] | None = None
    time: str = ""
    keep_letters: bool = False


class ImportModel:
    """One file on its way into the store."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.opened: OpenedFile | None = None
        self.plan: ImportPlan | None = None
        self.wishes = Wishes()
        self.done: Import | None = None
        self._fates: Mapping[tuple[int, int], CellFate] = {}
        self._refused: dict[tuple[int, int], int] = {}

    # --- work that may run beside the window ------------------------------------------------------------------------

    def read(self, path: Path, *, keep_letters: bool = False) -> tuple[OpenedFile, str]:
        """A file and the kind it probably is of ("" if there is none).

        :raises FileMissing, FileUnreadable, SheetFileTooLarge, SheetFileUnreadable: as they say.
        """
        opened = open_file(self.session, path, keep_letters=keep_letters)
        return opened, likely_kind(self.session, opened) or ""

    def tried(
        self, opened: OpenedFile, wishes: Wishes, progress: Callable[[int, int], None] | None = None
    ) -> ImportPlan:
        """What importing would do.

        :raises KindNotNamed, SheetUnknown, TableHeadNotFound: what it is read as.
        :raises Cancelled: by ``progress``.
        """
        return plan_opened(self.session, self._order(opened, wishes), opened, progress=progress)

    def keep(
        self, plan: ImportPlan, *, good_only: bool, progress: Callable[[int, int], None]
    ) -> Import | None:
        """Import. :raises ImportRefused, ImportOutdated, Cancelled: nothing is kept then."""
        return carry_out(self.session, plan, good_only=good_only, progress=progress)

    def keep_again(
        self, plan: ImportPlan, *, good_only: bool, progress: Callable[[int, int], None] | None = None
    ) -> Import | None:
        """Import what was taken back. :raises ImportRefused, ImportOutdated, Cancelled: nothing is kept then."""
        return carry_out_again(self.session, plan, good_only=good_only, progress=progress)

    def undo(self, import_id: str) -> Import:
        """Take an import back. :raises ImportUnknown, ImportUndone, ImportNotUndoable: as they say."""
        return undo_import(self.session, import_id)

    def history(self) -> Sequence[Import]:
        """Imports, the newest first."""
        return list_imports(self.session)

    def write_blank(self, kind: str, period: Period, path: Path) -> None:
        """Write a blank form. :raises PeriodNotMonth, OutputTaken, DiskFull, FileUnwritable: as they say."""
        blank_form(self.session, kind=kind, period=period, path=path)

    def write_blanks(self, kind: str, period: Period, folder: Path) -> Sequence[Path]:
        """Write a blank form for each unit into a folder. :raises PeriodNotMonth, OutputTaken, DiskFull, FileUnwritable: so."""
        return blank_forms(self.session, kind=kind, period=period, folder=folder)

    # --- state ------------------------------------------------------------------------------------------------------

    def take_file(self, opened: OpenedFile, kind: str) -> None:
        """Begin with a file."""
        self.opened, self.plan, self.done = opened, None, None
        self.wishes = Wishes(kind=kind, keep_letters=self.wishes.keep_letters)
        self._forget()

    def wish(self, wishes: Wishes) -> None:
        """Choose something else; columns are chosen anew for another kind, sheet or head."""
        old = self.wishes
        if (old.kind, old.sheet, old.head) != (wishes.kind, wishes.sheet, wishes.head):
            wishes = replace(wishes, columns=None, first=None)
        if (old.kind, old.sheet) != (wishes.kind, wishes.sheet) and old.head == wishes.head:
            wishes = replace(wishes, head=None)
        self.wishes = wishes

    def put_column(self, column: int, target: str) -> None:
        """Fill a column into something else, or leave it out (""); a target is filled from one column only.

        What is chosen for a column of a period is what all of them count of which nothing has said so yet.
        """
        head, kind, before = self.head(), self.kind, self.columns().get(column, "")
        if head is not None and kind is not None and unnamed({column: before}) and is_series(target, kind):
            named = named_series(replace(head, columns=self.columns()), target)
            self._wish_columns(named.columns)
            return
        columns = {c: t for c, t in self.columns().items() if c != column and t != target}
        if target:
            columns[column] = target
        self._wish_columns(columns)

    def _wish_columns(self, columns: Mapping[int, str]) -> None:
        head = self.head()
        sheet = self.sheet
        self.wishes = replace(
            self.wishes,
            columns=columns,
            head=head.last if head else self.wishes.head,
            first=head.first if head else self.wishes.first,
            sheet=sheet.name if sheet else self.wishes.sheet,
        )

    def take_plan(self, plan: ImportPlan) -> None:
        """Show what importing would do."""
        self.plan = plan
        self._fates = plan.accounts()
        self._refused = {}
        for number, one in enumerate(plan.refused):
            self._refused.setdefault((one.row, one.column), number)

    def drop_plan(self) -> None:
        """There is nothing to import as it is now chosen."""
        self.plan = None
        self._forget()

    def _forget(self) -> None:
        self._fates, self._refused = {}, {}

    # --- what is shown ----------------------------------------------------------------------------------------------

    @property
    def sheet(self) -> Sheet | None:
        """The sheet in sight."""
        if self.plan is not None:
            return self.plan.sheet
        if self.opened is None:
            return None
        wanted = [sheet for sheet in self.opened.sheets if sheet.name == self.wishes.sheet]
        return next(iter(wanted or self.opened.sheets), None)

    @property
    def kind(self) -> RecordKind | None:
        """The kind in work."""
        return self.session.pack.kinds.get(KindCode(self.wishes.kind))

    def head(self) -> Head | None:
        """Where the head is, as chosen or found."""
        if self.plan is not None:
            return self.plan.head
        sheet, kind, row = self.sheet, self.kind, self.wishes.head
        if sheet is None or kind is None or row is None or row >= len(sheet.rows):
            return None
        return self._guess(sheet, row, kind, self.opened)

    def columns(self) -> Mapping[int, str]:
        """What each column is filled into, as chosen or found."""
        if self.wishes.columns is not None:
            return self.wishes.columns
        head = self.head()
        return head.columns if head is not None else {}

    def column_lines(self) -> tuple[ColumnLine, ...]:
        """Every column that has words in the head or values below it."""
        sheet, head = self.sheet, self.head()
        if sheet is None or head is None:
            return ()
        said, chosen = column_words(sheet, head.first, head.last), self.columns()
        lines = []
        for column in range(sheet.width):
            values = [words(row[column]) for row in sheet.rows[head.last + 1 :] if words(row[column])]
            if column in said or values:
                lines.append(
                    ColumnLine(
                        column=column,
                        letter=address(0, column)[:-1],
                        words=said.get(column, ""),
                        samples=" · ".join(values[:_SAMPLES]),
                        target=chosen.get(column, ""),
                    )
                )
        return tuple(lines)

    def choices(self) -> tuple[tuple[str, str], ...]:
        """What a column can be filled into: target and words."""
        kind = self.kind
        if kind is None:
            return ()
        days = (MONTH,) if kind.by_month else (SINCE, UNTIL)
        own = tuple((target, target_words(target, kind)) for target in (UNIT, *days, *targets(kind)))
        known = (*own, *self._numbers(kind)) if kind.by_period else own
        found = (target for target in dict.fromkeys(self.columns().values()) if target)
        there = {target for target, _words in known}
        return (*known, *((one, target_words(one, kind)) for one in found if one not in there))

    def _numbers(self, kind: RecordKind) -> Iterator[tuple[str, str]]:
        """What a column of a wide table can be: one figure's numbers, one unit's, or the total of the units."""
        figures = figure_field(kind)
        for choice in figures.choices if figures is not None else ():
            yield figure_target(choice.code), target_words(figure_target(choice.code), kind)
        for unit in {unit.code: unit for unit in units_of_sheets(self.session)}.values():
            yield unit_target(unit.code), _("Numbers of {unit}").format(unit=unit.name)
        yield TOTAL, target_words(TOTAL, kind)

    def kinds(self) -> tuple[tuple[str, str], ...]:
        """Kinds of records: code and name."""
        return tuple(
            (str(code), kind.plural.said_in(language())) for code, kind in self.session.pack.kinds.items()
        )

    def changes(self) -> tuple[ChangeLine, ...]:
        """Fields that importing would change."""
        plan = self.plan
        if plan is None:
            return ()
        return tuple(
            ChangeLine(
                row=one.rows[0],
                field=target_words(code, plan.kind),
                before=value_words(old),
                now=value_words(new),
            )
            for one in plan.changed
            for code, old, new in differences(one)
        )

    def fate(self, row: int, column: int) -> CellFate | None:
        """What became of a cell; ``None`` for blank ones, those of the head and above."""
        return self._fates.get((row, column))

    def refused_at(self, row: int, column: int) -> int | None:
        """Number of the refusal of a cell."""
        return self._refused.get((row, column))

    @property
    def importable(self) -> tuple[bool, bool]:
        """Whether all can be imported, and whether the good rows alone can."""
        plan = self.plan
        some = plan is not None and bool(plan.fresh or plan.changed)
        return some and plan is not None and not plan.refused, some and plan is not None and bool(
            plan.refused
        )

    def _order(self, opened: OpenedFile, wishes: Wishes) -> ImportOrder:
        head, columns = None, wishes.columns
        if wishes.head is not None:
            sheet, kind = self._sheet_of(opened, wishes), self.session.pack.kind(wishes.kind)
            last = self.plan.head if self.plan is not None else None
            first = last.first if last is not None and last.last == wishes.head else wishes.head
            head = (first if wishes.first is None else wishes.first, wishes.head)
            if columns is None:
                guess = self._guess(sheet, wishes.head, kind, opened) if sheet is not None else None
                columns = guess.columns if guess is not None else {}
        return ImportOrder(
            path=opened.path,
            kind=wishes.kind or None,
            sheet=wishes.sheet or None,
            head=head,
            columns=columns if head is not None else None,
            happened=_time(wishes.time),
            keep_letters=wishes.keep_letters,
        )

    def _guess(self, sheet: Sheet, row: int, kind: RecordKind, opened: OpenedFile | None) -> Head:
        units, year = (opened.units, opened.year) if opened is not None else (None, None)
        return head_guess(sheet, row, kind, units, year)

    def _sheet_of(self, opened: OpenedFile, wishes: Wishes) -> Sheet | None:
        own = [sheet for sheet in opened.sheets if sheet.name == wishes.sheet]
        return next(iter(own or opened.sheets), None)


def _time(said: str) -> str | None:
    """Month, day or period in plain form, of what somebody typed; what is neither stays, for the check to name."""
    from datetime import date

    from dvapp.domain.sheets.cells import read_day, read_month

    said = said.strip()
    if not said:
        return None
    day = read_day(said)
    if isinstance(day, date):
        return day.isoformat()
    month = read_month(said)
    if isinstance(month, date):
        return f"{month:%Y-%m}"
    periods = [period.written for period in periods_in(said)]
    return periods[0] if len(periods) == 1 else said
