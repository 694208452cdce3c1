"""Importing in the window: the sheet, what its columns mean, what cannot be read, what changes, and taking it back."""

import pytest
from PySide6.QtCore import Qt
from shiboken6 import isValid
from tests.services.test_broken_sheets import CARRIED, GOOD, HEAD, book, old, with_cell
from tests.ui.desk import nameless, settle

from dvapp.domain.language.old_letters import OldLetters
from dvapp.domain.recording.plain import plain_values
from dvapp.domain.sheets.importing import CellFate
from dvapp.host.settings import Settings
from dvapp.services.recording.records import add_record, list_records
from dvapp.ui.records.screen import RecordsScreen
from dvapp.ui.theme import theme

OTHER_HEAD = (*HEAD[:3], "KN", *HEAD[4:])


@pytest.fixture
def records(qtbot, board, jobs, tmp_path):
    made = RecordsScreen(board, jobs, Settings(tmp_path / "settings.json"))
    qtbot.addWidget(made)
    made.resize(1000, 640)
    made.show()
    made.refresh()
    settle(qtbot, jobs)
    made.import_sheet()
    settle(qtbot, jobs)
    yield made
    made.form.close_record()
    with board.store.unit_of_work() as work:
        for mapping in work.mappings.all():
            work.mappings.remove(mapping.head)
        work.commit()


@pytest.fixture
def screen(records):
    return records._importing


def opened(qtbot, jobs, screen, path, content):
    path.write_bytes(content)
    screen.open_file(path)
    settle(qtbot, jobs)


def complaints(board):
    return [
        plain_values(listed.record.values)["complaints"] for listed in list_records(board) if listed.record
    ]


def tried(qtbot, jobs, screen):
    """Wait until the choice just made was tried."""
    qtbot.waitUntil(lambda: not screen._again.isActive())
    settle(qtbot, jobs)


def test_a_strange_column_is_said_once_and_its_rows_are_imported_and_taken_back(
    qtbot, jobs, board, records, screen, tmp_path
):
    bad = with_cell(GOOD[1], CARRIED, "1,234")
    opened(qtbot, jobs, screen, tmp_path / "đơn thư.xlsx", book(GOOD[0], bad, head=OTHER_HEAD))
    assert (screen.kind.currentData(), screen.time.text(), screen.head.value()) == ("petitions", "07/2018", 3)
    chooser = screen.columns.choosers[3]
    assert chooser.currentData() == ""
    chooser.setCurrentIndex(chooser.findData("complaints"))
    tried(qtbot, jobs, screen)
    assert (screen.all.isEnabled(), screen.good.isEnabled()) == (False, True)
    screen.show_tab("refused")
    screen.refused.selectRow(0)
    assert (screen.view.currentIndex().row(), screen.view.currentIndex().column()) == (4, CARRIED)
    assert screen.model.fate(4, CARRIED) is CellFate.REFUSED
    assert "hai cách" in screen.grid.data(screen.view.currentIndex(), Qt.ItemDataRole.ToolTipRole)
    screen.good.click()
    settle(qtbot, jobs)
    assert complaints(board) == [1]
    # the next sheet with that head is read without a question, and what differs is shown first
    opened(qtbot, jobs, screen, tmp_path / "lần hai.xlsx", book(with_cell(GOOD[0], 3, 2), head=OTHER_HEAD))
    assert screen.model.plan.recognized
    (change,) = [line.cells for line in screen.changes.content.lines]
    assert (change[0], change[2:]) == ("4", ("1", "2"))
    assert complaints(board) == [1]
    screen.all.click()
    settle(qtbot, jobs)
    assert complaints(board) == [2]
    screen.show_tab("history")
    for _time in range(2):
        screen.history.selectRow(_time)
        screen._undo.click()
        settle(qtbot, jobs)
    assert list_records(board) == ()
    screen.left.emit()
    assert records.list.isVisible()


def test_a_sheet_without_a_known_head_asks_for_its_row(qtbot, jobs, screen, tmp_path):
    head = tuple(f"Mục {number}" for number in range(10))
    opened(qtbot, jobs, screen, tmp_path / "lạ.xlsx", book(*GOOD, head=head))
    assert screen._fault.isVisible()
    assert (screen.model.plan, screen.all.isEnabled()) == (None, False)
    screen.kind.setCurrentIndex(screen.kind.findData("petitions"))
    screen.head.setValue(3)
    tried(qtbot, jobs, screen)
    for column, target in ((1, "@unit"), (2, "carried"), (3, "complaints"), (4, "denunciations"), (5, "proposals"),
                           (6, "competent"), (7, "settled"), (8, "forwarded")):  # fmt: skip
        chooser = screen.columns.choosers[column]
        chooser.setCurrentIndex(chooser.findData(target))
    tried(qtbot, jobs, screen)
    assert (len(screen.model.plan.fresh), screen.model.plan.refused, screen._fault.isVisible()) == (
        2,
        (),
        False,
    )


def test_a_broken_file_is_refused_beside_its_name_and_another_one_can_follow(qtbot, jobs, screen, tmp_path):
    opened(qtbot, jobs, screen, tmp_path / "hỏng.xlsx", b"PK\x03\x04")
    assert "hỏng.xlsx" in screen._fault.text()
    opened(qtbot, jobs, screen, tmp_path / "tốt.xlsx", book(*GOOD))
    assert (screen._fault.isVisible(), screen.all.isEnabled()) == (False, True)


def test_a_blank_form_is_written_and_read_without_questions(qtbot, jobs, screen, tmp_path):
    screen.kind.setCurrentIndex(screen.kind.findData("petitions"))
    path = tmp_path / "biểu trống.xlsx"
    period = screen.forms.period_of(screen.forms.kind)
    screen.forms.write_one(screen.forms.kind, period, path)
    settle(qtbot, jobs)
    screen.open_file(path)
    settle(qtbot, jobs)
    assert (screen.model.plan.kind.code, screen.time.text()) == ("petitions", "12/2018")
    assert (screen.model.plan.fresh, screen.model.plan.refused) == ((), ())


def test_every_control_has_a_name_and_the_tabs_fit_a_small_window(qtbot, jobs, screen, tmp_path):
    opened(qtbot, jobs, screen, tmp_path / "đơn thư.xlsx", book(*GOOD))
    assert not nameless(screen)
    for chip in screen.tabs._chips.values():
        assert chip.width() >= chip.sizeHint().width()
    screen.retranslate()
    assert screen.tabs.code() == "columns"


def test_old_letters_are_converted_unless_somebody_wants_them_kept(qtbot, jobs, screen, tmp_path):
    head = [old(OldLetters.TCVN3, said) for said in HEAD]
    rows = [with_cell(row, 1, old(OldLetters.TCVN3, str(row[1]))) for row in GOOD]
    opened(qtbot, jobs, screen, tmp_path / "cũ.xlsx", book(*rows, head=head, title=""))
    assert (screen.letters.isVisible(), screen.columns.choosers[1].currentData()) == (True, "@unit")
    screen.letters.click()
    settle(qtbot, jobs)
    assert (screen.model.plan, screen.letters.isVisible()) == (None, True)
    screen.letters.click()
    settle(qtbot, jobs)
    assert screen.model.plan.opened.letters is OldLetters.TCVN3


def test_what_somebody_types_after_the_trial_is_shown_before_it_is_written_over(
    qtbot, jobs, board, records, screen, tmp_path
):
    opened(qtbot, jobs, screen, tmp_path / "đơn thư.xlsx", book(GOOD[0], GOOD[1]))
    unit = str(screen.model.plan.fresh[0].record.unit)
    plain = {
        "unit": unit,
        "happened": {"from": "2018-07-01", "to": "2018-07-31"},
        "values": {"complaints": 77},
    }
    add_record("petitions", plain, session=board)
    screen.all.click()
    settle(qtbot, jobs)
    assert complaints(board) == [77]
    assert screen._fault.isVisible()
    assert str(screen.model.plan.changed[0].rows[0] + 1) in screen._fault.text()
    assert screen.changes.content.lines
    screen.all.click()
    settle(qtbot, jobs)
    assert 77 not in complaints(board)
    assert not screen._fault.isVisible()


def test_a_screen_that_is_gone_hears_nothing_of_a_new_theme(qtbot, board, jobs, tmp_path):
    screen = RecordsScreen(board, jobs, Settings(tmp_path / "settings.json"))
    screen.import_sheet()
    settle(qtbot, jobs)
    screen.close_down()
    with qtbot.captureExceptions() as raised:
        screen.deleteLater()
        qtbot.waitUntil(lambda: not isValid(screen))
        theme().changed.emit()
        qtbot.wait(1)
    assert raised == []


def test_what_columns_of_months_count_is_chosen_once_for_all_of_them(qtbot, jobs, board, screen, tmp_path):
    rows = (("Phường Mai Dịch", 1, 2, 3), ("Nghĩa Tân", 0, None, 4))
    content = book(*rows, head=("Đơn vị", "Tháng 1", "Tháng 2", "Tháng 3"), title="")
    opened(qtbot, jobs, screen, tmp_path / "cả năm.xlsx", content)
    screen.kind.setCurrentIndex(screen.kind.findData("petitions"))
    tried(qtbot, jobs, screen)
    assert [one.code for one in screen.model.plan.refused] == ["period_no_figure"]
    chooser = screen.columns.choosers[2]
    chooser.setCurrentIndex(chooser.findData("complaints"))
    tried(qtbot, jobs, screen)
    assert [one.currentData() for one in screen.columns.choosers.values()] == [
        "@unit", "complaints@2018-01", "complaints@2018-02", "complaints@2018-03"
    ]  # fmt: skip
    assert screen.all.isEnabled()
    screen.all.click()
    settle(qtbot, jobs)
    assert sorted(complaints(board)) == [0, 1, 2, 3, 4]
