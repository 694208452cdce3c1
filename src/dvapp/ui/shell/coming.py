"""Screens that this version does not have yet. They say so, and what to do meanwhile."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dvapp.host.i18n import _
from dvapp.services.session import Session
from dvapp.ui.jobs import Jobs
from dvapp.ui.shell.navigation import PLACES, place_words
from dvapp.ui.widgets import EmptyState, card, label


class ComingScreen(QWidget):
    """An honest empty place."""

    navigate = Signal(str, object)

    def __init__(self, session: Session, jobs: Jobs, code: str) -> None:
        super().__init__()
        del jobs
        self._session = session
        self._code = code
        self._title = label("", "title")
        self._empty = EmptyState(next(place.icon for place in PLACES if place.code == code))
        frame, inner = card()
        inner.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(14)
        layout.addWidget(self._title)
        layout.addWidget(frame, 1)
        self._empty.action.clicked.connect(lambda: self.navigate.emit("settings", None))
        self.retranslate()

    def refresh(self) -> None:
        """Nothing to read."""

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self._title.setText(place_words(self._code))
        self._empty.say(
            _("Backups are not in this version"),
            _(
                "The store is one encrypted file. Until backups are made by the program, copy this file to "
                "another disk while the program is closed: {path}"
            ).format(path=self._session.store.path),
            _("Where the store lies"),
        )
