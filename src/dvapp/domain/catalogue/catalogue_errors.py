"""Refusals of editing the catalogues; a room of their own beside ``errors``."""

from dvapp.domain.catalogue.entries import Catalogue
from dvapp.domain.errors import DvError
from dvapp.domain.recording.records import Fault


class EntryRefused(DvError):
    """An entry of a catalogue was not kept. where: its code; count: how many faults; faults: all of them, each beside its field; catalogue: whose fields they are."""

    code = "entry_refused"

    def __init__(self, faults: tuple[Fault, ...], *, where: str, catalogue: Catalogue) -> None:
        super().__init__(where=where, count=len(faults))
        self.faults = faults
        self.catalogue = catalogue


class EntryUnknown(DvError):
    """The store has no such entry, or nothing is called so. where: the code as given."""

    code = "entry_unknown"


class EntryChanged(DvError):
    """An entry was changed by another window since it was read; nothing was overwritten. where: its code."""

    code = "entry_changed"


class CatalogueUnknown(DvError):
    """There is no such catalogue. where: the name as given; known: the names there are."""

    code = "catalogue_unknown"


class PackDropsRecords(DvError):
    """Another pack would no longer accept records of the store. where: the pack; count: how many; kinds: of which kinds, with numbers."""

    code = "pack_drops_records"
