"""The list of records: filter by kind, search, the table, and what to do while it is empty."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
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

from dvapp.domain.packs import Pack
from dvapp.host.i18n import _, language, ngettext
from dvapp.ui.icons import icon, set_icon
from dvapp.ui.records.list_model import DAY, KIND, STATE, Column, ListModel
from dvapp.ui.records.table_model import RecordDelegate, RecordTable
from dvapp.ui.theme import theme
from dvapp.ui.widgets import EmptyState, FlowLayout, button, icon_button, label, name_icon_button, row

_SUBJECT = 190
"""Pixels that a record's subject has at least."""


_CHIPS = 5
"""Kinds that have a chip of their own above the list."""
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

    def __init__(self, pack: Pack, content: ListModel) -> None:
        super().__init__()
        self._pack = pack
        self.content = content
        self._quiet = False
        self.table = RecordTable(content)
        self.title = label("", "title")
        self.subtitle = label("", "subtitle")
        self.new = button("", "primary", icon="plus")
        self.bring = icon_button("upload", "", clicked=self.import_wanted.emit)
        self._menu = QMenu(self)
        self.search = QLineEdit()
        self.view = self._make_view()
        self._chips: dict[str, QPushButton] = {}
        chips = QWidget()
        self._flow = FlowLayout(chips)
        for code in ("", *map(str, pack.kinds)):
            self._chips[code] = self._chip(code)
            self._flow.addWidget(self._chips[code])
        self._more_kinds = QMenu(self)
        self._more = button("", "chip")
        self._more.setMenu(self._more_kinds)
        self._more.setProperty("menu", "true")
        self._flow.addWidget(self._more)
        self.empty = EmptyState("notebook-pen")
        self.stack = QStackedWidget()
        frame = QFrame()
        frame.setProperty("role", "card")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.stack)
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.empty)
        heads = QVBoxLayout()
        heads.setSpacing(2)
        heads.addWidget(self.title)
        heads.addWidget(self.subtitle)
        top = row(heads, None)
        top.addWidget(self.bring, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.new, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self.search)
        layout.addWidget(chips)
        layout.addWidget(frame, 1)
        self.search.textChanged.connect(self._searched)
        self.empty.action.clicked.connect(lambda: self.wanted.emit(self.content.kind))
        theme().changed.connect(self._redress)
        self.new.setMenu(self._menu)
        self.new.setProperty("menu", "true")

    def _chip(self, code: str) -> QPushButton:
        made = button("", "chip", clicked=lambda: self.show_kind(code))
        made.setCheckable(True)
        made.setChecked(code == "")
        if code:
            set_icon(made, self._pack.kind(code).icon, "dim", size=15, on="accent", gap=4)
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
        self.new.setToolTip(_("New record (Ctrl+N)"))
        self.new.setAccessibleName(_("New record (Ctrl+N)"))
        name_icon_button(self.bring, _("Import from a sheet… (Ctrl+I)"))
        self.search.setPlaceholderText(_("Search in the records (Ctrl+F), with or without diacritics"))
        self.search.setAccessibleName(_("Search in the records"))
        self.view.setAccessibleName(_("Records"))
        self._fill_menu()
        self.content.forget_words()
        self.refresh()

    def _fill_menu(self) -> None:
        self._menu.clear()
        for code, kind in self._pack.kinds.items():
            action = self._menu.addAction(icon(kind.icon, "dim"), kind.name.said_in(language()))
            action.setToolTip(kind.help.said_in(language()))
            action.triggered.connect(lambda _checked=False, code=str(code): self.wanted.emit(code))
        self._menu.addSeparator()
        bring = self._menu.addAction(icon("upload", "dim"), _("Import from a sheet…"))
        bring.triggered.connect(lambda _checked=False: self.import_wanted.emit())

    def _redress(self) -> None:
        self._fill_menu()
        self.view.viewport().update()

    def refresh(self) -> None:
        """Show the list model as it is now, keeping the chosen record where it still is."""
        held = self.current()
        self._quiet = True
        self.table.reread()
        self.select(held)
        self._quiet = False
        counts = self._say_counts()
        drafts = len(self.content.drafts())
        words = ngettext("{count} record", "{count} records", counts[""]).format(count=counts[""])
        if drafts:
            left = ngettext("{count} not finished", "{count} not finished", drafts).format(count=drafts)
            words = f"{words} · {left}"
        self.subtitle.setText(words)
        self._show_empty(counts)
        self._size_columns()

    def _say_counts(self) -> dict[str, int]:
        """Counts on the chips of kinds."""
        counts = self.content.counts()
        for code, chip in self._chips.items():
            name = self._pack.kind(code).name.said_in(language()) if code else _("All")
            chip.setText(
                f"{name}  {counts[code]}" if not code or self.width() >= _SHORT else f"{counts[code]}"
            )
            chip.setToolTip(name)
            chip.setAccessibleName(f"{name}: {counts[code]}")
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
            kind = self._pack.kind(code)
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
        elif self.content.kind and counts[""]:
            kind = self._pack.kind(self.content.kind)
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
            wide = self._width(self.table.shown[place])
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

    # --- choosing ----------------------------------------------------------------------------------------------------

    def show_kind(self, code: str) -> None:
        """Show records of a kind, or all."""
        self.content.kind = code
        self.content.arrange()
        self.refresh()

    def _searched(self, text: str) -> None:
        self.content.query = text
        self.content.arrange()
        self.refresh()

    def _head_clicked(self, section: int) -> None:
        head = self.view.horizontalHeader()
        code = self.table.shown[section].code
        descending = code == DAY
        if head.isSortIndicatorShown() and head.sortIndicatorSection() == section:
            descending = head.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        held = self.current()
        self._quiet = True
        self.table.sort(section, order)
        head.setSortIndicatorShown(True)
        head.setSortIndicator(section, order)
        self.select(held)
        self._quiet = False

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
