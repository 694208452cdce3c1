"""The QR codes in the bottom margins: off unless asked for, readable from paper, and never in the way of anything official."""

import hashlib
from dataclasses import replace
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageFilter
from tests.reporting.documents import PROFILES, document, issuer_of
from tests.reporting.reading import shapes
from tests.reporting.samples import DATA, RESOURCES, report
from tests.reporting.structure import judged
from tests.reporting.test_archive import assert_archive

from dvapp.domain.papers.page_codes import name_of, page_code
from dvapp.domain.papers.reports import Report, Stage
from dvapp.reporting.lint.linter import PaperLinter
from dvapp.reporting.pages import ReportPages

EVERY = pytest.mark.parametrize("profile", PROFILES)
MM = 25.4 / 72
DIGEST = hashlib.sha256(DATA).hexdigest()[:32].upper()
NAME = "BC06-2018-HN"


def text_of(page: int, pages: int, digest: str = DIGEST) -> str:
    return f"DVAPP2:{NAME}:{digest}:{page}/{pages}"


def printed(pdf: bytes, page: int = 0, *, dots: float = 150) -> Image.Image:
    """A page in greys, as a printer's dots."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        image: Image.Image = document[page].render(scale=dots / 72).to_pil()
        return image.convert("L")
    finally:
        document.close()


def codes(image: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(image)]


def with_qr(profile: str, **changes: Any) -> Report:
    return report(profile=profile, qr=True, sections=9, **changes)


@EVERY
@pytest.mark.parametrize("dots", [110, 150, 300])
def test_the_code_of_every_page_is_read_as_printed(pages: ReportPages, profile: str, dots: float):
    pdf = pages.draw(with_qr(profile), DATA)
    count = pages.pages(pdf)
    assert count > 1
    for n in range(count):
        assert codes(printed(pdf, n, dots=dots)) == [text_of(n + 1, count)]


@pytest.mark.parametrize("profile", ["party-2026", "state-2020"])
def test_pages_lying_on_their_side_and_backs_of_sheets_bear_it_too(pages: ReportPages, profile: str):
    made = replace(document("annexes", profile), qr=True, duplex=True)
    pdf = pages.draw(made, DATA)
    count = pages.pages(pdf)
    name = name_of(made).upper()
    for n in range(count):
        assert codes(printed(pdf, n)) == [f"DVAPP2:{name}:{DIGEST}:{n + 1}/{count}"]


def test_the_code_is_read_from_a_copy_that_is_turned_pale_and_unsharp(pages: ReportPages):
    pdf = pages.draw(with_qr("party-2018"), DATA)
    for n in range(2):
        copy = printed(pdf, n, dots=200)
        copy = copy.filter(ImageFilter.GaussianBlur(1)).rotate(3, fillcolor=255)
        copy = copy.point(lambda v: 70 + v * 7 // 10)
        assert codes(copy) == [text_of(n + 1, pages.pages(pdf))]


def test_without_the_setting_there_is_none(pages: ReportPages):
    assert not codes(printed(pages.draw(report(), DATA), dots=200))


def test_it_names_the_report_and_the_data_of_this_very_file(pages: ReportPages):
    made = with_qr("party-2018")
    assert page_code(made, DATA, 1, 3).written == text_of(1, 3)
    other = DATA + b" "
    attached = pages.data_of(pages.draw(made, other))
    assert attached is not None
    digest = hashlib.sha256(attached).hexdigest()[:32].upper()
    assert digest != DIGEST
    pdf = pages.draw(made, other)
    assert codes(printed(pdf)) == [text_of(1, pages.pages(pdf), digest)]


@EVERY
@pytest.mark.parametrize("stage", list(Stage))
def test_nothing_else_on_any_page_is_moved_by_it(pages: ReportPages, profile: str, stage: Stage):
    made = with_qr(profile, stage=stage, issuer=issuer_of(profile))
    one, other = pages.draw(made, DATA), pages.draw(replace(made, qr=False), DATA)
    assert pages.pages(one) == pages.pages(other)
    for n in range(pages.pages(one)):
        here, there = printed(one, n, dots=100), printed(other, n, dots=100)
        place = (12, 277, 29, 294) if n == 0 else (29, 278, 44, 293)
        left, top, right, bottom = (round(mm / 25.4 * 100) for mm in place)
        white = Image.new("L", (right - left, bottom - top), 255)
        assert there.crop((left, top, right, bottom)).tobytes() == white.tobytes()
        here.paste(white, (left, top))
        assert here.tobytes() == there.tobytes()


@EVERY
def test_it_stands_in_the_bottom_margin_with_its_quiet_zone_and_where_printers_reach(
    pages: ReportPages, profile: str
):
    made = with_qr(profile)
    without = {(box.left, box.top) for box in shapes(pages.draw(replace(made, qr=False), DATA))}
    boxes = [box for box in shapes(pages.draw(made, DATA)) if (box.left, box.top) not in without]
    left, right = min(box.left for box in boxes), max(box.right for box in boxes)
    top, bottom = min(box.top for box in boxes), max(box.bottom for box in boxes)
    assert right - left == pytest.approx(bottom - top, abs=0.1) == pytest.approx(15.2, abs=0.1)
    module = 15.2 / 29
    assert top > 277  # below the area of type
    assert right + 4 * module <= 30.01  # beside it
    assert bottom < 297 - 4.23  # a sixth of an inch stays blank on office printers
    assert left > 4.23


def test_a_file_with_it_keeps_its_rules_and_says_nothing_more(pages: ReportPages):
    made = document("plain", "party-2018")
    assert_archive(pages.draw(replace(made, qr=True), DATA))
    heard = judged(pages.draw(replace(made, qr=True), DATA)).words
    assert heard == judged(pages.draw(made, DATA)).words


@EVERY
def test_the_linter_takes_no_offence_at_it(pages: ReportPages, profile: str):
    made = with_qr(profile, issuer=issuer_of(profile))
    linter = PaperLinter(RESOURCES)
    without = linter.inspect(pages.draw(replace(made, qr=False), DATA)).findings
    assert linter.inspect(pages.draw(made, DATA)).findings == without


def test_the_same_report_gives_the_same_bytes_with_it(pages: ReportPages):
    made = with_qr("state-2020")
    assert ReportPages(RESOURCES).draw(made, DATA) == pages.draw(made, DATA)
