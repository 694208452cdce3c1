"""F1: what the screen in sight is for and which keys it has, laid over the window's right side; nothing has to be answered."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFormLayout, QFrame, QVBoxLayout, QWidget

from dvapp.host.i18n import _
from dvapp.ui.records.kind_menu import KEYS
from dvapp.ui.shell.navigation import place_words
from dvapp.ui.widgets import button, icon_button, label, line, name_icon_button, row

_WIDTH, _TOP, _EDGE = 420, 60, 12

Keys = tuple[tuple[str, str], ...]


class HelpPanel(QFrame):
    """Opened and closed with F1, closed with Esc; the focus returns to where it was.

    ``all_keys_wanted``: to the list of all keys. :param over: the widget it is laid over.
    """

    all_keys_wanted = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setProperty("role", "raised")
        self._over = over
        self._place = ""
        self._before: QWidget | None = None
        self._title = label("", "heading", wrap=True)
        self._words = label("", "", wrap=True)
        self._keys = QFormLayout()
        self._keys.setHorizontalSpacing(16)
        self._keys.setVerticalSpacing(6)
        self._keys.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._close = icon_button("x", "", clicked=self.leave)
        self._all = button("", "link", clicked=self._go_to_all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 14, 16)
        layout.setSpacing(10)
        head = row(self._title, self._close)
        head.setStretch(0, 1)
        layout.addLayout(head)
        layout.addWidget(self._words)
        layout.addWidget(line())
        layout.addLayout(self._keys)
        layout.addLayout(row(self._all, None))
        self.hide()

    def turn(self, place: str) -> None:
        """F1: open it for a screen, or close it."""
        if self.isVisible():
            self.leave()
            return
        self._before = QApplication.focusWidget()
        self._place = place
        self.retranslate()
        self.place()
        self.show()
        self.raise_()
        self._all.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Close it."""
        self.hide()
        before, self._before = self._before, None
        if before is not None and before.isVisible():
            before.setFocus()
        else:
            self._over.setFocus()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        name_icon_button(self._close, _("Close (Esc)"))
        self._all.setText(_("All keys of the program"))
        if not self._place:
            return
        self._title.setText(_("Help: {screen}").format(screen=place_words(self._place)))
        self.setAccessibleName(self._title.text())
        self._words.setText(purpose_words(self._place))
        while self._keys.rowCount():
            self._keys.removeRow(0)
        for keys, words in keys_of(self._place):
            self._keys.addRow(label(keys, "label"), label(words, "", wrap=True))

    def place(self) -> None:
        """Stand at the right, below the bar on top, as high as the words need."""
        width = min(_WIDTH, self._over.width() - 2 * _EDGE)
        layout = self.layout()
        assert layout is not None
        layout.activate()
        high = min(layout.totalHeightForWidth(width), self._over.height() - _TOP - 40)
        self.setGeometry(self._over.width() - width - _EDGE, _TOP, width, high)

    def _go_to_all(self) -> None:
        self.hide()
        self.all_keys_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc and F1 close it."""
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_F1}:
            self.leave()
        else:
            super().keyPressEvent(event)


def purpose_words(place: str) -> str:
    """What a screen is for, and what one does there first."""
    return {
        "overview": _("What has to be done next, which deadlines are near, and how the main figures stand."),
        "records": _(
            "Everything that was done, one record each. A record is kept while it is typed; what is wrong is said below "
            "its field. Sheets of units are brought in with the arrow beside “New record”."
        ),
        "figures": _(
            "All figures of the period. Choose one to see which records give it; “By units” is the grid for typing and "
            "pasting, “Check” lists what contradicts the rules."
        ),
        "report": _(
            "The text of the report with its figures and the page as it will be printed. The steps below lead from the "
            "check to the signed and sealed document."
        ),
        "register": _(
            "Reports on their way to the deputy head, the head and the clerk, and the register of outgoing documents."
        ),
        "units": _(
            "Programme years, boards, units, answers and holidays. An entry of the board's own counts from a day on; "
            "earlier reports keep the earlier names."
        ),
        "deadlines": _("All deadlines of the programme year, and which unit has sent what."),
        "verify": _(
            "Whether a signed document is whole, who signed and sealed it, and whether the certificate can be trusted. "
            "Choose a PDF or drop it here."
        ),
        "safety": _("How the store is copied to another disk."),
        "settings": _("Language, colours, signing, authorities that are trusted, and accounts."),
    }[place]


def keys_of(place: str) -> Keys:
    """The keys of a screen, then those that are the same everywhere."""
    own: dict[str, Keys] = {
        "records": (
            ("Ctrl+N", _("New record")),
            (KEYS, _("New record of another kind: choose it, or type its beginning")),
            ("Enter, Tab", _("Next field")),
            ("F1", _("In a field: explain it")),
            ("Ctrl+0", _("“Not applicable” on or off")),
            ("Ctrl+I", _("Import sheets")),
            ("Ctrl+F", _("Search in the list")),
            ("Esc", _("Back to the list")),
        ),
        "figures": (
            ("F8", _("Open or close the check")),
            ("F2, Ctrl+D, Ctrl+R", _("Grid: edit a cell, fill down, fill right")),
            ("Ctrl+0", _("Grid: did not occur")),
            ("F6", _("Grid: to the details and back")),
            ("F1", _("Grid: explain the figure")),
            ("Ctrl+F", _("Search in the list")),
        ),
        "report": (
            ("Ctrl+/", _("Insert a figure into the report")),
            ("F4", _("Bind the typed number to a figure")),
            ("F8, Shift+F8", _("Next and previous changed sentence")),
            ("Alt+A", _("Accept the new figure")),
        ),
        "deadlines": (
            (_("arrows"), _("Year calendar: another day")),
            ("PageUp, PageDown", _("Year calendar: another month")),
        ),
        "units": (
            ("Ctrl+F", _("Search in the list")),
            ("PageUp, PageDown", _("Holidays: another month")),
        ),
    }
    everywhere: Keys = (
        ("Ctrl+1 … Ctrl+9", _("Go to a screen")),
        ("Ctrl+K", _("Search everything")),
        ("Ctrl+Z, Ctrl+Y", _("Undo, redo")),
        ("F1", _("Open or close this help")),
    )
    return own.get(place, ()) + everywhere
