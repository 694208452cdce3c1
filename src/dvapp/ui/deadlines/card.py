"""The overview's card: which deadlines come next, and which units below have not sent yet."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dvapp.domain.calendar.deadlines import Standing
from dvapp.domain.calendar.periods import Period
from dvapp.host.i18n import _, language
from dvapp.services.deadlines import DeadlineState, DeadlineYear, Returned
from dvapp.ui.deadlines.words import (
    NEARNESS_TONES,
    distance_words,
    missing_names,
    returned_tone,
    returned_words,
)
from dvapp.ui.messages import shown
from dvapp.ui.shell.periods import period_words
from dvapp.ui.theme import restyle
from dvapp.ui.widgets import ElidedLink, button, clear_layout, label, line, row

SHOWN = 4


class DeadlineCard(QFrame):
    """``wanted`` carries the deadline to go to, or ``None`` for all of them."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._title = label("", "heading")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._below = label("", "", wrap=True)
        self._names = label("", "small", wrap=True)
        self._all = button("", "link", clicked=lambda: self.wanted.emit(None))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 18)
        layout.setSpacing(8)
        layout.addLayout(row(self._title, None, self._all))
        layout.addLayout(self._rows)
        layout.addWidget(self._below)
        layout.addWidget(self._names)
        layout.addStretch(1)

    def retranslate(self) -> None:
        """Its own words; the rest comes with :meth:`show_data`."""
        self._title.setText(_("Deadlines"))
        self._all.setText(_("All deadlines of the year"))

    def show_data(self, data: DeadlineYear, period: Period) -> None:
        """Show the next deadlines, or those of the period when the year has passed, and who has not sent."""
        self.retranslate()
        clear_layout(self._rows)
        for number, state in enumerate(next_ones(data, period)):
            if number:
                self._rows.addWidget(line())
            self._rows.addWidget(self._row(state))
        below = data.below(period)
        returned = below.returned if below is not None else None
        self._below.setVisible(returned is not None)
        self._names.setVisible(False)
        if below is None or returned is None:
            return
        words = _("Reports from below, {period}: {state}")
        self._below.setText(words.format(period=period_words(period), state=returned_words(returned)))
        restyle(self._below, state=returned_tone(below))
        self._say_names(returned)

    def _say_names(self, returned: Returned) -> None:
        names = missing_names(returned) if returned.registered else ""
        missing = returned.count(Standing.MISSING)
        words = _("Not received: {names}") if missing else _("Awaited: {names}")
        self._names.setText(words.format(names=names))
        self._names.setVisible(bool(names))

    def _row(self, state: DeadlineState) -> QWidget:
        one = state.deadline
        made = QWidget()
        layout = QHBoxLayout(made)
        layout.setContentsMargins(0, 6, 0, 6)
        layout.setSpacing(10)
        words = f"{one.kind} · {period_words(one.period)} · {one.name.said_in(language())}"
        link = ElidedLink(words, clicked=partial(self.wanted.emit, one))
        far = distance_words(state.distance)
        link.setAccessibleName(", ".join(filter(None, (words, shown(one.due.working), far))))
        tone = NEARNESS_TONES.get(state.distance.nearness, "draft")
        layout.addWidget(label(shown(one.due.working), "chip", state=tone))
        layout.addWidget(link, 1)
        if far:
            layout.addWidget(label(far, "small"))
        return made


def next_ones(data: DeadlineYear, period: Period) -> tuple[DeadlineState, ...]:
    """The next deadlines; when none is ahead, those of a period."""
    return (data.ahead() or tuple(one for one in data.states if one.deadline.period == period))[:SHOWN]
