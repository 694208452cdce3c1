"""Wide sheets: units by figures, or figures by units, become typed figures; every cell is accounted for."""

import io
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.services.test_broken_sheets import RUBBISH

from dvapp.app.tools import make_tools
from dvapp.domain.errors import DvError
from dvapp.domain.recording.plain import plain_values
from dvapp.domain.sheets.cells import words
from dvapp.domain.sheets.importing import CellFate, RowFate
from dvapp.services.recording.records import add_record, list_records
from dvapp.services.sheets.import_records import differences
from dvapp.services.sheets.importing import ImportOrder, carry_out, plan_import
from dvapp.services.sheets.imports import undo_import
from dvapp.services.sheets.sheet_files import likely_kind, open_file
from dvapp.services.stores import create_store

TITLE = "SỐ LIỆU CÔNG TÁC DÂN VẬN QUÝ III NĂM 2018"
MEETINGS, ATTENDED, VISITS = "Số hội nghị, lớp quán triệt, tuyên truyền, tập huấn", "F04", "(B03) Tự kiểm tra"
BY_FIGURES = (
    ("TT", "Tên phường", MEETINGS, ATTENDED, VISITS, "Ghi chú"),
    (1, "Phường Mai Dịch", 4, "1.200", 0, "x"),
    (2, "Nghĩa Tân", 2, 300, None, ""),
    ("", "Tổng cộng", 6, 1500, 0, ""),
)
BY_UNITS = (
    ("TT", "Nội dung", "Đơn vị tính", "Mai Dịch", "P. Nghĩa Tân", "Phường Không Có", "Toàn quận"),
    ("I", "Công tác tuyên truyền", "", None, None, None, None),
    (1, MEETINGS, "hội nghị", 4, 2, 9, 6),
    (2, "F04 Số lượt người", "lượt", "1.200", 300, 9, 1500),
    (3, "Tổng số lượt đơn vị được kiểm tra công vụ", "lượt", 5, None, 9, 5),
    (4, "Chỉ tiêu lạ", "lượt", 5, None, 9, 5),
)


def book(rows, *, title=TITLE, more=None) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as workbook:
        sheet = workbook.add_worksheet("Biểu")
        sheet.write(0, 0, title)
        for number, cells in enumerate(rows, start=2):
            for column, value in enumerate(cells):
                if value is not None:
                    sheet.write(number, column, value)
        if more is not None:
            more(workbook, sheet)
    return content.getvalue()


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kho")
    made = create_store(folder / "kho.dvapp", board="005", year=2018, password="mat khau", tools=make_tools())
    yield made
    made.store.close()


def plan_of(session, rows, folder: Path, name="rộng.xlsx", **order):
    file = folder / name
    file.write_bytes(rows if isinstance(rows, bytes) else book(rows))
    return plan_import(session, ImportOrder(path=file, **{"kind": "unit_figures", **order}))


def figures(record) -> dict[str, object]:
    rows: Any = plain_values(record.values)["figures"]
    return {row["indicator"]: row.get("number") for row in rows}


def kept(session) -> dict[str, dict[str, object]]:
    return {str(one.record.unit): figures(one.record) for one in list_records(session) if one.record}


def test_units_by_figures_are_found_by_their_words_and_codes(session, tmp_path):
    plan = plan_of(session, BY_FIGURES, tmp_path)
    counts = whole_of(plan)
    assert (plan.happened, plan.from_title, plan.refused) == ("2018-Q3", True, ())
    assert plan.head.columns == {1: "@unit", 2: "@figure:A06", 3: "@figure:F04", 4: "@figure:B03"}
    assert [figures(one.record) for one in plan.fresh] == [
        {"A06": 4, "F04": 1200, "B03": 0},
        {"A06": 2, "F04": 300},
    ]
    assert plan.rows(RowFate.TOTAL) == (5,)
    assert counts[CellFate.READ] == 2 + 3 + 2
    assert [said for said, _cell in plan.unread] == ["TT", "Ghi chú"]


def whole_of(plan):
    """Every cell is accounted for once; cells and not rows are held back."""
    accounts = plan.accounts()
    read = {place for one in (*plan.fresh, *plan.changed, *plan.same) for place in one.cells}
    there = {
        (row, column)
        for row in range(plan.head.last + 1, len(plan.sheet.rows))
        for column, value in enumerate(plan.sheet.rows[row])
        if words(value)
    }
    bad = {(one.row, one.column) for one in plan.refused}
    assert set(accounts) == there
    assert {place for place, fate in accounts.items() if fate is CellFate.READ} == read & there
    assert {place for place, fate in accounts.items() if fate is CellFate.REFUSED} == bad & there
    assert not read & bad
    return Counter(accounts.values())


def test_figures_by_units_are_found_and_a_strange_unit_is_told(session, tmp_path):
    plan = plan_of(session, BY_UNITS[:4], tmp_path)
    whole_of(plan)
    assert plan.refused == ()
    assert plan.head.columns == {1: "figures.indicator", 3: "@unit:00163", 4: "@unit:00160", 6: "@total"}
    assert {str(one.record.unit): figures(one.record) for one in plan.fresh} == {
        "00163": {"A06": 4, "F04": 1200},
        "00160": {"A06": 2, "F04": 300},
    }
    assert "Phường Không Có" in {said for said, _cell in plan.unread}


def test_a_row_that_names_no_figure_and_a_total_that_differs_are_refused_by_their_cells(session, tmp_path):
    rows = (*BY_UNITS, (5, "B03", "lượt", 1, 1, None, 3), ("", "", "", 1, 1, None, 2))
    plan = plan_of(session, rows, tmp_path)
    whole_of(plan)
    assert {(one.cell, one.code) for one in plan.refused} == {
        ("B8", "cell_unknown_choice"),
        ("G9", "total_differs_across"),
        ("B10", "required"),
    }


def test_one_bad_cell_holds_back_itself_alone(own, tmp_path):
    rows = (*BY_FIGURES[:2], (2, "Nghĩa Tân", "1,234", 300, -1, ""))
    plan = plan_of(own, rows, tmp_path)
    counts = whole_of(plan)
    assert {(one.cell, one.code) for one in plan.refused} == {("C5", "cell_two_ways"), ("E5", "too_small")}
    assert counts[CellFate.HELD] == 2  # the ward and its other number: the record has a fault
    good = plan_of(own, (*BY_FIGURES[:2], (2, "Nghĩa Tân", "1,234", 300, 1, "")), tmp_path)
    carry_out(own, good, good_only=True)
    assert kept(own) == {"00163": {"A06": 4, "F04": 1200, "B03": 0}, "00160": {"F04": 300, "B03": 1}}


def test_two_sheets_of_one_quarter_fill_one_record_and_twice_changes_nothing(own, tmp_path):
    plain = {"unit": "00163", "happened": "2018-Q3",
             "values": {"source": "Công văn", "figures": [{"indicator": "F04", "number": 1, "note": "điện thoại"},
                                                          {"indicator": "H13", "number": 7}]}}  # fmt: skip
    add_record("unit_figures", plain, session=own)
    plan = plan_of(own, BY_FIGURES, tmp_path)
    assert (len(plan.fresh), len(plan.changed), plan.refused) == (1, 1, ())
    assert set(differences(plan.changed[0])) == {
        ("@figure:A06", None, 4),
        ("@figure:F04", 1, 1200),
        ("@figure:B03", None, 0),
    }
    done = carry_out(own, plan)
    assert kept(own)["00163"] == {"A06": 4, "F04": 1200, "B03": 0, "H13": 7}
    again = plan_of(own, BY_FIGURES, tmp_path)
    assert (len(again.same), again.fresh, again.changed) == (2, (), ())
    assert plan_of(own, BY_UNITS[:4], tmp_path).changed == ()
    assert done is not None
    blank = (BY_FIGURES[0], (1, "Phường Mai Dịch", None, "1.200", 0, ""), (2, "Nghĩa Tân", 2, 300, None, ""))
    less = plan_of(own, blank, tmp_path)
    assert (less.changed, less.stays) == ((), (("00163", "A06"),))
    undo_import(own, done.id)
    assert kept(own) == {"00163": {"F04": 1, "H13": 7}}


def test_a_number_that_cannot_stand_beside_another_period_is_refused_by_its_cell(own, tmp_path):
    month = {
        "unit": "00163",
        "happened": "2018-07",
        "values": {"figures": [{"indicator": "A06", "number": 1}]},
    }
    add_record("unit_figures", month, session=own)
    plan = plan_of(own, BY_UNITS[:4], tmp_path)
    whole_of(plan)
    assert [(one.cell, one.code) for one in plan.refused] == [("D5", "other_period")]
    assert [str(one.record.unit) for one in plan.fresh] == ["00160"]


def test_agreed_columns_are_remembered_for_the_next_quarter(own, tmp_path):
    head = ("Địa chỉ", "Họp", "Dự")
    rows = (head, ("Mai Dịch", 4, 10))
    agreed = {"Họp": "A06", "Dự": "F04", "Địa chỉ": "@unit"}
    carry_out(own, plan_of(own, rows, tmp_path, agreed=agreed))
    later = plan_of(own, book(rows, title="Quý IV/2018"), tmp_path, "sau.xlsx", kind=None)
    assert (later.recognized, later.happened, len(later.fresh)) == (True, "2018-Q4", 1)
    with pytest.raises(DvError) as refused:
        plan_of(own, rows, tmp_path, agreed={"Họp": "A66"})
    assert refused.value.code == "column_target_unknown"


def test_the_kind_is_told_from_the_heads_alone(session, tmp_path):
    for rows in (BY_FIGURES, BY_UNITS):
        file = tmp_path / "rộng.xlsx"
        file.write_bytes(book(rows))
        assert likely_kind(session, open_file(session, file)) == "unit_figures"


def test_units_in_one_cell_are_read_one_by_one_and_a_strange_one_is_named(session, tmp_path):
    head = ("Loại báo cáo", "Từ ngày", "Đến ngày", "Ngày nhận", "Đơn vị đã báo cáo")
    row = (
        "Báo cáo định kỳ",
        "01/07/2018",
        "30/09/2018",
        "14/09/2018",
        "Mai Dịch, P. Nghĩa Tân;\nPhường Quan Hoa",
    )
    content = book((head, row), title="Sổ")
    plan = plan_of(session, content, tmp_path, kind="commune_return")
    assert plan.refused == ()
    units: Any = plain_values(plan.fresh[0].record.values)["units"]
    assert set(units) == {"00163", "00160", "00169"}
    bad = plan_of(
        session, book((head, (*row[:4], "Mai Dịch, Xóm Mới")), title="Sổ"), tmp_path, kind="commune_return"
    )
    assert [(one.cell, one.code, one.details["value"]) for one in bad.refused] == [
        ("E4", "cell_unknown_unit", "Xóm Mới")
    ]


def test_figures_that_the_program_computes_are_told_and_no_fault(session, tmp_path):
    rows = (*BY_UNITS[:3], (3, "A03", "đơn vị", 8, 8, 9, 16), (4, "Tỷ lệ xếp loại A", "%", 50, 50, 9, 50),
            (5, "Số TTHC thuộc thẩm quyền giải quyết", "TTHC", 7, None, 9, 7))  # fmt: skip
    plan = plan_of(session, rows, tmp_path)
    whole_of(plan)
    assert (plan.refused, plan.rows(RowFate.COMPUTED)) == ((), (5, 6))
    assert figures(plan.fresh[0].record) == {"A06": 4, "D01": 7}


@given(
    st.sampled_from([BY_FIGURES[:2], BY_UNITS[:1]]),
    st.lists(
        st.lists(
            st.one_of(RUBBISH, st.sampled_from(["A06", "F04 Số lượt", MEETINGS, "Nghĩa Tân"])), max_size=7
        ),
        max_size=8,
    ),
)
@settings(max_examples=25, deadline=None)
def test_no_cell_of_a_wide_sheet_is_lost_in_silence(session, tmp_path_factory, begun, rows):
    plain = [
        [f" {cell}" if isinstance(cell, str) and re.match("[={]|https?:|ftp:|mailto:|(in|ex)ternal:", cell) else cell
         for cell in row]
        for row in rows
    ]  # fmt: skip
    whole_of(plan_of(session, (*begun, *plain), tmp_path_factory.getbasetemp(), name="bừa.xlsx"))
