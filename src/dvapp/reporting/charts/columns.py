"""Standing columns, each with its number on top; for labels short enough to stand below them."""

from dvapp.domain.papers.charts import Chart
from dvapp.reporting.charts.easel import Easel
from dvapp.reporting.charts.looks import look
from dvapp.reporting.charts.scales import Range
from dvapp.reporting.lines import Line

_MOST_LINES = 4
_THICKEST, _APART = 13.0, 22.0
"""Millimetres: the widest column, and how far columns of one group stand apart at most."""


def draw_columns(chart: Chart, easel: Easel, span: Range) -> bool:
    """Draw a chart as columns; ``False``, with nothing drawn, where labels or numbers have no room."""
    count, slot = len(chart.series), easel.width / len(chart.labels)
    widest = max(easel.wide(easel.sign(p)) for series in chart.series for p in series.points)
    apart = min(slot * 0.9 / count, max(_APART, widest + easel.gap))
    labels = _labels(chart, easel, slot * 0.92)
    if labels is None or widest + easel.gap / 2 > min(apart, slot):
        return False
    top = easel.legend(chart.series, 0.0) if easel.several else 0.0
    top += easel.pitch  # the number on the highest column
    plot = easel.shape.plot_height
    base = top + plot * (1 - span.zero)
    thick = min(apart * 0.82, _THICKEST)
    for n, lines in enumerate(labels):
        middle = slot * (n + 0.5)
        for number, series in enumerate(chart.series):
            at = middle + (number - (count - 1) / 2) * apart
            value = series.points[n].number
            long = 0.0 if value is None else plot * (span.share(value) - span.zero)
            if long:
                easel.area(at - thick / 2, base - max(long, 0.0), thick, abs(long), look(number))
            easel.say_centred(at, base - max(long, 0.0) - easel.pitch, easel.sign(series.points[n]))
        easel.put_lines_centred(middle, top + plot + easel.gap, lines)
    easel.axis((0.0, base), (easel.width, base))
    bottom = top + plot + easel.gap + max(map(len, labels)) * easel.pitch
    easel.height = easel.explain_signs(chart.series, bottom)
    return True


def _labels(chart: Chart, easel: Easel, width: float) -> list[list[Line]] | None:
    """Labels below columns; ``None`` if a word is too wide for its place, or too many lines would be needed."""
    if any(easel.wide(word) > width for label in chart.labels for word in label.split()):
        return None
    labels = [easel.lines(label, width) for label in chart.labels]
    return labels if max(map(len, labels)) <= _MOST_LINES else None
