"""Verifying a document: any PDF, with explicitly chosen authorities, its pages beside the findings."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from dvapp.domain.calendar.periods import Period
from dvapp.domain.errors import Cancelled, DvError
from dvapp.domain.signing.verification import SignatureFinding, Verification
from dvapp.host.i18n import _
from dvapp.host.settings import Settings
from dvapp.services.session import Session
from dvapp.ui.jobs import Job, Jobs
from dvapp.ui.messages import refusal_words
from dvapp.ui.printing.desk import PrintDesk
from dvapp.ui.qr.panel import QrPanel
from dvapp.ui.remembered import KeptSplit
from dvapp.ui.report.owned_jobs import OwnedJobs
from dvapp.ui.report.page_source import PagesSeen, glance
from dvapp.ui.report.pages_panel import PagesPanel
from dvapp.ui.report.step_fields import FileField, pdf_kinds, trust_kinds
from dvapp.ui.report.steps_model import Entries, place_of
from dvapp.ui.verify import words
from dvapp.ui.verify.acts import Acts
from dvapp.ui.verify.cards import VerdictBanner, caution_card, signature_card
from dvapp.ui.verify.compare_model import Sides
from dvapp.ui.verify.compare_panel import ComparePanel
from dvapp.ui.verify.verify_model import VerifyModel, banner, card, lacks_timestamp
from dvapp.ui.widgets import EmptyState, FlowLayout, button, clear_layout, label, row, scrolled
from dvapp.ui.widgets import card as framed

MOST_PAGES = 500
"""Pages that are shown of a document; all of it is verified."""


class VerifyScreen(QWidget):
    """Choose or drop a PDF, choose whom to trust, read the verdict."""

    navigate = Signal(str, object)

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        self._session, self._jobs = session, OwnedJobs(jobs, self)
        self._model = VerifyModel(session)
        session.tools.verifier.warm_up()
        self._turn = 0
        self._looked_at: Path | None = None
        self._found: Verification | None = None
        self._work: Job[Verification] | None = None
        self.setAcceptDrops(True)
        self._build(jobs)
        self.retranslate()

    # --- what others ask -------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """A document does not change by itself; whom one may ask for a timestamp does."""
        self._update()

    def set_period(self, period: Period) -> None:
        """A document says itself which period it is of."""

    @property
    def found(self) -> Verification | None:
        """What was found about the document, ``None`` before it is verified."""
        return self._found

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
        self.trust.edit.setPlaceholderText(_("those kept on this computer"))
        self._kept.setText(_("Authorities kept on this computer"))
        self._pack.setText(_("Save the evidence"))
        self._extract.setText(_("Save the data inside"))
        self._extract.setToolTip(_("Saves the report's data from under the signature as JSON"))
        self._print.setText(_("Print…"))
        self._print.setToolTip(_("Prints the document as it is, stamps and seals included"))
        self.stamp.setText(_("Add a timestamp…"))
        self._paper.setText(_("Check a printed page"))
        self._paper.setToolTip(_("Compares the QR code of a printed page with this file"))
        self.paper_check.retranslate()
        self.pages.retranslate()
        self.comparing.retranslate()
        if self.pages.source.count == 0:
            self.pages.show_nothing(_("No pages yet"), _("The document's pages appear here as they print."))
        self._show(self._found)
        self._update()

    # --- building --------------------------------------------------------------------------------------------------

    def _build(self, jobs: Jobs) -> None:
        self._title, self._subtitle = label("", "title"), label("", "dim", wrap=True)
        self.printing = PrintDesk(self._session.tools, jobs, self)
        self.paper_check = QrPanel(self._session.tools, jobs)
        left = scrolled(self._left())  # all of it: where it is low, nothing may be squeezed
        self.pages = PagesPanel(self._session.tools.verifier, jobs)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(14)
        split.setChildrenCollapsible(False)
        for widget, least in ((left, 340), (self.pages, 300)):
            widget.setMinimumWidth(least)
            split.addWidget(widget)
        split.setSizes([520, 560])
        KeptSplit(split, "verify")
        self.comparing = ComparePanel(self._session.tools.verifier, jobs)
        self.comparing.closed.connect(self._leave_comparing)
        self._stack = QStackedWidget()
        self._stack.addWidget(split)
        self._stack.addWidget(self.comparing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        head = row(self._title, self._subtitle, spacing=12)
        head.setStretch(1, 1)
        head.setAlignment(self._subtitle, Qt.AlignmentFlag.AlignBottom)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        self.document.changed.connect(self._stale)
        self.trust.changed.connect(self._stale)
        self.document.left.connect(self._document_chosen)
        self.trust.left.connect(self._verify_if_ready)

    def _left(self) -> QWidget:
        """What is chosen, the verdict, and a card for each signature."""
        self._empty = EmptyState("shield-check")
        self.banner = VerdictBanner()
        self._findings = QWidget()
        self._cards = QVBoxLayout(self._findings)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(10)
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 6, 0)
        rows.setSpacing(10)
        rows.addWidget(self._choosing())
        rows.addWidget(self.paper_check)
        rows.addWidget(self.banner)
        rows.addWidget(self._findings, 1)
        rows.addWidget(self._empty, 1)
        return page

    def _choosing(self) -> QFrame:
        self.document, self.trust = FileField("", ""), FileField("", "")
        self._kept = button("", "link", clicked=lambda: self.navigate.emit("settings", "trust"))
        self._acts = Acts(self, self._model, self._jobs)
        self._act = button("", "primary", clicked=self._verify_or_stop)
        self._extract = button("", icon="download", clicked=self._acts.ask_extract)
        self._pack = button("", icon="archive", clicked=self._acts.ask_evidence)
        self._print = button("", icon="printer", clicked=self._ask_print)
        self._paper = button("", icon="image", clicked=self._check_paper)
        self.stamp = button("", icon="stamp", clicked=self._acts.ask_timestamp)
        self._why = label("", "small", wrap=True)
        frame, inner = framed(margins=16, spacing=10)
        inner.addWidget(self.document)
        inner.addWidget(self.trust)
        inner.addLayout(row(self._kept, None))
        holder = QWidget()
        self._buttons = FlowLayout(holder, spacing=8)
        for act in (self._act, self.stamp, self._pack, self._extract, self._print, self._paper):
            self._buttons.addWidget(act)
        inner.addWidget(holder)
        inner.addWidget(self._why)
        return frame

    # --- choosing --------------------------------------------------------------------------------------------------

    def _stale(self) -> None:
        """What was found belongs to another choice."""
        self._turn += 1
        self._found = None
        if self.document.path() != self._looked_at:
            self._looked_at = None
            self.paper_check.hide()
        self._show(None)
        self._update()

    def _update(self) -> None:
        lacks = "" if self.document.path() is not None else _("Choose the PDF first.")
        working = self._work is not None
        self._act.setText(_("Stop") if working else _("Verify"))
        self._act.setEnabled(working or not lacks)
        self._extract.setEnabled(self.document.path() is not None)
        self._pack.setEnabled(self._found is not None)
        self._pack.setToolTip(
            _(
                "Saves certificates, revocation answers, timestamps and the verdict into a ZIP that others can check"
            )
            if self._found is not None
            else _("Verify the document first.")
        )
        self._say_empty()
        for made in (self._print, self._paper):
            made.setEnabled(self.document.path() is not None)
        self._update_stamp()
        self._why.setText(lacks or (_("Verifying…") if working else ""))
        self._why.setVisible(bool(self._why.text()))

    def _say_empty(self) -> None:
        """What stands in the place of a verdict, and what to do first."""
        if self.document.path() is not None:
            self._empty.say(
                _("Not verified yet"),
                _("“Verify” tells who signed it and whether anything was changed since."),
            )
        else:
            self._empty.say(
                _("No document yet"),
                _(
                    "Choose a PDF above or drop it here. Anything signed can be verified, not only reports of this program."
                ),
            )

    def _update_stamp(self) -> None:
        """A file whose signatures lack a timestamp can be given one, once somebody to ask stands in the settings."""
        self.stamp.setVisible(self._found is not None and lacks_timestamp(self._found))
        somebody = bool(self._model.choices.stamping.authorities)
        self.stamp.setEnabled(somebody)
        self.stamp.setToolTip(
            _("A new file with a timestamp over it; no signature is touched")
            if somebody
            else _("No timestamp authority stands in the settings: nobody is asked.")
        )

    def use_settings(self, settings: Settings) -> None:
        """Where it stands whom the user asks for timestamps."""
        self._model.use_settings(settings)

    def _ask_print(self) -> None:
        if (path := self.document.path()) is not None:
            self.printing.ask_file(path, lambda refusal: self.document.say_fault(refusal_words(refusal)))

    def _check_paper(self) -> None:
        if (path := self.document.path()) is not None:
            self.paper_check.open_for(path)

    def _document_chosen(self) -> None:
        path = self.document.path()
        if path is None or path == self._looked_at:
            return
        self._looked_at = path
        tools = self._session.tools

        def shown(seen: PagesSeen) -> None:
            if path == self.document.path():
                self.pages.show_pages(seen)
                many = len(seen.sizes) == MOST_PAGES
                told = _("Only the first {count} pages are shown.").format(count=MOST_PAGES) if many else ""
                self.pages.say_file(told, may_go_back=False)

        def refused(refusal: DvError) -> None:
            if path == self.document.path():
                self.pages.show_nothing(_("The pages cannot be shown"), refusal_words(refusal))
                self.document.say_fault(refusal_words(refusal))

        self._jobs.run(
            _("Reading the document"),
            lambda watch: glance(tools.verifier, self._model.read(path), watch, most=MOST_PAGES),
            shown,
            refused,
        )
        self._verify_if_ready()

    def _verify_if_ready(self) -> None:
        if self.document.path() is not None and self._found is None and self._work is None:
            self.verify()

    # --- verifying -------------------------------------------------------------------------------------------------

    def verify(self) -> None:
        """Verify what is chosen."""
        path, trust = self.document.path(), self.trust.path()
        if path is None:
            return
        self._turn += 1
        turn = self._turn

        def found(verification: Verification) -> None:
            if turn == self._turn:
                self._found = verification
                self._show(verification)

        def refused(refusal: DvError) -> None:
            if turn == self._turn and not isinstance(refusal, Cancelled):
                place = place_of(refusal, Entries(source=path, trust=trust))
                (self.trust if place == "trust" else self.document).say_fault(refusal_words(refusal))

        job = self._jobs.run(
            _("Verifying"),
            lambda watch: self._model.verify(path, trust, lambda: watch.stopped),
            found,
            refused,
        )
        self._work = job
        job.finished.connect(lambda: self._ended(job))
        self._update()

    def _ended(self, job: Job[Verification]) -> None:
        if self._work is job:
            self._work = None
            self._update()

    def _verify_or_stop(self) -> None:
        if self._work is not None:
            self._work.cancel()
        else:
            self.verify()

    def _show(self, found: Verification | None) -> None:
        self.banner.setVisible(found is not None)
        self._findings.setVisible(found is not None)
        self._empty.setVisible(found is None)
        self._stack.setCurrentIndex(0)
        clear_layout(self._cards)
        self._update()
        if found is None:
            return
        self.banner.say(banner(found))
        if found.warnings:
            self._cards.addWidget(caution_card([words.caution_words(one) for one in found.warnings]))
        for number, finding in enumerate(found.signatures, 1):
            made = card(finding, found.revisions)
            self._cards.addWidget(signature_card(made, *self._buttons_of(number, finding)))
        self._cards.addStretch(1)

    # --- what can be done with it ------------------------------------------------------------------------------------

    def extract_to(self, out: Path) -> None:
        """Save the data inside the document."""
        self._acts.extract_to(out)

    def compare(self, number: int) -> None:
        """Show the document as its signature ``number`` (from 1) covers it beside the present one."""
        path, found = self.document.path(), self._found
        if path is None or found is None:
            return

        def shown(sides: Sides) -> None:
            if found is self._found:
                self.comparing.show_sides(sides, found.signatures[number - 1].signer)
                self._stack.setCurrentWidget(self.comparing)

        self._acts.compare(path, found, number, shown)

    def _leave_comparing(self) -> None:
        self._stack.setCurrentIndex(0)
        self._act.setFocus()

    def _buttons_of(self, number: int, finding: SignatureFinding) -> tuple[QPushButton, ...]:
        """What can be done with the state that a signature covers."""
        if not finding.covered:
            return ()
        compare = button(_("Compare"), icon="eye", clicked=lambda: self.compare(number))
        compare.setToolTip(
            _("Shows the pages as they were signed beside the present ones, what differs in boxes")
        )
        compare.setAccessibleName(
            _("Compare the state signed by {signer} with the present file").format(signer=finding.signer)
        )
        save = button(
            _("Save the signed state"), icon="download", clicked=lambda: self._acts.ask_state(number)
        )
        save.setToolTip(_("Saves the document as this signature covers it, byte for byte"))
        save.setAccessibleName(_("Save the state signed by {signer}").format(signer=finding.signer))
        return compare, save

    # --- Qt asks ---------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one local file."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A certificate is whom to trust; anything else is the document."""
        path = Path(event.mimeData().urls()[0].toLocalFile())
        field = (
            self.trust
            if path.suffix.casefold() in {".pem", ".crt", ".cer", ".der", ".p7b"}
            else self.document
        )
        field.set_path(path)
        event.acceptProposedAction()
        field.left.emit()
