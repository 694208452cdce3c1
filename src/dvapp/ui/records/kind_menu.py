"""The menu of record kinds: opened with a key, and a kind is found by typing the beginning of its words."""

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from dvapp.domain.language.folding import folded
from dvapp.domain.packs import Pack
from dvapp.host.i18n import _, language
from dvapp.ui.icons import icon

KEYS = "Alt+N"
"""What opens the menu, on every screen."""

CHOOSE_KIND = "kinds"
"""What another screen asks of the record of work to begin a record of a kind yet to be chosen."""

_PAUSE = 1500
"""Milliseconds without a key after which typing begins anew."""


class KindMenu(QMenu):
    """``wanted`` carries the kind of the record to begin; ``import_wanted`` asks for the import of a sheet."""

    wanted = Signal(str)
    import_wanted = Signal()

    def __init__(self, pack: Pack, parent: QWidget) -> None:
        super().__init__(parent)
        self._pack = pack
        self._typed = ""
        self._pause = QElapsedTimer()
        self.aboutToShow.connect(self._begin)
        self.retranslate()

    def retranslate(self) -> None:
        """Name the kinds in the language in use, and draw their pictures in the colours in use."""
        self.clear()
        self.setAccessibleName(_("Kind of the new record; type the beginning of its name"))
        for code, kind in self._pack.kinds.items():
            action = self.addAction(icon(kind.icon, "dim"), kind.name.said_in(language()))
            action.setToolTip(kind.help.said_in(language()))
            action.triggered.connect(lambda _checked=False, code=str(code): self.wanted.emit(code))
        self.addSeparator()
        bring = self.addAction(icon("upload", "dim"), _("Import from a sheet…"))
        bring.triggered.connect(lambda _checked=False: self.import_wanted.emit())

    def _begin(self) -> None:
        self._typed = ""
        if self.activeAction() is None and self.actions():
            self.setActiveAction(self.actions()[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters go to the kind whose name has words that begin so, with or without diacritics."""
        letter = event.text()
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}
        if not (plain and letter.isprintable() and letter and (letter != " " or self._going_on())):
            super().keyPressEvent(event)
            return
        self._typed = f"{self._typed}{letter}" if self._going_on() else letter
        self._pause.start()
        found = self._beginning_with(folded(self._typed))
        if found is not None:
            self.setActiveAction(found)

    def _going_on(self) -> bool:
        return bool(self._typed) and self._pause.isValid() and self._pause.elapsed() < _PAUSE

    def _beginning_with(self, typed: str) -> QAction | None:
        """The first entry that begins so, else the first with a word that does."""
        names = [(folded(action.text()), action) for action in self.actions() if not action.isSeparator()]
        for name, action in names:
            if name.startswith(typed):
                return action
        return next((action for name, action in names if f" {typed}" in f" {name}"), None)
