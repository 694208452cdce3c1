"""``dvappctl import``: sheets of any office become records, and every cell is accounted for."""

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from tests.app.ctl import Ctl
from tests.office import converted, needs_office

from dvapp.exchange.sheets import read_sheets

HEAD = ("STT", "Đơn vị", "Kỳ trước chuyển sang", "Khiếu nại", "Tố cáo", "Kiến nghị, phản ánh (đơn)", "Thuộc thẩm quyền",
        "Đã giải quyết", "Chuyển, hướng dẫn, lưu", "Nơi gửi")  # fmt: skip
GOOD = (
    (1, "Phường Mai Dịch", 2, 1, 0, 6, 5, 4, 4, "VP"),
    (2, "Nghĩa Tân", "1", "03", 1, "1.204", 5, 5, 4, ""),
    (3, "P. Quan Hoa", None, 0, 0, 3, 3, 2, "không phát sinh", ""),
)


def workbook(rows, *, head=HEAD, title="BIỂU TỔNG HỢP ĐƠN THƯ THÁNG 7/2018") -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet("Biểu 1")
        sheet.merge_range(0, 0, 0, 9, title)
        for row, cells in enumerate([(), head, *rows], start=1):
            for column, value in enumerate(cells):
                if value is not None:
                    sheet.write(row, column, value)
    return content.getvalue()


def take(ctl: Ctl, store: Path, content: bytes, *options: str, name: str = "đơn thư.xlsx"):
    file = ctl.write(name, content)
    return ctl.run(*ctl.on(store, "import", file, "--kind", "petitions", "--happened", "2018-07", *options))


@pytest.fixture
def store(ctl: Ctl) -> Path:
    file = ctl.folder / "cầu giấy.dvapp"
    ctl.done("store", "init", file, "--board", "005", "--year", "2018", "--password-file", ctl.password)
    return file


def listed(ctl: Ctl, store: Path) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = ctl.done(
        *ctl.on(store, "record", "list", "--kind", "petitions", "--json")
    ).json
    return records


def test_a_ward_sheet_becomes_one_record_for_each_ward_and_its_total_row_is_only_checked(ctl, store):
    rows = (*GOOD[:1], ("", "Tổng cộng", 2, 1, 0, 6, 5, 4, 4, ""))
    said = take(ctl, store, workbook(rows), "--json")
    assert said.code == 0, said.err
    assert (said.json["imported"], said.json["total_rows"]) == (1, [5])
    assert [one["words"] for one in said.json["unread"]] == ["STT", "Nơi gửi"]
    (record,) = listed(ctl, store)
    assert (record["unit"], record["happened"]["from"]) == ("00163", "2018-07-01")
    assert record["values"] == {"carried": 2, "complaints": 1, "denunciations": 0, "proposals": 6, "competent": 5,
                                "settled": 4, "forwarded": 4}  # fmt: skip


def test_every_cell_that_cannot_be_read_is_named_and_nothing_is_imported(ctl, store):
    bad = (4, "Phường Không Có", "ba", "1,234", 0, 2.5, 5, 4, "-", "")
    said = take(ctl, store, workbook((*GOOD[:2], bad)), "--json")
    assert said.code == 1
    assert {(r["cell"], r["code"]) for r in said.json["refused"]} == {
        ("B6", "cell_unknown_unit"),
        ("C6", "cell_not_a_number"),
        ("D6", "cell_two_ways"),
        ("F6", "cell_not_whole"),
        ("I6", "cell_dash"),
    }
    assert listed(ctl, store) == []
    again = take(ctl, store, workbook((*GOOD[:2], bad)), "--good-rows")
    assert again.code == 0, again.err
    assert len(listed(ctl, store)) == 2


def test_the_rules_of_the_kind_are_told_beside_the_cell(ctl, store):
    said = take(ctl, store, workbook(((1, "Mai Dịch", 0, 1, 0, 0, 3, 5, 0, ""),)), "--json")
    assert said.code == 1
    assert ("H4", "part_exceeds_whole") in {(r["cell"], r["code"]) for r in said.json["refused"]}


def test_a_total_that_differs_from_its_rows_is_named(ctl, store):
    rows = (*GOOD[:1], ("", "Cộng", 2, 9, 0, 6, 5, 4, 4, ""))
    said = take(ctl, store, workbook(rows), "--json")
    assert [(r["cell"], r["code"]) for r in said.json["refused"]] == [("D5", "total_differs")]


def test_the_same_file_twice_changes_nothing_and_a_changed_one_is_told(ctl, store):
    content = workbook(GOOD[:2])
    assert take(ctl, store, content, "--json").json["imported"] == 2
    before = listed(ctl, store)
    again = take(ctl, store, content, "--json").json
    assert (again["same"], again["imported"], again["changed"]) == (2, 0, [])
    assert listed(ctl, store) == before
    changed = (GOOD[0], (*GOOD[1][:3], 4, *GOOD[1][4:]))
    trial = take(ctl, store, workbook(changed), "--dry-run", "--json").json
    assert [c["before"]["values"]["complaints"] for c in trial["changed"]] == [3]
    assert listed(ctl, store) == before
    assert take(ctl, store, workbook(changed), "--json").json["imported"] == 1
    assert sorted(r["values"]["complaints"] for r in listed(ctl, store)) == [1, 4]


def test_a_blank_cell_stays_blank_and_not_applicable_is_refused_where_it_is_no_answer(ctl, store):
    said = take(ctl, store, workbook(GOOD[2:]), "--json")
    assert [(r["cell"], r["code"]) for r in said.json["refused"]] == [("I4", "must_apply")]


def test_columns_in_other_words_are_read_as_agreed(ctl, store):
    head = (*HEAD[:3], "KN", "TC", *HEAD[5:])
    said = take(
        ctl,
        store,
        workbook(GOOD[:1], head=head),
        "--map",
        "KN=complaints",
        "--map",
        "TC=denunciations",
        "--json",
    )
    assert said.json["imported"] == 1
    assert listed(ctl, store)[0]["values"]["complaints"] == 1


@needs_office
@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_the_sheet_is_read_alike_from_other_programs(ctl, store, tmp_path, kind):
    content = converted({"biểu.xlsx": workbook(GOOD[:2])}, kind, tmp_path)["biểu.xlsx"]
    assert take(ctl, store, content, "--json", name=f"biểu.{kind}").json["imported"] == 2


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\x00\x01\x02", "sheet_file_unreadable"),
        (b"PK\x03\x04", "sheet_file_unreadable"),
        ("không; có; gì\n1;2;3\n".encode(), "table_head_not_found"),
    ],
)
def test_what_holds_no_table_is_refused_in_a_sentence(ctl, store, content, code):
    file = ctl.write("lạ.bin", content)
    assert ctl.refused(*ctl.on(store, "import", file, "--kind", "petitions")) == code
    assert json.dumps(listed(ctl, store)) == "[]"


def filled(form: bytes, cells: Mapping[str, object]) -> bytes:
    """A blank form as a ward fills it in: the same rows, written anew by another program."""
    (sheet, _help) = read_sheets(form)
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        other = book.add_worksheet(sheet.name)
        for row, values in enumerate(sheet.rows):
            for column, value in enumerate(values):
                if value is not None:
                    other.write(row, column, value)
        for place, said in cells.items():
            other.write(place, said)
    return content.getvalue()


def test_our_own_blank_form_is_read_without_questions(ctl, store):
    out = ctl.folder / "biểu đơn thư.xlsx"
    ctl.done(*ctl.on(store, "blank", "--kind", "petitions", "--period", "2018-07", "--out", out))
    assert ctl.refused(*ctl.on(store, "import", ctl.write("lạ.csv", "a;b\n1;2\n"))) == "kind_not_named"
    cells = {"C6": 2, "D6": 1, "E6": 0, "F6": 3, "G6": 4, "H6": 3, "I6": 1}
    file = ctl.write("đã điền.xlsx", filled(out.read_bytes(), cells))
    said = ctl.done(*ctl.on(store, "import", file, "--json")).json
    assert (said["imported"], said["refused"], said["kind"]) == (1, [], "petitions")
    (record,) = listed(ctl, store)
    assert record["happened"]["from"] == "2018-07-01"
    assert record["values"]["carried"] == 2


def test_rows_of_one_unit_fill_the_table_of_one_record(ctl, store):
    out = ctl.folder / "biểu thủ tục.xlsx"
    ctl.done(*ctl.on(store, "blank", "--kind", "procedures", "--period", "2018-07", "--out", out))
    rows: dict[str, object] = {}
    for line, name in ((5, "Tư pháp"), (6, "Đất đai")):
        rows |= {
            f"{column}{line}": value
            for column, value in zip("CDEFGHI", (name, 1, 20, 30, 20, 30, 0), strict=True)
        }
    file = ctl.write("đã điền.xlsx", filled(out.read_bytes(), {"B5": "Cả phường", **rows, "J5": 4}))
    said = ctl.done(*ctl.on(store, "import", file, "--json")).json
    assert said["imported"] == 1, said
    assert [row["field"] for row in said["fresh"][0]["values"]["rows"]] == ["Tư pháp", "Đất đai"]
    assert said["fresh"][0]["values"]["apologies"] == 4


def test_a_blank_form_is_for_the_months_of_a_monthly_kind(ctl, store):
    out = ctl.folder / "năm.xlsx"
    arguments = ("--kind", "petitions", "--period", "2018", "--out", out)
    assert ctl.refused(*ctl.on(store, "blank", *arguments)) == "period_not_month"


def test_every_ward_has_a_form_of_its_own_that_is_read_back(ctl, store):
    folder = ctl.folder / "biểu" / "tháng 7"
    asked = ("--kind", "unit_figures", "--period", "2018-07", "--all-units", "--out", folder, "--json")
    files = [Path(name) for name in ctl.done(*ctl.on(store, "blank", *asked)).json["files"]]
    assert len(files) == len(set(files)) == 8
    assert all(file.is_file() and file.name.isascii() for file in files)
    for file in files[:2]:
        sheet = read_sheets(file.read_bytes())[0]
        units = {row[0] for row in sheet.rows[4:]}
        assert len(units) == 1
    returned = ctl.write("ve.xlsx", filled(files[0].read_bytes(), {"D5": 3}))
    said = ctl.done(*ctl.on(store, "import", returned, "--json")).json
    assert (said["kind"], said["imported"], said["happened"]) == ("unit_figures", 1, "2018-07")


def test_forms_go_into_a_folder_and_never_over_a_file(ctl, store):
    taken = ctl.write("đã có", b"x")
    asked = ("--kind", "petitions", "--period", "2018-07", "--all-units", "--out", taken)
    assert ctl.refused(*ctl.on(store, "blank", *asked)) == "file_unwritable"


def test_several_files_have_each_a_verdict_and_none_hinders_another(ctl, store):
    good = ctl.write("một.xlsx", workbook(GOOD[:1]))
    wrong = ctl.write("hai.xlsx", workbook(((2, "Nghĩa Tân", "abc", 1, 1, 1, 1, 1, 1, ""),)))
    locked = Path(__file__).parents[1] / "exchange" / "locked" / "locked.xlsx"
    asked = ("--kind", "petitions", "--happened", "2018-07", "--json")
    said = ctl.run(*ctl.on(store, "import", good, wrong, locked, *asked))
    assert said.code == 1
    first, second, third = said.json["files"]
    assert (first["imported"], second["imported"]) == (1, 0)
    assert [one["cell"] for one in second["refused"]] == ["C4"]
    assert third["error"]["code"] == "sheet_file_locked"
    assert len(listed(ctl, store)) == 1
