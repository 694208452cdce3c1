"""Streams of a compound file ([MS-CFB]): the container of Office files before 2007."""

import struct

_MOST_SECTORS = 1_000_000
_END = 0xFFFFFFFA
"""Sector numbers from here on end a chain or mark free sectors."""
_ENTRY = 128


def stream_of(content: bytes, *names: str) -> bytes | None:
    """The first stream with one of these names; ``None`` where there is none, or the file is damaged."""
    try:
        return _File(content).stream(names)
    except (struct.error, IndexError, ValueError):
        return None


class _File:
    def __init__(self, content: bytes) -> None:
        self._content = content
        shift, self._mini_shift = struct.unpack_from("<HH", content, 30)
        if not (9 <= shift <= 12 and 4 <= self._mini_shift <= 9):
            raise ValueError(shift)
        self._size = 1 << shift
        fats, self._first = struct.unpack_from("<I", content, 44)[0], struct.unpack_from("<I", content, 48)[0]
        (self._cutoff, mini_first, _minis, next_table, tables) = struct.unpack_from("<IIIII", content, 56)
        places = [*struct.unpack_from("<109I", content, 76)]
        for _table in range(min(tables, _MOST_SECTORS)):
            if next_table >= _END:
                break
            *more, next_table = struct.unpack(f"<{self._size // 4}I", self._sector(next_table))
            places += more
        self._fat: list[int] = []
        for place in places[: min(fats, _MOST_SECTORS)]:
            if place < _END:
                self._fat += struct.unpack(f"<{self._size // 4}I", self._sector(place))
        mini = self._chain(mini_first) if mini_first < _END else b""
        self._mini_fat = struct.unpack(f"<{len(mini) // 4}I", mini)

    def _sector(self, number: int) -> bytes:
        found = self._content[(number + 1) * self._size : (number + 2) * self._size]
        if not found:
            raise ValueError(number)
        return found.ljust(self._size, b"\0")

    def _chain(self, number: int) -> bytes:
        found: list[bytes] = []
        while number < _END:
            if len(found) > len(self._fat):  # a chain that bites its tail
                raise ValueError(number)
            found.append(self._sector(number))
            number = self._fat[number]
        return b"".join(found)

    def stream(self, names: tuple[str, ...]) -> bytes | None:
        """The stream with one of these names."""
        entries = self._chain(self._first)
        root = b""
        for place in range(0, len(entries) - _ENTRY + 1, _ENTRY):
            size, kind = struct.unpack_from("<HB", entries, place + 64)
            first, length = struct.unpack_from("<II", entries, place + 116)
            if kind == 5:
                root = self._chain(first) if first < _END else b""
            name = entries[place : place + max(min(size, 64) - 2, 0)].decode("utf-16-le", "replace")
            if kind == 2 and name in names:
                if length >= self._cutoff:
                    return self._chain(first)[:length]
                return self._mini(first, root)[:length]
        return None

    def _mini(self, number: int, root: bytes) -> bytes:
        found: list[bytes] = []
        size = 1 << self._mini_shift
        while number < _END:
            if len(found) > len(self._mini_fat):
                raise ValueError(number)
            found.append(root[number * size : (number + 1) * size])
            number = self._mini_fat[number]
        return b"".join(found)
