"""What a verification rests on, as files: for whoever wants to judge it again with other programs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceItem:
    """One file. ``name``: its path inside the pack, of plain ASCII letters, with ``/`` between folders."""

    name: str
    content: bytes
