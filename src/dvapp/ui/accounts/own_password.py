"""Changing one's own password: the former one, and twice the new one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dvapp.domain.errors import DvError, PasswordTooShort
from dvapp.host.i18n import _
from dvapp.services.accounts.accounts import change_password
from dvapp.services.session import Session
from dvapp.ui.jobs import Jobs
from dvapp.ui.login.password_field import PasswordField
from dvapp.ui.messages import refusal_words
from dvapp.ui.report.owned_jobs import OwnedJobs
from dvapp.ui.widgets import button, label, row


class OwnPassword(QWidget):
    """``changed`` says that the new password opens the store from now on."""

    changed = Signal()

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        self._session, self._jobs = session, OwnedJobs(jobs, self)
        self._title = label("", "heading")
        self.old, self.new, self.again = PasswordField(), PasswordField(), PasswordField()
        self.act = button("", "", icon="lock", clicked=self.change)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        fields = row(self.old, self.new, self.again, spacing=12)
        layout.addLayout(fields)
        layout.addLayout(row(self.act, None))
        self.again.entered.connect(self.change)
        self.retranslate()

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self._title.setText(_("My password"))
        self.old.say(_("Present password"))
        self.new.say(_("New password"))
        self.again.say(_("New password again"))
        self.act.setText(_("Change the password"))

    def change(self) -> None:
        """Change it; wrapping the key takes a moment, beside the window."""
        if self.new.text() != self.again.text():
            self.again.hint(_("The two passwords differ."))
            self.again.edit.setFocus()
            return
        store, tools = self._session.store, self._session.tools
        path, login, old, new = store.path, store.login, self.old.text(), self.new.text()
        self.setEnabled(False)
        self._jobs.run(
            _("Changing the password"),
            lambda _watch: change_password(path, old, new, tools=tools, login=login),
            lambda _none: self._done(),
            self._refused,
        )

    def _done(self) -> None:
        self.setEnabled(True)
        for field in (self.old, self.new, self.again):
            field.clear()
        self.changed.emit()

    def _refused(self, refusal: DvError) -> None:
        self.setEnabled(True)
        field = self.new if isinstance(refusal, PasswordTooShort) else self.old
        field.hint(refusal_words(refusal))
        field.edit.setFocus()
