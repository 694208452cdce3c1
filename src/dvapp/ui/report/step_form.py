"""The fields of one step, as large as it needs; knows no rules: what is missing or wrong, others say."""

import unicodedata
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QLayout, QLineEdit, QVBoxLayout, QWidget

from dvapp.domain.papers.reports import Role
from dvapp.host.i18n import _
from dvapp.services.signing.manner import Manner
from dvapp.services.signing.sign import Body
from dvapp.services.signing.tokens import FoundKey
from dvapp.ui.report.holder_check import HolderCheck
from dvapp.ui.report.manner_fields import MannerFields
from dvapp.ui.report.step_fields import (
    FileField,
    KeyField,
    StepField,
    key_kinds,
    password_field,
    pdf_kinds,
    trust_kinds,
)
from dvapp.ui.report.steps_model import Entries, Step
from dvapp.ui.widgets import Segmented, column, label, row


class StepForm(QWidget):
    """``changed`` on every change; ``key_ready``: a key and its password may be tried (``bool``: say what is wrong);
    ``submitted``: Enter in the last field; ``tokens_wanted``: which tokens are in? ``preview_wanted``: show the page as it
    will look; ``settings_wanted``: go to the settings of signing.
    """

    changed = Signal()
    key_ready = Signal(bool)
    source_changed = Signal()
    submitted = Signal()
    tokens_wanted = Signal()
    preview_wanted = Signal()
    settings_wanted = Signal()

    def __init__(self, step: Step, start: Entries) -> None:
        super().__init__()
        self._step = step
        self.fields: dict[str, StepField] = {}
        self._stage, self._role, self._body = Segmented(), Segmented(), Segmented()
        self._start, self._joint = start, start.joint
        self.manner: MannerFields | None = None
        self.check = HolderCheck()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(12)
        match step:
            case Step.CHECK:
                pass  # has a panel of its own
            case Step.SAVE:
                self._build_save()
            case Step.SIGN:
                self._build_sign()
            case Step.ISSUE:
                self._build_issue()
            case Step.VERIFY:
                self._build_verify()
        self.fill(start)
        for name, field in self.fields.items():
            field.changed.connect(self.changed)
            field.edit.returnPressed.connect(lambda field=field: self._enter(field))
            if name in {"key", "password"}:
                field.changed.connect(lambda: self.key_ready.emit(False))  # noqa: FBT003  # a signal
                field.left.connect(lambda: self.key_ready.emit(True))  # noqa: FBT003  # a signal
        if "source" in self.fields:
            self.fields["source"].left.connect(self.source_changed)

    # --- building --------------------------------------------------------------------------------------------------

    def _build_save(self) -> None:
        self._stage.offer([("copy", _("Copy for signature")), ("draft", _("Draft, with its mark"))])
        self._stage.choose("copy")
        self._stage.chosen.connect(lambda _code: self.changed.emit())
        self._add(column(label(_("What for"), "label"), self._stage, spacing=3))
        self._file("out", _("Save as"), pdf_kinds(), saving=True)

    def _build_sign(self) -> None:
        self._file("source", _("Copy for signature"), pdf_kinds())
        head, deputy = _("Head of the board"), _("Deputy head")
        if self._joint:  # the second body is no board
            head, deputy = _("Its head"), _("A deputy of his")
        self._role.offer([(Role.LEADER.value, head), (Role.DEPUTY.value, deputy)])
        self._role.choose(self._start.role.value)
        self._role.chosen.connect(lambda _code: self.changed.emit())
        self._add(column(label(_("Signs as"), "label"), self._role, spacing=3))
        self._ask_body(_("Signs for"))
        self._key(_("Key file of the signer"))
        self._add(self.check)
        self.check.changed.connect(self.changed)
        self._manner(seal=False)
        self._file("out", _("Save the signed document as"), pdf_kinds(), saving=True)

    def _build_issue(self) -> None:
        self._file("source", _("Signed document"), pdf_kinds())
        self._ask_body(_("Which seal"))
        number, issued = StepField(_("Number"), QLineEdit()), StepField(_("Date of issue"), QLineEdit())
        number.edit.setPlaceholderText(_("for example 12"))
        issued.edit.setPlaceholderText(_("day/month/year"))
        self.fields |= {"number": number, "issued": issued}
        both = row(number, issued, spacing=12)
        for field in (number, issued):
            both.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        self._add(both)
        self._key(_("Key file of the body's seal"))
        self._manner(seal=True)
        self._file("out", _("Save the issued document as"), pdf_kinds(), saving=True)

    def _ask_body(self, words: str) -> None:
        """On a joint paper: for which body."""
        if self._joint:
            bodies = [(Body.LEAD.value, _("Body in charge")), (Body.SECOND.value, _("Second body"))]
            self._body.offer(bodies)
            self._body.chosen.connect(lambda _code: self._body_chosen())
            self._add(column(label(words, "label"), self._body, spacing=3))

    def _body_chosen(self) -> None:
        """Only the body in charge gives number and date."""
        for name in ("number", "issued"):
            if name in self.fields:
                self.fields[name].setVisible(self._body.code() != Body.SECOND.value)
        if self._step is Step.SIGN:  # another signer is to be named in the certificate
            self.check.forget()
            self.fields["password"].say_note("")
            self.key_ready.emit(False)  # noqa: FBT003  # a signal
        self.changed.emit()

    def _build_verify(self) -> None:
        self._file("source", _("Document"), pdf_kinds())
        self._file("trust", _("Authorities you trust"), trust_kinds())
        self.fields["trust"].edit.setPlaceholderText(_("those kept on this computer"))

    def _add(self, part: QWidget | QLayout) -> None:
        if isinstance(part, QWidget):
            self._rows.addWidget(part)
        else:
            self._rows.addLayout(part)

    def _file(self, name: str, words: str, kinds: str, *, saving: bool = False) -> None:
        self.fields[name] = FileField(words, kinds, saving=saving)
        self._add(self.fields[name])

    def _key(self, words: str) -> None:
        key = self.fields["key"] = KeyField(words, key_kinds())
        self._add(key)
        self.fields["password"] = password_field(_("Password of the key"))
        self._add(self.fields["password"])
        key.tokens_wanted.connect(self.tokens_wanted)
        key.changed.connect(self._name_secret)

    def _manner(self, *, seal: bool) -> None:
        self.manner = MannerFields(self._start.choices, seal=seal, kept=self._start.kept)
        self.manner.changed.connect(self.changed)
        self.manner.preview_wanted.connect(self.preview_wanted)
        self.manner.settings_wanted.connect(self.settings_wanted)
        self._add(self.manner)

    def _name_secret(self) -> None:
        """A file has a password, a token a PIN: all that is missing once it is chosen."""
        token, secret = self._token(), self.fields["password"]
        secret.call(_("PIN of the token") if token else _("Password of the key"))
        self.check.forget()
        own_pad = token is not None and token.token.own_pad
        secret.edit.setEnabled(not own_pad)
        secret.say_note(_("Type the PIN on the token itself.") if own_pad else "")
        if own_pad:
            secret.edit.clear()
        elif token:
            secret.edit.setFocus()

    # --- content ---------------------------------------------------------------------------------------------------

    def fill(self, entries: Entries) -> None:
        """Put these entries into the fields."""
        for name, path in (
            ("source", entries.source), ("out", entries.out), ("key", entries.key), ("trust", entries.trust)
        ):  # fmt: skip
            field = self.fields.get(name)
            if isinstance(field, FileField):
                field.set_path(path)
        for name, text in (("number", entries.number), ("issued", entries.issued)):
            if name in self.fields:
                self.fields[name].edit.setText(text)
        if self._joint:
            self._body.choose(entries.body.value)
            self._body_chosen()

    def entries(self) -> Entries:
        """What stands in the fields now."""
        return Entries(
            source=self._path("source"),
            out=self._path("out"),
            key=self._path("key"),
            token=self._token(),
            trust=self._path("trust"),
            password=unicodedata.normalize("NFC", self._text("password")),
            role=Role(self._role.code() or Role.LEADER.value),
            number=self._text("number"),
            issued=self._text("issued"),
            draft=self._stage.code() == "draft",
            confirmed=self.check.confirmed,
            unconfirmed=self.check.lacks,
            joint=self._joint,
            body=Body(self._body.code() or Body.LEAD.value),
            choices=self._start.choices,
            kept=self._start.kept,
            manner=self.manner.manner() if self.manner is not None else Manner(),
            manner_fault=self.manner.fault() if self.manner is not None else "",
        )

    def set_out(self, entries: Entries) -> None:
        """Propose another place for the result."""
        field = self.fields.get("out")
        if isinstance(field, FileField):
            field.set_path(entries.out)

    def choose_stage(self, *, draft: bool) -> None:
        """A draft, or the copy for signature."""
        self._stage.choose("draft" if draft else "copy")
        self.changed.emit()

    def forget_password(self) -> None:
        """Clear it; undoing does not bring it back."""
        if "password" in self.fields:
            edit = self.fields["password"].edit
            with QSignalBlocker(edit):
                edit.clear()

    def first_empty(self) -> QLineEdit | None:
        """Where the caret belongs first."""
        empty = (f.edit for f in self.fields.values() if not f.edit.text() and not f.isHidden())
        return next(empty, None)

    def say_fault(self, place: str, words: str) -> bool:
        """Say what is wrong beside its field; whether there is such a field."""
        field = self._optional(place) or self.fields.get({"date": "issued"}.get(place, place))
        if field is None:
            return False
        field.say_fault(words)
        return True

    def _optional(self, place: str) -> StepField | None:
        """The fields that may be left empty."""
        if self.manner is None:
            return None
        return {"picture": self.manner.picture, "picture_size": self.manner.seal_width}.get(place)

    def _token(self) -> FoundKey | None:
        field = self.fields.get("key")
        return field.token if isinstance(field, KeyField) else None

    def _path(self, name: str) -> Path | None:
        field = self.fields.get(name)
        return field.path() if isinstance(field, FileField) else None

    def _text(self, name: str) -> str:
        return self.fields[name].edit.text() if name in self.fields else ""

    def _enter(self, field: StepField) -> None:
        """Enter moves on to what is still empty, and does the step when nothing is."""
        field.left.emit()
        empty = self.first_empty()
        if empty is not None:
            empty.setFocus()
        else:
            self.submitted.emit()
