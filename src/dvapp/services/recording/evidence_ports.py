"""The port of whoever keeps the files that are attached to records."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from dvapp.domain.codes import RecordId
from dvapp.domain.recording.evidence import Evidence


class EvidenceReader(Protocol):
    """Attached files, to read. What was removed is not among them."""

    def of(self, record_id: RecordId) -> Sequence[Evidence]:
        """The files of a record or draft, in the order of attaching."""
        ...

    def get(self, evidence_id: str) -> Evidence | None:
        """The file with that id."""
        ...

    def counts(self) -> Mapping[RecordId, int]:
        """How many files each record has; those without are not named."""
        ...

    def has_removed(self, before: datetime | None = None) -> bool:
        """Whether anything that was removed (before that time) is still kept."""
        ...

    def pieces(self, attached: Evidence) -> Iterator[bytes]:
        """The content, piece by piece. Read it within the transaction.

        :raises EvidenceDamaged: at the end, or where it breaks off: it is not what was attached.
        """
        ...


class EvidenceStore(EvidenceReader, Protocol):
    """The attached files of a unit of work."""

    def put(self, attached: Evidence, pieces: Iterable[bytes | memoryview]) -> Evidence:
        """Attach a file. A content that the store has already is not kept a second time.

        :param pieces: the content, none larger than :data:`~dvapp.domain.recording.evidence.PIECE`; read only where it is new.
        :returns: the file as it is kept: where the same one had been removed from this record, that one, named anew.
        """
        ...

    def rename(self, evidence_id: str, name: str) -> None:
        """Give a file that is there another name."""

    def remove(self, evidence_id: str) -> None:
        """Take a file that is there away; it can be restored until it is forgotten."""

    def restore(self, evidence_id: str) -> Evidence | None:
        """Attach again what was removed; ``None``: it was forgotten since."""

    def remove_with(self, record_id: RecordId) -> None:
        """Take away all files of a record that goes."""

    def put_back_with(self, record_id: RecordId) -> None:
        """Attach again the files that went with the record, and no others."""

    def forget(self, evidence_id: str) -> None:
        """Erase one file that was removed."""

    def forget_removed(self, before: datetime | None = None) -> int:
        """Erase what was removed, or only what was removed before that time; returns how many files were erased."""
        ...
