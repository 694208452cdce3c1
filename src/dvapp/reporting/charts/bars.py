"""Lying bars: long labels at the left, one bar for each series, its number at its end."""

from dvapp.domain.papers.charts import Chart, ChartPoint
from dvapp.reporting.charts.easel import Easel
from dvapp.reporting.charts.looks import look
from dvapp.reporting.charts.scales import Range
from dvapp.reporting.fonts import Face
from dvapp.reporting.lines import Line

_LEAST_PLOT, _LEAST_LABELS = 0.25, 0.25
"""Parts of the width that bars and labels keep when numbers are very long."""


def draw_bars(chart: Chart, easel: Easel, span: Range) -> None:
    """Draw a chart as bars; ``span`` is that of the whole chart where this is a piece of it."""
    shape, count = easel.shape, len(chart.series)
    top = easel.legend(chart.series, 0.0) if easel.several else 0.0
    labels, left, room = _measured(chart, easel)
    zero = left + room * span.zero
    y = top
    for n, lines in enumerate(labels):
        height = max(len(lines), count) * easel.pitch
        easel.put_lines(0.0, y + (height - len(lines) * easel.pitch) / 2, lines)
        at = y + (height - count * easel.pitch) / 2
        for number, series in enumerate(chart.series):
            _bar(series.points[n], number, (zero, at, room), easel, span)
            at += easel.pitch
        y += height + (shape.bar_gap * easel.scale if n + 1 < len(labels) else 0.0)
    easel.axis((zero, top - 0.6), (zero, y + 0.6))
    easel.height = y + 0.8


def _measured(chart: Chart, easel: Easel) -> tuple[list[list[Line]], float, float]:
    """The labels in lines, where bars begin, and how long the longest may be."""
    shape, points = easel.shape, [point for series in chart.series for point in series.points]
    numbers = max((easel.wide(p.shown) for p in points if p.number is not None), default=0.0) + 2 * easel.gap
    natural = max(easel.wide(label) for label in chart.labels)
    most = min(shape.label_share, max(_LEAST_LABELS, 1 - _LEAST_PLOT - numbers / easel.width)) * easel.width
    labels = [easel.lines(label, min(natural + 0.1, most)) for label in chart.labels]
    left = max(line.width for lines in labels for line in lines) + 2 * easel.gap
    return labels, left, max(easel.width - left - numbers, 5.0)


def _bar(
    point: ChartPoint, number: int, place: tuple[float, float, float], easel: Easel, span: Range
) -> None:
    zero, top, room = place
    value = point.number
    if value is None:
        # Words instead of a bar: nothing is drawn from a blank.
        easel.say(zero + easel.gap, top, point.shown, Face.ITALIC)
        return
    long = room * (span.share(value) - span.zero)
    thick = easel.pitch * easel.shape.bar_share
    if long:
        easel.area(zero + min(long, 0.0), top + (easel.pitch - thick) / 2, abs(long), thick, look(number))
    easel.say(zero + max(long, 0.0) + easel.gap, top, point.shown)
