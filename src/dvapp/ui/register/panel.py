"""The register of outgoing papers: the list narrowed, searched and sorted at the left, a line at the right."""

from contextlib import nullcontext
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QLineEdit,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dvapp.domain.accounts.duties import Action
from dvapp.domain.catalogue.reading import read_typed_day
from dvapp.domain.errors import DvError
from dvapp.domain.register.numbers import Number, State
from dvapp.host.i18n import _, ngettext
from dvapp.host.settings import Settings
from dvapp.services.register.printing import export_register, print_register, save_register
from dvapp.services.session import Session
from dvapp.ui.chooser import Chooser
from dvapp.ui.jobs import Jobs, Watch
from dvapp.ui.notices import Notice
from dvapp.ui.printing.desk import PrintDesk
from dvapp.ui.records.editors import DayEditor
from dvapp.ui.register.detail import Detail, why_not
from dvapp.ui.register.forms import BeginForm, EnterForm, Form, TakeOverForm
from dvapp.ui.register.lines import Listing, Wanted, read_listing, summary
from dvapp.ui.register.table import NumbersView
from dvapp.ui.register_words import export_words, state_words
from dvapp.ui.typed_keeper import TypedKeeper
from dvapp.ui.widgets import EmptyState, FlowLayout, FocusFrame, button, label, row

_WIDE = 860
"""Pixels from which list and line stand side by side; below, one of them is shown."""

_LOW = 480
"""Height in pixels up to which the title and the days give way."""

_SEARCH_AFTER = 150
"""Milliseconds without typing after which the list is searched."""


class RegisterPanel(QWidget):
    """``said`` carries what came of something."""

    navigate = Signal(str, object)
    said = Signal(object)

    def __init__(self, session: Session, jobs: Jobs, settings: Settings) -> None:
        super().__init__()
        del settings
        self._session, self._jobs = session, jobs
        self._wanted = Wanted()
        self._listing: Listing | None = None
        self._detail_alone = False
        self.typed = TypedKeeper(session, self)
        self._subtitle = label("", "subtitle", wrap=True)
        self.search = QLineEdit()
        self.type, self.state = Chooser(), Chooser()
        self._since_label, self._until_label = label("", "label"), label("", "label")
        self.since, self.until = DayEditor(session.year), DayEditor(session.year)
        self.enter = button("", "primary", icon="plus", clicked=lambda: self._begin_form(EnterForm(session)))
        self.begin = button("", icon="hash", clicked=lambda: self._begin_form(BeginForm(session)))
        self.take_over = button("", icon="folder-open", clicked=self._ask_store)
        self.print = button("", icon="printer", clicked=self.print_lines)
        self.export = button("", icon="download", clicked=self._ask_file)
        self.to_list = button("", "ghost", icon="chevron-left", clicked=self._back)
        self.list = NumbersView()
        self.empty = EmptyState("send")
        self.detail = Detail(session)
        self.printing = PrintDesk(session.tools, jobs, self)
        self._searching = QTimer(self)
        self._searching.setSingleShot(True)
        self._searching.setInterval(_SEARCH_AFTER)
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        for day in (self.since, self.until):
            day.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
            day.setFixedWidth(172)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        self._frame = QFrame()
        self._frame.setProperty("role", "card")
        inner = QVBoxLayout(self._frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self._stack)
        FocusFrame(self._frame, self.list)
        self._middle = QGridLayout()
        self._middle.setSpacing(12)
        self._middle.addWidget(self._frame, 0, 0)
        self._middle.addWidget(self.detail, 0, 1)
        self._tools, self._days = QWidget(), QWidget()
        tools = QVBoxLayout(self._tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(8)
        first = row(self.search, self.type, self.state, spacing=10)
        first.setStretch(0, 1)
        tools.addLayout(first)
        days = FlowLayout(self._days, spacing=8)
        for words in (self._since_label, self._until_label):
            words.setMinimumHeight(34)  # as high as the fields beside them
        for part in (self._since_label, self.since, self._until_label, self.until):
            days.addWidget(part)
        tools.addWidget(self._days)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 0, 24, 16)
        layout.setSpacing(10)
        layout.addWidget(self._subtitle)
        actions = FlowLayout(spacing=8)
        for made in (self.to_list, self.enter, self.begin, self.take_over, self.print, self.export):
            actions.addWidget(made)
        layout.addLayout(actions)
        layout.addWidget(self._tools)
        layout.addLayout(self._middle, 1)
        self.to_list.hide()

    def _connect(self) -> None:
        self._searching.timeout.connect(self._narrow)
        self.search.textChanged.connect(lambda _text: self._searching.start())
        self.type.activated.connect(lambda _place: self._narrow())
        self.state.activated.connect(lambda _place: self._narrow())
        for day in (self.since, self.until):
            day.edited.connect(lambda _text: self._narrow())
        self.list.chosen.connect(self._show)
        self.list.opened.connect(self._open)
        self.list.sorted_by.connect(self._sort)
        self.detail.form_wanted.connect(self._begin_form)
        self.detail.form.kept.connect(self._kept)
        self.detail.form.left.connect(self._left)
        self.detail.form.edited.connect(self._remember)
        self.empty.action.clicked.connect(lambda _checked=False: self._first_step())

    # --- the screens' contract ---------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the register again: another window may have numbered a paper."""
        typing = self.detail.form.form is not None
        self._list(quiet=typing)

    def changed_elsewhere(self) -> None:
        """Somebody else kept something."""
        if self.isVisible():
            self.refresh()

    def show_argument(self, wanted: object) -> None:
        """Go to a number ("SERIES/NUMBER"), or "enter" or "begin"."""
        if wanted in {"enter", "begin"}:
            self._begin_form(EnterForm(self._session) if wanted == "enter" else BeginForm(self._session))
            return
        series, _slash, number = str(wanted).rpartition("/")
        if number.isdigit():
            self._forget_filter()
            self._list()
            if self.list.choose(series, int(number)):
                self._open()

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.search.setFocus()
        self.search.selectAll()

    def keep_now(self) -> bool:
        """Keep what is typed and not given yet; whether it is safe then."""
        return self.typed.keep_now()

    @property
    def trouble(self) -> DvError | None:
        """Why what was typed last is not safe; ``None`` while it is."""
        return self.typed.trouble

    # --- list --------------------------------------------------------------------------------------------------------

    def _narrow(self) -> None:
        wanted = self._wanted
        wanted.words = self.search.text()
        wanted.type, wanted.state = self.type.currentData() or "", self.state.currentData() or ""
        for name, editor in (("since", self.since), ("until", self.until)):
            text = editor.edit.text().strip()
            day = read_typed_day(text) if text else None
            editor.mark("error" if text and day is None else "")
            setattr(wanted, name, day)
        self._list()

    def _sort(self, column: str, downwards: bool) -> None:
        self._wanted.sort, self._wanted.descending = column, downwards
        self._list()

    def _forget_filter(self) -> None:
        self._wanted = Wanted(sort=self._wanted.sort, descending=self._wanted.descending)
        self.search.clear()
        self.type.setCurrentIndex(0)
        self.state.setCurrentIndex(0)
        for day in (self.since, self.until):
            day.put("")
            day.mark("")

    def _list(self, *, quiet: bool = False) -> None:
        """Read the list. ``quiet``: somebody types in the form beside it, which stays."""
        self._listing = listing = read_listing(self._session, self._wanted)
        self._offer_types()
        with QSignalBlocker(self.list) if quiet else nullcontext():
            self.list.show_numbers(listing.numbers)
        self._stack.setCurrentWidget(self.list if listing.numbers else self.empty)
        self._say()
        if not listing.numbers and not quiet:
            self.detail.show_number(None, _("Here a line of the register shows all it says."))

    def _offer_types(self) -> None:
        held = self.type.currentData()
        self.type.clear()
        self.type.addItem(_("All papers"), "")
        for symbol in self._listing.types if self._listing is not None else ():
            self.type.addItem(symbol, symbol)
        self.type.setCurrentIndex(max(0, self.type.findData(held)))

    def _show(self, number: Number | None) -> None:
        if number is None:
            self.detail.show_number(None, _("Choose a line of the list."))
            return
        self.detail.show_number(number)

    # --- forms -------------------------------------------------------------------------------------------------------

    def _begin_form(self, form: Form) -> None:
        if typed := self.typed.texts(form.place):
            form.texts = dict(typed)
        alone = isinstance(form, EnterForm | BeginForm | TakeOverForm)
        self.detail.show_form(form, alone=alone)
        self._open()
        self.detail.form.focus()

    def _remember(self) -> None:
        form = self.detail.form.form
        if form is not None:
            self.typed.put(form.place, form.worth_keeping)

    def _kept(self, made: object) -> None:
        form = self.detail.form.form
        if form is not None:
            self.typed.drop(form.place)
        self.detail.show_form(None)
        self._forget_filter()
        self._list()
        if isinstance(made, Number):
            self.list.choose(made.series, made.number)
            words = _("{number}: {state}").format(number=made.label, state=state_words(made.state))
        else:
            words = form.done if form is not None else ""
        self.said.emit(Notice(words=words, state="ok"))

    def _left(self) -> None:
        form = self.detail.form.form
        if form is not None:
            self.typed.drop(form.place)
        self.detail.show_form(None)
        self._show(self.list.number())
        self._back()

    def _first_step(self) -> None:
        begun = self._listing is not None and bool(self._listing.series)
        if self._wanted.narrow:
            self._forget_filter()
            self._list()
        else:
            self._begin_form(EnterForm(self._session) if begun else BeginForm(self._session))

    def _ask_store(self) -> None:
        """Ask whose series are to be gone on with here."""
        title, kinds = _("Store that numbered papers before"), _("Stores (*.dvapp)")
        chosen, _kind = QFileDialog.getOpenFileName(self, title, str(self._session.store.path.parent), kinds)
        if chosen:
            self.take_from(Path(chosen))

    def take_from(self, path: Path) -> None:
        """Ask for the clerk's password of another store, to take its series over."""
        self._begin_form(TakeOverForm(self._session, path))

    # --- paper and files ---------------------------------------------------------------------------------------------

    @property
    def _name(self) -> str:
        return _("Register of outgoing papers {year}").format(year=self._session.year)

    def print_lines(self) -> None:
        """Print what the filter lets pass in the official layout."""
        session, wanted, name = self._session, self._wanted.filter, self._name
        self._jobs.run(
            _("Drawing the register"),
            lambda _watch: print_register(session, wanted),
            lambda pdf: self.printing.ask(pdf, name),
        )

    def _ask_file(self) -> None:
        kinds = (
            _("PDF in the official layout (*.pdf)"),
            _("Excel workbooks (*.xlsx)"),
            _("Text with semicolons (*.csv)"),
        )
        proposed = self._session.store.path.parent / f"{self._name}.pdf"
        title = _("Write the register to a file")
        chosen, kind = QFileDialog.getSaveFileName(self, title, str(proposed), ";;".join(kinds))
        if chosen:
            endings = dict(zip(kinds, (".pdf", ".xlsx", ".csv"), strict=True))
            self.write(Path(chosen), endings.get(kind, ".pdf"))

    def write(self, path: Path, ending: str = ".pdf") -> None:
        """Write what the filter lets pass: the official layout as PDF, or a list."""
        path = path if path.suffix else path.with_suffix(ending)
        session, wanted, words = self._session, self._wanted.filter, export_words()

        def work(_watch: Watch) -> int:
            if path.suffix.lower() == ".pdf":
                return save_register(session, path, wanted)
            return export_register(session, path, words=words, wanted=wanted)

        def done(count: int) -> None:
            said = ngettext("{count} line written to {file}.", "{count} lines written to {file}.", count)
            self.said.emit(Notice(words=said.format(count=count, file=path.name), state="ok"))

        self._jobs.run(_("Writing the register"), work, done)

    # --- room and words ----------------------------------------------------------------------------------------------

    def _open(self) -> None:
        self._detail_alone = True
        self._arrange()

    def _back(self) -> None:
        self._detail_alone = False
        self._arrange()
        self.list.setFocus()

    def _arrange(self) -> None:
        wide = self.width() >= _WIDE
        self._frame.setVisible(wide or not self._detail_alone)
        self.detail.setVisible(wide or self._detail_alone)
        self._tools.setVisible(wide or not self._detail_alone)
        self.to_list.setVisible(not wide and self._detail_alone)
        for made in (self.enter, self.begin, self.print, self.export):
            made.setVisible(wide or not self._detail_alone)
        self._middle.setColumnStretch(0, 3 if wide else int(not self._detail_alone))
        self._middle.setColumnStretch(1, 2 if wide else int(self._detail_alone))
        low = self.height() < _LOW
        for part in (self._subtitle, self._days):
            part.setVisible(not low)

    def resizeEvent(self, event: object) -> None:
        """Side by side where there is room."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt's event, passed on
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list; what was typed stays."""
        if event.key() == Qt.Key.Key_Escape and (self._detail_alone or self.detail.form.form is not None):
            self.detail.show_form(None)
            self._show(self.list.number())
            self._back()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.search.setPlaceholderText(_("Number, subject, signer, recipient …"))
        self.search.setAccessibleName(_("Search the register"))
        self.type.setAccessibleName(_("Type of paper"))
        self.state.setAccessibleName(_("State"))
        held = self.state.currentData()
        self.state.clear()
        self.state.addItem(_("Every state"), "")
        for state in State:
            self.state.addItem(state_words(state), state.value)
        self.state.setCurrentIndex(max(0, self.state.findData(held)))
        self._since_label.setText(_("Issued from"))
        self._until_label.setText(_("until"))
        for editor, words in ((self.since, _("Issued from")), (self.until, _("Issued until"))):
            editor.retranslate()
            editor.name(words, "")
        self.enter.setText(_("Enter a paper"))
        self.begin.setText(_("Begin a series"))
        self.take_over.setText(_("Take series over from another store…"))
        self.print.setText(_("Print the register"))
        self.export.setText(_("Write to a file"))
        self.to_list.setText(_("Back to the list"))
        self.list.retranslate()
        self.detail.retranslate()
        if self._listing is not None:
            self._list(quiet=self.detail.form.form is not None)
        self._say()

    def _say(self) -> None:
        listing = self._listing
        self._subtitle.setText(summary(listing) if listing is not None else "")
        none = listing is None or not listing.series
        why = why_not(self._session, Action.NUMBER)
        no_series = _("Begin a series of numbers first.") if none else ""
        for made, reason in ((self.enter, why or no_series), (self.begin, why), (self.take_over, why)):
            made.setEnabled(not reason)
            made.setToolTip(reason)
        nothing = "" if listing is not None and listing.numbers else _("There is no line to write.")
        for made in (self.print, self.export):
            made.setEnabled(not nothing)
            made.setToolTip(nothing)
        for made in (self.enter, self.begin, self.take_over, self.print, self.export, self.to_list):
            made.setAccessibleName(made.text())
        self._say_empty(none=none, why=why)

    def _say_empty(self, *, none: bool, why: str) -> None:
        if self._wanted.narrow:
            self.empty.say(
                _("No line fits"), _("Nothing in the register has all of this."), _("Show all lines")
            )
        elif none:
            self.empty.say(
                _("The register is not begun yet"),
                why
                or _(
                    "Say once for each type of paper with which number it begins here: 1 for a new term or year, or the one "
                    "after the last in the paper register."
                ),
                "" if why else _("Begin a series"),
            )
        else:
            self.empty.say(
                _("No paper has a number yet"),
                _(
                    "Papers get their number when they are issued. Those issued on paper are entered here, so that no number "
                    "is missing."
                ),
                "" if why else _("Enter a paper"),
            )
