"""What is made once for the tests of services: an office whose paper stands at each stage of its way, and a blank register."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.services.chain_office import Office, cheap_tools, make_stages
from tests.services.registers import PASSWORD, DeskClock, Desks, blank_store, tools_at

from dvapp.services.session import Session
from dvapp.services.stores import open_session


@pytest.fixture(scope="session")
def chain_stages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A folder for each stage; nobody works in them."""
    return make_stages(tmp_path_factory.mktemp("cơ quan"))


@pytest.fixture
def at_stage(chain_stages: dict[str, Path], tmp_path: Path) -> Iterator[Callable[[str], Office]]:
    """Gives an office of the test's own whose paper stands at a stage."""
    made: list[Office] = []

    def copy(stage: str) -> Office:
        folder = tmp_path / f"{stage} {len(made)}"
        shutil.copytree(chain_stages[stage], folder)
        made.append(Office(tools=cheap_tools(), folder=folder))
        return made[-1]

    yield copy
    for office in made:
        office.close()


@pytest.fixture
def own(session: Session) -> Iterator[Session]:
    """The store of a module's tests, for one that writes: empty again afterwards."""
    yield session
    with session.store.unit_of_work() as work:
        work.records.remove_all([one.id for one in work.records.all()])
        for mapping in work.mappings.all():
            work.mappings.remove(mapping.head)
        work.commit()


# --- the register --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return blank_store(tmp_path_factory.mktemp("register"))


@pytest.fixture
def clock() -> DeskClock:
    return DeskClock()


@pytest.fixture
def desks() -> Desks:
    return Desks()


@pytest.fixture
def path(blank: Path, tmp_path: Path) -> Path:
    """A store of the test's own."""
    return Path(shutil.copy(blank, tmp_path))


@pytest.fixture
def session(path: Path, clock: DeskClock, desks: Desks) -> Iterator[Session]:
    made = open_session(path, PASSWORD, tools=tools_at(clock, desks))
    yield made
    made.store.close()


@pytest.fixture
def elsewhere(path: Path, session: Session, clock: DeskClock) -> Iterator[Session]:
    """Another clerk, on another computer."""
    made = open_session(path, PASSWORD, tools=tools_at(clock, Desks("may-2", 7)))
    yield made
    made.store.close()
