"""F1: what a screen is for and its keys, without leaving the screen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from tests.ui.desk import nameless, settle

from dvapp.host.i18n import set_language
from dvapp.ui.shell.help import keys_of, purpose_words
from dvapp.ui.shell.navigation import ASIDE, PLACES
from dvapp.ui.shell.workspace import Workspace


@pytest.fixture
def workspace(qtbot, sample_board, jobs, settings):
    made = Workspace(sample_board, jobs, settings)
    qtbot.addWidget(made)
    made.resize(1024, 700)
    made.show()
    made.go("settings")
    settle(qtbot, jobs)
    yield made
    made.close_down()


@pytest.mark.parametrize("place", [*(place.code for place in PLACES), *ASIDE])
def test_every_screen_says_what_it_is_for_and_which_keys_it_has(place):
    set_language("en")
    assert purpose_words(place).endswith(".")
    keys = [key for key, _words in keys_of(place)]
    assert "F1" in keys
    assert "Ctrl+1 … Ctrl+9" in keys


def test_f1_opens_help_of_the_screen_in_sight_and_f1_or_esc_closes_it(workspace, qtbot):
    held = workspace.screen_of("settings").choice.buttons()[0]
    for leave in (Qt.Key.Key_F1, Qt.Key.Key_Escape):
        held.setFocus()
        qtbot.keyClick(held, Qt.Key.Key_F1)
        assert workspace.help.isVisible()
        assert nameless(workspace.help) == []
        qtbot.keyClick(QApplication.focusWidget(), leave)
        assert not workspace.help.isVisible()
        assert QApplication.focusWidget() is held


def test_help_fits_into_a_small_window_and_goes_with_the_screen(workspace, qtbot, jobs):
    workspace.go("records")
    settle(qtbot, jobs)
    workspace.show_help()
    panel = workspace.help
    panel.layout().activate()
    assert workspace.rect().contains(panel.geometry())
    assert all(panel.rect().contains(words.geometry()) for words in panel.findChildren(QLabel))
    workspace.go("settings")
    assert not panel.isVisible()


def test_a_field_explains_itself_before_the_screen_does(workspace, qtbot, jobs):
    workspace.go("records")
    settle(qtbot, jobs)
    screen = workspace.screen_of("records")
    screen.open_record(next(r.listed.id for r in screen.content.visible if r.listed.kind == "inspection"))
    settle(qtbot, jobs)
    screen.form.field("visits").focus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F1)
    assert not workspace.help.isVisible()
