"""Blank forms for units to fill in: one for all of them, or one for each."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from dvapp.domain.calendar.periods import Period, PeriodKind
from dvapp.domain.errors import DvError
from dvapp.host.i18n import _, ngettext
from dvapp.host.settings import Settings
from dvapp.ui.importing.model import ImportModel
from dvapp.ui.notices import Notice
from dvapp.ui.report.owned_jobs import OwnedJobs

FOLDER = "import_folder"


class FormDesk(QObject):
    """``said`` carries a notice."""

    said = Signal(object)

    def __init__(
        self,
        model: ImportModel,
        jobs: OwnedJobs,
        settings: Settings | None,
        blank: QPushButton,
        owner: QWidget,
    ) -> None:
        super().__init__(owner)
        self._model, self._jobs, self._settings, self._owner = model, jobs, settings, owner
        self.period: Period | None = None
        self.kind = ""
        """The kind in work, whose form is written."""
        self._menu = QMenu(blank)
        self._one = self._menu.addAction("", self.ask_one)
        self._each = self._menu.addAction("", self.ask_each)
        blank.setMenu(self._menu)
        self.retranslate()

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self._one.setText(_("One form for all units…"))
        self._each.setText(_("A form for each unit, into a folder…"))

    def remember(self, folder: Path) -> None:
        """Begin there the next time."""
        if self._settings is not None:
            self._settings.put(FOLDER, str(folder))

    @property
    def folder(self) -> str:
        """Where files were chosen last."""
        return self._settings.get(FOLDER) if self._settings is not None else ""

    def ask_one(self) -> None:
        """Ask where the form shall be written."""
        period = self.period_of(self.kind)
        start = Path(self.folder) / f"{self.kind}-{period.written}.xlsx"
        chosen, _kind = QFileDialog.getSaveFileName(
            self._owner, _("Blank form…"), str(start), _("Excel workbook (*.xlsx)")
        )
        if chosen:
            self.remember(Path(chosen).parent)
            self.write_one(self.kind, period, Path(chosen))

    def ask_each(self) -> None:
        """Ask for the folder that takes a form for each unit."""
        chosen = QFileDialog.getExistingDirectory(
            self._owner, _("Folder for the forms of all units"), self.folder
        )
        if chosen:
            self.remember(Path(chosen))
            self.write_each(self.kind, self.period_of(self.kind), Path(chosen))

    def period_of(self, kind: str) -> Period:
        """The period in work, or its last month where the kind is of months."""
        period = self.period or Period(kind=PeriodKind.YEAR, year=self._model.session.year)
        definition = self._model.session.pack.kind(kind)
        if not definition.by_month or period.kind is PeriodKind.MONTH:
            return period
        return Period(kind=PeriodKind.MONTH, year=period.year, number=period.span.until.month)

    def write_one(self, kind: str, period: Period, path: Path) -> None:
        """Write one form for all units."""

        def written(_nothing: object) -> None:
            self.said.emit(Notice(words=_("Wrote {file}.").format(file=path.name), state="ok"))

        self._jobs.run(
            _("Writing the form"),
            lambda _watch: self._model.write_blank(kind, period, path),
            written,
            self._refused,
        )

    def write_each(self, kind: str, period: Period, folder: Path) -> None:
        """Write a form for each unit."""

        def written(files: Sequence[Path]) -> None:
            words = ngettext(
                "{count} form written to {folder}.", "{count} forms written to {folder}.", len(files)
            )
            self.said.emit(Notice(words=words.format(count=len(files), folder=folder.name), state="ok"))

        self._jobs.run(
            _("Writing the forms"),
            lambda _watch: self._model.write_blanks(kind, period, folder),
            written,
            self._refused,
        )

    def _refused(self, refusal: DvError) -> None:
        self.said.emit(Notice.refused(refusal))
