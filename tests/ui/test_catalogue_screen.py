"""The catalogues in the window: lists of a day, forms beside them, history, undo, and everything else following."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPointF, Qt
from tests.ui.desk import nameless, settle

from dvapp.domain.catalogue.entries import Catalogue
from dvapp.services.catalogue.entries import take_back
from dvapp.services.recording.records import add_record
from dvapp.services.session import Session
from dvapp.ui.calendar_sheet import CalendarSheet, DayMark
from dvapp.ui.catalogue.model import EntryModel, Mode
from dvapp.ui.catalogue.screen import CatalogueScreen
from dvapp.ui.catalogue.sections import SECTIONS
from dvapp.ui.shell.main_window import MainWindow

EVALUATION = {
    "happened": "2018-10",
    "values": {
        "organisations": 1,
        "subject": "x",
        "rows": [{"organisation": "Văn phòng", "group": "ldhd", "total": 4, "a": 1, "b": 3, "c": 0, "d": 0,
                  "not_graded": 0}],
    },
}  # fmt: skip


@pytest.fixture
def window(qtbot, dressed, board: Session, settings) -> Iterator[MainWindow]:
    made = MainWindow(lambda: board.tools, settings)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.work_on(board)
    settle(qtbot, made.jobs)
    yield made
    made.jobs.shutdown()
    for entry in [e for e in board.entries if not e.taken_back]:
        take_back(entry, session=board)


def screen_of(window: MainWindow, qtbot, section: str) -> CatalogueScreen:
    assert window.workspace is not None
    window.workspace.go("units", section)
    settle(qtbot, window.jobs)
    screen = window.workspace.screen_of("units")
    assert isinstance(screen, CatalogueScreen)
    return screen


def shown_codes(screen: CatalogueScreen) -> list[str]:
    codes, index = [], screen.tree.indexBelow(screen.tree.rootIndex())
    index = screen.tree.model().index(0, 0)
    while index.isValid():
        line = index.data(Qt.ItemDataRole.UserRole)
        codes.append(line.code)
        index = screen.tree.indexBelow(index)
    return codes


def cells(screen: CatalogueScreen) -> tuple[str, ...]:
    line = screen.tree.line()
    assert line is not None
    return line.cells


def typed(screen: CatalogueScreen) -> str:
    assert screen.detail.form.model is not None
    return screen.detail.form.model.text("city_theme")


def keep(screen: CatalogueScreen, window: MainWindow, qtbot, **texts: str) -> None:
    for name, text in texts.items():
        screen.detail.form.editors[name].put(text)
        screen.detail.form.editors[name].edited.emit(text)
    screen.detail.form.keep.click()
    settle(qtbot, window.jobs)


def test_every_section_has_a_list_and_every_control_a_name(window, qtbot):
    for section in SECTIONS:
        screen = screen_of(window, qtbot, section)
        assert not nameless(screen)
        if section not in {"differences", "holidays"}:
            assert screen.tree.line() is not None


def test_units_are_found_without_diacritics_under_their_district(window, qtbot):
    screen = screen_of(window, qtbot, "units")
    screen.search.setText("yen hoa")
    codes = shown_codes(screen)
    assert codes.index("hn") < codes.index("005") < codes.index("00172")
    assert "00160" not in codes


def test_the_list_of_units_is_that_of_the_day(window, qtbot):
    screen = screen_of(window, qtbot, "units")
    screen.day.edit.setText("01/08/2025")
    screen.day.edited.emit("01/08/2025")
    assert "005" not in shown_codes(screen)
    assert screen.tree.choose("units", "00160")
    assert screen.detail._name.text() == "Phường Nghĩa Đô"
    assert len(screen.detail.story._story) == 2


def test_a_renamed_unit_is_at_once_what_forms_offer(window, qtbot, board):
    records = window.workspace.screen_of("records")
    screen = screen_of(window, qtbot, "units")
    screen.tree.choose("units", "00160")
    keep(screen, window, qtbot, name="Phường Nghĩa Tân Mới", valid_from="01/07/2018")
    assert board.units.on("00160", date(2018, 7, 1)).name == "Phường Nghĩa Tân Mới"
    assert records.form.frame.names["00160"] == "Phường Nghĩa Tân Mới"
    assert cells(screen)[0] == "Phường Nghĩa Tân Mới"
    assert screen.detail.entries
    window.workspace.history.undo()
    settle(qtbot, window.jobs)
    assert records.form.frame.names["00160"] == "Phường Nghĩa Tân"
    window.workspace.history.redo()
    settle(qtbot, window.jobs)
    assert records.form.frame.names["00160"] == "Phường Nghĩa Tân Mới"


def test_a_renamed_board_is_in_the_top_bar(window, qtbot, board):
    screen = screen_of(window, qtbot, "boards")
    keep(screen, window, qtbot, name="Ban Dân vận Cầu Giấy", valid_from="01/01/2018")
    assert window.workspace.top.board.text() == "Ban Dân vận Cầu Giấy"
    assert screen.detail.covering is not None


def test_faults_stand_beside_their_fields_and_nothing_is_kept(window, qtbot, board):
    screen = screen_of(window, qtbot, "units")
    screen.tree.choose("units", "00160")
    keep(screen, window, qtbot, name="", valid_from="32/13/2018", valid_to="01/01/2017")
    said = {name: label.text() for name, label in screen.detail.form._faults.items() if label.text()}
    assert set(said) == {"name", "valid_from"}
    assert "32/13/2018" in said["valid_from"]
    screen.detail.form.show_faults()  # as a moment after every word typed
    assert {name for name, label in screen.detail.form._faults.items() if label.text()} == set(said)
    assert not board.entries or all(entry.taken_back for entry in board.entries)


def test_what_records_use_is_said_beside_the_day_of_the_end(window, qtbot, board):
    add_record("monthly_evaluation", EVALUATION, session=board)
    screen = screen_of(window, qtbot, "choices")
    screen.tree.choose("choices", "monthly_evaluation/rows.group/ldhd")
    screen._show_mode(Mode.END)
    keep(screen, window, qtbot, valid_from="01/09/2018")
    assert "31/10/2018" in screen.detail.form._faults["valid_from"].text()


def test_what_was_typed_is_there_again_after_another_line(window, qtbot):
    screen = screen_of(window, qtbot, "themes")
    editor = screen.detail.form.editors["city_theme"]
    editor.put("Chủ đề đang gõ")
    editor.edited.emit("Chủ đề đang gõ")
    screen.tree.choose("themes", "2020")
    screen.tree.choose("themes", "2018")
    assert typed(screen) == "Chủ đề đang gõ"
    screen.detail.form.forget.click()
    assert typed(screen) != "Chủ đề đang gõ"


def test_a_new_year_gets_its_themes_once(window, qtbot, board):
    screen = screen_of(window, qtbot, "themes")
    screen.add.click()
    keep(screen, window, qtbot, code="2021", central_theme="Chủ đề năm 2021")
    assert board.pack.programme(2021).central_theme == "Chủ đề năm 2021"
    screen.add.click()
    keep(screen, window, qtbot, code="2021", central_theme="x")
    assert screen.detail.form._faults["code"].text()


def test_a_new_answer_makes_its_own_code(board):
    model = EntryModel(board, Catalogue.CHOICES, Mode.NEW, day=date(2018, 7, 1))
    model.put("list", "monthly_evaluation/rows.group")
    model.put("label", "Cán bộ không chuyên trách cấp xã")
    assert model.wish().code == "monthly_evaluation/rows.group/can_bo_khong_chuyen_trach_cap"
    assert not model.faults(all_of_them=True)


def test_a_holiday_is_put_where_one_points(window, qtbot, board):
    screen = screen_of(window, qtbot, "holidays")
    sheet = screen.holidays.sheet
    sheet.setFocus()
    day = date(2018, 5, 2)
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=sheet.box(day).center().toPoint())
    keep(screen, window, qtbot, name="Nghỉ thêm")
    assert not board.pack.holidays.works(day)
    assert "Nghỉ thêm" in sheet.words_of(day)
    screen.detail.versions.back.emit(screen.detail.entries[0])
    settle(qtbot, window.jobs)
    assert board.pack.holidays.works(day)


def test_what_differs_is_listed_with_what_ships(window, qtbot, board):
    screen = screen_of(window, qtbot, "themes")
    keep(screen, window, qtbot, city_theme="Chủ đề khác")
    screen = screen_of(window, qtbot, "differences")
    assert "Chủ đề khác" in cells(screen)[2]


def test_a_small_window_shows_the_list_or_the_form(window, qtbot):
    window.resize(700, 480)
    screen = screen_of(window, qtbot, "boards")
    assert screen._frame.isVisible()
    assert not screen.detail.isVisible()
    qtbot.keyClick(screen.tree, Qt.Key.Key_Return)
    assert screen.detail.isVisible()
    assert not screen._frame.isVisible()
    qtbot.keyClick(screen.detail.form, Qt.Key.Key_Escape)
    assert screen._frame.isVisible()


# --- the sheet of a year ---------------------------------------------------------------------------------------------


@pytest.fixture
def sheet(qtbot, dressed) -> CalendarSheet:
    made = CalendarSheet(2018)
    qtbot.addWidget(made)
    made.resize(760, 620)
    made.show_year(2018, {date(2018, 9, 3): DayMark(tone="error", words="Nghỉ bù", dot=True, framed=True)})
    made.show()
    return made


def test_every_day_of_the_year_is_where_it_is_drawn(sheet):
    for number in range(365):
        day = date.fromordinal(date(2018, 1, 1).toordinal() + number)
        assert sheet.day_at(sheet.box(day).center()) == day
    assert sheet.day_at(QPointF(1, 1)) is None


def test_keys_walk_the_days_and_take_them_together(sheet, qtbot):
    sheet.go(date(2018, 9, 3))
    qtbot.keyClick(sheet, Qt.Key.Key_Right)
    assert sheet.day == date(2018, 9, 4)
    qtbot.keyClick(sheet, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert sheet.span == (date(2018, 9, 4), date(2018, 9, 11))
    qtbot.keyClick(sheet, Qt.Key.Key_PageDown)
    qtbot.keyClick(sheet, Qt.Key.Key_End)
    assert sheet.day == date(2018, 10, 31)
    sheet.go(date(2018, 1, 1))
    qtbot.keyClick(sheet, Qt.Key.Key_Left)
    assert sheet.day == date(2018, 1, 1)  # the sheet has one year
    with qtbot.waitSignal(sheet.chosen):
        qtbot.keyClick(sheet, Qt.Key.Key_Return)


def test_a_day_says_what_its_mark_says(sheet):
    sheet.go(date(2018, 9, 3))
    assert "Nghỉ bù" in sheet.words_of(date(2018, 9, 3))
    assert "Nghỉ bù" in sheet.accessibleDescription()
    assert sheet.heightForWidth(400) > sheet.heightForWidth(800)
    sheet.show_year(2020, {})
    assert sheet.day == date(2020, 9, 3)


# --- the next year ---------------------------------------------------------------------------------------------------


def test_the_next_years_store_is_made_beside_this_one_when_both_passwords_agree(
    window, qtbot, board, tmp_path
):
    screen = screen_of(window, qtbot, "themes")
    panel = screen.detail.next_year
    assert panel.isVisible()
    assert not panel.make.isEnabled()
    assert panel.make.toolTip()
    for field, text in ((panel.password, "mật khẩu năm sau"), (panel.again, "mật khẩu năm khác")):
        field.edit.setText(text)
        field.edited.emit()
    assert not panel.make.isEnabled()
    panel.again.edit.setText("mật khẩu năm sau")
    panel.again.edited.emit()
    assert panel.make.isEnabled()
    panel.save_to(tmp_path / "2019")
    settle(qtbot, window.jobs)
    assert (tmp_path / "2019.dvapp").is_file()
    assert not panel.password.text()
    screen.tree.choose("themes", "2020")
    assert not panel.isVisible()


def test_what_another_window_changes_is_followed(window, qtbot, board):
    from tests.ui.conftest import PASSWORD

    from dvapp.domain.catalogue.reading import Wish
    from dvapp.services.catalogue.entries import put_entry
    from dvapp.services.stores import open_session

    screen = screen_of(window, qtbot, "themes")
    other = open_session(board.store.path, PASSWORD, tools=board.tools)
    put_entry(
        Wish(catalogue=Catalogue.THEMES, code="2018", texts={"central_theme": "Của cửa sổ khác"}),
        session=other,
    )
    other.store.close()
    window.workspace.listen_to_catalogues()  # windows of earlier tests listen to the same store, too
    assert board.pack.programme(2018).central_theme == "Của cửa sổ khác"
    assert cells(screen)[1] == "Của cửa sổ khác"
