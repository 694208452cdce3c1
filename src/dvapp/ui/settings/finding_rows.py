"""What the doctor of tokens found, a row a check: sign, name, finding, and what mends it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dvapp.domain.signing.tokens import Health, Symptom
from dvapp.ui.icons import set_icon
from dvapp.ui.token_report import mend_words
from dvapp.ui.token_words import check_words, health_words, symptom_words
from dvapp.ui.widgets import clear_layout, column, label, row

SIGNS = {
    Health.GOOD: ("circle-check", "ok"),
    Health.DOUBTFUL: ("triangle-alert", "warn"),
    Health.BAD: ("circle-x", "error"),
    Health.UNKNOWN: ("circle-dashed", ""),
}
"""Icon and state of a finding; its state is told in words too, never by colour alone."""


class FindingRow(QFrame):
    """One finding; a screen reader reads all of it as its name."""

    def __init__(self, symptom: Symptom) -> None:
        super().__init__()
        self.setProperty("role", "finding")
        icon, state = SIGNS[symptom.health]
        sign = label()
        set_icon(sign, icon, state or "dim", size=18)
        name, health = check_words(symptom.check), health_words(symptom.health)
        words, mend = symptom_words(symptom), mend_words(symptom)
        head = row(label(name, "label"), None, label(health, "chip", state=state))
        texts = [label(text, role, wrap=True) for text, role in ((words, ""), (mend, "dim")) if text]
        inside = QHBoxLayout(self)
        inside.setContentsMargins(8, 5, 8, 5)
        inside.setSpacing(10)
        inside.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(column(head, *texts, spacing=2), 1)
        self.setAccessibleName(". ".join(part for part in (f"{name}: {health}", words, mend) if part))


class FindingRows(QWidget):
    """The rows. Tab stops at one of them only; up and down go to the neighbour."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self._symptoms: tuple[Symptom, ...] = ()
        self.rows: list[FindingRow] = []

    def show_symptoms(self, symptoms: Sequence[Symptom]) -> None:
        """Show these; those that stand there already stay."""
        if self._symptoms != tuple(symptoms[: len(self._symptoms)]):
            self.clear()
        for one in symptoms[len(self._symptoms) :]:
            made = FindingRow(one)
            first = not self.rows
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if first else Qt.FocusPolicy.ClickFocus)
            self.rows.append(made)
            self._layout.addWidget(made)
            made.show()  # a layout shows it only later, and what is not in sight takes no keyboard
        self._symptoms = tuple(symptoms)

    def clear(self) -> None:
        """Show none."""
        clear_layout(self._layout)
        self.rows, self._symptoms = [], ()

    def worst(self) -> FindingRow | None:
        """The first fault, else the first doubt, else the first row, if any."""
        order = (Health.BAD, Health.DOUBTFUL, Health.GOOD, Health.UNKNOWN)
        found = [one.health for one in self._symptoms]
        return self.rows[found.index(min(found, key=order.index))] if found else None

    def stop_at(self, row: FindingRow) -> None:
        """Take the keyboard to a row."""
        for made in self.rows:
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if made is row else Qt.FocusPolicy.ClickFocus)
        row.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go to the neighbour."""
        here = next((at for at, made in enumerate(self.rows) if made.hasFocus()), None)
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if here is None or step is None or not 0 <= here + step < len(self.rows):
            super().keyPressEvent(event)
            return
        self.stop_at(self.rows[here + step])
