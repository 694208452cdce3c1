"""``dvappctl report export``: the file is what its name says, or nothing is written."""

import io
import zipfile

import docx
import openpyxl
import pytest
from tests.app.ctl import Ctl


@pytest.fixture
def store(ctl: Ctl):
    return ctl.store()


def exporting(ctl: Ctl, store, name: str, *more: object) -> tuple[object, ...]:
    out = ctl.folder / name
    return ctl.on(store, "report", "export", "--kind", "BC06", "--period", "2018", "--out", out, *more)


def test_the_name_decides_what_a_report_becomes(ctl: Ctl, store):
    said = ctl.done(*exporting(ctl, store, "báo cáo.docx", "--json")).json
    assert (said["format"], said["kind"], said["period"]) == ("docx", "BC06", "2018")
    texts = [p.text for p in docx.Document(str(ctl.folder / "báo cáo.docx")).paragraphs]
    assert "BÁO CÁO" in texts
    ctl.done(*exporting(ctl, store, "phụ lục.XLSX"))
    book = openpyxl.load_workbook(io.BytesIO((ctl.folder / "phụ lục.XLSX").read_bytes()))
    assert book.sheetnames == ["Phụ lục 1", "Phụ lục 2", "Số liệu"]


def test_the_figures_of_the_store_stand_in_the_workbook_with_their_checks(ctl: Ctl, store):
    ctl.add(store, "inspection", ctl.done("kinds", "inspection", "--json").json["example"]["values"])
    ctl.done(*exporting(ctl, store, "a.xlsx"))
    sheet = openpyxl.load_workbook(ctl.folder / "a.xlsx", data_only=True)["Phụ lục 1"]
    row = next(r for r in sheet.iter_rows(min_row=6, values_only=True) if r[0] == "B05")
    assert isinstance(row[3], int)
    assert row[4:] == ("B05 = B06 + B07 + B08 + B09", row[3], "khớp")


def test_a_draft_and_another_layout_can_be_exported(ctl: Ctl, store):
    ctl.done(*exporting(ctl, store, "a.docx", "--draft", "--profile", "party-2026"))
    text = zipfile.ZipFile(ctl.folder / "a.docx").read("word/document.xml").decode()
    assert "Dự thảo" in text


def test_another_ending_is_refused_and_nothing_written(ctl: Ctl, store):
    assert ctl.refused(*exporting(ctl, store, "báo cáo.pdf")) == "export_unknown"
    assert not (ctl.folder / "báo cáo.pdf").exists()


def test_a_folder_that_is_not_there_is_refused(ctl: Ctl, store):
    assert ctl.refused(*exporting(ctl, store, "không có/báo cáo.xlsx")) == "file_unwritable"
