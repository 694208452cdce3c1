"""What importing needs from outside, as Protocols."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from dvapp.domain.sheets.imports import Import, SavedMapping
from dvapp.domain.sheets.sheet import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetBook:
    """A file of sheets.

    :param sheets: the visible ones, in order.
    :param hidden: names of the others, which are not read.
    :param macros: whether it holds programs; they are never run.
    """

    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()
    macros: bool = False


class SheetReader(Protocol):
    """Reads the sheets of any office's file."""

    def read(self, content: bytes) -> SheetBook:
        """All that can be read of it.

        :raises SheetFileTooLarge, SheetFileUnreadable: as they say.
        """
        ...


class ImportReader(Protocol):
    """Imports that a store remembers."""

    def get(self, import_id: str) -> Import | None:
        """The import with that id, with its rows."""

    def all(self) -> Sequence[Import]:
        """All imports without their rows, the newest first."""
        ...


class Imports(ImportReader, Protocol):
    """Imports of a unit of work."""

    def put(self, done: Import) -> None:
        """Keep an import, replacing the one with its id. A new one gets the time of its writing."""


class MappingReader(Protocol):
    """Columns as they were agreed."""

    def all(self) -> Sequence[SavedMapping]:
        """All mappings in order of their heads."""
        ...


class Mappings(MappingReader, Protocol):
    """Columns as they were agreed, of a unit of work."""

    def put(self, mapping: SavedMapping) -> None:
        """Keep a mapping, replacing the one of its head."""

    def remove(self, head: str) -> None:
        """Forget the mapping of a head; nothing happens when there is none."""
