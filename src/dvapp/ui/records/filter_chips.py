"""What the list is filtered by, each part with a way to let it go; and the saved filters, to use, rename, move and delete."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QWidget

from dvapp.domain.errors import DvError
from dvapp.domain.recording.searching import EVERYTHING, ListFilter, SavedFilter
from dvapp.host.i18n import _
from dvapp.services.searching import search as filters
from dvapp.services.session import Session
from dvapp.ui.notices import Notice
from dvapp.ui.records.filter_panel import days_words, state_words
from dvapp.ui.widgets import FlowLayout, button, icon_button, row


class FilterChips(QWidget):
    """What is filtered by, each with a way to let it go, and the saved filters.

    ``changed`` carries the filter without what was let go, ``chosen`` a saved filter, ``edited`` that those changed, ``said`` a notice.
    """

    changed = Signal(object)
    chosen = Signal(object)
    edited = Signal()
    refused = Signal(object)
    said = Signal(object)

    def __init__(self, session: Session, names: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._session = session
        self._names = dict(names)
        self._flow = FlowLayout(self)
        self._filter = EVERYTHING
        self._saved: tuple[SavedFilter, ...] = ()
        self.parts: list[QWidget] = []

    def show_filter(self, filter_: ListFilter, saved: Sequence[SavedFilter]) -> None:
        """Show a filter's parts and the saved filters."""
        self._filter, self._saved = filter_, tuple(saved)
        for part in self.parts:
            self._flow.removeWidget(part)
            part.deleteLater()
        self.parts = []
        for one in self._saved:
            self._add(self._saved_chip(one))
        for words, without in self._conditions():
            chip = button(words, "chip", icon="x", clicked=partial(self.changed.emit, without))
            chip.setProperty("state", "info")
            chip.setToolTip(_("Filter no more by: {what}").format(what=words))
            chip.setAccessibleName(chip.toolTip())
            self._add(chip)
        self.setVisible(bool(self.parts))

    def _add(self, chip: QWidget) -> None:
        self.parts.append(chip)
        self._flow.addWidget(chip)
        chip.show()

    def _conditions(self) -> list[tuple[str, ListFilter]]:
        found: list[tuple[str, ListFilter]] = []
        shown = self._filter
        if shown.days is not None:
            found.append((days_words(shown.days, self._session.year), replace(shown, days=None)))
        if shown.unit is not None:
            found.append((self._names.get(shown.unit, shown.unit), replace(shown, unit=None)))
        if shown.state is not None:
            found.append((state_words(shown.state), replace(shown, state=None)))
        if shown.evidence is not None:
            words = _("With files") if shown.evidence else _("Without files")
            found.append((words, replace(shown, evidence=None)))
        return found

    def _saved_chip(self, one: SavedFilter) -> QWidget:
        """The filter's name, which shows what it lets pass, and an arrow with what can be done with it."""
        chip = button(one.name, "chip", icon="save", clicked=partial(self.chosen.emit, one.filter))
        chip.setCheckable(True)
        chip.setChecked(one.filter == self._filter)
        chip.setToolTip(_("Saved filter. F2 renames it, Delete deletes it, Alt with ← or → moves it."))
        chip.setAccessibleName(_("Saved filter: {name}").format(name=one.name))
        chip.setAccessibleDescription(chip.toolTip())
        chip.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        chip.customContextMenuRequested.connect(lambda place: self.menu(one).popup(chip.mapToGlobal(place)))
        chip.setProperty("saved", one.id)
        chip.installEventFilter(self)
        words = _("Rename, move or delete “{name}”").format(name=one.name)
        more = icon_button("chevron-down", words)
        more.clicked.connect(lambda: self.menu(one).popup(more.mapToGlobal(more.rect().bottomLeft())))
        holder = QWidget()
        holder.setLayout(row(chip, more, spacing=0))
        return holder

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of a saved filter's chip."""
        one = next((one for one in self._saved if one.id == watched.property("saved")), None)
        if one is None or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key, alt = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key is Qt.Key.Key_F2:
            self._rename(one)
        elif key is Qt.Key.Key_Delete:
            self._remove(one)
        elif alt and key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._move(one, -1 if key is Qt.Key.Key_Left else 1)
        else:
            return False
        return True

    def chip_of(self, filter_id: str) -> QPushButton | None:
        """The chip of a saved filter."""
        chips = (chip for part in self.parts for chip in part.findChildren(QPushButton))
        return next((chip for chip in chips if chip.property("saved") == filter_id), None)

    def menu(self, one: SavedFilter) -> QMenu:
        """What can be done with a saved filter."""
        menu = QMenu(self)
        place = self._saved.index(one)
        replacing = menu.addAction(_("Let it stand for the filter in sight"))
        replacing.setEnabled(one.filter != self._filter)
        replacing.triggered.connect(
            lambda: self._do(
                lambda: filters.save_filter(self._session, one.name, self._filter, replacing=one.id)
            )
        )
        menu.addAction(_("Rename…")).triggered.connect(lambda: self._rename(one))
        left = menu.addAction(_("Move to the left"))
        left.setEnabled(place > 0)
        left.triggered.connect(lambda: self._move(one, -1))
        right = menu.addAction(_("Move to the right"))
        right.setEnabled(place < len(self._saved) - 1)
        right.triggered.connect(lambda: self._move(one, 1))
        menu.addSeparator()
        menu.addAction(_("Delete this filter")).triggered.connect(lambda: self._remove(one))
        return menu

    def _move(self, one: SavedFilter, step: int) -> None:
        place = self._saved.index(one) + step
        if 0 <= place < len(self._saved):
            self._do(lambda: filters.move_filter(self._session, one.id, place))
            chip = self.chip_of(one.id)
            if chip is not None:
                chip.setFocus()

    def _remove(self, one: SavedFilter) -> None:
        place = self._saved.index(one)
        self._do(lambda: filters.remove_filter(self._session, one.id))

        def back() -> None:
            saved = filters.save_filter(self._session, one.name, one.filter)
            filters.move_filter(self._session, saved.id, place)

        words = _("The filter “{name}” is deleted.").format(name=one.name)
        self.said.emit(Notice(words=words, action=_("Undo"), then=lambda: self._do(back)))

    def _do(self, work: Callable[[], object]) -> None:
        try:
            work()
        except DvError as error:
            self.refused.emit(error)
            return
        self.edited.emit()

    def _rename(self, one: SavedFilter) -> None:
        """The chip becomes a field; Enter keeps the new name, Esc the old one."""
        field = _NameField(one.name)
        field.setAccessibleName(_("New name of the filter"))
        place = self._saved.index(one)
        self.parts[place].hide()
        self._flow.insert_widget(place, field)
        self.parts.append(field)
        field.show()
        field.setFocus()
        field.selectAll()
        field.left.connect(self.edited)
        field.returnPressed.connect(
            lambda: self._do(lambda: filters.rename_filter(self._session, one.id, field.text()))
        )


class _NameField(QLineEdit):
    """``left``: Esc, the name stays."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc; everything else as Qt does it."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
