"""The sentence of a breach: the codes in it are links to their figures, with what they are in a tooltip."""

import re
from collections.abc import Mapping, Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QLabel, QToolTip

from dvapp.domain.papers.reports import Figure
from dvapp.ui.rules.words import figure_tip
from dvapp.ui.theme import theme, tokens

_CODE = re.compile(r"\b[A-Z]{1,2}[0-9]{2,3}\b")


class RuleSentence(QLabel):
    """Words with links. Tab goes from code to code, Enter follows; ``figure_wanted`` carries the code."""

    figure_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self._figures: Mapping[str, Figure] = {}
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.LinksAccessibleByMouse | flags.LinksAccessibleByKeyboard)
        self.linkActivated.connect(self.figure_wanted)
        self.linkHovered.connect(self._hovered)
        theme().changed.connect(self._dress)

    def say(self, words: str, figures: Sequence[Figure]) -> None:
        """Show a sentence; the codes of these figures in it become links."""
        self.words = words
        self._figures = {figure.code: figure for figure in figures}
        self.setAccessibleName(words)
        self._dress()

    def tip(self, code: str) -> str:
        """What a code in the sentence stands for."""
        figure = self._figures.get(code)
        return figure_tip(figure) if figure is not None else ""

    def _dress(self) -> None:
        colour = tokens().accent

        def link(found: re.Match[str]) -> str:
            code = found[0]
            if code not in self._figures:
                return code
            return f'<a href="{code}" style="color:{colour}">{code}</a>'

        self.setText(_CODE.sub(link, escape(self.words)))

    def _hovered(self, code: str) -> None:
        if code:
            QToolTip.showText(QCursor.pos(), self.tip(code), self)
        else:
            QToolTip.hideText()
