"""A font that a form can use: simple, embedded, with a readable encoding.

Pages number their letters as they come, which is fine for finished text; a viewer that draws a field's text anew needs to
know which code is which letter. So the few letters a field may need get a TrueType subset of their own, with a Unicode
cmap (3, 1), WinAnsi as base and the rest as differences by their names in the Adobe Glyph List (ISO 19005-2, 6.2.11.6).
"""

import re
import struct
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dvapp.reporting.fonts import Face, Typeface
from dvapp.reporting.pdf.file import PdfFile
from dvapp.reporting.pdf.pagefont import descriptor, to_unicode
from dvapp.reporting.pdf.truetype import TrueType
from dvapp.reporting.pdf.values import Name, Ref, Value

_FIRST = 128
"""Codes from here on are given to letters outside ASCII."""

_SERIF, _NONSYMBOLIC, _ITALIC = 2, 32, 64

_LETTER = re.compile("LATIN (SMALL|CAPITAL) LETTER ([A-Z]) WITH ([A-Z ]+)")
_NAMED = {
    "đ": "dcroat", "Đ": "Dcroat", "\u00a0": "nbspace", "–": "endash", "—": "emdash", "…": "ellipsis",
    "‘": "quoteleft", "’": "quoteright", "“": "quotedblleft", "”": "quotedblright",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldFont:
    """A font in a PDF and the code of each of its characters."""

    font: Ref
    codes: dict[str, int]

    def encoded(self, text: str) -> bytes:
        """``text`` in this font's codes."""
        return bytes(self.codes[char] for char in text)


def embed_field_font(pdf: PdfFile, typeface: Typeface, face: Face, texts: Iterable[str]) -> FieldFont:
    """Embed what ``face`` needs to show ``texts`` and any digit.

    :raises ValueError: more than 128 different letters outside ASCII, which no number or date line has.
    """
    chars = sorted({*"0123456789 ", *"".join(texts)})
    others = [char for char in chars if not " " <= char <= "~"]
    codes = {char: ord(char) for char in chars if " " <= char <= "~"}
    codes |= {char: _FIRST + n for n, char in enumerate(others)}
    if len(others) > 256 - _FIRST:
        raise ValueError(f"too many letters for a field: {len(others)}")
    file = typeface.files[face]
    base = Name(f"DVAPPF+Tinos{'' if face is Face.REGULAR else '-' + face.value}")
    first, last = min(codes.values()), max(codes.values())
    by_code = {code: char for char, code in codes.items()}
    encoding: dict[str, Value] = {"Type": Name("Encoding"), "BaseEncoding": Name("WinAnsiEncoding")}
    if others:
        encoding["Differences"] = [_FIRST, *(Name(glyph_name(char)) for char in others)]
    slanted = _ITALIC if face in {Face.ITALIC, Face.BOLD_ITALIC} else 0
    flags = _SERIF | _NONSYMBOLIC | slanted
    font = pdf.add(
        {
            "Type": Name("Font"),
            "Subtype": Name("TrueType"),
            "BaseFont": base,
            "FirstChar": first,
            "LastChar": last,
            "Widths": [
                _width(file, by_code[code]) if code in by_code else 0 for code in range(first, last + 1)
            ],
            "Encoding": encoding,
            "FontDescriptor": pdf.add(descriptor(pdf, file, _program(file, chars), base, flags=flags)),
            "ToUnicode": pdf.stream(to_unicode({code: ord(char) for char, code in codes.items()})),
        }
    )
    return FieldFont(font, codes)


def _width(file: TrueType, char: str) -> int:
    return round(file.advance(file.glyph(ord(char))) * 1000 / file.units)


def _program(file: TrueType, chars: Sequence[str]) -> bytes:
    """The face with only these characters' outlines, and a cmap that names them by Unicode."""
    glyphs = [file.glyph(ord(char)) for char in chars]
    order = list(dict.fromkeys((0, *glyphs)))
    pairs = [(ord(char), order.index(glyph)) for char, glyph in zip(chars, glyphs, strict=True)]
    return file.with_glyphs(order, _cmap(pairs))


def _cmap(pairs: Sequence[tuple[int, int]]) -> bytes:
    """A cmap table with one subtable of format 4 (OpenType, cmap), one segment for each character.

    :param pairs: code and glyph number, by rising code, all in the Basic Multilingual Plane.
    """
    segments = [(code, (glyph - code) % 0x10000) for code, glyph in pairs] + [(0xFFFF, 1)]
    count = len(segments)
    power = 1 << (count.bit_length() - 1)
    codes = struct.pack(f">{count}H", *(code for code, _ in segments))
    deltas = struct.pack(f">{count}H", *(delta for _, delta in segments))
    search = struct.pack(">4H", 2 * count, 2 * power, power.bit_length() - 1, 2 * (count - power))
    body = search + codes + b"\0\0" + codes + deltas + bytes(2 * count)
    return struct.pack(">4HL", 0, 1, 3, 1, 12) + struct.pack(">3H", 4, len(body) + 6, 0) + body


def glyph_name(char: str) -> str:
    """The name of a letter in the Adobe Glyph List, which puts together those of Vietnamese: ecircumflexdotbelow."""
    if char in _NAMED:
        return _NAMED[char]
    found = _LETTER.fullmatch(unicodedata.name(char, ""))
    if found is None:
        return f"uni{ord(char):04X}"
    size, letter, marks = found.groups()
    marks = marks.replace(" AND ", "").replace(" ", "").replace("DIAERESIS", "DIERESIS").lower()
    return (letter if size == "CAPITAL" else letter.lower()) + marks
