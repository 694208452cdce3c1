"""Công văn: no tên loại, the trích yếu under the number, Kính gửi; as the guides lay it down, and clean to the linter."""

from dataclasses import replace
from typing import Any

import pytest
from tests.reporting.documents import PROFILES, issuer_of
from tests.reporting.reading import find, page_texts
from tests.reporting.samples import RESOURCES, report

from dvapp.domain.papers.reports import Report, Stage
from dvapp.exchange.report_json import CanonicalReports
from dvapp.reporting.docx.writer import DocxDocuments
from dvapp.reporting.lint.linter import PaperLinter
from dvapp.reporting.pages import ReportPages

EVERY = pytest.mark.parametrize("profile", PROFILES)


def letter(profile: str, **changes: Any) -> Report:
    """A công văn with two addressees."""
    made = report(
        profile=profile, document_type="CÔNG VĂN", type_symbol="CV",
        title="phối hợp thực hiện kế hoạch dân vận chính quyền năm 2018",
        addressees=("Thường trực Thành uỷ", "Văn phòng Thành uỷ"),
        issuer=replace(issuer_of(profile), superior="CƠ QUAN CẤP TRÊN", issuer="CƠ QUAN BAN HÀNH"),
    )  # fmt: skip
    return replace(made, **changes)


def drawn(pages: ReportPages, made: Report) -> bytes:
    return pages.draw(made, CanonicalReports(RESOURCES).write(made))


@pytest.mark.parametrize(
    ("profile", "subject", "font", "number"),
    [
        ("party-2018", "Phối hợp thực hiện kế hoạch", "Tinos-Italic", "-CV/BDVTU"),
        ("party-2026", "Phối hợp thực hiện kế hoạch", "Tinos-Italic", "-CV/BDVTU"),
        ("state-2020", "V/v phối hợp thực hiện kế hoạch", "Tinos", "/UBND-DV"),
    ],
)
def test_the_subject_of_a_letter_stands_small_under_its_number(
    pages: ReportPages, profile: str, subject: str, font: str, number: str
):
    pdf = drawn(pages, letter(profile, stage=Stage.DRAFT))
    above, found = find(pdf, number), find(pdf, subject)
    assert (found.size, found.font) == (12, font)
    assert 6.0 < found.baseline - above.baseline < 7.5
    assert "CÔNG VĂN" not in page_texts(pdf)[0]


@EVERY
@pytest.mark.parametrize("title", ["V/v phối hợp", "về việc phối hợp", "Phối hợp"])
def test_a_subject_begins_in_one_way_however_it_was_typed(pages: ReportPages, profile: str, title: str):
    text = page_texts(drawn(pages, letter(profile, title=title)))[0].casefold()
    assert text.count("phối hợp\n") == 1
    assert text.count("v/v") == (1 if profile == "state-2020" else 0)
    assert "về việc" not in text


@EVERY
def test_what_stands_below_the_number_moves_the_addressees_down(pages: ReportPages, profile: str):
    def top(**changes: Any) -> float:
        return find(drawn(pages, letter(profile, **changes)), "Kính gửi").baseline

    long = "phối hợp " + "thực hiện kế hoạch dân vận chính quyền " * 4
    assert top(title="phối hợp") < top() < top(urgency="KHẨN") < top(urgency="KHẨN", title=long)


@EVERY
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"addressees": ("Thường trực Thành uỷ",)},
        {
            "urgency": "HOẢ TỐC",
            "circulation": "LƯU HÀNH NỘI BỘ",
            "contact": "Số 4 phố Lê Lai; điện thoại: 024",
        },
    ],
)
def test_the_linter_finds_nothing_in_a_letter(pages: ReportPages, profile: str, changes: dict[str, Any]):
    made = letter(profile, **changes)
    linter = PaperLinter(RESOURCES)
    for content in (drawn(pages, made), DocxDocuments(RESOURCES).document(made)):
        found = linter.inspect(content, profile=profile).findings
        assert [(f.rule, f.found) for f in found if f.rule != "text.tone_style"] == []
