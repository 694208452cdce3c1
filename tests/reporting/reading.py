"""What really stands in a PDF, read back with other eyes than those that drew it: PDFium's and qpdf's."""

import ctypes
import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

MM = 25.4 / 72

Char = tuple[str, float, float, float, float, str]
"""A character with its baseline, left and right edge in millimetres, size in points, and font."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A stretch of words on one baseline; millimetres from the top left corner, size in points."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    font: str

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A drawn line's or shape's bounds."""

    left: float
    top: float
    right: float
    bottom: float


def seen(pdf: bytes, page: int = 0, *, gap: float = 9.0) -> list[Seen]:
    """Words of a page from top to bottom; a hole wider than ``gap`` millimetres parts them."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        loaded = document[page]
        height = loaded.get_height()
        text = loaded.get_textpage()
        chars = sorted(_chars(text, height), key=lambda c: (c[1], c[2]))
        text.close()
        loaded.close()
        return [found for line in _lines(chars) for found in _stretches(line, gap)]
    finally:
        document.close()


def _chars(text: pypdfium2.PdfTextPage, height: float) -> Iterator[Char]:
    for n in range(text.count_chars()):
        if pdfium.FPDFText_IsGenerated(text, n):
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        assert pdfium.FPDFText_GetCharOrigin(text, n, x, y)
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        assert pdfium.FPDFText_GetCharBox(text, n, left, right, bottom, top)
        size = pdfium.FPDFText_GetFontSize(text, n)
        char = chr(pdfium.FPDFText_GetUnicode(text, n))
        font = _font(text, n)
        yield (
            char,
            round((height - y.value) * MM, 2),
            x.value * MM,
            max(right.value, x.value) * MM,
            size,
            font,
        )


def _font(text: pypdfium2.PdfTextPage, n: int) -> str:
    """The font's name without the letters of its subset."""
    buffer, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, n, buffer, len(buffer), flags)
    return buffer.value.decode().rpartition("+")[2]


def _lines(
    chars: list[Char],
) -> Iterator[list[Char]]:
    for _, line in itertools.groupby(chars, key=lambda c: c[1]):
        yield list(line)


def _stretches(line: list[Char], gap: float) -> Iterator[Seen]:
    start = 0
    for n in range(1, len(line) + 1):
        if n == len(line) or line[n][2] - line[n - 1][3] > gap:
            part = line[start:n]
            text = "".join(c[0] for c in part)
            inked = [c for c in part if c[0].strip()]
            if inked:
                yield Seen(
                    text=text.strip(),
                    left=inked[0][2],
                    right=inked[-1][3],
                    baseline=part[0][1],
                    size=round(part[0][4], 1),
                    font=inked[0][5],
                )
            start = n


def find(pdf: bytes, words: str, page: int = 0) -> Seen:
    """The first stretch of a page that contains ``words``."""
    found = [s for s in seen(pdf, page) if words in s.text]
    assert found, f"{words!r} is not on page {page}: {[s.text for s in seen(pdf, page)]}"
    return found[0]


def shapes(pdf: bytes, page: int = 0) -> list[Box]:
    """Bounds of the drawn lines of a page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        loaded = document[page]
        height = loaded.get_height()
        boxes = []
        for thing in loaded.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
            left, bottom, right, top = thing.get_bounds()
            boxes.append(
                Box(left=left * MM, top=(height - top) * MM, right=right * MM, bottom=(height - bottom) * MM)
            )
        loaded.close()
        return boxes
    finally:
        document.close()


def flattened(pdf: bytes) -> bytes:
    """The same with the looks of its fields made part of the pages, as they print."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.flatten_annotations("print")
        out = io.BytesIO()
        opened.save(out)
    return out.getvalue()


def page_texts(pdf: bytes) -> list[str]:
    """Each page's words, line by line."""
    document = pypdfium2.PdfDocument(pdf)
    count = len(document)
    document.close()
    return ["\n".join(s.text for s in seen(pdf, n, gap=1000)) for n in range(count)]
