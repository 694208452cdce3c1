"""A TrueType font file: what its letters measure, and a smaller one with only the letters that are needed.

Tables are read when first asked for (OpenType, "glyf", "loca", "cmap", "hmtx"): of half a million bytes a report needs few.
"""

import struct
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

_COPIED = ("name", "OS/2", "cvt ", "fpgm", "prep")
"""Tables that a font of fewer letters keeps as they are."""

_WORDS, _SCALE, _MORE, _TWO_SCALES, _FOUR_SCALES = 0x1, 0x8, 0x20, 0x40, 0x80
"""Flags of a part of a composite glyph."""


class TrueType:
    """A font file, by its path.

    :raises ValueError: (from any member) not a TrueType font with outlines and Unicode letters.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    # --- what it tells ---------------------------------------------------------------------------------------------

    @cached_property
    def units(self) -> int:
        """Units of an em; all lengths here are in them."""
        (units,) = struct.unpack_from(">H", self._table("head"), 18)
        return int(units)

    @cached_property
    def box(self) -> tuple[int, int, int, int]:
        """The box around all glyphs: left, bottom, right, top."""
        left, bottom, right, top = struct.unpack_from(">4h", self._table("head"), 36)
        return left, bottom, right, top

    @cached_property
    def ascent(self) -> int:
        """How far it reaches above the baseline (``OS/2``, typographic)."""
        return int(struct.unpack_from(">h", self._table("OS/2"), 68)[0])

    @cached_property
    def descent(self) -> int:
        """How far it reaches below the baseline, negative (``OS/2``, typographic)."""
        return int(struct.unpack_from(">h", self._table("OS/2"), 70)[0])

    @cached_property
    def capital(self) -> int:
        """Height of capitals; that of its ascent in a font that does not tell."""
        table = self._table("OS/2")
        version = struct.unpack_from(">H", table)[0]
        return int(struct.unpack_from(">h", table, 88)[0]) if version >= 2 else self.ascent

    @cached_property
    def weight(self) -> int:
        """400 regular, 700 bold."""
        return int(struct.unpack_from(">H", self._table("OS/2"), 4)[0])

    @cached_property
    def slant(self) -> float:
        """Degrees of the italic angle, negative to the right."""
        return float(struct.unpack_from(">l", self._table("post"), 4)[0] / 65536)

    def glyph(self, code: int) -> int:
        """Number of the glyph of a Unicode code point; 0 if the font has none."""
        ends, starts, deltas, offsets, numbers = self._segments
        at = bisect_left(ends, code)
        if at == len(ends) or code < starts[at]:
            return 0
        if not offsets[at]:
            return (code + deltas[at]) & 0xFFFF
        found = numbers[offsets[at] // 2 + (code - starts[at]) - (len(ends) - at)]
        return (found + deltas[at]) & 0xFFFF if found else 0

    def advance(self, glyph: int) -> int:
        """Width of a glyph."""
        count = self._full_metrics
        return self._metrics[2 * min(glyph, count - 1)]

    # --- a smaller font --------------------------------------------------------------------------------------------

    def with_glyphs(self, glyphs: Sequence[int], cmap: bytes) -> bytes:
        """A font program with these glyphs, numbered as they come, and what they are composed of behind them.

        :param glyphs: numbers in this font, 0 (the sign of a missing letter) first.
        :param cmap: the new font's table of that name.
        """
        order = list(dict.fromkeys(glyphs))
        if len(order) != len(glyphs):
            raise ValueError("a glyph twice")
        outlines = self._outlines(order)
        offsets = [0]
        for made in outlines:
            offsets.append(offsets[-1] + len(made))
        metrics = [n for glyph in order for n in (self.advance(glyph), self._bearing(glyph))]
        tables = {tag: self._table(tag) for tag in _COPIED if tag in self._directory}
        tables |= {
            "cmap": cmap,
            "glyf": b"".join(outlines),
            "head": _patched(self._table("head"), 50, 1),
            "hhea": _patched(self._table("hhea"), 34, len(order)),
            "hmtx": struct.pack(f">{len(metrics)}H", *metrics),
            "loca": struct.pack(f">{len(offsets)}L", *offsets),
            "maxp": _patched(self._table("maxp"), 4, len(order)),
            "post": b"\0\x03\0\0" + self._table("post")[4:16] + bytes(16),
        }
        return _font_file(tables)

    # --- reading ---------------------------------------------------------------------------------------------------

    @cached_property
    def _directory(self) -> dict[str, tuple[int, int]]:
        """Begin and length of every table."""
        with self._path.open("rb") as file:
            head = file.read(12)
            if len(head) < 12 or head[:4] not in {b"\0\1\0\0", b"true"}:
                raise ValueError(f"not a TrueType font: {self._path.name}")
            (count,) = struct.unpack_from(">H", head, 4)
            rows = file.read(16 * count)
        found = {}
        for n in range(count):
            tag, _sum, begin, length = struct.unpack_from(">4sLLL", rows, 16 * n)
            found[tag.decode("latin-1")] = (begin, length)
        return found

    def _table(self, tag: str) -> bytes:
        if tag not in self._directory:
            raise ValueError(f"no table {tag} in {self._path.name}")
        begin, length = self._directory[tag]
        with self._path.open("rb") as file:
            file.seek(begin)
            return file.read(length)

    @cached_property
    def _segments(self) -> tuple["array[int]", "array[int]", "array[int]", "array[int]", "array[int]"]:
        """The Unicode table of format 4: ends, starts, deltas, offsets and glyph numbers."""
        table = self._table("cmap")
        (count,) = struct.unpack_from(">H", table, 2)
        for n in range(count):
            platform, encoding, begin = struct.unpack_from(">HHL", table, 4 + 8 * n)
            if (platform, encoding) in {(3, 1), (0, 3)} and struct.unpack_from(">H", table, begin)[0] == 4:
                length, _language, twice = struct.unpack_from(">3H", table, begin + 2)
                size, body = twice // 2, begin + 14
                ends = _numbers(table[body : body + twice])
                body += twice + 2
                starts, deltas, offsets = (
                    _numbers(table[body + twice * part : body + twice * (part + 1)]) for part in range(3)
                )
                assert len(offsets) == size
                return ends, starts, deltas, offsets, _numbers(table[body + 3 * twice : begin + length])
        raise ValueError(f"no Unicode letters in {self._path.name}")

    @cached_property
    def _full_metrics(self) -> int:
        return int(struct.unpack_from(">H", self._table("hhea"), 34)[0])

    @cached_property
    def _metrics(self) -> "array[int]":
        return _numbers(self._table("hmtx"))

    def _bearing(self, glyph: int) -> int:
        """From its origin to its left edge, in two's complement of 16 bits."""
        count = self._full_metrics
        return self._metrics[2 * glyph + 1 if glyph < count else count + glyph]

    @cached_property
    def _places(self) -> "array[int]":
        """Begin of every glyph's outline, and the end of the last."""
        (wide,) = struct.unpack_from(">h", self._table("head"), 50)
        places = _numbers(self._table("loca"), "I" if wide else "H")
        return places if wide else array("I", (2 * place for place in places))

    def _outlines(self, order: list[int]) -> list[bytes]:
        """The outlines of glyphs by their new numbers; what they are composed of is added to ``order``."""
        number = {glyph: n for n, glyph in enumerate(order)}
        begin, places = self._directory["glyf"][0], self._places
        outlines: list[bytes] = []
        with self._path.open("rb", buffering=0) as file:
            for glyph in order:  # grows while it is walked
                file.seek(begin + places[glyph])
                outline = bytearray(file.read(places[glyph + 1] - places[glyph]))
                for at, part in _parts(outline):
                    if part not in number:
                        number[part] = len(order)
                        order.append(part)
                    struct.pack_into(">H", outline, at, number[part])
                outline.extend(bytes(-len(outline) % 4))
                outlines.append(bytes(outline))
        return outlines


def simple_cmap(glyphs: Sequence[int]) -> bytes:
    """A ``cmap`` of one table for Macintosh codes (1, 0), as a symbolic font has (ISO 32000-1, 9.6.6.4).

    :param glyphs: the glyph of every code from 0.
    """
    count = len(glyphs)
    return struct.pack(f">4HL5H{count}H", 0, 1, 1, 0, 12, 6, 10 + 2 * count, 0, 0, count, *glyphs)


def _numbers(data: bytes, kind: str = "H") -> "array[int]":
    found = array(kind)
    found.frombytes(data[: len(data) // found.itemsize * found.itemsize])
    if sys.byteorder == "little":
        found.byteswap()
    return found


def _parts(outline: bytearray) -> Iterator[tuple[int, int]]:
    """Place and number of every part of a composite glyph; nothing for a simple one."""
    if len(outline) < 12 or struct.unpack_from(">h", outline)[0] >= 0:
        return
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, part = struct.unpack_from(">2H", outline, at)
        yield at + 2, part
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _FOUR_SCALES else 0


def _patched(table: bytes, at: int, value: int) -> bytes:
    return table[:at] + struct.pack(">H", value) + table[at + 2 :]


def _font_file(tables: dict[str, bytes]) -> bytes:
    """Tables as a font file, with its checksums (OpenType, "Organization of an OpenType font")."""
    tags = sorted(tables)
    power = 1 << (len(tags).bit_length() - 1)
    head = struct.pack(
        ">L4H", 0x10000, len(tags), 16 * power, power.bit_length() - 1, 16 * (len(tags) - power)
    )
    tables["head"] = tables["head"][:8] + bytes(4) + tables["head"][12:]
    at = 12 + 16 * len(tags)
    rows, bodies = [], []
    for tag in tags:
        body = tables[tag]
        rows.append(struct.pack(">4sLLL", tag.encode("latin-1"), _sum(body), at, len(body)))
        bodies.append(body + bytes(-len(body) % 4))
        at += len(bodies[-1])
    whole = b"".join((head, *rows, *bodies))
    place = 12 + 16 * len(tags) + sum(len(body) for body in bodies[: tags.index("head")]) + 8
    return whole[:place] + struct.pack(">L", (0xB1B0AFBA - _sum(whole)) & 0xFFFFFFFF) + whole[place + 4 :]


def _sum(data: bytes) -> int:
    return sum(_numbers(data + bytes(-len(data) % 4), "I")) & 0xFFFFFFFF
