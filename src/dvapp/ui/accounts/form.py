"""One account: login, name, duties, and giving it a password."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from dvapp.domain.accounts.accounts import Account
from dvapp.domain.accounts.duties import APART, Duty
from dvapp.domain.errors import DvError
from dvapp.host.i18n import _
from dvapp.ui.account_words import duty_help, duty_words
from dvapp.ui.login.password_field import PasswordField
from dvapp.ui.theme import restyle
from dvapp.ui.widgets import button, column, label, line, row

_BESIDE = {
    "login_invalid": "login",
    "login_taken": "login",
    "account_name_missing": "name",
    "duties_missing": "duties",
    "duties_clash": "duties",
    "last_administrator": "duties",
    "password_too_short": "password",
    "too_many_accounts": "password",
}
"""Beside which field a refusal is said."""


class AccountForm(QWidget):
    """``kept`` carries the account and its first password (empty for one that exists), ``shut`` the login,

    ``password_given`` login and password.
    """

    kept = Signal(object, str)
    shut = Signal(str)
    password_given = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.new = False
        self._account: Account | None = None
        self._heads = {name: label("", "label") for name in ("login", "name", "duties")}
        self._faults = {
            name: label("", "fault", wrap=True) for name in ("login", "name", "duties", "password")
        }
        self.login_edit, self.name_edit = QLineEdit(), QLineEdit()
        self.duties = {duty: QCheckBox() for duty in Duty}
        self._helps = {duty: label("", "small", wrap=True) for duty in Duty}
        self.password = PasswordField()
        self.keep = button("", "primary", clicked=self._keep)
        self.give = button("", "", icon="lock", clicked=self._give)
        self.shut_button = button("", "danger", clicked=self._shut)
        self._lay_out()
        for duty, box in self.duties.items():
            box.toggled.connect(lambda checked, duty=duty: self._part(duty, checked=checked))
        self.retranslate()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for name, field in (("login", self.login_edit), ("name", self.name_edit)):
            layout.addWidget(self._heads[name])
            layout.addWidget(field)
            layout.addWidget(self._faults[name])
            layout.addSpacing(6)
        layout.addWidget(self._heads["duties"])
        for duty, box in self.duties.items():
            layout.addWidget(box)
            layout.addLayout(row(28, self._helps[duty]))
        layout.addWidget(self._faults["duties"])
        layout.addSpacing(8)
        self._secret = QWidget()
        secret = column(self.password, self._faults["password"], spacing=4)
        secret.setContentsMargins(0, 0, 0, 6)
        self._secret.setLayout(secret)
        self._first, self._further = QVBoxLayout(), QVBoxLayout()
        layout.addLayout(self._first)
        layout.addLayout(row(self.keep, None))
        layout.addSpacing(10)
        self._rule = line()
        layout.addWidget(self._rule)
        layout.addSpacing(6)
        layout.addLayout(self._further)
        layout.addLayout(row(self.give, None, self.shut_button))
        for fault in self._faults.values():
            fault.hide()

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self._heads["login"].setText(_("Login (letters a–z without accents, digits)"))
        self._heads["name"].setText(_("Name of the person, as steps and papers show it"))
        self._heads["duties"].setText(_("Duties"))
        self.login_edit.setAccessibleName(_("Login"))
        self.name_edit.setAccessibleName(_("Name"))
        for duty, box in self.duties.items():
            words = duty_words(duty)
            box.setText(words[:1].upper() + words[1:])
            self._helps[duty].setText(duty_help(duty))
            box.setAccessibleDescription(duty_help(duty))
        self.password.say(_("First password") if self.new else _("New password"))
        self.keep.setText(_("Make the account") if self.new else _("Keep the changes"))
        self.give.setText(_("Give this password"))
        self.shut_button.setText(_("Shut the account"))

    @property
    def login(self) -> str:
        """Login of the account in sight; empty for a new one."""
        return "" if self._account is None else self._account.login

    def begin(self) -> None:
        """An empty form."""
        self._account, self.new = None, True
        self.login_edit.clear()
        self.name_edit.clear()
        for box in self.duties.values():
            box.setChecked(False)
        self._settle(able=True)
        self.login_edit.setFocus()

    def show_account(self, account: Account, *, able: bool, alone: bool) -> None:
        """An account as the store has it."""
        self._account, self.new = account, False
        self.login_edit.setText(account.login)
        self.name_edit.setText(account.name)
        for duty, box in self.duties.items():
            with QSignalBlocker(box):
                box.setChecked(duty in account.duties)
        self._settle(able=able and not alone)
        self.shut_button.setVisible(able and not alone and not account.shut)

    def _settle(self, *, able: bool) -> None:
        self.password.clear()
        for name in self._faults:
            self._say(name, "")
        self.login_edit.setReadOnly(not self.new)
        for field in (self.name_edit, self.password, self.keep, self.give, *self.duties.values()):
            field.setEnabled(able)
        (self._first if self.new else self._further).addWidget(self._secret)
        self._secret.setVisible(able)
        self.give.setVisible(able and not self.new)
        self.shut_button.hide()
        self._rule.setVisible(able and not self.new)
        self.retranslate()

    def _part(self, duty: Duty, *, checked: bool) -> None:
        """Duties that nobody has together let go of each other."""
        if checked:
            for pair in APART:
                if duty in pair:
                    (other,) = pair - {duty}
                    self.duties[other].setChecked(False)

    def _keep(self) -> None:
        for name in self._faults:
            self._say(name, "")
        duties = frozenset(duty for duty, box in self.duties.items() if box.isChecked())
        login = self.login_edit.text().strip().lower() if self.new else self.login
        self.kept.emit(Account(login=login, name=self.name_edit.text(), duties=duties), self.password.text())

    def _give(self) -> None:
        self._say("password", "")
        self.password_given.emit(self.login, self.password.text())

    def _shut(self) -> None:
        self.shut.emit(self.login)

    def busy(self, *, busy: bool) -> None:
        """While a password is being wrapped nothing can be changed."""
        self.setEnabled(not busy)

    def refuse(self, refusal: DvError, words: str) -> None:
        """Say beside the field why it was not kept."""
        name = _BESIDE.get(refusal.code, "duties")
        self._say(name, words)
        {"login": self.login_edit, "name": self.name_edit, "password": self.password.edit}.get(
            name, self.duties[Duty.OFFICER]
        ).setFocus()

    def _say(self, name: str, words: str) -> None:
        self._faults[name].setText(words)
        self._faults[name].setVisible(bool(words))
        field = {"login": self.login_edit, "name": self.name_edit}.get(name)
        if field is not None:
            restyle(field, state="error" if words else "")
