"""What the overview says, read and computed from the store. Knows no widget; every number is one of the store's."""

from dataclasses import dataclass
from decimal import Decimal

from dvapp.domain.calendar.periods import Period, PeriodKind
from dvapp.domain.codes import IndicatorCode
from dvapp.domain.figures.table import FigureTable
from dvapp.domain.papers.reports import Figure, FigureState
from dvapp.domain.recording.kinds import FeedForm
from dvapp.services.deadlines import DeadlineYear, list_deadlines
from dvapp.services.figures.period_figures import count_valid, figure_table
from dvapp.services.recording.record_list import unfinished_records
from dvapp.services.recording.records import ListedRecord
from dvapp.services.reports.composing import compose_report, editable_sections
from dvapp.services.session import Session

VISITS, RATE, SATISFIED, RETURNED = map(IndicatorCode, ("B04", "D19", "D16", "D15"))
COVERAGE = tuple(
    (IndicatorCode(part), IndicatorCode(whole)) for part, whole in (("A12", "A11"), ("A04", "A03"))
)
"""Figures that the cards show when the pack has them; of the coverages the first that applies to the board."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month of the chart. ``visits``: ``None`` where there is no figure yet."""

    number: int
    visits: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportState:
    """How far the period's report is.

    :param unknown: figures named in its text or annexes that are not known yet.
    """

    kind: str
    title: str
    sections: int
    edited: int
    figures: int
    unknown: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Everything the screen shows.

    :param longer: inspections that took longer than a month and so stand in no month of the chart.
    """

    period: Period
    theme: str
    city_theme: str
    records: int
    unfinished: tuple[ListedRecord, ...]
    coverage: tuple[Figure, Figure] | None
    visits: Figure | None
    rate: Figure | None
    satisfied: Figure | None
    returned: Figure | None
    months: tuple[Month, ...]
    longer: int
    report: ReportState | None
    deadlines: DeadlineYear


def load_overview(session: Session, period: Period) -> Overview:
    """Read the store and compute what the overview shows of a period."""
    table = figure_table(session, period)
    programme = session.pack.programme(session.year)
    months, longer = _months(session, table)
    return Overview(
        period=period,
        theme=programme.central_theme if programme else "",
        city_theme=programme.city_theme if programme else "",
        records=count_valid(session),
        unfinished=unfinished_records(session),
        coverage=_coverage(session, table),
        visits=_figure(session, table, VISITS),
        rate=_figure(session, table, RATE),
        satisfied=_figure(session, table, SATISFIED),
        returned=_figure(session, table, RETURNED),
        months=months,
        longer=longer,
        report=_report(session, period),
        deadlines=list_deadlines(session),
    )


def _figure(session: Session, table: FigureTable, code: IndicatorCode) -> Figure | None:
    return table.figure(code) if code in session.pack.indicators else None


def _coverage(session: Session, table: FigureTable) -> tuple[Figure, Figure] | None:
    for part, whole in COVERAGE:
        if part in session.pack.indicators and whole in session.pack.indicators:
            figures = table.figure(part), table.figure(whole)
            if all(f.state is not FigureState.NOT_APPLICABLE for f in figures):
                return figures
    return None


def _months(session: Session, table: FigureTable) -> tuple[tuple[Month, ...], int]:
    """Visits by month, as the figure itself counts them, and what is too long for any month."""
    if VISITS not in session.pack.indicators:
        return (), 0
    feeding = {
        kind.code
        for kind in session.pack.kinds.values()
        if any(f.indicator == VISITS and f.form is not FeedForm.TYPED for f in kind.feeds)
    }
    months: list[Month] = []
    for number in range(1, 13):
        period = Period(kind=PeriodKind.MONTH, year=session.year, number=number)
        figure = table.at(period).figure(VISITS)
        months.append(Month(number=number, visits=figure.value if isinstance(figure.value, int) else None))
    longer = sum(
        one.period.year == session.year and one.period.kind is not PeriodKind.MONTH
        for one in table.typed(VISITS)
    )
    year = table.at(Period(kind=PeriodKind.YEAR, year=session.year))
    return tuple(months), year.outside_months(feeding) + longer


def _report(session: Session, period: Period) -> ReportState | None:
    kind = next(session.pack.reports_for(period), None)
    if kind is None:
        return None
    sections = editable_sections(session, kind=kind, period=period)
    report = compose_report(session, kind=kind, period=period)
    return ReportState(
        kind=kind,
        title=report.title,
        sections=len(sections),
        edited=sum(section.edited for section in sections),
        figures=len(report.figures),
        unknown=tuple(figure for figure in report.figures if figure.state is FigureState.BLANK),
    )


def share(part: Figure, whole: Figure) -> Decimal | None:
    """Part of whole, from 0 to 1, for a bar; ``None`` while one of them is unknown or there is no whole."""
    if (
        not isinstance(part.value, int | Decimal)
        or not isinstance(whole.value, int | Decimal)
        or not whole.value
    ):
        return None
    return min(Decimal(1), Decimal(part.value) / Decimal(whole.value))


def scale_top(values: list[int]) -> int:
    """The chart's highest line: four equal steps of 1, 2 or 5 times a power of ten."""
    most = max(values, default=0)
    power = 1
    while True:
        for step in (power, power * 2, power * 5):
            if step * 4 >= most:
                return step * 4
        power *= 10
