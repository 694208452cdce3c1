import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from tests.ui.reporting_world import OFFSCREEN, add, make_session, shown_screen

from dvapp.domain.papers.reports import FigureState
from dvapp.ui.figures.record_list import RecordList
from dvapp.ui.figures.screen import FiguresScreen

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN)


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    session = make_session(tmp_path_factory.mktemp("board"))
    add(session, "inspection", "2018-06-05", form="surprise", theme="Chưa có số")
    yield session
    session.store.close()


@pytest.fixture
def screen(qtbot, board):
    with shown_screen(qtbot, FiguresScreen, board) as (_jobs, made):
        yield made


def test_going_to_a_figure_chooses_it_whatever_the_filters_hide(screen, qtbot):
    screen._search.setText("khong co gi giong the nay")
    qtbot.waitUntil(lambda: not screen._table.index_of("B01").isValid())
    screen.show_figure("B01")
    assert screen._chosen_code() == "B01"
    assert screen._search.text() == ""


def test_a_record_behind_a_figure_is_one_double_click_away(screen, qtbot):
    screen.show_figure("D15")
    records = screen._panel.findChild(RecordList)
    with qtbot.waitSignal(screen.navigate) as told:
        records.itemActivated.emit(records.item(0))
    assert told.args[0] == "records"
    assert told.args[1] in screen._data.figures["D15"].records


def test_a_blank_figure_leads_to_the_record_that_lacks_the_number(screen, qtbot):
    screen.show_figure("B05")
    ways = [
        b
        for b in screen._panel.findChildren(QPushButton)
        if screen._panel.isVisibleTo(b) or "Chưa có số" in b.accessibleName()
    ]
    way = next(b for b in ways if "Chưa có số" in b.accessibleName())
    with qtbot.waitSignal(screen.navigate) as told:
        way.click()
    assert told.args == ["records", screen._data.figures["B05"].missing[0]]


def test_a_part_leads_to_its_own_figure(screen):
    screen.show_figure("A13")
    screen._panel.figure_wanted.emit("A11")
    assert screen._chosen_code() == "A11"


def test_chosen_rows_are_copied_for_excel(screen):
    screen.show_figure("B01")
    screen.copy_rows()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("B01\t")
    assert "\n" not in copied
    screen.copy_value()
    assert QGuiApplication.clipboard().text() == copied.split("\t")[2]


def test_a_group_stays_folded_through_a_search(screen, qtbot):
    first = screen._table.index(0, 0)
    name = screen._group_name(first)
    screen._tree.collapse(first)
    screen._search.setText("so")
    qtbot.wait(200)
    screen._search.setText("")
    qtbot.wait(200)
    assert screen._group_name(screen._table.index(0, 0)) == name
    assert not screen._tree.isExpanded(screen._table.index(0, 0))


def test_numbers_stand_at_the_right_and_blanks_in_italics(screen):
    unknown = next(f.code for f in screen._data.figures.values() if f.state is FigureState.BLANK)
    known, blank = screen._table.index_of("D15"), screen._table.index_of(unknown)
    value = known.siblingAtColumn(2)
    assert screen._table.data(value, Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert screen._table.data(blank.siblingAtColumn(2), Qt.ItemDataRole.FontRole).italic()
    assert not screen._table.data(value, Qt.ItemDataRole.FontRole).italic()


def test_f8_opens_the_check_from_every_place_of_the_screen(screen, qtbot):
    for place in (screen._search, screen._tree, screen._view.buttons()[0]):
        place.setFocus()
        qtbot.keyClick(place, Qt.Key.Key_F8)
        assert screen.rules.panel.isVisible()
        qtbot.keyClick(place, Qt.Key.Key_F8)
        assert screen.rules.panel.isHidden()


def test_new_figures_take_the_keyboard_from_nobody_who_types(screen, qtbot):
    screen.show_grid()
    grid = screen.grid.open()
    qtbot.waitUntil(lambda: grid.book is not None, timeout=10_000)
    grid.tools.search.setFocus()
    before = screen._data
    screen.refresh()
    qtbot.waitUntil(lambda: screen._data is not before, timeout=10_000)
    assert grid.tools.search.hasFocus()
    screen.show_table()
