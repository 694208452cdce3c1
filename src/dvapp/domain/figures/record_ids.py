"""Ids of many records in little memory: a figure of 100,000 records names each of them, and seldom is one asked for."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import NewType, Self, overload

from dvapp.domain.codes import RecordId

Packed = NewType("Packed", str)
"""Ids of records, each once, one a line; empty for none. An id of ours takes 37 bytes so, and 93 in a tuple."""

NONE = Packed("")

_SEPARATOR = "\n"


def packed(ids: Iterable[RecordId]) -> Packed:
    """Ids of different records in the order given."""
    return Packed(_SEPARATOR.join(ids))


def unpacked(ids: Packed) -> list[RecordId]:
    """The ids again."""
    return [RecordId(one) for one in ids.split(_SEPARATOR)] if ids else []


def holds(ids: Packed, one: RecordId) -> bool:
    """Whether an id is among packed ones."""
    return one in ids and f"{_SEPARATOR}{one}{_SEPARATOR}" in f"{_SEPARATOR}{ids}{_SEPARATOR}"


class RecordIds(Sequence[RecordId]):
    """Ids of records, each once, in order. Equal to a tuple of the same; unpacked only when one of them is wanted.

    :param apart: whether no id is in two of the packs; otherwise the first counts. Neither is changed later.
    """

    __slots__ = ("_digest", "apart", "packs")

    def __init__(self, packs: Iterable[Packed] = (), *, apart: bool = True) -> None:
        self._digest = ""
        self.packs = tuple(dict.fromkeys(pack for pack in packs if pack))
        self.apart = apart or len(self.packs) < 2

    @classmethod
    def of(cls, ids: Iterable[RecordId]) -> Self:
        """These ids, each once."""
        return cls((packed(dict.fromkeys(ids)),))

    @classmethod
    def joined(cls, groups: Iterable[Sequence[RecordId]]) -> Self:
        """All of several groups, each id once."""
        packs: dict[Packed, None] = {}
        whole: list[RecordIds] = []
        for group in groups:
            ids = group if isinstance(group, RecordIds) else cls.of(group)
            whole.append(ids)
            packs.update(dict.fromkeys(ids.packs))
        apart = any(ids.apart and len(ids.packs) == len(packs) for ids in whole)
        return cls(packs, apart=apart)

    @property
    def digest(self) -> str:
        """As :func:`digest_of`; found out once."""
        if not self._digest:
            self._digest = _digest(self)
        return self._digest

    def __len__(self) -> int:
        if self.apart:
            return sum(pack.count(_SEPARATOR) + 1 for pack in self.packs)
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return bool(self.packs)

    def __iter__(self) -> Iterator[RecordId]:
        ids = (one for pack in self.packs for one in unpacked(pack))
        return ids if self.apart else iter(dict.fromkeys(ids))

    def __contains__(self, one: object) -> bool:
        return isinstance(one, str) and any(holds(pack, RecordId(one)) for pack in self.packs)

    @overload
    def __getitem__(self, index: int) -> RecordId: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[RecordId, ...]: ...

    def __getitem__(self, index: int | slice) -> RecordId | tuple[RecordId, ...]:
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, ToldIds):
            return other == self
        if isinstance(other, RecordIds) and self.packs == other.packs:
            return True
        return isinstance(other, RecordIds | tuple) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


class ToldIds(Sequence[RecordId]):
    """Ids of many records as a report tells of them: how many, and what proves which. They themselves are not at hand.

    Equal to whatever sequence of ids gives the same.
    """

    __slots__ = ("_count", "digest")
    __hash__ = None  # type: ignore[assignment]  # what is equal would have to hash alike, and the ids are not at hand

    def __init__(self, count: int, digest: str) -> None:
        self._count = count
        self.digest = digest
        """As :func:`digest_of`."""

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> RecordId: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[RecordId, ...]: ...

    def __getitem__(self, index: int | slice) -> RecordId | tuple[RecordId, ...]:
        raise LookupError("a report that was read tells how many records there are, not which")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ToldIds | RecordIds | tuple):
            return NotImplemented
        return len(self) == len(other) and self.digest == digest_of(other)

    def __repr__(self) -> str:
        return f"ToldIds({self._count}, {self.digest!r})"


def digest_of(ids: Sequence[RecordId]) -> str:
    """SHA-256, 64 hex digits, of ids in the order of their characters, each with a line feed after it, in UTF-8.

    Whoever has the same ids in any order finds the same, with any tool: ``sort ids.txt | sha256sum``.
    """
    return ids.digest if isinstance(ids, RecordIds | ToldIds) else _digest(ids)


def _digest(ids: Iterable[RecordId]) -> str:
    told = hashlib.sha256()
    for one in sorted(ids):
        told.update(f"{one}\n".encode())
    return told.hexdigest()
