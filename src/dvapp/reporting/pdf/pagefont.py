"""Fonts within one document: every letter gets a code when it first comes, and only such letters are embedded.

A font of a PDF has 256 codes; a face with more letters than that becomes several fonts. Code 32 is always the space, since
word spacing widens that code alone (ISO 32000-1, 9.3.3), and no code needs to be escaped within a string.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from dvapp.reporting.pdf.file import PdfFile
from dvapp.reporting.pdf.truetype import TrueType, simple_cmap
from dvapp.reporting.pdf.values import Name, Ref, Value

SPACE = 32
_CODES = tuple(code for code in range(33, 256) if chr(code) not in "()\\\x7f")
_SYMBOLIC, _SERIF, _ITALIC, _FORCE_BOLD = 1 << 2, 1 << 1, 1 << 6, 1 << 18
_BOLD = 600
"""Weight from which a face is bold."""


class _Codes(dict[int, str]):
    """Unicode code point to the character of its code; beyond 255, that of the next font. For ``str.translate``."""

    def __init__(self) -> None:
        super().__init__({SPACE: " ", 0xA0: " "})
        self._count = 0

    def __missing__(self, point: int) -> str:
        font, at = divmod(self._count, len(_CODES))
        self._count += 1
        code = self[point] = chr(256 * font + _CODES[at])
        return code

    @property
    def fonts(self) -> int:
        """How many fonts are needed so far."""
        return max(1, -(-self._count // len(_CODES)))


class PageFont:
    """A face within a document.

    :param key: letters only; its fonts are known to pages as ``key``, ``key`` + "b" and so on.
    :param name: its PostScript name.
    """

    def __init__(self, file: TrueType, *, key: str, name: str) -> None:
        self._file = file
        self._key = key
        self._name = name
        self._codes = _Codes()

    def encoded(self, text: str) -> Sequence[tuple[str, str]]:
        """Stretches of ``text``, each with the key of its font and the codes as a string of characters up to 255."""
        codes = text.translate(self._codes)
        if not codes or max(codes) <= "\xff":
            return ((self._key, codes),)
        return tuple(self._stretches(codes))

    def _stretches(self, codes: str) -> Iterator[tuple[str, str]]:
        begin, font = 0, ord(codes[0]) >> 8
        for at, code in enumerate(codes):
            if ord(code) >> 8 != font:
                yield self._font_key(font), _low(codes[begin:at])
                begin, font = at, ord(code) >> 8
        yield self._font_key(font), _low(codes[begin:])

    def _font_key(self, font: int) -> str:
        return self._key + ("" if font == 0 else "bcdefghijklmnopqrstuvwxyz"[font - 1])

    def embedded(self, pdf: PdfFile) -> dict[str, Ref]:
        """Its fonts in the file, by their keys; to be called when all text is known."""
        return {self._font_key(font): self._embedded(pdf, font) for font in range(self._codes.fonts)}

    def _embedded(self, pdf: PdfFile, font: int) -> Ref:
        file = self._file
        points = {ord(code) & 0xFF: point for point, code in self._codes.items() if ord(code) >> 8 == font}
        points[SPACE] = SPACE
        last = max(points)
        scale = 1000 / file.units
        glyphs = [file.glyph(points[code]) if code in points else 0 for code in range(last + 1)]
        program = _program(file, tuple(glyphs))
        name = Name(f"{self._font_key(font).upper():A<6}+{self._name}")
        return pdf.add(
            {
                "Type": Name("Font"),
                "Subtype": Name("TrueType"),
                "BaseFont": name,
                "FirstChar": SPACE,
                "LastChar": last,
                "Widths": [round(file.advance(glyph) * scale, 3) if glyph else 0 for glyph in glyphs[SPACE:]],
                "FontDescriptor": pdf.add(self._descriptor(pdf, program, name)),
                "ToUnicode": pdf.stream(to_unicode(points)),
            }
        )

    def _descriptor(self, pdf: PdfFile, program: bytes, name: Name) -> dict[str, Value]:
        bold = self._file.weight >= _BOLD
        slanted = _ITALIC if self._file.slant else 0
        return descriptor(
            pdf, self._file, program, name, flags=_SYMBOLIC | slanted | (_FORCE_BOLD if bold else 0)
        )


@lru_cache(maxsize=16)
def _program(file: TrueType, glyphs: tuple[int, ...]) -> bytes:
    """A font with these glyphs by their codes: a text in work has mostly the letters that it had before."""
    order = list(dict.fromkeys((0, *glyphs)))
    number = {glyph: n for n, glyph in enumerate(order)}
    return file.with_glyphs(order, simple_cmap([number[glyph] for glyph in glyphs]))


def descriptor(pdf: PdfFile, file: TrueType, program: bytes, name: Name, *, flags: int) -> dict[str, Value]:
    """What a viewer must know of an embedded font (ISO 32000-1, table 122)."""
    scale = 1000 / file.units
    return {
        "Type": Name("FontDescriptor"),
        "FontName": name,
        "Flags": flags,
        "FontBBox": [round(side * scale) for side in file.box],
        "ItalicAngle": round(file.slant),
        "Ascent": round(file.ascent * scale),
        "Descent": round(file.descent * scale),
        "CapHeight": round(file.capital * scale),
        "StemV": 50
        + int((file.weight / 65) ** 2),  # as the PDF Reference's implementers reckon it from the weight
        "FontFile2": pdf.stream(program, {"Length1": len(program)}),
    }


def to_unicode(points: dict[int, int]) -> bytes:
    """A ToUnicode CMap of one-byte codes (ISO 32000-1, 9.10.3), at most 100 characters to a section."""
    lines = [
        f"<{code:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>"
        for code, point in sorted(points.items())
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


def _low(codes: str) -> str:
    return "".join(chr(ord(code) & 0xFF) for code in codes)
