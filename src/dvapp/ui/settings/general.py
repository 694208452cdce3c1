"""General settings: language, colours, where the store lies, and the keyboard."""

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFormLayout, QFrame, QVBoxLayout, QWidget

from dvapp import __version__
from dvapp.host.i18n import _, language
from dvapp.host.settings import Settings
from dvapp.services.session import Session
from dvapp.ui.widgets import Segmented, button, card, label, row


class GeneralSection(QWidget):
    """``language_wanted`` carries "vi" or "en"; ``theme_wanted`` "system", "light" or "dark"."""

    language_wanted = Signal(str)
    theme_wanted = Signal(str)
    close_wanted = Signal()

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self.languages = Segmented()
        self.themes = Segmented()
        self._words = {name: label("", "heading") for name in ("looks", "store", "keys")}
        self._labels = {name: label("", "label") for name in ("language", "theme")}
        self._rows: dict[str, tuple[QWidget, QWidget]] = {}
        self._folder = button("", "", icon="folder-open", clicked=self._open_folder)
        self._copy = button("", "ghost", icon="copy", clicked=self._copy_path)
        self._close = button("", "", icon="log-out", clicked=self.close_wanted.emit)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(14)
        body.addWidget(self._looks())
        body.addWidget(self._store())
        body.addWidget(self._keys())
        body.addStretch(1)
        self.languages.chosen.connect(self.language_wanted.emit)
        self.themes.chosen.connect(self.theme_wanted.emit)
        self.retranslate()

    def _looks(self) -> QFrame:
        frame, body = card()
        body.addWidget(self._words["looks"])
        body.addSpacing(4)
        for name, control in (("language", self.languages), ("theme", self.themes)):
            body.addWidget(self._labels[name])
            body.addWidget(control)
        return frame

    def _store(self) -> QFrame:
        frame, body = card()
        body.addWidget(self._words["store"])
        self._facts = QFormLayout()
        self._facts.setHorizontalSpacing(18)
        self._facts.setVerticalSpacing(6)
        body.addLayout(self._facts)
        body.addSpacing(4)
        body.addLayout(row(self._folder, self._copy, None, self._close))
        return frame

    def _keys(self) -> QFrame:
        frame, body = card()
        body.addWidget(self._words["keys"])
        self._shortcuts = QFormLayout()
        self._shortcuts.setHorizontalSpacing(18)
        self._shortcuts.setVerticalSpacing(6)
        body.addLayout(self._shortcuts)
        return frame

    def refresh(self) -> None:
        """Nothing to read again."""

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self._words["looks"].setText(_("Language and colours"))
        self._words["store"].setText(_("This store"))
        self._words["keys"].setText(_("Keyboard"))
        self._labels["language"].setText(_("Language"))
        self._labels["theme"].setText(_("Colours"))
        self.languages.offer([("vi", "Tiếng Việt"), ("en", "English")])
        self.languages.choose(language())
        self.themes.offer([("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))])
        self.themes.choose(self._settings.get("theme", "system"))
        self._folder.setText(_("Open the folder"))
        self._copy.setText(_("Copy the path"))
        self._close.setText(_("Close this store"))
        pack = self._session.pack
        self._fill(
            self._facts,
            (
                (_("Board"), self._session.board.name),
                (_("Year"), str(self._session.year)),
                (_("File"), str(self._session.store.path)),
                (_("Forms and figures"), f"{pack.title.said_in(language())} ({pack.name} {pack.version})"),
                (_("Program"), f"dvapp {__version__}"),
            ),
        )
        self._fill(
            self._shortcuts,
            (
                ("Ctrl+1 … Ctrl+9", _("Go to a screen")),
                ("Ctrl+Shift+D", _("Deadlines of the year")),
                ("Ctrl+N", _("New record")),
                ("Alt+N", _("New record of another kind: choose it, or type its beginning")),
                ("Ctrl+F", _("Search")),
                ("Enter, Tab", _("Next field")),
                ("F1", _("Explain the field")),
                ("Ctrl+0", _("“Not applicable” on or off")),
                ("F2, Ctrl+D, Ctrl+R", _("Grid: edit a cell, fill down, fill right")),
                ("Ctrl+Z", _("Undo the last step, on every screen")),
                ("Ctrl+Y", _("Do again what was undone")),
                ("Ctrl+/", _("Insert a figure into the report")),
                ("F4", _("Bind the typed number to a figure")),
                ("F8", _("Next changed sentence of the report")),
                ("Esc", _("Back to the list")),
            ),
        )

    @staticmethod
    def _fill(form: QFormLayout, facts: tuple[tuple[str, str], ...]) -> None:
        while form.rowCount():
            form.removeRow(0)
        for name, value in facts:
            form.addRow(label(name, "dim"), label(value, "", wrap=True))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._session.store.path.parent)))

    def _copy_path(self) -> None:
        QGuiApplication.clipboard().setText(str(self._session.store.path))
