"""What the signing tests share."""

import pytest
from tests.signing.world import World, make_world


@pytest.fixture(scope="session")
def world() -> World:
    return make_world()


@pytest.fixture(scope="session")
def signed(world: World) -> bytes:
    return world.signed()


@pytest.fixture(scope="session")
def sealed(world: World, signed: bytes) -> bytes:
    return world.sealed(signed)
