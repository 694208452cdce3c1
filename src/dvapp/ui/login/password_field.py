"""A password as one types it: shown on request, with a warning while Caps Lock is on and words for a wrong one."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dvapp.host.i18n import _
from dvapp.ui.icons import set_icon
from dvapp.ui.theme import restyle
from dvapp.ui.widgets import FocusFrame, icon_button, label, name_icon_button


class PasswordField(QWidget):
    """``entered`` is Enter."""

    entered = Signal()
    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._name = ""
        self._capital = False
        self.head = label("", "label")
        self.edit = QLineEdit()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = icon_button("eye", "", clicked=self._toggle)
        self._eye.setCheckable(True)
        self._frame = QFrame()
        self._frame.setProperty("role", "input")
        inner = QHBoxLayout(self._frame)
        inner.setContentsMargins(6, 0, 4, 0)
        inner.setSpacing(4)
        inner.addWidget(self.edit, 1)
        inner.addWidget(self._eye)
        self._hint = label("", "fault", wrap=True)
        self._hint.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.head)
        layout.addWidget(self._frame)
        layout.addWidget(self._hint)
        FocusFrame(self._frame, self.edit)
        self.edit.installEventFilter(self)
        self.edit.returnPressed.connect(self.entered)
        self.edit.textEdited.connect(lambda _text: self._typed())
        self.setFocusProxy(self.edit)

    def say(self, name: str) -> None:
        """Set its name in the language in use."""
        self._name = name
        self.head.setText(name)
        self.edit.setAccessibleName(name)
        self._name_eye()

    def _name_eye(self) -> None:
        shown = self._eye.isChecked()
        words = _("Hide what is typed") if shown else _("Show what is typed")
        name_icon_button(self._eye, f"{words} ({self._name})")
        set_icon(self._eye, "eye-off" if shown else "eye", "dim")

    def _toggle(self) -> None:
        mode = QLineEdit.EchoMode.Normal if self._eye.isChecked() else QLineEdit.EchoMode.Password
        self.edit.setEchoMode(mode)
        self._name_eye()
        self.edit.setFocus()

    def text(self) -> str:
        """The password as typed; the store normalises it."""
        return self.edit.text()

    def clear(self) -> None:
        """Forget what was typed."""
        self.edit.clear()
        self.hint("")

    def hint(self, words: str, *, state: str = "error") -> None:
        """Say something below the field; ``""`` says nothing."""
        self._hint.setText(words)
        self._hint.setVisible(bool(words))
        restyle(self._hint, state="" if state == "error" else state)
        restyle(self._frame, state="error" if words and state == "error" else "")
        self.edit.setAccessibleDescription(words)

    def hinted(self) -> str:
        """What it says below the field."""
        return self._hint.text()

    def _typed(self) -> None:
        self.hint(_("Caps Lock seems to be on.") if self._capital else "", state="warn")
        self.edited.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A capital without Shift, or a small letter with it, means Caps Lock: Qt itself cannot tell."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.text().isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._capital = event.text().isupper() != shift
        return False
