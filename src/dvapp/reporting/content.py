"""The marks of a page as the operators that draw them (ISO 32000-1, 7.8.2, 8.5, 9.4)."""

import math
from collections.abc import Mapping

from dvapp.reporting.drawing import shape_operators
from dvapp.reporting.fonts import MM_PER_POINT, Face, Typeface
from dvapp.reporting.ink import Picture, Stroke, Words
from dvapp.reporting.pdf.file import PdfFile
from dvapp.reporting.pdf.pagefont import PageFont
from dvapp.reporting.pdf.values import Ref

_NAMES = {
    Face.REGULAR: "Tinos",
    Face.BOLD: "Tinos-Bold",
    Face.ITALIC: "Tinos-Italic",
    Face.BOLD_ITALIC: "Tinos-BoldItalic",
}
"""PostScript names of the faces, as their files tell them."""


_TOUCHING = 0.001
"""Millimetres between the end of one line and the beginning of the next that are no gap."""


class Letters:
    """The faces as one document uses them."""

    def __init__(self, typeface: Typeface) -> None:
        self._typeface = typeface
        self._fonts: dict[Face, PageFont] = {}

    def of(self, face: Face) -> PageFont:
        """A face of the document."""
        if face not in self._fonts:
            key = "F" + "ABCD"[list(Face).index(face)]
            self._fonts[face] = PageFont(self._typeface.files[face], key=key, name=_NAMES[face])
        return self._fonts[face]

    def width(self, text: str, face: Face, size: float) -> float:
        """Millimetres that ``text`` takes."""
        return self._typeface.width(text, face, size)

    def embedded(self, pdf: PdfFile) -> Mapping[str, Ref]:
        """All fonts that were used, by the keys under which pages know them."""
        return {key: ref for font in self._fonts.values() for key, ref in font.embedded(pdf).items()}


class Content:
    """What is drawn on one page.

    :param height: of the page in millimetres; marks count from its top, operators from its bottom.
    :param across: how far to the right of their own place all marks stand, in millimetres.
    """

    def __init__(self, letters: Letters, height: float, across: float = 0.0) -> None:
        self._letters = letters
        self._top = height / MM_PER_POINT
        self._across = across / MM_PER_POINT
        self._font: tuple[str, float] | None = None
        self._stretch = 0.0
        self._rules: list[list[float]] = []
        self._upright: dict[tuple[float, float], list[float]] = {}
        self.operators: list[str] = []

    def write(self, words: Words, down: float) -> None:
        """Words, ``down`` millimetres below their own place."""
        x, baseline, text, face, size, stretch, goes_on = words
        state = ""
        if stretch != self._stretch:
            self._stretch = stretch
            state = f"{stretch:.6f} Tw "
        left = x / MM_PER_POINT + self._across
        up = self._top - (baseline + down) / MM_PER_POINT
        begun = False
        for key, codes in self._letters.of(face).encoded(text + " " if goes_on else text):
            if self._font != (key, size):
                self._font = (key, size)
                state += f"/{key} {size:.4g} Tf "
            place = "" if begun else f"1 0 0 1 {left:.4f} {up:.4f} Tm "
            self.operators.append(f"{'' if begun else 'BT '}{state}{place}({codes}) Tj")
            begun, state = True, ""
        self.operators.append("ET")

    def rule(self, stroke: Stroke, down: float) -> None:
        """A line, ``down`` millimetres below its own place; it is drawn by :meth:`ruled`.

        An upright line that goes on where one like it ended, as those of a table's rows do, becomes one with it.
        """
        x1, y1, x2, y2, thickness = stroke
        if x1 == x2:
            above = self._upright.get((x1, thickness))
            if above is not None and abs(above[3] - y1 - down) < _TOUCHING:
                above[3] = y2 + down
                return
        rule = [x1, y1 + down, x2, y2 + down, thickness]
        self._rules.append(rule)
        if x1 == x2:
            self._upright[x1, thickness] = rule

    def ruled(self) -> None:
        """Draw all lines, over the words. Nobody reads lines: they are one artifact."""
        if not self._rules:
            return
        self.operators.append("/Artifact BMC")
        last = 0.0
        across, top = self._across, self._top
        for x1, y1, x2, y2, thickness in self._rules:
            if thickness != last:
                last = thickness
                self.operators.append(f"{thickness / MM_PER_POINT:.4f} w")
            self.operators.append(
                f"{x1 / MM_PER_POINT + across:.4f} {top - y1 / MM_PER_POINT:.4f} m "
                f"{x2 / MM_PER_POINT + across:.4f} {top - y2 / MM_PER_POINT:.4f} l S"
            )
        self.operators.append("EMC")

    def box(self, picture: Picture, down: float) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of a drawing in points, ``down`` millimetres below its own place."""
        left = picture.x / MM_PER_POINT + self._across
        top = self._top - (picture.top + down) / MM_PER_POINT
        return left, top - picture.height / MM_PER_POINT, left + picture.width / MM_PER_POINT, top

    def picture(self, picture: Picture, down: float) -> None:
        """A drawing with its words, ``down`` millimetres below its own place."""
        placed = picture.moved(down).shifted(self._across * MM_PER_POINT)
        self.operators.append(shape_operators(placed, self._top * MM_PER_POINT))
        across, self._across = self._across, 0.0
        for words in placed.placed:
            self.write(words, 0.0)
        self._across = across

    def watermark(self, text: str, size: float, *, x: float, y: float, angle: float, grey: float) -> None:
        """Pale bold words around a point in millimetres, turned by ``angle`` degrees against the clock."""
        cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        up = self._top - y / MM_PER_POINT
        half = self._letters.width(text, Face.BOLD, size) / MM_PER_POINT / 2
        turned = f"{cosine:.6f} {sine:.6f} {-sine:.6f} {cosine:.6f} {x / MM_PER_POINT:.3f} {up:.3f} cm"
        # 0.33 em: half the height of capitals, so that the words turn around their middle.
        shown = " ".join(
            f"/{key} {size:.4g} Tf ({codes}) Tj" for key, codes in self._letters.of(Face.BOLD).encoded(text)
        )
        artifact = "/Artifact <</Type/Pagination/Subtype/Watermark>> BDC"
        self.operators.append(
            f"{artifact} q {grey:.3f} g {turned} BT {-half:.3f} {-0.33 * size:.3f} Td {shown} ET Q EMC"
        )

    def written(self) -> bytes:
        """The content stream."""
        return "\n".join(self.operators).encode("latin-1")
