"""The parts of a whole: one bar for each period, cut into its parts, which are named with number and share below."""

from dvapp.domain.papers.charts import Chart, ChartPoint, ChartSeries
from dvapp.reporting.charts.easel import Easel
from dvapp.reporting.charts.looks import look
from dvapp.reporting.charts.scales import Range
from dvapp.reporting.fonts import Face


def draw_shares(chart: Chart, easel: Easel) -> None:
    """Draw a chart whose shares are told (:attr:`~dvapp.domain.papers.charts.Chart.told_as_shares`)."""
    y = 0.0
    for series in chart.series:
        if easel.several:
            easel.say(0.0, y, series.label, Face.BOLD)
            y += easel.pitch
        y = _whole(series, easel, y)
    for n, label in enumerate(chart.labels):
        easel.key(0.0, y, n)
        left = easel.sample + 2 * easel.gap
        lines = easel.lines(f"{label}: {_told(chart, n, several=len(chart.series) > 1)}", easel.width - left)
        easel.put_lines(left, y, lines)
        y += len(lines) * easel.pitch + 0.6 * easel.scale
    easel.height = y


def _whole(series: ChartSeries, easel: Easel, top: float) -> float:
    """The bar of one period; return where what follows may begin."""
    numbers = [point.number or 0 for point in series.points]
    whole = Range(0, sum(numbers))
    high, begin = easel.shape.share_height * easel.scale, 0.0
    for number, (point, value) in enumerate(zip(series.points, numbers, strict=True)):
        wide = easel.width * whole.share(value)
        if wide:
            easel.area(begin, top + easel.pitch, wide, high, look(number))
        if point.share and easel.wide(point.share) + easel.gap < wide:
            easel.say_centred(begin + wide / 2, top, point.share)
        begin += wide
    return top + easel.pitch + high + 3.0 * easel.scale


def _told(chart: Chart, n: int, *, several: bool) -> str:
    if not several:
        return _amount(chart.series[0].points[n], chart.unit)
    told = ((series.label, _amount(series.points[n], chart.unit)) for series in chart.series)
    return "; ".join(f"{label}: {amount}" for label, amount in told)


def _amount(point: ChartPoint, unit: str) -> str:
    if point.number is None:
        return point.shown
    amount = f"{point.shown} {unit}".rstrip()
    return f"{amount} ({point.share})" if point.share else amount
