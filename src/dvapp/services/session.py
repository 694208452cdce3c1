"""An open store together with what is needed to work in it."""

import uuid
from dataclasses import dataclass

from dvapp.domain.codes import RecordId
from dvapp.domain.packs import Pack
from dvapp.domain.units import Board, UnitCatalogue
from dvapp.services.ports import Store, Tools


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A board's store, open, with its pack and catalogue read."""

    tools: Tools
    store: Store
    pack: Pack
    board: Board
    units: UnitCatalogue

    @property
    def year(self) -> int:
        """The year the store was made for."""
        return self.store.info.year


def new_record_id() -> RecordId:
    """A fresh identity for a record."""
    return RecordId(str(uuid.uuid4()))
