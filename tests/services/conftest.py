"""What is made once for the tests of services: an office whose paper stands at each stage of its way."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.services.chain_office import Office, cheap_tools, make_stages


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
