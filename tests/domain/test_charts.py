"""Charts are the same figures as the tables: blank stays blank, shares add up to their whole, and the words say it all."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests import make

from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.codes import IndicatorCode, ProfileCode, UnitCode
from dvapp.domain.papers.binding import Binder, Order
from dvapp.domain.papers.charting import REST, Charts, over_months
from dvapp.domain.papers.charts import Chart, ChartKind
from dvapp.domain.papers.comparing import Against
from dvapp.domain.papers.composing import compose
from dvapp.domain.papers.outline import ChartFigure, ChartOutline, TableOutline
from dvapp.domain.papers.reports import Stage
from dvapp.domain.places.boards import board_of
from dvapp.domain.recording.records import Record
from dvapp.domain.values import NOT_APPLICABLE
from dvapp.host.formats import LocaleFormats

WRITING = LocaleFormats("vi")
SHARES: dict[str, Any] = {
    "kind": ChartKind.SHARES,
    "whole": IndicatorCode("B01"),
    "figures": (ChartFigure(code=IndicatorCode("B05")),),
}


def order(period: str, *charts: ChartOutline) -> Order:
    pack = make.pack()
    annex = TableOutline(code="charts", title="Biểu đồ", charts=charts)
    return Order(
        pack=pack,
        outline=replace(pack.outline("BC06"), annexes=(annex,)),
        board=board_of(make.units().units[0], pack.boards),
        board_code=UnitCode("hn"),
        period=parse_period(period),
        as_of=date(2018, 12, 31),
        stage=Stage.FOR_SIGNATURE,
        profile=ProfileCode("party-2018"),
        role=None,
        text=None,
    )


def figures(*codes: str) -> tuple[ChartFigure, ...]:
    return tuple(ChartFigure(code=IndicatorCode(code)) for code in codes)


def drawn(*records: Record, period: str = "2018", **outline: Any) -> Chart:
    given_outline = {"title": "Kiểm tra {@period}", "kind": ChartKind.BARS, **outline}
    made = order(period, ChartOutline(**given_outline))
    report = compose(made, make.table(*records, period=period), WRITING)
    return report.annexes[0].charts[0]


def visit(number: int, month: int, year: int = 2018, **values: Any) -> Record:
    return make.record(number, happened=make.span(f"{year}-{month:02d}-05"), **values)


def test_a_chart_has_the_figures_of_the_report_with_their_codes() -> None:
    made = drawn(visit(1, 3, visits=36), visit(2, 4, visits=1200), figures=figures("B01"))
    (series,) = made.series
    (point,) = series.points
    assert (made.title, made.number, series.label) == ("Kiểm tra năm 2018", 1, "Năm 2018")
    assert (point.value, point.shown, point.code) == (1236, "1.236", "B01")


def test_a_blank_a_zero_and_a_figure_that_does_not_apply_are_three_things() -> None:
    blank = drawn(figures=figures("B01"))
    zero = drawn(visit(1, 3, visits=0), figures=figures("B01"))
    without = drawn(visit(1, 3, visits=NOT_APPLICABLE), figures=figures("B01"))
    assert [one.series[0].points[0].value for one in (blank, zero, without)] == [None, 0, NOT_APPLICABLE]
    assert [one.known for one in (blank, zero, without)] == [False, True, False]
    assert len({one.alternative for one in (blank, zero)}) == 2


def test_a_period_without_any_number_is_said_once_and_not_at_every_label() -> None:
    made = drawn(visit(1, 3, visits=36, found=2), figures=figures("B01", "B05"), compare=(Against.LAST_YEAR,))
    assert [series.label for series in made.series] == ["Năm 2018", "Năm 2017"]
    assert made.silent == ("Năm 2017: chưa có số liệu",)
    assert made.alternative.count("chưa có số liệu") == 1
    assert [point.code for point in made.series[1].points] == [None, None]


def test_a_line_goes_from_january_to_the_end_of_the_period_and_leaves_gaps() -> None:
    records = [visit(1, 2, visits=5), visit(2, 4, visits=7), visit(3, 8, visits=9)]
    made = drawn(*records, period="2018-H1", kind=ChartKind.LINE, figures=figures("B01"))
    assert made.labels == tuple(f"Tháng {month}" for month in range(1, 7))
    assert [point.value for point in made.series[0].points] == [None, 5, None, 7, None, None]


def test_a_line_beside_last_year_has_the_same_months() -> None:
    records = [visit(1, 2, visits=5), visit(2, 3, year=2017, visits=4)]
    table = make.table(*records, period="2018-Q1")
    made = over_months(figures("B01"), table, WRITING, title="Theo tháng", beside_last_year=True)
    assert [series.label for series in made.series] == ["Năm 2018", "Năm 2017"]
    assert [[p.value for p in series.points] for series in made.series] == [[None, 5, None], [None, None, 4]]


def test_shares_make_up_their_whole_and_what_nobody_named_is_left_over() -> None:
    made = drawn(visit(1, 3, visits=8, conduct=1, hours=2, found=3), **SHARES)
    assert made.labels[-1] == REST
    assert [point.shown for point in made.series[0].points] == ["3", "5"]
    assert [point.share for point in made.series[0].points] == ["37,5%", "62,5%"]
    assert made.told_as_shares


def test_parts_that_are_more_than_their_whole_or_blank_have_no_shares() -> None:
    for values in ({"visits": 2, "conduct": 1, "hours": 2, "found": 3}, {"visits": 4}, {"found": 3}):
        made = drawn(visit(1, 3, **values), **SHARES)
        assert not made.told_as_shares, values
        assert REST not in made.labels
        assert made.alternative.startswith("Biểu đồ thanh ngang")


def test_the_words_name_kind_title_label_number_and_unit() -> None:
    made = drawn(visit(1, 3, visits=36), figures=(ChartFigure(code=IndicatorCode("B01"), label="Kiểm tra"),))
    assert made.alternative == "Biểu đồ thanh ngang: Kiểm tra năm 2018. Kiểm tra: 36 lượt đơn vị."


def test_a_chart_without_any_number_says_so() -> None:
    assert drawn(figures=figures("B01")).alternative.endswith("Chưa có số liệu.")
    line = drawn(figures=figures("B01"), kind=ChartKind.LINE)
    assert line.alternative.endswith("Chưa có số liệu theo tháng.")


def test_charts_are_counted_through_the_whole_report() -> None:
    one = ChartOutline(title="Một", kind=ChartKind.BARS, figures=figures("B01"))
    made = order("2018", one, replace(one, title="Hai"))
    binder = Binder(made, make.table(), WRITING)
    charts = Charts(binder)
    assert [c.number for _ in range(2) for c in charts.charts(made.outline.annexes[0].charts, "charts")] == [
        1,
        2,
        3,
        4,
    ]


def test_a_figure_of_a_chart_is_among_the_reports_figures() -> None:
    made = order("2018", ChartOutline(title="Một", kind=ChartKind.BARS, figures=figures("B05")))
    report = compose(made, make.table(visit(1, 3, found=3)), WRITING)
    assert report.figure("B05") is not None


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 10**12)), min_size=1, max_size=12),
    st.integers(0, 11),
)
def test_a_piece_of_a_chart_says_its_own_labels_and_no_others(values: list[int | None], cut: int) -> None:
    from tests.reporting.chart_samples import chart

    labels = [f"Đơn vị {n:02d}" for n in range(len(values))]
    whole = chart(ChartKind.BARS, labels, ("Năm 2018", values))
    cut = min(cut, len(values) - 1)
    piece = whole.only(cut, len(values))
    told = piece.alternative
    assert all((label in told) == (n >= cut) for n, label in enumerate(labels) if piece.known)
    assert whole.alternative == with_same_words(whole)


def with_same_words(chart: Chart) -> str:
    return chart.only(0, len(chart.labels)).alternative


def test_a_share_of_nothing_is_said_in_words() -> None:
    from tests.reporting.chart_samples import chart, point

    none = replace(point(NOT_APPLICABLE), shown="–")
    made = chart(ChartKind.BARS, ["Tỷ lệ", "Khác"], ("Năm 2018", [none, Decimal("12.5")]), unit="%")
    assert made.alternative.endswith("Tỷ lệ: không tính được; Khác: 12,5%.")
