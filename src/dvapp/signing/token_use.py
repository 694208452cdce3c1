"""Which tokens this program is signing with at this moment."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dvapp.domain.signing.token_errors import TokenBusy

_in_use: set[tuple[Path, str]] = set()
_guard = threading.Lock()


@contextmanager
def alone(driver: Path, serial: str, *, where: str) -> Iterator[None]:
    """One use at a time: tokens are unlocked for the whole program, and whoever is done first would lock it for all.

    :raises TokenBusy: it is in use. where: ``where``.
    """
    with _guard:
        if (driver, serial) in _in_use:
            raise TokenBusy(where=where)
        _in_use.add((driver, serial))
    try:
        yield
    finally:
        with _guard:
            _in_use.discard((driver, serial))


def in_use(driver: Path) -> bool:
    """Whether a token of that driver is in use."""
    with _guard:
        return any(path == driver for path, _serial in _in_use)
