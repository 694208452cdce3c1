"""A font that a form can use: simple, embedded, with a readable encoding.

ReportLab numbers glyphs as they come, which is fine for finished text; a viewer that draws a field's text anew needs to
know which code is which letter. So the few letters a field may need get a TrueType subset of their own, with a Unicode
cmap (3, 1), WinAnsi as base and the rest as differences by their names in the Adobe Glyph List (ISO 19005-2, 6.2.11.6).
"""

import io
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dvapp.reporting.fonts import Face, Typeface

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

_FIRST = 128
"""Codes from here on are given to letters outside ASCII."""

_SERIF, _NONSYMBOLIC, _ITALIC = 2, 32, 64


@dataclass(frozen=True, slots=True)
class FieldFont:
    """A font in a PDF and the code of each of its characters."""

    font: "Object"
    codes: dict[str, int]

    def encoded(self, text: str) -> bytes:
        """``text`` in this font's codes."""
        return bytes(self.codes[char] for char in text)


def embed_field_font(pdf: "Pdf", typeface: Typeface, face: Face, texts: Iterable[str]) -> FieldFont:
    """Embed what ``face`` needs to show ``texts`` and any digit.

    :raises ValueError: more than 128 different letters outside ASCII, which no number or date line has.
    """
    from pikepdf import Array, Dictionary, Name

    chars = sorted({*"0123456789 ", *"".join(texts)})
    others = [char for char in chars if not " " <= char <= "~"]
    codes = {char: ord(char) for char in chars if " " <= char <= "~"}
    codes |= {char: _FIRST + n for n, char in enumerate(others)}
    if len(others) > 256 - _FIRST:
        raise ValueError(f"too many letters for a field: {len(others)}")
    ttf = typeface.fonts[face].face
    base = Name(f"/DVAPPF+Tinos{'' if face is Face.REGULAR else '-' + face.value}")
    first, last = min(codes.values()), max(codes.values())
    by_code = {code: char for char, code in codes.items()}
    widths = [
        round(ttf.charWidths[ord(by_code[code])]) if code in by_code else 0 for code in range(first, last + 1)
    ]
    encoding = Dictionary(Type=Name.Encoding, BaseEncoding=Name.WinAnsiEncoding)
    if others:
        encoding.Differences = Array([_FIRST, *(Name("/" + name) for name in _glyph_names(others))])
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=base,
        FirstChar=first,
        LastChar=last,
        Widths=Array(widths),
        Encoding=encoding,
        FontDescriptor=pdf.make_indirect(_descriptor(pdf, ttf, base, face, chars)),
        ToUnicode=pdf.make_stream(_to_unicode(codes)),
    )
    return FieldFont(pdf.make_indirect(font), codes)


def _descriptor(pdf: "Pdf", ttf: Any, base: "Object", face: Face, chars: Sequence[str]) -> "Object":
    from pikepdf import Array, Dictionary, Name

    program = _program(ttf, chars)
    italic = face in {Face.ITALIC, Face.BOLD_ITALIC}
    return Dictionary(
        Type=Name.FontDescriptor,
        FontName=base,
        Flags=_SERIF | _NONSYMBOLIC | (_ITALIC if italic else 0),
        FontBBox=Array([round(value) for value in ttf.bbox]),
        ItalicAngle=round(ttf.italicAngle),
        Ascent=round(ttf.ascent),
        Descent=round(ttf.descent),
        CapHeight=round(ttf.capHeight),
        StemV=round(ttf.stemV),
        FontFile2=pdf.make_stream(program, Length1=len(program)),
    )


def _program(ttf: Any, chars: Sequence[str]) -> bytes:
    """The face with only these characters' outlines, and a cmap that names them by Unicode."""
    from reportlab.pdfbase.ttfonts import TTFontMaker, TTFontParser

    codes = [ord(char) for char in chars]
    subset = TTFontParser(io.BytesIO(ttf.makeSubset(codes)))
    maker = TTFontMaker()
    for tag in subset.table:
        maker.add(tag, subset.get_table(tag))  # type: ignore[no-untyped-call]
    # makeSubset numbers glyphs in the order of the codes it is given, after .notdef; two codes may share a glyph.
    glyphs: dict[int, int] = {0: 0}
    numbers = [glyphs.setdefault(ttf.charToGlyph[code], len(glyphs)) for code in codes]
    maker.add("cmap", _cmap(list(zip(codes, numbers, strict=True))))
    return bytes(maker.makeStream())


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


def _glyph_names(chars: Sequence[str]) -> list[str]:
    from reportlab.pdfbase._glyphlist import _glyphname2unicode  # type: ignore[import-not-found]

    names: dict[int, str] = {}
    for name, code in sorted(_glyphname2unicode.items()):
        names.setdefault(code, name)
    return [names.get(ord(char), f"uni{ord(char):04X}") for char in chars]


def _to_unicode(codes: dict[str, int]) -> bytes:
    """A ToUnicode CMap (ISO 32000-1, 9.10.3), at most 100 characters to a section."""
    lines = [
        f"<{code:02X}> <{ord(char):04X}>" for char, code in sorted(codes.items(), key=lambda item: item[1])
    ]
    sections = [lines[n : n + 100] for n in range(0, len(lines), 100)]
    mapped = "\n".join(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar" for part in sections)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        f"{mapped}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")
