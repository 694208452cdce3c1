"""Tools whose module loads when they are first used: who signs or verifies a file needs no packs, sheets or linter."""

from collections.abc import Callable
from threading import RLock
from typing import Any, TypeVar, cast

T = TypeVar("T")


def late(make: Callable[[], T]) -> T:
    """What stands for the tool until somebody asks something of it; ``make`` is called once, then."""
    return cast("T", _Late(make))


class _Late:
    """Hands every question on. One lock each: screens ask from several threads."""

    def __init__(self, make: Callable[[], object]) -> None:
        self._late_lock = RLock()
        self._late_make: Callable[[], object] = make
        self._late_tool: object | None = None

    def __getattr__(self, name: str) -> Any:
        with self._late_lock:
            if self._late_tool is None:
                self._late_tool = self._late_make()
        return getattr(self._late_tool, name)
