"""Stamps: as large as their places, transparent, and whole however long the names are."""

import io
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pikepdf
import pytest
from tests.reporting.reading import MM, seen
from tests.reporting.samples import CITY, DATA, report

from dvapp.domain.signing.verification import KeyHolder
from dvapp.reporting.pages import ReportPages
from dvapp.services.reports.paging import Fields

ZONE = timezone(timedelta(hours=7))
WHEN = datetime(2026, 5, 28, 17, 24, 51, tzinfo=ZONE)


def holder(name: str, organisation: str) -> KeyHolder:
    return KeyHolder(
        name=name,
        organisation=organisation,
        issuer="CA",
        valid_from=datetime(2026, 1, 1, tzinfo=ZONE),
        valid_to=datetime(2027, 1, 1, tzinfo=ZONE),
    )


SHORT = holder("Nguyễn Văn An", "Ban Dân vận")
LONG = holder(
    "Công Tằng Tôn Nữ Nguyễn Phước Thị Hồng Hạnh Bích Ngọc",
    "Ban Tuyên giáo và Dân vận Đảng uỷ các cơ quan Đảng Trung ương tại thành phố Hà Nội",
)


def size(pdf: bytes) -> tuple[float, float]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        (page,) = opened.pages
        return float(page.mediabox[2]), float(page.mediabox[3])


@pytest.mark.parametrize("who", [SHORT, LONG], ids=["short", "long"])
def test_stamps_are_as_large_as_their_places(pages: ReportPages, who: KeyHolder):
    with pikepdf.open(io.BytesIO(pages.draw(report(), DATA))) as pdf:
        boxes = {str(f.T): [float(v) for v in f.Rect] for f in pdf.Root.AcroForm.Fields}
    stamps = {
        Fields.LEADER: pages.signer_stamp(report(), who, WHEN),
        Fields.SEAL: pages.seal_stamp(report(), who, WHEN),
    }
    for name, stamp in stamps.items():
        left, bottom, right, top = boxes[name]
        assert size(stamp) == pytest.approx((right - left, top - bottom), abs=0.01)


@pytest.mark.parametrize("who", [SHORT, LONG], ids=["short", "long"])
def test_the_leaders_stamp_says_who_where_and_when_inside_its_place(pages: ReportPages, who: KeyHolder):
    stamp = pages.signer_stamp(report(), who, WHEN)
    lines = seen(stamp, gap=1000)
    text = " ".join(line.text for line in lines)
    assert f"Ký bởi: {who.name}" in text
    assert f"Cơ quan: {who.organisation}" in text
    assert "Ngày ký: 2026-05-28 17:24:51 +07:00" in text
    width, height = (v * MM for v in size(stamp))
    assert all(s.left >= 0 and s.right <= width and 2 < s.baseline < height - 0.5 for s in lines)
    assert all(6 <= s.size <= 10 for s in lines)


def test_a_signer_without_organisation_has_no_empty_line(pages: ReportPages):
    lines = seen(pages.signer_stamp(report(), holder("Nguyễn Văn An", ""), WHEN), gap=1000)
    assert not [s for s in lines if "Cơ quan" in s.text]


@pytest.mark.parametrize(
    "superior", ["THÀNH UỶ HÀ NỘI", "BAN CHẤP HÀNH ĐẢNG BỘ KHỐI CÁC CƠ QUAN THÀNH PHỐ HÀ NỘI"]
)
def test_the_seal_carries_every_letter_of_both_names_within_its_ring(pages: ReportPages, superior: str):
    made = report(issuer=replace(CITY, superior=superior))
    stamp = pages.seal_stamp(made, SHORT, WHEN)
    letters = [s for s in seen(stamp, gap=0) if s.text]
    drawn = sorted("".join(s.text for s in letters).replace(" ", ""))
    assert drawn == sorted((superior + made.issuer.issuer).replace(" ", ""))
    for s in letters:
        from_middle = ((s.left - 15) ** 2 + (s.baseline - 15) ** 2) ** 0.5
        assert 8.5 < from_middle < 13.5


def test_around_the_ink_stamps_let_the_page_through(pages: ReportPages):
    import pypdfium2
    import pypdfium2.raw as pdfium

    document = pypdfium2.PdfDocument(pages.seal_stamp(report(), SHORT, WHEN))
    page = document[0]
    bitmap = page.render(
        scale=2, fill_color=(0, 0, 0, 0), force_bitmap_format=pdfium.FPDFBitmap_BGRA, rev_byteorder=True
    )
    pixels = bytes(bitmap.buffer)
    width = bitmap.width
    bitmap.close()
    page.close()
    document.close()
    assert pixels[:4] == b"\0\0\0\0", "the corner is empty"
    middle = (width // 2 * width + width // 2) * 4
    red, green, _, alpha = pixels[middle : middle + 4]
    assert alpha == 255
    assert red > 150 > green


def test_stamps_are_the_same_bytes_each_time(pages: ReportPages):
    assert pages.signer_stamp(report(), LONG, WHEN) == pages.signer_stamp(report(), LONG, WHEN)
    assert pages.seal_stamp(report(), LONG, WHEN) == pages.seal_stamp(report(), LONG, WHEN)
