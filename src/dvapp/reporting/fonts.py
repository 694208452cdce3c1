"""The report's font: four faces of Tinos, their widths, and the promise that no character goes missing."""

import unicodedata
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dvapp.domain.errors import GlyphMissing
from dvapp.reporting.pdf.truetype import TrueType

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

MM_PER_POINT = 25.4 / 72

_CONTEXT = 20
_WORDS_KEPT = 50_000
_SPACES = {ord(char): " " for char in "\t\r\n\f\v"}


class Face(Enum):
    """A face of the font; the value is the end of its file's name."""

    REGULAR = "Regular"
    BOLD = "Bold"
    ITALIC = "Italic"
    BOLD_ITALIC = "BoldItalic"

    __hash__ = object.__hash__  # a face is looked up for every word; by its name that takes ten times as long

    @property
    def font_name(self) -> str:
        """Its name within a page's drawing."""
        return f"Tinos-{self.value}"


def face_of(*, bold: bool = False, italic: bool = False) -> Face:
    """The face for a style."""
    if bold:
        return Face.BOLD_ITALIC if italic else Face.BOLD
    return Face.ITALIC if italic else Face.REGULAR


class _Letters(dict[str, int]):
    """Width of a letter in the font's units; a letter that a face lacks is not kept."""

    def __init__(self, file: TrueType) -> None:
        super().__init__()
        self._file = file

    def __missing__(self, letter: str) -> int:
        width = self[letter] = self._file.advance(self._file.glyph(ord(letter)))
        return width


class _Words(dict[str, int]):
    """Width of a word in the font's units: words come again and again."""

    def __init__(self, letters: _Letters) -> None:
        super().__init__()
        self._letters = letters

    def __missing__(self, word: str) -> int:
        if len(self) >= _WORDS_KEPT:
            self.clear()
        width = self[word] = sum(map(self._letters.__getitem__, word))
        return width


class Typeface:
    """The four faces, loaded when first needed.

    :param folder: where ``Tinos-*.ttf`` lie.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: set[str] = set()

    @cached_property
    def files(self) -> dict[Face, TrueType]:
        """The font files; nothing of them is read before it is asked for."""
        return {face: TrueType(self._folder / f"{face.font_name}.ttf") for face in Face}

    @cached_property
    def fonts(self) -> "dict[Face, TTFont]":
        """ReportLab's fonts, registered under :attr:`Face.font_name`: for drawings, not for pages."""
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont

        fonts = {face: TTFont(face.font_name, str(self._folder / f"{face.font_name}.ttf")) for face in Face}
        for font in fonts.values():
            pdfmetrics.registerFont(font)
        return fonts

    @cached_property
    def _letters(self) -> dict[Face, _Letters]:
        return {face: _Letters(file) for face, file in self.files.items()}

    @cached_property
    def words(self) -> dict[Face, dict[str, int]]:
        """For each face the widths of words by their text, in its units; a word not there yet is measured."""
        return {face: _Words(letters) for face, letters in self._letters.items()}

    @cached_property
    def _units(self) -> int:
        """Units of an em, the same in all faces."""
        (units,) = {file.units for file in self.files.values()}
        return units

    def unit(self, size: float) -> float:
        """Millimetres of one of the font's units at ``size`` points."""
        return size / self._units * MM_PER_POINT

    def clean(self, text: str) -> str:
        """``text`` in NFC, with plain spaces for tabs and line ends, every character of which can be drawn.

        A letter taken apart (NFD) would be drawn broken and a missing glyph as an empty box, both without a word.

        :raises GlyphMissing: the font lacks a character.
        """
        if self._known.issuperset(text) and unicodedata.is_normalized("NFC", text):
            return text  # as nearly always
        text = unicodedata.normalize("NFC", text).translate(_SPACES)
        for at, char in enumerate(text):
            if char not in self._known:
                if not all(file.glyph(ord(char)) for file in self.files.values()):
                    raise GlyphMissing(
                        where=text[max(0, at - _CONTEXT) : at + _CONTEXT + 1].strip(),
                        character=unicodedata.name(char, "?"),
                        codepoint=f"U+{ord(char):04X}",
                    )
                self._known.add(char)
        return text

    def lacking(self, text: str) -> tuple[int, ...]:
        """Where ``text`` has characters that :meth:`clean` would refuse, from 0; of a letter taken apart every part."""
        text = text.translate(_SPACES)
        if self._known.issuperset(text):
            return ()
        found: list[int] = []
        begin = 0
        for end in range(1, len(text) + 1):
            if end < len(text) and unicodedata.combining(text[end]):
                continue
            try:
                self.clean(text[begin:end])
            except GlyphMissing:
                found += range(begin, end)
            begin = end
        return tuple(found)

    def width(self, text: str, face: Face, size: float) -> float:
        """Millimetres that ``text`` takes at ``size`` points."""
        return sum(map(self._letters[face].__getitem__, text)) * self.unit(size)
