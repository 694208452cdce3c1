"""Refusals that were raised by bytes get the name of the file they came from."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath

from dvapp.domain.errors import DvError, OutputIsInput, OutputTaken
from dvapp.services.ports import Files


@contextmanager
def named(path: PurePath) -> Iterator[None]:
    """A refusal from within that names no place names ``path``."""
    try:
        yield
    except DvError as error:
        error.where = error.where or str(path)
        raise


PDF, ZIP = b"%PDF-", b"PK"


def require_output(out: Path, *inputs: Path, start: bytes, files: Files) -> None:
    """A result may replace an earlier result of its kind, never an input nor anybody's other file.

    :param inputs: files in use; they are compared by identity and not opened (closing a store's file would drop its
        locks).
    :param start: what an earlier result begins with.
    :raises OutputIsInput, OutputTaken: as they say.
    """
    for source in inputs:
        if source.resolve() == out.resolve() or (out.exists() and source.exists() and out.samefile(source)):
            raise OutputIsInput(where=str(out))
    if out.is_file() and out.stat().st_size and not files.begins(out, start):
        raise OutputTaken(where=str(out))
