"""Charts as rows of an annex: the title, what is counted, and the picture, which stay together on a page."""

from collections.abc import Iterator, Sequence

from dvapp.domain.papers.charts import Chart
from dvapp.reporting.charts.pictures import chart_pictures
from dvapp.reporting.fonts import Face, Typeface
from dvapp.reporting.ink import Role, Row, Stop, Tag
from dvapp.reporting.lines import balanced_lines, centred
from dvapp.reporting.profile import PageShape, Profile


def chart_groups(
    charts: Sequence[Chart], page: PageShape, profile: Profile, typeface: Typeface, *, above: float = 0.0
) -> list[list[Row]]:
    """Each chart, or piece of one, as rows that stand on one page.

    :param above: what stands over the first one on its page, in millimetres.
    :raises GlyphMissing: the font lacks a character.
    """
    groups: list[list[Row]] = []
    for chart in charts:
        room = page.text_bottom - page.top - (0.0 if groups else above)
        groups += _chart(chart, page, room, profile, typeface)
    return groups


def _chart(
    chart: Chart, page: PageShape, room: float, profile: Profile, typeface: Typeface
) -> Iterator[list[Row]]:
    shape = profile.chart
    title = shape.label.format(number=chart.number, title=chart.title) if chart.number else chart.title
    heads = list(_head(title, chart, page, profile, typeface))
    again = shape.continued.format(number=chart.number)
    # A title that is taller than a page must not leave a picture less than nothing.
    most = max(room - shape.gap - sum(row.height for row in heads), room / 3)
    pictures = chart_pictures(chart, shape, typeface, left=page.left, width=page.text_width, room=most)
    for n, picture in enumerate(pictures):
        rows = heads if n == 0 else list(_head(again, chart, page, profile, typeface))
        yield [*rows, Row(height=picture.height, marks=(picture,), joined=True)]


def _head(title: str, chart: Chart, page: PageShape, profile: Profile, typeface: Typeface) -> Iterator[Row]:
    shape = profile.chart
    unit = shape.unit.format(unit=chart.unit) if chart.unit and chart.known else ""
    first = True
    for text, face, size in ((title, Face.BOLD, shape.title_size), (unit, Face.ITALIC, shape.unit_size)):
        if not text:
            continue
        pieces = [(typeface.clean(text), face)]
        lines = balanced_lines(pieces, typeface=typeface, size=size, width=page.text_width)
        for n, line in enumerate(lines):
            baseline = shape.title_pitch * profile.body.ascent
            words = centred(line, page.text_centre, baseline, size=size, typeface=typeface)
            yield Row(
                height=shape.title_pitch,
                marks=(
                    Tag(Role.TEXT, begins=n == 0),
                    *(one._replace(goes_on=n + 1 < len(lines)) for one in words),
                ),
                gap=shape.gap if first else 0.0,
                joined=not first,
                sign=Stop(level=2, title=title) if first else None,
            )
            first = False
    yield Row(height=shape.drop, marks=(), joined=True)
