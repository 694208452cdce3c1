"""The tools over the text: bold, italic, paragraph style, undo and redo, and inserting a figure."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from dvapp.domain.papers.paragraphs import ParagraphStyle
from dvapp.host.i18n import _
from dvapp.ui.chooser import Chooser
from dvapp.ui.icons import set_icon
from dvapp.ui.widgets import button, name_icon_button

_NARROW = 390
"""Logical pixels below which the tools say less."""


LISTS = (ParagraphStyle.DASH, ParagraphStyle.PLUS, ParagraphStyle.LETTER, ParagraphStyle.NUMBER)
"""The kinds of lists, in the order in which one key goes through them."""


class FormatBar(QWidget):
    """Tools for the section in work. ``style_chosen`` carries a paragraph style."""

    bold = Signal()
    italic = Signal()
    undo = Signal()
    redo = Signal()
    insert = Signal()
    style_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._bold, self._italic = (
            button("B", "ghost", clicked=self.bold.emit),
            button("I", "ghost", clicked=self.italic.emit),
        )
        for made, style in (
            (self._bold, "font-weight: 700;"),
            (self._italic, "font-style: italic; font-family: Tinos;"),
        ):
            made.setStyleSheet(style)
            made.setFixedWidth(30)
            made.setCheckable(True)
        self.styles = Chooser()
        self.styles.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.styles.setMinimumContentsLength(9)
        self.styles.activated.connect(lambda _at: self.style_chosen.emit(self.styles.currentData()))
        self._undo, self._redo = (
            button("", "icon", clicked=self.undo.emit),
            button("", "icon", clicked=self.redo.emit),
        )
        set_icon(self._undo, "undo-2")
        set_icon(self._redo, "redo-2")
        self._insert = button("", "chip", clicked=self.insert.emit)
        self._insert.setProperty("state", "info")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 5, 8, 5)
        layout.setSpacing(2)
        for widget in (self._bold, self._italic):
            layout.addWidget(widget)
        layout.addSpacing(4)
        layout.addWidget(self.styles, 4)
        layout.addSpacing(4)
        for widget in (self._undo, self._redo):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self._insert)
        for made in (self._bold, self._italic, self._undo, self._redo, self._insert):
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.styles.setMaximumWidth(190)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._bold.setToolTip(_("Bold (Ctrl+B)"))
        self._bold.setAccessibleName(_("Bold"))
        self._italic.setToolTip(_("Italic (Ctrl+I)"))
        self._italic.setAccessibleName(_("Italic"))
        name_icon_button(self._undo, _("Undo (Ctrl+Z)"))
        name_icon_button(self._redo, _("Redo (Ctrl+Y)"))
        held = self.styles.currentData()
        with QSignalBlocker(self.styles):
            self.styles.clear()
            for style, words in style_words():
                self.styles.addItem(words, style)
        self.show_style(held or ParagraphStyle.PLAIN)
        self.styles.setAccessibleName(_("Paragraph style"))
        self.styles.setToolTip(
            _(
                "Paragraph style. Ctrl+Shift+N: paragraph, Ctrl+Shift+L: list, Ctrl+Shift+H: subheading; “- ”, “+ ”, “a) ” typed "
                "at the beginning do the same"
            )
        )
        self._say_insert()

    def _say_insert(self) -> None:
        words, keys = _("Insert a figure"), _("Insert a figure (Ctrl+/)")
        self._insert.setText("{ }" if self.width() < _NARROW else words)
        self._insert.setAccessibleName(words)
        self._insert.setToolTip(_("{words}; or type a brace: {brace}").format(words=keys, brace="{"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the tools say less."""
        super().resizeEvent(event)
        self._say_insert()

    def show_style(self, style: ParagraphStyle) -> None:
        """Show the style of the caret's paragraph."""
        with QSignalBlocker(self.styles):
            codes = [code for code, _words in style_words()]
            self.styles.setCurrentIndex(codes.index(style))

    def show_letters(self, *, bold: bool, italic: bool) -> None:
        """Show how letters typed now will look."""
        self._bold.setChecked(bold)
        self._italic.setChecked(italic)


def style_words() -> tuple[tuple[ParagraphStyle, str], ...]:
    """Paragraph styles and what they are called, in the order offered."""
    return (
        (ParagraphStyle.PLAIN, _("Paragraph")),
        (ParagraphStyle.DASH, _("List with -")),
        (ParagraphStyle.PLUS, _("List with +")),
        (ParagraphStyle.LETTER, _("List a), b)")),
        (ParagraphStyle.NUMBER, _("List 1), 2)")),
        (ParagraphStyle.HEADING, _("Subheading")),
    )
