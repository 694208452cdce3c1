"""Reading and writing the store's bytes beside SQLite, without taking its locks away.

POSIX gives a process one set of locks per file and drops them all when *any* descriptor of that file is closed (SQLite,
"How to corrupt", 2.2). A plain ``open()`` … ``close()`` of a store that is in use in this process would leave SQLite
without its locks. So descriptors opened here while the store is held are closed only when the last holder lets go.
That state belongs to the process because the locks do.
"""

import os
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FileId = tuple[int, int]
"""Device and inode: one file, whatever path leads to it."""

_guard = threading.Lock()
_holders: Counter[FileId] = Counter()
_parked: dict[FileId, list[int]] = {}


def hold(path: Path) -> FileId:
    """Say that SQLite has this file open from now on. :raises OSError: it is not there."""
    found = path.stat()
    file_id = (found.st_dev, found.st_ino)
    with _guard:
        _holders[file_id] += 1
    return file_id


def release(file_id: FileId) -> None:
    """Say that one holder has closed all its connections."""
    with _guard:
        _holders[file_id] -= 1
        if not _holders[file_id]:
            del _holders[file_id]
            for descriptor in _parked.pop(file_id, []):
                os.close(descriptor)


@contextmanager
def raw(path: Path, *, write: bool = False) -> Iterator[int]:
    """A descriptor of the file, which must exist. :raises OSError: as the system says."""
    mode = os.O_RDWR if write else os.O_RDONLY
    descriptor = os.open(path, mode | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0))
    try:
        yield descriptor
    finally:
        found = os.fstat(descriptor)
        file_id = (found.st_dev, found.st_ino)
        with _guard:
            if _holders[file_id] > 0:
                _parked.setdefault(file_id, []).append(descriptor)
            else:
                os.close(descriptor)


def read_at(descriptor: int, offset: int, length: int) -> bytes:
    """Up to ``length`` bytes from ``offset``; fewer at the file's end."""
    os.lseek(descriptor, offset, os.SEEK_SET)
    parts: list[bytes] = []
    while length and (part := os.read(descriptor, length)):
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def write_at(descriptor: int, offset: int, content: bytes) -> None:
    """Write all of ``content`` at ``offset`` and wait until it is on the disk."""
    os.lseek(descriptor, offset, os.SEEK_SET)
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]
    os.fsync(descriptor)
