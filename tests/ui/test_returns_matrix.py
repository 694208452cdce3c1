"""Units by reports on one page: what stands in each cell, and where it leads."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from tests.ui.desk import nameless

from dvapp.domain.calendar.deadlines import Side
from dvapp.services.deadlines import list_deadlines, year_deadlines
from dvapp.services.recording.records import add_record, list_records
from dvapp.ui.deadlines.matrix import MatrixView
from dvapp.ui.deadlines.matrix_words import MARK, matrix_of

TODAY = date(2018, 7, 10)


@pytest.fixture
def below(board):
    yield [one for one in year_deadlines(board) if one.side is Side.BELOW]
    with board.store.unit_of_work() as work:
        work.records.remove_all([one.id for one in work.records.all()])
        work.commit()


def register(board, deadline, day, units):
    span = deadline.period.span
    happened = {"from": span.since.isoformat(), "to": span.until.isoformat()}
    values = {"report": "periodic", "received": day, "units": units}
    return add_record("commune_return", {"happened": happened, "values": values}, session=board).id


def units_of(board, deadline):
    return [unit.code for unit in board.units.below(board.store.info.board, deadline.period.span.until)]


def page_of(board):
    return matrix_of(list_deadlines(board, today=TODAY, with_figures=True))


def test_each_cell_says_when_a_report_came_and_leads_to_its_record(qtbot, board, below):
    month = next(one for one in below if one.period.written == "2018-05")
    units = units_of(board, month)
    in_time = register(board, month, "2018-05-17", units[:1])
    late = register(board, month, "2018-05-21", units[1:2])
    view = MatrixView()
    qtbot.addWidget(view)
    view.show_year(list_deadlines(board, today=TODAY))
    column = [state.deadline for state in view.model.content.columns].index(month)
    said = [view.model.content.cell(row, column) for row in range(3)]
    assert [cell.said if cell else None for cell in said][:2] == ["17/05", "+4"]
    assert said[2] is not None
    assert (said[2].record, said[2].tone) == (None, "error")
    assert not nameless(view)
    view.choose(month)
    with qtbot.waitSignal(view.record_wanted) as opened:
        view.act.click()
    assert opened.args == [in_time]
    view.table.setCurrentIndex(view.model.index(1, column))
    with qtbot.waitSignal(view.record_wanted) as opened:
        view.table.entered.emit()
    assert opened.args == [late]
    view.table.setCurrentIndex(view.model.index(2, column))
    with qtbot.waitSignal(view.register_wanted) as wanted:
        view.act.click()
    assert wanted.args == [month, units[2]]
    assert view.model.index(len(view.model.content.units), column).data() == f"2/{len(units)}"


def test_no_head_of_the_matrix_is_cut_however_narrow_the_window_is(qtbot, board, below):
    view = MatrixView()
    qtbot.addWidget(view)
    view.show_year(list_deadlines(board, today=TODAY))
    view.resize(700, 400)
    view.show()
    heads = view.table.horizontalHeader()
    said = [view.model.headerData(n, Qt.Orientation.Horizontal) for n in range(heads.count())]
    widest = max(heads.fontMetrics().horizontalAdvance(line) for head in said for line in head.split("\n"))
    assert heads.count() * heads.sectionSize(0) > view.width(), "it scrolls rather"
    assert heads.sectionSize(0) >= widest


def test_units_with_figures_that_are_not_in_the_register_are_told(board, below):
    quarter = next(one for one in below if one.period.written == "2018-Q2")
    units = units_of(board, quarter)
    register(board, quarter, "2018-06-15", units[:1])
    for unit in units[:2]:
        plain = {
            "unit": unit,
            "happened": "2018-Q2",
            "values": {"figures": [{"indicator": "F04", "number": 3}]},
        }
        add_record("unit_figures", plain, session=board)
    page = page_of(board)
    told = [cell for cell in page.cells.values() if cell.figures]
    assert [(cell.unit.code, cell.deadline, cell.said) for cell in told] == [(units[1], quarter, MARK)]
    assert len(list_records(board)) == 3


def test_single_records_say_something_of_a_period_only_when_it_is_over(board, below):
    plain = dict(board.pack.kinds["meeting"].example)
    unit = units_of(board, below[0])[0]
    add_record("meeting", {**plain, "unit": unit, "happened": "2018-07-02"}, session=board)
    told = {cell.deadline.period.written for cell in page_of(board).cells.values() if cell.figures}
    assert told == set()
    later = matrix_of(list_deadlines(board, today=date(2018, 8, 10), with_figures=True))
    assert {cell.deadline.period.written for cell in later.cells.values() if cell.figures} == {"2018-07"}
