"""From a chart to its pictures: the kind that suits its figures and its room, whole on a page if a page can hold it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

from dvapp.domain.papers.charts import Chart, ChartKind, in_words
from dvapp.reporting.charts.bars import draw_bars
from dvapp.reporting.charts.columns import draw_columns
from dvapp.reporting.charts.easel import Easel
from dvapp.reporting.charts.months import draw_months
from dvapp.reporting.charts.scales import Range, range_of
from dvapp.reporting.charts.shares import draw_shares
from dvapp.reporting.fonts import Face, Typeface
from dvapp.reporting.ink import Picture
from dvapp.reporting.profile import ChartShape

_EMPTY = 12.0


def chart_pictures(
    chart: Chart, shape: ChartShape, typeface: Typeface, *, left: float, width: float, room: float
) -> list[Picture]:
    """A chart in one picture no higher than ``room`` millimetres; in several where even small letters do not help.

    Columns and lines whose labels or numbers find no room become bars, which always have it.

    :raises GlyphMissing: the font lacks a character.
    """
    span = range_of(point.number for series in chart.series for point in series.points)
    for size in _sizes(shape):
        easel = _drawn(chart, Easel(width, size, shape, typeface), span, last=size <= shape.least_size)
        if easel is not None and easel.height <= room:
            return [easel.picture(left)]
    # Divided anyway, it need not be small.
    pieces = _pieces(chart, lambda: Easel(width, shape.size, shape, typeface), room)
    return [
        _as_bars(piece, Easel(width, shape.size, shape, typeface), span).picture(left) for piece in pieces
    ]


def _sizes(shape: ChartShape) -> Iterator[float]:
    size = shape.size
    while size > shape.least_size:
        yield size
        size -= 1.0
    yield shape.least_size


def _drawn(chart: Chart, easel: Easel, span: Range, *, last: bool) -> Easel | None:
    """The chart drawn, or ``None`` where it asks for smaller letters first."""
    if not chart.known:
        easel.alternative, easel.height = chart.alternative, _EMPTY
        easel.say_centred(easel.width / 2, (_EMPTY - easel.pitch) / 2, chart.emptiness, Face.ITALIC)
        return easel
    if chart.kind is ChartKind.BARS or (chart.kind is ChartKind.SHARES and not chart.told_as_shares):
        return _as_bars(chart, easel, span)
    easel.alternative, easel.several = chart.alternative, len(chart.series) > 1
    draw = {ChartKind.LINE: draw_months, ChartKind.COLUMNS: draw_columns}.get(chart.kind)
    if draw is None:
        draw_shares(chart.telling, easel)
    elif not draw(chart.telling, easel, span):
        return _as_bars(chart, easel, span) if last else None
    easel.add_notes(chart.silent)
    return easel


def _as_bars(chart: Chart, easel: Easel, span: Range) -> Easel:
    easel.alternative = in_words(replace(chart, kind=ChartKind.BARS))
    easel.several = len(chart.series) > 1
    # A piece of a chart may have no number at all: its blanks are said all the same.
    draw_bars(chart.telling if chart.known else chart, easel, span)
    easel.add_notes(chart.silent if chart.known else ())
    return easel


def _pieces(chart: Chart, blank: Callable[[], Easel], room: float) -> list[Chart]:
    """A chart that is too high, cut between its labels into as few pieces as fit, all about as long."""
    count = len(chart.labels)
    for number in range(2, count):
        cuts = [round(n * count / number) for n in range(number + 1)]
        pieces = [chart.only(first, last) for first, last in pairwise(cuts)]
        if all(_as_bars(piece, blank(), Range(0, 0)).height <= room for piece in pieces):
            return pieces
    return [chart.only(n, n + 1) for n in range(count)]
