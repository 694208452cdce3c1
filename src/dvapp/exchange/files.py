"""Whole files in and out: nothing half-written ever stays."""

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path

from dvapp.domain.errors import DiskFull, DvError, FileMissing, FileUnreadable, FileUnwritable
from dvapp.host.i18n import _
from dvapp.host.reasons import system_reason

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class LocalFiles:
    """Files on this computer."""

    def read(self, path: Path) -> bytes:
        """All bytes of a file.

        :raises FileMissing, FileUnreadable: as they say.
        """
        try:
            return path.read_bytes()
        except FileNotFoundError as error:
            raise FileMissing(where=str(path)) from error
        except OSError as error:
            raise FileUnreadable(where=str(path), reason=system_reason(error)) from error

    def size(self, path: Path) -> int:
        """Bytes of an ordinary file, without opening it.

        :raises FileMissing, FileUnreadable: as they say; a folder or a device is no ordinary file.
        """
        try:
            found = path.stat()
        except FileNotFoundError as error:
            raise FileMissing(where=str(path)) from error
        except OSError as error:
            raise FileUnreadable(where=str(path), reason=system_reason(error)) from error
        if stat.S_ISDIR(found.st_mode):
            raise FileUnreadable(where=str(path), reason=system_reason(OSError(errno.EISDIR, "")))
        if not stat.S_ISREG(found.st_mode):
            raise FileUnreadable(where=str(path), reason=_("it is no ordinary file"))
        return found.st_size

    def begins(self, path: Path, *starts: bytes) -> bool:
        """Whether a file is there, can be read, and begins with one of these."""
        try:
            with path.open("rb") as file:
                return file.read(max(map(len, starts))).startswith(starts)
        except OSError:
            return False

    def write(self, path: Path, content: bytes) -> None:
        """Write beside the target, fsync, rename over it: readers see the old file or the whole new one.

        :raises DiskFull, FileUnwritable: as they say; the old file, if any, is unchanged.
        """
        self.write_pieces(path, (content,))

    def write_pieces(self, path: Path, pieces: Iterable[bytes]) -> None:
        """As :meth:`write`, of a content that comes in pieces; whatever ends their coming leaves nothing behind."""
        try:
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-", suffix=".part")
        except OSError as error:
            raise refusal(error, path) from error
        try:
            with os.fdopen(handle, "wb") as out:
                for piece in pieces:
                    out.write(piece)
                out.flush()
                os.fsync(out.fileno())
            Path(name).chmod(0o666 & ~_umask())
            Path(name).replace(path)
        except OSError as error:
            _drop(name)
            raise refusal(error, path) from error
        except BaseException:
            _drop(name)
            raise


def _drop(name: str) -> None:
    with contextlib.suppress(OSError):
        Path(name).unlink()


def refusal(error: OSError, path: Path) -> DvError:
    """What an error of the system means for whoever wanted to write a file."""
    if error.errno in _NO_ROOM:
        return DiskFull(where=str(path))
    return FileUnwritable(where=str(path), reason=system_reason(error))


def _umask() -> int:
    """The process's mask; reading it means setting it, so it is put back at once."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
