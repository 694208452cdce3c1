"""What the list of records shows: days, unit, state, files; and filters that were given a name."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QSizePolicy, QVBoxLayout

from dvapp.domain.calendar.periods import period_of
from dvapp.domain.codes import UnitCode
from dvapp.domain.errors import DvError
from dvapp.domain.language.ordering import sort_key
from dvapp.domain.recording.searching import EVERYTHING, ListFilter, RecordState
from dvapp.domain.values import DateSpan
from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import _, language
from dvapp.services.searching import search as filters
from dvapp.services.session import Session
from dvapp.ui.chooser import Chooser
from dvapp.ui.messages import refusal_words
from dvapp.ui.shell.periods import period_words, periods_of
from dvapp.ui.typed_keeper import TypedKeeper
from dvapp.ui.widgets import button, label, row

_TYPED = "filter/name"
"""Where the name of a filter is typed until the filter is saved."""


def state_words(state: RecordState) -> str:
    """A state as the filter names it."""
    return {
        RecordState.COMPLETE: _("Complete"),
        RecordState.DRAFT: _("Draft"),
        RecordState.FAULTY: _("With faults"),
    }[state]


def days_words(days: DateSpan, year: int) -> str:
    """Days as a filter names them: a period by its name, others by their ends."""
    period = period_of(days)
    if period is not None:
        words = period_words(period)
        return words if period.year == year else f"{words} {period.year}"
    formats = LocaleFormats(language())
    return f"{formats.screen_day(days.since)} – {formats.screen_day(days.until)}"


class FilterPanel(QFrame):
    """The filter's fields, opened below the search; ``changed`` carries the :class:`ListFilter` without kind and words."""

    changed = Signal(object)
    chosen = Signal(object)
    saved = Signal()
    said = Signal(object)

    def __init__(self, session: Session, names: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._session = session
        self._names = sorted(names, key=lambda pair: sort_key(pair[1]))
        self.filter = EVERYTHING
        self._labels = [label("", "small") for _place in range(4)]
        self.days, self.unit, self.state, self.files = (_combo() for _place in range(4))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        for place, (words, field) in enumerate(zip(self._labels, self._fields, strict=True)):
            words.setBuddy(field)
            grid.addWidget(words, 2 * (place // 2), place % 2)
            grid.addWidget(field, 2 * (place // 2) + 1, place % 2)
            field.activated.connect(self._picked)
        for column in range(2):
            grid.setColumnStretch(column, 1)
        self.name = QLineEdit()
        self.name.setMaxLength(filters.LONGEST_NAME)
        self.typed = TypedKeeper(session, self)
        self.name.setText(self.typed.text(_TYPED))
        self.typed.watch(self.name, _TYPED)
        self.keep = button("", "", icon="save", clicked=self.save)
        self.refused = label("", "fault", wrap=True)
        self.refused.hide()
        self.name.returnPressed.connect(self.save)
        self.name.textChanged.connect(lambda _text: self.refused.hide())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(8)
        layout.addLayout(grid)
        layout.addLayout(row(self.name, self.keep))
        layout.addWidget(self.refused)

    @property
    def _fields(self) -> tuple[Chooser, ...]:
        return (self.days, self.unit, self.state, self.files)

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        titles = (_("Period"), _("Unit"), _("State"), _("Files"))
        for words, field, title in zip(self._labels, self._fields, titles, strict=True):
            words.setText(title)
            field.setAccessibleName(title)
        self.name.setPlaceholderText(_("Name of this filter"))
        self.name.setAccessibleName(_("Name of this filter"))
        self.keep.setText(_("Save filter"))
        self._offer()

    def _offer(self) -> None:
        year = self._session.year
        spans = [period.span for group in periods_of(year) for period in group]
        spans.append(
            DateSpan(since=spans[0].since.replace(year=year - 1), until=spans[0].until.replace(year=year - 1))
        )
        if self.filter.days is not None and self.filter.days not in spans:
            spans.append(self.filter.days)
        _fill(self.days, [(days_words(span, year), span) for span in spans], self.filter.days)
        self.days.setItemText(self.days.count() - 1, days_words(spans[-1], year))
        names = list(self._names)
        if self.filter.unit and self.filter.unit not in dict(names):
            names.append((self.filter.unit, self.filter.unit))
        _fill(self.unit, [(name, UnitCode(code)) for code, name in names], self.filter.unit)
        _fill(self.state, [(state_words(state), state) for state in RecordState], self.filter.state)
        files = [(_("With files"), True), (_("Without files"), False)]
        _fill(self.files, files, self.filter.evidence)

    def show_filter(self, filter_: ListFilter) -> None:
        """Show what is filtered by."""
        self.filter = filter_
        self._offer()

    def _picked(self, _place: int) -> None:
        self.filter = replace(
            self.filter,
            days=self.days.currentData(),
            unit=self.unit.currentData(),
            state=self.state.currentData(),
            evidence=self.files.currentData(),
        )
        self.changed.emit(self.filter)

    def save(self) -> None:
        """Keep the filter in sight under the name typed."""
        try:
            filters.save_filter(self._session, self.name.text(), self.filter)
        except DvError as error:
            self.refused.setText(refusal_words(error))
            self.refused.show()
            self.name.setFocus()
            return
        self.name.clear()
        self.typed.drop(_TYPED)
        self.saved.emit()


def _combo() -> Chooser:
    made = Chooser()
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setSizeAdjustPolicy(Chooser.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(8)
    return made


def _fill(combo: Chooser, choices: Sequence[tuple[str, object]], chosen: object) -> None:
    combo.clear()
    combo.addItem(_("All"), None)
    for words, value in choices:
        combo.addItem(words, value)
    place = next((n for n, (_words, value) in enumerate(choices, start=1) if value == chosen), 0)
    combo.setCurrentIndex(place if chosen is not None else 0)
