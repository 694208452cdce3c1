"""The program's one window: first the login, then the work on a store."""

import base64
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

from dvapp.domain.errors import DvError
from dvapp.host.i18n import _, set_language
from dvapp.host.settings import Settings
from dvapp.services.ports import Tools
from dvapp.services.session import Session
from dvapp.ui.jobs import Jobs
from dvapp.ui.login.screen import LoginScreen
from dvapp.ui.messages import refusal_words
from dvapp.ui.notices import Notice
from dvapp.ui.shell.navigation import PLACES
from dvapp.ui.shell.workspace import Workspace
from dvapp.ui.theme import apply_theme

THEMES: dict[str, bool | None] = {"system": None, "light": False, "dark": True}


class MainWindow(QMainWindow):
    """Owns the jobs, the open session and what the user chose for this computer.

    :param tools: gives the program's tools; called on the worker thread only.
    """

    def __init__(self, tools: Callable[[], Tools], settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.jobs = Jobs(self)
        self.workspace: Workspace | None = None
        self._losing = False
        self.login = LoginScreen(tools, self.jobs, settings)
        self._stack = QStackedWidget()
        self._stack.setObjectName("ground")
        self._stack.addWidget(self.login)
        self.setCentralWidget(self._stack)
        self.setMinimumSize(640, 440)
        self.login.opened.connect(self.work_on)
        self.login.language_wanted.connect(self.speak)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.commitDataRequest.connect(lambda _manager: self.keep_for_logoff())
        self._restore()
        self._title()
        self.login.show_open()

    # --- stores ------------------------------------------------------------------------------------------------------

    def work_on(self, session: Session) -> None:
        """Show the work on an open store."""
        workspace = Workspace(session, self.jobs, self.settings)
        workspace.language_wanted.connect(self.speak)
        workspace.theme_wanted.connect(self.colour)
        workspace.close_wanted.connect(self.close_store)
        self.workspace = workspace
        self._stack.addWidget(workspace)
        self._stack.setCurrentWidget(workspace)
        self._title()
        last = self.settings.get("screen", "overview")
        workspace.go(last if last in {place.code for place in PLACES} else "overview")
        workspace.remind()
        workspace.setFocus()  # Tab begins at the beginning, and no control looks pressed at the start
        workspace.go_on()

    def close_store(self, *, losing: bool = False) -> None:
        """Back to the login; what is still being typed is kept first, and when that fails the store stays open.

        :param losing: close it though the last words are not kept.
        """
        workspace = self.workspace
        if workspace is None or not (self._may_leave(partial(self.close_store, losing=True)) or losing):
            return
        self.workspace = None
        workspace.close_down()
        self._stack.removeWidget(workspace)
        workspace.deleteLater()
        workspace.session.store.close()
        self._title()
        self.login.show_open()

    def _may_leave(self, anyway: Callable[[], object]) -> bool:
        """Keep what is typed; say so when that fails, and offer to leave nevertheless."""
        assert self.workspace is not None
        trouble = self.workspace.leave()
        if trouble is None:
            return True
        words = _("The last words are not kept, and would be lost: {reason}")
        self.workspace.notice(
            Notice(
                words=words.format(reason=refusal_words(trouble)),
                state="error",
                action=_("Close and lose them"),
                then=anyway,
            )
        )
        return False

    def open_file(self, path: Path) -> None:
        """Offer a store named on the command line."""
        self.login.open_page.use(path)

    # --- choices -----------------------------------------------------------------------------------------------------

    def speak(self, code: str) -> None:
        """Use a language from now on."""
        set_language(code)
        self.settings.put("language", code)
        self.login.retranslate()
        if self.workspace is not None:
            self.workspace.retranslate()
        self._title()

    def colour(self, code: str) -> None:
        """Use a theme from now on."""
        self.settings.put("theme", code)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, THEMES.get(code))

    def _title(self) -> None:
        if self.workspace is None:
            self.setWindowTitle(_("dvapp · records and reports of mass mobilization"))
        else:
            session = self.workspace.session
            self.setWindowTitle(f"{session.board.name} · {session.year} – dvapp")

    # --- window ------------------------------------------------------------------------------------------------------

    def _restore(self) -> None:
        self.resize(1440, 900)
        screen = self.screen()
        if screen is not None:
            room = screen.availableGeometry()
            self.resize(min(1440, room.width()), min(900, room.height()))
        if kept := self.settings.get("geometry"):
            self.restoreGeometry(QByteArray(base64.b64decode(kept, validate=False)))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is typed, remember the window, let the work end, let go of the store."""
        self.settings.put("geometry", base64.b64encode(bytes(self.saveGeometry().data())).decode())
        if self.workspace is not None and not (self._may_leave(self._close_anyway) or self._losing):
            event.ignore()
            return
        self.setCursor(Qt.CursorShape.WaitCursor)
        if self.workspace is not None:
            self.workspace.close_down()
        self.jobs.shutdown()
        if self.workspace is not None:
            self.workspace.session.store.close()
        event.accept()

    def _close_anyway(self) -> None:
        self._losing = True
        self.close()

    def save_copy(self, target: Path) -> DvError | None:
        """Copy the open store to a new file, with what is typed kept first.

        :returns: why the last words are not in it, if they could not be kept.
        :raises StoreExists, StoreDamaged, StorePlaceRefused, FileUnwritable, DiskFull: there is no copy.
        """
        assert self.workspace is not None, "a copy is of an open store"
        trouble = self.workspace.leave()
        self.workspace.session.store.back_up(target)
        return trouble

    def keep_for_logoff(self) -> None:
        """The system is logging off and may end the program at any moment: keep what is typed at once."""
        if self.workspace is not None:
            self.workspace.leave()
