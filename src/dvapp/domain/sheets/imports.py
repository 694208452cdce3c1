"""What an import left behind: enough to show where each record came from, and to take all of it back."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from dvapp.domain.codes import KindCode, RecordId


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedRow:
    """A record that an import kept.

    :param before: what the store had under its id, in plain form (unit, happened, values); ``None``: nothing.
    :param after: digest of what was kept (:func:`content_digest`), so that a later change is noticed.
    :param cells: the cells that it was read from, as address and text.
    """

    record: RecordId
    before: Mapping[str, object] | None
    after: str
    cells: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """An import as the store remembers it.

    :param file: the name of the file, without its folder.
    :param sha256: of the whole file, in hexadecimal.
    :param count: how many records were kept.
    :param rows: empty after it was undone, and in lists: what was taken back shall be gone.
    """

    id: str
    file: str
    sha256: str
    kind: KindCode
    sheet: str
    count: int
    done_at: datetime | None = None
    undone_at: datetime | None = None
    rows: tuple[ImportedRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedMapping:
    """What the columns of a sender's sheet mean. The sender is recognized by the head of the sheet.

    :param head: digest of the folded words of the head (:func:`dvapp.domain.sheets.headers.fingerprint`).
    :param columns: for each column that has words in the head its words and its target; "" leaves it out.
    :param file: the name of the last file it was agreed for.
    """

    head: str
    kind: KindCode
    columns: tuple[tuple[str, str], ...]
    file: str


def content_digest(plain: Mapping[str, object]) -> str:
    """SHA-256, in hexadecimal, of what a record says: unit, days and values, whatever their order."""
    said = {name: plain[name] for name in ("unit", "happened", "values")}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
