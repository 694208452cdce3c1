"""What a new user does with a ward's sheet: import it, mend what cannot be read, correct what the rules find, see it follow."""

from typing import Any

import pytest
from PySide6.QtWidgets import QMenu, QPushButton
from tests.office import converted, needs_office
from tests.services.test_broken_sheets import book
from tests.ui.desk import settle

from dvapp.domain.calendar.periods import parse_period
from dvapp.services.recording.records import list_records
from dvapp.ui.figures.screen import CHECK
from dvapp.ui.shell.main_window import MainWindow

Q3 = parse_period("2018-Q3")
JUNE = ("I", "Phường Mai Dịch", 0, 4, 0, 0, 4, 1, 0, "VP")
JULY = ("I", "Phường Mai Dịch", 2, "1,234", 0, 0, 1, 0, 0, "VP")
MENDED = ("I", "Phường Mai Dịch", 2, 1, 0, 0, 1, 0, 0, "VP")


def messy(workbook: Any, sheet: Any) -> None:
    """Below the rows what wards write there: a total that is wrong by nothing, a note, and who made it."""
    sheet.merge_range(5, 0, 5, 1, "Tổng cộng")
    sheet.merge_range(8, 0, 8, 4, "Ghi chú: số liệu đến hết tháng")
    sheet.write(10, 7, "NGƯỜI LẬP BIỂU")


@pytest.fixture
def sheets(tmp_path):
    books = {
        "thang 6.xlsx": book(JUNE, title="BIỂU ĐƠN THƯ THÁNG 6/2018", more=messy),
        "thang 7.xlsx": book(JULY, title="BIỂU ĐƠN THƯ THÁNG 7/2018", more=messy),
        "thang 7 sua.xlsx": book(MENDED, title="BIỂU ĐƠN THƯ THÁNG 7/2018", more=messy),
    }
    for name, content in converted(books, "ods", tmp_path).items():
        (tmp_path / name).with_suffix(".ods").write_bytes(content)
    return tmp_path


@pytest.fixture
def window(qtbot, dressed, board, settings):
    made: Any = MainWindow(lambda: board.tools, settings)
    qtbot.addWidget(made)
    made.work_on(board)
    made.workspace.go("records")
    made.show()
    settle(qtbot, made.jobs)
    yield made
    made.workspace.close_down()
    made.workspace.screen_of("records").form.close_record()
    made.workspace = None
    made.jobs.shutdown()


def imported(qtbot, window, path):
    screen = window.workspace.screen_of("records")._importing
    screen.open_file(path)
    settle(qtbot, window.jobs)
    if screen.all.isEnabled():
        screen.all.click()
        settle(qtbot, window.jobs)
        return ()
    return [line.cells for line in screen.refused.content.lines]


def shown(figures, code):
    """What the line of a figure says in the table."""
    at = figures._table.index_of(code)
    return [at.siblingAtColumn(column).data() for column in range(figures._table.columnCount())]


@needs_office
def test_a_ward_sheet_becomes_right_figures_without_anything_else_than_the_window(
    qtbot, window, board, sheets
):
    records = window.workspace.screen_of("records")
    records.import_sheet()
    settle(qtbot, window.jobs)
    assert imported(qtbot, window, sheets / "thang 6.ods") == ()
    (refused,) = imported(qtbot, window, sheets / "thang 7.ods")
    assert (refused[0], refused[1]) == ("D4", "1,234")
    assert imported(qtbot, window, sheets / "thang 7 sua.ods") == ()
    assert len(list_records(board)) == 2
    # the rules: July does not begin with what June left
    window.workspace.top.periods.choose(Q3)
    window.workspace.go("figures")
    figures = window.workspace.screen_of("figures")
    settle(qtbot, window.jobs)
    figures.show_figure(CHECK)
    (card,) = [one for one in figures.rules.panel.cards if one.breach.rule == "petitions_opening"]
    assert "2, khác 4 − 1 − 0 = 3" in card.sentence.words
    card.sentence.linkActivated.emit("E09")
    assert figures._chosen_code() == "E09"
    behind = next(one for one in card.findChildren(QPushButton) if "bản ghi" in one.text())
    behind.click()
    menu = card.findChild(QMenu)
    july = next(one for one in menu.actions() if "7/2018" in one.text())
    july.trigger()
    settle(qtbot, window.jobs)
    assert window.workspace.screen_of("records").isVisible()
    carried = records.form.field("carried").editor.target()
    assert carried.text() == "2"
    carried.setFocus()
    carried.selectAll()
    qtbot.keyClicks(carried, "3")
    assert records.keep_now()
    settle(qtbot, window.jobs)
    # and the figures follow
    window.workspace.go("figures")
    settle(qtbot, window.jobs)
    figures.show_figure(CHECK)
    assert not [one for one in figures.rules.panel.cards if one.breach.rule == "petitions_opening"]
    assert "3" in shown(figures, "E09")
