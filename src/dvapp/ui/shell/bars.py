"""The bar on top (which board, year, period, who) and the status line (saved when, work in progress, language)."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QWidget

from dvapp.host.i18n import _, language
from dvapp.services.deadlines import period_deadline
from dvapp.services.session import Session
from dvapp.ui.account_words import account_name, duties_words
from dvapp.ui.deadlines.words import NEARNESS_TONES, deadline_words, moved_words
from dvapp.ui.history import History
from dvapp.ui.icons import set_icon
from dvapp.ui.jobs import Job, Jobs
from dvapp.ui.notices import Notice
from dvapp.ui.shell.periods import PeriodChooser
from dvapp.ui.theme import restyle
from dvapp.ui.widgets import button, icon_button, label, name_icon_button

SNACK_STAYS = 8_000
"""Milliseconds that a notice with an action stays."""


class TopBar(QFrame):
    """Board, year, period, deadline of the period, and who works here.

    ``deadline_wanted`` carries the deadline that the bar shows, or ``None``.
    """

    deadline_wanted = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self.setFixedHeight(52)
        self._session = session
        self._mark = label()
        set_icon(self._mark, "building-2", "accent", size=20)
        self.board = label(session.board.name, "board")
        self.year = label("", "chip", state="info")
        self.periods = PeriodChooser(session.year)
        self.deadline = button("", "chip", icon="calendar", clicked=self._ask_deadline)
        self.role = label("", "chip", state="info")
        self._narrow = False
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 0, 18, 0)
        layout.setSpacing(12)
        for widget in (self._mark, self.board, self.year, self.periods, self.deadline):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self.role)
        self._layout = layout
        self.periods.changed.connect(lambda _period: self.show_deadline())

    def hold(self, search: QWidget) -> None:
        """Take the search in, before who works here."""
        search.setMaximumWidth(380)
        self._layout.insertWidget(self._layout.count() - 1, search, 3)

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self.board.setText(self._session.board.name)
        self.year.setText(_("Year {year}").format(year=self._session.year))
        self.show_actor()
        self.periods.retranslate()
        self.show_deadline()

    def show_actor(self) -> None:
        """Say who works here, and with which duties."""
        actor = self._session.actor
        if actor.alone:
            self.role.setText(_("One account"))
            self.role.setToolTip(
                _("This store has one account, which may do everything. Settings → Accounts makes others.")
            )
            return
        self.role.setText(account_name(actor))
        self.role.setToolTip(f"{actor.login}: {duties_words(actor.duties)}")

    def show_deadline(self) -> None:
        """Say when the report of the period in work is due, as it stands today."""
        found = period_deadline(self._session, self.periods.period)
        if found is None:
            words = whole = _("Deadlines")
            more = tone = ""
        else:
            one, distance = found
            words = deadline_words(one, distance, brief=self._narrow)
            whole = deadline_words(one, distance)
            more = " ".join(filter(None, (f"{one.kind} · {one.name.said_in(language())}.", moved_words(one))))
            tone = NEARNESS_TONES.get(distance.nearness, "")
        self.deadline.setText(words)
        self.deadline.setToolTip(
            "\n".join(filter(None, (whole, more, _("All deadlines of the year (Ctrl+Shift+D)"))))
        )
        self.deadline.setAccessibleName(f"{whole}. {more}" if more else whole)
        set_icon(self.deadline, "calendar", tone or "dim", gap=5)
        restyle(self.deadline, state=tone)

    def _ask_deadline(self) -> None:
        found = period_deadline(self._session, self.periods.period)
        self.deadline_wanted.emit(found[0] if found else None)

    def narrow(self, *, narrow: bool) -> None:
        """Leave out what can be read elsewhere."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.show_deadline()
        self._mark.setVisible(not narrow)
        self.role.setVisible(not narrow)


class StatusLine(QFrame):
    """What was kept when; the job in work with a way to stop it; language and file.

    ``language_wanted`` carries "vi" or "en"; ``help_wanted`` asks what the screen in sight is for.
    """

    language_wanted = Signal(str)
    help_wanted = Signal()

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        self.setProperty("role", "statusbar")
        self.setFixedHeight(32)
        self._jobs = jobs
        self._job: Job[object] | None = None
        self._rests = True
        self._mark = label()
        self._kept = label("", "small")
        self._title = label("", "small")
        self._bar = QProgressBar()
        self._bar.setFixedWidth(140)
        self._bar.setTextVisible(False)
        self._stop = icon_button("x", "", clicked=self._cancel)
        self._undo, self._redo = icon_button("undo-2", ""), icon_button("redo-2", "")
        self._history: History | None = None
        self._help = icon_button("book-open", "", clicked=self.help_wanted.emit)
        self._language = button("", "mini", icon="languages", clicked=self._switch)
        self._file = label(session.store.path.name, "small")
        self._file.setToolTip(str(session.store.path))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 0, 18, 0)
        layout.setSpacing(8)
        layout.addWidget(self._mark)
        layout.addWidget(self._kept)
        layout.addStretch(1)
        layout.addWidget(self._title)
        layout.addWidget(self._bar)
        layout.addWidget(self._stop)
        layout.addSpacing(8)
        layout.addWidget(self._undo)
        layout.addWidget(self._redo)
        layout.addWidget(self._help)
        layout.addWidget(self._language)
        layout.addWidget(self._file)
        self._show_job(None)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(250)
        self._late.timeout.connect(self._follow)
        jobs.started.connect(self._began)
        jobs.idle.connect(self._idle)

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        name_icon_button(self._stop, _("Stop this work"))
        name_icon_button(self._help, _("Help (F1)"))
        other = _("English") if language() == "vi" else _("Vietnamese")
        self._language.setText("Tiếng Việt" if language() == "vi" else "English")
        self._language.setToolTip(_("Switch to {language}").format(language=other))
        self._language.setAccessibleName(self._language.toolTip())
        self._bar.setAccessibleName(_("Progress"))
        self._show_steps()
        if self._rests:
            self.rest()

    def use_history(self, history: History) -> None:
        """Offer undo and redo of the session's steps, by name."""
        self._history = history
        self._undo.clicked.connect(history.undo)
        self._redo.clicked.connect(history.redo)
        history.changed.connect(self._show_steps)
        self._show_steps()

    def _show_steps(self) -> None:
        undo = self._history.undo_words if self._history is not None else ""
        redo = self._history.redo_words if self._history is not None else ""
        back = _("Undo: {step} (Ctrl+Z)").format(step=undo) if undo else _("Nothing to undo (Ctrl+Z)")
        forth = _("Redo: {step} (Ctrl+Y)").format(step=redo) if redo else _("Nothing to redo (Ctrl+Y)")
        for tool, words, on in ((self._undo, back, bool(undo)), (self._redo, forth, bool(redo))):
            name_icon_button(tool, words)
            tool.setEnabled(on)

    def _switch(self) -> None:
        self.language_wanted.emit("en" if language() == "vi" else "vi")

    def rest(self) -> None:
        """Nothing in particular was done on this screen: say what is always so."""
        self._rests = True
        self._kept.setText(_("Everything is kept as you type"))
        set_icon(self._mark, "circle-check", "ok", size=15)

    def say(self, notice: Notice) -> None:
        """Say what was kept."""
        self._rests = False
        self._kept.setText(notice.words)
        icons = {"ok": "circle-check", "warn": "pen-line", "error": "circle-alert", "info": "info"}
        set_icon(self._mark, icons.get(notice.state, "info"), notice.state, size=15)

    # --- work in progress --------------------------------------------------------------------------------------------

    def _began(self, _job: Job[object]) -> None:
        """A bound slot: it goes with this line when the store is closed, while the window's jobs go on."""
        self._late.start()

    def _follow(self) -> None:
        """Show the job in work, if it is one that takes long enough to be shown."""
        running = self._jobs.running
        job = running[0] if running else None
        if job is not None and job is not self._job:
            job.progressed.connect(self._progressed)
            job.finished.connect(self._late.start)
        self._show_job(job)

    def _show_job(self, job: Job[object] | None) -> None:
        self._job = job
        for widget in (self._title, self._bar, self._stop):
            widget.setVisible(job is not None)
        if job is not None:
            self._title.setText(f"{job.title}…")
            self._bar.setRange(0, 0)

    def _progressed(self, done: int, of: int) -> None:
        self._bar.setRange(0, of)
        self._bar.setValue(done)

    def _idle(self) -> None:
        self._late.stop()
        self._show_job(None)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._title.setText(_("Stopping…"))


class Snack(QFrame):
    """A sentence laid over the window's lower edge for a while, with one action."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setProperty("role", "snack")
        self._words = label("", "")
        self._action: QPushButton = button("")
        self._close = icon_button("x", "", clicked=self.hide)
        self._notice: Notice | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 10, 8)
        layout.setSpacing(12)
        for widget in (self._words, self._action, self._close):
            layout.addWidget(widget)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SNACK_STAYS)
        self._timer.timeout.connect(self.hide)
        set_icon(self._close, "x", "paper", size=16)
        self.retranslate()
        self._action.clicked.connect(self._act)
        self.hide()

    def retranslate(self) -> None:
        """Set its own words in the language in use."""
        name_icon_button(self._close, _("Close"))
        self._action.setAccessibleName(_("Undo"))

    def say(self, notice: Notice) -> None:
        """Show a notice; one with an action goes by itself, a refusal stays until it is closed."""
        self._notice = notice
        self._words.setText(notice.words)
        self._words.setWordWrap(len(notice.words) > 90)
        self._action.setText(notice.action)
        self._action.setAccessibleName(notice.action)
        self._action.setVisible(bool(notice.action))
        restyle(self, state=notice.state)
        self.place()
        self.show()
        self.raise_()
        self._timer.stop()
        if notice.state != "error":
            self._timer.start()

    def _act(self) -> None:
        self.hide()
        if self._notice is not None and self._notice.then is not None:
            self._notice.then()

    def place(self) -> None:
        """Stand above the status line, in the middle."""
        parent = self._over
        self.setMaximumWidth(max(300, parent.width() - 80))
        self.adjustSize()
        self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - 46)
