"""The accounts of a store: a list at the left, one account at the right. Passwords are typed here and never shown again."""

from functools import partial

from PySide6.QtCore import QItemSelectionModel, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from dvapp.domain.accounts.accounts import Account
from dvapp.domain.accounts.duties import MAY, Action, Duty
from dvapp.domain.errors import DvError
from dvapp.host.i18n import _
from dvapp.services.accounts.accounts import (
    add_account,
    change_account,
    give_password,
    list_accounts,
    shut_account,
)
from dvapp.services.session import Session
from dvapp.ui.account_words import account_name, duties_words
from dvapp.ui.accounts.form import AccountForm
from dvapp.ui.accounts.own_password import OwnPassword
from dvapp.ui.jobs import Jobs
from dvapp.ui.messages import refusal_words
from dvapp.ui.notices import Notice
from dvapp.ui.widgets import button, column, label, line, row


class AccountsPanel(QWidget):
    """``said`` carries a :class:`~dvapp.ui.notices.Notice`; ``changed`` says that somebody's duties changed."""

    said = Signal(object)
    changed = Signal()

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        self._session = session
        self._jobs = jobs
        self._accounts: tuple[Account, ...] = ()
        self._title = label("", "heading")
        self._lead = label("", "dim", wrap=True)
        self._why = label("", "fault", wrap=True, state="warn")
        self.list = QListWidget()
        self.list.setMinimumWidth(200)
        self.list.setMaximumWidth(320)
        self.new = button("", "primary", icon="plus", clicked=self.begin_new)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.form = AccountForm()
        self.own = OwnPassword(session, jobs)
        self.own.changed.connect(
            lambda: self.said.emit(Notice(words=_("The password was changed."), state="ok"))
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for words in (self._title, self._lead, self._why):
            layout.addWidget(words)
        across = row(column(self.list, row(self.new, None)), self.form, spacing=18)
        across.setStretch(1, 1)
        across.setAlignment(self.form, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(across, 1)
        layout.addSpacing(10)
        layout.addWidget(line())
        layout.addWidget(self.own)
        self.list.currentRowChanged.connect(self._show_row)
        self.form.kept.connect(self._keep)
        self.form.shut.connect(self._shut)
        self.form.password_given.connect(self._give)
        self.retranslate()

    @property
    def _able(self) -> bool:
        return self._session.actor.may(Action.MANAGE_ACCOUNTS)

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self._title.setText(_("Accounts"))
        self._lead.setText(
            _(
                "Everybody who works in this store has an account with a password of his own. "
                "What each may do follows from the duties."
            )
        )
        self.list.setAccessibleName(_("Accounts"))
        self.new.setText(_("New account"))
        self.form.retranslate()
        self.own.retranslate()
        self.refresh()

    def refresh(self) -> None:
        """Read the accounts again, keeping the one in sight."""
        held = self.form.login
        try:
            self._accounts = list_accounts(self._session)
        except DvError as refusal:
            self.said.emit(Notice.refused(refusal))
            return
        alone, able = self._session.actor.alone, self._able
        words = _(
            "With the first further account the owner keeps the accounts and enters no figures any more."
        )
        if not able:
            words = _("Only {duties} may change accounts.").format(
                duties=duties_words(MAY[Action.MANAGE_ACCOUNTS])
            )
        self._why.setText(words)
        self._why.setVisible(alone or not able)
        self.new.setEnabled(able)
        self._fill(held)

    def _fill(self, held: str) -> None:
        with QSignalBlocker(self.list):
            self.list.clear()
            every = _("every duty")
            for one in self._accounts:
                words = [
                    account_name(one),
                    f"{one.login} · {every if one.duties == frozenset(Duty) else duties_words(one.duties)}",
                ]
                if one.shut:
                    words.append(_("shut"))
                elif one.must_change:
                    words.append(_("has a first password, to be changed"))
                item = QListWidgetItem("\n".join(words))
                item.setToolTip(item.text())
                self.list.addItem(item)
        logins = [one.login for one in self._accounts]
        place = logins.index(held) if held in logins else 0
        if held or not self.form.new:
            self.list.setCurrentRow(place, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self._show_row(place)

    def _show_row(self, place: int) -> None:
        if 0 <= place < len(self._accounts):
            self.form.show_account(self._accounts[place], able=self._able, alone=self._session.actor.alone)

    def begin_new(self) -> None:
        """An empty form for a further account."""
        self.list.clearSelection()
        self.list.setCurrentRow(-1)
        self.form.begin()

    # --- work --------------------------------------------------------------------------------------------------------

    def _keep(self, account: Account, password: str) -> None:
        """Make the account, or change it; a password costs a moment, so it is wrapped beside the window."""
        session = self._session
        if not self.form.new:
            self._do(
                lambda: change_account(session, account.login, name=account.name, duties=account.duties),
                _("Kept."),
            )
            return
        self.form.busy(busy=True)
        self._jobs.run(
            _("Making the account"),
            lambda _watch: add_account(
                session, account.login, name=account.name, duties=account.duties, password=password
            ),
            partial(self._made, _("Account made. Its holder changes the password at the first login.")),
            self._refused,
        )

    def _give(self, login: str, password: str) -> None:
        session = self._session
        self.form.busy(busy=True)
        self._jobs.run(
            _("Giving a password"),
            lambda _watch: give_password(session, login, password),
            partial(self._made, _("Password given. Its holder changes it at the next login.")),
            self._refused,
        )

    def _shut(self, login: str) -> None:
        words = _("{login} opens this store no more; a new password opens the account again.")
        self._do(lambda: shut_account(self._session, login), words.format(login=login))

    def _do(self, work: object, words: str) -> None:
        assert callable(work)
        try:
            account = work()
        except DvError as refusal:
            self._refused(refusal)
            return
        self._made(words, account)

    def _made(self, words: str, account: Account) -> None:
        self.form.busy(busy=False)
        self.form.show_account(account, able=self._able, alone=self._session.actor.alone)
        self.said.emit(Notice(words=words, state="ok", quiet=True))
        self.changed.emit()
        self.refresh()

    def _refused(self, refusal: DvError) -> None:
        self.form.busy(busy=False)
        self.form.refuse(refusal, refusal_words(refusal))
