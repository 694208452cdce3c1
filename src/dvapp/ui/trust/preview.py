"""What the certificates of a file would bring, before any of them is trusted."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from dvapp.domain.signing.authorities import Use
from dvapp.host.i18n import _, ngettext
from dvapp.services.signing.trust import Candidate, News
from dvapp.ui.trust.table import StateTable, TableRow
from dvapp.ui.trust.words import day, fingerprint_words, news_words, use_words
from dvapp.ui.widgets import button, card, label, row

_STATES = {
    News.NEW: "ok",
    News.BACK: "ok",
    News.KNOWN: "draft",
    News.EXPIRED: "warn",
    News.WEAK: "warn",
    News.NOT_AN_AUTHORITY: "error",
}
_FIXED = frozenset({News.KNOWN, News.NOT_AN_AUTHORITY})


class ImportPreview(QWidget):
    """``accepted`` carries the chosen candidates; ``left`` says that nothing shall be added."""

    accepted = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._found: tuple[Candidate, ...] = ()
        self._file = Path()
        frame, inner = card("note", margins=14, spacing=8)
        self._title = label("", "heading", wrap=True)
        self._advice = label("", "small", wrap=True)
        self.table = StateTable(stretch=0, most=7)
        self._mark = label("", "small", wrap=True)
        self.as_root = QCheckBox()
        self.accept_button = button("", "primary", clicked=self._accept)
        self._cancel = button("", clicked=self.left.emit)
        for widget in (self._title, self._advice, self.table, self._mark, self.as_root):
            inner.addWidget(widget)
        inner.addLayout(row(self.accept_button, self._cancel, None))
        self.setLayout(row(frame, spacing=0))
        self.table.chosen.connect(self._show_mark)
        self.table.ticked.connect(self._count)
        self.hide()

    def show_file(self, file: Path, found: Sequence[Candidate]) -> None:
        """Show what is in a file."""
        self._file, self._found = file, tuple(found)
        self.as_root.setChecked(False)
        self.retranslate()
        self.show()

    @property
    def source(self) -> str:
        """Name of the file that is shown."""
        return self._file.name

    def retranslate(self) -> None:
        """Say everything in the language in use; ticks go back to what is advised."""
        self._title.setText(_("What is in “{file}”").format(file=self._file.name))
        self._advice.setText(
            _(
                "Compare the fingerprint with the one that the authority published or tells on the telephone before you "
                "trust it. Expired and weak ones are not ticked; tick them only for old documents."
            )
        )
        self._cancel.setText(_("Cancel"))
        self.as_root.setText(_("Trust authorities between by themselves, without their root"))
        self.as_root.setVisible(any(one.use is Use.LINK and one.news not in _FIXED for one in self._found))
        self.table.setAccessibleName(_("Certificates in the file"))
        self.table.show_rows(
            (_("Name"), _("For"), _("Valid until"), _("What it is")),
            [
                TableRow(
                    key=one.found.facts.fingerprint,
                    cells=(
                        one.found.facts.name,
                        use_words(one.use) if one.found.facts.is_authority else "",
                        day(one.found.facts.valid_to),
                        news_words(one.news),
                    ),
                    state=_STATES[one.news],
                    tick=one.is_advised,
                    fixed=one.news in _FIXED,
                )
                for one in self._found
            ],
        )
        self._count()

    def chosen(self) -> tuple[Candidate, ...]:
        """Those that are ticked, as they would be kept."""
        ticked = set(self.table.ticks())
        picked = [one for one in self._found if one.found.facts.fingerprint in ticked]
        if self.as_root.isChecked():
            picked = [replace(one, use=Use.ROOT) for one in picked]
        return tuple(picked)

    def _show_mark(self, key: str) -> None:
        self._mark.setText(
            _("SHA-256 fingerprint: {fingerprint}").format(fingerprint=fingerprint_words(key)) if key else ""
        )

    def _count(self) -> None:
        count = len(self.table.ticks())
        words = ngettext("Trust {count} authority", "Trust {count} authorities", count)
        self.accept_button.setText(words.format(count=count) if count else _("Nothing is ticked"))
        self.accept_button.setEnabled(count > 0)

    def _accept(self) -> None:
        if chosen := self.chosen():
            self.accepted.emit(chosen)
