"""With which key, and as whom, somebody signs or seals a paper. Knows no rules: what is wrong, the services say."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget
from shiboken6 import isValid

from dvapp.domain.accounts.account_errors import NotAllowed
from dvapp.domain.chain.steps import StepKind, actions_of
from dvapp.domain.errors import DvError
from dvapp.domain.papers.reports import Role
from dvapp.domain.signing.choices import SigningChoices
from dvapp.domain.signing.signers import other_names
from dvapp.domain.signing.verification import KeyHolder
from dvapp.host.i18n import _
from dvapp.services.session import Session
from dvapp.services.signing.keys import KeyFile, KeySource, TokenPin, opened_key
from dvapp.services.signing.manner import Manner
from dvapp.services.signing.on_bytes import Body
from dvapp.services.signing.tokens import FoundKey
from dvapp.ui.messages import refusal_words
from dvapp.ui.papers.places import PaperPlaces
from dvapp.ui.report.holder_check import HolderCheck
from dvapp.ui.report.last_keys import LastKeys
from dvapp.ui.report.manner_fields import MannerFields
from dvapp.ui.report.own_choices import kept_picture
from dvapp.ui.report.owned_jobs import OwnedJobs
from dvapp.ui.report.step_fields import KeyField, key_kinds, password_field
from dvapp.ui.report.step_places import TOKEN_PLACES
from dvapp.ui.report.steps_model import holder_words
from dvapp.ui.report.token_menu import TokenMenu, propose_key
from dvapp.ui.widgets import Segmented, column, label

SEALS = frozenset({StepKind.SEAL, StepKind.SEAL_SECOND})
_PATIENCE = 500
"""Milliseconds without a key press after which a key file's password is tried."""

BESIDE = {
    **TOKEN_PLACES,
    "key_password_wrong": "password",
    "key_unreadable": "key",
    "certificate_expired": "key",
    "certificate_not_yet_valid": "key",
    "certificate_unsuitable": "key",
    "certificate_revoked": "key",
    "signer_unexpected": "key",
    "seal_is_signers": "key",
    "seal_is_seconds": "key",
    "picture_unreadable": "picture",
    "picture_too_large": "picture",
    "picture_too_small": "picture",
    "picture_opaque": "picture",
    "picture_empty": "picture",
    "seal_too_large": "width",
}
"""The field that a refusal concerns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningTools:
    """What the fields work with.

    :param keys: looks for keys on tokens, through one driver or all known ones.
    :param choices: how the user wants to sign. :param last: the keys that he used last.
    """

    session: Session
    jobs: OwnedJobs
    keys: Callable[[Path | None], tuple[FoundKey, ...]]
    choices: SigningChoices
    last: LastKeys


class SigningFields(QWidget):
    """``submitted``: Enter in the password's field; the others lead elsewhere.

    :param places: what the paper says of its signers.
    """

    submitted = Signal()
    preview_wanted = Signal()
    settings_wanted = Signal()
    doctor_wanted = Signal()

    def __init__(self, kind: StepKind, tools: SigningTools, places: PaperPlaces) -> None:
        super().__init__()
        self._kind, self._tools, self._places = kind, tools, places
        self._seals = kind in SEALS
        self._menu: TokenMenu | None = None
        self.role, self.body = Segmented(), Segmented()
        self.key = KeyField(
            _("Key file of the body's seal") if self._seals else _("Key file of the signer"), key_kinds()
        )
        self.password = password_field(_("Password of the key"))
        self.check = HolderCheck()
        kept = kept_picture(tools.session, seal=self._seals)
        self.manner = MannerFields(tools.choices, seal=self._seals, kept=kept)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)
        if kind is StepKind.SIGN:
            self._build_signer()
        for part in (self.key, self.password, self.check, self.manner):
            self._rows.addWidget(part)
        self._try = QTimer(self)
        self._try.setSingleShot(True)
        self._try.setInterval(_PATIENCE)
        self._connect()

    def _build_signer(self) -> None:
        """As whom, and on a joint paper for which body."""
        if self._places.joint:
            self.body.offer([(Body.LEAD.value, _("Body in charge")), (Body.SECOND.value, _("Second body"))])
            self.body.choose(self._places.next_body.value)
            self._say(_("Signs for"), self.body)
        self.role.offer(
            [(Role.LEADER.value, _("Head of the board")), (Role.DEPUTY.value, _("Deputy head (K/T)"))]
        )
        self._say(_("Signs as"), self.role)
        self._propose_role()

    def _propose_role(self) -> None:
        """What the account may sign as; where that is both, what the paper says."""
        able = []
        for role, part in zip((Role.LEADER, Role.DEPUTY), self.role.buttons(), strict=True):
            refusal = self._refusal(role)
            part.setEnabled(refusal is None)
            part.setToolTip(refusal_words(refusal) if refusal is not None else "")
            if refusal is None:
                able.append(role)
        wanted = self._places.roles.get(self.signs_for, Role.LEADER)
        self.role.choose((wanted if wanted in able or not able else able[0]).value)

    def _refusal(self, role: Role) -> DvError | None:
        """Why the account may not sign as that, and who may."""
        try:
            self._tools.session.require(actions_of(StepKind.SIGN, role=role)[0])
        except NotAllowed as refusal:
            return refusal
        return None

    def _say(self, words: str, part: QWidget) -> None:
        self._rows.addLayout(column(label(words, "label"), part, spacing=3))
        part.setAccessibleName(words)

    def _connect(self) -> None:
        self.manner.preview_wanted.connect(self.preview_wanted)
        self.manner.settings_wanted.connect(self.settings_wanted)
        self.key.tokens_wanted.connect(self._ask_tokens)
        self.key.changed.connect(self._key_changed)
        self.password.edit.returnPressed.connect(self._entered)
        self.password.changed.connect(self._try.start)
        self.key.left.connect(self._look)
        self.password.left.connect(self._look)
        self._try.timeout.connect(self._look)
        self.body.chosen.connect(lambda _code: self._body_changed())

    # --- which key ---------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Propose the key that was used last. A token is looked for beside the window.

        The second body of a joint paper comes with keys of its own.
        """
        if self._kind is StepKind.SEAL_SECOND or self.signs_for is Body.SECOND:
            return
        tools = self._tools
        propose_key(self.key, tools.last.last(seal=self._seals), tools.keys, tools.jobs)

    def _ask_tokens(self) -> None:
        tools = self._tools
        self._menu = TokenMenu(self, self.key, tools.keys, tools.jobs, self.doctor_wanted.emit)
        self._menu.ask()

    @property
    def token_menu(self) -> QMenu | None:
        """The keys that were offered last; ``None`` while nobody asked."""
        return self._menu.menu if self._menu is not None else None

    def _key_changed(self) -> None:
        token = self.key.token
        self.password.call(_("PIN of the token") if token is not None else _("Password of the key"))
        own_pad = token is not None and token.token.own_pad
        self.password.edit.setEnabled(not own_pad)
        if token is None:
            self.check.forget()
            self._try.start()
            return
        self._ask_names(token.key.holder)
        if own_pad:
            self.password.edit.clear()
            self.password.say_note(_("Type the PIN on the token itself."))
        else:
            self.password.edit.setFocus()  # it is all that is missing now

    def _body_changed(self) -> None:
        self._propose_role()
        self.check.forget()
        if (holder := self.holder()) is not None:
            self._ask_names(holder)
        else:
            self.password.say_note("")
            self._look()

    def _entered(self) -> None:
        self._try.stop()
        self.submitted.emit()

    def _look(self) -> None:
        """Whose key file it is, once its password is right: said below, as a token says it without one."""
        self._try.stop()
        source, tools = self.key_source(), self._tools.session.tools
        if (
            not isinstance(source, KeyFile)
            or not source.password
            or self.password.note
            or not self.isVisible()
        ):
            return

        def holder() -> KeyHolder:
            with opened_key(source, tools.clock.now(), tools) as key:
                return key.holder

        def found(one: KeyHolder) -> None:
            if isValid(self) and self.key_source() == source:
                self.password.say_note(holder_words(one))
                self._ask_names(one)

        self._tools.jobs.run(
            _("Opening the key"), lambda _watch: holder(), found, lambda _refusal: None
        )  # what is wrong with it is said once it is used

    def _ask_names(self, holder: KeyHolder) -> None:
        if self._kind is not StepKind.SIGN:
            return
        body = self.signs_for
        account = self._tools.session.actor.name if body is Body.LEAD else ""
        others = other_names(holder.name, paper=self._places.signers.get(body, ""), account=account)
        self.check.ask(holder.name, others)

    # --- content -----------------------------------------------------------------------------------------------------

    @property
    def signs_for(self) -> Body:
        """The body for which somebody signs."""
        return Body(self.body.code() or Body.LEAD.value)

    @property
    def signs_as(self) -> Role:
        """As whom he signs."""
        return Role(self.role.code() or Role.LEADER.value)

    def key_source(self) -> KeySource | None:
        """The key and what opens it, as they stand there."""
        secret = unicodedata.normalize("NFC", self.password.edit.text())
        if self.key.token is not None:
            return TokenPin(place=self.key.token.place, pin=secret)
        path = self.key.path()
        return None if path is None else KeyFile(path=path, password=secret)

    def holder(self) -> KeyHolder | None:
        """Whose key is chosen, where that is told without a secret."""
        return self.key.token.key.holder if self.key.token is not None else None

    def missing(self) -> tuple[str, str]:
        """The field that is still to be filled in, and what is missing there; two empty texts when nothing is."""
        source = self.key_source()
        if source is None:
            return "key", _("Choose the key file or a token first.")
        if isinstance(source, KeyFile) and not source.password:
            return "password", _("The key's password is missing.")
        return "", self.manner.fault()

    def missing_to_sign(self) -> tuple[str, str]:
        """As :meth:`missing`, of what a look at the pages does without: a PIN, and a word on another's certificate."""
        token = self.key.token
        if token is not None and not self.password.edit.text() and not token.token.own_pad:
            return "password", _("The token's PIN is missing.")  # an empty one would cost a try
        return "", self.check.lacks

    def chosen_manner(self) -> Manner:
        """How it is signed. A certificate in another name has to be confirmed."""
        return replace(self.manner.manner(), any_name=self.check.confirmed)

    def first_empty(self) -> QLineEdit:
        """Where one types first."""
        return self.password.edit if self.key.edit.text() else self.key.edit

    # --- what came of it ---------------------------------------------------------------------------------------------

    def say_beside(self, name: str, words: str) -> QLineEdit | None:
        """Say a fault at a field, or take it back; what is to be typed anew there, ``None``: there is no such field."""
        fields = {
            "password": self.password, "key": self.key, "picture": self.manner.picture,
            "width": self.manner.seal_width,
        }  # fmt: skip
        field = fields.get(name)
        if field is None or field.isHidden():
            return None
        if words or field.fault:
            field.say_fault(words)
        return field.edit

    def named(self, refusal: DvError) -> DvError:
        """A refusal that names the chosen token by its serial, with the name under which it was chosen."""
        chosen = self.key.token
        if chosen is None or refusal.where != chosen.token.serial:
            return refusal
        return type(refusal)(where=chosen.token.label, **refusal.details)

    def forget_secret(self) -> None:
        """Clear the password; undoing does not bring it back."""
        self._try.stop()
        self.password.edit.clear()
