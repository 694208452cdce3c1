"""What the check panel asks for, done: reading, judging, answering, and going to each thing's place."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog

from dvapp.domain.errors import Cancelled, DvError
from dvapp.domain.judging.rules import Breach
from dvapp.domain.papers.findings import Finding, Inspection, PaperForm
from dvapp.domain.papers.living import Change
from dvapp.host.i18n import _
from dvapp.host.paths import documents_folder
from dvapp.services.session import Session
from dvapp.ui.jobs import Job, Jobs, Watch
from dvapp.ui.messages import refusal_words
from dvapp.ui.report.check_model import Answers, section_at
from dvapp.ui.report.check_panel import CheckPanel
from dvapp.ui.report.check_words import step_words
from dvapp.ui.report.owned_jobs import OwnedJobs
from dvapp.ui.report.page_source import PagesSeen, glance
from dvapp.ui.report.pages_panel import PagesPanel
from dvapp.ui.report.report_model import Preview, Work
from dvapp.ui.report.steps_model import StepsModel

_READ_AFTER = 1500
"""Milliseconds after the last drawing: reading must not keep the next drawing waiting while somebody types."""


class CheckDesk(QObject):
    """``known``: how the report stands has changed; ``answered``: the store has, draw anew.

    ``place_wanted`` carries a section and a paragraph; ``own_pages_wanted``: the report's pages instead of a file's.
    """

    known = Signal()
    answered = Signal()
    place_wanted = Signal(str, int)
    own_pages_wanted = Signal()
    file_shown = Signal(object, object)

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        *,
        panel: CheckPanel,
        steps: StepsModel,
        pages: PagesPanel,
        in_work: Callable[[], Work],
    ) -> None:
        super().__init__(panel)
        self._session, self._jobs = session, OwnedJobs(jobs, self)
        self._panel, self.model, self._steps, self._pages = panel, panel.model, steps, pages
        self._in_work = in_work
        self._preview: Preview | None = None
        self._reading = False
        self._wanted = False
        self._job: Job[Inspection] | None = None
        self._turn = 0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_READ_AFTER)
        self._later.timeout.connect(self.read)
        panel.place_of = self._place_of
        panel.accepted.connect(self._accept)
        panel.kept.connect(self._keep)
        panel.explained.connect(self._explain)
        panel.paragraph_wanted.connect(self.place_wanted)
        panel.spot_wanted.connect(self._show_spot)
        panel.text_of_spot_wanted.connect(self._edit_spot)
        panel.recheck_wanted.connect(self.inspect)
        panel.cancel_wanted.connect(self._cancel)
        panel.file_wanted.connect(self._ask_file)
        panel.file_left.connect(self.own_pages_wanted)
        panel.closed.connect(self._pages.view.unmark)

    # --- reading ---------------------------------------------------------------------------------------------------

    def drawn(self, preview: Preview) -> None:
        """The text in work was drawn anew: what was found in the pages before no longer holds."""
        self._preview = preview
        self.model.inspection = None
        self._pages.view.unmark()
        if self._panel.is_open and preview.pages is not None:
            self.inspect()
        else:
            self._panel.show_layout()
        if self._panel.is_open or self.model.answers is None:
            self.read()
        else:
            self._later.start()

    def open(self) -> None:
        """Show the panel, with everything read anew."""
        self._panel.open_panel()
        self.read()
        if self.model.inspection is None and not self.model.inspecting:
            self.inspect()

    def read(self) -> None:
        """Read changes and broken rules; one reading at a time."""
        self._later.stop()
        if self._reading:
            self._wanted = True
            return
        self._reading, self._wanted = True, False
        work = self._in_work()
        self._jobs.run(
            _("Checking the figures"),
            lambda _watch: self.model.read(work),
            lambda found: self._read(work, found),
            lambda _refusal: self._read(work, None),  # the pages say what is wrong with the text
        )

    def _read(self, work: Work, found: Answers | None) -> None:
        self._reading = False
        if work.kind == self._in_work().kind and work.period == self._in_work().period:
            changed = found != self.model.answers
            self.model.answers = found
            if changed:
                self._panel.show_all()
            self._tell()
        if self._wanted:
            self.read()

    def _tell(self) -> None:
        self._steps.obstacles = self.model.obstacles
        done = self.model.answers is not None and not self.model.obstacles
        self._steps.checked = step_words(self.model) if done else ""
        self.known.emit()

    def forget(self) -> None:
        """Another report is in work."""
        self._preview = None
        self.model.answers = self.model.inspection = None
        self._steps.obstacles, self._steps.checked = 0, ""
        self._cancel()
        self._panel.show_all()

    # --- the layout ------------------------------------------------------------------------------------------------

    def inspect(self) -> None:
        """Judge the pages as they are drawn now."""
        preview = self._preview
        if preview is None or preview.report is None or preview.pages is None:
            return
        self._cancel()
        self._turn += 1
        turn, report = self._turn, preview.report
        self.model.inspecting = True
        self._panel.show_layout()
        self._job = self._jobs.run(
            _("Checking the layout"),
            lambda watch: self.model.inspect(report, watch),
            lambda found: self._inspected(turn, found),
            lambda refusal: self._not_inspected(turn, refusal),
        )
        self._job.progressed.connect(self._panel.say_progress)

    def _inspected(self, turn: int, found: Inspection) -> None:
        if turn == self._turn:
            self.model.inspecting, self.model.inspection = False, found
            self._panel.show_layout()
            self._tell()

    def _not_inspected(self, turn: int, refusal: DvError) -> None:
        if turn == self._turn:
            self.model.inspecting = False
            self._panel.show_layout()
        if not isinstance(refusal, Cancelled):
            self._jobs.refuse(refusal)

    def _cancel(self) -> None:
        if self._job is not None and self.model.inspecting:
            self._turn += 1
            self._job.cancel()
            self.model.inspecting = False
            self._panel.show_layout()
        self._job = None

    # --- answers ---------------------------------------------------------------------------------------------------

    def _accept(self, change: Change | None) -> None:
        work = self._in_work()
        self._answer(lambda: self.model.accept(work, change))

    def _keep(self, change: Change, reason: str) -> None:
        work = self._in_work()
        key = f"{change.section}/{change.reference}"
        self._answer(lambda: self.model.keep(work, change, reason), key, self._panel.typed_at(change))

    def _explain(self, breach: Breach, reason: str) -> None:
        work = self._in_work()
        place = self._panel.typed_at(breach)
        self._answer(lambda: self.model.explain(work, breach, reason), breach.rule, place)

    def _answer(self, act: Callable[[], None], key: str = "", place: str = "") -> None:
        """Give an answer beside the window. ``key`` and ``place``: of its reason, which stays typed until it is given."""

        def refused(refusal: DvError) -> None:
            if key:
                self._panel.say_reason_fault(key, refusal_words(refusal))
            else:
                self._jobs.refuse(refusal)

        def given(_nothing: None) -> None:
            self._panel.typed.drop(place)
            self._answered()

        self._jobs.run(_("Keeping the answer"), lambda _watch: act(), given, refused)

    def _answered(self) -> None:
        self.read()
        self.answered.emit()

    # --- places ----------------------------------------------------------------------------------------------------

    def _show_spot(self, finding: Finding) -> None:
        self._pages.view.mark(finding.spot.page - 1, finding.spot)

    def _edit_spot(self, finding: Finding) -> None:
        self._show_spot(finding)
        place = self._place_of(finding)
        if place is not None:
            self.place_wanted.emit(*place)
            self._show_spot(finding)

    def _place_of(self, finding: Finding) -> tuple[str, int] | None:
        return section_at(self._preview.paragraphs, finding) if self._preview is not None else None

    # --- another file ----------------------------------------------------------------------------------------------

    def _ask_file(self) -> None:
        kinds = _("PDF or Word documents (*.pdf *.docx)")
        chosen, _kind = QFileDialog.getOpenFileName(
            self._panel, _("Check another file"), str(documents_folder()), kinds
        )
        if chosen:
            self.check_file(Path(chosen))

    def check_file(self, path: Path) -> None:
        """Judge any PDF or DOCX and show its pages."""
        tools = self._session.tools

        def look(watch: Watch) -> tuple[Inspection, PagesSeen | None]:
            found = self.model.inspect_file(path, watch)
            is_pdf = found.form is PaperForm.PDF
            return found, glance(tools.pages, tools.files.read(path), watch) if is_pdf else None

        def shown(told: tuple[Inspection, PagesSeen | None]) -> None:
            found, seen = told
            self._panel.show_file(path.name, found)
            if seen is not None:
                self.file_shown.emit(path, seen)

        self._jobs.run(_("Checking the layout"), look, shown)
