"""Stores whose database library loads when the first store is made or opened: who signs or verifies a file needs none."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dvapp.services.ports import Clock, Store, StoreInfo

if TYPE_CHECKING:
    from dvapp.db.stores import SqlStores


class LateStores:
    """:class:`dvapp.services.ports.Stores`, in front of :class:`dvapp.db.stores.SqlStores`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    @cached_property
    def _stores(self) -> "SqlStores":
        from dvapp.db.stores import SqlStores

        return SqlStores(self._clock)

    def create(self, path: Path, password: str, info: StoreInfo) -> Store:
        """As the port says."""
        return self._stores.create(path, password, info)

    def logins(self, path: Path) -> tuple[str, ...]:
        """As the port says."""
        return self._stores.logins(path)

    def open(self, path: Path, password: str, *, login: str | None = None) -> Store:
        """As the port says."""
        return self._stores.open(path, password, login=login)
