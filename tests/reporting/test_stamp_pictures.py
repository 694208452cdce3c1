"""Pictures of signatures and seals: what can be used, and what is said of the rest."""

import io

import pikepdf
import pytest
from PIL import Image
from tests.reporting.reading import MM
from tests.reporting.samples import report
from tests.reporting.test_stamps import SHORT, WHEN
from tests.stamp_pictures import BLACK, BLUE, seal, signature

from dvapp.domain.signing.stamp_errors import (
    PictureEmpty,
    PictureOpaque,
    PictureTooLarge,
    PictureTooSmall,
    PictureUnreadable,
)
from dvapp.reporting.pages import ReportPages
from dvapp.reporting.stamp_pictures import MOST_BYTES, MOST_KEPT, read_picture
from dvapp.services.reports.paging import Tone

Pixel = tuple[int, int, int, int]


def pixels(picture: Image.Image) -> list[Pixel]:
    """Its points as red, green, blue and density."""
    content = picture.convert("RGBA").tobytes()
    return list(zip(*(content[n::4] for n in range(4)), strict=True))


WHITE = (255, 255, 255, 255)


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


def test_margins_are_cut_off_and_the_real_width_is_known():
    made = read_picture(signature(size=(900, 420), dots=300))
    assert made.width < 760
    assert made.natural_width == pytest.approx(made.width / 300 * 25.4, rel=0.01)
    assert made.tone is Tone.BLUE
    assert read_picture(seal()).natural_width == pytest.approx(30, abs=0.1)
    assert read_picture(seal()).tone is Tone.RED
    assert read_picture(signature(colour=BLACK)).tone is Tone.OTHER


def test_a_scan_on_white_or_yellowish_paper_is_cleared_and_keeps_its_ink():
    for ground in (WHITE, (244, 240, 228, 255)):
        for kind in ("PNG", "JPEG"):
            scan = signature(ground=ground, kind=kind, size=(900, 420))
            with pytest.raises(PictureOpaque):
                read_picture(scan)
            made = opened(read_picture(scan, clear_ground=True).png)
            assert made.getchannel("A").getextrema() == (0, 255)
            seen = [pixel for pixel in pixels(made) if pixel[3] > 250]
            mean = [sum(pixel[n] for pixel in seen) / len(seen) for n in range(3)]
            assert mean == pytest.approx(BLUE, abs=25)


def test_a_large_picture_is_made_smaller_and_keeps_clear_edges():
    made = read_picture(signature(size=(2000, 900)))
    assert max(made.width, made.height) == MOST_KEPT
    picture = opened(made.png)
    assert all(pixel[2] > 90 for pixel in pixels(picture) if pixel[3] > 60)  # no black seam


def test_nothing_of_where_it_came_from_stays_in_it():
    assert set(opened(read_picture(signature()).png).info) <= {"interlace"}


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", PictureUnreadable),
        (b"%PDF-1.7 nothing of a picture", PictureUnreadable),
        (signature()[:400], PictureUnreadable),
        (b"x" * (MOST_BYTES + 1), PictureTooLarge),
        (signature(ground=WHITE), PictureOpaque),
        (signature(size=(40, 20)), PictureTooSmall),
    ],
)
def test_what_cannot_be_used_is_refused(content, refusal):
    with pytest.raises(refusal):
        read_picture(content)


def test_an_empty_picture_is_told():
    out = io.BytesIO()
    Image.new("RGBA", (300, 100), (0, 0, 0, 0)).save(out, "PNG")
    with pytest.raises(PictureEmpty):
        read_picture(out.getvalue())


def test_a_picture_that_claims_more_points_than_memory_holds_is_not_opened():
    png = bytearray(signature())
    png[16:24] = (60_000).to_bytes(4, "big") * 2
    with pytest.raises((PictureTooLarge, PictureUnreadable)):
        read_picture(bytes(png))


@pytest.mark.parametrize("profile", ["party-2018", "party-2026", "state-2020"])
def test_the_stamp_is_as_large_as_the_wide_place_and_says_who_signed(profile, pages):
    made = report(profile=profile)
    drawn = pages.draw(made, b"{}", pictured=True)
    width = pages.field_places(drawn)["ChuKyLanhDao"].width
    stamp = pages.signer_stamp(made, SHORT, WHEN, picture=read_picture(signature()), width=width)
    with pikepdf.open(io.BytesIO(stamp)) as opened_stamp:
        (page,) = opened_stamp.pages
        assert float(page.mediabox[2]) * MM == pytest.approx(width, abs=0.01)
        (image,) = page.get_images().values()
        assert image.ColorSpace == "/DeviceRGB"
        assert "/SMask" in image


@pytest.fixture(scope="module")
def pages() -> ReportPages:
    from tests.reporting.samples import RESOURCES

    return ReportPages(RESOURCES)
