"""What all files say of themselves, and marks onto a canvas of ReportLab: stamps are drawn so. Same marks, same bytes."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dvapp.reporting.drawing import shape_operators
from dvapp.reporting.fonts import MM_PER_POINT, Face, Typeface
from dvapp.reporting.ink import Mark, Picture, Stroke, Words

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

LANGUAGE = "vi-VN"
PROGRAM = "dvapp"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the file says of itself."""

    title: str
    author: str


def new_canvas(buffer: io.BytesIO, width: float, height: float, typeface: Typeface) -> "Canvas":
    """A canvas of that many millimetres that knows our font and no other."""
    from reportlab.pdfgen.canvas import Canvas

    assert typeface.fonts
    return Canvas(
        buffer,
        pagesize=(width / MM_PER_POINT, height / MM_PER_POINT),
        pageCompression=1,
        invariant=1,
        initialFontName=Face.REGULAR.font_name,  # type: ignore[arg-type]  # else every page asks for Helvetica, which is not embedded
        lang=LANGUAGE,
    )


def draw_marks(canvas: "Canvas", marks: Sequence[Mark], height: float) -> None:
    """Draw marks whose millimetres count from the top left corner of an area ``height`` millimetres high."""
    for mark in marks:
        if isinstance(mark, Words):
            text = canvas.beginText(mark.x / MM_PER_POINT, _up(mark.baseline, height))
            text.setFont(mark.face.font_name, mark.size)
            if mark.stretch:
                text.setWordSpace(mark.stretch)
            text.textOut(mark.text)
            if mark.stretch:
                text.setWordSpace(0)  # word spacing outlives its text object
            canvas.drawText(text)
        elif isinstance(mark, Stroke):
            canvas.setLineWidth(mark.thickness / MM_PER_POINT)
            canvas.line(
                mark.x1 / MM_PER_POINT, _up(mark.y1, height), mark.x2 / MM_PER_POINT, _up(mark.y2, height)
            )
        elif isinstance(mark, Picture):
            canvas.addLiteral(shape_operators(mark, height))
            draw_marks(canvas, mark.placed, height)


def _up(y: float, height: float) -> float:
    """Millimetres from the top as points from the bottom."""
    return (height - y) / MM_PER_POINT
