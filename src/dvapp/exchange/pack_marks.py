"""Marks of what has passed its checks before, so that reading an unchanged pack again costs little.

``passed.sha256`` holds a line for each YAML file that passed its schema, and one, named ``*``, for the outlines of all
reports together with everything they may name. A changed byte makes its mark worthless and brings the checks back.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

PASSED = "passed.sha256"
OUTLINES = "*"
"""The name on the line of all outlines."""
RULES = "rules.yaml*"
"""The name on the line of the rules on figures together with the catalogue of figures that they may name."""

_CHECKS = b"3"
"""Raised when checks of outlines become stricter: what passed the older ones is then checked again."""

K = TypeVar("K")
V = TypeVar("V")


def read_marks(content: bytes) -> frozenset[str]:
    """The lines of a pack's marks; none where they cannot be read."""
    try:
        return frozenset(content.decode("ascii").splitlines())
    except UnicodeDecodeError:
        return frozenset()


def written(marks: Mapping[str, str]) -> str:
    """Marks as the file holds them."""
    return "".join(f"{line(mark, name)}\n" for name, mark in sorted(marks.items()))


def line(mark: str, name: str) -> str:
    """One line."""
    return f"{mark}  {name}"


def file_mark(schema: bytes, content: bytes) -> str:
    """The mark of a file that passed a schema."""
    return hashlib.sha256(schema + b"\0" + content).hexdigest()


def outlines_mark(marks: Mapping[str, str], catalogue: bytes) -> str:
    """The mark of all outlines: of their files, of the record kinds, and of the catalogue of figures."""
    told = "".join(line(mark, name) for name, mark in sorted(marks.items()) if "/" in name)
    return hashlib.sha256(_CHECKS + told.encode() + b"\0" + catalogue).hexdigest()


def rules_mark(file: str, catalogue: bytes) -> str:
    """The mark of the rules on figures: of their file and of the catalogue of figures."""
    return hashlib.sha256(_CHECKS + file.encode() + b"\0" + catalogue).hexdigest()


class Later(Mapping[K, V]):
    """A mapping whose values are made when they are first asked for, each once."""

    def __init__(self, makers: Mapping[K, Callable[[], V]]) -> None:
        self._makers = makers
        self._made: dict[K, V] = {}

    def __getitem__(self, key: K) -> V:
        if key not in self._made:
            self._made[key] = self._makers[key]()
        return self._made[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)
