"""One record in work: its form, what is said of it, and everything that keeps its words from being lost."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from dvapp.domain.codes import RecordId
from dvapp.domain.errors import DvError, StoreBusy
from dvapp.domain.recording.keeping_errors import RecordChanged
from dvapp.host.i18n import _, language, ngettext
from dvapp.host.settings import Settings
from dvapp.services.session import Session
from dvapp.ui.history import History, Step
from dvapp.ui.icons import set_icon
from dvapp.ui.messages import refusal_words
from dvapp.ui.notices import Notice
from dvapp.ui.records.conflict_panel import ConflictPanel
from dvapp.ui.records.form_model import FormModel
from dvapp.ui.records.form_view import FormView
from dvapp.ui.records.keeper import Keeper, Kept, Removed
from dvapp.ui.records.left_open import LeftOpen, note_open
from dvapp.ui.records.merging import Side
from dvapp.ui.records.record_steps import RecordSteps
from dvapp.ui.records.wished import WishedRecord
from dvapp.ui.theme import restyle
from dvapp.ui.widgets import EmptyState, button, label, row

JUDGE_AFTER, KEEP_AFTER, KEEP_AT_LATEST = 250, 450, 800
"""Milliseconds after the last key until faults are said and the form is kept, and after the first unkept one."""
TRY_AGAIN, TRY_SOON = 3000, 300
"""Milliseconds until the form is kept again when that was refused, and when only somebody else was writing."""
BUSY_TIMES = 8
"""So many tries in a row may find the store busy before that is called a trouble: an import takes a few seconds."""


class Desk(QFrame):
    """Head, conflict and form of the record in work.

    ``kept`` carries a :class:`~dvapp.services.recording.records.ListedRecord` whenever the store has something new of a record,
    ``gone`` the id of one that it has no more, ``shown`` the id of the one that came into the form (``""``: none).
    ``stale``: the list may show more or less than the store has. ``sight_wanted``: this must be seen now.
    """

    kept = Signal(object)
    gone = Signal(str)
    shown = Signal(str)
    stale = Signal()
    sight_wanted = Signal()
    back_wanted = Signal()
    said = Signal(object)
    rests = Signal()
    asked = Signal(str)
    begin_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, session: Session, settings: Settings | None = None) -> None:
        super().__init__()
        self._session, self._settings = session, settings
        self._keeper = Keeper(session)
        self._trouble: DvError | None = None
        self._refused = 0
        self._history = History(self)
        self._steps = RecordSteps(self, self._keeper, self._history)
        self.form = FormView(session)
        self.conflict = ConflictPanel(self.form.frame.names)
        self._build()
        self._judge = self._timer(JUDGE_AFTER, self.judge)
        self._soon = self._timer(KEEP_AFTER, self.keep_now)
        self._latest = self._timer(KEEP_AT_LATEST, self.keep_now)
        self._again = self._timer(TRY_AGAIN, self.keep_now)
        self._connect()

    def _timer(self, after: int, then: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        timer.timeout.connect(then)
        return timer

    # --- building ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setProperty("role", "panel")
        self.back = button("", "ghost", icon="chevron-left", clicked=self.back_wanted.emit)
        self._kind_icon = label()
        self._kind = label("", "heading")
        self._state = label("", "chip")
        self._when = label("", "small", wrap=True)
        self.remove = button("", "ghost", icon="trash-2", clicked=self.remove_wanted.emit)
        head = QVBoxLayout()
        head.setContentsMargins(20, 16, 14, 10)
        head.setSpacing(2)
        head.addLayout(row(self.back, self._kind_icon, self._kind, self._state, None, self.remove))
        head.addWidget(self._when)
        asking = QVBoxLayout()
        asking.setContentsMargins(14, 0, 14, 8)
        asking.addWidget(self.conflict)
        filled = QWidget()
        inner = QVBoxLayout(filled)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addLayout(head)
        inner.addLayout(asking)
        inner.addWidget(self.form, 1)
        self._nothing = EmptyState("pen-line")
        self._side = QStackedWidget()
        self._side.addWidget(self._nothing)
        self._side.addWidget(filled)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self._side)
        self.form.setProperty(
            "undo", "session"
        )  # a field's own undo would be another history beside the session's

    def _connect(self) -> None:
        self.form.changed.connect(self._typed)
        self.form.asked.connect(self.asked)
        self._nothing.action.clicked.connect(self.begin_wanted)
        self.conflict.chosen.connect(self._choose)
        self.conflict.mine_wanted.connect(self._take_mine)
        self.conflict.theirs_wanted.connect(self._take_theirs)

    def use_history(self, history: History) -> None:
        """Note what is done in the session's history."""
        self._history = history
        self._steps = RecordSteps(self, self._keeper, history)

    @property
    def beginning(self) -> QWidget:
        """The button that begins a record where none is in sight."""
        return self._nothing.action

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self.back.setText(_("List"))
        self.back.setAccessibleName(_("Back to the list (Esc)"))
        self.remove.setText(_("Delete"))
        self.remove.setAccessibleName(_("Delete this record"))
        self._nothing.say(
            _("Choose a record, or begin a new one"),
            _("The form keeps itself as you type, also what is still wrong. Ctrl+N begins the next record."),
            _("New record"),
        )
        self.form.retranslate()
        self.conflict.retranslate()
        self._show_head()
        self.show_state()

    # --- what is in the form -----------------------------------------------------------------------------------------

    @property
    def model(self) -> FormModel | None:
        """What is in the form now."""
        return self.form.model

    @property
    def trouble(self) -> DvError | None:
        """Why the last words are not kept; ``None`` while everything is."""
        return self._trouble

    def is_there(self, record_id: RecordId) -> bool:
        """Whether the store has a record or a draft."""
        return self._keeper.is_there(record_id)

    def show_record(self, record_id: RecordId) -> bool:
        """Open a record; ``False`` when it is gone, or when the one in the form cannot be left yet."""
        if self.model is not None and self.model.record_id == record_id:
            return True
        if not self.leave():
            return False
        try:
            model = self._keeper.open(record_id, language())
        except DvError as refusal:
            self.said.emit(Notice.refused(refusal))
            self.stale.emit()
            return False
        self._open(model)
        return True

    def follow_catalogue(self) -> None:
        """Other names, units or answers count now: the record in the form is kept and opened anew."""
        self.form.follow_catalogue()
        model = self.model
        if model is not None and self.leave() and self._keeper.is_there(model.record_id):
            self._open(self._keeper.open(model.record_id, language()))
        elif model is not None:
            self.form.open(model)

    def begin(self, wished: WishedRecord) -> bool:
        """Begin a record; ``False`` when the one in the form cannot be left yet."""
        if not self.leave():
            return False
        model = self._keeper.begin(wished.kind, language(), wished.texts)
        self._open(model)
        if wished.chosen:
            model.put_all(wished.chosen)
            self.form.show_texts()
            self._typed()
        self.form.focus_first()
        return True

    def close_record(self) -> None:
        """Show nothing."""
        self.form.close_record()
        self.conflict.answered()
        self._trouble = None
        self._show_head()
        self.shown.emit("")

    def _open(self, model: FormModel) -> None:
        self._history.rest()
        model.noticed = lambda before, after: self._steps.edited(model, before, after)
        self.conflict.answered()
        self.form.open(model)
        self.rests.emit()
        self._side.setCurrentIndex(1)
        self._show_head()
        self.show_state()
        self._note_open()
        self.shown.emit(model.record_id)
        if self._keeper.is_aside(model.record_id):
            self._ask()

    # --- keeping -----------------------------------------------------------------------------------------------------

    def _typed(self) -> None:
        self._judge.start()
        self._soon.start()
        if not self._latest.isActive():
            self._latest.start()
        if self._trouble is None:
            self._when.setText(_("Typing…"))

    def judge(self) -> None:
        """Say what is wrong now."""
        self.form.show_meaning()
        self.show_state()

    def leave(self) -> bool:
        """Keep what stands in the form before something else is shown there; ``False``: it would be lost."""
        if self.keep_now():
            return True
        assert self._trouble is not None
        words = _("This record cannot be left yet, its last words are not kept: {reason}")
        self.said.emit(Notice(words=words.format(reason=refusal_words(self._trouble)), state="error"))
        return False

    def keep_now(self, *, also_blank: bool = False) -> bool:
        """Keep what stands in the form, if it changed; whether everything in it is safe then.

        :param also_blank: keep a draft of a new record in which nothing is typed yet.
        """
        for timer in (self._soon, self._latest, self._again):
            timer.stop()
        model = self.model
        if model is None or not (model.changed or (also_blank and self._keeper.is_new(model.record_id))):
            return True
        try:
            kept = self._keeper.keep(model)
        except RecordChanged:
            self._trouble = None
            self._ask()
            return True
        except DvError as refusal:
            self._not_kept(refusal)
            return False
        self._was_kept(kept, model)
        return True

    def _was_kept(self, kept: Kept, model: FormModel) -> None:
        self._trouble, self._refused = None, 0
        if self.conflict.conflict is not None:
            self.conflict.answered()
            self.stale.emit()
        self.kept.emit(kept.listed)
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
        self._when.setText(words)
        restyle(self._when, state="")
        self.said.emit(Notice.saved(words, ok=kept.valid))
        self._note_open()
        self.judge()

    def _not_kept(self, refusal: DvError) -> None:
        """The words stay in the form, and it is tried again until they are kept."""
        self._refused += 1
        self._trouble = refusal
        waits = isinstance(refusal, StoreBusy) and self._refused < BUSY_TIMES
        if waits:
            words = _("Waiting for another window or computer that is writing…")
        else:
            words = _("Not kept yet, it is tried again by itself: {reason}").format(
                reason=refusal_words(refusal)
            )
        self._when.setText(words)
        restyle(self._when, state="warn" if waits else "error")
        if self._refused == (BUSY_TIMES if isinstance(refusal, StoreBusy) else 1):
            self.said.emit(Notice(words=words, state="error"))
        self._again.start(TRY_SOON if waits else TRY_AGAIN)

    def _note_open(self) -> None:
        model = self.model
        if self._settings is None or model is None:
            return
        at = self._session.tools.clock.now()
        form = LeftOpen(record=model.record_id, field=self.form.focused_place(), kept=f"{at:%d/%m/%Y %H:%M}")
        note_open(self._settings, self._session.store.path, form)

    # --- others ------------------------------------------------------------------------------------------------------

    def changed_elsewhere(self) -> None:
        """Somebody else kept something: perhaps what is in the form."""
        model = self.model
        if model is None or not self._keeper.changed_elsewhere(model):
            return
        if model.changed or self.conflict.conflict is not None:
            self._soon.start()  # keeping finds the conflict, and keeps the words aside
            return
        listed = self._keeper.follow(model)
        if listed is None:
            self._ask()
            return
        self.form.show_texts()
        self.judge()
        self._show_head()
        words = _("The record in the form was changed in another window or on another computer.")
        self.said.emit(Notice(words=words, state="info", quiet=True))

    def _ask(self) -> None:
        model = self.model
        assert model is not None
        conflict = self._keeper.conflict(model)
        if not conflict.gone and not conflict.differences:
            self._take_theirs()  # both wrote the same
            return
        self.conflict.ask(conflict, model.kind)
        self._when.setText(_("Kept aside until you choose"))
        self.show_state()
        self.said.emit(
            Notice(words=_("Somebody else changed this record: choose what stays."), state="warn", quiet=True)
        )

    def _choose(self, choices: dict[str, Side]) -> None:
        model, conflict = self.model, self.conflict.conflict
        assert model is not None
        assert conflict is not None
        try:
            kept = self._keeper.choose(model, conflict, choices)
        except RecordChanged:
            self._ask()
            return
        except DvError as refusal:
            self._not_kept(refusal)
            return
        self.form.show_texts()
        self._was_kept(kept, model)

    def _take_mine(self) -> None:
        conflict = self.conflict.conflict
        assert conflict is not None
        self._choose({one.code: Side.MINE for one in conflict.differences})

    def _take_theirs(self) -> None:
        model = self.model
        assert model is not None
        try:
            listed = self._keeper.take_theirs(model)
        except DvError as refusal:
            self.said.emit(Notice.refused(refusal))
            return
        self.conflict.answered()
        if listed is None:
            self.took_away(model.record_id)
        else:
            self.form.show_texts()
            self.kept.emit(listed)
            self._show_head()
            self.judge()
        self.stale.emit()

    # --- removing ----------------------------------------------------------------------------------------------------

    def remove_current(self) -> Step | None:
        """Take the record in the form away; the step that did it, or ``None`` when that was refused."""
        model = self.model
        if model is None or not self.keep_now() or self.conflict.conflict is not None:
            return None
        try:
            removed = self._keeper.remove(model.record_id)
        except RecordChanged:
            self._ask()
            return None
        except DvError as refusal:
            self.said.emit(Notice.refused(refusal))
            return None
        self.took_away(model.record_id)
        return self._steps.removed(removed)

    # --- steps of the history ----------------------------------------------------------------------------------------

    def go_to(self, record_id: RecordId) -> FormModel:
        """Bring a record into sight. :raises RecordMissing: it is gone; and what keeping the present form raises."""
        self.sight_wanted.emit()
        if self.model is None or self.model.record_id != record_id:
            if not self.keep_now() and self._trouble is not None:
                raise self._trouble
            self._open(self._keeper.open(record_id, language()))
        elif self.conflict.conflict is not None:
            raise RecordChanged(where=record_id)
        else:
            self.changed_elsewhere()
        assert self.model is not None
        return self.model

    def show_put(self, place: str) -> None:
        """Show and keep what a step put into the form."""
        self.form.show_texts()
        self.form.jump(place or "happened")
        self.judge()
        self.keep_now()

    def took_away(self, record_id: RecordId) -> None:
        """A record is gone."""
        if self.model is not None and self.model.record_id == record_id:
            self.close_record()
        self.gone.emit(record_id)

    def came_back(self, removed: Removed) -> None:
        """Put a record back and show it."""
        self.sight_wanted.emit()
        if not self.keep_now() and self._trouble is not None:
            raise self._trouble
        listed = self._keeper.put_back(removed)
        self.kept.emit(listed)
        self._open(self._keeper.open(listed.id, language()))

    # --- saying ------------------------------------------------------------------------------------------------------

    def _show_head(self) -> None:
        model = self.model
        if model is None:
            self._side.setCurrentIndex(0)
            return
        self._kind.setText(model.kind.name.said_in(language()))
        set_icon(self._kind_icon, model.kind.icon, "accent", size=20)
        changed_at = self._keeper.changed_at(model.record_id)
        if changed_at is None:
            self._when.setText(_("New, nothing typed yet"))
        else:
            when = changed_at.astimezone(self._session.tools.clock.now().tzinfo)
            self._when.setText(
                _("Last changed on {day} at {time}").format(day=f"{when:%d/%m/%Y}", time=f"{when:%H:%M}")
            )
        restyle(self._when, state="")

    def show_state(self) -> None:
        """How far the record is."""
        model = self.model
        if model is None:
            return
        new = self._keeper.is_new(model.record_id)
        self.remove.setEnabled(not new)
        self.remove.setToolTip(_("Nothing is kept of this record yet.") if new else "")
        seen, faults = model.seen_faults(), model.reading().faults
        wrong = [fault for fault in seen if fault.code != "required"]
        if self.conflict.conflict is not None:
            words, tone = _("To be chosen"), "warn"
        elif not faults:
            words, tone = _("Complete"), "ok"
        elif wrong:
            words = ngettext("{count} fault", "{count} faults", len(seen)).format(count=len(seen))
            tone = "error"
        else:
            words, tone = _("Draft"), "draft"
        self._state.setText(words)
        restyle(self._state, state=tone)
