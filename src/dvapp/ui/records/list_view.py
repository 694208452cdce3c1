"""The list of records: filters, search, the table, and what to do while it is empty."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from dvapp.domain.recording.searching import DAY, EVERYTHING, KIND, STATE, ListFilter
from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import _, language, ngettext
from dvapp.services.recording.record_list import ListState
from dvapp.services.searching.search import saved_filters
from dvapp.services.session import Session
from dvapp.ui.icons import icon, set_icon
from dvapp.ui.jobs import Jobs
from dvapp.ui.notices import Notice
from dvapp.ui.records.filter_chips import FilterChips
from dvapp.ui.records.filter_panel import FilterPanel
from dvapp.ui.records.kind_menu import KEYS, KindMenu
from dvapp.ui.records.list_model import Column, ListModel
from dvapp.ui.records.table_model import RecordDelegate, RecordTable
from dvapp.ui.remembered import KeptColumns
from dvapp.ui.theme import theme
from dvapp.ui.widgets import EmptyState, FlowLayout, button, icon_button, label, name_icon_button, row

_SUBJECT = 190
"""Pixels that a record's subject has at least."""


AT_ONCE = 10_000
"""Records of a store up to which the list is read on the spot; larger ones beside the window."""

SEARCH_AFTER = 120
"""Milliseconds after the last key until a large store is searched."""

_CHIPS = 5
"""Kinds that have a chip of their own above the list."""
_LOW = 700
"""Pixels of height below which the filter and the chips of kinds take turns."""
_SHORT = 440
"""Pixels of the list below which the chips of kinds show icon and count only."""


class RecordView(QTableView):
    """The table; Enter opens the record, Delete asks to take it away."""

    opened = Signal()
    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Delete; everything else as Qt does it."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class ListView(QWidget):
    """``chosen`` carries a record's id, ``entered`` says that it was opened with Enter or a double click,
    ``wanted`` a kind for a new record (or ``""``), ``remove_wanted`` that the chosen one shall go.
    """

    chosen = Signal(str)
    entered = Signal()
    wanted = Signal(str)
    remove_wanted = Signal()
    import_wanted = Signal()
    export_wanted = Signal()
    said = Signal(object)

    def __init__(
        self, session: Session, jobs: Jobs, content: ListModel, names: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__()
        self._session = session
        self._jobs = jobs
        self.content = content
        self._quiet = False
        self._turn = 0
        self._after: list[Callable[[], object]] = []
        self.table = RecordTable(content)
        self._make_controls(names)
        self._make_chips()
        self.view = self._make_view()
        self.empty = EmptyState("notebook-pen")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.empty)
        self._lay_out()
        self._connect()

    def _make_controls(self, names: Sequence[tuple[str, str]]) -> None:
        self.title = label("", "title")
        self.subtitle = label("", "subtitle")
        self.new = button("", "primary", icon="plus")
        self._menu = KindMenu(self._session.pack, self)
        self.new.setMenu(self._menu)
        self.new.setProperty("menu", "true")
        self.bring = icon_button("upload", "", clicked=self.import_wanted.emit)
        self.write = icon_button("download", "", clicked=self.export_wanted.emit)
        self.search = QLineEdit()
        self.more = button("", "", clicked=self._toggle_panel)
        self.more.setCheckable(True)
        self.panel = FilterPanel(self._session, names)
        self.panel.hide()
        self.conditions = FilterChips(self._session, names)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(SEARCH_AFTER)

    def _make_chips(self) -> None:
        self._chips: dict[str, QPushButton] = {}
        self._kinds = QWidget()
        self._flow = FlowLayout(self._kinds)
        for code in ("", *map(str, self._session.pack.kinds)):
            self._chips[code] = self._chip(code)
            self._flow.addWidget(self._chips[code])
        self._more_kinds = QMenu(self)
        self._more = button("", "chip")
        self._more.setMenu(self._more_kinds)
        self._more.setProperty("menu", "true")
        self._flow.addWidget(self._more)

    def _lay_out(self) -> None:
        frame = QFrame()
        frame.setProperty("role", "card")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.stack)
        heads = QVBoxLayout()
        heads.setSpacing(2)
        heads.addLayout(row(self.title, None, self.bring, self.new))
        heads.addWidget(self.subtitle)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(heads)
        layout.addLayout(row(self.search, self.more, self.write))
        for widget in (self.panel, self.conditions, self._kinds):
            layout.addWidget(widget)
        layout.addWidget(frame, 1)

    def _connect(self) -> None:
        self._menu.wanted.connect(self.wanted)
        self._menu.import_wanted.connect(self.import_wanted)
        self._late.timeout.connect(self.reread)
        self.search.textChanged.connect(self._searched)
        self.panel.changed.connect(self.show_filter)
        self.panel.saved.connect(self._saved)
        self.conditions.changed.connect(self.show_filter)
        self.conditions.chosen.connect(self.show_filter)
        self.conditions.edited.connect(self._show_conditions)
        self.conditions.said.connect(self.said)
        self.conditions.refused.connect(lambda error: self.said.emit(Notice.refused(error)))
        self.empty.action.clicked.connect(lambda: self.wanted.emit(self.content.kind))
        theme().changed.connect(self._redress)

    def _chip(self, code: str) -> QPushButton:
        made = button("", "chip", clicked=lambda: self.show_kind(code))
        made.setCheckable(True)
        made.setChecked(code == "")
        if code:
            set_icon(made, self._session.pack.kind(code).icon, "dim", size=15, on="accent", gap=4)
        return made

    def _make_view(self) -> RecordView:
        view = RecordView()
        view.setProperty("flat", "true")
        view.setModel(self.table)
        self._delegate = RecordDelegate(view)
        view.setItemDelegate(self._delegate)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setShowGrid(False)
        view.setMouseTracking(True)
        view.setTabKeyNavigation(False)
        view.setWordWrap(False)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.horizontalHeader().setHighlightSections(False)
        view.horizontalHeader().setMinimumSectionSize(56)
        view.horizontalHeader().setSectionsClickable(True)
        view.setSortingEnabled(False)
        self._widths = KeptColumns(view.horizontalHeader(), "records", lambda n: self.table.shown[n].code)
        view.horizontalHeader().sectionClicked.connect(self._head_clicked)
        view.selectionModel().currentRowChanged.connect(self._current_changed)
        view.doubleClicked.connect(lambda _index: self.entered.emit())
        view.opened.connect(self.entered)
        view.removed.connect(self.remove_wanted)
        return view

    # --- words -------------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self.title.setText(_("Record of work"))
        self.new.setText(_("New record"))
        keys = _("New record: choose the kind ({keys})").format(keys=KEYS)
        self.new.setToolTip(keys)
        self.new.setAccessibleName(keys)
        name_icon_button(self.bring, _("Import from a sheet… (Ctrl+I)"))
        name_icon_button(self.write, _("Write this list to a file…"))
        self.more.setText(_("Filter"))
        self.more.setToolTip(_("By period, unit, state and files; save a filter under a name"))
        self.panel.retranslate()
        self.search.setPlaceholderText(_("Search in the records (Ctrl+F), with or without diacritics"))
        self.search.setAccessibleName(_("Search in the records"))
        self.view.setAccessibleName(_("Records"))
        self._menu.retranslate()
        if self._turn:
            self.reread()
        else:
            self.refresh()  # nothing is read yet

    def _redress(self) -> None:
        self._menu.retranslate()
        self.view.viewport().update()

    # --- reading -----------------------------------------------------------------------------------------------------

    def reread(self, then: Callable[[], object] | None = None, *, beside: bool = False) -> None:
        """Read the list anew, on the spot or, in a large store or when asked to, beside the window.

        :param then: comes when it is shown.
        """
        self._late.stop()
        self._turn += 1
        if then is not None:
            self._after.append(then)
        if not beside and self.content.size <= AT_ONCE:
            self._take(self._turn, self.content.question()())
            return
        turn, question = self._turn, self.content.question()
        self._jobs.run(
            _("Reading the records"),
            lambda _watch: question(),
            lambda answer: self._take(turn, answer),
        )

    def _take(self, turn: int, answer: ListState) -> None:
        """An answer is shown unless something else was asked for meanwhile."""
        if turn != self._turn:
            return
        held = self.current()
        self._quiet = True
        self.content.take(answer)
        self._quiet = False
        self.refresh(held)
        after, self._after = self._after, []
        for then in after:
            then()

    def refresh(self, held: str = "") -> None:
        """Show the list model as it is now, keeping the chosen record and the place where they still are.

        :param held: the record that was chosen, if the model has forgotten.
        """
        held = held or self.current()
        bar = self.view.verticalScrollBar()
        place = bar.value()
        self._quiet = True
        self.table.reread()
        self.view.updateGeometries()
        bar.setValue(place)
        self.select(held)
        self._quiet = False
        counts = self._say_counts()
        drafts = self.content.drafts
        words = ngettext("{count} record", "{count} records", counts[""]).format(
            count=LocaleFormats(language()).number(counts[""])
        )
        shown = len(self.content.visible)
        if shown != counts[""]:
            words = _("{shown} of {all}").format(shown=shown, all=words)
        if drafts:
            left = ngettext("{count} not finished", "{count} not finished", drafts).format(count=drafts)
            words = f"{words} · {left}"
        self.subtitle.setText(words)
        self.write.setEnabled(bool(shown))
        self._show_conditions()
        self._show_empty(counts)
        self._size_columns()

    def _show_conditions(self) -> None:
        self.panel.show_filter(self.content.filter)
        self.conditions.show_filter(self.content.filter, saved_filters(self._session))

    def _toggle_panel(self) -> None:
        self.panel.setVisible(self.more.isChecked())
        self._leave_room()
        if self.more.isChecked():
            self.panel.days.setFocus()

    def _saved(self) -> None:
        self._show_conditions()
        self.said.emit(Notice(words=_("The filter is saved."), state="ok", quiet=True))

    def _say_counts(self) -> dict[str, int]:
        """Counts on the chips of kinds."""
        counts = self.content.counts()
        said = LocaleFormats(language()).number
        for code, chip in self._chips.items():
            name = self._session.pack.kind(code).name.said_in(language()) if code else _("All")
            chip.setText(
                f"{name}  {said(counts[code])}" if not code or self.width() >= _SHORT else said(counts[code])
            )
            chip.setToolTip(name)
            chip.setAccessibleName(f"{name}: {said(counts[code])}")
            chip.setChecked(code == self.content.kind)
        self._choose_chips(counts)
        return counts

    def _choose_chips(self, counts: dict[str, int]) -> None:
        """Only the kinds with most records have chips, and the one that is shown; the others are in a menu."""
        kinds = [code for code in self._chips if code and counts[code]]
        shown = set(sorted(kinds, key=lambda code: -counts[code])[:_CHIPS]) | {"", self.content.kind}
        for code, chip in self._chips.items():
            chip.setVisible(code in shown)
        self._more_kinds.clear()
        for code in (code for code in kinds if code not in shown):
            kind = self._session.pack.kind(code)
            action = self._more_kinds.addAction(
                icon(kind.icon, "dim"), f"{kind.name.said_in(language())}  {counts[code]}"
            )
            action.triggered.connect(lambda _checked=False, code=code: self.show_kind(code))
        self._more.setVisible(not self._more_kinds.isEmpty())
        self._more.setText(_("Other kinds"))

    def _show_empty(self, counts: dict[str, int]) -> None:
        self.stack.setCurrentWidget(self.view if self.content.visible else self.empty)
        if self.content.visible:
            return
        if self.content.query.strip():
            self.empty.say(
                _("Nothing found"),
                _("No record contains “{text}”. Try fewer words, or another kind.").format(
                    text=self.content.query.strip()
                ),
            )
        elif counts[""] and self.content.filter != replace(EVERYTHING, kind=self.content.filter.kind):
            self.empty.say(
                _("Nothing found"), _("The filter lets no record pass. Let go of one of its parts.")
            )
        elif self.content.kind and counts[""]:
            kind = self._session.pack.kind(self.content.kind)
            name = kind.name.said_in(language())
            self.empty.say(
                _("No record of this kind yet"),
                kind.help.said_in(language()),
                _("Record: {kind}").format(kind=name),
            )
        else:
            self.empty.say(
                _("No record yet"),
                _(
                    "Record what was done as soon as it is done: figures, sentences and annexes come from here."
                ),
                _("Make the first record"),
            )

    def _size_columns(self) -> None:
        """The subject takes what is left; of the others as many as leave it room, in their order."""
        head = self.view.horizontalHeader()
        room = self.view.viewport().width() - _SUBJECT
        main = next((n for n, c in enumerate(self.table.shown) if c.code not in {DAY, KIND, STATE}), 0)
        self._delegate.kind_words = room > 3 * _SUBJECT // 2
        first = [n for n, c in enumerate(self.table.shown) if c.code in {DAY, KIND, STATE}]
        others = [n for n in range(len(self.table.shown)) if n != main and n not in first]
        for place in (*first, *others):
            wide = self._widths.width(place, self._width(self.table.shown[place]))
            fits = place in first or wide <= room
            self.view.setColumnHidden(place, not fits)
            if fits:
                room -= wide
                head.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
                head.resizeSection(place, wide)
        self.view.setColumnHidden(main, False)  # noqa: FBT003  # Qt's own argument has no name in Python
        head.setSectionResizeMode(main, QHeaderView.ResizeMode.Stretch)
        self.view.verticalHeader().setDefaultSectionSize(self._delegate.height(self.view.fontMetrics()))

    def _width(self, column: Column) -> int:
        if column.code == KIND and not self._delegate.kind_words:
            return 52
        if column.code == STATE:
            return 92
        metrics = self.view.fontMetrics()
        texts = [column.title, *(r.cells.get(column.code, "") for r in self.content.visible[:60])]
        wide = max(map(metrics.horizontalAdvance, texts), default=0) + 26
        if column.code == KIND:
            wide += 26
        least, most = (70, 118) if column.numeric else (66, 92 if column.code == DAY else 200)
        return min(max(wide, least), most)

    def resizeEvent(self, event: object) -> None:
        """Fewer columns where there is little room."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt's event, passed on
        self._say_counts()
        self._size_columns()
        self._leave_room()

    def _leave_room(self) -> None:
        """The chips of kinds give way to the filter where there is little room."""
        self._kinds.setVisible(self.panel.isHidden() or self.height() >= _LOW)

    # --- choosing ----------------------------------------------------------------------------------------------------

    def show_kind(self, code: str) -> None:
        """Show records of a kind, or all."""
        if code != self.content.kind:
            self.content.kind = code
            if self.content.order.code not in {column.code for column in self.content.columns()}:
                self.content.sort(DAY, descending=True)
                self.view.horizontalHeader().setSortIndicatorShown(
                    False
                )  # Qt's own argument has no name in Python
        self.reread()

    def show_filter(self, filter_: ListFilter) -> None:
        """Show what a filter lets pass."""
        self.content.filter = filter_
        if self.search.text().strip() != filter_.words.strip():
            with QSignalBlocker(self.search):
                self.search.setText(filter_.words)
        self.show_kind(self.content.kind)

    def show_all(self) -> None:
        """Let everything pass."""
        if self.content.filter != EVERYTHING:
            self.show_filter(EVERYTHING)

    def _searched(self, text: str) -> None:
        self.content.query = text
        if self.content.size > AT_ONCE:
            self._late.start()
        else:
            self.reread()

    def _head_clicked(self, section: int) -> None:
        head = self.view.horizontalHeader()
        code = self.table.shown[section].code
        descending = code == DAY
        if head.isSortIndicatorShown() and head.sortIndicatorSection() == section:
            descending = head.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.table.sort(section, order)
        head.setSortIndicatorShown(True)
        head.setSortIndicator(section, order)
        self.reread()

    def current(self) -> str:
        """Id of the chosen record, or ``""``."""
        index = self.view.currentIndex()
        return str(self.table.row(index.row()).listed.id) if self._valid(index) else ""

    def _valid(self, index: QModelIndex) -> bool:
        return index.isValid() and index.row() < len(self.content.visible)

    def select(self, record_id: str) -> bool:
        """Mark a record as chosen without opening it; False if it is not in sight."""
        place = self.content.place(record_id)
        quiet, self._quiet = self._quiet, True
        if place < 0:
            self.view.clearSelection()
            self.view.setCurrentIndex(QModelIndex())
        else:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.view.selectionModel().setCurrentIndex(self.table.index(place, 0), flags)
            self.view.scrollTo(self.table.index(place, 0))
        self._quiet = quiet
        return place >= 0

    def _current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        if not self._quiet and self._valid(index):
            self.chosen.emit(str(self.table.row(index.row()).listed.id))
