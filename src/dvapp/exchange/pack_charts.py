"""What the schemas cannot say of a chart in a pack: its figures exist, count the same thing, and can be drawn as it asks."""

from collections.abc import Iterator, Mapping

from dvapp.domain.codes import IndicatorCode
from dvapp.domain.figures.indicators import Accumulation, Indicator
from dvapp.domain.papers.charts import ChartKind
from dvapp.domain.papers.comparing import Against
from dvapp.domain.papers.outline import ChartOutline
from dvapp.domain.places.units import Level
from dvapp.exchange.pack_yaml import Spot
from dvapp.host.i18n import _

_MOST_LINES, _MOST_PARTS = 4, 6
"""Lines, and parts of a whole, that can be told apart in black and white."""

Problem = tuple[Spot, str]


def chart_problems(
    chart: ChartOutline, here: Spot, indicators: Mapping[IndicatorCode, Indicator]
) -> Iterator[Problem]:
    """Everything wrong with one chart."""
    seen: set[IndicatorCode] = set()
    for number, figure in enumerate(chart.figures):
        spot = (*here, "indicators", number)
        indicator = indicators.get(figure.code)
        if figure.code in seen:
            yield spot, _("the figure {code} is there twice").format(code=figure.code)
        seen.add(figure.code)
        if indicator is None:
            yield spot, _("there is no figure {code}").format(code=figure.code)
        elif indicator.accumulation is Accumulation.FACT:
            yield spot, _("{code} is a text or a day and cannot be drawn").format(code=figure.code)
    known = [indicators[figure.code] for figure in chart.figures if figure.code in indicators]
    yield from _units(chart, known, here)
    yield from _whole(chart, known, here, indicators)
    if chart.kind is ChartKind.LINE:
        yield from _line(chart, here)
    if chart.kind is ChartKind.SHARES and not 2 <= len(chart.figures) <= _MOST_PARTS:
        reason = _("a chart of shares has 2 to {most} parts").format(most=_MOST_PARTS)
        yield (*here, "indicators"), reason


def boards_without(charts: tuple[ChartOutline, ...], indicators: Mapping[IndicatorCode, Indicator]) -> str:
    """The levels whose boards would have none of these charts, as a fault names them."""
    drawn = {
        level
        for chart in charts
        for figure in chart.figures
        if figure.code in indicators
        for level in indicators[figure.code].levels
    }
    return ", ".join(level.value for level in (Level.CITY, Level.DISTRICT) if level not in drawn)


def _units(chart: ChartOutline, known: list[Indicator], here: Spot) -> Iterator[Problem]:
    units = dict.fromkeys(indicator.unit.vi for indicator in known)
    if len(units) > 1 and ("%" in units or not chart.unit):
        reason = _("all figures of a chart count in one unit; here are: {units}")
        yield (*here, "indicators"), reason.format(units="; ".join(unit or "–" for unit in units))


def _whole(
    chart: ChartOutline, known: list[Indicator], here: Spot, indicators: Mapping[IndicatorCode, Indicator]
) -> Iterator[Problem]:
    if (chart.kind is ChartKind.SHARES) != (chart.whole is not None):
        yield here, _("a chart of shares names its “whole”; no other chart has one")
        return
    if chart.whole is None:
        return
    spot = (*here, "whole")
    whole = indicators.get(chart.whole)
    if whole is None:
        yield spot, _("there is no figure {code}").format(code=chart.whole)
    elif whole.accumulation is Accumulation.FACT:
        yield spot, _("{code} is a text or a day and cannot be drawn").format(code=chart.whole)
    if any(figure.code == chart.whole for figure in chart.figures):
        yield spot, _("{code} cannot be a part of itself").format(code=chart.whole)
    if any(i.accumulation is Accumulation.RATIO for i in (*known, *([whole] if whole else []))):
        yield here, _("shares are of counted things; a rate is no part of a whole")


def _line(chart: ChartOutline, here: Spot) -> Iterator[Problem]:
    if len(chart.figures) > _MOST_LINES:
        yield (*here, "indicators"), _("a line chart has at most {most} lines").format(most=_MOST_LINES)
    if chart.compare and (len(chart.figures) > 1 or chart.compare != (Against.LAST_YEAR,)):
        yield (*here, "compare"), _("a line chart compares one figure, and with last_year only")
