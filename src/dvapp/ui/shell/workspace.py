"""The frame around all screens of an open store."""

import logging
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dvapp.domain.calendar.periods import Period, parse_period
from dvapp.domain.errors import DvError, PeriodInvalid
from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import _, language
from dvapp.host.settings import Settings
from dvapp.services.session import Session
from dvapp.ui.history import History
from dvapp.ui.importing.left_import import was_importing
from dvapp.ui.jobs import Jobs
from dvapp.ui.look_only import LookOnlyBar
from dvapp.ui.messages import refusal_words
from dvapp.ui.notices import Notice
from dvapp.ui.records.kind_menu import CHOOSE_KIND, KEYS
from dvapp.ui.records.left_open import left_open
from dvapp.ui.search.bar import SearchBar
from dvapp.ui.shell.bars import Snack, StatusLine, TopBar
from dvapp.ui.shell.help import HelpPanel
from dvapp.ui.shell.navigation import ASIDE, PLACES, Navigation, place_words
from dvapp.ui.shell.waiting_words import waiting_notice
from dvapp.ui.tab_order import step_on
from dvapp.ui.undo_keys import UndoKeys, own_steps
from dvapp.ui.widgets import column

log = logging.getLogger(__name__)

SLIM_BELOW = 1200
"""Window width in pixels below which the navigation shows icons only."""
LISTEN_EVERY = 1500
"""Milliseconds between two looks whether another window or computer kept something in the store."""
_FOLLOWING = frozenset({"overview", "figures", "deadlines"})
"""Screens without unkept words: they are simply read again when somebody else changed something."""


class Workspace(QWidget):
    """Navigation, top bar, status line, and one screen at a time. Screens are made when first visited.

    ``period_changed`` carries the :class:`~dvapp.domain.calendar.periods.Period` in work.
    """

    period_changed = Signal(object)
    language_wanted = Signal(str)
    theme_wanted = Signal(str)
    close_wanted = Signal()

    def __init__(self, session: Session, jobs: Jobs, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("ground")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.session = session
        self._jobs = jobs
        self._settings = settings
        self._screens: dict[str, QWidget] = {}
        self._place = ""
        self.history = History(self)
        self._undo_keys = UndoKeys(self)
        self.top = TopBar(session)
        self.search = SearchBar(session, self)
        self.top.hold(self.search)
        self.navigation = Navigation()
        self.stack = QStackedWidget()
        self.stack.setObjectName("ground")
        self.status = StatusLine(session, jobs)
        self.snack = Snack(self)
        self.help = HelpPanel(self)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.navigation)
        self.look_only = LookOnlyBar()
        middle.addLayout(column(self.look_only, self.stack, spacing=0), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addLayout(middle, 1)
        layout.addWidget(self.status)
        self._connect()
        self.retranslate()
        self._restore_period()
        self._listening = QTimer(self)
        self._listening.setInterval(LISTEN_EVERY)
        self._listening.timeout.connect(self.listen)
        self._listening.start()
        self.listen()  # from now on others are heard

    def _connect(self) -> None:
        self.navigation.chosen.connect(self.go)
        self.top.periods.changed.connect(self._period_chosen)
        self.status.language_wanted.connect(self.language_wanted)
        self._jobs.refused.connect(self._refused)
        for number, place in enumerate(PLACES, start=1):
            self._key(f"Ctrl+{number}", partial(self.go, place.code))
        self.top.deadline_wanted.connect(partial(self.go, "deadlines"))
        self.search.wanted.connect(self._show_found)
        self.help.all_keys_wanted.connect(partial(self.go, "settings", "general"))
        self.status.help_wanted.connect(self.show_help)
        self._key("Ctrl+K", self.search.begin)
        self._key("Ctrl+Shift+D", partial(self.go, "deadlines"))
        self._key("Ctrl+N", lambda: self.go("records", "new:"))
        self._key(KEYS, lambda: self.go("records", CHOOSE_KIND))
        self._key("Ctrl+Z", partial(self._step, "undo"))
        self._key("Ctrl+Y", partial(self._step, "redo"))
        self._key("Ctrl+Shift+Z", partial(self._step, "redo"))
        self.history.refused.connect(self._not_undone)
        self.history.went.connect(self._undone)
        self.status.use_history(self.history)
        self._key(QKeySequence(QKeySequence.StandardKey.Find), self._find)

    def _key(self, keys: str | QKeySequence, then: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(then)

    def _refused(self, error: DvError) -> None:
        self.notice(Notice.refused(error))

    # --- undo and others -------------------------------------------------------------------------------------------

    def _step(self, way: str) -> None:
        """Undo or redo: where one is, if there are steps of its own there, else in the session."""
        getattr(own_steps(QApplication.focusWidget()) or self.history, way)()

    def _undone(self, words: str, backwards: bool) -> None:
        said = _("Undone: {step}") if backwards else _("Done again: {step}")
        self.notice(Notice(words=said.format(step=words), state="info", quiet=True))

    def _not_undone(self, refusal: DvError) -> None:
        words = _("This step cannot be taken: {reason}").format(reason=refusal_words(refusal))
        self.notice(Notice(words=words, state="error"))

    def listen(self) -> None:
        """Follow what another window, process or computer kept; nothing that is typed is touched."""
        try:
            if not self.session.store.changed_elsewhere():
                return
            self.session.refresh_actor()
        except DvError as refusal:
            log.info("could not look for changes of others: %s", refusal.code)
            return
        self.top.show_actor()
        if self._place:
            self.look_only.judge(self._place, self._screens[self._place], self.session.actor)
        self.listen_to_catalogues()
        for code, screen in self._screens.items():
            if code == self._place and code in _FOLLOWING:
                _tell(screen, "refresh")
            _tell(screen, "changed_elsewhere")

    def listen_to_catalogues(self) -> None:
        """Follow what another window changed in the catalogues."""
        from dvapp.services.catalogue.entries import refresh

        try:
            changed = refresh(self.session)
        except DvError as refusal:
            log.info("could not read the catalogues again: %s", refusal.code)
            return
        if changed:
            self._catalogue_changed()

    def go_on(self) -> None:
        """Open again what was open when the program was cut off; nothing happens after an orderly end."""
        if left_open(self._settings, self.session.store.path) is not None:
            _tell(self.screen_of("records"), "go_on")
        elif (waiting := waiting_notice(self.session, self._go_to_waiting)) is not None:
            self.notice(waiting)
        if was_importing(self._settings, self.session.store.path):
            words = _("The columns of a sheet were being chosen when the program was cut off.")
            self.notice(Notice(words=words, state="warn", action=_("Go on"), then=self._go_on_importing))

    def _go_to_waiting(self, place: str, period: str, argument: str) -> None:
        if period:
            self.top.periods.choose(parse_period(period))
        self.go(place, argument or None)

    def _go_on_importing(self) -> None:
        self.go("records")
        _tell(self.screen_of("records"), "go_on_importing")

    # --- periods -----------------------------------------------------------------------------------------------------

    @property
    def period(self) -> Period:
        """The period in work."""
        return self.top.periods.period

    def _restore_period(self) -> None:
        try:
            period = parse_period(self._settings.get("period"))
        except PeriodInvalid:
            return
        if period.year == self.session.year:
            self.top.periods.choose(period)

    def _period_chosen(self, period: Period) -> None:
        self._settings.put("period", period.written)
        for screen in self._screens.values():
            _tell(screen, "set_period", period)
        self.period_changed.emit(period)

    # --- screens -----------------------------------------------------------------------------------------------------

    def go(self, code: str, argument: object = None) -> None:
        """Show a screen; an argument is what it shall show (a record's id, a figure's code, ``new:KIND``)."""
        if code not in {place.code for place in PLACES} | ASIDE:
            return
        screen = self.screen_of(code)
        if code != self._place:
            self.help.hide()
            self.status.rest()  # what was kept or refused elsewhere would be read as said of this screen
        self.stack.setCurrentWidget(screen)
        self.look_only.judge(code, screen, self.session.actor)
        self.navigation.show_place(code)
        self.top.show_deadline()  # midnight may have passed
        self._place = code
        self._settings.put("screen", code)
        _tell(screen, "refresh")
        if argument is not None:
            shows = {"figures": "show_figure"}.get(code, "show_argument")
            _tell(screen, shows, argument)

    @property
    def place(self) -> str:
        """Code of the screen in sight."""
        return self._place

    def screen_of(self, code: str) -> QWidget:
        """A screen, made if nobody was there yet."""
        if code not in self._screens:
            screen = self._make(code)
            screen.setAccessibleName(place_words(code))
            self._screens[code] = screen
            self.stack.addWidget(screen)
            _tell(screen, "use_history", self.history)
            _tell(screen, "use_settings", self._settings)
            _tell(screen, "set_period", self.period)
            _connect(screen, "navigate", self.go)
            _connect(screen, "said", self.notice)
            _connect(screen, "rests", self.status.rest)
            _connect(screen, "period_wanted", self.top.periods.choose)
            _connect(screen, "counted", self._counted)
            _connect(screen, "language_wanted", self.language_wanted.emit)
            _connect(screen, "theme_wanted", self.theme_wanted.emit)
            _connect(screen, "close_wanted", self.close_wanted.emit)
            _connect(screen, "catalogue_changed", self._catalogue_changed)
            _connect(screen, "actor_changed", self.top.show_actor)
        return self._screens[code]

    def _make(self, code: str) -> QWidget:
        """Screens are imported when first visited: the first window need not wait for the others."""
        session, jobs = self.session, self._jobs
        match code:
            case "overview":
                from dvapp.ui.overview.screen import OverviewScreen

                return OverviewScreen(session, jobs)
            case "records":
                from dvapp.ui.records.screen import RecordsScreen

                return RecordsScreen(session, jobs, self._settings)
            case "figures":
                from dvapp.ui.figures.screen import FiguresScreen

                return FiguresScreen(session, jobs, self._settings)
            case "report":
                from dvapp.ui.report.screen import ReportScreen

                return ReportScreen(session, jobs)
            case "verify":
                from dvapp.ui.verify.screen import VerifyScreen

                return VerifyScreen(session, jobs)
            case _:
                return self._make_small(code)

    def _counted(self, count: int) -> None:
        self.navigation.count("records", LocaleFormats(language()).number(count) if count else "")

    def _make_small(self, code: str) -> QWidget:
        session, jobs = self.session, self._jobs
        if code == "units":
            from dvapp.ui.catalogue.screen import CatalogueScreen

            return CatalogueScreen(session, jobs)
        if code == "deadlines":
            from dvapp.ui.deadlines.screen import DeadlinesScreen

            return DeadlinesScreen(session, jobs)
        if code == "register":
            from dvapp.ui.papers.outgoing import OutgoingScreen

            return OutgoingScreen(session, jobs, self._settings)
        if code == "settings":
            from dvapp.ui.settings.screen import SettingsScreen

            return SettingsScreen(session, jobs, self._settings)
        from dvapp.ui.shell.coming import ComingScreen

        return ComingScreen(session, jobs, code)

    def _catalogue_changed(self) -> None:
        """Other names, units or days count now: what shows them reads them again."""
        self.top.retranslate()
        for screen in self._screens.values():
            _tell(screen, "follow_catalogue")

    def _find(self) -> None:
        screen = self._screens.get(self._place)
        if screen is not None and hasattr(screen, "focus_search"):
            screen.focus_search()
        else:
            self.search.begin()

    def _show_found(self, place: str, argument: object) -> None:
        """Go to what the search found; a report's section is shown in its own period."""
        _kind, slash, rest = str(argument).partition("/")
        if place == "report" and slash:
            self.top.periods.choose(parse_period(rest.partition("/")[0]))
        self.go(place, argument)

    def remind(self) -> None:
        """Say in the status line what is due in the next few working days; nothing opens and nothing asks."""
        from dvapp.services.deadlines import due_soon
        from dvapp.ui.deadlines.words import reminder_words

        if words := reminder_words(due_soon(self.session)):
            self.status.say(Notice(words=words, state="warn", quiet=True))

    # --- saying ------------------------------------------------------------------------------------------------------

    def notice(self, notice: Notice) -> None:
        """Say something in the status line, and over the window's edge unless it is quiet."""
        self.status.say(notice)
        if not notice.quiet:
            self.snack.say(notice)

    def retranslate(self) -> None:
        """Set all words in the language in use, on every screen."""
        self.top.retranslate()
        self.search.retranslate()
        self.navigation.retranslate()
        self.status.retranslate()
        self.snack.retranslate()
        self.help.retranslate()
        for code, screen in self._screens.items():
            screen.setAccessibleName(place_words(code))
            _tell(screen, "retranslate")
        self.setAccessibleName(_("Work on the store"))

    def leave(self) -> DvError | None:
        """Keep what is still being typed; why something could not be kept, if so."""
        QGuiApplication.inputMethod().commit()  # a syllable that is still being composed is a word, too
        for screen in self._screens.values():
            _tell(screen, "keep_now")
        troubles = [getattr(screen, "trouble", None) for screen in self._screens.values()]
        return next(filter(None, troubles), None)

    def close_down(self) -> None:
        """The store is being closed in good order."""
        self._listening.stop()
        self.search.shutdown()
        self.history.clear()
        for screen in self._screens.values():
            _tell(screen, "close_down")

    def resizeEvent(self, event: object) -> None:
        """Make room for the screen when the window is small."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt's event, passed on
        slim = self.width() < SLIM_BELOW
        self.navigation.slim(slim=slim)
        self.top.narrow(narrow=self.width() < 900)
        self.snack.place()
        if self.help.isVisible():
            self.help.place()

    def focusNextPrevChild(self, forward: bool) -> bool:  # Qt's signature
        """Tab and Shift+Tab follow the order in which one reads."""
        return step_on(self, forward=forward, along=super().focusNextPrevChild)

    def show_help(self) -> None:
        """Say what the screen in sight is for, and its keys; or put that away."""
        self.help.turn(self._place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1, where the part in focus has no explanation of its own."""
        if event.key() == Qt.Key.Key_F1:
            self.show_help()
        else:
            super().keyPressEvent(event)


def _tell(screen: QWidget, method: str, *arguments: object) -> None:
    """Call a method that not every screen has."""
    if (found := getattr(screen, method, None)) is not None:
        found(*arguments)


def _connect(screen: QWidget, signal: str, then: Callable[..., object]) -> None:
    """Connect a signal that not every screen has."""
    if (found := getattr(screen, signal, None)) is not None:
        found.connect(then)
