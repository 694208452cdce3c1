"""What is known of one deadline: its days, whom it binds, and the units that have or have not sent."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QBoxLayout, QFrame, QHeaderView, QTableView, QVBoxLayout

from dvapp.domain.calendar.deadlines import Side
from dvapp.domain.codes import UnitCode
from dvapp.host.i18n import _, language, ngettext
from dvapp.services.deadlines import DeadlineState, Returned, UnitStanding
from dvapp.ui.deadlines.matrix_words import MARK, unregistered_words
from dvapp.ui.deadlines.words import (
    STANDING_TONES,
    distance_words,
    moved_words,
    period_with_year,
    returned_tone,
    returned_words,
    standing_words,
    state_tone,
    weekday_words,
)
from dvapp.ui.messages import shown
from dvapp.ui.shell.periods import period_words
from dvapp.ui.theme import restyle, theme, tokens
from dvapp.ui.widgets import button, label, row

_UNIT = Qt.ItemDataRole.UserRole
_LINE, _PADDING = 34, 24
"""Height of a line, and what stands beside a cell's words, in pixels."""


class DeadlinePanel(QFrame):
    """The deadline chosen in the list.

    ``report_wanted`` carries the period to work in, ``register_wanted`` the deadline whose report has come.
    """

    report_wanted = Signal(object)
    register_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._state: DeadlineState | None = None
        self._name = label("", "heading", wrap=True)
        self._period = label("", "dim", wrap=True)
        self._day = label("", "figure")
        self._weekday = label("", "dim")
        self._distance = label("", "chip")
        self._moved = label("", "small", wrap=True)
        self._note = label("", "small", wrap=True)
        self._returned = label("", "", wrap=True)
        self._model = QStandardItemModel(0, 3, self)
        self.units = QTableView()
        self.units.setProperty("flat", "true")
        self.units.setModel(self._model)
        self.units.setShowGrid(False)
        self.units.setTabKeyNavigation(False)
        self.units.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.units.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.units.verticalHeader().hide()
        self.units.verticalHeader().setDefaultSectionSize(_LINE)
        self.units.horizontalHeader().setHighlightSections(False)
        self.units.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.units.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.units.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.units.activated.connect(lambda _index: self._act())
        self.act = button("", clicked=self._act)
        head = QVBoxLayout()
        head.setSpacing(6)
        for widget in (self._name, self._period):
            head.addWidget(widget)
        head.addLayout(row(self._day, self._weekday, self._distance, None, spacing=10))
        for widget in (self._moved, self._note, self._returned):
            head.addWidget(widget)
        head.addSpacing(4)
        head.addLayout(row(self.act, None))
        head.addStretch(1)
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setContentsMargins(18, 16, 18, 16)
        self._layout.setSpacing(12)
        self._layout.addLayout(head)
        self._layout.addWidget(self.units, 1)
        theme().changed.connect(self.retranslate)

    def lie(self, *, flat: bool) -> None:
        """Put the units beside the words instead of below them, where there is little height."""
        direction = QBoxLayout.Direction
        self._layout.setDirection(direction.LeftToRight if flat else direction.TopToBottom)
        self._layout.setStretch(0, 1 if flat else 0)

    def show_state(self, state: DeadlineState | None) -> None:
        """Show a deadline; ``None`` hides the panel."""
        self._state = state
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        state = self._state
        self.setVisible(state is not None)
        self.units.setAccessibleName(_("Reports from below"))
        if state is None:
            return
        one = state.deadline
        self._name.setText(f"{one.kind} · {one.name.said_in(language())}")
        self._period.setText(period_with_year(one.period, period_words(one.period)))
        self._day.setText(shown(one.due.working))
        words = distance_words(state.distance)
        self._distance.setText(words)
        self._distance.setVisible(bool(words))
        tone = state_tone(state)
        restyle(self._distance, state="draft" if tone == "dim" else tone)
        self._weekday.setText(weekday_words(one.due.working.weekday()))
        self._moved.setText(moved_words(one))
        self._moved.setVisible(one.due.moved)
        below = one.side is Side.BELOW
        self._note.setText(
            _("The units below send this report to the board.")
            if below
            else _("The board sends this report. The program does not know yet whether it was sent.")
        )
        self._say_returned(state)
        self.act.setText(_("Record a report received") if below else _("Open the report"))
        self.act.setToolTip(
            _("Units chosen in the table are filled in with the period and today’s day.") if below else ""
        )
        self.setAccessibleName(self._name.text())

    def _say_returned(self, state: DeadlineState) -> None:
        returned = state.returned
        self._returned.setVisible(returned is not None)
        self.units.setVisible(returned is not None and bool(returned.units))
        self._model.removeRows(0, self._model.rowCount())
        if returned is None:
            return
        self._returned.setText(_told(returned))
        restyle(self._returned, state=returned_tone(state))
        self._model.setHorizontalHeaderLabels([_("Unit"), _("Received on"), _("Result")])
        for one in returned.units:
            items = _unit_line(one, known=returned.registered)
            for item in items[1:]:  # the style's padding is not in what Qt reckons
                wide = self.units.fontMetrics().horizontalAdvance(item.text()) + _PADDING
                item.setSizeHint(QSize(wide, _LINE))
            self._model.appendRow(items)

    def chosen_units(self) -> tuple[UnitCode, ...]:
        """Units chosen in the table, in its order."""
        lines = self.units.selectionModel().selectedRows()
        return tuple(UnitCode(line.data(_UNIT)) for line in sorted(lines, key=lambda one: one.row()))

    def _act(self) -> None:
        if self._state is not None:
            one = self._state.deadline
            if one.side is Side.BELOW:
                self.register_wanted.emit(one)
            else:
                self.report_wanted.emit(one.period)


def _told(returned: Returned) -> str:
    """How many have sent, and how many have given figures without being registered."""
    words = returned_words(returned)
    if count := len(returned.unregistered):
        told = ngettext(
            "{count} unit has figures and is not registered ({mark})",
            "{count} units have figures and are not registered ({mark})",
            count,
        )
        words = f"{words}; {told.format(count=count, mark=MARK)}"
    return words


def _unit_line(one: UnitStanding, *, known: bool) -> list[QStandardItem]:
    """A unit; while the register of the period is empty, nothing is said of its report."""
    report = one.report
    result = standing_words(one.standing) if known else "–"
    if report.days_late:
        result = ngettext("{count} day late", "{count} days late", report.days_late).format(
            count=report.days_late
        )
    if one.figures:
        result = f"{result} {MARK}"
    received = shown(report.received) if report.received is not None else "–"
    items = [QStandardItem(report.unit.name), QStandardItem(received), QStandardItem(result)]
    tone = STANDING_TONES[one.standing] if known else "dim"
    items[0].setToolTip(report.unit.name)
    items[0].setData(str(report.unit.code), _UNIT)
    items[2].setForeground(tokens().colour(tone))
    items[2].setToolTip(unregistered_words() if one.figures else "")
    items[0].setData(f"{report.unit.name}, {received}, {result}", Qt.ItemDataRole.AccessibleTextRole)
    return items
