"""Verifying a document: any PDF, with explicitly chosen authorities, its pages beside the findings."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QSplitter, QVBoxLayout, QWidget

from dvapp.domain.calendar.periods import Period
from dvapp.domain.errors import DvError
from dvapp.domain.signing.verification import Verification
from dvapp.host.i18n import _
from dvapp.services.session import Session
from dvapp.ui.jobs import Jobs
from dvapp.ui.messages import refusal_words
from dvapp.ui.report.owned_jobs import OwnedJobs
from dvapp.ui.report.page_source import PagesSeen, glance
from dvapp.ui.report.pages_panel import PagesPanel
from dvapp.ui.report.step_fields import FileField, pdf_kinds, trust_kinds
from dvapp.ui.report.steps_model import Entries, place_of
from dvapp.ui.verify.cards import VerdictBanner, signature_card
from dvapp.ui.verify.verify_model import VerifyModel, banner, card
from dvapp.ui.widgets import EmptyState, button, clear_layout, label, row, scrolled
from dvapp.ui.widgets import card as framed


class VerifyScreen(QWidget):
    """Choose or drop a PDF, choose whom to trust, read the verdict."""

    navigate = Signal(str, object)

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        self._session, self._jobs = session, OwnedJobs(jobs, self)
        self._model = VerifyModel(session)
        self._turn = 0
        self._looked_at: Path | None = None
        self._found: Verification | None = None
        self.setAcceptDrops(True)
        self._build(jobs)
        self.retranslate()

    # --- what others ask -------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """A document does not change by itself."""

    def set_period(self, period: Period) -> None:
        """A document says itself which period it is of."""

    def show_file(self, path: Path, trust: Path | None = None) -> None:
        """Verify a document; without ``trust`` with the authorities chosen before."""
        self._looked_at = None
        self.document.set_path(path)
        if trust is not None:
            self.trust.set_path(trust)
        self._document_chosen()

    def show_argument(self, argument: object) -> None:
        """A path, or a path and the trust file, from elsewhere in the window."""
        match argument:
            case (Path() as path, Path() | None as trust):
                self.show_file(path, trust)
            case Path():
                self.show_file(argument)
            case _:
                pass

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._title.setText(_("Verify a document"))
        self._subtitle.setText(_("Only the authorities you choose are trusted, never the system's."))
        self.document.rename(_("Document"), pdf_kinds())
        self.trust.rename(_("Authorities you trust"), trust_kinds())
        self._act.setText(_("Verify"))
        self._extract.setText(_("Save the data inside"))
        self._extract.setToolTip(_("Saves the report's data from under the signature as JSON"))
        self._empty.say(
            _("No document yet"),
            _(
                "Choose a PDF above or drop it here. Anything signed can be verified, not only reports of this program."
            ),
        )
        self.pages.retranslate()
        if self.pages.source.count == 0:
            self.pages.show_nothing(_("No pages yet"), _("The document's pages appear here as they print."))
        self._show(self._found)
        self._update()

    # --- building --------------------------------------------------------------------------------------------------

    def _build(self, jobs: Jobs) -> None:
        self._title, self._subtitle = label("", "title"), label("", "dim", wrap=True)
        self.document, self.trust = FileField("", ""), FileField("", "")
        self._act = button("", "primary", clicked=self.verify)
        self._extract = button("", icon="download", clicked=self._ask_where)
        self._why = label("", "small", wrap=True)
        choose, inner = framed(margins=16, spacing=10)
        inner.addWidget(self.document)
        inner.addWidget(self.trust)
        inner.addLayout(row(self._act, self._extract, None, spacing=8))
        inner.addWidget(self._why)
        self._empty = EmptyState("shield-check")
        self.banner = VerdictBanner()
        self._cards_page = QWidget()
        self._cards = QVBoxLayout(self._cards_page)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(10)
        self._findings = self._cards_page
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 6, 0)
        rows.setSpacing(10)
        rows.addWidget(choose)
        rows.addWidget(self.banner)
        rows.addWidget(self._findings, 1)
        rows.addWidget(self._empty, 1)
        left = scrolled(page)  # all of it: where it is low, nothing may be squeezed
        self.pages = PagesPanel(self._session.tools.pages, jobs)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(14)
        split.setChildrenCollapsible(False)
        for widget, least in ((left, 340), (self.pages, 300)):
            widget.setMinimumWidth(least)
            split.addWidget(widget)
        split.setSizes([520, 560])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        head = row(self._title, self._subtitle, spacing=12)
        head.setStretch(1, 1)
        head.setAlignment(self._subtitle, Qt.AlignmentFlag.AlignBottom)
        layout.addLayout(head)
        layout.addWidget(split, 1)
        self.document.changed.connect(self._stale)
        self.trust.changed.connect(self._stale)
        self.document.left.connect(self._document_chosen)
        self.trust.left.connect(self._verify_if_ready)

    # --- choosing --------------------------------------------------------------------------------------------------

    def _stale(self) -> None:
        """What was found belongs to another choice."""
        self._turn += 1
        self._found = None
        if self.document.path() != self._looked_at:
            self._looked_at = None
        self._show(None)
        self._update()

    def _update(self) -> None:
        lacks = ""
        if self.document.path() is None:
            lacks = _("Choose the PDF first.")
        elif self.trust.path() is None:
            lacks = _("Choose whom you trust first.")
        self._act.setEnabled(not lacks)
        self._extract.setEnabled(self.document.path() is not None)
        self._why.setText(lacks)
        self._why.setVisible(bool(lacks))

    def _document_chosen(self) -> None:
        path = self.document.path()
        if path is None or path == self._looked_at:
            return
        self._looked_at = path
        tools = self._session.tools

        def shown(seen: PagesSeen) -> None:
            if path == self.document.path():
                self.pages.show_pages(seen)

        def refused(refusal: DvError) -> None:
            if path == self.document.path():
                self.pages.show_nothing(_("The pages cannot be shown"), refusal_words(refusal))
                self.document.say_fault(refusal_words(refusal))

        self._jobs.run(
            _("Reading the document"),
            lambda watch: glance(tools.pages, self._model.read(path), watch),
            shown,
            refused,
        )
        self._verify_if_ready()

    def _verify_if_ready(self) -> None:
        if self._act.isEnabled() and self._found is None:
            self.verify()

    # --- verifying -------------------------------------------------------------------------------------------------

    def verify(self) -> None:
        """Verify what is chosen."""
        path, trust = self.document.path(), self.trust.path()
        if path is None or trust is None:
            return
        self._turn += 1
        turn = self._turn

        def found(verification: Verification) -> None:
            if turn == self._turn:
                self._found = verification
                self._show(verification)

        def refused(refusal: DvError) -> None:
            if turn == self._turn:
                place = place_of(refusal, Entries(source=path, trust=trust))
                (self.trust if place == "trust" else self.document).say_fault(refusal_words(refusal))

        self._jobs.run(_("Verifying"), lambda _watch: self._model.verify(path, trust), found, refused)

    def _show(self, found: Verification | None) -> None:
        self.banner.setVisible(found is not None)
        self._findings.setVisible(found is not None)
        self._empty.setVisible(found is None)
        clear_layout(self._cards)
        if found is None:
            return
        self.banner.say(banner(found))
        for finding in found.signatures:
            self._cards.addWidget(signature_card(card(finding)))
        self._cards.addStretch(1)

    # --- data ------------------------------------------------------------------------------------------------------

    def _ask_where(self) -> None:
        path = self.document.path()
        if path is None:
            return
        kinds = _("JSON data (*.json)")
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Save the data inside"), str(path.with_suffix(".json")), kinds
        )
        if chosen:
            self.extract_to(Path(chosen))

    def extract_to(self, out: Path) -> None:
        """Save the data inside the document."""
        path = self.document.path()
        if path is None:
            return

        def saved(signed: bool) -> None:  # a job's result
            words = _("Saved from under the signature: {file}") if signed else _("Saved; NOT signed: {file}")
            self.document.say_note(words.format(file=out.name), "ok" if signed else "warn")

        def refused(refusal: DvError) -> None:
            self.document.say_fault(refusal_words(refusal))

        self._jobs.run(_("Saving the data"), lambda _watch: self._model.extract(path, out), saved, refused)

    # --- Qt asks ---------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one local file."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A certificate is whom to trust; anything else is the document."""
        path = Path(event.mimeData().urls()[0].toLocalFile())
        field = self.trust if path.suffix.casefold() in {".pem", ".crt", ".cer", ".der"} else self.document
        field.set_path(path)
        event.acceptProposedAction()
        field.left.emit()
