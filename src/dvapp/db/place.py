"""Where a store may lie, and how a new one appears there whole or not at all."""

import errno
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dvapp.db.faults import system_told
from dvapp.domain.errors import FileUnwritable, StoreExists, StorePlaceRefused
from dvapp.host.reasons import system_reason

# Folders that another program synchronises behind SQLite's back; firms' names follow ("OneDrive - Ban Dân vận").
_CLOUD = re.compile(r"(onedrive|google ?drive|dropbox|icloud ?drive)([ \-–(].*)?", re.IGNORECASE)


def require_local(path: Path) -> None:
    """:raises StorePlaceRefused: the path leads over the network or into a cloud folder (known to break stores)."""
    for form in (path, path.parent.resolve()):
        # \\server\share, and the same with slashes
        if str(form)[:2] in {"\\\\", "//"} or any(_CLOUD.fullmatch(part) for part in form.parts):
            raise StorePlaceRefused(where=str(path))


def require_writable(path: Path) -> None:
    """:raises FileUnwritable: the file or its folder takes no writing; a store in use keeps its log beside it."""
    for place in (path, path.parent):
        if not os.access(place, os.W_OK):
            raise FileUnwritable(where=str(path), reason=system_reason(PermissionError(errno.EACCES, "")))


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # directories cannot be opened there; NTFS logs the rename itself
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _publish(made: Path, path: Path) -> None:
    """Give the finished file its name; never over another file."""
    if os.name == "nt":
        made.rename(path)  # refuses there when something has the name
        return
    try:
        os.link(made, path)
        made.unlink()
    except FileExistsError:
        raise
    except OSError:
        # No hard links on this file system (FAT on a stick): take the name first, then replace our own empty file.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        made.replace(path)
    _sync_folder(path.parent)


@contextmanager
def appearing(path: Path) -> Iterator[Path]:
    """A new empty file beside ``path``, only its owner's; it gets the name when the block ends well, else it is gone.

    :raises StoreExists: something has the name. :raises FileUnwritable, DiskFull: as they say.
    """
    if os.path.lexists(path):
        raise StoreExists(where=str(path))
    made = path.with_name(f".{secrets.token_hex(8)}.new")
    try:
        with system_told(path, writing=True):
            os.close(os.open(made, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        yield made
        try:
            with system_told(path, writing=True):
                _publish(made, path)
        except FileUnwritable as refusal:
            if isinstance(refusal.__cause__, FileExistsError):
                raise StoreExists(where=str(path)) from refusal
            raise
    finally:
        for rest in (made, *(made.with_name(made.name + tail) for tail in ("-wal", "-shm", "-journal"))):
            with suppress(OSError):  # the refusal that is on its way says more
                rest.unlink(missing_ok=True)
