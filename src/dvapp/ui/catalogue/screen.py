"""The catalogues: sections, a list or calendar at the left, the form with its history at the right."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLineEdit,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dvapp.domain.catalogue.entries import Catalogue, Entry
from dvapp.domain.catalogue.reading import read_typed_day
from dvapp.domain.errors import DvError
from dvapp.host.i18n import _, ngettext
from dvapp.services.catalogue.entries import refresh
from dvapp.services.catalogue.lists import list_differences
from dvapp.services.searching.search import follow_session
from dvapp.services.session import Session, working_day
from dvapp.ui.catalogue.detail import DetailPanel
from dvapp.ui.catalogue.holidays import HolidaysPane
from dvapp.ui.catalogue.keeping import Keeping
from dvapp.ui.catalogue.lines import Line, heads, lines
from dvapp.ui.catalogue.model import TYPED, EntryModel, Mode
from dvapp.ui.catalogue.sections import ADDABLE, DATED, SECTIONS, empty_words, section_words
from dvapp.ui.catalogue.tree import LineTree
from dvapp.ui.catalogue.unkept import UnkeptForm, UnkeptStrip
from dvapp.ui.chooser import Chooser
from dvapp.ui.history import History
from dvapp.ui.jobs import Jobs
from dvapp.ui.messages import shown
from dvapp.ui.records.editors import DayEditor
from dvapp.ui.typed_keeper import TypedKeeper
from dvapp.ui.widgets import Segmented, button, label, row

_WIDE = 820
"""Pixels from which list and form stand side by side; below, one of them is shown."""

_LOW = 520
"""Height in pixels up to which the line under the title gives way."""


class CatalogueScreen(QWidget):
    """``catalogue_changed`` says that other names or days count now."""

    navigate = Signal(str, object)
    said = Signal(object)
    catalogue_changed = Signal()

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        self._session, self._jobs = session, jobs
        self._day = working_day(session.year, session.tools)
        self.typed = TypedKeeper(session, self)
        self.keeping = Keeping(session, jobs, self)
        self._detail_alone = self._telling = False
        self._title, self._subtitle = label("", "title"), label("", "subtitle", wrap=True)
        self.sections = Segmented()
        self.section_box = Chooser()
        self.search = QLineEdit()
        self._day_label = label("", "label")
        self.day = DayEditor(session.year)
        self.day.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.day.setFixedWidth(150)
        self.add = button("", icon="plus", clicked=self._new)
        self.unkept = UnkeptStrip()
        self.tree = LineTree()
        self.holidays = HolidaysPane(session)
        self.detail = DetailPanel(session, jobs)
        self.to_list = button("", "ghost", icon="chevron-left", clicked=self._back_to_list)
        self._stack = QStackedWidget()
        self._build()
        self._connect()
        self.retranslate()
        self.sections.choose("themes")
        self.show_section()

    def _build(self) -> None:
        self._frame = QFrame()
        self._frame.setProperty("role", "card")
        inner = QVBoxLayout(self._frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self._stack)
        self._stack.addWidget(self.tree)
        self._stack.addWidget(self.holidays)
        self._middle = QGridLayout()
        self._middle.setSpacing(12)
        self._middle.addWidget(self._frame, 0, 0)
        self._middle.addWidget(self.detail, 0, 1)
        heads_ = QVBoxLayout()
        heads_.setSpacing(2)
        heads_.addWidget(self._title)
        heads_.addWidget(self._subtitle)
        tools = row(self.search, self._day_label, self.day, self.add, spacing=10)
        tools.setStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(10)
        layout.addLayout(heads_)
        layout.addLayout(row(self.to_list, self.sections, self.section_box, None))
        layout.addLayout(tools)
        layout.addWidget(self.unkept)
        layout.addLayout(self._middle, 1)
        self.to_list.hide()

    def _connect(self) -> None:
        self.sections.chosen.connect(lambda _code: self.show_section())
        self.section_box.activated.connect(self._boxed)
        self.search.textChanged.connect(lambda _text: self._list())
        self.day.edited.connect(lambda _text: self._day_typed())
        self.tree.chosen.connect(self._line_chosen)
        self.tree.opened.connect(self._open_detail)
        self.holidays.chosen.connect(self._days_chosen)
        self.holidays.opened.connect(self._open_detail)
        self.detail.mode_wanted.connect(self._show_mode)
        self.detail.versions.edit.connect(self._edit)
        self.detail.versions.back.connect(self.keeping.take_back)
        self.detail.story.wanted.connect(self._show_unit)
        self.detail.next_year.said.connect(self.said)
        self.keeping.said.connect(self.said)
        self.keeping.refused.connect(self._refused)
        self.keeping.kept.connect(self._kept)
        self.keeping.changed.connect(self._follow)
        self.keeping.undone.connect(self._undone)
        self.detail.form.wanted.connect(self._keep)
        self.detail.form.forgotten.connect(self._forget)
        self.detail.form.edited.connect(self._remember)
        self.unkept.wanted.connect(self._go_on)

    # --- the screens' contract ---------------------------------------------------------------------------------------

    def use_history(self, history: History) -> None:
        """Edits can be undone with Ctrl+Z from now on."""
        self.keeping.history = history

    def refresh(self) -> None:
        """Read the entries again: another window may have changed them."""
        if refresh(self._session):
            self._tell_all()
        self.show_section()

    def keep_now(self) -> bool:
        """Keep what is typed and not kept as an entry yet; whether it is safe then."""
        return self.typed.keep_now()

    @property
    def trouble(self) -> DvError | None:
        """Why what was typed last is not safe; ``None`` while it is."""
        return self.typed.trouble

    def follow_catalogue(self) -> None:
        """Other entries count now, of another window's making: the list follows, unless somebody types."""
        model = self.detail.form.model
        if not self._telling and self.isVisible() and (model is None or not model.changed):
            self.show_section()

    def show_argument(self, wanted: object) -> None:
        """Go to a section ("holidays") or a unit's code ("units:00160")."""
        section, _colon, code = str(wanted).partition(":")
        if section in SECTIONS:
            self.sections.choose(section)
            self.show_section()
            if code:
                self.tree.choose(section, code)

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.search.setFocus()
        self.search.selectAll()

    # --- lists -------------------------------------------------------------------------------------------------------

    @property
    def section(self) -> str:
        """The section in sight."""
        return self.sections.code() or "themes"

    def _boxed(self, place: int) -> None:
        self.sections.choose(SECTIONS[place])
        self.show_section()

    def show_section(self) -> None:
        """Show the list of the chosen section."""
        holidays = self.section == "holidays"
        self._stack.setCurrentWidget(self.holidays if holidays else self.tree)
        self.section_box.setCurrentIndex(SECTIONS.index(self.section))
        self._detail_alone = False
        self._arrange()
        if holidays:
            self.holidays.refresh()
        else:
            self._list()
        if self.section == "themes":
            self.tree.choose("themes", str(self._session.year))
        self._say()
        self._show_unkept()

    def _list(self) -> None:
        section = self.section
        if section == "holidays":
            return
        found = lines(self._session, section, self._day, self.search.text())
        self.tree.show_lines(heads(section), found, narrowed=bool(self.search.text().strip()))
        if not found:
            self.detail.show_nothing(empty_words(section, narrowed=bool(self.search.text().strip())))

    def _day_typed(self) -> None:
        day = read_typed_day(self.day.edit.text())
        self.day.mark("" if day is not None else "error")
        if day is not None and day != self._day:
            self._day = day
            self._list()

    def _line_chosen(self, line: Line | None) -> None:
        if line is None:
            self.detail.show_nothing(_("Choose a line of the list."))
            return
        self.detail.show_subject(line.catalogue, line.code, line.day or self._day)
        self._show_mode(Mode.EDIT if self.detail.covering is not None else Mode.CHANGE)

    def _days_chosen(self, since: date, until: date, item: object) -> None:
        code = getattr(item, "code", "") or since.isoformat()
        self.detail.show_subject(Catalogue.HOLIDAYS, code, since)
        if self.detail.covering is not None:
            self._show_mode(Mode.EDIT)
            return
        model = self._model(Mode.CHANGE, code=since.isoformat(), day=since)
        model.put("valid_to", shown(until) if until > since else "")
        model.began.update({name: text for name, text in model.texts.items() if name == "valid_to"})
        self._show_form(self._with_typed(model))

    def _show_unit(self, code: str, day: object) -> None:
        if isinstance(day, date):
            self._day = day
            self.day.put(shown(day))
        self.search.clear()
        self._list()
        self.tree.choose("units", code)

    # --- forms -------------------------------------------------------------------------------------------------------

    def _model(
        self, mode: Mode, *, code: str = "", entry: Entry | None = None, day: date | None = None
    ) -> EntryModel:
        subject = self.detail.subject
        catalogue = entry.catalogue if entry is not None else subject[0] if subject else Catalogue.THEMES
        if mode is Mode.NEW:
            catalogue = Catalogue(self.section)
        return EntryModel(self._session, catalogue, mode, code=code, entry=entry, day=day or self._day)

    def _with_typed(self, model: EntryModel) -> EntryModel:
        """The model with what was typed in it before and neither kept nor forgotten."""
        if typed := self.typed.texts(model.place):
            model.texts = dict(typed)
        return model

    def _show_form(self, model: EntryModel) -> None:
        self.detail.form.show_model(model)
        self._show_unkept()

    def _show_mode(self, mode: Mode) -> None:
        subject = self.detail.subject
        if subject is None:
            return
        _catalogue, code, day = subject
        covering = self.detail.covering
        self.detail.show_mode(mode)
        if mode is Mode.EDIT and covering is not None:
            self._show_form(self._with_typed(self._model(mode, code=code, entry=covering)))
            return
        self._show_form(self._with_typed(self._model(mode, code=code, day=day)))

    def _edit(self, entry: Entry) -> None:
        self.detail.show_mode(Mode.EDIT)
        self._show_form(self._with_typed(self._model(Mode.EDIT, code=entry.code, entry=entry)))
        self._open_detail()

    def _new(self) -> None:
        self.detail.show_new(Catalogue(self.section))
        self._show_form(self._with_typed(self._model(Mode.NEW)))
        self._open_detail()
        first = next(iter(self.detail.form.editors.values()), None)
        if first is not None:
            first.target().setFocus()

    def _show_unkept(self) -> None:
        """Name the other forms in which words wait."""
        model = self.detail.form.model
        here = model.place if model is not None else ""
        found = (
            UnkeptForm.read(place, self.typed.texts(place))
            for place in self.typed.places(TYPED)
            if place != here
        )
        self.unkept.show_forms([form for form in found if form is not None])

    def _go_on(self, form: UnkeptForm) -> None:
        """Open a form in which words wait."""
        self.search.clear()
        self.sections.choose(form.catalogue.value)
        self.show_section()
        if form.mode is Mode.NEW:
            self._new()
            return
        if form.catalogue is Catalogue.HOLIDAYS:
            day = date.fromisoformat(form.code)
            self.holidays.show_year(day.year, day)
        else:
            self.tree.choose(form.catalogue.value, form.code)
        entry = next((one for one in self.detail.entries if one.id == form.entry), None)
        if entry is not None:
            self._edit(entry)
        elif self.detail.subject is not None:
            self._show_mode(form.mode)
            self._open_detail()

    def _remember(self) -> None:
        model = self.detail.form.model
        if model is not None:
            self.typed.put(model.place, model.texts if model.changed else {})

    def _forget(self) -> None:
        model = self.detail.form.model
        if model is not None:
            self.typed.drop(model.place)
            model.texts = dict(model.began)
            self.detail.form.show_model(model)

    # --- keeping -----------------------------------------------------------------------------------------------------

    def _keep(self) -> None:
        model = self.detail.form.model
        if model is not None and self.detail.form.show_faults(all_of_them=True):
            self.keeping.put(model)

    def _refused(self, model: EntryModel) -> None:
        if self.detail.form.model is model:
            self.detail.form.show_faults(all_of_them=True)

    def _kept(self, model: EntryModel) -> None:
        self.typed.drop(model.place)
        self._show_unkept()

    def _undone(self, catalogue: Catalogue, code: str) -> None:
        self.navigate.emit("units", None)
        self._follow(catalogue, code)

    def _follow(self, catalogue: Catalogue, code: str) -> None:
        """Everything that shows names or days is told, and the list is read again."""
        self._tell_all()
        if self.section not in {catalogue.value, "differences"}:
            self.sections.choose(catalogue.value)
        alone = self._detail_alone
        self.show_section()
        if catalogue is Catalogue.HOLIDAYS:
            day = read_typed_day(code)
            if day is not None:
                self.holidays.show_year(day.year, day)
        elif not self.tree.choose(catalogue.value, code):
            self.tree.choose_first()
        if alone:
            self._open_detail()
        elif self.isVisible():
            (self.holidays.sheet if self.section == "holidays" else self.tree).setFocus()

    def _tell_all(self) -> None:
        """Every screen, and the search index, which may take a while in a large store."""
        self._telling = True
        self.catalogue_changed.emit()
        self._telling = False
        session = self._session
        self._jobs.run(
            _("Updating the search index"),
            lambda watch: follow_session(session, watch.step),
            lambda _nothing: None,
        )

    # --- words -------------------------------------------------------------------------------------------------------

    def beginnings(self) -> tuple[QWidget, ...]:
        """What begins something: only for who may configure."""
        return (self.add,)

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self._title.setText(_("Catalogues · programme year {year}").format(year=self._session.year))
        self.sections.offer([(code, section_words(code)) for code in SECTIONS])
        self.section_box.clear()
        self.section_box.addItems([section_words(code) for code in SECTIONS])
        for chooser in (self.sections, self.section_box):
            chooser.setAccessibleName(_("Sections of the catalogues"))
        if self.sections.code():
            self.section_box.setCurrentIndex(SECTIONS.index(self.section))
        self.search.setPlaceholderText(_("Search by name or code (Ctrl+F), with or without diacritics"))
        self.search.setAccessibleName(_("Search the list"))
        self._day_label.setText(_("On the day"))
        self.day.name(_("Day on which the list counts"), "")
        self.day.put(shown(self._day))
        self.add.setText(_("Add"))
        self.to_list.setText(_("Back to the list"))
        self.tree.setAccessibleName(_("Entries"))
        self.holidays.retranslate()
        self.detail.retranslate()
        self.unkept.retranslate()
        if self.sections.code():
            self._list()
        self._say()

    def _say(self) -> None:
        own = len(list_differences(self._session))
        words = ngettext("{count} entry of the board's own", "{count} entries of the board's own", own)
        before = _("records of {before} count to compare with").format(before=self._session.year - 1)
        day = _("reports keep the names of their time")
        self._subtitle.setText(f"{words.format(count=own)} · {before} · {day}")

    # --- room --------------------------------------------------------------------------------------------------------

    def _open_detail(self) -> None:
        self._detail_alone = True
        self._arrange()

    def _back_to_list(self) -> None:
        self._detail_alone = False
        self._arrange()
        (self.holidays.sheet if self.section == "holidays" else self.tree).setFocus()

    def keyPressEvent(self, event: object) -> None:
        """Esc goes back to the list."""
        if getattr(event, "key", int)() == Qt.Key.Key_Escape:
            self._back_to_list()
        else:
            super().keyPressEvent(event)  # type: ignore[arg-type]  # Qt's event, passed on

    def resizeEvent(self, event: object) -> None:
        """List and form side by side, or one of them."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt's event, passed on
        self._arrange()

    def _arrange(self) -> None:
        wide = self.width() >= _WIDE
        self._frame.setVisible(wide or not self._detail_alone)
        self.detail.setVisible(wide or self._detail_alone)
        alone = not wide and self._detail_alone
        self.to_list.setVisible(alone)
        self.sections.setVisible(wide)
        self.section_box.setVisible(not wide)
        self._subtitle.setVisible(self.height() > _LOW)
        self.search.setVisible(not alone and self.section != "holidays")
        for tool in (self.day, self._day_label):
            tool.setVisible(not alone and self.section in DATED)
        self.add.setVisible(not alone and self.section in ADDABLE)
        shares = (7, 3) if self.section == "holidays" else (5, 4)
        for column, part in enumerate((self._frame, self.detail)):
            self._middle.setColumnStretch(column, shares[column] if part.isVisibleTo(self) else 0)
