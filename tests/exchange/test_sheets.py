"""Sheets from any office are read cell by cell at their own addresses; hostile files end in words."""

import contextlib
import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.office import converted, needs_office

from dvapp.domain.sheets.sheet_errors import SheetFileLocked, SheetFileTooLarge, SheetFileUnreadable
from dvapp.exchange.sheets import read_sheets


def book(fill) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as workbook:
        fill(workbook)
    return content.getvalue()


def messy(workbook) -> None:
    sheet = workbook.add_worksheet("Biểu 1")
    sheet.merge_range("C2:D2", "Đơn thư")
    sheet.write("B3", "Đơn vị")
    sheet.write("C3", 36)
    sheet.write("D3", "1.234.567")
    sheet.write_datetime("E3", datetime(2018, 5, 29), workbook.add_format({"num_format": "dd/mm/yyyy"}))  # noqa: DTZ001
    sheet.write_formula("C4", "=C3+1", value=37)
    workbook.add_worksheet("Trống")
    workbook.add_worksheet("Ẩn").hide()


def repacked(content: bytes, name: str, change) -> bytes:
    """An archive with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return out.getvalue()


def test_a_cell_keeps_its_address_though_the_sheet_begins_with_blanks():
    first, blank = read_sheets(book(messy))
    assert (first.name, blank.name, blank.rows) == ("Biểu 1", "Trống", ())
    assert first.rows[2] == (None, "Đơn vị", 36.0, "1.234.567", date(2018, 5, 29))
    assert first.rows[3][2] == 37
    assert first.merged == ((1, 2, 1, 3),)
    assert first.is_blank(0)


@needs_office
@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_the_same_sheet_reads_alike_from_every_spreadsheet_program(tmp_path, kind):
    other = converted({"biểu.xlsx": book(messy)}, kind, tmp_path)["biểu.xlsx"]
    first = read_sheets(other)[0]
    assert first.name == "Biểu 1"
    assert first.rows[2] == (None, "Đơn vị", 36.0, "1.234.567", date(2018, 5, 29))
    assert first.rows[3][2] == 37


def test_a_formula_whose_result_was_never_stored_is_told_from_a_blank_cell():
    def forget(sheet: bytes) -> bytes:
        return sheet.replace(b"<v>37</v>", b"")

    (first, _blank) = read_sheets(repacked(book(messy), "xl/worksheets/sheet1.xml", forget))
    assert first.unvalued == {(3, 2)}
    assert first.rows[3][2] is None
    assert not first.is_blank(3)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Đơn vị;Số đơn\nPhường Mai Dịch;1.234\n", "utf-8"),
        ("Đơn vị\tSố đơn\r\nPhường Mai Dịch\t1.234\r\n", "utf-16"),
        ('Đơn vị,Số đơn\n"Phường Mai Dịch",1.234\n', "utf-8-sig"),
    ],
)
def test_text_files_are_read_with_any_separator_and_encoding(text, encoding):
    (sheet,) = read_sheets(text.encode(encoding))
    assert sheet.rows == (("Đơn vị", "Số đơn"), ("Phường Mai Dịch", "1.234"))


def test_a_cell_at_the_far_end_of_the_sheet_is_refused_by_its_address():
    def far(workbook) -> None:
        sheet = workbook.add_worksheet()
        sheet.write(0, 0, 1)
        sheet.write(1048575, 16383, 2)

    with pytest.raises(SheetFileTooLarge) as refused:
        read_sheets(book(far))
    assert refused.value.details["reason"] == "XFD1048576"


def test_an_archive_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _megabyte in range(600):
                part.write(b"\0" * 1024 * 1024)
    with pytest.raises(SheetFileTooLarge):
        read_sheets(bomb.getvalue())


def test_a_document_type_inside_the_xml_is_refused():
    def evil(part: bytes) -> bytes:
        return part.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1)

    with pytest.raises(SheetFileUnreadable):
        read_sheets(repacked(book(messy), "xl/worksheets/sheet1.xml", evil))


ods_head = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="B">'
)
ods_tail = "</table:table></office:spreadsheet></office:body></office:document-content>"


def ods(rows: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ods_head + rows + ods_tail)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return out.getvalue()


CELL = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'


def test_sixteen_million_blank_cells_of_an_open_document_cost_nothing():
    blank = '<table:table-row table:number-rows-repeated="1048575"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    (sheet,) = read_sheets(ods(f"<table:table-row>{CELL}</table:table-row>{blank}"))
    assert sheet.rows == (("x",),)


def test_a_filled_cell_repeated_without_end_is_refused():
    many = CELL.replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="16384"')
    with pytest.raises(SheetFileTooLarge):
        read_sheets(ods(f'<table:table-row table:number-rows-repeated="1048576">{many}</table:table-row>'))


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04rubbish", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 90, b"%PDF-1.7\x00\x01", b"MZ\x00\x00"],
)
def test_what_is_no_spreadsheet_is_refused_or_holds_nothing(content):
    try:
        assert all(not sheet.rows for sheet in read_sheets(content))
    except SheetFileUnreadable as refused:
        assert refused.details["reason"] in {"damaged", "kind", "password"}  # noqa: PT017


WHOLE = book(messy)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_damaged_file_is_read_or_refused(data):
    content = bytearray(WHOLE)
    for _blow in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    with contextlib.suppress(SheetFileUnreadable, SheetFileTooLarge):
        read_sheets(bytes(content))


# --- locked with a password; the files are made by LibreOffice 7.4, the password is "bimat" ----------------------------


@pytest.mark.parametrize("name", ["locked.xlsx", "locked.xls", "locked.ods"])
def test_a_file_locked_with_a_password_says_so(name):
    content = (Path(__file__).parent / "locked" / name).read_bytes()
    with pytest.raises(SheetFileLocked):
        read_sheets(content)
