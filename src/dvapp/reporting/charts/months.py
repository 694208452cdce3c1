"""Lines over the months of a year. A month without data leaves a gap; every number stands below its month."""

from collections.abc import Iterator

from dvapp.domain.papers.charts import Chart, ChartSeries
from dvapp.reporting.charts.easel import Easel
from dvapp.reporting.charts.looks import Point, look
from dvapp.reporting.charts.scales import Range, tick_words, ticks

_GRID = 0.8


def draw_months(chart: Chart, easel: Easel, span: Range) -> bool:
    """Draw a chart as lines; ``False``, with nothing drawn, where its numbers have no room."""
    marks = ticks(span)
    span = Range(min(marks), max(marks))
    several = easel.several
    left = max([easel.wide(tick_words(mark)) for mark in marks]) + easel.gap
    left = max(left, easel.sample + easel.gap if several else 0.0)
    slot = (easel.width - left) / len(chart.labels)
    widest = max(easel.wide(easel.sign(p)) for series in chart.series for p in series.points)
    narrow = max(easel.wide(word) for label in chart.labels for word in label.split())
    if max(widest, narrow) + easel.gap / 2 > slot:
        return False
    top = easel.legend(chart.series, 0.0, curves=True) if several else 0.0
    top += easel.pitch / 2
    plot = easel.shape.plot_height
    for mark in marks:
        y = top + plot * (1 - span.share(mark))
        easel.axis((left, y), (easel.width, y), 0.0 if mark == 0 else _GRID)
        words = tick_words(mark)
        easel.say(left - easel.gap - easel.wide(words), y - easel.pitch * 0.55, words)
    for number, series in enumerate(chart.series):
        for piece in _pieces(series, left, slot, top, plot, span):
            if len(piece) > 1:
                easel.curve(piece, look(number))
            for x, y in piece:
                easel.marker(x, y, look(number))
    _numbers(chart, easel, left, slot, top + plot + easel.gap)
    return True


def _pieces(
    series: ChartSeries, left: float, slot: float, top: float, plot: float, span: Range
) -> Iterator[list[Point]]:
    """The stretches of months that have a number: a line is never drawn over a gap."""
    piece: list[Point] = []
    for n, point in enumerate(series.points):
        if point.number is None:
            if piece:
                yield piece
            piece = []
        else:
            piece.append((left + slot * (n + 0.5), top + plot * (1 - span.share(point.number))))
    if piece:
        yield piece


def _numbers(chart: Chart, easel: Easel, left: float, slot: float, top: float) -> None:
    """The months and, below them, a row of numbers for each series."""
    labels = [easel.lines(label, slot) for label in chart.labels]
    for n, lines in enumerate(labels):
        easel.put_lines_centred(left + slot * (n + 0.5), top, lines)
    y = top + max(map(len, labels)) * easel.pitch + 0.6
    for number, series in enumerate(chart.series):
        easel.axis((0.0 if easel.several else left, y), (easel.width, y), _GRID)
        if easel.several:
            easel.key(0.0, y, number, curves=True)
        for n, point in enumerate(series.points):
            easel.say_centred(left + slot * (n + 0.5), y, easel.sign(point))
        y += easel.pitch + 0.4
    easel.height = easel.explain_signs(chart.series, y)
