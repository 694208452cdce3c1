"""The year's deadlines as a list in months: one line for each report and period."""

from collections.abc import Callable, Sequence
from itertools import groupby

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QStandardItem
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from dvapp.domain.calendar.deadlines import Deadline
from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import _, language, ngettext
from dvapp.services.deadlines import DeadlineState
from dvapp.ui.deadlines.words import state_tone, state_words, weekday_words
from dvapp.ui.messages import shown
from dvapp.ui.nested_tree import THING, NestedTree
from dvapp.ui.shell.periods import period_words
from dvapp.ui.theme import theme, tokens

_TONE = Qt.ItemDataRole.UserRole + 1
DAY, REPORT, PERIOD, STATE = range(4)


class DeadlineTree(NestedTree):
    """Months that open and close with Left and Right, deadlines below them.

    ``chosen`` carries the deadline's state; ``opened`` says that Enter or a double click asks for more of it.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(4)
        heads = self.header()
        heads.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        heads.setSectionResizeMode(REPORT, QHeaderView.ResizeMode.Stretch)
        self.activated.connect(self._activated)
        theme().changed.connect(self._colour)

    def show_states(self, states: Sequence[DeadlineState]) -> None:
        """List deadlines, keeping the chosen one in sight where it is still among them."""
        held, self._filling = self.chosen_state(), True
        self._model.removeRows(0, self._model.rowCount())
        self.retranslate_heads()
        for (year, month), some in groupby(states, key=_month):
            self._add_month(year, month, tuple(some))
        self._filling = False
        self._colour()
        self.expandAll()
        for number in range(self._model.rowCount()):
            self.setFirstColumnSpanned(number, QModelIndex(), True)  # noqa: FBT003  # Qt takes no names
        if held is not None:
            self.choose(held.deadline)

    def _add_month(self, year: int, month: int, states: tuple[DeadlineState, ...]) -> None:
        count = ngettext("{count} deadline", "{count} deadlines", len(states)).format(count=len(states))
        words = _("Month {month}/{year}").format(month=month, year=year)
        head = QStandardItem(f"{words} · {count}")
        head.setData("month", _TONE)
        bold = QFont(self.font())
        bold.setBold(True)
        head.setFont(bold)
        for state in states:
            head.appendRow(_line(state))
        self._model.appendRow(head)

    def retranslate_heads(self) -> None:
        """Headings in the language in use."""
        self._model.setHorizontalHeaderLabels([_("Day"), _("Report"), _("Period"), _("State")])
        self.setAccessibleName(_("Deadlines of the year"))

    def chosen_state(self) -> DeadlineState | None:
        """The chosen deadline; ``None`` on a month."""
        found = self.thing()
        return found if isinstance(found, DeadlineState) else None

    def choose(self, wanted: Deadline) -> bool:
        """Go to a deadline; whether it is listed."""
        return self._go(lambda state: state.deadline == wanted)

    def choose_first(self, fits: Callable[[DeadlineState], bool]) -> bool:
        """Go to the first deadline that fits."""
        return self._go(fits)

    def _go(self, fits: Callable[[DeadlineState], bool]) -> bool:
        for number in range(self._model.rowCount()):
            month = self._model.index(number, 0)
            for line in range(self._model.rowCount(month)):
                index = self._model.index(line, 0, month)
                if fits(index.data(THING)):
                    flags = QItemSelectionModel.SelectionFlag
                    self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
                    self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
                    return True
        return False

    def tell_chosen(self) -> None:
        """Another line has the focus."""
        if (state := self.chosen_state()) is not None:
            self.chosen.emit(state)

    def _activated(self, _index: QModelIndex) -> None:
        if self.chosen_state() is not None:
            self.opened.emit()

    def _colour(self) -> None:
        """Colours of words, in the theme in use."""
        for number in range(self._model.rowCount()):
            head = self._model.item(number)
            head.setForeground(tokens().colour("accent"))
            for line in range(head.rowCount()):
                for column in range(4):
                    item = head.child(line, column)
                    item.setForeground(tokens().colour(item.data(_TONE) or "ink"))


def _month(state: DeadlineState) -> tuple[int, int]:
    day = state.deadline.due.working
    return day.year, day.month


def _line(state: DeadlineState) -> list[QStandardItem]:
    one = state.deadline
    day = one.due.working
    words = (
        (f"{weekday_words(day.weekday())} {LocaleFormats(language()).screen_day(day)[:5]}", ""),
        (f"{one.kind} · {one.name.said_in(language())}", ""),
        (period_words(one.period), "dim"),
        (state_words(state), state_tone(state)),
    )
    items = [QStandardItem(text) for text, _tone in words]
    for item, (text, tone) in zip(items, words, strict=True):
        item.setData(tone, _TONE)
        item.setToolTip(text)
    items[DAY].setData(state, THING)
    said = ", ".join(filter(None, (shown(day), *(text for text, _tone in words[1:]))))
    items[DAY].setData(said, Qt.ItemDataRole.AccessibleTextRole)
    return items
