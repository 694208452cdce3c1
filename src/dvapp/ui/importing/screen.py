"""Importing a sheet: the sheet at the left, what its columns mean and what was found at the right, one page."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFileDialog

from dvapp.domain.calendar.periods import Period, PeriodKind
from dvapp.domain.errors import DvError
from dvapp.domain.sheets.importing import RowFate
from dvapp.domain.sheets.imports import Import
from dvapp.domain.sheets.sheet_errors import ImportOutdated
from dvapp.host.i18n import _, ngettext
from dvapp.host.settings import Settings
from dvapp.services.session import Session
from dvapp.services.sheets.importing import ImportPlan
from dvapp.services.sheets.sheet_files import OpenedFile
from dvapp.ui.chooser import Chooser
from dvapp.ui.history import History as SessionHistory
from dvapp.ui.history import Step
from dvapp.ui.importing.frame import ImportFrame
from dvapp.ui.importing.model import ImportModel
from dvapp.ui.importing.tables import Line
from dvapp.ui.importing.words import again_words, counts_words, remarks, why
from dvapp.ui.jobs import Jobs
from dvapp.ui.messages import refusal_words
from dvapp.ui.notices import Notice
from dvapp.ui.report.owned_jobs import OwnedJobs
from dvapp.ui.theme import restyle, theme

_FOLDER = "import_folder"
_MOST_SPANS = 400
"""Merged areas that are shown so."""
_TRY_AFTER = 350
"""Milliseconds after the last key until the sheet is read anew."""


def sheet_kinds() -> str:
    """What the file dialog offers."""
    return _("Sheets (*.xlsx *.xlsm *.xls *.ods *.csv *.txt);;All files (*)")


class ImportScreen(ImportFrame):
    """``left`` asks to go back to the list, ``imported`` says that records changed, ``said`` carries a notice."""

    left = Signal()
    imported = Signal()
    said = Signal(object)

    def __init__(self, session: Session, jobs: Jobs, settings: Settings | None = None) -> None:
        super().__init__(ImportModel(session))
        self._session, self._jobs, self._settings = session, OwnedJobs(jobs, self), settings
        self._turn = 0
        self._filling = False
        self._period: Period | None = None
        self._done = SessionHistory(self)
        self.setAcceptDrops(True)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_TRY_AFTER)
        self._again.timeout.connect(self._try)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(lambda _index: self._chosen("kind"))
        self.sheet.currentIndexChanged.connect(lambda _index: self._chosen("sheet"))
        self.head.valueChanged.connect(lambda _row: self._chosen("head"))
        self.time.textEdited.connect(lambda _text: self._chosen("time"))
        self.columns.changed.connect(self._column_chosen)
        self.letters.toggled.connect(self._letters_chosen)
        self._back.clicked.connect(self.left)
        self._blank.clicked.connect(self.ask_blank)
        self._choose.clicked.connect(self.ask_file)
        self.all.clicked.connect(lambda: self.carry_out(good_only=False))
        self.good.clicked.connect(lambda: self.carry_out(good_only=True))
        self._undo.clicked.connect(self._undo_chosen)
        self.tabs.chosen.connect(self.show_tab)
        self.refused.chosen.connect(self._go_to)
        self.changes.chosen.connect(self._go_to)
        self.notes.chosen.connect(self._go_to)
        self.history.chosen.connect(lambda _line: self._allow_undo())
        self._nothing.action.clicked.connect(self.ask_file)
        theme().changed.connect(self.view.viewport().update)  # no lambda: the theme outlives the screen

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        super().retranslate()
        self._show()

    # --- what others ask --------------------------------------------------------------------------------------------

    def use_history(self, history: SessionHistory) -> None:
        """Note imports, and taking them back, in the session's history."""
        self._done = history

    def set_period(self, period: Period) -> None:
        """The period in work, for blank forms."""
        self._period = period

    def begin(self, path: Path | None = None) -> None:
        """Come into sight; with a file, read it."""
        self._load_history()
        if path is not None:
            self.open_file(path)
        elif self.model.opened is None:
            self._choose.setFocus()

    def open_file(self, path: Path) -> None:
        """Read a file and try it; the letters of another file are converted again."""
        self._filling = True
        self.letters.setChecked(False)
        self._filling = False
        self._read(path)

    def _letters_chosen(self) -> None:
        if not self._filling and self.model.opened is not None:
            self._read(self.model.opened.path)

    def _read(self, path: Path) -> None:
        self._turn += 1
        turn, keep = self._turn, self.letters.isChecked()
        self._say_fault("")
        self._name.setText(path.name)
        self._name.show()

        def read(result: tuple[OpenedFile, str]) -> None:
            if turn != self._turn:
                return
            opened, kind = result
            self.model.take_file(opened, kind or self.model.wishes.kind or self.model.kinds()[0][0])
            self.show_tab("columns")
            self._show()
            self._try()

        def refused(refusal: DvError) -> None:
            if turn == self._turn:
                self.model.opened = None
                self.model.drop_plan()
                self._show()
                self._say_fault(refusal_words(refusal))

        self._jobs.run(
            _("Reading the sheet"), lambda _watch: self.model.read(path, keep_letters=keep), read, refused
        )

    def ask_file(self) -> None:
        """Ask which file."""
        start = self._settings.get(_FOLDER) if self._settings is not None else ""
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Import from a sheet"), start, sheet_kinds())
        if chosen:
            self._remember(Path(chosen))
            self.open_file(Path(chosen))

    def _remember(self, path: Path) -> None:
        if self._settings is not None:
            self._settings.put(_FOLDER, str(path.parent))

    # --- trying -----------------------------------------------------------------------------------------------------

    def _chosen(self, what: str) -> None:
        if self._filling or self.model.opened is None:
            return
        old = self.model.wishes
        head = self.head.value() - 1
        self.model.wish(
            replace(
                old,
                kind=str(self.kind.currentData() or ""),
                sheet=str(self.sheet.currentData() or "") if what in {"sheet", "head"} else old.sheet,
                head=head if what == "head" else old.head,
                time=self.time.text(),
            )
        )
        self._again.start()

    def _column_chosen(self, column: int, target: str) -> None:
        self.model.put_column(column, target)
        self._again.start()

    def _try(self, *, outdated: ImportPlan | None = None) -> None:
        """Say what importing would do. ``outdated``: a plan that the store has left behind, to be compared with."""
        opened = self.model.opened
        if opened is None:
            return
        self._turn += 1
        turn, wishes = self._turn, self.model.wishes

        def tried(plan: ImportPlan) -> None:
            if turn == self._turn:
                self.model.take_plan(plan)
                self._say_fault("" if outdated is None else again_words(outdated, plan))
                self._show()

        def refused(refusal: DvError) -> None:
            if turn == self._turn:
                self.model.drop_plan()
                self._show()
                self._say_fault(
                    _(
                        "No row of this sheet names columns of this kind. Say in which row the head is, or choose another kind."
                    )
                    if refusal.code == "table_head_not_found"
                    else refusal_words(refusal)
                )

        self._jobs.run(
            _("Trying the sheet"), lambda watch: self.model.tried(opened, wishes, watch.step), tried, refused
        )

    # --- importing --------------------------------------------------------------------------------------------------

    def carry_out(self, *, good_only: bool) -> None:
        """Import what the trial showed."""
        plan = self.model.plan
        if plan is None or not any(self.model.importable):
            return
        self.all.setEnabled(False)
        self.good.setEnabled(False)

        def kept(done: Import | None) -> None:
            count = done.count if done else 0
            words = ngettext("{count} record imported.", "{count} records imported.", count).format(
                count=count
            )
            self._tell_done(words, done)
            if done is not None:
                self._done.push(self._step(done, plan, good_only=good_only))
            self.imported.emit()
            self._load_history()
            self._try()

        def refused(refusal: DvError) -> None:
            self._show()
            self.said.emit(Notice.refused(refusal))
            if isinstance(refusal, ImportOutdated):
                self._try(outdated=plan)

        self._jobs.run(
            _("Importing"),
            lambda watch: self.model.keep(plan, good_only=good_only, progress=watch.step),
            kept,
            refused,
        )

    def _step(self, done: Import, plan: ImportPlan, *, good_only: bool) -> Step:
        """An import as one step: taken back whole, and carried out again from what was read of the file."""
        now = [done.id]

        def undo() -> None:
            self.model.undo(now[-1])
            self._follow()

        def redo() -> None:
            again = self.model.keep_again(plan, good_only=good_only)
            if again is not None:
                now.append(again.id)
            self._follow()

        words = _("Import of {file}").format(file=done.file)
        return Step(words=words, undo=undo, redo=redo, subject=f"import {done.id}")

    def _follow(self) -> None:
        self.imported.emit()
        self._load_history()
        self._try()

    def _tell_done(self, words: str, done: Import | None) -> None:
        if done is None:
            self.said.emit(Notice(words=words, state="info"))
            return
        import_id = done.id
        self.said.emit(
            Notice(words=words, state="ok", action=_("Take back"), then=lambda: self.undo(import_id))
        )

    def undo(self, import_id: str) -> None:
        """Take an import back."""

        def undone(done: Import) -> None:
            words = ngettext(
                "The import of {file} was taken back: {count} record.",
                "The import of {file} was taken back: {count} records.",
                done.count,
            )
            self.said.emit(Notice(words=words.format(file=done.file, count=done.count), state="info"))
            self.imported.emit()
            self._load_history()
            self._try()

        def refused(refusal: DvError) -> None:
            self.said.emit(Notice.refused(refusal))

        self._jobs.run(
            _("Taking the import back"), lambda _watch: self.model.undo(import_id), undone, refused
        )

    def _undo_chosen(self) -> None:
        line = self.history.current()
        if line is not None and line.key:
            self.undo(line.key)

    def _load_history(self) -> None:
        self._jobs.run(_("Reading the imports"), lambda _watch: self.model.history(), self._show_history)

    def _show_history(self, imports: Sequence[Import]) -> None:
        zone = self._session.tools.clock.now().tzinfo
        heads = (_("When"), _("File"), _("Records"), _("State"))
        lines = [
            Line(
                cells=(
                    f"{one.done_at.astimezone(zone):%d/%m/%Y %H:%M}" if one.done_at else "",
                    one.file,
                    str(one.count),
                    _("taken back") if one.undone_at else "",
                ),
                key="" if one.undone_at else one.id,
            )
            for one in imports
        ]
        self.history.show_lines(heads, lines, (112, 180, 76))
        self._allow_undo()

    def _allow_undo(self) -> None:
        line = self.history.current()
        self._undo.setEnabled(line is not None and bool(line.key))

    # --- blank forms ------------------------------------------------------------------------------------------------

    def ask_blank(self) -> None:
        """Ask where a blank form of the kind in work shall be written."""
        kind = str(self.kind.currentData() or "")
        folder = Path(self._settings.get(_FOLDER) if self._settings is not None else "")
        period = self._period_of_form(kind)
        start = folder / f"{kind}-{period.written}.xlsx"
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Blank form…"), str(start), _("Excel workbook (*.xlsx)")
        )
        if chosen:
            self._remember(Path(chosen))
            self.write_blank(kind, period, Path(chosen))

    def _period_of_form(self, kind: str) -> Period:
        """The month typed, else the period in work, or its last month where the kind is of months."""
        period = self._period or Period(kind=PeriodKind.YEAR, year=self._session.year)
        definition = self._session.pack.kind(kind)
        if not definition.by_month or period.kind is PeriodKind.MONTH:
            return period
        return Period(kind=PeriodKind.MONTH, year=period.year, number=period.span.until.month)

    def write_blank(self, kind: str, period: Period, path: Path) -> None:
        """Write a blank form."""

        def written(_nothing: object) -> None:
            self.said.emit(Notice(words=_("Wrote {file}.").format(file=path.name), state="ok"))

        self._jobs.run(
            _("Writing the form"),
            lambda _watch: self._written(kind, period, path),
            written,
            lambda refusal: self.said.emit(Notice.refused(refusal)),
        )

    def _written(self, kind: str, period: Period, path: Path) -> Path:
        self.model.write_blank(kind, period, path)
        return path

    # --- showing ----------------------------------------------------------------------------------------------------

    def _say_fault(self, words: str) -> None:
        self._fault.setText(words)
        self._fault.setVisible(bool(words))

    def _show(self) -> None:
        self._filling = True
        model = self.model
        self._offer(self.kind, model.kinds(), model.wishes.kind)
        names = [(sheet.name, sheet.name) for sheet in model.opened.sheets] if model.opened else []
        self._offer(self.sheet, names, model.sheet.name if model.sheet else "")
        self.sheet.setEnabled(len(names) > 1)
        head = model.head()
        self.head.setRange(1, max(len(model.sheet.rows) if model.sheet else 1, 1))
        if head is not None:
            self.head.setValue(head.last + 1)
        plan = model.plan
        if plan is not None and isinstance(plan.happened, str) and not self.time.hasFocus():
            year, _mark, month = plan.happened[:7].partition("-")
            self.time.setText(f"{month}/{year}" if len(plan.happened) == len("2018-07") else plan.happened)
        self._filling = False
        old = model.opened is not None and model.opened.letters is not None
        self.letters.setVisible(old or self.letters.isChecked())
        self.grid.show_again()
        self._span_merged()
        self._seen.setCurrentIndex(1 if model.sheet is not None else 0)
        self.columns.show_columns(model.column_lines(), model.choices())
        self._show_lines()
        self._show_counts()
        for field in (self.kind, self.time, self.head):
            field.setEnabled(model.opened is not None or field is self.kind)

    def _span_merged(self) -> None:
        """Show merged cells as the sheet does."""
        self.view.clearSpans()
        for top, left, bottom, right in self.model.sheet.merged[:_MOST_SPANS] if self.model.sheet else ():
            self.view.setSpan(top, left, bottom - top + 1, right - left + 1)

    @staticmethod
    def _offer(
        chooser: Chooser, choices: tuple[tuple[str, str], ...] | list[tuple[str, str]], code: str
    ) -> None:
        held = [(chooser.itemData(n), chooser.itemText(n)) for n in range(chooser.count())]
        if held != list(choices):
            chooser.clear()
            for data, words in choices:
                chooser.addItem(words, data)
        chooser.setCurrentIndex(max(chooser.findData(code), 0) if chooser.count() else -1)

    def _show_lines(self) -> None:
        plan = self.model.plan
        refused = [
            Line(cells=(one.cell, one.value, why(one)), place=(one.row, one.column))
            for one in (plan.refused if plan else ())
        ]
        self.refused.show_lines((_("Cell"), _("Value"), _("Why it is not read")), refused, (60, 110))
        changes = [
            Line(cells=(str(one.row + 1), one.field, one.before, one.now), place=(one.row, 0))
            for one in self.model.changes()
        ]
        self.changes.show_lines((_("Row"), _("Field"), _("Before"), _("Now")), changes, (50, 180, 80))
        notes = [Line(cells=(words,)) for words in (remarks(plan) if plan else ())]
        self.notes.show_lines((_("Remarks"),), notes)
        held = self.tabs.code() or "columns"
        self.tabs.offer(
            (
                ("columns", _("Columns")),
                ("refused", _("Not read  {count}").format(count=len(refused))),
                ("changes", _("Changes  {count}").format(count=len(changes))),
                ("notes", _("Remarks  {count}").format(count=len(notes))),
                ("history", _("Past imports")),
            )
        )
        self.show_tab(held)

    def _show_counts(self) -> None:
        plan = self.model.plan
        whole, some = self.model.importable
        self.all.setEnabled(whole)
        self.good.setEnabled(some)
        self.good.setVisible(plan is not None and bool(plan.refused))
        restyle(self.good, role="primary" if some else "")
        self.all.setVisible(not some)
        if plan is None:
            self.counts.setText("")
            return
        words = counts_words(plan)
        if not any(self.model.importable) and plan.same and not plan.refused:
            words = f"{words} {_('The store has all of it already.')}"
        elif plan.rows(RowFate.RECORD) == ():
            words = f"{words} {_('There is no row below the head.')}"
        self.counts.setText(words)

    def show_tab(self, code: str) -> None:
        """Show columns, refused cells, changes, remarks or past imports."""
        order = ("columns", "refused", "changes", "notes", "history")
        self.tabs.choose(code)
        self.pages.setCurrentIndex(order.index(code) if code in order else 0)

    def _go_to(self, line: Line) -> None:
        if line.place is None:
            return
        index = self.grid.index(*line.place)
        self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.view.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    # --- Qt asks ----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one local file."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the file dropped here."""
        path = Path(event.mimeData().urls()[0].toLocalFile())
        event.acceptProposedAction()
        self.open_file(path)
