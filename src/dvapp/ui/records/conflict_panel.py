"""Beside a form that somebody else changed too: both versions, field by field, to choose from."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from dvapp.domain.recording.kinds import RecordKind
from dvapp.host.i18n import _, ngettext
from dvapp.ui.records.keeper import Conflict
from dvapp.ui.records.merging import Difference, Side
from dvapp.ui.records.side_words import place_words, side_words
from dvapp.ui.widgets import button, clear_layout, label, row, scrolled

_TALL = 230
"""Pixels that the fields may take; more of them scroll."""
_LONG = 160
"""Letters of a version that are shown; its tooltip has all."""


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
        self._groups: list[QButtonGroup] = []
        self._title = label("", "heading", wrap=True)
        self._words = label("", "", wrap=True)
        self._left = label("", "small", wrap=True)
        self._inner = QWidget()
        self._grid = QGridLayout(self._inner)
        self._grid.setContentsMargins(0, 4, 8, 4)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._area = scrolled(self._inner)
        self.keep_button = button("", "primary", clicked=self._keep)
        self.mine_button = button("", "", clicked=self.mine_wanted.emit)
        self.theirs_button = button("", "", clicked=self.theirs_wanted.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 12)
        layout.setSpacing(6)
        layout.addWidget(self._title)
        layout.addWidget(self._words)
        layout.addWidget(self._area)
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
        self._area.setVisible(not gone)
        self._draw_rows()
        self._show_left()

    def _name_buttons(self, *, gone: bool) -> None:
        self.mine_button.setText(_("Keep my record") if gone else _("All mine"))
        self.theirs_button.setText(_("Let it be deleted") if gone else _("All theirs"))
        self.keep_button.setText(_("Keep as chosen"))

    def _draw_rows(self) -> None:
        assert self._conflict is not None
        clear_layout(self._grid)
        for group in self._groups:
            group.deleteLater()
        self._groups = []
        heads = (_("Field"), _("Mine"), _("Theirs"))
        for place, words in enumerate(heads):
            self._grid.addWidget(label(words, "label"), 0, place)
            self._grid.setColumnStretch(place, 4 if place else 3)
        for at, one in enumerate(self._conflict.differences, start=1):
            self._draw_row(at, one)
        self._grid.setRowStretch(len(self._conflict.differences) + 1, 1)
        self._fit()

    def _fit(self) -> None:
        """As high as its fields need at this width, up to a measure; more of them scroll."""
        wanted = self._grid.heightForWidth(self._area.viewport().width()) + 8
        self._area.setFixedHeight(min(_TALL, max(wanted, 60)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words wrap by the new width."""
        super().resizeEvent(event)
        self._fit()

    def _draw_row(self, at: int, one: Difference) -> None:
        assert self._kind is not None
        field = place_words(self._kind, one.code)
        name = label(field, "", wrap=True)
        name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
        group = QButtonGroup(self)
        self._groups.append(group)
        for place, side in ((1, Side.MINE), (2, Side.THEIRS)):
            words = self._version_words(one, side)
            option = QRadioButton()
            option.setToolTip(words)
            text = _Words(_cut(words), option)
            whose = _("Mine") if side is Side.MINE else _("Theirs")
            changed = _("changed") if one.proposal is side else ""
            option.setAccessibleName(", ".join(filter(None, (field, whose, words, changed))))
            option.setChecked(self._choices.get(one.code) is side)
            option.toggled.connect(partial(self._pick, one.code, side))
            group.addButton(option)
            said = QVBoxLayout()
            said.setSpacing(0)
            said.addWidget(text)
            if changed:
                said.addWidget(label(changed, "small", state="info"))
            said.addStretch(1)
            holder = QWidget()
            cell = QHBoxLayout(holder)
            cell.setContentsMargins(0, 0, 0, 0)
            cell.setSpacing(6)
            cell.addWidget(option, 0, Qt.AlignmentFlag.AlignTop)
            cell.addLayout(said, 1)
            holder.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._grid.addWidget(holder, at, place)

    def _version_words(self, one: Difference, side: Side) -> str:
        assert self._kind is not None
        part = one.mine if side is Side.MINE else one.theirs
        return side_words(self._kind, one.code, part, self._names)

    # --- choosing ----------------------------------------------------------------------------------------------------

    def _pick(self, code: str, side: Side, on: bool) -> None:
        if on:
            self._choices[code] = side
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
        """The two buttons of a field: mine, theirs."""
        assert self._conflict is not None
        at = [one.code for one in self._conflict.differences].index(code)
        mine, theirs = self._groups[at].buttons()
        assert isinstance(mine, QRadioButton)
        assert isinstance(theirs, QRadioButton)
        return mine, theirs


def _cut(words: str) -> str:
    one_line = " ".join(words.split())
    return one_line if len(one_line) <= _LONG else one_line[: _LONG - 1] + "…"


class _Words(QLabel):
    """The words of an option, in as many lines as they need; a click on them chooses it."""

    def __init__(self, words: str, option: QRadioButton) -> None:
        super().__init__(words)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setContentsMargins(0, 4, 0, 0)
        self.setToolTip(option.toolTip())
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._option = option

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Choose."""
        self._option.click()
