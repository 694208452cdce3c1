"""Where the files of a template pack come from: a folder, or the bytes that a store carries."""

import errno
import os
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Protocol

from dvapp.exchange.pack_marks import PASSED

PATTERNS = (
    "pack.yaml",
    "indicators.csv",
    "boards.yaml",
    "rules.yaml",
    "holidays.csv",
    "kinds/*.yaml",
    "reports/*.yaml",
)
"""Every file that belongs to a pack, by its path within it."""


class PackSource(Protocol):
    """The files of one pack."""

    @property
    def name(self) -> str:
        """What the pack must be called."""
        ...

    def read(self, path: str) -> bytes:
        """A file's bytes. :raises OSError: there is none, or it cannot be read."""
        ...

    def has(self, path: str) -> bool:
        """Whether there is such a file."""
        ...

    def names(self, pattern: str) -> list[str]:
        """Paths of the files that fit a pattern, in order."""
        ...


@dataclass(frozen=True, slots=True)
class FolderSource:
    """A pack in a folder of its own."""

    folder: Path

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.name

    def read(self, path: str) -> bytes:
        """A file's bytes."""
        return (self.folder / path).read_bytes()

    def has(self, path: str) -> bool:
        """Whether there is such a file."""
        return (self.folder / path).is_file()

    def names(self, pattern: str) -> list[str]:
        """Paths of the files that fit a pattern."""
        return sorted(file.relative_to(self.folder).as_posix() for file in self.folder.glob(pattern))


@dataclass(frozen=True, slots=True)
class CarriedSource:
    """A pack whose files travel inside something else, by their paths."""

    name: str
    files: Mapping[str, bytes]

    def read(self, path: str) -> bytes:
        """A file's bytes."""
        try:
            return self.files[path]
        except KeyError:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path) from None

    def has(self, path: str) -> bool:
        """Whether there is such a file."""
        return path in self.files

    def names(self, pattern: str) -> list[str]:
        """Paths of the files that fit a pattern."""
        return sorted(path for path in self.files if fnmatchcase(path, pattern))


def files_of(source: PackSource) -> dict[str, bytes]:
    """Every file of a pack, with what marks them as checked, if it is there.

    :raises OSError: one cannot be read.
    """
    paths = [path for pattern in PATTERNS for path in source.names(pattern)]
    if source.has(PASSED):
        paths.append(PASSED)
    return {path: source.read(path) for path in paths}
