"""Files in which certificates come together: ZIP archives of authorities, and what Windows exports (SST)."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

_ZIP = b"PK\x03\x04"
_SST = b"\0\0\0\0CERT"
"""Version 0 and the file type of a serialized certificate store (wincrypt.h, CERT_STORE_SAVE_AS_STORE)."""

_CERTIFICATE = 32
"""The property under which the encoded certificate itself stands there (wincrypt.h, CERT_CERT_PROP_ID)."""

_HEAD = 12
_MOST_FILES = 500
_LONGEST = 1_000_000
"""Bytes of one file of an archive; a certificate has some thousand."""


def parts_of_bundle(content: bytes) -> tuple[bytes, ...] | None:
    """What may be certificates within a bundle; ``None`` when it is none of the two kinds.

    :raises ValueError: it is broken, or far larger than any bundle of certificates.
    """
    if content.startswith(_ZIP):
        return tuple(_of_archive(content))
    if content.startswith(_SST):
        return tuple(_of_store(content))
    return None


def _of_archive(content: bytes) -> Iterator[bytes]:
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > _MOST_FILES:
                raise ValueError("archive")
            for entry in entries:
                if entry.file_size <= _LONGEST:
                    with archive.open(entry) as file:
                        yield file.read(_LONGEST)
    except (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise ValueError("archive") from error  # damaged, packed in an unknown way, or with a password


def _of_store(content: bytes) -> Iterator[bytes]:
    """Properties one after the other: number, encoding, length, value; a number of 0 ends them."""
    at = len(_SST)
    while at + _HEAD <= len(content):
        number, _encoding, length = (
            int.from_bytes(content[at + place : at + place + 4], "little") for place in (0, 4, 8)
        )
        if number == 0:
            return
        if number == _CERTIFICATE:
            yield content[at + _HEAD : at + _HEAD + length]
        at += _HEAD + length
    raise ValueError("store")
