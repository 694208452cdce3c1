"""Which pages stand beside the text: those of the text in work, of a file that a step made, or of a stamp not made yet."""

from pathlib import Path

from PySide6.QtCore import QObject

from dvapp.host.i18n import _
from dvapp.services.session import Session
from dvapp.ui.jobs import Jobs
from dvapp.ui.printing.desk import PrintDesk
from dvapp.ui.report.owned_jobs import OwnedJobs
from dvapp.ui.report.page_source import PagesSeen, glance
from dvapp.ui.report.pages_panel import PagesPanel
from dvapp.ui.report.report_model import Preview, ReportModel, Work
from dvapp.ui.report.steps_model import Step
from dvapp.ui.widgets import icon_button, name_icon_button


class ShownPages(QObject):
    """The pages panel of a report screen, whose parent this is.

    :ivar own: the drawing of the text in work, once there is one; ``seen`` its pages.
    :ivar file: the file in sight; ``None`` while the text's own pages are.
    """

    def __init__(
        self, session: Session, jobs: Jobs, panel: PagesPanel, model: ReportModel, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._panel, self._model = session, panel, model
        self._jobs = OwnedJobs(jobs, self)
        self.own: Preview | None = None
        self.seen: PagesSeen | None = None
        self.file: Path | None = None
        self.printing = PrintDesk(session.tools, jobs, panel)
        self.print = icon_button("printer", "")
        panel.tools.insertWidget(panel.tools.count() - 4, self.print)

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self._panel.retranslate()
        name_icon_button(self.print, _("Print what is shown; the text in work with its draft mark"))
        if self.seen is None:
            self._panel.show_nothing(
                _("The pages are being drawn"), _("The report appears here as it will be printed.")
            )

    def forget(self) -> None:
        """Another report is in work."""
        self.own = self.seen = None

    def drawn(self, preview: Preview, seen: PagesSeen) -> None:
        """The text in work was drawn; a file in sight stays there."""
        self.own, self.seen = preview, seen
        if self.file is None:
            self._panel.show_pages(seen)

    def back_to_text(self) -> None:
        """Show the pages of the text in work again."""
        self.file = None
        self._panel.say_file("")
        if self.seen is not None:
            self._panel.show_pages(self.seen)

    def show_file(self, path: Path, seen: PagesSeen) -> None:
        """Show a file's pages."""
        self.file = path
        self._panel.say_file(_("This is the file {name}").format(name=path.name))
        self._panel.view.unmark()
        self._panel.show_pages(seen)

    def show_preview(self, seen: PagesSeen, page: int, points: float) -> None:
        """Show what a signature or a seal will look like."""
        self.file = Path()  # pages of no file yet, but not of the text either
        self._panel.say_file(_("So the page will look. Nothing is signed yet."))
        self._panel.view.unmark()
        self._panel.show_pages(seen)
        self._panel.view.go_to(page, points_down=max(0.0, points - 120))

    def look_at(self, path: Path, step: Step | None = None) -> None:
        """Show a file's pages, stamps included; a file that cannot be shown is left to the step to refuse."""
        tools = self._session.tools

        def shown(seen: PagesSeen) -> None:
            self.show_file(path, seen)
            if step is Step.SIGN and self.own is not None and self.own.places:
                page, points = max(self.own.places.values())  # the signature stands below the last words
                self._panel.view.go_to(page, points_down=points)
            elif step is Step.ISSUE:
                self._panel.view.go_to(0)

        self._jobs.run(
            _("Reading the document"),
            lambda watch: glance(tools.pages, tools.files.read(path), watch),
            shown,
            lambda _refusal: None,
        )

    def scroll_to(self, code: str) -> None:
        """Show where a section of the text in work begins."""
        if self.own is None or self.file is not None:
            return
        codes = [section.code for section in self._model.sections]
        for later in codes[codes.index(code) :] if code in codes else ():
            if later in self.own.places:  # a heading without text of its own: the first below it
                page, points = self.own.places[later]
                self._panel.view.go_to(page, points_down=points)
                return

    def ask_print(self, work: Work) -> None:
        """Print the file in sight as it is; else the text in work, as the draft that it is."""
        if self.file is not None and self.file.name:
            self.printing.ask_file(self.file)
            return
        text, name = self._model.text(), f"{work.kind} {work.period.written}"
        self._jobs.run(
            _("Drawing the pages"),
            lambda _watch: self._model.as_draft(work, text),
            lambda pdf: self.printing.ask(pdf, name),
        )
