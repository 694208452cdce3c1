"""A chart by itself, as a picture for the window, the clipboard or a word processor: the same drawing as on the page."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dvapp.domain.papers.charts import Chart
from dvapp.reporting import viewer
from dvapp.reporting.charts.pictures import chart_pictures
from dvapp.reporting.charts.rows import chart_groups
from dvapp.reporting.flow import Sheet
from dvapp.reporting.fonts import Typeface
from dvapp.reporting.ink import Mark
from dvapp.reporting.paper import draw_marks, new_canvas
from dvapp.reporting.profile import PageShape, Profile
from dvapp.services.reports.paging import PageImage

_MARGIN = 5.0
"""Millimetres around a chart with its title."""

_ENDLESS = 5000.0
"""Millimetres that a picture for the screen may be high: it is scrolled, not divided."""

_BLEED = 0.6
"""Millimetres around a picture without its title, so that no line at its edge is cut."""


def titled_chart(chart: Chart, profile: Profile, typeface: Typeface, *, dots_per_inch: float) -> PageImage:
    """A chart with its title and unit, in one picture, as wide as on a page and with a margin around it.

    :raises GlyphMissing: the font lacks a character.
    """
    page = _sheet(profile, profile.page.text_width, _ENDLESS)
    (rows,) = chart_groups([chart], page, profile, typeface)
    sheet, y = Sheet(page=page), _MARGIN
    for row in rows:
        sheet.put(row, y)
        y += row.height
    return _image(sheet.marks, page.width, y + _MARGIN, typeface, dots_per_inch)


@dataclass(frozen=True, slots=True, kw_only=True)
class BarePicture:
    """A picture of a chart without its title: as large as on a page, in millimetres, and what it shows in words."""

    image: PageImage
    width: float
    height: float
    alternative: str


def bare_charts(
    chart: Chart, page: PageShape, profile: Profile, typeface: Typeface, *, room: float, dots_per_inch: float
) -> list[BarePicture]:
    """The pictures of a chart as they stand on ``page``, none higher than ``room`` millimetres.

    :raises GlyphMissing: the font lacks a character.
    """
    width = page.text_width
    pictures = chart_pictures(
        chart, profile.chart, typeface, left=_BLEED, width=width - 2 * _BLEED, room=room - 2 * _BLEED
    )
    return [
        BarePicture(
            image=_image(
                [picture.moved(_BLEED)], width, picture.height + 2 * _BLEED, typeface, dots_per_inch
            ),
            width=width,
            height=picture.height + 2 * _BLEED,
            alternative=picture.alternative,
        )
        for picture in pictures
    ]


def _sheet(profile: Profile, width: float, height: float) -> PageShape:
    return replace(
        profile.page,
        width=width + 2 * _MARGIN,
        height=height + 2 * _MARGIN,
        top=_MARGIN,
        bottom=_MARGIN,
        left=_MARGIN,
        right=_MARGIN,
    )


def _image(
    marks: Sequence[Mark], width: float, height: float, typeface: Typeface, dots_per_inch: float
) -> PageImage:
    buffer = io.BytesIO()
    canvas = new_canvas(buffer, width, height, typeface)
    draw_marks(canvas, marks, height)
    canvas.showPage()
    canvas.save()
    return viewer.draw_page(buffer.getvalue(), 0, dots_per_inch=dots_per_inch)
