"""How the grid is laid out and how one gets about in it: arrangements, search, keys, widths, periods."""

from PySide6.QtTest import QTest
from tests.ui.desk import settle
from tests.ui.grid.keyboard import CONTROL, KEY, Q3, SHIFT, at, choose, press, text_at, typed, write

from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.codes import IndicatorCode
from dvapp.ui.grid.screen import GridScreen
from dvapp.ui.grid.sheet import Arrangement, Place, Shows


def test_a_search_goes_from_hit_to_hit_without_accents(grid, wards):
    grid.tools.search.setText("mai dich")
    names = grid.content.sheet.columns[grid.view.spot[1]].title
    assert names == "Phường Mai Dịch"
    grid.tools.search.setText("kiem tra")
    first = grid.view.spot
    QTest.keyClick(grid.tools.search, KEY.Key_Return)
    assert grid.view.spot != first
    QTest.keyClick(grid.tools.search, KEY.Key_Return, SHIFT)
    assert grid.view.spot == first
    assert grid.tools.hits.text().startswith("1/")


def test_keys_lead_where_a_spreadsheet_leads(grid, wards):
    view = at(grid, wards[0], "A06")
    row, _column = view.spot
    press(grid, KEY.Key_Home)
    assert view.spot == (row, 0)
    press(grid, KEY.Key_End)
    assert view.spot == (row, grid.content.columnCount() - 1)
    press(grid, KEY.Key_Home, held=CONTROL)
    assert view.spot == view.first_cell()
    press(grid, KEY.Key_End, held=CONTROL)
    assert view.spot == (grid.content.rowCount() - 1, grid.content.columnCount() - 1)
    press(grid, KEY.Key_PageUp)
    assert view.spot[0] < grid.content.rowCount() - 5
    press(grid, KEY.Key_Up, held=CONTROL)
    assert not grid.content.head(view.spot[0]).heading


def test_arrows_step_over_the_lines_that_name_a_group(grid, wards):
    view = at(grid, wards[0], "A14")
    press(grid, KEY.Key_Down)
    assert grid.content.place(*view.spot).indicator == "B01"


def test_one_unit_shows_its_earlier_periods_and_one_figure_its_quarters(grid, session, wards, qtbot, jobs):
    at(grid, wards[0], "A06")
    write(grid, "4")
    at(grid, wards[0], "A06")
    choose(grid, Arrangement.ONE_UNIT)
    assert next(head.shows for head in grid.content.sheet.columns) is Shows.BEFORE
    assert grid.content.place(*grid.view.spot) == Place(wards[0], IndicatorCode("A06"), Q3)
    choose(grid, Arrangement.ONE_FIGURE)
    assert grid.content.place(*grid.view.spot) == Place(wards[0], IndicatorCode("A06"), Q3)
    assert len(grid.content.sheet.columns) == 5
    at_quarter = Place(wards[0], IndicatorCode("A06"), parse_period("2018-Q4"))
    grid.show_place(at_quarter)
    write(grid, "6")
    assert typed(session, wards[0], "A06", at_quarter.period) == 6
    year = grid.content.sheet.where(Place(wards[0], IndicatorCode("A06"), parse_period("2018")))
    assert grid.content.look(*year).text == "10"


def test_units_may_stand_in_the_rows(grid, session, wards):
    at(grid, wards[1], "A07")
    grid.tools.turn.click()
    assert grid.content.place(*grid.view.spot) == Place(wards[1], IndicatorCode("A07"), Q3)
    write(grid, "3", KEY.Key_Tab)
    assert typed(session, wards[1], "A07") == 3
    assert grid.content.place(*grid.view.spot).indicator == "A08"


def test_only_blanks_shows_what_is_left_and_keeps_a_row_that_is_just_filled(grid, session, wards):
    at(grid, wards[0], "A06")
    write(grid, "3")
    choose(grid, Arrangement.ONE_UNIT)
    grid.tools.show_only.setCurrentIndex(grid.tools.show_only.findData("blank"))
    grid.tools.filtered.emit()
    codes = [head.indicator for head in grid.content.sheet.rows]
    assert "A06" not in codes
    assert "A07" in codes
    at(grid, wards[0], "A07")
    write(grid, "1")
    assert "A07" in [head.indicator for head in grid.content.sheet.rows]


def test_how_much_a_unit_has_entered_stands_in_its_head(grid, wards):
    known, of = grid.book.filled(wards[0])
    at(grid, wards[0], "A06")
    write(grid, "3")
    assert grid.book.filled(wards[0]) == (known + 1, of)


def test_widths_and_arrangement_are_remembered(grid, session, jobs, qtbot, wards):
    grid.view.across.resizeSection(2, 177)
    grid.tools.turn.click()
    other = GridScreen(session, jobs, grid.memory._settings)
    qtbot.addWidget(other)
    other.set_period(Q3)
    settle(qtbot, jobs)
    assert other.tools.turn.isChecked()
    other.tools.turn.click()
    assert other.view.columnWidth(2) == 177


def test_everything_keeps_its_place_when_the_figures_are_computed_anew(grid, wards, jobs, qtbot):
    view = at(grid, wards[5], "D10")
    spot, down = view.spot, view.verticalScrollBar().value()
    grid.refresh()
    settle(qtbot, jobs)
    assert (view.spot, view.verticalScrollBar().value()) == (spot, down)


def test_another_period_shows_its_own_numbers(grid, session, wards, jobs, qtbot):
    view = at(grid, wards[0], "A06")
    write(grid, "3")
    grid.set_period(parse_period("2018-Q2"))
    settle(qtbot, jobs)
    at(grid, wards[0], "A06")
    assert text_at(grid) == ""
    assert view.spot is not None
