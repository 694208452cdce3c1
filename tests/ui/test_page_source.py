"""Pictures of pages in work: what stayed the same is not drawn again, and what changed is never shown as it was."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot
from tests.reporting.samples import DATA, RESOURCES, paragraph, report
from tests.ui.reporting_world import OFFSCREEN, settle, working

from dvapp.domain.papers.reports import Paragraph, Report, Stage
from dvapp.reporting.pages import ReportPages
from dvapp.services.reports.paging import PageImage
from dvapp.ui.jobs import Jobs
from dvapp.ui.report.page_source import PageSource, PagesSeen, glance, image_of, in_work

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN)

DOTS = 30.0


class Counted(ReportPages):
    """The real thing, which notes which pages it drew."""

    def __init__(self) -> None:
        super().__init__(RESOURCES)
        self.drawn: list[int] = []

    def picture(self, pdf: bytes, page: int, *, dots_per_inch: float) -> PageImage:
        self.drawn.append(page)
        return super().picture(pdf, page, dots_per_inch=dots_per_inch)


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    with working() as made:
        yield made


@pytest.fixture
def maker() -> Counted:
    return Counted()


@pytest.fixture
def source(qtbot: QtBot, maker: Counted, jobs: Jobs) -> PageSource:
    return PageSource(maker, jobs)


def looked_at(source: PageSource, qtbot: QtBot, jobs: Jobs) -> list[QImage]:
    """Every page as it stands when all that is asked for is drawn."""
    for page in range(source.count):
        source.image(page, DOTS)
    settle(qtbot, jobs)
    return [source.image(page, DOTS) for page in range(source.count)]


def shown(source: PageSource, maker: Counted, made: Report) -> PagesSeen:
    """As the screen draws it, beside the window."""
    return in_work(maker.preview(made, b""), maker, source.sight)


def real(maker: Counted, made: Report) -> list[QImage]:
    """The pages of the finished file."""
    pdf = maker.draw(made, DATA)
    return [image_of(maker.picture(pdf, n, dots_per_inch=DOTS)) for n in range(maker.pages(pdf))]


def with_words(made: Report, words: str) -> Report:
    last = max(n for n, block in enumerate(made.blocks) if isinstance(block, Paragraph))
    return replace(made, blocks=(*made.blocks[:last], paragraph(words), *made.blocks[last + 1 :]))


def test_only_pages_that_changed_are_drawn_again(
    source: PageSource, maker: Counted, qtbot: QtBot, jobs: Jobs
):
    made = report(sections=12)
    source.take(shown(source, maker, made))
    assert looked_at(source, qtbot, jobs) == real(maker, made)
    maker.drawn.clear()
    changed = with_words(made, "Một câu khác hẳn.")
    source.take(shown(source, maker, changed))
    pictures = looked_at(source, qtbot, jobs)
    assert 0 not in maker.drawn
    assert len(maker.drawn) < source.count
    assert pictures == real(maker, changed)


def test_going_back_to_the_words_before_draws_nothing_again(
    source: PageSource, maker: Counted, qtbot: QtBot, jobs: Jobs
):
    made = report(sections=12)
    first = shown(source, maker, made)
    source.take(first)
    before = looked_at(source, qtbot, jobs)
    source.take(shown(source, maker, with_words(made, "Một câu khác hẳn.")))
    looked_at(source, qtbot, jobs)
    maker.drawn.clear()
    source.take(first)
    assert looked_at(source, qtbot, jobs) == before
    assert not maker.drawn


def test_the_mark_of_a_draft_comes_and_goes(source: PageSource, maker: Counted, qtbot: QtBot, jobs: Jobs):
    for stage in (Stage.FOR_SIGNATURE, Stage.DRAFT, Stage.FOR_SIGNATURE):
        made = report(stage=stage)
        source.take(shown(source, maker, made))
        assert looked_at(source, qtbot, jobs) == real(maker, made)


def test_the_page_in_sight_is_sharp_as_soon_as_the_words_are_taken(
    source: PageSource, maker: Counted, qtbot: QtBot, jobs: Jobs
):
    made = report(sections=12)
    last = len(maker.preview(made, b"").sizes) - 2
    source.take(shown(source, maker, made))
    looked_at(source, qtbot, jobs)
    source.forget_wishes([last])
    changed = with_words(made, "Một câu khác hẳn.")
    source.take(shown(source, maker, changed))
    assert source.image(last, DOTS) == real(maker, changed)[last]
    assert not jobs.running


def test_until_a_page_is_drawn_it_is_white_paper_of_its_size(source: PageSource, maker: Counted):
    source.take(shown(source, maker, report()))
    blank = source.image(0, DOTS)
    assert (blank.width(), blank.height()) == (165, 234)
    assert blank.pixelColor(80, 30).name() == "#ffffff"
    assert source.size(0).width() == pytest.approx(595.28, abs=0.01)


def test_a_file_is_seen_at_a_glance_and_then_sharp(
    source: PageSource, maker: Counted, qtbot: QtBot, jobs: Jobs
):
    made = report()
    source.take(glance(maker, maker.draw(made, DATA)))
    assert source.image(0, DOTS).width() == 166
    assert looked_at(source, qtbot, jobs) == real(maker, made)


def test_nothing_is_shown_after_clearing(source: PageSource, maker: Counted):
    source.take(shown(source, maker, report()))
    source.clear()
    assert source.count == 0
    assert source.image(0, DOTS).isNull()
