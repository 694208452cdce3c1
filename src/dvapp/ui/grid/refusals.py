"""What the grid could not take, in words: one line for each cell, which leads to it; below the grid until it is mended."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout

from dvapp.domain.codes import UnitCode
from dvapp.host.i18n import _, ngettext
from dvapp.ui.grid.edits import DoesNotFit, Refusal
from dvapp.ui.grid.words import refused_words
from dvapp.ui.shell.periods import in_year_words
from dvapp.ui.widgets import icon_button, label, name_icon_button, row

_SHOWN = 4
"""Lines in sight; the others are scrolled to."""
_AT_MOST = 500
"""Lines that are made; more would help nobody."""


class RefusalStrip(QFrame):
    """The refused cells. ``wanted`` carries the :class:`Refusal` to go to; ``put_away``: the list shall go."""

    wanted = Signal(object)
    put_away = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "note")
        self.setProperty("state", "error")
        self._refused: Sequence[Refusal] = ()
        self._title = label("", wrap=True, state="error")
        self._close = icon_button("x", "", clicked=self.put_away.emit)
        self.list = QListWidget()
        self.list.setProperty("flat", "true")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 6, 6)
        layout.setSpacing(4)
        head = row(self._title, self._close)
        head.setStretch(0, 1)
        layout.addLayout(head)
        layout.addWidget(self.list)
        self.hide()

    def show_refused(self, refused: Sequence[Refusal], unit_names: Mapping[UnitCode, str]) -> None:
        """Show which cells took nothing and why; none hides the strip."""
        self._refused = refused
        self._name()
        count = len(refused)
        self._title.setText(
            ngettext(
                "{count} cell was not taken; the others are kept. Choose a line to go to its cell.",
                "{count} cells were not taken; the others are kept. Choose a line to go to its cell.",
                count,
            ).format(count=count)
        )
        self.list.clear()
        for one in refused[:_AT_MOST]:
            words = refusal_line(one, unit_names)
            item = QListWidgetItem(words)
            item.setToolTip(words)
            self.list.addItem(item)
        if count > _AT_MOST:
            more = count - _AT_MOST
            self.list.addItem(ngettext("and {count} more", "and {count} more", more).format(count=more))
        height = self.list.sizeHintForRow(0) if count else 0
        self.list.setFixedHeight(height * min(self.list.count(), _SHOWN) + 4)
        self.list.setVisible(bool(count))
        self.setVisible(bool(count))

    def show_misfit(self, misfit: DoesNotFit) -> None:
        """Say that a pasted block is larger than the grid, and by how much."""
        self._refused = ()
        self._name()
        self._title.setText(misfit_words(misfit))
        self.list.clear()
        self.list.hide()
        self.show()

    def _name(self) -> None:
        name_icon_button(self._close, _("Put the list away"))
        self.list.setAccessibleName(_("Cells that were not taken"))

    def _go(self, item: QListWidgetItem) -> None:
        number = self.list.row(item)
        if number < len(self._refused):
            self.wanted.emit(self._refused[number])


def refusal_line(one: Refusal, unit_names: Mapping[UnitCode, str]) -> str:
    """A refused cell in one line: unit, figure, period, text, reason."""
    unit = unit_names.get(one.place.unit, one.place.unit) or _("Whole board")
    why = refused_words(one.code, one.text, one.details)
    where = f"{one.place.indicator} · {unit} · {in_year_words(one.place.period)}"
    return f"{where} · “{one.text}”: {why}"


def misfit_words(misfit: DoesNotFit) -> str:
    """Why nothing of a pasted block was taken."""
    return _(
        "Nothing was pasted: the copied block has {rows} rows and {columns} columns, "
        "but from this cell there is room for {room_rows} rows and {room_columns} columns only. "
        "Choose a cell further up or left, or copy a smaller block."
    ).format(
        rows=misfit.rows,
        columns=misfit.columns,
        room_rows=misfit.room_rows,
        room_columns=misfit.room_columns,
    )
