"""The record of work: the list at the left, the form at the right, kept as one types."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from dvapp.domain.accounts.duties import Action
from dvapp.domain.calendar.periods import Period
from dvapp.domain.codes import KindCode, RecordId
from dvapp.domain.errors import DvError
from dvapp.domain.recording.searching import ListFilter
from dvapp.host.i18n import _
from dvapp.host.settings import Settings
from dvapp.services.recording.records import ListedRecord
from dvapp.services.session import Session
from dvapp.ui.history import History
from dvapp.ui.importing.screen import ImportScreen, local_files
from dvapp.ui.jobs import Jobs
from dvapp.ui.look_only import look_only_words
from dvapp.ui.notices import Notice
from dvapp.ui.records.desk import Desk
from dvapp.ui.records.evidence_strip import EvidenceStrip
from dvapp.ui.records.kind_menu import CHOOSE_KIND
from dvapp.ui.records.left_open import forget_open, left_open
from dvapp.ui.records.list_export import ListExport
from dvapp.ui.records.list_model import ListModel
from dvapp.ui.records.list_view import ListView
from dvapp.ui.records.rules_in_work import in_work
from dvapp.ui.records.wished import WishedRecord
from dvapp.ui.remembered import KeptSplit
from dvapp.ui.rules.strip import RuleStrip
from dvapp.ui.widgets import hand_keys

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
        self._loaded = False
        self._wanted: str = ""
        self.desk = Desk(session, settings)
        self.form = self.desk.form
        names = self.form.frame.names
        self.content = ListModel(session, lambda code: names.get(code, code))
        self.list = ListView(session, jobs, self.content, tuple(names.items()))
        self.rules = RuleStrip(session, jobs)
        self.files = EvidenceStrip(
            session, jobs, keep=lambda: self.desk.keep_now(also_blank=True), go_to=self.desk.go_to
        )
        self.form.place_files(self.files)
        self._build()
        self._connect()
        self.history = History(self)
        self.use_history(self.history)
        self.retranslate()

    # --- building ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(16)
        self._split.addWidget(self.list)
        self._split.addWidget(self.desk)
        self._split.setStretchFactor(0, 42)
        self._split.setStretchFactor(1, 58)
        self._split.setSizes([420, 580])
        KeptSplit(self._split, "records")
        below = self.form.below.layout()
        assert below is not None
        below.addWidget(self.rules)
        self.list.setMinimumWidth(330)
        self.desk.setMinimumWidth(330)
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
        self.list.said.connect(self.said)
        self.export = ListExport(self._session, self._jobs, self.content, self)
        self.export.said.connect(self.said)
        self.list.export_wanted.connect(self.export.ask)
        desk = self.desk
        desk.kept.connect(self._kept)
        desk.gone.connect(self._gone)
        desk.stale.connect(self._reread)
        desk.shown.connect(self._shown)
        desk.sight_wanted.connect(self._come_into_sight)
        desk.back_wanted.connect(self.back_to_list)
        desk.begin_wanted.connect(lambda: self.new_record(self.content.kind))
        desk.remove_wanted.connect(self.remove_current)
        desk.asked.connect(lambda code: self.navigate.emit("figures", code))
        self.form.judged.connect(self._judge_rules)
        self.rules.figure_wanted.connect(lambda code: self.navigate.emit("figures", code))
        self.rules.record_wanted.connect(self.open_record)
        desk.said.connect(self.said)
        self.files.said.connect(self.said)
        self.files.changed.connect(lambda _record: self._reread())
        desk.rests.connect(self.rests)
        bring = QShortcut(QKeySequence("Ctrl+I"), self)
        bring.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        bring.activated.connect(self.import_sheet)

    def use_history(self, history: History) -> None:
        """Note what is done in the session's history."""
        self.history = history
        self.desk.use_history(history)
        self.files.use_history(history)
        if self._importing is not None:
            self._importing.use_history(history)

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self.list.retranslate()
        self.desk.retranslate()
        self.rules.retranslate()
        self.files.retranslate()
        if self._importing is not None:
            self._importing.retranslate()

    def _judge_rules(self) -> None:
        model = self.form.model
        self.rules.judge(in_work(model) if model is not None else None)

    # --- the screens' contract ---------------------------------------------------------------------------------------

    def follow_catalogue(self) -> None:
        """Other names, units or answers count now."""
        self.desk.follow_catalogue()

    def refresh(self) -> None:
        """Read the records again."""
        self.keep_now()
        self._reread()

    def _reread(self) -> None:
        self.list.reread(self._filled, beside=True)

    def _filled(self) -> None:
        self._loaded = True
        self._count()
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self.open_record(wanted)
        elif self.form.model is not None:
            self.list.select(self.form.model.record_id)
        hand_keys(self, self.list.view)

    def show_argument(self, argument: object) -> None:
        """Go to what another screen names: a record's id, a wished record, ``new:KIND``, ``find:WORDS``, or ``kinds``."""
        self._pages.setCurrentWidget(self._split)
        if argument == CHOOSE_KIND:
            self._arrange(form=False)
            QTimer.singleShot(0, self.list.new.showMenu)  # it returns when the menu is closed
        elif isinstance(argument, WishedRecord):
            self._begin(argument)
        elif isinstance(argument, str) and argument.startswith("new:"):
            self.new_record(argument.removeprefix("new:"))
        elif isinstance(argument, str) and argument.startswith("find:"):
            self._arrange(form=False)
            self.list.show_filter(ListFilter(words=argument.removeprefix("find:")))
        elif isinstance(argument, str) and argument:
            self.open_record(argument)
            self._enter()

    def open_record(self, record_id: str) -> None:
        """Show a record, in the list and in the form; once the list is read, if it is not yet."""
        if not self._loaded:
            self._wanted = record_id
            return
        if self.content.place(record_id) < 0:
            self.list.show_all()
        self.list.select(record_id)
        self.show_record(record_id)

    def changed_elsewhere(self) -> None:
        """Somebody else kept something: the list and the form follow, nothing that is typed is touched."""
        self.desk.changed_elsewhere()
        self.files.reload()
        self._reread()

    def go_on(self) -> bool:
        """Open the form again in which one was when the program was cut off; whether there was one.

        The words are those that were kept, at most a second before.
        """
        if self._settings is None:
            return False
        left = left_open(self._settings, self._session.store.path)
        if left is None or not self.desk.is_there(left.record):
            return False
        self.navigate.emit("records", None)
        self.open_record(left.record)  # the list selects it once it is read
        self.desk.show_record(left.record)
        self._arrange(form=True)
        if left.field:
            self.form.jump(left.field)
        words = _(
            "The program was cut off while this record was open. It is open again, with everything that was kept ({time})."
        )
        self.said.emit(Notice(words=words.format(time=left.kept), state="warn"))
        return True

    def close_down(self) -> None:
        """The store is being closed in good order."""
        self.files.work.close_copies()
        if self._importing is not None:
            self._importing.leave()
        if self._settings is not None:
            forget_open(self._settings, self._session.store.path)

    @property
    def trouble(self) -> DvError | None:
        """Why the last words are not kept; ``None`` while everything is."""
        return self.desk.trouble

    # --- the form ----------------------------------------------------------------------------------------------------

    def show_record(self, record_id: str) -> None:
        """Open a record of the list in the form."""
        if self.desk.show_record(RecordId(record_id)):
            self._arrange(form=True)
        elif self.form.model is not None:
            self.list.select(self.form.model.record_id)

    def beginnings(self) -> tuple[QWidget, ...]:
        """What begins something: only for who may record."""
        return self.list.new, self.list.bring, self.list.empty.action, self.desk.beginning

    def new_record(self, kind: str = "") -> None:
        """Begin a record: of the kind given, else of the one in sight, else of the one in the form."""
        if not self._session.actor.may(Action.RECORD):
            self.said.emit(Notice(words=look_only_words(Action.RECORD), state="warn"))
            return
        held = self.form.model
        code = (
            kind
            or self.content.kind
            or (str(held.kind.code) if held else next(iter(self._session.pack.kinds)))
        )
        self._begin(WishedRecord(kind=KindCode(code)))

    def _begin(self, wished: WishedRecord) -> None:
        if self.desk.begin(wished):
            self._arrange(form=True)
            self.form.focus_first()

    def _enter(self) -> None:
        if self.form.model is not None:
            self._arrange(form=True)
            self.form.focus_first()

    def keep_now(self) -> bool:
        """Keep what stands in the form, if it changed; whether everything in it is safe then."""
        self.list.panel.typed.keep_now()
        return self.desk.keep_now()

    def _kept(self, _listed: ListedRecord) -> None:
        self.list.reread(self._show_kept)

    def _show_kept(self) -> None:
        if self.form.model is not None:
            self.list.select(self.form.model.record_id)
        self._count()

    def _gone(self, _record_id: str) -> None:
        self.list.reread(self._count)

    def _count(self) -> None:
        self.counted.emit(self.content.size)

    def _shown(self, record_id: str) -> None:
        model = self.desk.model
        self.files.show_record(record_id, model.kind if model is not None else None)
        self.list.select(record_id)

    def _come_into_sight(self) -> None:
        """A step of the history is to be seen."""
        self._pages.setCurrentWidget(self._split)
        if not self.isVisible():
            self.navigate.emit("records", None)
        self._arrange(form=True)

    # --- removing ----------------------------------------------------------------------------------------------------

    def remove_current(self) -> None:
        """Take the record in the form away; it can be put back by undo."""
        model = self.form.model
        place = self.content.place(model.record_id) if model is not None else -1
        step = self.desk.remove_current()
        if step is None:
            return
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
                then=lambda: self.history.undo_only(step),
            )
        )

    # --- importing ---------------------------------------------------------------------------------------------------

    def set_period(self, period: Period) -> None:
        """The period in work, for blank forms."""
        self._period = period
        self.rules.set_period(period)
        if self._importing is not None:
            self._importing.set_period(period)

    def import_sheet(self, *paths: Path) -> None:
        """Show the import of sheets in place of list and form; with files, read them."""
        self.keep_now()
        if self._importing is None:
            self._importing = ImportScreen(self._session, self._jobs, self._settings)
            self._importing.said.connect(self.said)
            self._importing.left.connect(self._end_import)
            self._importing.imported.connect(self._records_changed)
            self._importing.use_history(self.history)
            if self._period is not None:
                self._importing.set_period(self._period)
            self._pages.addWidget(self._importing)
        self._pages.setCurrentWidget(self._importing)
        self._importing.begin(paths)

    def go_on_importing(self) -> None:
        """Open the sheet again whose columns were being chosen when the program was cut off."""
        self.import_sheet()
        if self._importing is not None:
            self._importing.go_on()

    def _end_import(self) -> None:
        self._pages.setCurrentWidget(self._split)
        self.list.view.setFocus()

    def _records_changed(self) -> None:
        """Records were imported or taken back: what the form shows may be another record now."""
        self.desk.changed_elsewhere()
        self.files.reload()
        self._reread()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take local files: sheets to import."""
        if local_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import the files dropped here."""
        event.acceptProposedAction()
        self.import_sheet(*local_files(event))

    # --- room and keys -----------------------------------------------------------------------------------------------

    def resizeEvent(self, event: object) -> None:
        """Side by side where there is room, else taking turns."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt's event, passed on
        narrow = self.width() < _NARROW
        margin = 14 if narrow else 24
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(margin, 14 if narrow else 20, margin, 14 if narrow else 20)
        if narrow != self.desk.back.isVisibleTo(self.desk):
            self._arrange(form=self.form.model is not None and self.isAncestorOf(self.form))

    def _arrange(self, *, form: bool) -> None:
        narrow = self.width() < _NARROW
        self.desk.back.setVisible(narrow)
        self.list.setVisible(not narrow or not form)
        self.desk.setVisible(not narrow or form)

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
