"""Several units: chips for the chosen ones and a list to search in."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from dvapp.domain.language.folding import matches
from dvapp.domain.places.units import Unit
from dvapp.host.i18n import _, ngettext
from dvapp.ui.icons import set_icon
from dvapp.ui.records.editors import Editor
from dvapp.ui.theme import restyle
from dvapp.ui.widgets import FlowLayout, button, clear_layout, row

SHOWN = 14
"""So many chips are shown; the rest is a number, or a city's thirty districts would fill the form."""


class UnitPicker(QFrame):
    """A popup with a search line and a list of units to tick."""

    def __init__(self, parent: QWidget, units: Sequence[Unit], chosen: Sequence[str]) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search, with or without diacritics"))
        self.search.setAccessibleName(_("Search units"))
        self.list = QListWidget()
        self.list.setProperty("flat", "true")
        self.list.setAccessibleName(_("Units"))
        self.list.setUniformItemSizes(True)
        for unit in units:
            item = QListWidgetItem(unit.name)
            item.setData(Qt.ItemDataRole.UserRole, unit.code)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if unit.code in chosen else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        everyone = button(_("Choose all"), "ghost", clicked=lambda: self._tick_all(on=True))
        nobody = button(_("Choose none"), "ghost", clicked=lambda: self._tick_all(on=False))
        done = button(_("Done"), "primary", clicked=self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.setSpacing(6)
        layout.addWidget(self.search)
        layout.addWidget(self.list)
        layout.addLayout(row(everyone, nobody, None, done))
        self.setFixedSize(380, 360)
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        self.list.itemActivated.connect(self._toggle)
        if self.list.count():
            self.list.setCurrentRow(0)

    def chosen(self) -> list[str]:
        """Codes of the ticked units, in the list's order."""
        items = [self.list.item(n) for n in range(self.list.count())]
        return [
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        ]

    def _filter(self, query: str) -> None:
        first = -1
        for number in range(self.list.count()):
            item = self.list.item(number)
            item.setHidden(not matches(query, item.text()))
            if first < 0 and not item.isHidden():
                first = number
        self.list.setCurrentRow(first)

    def _tick_all(self, *, on: bool) -> None:
        for number in range(self.list.count()):
            item = self.list.item(number)
            if not item.isHidden():
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _toggle(self, item: QListWidgetItem) -> None:
        on = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """From the search line: arrows walk the list, Enter ticks."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            here = self.list.currentRow()
            if here >= 0 and not self.list.item(here).isHidden():
                self._toggle(self.list.item(here))
                self.search.selectAll()
            return True
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            return False
        here = self.list.currentRow() + step
        while 0 <= here < self.list.count() and self.list.item(here).isHidden():
            here += step
        if 0 <= here < self.list.count():
            self.list.setCurrentRow(here)
        return True


class UnitsEditor(Editor):
    """The chosen units as chips; a click on one takes it out."""

    def __init__(self, units: Sequence[Unit], names: dict[str, str]) -> None:
        super().__init__()
        self._units = units
        self._names = names
        self._codes: list[str] = []
        self._chips: list[QWidget] = []
        self._frame = QFrame()
        self._frame.setProperty("role", "input")
        self._flow = FlowLayout(self._frame)
        self._flow.setContentsMargins(6, 5, 6, 5)
        self._add = button("", "chip", icon="plus", clicked=self.pick)
        self.watch(self._add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._frame)
        self._draw()

    def put(self, text: object) -> None:
        """Show unit codes."""
        codes = [str(code) for code in text] if isinstance(text, list) else []
        if codes != self._codes:
            self._codes = codes
            self._draw()

    def retranslate(self) -> None:
        """Draw the chips anew in the language in use."""
        self._draw()

    def _draw(self) -> None:
        self._flow.removeWidget(self._add)
        clear_layout(self._flow)
        self._chips = []
        for code in self._codes[:SHOWN]:
            name = self._names.get(code, code)
            chip = button(name, "chip", clicked=partial(self._take_out, code))
            chip.setProperty("state", "info")
            set_icon(chip, "x", "accent", size=14)
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            chip.setAccessibleName(_("Take out {unit}").format(unit=name))
            chip.setToolTip(_("Take out {unit}").format(unit=name))
            self._flow.addWidget(chip)
            self._chips.append(chip)
            chip.show()
        if (rest := len(self._codes) - SHOWN) > 0:
            words = ngettext("and {count} more", "and {count} more", rest).format(count=rest)
            more = button(words, "chip", clicked=self.pick)
            self._flow.addWidget(more)
            self._chips.append(more)
            more.show()
        self._add.setText(_("Add") if self._codes else _("Choose units"))
        self._flow.addWidget(self._add)
        self.updateGeometry()
        self.rearranged.emit()

    def _take_out(self, code: str) -> None:
        self._change([c for c in self._codes if c != code])
        self._add.setFocus()

    def _change(self, codes: list[str]) -> None:
        if codes != self._codes:
            self._codes = codes
            self._draw()
            self.edited.emit(list(codes))

    def pick(self) -> None:
        """Open the list under the field."""
        picker = UnitPicker(self, self._units, self._codes)
        foreign = [code for code in self._codes if code not in {unit.code for unit in self._units}]

        def take() -> None:
            self._change([*foreign, *picker.chosen()])

        picker.list.itemChanged.connect(lambda _item: take())
        picker.move(self._frame.mapToGlobal(QPoint(0, self._frame.height() + 2)))
        picker.show()
        picker.search.setFocus()

    def mark(self, state: str) -> None:
        """Colour the frame."""
        restyle(self._frame, state=state)

    def target(self) -> QWidget:
        """The button that opens the list."""
        return self._add

    def stops(self) -> list[QWidget]:
        """The chosen units, then the button."""
        return [*self._chips, self._add]
