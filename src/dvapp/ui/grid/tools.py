"""What stands above the grid: its arrangement, whose figures, which of them, the search, and the copy for Excel."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget

from dvapp.host.i18n import _
from dvapp.ui.chooser import Chooser
from dvapp.ui.grid.sheet import Arrangement
from dvapp.ui.icons import set_icon
from dvapp.ui.widgets import (
    FlowLayout,
    FocusFrame,
    Segmented,
    button,
    icon_button,
    label,
    name_icon_button,
    row,
)

ALL, TYPABLE, BLANK, CONFLICTS = "", "typable", "blank", "conflicts"
"""Which figures are shown."""


class GridTools(QWidget):
    """The choices over the grid. ``arranged``: another arrangement, subject or part of the year; ``filtered``: other
    figures are asked for; ``searched`` carries the words and the direction to the next hit (0: just typed).
    """

    arranged = Signal()
    filtered = Signal()
    searched = Signal(str, int)
    left_search = Signal()
    copy_wanted = Signal()
    panel_toggled = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.arrangement = Segmented()
        self.arrangement.offer([(a.value, "") for a in Arrangement])
        self.arrangement.choose(Arrangement.UNITS.value)
        self.subject = Chooser()
        self.subject.setMinimumWidth(150)
        self.subject.setMaximumWidth(300)
        self.parts = Segmented()
        self.parts.offer([("quarters", ""), ("months", "")])
        self.parts.choose("quarters")
        self.turn = button("", "ghost", clicked=self.arranged.emit)
        self.turn.setCheckable(True)
        self.group = Chooser()
        self.group.setFixedWidth(170)
        self.show_only = Chooser()
        self.show_only.setFixedWidth(160)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self._box = QFrame()
        self._box.setProperty("role", "input")
        self._glass = label()
        set_icon(self._glass, "search", size=16)
        self.hits = label("", "small")
        inside = row(8, self._glass, self.search, self.hits, 4, spacing=4)
        inside.setContentsMargins(0, 0, 4, 0)
        self._box.setLayout(inside)
        self._box.setFixedWidth(210)
        FocusFrame(self._box, self.search)
        self.copy = icon_button("copy", "", clicked=self.copy_wanted.emit)
        self.panel = button("", "ghost", icon="info")
        self.panel.setCheckable(True)
        self.panel.toggled.connect(self.panel_toggled)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        flow = FlowLayout(spacing=8)
        for widget in (
            self.arrangement,
            self.subject,
            self.parts,
            self.turn,
            self.group,
            self.show_only,
            self._box,
            self.copy,
            self.panel,
        ):
            flow.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(flow)

    def _connect(self) -> None:
        self.arrangement.chosen.connect(lambda _code: self.arranged.emit())
        self.parts.chosen.connect(lambda _code: self.arranged.emit())
        self.subject.activated.connect(lambda _number: self.arranged.emit())
        self.group.activated.connect(lambda _number: self.filtered.emit())
        self.show_only.activated.connect(lambda _number: self.filtered.emit())
        self.search.textChanged.connect(lambda text: self.searched.emit(text, 0))
        self.search.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Enter goes to the next hit, Shift+Enter to the one before, Esc and Down into the grid."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3}:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.searched.emit(self.search.text(), -1 if back else 1)
            return True
        if key in {Qt.Key.Key_Escape, Qt.Key.Key_Down}:
            self.left_search.emit()
            return True
        return False

    # --- what is chosen --------------------------------------------------------------------------------------------------

    def chosen(self) -> Arrangement:
        """The arrangement."""
        return Arrangement(self.arrangement.code())

    def offer_subjects(self, choices: Sequence[tuple[str, str]]) -> None:
        """Whose figures, or which figure: (code, words). The chosen one stays."""
        _fill(self.subject, choices, str(self.subject.currentData() or ""))

    def offer_groups(self, groups: Sequence[str]) -> None:
        """The groups of figures there are; the chosen one stays."""
        held = str(self.group.currentData() or "")
        _fill(self.group, [("", _("All groups")), *((group, group) for group in groups)], held)

    def fit(self) -> None:
        """Show what the arrangement needs."""
        arrangement = self.chosen()
        self.subject.setVisible(arrangement is not Arrangement.UNITS)
        self.turn.setVisible(arrangement is Arrangement.UNITS)
        self.parts.setVisible(arrangement is Arrangement.ONE_FIGURE)
        for widget in (self.group, self.show_only):
            widget.setVisible(arrangement is not Arrangement.ONE_FIGURE)

    def say_hits(self, number: int, count: int) -> None:
        """Which hit of how many; 0 of 0 says that nothing fits."""
        if not self.search.text().strip():
            self.hits.setText("")
        else:
            self.hits.setText(f"{number}/{count}" if count else _("none"))

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        names = {
            Arrangement.UNITS: _("All units"),
            Arrangement.ONE_UNIT: _("One unit"),
            Arrangement.ONE_FIGURE: _("One figure"),
        }
        self.arrangement.offer([(a.value, names[a]) for a in Arrangement])
        self.parts.offer([("quarters", _("Quarters")), ("months", _("Months"))])
        self.turn.setText(_("Units as rows"))
        self.turn.setToolTip(_("Units in the rows and figures in the columns"))
        self.subject.setAccessibleName(_("Whose figures, or which figure"))
        self.group.setAccessibleName(_("Group of figures"))
        held = str(self.show_only.currentData() or "")
        _fill(
            self.show_only,
            [
                (ALL, _("All figures")),
                (TYPABLE, _("Only those one can enter")),
                (BLANK, _("Only with blanks")),
                (CONFLICTS, _("Only contradictions")),
            ],
            held,
        )
        self.show_only.setAccessibleName(_("Which figures are shown"))
        self.search.setPlaceholderText(_("Find figure or unit"))
        self.search.setAccessibleName(_("Find a figure or a unit"))
        for clear in self.search.findChildren(QToolButton):
            clear.setAccessibleName(_("Clear the search"))
        name_icon_button(self.copy, _("Copy the whole table for Excel, with its heads"))
        self.panel.setText(_("Details"))
        self.panel.setToolTip(_("Source, earlier periods and note of the chosen cell (F6)"))


def _fill(chooser: Chooser, choices: Sequence[tuple[str, str]], chosen: str) -> None:
    """Offer other choices without telling anyone; what was chosen stays where it still exists."""
    if [(chooser.itemData(n), chooser.itemText(n)) for n in range(chooser.count())] == list(choices):
        return
    with QSignalBlocker(chooser):
        chooser.clear()
        for code, words in choices:
            chooser.addItem(words, code)
        chooser.setCurrentIndex(max(chooser.findData(chosen), 0))
