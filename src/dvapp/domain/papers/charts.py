"""A chart of a report: the same figures as its tables, ready to be drawn, and the sentence that says it to those who cannot see.

A chart only travels, as the report does: every number is there as printed too. Blank (``None``), zero and not applicable
are three things here as everywhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from dvapp.domain.codes import IndicatorCode
from dvapp.domain.values import Amount

NO_DATA, NO_MONTHS = "Chưa có số liệu.", "Chưa có số liệu theo tháng."
UNDEFINED, UNTOLD = "–", "không tính được"
"""A share of nothing as it is printed, and as it is said."""


class ChartKind(Enum):
    """How a chart shows its figures; the value is its name in packs and data.

    ``bars`` lie, for long labels; ``columns`` stand; ``line`` goes over the months of a year; ``shares`` are the parts
    of one whole.
    """

    BARS = "bars"
    COLUMNS = "columns"
    LINE = "line"
    SHARES = "shares"


_KINDS = {
    ChartKind.BARS: "Biểu đồ thanh ngang",
    ChartKind.COLUMNS: "Biểu đồ cột",
    ChartKind.LINE: "Biểu đồ đường theo tháng",
    ChartKind.SHARES: "Biểu đồ cơ cấu",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPoint:
    """One figure of a chart.

    :param value: the number; ``None``: blank.
    :param shown: as printed, without its unit: "1.234,5", "chưa có số liệu", "không áp dụng".
    :param share: its part of the whole as printed ("45,2%"); empty where there is none to tell.
    :param code: the figure of the report that it shows; ``None``: one of another period, or what is left of a whole.
    """

    value: Amount
    shown: str
    share: str = ""
    code: IndicatorCode | None = None

    @property
    def said(self) -> str:
        """What stands for it where it is said: nobody can hear a dash."""
        return UNTOLD if self.shown == UNDEFINED else self.shown

    @property
    def number(self) -> int | Decimal | None:
        """What can be drawn: ``None`` for blank and for not applicable."""
        return self.value if isinstance(self.value, int | Decimal) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartSeries:
    """What is drawn alike: the figures of one period, or one figure over the months. One point for each label."""

    label: str
    points: tuple[ChartPoint, ...]

    @property
    def known(self) -> bool:
        """Whether any of its points is a number."""
        return any(point.number is not None for point in self.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart.

    :param number: counted from 1 through the whole report; 0 for a chart that stands by itself.
    :param unit: in what its figures count, empty if in nothing.
    :param labels: what stands at each place: figures, or months.
    :param series: at least one.
    :param alternative: the chart in words (:func:`in_words`).
    """

    number: int
    title: str
    kind: ChartKind
    unit: str
    labels: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    alternative: str

    @property
    def known(self) -> bool:
        """Whether there is a number to draw."""
        return any(series.known for series in self.series)

    @property
    def emptiness(self) -> str:
        """What stands instead of a drawing where there is nothing to draw."""
        return NO_MONTHS if self.kind is ChartKind.LINE else NO_DATA

    @property
    def telling(self) -> "Chart":
        """The same with those series only that have a number; the others are :attr:`silent`."""
        return replace(self, series=tuple(series for series in self.series if series.known))

    @property
    def silent(self) -> tuple[str, ...]:
        """Each series without any number, with what it says instead: nobody needs to read that at every label."""
        return tuple(f"{series.label}: {series.points[0].said}" for series in self.series if not series.known)

    @property
    def told_as_shares(self) -> bool:
        """Whether it is one of shares, all parts are known and they make up the whole."""
        if self.kind is not ChartKind.SHARES or not self.known:
            return False
        points = [point for series in self.series if series.known for point in series.points]
        return all(point.share or not _drawn(point) for point in points)

    def only(self, first: int, last: int) -> "Chart":
        """The same with the labels from ``first`` up to, not with, ``last``: a piece of a chart too high for a page."""
        series = tuple(replace(one, points=one.points[first:last]) for one in self.series)
        return with_words(replace(self, labels=self.labels[first:last], series=series))


def _drawn(point: ChartPoint) -> bool:
    """Whether a part must have a share: all but what does not apply."""
    return point.value is None or point.number is not None


def as_alone(chart: Chart) -> Chart:
    """The same chart outside of a report, where it has no number."""
    return replace(chart, number=0)


def with_words(chart: Chart) -> Chart:
    """The same chart with the alternative text of its figures."""
    return replace(chart, alternative=in_words(chart))


def in_words(chart: Chart) -> str:
    """A chart as sentences: its kind, its title, then each label with its figures in their unit, blank ones too."""
    # Parts that do not make up their whole are drawn as bars.
    untold = chart.kind is ChartKind.SHARES and not chart.told_as_shares
    head = f"{_KINDS[ChartKind.BARS if untold else chart.kind]}: {chart.title}."
    if not chart.known:
        return f"{head} {chart.emptiness}"
    several = len(chart.series) > 1
    return " ".join([head, f"{'; '.join((*_told(chart.telling, several=several), *chart.silent))}."])


def _told(chart: Chart, *, several: bool) -> Iterator[str]:
    if chart.kind is ChartKind.LINE:
        for series in chart.series:
            pairs = zip(chart.labels, series.points, strict=True)
            told = ", ".join(f"{label.lower()}: {_amount(point, chart.unit)}" for label, point in pairs)
            yield f"{series.label} – {told}" if several else told
        return
    for n, label in enumerate(chart.labels):
        amounts = [(series.label, _amount(series.points[n], chart.unit)) for series in chart.series]
        if several:
            yield f"{label} – {', '.join(f'{name}: {amount}' for name, amount in amounts)}"
        else:
            yield f"{label}: {amounts[0][1]}"


def _amount(point: ChartPoint, unit: str) -> str:
    if point.number is None:
        return point.said
    amount = f"{point.shown}%" if unit == "%" else f"{point.shown} {unit}".rstrip()
    return f"{amount} ({point.share})" if point.share else amount
