"""What happens on the first of January: the store of the next year, made from this one."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from dvapp.domain.errors import BoardUnknown
from dvapp.host.i18n import _
from dvapp.services.catalogue.next_year import NextYear, create_next_year
from dvapp.services.session import Session
from dvapp.ui.jobs import Jobs
from dvapp.ui.login.create_page import LEAST
from dvapp.ui.login.password_field import PasswordField
from dvapp.ui.notices import Notice
from dvapp.ui.widgets import button, label, row


class NextYearPanel(QWidget):
    """A password for the new store, and the button that asks for its place. ``said`` carries what came of it."""

    said = Signal(object)

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        self._session, self._jobs = session, jobs
        self._head = label("", "group")
        self._about = label("", "small", wrap=True)
        self.password, self.again = PasswordField(), PasswordField()
        self.make = button("", icon="calendar", clicked=self._ask)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(6)
        for widget in (self._head, self._about, self.password, self.again):
            layout.addWidget(widget)
        layout.addLayout(row(self.make, None))
        for field in (self.password, self.again):
            field.edited.connect(self._say)
        self.retranslate()

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        year = self._session.year
        self._head.setText(_("The store of {year}").format(year=year + 1))
        self._about.setText(
            _(
                "A store belongs to a year. The next one takes along the template pack, the board's own entries and copies of the "
                "records of {year}, to compare with; drafts, report texts and attached files stay here."
            ).format(year=year)
        )
        self.password.say(_("Password of the new store"))
        self.again.say(_("The same password again"))
        self.make.setText(_("Make the store of {year}…").format(year=year + 1))
        self._say()

    def _why_not(self) -> str:
        """Why the store cannot be made yet; "" when it can."""
        session = self._session
        try:
            session.units.require_board_unit(session.store.info.board, session.year + 1)
        except BoardUnknown:
            return _("The board does not work in {year} any more.").format(year=session.year + 1)
        if len(self.password.text()) < LEAST:
            return _("Type a password of at least {least} characters first.").format(least=LEAST)
        if self.password.text() != self.again.text():
            return _("The two passwords differ.")
        return ""

    def _say(self) -> None:
        reason = self._why_not()
        self.make.setEnabled(not reason)
        self.make.setToolTip(reason)
        self.make.setAccessibleDescription(reason)
        self.again.hint(reason if self.again.text() else "")

    def _ask(self) -> None:
        session = self._session
        proposed = session.store.path.with_name(f"{session.store.info.board}-{session.year + 1}.dvapp")
        chosen, _filter = QFileDialog.getSaveFileName(
            self, self.make.text(), str(proposed), _("Stores (*.dvapp)")
        )
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Make the store and say so."""
        path = path if path.suffix else path.with_suffix(".dvapp")
        session, password = self._session, self.password.text()

        def done(made: NextYear) -> None:
            for field in (self.password, self.again):
                field.clear()
            self._say()
            words = _(
                "Made {file} for {year}: {records} records to compare with, {entries} own catalogue entries."
            )
            told = words.format(
                file=made.path.name, year=made.year, records=made.records, entries=made.entries
            )
            self.said.emit(Notice(words=told, state="ok"))

        self._jobs.run(
            _("Making the store of the next year"),
            lambda _watch: create_next_year(session, path, password=password),
            done,
        )
