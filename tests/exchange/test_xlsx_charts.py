"""Charts of a workbook: Excel's own, drawn from cells that point to the figures; blanks stay empty."""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace

from openpyxl import load_workbook
from tests.reporting.chart_samples import INSPECTED, chart, charts_annex, every_kind, point, shares
from tests.reporting.samples import annex, report

from dvapp.domain.codes import IndicatorCode
from dvapp.domain.papers.charts import ChartKind
from dvapp.domain.papers.reports import AnnexTable, Figure, FigureState
from dvapp.domain.values import NOT_APPLICABLE
from dvapp.domain.words import Wording
from dvapp.exchange.xlsx import XlsxWorkbooks


def figure(code: str, value: int) -> Figure:
    return Figure(
        code=IndicatorCode(code),
        label=Wording("Nhãn"),
        unit=Wording("lượt"),
        state=FigureState.KNOWN,
        value=value,
    )


def written(*annexes: AnnexTable, figures: Sequence[Figure] = ()) -> bytes:
    return XlsxWorkbooks().workbook(report(annexes=annexes), figures, {})


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return file.read(name).decode()


def charts_in(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        names = [name for name in file.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
        return [file.read(f"xl/charts/chart{n}.xml").decode() for n in range(1, len(names) + 1)]


def test_charts_have_a_sheet_beside_their_table_or_the_annexs_own():
    content = written(charts_annex(), replace(annex(3, 2), charts=every_kind()[:1]))
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Phụ lục 1", "Phụ lục 2", "Biểu đồ 2"]
    assert len(charts_in(content)) == 5 + 1  # one of the six has no number to draw


def test_each_kind_is_excels_own_and_never_drawn_over_a_gap():
    told = charts_in(written(charts_annex()))
    kinds = [re.search(r"<c:(barChart|lineChart)>", one)[1] for one in told]  # type: ignore[index]
    assert kinds == ["barChart", "barChart", "barChart", "lineChart", "barChart"]
    assert [re.search(r'barDir val="(\w+)"', one)[1] for one in told if "barDir" in one] == [  # type: ignore[index]
        "bar",
        "bar",
        "col",
        "bar",
    ]
    assert 'grouping val="percentStacked"' in told[4]
    assert all('dispBlanksAs val="gap"' in one or "dispBlanksAs" not in one for one in told)


def test_a_figure_of_the_report_is_a_formula_and_one_of_another_period_a_number():
    codes = [point(36, code="B01"), point(11, code="B02")]
    made = chart(ChartKind.BARS, INSPECTED[:2], ("Năm 2018", codes), ("Năm 2017", [30, 9]))
    content = written(charts_annex(made), figures=[figure("B01", 36), figure("B02", 11)])
    sheet = load_workbook(io.BytesIO(content))["Phụ lục 1"]
    head = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "Nội dung")
    assert [sheet.cell(head + n, 2).value for n in (1, 2)] == ["='Số liệu'!E6", "='Số liệu'!E7"]
    assert [sheet.cell(head + n, 3).value for n in (1, 2)] == [30, 9]
    cached = load_workbook(io.BytesIO(content), data_only=True)["Phụ lục 1"]
    assert [cached.cell(head + n, 2).value for n in (1, 2)] == [36, 11]


def test_a_blank_is_an_empty_cell_with_a_note_and_no_zero():
    made = chart(ChartKind.BARS, INSPECTED, ("Năm 2018", [1, None, NOT_APPLICABLE, 0]))
    sheet = load_workbook(io.BytesIO(written(charts_annex(made))))["Phụ lục 1"]
    head = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "Nội dung")
    assert [sheet.cell(head + n, 2).value for n in range(1, 5)] == [1, None, None, 0]
    assert [sheet.cell(head + n, 3).value or "" for n in range(1, 5)] == [
        "",
        "chưa có số liệu",
        "không áp dụng",
        "",
    ]


def test_every_chart_has_its_words_for_those_who_cannot_see_it():
    made = every_kind()
    drawing = part(written(charts_annex(*made)), "xl/drawings/drawing1.xml")
    told = re.findall(r'descr="([^"]*)"', drawing)
    assert told == [one.alternative for one in made if one.known]


def test_parts_of_a_whole_are_series_over_the_periods():
    made = chart(ChartKind.SHARES, ["A", "B"], shares(3, 1), shares(2, 2, label="Tháng 11/2018"))
    (told,) = charts_in(written(charts_annex(made)))
    assert told.count("<c:ser>") == 2
    assert "'Phụ lục 1'!$B$7:$C$7" in told  # the names of the periods


def test_the_same_charts_give_the_same_workbook():
    assert written(charts_annex()) == written(charts_annex())


def test_a_number_that_a_spreadsheet_would_round_is_written_as_words():
    made = chart(ChartKind.BARS, ["Lớn", "Nhỏ"], ("Năm 2018", [10**17 + 1, 1]))
    sheet = load_workbook(io.BytesIO(written(charts_annex(made))))["Phụ lục 1"]
    told = [sheet.cell(row, 2).value for row in range(1, 20)]
    assert "100.000.000.000.000.001" in told
