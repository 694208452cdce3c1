"""The first page: open a board's store, or make one. Opening runs beside the window, which stays usable."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from dvapp.domain.errors import DvError
from dvapp.domain.places.units import UnitCatalogue
from dvapp.host.i18n import _, language
from dvapp.host.paths import documents_folder
from dvapp.host.settings import Settings
from dvapp.services.accounts.accounts import change_password
from dvapp.services.ports import Tools
from dvapp.services.session import Session
from dvapp.services.stores import DEFAULT_PACK, create_store, open_session
from dvapp.ui.icons import set_icon
from dvapp.ui.jobs import Job, Jobs, Watch
from dvapp.ui.login.create_page import CreatePage, Order
from dvapp.ui.login.open_page import Opening, OpenPage
from dvapp.ui.widgets import button, label, row, scrolled


class LoginScreen(QWidget):
    """``opened`` carries the session.

    :param tools: gives the program's tools; called on the worker, for it loads the database and all that.
    """

    opened = Signal(object)
    language_wanted = Signal(str)

    def __init__(self, tools: Callable[[], Tools], jobs: Jobs, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self._tools = tools
        self._jobs = jobs
        self._settings = settings
        self.open_page = OpenPage(settings.get("last_store"))
        self.create_page = CreatePage(documents_folder())
        self._card = QFrame()
        self._card.setProperty("role", "card")
        self._mark = label()
        set_icon(self._mark, "building-2", "accent", size=28)
        self._name = label("dvapp", "board")
        self._what = label("", "small", wrap=True)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setRange(0, 0)
        self._progress.hide()
        self._stop = button("", "mini", icon="x", clicked=self._cancel)
        self._stop.hide()
        self._job: Job[Session] | None = None
        self._language = button("", "mini", icon="languages", clicked=self._switch)
        self._lay_out()
        self.open_page.wanted.connect(self.open_store)
        self.open_page.file_chosen.connect(self._read_logins)
        self.open_page.create_wanted.connect(self.show_create)
        self.create_page.back_wanted.connect(self.show_open)
        self.create_page.wanted.connect(self.make_store)
        self.retranslate()

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(32, 28, 32, 28)
        inside.setSpacing(12)
        inside.addWidget(self.open_page)
        inside.addWidget(self.create_page)
        inside.addWidget(self._progress)
        inside.addLayout(row(None, self._stop))
        page = QWidget()
        body = QVBoxLayout(page)
        body.setContentsMargins(20, 20, 20, 20)
        body.addStretch(2)
        column = QWidget()
        column.setMaximumWidth(600)
        centre = QVBoxLayout(column)
        centre.setContentsMargins(0, 0, 0, 0)
        centre.setSpacing(14)
        centre.addLayout(row(self._mark, self._name, None, self._language))
        centre.addWidget(self._card)
        centre.addWidget(self._what)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(column, 20)
        across.addStretch(1)
        body.addLayout(across)
        body.addStretch(3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(page))

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self._what.setText(
            _("Everything stays on this computer. Without the password nobody can read the store.")
        )
        self._language.setText("Tiếng Việt" if language() == "vi" else "English")
        other = _("English") if language() == "vi" else _("Vietnamese")
        self._language.setToolTip(_("Switch to {language}").format(language=other))
        self._language.setAccessibleName(self._language.toolTip())
        self._progress.setAccessibleName(_("Progress"))
        self._stop.setText(_("Stop"))
        self.open_page.retranslate()
        self.create_page.retranslate()

    def _switch(self) -> None:
        self.language_wanted.emit("en" if language() == "vi" else "vi")

    # --- pages -------------------------------------------------------------------------------------------------------

    def show_open(self) -> None:
        """The page that opens a store."""
        self._show(self.open_page)
        self.open_page.begin()

    def show_create(self) -> None:
        """The page that makes one; the boards are read first."""

        def read(_watch: Watch) -> tuple[UnitCatalogue, int]:
            packs = self._tools().packs
            years = packs.read(DEFAULT_PACK).programmes
            return packs.units(), min(years, default=self._tools().clock.today().year)

        self._show(self.create_page)
        self._jobs.run(_("Reading the boards"), read, lambda found: self.create_page.offer(*found))

    def _show(self, page: QWidget) -> None:
        for other in (self.open_page, self.create_page):
            other.setVisible(other is page)

    # --- work --------------------------------------------------------------------------------------------------------

    def _read_logins(self, path: Path) -> None:
        """Whose accounts open a file; a file that has none is refused when somebody opens it."""
        last = self._settings.get("last_login")
        self._jobs.run(
            _("Reading the accounts"),
            lambda _watch: self._tools().stores.logins(path),
            lambda logins: self.open_page.offer(logins, last),
            lambda _refusal: self.open_page.offer(()),
        )

    def open_store(self, wish: Opening) -> None:
        """Open a store beside the window, with a password of one's own first where the administrator gave one."""
        login = wish.login or None

        def work(watch: Watch) -> Session:
            tools, password = self._tools(), wish.password
            if wish.new:
                change_password(wish.path, password, wish.new, tools=tools, login=login)
                password = wish.new
            return open_session(wish.path, password, tools=tools, login=login, step=watch.step)

        self._busy(busy=True)
        job = self._jobs.run(
            _("Opening the store"), work, self._opened, partial(self._refused, self.open_page)
        )
        job.progressed.connect(self._step)
        self._job = job

    def _step(self, done: int, of: int) -> None:
        """A store whose search index is behind takes a while: say how far it is, and let it be stopped."""
        self._progress.setRange(0, max(of, 1))
        self._progress.setValue(done)
        self._stop.show()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def make_store(self, order: Order) -> None:
        """Make a store beside the window, and open it."""
        self._busy(busy=True)
        self._jobs.run(
            _("Making the store"),
            lambda _watch: create_store(
                order.path, board=order.board, year=order.year, password=order.password, tools=self._tools()
            ),
            self._opened,
            partial(self._refused, self.create_page),
        )

    def _opened(self, session: Session) -> None:
        self._busy(busy=False)
        self._settings.put("last_store", str(session.store.path))
        self._settings.put("last_login", session.actor.login)
        self.open_page.forget()
        for field in (self.create_page.password, self.create_page.again):
            field.clear()
        self.opened.emit(session)

    def _refused(self, page: OpenPage | CreatePage, error: DvError) -> None:
        self._busy(busy=False)
        page.refuse(error)

    def _busy(self, *, busy: bool) -> None:
        self._progress.setVisible(busy)
        self._progress.setRange(0, 0)
        self._stop.hide()
        self.open_page.busy(busy=busy)
        self.create_page.busy(busy=busy)

    # --- a file dragged in -------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one local file."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Use it as the store to open."""
        self.show_open()
        self.open_page.use(Path(event.mimeData().urls()[0].toLocalFile()))
        event.acceptProposedAction()
