"""Refusals that were raised by bytes get the name of the file they came from."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dvapp.domain.errors import DvError


@contextmanager
def named(path: Path) -> Iterator[None]:
    """A refusal from within that names no place names ``path``."""
    try:
        yield
    except DvError as error:
        error.where = error.where or str(path)
        raise
