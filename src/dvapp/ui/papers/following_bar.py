"""Why an issued paper is to be corrected or replaced."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from dvapp.host.i18n import _
from dvapp.ui.widgets import button, label, row


class FollowingBar(QFrame):
    """``wanted`` carries the reason, and whether the new paper replaces the old one; ``typed`` what stands there."""

    wanted = Signal(str, bool)
    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._replacing, self._paper = False, ""
        self._words, self._fault = label("", "dim", wrap=True), label("", "fault", wrap=True)
        self.reason = QLineEdit()
        self._act = button("", "primary", clicked=self._go)
        self._drop = button("", "ghost", clicked=self.hide)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(6)
        for part in (self._words, self.reason, self._fault):
            layout.addWidget(part)
        layout.addLayout(row(self._act, self._drop, None))
        self._fault.hide()
        self.reason.returnPressed.connect(self._go)
        self.reason.textEdited.connect(self.typed)

    def retranslate(self) -> None:
        """Set all words in the language in use."""
        self._words.setText(
            _(
                "The issued paper stays in the register: a new paper that replaces it begins, with what differs in an annex."
            )
            if self._replacing
            else _(
                "The issued paper stays as it is: a correction begins, linked to it, with what differs in an annex."
            )
        )
        self.reason.setPlaceholderText(_("Why"))
        self.reason.setAccessibleName(_("Reason"))
        self._act.setText(_("Begin the replacement") if self._replacing else _("Begin the correction"))
        self._drop.setText(_("Not now"))

    def keep_to(self, paper_id: str) -> None:
        """Another paper is in sight: this one is asked about no longer."""
        if paper_id != self._paper:
            self._paper = paper_id
            self.hide()

    def begin(self, replacing: bool, typed: str = "") -> None:  # a slot
        """Ask for the reason. ``typed``: what was typed before and not given."""
        self._replacing = replacing
        self.reason.setText(typed)
        self._fault.hide()
        self.retranslate()
        self.show()
        self.reason.setFocus()

    def _go(self) -> None:
        reason = self.reason.text().strip()
        self._fault.setText(_("Say why."))
        self._fault.setVisible(not reason)
        if reason:
            self.wanted.emit(reason, self._replacing)
