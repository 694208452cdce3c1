"""The file itself: what it says of itself, and that the same report gives the same bytes."""

import hashlib
import io
import subprocess
import sys
import zipfile
from datetime import UTC, datetime

from tests.reporting.samples import annex, report

_AGAIN = """
import hashlib
from tests.reporting.samples import RESOURCES, annex, report
from dvapp.reporting.docx.writer import DocxDocuments
made = DocxDocuments(RESOURCES).document(report(annexes=(annex(), annex(5, 2))))
print(hashlib.sha256(made).hexdigest())
"""


def test_the_same_report_gives_the_same_bytes_in_another_process(maker, pytestconfig):
    made = maker.document(report(annexes=(annex(), annex(5, 2))))
    told = subprocess.run(
        [sys.executable, "-c", _AGAIN],
        check=True,
        capture_output=True,
        text=True,
        cwd=pytestconfig.rootpath,
        env={"PYTHONPATH": "src:.", "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"},
    )
    assert told.stdout.strip() == hashlib.sha256(made).hexdigest()


def test_nothing_inside_tells_when_it_was_made(maker):
    files = zipfile.ZipFile(io.BytesIO(maker.document(report())))
    assert {entry.date_time for entry in files.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert files.namelist()[0] == "[Content_Types].xml"
    assert files.testzip() is None


def test_the_file_names_report_and_issuer_and_the_reports_own_day(opened):
    told = opened(report()).core_properties
    assert told.title == "BÁO CÁO kết quả thực hiện “Năm dân vận chính quyền” 2018"
    assert told.author == told.last_modified_by == "Ban Dân vận Thành uỷ Hà Nội"
    assert told.created == told.modified == datetime(2018, 12, 31, tzinfo=UTC)
    assert told.language == "vi-VN"
    assert not told.comments
    assert not told.keywords


def test_a_long_summary_is_cut_where_the_file_names_it_and_whole_on_the_page(opened):
    made = opened(report(title="kết quả " * 60))
    assert len(made.core_properties.title) == 255
    assert "kết quả " * 59 in next(p.text for p in made.paragraphs if p.style.name == "Subtitle")


def test_the_file_tells_its_layout(opened):
    assert opened(report(profile="state-2020")).core_properties.identifier == "dvapp-layout:state-2020"


def test_every_cell_has_a_paragraph_and_the_last_table_is_followed_by_one(opened):
    # Word calls a file broken that lacks either.
    made = opened(report())
    assert all(cell.paragraphs for table in made.tables for row in table.rows for cell in row.cells)
    kinds = [element.tag.rsplit("}", 1)[-1] for element in made.element.body]
    assert kinds[-2:] == ["p", "sectPr"]
