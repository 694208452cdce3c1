"""The deadlines of a year as twelve months, and below them what is due on the day in focus."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dvapp.domain.calendar.deadlines import Deadline
from dvapp.host.i18n import _, ngettext
from dvapp.services.deadlines import DeadlineState
from dvapp.ui.calendar_sheet import CalendarSheet, DayMark
from dvapp.ui.deadlines.deadline_tree import DeadlineTree
from dvapp.ui.deadlines.words import state_tone, state_words
from dvapp.ui.shell.periods import period_words
from dvapp.ui.widgets import button, label, line, row, scrolled

_WORST = ("error", "warn", "ok", "info", "draft")
"""Colours of a day, the one that shows first where several deadlines fall on it."""
_LIST_HEIGHT, _LOW_LIST = 132, 66
"""Pixels of the list of one day: a head, its month and deadlines; without the head where there is little height."""
_LOW = 440
"""Height in pixels up to which the months need the room more."""


class YearView(QWidget):
    """``chosen`` carries a deadline's state, or ``None`` where nothing is due; ``opened`` asks for more of it."""

    chosen = Signal(object)
    opened = Signal()

    def __init__(self, year: int) -> None:
        super().__init__()
        self._year = year
        self._by_day: dict[date, list[DeadlineState]] = {}
        self._after: list[DeadlineState] = []
        self.sheet = CalendarSheet(year)
        self._said = label("", "small", wrap=True)
        self._legend = label("", "small", wrap=True)
        self.later = button("", "link", clicked=self._show_later)
        self.act = button("")
        self.act.hide()
        self.tree = DeadlineTree()
        self.tree.setFixedHeight(_LIST_HEIGHT)
        page = QWidget()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(14, 12, 14, 8)
        inner.addWidget(self.sheet)
        inner.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self._area = scrolled(page)
        layout.addWidget(self._area, 1)
        layout.addWidget(line())
        foot = row(spacing=12)
        foot.setContentsMargins(14, 2, 14, 0)
        foot.addWidget(self._said, 1)
        foot.addWidget(self.later, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self.act)
        layout.addLayout(foot)
        layout.addWidget(self.tree)
        under = row()
        under.setContentsMargins(14, 2, 14, 6)
        under.addWidget(self._legend, 1)
        layout.addLayout(under)
        self.sheet.moved.connect(self._show_day)
        self.sheet.chosen.connect(self._enter)
        self._sight = QTimer(self)  # once the months have found their room
        self._sight.setSingleShot(True)
        self._sight.setInterval(0)
        self._sight.timeout.connect(self._keep_in_sight)
        self.tree.chosen.connect(self.chosen)
        self.tree.opened.connect(self.opened)
        self.retranslate()

    # --- what it shows -----------------------------------------------------------------------------------------------

    def show_states(self, states: Sequence[DeadlineState], today: date) -> None:
        """Mark the days of deadlines; those of the year after are told apart, as the last reports are due there."""
        self._by_day, self._after = {}, []
        for state in states:
            day = state.deadline.due.working
            if day.year == self._year:
                self._by_day.setdefault(day, []).append(state)
            else:
                self._after.append(state)
        self.sheet.show_year(self._year, self._marks(today), today=today)
        self.retranslate()
        self._show_day(self.sheet.day)

    def choose(self, wanted: Deadline) -> bool:
        """Put the focus on a deadline's day and choose it there; whether it is among those shown."""
        day = wanted.due.working
        if any(state.deadline == wanted for state in self._after):
            self._show_later()
        elif any(state.deadline == wanted for state in self._by_day.get(day, ())):
            self.sheet.go(day)
            self._show_day(day)
        return self.tree.choose(wanted)

    def offer(self, words: str) -> None:
        """Offer what can be done with the deadline chosen; ``""``: it is offered elsewhere."""
        if words:
            self.act.setText(words)
        self.act.setVisible(bool(words))

    def chosen_state(self) -> DeadlineState | None:
        """The deadline chosen in the list of the day."""
        return self.tree.chosen_state()

    def _marks(self, today: date) -> Mapping[date, DayMark]:
        return {
            day: DayMark(
                tone=min((_tone(one, today) for one in states), key=_WORST.index),
                words="; ".join(map(_words, states)),
                dot=len(states) > 1,
            )
            for day, states in self._by_day.items()
        }

    def _show_day(self, day: date) -> None:
        found = self._by_day.get(day, [])
        nothing = _("nothing is due")
        count = ngettext("{count} deadline", "{count} deadlines", len(found)).format(count=len(found))
        self._said.setText(f"{self.sheet.words_of(day).partition(': ')[0]}: {count if found else nothing}")
        self._list(found)
        self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        box = self.sheet.box(self.sheet.day).toRect().translated(self.sheet.pos())
        self._area.ensureVisible(box.center().x(), box.center().y(), 0, 2 * box.height())

    def resizeEvent(self, event: object) -> None:
        """Give the months what height there is."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt's event, passed on
        low = self.height() < _LOW
        self.tree.setFixedHeight(_LOW_LIST if low else _LIST_HEIGHT)
        self.tree.setHeaderHidden(low)
        self._legend.setVisible(not low)
        self.sheet.lie(close=low)
        self._sight.start()

    def _show_later(self) -> None:
        self._said.setText(self.later.text())
        self._list(self._after)

    def _list(self, states: Sequence[DeadlineState]) -> None:
        self.tree.show_states(states)
        if not self.tree.choose_first(lambda _state: True):
            self.chosen.emit(None)

    def _enter(self, day: date) -> None:
        """A click or Enter on a day goes on to its list; the first deadline is chosen there already."""
        self._show_day(day)
        if self._by_day.get(day):
            self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- words -------------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self.sheet.retranslate()
        self.sheet.setAccessibleName(_("Deadlines of the year"))
        self.tree.retranslate_heads()
        self.tree.setAccessibleName(_("Due on the day chosen"))
        self.act.setAccessibleName(_("What can be done with the deadline chosen"))
        count = len(self._after)
        words = ngettext("{count} deadline in {year}", "{count} deadlines in {year}", count)
        self.later.setText(words.format(count=count, year=self._year + 1))
        self.later.setVisible(bool(count))
        self._legend.setText(
            _("Blue: ahead. Amber: near or late. Red: not received. Green: all received. Grey: passed.")
        )


def _tone(state: DeadlineState, today: date) -> str:
    """The colour of a deadline's day: one that is ahead and says nothing yet is blue, one that has passed grey."""
    tone = state_tone(state)
    if tone in {"ok", "warn", "error"}:
        return tone
    return "info" if state.deadline.due.working >= today else "draft"


def _words(state: DeadlineState) -> str:
    one = state.deadline
    return ", ".join(filter(None, (f"{one.kind} {period_words(one.period)}", state_words(state))))
