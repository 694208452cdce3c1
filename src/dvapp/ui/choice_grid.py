"""Two versions side by side, row by row, each with a button to choose it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from dvapp.host.i18n import _
from dvapp.ui.widgets import clear_layout, label, scrolled

MINE, THEIRS = "mine", "theirs"
_TALL = 230
"""Pixels that the rows may take; more of them scroll."""
_LONG = 160
"""Letters of a version that are shown; its tooltip has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceRow:
    """Something that two versions say differently.

    :param name: what it is. ``mine``, ``theirs``: the versions in words.
    :param changed: the side that alone changed it: ``"mine"``, ``"theirs"``, or ``""``.
    """

    code: str
    name: str
    mine: str
    theirs: str
    changed: str = ""


class ChoiceGrid(QWidget):
    """``chosen`` carries the code of a row and the side that was chosen for it.

    :param tall: pixels that the rows may take before they scroll.
    :param long: letters of a version that are shown.
    :param named: whether the rows' names have a column of their own; else they are only read out.
    """

    chosen = Signal(str, str)

    def __init__(self, *, tall: int = _TALL, long: int = _LONG, named: bool = True) -> None:
        super().__init__()
        self._tall, self._long, self._named = tall, long, named
        self._groups: dict[str, QButtonGroup] = {}
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 4, 8, 4)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._area = scrolled(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)

    def show_rows(self, heading: str, rows: Sequence[ChoiceRow], choices: dict[str, str]) -> None:
        """Show rows with what is chosen already. ``heading``: over their names."""
        clear_layout(self._grid)
        for group in self._groups.values():
            group.deleteLater()
        self._groups = {}
        for place, words in enumerate((heading, _("Mine"), _("Theirs"))):
            if place or self._named:
                self._grid.addWidget(label(words, "label"), 0, place)
            self._grid.setColumnStretch(place, 4 if place else 3 * self._named)
        for at, one in enumerate(rows, start=1):
            self._add(at, one, choices.get(one.code, ""))
        self._grid.setRowStretch(len(rows) + 1, 1)
        self._fit()

    def options(self, code: str) -> tuple[QRadioButton, QRadioButton]:
        """The two buttons of a row: mine, theirs."""
        mine, theirs = self._groups[code].buttons()
        assert isinstance(mine, QRadioButton)
        assert isinstance(theirs, QRadioButton)
        return mine, theirs

    def _fit(self) -> None:
        """As high as its rows need at this width, up to a measure; more of them scroll."""
        wanted = self._grid.heightForWidth(self._area.viewport().width()) + 8
        self._area.setFixedHeight(min(self._tall, max(wanted, 60)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words wrap by the new width."""
        super().resizeEvent(event)
        self._fit()

    def _add(self, at: int, one: ChoiceRow, chosen: str) -> None:
        if self._named:
            name = label(one.name, "", wrap=True)
            name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
        group = self._groups[one.code] = QButtonGroup(self)
        for place, side, words in ((1, MINE, one.mine), (2, THEIRS, one.theirs)):
            option = QRadioButton()
            option.setToolTip(words)
            whose = _("Mine") if side == MINE else _("Theirs")
            changed = _("changed") if one.changed == side else ""
            option.setAccessibleName(", ".join(filter(None, (one.name, whose, words, changed))))
            option.setChecked(chosen == side)
            option.toggled.connect(partial(self._pick, one.code, side))
            group.addButton(option)
            self._grid.addWidget(self._version(words, option, changed), at, place)

    def _version(self, words: str, option: QRadioButton, changed: str) -> QWidget:
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(_Words(_cut(words, self._long), option))
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
        return holder

    def _pick(self, code: str, side: str, on: bool) -> None:
        if on:
            self.chosen.emit(code, side)


def _cut(words: str, long: int) -> str:
    one_line = " ".join(words.split())
    return one_line if len(one_line) <= long else one_line[: long - 1] + "…"


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
