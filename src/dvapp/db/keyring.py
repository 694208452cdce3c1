"""The wrapped keys inside the encrypted file: a copy of the store alone can be opened with the password.

SQLite has no free place for clear bytes. So the first row ever written into a new file is one BLOB over eight overflow
pages (table ``keyring``), always the pages 3 to 10, and two of them carry the keyring as their *ciphertext*. They stay
pages that SQLCipher accepts (:mod:`dvapp.db.pages`), their plaintext is noise, and nothing reads that.

What keeps them in place: SQLite writes a page only when its content changes. The row is never touched again, nothing
but page 1 and the table's own pages could be moved by ``auto_vacuum``, which is off, and nobody runs ``VACUUM`` or
``PRAGMA rekey`` on a store (``VACUUM INTO`` and backups make another file, which gets its keyring from :func:`install`).
The pages were checkpointed before the first raw write and are never in the WAL.

Two copies, A and B, because a write may be cut off: A is written and on the disk before B is begun, so one of them is
whole at any time, and A, when it is whole, is the newer. Layout of a copy, 4016 bytes: magic 16, version 2 (big endian),
length of the JSON 4, JSON, random padding, and in the last 32 bytes the SHA-256 of all before.
"""

import hashlib
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dvapp.db.keys import Wrap, read_wraps, write_wraps
from dvapp.db.pages import BODY, PAGE, SALT, Sealer, offset
from dvapp.db.rawfile import raw, read_at, write_at
from dvapp.domain.errors import NotAStore, StoreDamaged, StoreNewer

MAGIC = b"dvapp keyring 1\n"
VERSION = 1
PAGES = (4, 8)
"""The pages of the copies A and B: apart from each other, so that one bad spot on a disk does not meet both."""

_ROOM_PAGES = 8
_ENOUGH_OF_MAGIC = 12  # of 16 bytes: a damaged copy must still be known as ours, not as a foreign file
_HEAD = len(MAGIC) + 2 + 4
_DIGEST = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyring:
    """The wraps found in a file. ``whole``: both copies are sound and the same."""

    wraps: tuple[Wrap, ...]
    whole: bool


def make_room(connection: Any) -> None:
    """Write the row that reserves the pages, into a file that holds nothing yet.

    :param connection: a SQLCipher connection with its key set, not in WAL mode. Close it before :func:`install`.
    """
    connection.execute("PRAGMA auto_vacuum=NONE")
    connection.execute("CREATE TABLE keyring (id INTEGER PRIMARY KEY, room BLOB NOT NULL)")
    # Each overflow page takes 4 bytes less than its body; a part of the row always stays in the table's leaf.
    connection.execute("INSERT INTO keyring VALUES (1, zeroblob(?))", (_ROOM_PAGES * (BODY - 4),))


def _write_copy(wraps: tuple[Wrap, ...]) -> bytes:
    text = write_wraps(wraps)
    copy = MAGIC + VERSION.to_bytes(2, "big") + len(text).to_bytes(4, "big") + text
    padding = BODY - _DIGEST - len(copy)
    if padding < 0:
        raise ValueError("the keyring is full")
    copy += secrets.token_bytes(padding)
    return copy + hashlib.sha256(copy).digest()


def fits(wraps: tuple[Wrap, ...]) -> bool:
    """Whether a copy has room for these wraps: some fifteen of them."""
    return _HEAD + len(write_wraps(wraps)) <= BODY - _DIGEST


def _ours(body: bytes) -> bool:
    return sum(a == b for a, b in zip(body, MAGIC, strict=False)) >= _ENOUGH_OF_MAGIC


def _read_copy(body: bytes) -> tuple[int, bytes] | None:
    """Version and JSON of a copy, or ``None`` when it is damaged."""
    if len(body) != BODY or hashlib.sha256(body[:-_DIGEST]).digest() != body[-_DIGEST:]:
        return None
    length = int.from_bytes(body[_HEAD - 4 : _HEAD], "big")
    return int.from_bytes(body[len(MAGIC) : _HEAD - 4], "big"), body[_HEAD : _HEAD + length]


def read(path: Path) -> Keyring:
    """Find the wraps; needs no key.

    :raises NotAStore: the file has no keyring.
    :raises StoreDamaged: it has one, and neither copy is sound.
    :raises StoreNewer: it is of a later kind.
    :raises OSError: the file cannot be read.
    """
    with raw(path) as descriptor:
        bodies = [read_at(descriptor, offset(number), PAGE)[:BODY] for number in PAGES]
    if not any(_ours(body) for body in bodies):
        raise NotAStore(where=str(path))
    copies = [_read_copy(body) for body in bodies]
    found = next((copy for copy in copies if copy is not None), None)
    if found is None:
        raise StoreDamaged(where=str(path), reason="keyring_damaged")
    version, text = found
    if version > VERSION:
        raise StoreNewer(where=str(path))
    try:
        wraps = read_wraps(text)
    except ValueError as error:
        raise StoreDamaged(where=str(path), reason="keyring_damaged") from error
    return Keyring(wraps=wraps, whole=copies[0] == copies[1])


def install(path: Path, data_key: bytes, wraps: tuple[Wrap, ...]) -> None:
    """Write both copies, A then B, each on the disk before the next step.

    Safe while the store is in use: SQLite never writes these pages. The room must have been made.

    :raises OSError: as the system says; one copy is whole even then.
    """
    body = _write_copy(wraps)
    with raw(path, write=True) as descriptor:
        sealer = Sealer(data_key, read_at(descriptor, 0, SALT))
        for number in PAGES:
            old = read_at(descriptor, offset(number), PAGE)
            # A page that holds must be the one we mean; one that does not is damaged, and this repairs it.
            if sealer.holds(number, old) and sealer.next_page(old) != number + 1:
                raise AssertionError("the keyring's room is not where it should be")
            write_at(descriptor, offset(number), sealer.seal(number, body=body, next_page=number + 1))
