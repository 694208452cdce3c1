"""Over the text of a section that somebody else changed too: both versions, paragraph by paragraph, to choose from."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from dvapp.host.i18n import _, ngettext
from dvapp.ui.choice_grid import MINE, THEIRS, ChoiceGrid, ChoiceRow
from dvapp.ui.report.section_versions import Paragraphs, Piece, joined
from dvapp.ui.widgets import FlowLayout, button, label

_TALL, _LONG = 260, 700
"""Pixels that the paragraphs may take, and letters of each that are shown."""


class SectionConflict(QFrame):
    """``chosen`` carries the section's code and the paragraphs that shall stand; ``asking`` whether there is a question."""

    chosen = Signal(str, object)
    asking = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "note")
        self.setProperty("state", "warn")
        self.code = ""
        self._name = ""
        self._pieces: tuple[Piece, ...] = ()
        self._choices: dict[str, str] = {}
        self._title, self._words = label("", "label", wrap=True), label("", "small", wrap=True)
        self.grid = ChoiceGrid(tall=_TALL, long=_LONG, named=False)
        self.grid.chosen.connect(self._pick)
        self._left = label("", "small", wrap=True)
        self.keep_button = button("", "primary", clicked=lambda: self._give(self._choices))
        self.mine_button = button("", clicked=lambda: self._give(self._all(MINE)))
        self.theirs_button = button("", clicked=lambda: self._give(self._all(THEIRS)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 10)
        layout.setSpacing(4)
        for part in (self._title, self._words, self.grid, self._left):
            layout.addWidget(part)
        buttons = FlowLayout(spacing=6)
        for made in (self.keep_button, self.mine_button, self.theirs_button):
            buttons.addWidget(made)
        layout.addLayout(buttons)
        self.retranslate()
        self.hide()

    def ask(self, code: str, name: str, found: tuple[Piece, ...]) -> None:
        """Show both versions of a section; what was chosen for the same words already stays chosen."""
        held = self._choices if code == self.code else {}
        self.code, self._name, self._pieces = code, name, found
        self._choices = {
            self._key(piece): side
            for piece in found
            if piece.differs and (side := held.get(self._key(piece)) or piece.changed)
        }
        self.retranslate()
        self.show()
        self.asking.emit(bool(self.code))

    def answered(self) -> None:
        """Nothing is asked any more."""
        self.code, self._pieces, self._choices = "", (), {}
        self.hide()
        self.asking.emit(bool(self.code))

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._title.setText(
            _("“{section}” was changed in another window or on another computer").format(section=self._name)
        )
        self._words.setText(
            _(
                "What you typed is kept aside until you choose; nothing is overwritten. Paragraphs that only one side "
                "changed are proposed already."
            )
        )
        self.setAccessibleName(f"{self._title.text()}. {self._words.text()}")
        self.keep_button.setText(_("Keep as chosen"))
        self.mine_button.setText(_("All mine"))
        self.theirs_button.setText(_("All theirs"))
        if self.code:
            self.grid.show_rows("", self._rows(), self._choices)
        self._show_left()

    def _rows(self) -> list[ChoiceRow]:
        differing = [piece for piece in self._pieces if piece.differs]
        return [
            ChoiceRow(
                code=self._key(piece),
                name=_("Place {number}").format(number=number),
                mine="\n".join(piece.mine) or _("(no such paragraph)"),
                theirs="\n".join(piece.theirs) or _("(no such paragraph)"),
                changed=piece.changed,
            )
            for number, piece in enumerate(differing, start=1)
        ]

    @staticmethod
    def _key(piece: Piece) -> str:
        """The words themselves: they stay the same while somebody types elsewhere."""
        return "\n".join((*piece.mine, "\f", *piece.theirs))

    def _all(self, side: str) -> dict[str, str]:
        return {self._key(piece): side for piece in self._pieces if piece.differs}

    def _pick(self, code: str, side: str) -> None:
        self._choices[code] = side
        self._show_left()

    def _show_left(self) -> None:
        left = len(self._all(MINE)) - len(self._choices)
        words = ngettext("{count} place still to choose", "{count} places still to choose", left)
        self._left.setText(words.format(count=left) if left else "")
        self._left.setVisible(bool(left))
        self.keep_button.setEnabled(not left)
        self.keep_button.setToolTip(self._left.text())

    def _give(self, choices: dict[str, str]) -> None:
        by_number = {n: choices[self._key(p)] for n, p in enumerate(self._pieces) if p.differs}
        text: Paragraphs = joined(self._pieces, by_number)
        self.chosen.emit(self.code, text)
