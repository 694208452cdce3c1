"""The file itself: PDF/A-3, its fonts, its data, its bookmarks, and the same bytes everywhere."""

import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from pikepdf import pdfa
from tests.reporting.documents import PROFILES, document
from tests.reporting.samples import DATA, DISTRICT, RESOURCES, report

from dvapp.domain.errors import PdfUnreadable
from dvapp.domain.papers.reports import Stage
from dvapp.reporting import archive, press
from dvapp.reporting.pages import ReportPages

ROOT = Path(__file__).parents[2]
STAGES = pytest.mark.parametrize("stage", list(Stage))


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


@STAGES
@pytest.mark.parametrize("profile", ["party-2018", "party-2026"])
def test_without_its_form_the_file_is_pdf_a_3b(pages: ReportPages, stage: Stage, profile: str):
    assert_archive(pages.draw(report(stage=stage, profile=profile, issuer=DISTRICT), DATA))


def assert_archive(written: bytes) -> None:
    with opened(written) as pdf:
        if "/AcroForm" in pdf.Root:  # the checker judges no forms
            del pdf.Root.AcroForm
            for page in pdf.pages:
                if "/Annots" in page.obj:
                    del page.obj.Annots
        judged = pdfa.check(pdf, "3b")
    # The checker knows no level A, which asks for more; ``test_tags`` judges that.
    assert {finding.rule for finding in judged.findings} == {archive.LEVEL}, judged.summary()


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("name", ["optional", "long", "joint", "annexes"])
def test_papers_of_every_kind_and_layout_are_archives_with_their_fonts_and_the_same_bytes(
    pages: ReportPages, profile: str, name: str, tmp_path: Path
):
    made = document(name, profile)
    written = pages.draw(made, DATA)
    assert_archive(written)
    assert_fonts(written, tmp_path)
    assert ReportPages(RESOURCES).draw(made, DATA) == written


@STAGES
def test_every_font_is_embedded(pages: ReportPages, stage: Stage, tmp_path: Path):
    assert_fonts(pages.draw(report(stage=stage), DATA), tmp_path)


def assert_fonts(written: bytes, folder: Path) -> None:
    path = folder / "r.pdf"
    path.write_bytes(written)
    listed = subprocess.run(
        ["pdffonts", path], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]
    assert listed
    for line in listed:
        assert "Tinos" in line
        embedded, subset, unicode = line[55:].split()[-5:-2]
        assert (embedded, subset, unicode) == ("yes", "yes", "yes")


@STAGES
def test_the_data_come_back_byte_by_byte(pages: ReportPages, stage: Stage):
    pdf = pages.draw(report(stage=stage), DATA)
    assert pages.data_of(pdf) == DATA
    with opened(pdf) as file:
        (spec,) = file.Root.AF
        assert spec.AFRelationship == "/Data"
        assert str(spec.UF) == "bao-cao.json"
        assert spec.EF.F.Subtype == "/application/json"


def test_a_pdf_of_other_origin_has_no_data_of_ours(pages: ReportPages):
    plain = pikepdf.new()
    plain.add_blank_page()
    plain.attachments["other.json"] = b"{}"
    out = io.BytesIO()
    plain.save(out)
    assert pages.data_of(out.getvalue()) is None


@pytest.mark.parametrize("garbage", [b"", b"%PDF-1.7\nnothing", b"PK\x03\x04" * 50])
def test_what_is_no_pdf_is_refused(pages: ReportPages, garbage: bytes):
    with pytest.raises(PdfUnreadable):
        pages.data_of(garbage)
    with pytest.raises(PdfUnreadable):
        pages.pages(garbage)
    with pytest.raises(PdfUnreadable):
        pages.picture(garbage, 0, dots_per_inch=50)


def test_a_pdf_behind_a_password_is_refused(pages: ReportPages):
    with opened(pages.draw(report(stage=Stage.DRAFT), DATA)) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(PdfUnreadable):
        pages.data_of(out.getvalue())
    with pytest.raises(PdfUnreadable):
        pages.pages(out.getvalue())


def test_the_file_tells_its_title_issuer_language_and_day(pages: ReportPages):
    with opened(pages.draw(report(), DATA)) as pdf:
        assert str(pdf.docinfo.Title) == "BÁO CÁO kết quả thực hiện “Năm dân vận chính quyền” 2018"
        assert str(pdf.docinfo.Author) == "Ban Dân vận Thành uỷ Hà Nội"
        assert str(pdf.docinfo.CreationDate).startswith("D:20181231000000+07'00")
        assert str(pdf.Root.Lang) == "vi-VN"
        assert pdf.pdf_version == "1.7"
        with pdf.open_metadata() as described:
            assert described.pdfa_status == "3A"
        assert all("/Trans" not in page.obj for page in pdf.pages)


def test_headings_and_annexes_are_bookmarks(pages: ReportPages):
    with opened(pages.draw(report(), DATA)) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
        assert titles[0] == "I- KẾT QUẢ THỰC HIỆN"
        assert titles[-1].startswith("Phụ lục 1. ")
        assert outline.root[0].children[0].title.startswith("1. ")


def test_a_fault_in_the_archive_is_never_signed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(press, "srgb_profile", bytes)
    with pytest.raises(RuntimeError, match="3b"):
        ReportPages(RESOURCES).draw(report(), DATA, proved=True)


@STAGES
def test_the_same_report_gives_the_same_bytes(pages: ReportPages, stage: Stage):
    assert ReportPages(RESOURCES).draw(report(stage=stage), DATA) == pages.draw(report(stage=stage), DATA)


def test_the_same_report_gives_the_same_bytes_in_another_process(pages: ReportPages):
    code = (
        "import hashlib\n"
        "from tests.reporting.samples import *\n"
        "from dvapp.reporting.pages import ReportPages\n"
        "print(hashlib.sha256(ReportPages(RESOURCES).draw(report(), DATA)).hexdigest())\n"
    )
    environment = os.environ | {
        "PYTHONHASHSEED": "4711",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "TZ": "America/Lima",
        "LANG": "C",
    }
    told = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == hashlib.sha256(pages.draw(report(), DATA)).hexdigest()


def test_another_figure_gives_other_bytes(pages: ReportPages):
    assert pages.draw(report(), DATA) != pages.draw(report(), DATA + b" ")
