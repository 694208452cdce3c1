"""Outgoing papers: those on their way, and the register of those that went out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dvapp.domain.errors import DvError
from dvapp.host.i18n import _
from dvapp.host.settings import Settings
from dvapp.services.session import Session
from dvapp.ui.jobs import Jobs
from dvapp.ui.papers.screen import PapersScreen
from dvapp.ui.register.panel import RegisterPanel
from dvapp.ui.shell.navigation import place_words
from dvapp.ui.widgets import Segmented, label, row


class OutgoingScreen(QWidget):
    """Two views of what leaves the house; the one looked at last is shown again."""

    navigate = Signal(str, object)
    period_wanted = Signal(object)
    said = Signal(object)

    def __init__(self, session: Session, jobs: Jobs, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self.papers = PapersScreen(session, jobs, settings)
        self.register = RegisterPanel(session, jobs, settings)
        self.views = Segmented()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.papers)
        self._stack.addWidget(self.register)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 20, 0, 0)
        layout.setSpacing(10)
        self._title = label("", "title")
        head = row(24, self._title, 8, self.views, None)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        self.views.chosen.connect(self._show)
        self.papers.navigate.connect(self.navigate)
        self.papers.period_wanted.connect(self.period_wanted)
        self.papers.said.connect(self.said)
        self.register.said.connect(self.said)
        self.retranslate()
        self._show(settings.get("outgoing_view", "papers"))

    def _show(self, view: str) -> None:
        self.views.choose(view)
        self._settings.put("outgoing_view", view)
        shown = self.register if view == "register" else self.papers
        self._stack.setCurrentWidget(shown)
        shown.refresh()

    def refresh(self) -> None:
        """Read what is in sight again."""
        self._show(self.views.code() or "papers")

    changed_elsewhere = refresh

    def show_argument(self, argument: object) -> None:
        """A paper by its id, ``register`` for the register, ``line:SERIES/NUMBER`` for a line of it."""
        if argument == "register":
            self._show("register")
        elif isinstance(argument, str) and argument.startswith("line:"):
            self._show("register")
            self.register.show_argument(argument.removeprefix("line:"))
        else:
            self._show("papers")
            self.papers.show_argument(argument)

    def focus_search(self) -> None:
        """Ctrl+F: the register is searched."""
        self._show("register")
        self.register.focus_search()

    def keep_now(self) -> bool:
        """Keep what is typed and not given yet; whether it is safe then."""
        safe = self.papers.keep_now()
        return self.register.keep_now() and safe

    @property
    def trouble(self) -> DvError | None:
        """Why what was typed last is not safe; ``None`` while it is."""
        return self.papers.typed.trouble or self.register.trouble

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self._title.setText(place_words("register"))
        self.views.offer([("papers", _("On their way")), ("register", _("Register of outgoing papers"))])
        self.papers.retranslate()
        self.register.retranslate()
