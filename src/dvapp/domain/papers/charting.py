"""Charts from figures: those of a period beside those before, one over the months, or the parts of a whole."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from dvapp.domain.calendar.periods import Period, PeriodKind
from dvapp.domain.codes import IndicatorCode
from dvapp.domain.expressions import percent
from dvapp.domain.figures.table import FigureTable
from dvapp.domain.papers.binding import Binder
from dvapp.domain.papers.charts import Chart, ChartKind, ChartPoint, ChartSeries, with_words
from dvapp.domain.papers.comparing import other_period
from dvapp.domain.papers.outline import ChartFigure, ChartOutline
from dvapp.domain.papers.reports import Figure, FigureState
from dvapp.domain.papers.showing import BLANK_WORDS, Writing, period_head, show_figure
from dvapp.domain.papers.text import FigureForm
from dvapp.domain.values import NOT_APPLICABLE, Amount

REST = "Còn lại"
"""The part of a whole that none of the parts named in a chart counts."""


class Charts:
    """Makes the charts of one report, numbered as they come."""

    def __init__(self, binder: Binder) -> None:
        self._binder = binder
        self._count = 0

    def charts(self, outlines: Sequence[ChartOutline], where: str) -> tuple[Chart, ...]:
        """The charts that have a figure for the board's level.

        :raises TextInvalid: a title names a figure that the pack does not have.
        """
        return tuple(self._chart(outline, where) for outline in outlines if self._figures(outline))

    def _figures(self, outline: ChartOutline) -> list[ChartFigure]:
        level, indicators = self._binder.order.board.unit.level, self._binder.order.pack.indicators
        return [figure for figure in outline.figures if level in indicators[figure.code].levels]

    def _chart(self, outline: ChartOutline, where: str) -> Chart:
        figures = self._figures(outline)
        for figure in figures:
            self._binder.figure(figure.code, where)
        if outline.whole is not None:
            self._binder.figure(outline.whole, where)
        title = "".join(run.text for run in self._binder.bind(outline.title, where))
        table, writing = self._binder.table, self._binder.writing
        self._count += 1
        if outline.kind is ChartKind.LINE:
            return over_months(
                figures,
                table,
                writing,
                title=title,
                number=self._count,
                unit=outline.unit,
                beside_last_year=bool(outline.compare),
            )
        period = self._binder.order.period
        others = dict.fromkeys(other_period(period, against) for against in outline.compare)
        tables = [table.at(other) for other in (period, *others)]
        labels = tuple(figure.label or plain_label(table.figure(figure.code)) for figure in figures)
        series = tuple(
            _of_period([figure.code for figure in figures], at, writing, own=at is table) for at in tables
        )
        if outline.whole is not None:
            labels, series = _shared(labels, series, [at.figure(outline.whole) for at in tables], writing)
        return with_words(
            Chart(
                number=self._count,
                title=title,
                kind=outline.kind,
                unit=outline.unit or table.figure(figures[0].code).unit.vi,
                labels=labels,
                series=series,
                alternative="",
            )
        )


def over_months(
    figures: Sequence[ChartFigure],
    table: FigureTable,
    writing: Writing,
    *,
    title: str,
    number: int = 1,
    unit: str = "",
    beside_last_year: bool = False,
) -> Chart:
    """Figures by month, from January to the period's last month; a month without data is blank.

    :param beside_last_year: whether the same months of the year before are a series of their own; for one figure.
    """
    period = table.period
    months = range(1, period.months[-1] + 1)
    years = (period.year, period.year - 1) if beside_last_year else (period.year,)
    series = []
    for figure in figures:
        for year in years:
            points = [
                _point(table.at(Period(kind=PeriodKind.MONTH, year=year, number=month)), figure.code, writing)
                for month in months
            ]
            label = figure.label or plain_label(table.figure(figure.code))
            several = len(figures) > 1
            series.append(
                ChartSeries(label=label if several else period_head(_year(year)), points=tuple(points))
            )
    return with_words(
        Chart(
            number=number,
            title=title,
            kind=ChartKind.LINE,
            unit=unit or table.figure(figures[0].code).unit.vi,
            labels=tuple(f"Tháng {month}" for month in months),
            series=tuple(series),
            alternative="",
        )
    )


def _year(year: int) -> Period:
    return Period(kind=PeriodKind.YEAR, year=year)


def plain_label(figure: Figure) -> str:
    """A figure's label without the dashes that a table indents it with."""
    label = figure.label.vi.lstrip("—–- ")
    return label[:1].upper() + label[1:]


def _of_period(
    codes: Sequence[IndicatorCode], table: FigureTable, writing: Writing, *, own: bool
) -> ChartSeries:
    points = tuple(_point(table, code, writing, own=own) for code in codes)
    return ChartSeries(label=period_head(table.period), points=points)


def _point(table: FigureTable, code: IndicatorCode, writing: Writing, *, own: bool = False) -> ChartPoint:
    figure = table.figure(code)
    shown = show_figure(figure, FigureForm.NUMBER, writing).removesuffix("%")
    return ChartPoint(value=_amount(figure), shown=shown, code=code if own else None)


def _amount(figure: Figure) -> Amount:
    if figure.state is FigureState.NOT_APPLICABLE:
        return NOT_APPLICABLE
    return figure.value if isinstance(figure.value, int | Decimal) else None


def _shared(
    labels: tuple[str, ...], series: tuple[ChartSeries, ...], wholes: Sequence[Figure], writing: Writing
) -> tuple[tuple[str, ...], tuple[ChartSeries, ...]]:
    """The series with the share of each part, and with what is left of the whole where something is.

    Without shares, each of them, stays a series of which a part or the whole is blank, or whose parts are more than the
    whole: nobody can tell them.
    """
    rests = [_rest(one, _amount(whole)) for one, whole in zip(series, wholes, strict=True)]
    if any(rests):
        labels = (*labels, REST)
        series = tuple(
            replace(one, points=(*one.points, ChartPoint(value=rest, shown=_shown(rest, writing))))
            for one, rest in zip(series, rests, strict=True)
        )
    told = []
    for one, rest, whole in zip(series, rests, wholes, strict=True):
        if rest is None:
            told.append(one)
            continue
        points = [replace(p, share=_share(percent(p.number, _amount(whole)), writing)) for p in one.points]
        told.append(replace(one, points=tuple(points)))
    return labels, tuple(told)


def _rest(series: ChartSeries, whole: Amount) -> int | Decimal | None:
    """What the parts leave of a whole; ``None`` where that is unknown, or impossible."""
    parts = [point.number for point in series.points if point.value is not NOT_APPLICABLE]
    if not isinstance(whole, int | Decimal) or not whole or None in parts:
        return None
    counted = [part for part in parts if part is not None]
    rest = whole - sum(counted)
    return None if rest < 0 or any(part < 0 for part in counted) else rest


def _share(value: Amount, writing: Writing) -> str:
    return f"{writing.number(value)}%" if isinstance(value, int | Decimal) else ""


def _shown(rest: int | Decimal | None, writing: Writing) -> str:
    return BLANK_WORDS if rest is None else writing.number(rest)
