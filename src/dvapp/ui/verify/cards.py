"""The verdict and the signatures in words, dressed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from dvapp.host.i18n import _
from dvapp.ui.icons import set_icon
from dvapp.ui.theme import restyle
from dvapp.ui.verify.verify_model import Banner, SignatureCard
from dvapp.ui.widgets import card, label, row

_ICONS = {"ok": "shield-check", "warn": "shield-alert", "error": "shield-x", "draft": "shield"}


class VerdictBanner(QFrame):
    """The word of the standard, what it means, and why."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "note")
        self._sign = label()
        self._word, self._title = label("", "label"), label("", "heading", wrap=True)
        self._words = label("", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(6)
        head = row(self._sign, self._title, spacing=10)
        head.setStretch(1, 1)
        head.setAlignment(self._sign, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(head)
        layout.addWidget(self._words)
        layout.addLayout(row(self._word, None))

    def say(self, banner: Banner) -> None:
        """Show a verdict."""
        set_icon(self._sign, _ICONS[banner.state], banner.state, size=26)
        self._title.setText(banner.title)
        self._words.setText(banner.words)
        self._word.setText(banner.word)
        for widget in (self, self._word, self._title):
            restyle(widget, state=banner.state)
        self.setAccessibleName(f"{banner.word}: {banner.title}. {banner.words}")

    @property
    def state(self) -> str:
        """The verdict's colour: ok, warn, error or draft."""
        return str(self.property("state"))

    @property
    def word(self) -> str:
        """The word of the standard."""
        return self._word.text()


def caution_card(texts: Sequence[str]) -> QFrame:
    """What a reader should know beside the verdict."""
    frame = QFrame()
    frame.setProperty("role", "note")
    frame.setProperty("state", "warn")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(14, 9, 14, 9)
    layout.setSpacing(4)
    for text in texts:
        sign = label()
        set_icon(sign, "triangle-alert", "warn", size=16)
        line = row(sign, label(text, "small", wrap=True, state="warn"), spacing=8)
        line.setStretch(1, 1)
        layout.addLayout(line)
    frame.setAccessibleName(" ".join(texts))
    return frame


def signature_card(content: SignatureCard, *acts: QWidget) -> QFrame:
    """One signature: who, as what, and each thing that was found. ``acts``: what can be done with its state."""
    frame, layout = card(margins=16, spacing=4)
    frame.setAccessibleName(f"{content.title}: {content.signer}, {content.chip}")
    chip = label(content.chip, "chip", state=content.state)
    head = row(label(content.title, "label"), None, chip)
    layout.addLayout(head)
    layout.addWidget(label(content.signer, "heading", wrap=True))
    if content.organisation and content.organisation != content.signer:
        layout.addWidget(label(content.organisation, "dim", wrap=True))
    layout.addSpacing(4)
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(5)
    grid.setColumnStretch(1, 1)
    for number, line in enumerate(content.lines):
        name = label(line.name, "small")
        name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        grid.addWidget(name, number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(line.words, state=line.state, wrap=True), number, 1)
    layout.addLayout(grid)
    layout.addSpacing(4)
    layout.addWidget(label(_("After this signature"), "label"))
    for change in content.changes:
        layout.addWidget(label(f"–  {change}", "" if content.has_changes else "dim", wrap=True))
    if acts:
        layout.addSpacing(4)
        layout.addLayout(row(*acts, None, spacing=8))
    return frame
