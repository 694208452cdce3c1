"""Real stores for the window's tests: one empty and one filled, made once; the empty one is swept after each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from tests.ui.desk import forget_typed

from dvapp.app.tools import make_tools
from dvapp.app.window import make_sample
from dvapp.host.i18n import set_language
from dvapp.host.settings import Settings
from dvapp.services.recording.records import list_records, remove_record
from dvapp.services.session import Session
from dvapp.services.stores import create_store, open_session
from dvapp.ui.jobs import Jobs
from dvapp.ui.theme import LIGHT, apply_theme, theme

PASSWORD = "mat khau de thu"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Qt's screen without a screen says of every top-level window what it cannot do with it."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    set_language("vi")
    yield
    set_language("vi")


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    path = tmp_path_factory.mktemp("empty") / "ban.dvapp"
    session = create_store(path, board="005", year=2018, password=PASSWORD, tools=make_tools())
    yield session
    session.store.close()


@pytest.fixture(scope="module")
def pair(empty_store: Session, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Session, Session]]:
    """A store, and the same file opened a second time."""
    path = tmp_path_factory.mktemp("pair") / "ban.dvapp"
    here = create_store(path, board="005", year=2018, password=PASSWORD, tools=empty_store.tools)
    there = open_session(path, PASSWORD, tools=empty_store.tools)
    yield here, there
    there.store.close()
    here.store.close()


@pytest.fixture
def board(empty_store: Session) -> Iterator[Session]:
    """A board that has recorded nothing yet."""
    yield empty_store
    for listed in list_records(empty_store):
        remove_record(listed.id, session=empty_store)
    forget_typed(empty_store)


@pytest.fixture(scope="session")
def sample_board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The sample board; tests only read it."""
    session = make_sample(tmp_path_factory.mktemp("sample"), lambda _done, _of: None)
    yield session
    session.store.close()


@pytest.fixture
def dressed(qapp: QApplication) -> QApplication:
    """The application in the light theme."""
    if theme().tokens is not LIGHT or not qapp.styleSheet():
        apply_theme(qapp, dark=False)
    return qapp


@pytest.fixture
def jobs(dressed: QApplication) -> Iterator[Jobs]:
    work = Jobs()
    yield work
    work.shutdown()
    work.deleteLater()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json")
