"""A printed page and its file: scans, photographs and scanner input, of this file, of another state of it, of others."""

import io
import random
import struct
import zlib
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import segno
from PIL import Image, ImageDraw, ImageFilter
from tests.reporting.samples import report

from dvapp.app.tools import make_tools
from dvapp.domain.errors import FileMissing, NotOurReport
from dvapp.domain.papers.page_codes import PageCode, page_code, read_code
from dvapp.domain.papers.qr_errors import CodeForeign, NoCode, ScanUnreadable
from dvapp.domain.papers.reports import Report
from dvapp.services.reports.qr_check import Match, check_pictures, check_texts
from dvapp.ui.qr.words import all_words

TOOLS = make_tools()


@pytest.fixture(scope="module")
def paper() -> Report:
    return report(profile="party-2026", qr=True, sections=9)


@pytest.fixture(scope="module")
def data(paper: Report) -> bytes:
    return TOOLS.data.write(paper)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, paper: Report, data: bytes) -> Path:
    path = tmp_path_factory.mktemp("qr") / "báo cáo.pdf"
    path.write_bytes(TOOLS.pages.draw(paper, data))
    return path


@pytest.fixture(scope="module")
def count(file: Path) -> int:
    return TOOLS.pages.pages(file.read_bytes())


@pytest.fixture(scope="module")
def scans(file: Path, count: int) -> list[Image.Image]:
    """Every page as a scanner at 200 dots per inch has it."""
    document = pypdfium2.PdfDocument(file)
    try:
        return [document[n].render(scale=200 / 72).to_pil().convert("L") for n in range(count)]
    finally:
        document.close()


def kept(folder: Path, name: str, image: Image.Image, **options: object) -> Path:
    path = folder / name
    image.save(path, **options)  # type: ignore[arg-type]
    return path


def at_an_angle(page: Image.Image) -> Image.Image:
    """As a telephone held askew sees a page on a dark table."""
    table = Image.new("L", (page.width + 400, page.height + 400), 60)
    table.paste(page, (200, 200))
    w, h = table.size
    corners = (
        120,
        60,
        -90,
        h + 30,
        w - 160,
        h - 140,
        w - 40,
        20,
    )  # of the page, where the picture's corners come from
    return table.transform((w, h), Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=60)


def noisy(page: Image.Image) -> Image.Image:
    dice = random.Random(5)
    grains = Image.frombytes("L", page.size, dice.randbytes(page.width * page.height))
    return Image.blend(page, grains, 0.3).filter(ImageFilter.GaussianBlur(0.8))


def folded_light(page: Image.Image) -> Image.Image:
    shade = Image.linear_gradient("L").resize(page.size).point(lambda v: 60 + v * 3 // 5)
    return Image.composite(page, Image.new("L", page.size, 20), shade)


SEEN = {
    "as it is": lambda page: page,
    "upside down": lambda page: page.rotate(180),
    "on its side": lambda page: page.rotate(90, expand=True),
    "askew": lambda page: page.rotate(17, expand=True, fillcolor=90),
    "at an angle": at_an_angle,
    "noisy": noisy,
    "badly lit": folded_light,
    "coarse": lambda page: page.resize((page.width * 5 // 8, page.height * 5 // 8)),
    "huge": lambda page: page.resize((page.width * 2, page.height * 2)),
}


@pytest.mark.parametrize("how", SEEN)
def test_a_page_is_known_however_it_was_taken(file, scans, count, tmp_path, how: str):
    picture = kept(tmp_path, "ảnh.jpg", SEEN[how](scans[1]), quality=70)
    found = check_pictures(file, [picture], tools=TOOLS)
    assert found.match is Match.SAME
    assert [(one.code.page, one.code.pages) for one in found.findings] == [(2, count)]
    assert found.missing == ()
    assert not found.signed


@pytest.mark.parametrize("kind", ["png", "tiff", "webp", "pdf"])
def test_pictures_of_every_usual_kind_are_read(file, scans, tmp_path, kind: str):
    picture = kept(tmp_path, f"trang.{kind}", scans[0])
    assert check_pictures(file, [picture], tools=TOOLS).findings[0].code.page == 1


def test_the_camera_may_have_turned_the_picture_in_its_notes_only(file, scans, tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = kept(tmp_path, "máy.jpg", scans[0].rotate(90, expand=True), exif=exif)
    assert check_pictures(file, [picture], tools=TOOLS).match is Match.SAME


def test_transparent_paper_is_white(file, scans, tmp_path):
    clear = Image.new("RGBA", scans[0].size, (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), mask=scans[0].point(lambda v: 255 - v))
    assert check_pictures(file, [kept(tmp_path, "t.png", clear)], tools=TOOLS).match is Match.SAME


def test_several_pages_in_one_picture_and_a_strangers_code_are_told_apart(file, scans, count, tmp_path):
    both = Image.new("L", (scans[0].width * 2, scans[0].height), 255)
    both.paste(scans[0], (0, 0))
    both.paste(scans[1], (scans[0].width, 0))
    other = io.BytesIO()
    segno.make("WIFI:T:WPA;S:khach;;", error="m").save(other, kind="png", scale=8)
    both.paste(Image.open(other).convert("L"), (scans[0].width // 2, scans[0].height // 3))
    found = check_pictures(file, [kept(tmp_path, "hai.png", both)], tools=TOOLS)
    assert [one.code.page for one in found.findings] == [1, 2]
    assert found.missing == tuple(range(3, count + 1))
    assert len(found.foreign) == 1


def test_all_pages_of_a_scanned_pdf_miss_none(file, count):
    found = check_pictures(file, [file], tools=TOOLS)
    assert len(found.findings) == count
    assert (found.match, found.missing) == (Match.SAME, ())


def test_the_same_report_with_other_figures_is_told(file, paper, data, count):
    earlier = page_code(paper, data + b" ", 1, count)
    assert check_texts(file, [earlier.written], tools=TOOLS).match is Match.OTHER_DATA


def test_another_report_and_another_number_of_pages_are_told(file, paper, data, count):
    other = page_code(replace(paper, kind="BC07"), data, 1, count)
    assert check_texts(file, [other.written], tools=TOOLS).match is Match.OTHER_REPORT
    longer = page_code(paper, data, count + 1, count + 1)
    assert check_texts(file, [longer.written], tools=TOOLS).match is Match.OTHER_COUNT
    right = page_code(paper, data, 1, count)
    assert check_texts(file, [right.written, longer.written], tools=TOOLS).match is Match.OTHER_COUNT


def test_what_a_scanner_types_may_be_lower_case_and_broken_into_lines(file, paper, data, count):
    text = page_code(paper, data, 2, count).written.lower()
    assert check_texts(file, [f"  {text[:30]}\r\n{text[30:]}\n"], tools=TOOLS).match is Match.SAME


def test_papers_of_the_older_form_are_still_read(file, paper, data):
    code = page_code(paper, data, 1, 1)
    old = f"dvapp1:{code.name}:{code.digest}"
    found = check_texts(file, [old], tools=TOOLS)
    assert (found.match, found.findings[0].code.page) == (Match.SAME, None)


def test_a_code_reads_back_as_it_was_written():
    code = PageCode(name="bc06-2018-q3-005", digest="0a" * 16, page=3, pages=12)
    assert read_code(code.written) == code


@pytest.mark.parametrize(
    "text", ["", "hello", "dvapp3:a:" + "0" * 32, "dvapp2:a:" + "0" * 32 + ":3/2", "dvapp2:a:" + "0" * 32 + ":0/2",
             "dvapp2:a:" + "0" * 31 + ":1/2", "https" + ":" + "//x"],
)  # fmt: skip
def test_what_is_no_code_of_ours_is_refused(file, text: str):
    with pytest.raises(CodeForeign):
        check_texts(file, [text], tools=TOOLS)


def test_pictures_without_a_code_and_no_pictures_are_refused(file, tmp_path):
    blank = Image.new("L", (600, 800), 255)
    ImageDraw.Draw(blank).rectangle((100, 100, 200, 200), fill=0)
    with pytest.raises(NoCode):
        check_pictures(file, [kept(tmp_path, "trắng.png", blank)], tools=TOOLS)
    for content in (b"", b"hello", b"%PDF-1.7\nno", b"\x89PNG\r\n\x1a\n" + b"\0" * 50):
        broken = tmp_path / "hỏng.png"
        broken.write_bytes(content)
        with pytest.raises(ScanUnreadable) as told:
            check_pictures(file, [broken], tools=TOOLS)
        assert told.value.where == str(broken)
    with pytest.raises(FileMissing):
        check_pictures(file, [tmp_path / "không có.png"], tools=TOOLS)


def test_a_picture_without_a_code_among_others_is_named(file, scans, tmp_path):
    blank = kept(tmp_path, "trắng.png", Image.new("L", (600, 800), 255))
    found = check_pictures(file, [blank, kept(tmp_path, "ảnh.png", scans[1])], tools=TOOLS)
    assert (found.match, found.blank) == (Match.SAME, ("trắng.png",))
    assert "trắng.png" in " ".join(all_words(found))


def test_a_picture_that_would_fill_the_memory_is_refused(file, tmp_path):
    small = io.BytesIO()
    Image.new("1", (8, 8), 1).save(small, "png")
    head = b"IHDR" + struct.pack(">II", 60000, 60000) + small.getvalue()[24:29]
    bomb = tmp_path / "bom.png"
    bomb.write_bytes(
        small.getvalue()[:12] + head + struct.pack(">I", zlib.crc32(head)) + small.getvalue()[33:]
    )
    with pytest.raises(ScanUnreadable):
        check_pictures(file, [bomb], tools=TOOLS)


def test_a_file_that_is_no_report_of_ours_is_refused(paper, data, tmp_path):
    blank = pypdfium2.PdfDocument.new()
    blank.new_page(595, 842).close()
    plain = tmp_path / "khác.pdf"
    blank.save(plain)
    blank.close()
    with pytest.raises(NotOurReport):
        check_texts(plain, [page_code(paper, data, 1, 1).written], tools=TOOLS)
