"""Charts within the canonical JSON of a report. Numbers are texts, so that no reader rounds them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from dvapp.domain.codes import IndicatorCode
from dvapp.domain.papers.charts import Chart, ChartKind, ChartPoint, ChartSeries
from dvapp.domain.values import NOT_APPLICABLE, Amount, NotApplicable


def plain_chart(chart: Chart) -> dict[str, Any]:
    """A chart as JSON values."""
    return {
        "number": chart.number,
        "title": chart.title,
        "kind": chart.kind.value,
        "unit": chart.unit,
        "labels": list(chart.labels),
        "series": [
            {"label": series.label, "points": [_plain_point(point) for point in series.points]}
            for series in chart.series
        ],
        "alternative": chart.alternative,
    }


def _plain_point(point: ChartPoint) -> dict[str, Any]:
    state, kind, value = _plain_amount(point.value)
    return {
        "state": state,
        "type": kind,
        "value": value,
        "shown": point.shown,
        "share": point.share,
        "code": point.code,
    }


def _plain_amount(value: Amount) -> tuple[str, str, str | None]:
    match value:
        case None:
            return "blank", "none", None
        case NotApplicable():
            return "not_applicable", "none", None
        case Decimal():
            return "known", "decimal", f"{value:f}"
        case int():
            return "known", "integer", str(value)


def read_chart(plain: Mapping[str, Any]) -> Chart:
    """The chart that :func:`plain_chart` wrote.

    :raises ValueError: a series has more or fewer points than there are labels, or a number is none.
    """
    chart = Chart(
        number=plain["number"],
        title=plain["title"],
        kind=ChartKind(plain["kind"]),
        unit=plain["unit"],
        labels=tuple(plain["labels"]),
        series=tuple(
            ChartSeries(label=s["label"], points=tuple(_read_point(p) for p in s["points"]))
            for s in plain["series"]
        ),
        alternative=plain["alternative"],
    )
    if any(len(series.points) != len(chart.labels) for series in chart.series):
        raise ValueError("chart: points")
    return chart


def _read_point(plain: Mapping[str, Any]) -> ChartPoint:
    code = plain["code"]
    return ChartPoint(
        value=_read_amount(plain),
        shown=plain["shown"],
        share=plain["share"],
        code=None if code is None else IndicatorCode(code),
    )


def _read_amount(plain: Mapping[str, Any]) -> Amount:
    if plain["state"] == "not_applicable":
        return NOT_APPLICABLE
    if plain["state"] == "blank":
        return None
    return int(plain["value"]) if plain["type"] == "integer" else Decimal(plain["value"])
