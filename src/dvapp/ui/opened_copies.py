"""Copies of attached files for other programs to show: private, read-only, gone at the end or at the next start."""

import contextlib
import shutil
import stat
import tempfile
from pathlib import Path

from PySide6.QtCore import QLockFile

from dvapp.domain.errors import FileUnwritable
from dvapp.host.paths import opened_folder
from dvapp.host.reasons import system_reason


class OpenedCopies:
    """The copies of this process, in a folder of its own that nobody else may enter.

    A lock file in it says that the process lives. What a killed process left behind is swept away by the next one.

    :param root: the folder that holds the folders of all processes.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._own: Path | None = None
        self._lock: QLockFile | None = None
        self._copies: dict[str, Path] = {}

    def find(self, key: str, name: str) -> Path | None:
        """The copy made under a key, if it is there and still called so."""
        copy = self._copies.get(key)
        return copy if copy is not None and copy.name == name and copy.is_file() else None

    def place(self, key: str, name: str) -> Path:
        """Where the copy shall be written: nothing is there yet. :raises FileUnwritable: the system has no place."""
        try:
            folder = Path(tempfile.mkdtemp(dir=self._folder()))
        except OSError as error:
            raise FileUnwritable(where=str(self._root), reason=system_reason(error)) from error
        self._copies[key] = folder / name
        return folder / name

    def _folder(self) -> Path:
        if self._own is None or not self._own.is_dir():
            self._root.mkdir(parents=True, exist_ok=True)
            self._own = Path(tempfile.mkdtemp(dir=self._root))
            self._lock = _lock_of(self._own)
            self._lock.tryLock(0)
        return self._own

    @staticmethod
    def seal(copy: Path) -> None:
        """Let only its owner read it and nobody write it: what is changed there would never come back."""
        with contextlib.suppress(OSError):
            copy.chmod(stat.S_IRUSR)

    def clear(self) -> None:
        """Remove this process's copies; one that another program holds (Windows) goes at the next start."""
        own, self._own, self._copies = self._own, None, {}
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None
        if own is not None:
            _remove(own)

    def sweep(self) -> None:
        """Remove what processes that live no more have left behind."""
        with contextlib.suppress(OSError):
            for folder in [one for one in self._root.iterdir() if one.is_dir() and one != self._own]:
                lock = _lock_of(folder)
                if lock.tryLock(0):
                    lock.unlock()
                    _remove(folder)


def _lock_of(folder: Path) -> QLockFile:
    lock = QLockFile(str(folder / "lock"))
    lock.setStaleLockTime(0)  # only a dead process makes it stale, not a long day
    return lock


def _remove(folder: Path) -> None:
    for file in folder.rglob("*"):
        with contextlib.suppress(OSError):
            file.chmod(
                stat.S_IRWXU if file.is_dir() else stat.S_IRUSR | stat.S_IWUSR
            )  # Windows keeps read-only files
    shutil.rmtree(folder, ignore_errors=True)


_copies: list[OpenedCopies] = []


def opened_copies() -> OpenedCopies:
    """The copies of this process, made when first asked for."""
    if not _copies:
        _copies.append(OpenedCopies(opened_folder()))
    return _copies[0]
