"""What is said beside the files of a record: refusals and remarks, each in a line that can be closed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from dvapp.domain.errors import DvError
from dvapp.host.i18n import _
from dvapp.services.recording.attaching import AttachedAll
from dvapp.ui.evidence_words import remark_words
from dvapp.ui.messages import refusal_words
from dvapp.ui.theme import restyle
from dvapp.ui.widgets import clear_layout, icon_button, label, row


class EvidenceNotes(QWidget):
    """The lines, hidden while there is none. ``said`` carries the words of a new one."""

    said = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(3)
        self.hide()

    def clear(self) -> None:
        """Forget all of them."""
        clear_layout(self._lines)
        self.hide()

    def refuse(self, refusal: DvError) -> None:
        """Say a refusal."""
        self.say(refusal_words(refusal), "error")

    def tell(self, done: AttachedAll) -> None:
        """Say what is worth saying of files that were added."""
        for one in done.attached:
            if one.again:
                words = _("The record has this file already, as “{name}”; it is kept once.")
                self.say(words.format(name=one.evidence.name), "warn")
            for remark in one.remarks:
                self.say(f"“{one.evidence.name}”: {remark_words(remark)}.", "warn")
        for sentence in dict.fromkeys(map(refusal_words, done.refused)):
            self.say(sentence, "error")
        if done.stopped:
            self.say(_("Stopped; what was attached by then stays."), "warn")

    def say(self, words: str, state: str) -> None:
        """Add a line."""
        line = QFrame()
        line.setProperty("role", "note")
        restyle(line, state=state)
        inside = QVBoxLayout(line)
        inside.setContentsMargins(10, 4, 4, 4)
        close = icon_button("x", _("Close this note"), clicked=lambda: self._close(line))
        along = row(label(words, "", wrap=True, state=state), close)
        along.setStretch(0, 1)
        inside.addLayout(along)
        self._lines.addWidget(line)
        self.show()
        self.said.emit(words)

    def _close(self, line: QWidget) -> None:
        self._lines.removeWidget(line)
        line.hide()
        line.deleteLater()
        self.setVisible(self._lines.count() > 0)
