"""Charts for the screen: those that the pack's reports have, for any period, and one of any figure over the months."""

from collections.abc import Iterator
from pathlib import Path

from dvapp.domain.calendar.periods import Period
from dvapp.domain.figures.indicators import Accumulation
from dvapp.domain.papers.binding import Binder, Order
from dvapp.domain.papers.charting import Charts, over_months, plain_label
from dvapp.domain.papers.charts import Chart, as_alone
from dvapp.domain.papers.outline import ChartFigure, ChartOutline, Outline
from dvapp.domain.papers.reports import Stage
from dvapp.services.figures.period_figures import figure_table
from dvapp.services.places import require_output
from dvapp.services.reports.orders import profile_for
from dvapp.services.reports.paging import PageImage
from dvapp.services.session import Session

PNG = b"\x89PNG"


def period_charts(session: Session, period: Period) -> tuple[Chart, ...]:
    """Every chart of the pack once, with the figures of the period; first those of reports that are made for it."""
    outlines = list(session.pack.outlines.values())
    outlines.sort(key=lambda outline: not outline.offers(period))
    found: list[Chart] = []
    seen: set[object] = set()
    for outline in outlines:
        maker = Charts(
            Binder(_order(session, outline, period), figure_table(session, period), session.tools.formats)
        )
        for code, chart in _charts_of(outline):
            what = (chart.kind, chart.whole, frozenset(figure.code for figure in chart.figures))
            for made in maker.charts((chart,), code) if what not in seen else ():
                # Two that are called alike are one to whoever chooses between them: the first report's.
                if made.title not in seen:
                    found.append(made)
                seen |= {what, made.title}
    return tuple(as_alone(chart) for chart in found)


def _charts_of(outline: Outline) -> Iterator[tuple[str, ChartOutline]]:
    for annex in outline.annexes:
        for chart in annex.charts:
            yield annex.code, chart


def _order(session: Session, outline: Outline, period: Period) -> Order:
    as_of = min(period.span.until, session.tools.clock.today())
    return Order(
        pack=session.pack,
        outline=outline,
        board=session.board_on(as_of),
        board_code=session.store.info.board,
        period=period,
        as_of=as_of,
        stage=Stage.DRAFT,
        profile=profile_for(as_of),
        role=None,
        text=None,
    )


def chart_by_month(session: Session, period: Period, code: str) -> Chart | None:
    """A figure from January to the period's last month, beside the year before; ``None`` for texts and days, for what
    does not apply to the board, and for codes that the pack does not have.
    """
    indicator = next((found for known, found in session.pack.indicators.items() if known == code), None)
    if indicator is None or indicator.accumulation is Accumulation.FACT:
        return None
    if session.board.unit.level not in indicator.levels:
        return None
    table = figure_table(session, period)
    label = plain_label(table.figure(indicator.code))
    chart = over_months(
        [ChartFigure(code=indicator.code)],
        table,
        session.tools.formats,
        title=f"{label}, theo tháng, năm {period.year}",
        beside_last_year=True,
    )
    return as_alone(chart)


def draw_chart(session: Session, chart: Chart, period: Period, *, dots_per_inch: float) -> PageImage:
    """A chart with its title, as the paper of that period prints it.

    :raises GlyphMissing: the font lacks a character.
    """
    profile = profile_for(min(period.span.until, session.tools.clock.today()))
    return session.tools.pages.chart_picture(chart, profile=profile, dots_per_inch=dots_per_inch)


def write_picture(session: Session, png: bytes, path: Path) -> None:
    """Keep a picture in a file, whole or not at all.

    :raises OutputTaken, OutputIsInput, DiskFull, FileUnwritable: as they say.
    """
    require_output(path, session.store.path, start=PNG, files=session.tools.files)
    session.tools.files.write(path, png)
