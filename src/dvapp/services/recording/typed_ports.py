"""What is typed outside of records and report texts and not given yet, as the store keeps it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedDraft:
    """Words that stand in a field or a small form, as typed.

    :param place: which field: ``"reason/2018-Q3/change.B04"``. Of one author each place has one draft.
    :param author: login of whoever typed them: nobody writes over another one's words.
    :param texts: name of the field to what stands in it; a single field has the name ``""``.
    :param changed_at: UTC time of the last write.
    """

    place: str
    author: str
    texts: Mapping[str, str]
    changed_at: datetime


class TypedDraftReader(Protocol):
    """Words that are not given yet, to read."""

    def of(self, author: str) -> Sequence[TypedDraft]:
        """All of an author, the ones changed last at the end."""
        ...


class TypedDrafts(TypedDraftReader, Protocol):
    """Words that are not given yet."""

    def put(self, author: str, place: str, texts: Mapping[str, str]) -> None:
        """Keep what stands at a place; nothing happens when that is kept already."""

    def remove(self, author: str, place: str) -> None:
        """Drop what stood at a place; nothing happens when nothing did."""
