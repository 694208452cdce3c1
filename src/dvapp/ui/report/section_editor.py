"""One section on the editing page: its fixed heading, its text, and the way back to the pack's sentences."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dvapp.host.i18n import _
from dvapp.services.reports.composing import EditableSection
from dvapp.ui.fonts import load_report_font
from dvapp.ui.report.chips_model import Chip
from dvapp.ui.report.figure_forms import FormChoice
from dvapp.ui.report.section_edit import POINTS, SectionEdit
from dvapp.ui.theme import tokens
from dvapp.ui.widgets import button, label, row


class SectionEditor(QWidget):
    """Heading and text of one section. ``changed`` carries its code and paragraphs."""

    changed = Signal(str, object)
    reset_wanted = Signal(str)
    caret_moved = Signal(QWidget, QRect)

    def __init__(
        self,
        section: EditableSection,
        look: Callable[[str], Chip],
        forms: Callable[[str], Sequence[FormChoice]],
        missing: Callable[[str], Sequence[int]] | None = None,
    ) -> None:
        super().__init__()
        self.code = section.code
        self._faulty = False
        self._heading = label(section.heading, wrap=True)
        self._heading.setFont(_heading_font(section.level))
        self._heading.setVisible(bool(section.heading))
        self._reset = button("", "mini", icon="history", clicked=lambda: self.reset_wanted.emit(self.code))
        self.edit = SectionEdit(look, forms=forms, missing=missing)
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

    def mark_changed(self, paragraphs: frozenset[int]) -> None:
        """Mark the sentences whose figures changed, counted from 0 without empty paragraphs."""
        self.edit.mark_changed(paragraphs)
        self.update()

    def _tell(self) -> None:
        self.update()
        self.changed.emit(self.code, self.edit.paragraphs())

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line at the left shows where one works, or what is wrong; changed sentences stand on a ground of their own."""
        super().paintEvent(event)
        colour = "error" if self._faulty else ("accent" if self.edit.hasFocus() else "")
        painter = QPainter(self)
        for box in self.edit.changed_boxes():
            self._paint_changed(painter, box.translated(self.edit.pos()))
        if colour:
            painter.fillRect(QRect(2, 8, 3, self.height() - 16), tokens().colour(colour))
        painter.end()

    def _paint_changed(self, painter: QPainter, box: QRect) -> None:
        """A tinted ground and a broken bar: not told by colour alone."""
        ground = QRect(7, box.top() - 3, self.width() - 14, box.height() + 7)
        painter.fillRect(ground, tokens().colour("warn_ground"))
        painter.setPen(QPen(tokens().colour("warn"), 3, Qt.PenStyle.DotLine))
        painter.drawLine(ground.left() + 1, ground.top() + 1, ground.left() + 1, ground.bottom() - 1)


def _heading_font(level: int) -> QFont:
    font = QFont(load_report_font(), round(POINTS))
    font.setBold(True)
    font.setItalic(level >= 3)
    return font
