"""A certificate in another person's name: said in plain words beside the key, and confirmed before it signs."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout

from dvapp.domain.errors import DvError
from dvapp.domain.signing.signers import OtherName
from dvapp.host.i18n import _
from dvapp.ui.signed_words import confirm_words, name_words, others_in
from dvapp.ui.theme import restyle
from dvapp.ui.widgets import label


class HolderCheck(QFrame):
    """Seen only while there is something to confirm; ``changed`` when somebody does, or takes it back.

    Another key, or another name, is confirmed anew.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "note")
        restyle(self, state="warn")
        self._asked: tuple[str, tuple[OtherName, ...]] = ("", ())
        self.words = label("", wrap=True, state="warn")
        self.box = QCheckBox(confirm_words())
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 10, 12, 10)
        rows.setSpacing(6)
        rows.addWidget(self.words)
        rows.addWidget(self.box)
        self.box.toggled.connect(self.changed)
        self.hide()

    def ask(self, holder: str, others: Sequence[OtherName]) -> None:
        """Say whose the certificate is and whose it should be; with nothing to confirm it goes."""
        asked = (holder, tuple(others))
        if asked == self._asked:
            return
        self._asked = asked
        self.box.setChecked(False)
        self.words.setText(name_words(holder, others))
        self.setVisible(bool(others))
        self.changed.emit()

    def ask_for(self, refusal: DvError) -> bool:
        """Ask what a refusal asks for; whether it is one that asks."""
        if refusal.code != "signer_differs":
            return False
        self.ask(str(refusal.details.get("holder") or ""), others_in(refusal))
        self.box.setFocus()
        return True

    def forget(self) -> None:
        """Another key is chosen."""
        self.ask("", ())

    @property
    def holder(self) -> str:
        """Whose certificate was looked at last; empty while none was."""
        return self._asked[0]

    @property
    def confirmed(self) -> bool:
        """Whether somebody said that it is meant."""
        return self.box.isChecked()

    @property
    def lacks(self) -> str:
        """What is still to be answered; empty when nothing is."""
        if not self._asked[1] or self.confirmed:
            return ""
        return _("Confirm below the key that the certificate of {holder} is to sign.").format(
            holder=self._asked[0]
        )
