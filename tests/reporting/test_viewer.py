"""Pages as pictures for the window."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.reporting.samples import DATA, RESOURCES, annex, report

from dvapp.domain.papers.reports import Stage
from dvapp.reporting.pages import ReportPages

SRC = Path(__file__).parents[2] / "src"


def test_a_picture_is_white_paper_in_the_asked_resolution(pages: ReportPages):
    pdf = pages.draw(report(stage=Stage.DRAFT), DATA)
    image = pages.picture(pdf, 0, dots_per_inch=72)
    assert (image.width, image.height) == (596, 842)
    assert len(image.pixels) == image.width * image.height * 4
    assert image.pixels[:4] == b"\xff\xff\xff\xff"
    assert set(image.pixels[3::4]) == {255}


def test_a_picture_shows_what_stands_in_the_fields(pages: ReportPages):
    image = pages.picture(pages.draw(report(), DATA), 0, dots_per_inch=72)
    top, bottom = int(35 * 72 / 25.4), int(39 * 72 / 25.4)  # the number line
    strip = image.pixels[top * image.width * 4 : bottom * image.width * 4]
    assert min(strip[0::4]) < 128


def test_pages_are_counted(pages: ReportPages):
    short = report(blocks=report().blocks[:1], annexes=())
    assert pages.pages(pages.draw(short, DATA)) == 1
    assert pages.pages(pages.draw(report(blocks=report().blocks[:1], annexes=(annex(3),)), DATA)) == 2


def test_a_page_that_is_not_there_cannot_be_drawn(pages: ReportPages):
    pdf = pages.draw(report(annexes=(), stage=Stage.DRAFT), DATA)
    with pytest.raises(IndexError):
        pages.picture(pdf, 99, dots_per_inch=30)


def test_many_threads_may_draw_and_look_at_once(pages: ReportPages):
    made = [report(stage=Stage.DRAFT, annexes=(), sections=n) for n in (1, 2, 3, 1)]
    alone = [pages.draw(one, DATA) for one in made]
    fresh = ReportPages(RESOURCES)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda one: fresh.draw(one, DATA), made)) == alone
        images = list(pool.map(lambda pdf: pages.picture(pdf, 0, dots_per_inch=40), alone))
    assert images[0] == images[3]


def test_nothing_heavy_is_loaded_before_it_is_needed():
    code = (
        f"import sys; sys.path.insert(0, {str(SRC)!r}); import dvapp.reporting.pages; "
        "print([m for m in ('reportlab', 'pikepdf', 'pypdfium2', 'fontTools', 'lxml') if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
