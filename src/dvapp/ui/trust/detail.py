"""One authority: everything its certificate says, who put it here, and what can be done with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFormLayout, QWidget

from dvapp.domain.signing.authorities import Origin, TrustedAuthority
from dvapp.host.i18n import _
from dvapp.ui.trust.words import (
    fact_lines,
    fingerprint_words,
    origin_words,
    standing_help,
    standing_words,
    state_of,
    use_words,
)
from dvapp.ui.widgets import button, card, label, row


class AuthorityDetail(QWidget):
    """``removed`` carries the fingerprint of an authority that is to be trusted no longer."""

    removed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._one: TrustedAuthority | None = None
        frame, inner = card("note", margins=14, spacing=8)
        self._facts = QFormLayout()
        self._facts.setHorizontalSpacing(16)
        self._facts.setVerticalSpacing(4)
        self._facts.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._remove = button("", "danger", icon="trash-2", clicked=self._ask)
        self._copy = button("", icon="copy", clicked=self._take)
        self._why = label("", "small", wrap=True)
        inner.addLayout(self._facts)
        inner.addWidget(self._why)
        inner.addLayout(row(self._copy, self._remove, None))
        layout = row(frame, spacing=0)
        self.setLayout(layout)
        self.hide()

    def show_authority(self, one: TrustedAuthority | None) -> None:
        """Show an authority, or nothing."""
        self._one = one
        self.setVisible(one is not None)
        while self._facts.rowCount():
            self._facts.removeRow(0)
        self._copy.setText(_("Copy the fingerprint"))
        self._remove.setText(_("Trust no longer"))
        if one is None:
            return
        state = standing_words(one.standing)
        for name, words in (
            *fact_lines(one.facts),
            (_("For"), use_words(one.kept.use)),
            (_("Added"), origin_words(one)),
        ):
            self._add(name, words, "")
        self._add(_("State"), f"{state}. {standing_help(one.standing)}".rstrip(), state_of(one))
        machine = one.kept.origin is Origin.MACHINE
        self._remove.setEnabled(not machine)
        self._why.setText(
            _("Put here by whoever looks after this computer; it is removed there.") if machine else ""
        )
        self._why.setVisible(machine)

    def _add(self, name: str, words: str, state: str) -> None:
        value = label(words, "", wrap=True, state=state)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        value.setAccessibleName(f"{name}: {words}")
        self._facts.addRow(label(name, "dim"), value)

    def lines(self) -> list[tuple[str, str]]:
        """What is shown."""
        if self._one is None:
            return []
        return list(fact_lines(self._one.facts))

    def _ask(self) -> None:
        if self._one is not None:
            self.removed.emit(self._one.facts.fingerprint)

    def _take(self) -> None:
        if self._one is not None:
            QGuiApplication.clipboard().setText(fingerprint_words(self._one.facts.fingerprint))
