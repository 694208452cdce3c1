"""Deadlines in the window: the top bar, the screen of the year, the overview's card, and no dialog anywhere."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from tests.ui.desk import nameless, settle

from dvapp.domain.calendar.deadlines import Deadline, Distance, Nearness, Side, Standing
from dvapp.domain.calendar.periods import parse_period
from dvapp.host.clock import SystemClock
from dvapp.services.deadlines import DeadlineYear, Returned, list_deadlines
from dvapp.services.recording.records import add_record
from dvapp.ui.deadlines.card import DeadlineCard, next_ones
from dvapp.ui.deadlines.screen import DeadlinesScreen
from dvapp.ui.deadlines.words import (
    deadline_words,
    distance_words,
    missing_names,
    reminder_words,
    returned_words,
    state_tone,
    state_words,
)
from dvapp.ui.deadlines.year_view import YearView
from dvapp.ui.shell.main_window import MainWindow

H1, MAY = parse_period("2018-H1"), parse_period("2018-05")


class DeskClock(SystemClock):
    """A clock that the test sets: deadlines look different every day."""

    day = date(2018, 6, 12)

    def set(self, day: str) -> None:
        self.day = date.fromisoformat(day)

    def today(self) -> date:
        return self.day


@pytest.fixture
def clock() -> DeskClock:
    return DeskClock()


@pytest.fixture
def window(qtbot, dressed, board, settings, clock) -> Iterator[MainWindow]:
    session = replace(board, tools=replace(board.tools, clock=clock))
    made = MainWindow(lambda: session.tools, settings)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.work_on(session)
    settle(qtbot, made.jobs)
    yield made
    settle(qtbot, made.jobs)
    made.workspace = None
    made.close()


@pytest.fixture
def screen(window, qtbot) -> DeadlinesScreen:
    window.workspace.go("deadlines")
    settle(qtbot, window.jobs)
    found = window.workspace.screen_of("deadlines")
    assert isinstance(found, DeadlinesScreen)
    return found


def receive(board, received: str, *units: str) -> None:
    values = {"report": "periodic", "received": received, "units": list(units)}
    happened = {"from": "2018-05-01", "to": "2018-05-31"}
    add_record("commune_return", {"happened": happened, "values": values}, session=board)


def seen(board, day: str) -> DeadlineYear:
    return list_deadlines(board, today=date.fromisoformat(day))


# --- the top bar -----------------------------------------------------------------------------------------------------


def test_the_top_bar_shows_the_next_deadline_of_the_period_in_work(window, clock):
    top = window.workspace.top
    top.periods.choose(H1)
    assert "15/06/2018" in top.deadline.text()
    assert " · " in top.deadline.text()
    assert top.deadline.property("state") == "warn"
    assert "BC06" in top.deadline.accessibleName()
    clock.set("2018-06-05")
    top.show_deadline()
    assert "11/06/2018" in top.deadline.text()
    assert top.deadline.property("state") == ""
    clock.set("2018-06-20")
    top.show_deadline()
    assert top.deadline.property("state") == "error"


def test_an_old_year_is_shown_quietly_with_its_day_alone(window, clock):
    clock.set("2026-11-22")
    top = window.workspace.top
    top.periods.choose(H1)
    assert top.deadline.text().endswith("15/06/2018")
    assert top.deadline.property("state") == ""


def test_a_period_without_a_deadline_still_leads_to_the_list(window, qtbot):
    top = window.workspace.top
    top.periods.choose(parse_period("2018-H2"))
    assert not any(letter.isdigit() for letter in top.deadline.text())
    top.deadline.click()
    assert window.workspace.place == "deadlines"


def test_a_click_goes_to_that_deadline(window, qtbot):
    window.workspace.top.periods.choose(H1)
    window.workspace.top.deadline.click()
    settle(qtbot, window.jobs)
    screen = window.workspace.screen_of("deadlines")
    chosen = screen.tree.chosen_state()
    assert (chosen.deadline.kind, chosen.deadline.period) == ("BC06", H1)
    assert all(not button.isChecked() for button in window.workspace.navigation.buttons.values())


def test_keys_lead_there_too(window, qtbot):
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window.workspace, Qt.Key.Key_D, keys)
    assert window.workspace.place == "deadlines"


# --- the start -------------------------------------------------------------------------------------------------------


def test_the_start_reminds_in_the_status_line_and_opens_nothing(window):
    status = window.workspace.status
    assert "BC06" in status._kept.text()
    assert QApplication.activeModalWidget() is None
    assert not window.workspace.snack.isVisible()


def test_nothing_near_is_nothing_said():
    assert reminder_words(()) == ""


# --- the screen ------------------------------------------------------------------------------------------------------


def test_the_year_lies_in_months_and_begins_with_what_comes_next(screen):
    model = screen.tree.model()
    assert model.rowCount() == 13  # BC15 of December is due in January
    chosen = screen.tree.chosen_state()
    assert chosen.deadline.due.working == date(2018, 6, 15)
    assert screen.panel.isVisible()


def test_the_list_is_narrowed_to_one_side(screen, qtbot):
    total = sum(screen.tree.model().rowCount(screen.tree.model().index(n, 0)) for n in range(13))
    assert total == 61
    screen.sides.buttons()[2].click()
    model = screen.tree.model()
    lines = sum(model.rowCount(model.index(n, 0)) for n in range(model.rowCount()))
    assert lines == 20
    assert screen.tree.choose_first(lambda state: state.deadline.side is Side.OWN) is False


def test_the_keyboard_walks_the_deadlines(screen, qtbot):
    before = screen.tree.chosen_state()
    qtbot.keyClick(screen.tree, Qt.Key.Key_Down)
    after = screen.tree.chosen_state()
    assert after is not None
    assert after != before
    assert after.deadline.kind in screen.panel._name.text()


def test_enter_opens_the_report_in_its_period(window, screen, qtbot):
    screen.tree.choose_first(lambda state: state.deadline.kind == "BC06")
    qtbot.keyClick(screen.tree, Qt.Key.Key_Return)
    settle(qtbot, window.jobs)
    assert window.workspace.place == "report"
    assert window.workspace.period == H1


def test_each_line_is_said_whole_to_a_screen_reader(screen):
    index = screen.tree.currentIndex().siblingAtColumn(0)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "15/06/2018" in said
    assert "BC06" in said
    assert nameless(screen) == []


def test_communes_stand_beside_their_deadline(window, board, screen, qtbot):
    receive(board, "2018-05-15", "00157")
    receive(board, "2018-05-21", "00160")
    screen.refresh()
    settle(qtbot, window.jobs)
    assert screen.tree.choose_first(lambda state: state.deadline.period == MAY and state.returned is not None)
    model = screen.panel.units.model()
    assert model.rowCount() == 8
    results = [model.index(n, 2).data() for n in range(8)]
    assert len(set(results)) == 3  # in time, late, missing
    assert screen.panel._returned.property("state") == "error"


def test_recording_a_report_received_begins_with_the_period(window, screen, qtbot):
    screen.tree.choose_first(lambda state: state.deadline.period == MAY and state.returned is not None)
    screen.panel.act.click()
    assert window.workspace.place == "records"
    assert window.workspace.period == MAY
    assert window.workspace.screen_of("records").form.model.kind.code == "commune_return"


def test_the_calendar_is_exported_and_said_so(window, screen, qtbot, tmp_path):
    screen.save_to(tmp_path / "hạn báo cáo")
    settle(qtbot, window.jobs)
    events = Calendar.from_ical((tmp_path / "hạn báo cáo.ics").read_bytes()).walk("VEVENT")
    assert len(events) == 61
    assert "hạn báo cáo.ics" in window.workspace.status._kept.text()


def test_the_page_of_units_by_reports_is_exported_and_said_so(window, screen, qtbot, tmp_path):
    screen.save_sheet(tmp_path / "sổ nhận")
    settle(qtbot, window.jobs)
    page, lines = load_workbook(tmp_path / "sổ nhận.xlsx").worksheets
    assert page.max_row == 1 + 8 + 1
    assert lines.max_row == 1 + 8 * (page.max_column - 2)
    assert "sổ nhận.xlsx" in window.workspace.status._kept.text()


def test_a_calendar_that_cannot_be_written_is_said_in_words(window, screen, qtbot, tmp_path):
    screen.save_to(tmp_path / "không có" / "a.ics")
    settle(qtbot, window.jobs)
    assert window.workspace.snack.isVisible()


def test_the_screen_speaks_both_languages_and_lies_flat_in_a_small_window(window, screen, qtbot):
    window.speak("en")
    assert screen.export.text() == "Export calendar (.ics)"
    window.resize(1024, 700)
    window.workspace.resize(1024, 700)
    assert screen.tree.height() > 100
    window.speak("vi")


# --- the overview ----------------------------------------------------------------------------------------------------


def test_the_overviews_card_names_who_has_not_sent(board, dressed, qtbot):
    receive(board, "2018-05-15", "00157")
    card = DeadlineCard()
    qtbot.addWidget(card)
    card.show_data(seen(board, "2018-05-22"), MAY)
    card.show()
    assert card._names.isVisible()
    assert "Phường Nghĩa Tân" in card._names.text()
    assert "Phường Nghĩa Đô" not in card._names.text()
    assert nameless(card) == []


def test_the_card_accuses_nobody_while_the_register_is_empty(board, dressed, qtbot):
    card = DeadlineCard()
    qtbot.addWidget(card)
    card.show_data(seen(board, "2018-05-22"), MAY)
    card.show()
    assert not card._names.isVisible()


def test_a_line_of_the_card_leads_to_its_deadline(window, qtbot):
    window.workspace.go("overview")
    settle(qtbot, window.jobs)
    overview = window.workspace.screen_of("overview")
    link = next(b for b in overview.findChildren(QPushButton) if b.accessibleName().startswith("BC06"))
    link.click()
    settle(qtbot, window.jobs)
    assert window.workspace.place == "deadlines"
    assert window.workspace.screen_of("deadlines").tree.chosen_state().deadline.kind == "BC06"


def test_when_the_year_has_passed_the_card_shows_the_period_in_work(board):
    found = next_ones(seen(board, "2026-11-22"), H1)
    assert found
    assert {state.deadline.period for state in found} == {H1}
    assert all(distance_words(state.distance) == "" for state in found)


# --- words -----------------------------------------------------------------------------------------------------------


def test_words_of_a_distance(board):
    one: Deadline = seen(board, "2018-06-12").states[0].deadline
    far = Distance(nearness=Nearness.FAR, days=None)
    assert distance_words(far) == ""
    assert " · " not in deadline_words(one, far)
    near = Distance(nearness=Nearness.SOON, days=2)
    assert "2" in distance_words(near)
    assert deadline_words(one, near, brief=True) == deadline_words(one, far)


def test_a_day_that_passed_is_no_fault_of_the_board(board):
    state = next(s for s in seen(board, "2018-06-20").states if s.deadline.kind == "BC06")
    assert state.distance.nearness is Nearness.PAST
    assert state_tone(state) == "dim"


def test_words_of_what_was_returned_count_all(board):
    receive(board, "2018-05-15", "00157", "00160")
    state = seen(board, "2018-05-16").below(MAY)
    assert state is not None
    assert state.returned is not None
    assert "2/8" in returned_words(state.returned) or "2 of 8" in returned_words(state.returned)
    assert returned_words(state.returned) in state_words(state)
    assert missing_names(state.returned).count("Phường") == 6


# --- the year as twelve months ---------------------------------------------------------------------------------------


@pytest.fixture
def year(window, screen, qtbot) -> YearView:
    screen.views.buttons()[1].click()
    found = screen.year
    assert isinstance(found, YearView)
    assert found.isVisible()
    return found


def test_the_year_calendar_opens_on_the_deadline_of_the_list(screen, year):
    assert year.sheet.day == date(2018, 6, 15)
    assert year.chosen_state().deadline.kind == "BC06"
    assert screen.panel.isVisible()
    assert nameless(screen) == []


def test_days_carry_the_state_of_what_is_due(window, board, screen, year, qtbot):
    receive(board, "2018-05-15", "00157")
    screen.refresh()
    settle(qtbot, window.jobs)
    marks = year.sheet._marks
    assert marks[date(2018, 5, 17)].tone == "error"  # communes are missing
    assert marks[date(2018, 6, 15)].tone == "warn"  # near
    assert marks[date(2018, 11, 15)].tone == "info"  # ahead
    assert marks[date(2018, 3, 5)].tone == "draft"  # of the board's own, passed: nobody says it is late
    assert "BC16" in year.sheet.words_of(date(2018, 5, 17))


def test_the_keys_walk_the_days_and_enter_lists_what_is_due(screen, year, qtbot):
    qtbot.keyClick(year.sheet, Qt.Key.Key_Right)
    assert year.chosen_state() is None
    assert not screen.panel.isVisible()
    for _step in range(4):
        qtbot.keyClick(year.sheet, Qt.Key.Key_Right)
    assert year.sheet.day == date(2018, 6, 20)
    qtbot.keyClick(year.sheet, Qt.Key.Key_Return)
    model = year.tree.model()
    assert model.rowCount(model.index(0, 0)) > 1
    assert year.chosen_state().deadline.due.working == date(2018, 6, 20)
    assert screen.panel.isVisible()


def test_a_deadline_of_january_after_is_not_lost(screen, year, qtbot):
    assert "2019" in year.later.text()
    year.later.click()
    assert year.chosen_state().deadline.due.working.year == 2019


def test_the_list_takes_over_what_the_calendar_chose(screen, year, qtbot):
    year.sheet.go(date(2018, 11, 15))
    year.sheet.moved.emit(date(2018, 11, 15))
    screen.views.buttons()[0].click()
    assert screen.tree.chosen_state().deadline.due.working == date(2018, 11, 15)


def test_one_side_alone_is_marked_too(screen, year, qtbot):
    screen.sides.buttons()[2].click()
    assert all("BC16" in mark.words for mark in year.sheet._marks.values())


# --- the register -----------------------------------------------------------------------------------------------------


def may_returns(board) -> Returned:
    may = seen(board, "2018-06-12").below(MAY)
    assert may is not None
    assert may.returned is not None
    return may.returned


def registering(window, screen, *rows: int):
    screen.tree.choose_first(lambda state: state.deadline.period == MAY and state.returned is not None)
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for number in rows:
        index = screen.panel.units.model().index(number, 0)
        screen.panel.units.selectionModel().select(index, flags)
    screen.panel.act.click()
    return window.workspace.screen_of("records")


def test_a_report_received_is_filled_in_and_kept_with_the_units_chosen(window, screen, board, qtbot):
    records = registering(window, screen, 2, 3)
    texts = records.form.model.texts
    assert (texts["@since"], texts["@until"]) == ("01/05/2018", "31/05/2018")
    assert (texts["report"], texts["received"]) == ("periodic", "12/06/2018")
    assert texts["units"] == ["00163", "00166"]
    assert records.keep_now()
    late = [str(one.report.unit.code) for one in may_returns(board).units if one.standing is Standing.LATE]
    assert late == ["00163", "00166"]


def test_without_units_nothing_is_kept_before_one_is_chosen(window, screen, board, qtbot):
    records = registering(window, screen)
    assert records.form.model.texts["received"] == "12/06/2018"
    assert records.form.field("units").fault.text()  # nobody is named
    assert records.keep_now()
    assert not may_returns(board).registered


def test_a_commune_that_is_not_the_boards_is_told_beside_the_field(window, screen, board, qtbot):
    records = registering(window, screen, 2)
    stranger = str(board.units.below("001", date(2018, 5, 31))[0].code)
    records.form.model.put("units", [stranger])
    assert records.keep_now()
    records.desk.judge()
    fault = records.form.field("units").fault
    assert fault.text()
    assert fault.property("state") == ""
    assert not may_returns(board).registered


def test_a_report_before_the_end_of_its_period_is_told_but_kept(window, screen, board, qtbot):
    records = registering(window, screen, 2)
    records.form.model.put("received", "16/05/2018")
    assert records.keep_now()
    records.desk.judge()
    fault = records.form.field("received").fault
    assert "17/05/2018" in fault.text()
    assert fault.property("state") == "warn"
    assert may_returns(board).registered
