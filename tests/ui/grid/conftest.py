"""A grid on a store of its own, emptied after each test."""

import pytest
from tests.ui.desk import forget_typed, settle
from tests.ui.grid.keyboard import Q3

from dvapp.app.tools import make_tools
from dvapp.host.settings import Settings
from dvapp.services.figures.grid import unit_grid
from dvapp.services.recording.records import list_records, remove_record
from dvapp.services.stores import create_store
from dvapp.ui.grid.screen import GridScreen
from dvapp.ui.history import History


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("grid") / "quan.dvapp"
    session = create_store(path, board="005", year=2018, password="mat khau de thu", tools=make_tools())
    yield session
    session.store.close()


@pytest.fixture
def session(store):
    yield store
    for listed in list_records(store):
        remove_record(listed.id, session=store)
    forget_typed(store)


@pytest.fixture
def grid(qtbot, session, jobs, tmp_path):
    made = GridScreen(session, jobs, Settings(tmp_path / "settings.json"))
    made.use_history(History(made))
    qtbot.addWidget(made)
    made.resize(1300, 800)
    made.show()
    made.set_period(Q3)
    settle(qtbot, jobs)
    made.view.setFocus()
    yield made
    settle(qtbot, jobs)


@pytest.fixture
def wards(session):
    return [unit.code for unit in unit_grid(session, Q3).units[1:]]
