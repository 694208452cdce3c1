"""The deadlines of the programme year: a list in months, the one chosen beside it, and the calendar file."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from dvapp.domain.calendar.deadlines import Deadline
from dvapp.domain.calendar.periods import Period, PeriodKind
from dvapp.domain.codes import UnitCode
from dvapp.host.i18n import _, language, ngettext
from dvapp.services.deadline_sheets import export_returns
from dvapp.services.deadlines import DeadlineState, DeadlineYear, list_deadlines, save_calendar
from dvapp.services.session import Session
from dvapp.ui.deadlines.deadline_tree import DeadlineTree
from dvapp.ui.deadlines.detail import DeadlinePanel
from dvapp.ui.deadlines.matrix import MatrixView
from dvapp.ui.deadlines.matrix_words import returns_words
from dvapp.ui.deadlines.received import report_received
from dvapp.ui.deadlines.year_view import YearView
from dvapp.ui.jobs import Jobs
from dvapp.ui.notices import Notice
from dvapp.ui.widgets import FocusFrame, Segmented, button, label, row

_WIDE = 1000
"""Pixels from which list and panel stand side by side."""

_LOW = 560
"""Height in pixels up to which only list and panel are shown."""


class DeadlinesScreen(QWidget):
    """Reached from the top bar and the overview. ``period_wanted`` carries the period to work in."""

    navigate = Signal(str, object)
    said = Signal(object)
    period_wanted = Signal(object)

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        self._session = session
        self._jobs = jobs
        self._period = Period(kind=PeriodKind.YEAR, year=session.year)
        self._data: DeadlineYear | None = None
        self._wanted: Deadline | None = None
        self._title = label("", "title")
        self._subtitle = label("", "subtitle", wrap=True)
        self.sides = Segmented()
        self.views = Segmented()
        self.export = button("", icon="calendar", clicked=self._export)
        self.sheet = button("", clicked=self._export_sheet)
        self.tree = DeadlineTree()
        self.year = YearView(session.year)
        self.matrix = MatrixView()
        self.panel = DeadlinePanel()
        self._undated = label("", "small", wrap=True)
        frame = QFrame()
        frame.setProperty("role", "card")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.tree)
        self._stack.addWidget(self.year)
        self._stack.addWidget(self.matrix)
        inner.addWidget(self._stack)
        self._frame = frame
        FocusFrame(frame, self.tree, self.matrix.table)
        self._columns = 0
        self._middle = QGridLayout()
        self._middle.setSpacing(12)
        heads = QVBoxLayout()
        heads.setSpacing(2)
        heads.addWidget(self._title)
        heads.addWidget(self._subtitle)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        top = row(heads, self.sheet, self.export, spacing=12)
        top.setStretch(0, 1)
        layout.addLayout(top)
        layout.addLayout(row(self.views, self.sides, None, spacing=12))
        layout.addLayout(self._middle, 1)
        layout.addWidget(self._undated)
        self._connect()
        self.panel.show_state(None)
        self._arrange()
        self.retranslate()
        self.sides.choose("all")
        self.views.choose("list")

    def _connect(self) -> None:
        self.sides.chosen.connect(lambda _code: self._list())
        self.tree.chosen.connect(self._show_state)
        self.tree.opened.connect(self.panel.act.click)
        self.year.chosen.connect(self._show_state)
        self.year.act.clicked.connect(self.panel.act.click)
        self.year.opened.connect(self.panel.act.click)
        self.views.chosen.connect(self._show_view)
        self.panel.report_wanted.connect(self._open_report)
        self.panel.register_wanted.connect(self._open_register)
        self.matrix.record_wanted.connect(lambda record: self.navigate.emit("records", record))
        self.matrix.register_wanted.connect(lambda one, unit: self._register(one, (unit,)))

    # --- the screens' contract ---------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the register again."""
        session = self._session
        self._jobs.run(
            _("Reading deadlines"), lambda _watch: list_deadlines(session, with_figures=True), self._take
        )

    def set_period(self, period: Period) -> None:
        """Another period is in work: its deadlines are chosen when the screen is shown next."""
        self._period = period

    def show_argument(self, wanted: object) -> None:
        """Go to a deadline."""
        if isinstance(wanted, Deadline):
            self._wanted = wanted
            if self._data is not None and not self._jobs.running:
                self._choose()

    def _take(self, data: DeadlineYear) -> None:
        self._data = data
        self._list()
        self._choose()
        self._say()

    def _choose(self) -> None:
        """The deadline asked for; else the one chosen already, the next one, one of the period, or the first."""
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            if not self.tree.choose(wanted):
                self.sides.choose("all")
                self._list()
                self.tree.choose(wanted)
            self.year.choose(wanted)
            self.matrix.choose(wanted)
        elif self.tree.chosen_state() is None and self._data is not None:
            today, period = self._data.today, self._period
            _first = (
                self.tree.choose_first(lambda s: s.deadline.due.working >= today)
                or self.tree.choose_first(lambda s: s.deadline.period == period)
                or self.tree.choose_first(lambda _s: True)
            )
            if (first := self.tree.chosen_state()) is not None:
                self.year.choose(first.deadline)
        self._show_panel()

    def _show_panel(self) -> None:
        """The deadline chosen beside its view; the page of all units needs the room itself."""
        self._show_state(None if self.views.code() == "matrix" else self.chosen_state())

    def _show_state(self, state: DeadlineState | None) -> None:
        """Show a deadline. Below a year of months there is no room for it: what can be done stands in their line then."""
        self.panel.show_state(state)
        below = self.views.code() == "year" and self._columns == 1
        if below:
            self.panel.hide()
        self.year.offer(self.panel.act.text() if below and state is not None else "")
        beside = self._columns == 2 and not self.panel.isHidden()
        self._middle.setColumnStretch(1, 3 if beside else 0)

    def chosen_state(self) -> DeadlineState | None:
        """The deadline chosen in the view in sight."""
        return self.year.chosen_state() if self.views.code() == "year" else self.tree.chosen_state()

    def _show_view(self, code: str) -> None:
        """Show the list, the year, or the page of all units, with the same deadline chosen."""
        held = (
            self.year.chosen_state() if self._stack.currentWidget() is self.year else self.tree.chosen_state()
        )
        views: dict[str, YearView | MatrixView] = {"year": self.year, "matrix": self.matrix}
        view = views.get(code, self.tree)
        self._stack.setCurrentWidget(view)
        self.sides.setVisible(code != "matrix")
        self.sheet.setVisible(code == "matrix")
        if held is not None:
            view.choose(held.deadline)
        self._show_panel()

    def _list(self) -> None:
        if self._data is not None:
            states = self._listed(self._data)
            self.tree.show_states(states)
            self.year.show_states(states, self._data.today)
            self.matrix.show_year(self._data)
            self._show_panel()

    def _listed(self, data: DeadlineYear) -> tuple[DeadlineState, ...]:
        side = self.sides.code()
        return tuple(one for one in data.states if side in {"", "all", one.deadline.side.value})

    # --- words -------------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._title.setText(_("Deadlines · programme year {year}").format(year=self._session.year))
        self.sides.offer(
            [("all", _("All")), ("own", _("The board's reports")), ("below", _("Reports from below"))]
        )
        self.views.offer(
            [("list", _("List")), ("year", _("Year calendar")), ("matrix", _("Units × reports"))]
        )
        self.export.setText(_("Export calendar (.ics)"))
        self.export.setToolTip(
            _("A file for Outlook, Thunderbird or a telephone; it reminds three working days before.")
        )
        self.sheet.setText(_("Export the page (.xlsx)"))
        self.sheet.setToolTip(_("Units × reports, and a line for each report, for Excel or LibreOffice."))
        self.tree.retranslate_heads()
        self.year.retranslate()
        self.matrix.retranslate()
        self._list()
        self._say()

    def _say(self) -> None:
        data = self._data
        if data is None:
            return
        count = len(data.states)
        words = ngettext("{count} deadline", "{count} deadlines", count).format(count=count)
        rule = _("a day on which nobody works moves to the next working day")
        self._subtitle.setText(f"{words} · {rule}")
        notes = [f"{o.kind}: {o.due_note.said_in(language())}" for o in data.without_day]
        self._undated.setText(_("Without a fixed day: {notes}").format(notes=" ".join(notes)))
        self._show_undated()

    def _show_undated(self) -> None:
        """Where the window is low, the list needs the room more."""
        self._undated.setVisible(bool(self._data and self._data.without_day) and self.height() > _LOW)

    # --- what can be done --------------------------------------------------------------------------------------------

    def _open_report(self, period: Period) -> None:
        self.period_wanted.emit(period)
        self.navigate.emit("report", None)

    def _open_register(self, one: Deadline) -> None:
        self._register(one, self.panel.chosen_units())

    def _register(self, one: Deadline, units: Sequence[UnitCode]) -> None:
        wished = report_received(one.period, units, self._session)
        self.period_wanted.emit(one.period)
        self.navigate.emit("records", wished)

    def _export(self) -> None:
        name = _("Deadlines {year}").format(year=self._session.year)
        proposed = self._session.store.path.parent / f"{name}.ics"
        chosen, _kind = QFileDialog.getSaveFileName(
            self, self.export.text(), str(proposed), _("Calendars (*.ics)")
        )
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Write the calendar file and say so."""
        path = path if path.suffix else path.with_suffix(".ics")
        session = self._session

        def done(count: int) -> None:
            words = ngettext(
                "{count} deadline written to {file}", "{count} deadlines written to {file}", count
            )
            self.said.emit(Notice(words=words.format(count=count, file=path.name), state="ok"))

        self._jobs.run(_("Writing the calendar"), lambda _watch: save_calendar(path, session=session), done)

    def _export_sheet(self) -> None:
        name = _("Reports from below {year}").format(year=self._session.year)
        chosen, _kind = QFileDialog.getSaveFileName(
            self,
            self.sheet.text(),
            str(self._session.store.path.parent / f"{name}.xlsx"),
            ";;".join((_("Excel workbooks (*.xlsx)"), _("Text with semicolons (*.csv)"))),
        )
        if chosen:
            self.save_sheet(Path(chosen))

    def save_sheet(self, path: Path) -> None:
        """Write the page of units by reports and say so."""
        path = path if path.suffix else path.with_suffix(".xlsx")
        session, data = self._session, self._data
        if data is None:
            return

        def done(count: int) -> None:
            words = ngettext("{count} unit written to {file}.", "{count} units written to {file}.", count)
            self.said.emit(Notice(words=words.format(count=count, file=path.name), state="ok"))

        self._jobs.run(
            _("Writing the page"),
            lambda _watch: export_returns(session, data, path, words=returns_words(data)),
            done,
        )

    # --- room --------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: object) -> None:
        """List and panel side by side, or below each other."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt's event, passed on
        self._arrange()
        self._show_undated()

    def _arrange(self) -> None:
        columns = 2 if self.width() >= _WIDE else 1
        if columns == self._columns:
            return
        self._columns = columns
        wide = columns == 2
        self._middle.addWidget(self._frame, 0, 0)
        self._middle.addWidget(self.panel, 0 if wide else 1, 1 if wide else 0)
        self._middle.setColumnStretch(0, 6)
        self._middle.setColumnStretch(1, 3 if wide else 0)
        self._middle.setRowStretch(0, 1)
        self._middle.setRowStretch(1, 0 if wide else 1)
        self.panel.setMinimumWidth(300 if wide else 0)
        self.panel.lie(flat=not wide)
        if self._data is not None:
            self._show_panel()
        self.setTabOrder(self.tree, self.panel.units)
        self.tree.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
