"""The figures of the period: every figure with its state, and the records behind the one that is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMenu,
    QSplitter,
    QStackedWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from dvapp.domain.calendar.periods import Period, PeriodKind
from dvapp.domain.codes import IndicatorCode
from dvapp.host.i18n import _, ngettext
from dvapp.host.settings import Settings
from dvapp.services.session import Session
from dvapp.ui.figures.chart_panel import ChartPanel
from dvapp.ui.figures.figures_model import (
    FigureRow,
    FiguresData,
    arrange,
    as_tsv,
    counts_words,
    detail,
    load_figures,
    plain_number,
)
from dvapp.ui.figures.panel import FigurePanel
from dvapp.ui.figures.table import ITEM_SIDES, Column, FigureTableModel, WrappedLabels
from dvapp.ui.grid.place import GridPlace
from dvapp.ui.grid.screen import GridScreen
from dvapp.ui.grid.sheet import BOARD, Place
from dvapp.ui.history import History
from dvapp.ui.icons import set_icon
from dvapp.ui.jobs import Jobs
from dvapp.ui.notices import Notice
from dvapp.ui.remembered import KeptColumns, KeptSplit
from dvapp.ui.report.owned_jobs import OwnedJobs
from dvapp.ui.rules.beside import RulesBeside
from dvapp.ui.theme import theme
from dvapp.ui.widgets import EmptyState, FocusFrame, Segmented, button, hand_keys, label, row

CHECK, GRID = "check", "grid"
"""What :meth:`FiguresScreen.show_figure` is given to show what the figures break, and the figures by units."""
_NARROW = 1000
"""Pixels of the screen below which the column "comes from" is left to the panel beside the table."""


class FiguresScreen(QWidget):
    """All figures of a period by groups."""

    navigate = Signal(str, object)
    said = Signal(object)
    period_wanted = Signal(object)

    def __init__(self, session: Session, jobs: Jobs, settings: Settings | None = None) -> None:
        super().__init__()
        self._session = session
        self._jobs = OwnedJobs(jobs, self)
        self.grid = GridPlace(lambda: GridScreen(session, jobs, settings))
        self._period = Period(kind=PeriodKind.YEAR, year=session.year)
        self._data: FiguresData | None = None
        self._wanted = ""
        self._turn = 0
        self._folded: set[str] = set()
        self._charts_are_old = True
        self._table = FigureTableModel()
        self._charts = ChartPanel(session, jobs)
        self.rules = RulesBeside(session, jobs)
        self._build()
        self._connect()
        self.retranslate()

    # --- what others ask -------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Compute the figures anew; an older answer that comes late is dropped."""
        self._charts_are_old = True
        if self._view.code() == "grid":
            self.grid.refresh()
        self._turn += 1
        turn, session, period = self._turn, self._session, self._period
        self._jobs.run(
            _("Computing figures"),
            lambda _watch: load_figures(session, period),
            lambda data: self._take(turn, data),
        )
        self.rules.load(period)

    def set_period(self, period: Period) -> None:
        """Show another period."""
        if period != self._period or self._data is None:
            self._period = period
            self.grid.set_period(period)
            self.refresh()

    def show_figure(self, code: str) -> None:
        """Choose a figure, whatever the filters hide; :data:`CHECK` opens the check of the period, :data:`GRID` the grid."""
        if code == GRID:
            self.show_grid()
            return
        self.show_table()
        if code == CHECK:
            self.rules.open_panel()
            return
        self._show_row(code)

    def _show_row(self, code: str) -> None:
        self._wanted = code
        if self._data is None:
            return
        if not self._table.index_of(code).isValid():
            self._search.clear()
            self._only_known.setChecked(False)
            self._arrange()
        index = self._table.index_of(code)
        if index.isValid():
            self._tree.expand(index.parent())
            flags = QItemSelectionModel.SelectionFlag
            self._tree.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self._tree.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def focus_search(self) -> None:
        """Begin to search, in the grid if that is in sight."""
        if self._view.code() == "grid":
            self.grid.open().focus_search()
            return
        self.show_table()
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def show_table(self) -> None:
        """Show the figures as a table."""
        self._view.choose("table")
        self._show_view()

    def show_grid(self, place: Place | None = None) -> None:
        """Show the figures by units; with ``place`` that cell."""
        self._view.choose("grid")
        self._show_view()
        if place is not None:
            self.grid.open().show_place(place)

    def use_history(self, history: History) -> None:
        """What is typed in the grid can be undone through this history."""
        self.grid.use_history(history)

    def look_only(self, closed: bool) -> None:
        """Close the grid's cells while whoever works here may only look."""
        self.grid.look_only(closed)

    def keep_now(self) -> None:
        """Keep what is still being typed in the grid or as a reason."""
        self.grid.keep_now()
        self.rules.panel.typed.keep_now()

    def show_charts(self, code: str = "") -> None:
        """Show the charts of the period; with ``code`` that figure over the months."""
        if code:
            self._charts.choose_figure(code)
            self._charts_are_old = True
        self._view.choose("charts")
        self._show_view()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._view.offer((("table", _("Table")), ("grid", _("By units")), ("charts", _("Charts"))))
        self._charts.retranslate()
        self.grid.retranslate()
        self.rules.retranslate()
        self._title.setText(_("Figures"))
        self._search.setPlaceholderText(_("Find by code or words"))
        self._search.setAccessibleName(_("Find a figure"))
        self._only_known.setText(_("Only figures with data"))
        self._copy.setText(_("Copy for Excel"))
        self._copy.setToolTip(_("Copies the chosen rows, or all rows shown (Ctrl+C)"))
        self._tree.setAccessibleName(_("Figures by groups"))
        self._fit_columns()
        self._arrange()
        self._show_chosen()

    # --- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._title = label("", "title")
        self._count = label("", "dim")
        self._search = QLineEdit()
        self._search.setClearButtonEnabled(True)
        self._search_box = QFrame()
        self._search_box.setProperty("role", "input")
        glass = label()
        set_icon(glass, "search", size=16)
        inside = row(10, glass, self._search, spacing=4)
        inside.setContentsMargins(0, 0, 4, 0)
        self._search_box.setLayout(inside)
        self._search_box.setMinimumWidth(180)
        self._search_box.setMaximumWidth(440)
        FocusFrame(self._search_box, self._search)
        self._only_known = QCheckBox()
        self._copy = button("", "", icon="copy", clicked=self.copy_rows)
        self._nothing = EmptyState("search")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_tree())
        self._stack.addWidget(self._nothing)
        self._panel = FigurePanel()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(14)
        self._split.setChildrenCollapsible(False)
        frame = QFrame()
        frame.setProperty("role", "card")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self._stack)
        self._split.addWidget(frame)
        self._split.addWidget(self._panel)
        self._panel.setMinimumWidth(280)
        self._split.setSizes([800, 320])
        KeptSplit(self._split, "figures")
        self._split.setStretchFactor(0, 5)
        self._split.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(row(self._title, self._count, None, self.rules.button, spacing=12))
        layout.addLayout(self._make_tools())
        self._body = QStackedWidget()
        self._body.addWidget(self._split)
        self._body.addWidget(self._charts)
        self._body.addWidget(self.grid)
        self.rules.hold(self._body, self._panel, screen=self)
        layout.addWidget(self.rules, 1)

    def _make_tools(self) -> QHBoxLayout:
        self._view = Segmented()
        self._view.offer((("table", ""), ("grid", ""), ("charts", "")))
        self._view.choose("table")
        tools = row(self._view, self._search_box, self._only_known, None, self._copy, spacing=12)
        tools.setStretch(1, 1)
        return tools

    def _show_view(self, *, arriving: bool = True) -> None:
        """Show the view that is chosen.

        :param arriving: somebody has just chosen it, and means to go on there.
        """
        view = self._view.code()
        charts = view == "charts"
        for tool in (self._search_box, self._only_known, self._copy, self._count):
            tool.setVisible(view == "table")
        self._body.setCurrentIndex({"charts": 1, "grid": 2}.get(view, 0))
        if view == "grid":
            self.grid.show_period(self._period, focus=arriving)
        if charts and self._charts_are_old and self._data is not None:
            self._charts_are_old = False
            self._charts.show_period(self._data.period, self._chosen_code())

    def _make_tree(self) -> QTreeView:
        self._tree = QTreeView()
        self._tree.setModel(self._table)
        self._tree.setProperty("flat", "true")
        self._tree.setUniformRowHeights(False)
        WrappedLabels(self._tree).serve(Column.LABEL, Column.VALUE, Column.UNIT)
        self._tree.setAllColumnsShowFocus(True)
        self._tree.setIndentation(14)
        self._tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header = self._tree.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(60)
        header.setSectionResizeMode(Column.LABEL, QHeaderView.ResizeMode.Stretch)
        for column in (Column.CODE, Column.VALUE, Column.UNIT, Column.SOURCE):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        self._widths = KeptColumns(header, "figures")
        return self._tree

    def _fit_columns(self) -> None:
        """What is short takes the room of its words in the font in use; the labels have all the rest."""
        metrics = self._tree.fontMetrics()
        for column, words in (
            (Column.CODE, ("B00",)),
            (Column.VALUE, (_("no data yet"), _("not applicable"), "000.000.000")),
            (Column.UNIT, (_("Unit of count"), "trường hợp", "lượt đơn vị")),
            (Column.SOURCE, (ngettext("from {count} record", "from {count} records", 99).format(count=99),)),
        ):
            spare = 2 * self._tree.indentation() if column is Column.CODE else 0
            width = max(map(metrics.horizontalAdvance, words)) + ITEM_SIDES + spare
            self._tree.header().resizeSection(column, self._widths.width(column, width))

    def _connect(self) -> None:
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(120)
        self._typed.timeout.connect(self._arrange)
        self._view.chosen.connect(lambda _code: self._show_view())
        self._charts.said.connect(self.said)
        self.grid.made.connect(self._join_grid)
        self._search.textChanged.connect(lambda _text: self._typed.start())
        self._only_known.toggled.connect(lambda _on: self._arrange())
        self._tree.selectionModel().currentChanged.connect(lambda _now, _before: self._show_chosen())
        self._tree.collapsed.connect(lambda index: self._folded.add(self._group_name(index)))
        self._tree.expanded.connect(lambda index: self._folded.discard(self._group_name(index)))
        self._tree.customContextMenuRequested.connect(self._menu)
        copy = QAction(self._tree)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        copy.triggered.connect(self.copy_rows)
        self._tree.addAction(copy)
        self._panel.figure_wanted.connect(self.show_figure)
        self.rules.figure_wanted.connect(self._show_broken)
        self.rules.record_wanted.connect(lambda record: self.navigate.emit("records", record))
        self._panel.record_wanted.connect(lambda record: self.navigate.emit("records", record))
        theme().changed.connect(self._recolour)

    def _show_broken(self, code: str) -> None:
        """A code in the check was chosen: its cell in the grid where that is in sight, else its line of the table."""
        if self._view.code() == "grid" and code:
            self.show_grid(Place(BOARD, IndicatorCode(code), self._period))
        else:
            self.show_figure(code)

    def _join_grid(self, grid: GridScreen) -> None:
        """The grid was made, as somebody asked for it: what it says goes the same ways."""
        grid.navigate.connect(self.navigate)
        grid.said.connect(self.said)
        grid.period_wanted.connect(self.period_wanted)
        grid.show_wanted.connect(self._grid_wanted)

    def _grid_wanted(self) -> None:
        """An undo has changed cells, perhaps while another screen was in sight."""
        if not self.isVisible():
            self.navigate.emit("figures", None)
        if self._view.code() != "grid":
            self.show_grid()

    # --- showing ---------------------------------------------------------------------------------------------------

    def _take(self, turn: int, data: FiguresData) -> None:
        if turn != self._turn:
            return
        chosen = self._wanted or self._chosen_code()
        self._data = data
        self._arrange()
        if chosen:
            self._show_row(chosen)
        self._show_view(arriving=False)
        if self._view.code() == "table":
            hand_keys(self, self._tree)

    def _arrange(self) -> None:
        if self._data is None:
            return
        chosen, top = self._chosen_code(), self._tree.verticalScrollBar().value()
        groups = arrange(self._data, search=self._search.text(), only_known=self._only_known.isChecked())
        folded = set(self._folded)
        self._table.show_groups(groups)
        for number, group in enumerate(groups):
            self._tree.setFirstColumnSpanned(number, QModelIndex(), True)  # noqa: FBT003  # Qt's signature
            self._tree.setExpanded(self._table.index(number, 0), group.title not in folded)
        self._folded = folded
        index = self._table.index_of(chosen)
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag
            self._tree.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self._tree.verticalScrollBar().setValue(top)
        self._count.setText(counts_words(groups))
        self._say_nothing()
        self._stack.setCurrentIndex(0 if groups else 1)
        self._copy.setEnabled(bool(groups))

    def _say_nothing(self) -> None:
        if self._search.text().strip():
            self._nothing.say(_("No figure fits"), _("Try fewer words, or a code such as B01."))
        else:
            self._nothing.say(
                _("No figure has data yet"),
                _("Enter what was done under Record of work; the figures fill in by themselves."),
            )

    def _show_chosen(self) -> None:
        code = self._chosen_code()
        self._charts_are_old |= bool(code)
        self._wanted = code or self._wanted
        self._panel.show_detail(detail(self._data, code) if self._data and code else None)

    def _chosen_code(self) -> str:
        chosen = self._table.row_at(self._tree.currentIndex())
        return chosen.code if chosen else ""

    def _group_name(self, index: QModelIndex) -> str:
        return str(self._table.data(index, Qt.ItemDataRole.DisplayRole)).rpartition("   ")[0]

    def _recolour(self) -> None:
        self._tree.viewport().update()
        self._show_chosen()

    # --- copying ---------------------------------------------------------------------------------------------------

    def copy_rows(self) -> None:
        """Put the chosen rows, or all rows shown, on the clipboard for Excel."""
        rows = self._chosen_rows() or self._all_rows()
        QGuiApplication.clipboard().setText(as_tsv(rows))
        words = ngettext("{count} row copied", "{count} rows copied", len(rows)).format(count=len(rows))
        self.said.emit(Notice(words=words, state="ok"))

    def copy_value(self) -> None:
        """Put the value of the present row on the clipboard."""
        chosen = self._table.row_at(self._tree.currentIndex())
        if chosen is not None:
            QGuiApplication.clipboard().setText(plain_number(chosen))

    def _chosen_rows(self) -> Sequence[FigureRow]:
        indexes = sorted(
            self._tree.selectionModel().selectedRows(), key=lambda i: (i.parent().row(), i.row())
        )
        return [figure for index in indexes if (figure := self._table.row_at(index)) is not None]

    def _all_rows(self) -> Sequence[FigureRow]:
        groups = self._table.rowCount()
        indexes = [self._table.index(number, 0) for number in range(groups)]
        rows = [
            self._table.row_at(self._table.index(at, 0, g))
            for g in indexes
            for at in range(self._table.rowCount(g))
        ]
        return [figure for figure in rows if figure is not None]

    def _menu(self, place: QPoint) -> None:
        chosen = self._table.row_at(self._tree.indexAt(place))
        if chosen is None:
            return
        menu = QMenu(self._tree)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Copy the value"), self.copy_value)
        menu.addAction(_("Copy the chosen rows"), self.copy_rows)
        menu.addAction(_("Chart by month"), lambda: self.show_charts(chosen.code))
        menu.popup(self._tree.viewport().mapToGlobal(place))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the least needed column gives way; words wrap instead of being cut."""
        super().resizeEvent(event)
        self._tree.setColumnHidden(Column.SOURCE, self.width() < _NARROW)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the system's font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_columns()
            self._tree.scheduleDelayedItemsLayout()
