import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from tests.ui.desk import nameless, settle

from dvapp.domain.calendar.periods import parse_period
from dvapp.host.i18n import _, set_language
from dvapp.ui.notices import Notice
from dvapp.ui.qt_words import install_qt_words
from dvapp.ui.shell.main_window import MainWindow
from dvapp.ui.shell.navigation import PLACES, SLIM, WIDE
from dvapp.ui.theme import DARK, LIGHT, apply_theme, theme

OWN = ("overview", "records", "register", "units", "safety", "settings")


@pytest.fixture
def window(qtbot, dressed, sample_board, settings):
    made = MainWindow(lambda: sample_board.tools, settings)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.work_on(sample_board)
    settle(qtbot, made.jobs)
    yield made
    settle(qtbot, made.jobs)
    made.workspace = None  # the sample stays open for the next test
    made.close()


def test_ctrl_and_a_number_goes_to_a_screen(window, qtbot):
    for number, place in enumerate(PLACES, start=1):
        if place.code in OWN:
            qtbot.keyClick(
                window.workspace, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.ControlModifier
            )
            assert window.workspace.place == place.code
            settle(qtbot, window.jobs)


def test_ctrl_n_begins_a_record_from_anywhere(window, qtbot):
    window.workspace.go("settings")
    qtbot.keyClick(window.workspace, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.workspace.place == "records"
    assert window.workspace.screen_of("records").form.model is not None


@pytest.mark.parametrize("code", OWN)
def test_every_control_has_a_name_for_a_screen_reader(window, qtbot, code):
    window.workspace.go(code)
    settle(qtbot, window.jobs)
    assert nameless(window) == []


def test_the_language_changes_without_a_restart(window, qtbot):
    for code in OWN:
        window.workspace.go(code)
        settle(qtbot, window.jobs)
    records = window.workspace.screen_of("records")
    set_language("vi")
    window.speak("en")
    assert window.workspace.navigation.buttons["records"].text() == "Record of work"
    assert records.list.title.text() == "Record of work"
    assert records.list.content.visible[0].state.words == "Complete"
    assert window.settings.get("language") == "en"
    window.speak("vi")
    assert records.list.title.text() == _("Record of work")


def test_the_theme_changes_while_the_window_is_open(window):
    window.colour("dark")
    assert theme().tokens is DARK
    assert QApplication.palette().window().color().name() == DARK.ground
    window.colour("light")
    assert theme().tokens is LIGHT


def test_the_navigation_shrinks_to_icons(window):
    assert window.workspace.navigation.width() == WIDE
    window.resize(1024, 700)
    window.workspace.resize(1024, 700)
    assert window.workspace.navigation.width() == SLIM
    assert all(b.toolTip() for b in window.workspace.navigation.buttons.values())


def test_the_overview_shows_the_stores_own_numbers(window, qtbot):
    window.workspace.go("overview")
    settle(qtbot, window.jobs)
    screen = window.workspace.screen_of("overview")
    data = screen._data
    assert sum(m.visits for m in data.months if m.visits is not None) == data.visits.value
    assert [m.visits for m in data.months[:2]] == [None, None], "a month without a figure is not zero"
    assert screen._cards[2].value.text() == "105"


def test_the_period_is_one_for_all_screens_and_remembered(window, qtbot):
    period = parse_period("2018-H1")
    with qtbot.waitSignal(window.workspace.period_changed):
        window.workspace.top.periods.choose(period)
    settle(qtbot, window.jobs)
    assert window.workspace.screen_of("overview")._period == period
    assert window.settings.get("period") == "2018-H1"


def test_a_screen_that_does_not_exist_yet_says_so(window):
    for code in ("safety",):
        window.workspace.go(code)
        assert window.workspace.screen_of(code)._empty.text.text()


def test_qts_own_buttons_speak_vietnamese(qtbot, dressed):
    words = install_qt_words(dressed)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "Huỷ"
    set_language("en")
    other = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(other)
    assert other.button(QDialogButtonBox.StandardButton.Cancel).text() == "Cancel"
    dressed.removeTranslator(words)


def test_dressing_again_changes_nothing(dressed):
    sheet = dressed.styleSheet()
    apply_theme(dressed, dark=False)
    assert dressed.styleSheet() == sheet


def test_work_goes_on_after_a_store_is_closed(window, qtbot, sample_board, monkeypatch):
    monkeypatch.setattr(sample_board.store, "close", lambda: None)  # it is shared with the other tests
    window.close_store()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window.work_on(sample_board)  # a slot of the closed workspace left behind would raise here
    settle(qtbot, window.jobs)
    assert window.workspace is not None


def test_the_status_line_says_of_another_screen_nothing_that_was_said_of_this(window, qtbot):
    window.workspace.go("units")
    window.workspace.notice(Notice.saved("Draft kept", ok=False))
    window.workspace.go("settings")
    assert window.workspace.status._kept.text() == _("Everything is kept as you type")
    window.speak("en")
    assert window.workspace.status._kept.text() == "Everything is kept as you type"
