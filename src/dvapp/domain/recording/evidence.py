"""Files attached to a record: what proves that something was done. Their names, their limits, what is told of them."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from dvapp.domain.codes import RecordId
from dvapp.domain.recording.evidence_errors import EvidenceNameInvalid
from dvapp.domain.recording.evidence_media import MediaType, Remark

MOST_BYTES = 25 * 1024 * 1024
"""Bytes of one file. A scanned decision of 60 pages or a photograph has 2 to 12 MB; more is a film, and one store is one
file that is copied to a stick and backed up whole."""

MOST_FILES = 50
"""Files of one record: the pictures and papers of one event; more belong into one PDF."""

MOST_TOTAL = 200 * 1024 * 1024
"""Bytes of all files of one record, for the same reason."""

MOST_NAME = 150
"""Characters of a name: in UTF-8 at most 450 bytes, which is shortened where a system takes only 255."""

PIECE = 256 * 1024
"""Bytes of a piece: a store holds a file in pieces, so that it is never in memory more than once as a whole."""

_PLACES = re.compile(r'[<>:"/\\|?*]')
"""What Windows takes in no name; ``/`` no system does."""
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
"""Names that are devices under Windows, also with an ending. Source: Microsoft, "Naming Files, Paths, and Namespaces"."""
_MOST_SYSTEM = 200
"""Bytes of a name that every file system takes, with room for what a program adds to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One file of a record, without its content.

    :param record: the record, or the draft that will become one.
    :param name: in NFC, as it was called or as an officer named it; never a path.
    :param media: by content, not by name.
    :param remarks: what its opener shall know.
    :param size: bytes. :param sha256: of the content, 64 hex digits.
    :param changed_at: UTC time when it was attached or named.
    """

    id: str
    record: RecordId
    name: str
    media: MediaType
    size: int
    sha256: str
    changed_at: datetime | None = None
    remarks: tuple[Remark, ...] = ()


def kept_name(name: str) -> str:
    """A file's name as it is kept: NFC, in one line, without the invisible characters that let an ending look like another.

    :raises EvidenceNameInvalid: nothing is left of it, or it is longer than :data:`MOST_NAME` characters.
    """
    composed = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    seen = "".join(" " if c in "\t\r\n" else c for c in composed if c in "\t\r\n" or not _invisible(c))
    kept = " ".join(seen.split()).rstrip(" .")
    if not kept.strip(". ") or len(kept) > MOST_NAME:
        raise EvidenceNameInvalid(where=name[:60], most=MOST_NAME)
    return kept


def _invisible(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def shortened(name: str) -> str:
    """A name that is too long to be kept, cut before its ending; others as they are."""
    if len(name) <= MOST_NAME:
        return name
    stem, ending = split_name(name)
    ending = ending[:12]
    return stem[: MOST_NAME - len(ending)].rstrip(" .") + ending


def split_name(name: str) -> tuple[str, str]:
    """What stands before the last dot, and the ending with it; the ending is empty where there is none."""
    stem, dot, ending = name.rpartition(".")
    return (stem, dot + ending) if stem.strip(". ") and ending else (name, "")


def file_name(evidence: Evidence) -> str:
    """A name that every system takes, with an ending that fits the content, so that the right program opens it."""
    stem, ending = split_name(_PLACES.sub("_", evidence.name))
    endings = evidence.media.endings
    if endings and ending.casefold() not in endings:
        stem, ending = stem + ending, endings[0]
    stem = stem.strip(" .") or "_"
    if _RESERVED.fullmatch(stem.partition(".")[0].strip()):
        stem = f"_{stem}"
    room = _MOST_SYSTEM - len(ending.encode())
    return stem.encode()[:room].decode("utf-8", "ignore").rstrip(" .") + ending


def told_apart(names: list[str]) -> list[str]:
    """The names with " (2)" and so on where one would stand twice in a folder; capitals do not tell files apart."""
    taken: set[str] = set()
    made: list[str] = []
    for name in names:
        stem, ending = split_name(name)
        own, number = name, 1
        while own.casefold() in taken:
            number += 1
            own = f"{stem} ({number}){ending}"
        taken.add(own.casefold())
        made.append(own)
    return made
