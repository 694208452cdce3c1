"""Sheets as LibreOffice writes them, and text files of every make: each cell is read, refused, or told."""

import contextlib
import io
import struct
import unicodedata
from datetime import date, datetime

import pytest
import xlsxwriter
from tests.office import converted, needs_office
from tests.services.test_broken_sheets import (
    CARRIED,
    GOOD,
    HEAD,
    MAI_DICH,
    QUAN_HOA,
    book,
    decomposed,
    old,
    plan_of,
    session,
    text,
    whole,
    with_cell,
)

from dvapp.domain.errors import DvError
from dvapp.domain.language.old_letters import OldLetters
from dvapp.domain.sheets.cells import Unread, read_day
from dvapp.domain.sheets.importing import RowFate
from dvapp.domain.sheets.sheet_errors import SheetFileUnreadable
from dvapp.exchange.sheets import read_book, read_sheets
from dvapp.exchange.xls_parts import xls_parts

__all__ = ["session"]

NGHIA_DO = with_cell(QUAN_HOA, 1, "Nghĩa Đô")
DICH_VONG = with_cell(QUAN_HOA, 1, "Dịch Vọng")
ROWS = (with_cell(MAI_DICH, CARRIED, "1\u202f234"), GOOD[1], QUAN_HOA, NGHIA_DO, DICH_VONG)


def messy() -> bytes:
    """Heads over three rows, failed formulas, percentages, a truth, hidden rows and columns, comments, signatures."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"date_1904": True}) as workbook:
        sheet = workbook.add_worksheet("Biểu")
        sheet.merge_range(0, 0, 0, 9, "BIỂU ĐƠN THƯ THÁNG 7/2018")
        for column, said in ((0, "STT"), (1, "Đơn\nvị"), (2, "Kỳ trước  chuyển sang")):
            sheet.merge_range(2, column, 4, column, said)
        sheet.merge_range(2, 3, 2, 5, "Đơn nhận")
        sheet.merge_range(3, 3, 3, 5, "trong kỳ")
        sheet.merge_range(2, 6, 2, 8, "Kết quả")
        for column, said in enumerate(HEAD[3:6], start=3):
            sheet.write(4, column, said)
        for column, said in enumerate(HEAD[6:9], start=6):
            sheet.merge_range(3, column, 4, column, said)
        for row, cells in enumerate(ROWS, start=5):
            for column, value in enumerate(cells):
                sheet.write(row, column, value)
        sheet.write_formula(6, CARRIED, "=1/0", value="#DIV/0!")
        sheet.write_formula(6, 3, "=#REF!+1", value="#REF!")
        sheet.write(7, CARRIED, 0.5, workbook.add_format({"num_format": "0%"}))
        sheet.write(8, CARRIED, -5, workbook.add_format({"num_format": "#,##0_);(#,##0)"}))
        sheet.write_comment(9, CARRIED, "ghi chú của người lập")
        sheet.set_row(9, None, None, {"hidden": True})
        sheet.set_column(9, 9, None, None, {"hidden": True})
        sheet.autofilter(4, 0, 9, 9)
        sheet.write(12, 1, "Người lập biểu")
        sheet.merge_range(12, 6, 12, 8, "TRƯỞNG BAN")
        days = workbook.add_worksheet("Ngày")
        days.write_datetime(0, 0, datetime(2018, 5, 29), workbook.add_format({"num_format": "dd/mm/yyyy"}))  # noqa: DTZ001  # a sheet knows no zones
        workbook.add_worksheet("Ẩn").hide()
    return content.getvalue()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    files = {"xlsx": messy()}
    for kind in ("ods", "xls"):
        files[kind] = converted({"biểu.xlsx": messy()}, kind, tmp_path_factory.mktemp(kind))["biểu.xlsx"]
    return files


@needs_office
@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_a_messy_sheet_says_the_same_whichever_program_saved_it(session, tmp_path, made, kind):
    plan = plan_of(session, tmp_path, made[kind], name=f"biểu.{kind}", happened=None)
    whole(plan)
    assert {(one.cell, one.code) for one in plan.refused} == {
        ("C7", "cell_error"),
        ("D7", "cell_error"),
        ("C8", "cell_percent"),
        ("C9", "too_small"),
    }
    assert (plan.happened, plan.head.last) == ("2018-07", 4)
    assert [one.record.values.get("carried") for one in plan.fresh] == [1234, 0]
    assert (set(plan.sheet.hidden_rows), set(plan.sheet.hidden_columns)) == ({9}, {9})
    assert (plan.opened.hidden, plan.other_sheets, plan.rows(RowFate.NOTE)) == (("Ẩn",), ("Ngày",), (12,))
    assert plan.opened.sheets[1].rows[0][0] == date(2018, 5, 29)


@needs_office
def test_a_book_of_before_2007_that_is_cut_anywhere_ends_in_words(made):
    whole_file = made["xls"]
    assert set(xls_parts(whole_file)[0].errors.values()) == {"#DIV/0!", "#REF!"}
    for part in range(0, len(whole_file), len(whole_file) // 40):
        with contextlib.suppress(SheetFileUnreadable):
            read_book(whole_file[:part])


def test_an_error_is_no_blank_cell(session, tmp_path):
    def fails(_book, sheet):
        sheet.write_formula(3, CARRIED, "=NA()", value="#N/A")

    plan = plan_of(session, tmp_path, book(*GOOD, more=fails))
    whole(plan)
    assert [(one.cell, one.value, one.code) for one in plan.refused] == [("C4", "#N/A", "cell_error")]


def test_formats_of_16_million_blank_columns_are_no_cells(session, tmp_path):
    def wide(workbook, sheet):
        ground = workbook.add_format({"bg_color": "#ffffff"})
        sheet.write_blank(3, 16383, None, ground)
        sheet.write_blank(2000, 0, None, ground)

    plan = plan_of(session, tmp_path, book(*GOOD, more=wide))
    whole(plan)
    assert (len(plan.fresh), plan.sheet.width) == (2, 10)


def all_makes() -> dict[str, bytes]:
    made: dict[str, bytes] = {}
    for mark, name in ((";", "semicolons"), (",", "commas"), ("\t", "tabs"), ("|", "bars")):
        rows = [[f'"{cell}"' if mark in str(cell) else cell for cell in row] for row in (HEAD, *GOOD)]
        said = text(*rows[1:], head=rows[0], mark=mark)
        made[name] = said.encode("utf-8-sig")
        made[f"{name} in UTF-16 without its mark"] = said.encode("utf-16-le")
        made[f"{name} with bare carriage returns"] = said.replace("\r\n", "\r").encode()
        made[f"{name} in NFD"] = unicodedata.normalize("NFD", said).encode()
        made[f"{name} told in the first line"] = f"sep={mark}\r\n{said}".encode()
        apart = (letter if letter.encode("cp1258", "ignore") else decomposed(letter) for letter in said)
        made[f"{name} of old Windows"] = "".join(apart).encode("cp1258")
        for letters in OldLetters:
            made[f"{name} in {letters.value}"] = old(letters, said).encode("latin-1")
    return made


MAKES = all_makes()


@pytest.mark.parametrize("content", MAKES.values(), ids=MAKES)
def test_text_files_of_every_make_say_the_same(session, tmp_path, content):
    plan = plan_of(session, tmp_path, content, name="biểu.csv")
    whole(plan)
    assert (len(plan.fresh), plan.refused) == (2, ())


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<html><body><table><tr><td>STT</td></tr></table></body></html>", "sheet_file_web_page"),
        (b'<?xml version="1.0"?>\n<Workbook></Workbook>', "sheet_file_web_page"),
        ('STT;Đơn vị;Khiếu nại\r\n1;"Mai Dịch;2\r\n2;Nghĩa Tân;1\r\n'.encode(), "sheet_file_quote"),
    ],
)
def test_what_only_looks_like_a_sheet_is_called_by_its_name(content, code):
    with pytest.raises(DvError) as refused:
        read_sheets(content)
    assert refused.value.code == code


def test_a_cell_far_out_in_an_old_book_makes_no_room_for_millions(monkeypatch):
    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    begin, end = record(0x0809, bytes(16)), record(0x000A, b"")
    globals_ = begin + record(0x0085, struct.pack("<IBB", 0, 0, 0) + b"\x01\x00a") + end
    place = len(globals_)
    globals_ = begin + record(0x0085, struct.pack("<IBB", place, 0, 0) + b"\x01\x00a") + end
    sheet = begin + record(0x0203, struct.pack("<3Hd", 65535, 255, 0, 1.0)) + end
    monkeypatch.setattr("dvapp.exchange.xls_parts.stream_of", lambda *_names: globals_ + sheet)
    with pytest.raises(DvError) as refused:
        xls_parts(b"")
    assert refused.value.code == "sheet_file_too_large"


@pytest.mark.parametrize(
    "said",
    [
        "29/5/2018",
        "29.5.2018",
        "29-05-2018",
        "2018-05-29",
        "2018-05-29 00:00:00",
        "29/05/2018 00:00",
        "ngày 29 tháng 5 năm 2018",
        "29\u00a0tháng 05 năm 2018",
    ],
)
def test_days_are_read_as_offices_write_them(said):
    assert read_day(said) == date(2018, 5, 29)


@pytest.mark.parametrize("said", ["29/5/18", "5/29/2018", "31/02/2018", "cuối tháng 5", "2018-05-29 13:30"])
def test_a_day_that_could_be_another_is_refused(said):
    assert read_day(said) == Unread("cell_not_a_day")
