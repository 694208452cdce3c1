"""Fields of a step: label above, input, fault or note below. A file field is typed, dropped on, or chosen."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from dvapp.host.i18n import _
from dvapp.services.signing.tokens import FoundKey
from dvapp.ui.theme import restyle
from dvapp.ui.token_words import token_key_words
from dvapp.ui.widgets import button, label, row


class StepField(QWidget):
    """A labelled input. ``changed`` on every change, ``left`` when it is done with."""

    changed = Signal()
    left = Signal()

    def __init__(self, name: str, edit: QLineEdit, *beside: QWidget) -> None:
        super().__init__()
        self.edit = edit
        self._name = label(name, "label")
        self._name.setBuddy(edit)
        edit.setAccessibleName(name)
        self._fault = label("", "fault", wrap=True)
        self._note = label("", "small", wrap=True)
        line = row(edit, *beside, spacing=6)
        line.setStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self._name)
        layout.addLayout(line)
        layout.addWidget(self._fault)
        layout.addWidget(self._note)
        self.say_fault("")
        self.say_note("")
        edit.textChanged.connect(self._edited)
        edit.editingFinished.connect(self.left)

    def call(self, name: str) -> None:
        """Name it anew."""
        self._name.setText(name)
        self.edit.setAccessibleName(name)

    def _edited(self) -> None:
        self.say_fault("")
        self.say_note("")
        self.changed.emit()

    def say_fault(self, words: str) -> None:
        """Say what is wrong with it; ``""`` takes that back."""
        self._fault.setText(words)
        self._fault.setVisible(bool(words))
        restyle(self.edit, state="error" if words else "")
        if words:
            self.say_note("")

    def say_note(self, words: str, state: str = "ok") -> None:
        """Say what was found out about it; ``""`` takes that back."""
        self._note.setText(words)
        self._note.setVisible(bool(words))
        restyle(self._note, state=state)

    @property
    def fault(self) -> str:
        """What is said to be wrong with it."""
        return self._fault.text()

    @property
    def note(self) -> str:
        """What was found out about it."""
        return self._note.text()


class FileField(StepField):
    """A file's path. ``saving``: the file will be written, so it need not be there yet."""

    def __init__(self, name: str, kinds: str, *beside: QWidget, saving: bool = False) -> None:
        self._choose = button(_("Choose…"), clicked=self.choose)
        super().__init__(name, QLineEdit(), self._choose, *beside)
        self._kinds, self._saving, self._title = kinds, saving, name
        self._choose.setAccessibleName(_("Choose: {name}").format(name=name))
        self.setAcceptDrops(not saving)

    def rename(self, name: str, kinds: str) -> None:
        """Say what it is for, in the language in use."""
        self.call(name)
        self._choose.setText(_("Choose…"))
        self._choose.setAccessibleName(_("Choose: {name}").format(name=name))
        self._title, self._kinds = name, kinds

    def path(self) -> Path | None:
        """The path that stands there, if any."""
        text = self.edit.text().strip()
        return Path(text).expanduser() if text else None

    def set_path(self, path: Path | None) -> None:
        """Put a path there."""
        self.edit.setText(str(path) if path else "")
        self.edit.setCursorPosition(0 if not path else len(str(path)))

    def choose(self) -> None:
        """Ask the system's file dialog."""
        start = self.edit.text()
        ask: Callable[..., tuple[str, str]] = (
            QFileDialog.getSaveFileName if self._saving else QFileDialog.getOpenFileName
        )
        chosen, _kind = ask(self, self._title, start, self._kinds)
        if chosen:
            self.set_path(Path(chosen))
            self.left.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one local file."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Its path, as if chosen."""
        self.set_path(Path(event.mimeData().urls()[0].toLocalFile()))
        event.acceptProposedAction()
        self.left.emit()


class KeyField(FileField):
    """A signer's key: a file, or one on a token. ``tokens_wanted``: the user asks which tokens are in."""

    tokens_wanted = Signal()

    def __init__(self, name: str, kinds: str) -> None:
        self.ask = button(_("Token…"), clicked=self._ask_tokens)
        super().__init__(name, kinds, self.ask)
        self.ask.setAccessibleName(_("Choose a key on a token"))
        self.ask.setToolTip(_("Choose a key on a token that is plugged in"))
        self.token: FoundKey | None = None
        self.edit.textEdited.connect(self._typed)

    def _ask_tokens(self) -> None:
        self.tokens_wanted.emit()

    def set_token(self, found: FoundKey) -> None:
        """Take a key on a token; typing a path or choosing a file puts it back."""
        self.token = found
        self.edit.setText(token_key_words(found))
        self.edit.setCursorPosition(0)
        self.say_note(_("Valid until {day}.").format(day=f"{found.key.holder.valid_to:%d/%m/%Y}"))
        self.changed.emit()

    def path(self) -> Path | None:
        """The key file's path; ``None`` while a token is chosen."""
        return None if self.token is not None else super().path()

    def set_path(self, path: Path | None) -> None:
        """Put a path there, instead of a token."""
        self.token = None
        super().set_path(path)

    def _typed(self) -> None:
        if self.token is not None:
            self.token = None
            self.changed.emit()


def password_field(name: str) -> StepField:
    """A password, never shown."""
    edit = QLineEdit()
    edit.setEchoMode(QLineEdit.EchoMode.Password)
    return StepField(name, edit)


def pdf_kinds() -> str:
    """The file dialog's filter for PDF."""
    return _("PDF documents (*.pdf)")


def key_kinds() -> str:
    """The file dialog's filter for keys."""
    return _("Key files (*.p12 *.pfx);;All files (*)")


def trust_kinds() -> str:
    """The file dialog's filter for trusted authorities."""
    return _("Certificates (*.pem *.crt *.cer *.der *.p7b);;All files (*)")
