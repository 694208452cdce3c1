"""What the way of papers needs of the store, as Protocols. Everything is only ever added: nothing is changed or removed."""

from collections.abc import Sequence
from typing import Protocol

from dvapp.domain.chain.locks import Lock
from dvapp.domain.chain.papers import Paper, Step
from dvapp.domain.values import DateSpan


class PaperReader(Protocol):
    """Papers, to read."""

    def all(self) -> Sequence[Paper]:
        """All of them, the one begun last first."""
        ...

    def get(self, paper_id: str) -> Paper | None:
        """One of them."""
        ...

    def content(self, sha256: str) -> bytes:
        """What was kept under a digest.

        :raises PaperContentDamaged: it is not there, or not what was kept.
        """
        ...

    def locks(self) -> Sequence[Lock]:
        """What papers lock now."""
        ...


class Papers(PaperReader, Protocol):
    """The papers of a unit of work."""

    def begin(self, paper: Paper, whole: DateSpan) -> None:
        """Keep a new paper with its first step. ``whole``: all days of its period, as the report closes it."""

    def add(self, step: Step) -> None:
        """Keep one step more."""

    def keep(self, content: bytes, *, packed: bool) -> str:
        """Keep a content once, under its SHA-256, which is returned.

        :param packed: whether it is worth compressing.
        """
        ...
