"""When the program itself errs: the data can be saved elsewhere before anything else is tried."""

from typing import Any

import pytest
from tests.ui.conftest import PASSWORD
from tests.ui.desk import nameless, settle, type_text

from dvapp.app.crash import CrashDialog
from dvapp.host.log import Tail
from dvapp.services.recording.records import list_records
from dvapp.services.stores import create_store, open_session
from dvapp.ui.shell.main_window import MainWindow


@pytest.fixture
def window(qtbot, dressed, settings, empty_store, tmp_path):
    session = create_store(
        tmp_path / "ban.dvapp", board="005", year=2018, password=PASSWORD, tools=empty_store.tools
    )
    made: Any = MainWindow(lambda: session.tools, settings)
    qtbot.addWidget(made)
    made.work_on(session)
    made.workspace.go("records")
    settle(qtbot, made.jobs)
    yield made
    made.close()


def test_a_copy_of_the_data_is_saved_with_the_last_words_typed(qtbot, window, tmp_path):
    records = window.workspace.screen_of("records")
    records.new_record("inspection")
    type_text(records.form.field("visits").editor.target(), "mười")
    dialog: Any = CrashDialog(Tail(), window)
    qtbot.addWidget(dialog)
    dialog.show()
    assert nameless(dialog) == []
    dialog.save_copy(tmp_path / "bản sao.dvapp")
    assert "bản sao.dvapp" in dialog.said.text()
    copy = open_session(tmp_path / "bản sao.dvapp", PASSWORD, tools=window.workspace.session.tools)
    (kept,) = list_records(copy)
    assert kept.draft is not None
    assert kept.draft.texts["visits"] == "mười"
    copy.store.close()
    dialog.save_copy(tmp_path / "bản sao.dvapp")
    assert dialog.said.property("state") == "error", "nothing is overwritten"


def test_without_an_open_store_there_is_nothing_to_copy(qtbot, dressed):
    dialog: Any = CrashDialog(Tail())
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.save.isVisible()
