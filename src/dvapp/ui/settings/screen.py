"""The settings screen: one section a subject, each made when somebody looks at it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dvapp.host.i18n import _
from dvapp.host.settings import Settings
from dvapp.services.session import Session
from dvapp.ui.jobs import Jobs
from dvapp.ui.settings.general import GeneralSection
from dvapp.ui.widgets import Segmented, label, row, scrolled

WIDEST = 860
"""Pixels; lines longer than this are hard to read."""


class SettingsScreen(QWidget):
    """``language_wanted`` carries "vi" or "en"; ``theme_wanted`` "system", "light" or "dark"."""

    navigate = Signal(str, object)
    said = Signal(object)
    language_wanted = Signal(str)
    theme_wanted = Signal(str)
    close_wanted = Signal()
    actor_changed = Signal()

    def __init__(self, session: Session, jobs: Jobs, settings: Settings) -> None:
        super().__init__()
        self._session, self._jobs, self._settings = session, jobs, settings
        self._title = label("", "title")
        self.choice = Segmented()
        self.choice.chosen.connect(self.show_argument)
        self._stack = QStackedWidget()
        self._places: dict[str, int] = {}
        self._made: dict[str, QWidget] = {}
        self._makers: dict[str, Callable[[], QWidget]] = {
            "general": self._general,
            "signing": self._signing,
            "trust": self._trust,
            "accounts": self._accounts,
        }
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(self._title)
        layout.addLayout(row(self.choice, None))
        layout.addWidget(self._stack, 1)
        self.show_argument("general")
        self.retranslate()

    def show_argument(self, code: object) -> None:
        """Show a section: general, signing, trust or accounts; ``signing/token``: the doctor of tokens there."""
        section, _slash, part = str(code).partition("/")
        if section not in self._makers:
            return
        if section not in self._made:
            self._made[section] = self._makers[section]()
            self._places[section] = self._stack.addWidget(self._framed(self._made[section]))
        self._stack.setCurrentIndex(self._places[section])
        self.choice.choose(section)
        made = self._made[section]
        self._refresh(made)
        show_part = getattr(made, "show_part", None)
        if part and show_part is not None:
            show_part(part)

    def section(self, code: str) -> QWidget:
        """A section, shown."""
        self.show_argument(code)
        return self._made[code]

    def refresh(self) -> None:
        """What the section in sight shows may have changed elsewhere."""
        self._refresh(self._made[self.choice.code()])

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self._title.setText(_("Settings"))
        chosen = self.choice.code() or "general"
        self.choice.offer(
            [
                ("general", _("General")),
                ("signing", _("Signing")),
                ("trust", _("Authorities")),
                ("accounts", _("Accounts")),
            ]
        )
        self.choice.choose(chosen)
        for made in self._made.values():
            again = getattr(made, "retranslate", None)
            if again is not None:
                again()

    def keep_now(self) -> None:
        """What is still being typed is kept."""
        for made in self._made.values():
            keep = getattr(made, "keep_now", None)
            if keep is not None:
                keep()

    @staticmethod
    def _refresh(section: QWidget) -> None:
        again = getattr(section, "refresh", None)
        if again is not None:
            again()

    @staticmethod
    def _framed(section: QWidget) -> QWidget:
        page = QWidget()
        page.setMaximumWidth(WIDEST)
        body = QVBoxLayout(page)
        body.setContentsMargins(0, 0, 24, 20)
        body.addWidget(section)
        return scrolled(page)

    # --- the sections ------------------------------------------------------------------------------------------------

    def _general(self) -> QWidget:
        made = GeneralSection(self._session, self._settings)
        made.language_wanted.connect(self.language_wanted)
        made.theme_wanted.connect(self.theme_wanted)
        made.close_wanted.connect(self.close_wanted)
        return made

    def _signing(self) -> QWidget:
        from dvapp.ui.settings.signing import SigningSection

        return SigningSection(self._session, self._jobs, self._settings)

    def _trust(self) -> QWidget:
        from dvapp.ui.trust.panel import TrustPanel

        return TrustPanel(self._session.tools, self._jobs, by=lambda: self._session.actor.name)

    def _accounts(self) -> QWidget:
        from dvapp.ui.accounts.panel import AccountsPanel

        made = AccountsPanel(self._session, self._jobs)
        made.said.connect(self.said)
        made.changed.connect(self.actor_changed)
        return made
