"""The charts of the figures screen: listed, drawn as they print, said in words, and taken elsewhere as pictures."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage
from tests.ui.reporting_world import OFFSCREEN, YEAR, add, make_session, settle, shown_screen

from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.errors import OutputTaken
from dvapp.domain.papers.charts import ChartKind
from dvapp.services.figures.charts import chart_by_month, draw_chart, period_charts, write_picture
from dvapp.ui.figures.chart_model import file_name, load_charts, place_of
from dvapp.ui.figures.screen import FiguresScreen

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN)


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    session = make_session(tmp_path_factory.mktemp("board"))
    add(session, "inspection", "2018-06-05", form="self", theme="Tự kiểm tra", visits=12)
    yield session
    session.store.close()


@pytest.fixture
def screen(qtbot, board):
    with shown_screen(qtbot, FiguresScreen, board) as (jobs, made):
        made.setProperty("jobs", jobs)
        yield made


def drawn(screen, qtbot):
    settle(qtbot, screen.property("jobs"), after=150)
    settle(qtbot, screen.property("jobs"))
    return screen._charts


# --- what there is -----------------------------------------------------------------------------------------------------


def test_every_chart_of_the_pack_is_offered_once_for_any_period(board):
    for period in ("2018", "2018-H1", "2018-Q3", "2018-05"):
        charts = period_charts(board, parse_period(period))
        titles = [chart.title for chart in charts]
        assert len(titles) == len(set(titles)) >= 8
        assert {chart.number for chart in charts} == {0}


def test_a_figure_by_month_stands_beside_the_year_before(board):
    made = chart_by_month(board, YEAR, "B03")
    assert made is not None
    assert (made.kind, len(made.labels), len(made.series)) == (ChartKind.LINE, 12, 2)
    june = made.series[0].points[5].value
    assert isinstance(june, int)
    assert june >= 12


@pytest.mark.parametrize("code", ["C13", "A14", "A04", "Z99", ""])
def test_a_day_a_text_or_what_does_not_apply_has_no_chart(board, code):
    assert chart_by_month(board, YEAR, code) is None


def test_the_chosen_figure_comes_first_and_a_chart_stays_chosen_over_periods(board):
    items = load_charts(board, YEAR, "B03")
    assert items[0].chart.title.startswith("Số lượt đơn vị")
    assert "B03" in items[0].note
    third = items[3].key
    assert place_of(load_charts(board, parse_period("2018-Q1"), "B03"), third) == 3
    assert place_of(load_charts(board, YEAR, "B01"), "figure B03") == 0
    assert place_of((), "") == 0


def test_a_file_name_needs_no_accents(board):
    made = chart_by_month(board, YEAR, "B03")
    assert made is not None
    name = file_name(made)
    assert name.isascii()
    assert name.endswith(".png")
    assert name.startswith("so-luot-don-vi")


# --- on the screen -----------------------------------------------------------------------------------------------------


def test_charts_stand_beside_the_table_and_are_said_in_words(screen, qtbot):
    screen.show_charts()
    panel = drawn(screen, qtbot)
    assert screen._body.currentWidget() is panel
    assert not screen._search_box.isVisibleTo(screen)
    assert panel._list.count() >= 8
    assert panel.picture.accessibleName() == panel.chart.title
    assert panel.picture.accessibleDescription() == panel.chart.alternative
    assert panel._list.item(0).data(Qt.ItemDataRole.AccessibleDescriptionRole)


def test_a_picture_has_a_dot_for_each_of_the_screens(screen, qtbot):
    screen.show_charts()
    panel = drawn(screen, qtbot)
    wide = panel.picture._wide() * panel.picture.devicePixelRatioF()
    assert panel.picture.image.width() == pytest.approx(wide, abs=2)
    screen.resize(900, 700)
    drawn(screen, qtbot)
    narrower = panel.picture._wide() * panel.picture.devicePixelRatioF()
    assert narrower < wide
    assert panel.picture.image.width() == pytest.approx(narrower, abs=2)


def test_choosing_another_chart_shows_it(screen, qtbot):
    screen.show_charts()
    panel = drawn(screen, qtbot)
    before = panel.picture.image
    panel._list.setCurrentRow(panel._list.count() - 1)
    drawn(screen, qtbot)
    assert panel.picture.accessibleName() == panel._items[-1].chart.title
    assert panel.picture.image != before


def test_a_figure_of_the_table_is_shown_by_month(screen, qtbot):
    screen.show_figure("B03")
    screen.show_charts("B03")
    panel = drawn(screen, qtbot)
    assert panel.chart.title.startswith("Số lượt đơn vị")
    screen.show_figure("B01")
    assert screen._body.currentWidget() is screen._split


def test_going_on_to_another_period_keeps_the_charts_in_sight(screen, qtbot):
    screen.show_charts()
    drawn(screen, qtbot)
    screen.set_period(parse_period("2018-Q2"))
    panel = drawn(screen, qtbot)
    assert screen._body.currentWidget() is panel
    assert any("quý II năm 2018" in item.chart.title for item in panel._items)


def test_the_paper_is_white_in_the_dark_too(screen, qtbot):
    screen.show_charts()
    panel = drawn(screen, qtbot)
    assert panel.picture.image.pixelColor(2, 2).name() == "#ffffff"


# --- taken elsewhere ---------------------------------------------------------------------------------------------------


def test_a_picture_is_copied_as_sharp_as_print(screen, qtbot):
    screen.show_charts()
    panel = drawn(screen, qtbot)
    with qtbot.waitSignal(screen.said, timeout=10_000):
        panel.copy_picture()
    copied = QGuiApplication.clipboard().image()
    assert copied.width() == pytest.approx(175 / 25.4 * 200, abs=2)


def test_a_picture_is_saved_whole_and_never_over_anybodys_file(screen, qtbot, tmp_path):
    screen.show_charts()
    panel = drawn(screen, qtbot)
    with qtbot.waitSignal(screen.said, timeout=10_000):
        panel.save_picture(tmp_path / "bieu-do")
    saved = QImage(str(tmp_path / "bieu-do.png"))
    assert saved.size() != QSize()
    assert saved.width() == pytest.approx(175 / 25.4 * 200, abs=2)
    assert saved.dotsPerMeterX() == pytest.approx(200 / 0.0254, abs=1)
    other = tmp_path / "thu.png"
    other.write_text("của người khác", encoding="utf-8")
    with pytest.raises(OutputTaken):
        write_picture(screen._session, b"\x89PNG", other)


def test_the_words_of_a_chart_are_copied(screen, qtbot):
    screen.show_charts()
    panel = drawn(screen, qtbot)
    panel.copy_words()
    assert QGuiApplication.clipboard().text() == panel.chart.alternative


def test_a_chart_is_drawn_as_the_paper_of_its_time(board):
    made = chart_by_month(board, YEAR, "B03")
    assert made is not None
    assert draw_chart(board, made, YEAR, dots_per_inch=50).width == pytest.approx(175 / 25.4 * 50, abs=1)
