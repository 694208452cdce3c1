"""The panel beside the grid: the chosen cell, where its number comes from, what it is compared with, and its note."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from dvapp.host.i18n import _, ngettext
from dvapp.ui.figures.record_list import RecordList
from dvapp.ui.grid.cell_detail import CellDetail, EarlierValue, PartCell
from dvapp.ui.grid.sheet import Place
from dvapp.ui.typed_keeper import TypedKeeper
from dvapp.ui.widgets import EmptyState, button, label, row, scrolled


class CellPanel(QFrame):
    """One cell. ``note_typed`` carries the words of its note; ``place_wanted`` the :class:`Place` of a part of its formula."""

    record_wanted = Signal(str)
    place_wanted = Signal(object)
    note_typed = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._detail: CellDetail | None = None
        self.typed: TypedKeeper | None = None
        self.closed = False
        self.note = QLineEdit()
        self._empty = EmptyState("table")
        self._page = QWidget()
        self._area = scrolled(self._page)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._area)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self._stack)
        self.show_detail(None)

    @property
    def detail(self) -> CellDetail | None:
        """What is shown."""
        return self._detail

    def show_detail(self, detail: CellDetail | None) -> None:
        """Show another cell, or none. A note that is being typed is kept first; the same cell keeps its scroll."""
        held = self._detail
        if detail == held and detail is not None:
            return
        self.keep_now()
        top = self._area.verticalScrollBar().value()
        self._detail = detail
        self._empty.say(
            _("Where does a number come from?"),
            _("Choose a cell: its source, earlier periods and its note are shown here."),
        )
        self._renew()
        if detail is not None:
            self._fill(detail)
            if held is not None and held.place == detail.place:
                self._area.verticalScrollBar().setValue(top)
        self._stack.setCurrentIndex(0 if detail is None else 1)

    def keep_now(self) -> None:
        """Keep a note that is still being typed."""
        if self._detail is not None and self._detail.note is not None and self.note.isModified():
            self.note.setModified(False)
            self.note_typed.emit(self.note.text())
            if self.typed is not None:
                self.typed.drop(_typed_at(self._detail.place))

    def focus_first(self) -> None:
        """Put the focus on the note, else on the first control there is."""
        if self._detail is not None and self._detail.note is not None:
            self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        first = next(
            (w for w in self._page.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus), None
        )
        (first or self._area).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc and F6 go back to the grid."""
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_F6}:
            self.keep_now()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _renew(self) -> None:
        """A fresh page: what stood on the old one goes away with it."""
        self._page = QWidget()
        self._rows = QVBoxLayout(self._page)
        self._rows.setContentsMargins(16, 14, 16, 14)
        self._rows.setSpacing(7)
        held, self._area = self._area, scrolled(self._page)
        self._stack.insertWidget(1, self._area)
        self._stack.removeWidget(held)
        held.deleteLater()

    def _fill(self, detail: CellDetail) -> None:
        add = self._rows.addWidget
        add(label(f"{detail.code} · {detail.unit}", "group", wrap=True))
        add(label(detail.label, "heading", wrap=True))
        value = label(detail.value, "figure" if detail.known and len(detail.value) < 16 else "dim", wrap=True)
        unit = label(detail.counted_in if detail.known else "", "dim", wrap=True)
        line = row(value, unit)
        line.setStretch(1, 1)
        self._rows.addLayout(line)
        for state, words in detail.faults:
            add(_note_box(words, state))
        add(label(detail.source, "dim", wrap=True))
        if detail.formula:
            add(label(_("With numbers"), "label"))
            add(label(detail.formula, wrap=True))
        for part in detail.parts:
            add(self._part(part))
        self._fill_records(detail)
        self._fill_note(detail)
        for earlier in detail.earlier:
            self._fill_earlier(earlier)
        self._rows.addSpacing(4)
        for heading, words in detail.definition:
            add(label(heading, "label"))
            add(label(words, "small", wrap=True))
        self._rows.addStretch(1)

    def _part(self, part: PartCell) -> QFrame:
        frame = QFrame()
        code = button(part.place.indicator, "link", clicked=partial(self.place_wanted.emit, part.place))
        code.setAccessibleName(_("Go to figure {code}").format(code=part.place.indicator))
        line = row(code, label(part.label, "small", wrap=True), label(part.value), spacing=8)
        line.setStretch(1, 1)
        frame.setLayout(line)
        return frame

    def _fill_records(self, detail: CellDetail) -> None:
        if detail.typed_record is not None:
            words = _("Open the record of entered figures")
            self._rows.addWidget(
                button(words, "link", clicked=partial(self.record_wanted.emit, detail.typed_record))
            )
        if not detail.records:
            return
        records = RecordList(detail.records)
        records.wanted.connect(self.record_wanted)
        self._rows.addWidget(records)
        if detail.more_records:
            more = ngettext("and {count} more", "and {count} more", detail.more_records)
            self._rows.addWidget(label(more.format(count=detail.more_records), "small"))
        self._rows.addWidget(label(_("Double-click or Enter opens a record."), "small", wrap=True))

    def _fill_note(self, detail: CellDetail) -> None:
        self.note = QLineEdit()
        if detail.note is None:
            return
        self._rows.addWidget(label(_("Note"), "label"))
        self.note.setText(detail.note)
        if self.typed is not None:
            place = _typed_at(detail.place)
            self.typed.watch(self.note, place, given=detail.note)
            if (words := self.typed.text(place, detail.note)) != detail.note:
                self.note.setText(words)
                self.note.setModified(True)
        self.note.setAccessibleName(_("Note on the entered number"))
        self.note.setPlaceholderText(_("Source, reason, or what is to be checked"))
        self.note.setReadOnly(self.closed)
        self.note.editingFinished.connect(self.keep_now)
        self._rows.addWidget(self.note)
        self.note.show()  # now, not with the next turn of the event loop: F6 puts the focus on it

    def _fill_earlier(self, earlier: EarlierValue) -> None:
        self._rows.addWidget(label(earlier.title, "label", wrap=True))
        self._rows.addWidget(label(earlier.value, wrap=True))
        if earlier.change:
            self._rows.addWidget(label(earlier.change, "small", wrap=True))


def _typed_at(place: Place) -> str:
    """Where a note is typed until it is kept."""
    return f"note/{place.period.written}/{place.unit}/{place.indicator}"


def _note_box(words: str, state: str) -> QFrame:
    frame = QFrame()
    frame.setProperty("role", "note")
    frame.setProperty("state", state)
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(10, 8, 10, 8)
    inside.addWidget(label(words, wrap=True, state=state))
    return frame
