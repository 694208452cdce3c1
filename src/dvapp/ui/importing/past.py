"""Imports that were carried out: their list, taking one back, and doing it again; all of it beside the window."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from dvapp.domain.errors import DvError
from dvapp.domain.sheets.imports import Import
from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import _, language, ngettext
from dvapp.services.sheets.importing import ImportPlan
from dvapp.ui.history import History, Step
from dvapp.ui.importing.model import ImportModel
from dvapp.ui.importing.tables import Line, LinesView
from dvapp.ui.notices import Notice
from dvapp.ui.report.owned_jobs import OwnedJobs


class PastImports(QObject):
    """``changed`` says that records changed, ``said`` carries a notice."""

    changed = Signal()
    said = Signal(object)

    def __init__(
        self, model: ImportModel, jobs: OwnedJobs, view: LinesView, undo: QPushButton, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._model, self._jobs, self._view, self._undo = model, jobs, view, undo
        self.history = History(self)
        view.chosen.connect(lambda _line: self._allow())
        undo.clicked.connect(self._undo_chosen)

    # --- the list ----------------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Read the list again."""
        self._jobs.run(_("Reading the imports"), lambda _watch: self._model.history(), self._show)

    def _show(self, imports: Sequence[Import]) -> None:
        formats = LocaleFormats(language())
        heads = (_("When"), _("File"), _("Records"), _("State"))
        lines = [
            Line(
                cells=(
                    formats.screen_moment(one.done_at) if one.done_at else "",
                    one.file,
                    str(one.count),
                    _("taken back") if one.undone_at else "",
                ),
                key="" if one.undone_at else one.id,
            )
            for one in imports
        ]
        self._view.show_lines(heads, lines, (112, 180, 76))
        self._allow()

    def _allow(self) -> None:
        line = self._view.current()
        self._undo.setEnabled(line is not None and bool(line.key))
        self._undo.setToolTip(
            "" if self._undo.isEnabled() else _("Choose an import that was not taken back.")
        )

    def _undo_chosen(self) -> None:
        line = self._view.current()
        if line is not None and line.key:
            self.undo(line.key)

    # --- taking back -------------------------------------------------------------------------------------------------

    def undo(self, import_id: str) -> None:
        """Take an import back."""

        def undone(done: Import) -> None:
            words = ngettext(
                "The import of {file} was taken back: {count} record.",
                "The import of {file} was taken back: {count} records.",
                done.count,
            )
            self.said.emit(Notice(words=words.format(file=done.file, count=done.count), state="info"))
            self._follow()

        self._jobs.run(
            _("Taking the import back"), lambda _watch: self._model.undo(import_id), undone, self._refused
        )

    def _refused(self, refusal: DvError) -> None:
        self.said.emit(Notice.refused(refusal))

    def _follow(self) -> None:
        self.changed.emit()
        self.load()

    # --- the session's history ---------------------------------------------------------------------------------------

    def note(self, done: Import, plan: ImportPlan, *, good_only: bool) -> None:
        """Note an import in the session's history: taken back whole, and carried out again from what was read then.

        Both run beside the window, one after the other, so that a step begun while another runs finds what that one left.
        """
        now = [done.id]
        subject = f"import {done.id}"

        def refused(refusal: DvError) -> None:
            self.history.forget(subject)
            self._refused(refusal)

        def undo() -> None:
            self._jobs.run(
                _("Taking the import back"),
                lambda _watch: self._model.undo(now[-1]),
                lambda _done: self._follow(),
                refused,
            )

        def redone(again: Import | None) -> None:
            if again is not None:
                now.append(again.id)
            self._follow()

        def redo() -> None:
            self._jobs.run(
                _("Importing"),
                lambda watch: self._model.keep_again(plan, good_only=good_only, progress=watch.step),
                redone,
                refused,
            )

        words = _("Import of {file}").format(file=done.file)
        self.history.push(Step(words=words, undo=undo, redo=redo, subject=subject))
