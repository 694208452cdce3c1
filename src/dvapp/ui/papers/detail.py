"""One paper: where it stands, what may be done now and by whom, and the way it came."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from dvapp.domain.chain.differences import Difference
from dvapp.domain.chain.papers import Paper
from dvapp.domain.chain.steps import GONE_OUT, StepKind
from dvapp.domain.errors import DvError
from dvapp.host.i18n import _, ngettext
from dvapp.host.settings import Settings
from dvapp.services.chain.papers import Offer, PaperStanding
from dvapp.services.session import Session
from dvapp.ui.messages import refusal_words
from dvapp.ui.papers.model import ASIDE, PapersModel
from dvapp.ui.papers.places import PaperPlaces
from dvapp.ui.papers.step_form import PLAIN, PaperStepForm
from dvapp.ui.papers.timeline import Timeline
from dvapp.ui.papers.words import TONES, relation_words, state_words, step_words
from dvapp.ui.report.own_choices import own_choices
from dvapp.ui.report.owned_jobs import OwnedJobs
from dvapp.ui.report.step_fields import pdf_kinds
from dvapp.ui.report.token_keys import keys_on_tokens
from dvapp.ui.shell.periods import in_year_words
from dvapp.ui.theme import restyle
from dvapp.ui.typed_keeper import TypedKeeper
from dvapp.ui.widgets import FlowLayout, button, card, clear_layout, label, row, scrolled


class PaperDetail(QWidget):
    """``step_wanted`` carries kind and :class:`Wish`; ``received`` a file; ``follow_wanted`` whether it replaces;
    ``place_wanted`` a place of the report that is to be mended; ``to_report_wanted``: see what is in its way.
    """

    step_wanted = Signal(object, object)
    received = Signal(object)
    save_wanted = Signal(object)
    follow_wanted = Signal(bool)
    changes_wanted = Signal(int)
    print_wanted = Signal()
    place_wanted = Signal(object)
    to_report_wanted = Signal()
    preview_wanted = Signal(object, object, object)
    settings_wanted = Signal()
    doctor_wanted = Signal()

    def __init__(
        self, session: Session, model: PapersModel, jobs: OwnedJobs, settings: Settings, typed: TypedKeeper
    ) -> None:
        super().__init__()
        self._session, self._model, self._jobs, self._settings = session, model, jobs, settings
        self._typed = typed
        self.standing: PaperStanding | None = None
        self.form: PaperStepForm | None = None
        self._title, self._chip = label("", "heading", wrap=True), label("", "chip")
        self._facts = label("", "dim", wrap=True)
        self._drift = label("", "fault", wrap=True, state="warn")
        self._turn, self._turn_body = card(margins=14, spacing=8)
        self._turn_head = label("", "label")
        self._offers_place = QWidget()
        self._offers = FlowLayout(self._offers_place)
        self._form_place = QVBoxLayout()
        self._why = label("", "small", wrap=True)
        self._more_place = QWidget()
        self._more = FlowLayout(self._more_place)
        self._way_head = label("", "label")
        self._to_report = button(_("See what is to be answered"), "link", clicked=self.to_report_wanted.emit)
        self.timeline = Timeline(model.places)
        self.timeline.changes_wanted.connect(self.changes_wanted)
        self.timeline.place_wanted.connect(self.place_wanted)
        self._lay_out()

    def _lay_out(self) -> None:
        for part in (self._turn_head, self._offers_place):
            self._turn_body.addWidget(part)
        self._turn_body.addLayout(self._form_place)
        self._turn_body.addLayout(row(self._to_report, None))
        self._turn_body.addWidget(self._why)
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 8, 0)
        rows.setSpacing(10)
        rows.addWidget(self._title)
        rows.addLayout(row(self._chip, None))
        for part in (self._facts, self._drift, self._turn, self._more_place, self._way_head, self.timeline):
            rows.addWidget(part)
        rows.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(page))

    # --- showing -----------------------------------------------------------------------------------------------------

    def show_standing(self, standing: PaperStanding, *, anew: bool = False) -> None:
        """A paper as the store has it now.

        What is being typed for a step stays while the paper has taken none: others work in the store as well.

        :param anew: whether all is to be said again, in another language.
        """
        before, self.standing = self.standing, standing
        paper = standing.paper
        same = before is not None and (before.paper.id, before.paper.last) == (paper.id, paper.last)
        kind = self._session.pack.outline(paper.kind).document_type.capitalize()
        self._title.setText(f"{kind} {paper.title}" if paper.title else paper.name)
        self._chip.setText(state_words(paper.state))
        restyle(self._chip, state=TONES.get(paper.state, "warn"))
        self._facts.setText(self._facts_of(standing))
        self._say_drift(standing)
        self._turn_head.setText(_("What comes next"))
        self._way_head.setText(_("The way so far"))
        self._to_report.setText(_("See what is to be answered"))
        self._show_offers(standing)
        self._show_more(paper)
        if not same or anew:
            self._drop_form()
            self.timeline.show_paper(paper)

    def _facts_of(self, standing: PaperStanding) -> str:
        paper = standing.paper
        version = _("Version {number}").format(number=paper.version)
        facts = [f"{paper.kind} · {in_year_words(paper.period)}", version]
        if paper.number:
            facts.append(_("No. {number}").format(number=paper.number))
        if paper.follows:
            issued = next((one.number for one in self._model.all() if one.id == paper.follows), "")
            facts.append(relation_words(paper, issued))
        facts += [f"← {one.name}: {state_words(one.state)}" for one in standing.followers]
        return " · ".join(filter(None, facts))

    def _say_drift(self, standing: PaperStanding) -> None:
        count = len(standing.drift)
        words = ngettext(
            "{count} place is no longer as it was approved; it cannot be signed like this.",
            "{count} places are no longer as they were approved; it cannot be signed like this.",
            count,
        )
        self._drift.setText(words.format(count=count))
        self._drift.setVisible(count > 0)

    def _show_offers(self, standing: PaperStanding) -> None:
        clear_layout(self._offers)
        allowed = sorted((one for one in standing.offers if one.allowed), key=lambda one: one.kind in ASIDE)
        for offer in allowed:
            first = offer is allowed[0] and offer.kind not in ASIDE
            made = button(step_words(offer.kind), "primary" if first else "")
            made.clicked.connect(lambda _checked=False, kind=offer.kind: self.begin_step(kind))
            self._offers.addWidget(made)
        self._offers_place.setVisible(bool(allowed))
        self._why.setText("\n".join(self._refused(offer) for offer in standing.offers if not offer.allowed))
        self._why.setVisible(bool(self._why.text()))
        self._turn.setVisible(bool(standing.offers))

    @staticmethod
    def _refused(offer: Offer) -> str:
        why = refusal_words(offer.refusal) if offer.refusal is not None else ""
        return f"{step_words(offer.kind)}: {why}"

    def _show_more(self, paper: Paper) -> None:
        clear_layout(self._more)
        buttons: list[tuple[str, str, Callable[[], object]]] = []
        if paper.pdf is not None:
            buttons.append(("save", _("Save the file…"), self._ask_save))
            buttons.append(("printer", _("Print…"), self.print_wanted.emit))
        taken_out = self.standing is not None and any(
            offer.kind is StepKind.SIGN for offer in self.standing.offers
        )
        if taken_out:
            buttons.append(("download", _("Take in a signed file…"), self._ask_receive))
        if paper.state in GONE_OUT:
            buttons.append(("pen-line", _("Correct…"), lambda: self.follow_wanted.emit(False)))  # noqa: FBT003  # a signal
            buttons.append(("refresh-cw", _("Replace…"), lambda: self.follow_wanted.emit(True)))  # noqa: FBT003  # a signal
        for icon, words, then in buttons:
            self._more.addWidget(button(words, "ghost", icon=icon, clicked=then))
        self._more_place.setVisible(bool(buttons))

    def show_changes(self, seq: int, found: tuple[Difference, ...]) -> None:
        """What a step changed."""
        self.timeline.show_changes(seq, found)

    # --- a step ------------------------------------------------------------------------------------------------------

    def begin_step(self, kind: StepKind) -> None:
        """Ask for what a step needs; one that needs nothing is taken at once."""
        assert self.standing is not None
        self._drop_form()
        form = self.make_form(kind, self._model.places(self.standing.paper))
        form.put(self._typed.texts(self._place_of(kind)))
        form.typed.connect(lambda: self._typed.put(self._place_of(kind), form.texts()))
        self.form = form
        form.submitted.connect(self._submit)
        form.dropped.connect(self._drop_form)
        form.preview_wanted.connect(self._preview)
        form.settings_wanted.connect(self.settings_wanted)
        form.doctor_wanted.connect(self.doctor_wanted)
        self._form_place.addWidget(form)
        if kind in PLAIN:
            form.hide()
            self._submit()
        else:
            form.begin()

    def make_form(self, kind: StepKind, places: PaperPlaces) -> PaperStepForm:
        """The fields of a step, filled with what the user chose once for all."""
        choices = own_choices(self._session, self._settings)
        keys = partial(keys_on_tokens, self._session.tools, self._settings)
        return PaperStepForm(kind, self._session, self._jobs, keys, choices, places)

    def _place_of(self, kind: StepKind) -> str:
        """Where what is typed for a step is kept until it is taken."""
        assert self.standing is not None
        return f"paper/{self.standing.paper.id}/{kind.value}"

    def forget_typed(self, paper_id: str, kind: StepKind) -> None:
        """What was typed for a step was given."""
        self._typed.drop(f"paper/{paper_id}/{kind.value}")

    def _submit(self) -> None:
        form = self.form
        if form is None:
            return
        if lacks := form.lacks():
            form.say_fault(lacks)
            return
        form.say_fault("")
        self._to_report.hide()
        form.setEnabled(False)
        self.step_wanted.emit(form.kind, form.wish())

    def _preview(self) -> None:
        form = self.form
        if form is None:
            return
        lacks = form.lacks()
        form.say_fault(lacks)
        if not lacks:
            self.preview_wanted.emit(form.kind, form.wish(), form.holder())

    def refuse(self, refusal: DvError) -> None:
        """Say why the step was not taken, beside what was typed for it."""
        if self.form is None:
            return
        self.form.setEnabled(True)
        self.form.show()
        self.form.say_fault(refusal_words(refusal), refusal.code)
        self._to_report.setVisible(refusal.code == "report_not_ready")

    def _drop_form(self) -> None:
        self._to_report.hide()
        if self.form is not None:
            self.form.forget_secret()
            self._form_place.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None

    def _ask_save(self) -> None:
        assert self.standing is not None
        name = self.standing.paper.name.replace("/", "-") + ".pdf"
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save the file"), name, pdf_kinds())
        if chosen:
            self.save_wanted.emit(Path(chosen))

    def _ask_receive(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Signed document"), "", pdf_kinds())
        if chosen:
            self.received.emit(Path(chosen))
