"""Revocation lists in the trust section: which are here, how old they are, and what came of those that were brought."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QVBoxLayout, QWidget

from dvapp.domain.signing.authorities import Origin
from dvapp.host.i18n import _
from dvapp.services.signing.revocation_lists import Brought
from dvapp.ui.trust.model import Shown
from dvapp.ui.trust.table import StateTable, TableRow
from dvapp.ui.trust.words import (
    age_words,
    day,
    list_count_words,
    list_state,
    list_state_words,
    outcome_state,
    outcome_words,
)
from dvapp.ui.widgets import button, card, clear_layout, label, row


class ListsPart(QWidget):
    """``brought`` carries the file or folder to be read; ``dropped`` the fingerprint of a list to be removed."""

    brought = Signal(object)
    dropped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._shown: Shown | None = None
        self._title, self._intro = label("", "heading"), label("", "dim", wrap=True)
        self._file = button("", icon="upload", clicked=self._ask_file)
        self._folder = button("", icon="folder-open", clicked=self._ask_folder)
        self._remove = button("", icon="trash-2", clicked=self._drop)
        self.table = StateTable(stretch=0, most=6)
        self._empty = label("", "dim", wrap=True)
        self._results, inside = card("note", margins=12, spacing=4)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(3)
        inside.addLayout(self._lines)
        self._results.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(self._intro)
        layout.addLayout(row(self._file, self._folder, self._remove, None))
        for widget in (self._results, self._empty, self.table):
            layout.addWidget(widget)
        self.table.chosen.connect(lambda _key: self._update())

    def show_lists(self, shown: Shown) -> None:
        """Show what is kept."""
        self._shown = shown
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._title.setText(_("Revocation lists"))
        self._intro.setText(
            _(
                "They tell which certificates were taken back. Bring them on a stick from a computer with a network; each is "
                "proved by your authorities, and the newest is kept. The program fetches none by itself."
            )
        )
        self._file.setText(_("Bring a list…"))
        self._folder.setText(_("Bring a folder…"))
        self._remove.setText(_("Remove"))
        self._empty.setText(
            _(
                "No list is here: whether a certificate was revoked is known only when a document brings the answer along."
            )
        )
        self.table.setAccessibleName(self._title.text())
        shown = self._shown
        lists = shown.lists if shown is not None else ()
        self._empty.setVisible(not lists)
        self.table.setVisible(bool(lists))
        if shown is not None:
            self.table.show_rows(
                (_("Issued by"), _("Issued on"), _("Content"), _("State")),
                [
                    TableRow(
                        key=one.facts.fingerprint,
                        cells=(
                            one.facts.issuer,
                            f"{day(one.facts.made)} ({age_words(one.facts, shown.now)})",
                            list_count_words(one.facts),
                            list_state_words(one),
                        ),
                        state=list_state(one),
                    )
                    for one in lists
                ],
            )
        self._update()

    def say_results(self, brought: Sequence[Brought]) -> None:
        """Tell what came of each file."""
        clear_layout(self._lines)
        for one in brought:
            issuer = f" ({one.facts.issuer})" if one.facts is not None else ""
            words = f"{one.file.name}{issuer}: {outcome_words(one)}"
            self._lines.addWidget(label(words, "small", wrap=True, state=outcome_state(one.outcome)))
        self._results.setVisible(bool(brought))

    def results(self) -> list[str]:
        """What is told of the files that were brought last."""
        items = (self._lines.itemAt(at) for at in range(self._lines.count()))
        labels = (item.widget() for item in items if item is not None)
        return [one.text() for one in labels if isinstance(one, QLabel)]

    def _update(self) -> None:
        key = self.table.key()
        one = (
            next((o for o in self._shown.lists if o.facts.fingerprint == key), None) if self._shown else None
        )
        own = one is not None and one.kept.origin is Origin.OWN
        self._remove.setEnabled(own)
        self._remove.setToolTip(
            ""
            if own or one is None
            else _("Put here by whoever looks after this computer; it is removed there.")
        )

    def _drop(self) -> None:
        if key := self.table.key():
            self.dropped.emit(key)

    def _ask_file(self) -> None:
        lists, every = (
            _("Revocation lists"),
            _("All files"),
        )  # in an f-string the catalogue would not see them
        kinds = f"{lists} (*.crl *.pem *.der);;{every} (*)"
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Bring a revocation list"), "", kinds)
        if chosen:
            self.brought.emit(Path(chosen))

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Bring the revocation lists of a folder"))
        if chosen:
            self.brought.emit(Path(chosen))
