"""Where two states of a document look different."""

from io import BytesIO

import pytest
from PIL import Image
from pyhanko.pdf_utils import generic
from tests.signing.attacks import appended, edited_page, more_pages, numbers, overlay
from tests.signing.make_pdf import plain_pdf, prepared_pdf

from dvapp.domain.errors import PdfUnreadable
from dvapp.domain.signing.comparison import ComparedPage
from dvapp.reporting.comparing import compare_pages, side_by_side


def test_a_document_does_not_differ_from_itself():
    pdf = prepared_pdf()
    comparison = compare_pages(pdf, pdf)
    assert comparison.different == ()
    assert comparison.whole
    assert comparison.pages == (ComparedPage(before=1, now=1),)


def test_what_was_painted_over_is_boxed_where_it_was():
    pdf = prepared_pdf()
    (page,) = compare_pages(pdf, appended(overlay)(pdf)).pages
    # PAINT covers 80..500 across and 480..810 up; words stand at its upper left
    assert page.boxes
    assert all(box.left >= 74 and box.right <= 506 and box.bottom <= 842 - 474 for box in page.boxes)


def test_an_added_page_is_added_and_a_missing_one_removed():
    pdf = plain_pdf()
    longer = appended(more_pages)(pdf)
    assert compare_pages(pdf, longer).pages[-1] == ComparedPage(before=None, now=2)
    assert compare_pages(longer, pdf).pages[-1] == ComparedPage(before=2, now=None)


def test_a_turned_page_has_another_size():
    pdf = plain_pdf()
    (page,) = compare_pages(pdf, appended(edited_page(Rotate=generic.NumberObject(90)))(pdf)).pages
    assert page.resized
    assert page.differs
    (cut,) = compare_pages(pdf, appended(edited_page(CropBox=numbers(0, 0, 300, 300)))(pdf)).pages
    assert cut.resized


def test_a_revision_that_looks_the_same_is_the_same():
    pdf = plain_pdf()
    assert compare_pages(pdf, appended(lambda writer: writer.update_root())(pdf)).different == ()


def test_a_picture_shows_both_states_with_the_same_boxes():
    pdf = prepared_pdf()
    changed = appended(overlay)(pdf)
    (page,) = compare_pages(pdf, changed).pages
    image = Image.open(BytesIO(side_by_side(pdf, changed, page, dots_per_inch=72))).convert("RGB")
    half = image.width // 2
    red = bytes((196, 43, 28))
    sides = (image.crop((0, 0, half, image.height)), image.crop((half, 0, image.width, image.height)))
    assert all(red * 20 in side.tobytes() for side in sides)


def test_what_is_no_pdf_cannot_be_compared():
    with pytest.raises(PdfUnreadable):
        compare_pages(plain_pdf(), b"x")
