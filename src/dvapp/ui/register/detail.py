"""One line of the register: what it says, what happened to its number, and what can be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from dvapp.domain.accounts.duties import Action
from dvapp.domain.errors import DvError
from dvapp.domain.register.numbers import Event, Number, State
from dvapp.domain.register.register_errors import NumberOnItsWay
from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import _, language
from dvapp.services.register.lines import number_with_history
from dvapp.services.session import Session
from dvapp.ui.account_words import login_words
from dvapp.ui.messages import refusal_words
from dvapp.ui.register.form_view import FormView
from dvapp.ui.register.forms import AmendForm, Form, ReturnForm
from dvapp.ui.register.lines import fields
from dvapp.ui.register_words import column_words, happening_words, state_words
from dvapp.ui.theme import restyle
from dvapp.ui.widgets import button, clear_layout, label, line, row, scrolled

_LABELS = 120
"""Pixels for the names of columns."""

_SETTLED = (50, 250)
"""Milliseconds after which a form that was filled has its size: on a quick computer, and on a slow one."""


def why_not(session: Session, action: Action) -> str:
    """Why whoever works here may not do something, and who may; empty when he may."""
    try:
        session.require(action)
    except DvError as refusal:
        return refusal_words(refusal)
    return ""


class Detail(QFrame):
    """``form_wanted`` asks for a form of the line in sight."""

    form_wanted = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.number: Number | None = None
        self._events: Sequence[Event] = ()
        self._nothing = ""
        self.setProperty("role", "card")
        self._name, self._state = label("", "heading"), label("", "chip")
        self._about = label("", "dim", wrap=True)
        self._told = QGridLayout()
        self._told.setHorizontalSpacing(14)
        self._told.setVerticalSpacing(6)
        self._told.setColumnStretch(1, 1)
        self.amend = button("", icon="pen-line", clicked=self._amend)
        self.give_back = button("", icon="undo-2", clicked=self._return)
        self.form = FormView()
        self._line = line()
        self._story_head = label("", "heading")
        self._story = QVBoxLayout()
        self._story.setSpacing(6)
        page = QWidget()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(18, 16, 18, 16)
        inner.setSpacing(10)
        inner.addLayout(row(self._name, self._state, None))
        inner.addWidget(self._about)
        inner.addLayout(self._told)
        inner.addLayout(row(self.amend, self.give_back, None))
        inner.addWidget(self.form)
        inner.addWidget(self._line)
        inner.addWidget(self._story_head)
        inner.addLayout(self._story)
        inner.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        self._scroll = scrolled(page)
        layout.addWidget(self._scroll)
        self.form.sought.connect(self._bring)
        self.show_number(None)

    def show_number(self, number: Number | None, nothing: str = "") -> None:
        """Speak of a number, or say why of none."""
        self.number, self._nothing = number, nothing
        self.form.show_form(None)
        self._events = ()
        if number is not None:
            self.number, self._events = number_with_history(self._session, number.series, number.number)
        self._say()

    def show_form(self, form: Form | None, *, alone: bool = False) -> None:
        """Put a form under the line. ``alone``: it speaks of no line."""
        if alone:
            self.number, self._events, self._nothing = None, (), ""
        self.form.show_form(form)
        self._say()

    def _bring(self, part: QWidget) -> None:
        """Scroll to a part of the form once it has its place."""
        for after in _SETTLED:
            QTimer.singleShot(after, part, lambda: self._scroll.ensureWidgetVisible(part, 0, 24))

    def _amend(self) -> None:
        if self.number is not None:
            self.form_wanted.emit(AmendForm(self._session, self.number))

    def _return(self) -> None:
        if self.number is not None:
            self.form_wanted.emit(ReturnForm(self._session, self.number))

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.form.retranslate()
        self._say()

    def _say(self) -> None:
        number = self.number
        typing = self.form.form is not None
        clear_layout(self._told)
        clear_layout(self._story)
        for part in (self._name, self._state, self._line, self._story_head):
            part.setVisible(number is not None)
        self._about.setVisible((number is None and not typing) or self._held() != "")
        self._about.setText(self._nothing or self._held())
        self._say_actions(typing=typing)
        if number is None:
            return
        self._name.setText(number.label)
        self._state.setText(state_words(number.state))
        restyle(self._state, state="ok" if number.state is State.USED else "draft")
        told = [one for one in fields(number) if not typing or one[0] in self._standing()]
        for place, (name, text) in enumerate(told):
            words = label(name, "label", wrap=True)
            words.setFixedWidth(_LABELS)
            self._told.addWidget(words, place, 0, Qt.AlignmentFlag.AlignTop)
            said = label(text, wrap=True)
            said.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            self._told.addWidget(said, place, 1)
        self._story_head.setText(_("History of the number"))
        for event in reversed(self._events):
            self._story.addWidget(label(_event_words(event), "small", wrap=True))

    @staticmethod
    def _standing() -> frozenset[str]:
        """What stays in sight beside a form: it says the rest itself."""
        return frozenset(map(column_words, ("issued", "subject")))

    def _on_its_way(self) -> str:
        number = self.number
        if number is None or number.lease is None or not number.paper or number.lease.until is not None:
            return ""
        return refusal_words(NumberOnItsWay(where=number.label))

    def _held(self) -> str:
        number = self.number
        if number is None or number.state is State.USED:
            return ""
        if number.lease is None:
            return _("Given back; the next paper of these gets this number.")
        words = _("Held by “{holder}” for a paper that is not issued yet.")
        return words.format(holder=number.lease.holder)

    def _say_actions(self, *, typing: bool) -> None:
        state = self.number.state if self.number is not None else None
        self.amend.setText(_("Complete or correct"))
        self.give_back.setText(_("Give the number back"))
        for made, action, wanted in (
            (self.amend, Action.REGISTER, State.USED),
            (self.give_back, Action.NUMBER, State.LEASED),
        ):
            made.setVisible(state is wanted and not typing)
            why = why_not(self._session, action) or self._on_its_way()
            made.setEnabled(not why)
            made.setToolTip(why)
            made.setAccessibleName(made.text())


def _event_words(event: Event) -> str:
    at = LocaleFormats(language()).screen_moment(event.at) if event.at is not None else ""
    words = f"{at} · {login_words(event.actor)} · {happening_words(event.happening)}"
    return f"{words}: {event.reason}" if event.reason else words
