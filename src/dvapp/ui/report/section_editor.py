"""One section on the editing page: its fixed heading, its text, and the way back to the pack's sentences."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dvapp.host.i18n import _
from dvapp.services.reports import EditableSection
from dvapp.ui.fonts import load_report_font
from dvapp.ui.report.chips_model import Chip
from dvapp.ui.report.section_edit import POINTS, SectionEdit
from dvapp.ui.theme import tokens
from dvapp.ui.widgets import button, label, row


class SectionEditor(QWidget):
    """Heading and text of one section. ``changed`` carries its code and paragraphs."""

    changed = Signal(str, object)
    reset_wanted = Signal(str)
    caret_moved = Signal(QWidget, QRect)

    def __init__(self, section: EditableSection, look: Callable[[str], Chip]) -> None:
        super().__init__()
        self.code = section.code
        self._faulty = False
        self._heading = label(section.heading, wrap=True)
        self._heading.setFont(_heading_font(section.level))
        self._heading.setVisible(bool(section.heading))
        self._reset = button("", "mini", icon="history", clicked=lambda: self.reset_wanted.emit(self.code))
        self.edit = SectionEdit(look)
        self.edit.load(section.paragraphs)
        head = row(2, self._heading)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 6, 14, 6)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(self.edit)
        layout.addLayout(row(None, self._reset))
        self.edit.textChanged.connect(self._tell)
        self.edit.caret_moved.connect(lambda caret: self.caret_moved.emit(self.edit, caret))
        self.edit.focused.connect(self.update)
        self.show_edited(edited=section.edited)
        self.retranslate(section)

    def retranslate(self, section: EditableSection) -> None:
        """Say everything in the language in use."""
        self._reset.setText(_("Back to the model sentences"))
        self._reset.setToolTip(_("Puts the pack's sentences in place of yours; undo brings yours back"))
        guidance = section.guidance or _("A sentence before the subsections, if one is needed.")
        self.edit.say_guidance(guidance)
        self.edit.setAccessibleName(section.heading or _("Opening"))
        self.edit.setAccessibleDescription(guidance)

    def show_edited(self, *, edited: bool) -> None:
        """Offer the way back where the officer has changed something."""
        self._reset.setVisible(edited)

    def show_fault(self, *, faulty: bool) -> None:
        """Mark the section that keeps the pages from being drawn."""
        if self._faulty != faulty:
            self._faulty = faulty
            self.update()

    def _tell(self) -> None:
        self.changed.emit(self.code, self.edit.paragraphs())

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line at the left shows where one works, or what is wrong."""
        super().paintEvent(event)
        colour = "error" if self._faulty else ("accent" if self.edit.hasFocus() else "")
        if colour:
            painter = QPainter(self)
            painter.fillRect(QRect(2, 8, 3, self.height() - 16), tokens().colour(colour))
            painter.end()


def _heading_font(level: int) -> QFont:
    font = QFont(load_report_font(), round(POINTS))
    font.setBold(True)
    font.setItalic(level >= 3)
    return font
