"""The cards of the check panel: one thing each, with the ways to its place and to its answer."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from dvapp.host.i18n import _
from dvapp.ui.icons import set_icon
from dvapp.ui.theme import restyle
from dvapp.ui.widgets import FlowLayout, button, label, row

_SIGNS = {"error": "circle-alert", "warn": "triangle-alert", "ok": "circle-check", "info": "info"}


class CheckCard(QFrame):
    """What is found, where, and links. A click anywhere goes to the place, as the first link does."""

    def __init__(self, title: str, words: str, state: str) -> None:
        super().__init__()
        self.setProperty("role", "note")
        self.setProperty("state", state)
        self._go: Callable[[], object] | None = None
        sign = label()
        set_icon(sign, _SIGNS[state], state, size=16)
        self.title, self.words = label(title, "", wrap=True), label(words, "small", wrap=True)
        self.inner = QVBoxLayout()
        self.inner.setSpacing(4)
        self.inner.addWidget(self.title)
        self.inner.addWidget(self.words)
        across = row(sign, self.inner, spacing=10)
        across.setStretch(1, 1)
        across.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 9, 12, 9)
        layout.addLayout(across)
        self._links: list[QWidget] = []

    def add_links(self, *links: tuple[str, Callable[[], object]]) -> None:
        """Ways to go; the first is also taken by a click on the card."""
        self._go = links[0][1]
        made = [button(words, "link", clicked=act) for words, act in links]
        for one, (words, _act) in zip(made, links, strict=True):
            one.setAccessibleName(f"{words}: {self.title.text()}")
        self._links += made
        flow = FlowLayout(spacing=4)  # where it is narrow they stand below each other
        for one in made:
            flow.addWidget(one)
        self.inner.addLayout(flow)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mark_chosen(self, *, chosen: bool) -> None:
        """Whether its place is the one looked at."""
        font = self.title.font()
        font.setBold(chosen)
        self.title.setFont(font)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the place."""
        if self._go is not None and self.rect().contains(event.position().toPoint()):
            self._go()
        super().mouseReleaseEvent(event)


class ReasonField(QWidget):
    """A line for a reason and the button that gives it. ``given`` carries what was written."""

    given = Signal(str)

    def __init__(self, name: str, act: str, text: str = "") -> None:
        super().__init__()
        self.edit = QLineEdit(text)
        self.edit.setPlaceholderText(name)
        self.edit.setAccessibleName(name)
        self._act = button(act, clicked=self._give)
        self._fault = label("", "fault", wrap=True)
        self._fault.hide()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 2, 0, 0)
        inside.setSpacing(3)
        line = row(self.edit, self._act)
        line.setStretch(0, 1)
        inside.addLayout(line)
        inside.addWidget(self._fault)
        self.edit.returnPressed.connect(self._give)
        self.edit.textChanged.connect(lambda _text: self.say_fault(""))

    def _give(self) -> None:
        if self.edit.text().strip():
            self.given.emit(self.edit.text())
        else:
            self.say_fault(_("Write the reason first."))
            self.edit.setFocus()

    def say_fault(self, words: str) -> None:
        """Say what is wrong with the reason; ``""`` ends that."""
        self._fault.setText(words)
        self._fault.setVisible(bool(words))
        self.edit.setAccessibleDescription(words)
        restyle(self.edit, state="error" if words else "")


class GroupBox(QWidget):
    """A group with its name, its count and state, and its cards."""

    def __init__(self) -> None:
        super().__init__()
        self._sign, self._name, self._said = label(), label("", "heading", wrap=True), label("", "chip")
        self._intro = label("", "small", wrap=True)
        self.tools = row(spacing=6)
        self.cards = QVBoxLayout()
        self.cards.setSpacing(6)
        head = row(self._sign, self._name, self._said)
        head.setStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self._intro)
        layout.addLayout(self.tools)
        layout.addLayout(self.cards)

    def say(self, name: str, intro: str, said: str, state: str) -> None:
        """Its words. ``state``: ok, info, warn or error."""
        self._name.setText(name)
        self._intro.setText(intro)
        self._said.setText(said)
        restyle(self._said, state=state)
        set_icon(self._sign, _SIGNS[state], state, size=18)
        self.setAccessibleName(f"{name}: {said}")

    @property
    def said(self) -> str:
        """What is said of its state."""
        return self._said.text()
