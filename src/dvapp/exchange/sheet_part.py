"""What a file of sheets says beside the values of its cells."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetParts:
    """What is known of a sheet beside its values; rows and columns from 0.

    :param errors: what cells show whose formula failed; to the reader they are blank.
    """

    unvalued: frozenset[tuple[int, int]] = frozenset()
    percents: frozenset[tuple[int, int]] = frozenset()
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """What is known of a whole file. ``sheets``: by number in the book."""

    sheets: Mapping[int, SheetParts] = field(default_factory=dict)
    macros: bool = False

    def of(self, number: int) -> SheetParts:
        """What is known of a sheet."""
        return self.sheets.get(number, SheetParts())
