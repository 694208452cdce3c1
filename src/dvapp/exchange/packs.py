"""Template packs from ``resources/packs/<name>/``: read whole, checked whole, or refused with every place and reason."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dvapp.domain.errors import FileMissing, FileUnreadable, PackInvalid, PackNameInvalid, PackUnknown
from dvapp.domain.packs import Pack
from dvapp.domain.places.units import UnitCatalogue
from dvapp.exchange.pack_marks import PASSED, written
from dvapp.exchange.pack_reading import FORMAT, Reading
from dvapp.exchange.pack_sources import CarriedSource, FolderSource, files_of
from dvapp.exchange.pack_yaml import PackFault
from dvapp.exchange.units import read_units
from dvapp.host.reasons import system_reason
from dvapp.services.ports import CarriedPack

__all__ = ["FORMAT", "NAME", "PackCheck", "PackFolder"]

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
"""What packs, and so their folders, are called."""


class PackFolder:
    """The packs and the catalogue of units in a ``resources`` folder; each is read once."""

    def __init__(self, resources: Path) -> None:
        self._resources = resources
        self._packs: dict[str, Pack] = {}
        self._units: UnitCatalogue | None = None

    def read(self, name: str) -> Pack:
        """The pack of that name.

        :raises PackUnknown: there is no such folder.
        :raises PackInvalid: ``where`` and ``reason`` tell the first fault; ``details["faults"]`` has all of them.
        """
        if name not in self._packs:
            folder = self._resources / "packs" / name
            if not NAME.fullmatch(name) or not folder.is_dir():
                raise PackUnknown(where=name, pack=name)
            self._packs[name] = Reading(FolderSource(folder), self._resources).pack()
        return self._packs[name]

    def carry(self, folder: Path) -> CarriedPack:
        """A pack that lies anywhere, checked whole, with its files as a store carries them.

        :raises FileMissing: there is no such folder.
        :raises PackInvalid: as :meth:`read`.
        :raises FileUnreadable: a file of it.
        """
        if not folder.is_dir():
            raise FileMissing(where=str(folder))
        source = FolderSource(folder.resolve())
        if not NAME.fullmatch(source.name):
            raise PackNameInvalid(where=str(folder), text=source.name)
        reading = Reading(source, self._resources, trusting=False)
        pack = reading.pack()
        try:
            files = files_of(source)
        except OSError as error:
            raise FileUnreadable(where=str(folder), reason=system_reason(error)) from error
        return CarriedPack(name=pack.name, files={**files, PASSED: written(reading.marks).encode("ascii")})

    def read_carried(self, carried: CarriedPack) -> Pack:
        """A pack that a store carries.

        :raises PackInvalid: this version of the program cannot use it; names file, line and reason.
        """
        return Reading(CarriedSource(carried.name, carried.files), self._resources).pack()

    def marks(self, name: str) -> str:
        """What :data:`PASSED` must say for this pack as it is now; write it there once the pack reads without faults.

        :raises PackUnknown, PackInvalid: as :meth:`read`, with every schema applied.
        """
        folder = self._resources / "packs" / name
        if not NAME.fullmatch(name) or not folder.is_dir():
            raise PackUnknown(where=name, pack=name)
        reading = Reading(FolderSource(folder), self._resources, trusting=False)
        reading.pack()
        return written(reading.marks)

    def files(self, name: str) -> Iterator[tuple[str, bytes]]:
        """Every file that belongs to a pack, by its path within it, with its bytes; the pack has been read before."""
        source = FolderSource(self._resources / "packs" / name)
        yield from ((path, content) for path, content in files_of(source).items() if path != PASSED)

    def check(self, folder: Path) -> "PackCheck":
        """Everything wrong with a pack that may lie anywhere, with every schema applied.

        :raises FileMissing: there is no such folder.
        """
        if not folder.is_dir():
            raise FileMissing(where=str(folder))
        reading = Reading(FolderSource(folder.resolve()), self._resources, trusting=False)
        try:
            pack = reading.pack()
        except PackInvalid as refused:
            faults: tuple[PackFault, ...] = refused.details["faults"]  # type: ignore[assignment]  # the reader puts them there with every PackInvalid
            return PackCheck(pack=None, faults=faults, marks="")
        return PackCheck(pack=pack, faults=(), marks=written(reading.marks))

    def units(self) -> UnitCatalogue:
        """The catalogue of units.

        :raises PackInvalid: a line of it cannot be read.
        """
        if self._units is None:
            self._units = read_units(self._resources / "units")
        return self._units


@dataclass(frozen=True, slots=True, kw_only=True)
class PackCheck:
    """What a check of a pack found.

    :param pack: the pack, if nothing is wrong with it.
    :param marks: what :data:`PASSED` may then say.
    """

    pack: Pack | None
    faults: tuple[PackFault, ...]
    marks: str
