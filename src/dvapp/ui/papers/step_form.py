"""What one step asks for: a reason and its place, a day, a key. Knows no rules: what is wrong, the services say."""

import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from dvapp.domain.chain.steps import REASONED, StepKind
from dvapp.domain.papers.reports import Role
from dvapp.domain.signing.choices import SigningChoices
from dvapp.domain.signing.verification import KeyHolder
from dvapp.host.i18n import _
from dvapp.services.session import Session
from dvapp.services.signing.keys import KeyFile, KeySource, TokenPin
from dvapp.services.signing.tokens import FoundKey
from dvapp.ui.papers.model import Wish
from dvapp.ui.papers.places import PaperPlaces, PlaceFields, code_of
from dvapp.ui.papers.words import step_words
from dvapp.ui.records.editors import DayEditor
from dvapp.ui.report.manner_fields import MannerFields
from dvapp.ui.report.own_choices import kept_picture
from dvapp.ui.report.owned_jobs import OwnedJobs
from dvapp.ui.report.step_fields import FileField, KeyField, StepField, key_kinds, password_field, pdf_kinds
from dvapp.ui.report.token_menu import TokenMenu
from dvapp.ui.widgets import Segmented, button, label, row

RETURNS = frozenset({StepKind.RETURN, StepKind.RETURN_FORM})
NOTED = frozenset({StepKind.PASS_ON, StepKind.APPROVE, StepKind.CHECK_FORM, StepKind.REGISTER})
KEYED = frozenset({StepKind.SIGN, StepKind.SEAL, StepKind.SEAL_SECOND})
PLAIN = frozenset(StepKind) - REASONED - NOTED - KEYED - {StepKind.NUMBER, StepKind.EXPORT, StepKind.ISSUE}
"""Steps that ask for nothing, and that another step can take back."""

_BESIDE = {
    "key_password_wrong": "password",
    "pin_wrong": "password",
    "pin_last_try": "password",
    "pin_locked": "password",
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
        session: Session,
        jobs: OwnedJobs,
        keys: Callable[[Path | None], tuple[FoundKey, ...]],
        choices: SigningChoices,
        places: PaperPlaces,
    ) -> None:
        super().__init__()
        self.kind = kind
        self._session, self._jobs, self._keys = session, jobs, keys
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)
        self._menu: TokenMenu | None = None
        self.reason = QPlainTextEdit()
        self.place = PlaceFields(places)
        self.day = DayEditor(session.tools.clock.today().year)
        self.role = Segmented()
        seals = kind in {StepKind.SEAL, StepKind.SEAL_SECOND}
        self.key = KeyField(
            _("Key file of the body's seal") if seals else _("Key file of the signer"), key_kinds()
        )
        self.password = password_field(_("Password of the key"))
        kept = kept_picture(session, seal=seals) if kind in KEYED else None
        self.manner = MannerFields(choices, seal=seals, kept=kept)
        self.out = FileField(_("Save as"), pdf_kinds(), saving=True)
        self.copies, self.keeper = (
            StepField(_("Number of copies"), QLineEdit()),
            StepField(_("Unit that keeps the file"), QLineEdit()),
        )
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

    def _build(self) -> None:
        kind = self.kind
        if kind is StepKind.SIGN:
            self._build_role()
        if kind in KEYED:
            self._build_key()
        if kind is StepKind.ISSUE:
            words = _(
                "Once it is issued nothing of it can be changed; only a correction or a replacement may follow."
            )
            self._rows.addWidget(label(words, "dim", wrap=True))
        if kind is StepKind.NUMBER:
            self._say(_("Date of issue; empty is today"), self.day)
        if kind is StepKind.REGISTER:
            self._rows.addLayout(row(self.copies, self.keeper, spacing=12))
        if kind is StepKind.EXPORT:
            self._rows.addWidget(self.out)
        if kind in REASONED or kind in NOTED:
            needed = kind in REASONED
            self.reason.setFixedHeight(72)
            self.reason.setTabChangesFocus(True)
            self._say(_("Reason") if needed else _("Note (may be empty)"), self.reason)
        if kind in RETURNS:
            self._build_place()

    def _build_role(self) -> None:
        self.role.offer(
            [(Role.LEADER.value, _("Head of the board")), (Role.DEPUTY.value, _("Deputy head (K/T)"))]
        )
        self.role.choose((self._session_role()).value)
        self._say(_("Signs as"), self.role)

    def _session_role(self) -> Role:
        from dvapp.domain.accounts.duties import Duty

        duties = self._session.actor.duties
        return Role.DEPUTY if Duty.DEPUTY in duties and Duty.LEADER not in duties else Role.LEADER

    def _build_key(self) -> None:
        self._rows.addWidget(self.key)
        self._rows.addWidget(self.password)
        self._rows.addWidget(self.manner)
        self.manner.preview_wanted.connect(self.preview_wanted)
        self.manner.settings_wanted.connect(self.settings_wanted)
        self.key.tokens_wanted.connect(self._ask_tokens)
        self.key.changed.connect(self._name_secret)
        self.password.edit.returnPressed.connect(self.submitted)

    def _build_place(self) -> None:
        self._rows.addWidget(self.place)
        self._say(_("To be mended by"), self.day)

    def _say(self, words: str, field: QWidget) -> None:
        self._rows.addWidget(label(words, "label"))
        self._rows.addWidget(field)
        named = field.edit if isinstance(field, DayEditor) else field
        named.setAccessibleName(words)

    # --- keys --------------------------------------------------------------------------------------------------------

    def _ask_tokens(self) -> None:
        self._menu = TokenMenu(self, self.key, self._keys, self._jobs, self.doctor_wanted.emit)
        self._menu.ask()

    def _name_secret(self) -> None:
        token = self.key.token is not None
        self.password.call(_("PIN of the token") if token else _("Password of the key"))

    def _key_source(self) -> KeySource | None:
        secret = unicodedata.normalize("NFC", self.password.edit.text())
        if self.key.token is not None:
            return TokenPin(place=self.key.token.place, pin=secret)
        path = self.key.path()
        return None if path is None else KeyFile(path=path, password=secret)

    # --- content -----------------------------------------------------------------------------------------------------

    def holder(self) -> KeyHolder | None:
        """Whose key is chosen, where that is told without a secret."""
        return self.key.token.key.holder if self.key.token is not None else None

    def lacks(self) -> str:
        """What is still missing, in words; empty when nothing is."""
        if self.kind in KEYED and self._key_source() is None:
            return _("Choose the key file or a token first.")
        if self.kind in KEYED and (fault := self.manner.fault()):
            return fault
        if self.kind is StepKind.EXPORT and self.out.path() is None:
            return _("Choose where the result goes.")
        if self.kind in REASONED and not self.reason.toPlainText().strip():
            return _("Say why.")
        return ""

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
            role=Role(self.role.code() or Role.LEADER.value),
            key=self._key_source() if self.kind in KEYED else None,
            manner=self.manner.manner() if self.kind in KEYED else None,
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
        """Say what is wrong beside the field it concerns, or above the buttons."""
        beside = {"password": self.password, "out": self.out}.get(_BESIDE.get(code, ""))
        if beside is not None and not beside.isHidden():
            beside.say_fault(words)
            beside.edit.setFocus()
            beside.edit.selectAll()
            words = ""
        self._fault.setText(words)
        self._fault.setVisible(bool(words))

    def forget_secret(self) -> None:
        """Clear the password; undoing does not bring it back."""
        self.password.edit.clear()

    def begin(self) -> None:
        """Put the focus where one types first."""
        for field in (self.key.edit, self.out.edit, self.reason, self.day.edit):
            if field.isVisibleTo(self):
                field.setFocus()
                return
        self.act.setFocus()
