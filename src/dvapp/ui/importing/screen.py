"""Importing sheets: the sheet at the left, what its columns mean and what was found at the right, one page."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog

from dvapp.domain.calendar.periods import Period
from dvapp.domain.errors import DvError
from dvapp.domain.sheets.imports import Import
from dvapp.domain.sheets.sheet_errors import ImportOutdated
from dvapp.host.i18n import _, ngettext
from dvapp.host.settings import Settings
from dvapp.services.session import Session
from dvapp.services.sheets.importing import ImportPlan
from dvapp.services.sheets.sheet_files import OpenedFile
from dvapp.ui.history import History as SessionHistory
from dvapp.ui.importing.choices_kept import KeptChoices, LeftFile
from dvapp.ui.importing.form_desk import FormDesk
from dvapp.ui.importing.left_import import forget_import, note_import
from dvapp.ui.importing.model import ImportModel, Wishes
from dvapp.ui.importing.past import PastImports
from dvapp.ui.importing.queue_desk import QueueDesk
from dvapp.ui.importing.showing import ImportView
from dvapp.ui.importing.words import again_words
from dvapp.ui.jobs import Jobs
from dvapp.ui.messages import refusal_words
from dvapp.ui.notices import Notice
from dvapp.ui.report.owned_jobs import OwnedJobs
from dvapp.ui.theme import theme
from dvapp.ui.typed_keeper import TypedKeeper

_TRY_AFTER = 350
"""Milliseconds after the last key until the sheet is read anew."""


def sheet_kinds() -> str:
    """What the file dialog offers."""
    return _("Sheets (*.xlsx *.xlsm *.xls *.ods *.csv *.txt);;All files (*)")


class ImportScreen(ImportView):
    """``left`` asks to go back to the list, ``imported`` says that records changed, ``said`` carries a notice."""

    left = Signal()
    imported = Signal()
    said = Signal(object)

    def __init__(self, session: Session, jobs: Jobs, settings: Settings | None = None) -> None:
        super().__init__(ImportModel(session))
        self._session, self._jobs, self._settings = session, OwnedJobs(jobs, self), settings
        self._turn = 0
        self._chosen_for: OpenedFile | None = None
        self.kept = KeptChoices(TypedKeeper(session, self))
        self.past = PastImports(self.model, self._jobs, self.history, self._undo, self)
        self.forms = FormDesk(self.model, self._jobs, settings, self._blank, self)
        self.queue = QueueDesk(self.model, self._jobs, self.files, self)
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
        self._choose.clicked.connect(self.ask_files)
        self.all.clicked.connect(lambda: self.carry_out(good_only=False))
        self.good.clicked.connect(lambda: self.carry_out(good_only=True))
        self.tabs.chosen.connect(self.show_tab)
        for lines in (self.refused, self.changes, self.notes):
            lines.chosen.connect(self._go_to)
        self._nothing.action.clicked.connect(self.ask_files)
        self._left.clicked.connect(self._go_on)
        for part in (self.past, self.forms):
            part.said.connect(self.said)
        self.past.changed.connect(self._records_changed)
        self.queue.opened.connect(self.open_file)
        self.queue.imported.connect(self._queue_imported)
        self.queue.ended.connect(self._queue_ended)
        self.queue.changed.connect(self._show_lines)
        theme().changed.connect(self.view.viewport().update)  # no lambda: the theme outlives the screen

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        super().retranslate()
        self.forms.retranslate()
        self.queue.show()
        self._show()

    # --- what others ask --------------------------------------------------------------------------------------------

    def use_history(self, history: SessionHistory) -> None:
        """Note imports, and taking them back, in the session's history."""
        self.past.history = history

    def set_period(self, period: Period) -> None:
        """The period in work, for blank forms."""
        self.forms.period = period

    def begin(self, paths: Sequence[Path] = ()) -> None:
        """Come into sight; with files, read them."""
        self.past.load()
        self._offer_left()
        if paths:
            self.open_files(paths)
        elif self.model.opened is None:
            self._choose.setFocus()

    def open_files(self, paths: Sequence[Path]) -> None:
        """One file is read and shown; several are tried one after another, and the first of them is shown."""
        if len(paths) == 1 and not self.queue.files:
            self.open_file(paths[0])
            return
        self.queue.add(paths)
        self.open_file(paths[0])
        self.show_tab("files")

    def open_file(self, path: Path) -> None:
        """Read a file and try it; the letters of another file are converted again."""
        self._set_letters(kept=False)
        self._read(path, afresh=True)

    def _letters_chosen(self) -> None:
        if not self._filling and self.model.opened is not None:
            self._read(self.model.opened.path, afresh=False)

    def _read(self, path: Path, *, afresh: bool) -> None:
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
            self.view.scrollToTop()
            self.view.horizontalScrollBar().setValue(0)
            before = self.kept.of(opened) if afresh else None
            self.time.setText(before.time if before is not None else "")
            if not self.queue.files:
                self.show_tab("columns")
            if before is not None and before.keep_letters != keep:
                self._set_letters(kept=before.keep_letters)
                self._read(path, afresh=True)
                return
            if before is not None:
                self._restore(before)
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

    def _restore(self, before: Wishes) -> None:
        """Go on with what was chosen for a file of the same content and not imported."""
        if before.kind in {code for code, _name in self.model.kinds()}:
            self.model.wishes = replace(before, keep_letters=self.letters.isChecked())
            words = _("What you had chosen for this file is back: {file}")
            name = self.model.opened.path.name if self.model.opened is not None else ""
            self.said.emit(Notice(words=words.format(file=name), state="info"))

    def _set_letters(self, *, kept: bool) -> None:
        self._filling = True
        self.letters.setChecked(kept)
        self._filling = False

    def ask_files(self) -> None:
        """Ask which files."""
        chosen, _kind = QFileDialog.getOpenFileNames(
            self, _("Import from a sheet"), self.forms.folder, sheet_kinds()
        )
        if chosen:
            self.forms.remember(Path(chosen[0]).parent)
            self.open_files([Path(one) for one in chosen])

    # --- trying -----------------------------------------------------------------------------------------------------

    def _chosen(self, what: str) -> None:
        if what == "kind":
            self.forms.kind = str(self.kind.currentData() or "")
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
        self._keep_choices()
        self._again.start()

    def _column_chosen(self, column: int, target: str) -> None:
        self.model.put_column(column, target)
        self._keep_choices()
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
                self.queue.tried(opened.path, plan)

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

    # --- choices that are not imported yet ---------------------------------------------------------------------------

    def _keep_choices(self) -> None:
        opened = self.model.opened
        if opened is None:
            return
        self.kept.put(opened, replace(self.model.wishes, keep_letters=self.letters.isChecked()))
        if self._settings is not None and self._chosen_for is not opened:
            note_import(self._settings, self._session.store.path)
        self._chosen_for = opened

    def _drop_choices(self) -> None:
        if self.model.opened is not None:
            self.kept.drop(self.model.opened)
        self._forget_note()

    def _forget_note(self) -> None:
        self._chosen_for = None
        if self._settings is not None:
            forget_import(self._settings, self._session.store.path)

    def _offer_left(self) -> None:
        left = self.kept.left() if self.model.opened is None else None
        self._left.setVisible(left is not None)
        if left is not None:
            self._left.setText(_("Go on with {file}").format(file=left.path.name))

    def _go_on(self) -> None:
        left: LeftFile | None = self.kept.left()
        if left is not None:
            self.open_file(left.path)

    def go_on(self) -> None:
        """Open the file whose columns were being chosen when the program was cut off."""
        self._go_on()

    def leave(self) -> bool:
        """The store is being closed in good order: keep what was chosen; whether it is safe."""
        self._forget_note()
        return self.kept.keep_now()

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
                self.past.note(done, plan, good_only=good_only)
            if not good_only:
                self._drop_choices()
            self.queue.kept(plan.opened.path, done)
            self.past.load()
            self._records_changed()

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

    def _records_changed(self) -> None:
        self.imported.emit()
        self._try()

    def _tell_done(self, words: str, done: Import | None) -> None:
        if done is None:
            self.said.emit(Notice(words=words, state="info"))
            return
        import_id = done.id
        self.said.emit(
            Notice(words=words, state="ok", action=_("Take back"), then=lambda: self.past.undo(import_id))
        )

    def _queue_imported(self, done: Import, plan: ImportPlan) -> None:
        self.past.note(done, plan, good_only=False)
        self.kept.drop(plan.opened)

    def _queue_ended(self, count: int) -> None:
        words = ngettext("{count} file imported.", "{count} files imported.", count).format(count=count)
        self.said.emit(Notice(words=words, state="ok" if count else "info"))
        self.past.load()
        self.imported.emit()
        if self.model.opened is not None:
            self._try()

    # --- Qt asks ----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Going elsewhere keeps at once what was chosen."""
        self.kept.keep_now()
        super().hideEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take local files."""
        if local_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the files dropped here."""
        paths = local_files(event)
        event.acceptProposedAction()
        self.open_files(paths)


def local_files(event: QDropEvent) -> list[Path]:
    """The local files that are dragged."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
