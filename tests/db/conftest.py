from pathlib import Path

import pytest
from tests.db.made import CHEAP, INFO, PASSWORD, Ticking

from dvapp.db.stores import SqlStore, SqlStores


@pytest.fixture
def stores() -> SqlStores:
    return SqlStores(Ticking(), kdf=CHEAP, patience=0.1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "Ban Dân vận Hà Nội 100% #1"
    folder.mkdir()
    return folder / "sổ năm 2018.dvapp"


@pytest.fixture
def store(stores: SqlStores, path: Path):
    with_path = stores.create(path, PASSWORD, INFO)
    yield with_path
    with_path.close()


@pytest.fixture
def closed(store: SqlStore, path: Path) -> Path:
    """A store's file with nobody inside."""
    store.close()
    return path
