"""The navigation at the left: icons, words and counts; only icons where there is little room."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from dvapp.host.i18n import _
from dvapp.ui.icons import set_icon
from dvapp.ui.widgets import button, label, line

WIDE, SLIM = 240, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A screen in the navigation. ``below``: it stands under the line."""

    code: str
    icon: str
    below: bool = False


PLACES = (
    Place(code="overview", icon="house"),
    Place(code="records", icon="notebook-pen"),
    Place(code="figures", icon="chart-column"),
    Place(code="report", icon="file-text"),
    Place(code="register", icon="send"),
    Place(code="units", icon="list"),
    Place(code="verify", icon="shield-check", below=True),
    Place(code="safety", icon="shield", below=True),
    Place(code="settings", icon="settings", below=True),
)

ASIDE = frozenset({"deadlines"})
"""Screens that other screens lead to; the navigation does not list them."""


def place_words(code: str) -> str:
    """A screen's name."""
    return {
        "overview": _("Overview"),
        "records": _("Record of work"),
        "figures": _("Figures"),
        "report": _("Report"),
        "register": _("Outgoing documents"),
        "units": _("Catalogues"),
        "deadlines": _("Deadlines"),
        "verify": _("Verify a signature"),
        "safety": _("Backup & safety"),
        "settings": _("Settings"),
    }[code]


class Navigation(QFrame):
    """The screens; Up and Down walk them, Ctrl+1 … Ctrl+9 go there from everywhere."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "sidebar")
        self._slim = False
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        self._counts = {place.code: label("", "small") for place in PLACES}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 12, 10, 12)
        layout.setSpacing(3)
        for place in PLACES:
            if place.below and not any(self._is_below(code) for code in self.buttons):
                layout.addSpacing(8)
                layout.addWidget(line())
                layout.addSpacing(8)
            self.buttons[place.code] = self._make(place)
            layout.addWidget(self.buttons[place.code])
        layout.addStretch(1)
        self.setFixedWidth(WIDE)

    @staticmethod
    def _is_below(code: str) -> bool:
        return any(place.code == code and place.below for place in PLACES)

    def _make(self, place: Place) -> QPushButton:
        made = button("", "nav", clicked=lambda: self.chosen.emit(place.code))
        made.setCheckable(True)
        inner = QHBoxLayout(made)
        inner.setContentsMargins(0, 0, 10, 0)
        inner.addStretch(1)
        count = self._counts[place.code]
        count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inner.addWidget(count)
        self._group.addButton(made)
        return made

    def show_place(self, code: str) -> None:
        """Mark the screen in sight; none for one that is not listed."""
        if code in self.buttons:
            self.buttons[code].setChecked(True)
        elif (marked := self._group.checkedButton()) is not None:
            self._group.setExclusive(False)
            marked.setChecked(False)
            self._group.setExclusive(True)

    def count(self, code: str, words: str) -> None:
        """Show a number beside a screen; ``""`` shows none."""
        self._counts[code].setText(words)
        self._name(code)

    def slim(self, *, slim: bool) -> None:
        """Show icons only, or words too."""
        if slim != self._slim:
            self._slim = slim
            self.setFixedWidth(SLIM if slim else WIDE)
            self.retranslate()

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self.setAccessibleName(_("Navigation"))
        for code in self.buttons:
            self._name(code)

    def _name(self, code: str) -> None:
        place = next(place for place in PLACES if place.code == code)
        made, number = self.buttons[code], list(self.buttons).index(code) + 1
        words = place_words(code)
        count = self._counts[code]
        set_icon(made, place.icon, "dim", size=20, on="accent", gap=0 if self._slim else 8)
        made.setText("" if self._slim else words.replace("&", "&&"))
        count.setVisible(not self._slim and bool(count.text()))
        made.setToolTip(f"{words} (Ctrl+{number})" if self._slim else f"Ctrl+{number}")
        made.setAccessibleName(f"{words}, {count.text()}" if count.text() else words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down walk the screens."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        made = list(self.buttons.values())
        here = next((n for n, one in enumerate(made) if one.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
        else:
            made[(here + step) % len(made)].setFocus(Qt.FocusReason.TabFocusReason)
