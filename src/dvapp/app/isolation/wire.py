"""What goes between the program and its process: frames of JSON with the bytes behind it.

The process reads files of strangers. Should one of them ever take it over, it must not reach the program through what
it answers: nothing is made here but plain values, times, and the kinds of values in :data:`KINDS`.
"""

import json
import struct
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, BinaryIO

from dvapp.domain.signing.comparison import Box, ComparedPage, Comparison
from dvapp.domain.signing.evidence import EvidenceItem
from dvapp.domain.signing.known_papers import KnownPaper
from dvapp.domain.signing.verification import (
    Caution,
    Change,
    Coverage,
    Level,
    OwnTimestamp,
    PaperPart,
    Reason,
    Revocation,
    SignatureFinding,
    SignatureRole,
    Verdict,
    Verification,
)
from dvapp.domain.words import Wording
from dvapp.services.reports.paging import PageImage

KINDS: Mapping[str, type] = {
    kind.__name__: kind
    for kind in (
        *(Box, ComparedPage, Comparison, EvidenceItem, KnownPaper, PageImage, Wording),
        *(Change, SignatureFinding, Verification),
        *(Caution, Coverage, Level, OwnTimestamp, PaperPart, Reason, Revocation, SignatureRole, Verdict),
    )
}

_HEAD = struct.Struct(">QQ")
_KIND, _TUPLE, _BYTES, _TIME, _DAY = "kind", "tuple", "bytes", "time", "day"


class Garbled(Exception):
    """What came is no value of ours."""


def send(stream: BinaryIO, value: object) -> None:
    """Write one value: plain ones, tuples, mappings, bytes, times, and :data:`KINDS`.

    :raises OSError: the other side is gone.
    """
    blobs: list[bytes] = []
    told = json.dumps({"value": _packed(value, blobs), "blobs": [len(blob) for blob in blobs]}).encode()
    stream.write(_HEAD.pack(len(told), sum(len(blob) for blob in blobs)))
    stream.write(told)
    stream.writelines(blobs)
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """Read one value.

    :raises EOFError: the other side is gone.
    :raises Garbled: it is none of ours.
    """
    told, more = _HEAD.unpack(_all(stream, _HEAD.size))
    content, rest = _all(stream, told), _all(stream, more)
    try:
        frame = json.loads(content)
        blobs = list(_cut(rest, frame["blobs"]))
        return _unpacked(frame["value"], blobs)
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise Garbled from error


def _packed(value: object, blobs: list[bytes]) -> Any:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case bytes():
            blobs.append(value)
            return {_BYTES: len(blobs) - 1}
        case datetime():
            return {_TIME: value.isoformat()}
        case date():
            return {_DAY: value.isoformat()}
        case tuple() | list():
            return {_TUPLE: [_packed(part, blobs) for part in value]}
        case dict():
            return {"map": {name: _packed(part, blobs) for name, part in value.items()}}
        case Enum() if type(value).__name__ in KINDS:
            return {_KIND: type(value).__name__, "value": value.value}
        case _ if is_dataclass(value) and type(value).__name__ in KINDS:
            parts = {part.name: _packed(getattr(value, part.name), blobs) for part in fields(value)}
            return {_KIND: type(value).__name__, "parts": parts}
    raise TypeError(type(value).__name__)


def _unpacked(told: Any, blobs: list[bytes]) -> Any:
    if not isinstance(told, dict):
        return told
    if _BYTES in told:
        return blobs[told[_BYTES]]
    if _TUPLE in told:
        return tuple(_unpacked(part, blobs) for part in told[_TUPLE])
    if "map" in told:
        return {name: _unpacked(part, blobs) for name, part in told["map"].items()}
    if _TIME in told:
        return datetime.fromisoformat(told[_TIME])
    if _DAY in told:
        return date.fromisoformat(told[_DAY])
    kind = KINDS[told[_KIND]]
    if "parts" in told:
        return kind(**{name: _unpacked(part, blobs) for name, part in told["parts"].items()})
    return kind(told["value"])


def _cut(rest: bytes, lengths: list[int]) -> Iterator[bytes]:
    at = 0
    for length in lengths:
        yield rest[at : at + length]
        at += length


def _all(stream: BinaryIO, count: int) -> bytes:
    parts = bytearray()
    while len(parts) < count:
        part = stream.read(count - len(parts))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)
