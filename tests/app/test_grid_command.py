"""``figures grid`` and ``figures type``; typed figures in sheets: our own blank form, and anybody's."""

import csv
from pathlib import Path

import pytest
from tests.app.ctl import Ctl

PERIOD = ("--period", "2018-Q3")
WARD = "00157"


@pytest.fixture
def store(ctl: Ctl) -> Path:
    return ctl.store(board="005")


def numbers(ctl: Ctl, store: Path, *codes: str, unit: str = WARD) -> list[object]:
    """What the grid says of a unit: numbers, None for blank, "kps" where nothing occurred."""
    said = ctl.done(*ctl.on(store, "figures", "grid", *PERIOD, "--unit", unit, "--json")).json
    cells = {figure["code"]: figure["cells"][0] for figure in said["figures"]}
    return ["kps" if cells[c]["state"] == "not_applicable" else cells[c]["value"] for c in codes]


def test_what_is_typed_stands_in_the_grid_in_its_three_states(ctl: Ctl, store: Path):
    typed = ctl.on(store, "figures", "type", *PERIOD, "--unit", WARD)
    ctl.done(*typed, "F02=4", "a10=kps", "F03=0", "F04=1.234", "--note", "F02=hai hội nghị")
    found = numbers(ctl, store, "F02", "A10", "F03", "F04", "F01", "A01")
    assert found == [4, "kps", 0, 1234, 4, None]
    ctl.done(*typed, "F02=")
    assert numbers(ctl, store, "F02") == [None]
    words = ctl.done(*ctl.on(store, "figures", "grid", *PERIOD)).out
    assert "3/106" in words


def test_each_number_that_is_not_kept_is_told_and_the_others_are_kept(ctl: Ctl, store: Path):
    said = ctl.run(
        *ctl.on(store, "figures", "type", *PERIOD, "--unit", WARD, "F02=4", "F01=3", "B05=2,5", "R05=x"),
        "--json",
    )
    assert said.code == 1
    assert said.json["kept"] == 1
    found = {one["indicator"]: one["code"] for one in said.json["refused"]}
    assert found == {"F01": "computed", "B05": "not_whole", "R05": "cell_dash"}
    month = ("figures", "type", "--period", "2018-07", "--unit", WARD, "F02=1")
    words = ctl.run("--lang", "en", *ctl.on(store, *month))
    assert words.code == 1
    assert "00157 F02: 4 is given for 2018-Q3 already" in words.err
    assert ctl.run(*ctl.on(store, "figures", "type", *PERIOD, "--unit", WARD, "F02")).code == 2
    note = ("figures", "type", *PERIOD, "--unit", WARD, "F02=4", "--note", "F03=ghi chú")
    assert ctl.run(*ctl.on(store, *note)).code == 2


def test_a_share_a_fraction_of_a_count_and_a_code_given_twice_are_refused_in_words(ctl: Ctl, store: Path):
    typed = ("figures", "type", "--period", "2018-03", "--unit", WARD)
    said = ctl.run("--lang", "vi", *ctl.on(store, *typed, "A06=1,5", "H13=12%"))
    assert (said.code, "“1,5” không phải số nguyên" in said.err) == (1, True)
    assert "“12%”" in said.err
    assert ctl.run(*ctl.on(store, *typed, "A06=4", "a06=5")).code == 2


def test_units_and_figures_that_the_grid_does_not_have_are_refused(ctl: Ctl, store: Path):
    grid = ctl.on(store, "figures", "grid", *PERIOD)
    assert ctl.refused(*grid, "--unit", "001") == "unit_not_in_grid"
    assert ctl.refused(*grid, "--indicator", "ZZ9") == "figure_unknown"
    assert ctl.refused(*grid, "--out", ctl.folder / "so-lieu.docx") == "list_form_unknown"
    assert ctl.refused(*grid, "--out", ctl.write("khac.xlsx", "không phải bảng tính")) == "output_taken"


def test_a_contradiction_is_seen_in_the_grid_and_blocks_the_check(ctl: Ctl, store: Path):
    ctl.done(*ctl.on(store, "figures", "type", *PERIOD, "--unit", "005", "F02=15"))
    ctl.add(store, "dialogue", {"level": "district", "subject": "Đối thoại", "sessions": 12}, "2018-08-15")
    cells = ctl.on(store, "figures", "grid", *PERIOD, "--unit", "005", "--indicator", "F02")
    (figure,) = ctl.done(*cells, "--json").json["figures"]
    (cell,) = figure["cells"]
    assert (cell["value"], cell["typed"], cell["conflict"], cell["why_fixed"]) == (12, 15, True, "records")
    assert figure["value"] == 12
    check = ctl.run(*ctl.on(store, "figures", "check", *PERIOD, "--json"))
    assert check.code == 1
    assert any(breach["level"] == "E" and "F02" in breach["figures"] for breach in check.json["breaches"])


def test_the_grid_is_written_as_a_table_and_with_every_number_s_source(ctl: Ctl, store: Path):
    from openpyxl import load_workbook

    ctl.done(*ctl.on(store, "figures", "type", *PERIOD, "--unit", WARD, "F02=4", "F03=kps"))
    ctl.done(*ctl.on(store, "figures", "grid", *PERIOD, "--out", ctl.folder / "x.xlsx"))
    book = load_workbook(ctl.folder / "x.xlsx")
    table, cells = book.worksheets
    assert (table.max_row, table.max_column) == (143, 4 + 9)
    found = [[cell.value for cell in row] for row in cells.iter_rows() if row[1].value == "F02"]
    assert [line[4] for line in found if line[0] == "Phường Nghĩa Đô"] == [4]
    ctl.done(*ctl.on(store, "figures", "grid", *PERIOD, "--out", ctl.folder / "x.csv", "--indicator", "F03"))
    with (ctl.folder / "x.csv").open(encoding="utf-8-sig", newline="") as file:
        head, line = csv.reader(file, delimiter=";")
    assert dict(zip(head, line, strict=True))["Nghĩa Đô"] == "không áp dụng"


def test_our_own_blank_form_comes_back_with_what_the_wards_filled_in_and_twice_changes_nothing(
    ctl: Ctl, store: Path
):
    from openpyxl import load_workbook

    form = ctl.folder / "bieu.xlsx"
    ctl.done(*ctl.on(store, "blank", "--kind", "unit_figures", *PERIOD, "--out", form))
    book = load_workbook(form)
    sheet = book.worksheets[0]
    filled: dict[str, int | str] = {"F02": 7, "A10": "không phát sinh", "F03": 0}
    for row in sheet.iter_rows(min_row=5):
        code = str(row[2].value)[:3]
        if row[0].value == "Phường Nghĩa Đô" and code in filled:
            row[3].value = filled[code]
    book.save(form)
    said = ctl.done(*ctl.on(store, "import", form, "--json")).json
    assert (len(said["fresh"]), said["refused"]) == (1, [])
    assert numbers(ctl, store, "F02", "A10", "F03", "A01") == [7, "kps", 0, None]
    again = ctl.done(*ctl.on(store, "import", form, "--json")).json
    assert (again["fresh"], again["changed"], again["same"]) == ([], [], 1)


def test_a_sheet_may_name_figures_by_code_or_by_their_words(ctl: Ctl, store: Path):
    lines = (
        "Đơn vị;Chỉ tiêu;Số liệu;Ghi chú",
        "Phường Nghĩa Đô;F02;4;hai hội nghị",
        "Phường Nghĩa Đô;F04 tổng số lượt người;1.234;",
        "Phường Nghĩa Tân;Số tin, bài tuyên truyền về dân vận;không phát sinh;",
        "Phường Nghĩa Tân;Một chỉ tiêu khác;5;",
    )
    sheet = ctl.write("phuong.csv", "\n".join(lines))
    import_ = ctl.on(store, "import", sheet, "--kind", "unit_figures", "--happened", "2018-Q3")
    said = ctl.run(*import_, "--good-rows", "--json").json
    assert [(one["cell"], one["code"]) for one in said["refused"]] == [("B5", "cell_unknown_choice")]
    assert numbers(ctl, store, "F02", "F04") == [4, 1234]
    assert numbers(ctl, store, "A10", unit="00160") == ["kps"]
    clash = ctl.on(store, "import", sheet, "--kind", "unit_figures", "--happened", "2018-07", "--dry-run")
    assert "other_period" in {one["code"] for one in ctl.run(*clash, "--json").json["refused"]}
