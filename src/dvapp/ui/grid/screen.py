"""The figures grid: units, figures and periods as a spreadsheet, with the chosen cell's whole story beside it."""

from functools import partial

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QSplitter, QVBoxLayout, QWidget

from dvapp.domain.accounts.duties import Action
from dvapp.domain.calendar.periods import Period, PeriodKind
from dvapp.host.i18n import _
from dvapp.host.settings import Settings
from dvapp.services.session import Session
from dvapp.ui.grid.arranger import Arranger
from dvapp.ui.grid.book import GridBook
from dvapp.ui.grid.cell_panel import CellPanel
from dvapp.ui.grid.finder import Finder
from dvapp.ui.grid.follower import CellFollower
from dvapp.ui.grid.marker import CellMarker
from dvapp.ui.grid.memory import GridMemory
from dvapp.ui.grid.refusals import RefusalStrip
from dvapp.ui.grid.sheet import BOARD, Arrangement, Place
from dvapp.ui.grid.sheets import unit_names
from dvapp.ui.grid.status import GridStatus
from dvapp.ui.grid.table import GridModel
from dvapp.ui.grid.tools import GridTools
from dvapp.ui.grid.typist import Typist
from dvapp.ui.grid.view import GridView
from dvapp.ui.history import History
from dvapp.ui.jobs import Jobs
from dvapp.ui.look_only import look_only_words
from dvapp.ui.notices import Notice
from dvapp.ui.remembered import KeptSplit
from dvapp.ui.report.owned_jobs import OwnedJobs
from dvapp.ui.theme import theme

_NARROW = 980
"""Pixels of width below which the panel is not open by itself."""


_CHANGING = frozenset({"cut", "paste", "down", "right", "none", "clear"})
"""Wishes that change cells."""


class GridScreen(QWidget):
    """The grid of a period. ``show_wanted``: an undo has changed cells, which shall be seen."""

    navigate = Signal(str, object)
    said = Signal(object)
    period_wanted = Signal(object)
    show_wanted = Signal()

    def __init__(self, session: Session, jobs: Jobs, settings: Settings | None = None) -> None:
        super().__init__()
        self.setProperty("undo", "session")
        self._session = session
        self._jobs = OwnedJobs(jobs, self)
        self._period = Period(kind=PeriodKind.YEAR, year=session.year)
        self.memory = GridMemory(settings)
        self._turn = 0
        self._narrow = False
        self._wanted: Place | None = None
        self.content = GridModel()
        self.tools = GridTools()
        self.view = GridView(self.content)
        self.panel = CellPanel()
        self.strip = RefusalStrip()
        self.status = GridStatus()
        self.finder = Finder(self.tools, self.view)
        self.arranger = Arranger(self.tools, self.view, self.memory)
        self.follower = CellFollower(session, self._jobs, self.view, self.panel, self.status)
        self.typist = Typist(session, self._jobs, self)
        self.panel.typed = self.typist.typed_keeper
        self.marker = CellMarker(session, self._jobs, self.view)
        self._build()
        self._connect()
        self.retranslate()

    # --- what others ask -----------------------------------------------------------------------------------------------

    @property
    def book(self) -> GridBook | None:
        """The figures shown; ``None`` before they are first computed."""
        return self.content.book

    def use_history(self, history: History) -> None:
        """What is typed can be undone through this history."""
        self.typist.history = history

    def set_period(self, period: Period) -> None:
        """Show another period; one that is not in sight is computed when it comes in sight."""
        if period != self._period:
            self.keep_now()
            self._period = period
            self.strip.hide()
            self.refresh()

    def refresh(self) -> None:
        """Compute the figures anew beside the window; an older answer that comes late is dropped."""
        self._turn += 1
        turn, session, period = self._turn, self._session, self._period
        self._jobs.run(
            _("Computing figures"),
            lambda _watch: GridBook(session, period),
            lambda book: self._take(turn, book),
        )

    def keep_now(self) -> None:
        """Keep what is still being typed in a cell or as a note."""
        self.view.keep_now()
        self.panel.keep_now()
        self.typist.typed_keeper.keep_now()

    def look_only(self, closed: bool) -> None:
        """Take nothing in the cells and the note while whoever works here may only look; copying stays."""
        if closed is self.content.closed:
            return
        self.keep_now()
        self.content.close(closed)
        self.panel.closed = closed
        self.panel.note.setReadOnly(closed)

    def focus_search(self) -> None:
        """Begin to search."""
        self.tools.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.tools.search.selectAll()

    def show_place(self, place: Place) -> None:
        """Make a cell the current one, whatever is filtered or arranged otherwise."""
        if place.period != self._period and self.tools.chosen() is not Arrangement.ONE_FIGURE:
            self._wanted = place
            self.period_wanted.emit(place.period)
            return
        if self.book is None:
            self._wanted = place
            return
        self._wanted = None
        self.arranger.go(place)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.tools.retranslate()
        self.status.legend.retranslate()
        self.view.setAccessibleName(_("Figures grid"))
        if self.book is not None:
            self.arranger.arrange()
            self._show_refused()

    # --- building ------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        frame = QFrame()
        frame.setProperty("role", "card")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.setSpacing(0)
        inner.addWidget(self.view, 1)
        inner.addWidget(self.strip)
        inner.addWidget(self.status)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(14)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(frame)
        self._split.addWidget(self.panel)
        self.panel.setMinimumWidth(240)
        self._split.setSizes([860, 300])
        KeptSplit(self._split, "grid")
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.tools)
        layout.addWidget(self._split, 1)
        self.tools.arrangement.choose(self.memory.arrangement.value)
        self.tools.turn.setChecked(self.memory.turned)
        self.tools.panel.setChecked(self.memory.panel)
        self.panel.setVisible(self.memory.panel)

    def _connect(self) -> None:
        tools, view = self.tools, self.view
        self.arranger.arranged.connect(self.finder.mark)
        self.arranger.arranged.connect(self.follower.renew)
        tools.left_search.connect(lambda: view.setFocus(Qt.FocusReason.OtherFocusReason))
        tools.copy_wanted.connect(self.typist.copy_whole)
        tools.panel_toggled.connect(self._toggle_panel)
        view.typed.connect(self.typist.typed)
        view.typing.connect(self.typist.typing)
        view.dragged.connect(self.typist.dragged)
        view.asked.connect(self._asked)
        view.fixed.connect(self._fixed)
        view.moved.connect(self.follower.moved)
        view.chose.connect(self.follower.chose)
        view.widened.connect(lambda key, width: self.memory.put_width(tools.chosen(), key, width))
        view.heads_widened.connect(self._widen_heads)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._menu)
        self.panel.record_wanted.connect(lambda record: self.navigate.emit("records", record))
        self.panel.place_wanted.connect(self.show_place)
        self.follower.note_typed.connect(self.typist.note)
        self.panel.left.connect(lambda: view.setFocus(Qt.FocusReason.OtherFocusReason))
        self.strip.wanted.connect(lambda refusal: self.show_place(refusal.place))
        self.strip.put_away.connect(self.typist.put_away)
        self.typist.said.connect(self.said)
        self.typist.changed.connect(self.renew)
        self.typist.refused.connect(self._show_refused)
        self.typist.misfit.connect(self.strip.show_misfit)
        self.typist.places_changed.connect(self._show_places)
        theme().changed.connect(self._recolour)

    # --- showing -------------------------------------------------------------------------------------------------------

    def _take(self, turn: int, book: GridBook) -> None:
        if turn == self._turn:
            self._show_book(book)
            if self.typist.desk.refused:
                self._show_refused()

    def renew(self) -> None:
        """Something was typed: the figures that are in sight are computed anew, at once."""
        self._turn += 1
        self._show_book(GridBook(self._session, self._period))

    def _show_book(self, book: GridBook) -> None:
        self.arranger.show_book(book)
        self.marker.judge(book)
        if self._wanted is not None:
            self.show_place(self._wanted)

    def _show_places(self, places: tuple[Place, ...]) -> None:
        """An undo or redo has changed these cells: show them."""
        self.renew()
        self.show_wanted.emit()
        if places:
            self.show_place(places[0])

    # --- wishes --------------------------------------------------------------------------------------------------------

    def _fixed(self, row: int, column: int) -> None:
        """Somebody typed where nothing is taken: say why."""
        if self.content.closed:
            self.said.emit(Notice(words=look_only_words(Action.RECORD), state="warn"))
        else:
            self.follower.say_fixed(row, column)

    def _asked(self, wish: str) -> None:
        if self.content.closed and wish in _CHANGING:
            self._fixed(*(self.view.spot or (0, 0)))
            return
        match wish:
            case "explain":
                self.follower.explain()
            case "leave":
                self._leave()
            case "find_next":
                self.finder.next()
            case _:
                self.typist.ask(wish)

    def _leave(self) -> None:
        """F6: into the panel, or to what comes after the grid."""
        if not self.panel.isVisibleTo(self):
            self.tools.panel.setChecked(True)
        self.follower.show_detail()
        self.panel.focus_first()

    def _menu(self, place: QPoint) -> None:
        menu = QMenu(self.view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, keys, wish in (
            (_("Cut"), "Ctrl+X", "cut"),
            (_("Copy"), "Ctrl+C", "copy"),
            (_("Paste"), "Ctrl+V", "paste"),
            (_("Fill down"), "Ctrl+D", "down"),
            (_("Fill right"), "Ctrl+R", "right"),
            (_("Did not occur"), "Ctrl+0", "none"),
            (_("Clear"), "Del", "clear"),
            (_("Explain the figure"), "F1", "explain"),
        ):
            action = menu.addAction(f"{words}\t{keys}", partial(self._asked, wish))
            action.setEnabled(not (self.content.closed and wish in _CHANGING))
        menu.popup(self.view.viewport().mapToGlobal(place))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the cells have all the room; the panel comes when one asks for it."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        if narrow is not self._narrow:
            self._narrow = narrow
            with QSignalBlocker(self.tools.panel):
                self.tools.panel.setChecked(self.memory.panel and not narrow)
            self.panel.setVisible(self.tools.panel.isChecked())

    def _toggle_panel(self, wanted: bool) -> None:
        self.panel.setVisible(wanted)
        if not self._narrow:
            self.memory.put("panel", wanted)
        self.follower.show_detail()

    def _widen_heads(self, pixels: int) -> None:
        self.memory.put_heads(self.tools.chosen(), pixels)
        self.view.set_heads(pixels)

    def _show_refused(self) -> None:
        book = self.book
        names = {**unit_names(book), BOARD: _("Whole board")} if book is not None else {}
        self.content.mark_refused(dict(self.typist.desk.refused))
        self.strip.show_refused(tuple(self.typist.desk.refused.values()), names)

    def _recolour(self) -> None:
        self.view.viewport().update()
        self.view.mark_heads()
