"""The records behind a figure: its formula with numbers, its parts, and the records it counts or lacks."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from dvapp.domain.papers.reports import FigureState
from dvapp.host.i18n import _, ngettext
from dvapp.ui.figures.figures_model import FigureDetail, PartLine, RecordLine, missing_words
from dvapp.ui.figures.record_list import RecordList
from dvapp.ui.widgets import EmptyState, button, label, row, scrolled

_RECORDS_SHOWN = 9


class FigurePanel(QFrame):
    """One figure and where it comes from."""

    record_wanted = Signal(str)
    figure_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._detail: FigureDetail | None = None
        self._empty = EmptyState("link")
        self._page = QWidget()
        self._rows = QVBoxLayout(self._page)
        self._rows.setContentsMargins(18, 16, 18, 16)
        self._rows.setSpacing(8)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._area = scrolled(self._page)
        self._stack.addWidget(self._area)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self._stack)
        self.show_detail(None)

    def show_detail(self, detail: FigureDetail | None) -> None:
        """Show another figure, or none."""
        self._detail = detail
        self._empty.say(
            _("Where does a number come from?"),
            _("Choose a figure in the table: its formula and the records behind it are shown here."),
        )
        self._stack.setCurrentIndex(0 if detail is None else 1)
        self._renew()
        if detail is not None:
            self._fill(detail)

    def _renew(self) -> None:
        """A fresh page: what stood on the old one goes away with it."""
        self._page = QWidget()
        self._rows = QVBoxLayout(self._page)
        self._rows.setContentsMargins(18, 16, 18, 16)
        self._rows.setSpacing(8)
        area = scrolled(self._page)
        held, self._area = self._area, area
        self._stack.insertWidget(1, area)
        self._stack.setCurrentIndex(0 if self._detail is None else 1)
        self._stack.removeWidget(held)
        held.deleteLater()

    def _fill(self, detail: FigureDetail) -> None:
        add = self._rows.addWidget
        add(label(detail.row.code, "group"))
        add(label(detail.row.label, "heading", wrap=True))
        value = label(detail.row.value, "figure" if detail.row.state is FigureState.KNOWN else "heading")
        if detail.row.state is not FigureState.KNOWN:
            value.setProperty("role", "dim")
            font = value.font()
            font.setItalic(detail.row.state is FigureState.BLANK)
            font.setPointSizeF(font.pointSizeF() + 3)
            value.setFont(font)
        unit = label(detail.row.unit if detail.row.state is FigureState.KNOWN else "", "dim")
        self._rows.addLayout(row(value, unit, None))
        if detail.formula:
            add(label(_("With numbers"), "label"))
            add(label(detail.formula, wrap=True))
        add(label(detail.explanation, "dim", wrap=True))
        if detail.parts:
            self._rows.addSpacing(6)
            computed = _("Computed from") + (f"  ·  {detail.definition}" if detail.definition else "")
            add(label(computed, "label", wrap=True))
            for part in detail.parts:
                self._rows.addWidget(self._part(part))
        if detail.missing:
            self._rows.addSpacing(6)
            add(self._missing(detail.missing, detail.missing_count))
        if detail.records:
            self._rows.addSpacing(6)
            count = detail.record_count
            heading = ngettext("{count} record behind it", "{count} records behind it", count).format(
                count=count
            )
            add(label(heading, "label"))
            records = RecordList(detail.records)
            records.wanted.connect(self.record_wanted)
            add(records)
            if count > len(detail.records):
                add(label(_more_words(count - len(detail.records)), "small"))
            add(label(_("Double-click or Enter opens a record."), "small", wrap=True))
        self._rows.addStretch(1)

    def _part(self, part: PartLine) -> QFrame:
        frame = QFrame()
        code = button(part.code, "link", clicked=lambda: self.figure_wanted.emit(part.code))
        code.setAccessibleName(_("Go to figure {code}").format(code=part.code))
        value = label(part.value, "" if part.state is FigureState.KNOWN else "dim")
        words = label(part.label, "small", wrap=True)
        line = row(code, words, value, spacing=8)
        line.setStretch(1, 1)
        frame.setLayout(line)
        return frame

    def _missing(self, lines: Sequence[RecordLine], count: int) -> QFrame:
        note = QFrame()
        note.setProperty("role", "note")
        note.setProperty("state", "warn")
        rows = QVBoxLayout(note)
        rows.setContentsMargins(12, 10, 12, 10)
        rows.setSpacing(4)
        rows.addWidget(label(missing_words(count), state="warn", wrap=True))
        for line in lines[:_RECORDS_SHOWN]:
            words = f"{line.day} · {line.summary or line.kind}"
            open_it = button(_("Fill in"), "link", clicked=partial(self.record_wanted.emit, line.id))
            open_it.setAccessibleName(_("Open the record {words}").format(words=words))
            inner = row(label(words, "small", wrap=True), open_it)
            inner.setStretch(0, 1)
            rows.addLayout(inner)
        if count > _RECORDS_SHOWN:
            rows.addWidget(label(_more_words(count - _RECORDS_SHOWN), "small"))
        return note


def _more_words(count: int) -> str:
    return ngettext("and {count} more", "and {count} more", count).format(count=count)
