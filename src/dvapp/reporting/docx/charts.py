"""Charts of an annex: each a picture as sharp as print, with its words for those who cannot see it, below its title.

Word draws charts of its own, but neither its hatching nor its words would be ours; who wants to change a chart has the
workbook of the same report.
"""

import io
from typing import TYPE_CHECKING

from dvapp.domain.papers.charts import Chart
from dvapp.reporting.charts.alone import BarePicture, bare_charts
from dvapp.reporting.docx import styles
from dvapp.reporting.docx.head import Page
from dvapp.reporting.docx.setting import add_paragraph
from dvapp.reporting.docx.styles import length, line_for
from dvapp.reporting.profile import PageShape

if TYPE_CHECKING:
    from docx.document import Document

_DOTS_PER_INCH = 200.0
_COLOURS = 128


def add_chart(document: "Document", chart: Chart, page: Page, paper: PageShape) -> None:
    """Add a chart with its title; one that is too high for a page comes in several pictures.

    :raises GlyphMissing: the font lacks a character.
    """
    shape = page.profile.chart
    # Two lines of a long title, and the unit; what is left is the picture's.
    room = paper.text_bottom - paper.top - shape.gap - 4 * line_for(shape.title_size, shape.title_pitch)
    pictures = bare_charts(chart, paper, page.profile, page.typeface, room=room, dots_per_inch=_DOTS_PER_INCH)
    for n, picture in enumerate(pictures):
        words = shape.continued if n else shape.label
        title = page.typeface.clean(words.format(number=chart.number, title=chart.title))
        add_paragraph(document._body, title, styles.CHART_TITLE, before=shape.gap)
        if chart.unit and chart.known:
            unit = page.typeface.clean(shape.unit.format(unit=chart.unit))
            add_paragraph(document._body, unit, styles.CHART_UNIT)
        _add_picture(document, picture, title)


def _add_picture(document: "Document", picture: BarePicture, title: str) -> None:
    paragraph = add_paragraph(document._body, "", styles.CHART)
    run = paragraph.add_run()
    drawn = run.add_picture(_png(picture), width=length(picture.width), height=length(picture.height))
    properties = drawn._inline.docPr
    properties.set("descr", picture.alternative)
    properties.set("title", title)


def _png(picture: BarePicture) -> io.BytesIO:
    from PIL import Image

    image = picture.image
    buffer = io.BytesIO()
    # A few colours and the steps between them: with a palette the file is a quarter as large.
    plain = Image.frombytes("RGBA", (image.width, image.height), image.pixels).convert("RGB")
    plain = plain.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    plain.save(buffer, format="PNG", optimize=True, dpi=(_DOTS_PER_INCH, _DOTS_PER_INCH))
    buffer.seek(0)
    return buffer
