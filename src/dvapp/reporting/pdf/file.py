"""The objects of a PDF and its cross-references (ISO 32000-1, 7.5). Same objects in the same order, same bytes."""

import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from dvapp.reporting.pdf.values import Name, Ref, Value, spelled

try:  # the interpreter's own: hashlib would load OpenSSL, a sixth of all memory that a report of 50 pages needs
    from _sha256 import sha256  # type: ignore[import-not-found]  # CPython 3.11
except ImportError:
    from hashlib import sha256

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_ROW = struct.Struct(">BLH")
"""A cross-reference: its kind, and where the object is (7.5.8.3)."""

_IN_A_STREAM = 200
"""Objects of one object stream: a reader that wants one of them unpacks them all."""


class PdfFile:
    """A PDF being made: numbers for its objects, and their bytes until they are joined.

    Streams stand by themselves; all other objects are packed into object streams (7.5.7), as a report of many pages has
    tens of thousands of small ones.

    :param small: whether streams are compressed; one that is thrown away after a look at it need not be.
    """

    def __init__(self, *, small: bool = True) -> None:
        self._small = small
        self._values: dict[int, str] = {}
        self._streams: dict[int, bytes] = {}
        self._packed: list[tuple[int, list[int] | range]] = []
        self._last = 0

    def reserve(self) -> Ref:
        """A number for an object that will be :meth:`put`."""
        self._last += 1
        return Ref(self._last)

    def reserve_run(self, count: int) -> range:
        """So many numbers one after the other, for :meth:`put_run`."""
        first = self._last + 1
        self._last += count
        return range(first, first + count)

    def put_run(self, numbers: range, bodies: Iterable[str]) -> None:
        """Say what the objects of reserved numbers are, as they are spelled; nothing of them is kept but packed bytes."""
        each = iter(bodies)
        for begin in range(0, len(numbers), _IN_A_STREAM):
            part = numbers[begin : begin + _IN_A_STREAM]
            self._pack(part, list(islice(each, len(part))))

    def put(self, ref: Ref, value: Value) -> None:
        """Say what the object of a reserved number is."""
        self._values[ref.number] = spelled(value)

    def add(self, value: Value) -> Ref:
        """A new object."""
        ref = self.reserve()
        self.put(ref, value)
        return ref

    def stream(self, data: bytes, entries: Mapping[str, Value] | None = None, *, packed: bool = True) -> Ref:
        """A new stream with these entries in its dictionary.

        :param packed: whether to compress ``data``.
        """
        ref = self.reserve()
        self.put_stream(ref, data, entries, packed=packed)
        return ref

    def put_stream(
        self, ref: Ref, data: bytes, entries: Mapping[str, Value] | None = None, *, packed: bool = True
    ) -> None:
        """Say what the stream of a reserved number is."""
        about: dict[str, Value] = dict(entries or {})
        if packed and self._small:
            data = zlib.compress(data)
            about["Filter"] = Name("FlateDecode")
        about["Length"] = len(data)
        self._streams[ref.number] = b"".join(
            (spelled(about).encode("ascii"), b"\nstream\n", data, b"\nendstream")
        )

    def written(self, *, root: Ref, info: Ref) -> bytes:
        """The whole file. Its identifier is the digest of its objects, so it too is the same for the same content."""
        left = sorted(self._values)
        for begin in range(0, len(left), _IN_A_STREAM):
            numbers = left[begin : begin + _IN_A_STREAM]
            self._pack(numbers, [self._values.pop(number) for number in numbers])
        own = self.reserve().number
        rows = bytearray(_ROW.pack(0, 0, 65535) * (own + 1))
        for holder, inner in self._packed:
            for index, number in enumerate(inner):
                _ROW.pack_into(rows, number * _ROW.size, 2, holder, index)
        parts = [_HEADER]
        at = len(_HEADER)
        for number in sorted(self._streams):
            part = b"%d 0 obj\n%b\nendobj\n" % (number, self._streams[number])
            _ROW.pack_into(rows, number * _ROW.size, 1, at, 0)
            parts.append(part)
            at += len(part)
        name = _digest(parts)
        _ROW.pack_into(rows, own * _ROW.size, 1, at, 0)
        packed = zlib.compress(rows)
        about: dict[str, Value] = {
            "Type": Name("XRef"),
            "Size": own + 1,
            "W": [1, 4, 2],
            "Root": root,
            "Info": info,
            "ID": [name, name],
            "Filter": Name("FlateDecode"),
            "Length": len(packed),
        }
        parts.append(
            b"%d 0 obj\n%b\nstream\n%b\nendstream\nendobj\n" % (own, spelled(about).encode("ascii"), packed)
        )
        parts.append(b"startxref\n%d\n%%%%EOF\n" % at)
        return b"".join(parts)

    def _pack(self, numbers: list[int] | range, bodies: Sequence[str]) -> None:
        """Put plain objects into one object stream, and note where they are."""
        heads, at = [], 0
        for number, body in zip(numbers, bodies, strict=True):
            heads.append(f"{number} {at}")
            at += len(body) + 1
        head = " ".join(heads) + "\n"
        about: dict[str, Value] = {"Type": Name("ObjStm"), "N": len(numbers), "First": len(head)}
        holder = self.stream((head + "\n".join(bodies)).encode("ascii"), about)
        self._packed.append((holder.number, numbers))


def _digest(parts: Iterable[bytes]) -> bytes:
    """128 bits that tell one file from another (14.4)."""
    digest = sha256()
    for part in parts:
        digest.update(part)
    return bytes(digest.digest()[:16])
