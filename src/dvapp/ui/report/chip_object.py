"""A bound figure inside a text: one character of the document, drawn as a rounded chip."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QPyTextObject,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QApplication

from dvapp.ui.report.chips_model import Chip, ChipState
from dvapp.ui.theme import tokens

OBJECT = "\ufffc"
"""OBJECT REPLACEMENT CHARACTER: what a chip is in the document's text."""

CHIP_TYPE = int(QTextFormat.ObjectTypes.UserObject) + 1
_NOTATION = int(QTextFormat.Property.UserProperty) + 1
_SIDE, _AROUND, _ABOVE = 9.0, 2.0, 5.5
"""Logical pixels: inside the chip left and right of its words, outside it, and above their capitals."""
_REST = 28.0
"""What a chip leaves of a line, so that a full stop after it does not stand alone on the next."""
_COLOURS = {
    ChipState.KNOWN: ("accent", "accent_ground"),
    ChipState.NAME: ("draft", "draft_ground"),
    ChipState.BLANK: ("warn", "warn_ground"),
    ChipState.CHANGED: ("warn", "paper"),
    ChipState.KEPT: ("draft", "draft_ground"),
    ChipState.UNKNOWN: ("error", "error_ground"),
}


def chip_format(notation: str, *, bold: bool = False, italic: bool = False) -> QTextCharFormat:
    """The format of a chip's one character. ``notation``: as in ``domain/papers/text.py``, with its braces."""
    made = QTextCharFormat()
    made.setObjectType(CHIP_TYPE)
    made.setProperty(_NOTATION, notation)
    made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
    if bold:
        made.setFontWeight(QFont.Weight.Bold)
    made.setFontItalic(italic)
    return made


def notation_of(form: QTextFormat) -> str | None:
    """The notation behind a character's format; ``None`` if it is no chip."""
    return str(form.property(_NOTATION)) if form.objectType() == CHIP_TYPE else None


class ChipObject(QPyTextObject):
    """Measures and draws chips. ``look`` says what a notation shows."""

    def __init__(self, look: Callable[[str], Chip], parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def intrinsicSize(self, doc: QTextDocument, _place: int, form: QTextFormat) -> QSizeF:
        """As wide as its words, at most as wide as the text; as high as a line."""
        chip = self._look(notation_of(form) or "")
        metrics = QFontMetricsF(_font(form, chip))
        widest = max(80.0, (doc.textWidth() if doc.textWidth() > 0 else 480.0) - _REST)
        height = metrics.capHeight() + _ABOVE + QFontMetricsF(doc.defaultFont()).descent()
        return QSizeF(min(metrics.horizontalAdvance(chip.text) + 2 * (_SIDE + _AROUND) + 1, widest), height)

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, doc: QTextDocument, _place: int, form: QTextFormat
    ) -> None:
        """A rounded ground with its words on the line's baseline."""
        chip = self._look(notation_of(form) or "")
        ink, ground = _COLOURS[chip.state]
        rect = QRectF(rect)
        font = _font(form, chip)
        metrics = QFontMetricsF(font)
        baseline = rect.bottom() - QFontMetricsF(doc.defaultFont()).descent()
        top = baseline - metrics.capHeight() - _ABOVE
        body = QRectF(rect.left() + _AROUND, top, rect.width() - 2 * _AROUND, baseline + _ABOVE - top)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edged = chip.state in {ChipState.CHANGED, ChipState.KEPT}
        painter.setPen(QPen(tokens().colour(ink), 1) if edged else Qt.PenStyle.NoPen)
        painter.setBrush(tokens().colour(ground))
        painter.drawRoundedRect(body, body.height() / 2, body.height() / 2)
        painter.setPen(tokens().colour(ink))
        painter.setFont(font)
        words = metrics.elidedText(chip.text, Qt.TextElideMode.ElideRight, body.width() - 2 * _SIDE + 1)
        place = QRectF(body.left() + _SIDE, baseline - metrics.ascent(), body.width(), metrics.height())
        painter.drawText(place, 0, words)
        painter.restore()


def _font(form: QTextFormat, chip: Chip) -> QFont:
    font = QFont(QApplication.font())
    font.setPointSizeF(max(9.5, font.pointSizeF() - 0.5))
    font.setWeight(QFont.Weight.Normal if chip.state is ChipState.NAME else QFont.Weight.DemiBold)
    font.setItalic(form.toCharFormat().fontItalic())
    return font
