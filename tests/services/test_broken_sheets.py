"""Deliberately broken sheets: every cell below the head is read, refused by its address, or told to be passed over."""

import io
import re
import unicodedata
import zipfile
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.office import converted, needs_office

from dvapp.app.tools import make_tools
from dvapp.domain.errors import DvError
from dvapp.domain.language.old_letters import OldLetters, table
from dvapp.domain.sheets.cells import words
from dvapp.domain.sheets.importing import CellFate, RowFate
from dvapp.services.sheets.importing import ImportOrder, plan_import
from dvapp.services.stores import create_store

HEAD = ("STT", "Đơn vị", "Kỳ trước chuyển sang", "Khiếu nại", "Tố cáo", "Kiến nghị, phản ánh (đơn)", "Thuộc thẩm quyền",
        "Đã giải quyết", "Chuyển, hướng dẫn, lưu", "Nơi gửi")  # fmt: skip
MAI_DICH = (1, "Phường Mai Dịch", 2, 1, 0, 6, 5, 4, 4, "VP")
NGHIA_TAN = (2, "Nghĩa Tân", 1, 3, 1, 4, 5, 5, 3, "")
QUAN_HOA = (3, "P. Quan Hoa", 0, 0, 0, 3, 3, 2, 0, "")
GOOD = (MAI_DICH, NGHIA_TAN)
WARD, CARRIED, COMPLAINTS, FORWARDED = 1, 2, 3, 8
READ, REFUSED, HELD, UNREAD = CellFate.READ, CellFate.REFUSED, CellFate.HELD, CellFate.UNREAD


def book(*rows, head=HEAD, title="BIỂU ĐƠN THƯ THÁNG 7/2018", more=None, name="biểu.xlsx") -> bytes:
    """Title in row 1, head in row 3, the rows below it; ``more(workbook, sheet)`` breaks it."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as workbook:
        sheet = workbook.add_worksheet("Biểu 1")
        if title:
            sheet.merge_range(0, 0, 0, 9, title)
        for row, cells in enumerate([head, *rows], start=2):
            for column, value in enumerate(cells):
                if isinstance(value, datetime):
                    form = workbook.add_format({"num_format": "dd/mm/yyyy"})
                    sheet.write_datetime(row, column, value, form)
                elif value is not None:
                    sheet.write(row, column, value)
        if more is not None:
            more(workbook, sheet)
    return content.getvalue()


def text(*rows, head=HEAD, mark=";") -> str:
    return "".join(mark.join(str(cell) for cell in cells) + "\r\n" for cells in (head, *rows))


def with_cell(row, column: int, value) -> tuple:
    return (*row[:column], value, *row[column + 1 :])


def repacked(content: bytes, part: str, change) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


def added(content: bytes, part: str) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(part, b"programs")
    return out.getvalue()


def old(letters: OldLetters, said: str) -> str:
    """Text as it was written before Unicode."""
    back = {new: old_ for old_, new in sorted(table(letters).items(), key=lambda pair: -len(pair[0]))}
    return "".join(back.get(letter, letter) for letter in unicodedata.normalize("NFC", said))


def decomposed(letter: str) -> str:
    """As cp1258 writes it: the vowel with its roof, then the tone."""
    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    parts = unicodedata.normalize("NFD", letter)
    vowel = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
    return vowel + "".join(part for part in parts if part in tones)


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    path = tmp_path_factory.mktemp("kho") / "cầu giấy.dvapp"
    made = create_store(path, board="005", year=2018, password="mat khau de thu", tools=make_tools())
    yield made
    made.store.close()


def plan_of(session, folder: Path, content: bytes | str, name: str = "biểu.xlsx", **order):
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    wanted = {"kind": "petitions", "happened": "2018-07", **order}
    return plan_import(session, ImportOrder(path=file, **wanted))


def whole(plan) -> Counter:
    """Counts of what became of the cells; every cell that is not blank must be among them exactly once."""
    accounts = plan.accounts()
    there = {
        (row, column)
        for row in range(plan.head.last + 1, len(plan.sheet.rows))
        for column, value in enumerate(plan.sheet.rows[row])
        if words(value) or (row, column) in plan.sheet.unvalued
    }
    assert set(accounts) == there
    bad = {(one.row, one.column) for one in plan.refused}
    kept = {row for one in (*plan.fresh, *plan.changed, *plan.same) for row in one.rows}
    for (row, column), fate in accounts.items():
        assert (fate is REFUSED) == ((row, column) in bad)
        assert (fate is READ) <= (row in kept and column in plan.head.columns)
        assert (fate is HELD) <= (row not in kept)
    assert all(one.cell and one.code for one in plan.refused)
    return Counter(accounts.values())


BAD_CELLS = {
    "a word for a number": (CARRIED, "ba", "cell_not_a_number"),
    "a number with its unit": (CARRIED, "36 đơn", "cell_not_a_number"),
    "a number that can be read in two ways": (CARRIED, "1,234", "cell_two_ways"),
    "points in wrong places": (CARRIED, "1.23.456", "cell_two_ways"),
    "half a petition": (CARRIED, 2.5, "cell_not_whole"),
    "a code": (CARRIED, "00157", "cell_code"),
    "a dash": (CARRIED, "-", "cell_dash"),
    "a day for a number": (CARRIED, datetime(2018, 5, 3), "cell_not_a_number"),  # noqa: DTZ001
    "a truth for a number": (CARRIED, True, "cell_not_a_number"),
    "an error": (CARRIED, "#REF!", "cell_error"),
    "a percentage as text": (CARRIED, "5%", "cell_percent"),
    "less than nothing": (CARRIED, "(1.234)", "too_small"),
    "a part larger than its whole": (7, 9, "part_exceeds_whole"),
    "a ward that is none": (WARD, "Phường Không Có", "cell_unknown_unit"),
    "no ward at all": (WARD, None, "cell_no_unit"),
    "not applicable where it is no answer": (FORWARDED, "không áp dụng", "must_apply"),
    "a very large number": (CARRIED, 10**30, "too_large"),
}


@pytest.mark.parametrize(("column", "value", "code"), BAD_CELLS.values(), ids=BAD_CELLS)
def test_a_bad_cell_is_named_and_its_row_held_back(session, tmp_path, column, value, code):
    plan = plan_of(session, tmp_path, book(with_cell(MAI_DICH, column, value), NGHIA_TAN))
    counts = whole(plan)
    place = f"{chr(65 + column)}4"
    assert (place, code) in {(one.cell, one.code) for one in plan.refused}
    assert [one.rows for one in plan.fresh] == [(4,)]
    assert counts[READ] == 8
    assert counts[UNREAD] == 3


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("1.234.567", 1234567),
        ("\u00a01.234", 1234),
        ("03", 3),
        (unicodedata.normalize("NFD", "Chưa có số liệu"), None),
    ],
)
def test_numbers_as_offices_write_them_are_read(session, tmp_path, value, number):
    plan = plan_of(session, tmp_path, book(with_cell(MAI_DICH, CARRIED, value), NGHIA_TAN))
    counts = whole(plan)
    assert counts[REFUSED] == 0
    assert plan.fresh[0].record.values.get("carried") == number


def test_a_percent_format_is_no_count(session, tmp_path):
    def percent(workbook, sheet):
        sheet.write(3, CARRIED, 1, workbook.add_format({"num_format": "0%"}))

    plan = plan_of(session, tmp_path, book(*GOOD, more=percent))
    whole(plan)
    assert [(one.cell, one.code) for one in plan.refused] == [("C4", "cell_percent")]


def test_a_formula_without_a_value_is_not_blank(session, tmp_path):
    content = book(*GOOD, more=lambda _book, sheet: sheet.write_formula(3, CARRIED, "=1+1", value=77))
    content = repacked(content, "xl/worksheets/sheet1.xml", lambda part: part.replace(b"<v>77</v>", b""))
    plan = plan_of(session, tmp_path, content)
    whole(plan)
    assert [(one.cell, one.code) for one in plan.refused] == [("C4", "cell_formula")]


def test_a_ward_merged_over_its_rows_is_the_ward_of_each(session, tmp_path):
    rows = (MAI_DICH, with_cell(NGHIA_TAN, WARD, None))
    content = book(*rows, more=lambda _book, sheet: sheet.merge_range(3, 1, 4, 1, "Phường Mai Dịch"))
    plan = plan_of(session, tmp_path, content)
    whole(plan)
    # one month of one ward said twice: the second is told and not added up
    assert [(one.cell, one.code) for one in plan.refused] == [("B5", "row_again")]


def test_one_number_merged_over_two_wards_is_nobodys(session, tmp_path):
    content = book(*GOOD, more=lambda _book, sheet: sheet.merge_range(3, 2, 4, 2, 7))
    plan = plan_of(session, tmp_path, content)
    whole(plan)
    assert {(one.cell, one.code) for one in plan.refused} == {("C4", "cell_merged"), ("C5", "cell_merged")}


@pytest.mark.parametrize(
    "total", ["Tổng cộng", "CỘNG:", "Toàn quận", "Tổng số", unicodedata.normalize("NFD", "Tổng cộng")]
)
def test_totals_are_compared_and_not_counted(session, tmp_path, total):
    right = ("", total, 3, 4, 1, 10, 10, 9, 7, "")
    plan = plan_of(session, tmp_path, book(*GOOD, right))
    assert whole(plan)[CellFate.TOTAL] == 8
    assert (len(plan.fresh), plan.refused) == (2, ())
    above = plan_of(session, tmp_path, book(right, *GOOD))
    assert (len(above.fresh), above.refused) == (2, ())
    wrong = plan_of(session, tmp_path, book(*GOOD, with_cell(right, CARRIED, 99)))
    whole(wrong)
    assert [(one.cell, one.code) for one in wrong.refused] == [("C6", "total_differs")]


def test_totals_of_groups_and_of_all_are_each_compared_with_their_own_rows(session, tmp_path):
    first = ("", "Cộng", 2, 1, 0, 6, 5, 4, 4, "")
    second = ("", "Cộng", 1, 3, 1, 4, 5, 5, 3, "")
    every = ("", "Tổng cộng", 3, 4, 1, 10, 10, 9, 7, "")
    plan = plan_of(session, tmp_path, book(MAI_DICH, first, NGHIA_TAN, second, every))
    whole(plan)
    assert (len(plan.fresh), plan.refused, plan.rows(RowFate.TOTAL)) == (2, (), (4, 6, 7))


def test_notes_below_a_table_are_told(session, tmp_path):
    rows = (
        *GOOD,
        (),
        ("", "", "", "", "", "", "Hà Nội, ngày … tháng 7"),
        ("", "Người lập biểu", "", "", "", "", "Thủ trưởng"),
    )
    plan = plan_of(session, tmp_path, book(*rows))
    assert whole(plan)[CellFate.SKIPPED] == 3
    assert (len(plan.fresh), plan.refused, plan.rows(RowFate.NOTE)) == (2, (), (6, 7))


def test_a_second_table_is_told_and_can_be_read_by_itself(session, tmp_path):
    rows = (*GOOD, (), ("BIỂU ĐƠN THƯ THÁNG 8/2018",), HEAD, with_cell(QUAN_HOA, CARRIED, 9))
    plan = plan_of(session, tmp_path, book(*rows))
    counts = whole(plan)
    assert (len(plan.fresh), plan.refused) == (2, ())
    assert plan.rows(RowFate.OTHER_TABLE) == (6, 7, 8)
    assert counts[CellFate.SKIPPED] == 1 + 10 + 9
    other = plan_of(session, tmp_path, book(*rows), happened=None, below=6)
    assert [one.record.values["carried"] for one in other.fresh] == [9]
    assert (other.happened, other.from_title) == ("2018-08", True)


def test_a_head_printed_on_each_page_is_no_row(session, tmp_path):
    plan = plan_of(session, tmp_path, book(MAI_DICH, HEAD, NGHIA_TAN))
    whole(plan)
    assert (len(plan.fresh), plan.refused, plan.rows(RowFate.HEAD)) == (2, (), (4,))


def test_numbers_of_the_columns_and_wards_without_answers_are_told(session, tmp_path):
    plan = plan_of(session, tmp_path, book(tuple(f"({n})" for n in range(1, 11)), MAI_DICH, (2, "Nghĩa Tân")))
    whole(plan)
    assert (plan.rows(RowFate.NUMBERS), plan.rows(RowFate.NAME_ONLY), len(plan.fresh)) == ((3,), (5,), 1)


def test_a_head_over_two_rows_with_merged_cells_is_found(session, tmp_path):
    upper = ("STT", "Đơn vị", "Kỳ trước chuyển sang", "Đơn nhận trong kỳ")
    lower = ("", "", "", "Khiếu nại", "Tố cáo", "Kiến nghị, phản ánh", *HEAD[6:])

    def merge(_book, sheet):
        sheet.merge_range(2, 3, 2, 5, "Đơn nhận trong kỳ")
        for column in range(3):
            sheet.merge_range(2, column, 3, column, upper[column])

    plan = plan_of(session, tmp_path, book(lower, *GOOD, head=upper, more=merge))
    whole(plan)
    assert (plan.head.last, len(plan.head.columns), len(plan.fresh), plan.refused) == (3, 8, 2, ())


def test_a_column_of_counts_may_say_what_it_counts(session, tmp_path):
    head = (*HEAD[:3], "Số đơn khiếu nại", "Số tố cáo (đơn)", *HEAD[5:])
    plan = plan_of(session, tmp_path, book(*GOOD, head=head))
    whole(plan)
    assert (plan.head.columns[3], plan.head.columns[4]) == ("complaints", "denunciations")


def test_hidden_and_filtered_rows_are_read_and_told(session, tmp_path):
    def hide(workbook, sheet):
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.set_column(2, 2, None, None, {"hidden": True})
        workbook.add_worksheet("Nháp").hide()
        workbook.add_worksheet("Tháng 8").write(0, 0, "Số liệu tháng 8")

    plan = plan_of(session, tmp_path, book(*GOOD, more=hide))
    whole(plan)
    assert (len(plan.fresh), set(plan.sheet.hidden_rows), set(plan.sheet.hidden_columns)) == (2, {3}, {2})
    assert (plan.opened.hidden, plan.other_sheets) == (("Nháp",), ("Tháng 8",))


def test_macros_and_links_are_never_followed(session, tmp_path):
    def link(_book, sheet):
        sheet.write_url(3, 9, "file:///etc/passwd", string="VP")

    content = added(book(*GOOD, more=link), "xl/vbaProject.bin")
    plan = plan_of(session, tmp_path, content, name="biểu.xlsm")
    whole(plan)
    assert (plan.opened.macros, len(plan.fresh)) == (True, 2)


@pytest.mark.parametrize("letters", list(OldLetters))
@pytest.mark.parametrize("name", ["biểu.xlsx", "biểu.csv"])
def test_letters_of_before_unicode_are_converted_and_told(session, tmp_path, letters, name):
    head = [old(letters, said) for said in HEAD]
    rows = [with_cell(row, WARD, old(letters, str(row[WARD]))) for row in GOOD]
    content = (
        book(*rows, head=head, title="")
        if name.endswith("xlsx")
        else text(*rows, head=head).encode("latin-1")
    )
    plan = plan_of(session, tmp_path, content, name=name)
    whole(plan)
    assert (plan.opened.letters, len(plan.fresh), plan.refused) == (letters, 2, ())
    with pytest.raises(DvError):
        plan_of(session, tmp_path, content, name=name, keep_letters=True)


@pytest.mark.parametrize(
    "content",
    [
        text(*GOOD).encode("utf-8-sig"),
        text(*GOOD, mark="\t").encode("utf-16"),
        text(*GOOD, head=("STT", "Đơn vị", "Kỳ trước chuyển sang", "Khiếu nại", "Tố cáo", "Kiến nghị", *HEAD[6:])).encode(),
        unicodedata.normalize("NFD", text(*GOOD)).encode(),
        text(with_cell(MAI_DICH, 9, '"VP; phòng 1\n2"')).encode(),
    ],
    ids=["semicolons", "tabs in UTF-16", "a column in other words", "NFD", "lines within a cell"],
)  # fmt: skip
def test_text_files_of_any_office_are_read(session, tmp_path, content):
    plan = plan_of(session, tmp_path, content, name="biểu.csv")
    whole(plan)
    assert len(plan.fresh) in {1, 2}
    assert plan.refused == ()


def test_old_windows_text_is_read(session, tmp_path):
    apart = "".join(
        letter if letter.encode("cp1258", "ignore") else decomposed(letter) for letter in text(*GOOD)
    )
    plan = plan_of(session, tmp_path, apart.encode("cp1258"), name="biểu.csv")
    whole(plan)
    assert (len(plan.fresh), plan.refused) == (2, ())


def test_the_wrong_name_does_not_matter(session, tmp_path):
    plan = plan_of(session, tmp_path, book(*GOOD), name="biểu.csv")
    assert len(plan.fresh) == 2


@needs_office
@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_merged_percent_and_hidden_cells_are_told_alike_from_other_programs(session, tmp_path, kind):
    def breaks(_book, sheet):
        sheet.merge_range(3, 2, 4, 2, 7)
        sheet.set_row(5, None, None, {"hidden": True})

    other = converted({"biểu.xlsx": book(*GOOD, QUAN_HOA, more=breaks)}, kind, tmp_path)["biểu.xlsx"]
    plan = plan_of(session, tmp_path, other, name=f"biểu.{kind}")
    whole(plan)
    assert {(one.cell, one.code) for one in plan.refused} == {("C4", "cell_merged"), ("C5", "cell_merged")}


def test_the_month_in_the_title_is_used_and_told(session, tmp_path):
    plan = plan_of(session, tmp_path, book(*GOOD), happened=None)
    whole(plan)
    assert (plan.happened, plan.from_title, len(plan.fresh)) == ("2018-07", True, 2)
    silent = plan_of(session, tmp_path, book(*GOOD, title="Biểu"), happened=None)
    whole(silent)
    assert {one.code for one in silent.refused} == {"required"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "table_head_not_found"),
        (b"PK\x03\x04rubbish", "sheet_file_unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 90, "sheet_file_unreadable"),
        (b"%PDF-1.7\x00\x01", "sheet_file_unreadable"),
        (book(head=("a", "b")), "table_head_not_found"),
    ],
    ids=["nothing", "a broken archive", "a locked or broken xls", "a PDF", "no head"],
)  # fmt: skip
def test_what_cannot_be_a_table_is_refused(session, tmp_path, content, code):
    with pytest.raises(DvError) as refused:
        plan_of(session, tmp_path, content)
    assert refused.value.code == code


RUBBISH = st.one_of(
    st.none(),
    st.integers(-5, 10**6),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.sampled_from(["", " ", "1.234", "1,5", "-", "x", "Tổng cộng", "Cộng", "#REF!", "5%", "Phường Mai Dịch", "(1)", "(2)",
                     "Nghĩa Tân", "Khiếu nại", "Đơn vị", "Tố cáo", "Ghi chú: không", "không áp dụng", "31/02/2018", "I", "II"]),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12),
)  # fmt: skip


@given(
    st.lists(st.lists(RUBBISH, min_size=0, max_size=10), max_size=12),
    st.lists(st.tuples(st.integers(3, 9), st.integers(0, 8)), max_size=2),
)
@settings(max_examples=60, deadline=None)
def test_no_cell_of_any_sheet_is_lost_in_silence(session, tmp_path_factory, rows, merges):
    def merge(_book, sheet):
        taken: set[tuple[int, int]] = set()
        for row, column in merges:
            area = {(row, column), (row + 1, column), (row, column + 1), (row + 1, column + 1)}
            if not area & taken:
                sheet.merge_range(row, column, row + 1, column + 1, "gộp")
                taken |= area

    rows = [[f" {cell}" if isinstance(cell, str) and re.match("[={]|https?:|ftp:|mailto:|(in|ex)ternal:", cell) else cell
             for cell in row] for row in rows]  # fmt: skip
    folder = tmp_path_factory.getbasetemp()
    plan = plan_of(session, folder, book(MAI_DICH, *rows, more=merge), name="bừa.xlsx")
    whole(plan)
