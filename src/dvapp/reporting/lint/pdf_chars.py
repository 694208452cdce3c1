"""Letters of a PDF page with their places and fonts, by PDFium. Values leave here in millimetres from the top left."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MM = 25.4 / 72

_NO_INK = frozenset({0x20, 0x0D, 0x0A})

_FIXED, _ITALIC, _FORCE_BOLD = 1, 1 << 6, 1 << 18
"""Font descriptor flags (ISO 32000-1, table 123)."""


@dataclass(frozen=True, slots=True)
class Ink:
    """The look that letters of one text object share."""

    font: str
    size: float
    bold: bool
    italic: bool
    embedded: bool
    upright: bool
    in_figure: bool = False


@dataclass(frozen=True, slots=True)
class Char:
    """A letter: from its origin to the end of its advance. ``object``: which text object drew it."""

    text: str
    left: float
    right: float
    baseline: float
    ink: Ink
    object: int


@dataclass(frozen=True, slots=True)
class Turn:
    """From PDF's coordinates to the page as shown (ISO 32000-1, 7.7.3.3: /Rotate is clockwise)."""

    x0: float
    y0: float
    width: float
    height: float
    degrees: int

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Millimetres from the top left of the shown page."""
        x, y = x - self.x0, y - self.y0
        if not self.degrees:
            return x * MM, (self.height - y) * MM
        match self.degrees:
            case 90:
                x, y = y, x
            case 180:
                x = self.width - x
            case 270:
                x, y = self.height - y, self.width - x
            case _:
                y = self.height - y
        return x * MM, y * MM

    def direction(self, a: float, b: float) -> tuple[float, float]:
        """A direction of writing, with up positive."""
        match self.degrees:
            case 90:
                return b, -a
            case 180:
                return -a, -b
            case 270:
                return -b, a
            case _:
                return a, b


def turn_of(page: Any) -> Turn:
    """How a page is shown. ``page``: a PDFium page."""
    left, bottom, right, top = page.get_cropbox()
    return Turn(left, bottom, right - left, top - bottom, page.get_rotation())


def chars_of(page: Any, turn: Turn) -> Iterator[Char]:
    """Letters in drawing order, PDFium's own additions and spaces left out."""
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    raw = text.raw  # the wrapper would be unwrapped anew by each of the many calls
    generated, unicode, origin = (
        pdfium.FPDFText_IsGenerated,
        pdfium.FPDFText_GetUnicode,
        pdfium.FPDFText_GetCharOrigin,
    )
    object_of, loose_box = pdfium.FPDFText_GetTextObject, pdfium.FPDFText_GetLooseCharBox
    inks: dict[int, Ink] = {}
    x, y = ctypes.c_double(), ctypes.c_double()
    at_x, at_y = ctypes.byref(x), ctypes.byref(y)
    box = pdfium.FS_RECTF()
    at_box = ctypes.byref(box)
    point = turn.point
    try:
        for n in range(text.count_chars()):
            code = unicode(raw, n)
            if code in _NO_INK or generated(raw, n) or not origin(raw, n, at_x, at_y):
                continue
            thing = object_of(raw, n)
            key = ctypes.addressof(thing.contents) if thing else 0
            ink = inks.get(key)
            if ink is None:
                ink = inks[key] = _ink(text, n, thing, turn)
            left, baseline = point(x.value, y.value)
            right = left
            if loose_box(raw, n, at_box):
                right = point(box.right, box.top)[0]
                if turn.degrees:
                    right = max(right, point(box.left, box.bottom)[0])
            yield Char(_letter(code), left, right, baseline, ink, key)
    finally:
        text.close()


def _letter(code: int) -> str:
    """PDFium says 0 or a surrogate for what it cannot name."""
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _ink(text: Any, n: int, thing: Any, turn: Turn) -> Ink:
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, n, matrix)
    stretch = (matrix.c**2 + matrix.d**2) ** 0.5 or 1.0
    across, up = turn.direction(matrix.a, matrix.b)
    upright = across > 0 and abs(up) < 0.02 * across
    size = round(pdfium.FPDFText_GetFontSize(text, n) * stretch, 2)
    font = pdfium.FPDFTextObj_GetFont(thing) if thing else None
    if not font:
        return Ink("", size, bold=False, italic=False, embedded=False, upright=upright)
    name = _name(font)
    flags, low = pdfium.FPDFFont_GetFlags(font), name.casefold()
    return Ink(
        font=name,
        size=size,
        bold="bold" in low or "black" in low or bool(flags & _FORCE_BOLD),
        italic="italic" in low or "oblique" in low or bool(flags & _ITALIC),
        embedded=pdfium.FPDFFont_GetIsEmbedded(font) == 1,
        upright=upright,
        in_figure=_in_figure(thing),
    )


def _in_figure(thing: Any) -> bool:
    """Whether a tagged file says that this text belongs to a picture (ISO 32000-1, 14.6)."""
    import pypdfium2.raw as pdfium

    buffer = (ctypes.c_ushort * 16)()
    length = ctypes.c_ulong()
    for n in range(min(pdfium.FPDFPageObj_CountMarks(thing), 8)):
        mark = pdfium.FPDFPageObj_GetMark(thing, n)
        if mark and pdfium.FPDFPageObjMark_GetName(mark, buffer, 32, length):
            name = bytes(buffer)[: max(length.value - 2, 0)].decode("utf-16-le", errors="replace")
            if name == "Figure":
                return True
    return False


def _name(font: Any) -> str:
    import pypdfium2.raw as pdfium

    length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    if not 0 < length < 4096:
        return ""
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
    return buffer.value.decode("utf-8", errors="replace").split("+", 1)[-1]
