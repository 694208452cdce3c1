"""The wrapped keys inside the encrypted file: a copy of the store alone can be opened with the password.

SQLite has no free place for clear bytes. So the first row ever written into a new file is one BLOB over eight overflow
pages (table ``keyring``), always the pages 3 to 10, and four of them carry the keyring as their *ciphertext*. They stay
pages that SQLCipher accepts (:mod:`dvapp.db.pages`), their plaintext is noise, and nothing reads that.

What keeps them in place: SQLite writes a page only when its content changes. The row is never touched again, nothing
but page 1 and the table's own pages could be moved by ``auto_vacuum``, which is off, and nobody runs ``VACUUM`` or
``PRAGMA rekey`` on a store (``VACUUM INTO`` and backups make another file, which gets its keyring from :func:`install`).
The pages were checkpointed before the first raw write and are never in the WAL.

Two copies, A and B, because a write may be cut off: A is written and on the disk before B is begun, so one of them is
whole at any time, and A, when it is whole, is the newer. Layout of a copy: magic 16, version 2 (big endian), length of
the text 4, text, random padding, and in the last 32 bytes the SHA-256 of all before. Version 1, as long as it is enough,
fills one page with JSON (4016 bytes, some fifteen accounts); version 2 fills two pages with deflated JSON (8032 bytes, at
least sixty). The second page of version 1 is noise.
"""

import hashlib
import secrets
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dvapp.db.keys import Wrap, read_wraps, write_wraps
from dvapp.db.pages import BODY, PAGE, SALT, Sealer, offset
from dvapp.db.rawfile import raw, read_at, write_at
from dvapp.domain.errors import NotAStore, StoreDamaged, StoreNewer

MAGIC = b"dvapp keyring 1\n"
VERSION = 2
"""The latest kind that this program reads."""

PAGES = (4, 8)
"""The first pages of the copies A and B: apart from each other, so that one bad spot on a disk does not meet both."""

_SPAN = 2
"""Pages of a copy."""

_LONGEST = 1 << 20
"""Bytes of JSON at most: a forged file must not eat the machine."""

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


def _texts(wraps: tuple[Wrap, ...]) -> Iterator[tuple[int, bytes, int]]:
    """The versions that the wraps may be written as, with their text and the bytes that they fill."""
    text = write_wraps(wraps)
    yield 1, text, BODY
    yield 2, zlib.compress(text, 9), _SPAN * BODY


def _copy(version: int, text: bytes, size: int) -> bytes | None:
    """A copy of so many bytes; ``None``: it has no room for the text."""
    copy = MAGIC + version.to_bytes(2, "big") + len(text).to_bytes(4, "big") + text
    padding = size - _DIGEST - len(copy)
    if padding < 0:
        return None
    copy += secrets.token_bytes(padding)
    return copy + hashlib.sha256(copy).digest()


def _write_copy(wraps: tuple[Wrap, ...]) -> bytes:
    """A copy as the bytes of its pages; older programs read it wherever they can."""
    made = next((copy for one in _texts(wraps) if (copy := _copy(*one)) is not None), None)
    if made is None:
        raise ValueError("the keyring is full")
    return made + secrets.token_bytes(_SPAN * BODY - len(made))


def fits(wraps: tuple[Wrap, ...]) -> bool:
    """Whether a copy has room for these wraps: at least sixty of them, more where logins are short."""
    return any(_HEAD + len(text) + _DIGEST <= size for _version, text, size in _texts(wraps))


def _ours(body: bytes) -> bool:
    return sum(a == b for a, b in zip(body, MAGIC, strict=False)) >= _ENOUGH_OF_MAGIC


def _read_copy(pages: bytes) -> tuple[int, bytes] | None:
    """Version and text of a copy, or ``None`` when it is damaged."""
    for size in (BODY, _SPAN * BODY):
        body = pages[:size]
        if len(body) == size and hashlib.sha256(body[:-_DIGEST]).digest() == body[-_DIGEST:]:
            length = int.from_bytes(body[_HEAD - 4 : _HEAD], "big")
            return int.from_bytes(body[len(MAGIC) : _HEAD - 4], "big"), body[_HEAD : _HEAD + length]
    return None


def _wraps(version: int, text: bytes) -> tuple[Wrap, ...]:
    """:raises ValueError: the text is no keyring."""
    if version == 1:
        return read_wraps(text)
    try:
        return read_wraps(zlib.decompressobj().decompress(text, _LONGEST))
    except zlib.error as error:
        raise ValueError("not deflated") from error


def read(path: Path) -> Keyring:
    """Find the wraps; needs no key.

    :raises NotAStore: the file has no keyring.
    :raises StoreDamaged: it has one, and neither copy is sound.
    :raises StoreNewer: it is of a later kind.
    :raises OSError: the file cannot be read.
    """
    with raw(path) as descriptor:
        bodies = [
            b"".join(read_at(descriptor, offset(number + n), PAGE)[:BODY] for n in range(_SPAN))
            for number in PAGES
        ]
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
        wraps = _wraps(version, text)
    except ValueError as error:
        raise StoreDamaged(where=str(path), reason="keyring_damaged") from error
    return Keyring(wraps=wraps, whole=copies[0] == copies[1])


def install(path: Path, data_key: bytes, wraps: tuple[Wrap, ...]) -> None:
    """Write both copies, A then B, each on the disk before the next step.

    Safe while the store is in use: SQLite never writes these pages. The room must have been made.

    :raises OSError: as the system says; one copy is whole even then.
    """
    copy = _write_copy(wraps)
    bodies = [copy[n * BODY : (n + 1) * BODY] for n in range(_SPAN)]
    with raw(path, write=True) as descriptor:
        sealer = Sealer(data_key, read_at(descriptor, 0, SALT))
        places = [(number + n, body) for number in PAGES for n, body in enumerate(bodies)]
        for number, _body in places:
            old = read_at(descriptor, offset(number), PAGE)
            # A page that holds must be the one we mean; one that does not is damaged, and this repairs it.
            if sealer.holds(number, old) and sealer.next_page(old) != number + 1:
                raise AssertionError("the keyring's room is not where it should be")
        for number, body in places:
            write_at(descriptor, offset(number), sealer.seal(number, body=body, next_page=number + 1))
