"""Beside a form that somebody else changed too: both versions, field by field, to choose from."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QRadioButton, QVBoxLayout

from dvapp.domain.recording.kinds import RecordKind
from dvapp.host.i18n import _, ngettext
from dvapp.ui.choice_grid import ChoiceGrid, ChoiceRow
from dvapp.ui.records.keeper import Conflict
from dvapp.ui.records.merging import Difference, Side
from dvapp.ui.records.side_words import difference_place, difference_words
from dvapp.ui.widgets import button, label, row


class ConflictPanel(QFrame):
    """Says what happened, shows where the versions differ, and asks.

    ``chosen`` carries a side for every difference; ``theirs_wanted`` and ``mine_wanted`` take one version whole.
    """

    chosen = Signal(object)
    mine_wanted = Signal()
    theirs_wanted = Signal()

    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__()
        self.setProperty("role", "note")
        self.setProperty("state", "warn")
        self._names = names
        self._conflict: Conflict | None = None
        self._kind: RecordKind | None = None
        self._choices: dict[str, Side] = {}
        self._title = label("", "heading", wrap=True)
        self._words = label("", "", wrap=True)
        self._left = label("", "small", wrap=True)
        self.grid = ChoiceGrid()
        self.grid.chosen.connect(self._pick)
        self.keep_button = button("", "primary", clicked=self._keep)
        self.mine_button = button("", "", clicked=self.mine_wanted.emit)
        self.theirs_button = button("", "", clicked=self.theirs_wanted.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 12)
        layout.setSpacing(6)
        layout.addWidget(self._title)
        layout.addWidget(self._words)
        layout.addWidget(self.grid)
        layout.addWidget(self._left)
        layout.addLayout(row(self.keep_button, self.mine_button, self.theirs_button, None))
        self.hide()

    # --- content -----------------------------------------------------------------------------------------------------

    @property
    def conflict(self) -> Conflict | None:
        """What is being asked; ``None`` when nothing is."""
        return self._conflict

    def ask(self, conflict: Conflict, kind: RecordKind) -> None:
        """Show a conflict, or how it stands now; what was chosen already stays chosen."""
        again = self._conflict is not None and self._kind is kind
        held = self._choices if again else {}
        self._conflict, self._kind = conflict, kind
        self._choices = {
            one.code: side
            for one in conflict.differences
            if (side := held.get(one.code) or one.proposal) is not None
        }
        self._draw()
        self.show()

    def answered(self) -> None:
        """Nothing is asked any more."""
        self._conflict = None
        self._choices = {}
        self.hide()

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self._name_buttons(gone=False)
        if self._conflict is not None:
            self._draw()

    # --- drawing -----------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        assert self._conflict is not None
        gone = self._conflict.gone
        if gone:
            self._title.setText(_("This record was deleted in another window or on another computer"))
            self._words.setText(_("What you typed is kept aside until you choose. Nothing is overwritten."))
        else:
            self._title.setText(_("This record was changed in another window or on another computer"))
            self._words.setText(
                _(
                    "What you typed is kept aside until you choose; nothing is overwritten. Fields that only one side "
                    "changed are proposed already."
                )
            )
        self._name_buttons(gone=gone)
        self.keep_button.setVisible(not gone)
        self.grid.setVisible(not gone)
        self._draw_rows()
        self._show_left()

    def _name_buttons(self, *, gone: bool) -> None:
        self.mine_button.setText(_("Keep my record") if gone else _("All mine"))
        self.theirs_button.setText(_("Let it be deleted") if gone else _("All theirs"))
        self.keep_button.setText(_("Keep as chosen"))

    def _draw_rows(self) -> None:
        assert self._conflict is not None
        rows = [self._row(one) for one in self._conflict.differences]
        self.grid.show_rows(_("Field"), rows, {code: side.value for code, side in self._choices.items()})

    def _row(self, one: Difference) -> ChoiceRow:
        assert self._kind is not None
        return ChoiceRow(
            code=one.code,
            name=difference_place(self._kind, one),
            mine=difference_words(self._kind, one, one.mine, self._names),
            theirs=difference_words(self._kind, one, one.theirs, self._names),
            changed=one.proposal.value if one.proposal is not None else "",
        )

    # --- choosing ----------------------------------------------------------------------------------------------------

    def _pick(self, code: str, side: str) -> None:
        self._choices[code] = Side(side)
        self._show_left()

    def _show_left(self) -> None:
        assert self._conflict is not None
        left = len(self._conflict.differences) - len(self._choices)
        self.keep_button.setEnabled(not left)
        words = ngettext("{count} field still to choose", "{count} fields still to choose", left)
        self._left.setText(words.format(count=left) if left else "")
        self._left.setVisible(bool(left) and not self._conflict.gone)
        self.keep_button.setToolTip(self._left.text())

    def _keep(self) -> None:
        self.chosen.emit(dict(self._choices))

    def options(self, code: str) -> tuple[QRadioButton, QRadioButton]:
        """The two buttons of a difference: mine, theirs."""
        return self.grid.options(code)
