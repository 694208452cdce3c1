"""Opening a store: which file, and its password."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from dvapp.domain.errors import DvError, WrongPassword
from dvapp.host.i18n import _
from dvapp.ui.login.password_field import PasswordField
from dvapp.ui.messages import refusal_words
from dvapp.ui.theme import restyle
from dvapp.ui.widgets import button, label, row


class OpenPage(QWidget):
    """``wanted`` carries the path and the password, ``create_wanted`` asks for the other page."""

    wanted = Signal(object, str)
    create_wanted = Signal()
    sample_wanted = Signal()

    def __init__(self, last: str) -> None:
        super().__init__()
        self._title = label("", "title")
        self._lead = label("", "subtitle", wrap=True)
        self._file_head = label("", "label")
        self.file = QLineEdit(last)
        self._browse = button("", "", icon="folder-open", clicked=self._choose)
        self._file_fault = label("", "fault", wrap=True)
        self._file_fault.hide()
        self.password = PasswordField()
        self.open = button("", "primary", clicked=self._go)
        self._new = button("", "ghost", icon="plus", clicked=self.create_wanted.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._title)
        layout.addWidget(self._lead)
        layout.addSpacing(16)
        layout.addWidget(self._file_head)
        across = row(self.file, self._browse)
        across.setStretch(0, 1)
        layout.addLayout(across)
        layout.addWidget(self._file_fault)
        layout.addSpacing(10)
        layout.addWidget(self.password)
        layout.addSpacing(18)
        layout.addLayout(row(self.open, self._new, None))
        self.password.entered.connect(self._go)
        self.file.returnPressed.connect(self.password.edit.setFocus)
        self.file.textChanged.connect(lambda _text: self._say_file(""))
        self.retranslate()

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self._title.setText(_("Open a board's store"))
        self._lead.setText(
            _("One encrypted file holds a board's records of one year. It can also be dragged in here.")
        )
        self._file_head.setText(_("Store file"))
        self.file.setAccessibleName(_("Store file"))
        self.file.setPlaceholderText(_("Choose a file *.dvapp"))
        self._browse.setText(_("Choose…"))
        self._browse.setAccessibleName(_("Choose the store file"))
        self.password.say(_("Password"))
        self.open.setText(_("Open"))
        self._new.setText(_("New store for a board"))

    def begin(self) -> None:
        """Put the focus where one types first."""
        (self.password.edit if self.file.text() else self.file).setFocus()

    def use(self, path: Path) -> None:
        """Take a file, dragged in or named on the command line."""
        self.file.setText(str(path))
        self.password.edit.setFocus()

    def _choose(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(
            self,
            _("Choose the store file"),
            self.file.text(),
            _("Stores (*.dvapp)") + ";;" + _("All Files (*)"),
        )
        if chosen:
            self.use(Path(chosen))

    def _go(self) -> None:
        if not self.file.text().strip():
            self._say_file(_("Choose the store file first."))
            self.file.setFocus()
        elif not self.password.text():
            self.password.hint(_("Type the password."))
            self.password.edit.setFocus()
        else:
            self.wanted.emit(Path(self.file.text().strip()).expanduser(), self.password.text())

    def busy(self, *, busy: bool) -> None:
        """While the store is being opened nothing can be changed."""
        for widget in (self.file, self.password, self.open, self._browse, self._new):
            widget.setEnabled(not busy)
        self.open.setText(_("Opening…") if busy else _("Open"))

    def refuse(self, error: DvError) -> None:
        """Say beside the field why it was not opened."""
        words = refusal_words(error)
        if isinstance(error, WrongPassword):
            self.password.hint(words)
            self.password.edit.setFocus()
            self.password.edit.selectAll()
        else:
            self._say_file(words)
            self.file.setFocus()

    def _say_file(self, words: str) -> None:
        self._file_fault.setText(words)
        self._file_fault.setVisible(bool(words))
        restyle(self.file, state="error" if words else "")
