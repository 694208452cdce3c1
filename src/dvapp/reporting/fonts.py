"""The report's font: four faces of Tinos, their widths, and the promise that no character goes missing."""

import unicodedata
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dvapp.domain.errors import GlyphMissing

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

MM_PER_POINT = 25.4 / 72

_CONTEXT = 20
_SPACES = {ord(char): " " for char in "\t\r\n\f\v"}


class Face(Enum):
    """A face of the font; the value is the end of its file's name."""

    REGULAR = "Regular"
    BOLD = "Bold"
    ITALIC = "Italic"
    BOLD_ITALIC = "BoldItalic"

    @property
    def font_name(self) -> str:
        """Its name within a page's drawing."""
        return f"Tinos-{self.value}"


def face_of(*, bold: bool = False, italic: bool = False) -> Face:
    """The face for a style."""
    if bold:
        return Face.BOLD_ITALIC if italic else Face.BOLD
    return Face.ITALIC if italic else Face.REGULAR


class Typeface:
    """The four faces, loaded when first needed.

    :param folder: where ``Tinos-*.ttf`` lie.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def fonts(self) -> "dict[Face, TTFont]":
        """ReportLab's fonts, registered under :attr:`Face.font_name`."""
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont

        fonts = {face: TTFont(face.font_name, str(self._folder / f"{face.font_name}.ttf")) for face in Face}
        for font in fonts.values():
            pdfmetrics.registerFont(font)
        return fonts

    @cached_property
    def _widths(self) -> dict[Face, dict[int, float]]:
        return {face: font.face.charWidths for face, font in self.fonts.items()}

    @cached_property
    def _drawable(self) -> frozenset[int]:
        return frozenset.intersection(*(frozenset(f.face.charToGlyph) for f in self.fonts.values()))

    def clean(self, text: str) -> str:
        """``text`` in NFC, with plain spaces for tabs and line ends, every character of which can be drawn.

        ReportLab draws NFD broken and a missing glyph as an empty box, both without a word.

        :raises GlyphMissing: the font lacks a character.
        """
        text = unicodedata.normalize("NFC", text).translate(_SPACES)
        drawable = self._drawable
        for at, char in enumerate(text):
            if ord(char) not in drawable:
                raise GlyphMissing(
                    where=text[max(0, at - _CONTEXT) : at + _CONTEXT + 1].strip(),
                    character=unicodedata.name(char, "?"),
                    codepoint=f"U+{ord(char):04X}",
                )
        return text

    def width(self, text: str, face: Face, size: float) -> float:
        """Millimetres that ``text`` takes at ``size`` points."""
        widths = self._widths[face]
        return sum([widths[ord(char)] for char in text]) * size / 1000 * MM_PER_POINT
