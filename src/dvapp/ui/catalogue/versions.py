"""What the board itself has said of one thing: the entries that count, each with what can be done, and every version."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dvapp.domain.catalogue.entries import Entry
from dvapp.host.formats import LocaleFormats
from dvapp.host.i18n import _, language
from dvapp.ui.catalogue.lines import content_words, days_words
from dvapp.ui.widgets import button, card, clear_layout, label, row

_FEW = 5
"""Versions that are shown at once; the others follow a click."""


class VersionsPanel(QWidget):
    """Own entries and their history. ``edit`` and ``back`` carry the entry."""

    edit = Signal(object)
    back = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[Entry, ...] = ()
        self._versions: tuple[Entry, ...] = ()
        self._all = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)

    def show_entries(self, entries: Sequence[Entry], versions: Sequence[Entry]) -> None:
        """Show the entries that count, and all versions, the newest first."""
        self._entries, self._versions, self._all = tuple(entries), tuple(versions), False
        self.setVisible(bool(self._versions))
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        clear_layout(self._layout)
        if self._entries:
            self._layout.addWidget(label(_("The board's own entries"), "group"))
        for entry in self._entries:
            self._layout.addWidget(self._entry(entry))
        if self._versions:
            self._layout.addWidget(label(_("History"), "group"))
        shown = self._versions if self._all else self._versions[:_FEW]
        for version in shown:
            self._layout.addWidget(label(_version_words(version), "small", wrap=True))
        if len(shown) < len(self._versions):
            left = len(self._versions) - len(shown)
            words = _("{count} older versions").format(count=left)
            self._layout.addLayout(row(button(words, "link", clicked=self._show_all), None))

    def _entry(self, entry: Entry) -> QWidget:
        frame, inner = card("note", margins=10, spacing=4)
        days = days_words(entry.days.since, entry.days.until)
        words = content_words(entry)
        inner.addWidget(label(f"{words} · {days}" if days else words, "", wrap=True))
        if note := entry.text("note"):
            inner.addWidget(label(note, "small", wrap=True))
        back = button(_("As it ships"), clicked=lambda: self.back.emit(entry))
        back.setToolTip(_("Take this entry back; the template pack and the list of units count again."))
        edit = button(_("Edit"), clicked=lambda: self.edit.emit(entry))
        edit.setAccessibleName(f"{edit.text()}: {words}")
        back.setAccessibleName(f"{back.text()}: {words}")
        inner.addLayout(row(edit, back, None) if not entry.gone else row(back, None))
        return frame

    def _show_all(self) -> None:
        self._all = True
        self.retranslate()


def _version_words(version: Entry) -> str:
    when = LocaleFormats(language()).screen_moment(version.changed_at) if version.changed_at else ""
    days = days_words(version.days.since, version.days.until)
    said = content_words(version)
    who = _("the board’s user") if version.actor == "owner" else version.actor
    return f"{when} · {who} · {said}" + (f" ({days})" if days and not version.taken_back else "")
