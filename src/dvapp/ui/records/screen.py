"""The record of work: the list at the left, the form at the right, kept as one types."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from dvapp.domain.codes import RecordId
from dvapp.domain.errors import DvError
from dvapp.domain.periods import Period
from dvapp.host.i18n import _, language, ngettext
from dvapp.host.settings import Settings
from dvapp.services.records import ListedRecord, list_records
from dvapp.services.session import Session
from dvapp.ui.icons import set_icon
from dvapp.ui.importing.screen import ImportScreen
from dvapp.ui.jobs import Jobs
from dvapp.ui.notices import Notice
from dvapp.ui.records.form_model import FormModel
from dvapp.ui.records.form_view import FormView
from dvapp.ui.records.keeper import Keeper, Removed
from dvapp.ui.records.list_model import ListModel
from dvapp.ui.records.list_view import ListView
from dvapp.ui.theme import restyle
from dvapp.ui.widgets import EmptyState, button, label, row

JUDGE_AFTER, KEEP_AFTER = 250, 450
"""Milliseconds after the last key until faults are said and the form is kept."""
_NARROW = 930
"""Pixels of the screen below which list and form take turns."""


class RecordsScreen(QWidget):
    """List and form of every record kind.

    ``said`` carries a :class:`~dvapp.ui.notices.Notice` for the status line; ``counted`` the number of records.
    """

    navigate = Signal(str, object)
    said = Signal(object)
    rests = Signal()
    counted = Signal(int)

    def __init__(self, session: Session, jobs: Jobs, settings: Settings | None = None) -> None:
        super().__init__()
        self._session = session
        self._jobs = jobs
        self._settings = settings
        self._importing: ImportScreen | None = None
        self._period: Period | None = None
        self.setAcceptDrops(True)
        self._keeper = Keeper(session)
        self._removed: list[Removed] = []
        self._loaded = False
        self._wanted: str = ""
        self.form = FormView(session)
        names = self.form.frame.names
        self.content = ListModel(session.pack, lambda code: names.get(code, code))
        self.list = ListView(session.pack, self.content)
        self._build()
        self._judge = self._timer(JUDGE_AFTER, self._judged)
        self._keep = self._timer(KEEP_AFTER, self.keep_now)
        self._connect()
        self.retranslate()

    def _timer(self, after: int, then: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        timer.timeout.connect(then)
        return timer

    # --- building ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._back = button("", "ghost", icon="chevron-left", clicked=self.back_to_list)
        self._kind_icon = label()
        self._kind = label("", "heading")
        self._state = label("", "chip")
        self._kept = label("", "small")
        self._remove = button("", "ghost", icon="trash-2", clicked=self.remove_current)
        head = QVBoxLayout()
        head.setContentsMargins(20, 16, 14, 10)
        head.setSpacing(2)
        head.addLayout(row(self._back, self._kind_icon, self._kind, self._state, None, self._remove))
        head.addWidget(self._kept)
        filled = QWidget()
        inner = QVBoxLayout(filled)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addLayout(head)
        inner.addWidget(self.form, 1)
        self._nothing = EmptyState("pen-line")
        self._side = QStackedWidget()
        self._side.addWidget(self._nothing)
        self._side.addWidget(filled)
        self._panel = QFrame()
        self._panel.setProperty("role", "panel")
        panel = QVBoxLayout(self._panel)
        panel.setContentsMargins(1, 1, 1, 1)
        panel.addWidget(self._side)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(16)
        self._split.addWidget(self.list)
        self._split.addWidget(self._panel)
        self._split.setStretchFactor(0, 42)
        self._split.setStretchFactor(1, 58)
        self._split.setSizes([420, 580])
        self.list.setMinimumWidth(330)
        self._panel.setMinimumWidth(330)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._split)
        layout.addWidget(self._pages)

    def _connect(self) -> None:
        self.list.chosen.connect(self.show_record)
        self.list.entered.connect(self._enter)
        self.list.wanted.connect(self.new_record)
        self.list.remove_wanted.connect(self.remove_current)
        self.list.import_wanted.connect(self.import_sheet)
        self.form.changed.connect(self._typed)
        self.form.asked.connect(lambda code: self.navigate.emit("figures", code))
        self._nothing.action.clicked.connect(lambda: self.new_record(self.content.kind))
        bring = QShortcut(QKeySequence("Ctrl+I"), self)
        bring.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        bring.activated.connect(self.import_sheet)
        undo = QShortcut(QKeySequence.StandardKey.Undo, self.list)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self.undo_remove)

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self._back.setText(_("List"))
        self._back.setAccessibleName(_("Back to the list (Esc)"))
        self._remove.setText(_("Delete"))
        self._remove.setAccessibleName(_("Delete this record"))
        self._nothing.say(
            _("Choose a record, or begin a new one"),
            _("The form keeps itself as you type, also what is still wrong. Ctrl+N begins the next record."),
            _("New record"),
        )
        self.list.retranslate()
        self.form.retranslate()
        if self._importing is not None:
            self._importing.retranslate()
        self._show_head()
        self._show_state()

    # --- the screens' contract ---------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the records again."""
        self.keep_now()
        self._jobs.run(_("Reading the records"), lambda _watch: list_records(self._session), self._filled)

    def _filled(self, listed: tuple[ListedRecord, ...]) -> None:
        self._loaded = True
        self.content.fill(listed)
        self.list.refresh()
        self.counted.emit(self.content.counts()[""])
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self.open_record(wanted)
        elif self.form.model is not None:
            self.list.select(self.form.model.record_id)
        if not self.isAncestorOf(QApplication.focusWidget() or self.window()):
            self.list.view.setFocus()

    def show_argument(self, argument: object) -> None:
        """Go to what another screen names: a record's id, or ``new:KIND``."""
        self._pages.setCurrentWidget(self._split)
        if isinstance(argument, str) and argument.startswith("new:"):
            self.new_record(argument.removeprefix("new:"))
        elif isinstance(argument, str) and argument:
            self.open_record(argument)

    def open_record(self, record_id: str) -> None:
        """Show a record, in the list and in the form; once the list is read, if it is not yet."""
        if not self._loaded:
            self._wanted = record_id
            return
        if self.content.place(record_id) < 0:
            self.list.search.clear()
            self.list.show_kind("")
        self.list.select(record_id)
        self.show_record(record_id)

    # --- the form ----------------------------------------------------------------------------------------------------

    def show_record(self, record_id: str) -> None:
        """Open a record of the list in the form."""
        self.keep_now()
        listed = self.content.get(RecordId(record_id))
        if listed is None or (self.form.model is not None and self.form.model.record_id == record_id):
            return
        self._open(self._keeper.open(listed, language()))

    def new_record(self, kind: str = "") -> None:
        """Begin a record: of the kind given, else of the one in sight, else of the one in the form."""
        self.keep_now()
        held = self.form.model
        code = (
            kind
            or self.content.kind
            or (str(held.kind.code) if held else next(iter(self._session.pack.kinds)))
        )
        self.list.select("")
        self._open(self._keeper.begin(code, language()))
        self.form.focus_first()

    def _open(self, model: FormModel) -> None:
        self.form.open(model)
        self.rests.emit()
        self._side.setCurrentIndex(1)
        self._show_head()
        self._show_state()
        self._arrange(form=True)

    def _enter(self) -> None:
        if self.form.model is not None:
            self._arrange(form=True)
            self.form.focus_first()

    def _typed(self) -> None:
        self._judge.start()
        self._keep.start()
        self._kept.setText(_("Typing…"))

    def _judged(self) -> None:
        self.form.show_meaning()
        self._show_state()

    def keep_now(self) -> None:
        """Keep what stands in the form, if it changed."""
        self._keep.stop()
        model = self.form.model
        if model is None or not model.changed:
            return
        try:
            kept = self._keeper.keep(model)
        except DvError as error:
            self.said.emit(Notice.refused(error))
            return
        self.content.put(kept.listed)
        self.list.refresh()
        self.list.select(model.record_id)
        self.counted.emit(self.content.counts()[""])
        clock = f"{kept.at:%H:%M:%S}"
        if kept.valid:
            words = _("Saved at {time}").format(time=clock)
        else:
            left = len(model.reading().faults)
            words = ngettext(
                "Draft kept at {time}, {count} thing left to mend",
                "Draft kept at {time}, {count} things left to mend",
                left,
            ).format(time=clock, count=left)
        self._kept.setText(words)
        self.said.emit(Notice.saved(words, ok=kept.valid))
        self._judged()

    def _show_head(self) -> None:
        model = self.form.model
        if model is None:
            self._side.setCurrentIndex(0)
            return
        self._kind.setText(model.kind.name.said_in(language()))
        set_icon(self._kind_icon, model.kind.icon, "accent", size=20)
        listed = self.content.get(model.record_id)
        self._remove.setEnabled(listed is not None)
        if listed is None or listed.changed_at is None:
            self._kept.setText(_("New, nothing typed yet"))
        else:
            zone = self._session.tools.clock.now().tzinfo
            when = listed.changed_at.astimezone(zone)
            self._kept.setText(
                _("Last changed on {day} at {time}").format(day=f"{when:%d/%m/%Y}", time=f"{when:%H:%M}")
            )

    def _show_state(self) -> None:
        model = self.form.model
        if model is None:
            return
        self._remove.setEnabled(self.content.get(model.record_id) is not None)
        seen, faults = model.seen_faults(), model.reading().faults
        wrong = [fault for fault in seen if fault.code != "required"]
        if not faults:
            words, tone = _("Complete"), "ok"
        elif wrong:
            words = ngettext("{count} fault", "{count} faults", len(seen)).format(count=len(seen))
            tone = "error"
        else:
            words, tone = _("Draft"), "draft"
        self._state.setText(words)
        restyle(self._state, state=tone)

    # --- removing ----------------------------------------------------------------------------------------------------

    def remove_current(self) -> None:
        """Take the record in the form away; it can be put back for a while."""
        self.keep_now()
        model = self.form.model
        listed = self.content.get(model.record_id) if model else None
        if model is None or listed is None:
            return
        place = self.content.place(listed.id)
        self._removed.append(self._keeper.remove(listed))
        self.content.remove(listed.id)
        self.form.close_record()
        self.list.refresh()
        self._show_head()
        self.counted.emit(self.content.counts()[""])
        self._arrange(form=False)
        if self.content.visible:
            self.open_record(
                self.content.visible[min(max(place, 0), len(self.content.visible) - 1)].listed.id
            )
            self._arrange(form=False)
        self.list.view.setFocus()
        self.said.emit(
            Notice(
                words=_("The record was deleted."),
                state="info",
                action=_("Undo (Ctrl+Z)"),
                then=self.undo_remove,
            )
        )

    def undo_remove(self) -> None:
        """Put the record that was taken away last back."""
        if not self._removed:
            return
        listed = self._keeper.put_back(self._removed.pop())
        self.content.put(listed)
        self.list.refresh()
        self.counted.emit(self.content.counts()[""])
        self.open_record(listed.id)
        self.said.emit(Notice(words=_("The record is back."), state="ok"))

    # --- importing ---------------------------------------------------------------------------------------------------

    def set_period(self, period: Period) -> None:
        """The period in work, for blank forms."""
        self._period = period
        if self._importing is not None:
            self._importing.set_period(period)

    def import_sheet(self, path: Path | None = None) -> None:
        """Show the import of sheets in place of list and form; with a file, read it."""
        self.keep_now()
        if self._importing is None:
            self._importing = ImportScreen(self._session, self._jobs, self._settings)
            self._importing.said.connect(self.said)
            self._importing.left.connect(self._end_import)
            self._importing.imported.connect(self._records_changed)
            if self._period is not None:
                self._importing.set_period(self._period)
            self._pages.addWidget(self._importing)
        self._pages.setCurrentWidget(self._importing)
        self._importing.begin(path)

    def _end_import(self) -> None:
        self._pages.setCurrentWidget(self._split)
        self.list.view.setFocus()

    def _records_changed(self) -> None:
        """Records were imported or taken back: what the form shows may be another record now."""
        self.form.close_record()
        self._show_head()
        self.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one local file: a sheet to import."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import the file dropped here."""
        event.acceptProposedAction()
        self.import_sheet(Path(event.mimeData().urls()[0].toLocalFile()))

    # --- room and keys -----------------------------------------------------------------------------------------------

    def resizeEvent(self, event: object) -> None:
        """Side by side where there is room, else taking turns."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt's event, passed on
        narrow = self.width() < _NARROW
        margin = 14 if narrow else 24
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(margin, 14 if narrow else 20, margin, 14 if narrow else 20)
        if narrow != self._back.isVisibleTo(self._panel):
            self._arrange(form=self.form.model is not None and self.isAncestorOf(self.form))

    def _arrange(self, *, form: bool) -> None:
        narrow = self.width() < _NARROW
        self._back.setVisible(narrow)
        self.list.setVisible(not narrow or not form)
        self._panel.setVisible(not narrow or form)

    def back_to_list(self) -> None:
        """Esc: from the form to the list."""
        self.keep_now()
        self._arrange(form=False)
        self.list.view.setFocus()

    def focus_search(self) -> None:
        """Ctrl+F."""
        self._arrange(form=False)
        self.list.search.setFocus()
        self.list.search.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the search, then the form."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.list.search.hasFocus() and self.list.search.text():
            self.list.search.clear()
        else:
            self.back_to_list()

    def hideEvent(self, event: object) -> None:
        """Going elsewhere keeps what was typed at once."""
        self.keep_now()
        super().hideEvent(event)  # type: ignore[arg-type]  # Qt's event, passed on
