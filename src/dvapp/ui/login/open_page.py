"""Opening a store: which file, whose account, and its password."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from dvapp.domain.accounts.account_errors import AccountUnknown, LoginNeeded, PasswordToChange
from dvapp.domain.errors import DvError, PasswordTooShort, WrongPassword
from dvapp.host.i18n import _
from dvapp.ui.chooser import Chooser
from dvapp.ui.login.password_field import PasswordField
from dvapp.ui.messages import refusal_words
from dvapp.ui.theme import restyle
from dvapp.ui.widgets import button, column, label, row


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What somebody wants to open.

    :param login: whose password it is; empty where the store has one account.
    :param new: the password that takes the place of one that the administrator gave; else empty.
    """

    path: Path
    login: str
    password: str
    new: str = ""


class OpenPage(QWidget):
    """``wanted`` carries an :class:`Opening`, ``create_wanted`` asks for the other page.

    ``file_chosen`` carries the path: whoever can tell whose accounts open it calls :meth:`offer`.
    """

    wanted = Signal(object)
    file_chosen = Signal(object)
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
        self._login_head = label("", "label")
        self.login = Chooser()
        self._login_fault = label("", "fault", wrap=True)
        self.password = PasswordField()
        self.new, self.again = PasswordField(), PasswordField()
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
        self._whose = QWidget()
        whose = column(self._login_head, self.login, self._login_fault, spacing=4)
        whose.setContentsMargins(0, 0, 0, 10)
        self._whose.setLayout(whose)
        for part in (self._whose, self.password, self.new, self.again):
            layout.addWidget(part)
        for field in (self.new, self.again):
            field.setContentsMargins(0, 10, 0, 0)
        layout.addSpacing(18)
        layout.addLayout(row(self.open, self._new, None))
        self._login_fault.hide()
        self.offer(())
        self._ask_new(ask=False)
        self.password.entered.connect(self._go)
        self.new.entered.connect(self.again.edit.setFocus)
        self.again.entered.connect(self._go)
        self.login.currentIndexChanged.connect(lambda _index: self._changed_login())
        self.file.editingFinished.connect(self._tell_file)
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
        self._login_head.setText(_("Account"))
        self.login.setAccessibleName(_("Account"))
        self.password.say(_("Password"))
        self.new.say(_("New password"))
        self.again.say(_("New password again"))
        self.open.setText(_("Open"))
        self._new.setText(_("New store for a board"))

    def begin(self) -> None:
        """Put the focus where one types first."""
        (self.password.edit if self.file.text() else self.file).setFocus()
        self._tell_file()

    def use(self, path: Path) -> None:
        """Take a file, dragged in or named on the command line."""
        self.file.setText(str(path))
        self.password.edit.setFocus()
        self._tell_file()

    def _tell_file(self) -> None:
        if path := self._path():
            self.file_chosen.emit(path)

    def _path(self) -> Path | None:
        text = self.file.text().strip()
        return Path(text).expanduser() if text else None

    def offer(self, logins: Sequence[str], last: str = "") -> None:
        """Offer the accounts that open the store; with one there is nothing to choose.

        :param last: which of them to begin with.
        """
        held = self.login.currentText() or last
        with QSignalBlocker(self.login):
            self.login.clear()
            self.login.addItems(list(logins))
            self.login.setCurrentIndex(max(self.login.findText(held), 0) if logins else -1)
        for part in (self._whose, self._login_head, self.login):
            part.setVisible(len(logins) > 1)

    def _changed_login(self) -> None:
        self._say_login("")
        self.password.clear()
        self._ask_new(ask=False)

    def forget(self) -> None:
        """Forget all passwords."""
        self.password.clear()
        self._ask_new(ask=False)

    def _ask_new(self, *, ask: bool) -> None:
        for field in (self.new, self.again):
            field.clear()
            field.setVisible(ask)

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
        elif not self.new.isHidden() and self.new.text() != self.again.text():
            self.again.hint(_("The two passwords differ."))
            self.again.edit.setFocus()
        else:
            path = self._path()
            assert path is not None
            new = "" if self.new.isHidden() else self.new.text()
            login = self.login.currentText()
            self.wanted.emit(Opening(path=path, login=login, password=self.password.text(), new=new))

    def busy(self, *, busy: bool) -> None:
        """While the store is being opened nothing can be changed."""
        fields = (self.file, self.login, self.password, self.new, self.again)
        for widget in (*fields, self.open, self._browse, self._new):
            widget.setEnabled(not busy)
        self.open.setText(_("Opening…") if busy else _("Open"))

    def refuse(self, error: DvError) -> None:
        """Say beside the field why it was not opened."""
        words = refusal_words(error)
        if isinstance(error, WrongPassword):
            self.password.hint(words)
            self.password.edit.setFocus()
            self.password.edit.selectAll()
        elif isinstance(error, PasswordToChange):
            self._ask_new(ask=True)
            self.new.hint(_("The administrator gave this password; choose one of your own."), state="warn")
            self.new.edit.setFocus()
        elif isinstance(error, PasswordTooShort):
            self.new.hint(words)
            self.new.edit.setFocus()
        elif isinstance(error, LoginNeeded | AccountUnknown):
            if isinstance(error, LoginNeeded):
                self.offer(str(error.details["logins"]).split(", "))
                words = _("This store has several accounts; choose yours.")
            self._say_login(words)
            self.login.setFocus()
        else:
            self._say_file(words)
            self.file.setFocus()

    def _say_login(self, words: str) -> None:
        self._login_fault.setText(words)
        self._login_fault.setVisible(bool(words))
        self._whose.setVisible(bool(words) or not self.login.isHidden())
        restyle(self.login, state="error" if words else "")

    def _say_file(self, words: str) -> None:
        self._file_fault.setText(words)
        self._file_fault.setVisible(bool(words))
        restyle(self.file, state="error" if words else "")
