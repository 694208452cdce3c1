"""The driver's errors in the words of the domain; no caller ever meets an error of SQLCipher or SQLAlchemy.

``sqlcipher3`` errors are no ``sqlite3.Error``; told apart by SQLite's primary result code, the low byte.
"""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as driver

from dvapp.domain.errors import (
    DiskFull,
    DvError,
    FileMissing,
    FileUnreadable,
    FileUnwritable,
    StoreBusy,
    StoreDamaged,
)
from dvapp.host.reasons import system_reason

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_SCANT = 64 * 1024  # bytes; less than that on the volume explains a failed write


def _scant(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _SCANT
    except OSError:
        return False


def refusal_for(error: Exception, path: Path) -> DvError | None:
    """The refusal that a driver's error means, or ``None`` when it is a bug of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    where, reason = str(path), str(error)
    match code & 0xFF if isinstance(code, int) else None:
        case 5 | 6:  # BUSY, LOCKED
            return StoreBusy(where=where)
        case 11 | 26:  # CORRUPT, NOTADB: an HMAC that does not hold is one of these
            return StoreDamaged(where=where, reason="page_damaged")
        case 13:  # FULL
            return DiskFull(where=where)
        case 10 if _scant(path):  # IOERR
            # Of the write-ahead log's own files SQLite says "I/O error" when there is no room for them.
            return DiskFull(where=where)
        case 8 | 10 | 14:  # READONLY, IOERR, CANTOPEN
            return FileUnwritable(where=where, reason=reason)
        case _:
            return None


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn the driver's errors into refusals; what is a bug stays what it is."""
    try:
        yield
    except DBAPIError as error:
        refusal = refusal_for(error.orig, path) if isinstance(error.orig, driver.Error) else None
        if refusal is None:
            raise
        raise refusal from error
    except driver.Error as error:
        refusal = refusal_for(error, path)
        if refusal is None:
            raise
        raise refusal from error


def refusal_for_system(error: OSError, path: Path, *, writing: bool) -> DvError:
    """The refusal that the system's error on the store's file means."""
    where, reason = str(path), system_reason(error)
    if error.errno in _NO_ROOM:
        return DiskFull(where=where)
    if writing:
        return FileUnwritable(where=where, reason=reason)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return FileMissing(where=where)
    return FileUnreadable(where=where, reason=reason)


@contextmanager
def system_told(path: Path, *, writing: bool) -> Iterator[None]:
    """Turn the system's errors into refusals."""
    try:
        yield
    except OSError as error:
        raise refusal_for_system(error, path, writing=writing) from error
