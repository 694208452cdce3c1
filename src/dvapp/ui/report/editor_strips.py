"""Strips of the editor that come and go: old letters that were pasted, a number nobody bound, an odd letter."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from dvapp.domain.language.old_letters import OldLetters
from dvapp.host.i18n import _, ngettext
from dvapp.ui.report.pasted import Pasted
from dvapp.ui.theme import restyle
from dvapp.ui.widgets import button, label, row

_SHOWN = 220
"""Characters of pasted text that are enough to tell right from wrong."""


class OldLettersBar(QFrame):
    """Asks whether pasted text is to be turned into Unicode, showing it before and after."""

    converted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "note")
        self.setProperty("state", "info")
        self._title = label("", "label", wrap=True)
        self._before, self._after = label("", wrap=True), label("", wrap=True)
        self.convert_button = button("", "primary", clicked=self._convert)
        self.leave_button = button("", "", clicked=self._leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(4)
        for part in (self._title, self._before, self._after):
            layout.addWidget(part)
        layout.addLayout(row(self.convert_button, self.leave_button, None))
        self._pasted: Pasted | None = None
        self.retranslate()
        self.hide()

    def ask(self, pasted: Pasted) -> None:
        """Show what was pasted and what it would be."""
        self._pasted = pasted
        self.retranslate()
        self.show()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.convert_button.setText(_("Turn into Unicode"))
        self.leave_button.setText(_("Leave as it is"))
        for made in (self.convert_button, self.leave_button):
            made.setAccessibleName(made.text())
        pasted = self._pasted
        if pasted is None or pasted.converted is None:
            return
        name = _("TCVN3 (ABC)") if pasted.letters is OldLetters.TCVN3 else _("VNI")
        self._title.setText(_("The pasted text seems to be in the old encoding {name}.").format(name=name))
        self._before.setText(_("Before: {text}").format(text=_start(pasted.paragraphs)))
        self._after.setText(_("After: {text}").format(text=_start(pasted.converted)))
        self.setAccessibleName(self._title.text())

    def _convert(self) -> None:
        self.hide()
        self.converted.emit()

    def _leave(self) -> None:
        self.hide()
        self.left.emit()


def _start(paragraphs: tuple[str, ...]) -> str:
    text = " ".join(paragraphs).replace("**", "").replace("__", "")
    return text if len(text) <= _SHOWN else text[:_SHOWN].rstrip() + "…"


class NumberHint(QFrame):
    """Tells of the typed number at the caret, and how it is bound; or of a letter there that cannot be printed."""

    bind_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "note")
        self._words = label("", "small", wrap=True)
        self.bind_button = button("", "mini", icon="link", clicked=self.bind_wanted.emit)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 3, 8, 3)
        layout.addWidget(self._words, 1)
        layout.addWidget(self.bind_button)
        self.setMinimumHeight(QFontMetrics(self.font()).height() + 12)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.bind_button.setText(_("Bind (F4)"))
        self.bind_button.setToolTip(
            _("Put a figure in place of the typed number, so that it follows the records")
        )
        self.bind_button.setAccessibleName(_("Bind (F4)"))

    def say(self, number: str, figures: int) -> None:
        """Show the number and how many figures have its value; nothing without a number."""
        self._look_like("")
        told = {
            0: _("“{number}” was typed by hand; no figure of the period has this value."),
            1: _("“{number}” was typed by hand; one figure has this value."),
        }.get(
            figures,
            ngettext(
                "“{number}” was typed by hand; {count} figure has this value.",
                "“{number}” was typed by hand; {count} figures have this value.",
                figures,
            ),
        )
        self._words.setText(told.format(number=number, count=figures))
        self.setVisible(bool(number))

    def say_letter(self, letter: str) -> None:
        """Show a letter that the reports' font lacks."""
        self._look_like("error")
        told = _("The report's font has no letter “{character}” ({codepoint}); it cannot be printed.")
        self._words.setText(told.format(character=letter, codepoint=f"U+{ord(letter):04X}"))
        self.show()

    def _look_like(self, state: str) -> None:
        self.bind_button.setVisible(not state)
        if self.property("state") != state:
            for widget in (self, self._words):
                restyle(widget, state=state)
