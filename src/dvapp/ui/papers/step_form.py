"""What one step asks for: a reason and its place, a day, a key. Knows no rules: what is wrong, the services say."""

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from dvapp.domain.chain.steps import REASONED, StepKind
from dvapp.domain.errors import DvError
from dvapp.domain.signing.verification import KeyHolder
from dvapp.host.i18n import _
from dvapp.ui.messages import refusal_words
from dvapp.ui.papers.model import Wish
from dvapp.ui.papers.places import PaperPlaces, PlaceFields, code_of
from dvapp.ui.papers.signing_fields import BESIDE, SigningFields, SigningTools
from dvapp.ui.papers.words import step_words
from dvapp.ui.records.editors import DayEditor
from dvapp.ui.report.step_fields import FileField, StepField, pdf_kinds
from dvapp.ui.theme import restyle
from dvapp.ui.widgets import button, column, label, row

RETURNS = frozenset({StepKind.RETURN, StepKind.RETURN_FORM})
NOTED = frozenset({StepKind.PASS_ON, StepKind.APPROVE, StepKind.CHECK_FORM, StepKind.REGISTER})
KEYED = frozenset({StepKind.SIGN, StepKind.SEAL, StepKind.SEAL_SECOND})
_ASKING = {StepKind.NUMBER, StepKind.EXPORT, StepKind.ISSUE, StepKind.TIMESTAMP}
PLAIN = frozenset(StepKind) - REASONED - NOTED - KEYED - _ASKING
"""Steps that ask for nothing, and that another step can take back."""

_BESIDE = {
    "date_invalid": "day",
    "date_too_early": "day",
    "deadline_past": "day",
    "output_taken": "out",
    "file_unwritable": "out",
    "disk_full": "out",
}


class PaperStepForm(QWidget):
    """``submitted``: the step is to be taken; ``dropped``: it is not; ``typed``: words were, or were changed."""

    submitted = Signal()
    typed = Signal()
    dropped = Signal()
    preview_wanted = Signal()
    settings_wanted = Signal()
    doctor_wanted = Signal()

    def __init__(
        self,
        kind: StepKind,
        tools: SigningTools,
        places: PaperPlaces,
        coming: Callable[[str], tuple[str, str]] = lambda _day: ("", ""),
    ) -> None:
        super().__init__()
        self.kind = kind
        self._choices, self._coming = tools.choices, coming
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)
        self.reason = QPlainTextEdit()
        self.place = PlaceFields(places)
        self.day = DayEditor(tools.session.tools.clock.today().year)
        self.day_note = label("", "small", wrap=True)
        self.signing = SigningFields(kind, tools, places)
        self.key, self.password, self.manner = self.signing.key, self.signing.password, self.signing.manner
        self.out = FileField(_("Save as"), pdf_kinds(), saving=True)
        self.copies, self.keeper = (
            StepField(_("Number of copies"), QLineEdit()),
            StepField(_("Unit that keeps the file"), QLineEdit()),
        )
        self._faults: dict[str, QLabel] = {}
        self._fault = label("", "fault", wrap=True)
        self._build()
        self._rows.addWidget(self._fault)
        self._fault.hide()
        role = "danger" if kind in REASONED and kind not in RETURNS else "primary"
        self.act = button(step_words(kind), role, clicked=self.submitted.emit)
        self._drop = button(_("Not now"), "ghost", clicked=self.dropped.emit)
        self._rows.addLayout(row(self.act, self._drop, None))
        self.reason.textChanged.connect(self.typed)
        self.place.changed.connect(self.typed)
        for edit in (self.day.edit, self.copies.edit, self.keeper.edit):
            edit.textChanged.connect(self.typed)
        self.reason.textChanged.connect(lambda: self._say_beside("reason", ""))
        self.day.edit.textChanged.connect(lambda _text: self._day_changed())

    def _build(self) -> None:
        kind = self.kind
        if kind in KEYED:
            self._build_key()
        self.signing.setVisible(kind in KEYED)
        if kind is StepKind.ISSUE:
            words = _(
                "Once it is issued nothing of it can be changed; only a correction or a replacement may follow."
            )
            self._rows.addWidget(label(words, "dim", wrap=True))
        if kind is StepKind.TIMESTAMP:
            self._build_timestamp()
        if kind is StepKind.NUMBER:
            self._say(_("Date of issue; empty is today"), self.day, "day")
            self._rows.addWidget(self.day_note)
            self._day_changed()
        if kind is StepKind.REGISTER:
            self._rows.addLayout(row(self.copies, self.keeper, spacing=12))
        if kind is StepKind.EXPORT:
            self._rows.addWidget(self.out)
        if kind in REASONED or kind in NOTED:
            needed = kind in REASONED
            self.reason.setFixedHeight(72)
            self.reason.setTabChangesFocus(True)
            self._say(_("Reason") if needed else _("Note (may be empty)"), self.reason, "reason")
        if kind in RETURNS:
            self._build_place()

    def _build_key(self) -> None:
        self._rows.addWidget(self.signing)
        self.signing.preview_wanted.connect(self.preview_wanted)
        self.signing.settings_wanted.connect(self.settings_wanted)
        self.signing.doctor_wanted.connect(self.doctor_wanted)
        self.signing.submitted.connect(self.submitted)
        self.key.changed.connect(self._fault.hide)  # what was said of another key counts no more
        self.signing.check.changed.connect(self._fault.hide)

    def _build_timestamp(self) -> None:
        asked = self._choices.stamping.authorities
        words = _(
            "Asks {places} for a timestamp over the whole file; only a checksum is sent. What was signed and issued stays as it "
            "is."
        ).format(places=", ".join(urlsplit(one).netloc for one in asked))
        if not asked:
            words = _("No timestamp authority stands in the settings: nobody is asked.")
        self._rows.addWidget(label(words, "dim", wrap=True))
        link = button(_("Settings of signing"), "link", clicked=self.settings_wanted.emit)
        self._rows.addLayout(row(link, None))

    def _build_place(self) -> None:
        self._rows.addWidget(self.place)
        self._say(_("To be mended by"), self.day, "day")

    def _say(self, words: str, field: QWidget, name: str = "") -> None:
        """A field with its words above; ``name``: where its fault is said, below."""
        parts: list[QWidget] = [label(words, "label"), field]
        if name:
            self._faults[name] = label("", "fault", wrap=True)
            self._faults[name].hide()
            parts.append(self._faults[name])
        self._rows.addLayout(column(*parts, spacing=3))
        named = field.edit if isinstance(field, DayEditor) else field
        named.setAccessibleName(words)

    def _day_changed(self) -> None:
        """What is to be known of a day before a number is taken for it."""
        self._say_beside("day", "")
        if self.kind is StepKind.NUMBER:
            words, state = self._coming(self.day.edit.text())
            self.day_note.setText(words)
            restyle(self.day_note, state=state)
            self.day_note.setVisible(bool(words))

    # --- content -----------------------------------------------------------------------------------------------------

    def holder(self) -> KeyHolder | None:
        """Whose key is chosen, where that is told without a secret."""
        return self.signing.holder()

    def lacks(self) -> str:
        """What is still missing, in words; empty when nothing is."""
        return self._missing()[1]

    def lacks_to_act(self) -> str:
        """As :meth:`lacks`, with what the step needs and a look at the pages does not."""
        return self._missing_to_act()[1]

    def _missing_to_act(self) -> tuple[str, str]:
        missing = self._missing()
        return self.signing.missing_to_sign() if self.kind in KEYED and not missing[1] else missing

    def _missing(self) -> tuple[str, str]:
        """The field that is still to be filled in, and what is missing there; two empty texts when nothing is."""
        if self.kind in KEYED and (missing := self.signing.missing())[1]:
            return missing
        if self.kind is StepKind.TIMESTAMP and not self._choices.stamping.authorities:
            return "", _("Name a timestamp authority in the settings first.")
        if self.kind is StepKind.EXPORT and self.out.path() is None:
            return "out", _("Choose where the result goes.")
        if self.kind in REASONED and not self.reason.toPlainText().strip():
            return "reason", _("Say why.")
        return "", ""

    def wish(self) -> Wish:
        """What stands in the form."""
        day, place = self.day.edit.text(), self.place.texts()
        return Wish(
            reason=self.reason.toPlainText().strip(),
            section=place["section"],
            sentence=place["sentence"],
            code=code_of(place["code"]),
            deadline=day if self.kind in RETURNS else "",
            day=day if self.kind is StepKind.NUMBER else "",
            role=self.signing.signs_as,
            body=self.signing.signs_for,
            key=self.signing.key_source() if self.kind in KEYED else None,
            manner=self.signing.chosen_manner() if self.kind in KEYED else None,
            stamping=self._choices.stamping,
            online=self._choices.online,
            out=self.out.path(),
            copies=self.copies.edit.text().strip(),
            keeper=self.keeper.edit.text().strip(),
        )

    def texts(self) -> dict[str, str]:
        """What was typed and chosen, to be kept until the step is taken: never a password, a key or a file."""
        found = {
            "reason": self.reason.toPlainText(),
            "day": self.day.edit.text(),
            "copies": self.copies.edit.text(),
            "keeper": self.keeper.edit.text(),
            **self.place.texts(),
        }
        return {name: text for name, text in found.items() if text}

    def put(self, texts: Mapping[str, str]) -> None:
        """Type what was typed before."""
        self.reason.setPlainText(texts.get("reason", ""))
        self.day.edit.setText(texts.get("day", ""))
        self.copies.edit.setText(texts.get("copies", ""))
        self.keeper.edit.setText(texts.get("keeper", ""))
        self.place.put(texts)

    def say_fault(self, words: str, code: str = "") -> None:
        """Say what is wrong beside the field it concerns, or above the buttons; ``""`` takes all of it back."""
        for name in ("key", "password", "picture", "width", "out", *self._faults):
            self._say_beside(name, "")
        where = {**BESIDE, **_BESIDE}.get(code, "") if code else self._missing_to_act()[0]
        if words and self._say_beside(where, words):
            words = ""
        self._fault.setText(words)
        self._fault.setVisible(bool(words))
        if words and self.signing.check.lacks == words:
            self.signing.check.box.setFocus()

    def refuse(self, refusal: DvError) -> None:
        """Say why the step was not taken, or ask what it waits for."""
        asked = self.signing.check.ask_for(refusal) if self.kind in KEYED else False
        self.say_fault("" if asked else refusal_words(self.signing.named(refusal)), refusal.code)

    def _say_beside(self, name: str, words: str) -> bool:
        """Say a fault at a field, or take it back; whether this form has such a field."""
        edit: QLineEdit | QPlainTextEdit | None = None
        if self.kind in KEYED:
            edit = self.signing.say_beside(name, words)
        elif name == "out" and self.kind is StepKind.EXPORT:
            self.out.say_fault(words)
            edit = self.out.edit
        if edit is None and (fault := self._faults.get(name)) is not None:
            fault.setText(words)
            fault.setVisible(bool(words))
            edit = self._marked(name, "error" if words else "")
        if edit is not None and words:
            edit.setFocus()
            if edit is not self.key.edit:  # a key that was chosen is not typed over
                edit.selectAll()
        return edit is not None

    def _marked(self, name: str, mark: str) -> QLineEdit | QPlainTextEdit:
        """The day, or the reason, marked."""
        if name == "day":
            self.day.mark(mark)
            return self.day.edit
        restyle(self.reason, state=mark)
        return self.reason

    def forget_secret(self) -> None:
        """Clear the password; undoing does not bring it back."""
        self.signing.forget_secret()

    def begin(self) -> None:
        """Put the focus where one types first; a key that was used before is proposed."""
        if self.kind in KEYED:
            self.signing.begin()
            self.signing.first_empty().setFocus()
            return
        for field in (self.out.edit, self.copies.edit, self.reason, self.day.edit):
            if field.isVisibleTo(self):
                field.setFocus()
                return
        self.act.setFocus()
