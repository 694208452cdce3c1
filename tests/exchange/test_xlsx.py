"""Workbooks, read back by another library; and their formulas, recomputed by another program where it is installed."""

import hashlib
import io
import itertools
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

import openpyxl
import pytest
from tests.office import converted, needs_office
from tests.reporting.samples import report

from dvapp.domain.codes import IndicatorCode
from dvapp.domain.errors import CellTooLong, TableUneven
from dvapp.domain.expressions import amount, names_in
from dvapp.domain.papers.reports import AnnexTable, Figure, FigureState, TableRow
from dvapp.domain.values import NOT_APPLICABLE, Amount, NotApplicable
from dvapp.domain.words import Wording
from dvapp.exchange.xlsx import XlsxWorkbooks
from dvapp.exchange.xlsx_cells import read_cell
from dvapp.exchange.xlsx_formulas import expected, recomputed

BLANK, NONE = "chưa có số liệu", "không áp dụng"
NUMBER, PARTS = IndicatorCode("B05"), ("B06", "B07", "B08", "B09")
SUM = {NUMBER: "B06 + B07 + B08 + B09"}


def figure(code: str, value: object, *, ratio: bool = False, unit: str = "vụ") -> Figure:
    """A figure of a value; ``None`` is blank, ``NOT_APPLICABLE`` what it says."""
    known = value is not None and not isinstance(value, NotApplicable)
    state = FigureState.BLANK if value is None else FigureState.NOT_APPLICABLE
    return Figure(
        code=IndicatorCode(code),
        label=Wording(f"Chỉ tiêu {code}"),
        unit=Wording(unit),
        state=FigureState.KNOWN if known else state,
        value=value if known else None,  # type: ignore[arg-type]
        is_ratio=ratio,
    )


def shown(value: object, *, ratio: bool = False) -> str:
    if value is None:
        return BLANK
    if isinstance(value, NotApplicable):
        return "–" if ratio else NONE
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return (
        f"{value:,}".replace(",", "_").replace(".", ",").replace("_", ".")
        if not isinstance(value, str)
        else value
    )


def annex(figures: Iterable[Figure], number: int = 1) -> AnnexTable:
    rows = [
        TableRow(
            code=f.code,
            cells=(
                f.code,
                f.label.vi,
                f.unit.vi,
                shown(
                    f.value
                    if f.value is not None
                    else (None if f.state is FigureState.BLANK else NOT_APPLICABLE),
                    ratio=f.is_ratio,
                ),
            ),
        )
        for f in figures
    ]
    return AnnexTable(
        number=number,
        title="Kết quả kiểm tra",
        columns=("Mã số", "Chỉ tiêu", "Đơn vị tính", "Số liệu"),
        rows=(TableRow(code=None, cells=("B. Kiểm tra công vụ",)), *rows),
    )


def five(total: object = 10, parts: Iterable[object] = (1, 2, 3, 4)) -> list[Figure]:
    return [figure("B05", total), *(figure(c, v) for c, v in zip(PARTS, parts, strict=True))]


def written(figures: list[Figure], expressions=SUM, annexes: tuple[AnnexTable, ...] | None = None) -> bytes:
    made = report(annexes=(annex(figures),) if annexes is None else annexes)
    return XlsxWorkbooks().workbook(made, figures, expressions)


def opened(content: bytes, *, values: bool = False) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def row_of(sheet: Any, code: str) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == code)


def checks(content: bytes, code: str, sheet: str = "Phụ lục 1") -> list[object]:
    found = opened(content, values=True)[sheet]
    heads = [cell.value for cell in found[5]]
    return [
        found.cell(row_of(found, code), heads.index(h) + 1).value
        for h in ("Công thức", "Tính lại", "Đối chiếu")
    ]


def test_a_computed_figure_is_computed_again_from_the_cells_of_its_parts():
    sheet = opened(written(five()))["Phụ lục 1"]
    row = row_of(sheet, "B05")
    formula = sheet.cell(row, 6).value
    assert all(f"N(D{row_of(sheet, part)})" in formula for part in PARTS)
    assert checks(written(five()), "B05") == ["B05 = B06 + B07 + B08 + B09", 10, "khớp"]


def test_a_wrong_total_is_said_to_differ_and_counted():
    content = written(five(total=11))
    assert checks(content, "B05")[1:] == [10, "LỆCH"]
    assert opened(content, values=True)["Phụ lục 1"]["G4"].value == 1


def test_with_a_blank_part_nothing_is_said():
    content = written(five(total=None, parts=(1, None, 3, 4)))
    assert checks(content, "B05")[1:] == [BLANK, "chưa đủ số liệu"]


def test_a_part_that_does_not_apply_adds_nothing():
    content = written(five(total=8, parts=(1, NOT_APPLICABLE, 3, 4)))
    assert checks(content, "B05")[1:] == [8, "khớp"]


def test_parts_that_stand_only_on_the_other_sheet_are_taken_from_there():
    figures = five()
    content = written(figures, annexes=(annex(figures[:1]),))
    sheet = opened(content)["Phụ lục 1"]
    assert "'Số liệu'!E" in sheet.cell(row_of(sheet, "B05"), 6).value


def test_a_figure_without_its_parts_in_the_file_is_not_checked():
    content = written(five()[:2])
    sheet = opened(content)["Phụ lục 1"]
    assert sheet.max_column == 4


def test_the_three_states_look_different_and_only_numbers_are_numbers():
    figures = [
        figure("B01", 0),
        figure("B02", None),
        figure("B03", NOT_APPLICABLE),
        figure("B04", NOT_APPLICABLE, ratio=True),
    ]
    sheet = opened(written(figures, {}))["Phụ lục 1"]
    cells = [sheet.cell(row_of(sheet, f.code), 4) for f in figures]
    assert [c.value for c in cells] == [0, BLANK, NONE, "–"]
    assert [c.data_type for c in cells] == ["n", "s", "s", "s"]
    assert [bool(c.font.i) for c in cells] == [False, True, False, False]
    assert cells[1].font.color.rgb.endswith("7F7F7F")
    assert (
        len({(c.font.i, c.fill.fgColor.rgb, c.alignment.horizontal, c.number_format) for c in cells[:3]}) == 3
    )


def test_the_sheet_of_figures_has_state_value_unit_and_records():
    found = opened(written([figure("B01", 5), figure("B02", None)], {}))["Số liệu"]
    assert [c.value for c in found[5]][:7] == [
        "Mã số",
        "Chỉ tiêu",
        "Đơn vị tính",
        "Trạng thái",
        "Giá trị",
        "Số bản ghi",
        "Bản ghi còn trống",
    ]
    assert [c.value for c in found[6]][:7] == ["B01", "Chỉ tiêu B01", "vụ", "có số liệu", 5, 0, 0]
    assert [c.value for c in found[7]][3:5] == [BLANK, BLANK]


@pytest.mark.parametrize(
    ("text", "content", "number"),
    [
        ("1.234.567,8", Decimal("1234567.8"), "#,##0.0"),
        ("12", 12, "#,##0"),
        ("+9", 9, "+#,##0"),
        ("−3,5", Decimal("-3.5"), "#,##0.0"),
        ("93,5%", Decimal("93.5"), '#,##0.0"%"'),
        ("01/7/2018", date(2018, 7, 1), "dd/m/yyyy"),
        ("15/01/2019", date(2019, 1, 15), "dd/mm/yyyy"),
        ("007", "007", ""),
        ("1.23", "1.23", ""),
        ("31/02/2018", "31/02/2018", ""),
        ("109-KH/BDVTU", "109-KH/BDVTU", ""),
        ("12345678901234567", "12345678901234567", ""),
        ("", "", ""),
    ],
)
def test_a_cell_is_a_number_or_day_only_where_papers_write_one(text, content, number):
    value = read_cell(text)
    assert (value.content, value.number) == (content, number)
    assert type(value.content) is type(content)


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "-1+1", "@SUM(A1)", "\t=1", '=HYPERLINK("x")']
)
def test_no_text_acts_as_a_formula(text):
    table = AnnexTable(
        number=1,
        title=text,
        columns=("STT", text),
        rows=(TableRow(code=IndicatorCode("B01"), cells=("1", text)),),
    )
    sheet = opened(written([], {}, (table,)))["Phụ lục 1"]
    for cell in (sheet["A2"], sheet["B5"], sheet["B6"]):
        assert cell.data_type == "s"
        assert cell.value == text
        assert cell.quotePrefix


def test_codes_and_serial_numbers_stay_words():
    sheet = opened(
        written(
            [],
            {},
            (
                AnnexTable(
                    number=1,
                    title="T",
                    columns=("STT", "Tên"),
                    rows=(TableRow(code=IndicatorCode(""), cells=("1", "Một")),),
                ),
            ),
        )
    )["Phụ lục 1"]
    assert sheet["A6"].value == "1"


def test_a_day_is_a_day_and_a_text_a_text():
    figures = [figure("C13", date(2018, 7, 1)), figure("A14", "109-KH/BDVTU")]
    sheet = opened(written(figures, {}))["Phụ lục 1"]
    assert sheet.cell(row_of(sheet, "C13"), 4).value == datetime.fromisoformat("2018-07-01")
    assert sheet.cell(row_of(sheet, "A14"), 4).value == "109-KH/BDVTU"


def test_columns_of_earlier_periods_are_not_taken_for_the_figures_own():
    figures = five()
    rows = tuple(TableRow(code=f.code, cells=(f.code, f.label.vi, shown(7), shown(f.value))) for f in figures)
    table = AnnexTable(number=1, title="T", columns=("Mã số", "Chỉ tiêu", "Năm 2017", "Năm 2018"), rows=rows)
    content = written(figures, annexes=(table,))
    assert checks(content, "B05")[1:] == [10, "khớp"]
    assert opened(content)["Phụ lục 1"]["C6"].value == 7


HEADS = ("Mã số", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Năm 2017", "So với năm 2017", "So với năm 2017 (%)")


def compared(*rows: tuple[Figure, str, str, str]) -> bytes:
    shown_rows = tuple(
        TableRow(code=f.code, cells=(f.code, "Chỉ tiêu", "vụ", shown(f.value), *told)) for f, *told in rows
    )
    table = AnnexTable(number=1, title="So sánh", columns=HEADS, rows=shown_rows)
    return written([f for f, *_ in rows], {}, (table,))


@pytest.mark.parametrize(
    ("now", "told", "again"),
    [
        (42, ("33", "+9", "+27,3"), (9, 27.3, "khớp")),
        (18, ("20", "−2", "−10"), (-2, -10, "khớp")),
        (9, ("0", "+9", "–"), (9, "–", "khớp")),
        (9, (BLANK, "–", "–"), ("–", "–", "khớp")),
        (42, ("33", "+8", "+27,3"), (9, 27.3, "LỆCH")),
        (42, ("33", "+9", "+27,2"), (9, 27.3, "LỆCH")),
    ],
)
def test_a_comparison_is_computed_again_beside_the_table(now, told, again):
    sheet = opened(compared((figure("B01", now), *told)), values=True)["Phụ lục 1"]
    row = row_of(sheet, "B01")
    assert tuple(sheet.cell(row, column).value for column in (11, 12, 13)) == again
    assert sheet.cell(5, 11).value == "Năm 2017: chênh lệch (tính lại)"


def test_a_difference_of_shares_is_in_points_and_has_no_percent():
    share = figure("A13", Decimal("93.5"), ratio=True, unit="%")
    sheet = opened(compared((share, "90", "+3,5", "–")), values=True)["Phụ lục 1"]
    assert [sheet.cell(row_of(sheet, "A13"), c).value for c in (11, 12, 13)] == [3.5, "–", "khớp"]


def test_a_row_of_more_cells_than_columns_is_refused_and_named():
    row = TableRow(code=NUMBER, cells=("1", "2", "3"))
    with pytest.raises(TableUneven) as refused:
        written([], {}, (AnnexTable(number=1, title="Bảng", columns=("STT", "Chỉ tiêu"), rows=(row,)),))
    assert refused.value.where == "Bảng"


def typed(*cells: tuple[str, ...], total: tuple[str, ...]) -> AnnexTable:
    rows = (
        *(TableRow(code=IndicatorCode(""), cells=c) for c in cells),
        TableRow(code=IndicatorCode("C01"), cells=total, total=True),
    )
    return AnnexTable(number=1, title="T", columns=("Tháng", "Tổng số", "Loại A"), rows=rows)


def test_a_total_below_typed_rows_is_added_up_again():
    table = typed(("7", "1.200", "300"), ("8", "800", "không áp dụng"), total=("Tổng cộng", "2.000", "301"))
    sheet = opened(written([figure("C01", 2000)], {}, (table,)), values=True)["Phụ lục 1"]
    below = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=10, max_row=11, max_col=3)]
    assert below == [["Cộng cột (tính lại)", 2000, 300], ["Đối chiếu", "khớp", "LỆCH"]]


def test_no_row_is_lost_and_nothing_is_cut():
    figures = [figure(f"B{n:04d}", n) for n in range(5000)]
    sheet = opened(written(figures, {}))["Phụ lục 1"]
    assert [sheet.cell(row_of(sheet, f"B{n:04d}"), 4).value for n in (0, 4999)] == [0, 4999]
    long = AnnexTable(
        number=1,
        title="T",
        columns=("STT", "Tên"),
        rows=(TableRow(code=IndicatorCode("B1"), cells=("1", "x" * 32_767)),),
    )
    assert len(opened(written([], {}, (long,)))["Phụ lục 1"]["B6"].value) == 32_767


def test_a_text_that_no_cell_holds_is_refused_and_named():
    table = AnnexTable(
        number=1,
        title="T",
        columns=("STT", "Tên"),
        rows=(TableRow(code=IndicatorCode("B1"), cells=("1", "x" * 32_768)),),
    )
    with pytest.raises(CellTooLong) as refused:
        written([], {}, (table,))
    assert refused.value.where == "Phụ lục 1: 6"


def test_the_sheet_is_ready_for_the_screen_and_for_paper():
    sheet = opened(written(five()))["Phụ lục 1"]
    assert sheet.freeze_panes == "A6"
    assert sheet.page_setup.paperSize == 9
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.print_area == "'Phụ lục 1'!$A$1:$D$11"
    assert round(sheet.page_margins.left * 25.4) == 30
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.column_dimensions["B"].width > sheet.column_dimensions["A"].width
    assert [cell.value for cell in sheet["A"][:2]] == ["Phụ lục 1", "Kết quả kiểm tra"]


def test_text_is_written_composed():
    import unicodedata

    table = AnnexTable(
        number=1,
        title="T",
        columns=("STT", "Tên"),
        rows=(TableRow(code=IndicatorCode("B1"), cells=("1", unicodedata.normalize("NFD", "Hà Nội"))),),
    )
    assert opened(written([], {}, (table,)))["Phụ lục 1"]["B6"].value == "Hà Nội"


_AGAIN = """
import hashlib
from tests.exchange.test_xlsx import five, written
print(hashlib.sha256(written(five())).hexdigest())
"""


def test_the_same_report_gives_the_same_bytes_in_another_process(pytestconfig):
    told = subprocess.run(
        [sys.executable, "-c", _AGAIN],
        check=True,
        capture_output=True,
        text=True,
        cwd=pytestconfig.rootpath,
        env={"PYTHONPATH": "src:.", "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"},
    )
    content = written(five())
    assert told.stdout.strip() == hashlib.sha256(content).hexdigest()
    times = {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(content)).infolist()}
    assert times == {(1980, 1, 1, 0, 0, 0)}
    assert opened(content).properties.created == datetime.fromisoformat("2018-12-31")


def test_a_formula_with_what_the_sheet_cannot_say_is_left_out():
    cells = {IndicatorCode("B01"): "D7", IndicatorCode("B02"): "D8"}
    assert recomputed("B01 > B02", cells, is_ratio=False) is None
    assert recomputed("B01 + B99", cells, is_ratio=False) is None
    assert recomputed("B01 * 2", cells, is_ratio=False) is not None


EXPRESSIONS = (
    "B01 + B02",
    "B01 - B02",
    "B01 * 2 - B02",
    "percent(B01, B02)",
    "percent(B01, B01 + B02)",
    "B01 - B02 + B03",
    "percent(B01 + B02, B03)",
)


def _cases() -> Iterable[tuple[str, tuple[Amount, ...]]]:
    values: tuple[Amount, ...] = (None, NOT_APPLICABLE, 0, 3, Decimal("7.5"))
    for expression in EXPRESSIONS:
        names = len(names_in(expression))
        yield from ((expression, chosen) for chosen in itertools.product(values, repeat=names))


def _renamed(codes: dict[str, str], found: re.Match[str]) -> str:
    return codes[found[0]]


@needs_office
@pytest.mark.slow
def test_a_spreadsheet_computes_what_the_program_computes(tmp_path):
    cases = list(_cases())
    figures, expressions = [], {}
    for n, (expression, values) in enumerate(cases):
        codes = {f"B0{k}": f"{'ABCD'[k]}{n:03d}" for k in (1, 2, 3)}
        own = re.sub("B0[123]", partial(_renamed, codes), expression)
        figures += [figure(code, v) for code, v in zip(codes.values(), values, strict=False)]
        result = amount(own, dict(zip(codes.values(), values, strict=False)))
        ratio = "percent" in expression
        figures.append(figure(f"E{n:03d}", result, ratio=ratio))
        expressions[IndicatorCode(f"E{n:03d}")] = own
    content = written(figures, expressions)
    sheet = opened(converted({"so.xlsx": content}, "xlsx", tmp_path)["so.xlsx"], values=True)["Phụ lục 1"]
    ours = opened(content, values=True)["Phụ lục 1"]
    by_code = {f.code: f for f in figures}
    for row in range(6, ours.max_row + 1):
        code = sheet.cell(row, 1).value
        if code in expressions:
            again, verdict = sheet.cell(row, 6).value, sheet.cell(row, 7).value
            wanted = expected(expressions[code], by_code, is_ratio=by_code[code].is_ratio)
            assert again == (pytest.approx(wanted) if isinstance(wanted, float) else wanted), expressions[
                code
            ]
            assert verdict == ours.cell(row, 7).value
            assert verdict in {"khớp", "chưa đủ số liệu"}
    assert sheet["G4"].value == 0
