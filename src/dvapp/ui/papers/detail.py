"""One paper: where it stands, what may be done now and by whom, and the way it came."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QVBoxLayout, QWidget

from dvapp.domain.accounts.account_errors import NotAllowed
from dvapp.domain.accounts.duties import Action
from dvapp.domain.chain.differences import Difference
from dvapp.domain.chain.papers import Paper
from dvapp.domain.chain.steps import GONE_OUT, StepKind
from dvapp.domain.errors import DvError
from dvapp.host.i18n import _, language, ngettext
from dvapp.host.settings import Settings
from dvapp.services.chain.papers import Offer, PaperStanding
from dvapp.services.session import Session
from dvapp.services.signing.on_bytes import Body
from dvapp.ui.messages import refusal_words
from dvapp.ui.papers.model import ASIDE, PapersModel, Wish
from dvapp.ui.papers.places import PaperPlaces
from dvapp.ui.papers.signing_fields import SEALS, SigningTools
from dvapp.ui.papers.step_form import PLAIN, PaperStepForm
from dvapp.ui.papers.timeline import Timeline
from dvapp.ui.papers.words import TONES, relation_words, state_words, step_words
from dvapp.ui.report.last_keys import LastKeys
from dvapp.ui.report.own_choices import own_choices
from dvapp.ui.report.owned_jobs import OwnedJobs
from dvapp.ui.report.step_fields import pdf_kinds
from dvapp.ui.report.token_keys import keys_on_tokens
from dvapp.ui.shell.periods import in_year_words
from dvapp.ui.theme import restyle
from dvapp.ui.typed_keeper import TypedKeeper
from dvapp.ui.widgets import FlowLayout, button, card, clear_layout, label, row, scrolled, show_within

_SETTLED = (0, 60)
"""Milliseconds after which a form that was just put in has its place."""


def on_the_way(standing: PaperStanding) -> tuple[Offer, ...]:
    """The steps of a paper's way that may follow; a timestamp is offered beside its file."""
    return tuple(one for one in standing.offers if one.kind is not StepKind.TIMESTAMP)


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
        self._area = scrolled(page)
        layout.addWidget(self._area)

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
        named = self._session.pack.outline(paper.kind).name.said_in(language())
        self._title.setText(f"{kind} {paper.title}" if paper.title else named)
        self._chip.setText(state_words(paper.state))
        restyle(self._chip, state=TONES.get(paper.state, "warn"))
        self._facts.setText(self._facts_of(standing))
        self._say_drift(standing)
        self._way_head.setText(_("The way so far"))
        self._to_report.setText(_("See what is to be answered"))
        self._hold_focus(self._offers_place)
        self._show_offers(standing)
        self._show_more(paper)
        if not same or anew:
            self._drop_form()
            self.timeline.show_paper(paper)
            self._area.verticalScrollBar().setValue(0)
        self._arrange_turn()

    def _facts_of(self, standing: PaperStanding) -> str:
        paper = standing.paper
        version = _("Version {number}").format(number=paper.version)
        facts = [f"{paper.kind} · {in_year_words(paper.period)}", version]
        if paper.number:
            facts.append(_("No. {number}").format(number=paper.number))
        if paper.follows:
            issued = next((one.number for one in self._model.all() if one.id == paper.follows), "")
            facts.append(relation_words(paper, issued))
        if paper.undated:
            facts.append(_("no timestamp yet"))
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
        offers = on_the_way(standing)
        again = standing.paper.last.kind  # what was just done can be done again, and is not what comes next
        allowed = sorted(
            (one for one in offers if one.allowed), key=lambda one: (one.kind in ASIDE, one.kind is again)
        )
        for offer in allowed:
            first = offer is allowed[0] and offer.kind not in ASIDE
            made = button(step_words(offer.kind), "primary" if first else "")
            made.clicked.connect(lambda _checked=False, kind=offer.kind: self.begin_step(kind))
            self._offers.addWidget(made)
        self._why.setText("\n".join(self._refused(offer) for offer in offers if not offer.allowed))

    def _arrange_turn(self) -> None:
        """What may be done; while a form asks for something it stands there alone, with its one button to press."""
        form = self.form
        asking = form is not None and not form.isHidden()
        self._turn_head.setText(
            step_words(form.kind) if form is not None and asking else _("What comes next")
        )
        restyle(self._turn_head, role="heading" if asking else "label")
        self._offers_place.setVisible(not asking and self._offers.count() > 0)
        self._why.setVisible(not asking and bool(self._why.text()))
        self._turn.setVisible(asking or (self.standing is not None and bool(on_the_way(self.standing))))
        if self.hasFocus():  # it was held here
            first = form.act if form is not None and asking else self._first_offer()
            if first is not None:
                first.setFocus()

    def _first_offer(self) -> QWidget | None:
        item = self._offers.itemAt(0)
        return item.widget() if item is not None else None

    def _hold_focus(self, part: QWidget) -> None:
        """Keep the focus here when the part that has it is about to go, instead of anywhere in the window."""
        now = QApplication.focusWidget()
        if now is not None and part.isAncestorOf(now):
            self.setFocus()

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
        if self._may_timestamp():
            stamp = partial(self.begin_step, StepKind.TIMESTAMP)
            buttons.append(("shield-check", _("Add a timestamp…"), stamp))
            buttons.append(("download", _("Take in a file with a timestamp…"), self._ask_receive))
        for icon, words, then in buttons:
            self._more.addWidget(button(words, "ghost", icon=icon, clicked=then))
        if paper.state in GONE_OUT:
            self._offer_following()
        self._more_place.setVisible(bool(buttons))

    def _offer_following(self) -> None:
        """Correcting and replacing, or who may: nobody is to write a reason first and be refused then."""
        try:
            self._session.require(Action.REOPEN)
            why = ""
        except NotAllowed as refusal:
            why = refusal_words(refusal)
        for icon, words, replacing in (
            ("pen-line", _("Correct…"), False),
            ("refresh-cw", _("Replace…"), True),
        ):
            then = partial(self.follow_wanted.emit, replacing)
            made = button(words, "ghost", icon=icon, clicked=then)
            made.setEnabled(not why)
            made.setToolTip(why)
            self._more.addWidget(made)

    def _may_timestamp(self) -> bool:
        offers = self.standing.offers if self.standing is not None else ()
        return any(offer.kind is StepKind.TIMESTAMP and offer.allowed for offer in offers)

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
            return
        form.show()
        self._hold_focus(self)
        self._arrange_turn()
        form.begin()
        for after in _SETTLED:
            QTimer.singleShot(after, form, lambda: show_within(self._area, self._turn))

    def make_form(self, kind: StepKind, places: PaperPlaces) -> PaperStepForm:
        """The fields of a step, filled with what the user chose once for all."""
        choices = own_choices(self._session, self._settings)
        keys = partial(keys_on_tokens, self._session.tools, self._settings)
        last = LastKeys(self._settings, self._session)
        tools = SigningTools(session=self._session, jobs=self._jobs, keys=keys, choices=choices, last=last)
        return PaperStepForm(kind, tools, places, self._coming)

    def keep_key(self, kind: StepKind, wish: Wish, words: str) -> None:
        """A step was taken with a key: it is proposed next time. ``words``: how it is named.

        The second body's keys are not this office's, and another person's certificate is confirmed each time.
        """
        other = wish.manner is not None and wish.manner.any_name
        if kind is not StepKind.SEAL_SECOND and wish.body is Body.LEAD and not other:
            LastKeys(self._settings, self._session).keep(wish.key, seal=kind in SEALS, words=words)

    def _coming(self, day: str) -> tuple[str, str]:
        """What is to be known of a day before the paper in sight gets its number."""
        return self._model.coming(self.standing.paper, day) if self.standing is not None else ("", "")

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
        lacks = form.lacks_to_act()
        form.say_fault(lacks)
        if lacks:
            return
        self._to_report.hide()
        self._hold_focus(form)
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
        self._arrange_turn()
        self.form.refuse(refusal)
        self._to_report.setVisible(refusal.code == "report_not_ready")

    def _drop_form(self) -> None:
        self._to_report.hide()
        if self.form is not None:
            self._hold_focus(self.form)
            self.form.forget_secret()
            self._form_place.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
            self._arrange_turn()

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
