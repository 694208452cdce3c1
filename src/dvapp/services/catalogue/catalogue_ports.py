"""What the catalogues need of a store, as Protocols."""

from collections.abc import Sequence
from typing import Protocol

from dvapp.domain.catalogue.entries import Entry


class CatalogueReader(Protocol):
    """The board's own entries over its pack and the catalogue of units, to read."""

    def all(self) -> Sequence[Entry]:
        """The last version of every entry, those taken back as well, in order of their first writing."""

    def versions(self, entry_id: str | None = None) -> Sequence[Entry]:
        """Every version of one entry, or of all, in order of writing."""
        ...


class CatalogueEntries(CatalogueReader, Protocol):
    """The board's own entries, of a unit of work."""

    def put(self, entry: Entry) -> Entry:
        """Keep the next version of an entry after ``entry.version``; as kept, with its number, writer and time.

        :raises EntryChanged: that is not the last version any more; somebody else wrote another one.
        """
        ...
