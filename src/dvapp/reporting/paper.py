"""Marks onto PDF pages, by ReportLab. Same marks, same bytes."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dvapp.reporting.flow import Sheet
from dvapp.reporting.fonts import MM_PER_POINT, Face, Typeface
from dvapp.reporting.ink import Mark, Stop, Words
from dvapp.reporting.profile import DraftShape, PageShape

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

LANGUAGE = "vi"
PROGRAM = "dvapp"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the file says of itself."""

    title: str
    author: str


def print_sheets(
    sheets: Sequence[Sheet], *, typeface: Typeface, about: About, draft: DraftShape | None
) -> bytes:
    """The sheets as a PDF with bookmarks; with ``draft``, its pale mark lies under the words of every page."""
    buffer = io.BytesIO()
    canvas = new_canvas(buffer, sheets[0].page.width, sheets[0].page.height, typeface)
    canvas.setTitle(about.title)
    canvas.setAuthor(about.author)
    canvas.setCreator(PROGRAM)
    level = -1
    for number, sheet in enumerate(sheets):
        page = sheet.page
        canvas.setPageSize((page.width / MM_PER_POINT, page.height / MM_PER_POINT))
        if draft is not None:
            _draft_mark(canvas, page, draft, typeface)
        draw_marks(canvas, sheet.marks, page.height)
        for n, (top, sign) in enumerate(sheet.signs):
            if isinstance(sign, Stop):
                key = f"p{number}-{n}"
                canvas.bookmarkHorizontal(key, 0, _up(top, page.height))
                level = min(sign.level - 1, level + 1)  # a level may not be skipped
                canvas.addOutlineEntry(sign.title, key, level)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


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
        else:
            canvas.setLineWidth(mark.thickness / MM_PER_POINT)
            canvas.line(
                mark.x1 / MM_PER_POINT, _up(mark.y1, height), mark.x2 / MM_PER_POINT, _up(mark.y2, height)
            )


def _up(y: float, height: float) -> float:
    """Millimetres from the top as points from the bottom."""
    return (height - y) / MM_PER_POINT


def _draft_mark(canvas: "Canvas", page: PageShape, draft: DraftShape, typeface: Typeface) -> None:
    text = typeface.clean(draft.mark)
    canvas.saveState()
    canvas.setFillGray(draft.mark_grey)
    canvas.translate(page.text_centre / MM_PER_POINT, page.height / 2 / MM_PER_POINT)
    canvas.rotate(draft.mark_angle)
    canvas.setFont(Face.BOLD.font_name, draft.mark_size)
    # 0.33 em: half the height of capitals, so that the words turn around their middle.
    canvas.drawCentredString(0, -0.33 * draft.mark_size, text)
    canvas.restoreState()
