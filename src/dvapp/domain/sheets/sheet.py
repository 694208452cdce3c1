"""A sheet as read from a file: cells as they are stored, nothing understood yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dvapp.domain.sheets.cells import CellValue, words

_MOST_MERGED = 10_000
"""Cells of a merged area; a larger one is no part of a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet. All rows are equally long; row and column 0 are the first of the sheet, not of what is filled.

    :param merged: merged areas as first row, first column, last row, last column, from 0; their value is in the first cell.
    :param unvalued: cells that hold a formula whose result was never stored: what they show is unknown.
    :param percents: cells that show a fraction as a percentage: 0.29 is seen as 29%.
    :param hidden_rows, hidden_columns: what is there and not seen, such as rows that a filter leaves out.
    """

    name: str
    rows: tuple[tuple[CellValue, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    unvalued: frozenset[tuple[int, int]] = frozenset()
    percents: frozenset[tuple[int, int]] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    merged_into: Mapping[tuple[int, int], tuple[int, int]] = field(init=False, repr=False, compare=False)
    """For every cell of a merged area but its first one, where that is."""
    _over: dict[tuple[int, int], str] = field(init=False, repr=False, compare=False, default_factory=dict)
    """What heads were asked for already: every kind of record looks at the same first rows."""

    def __post_init__(self) -> None:
        found = {
            (row, column): (top, left)
            for top, left, bottom, right in self.merged
            if (bottom - top + 1) * (right - left + 1) <= _MOST_MERGED
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
            if (row, column) != (top, left)
        }
        object.__setattr__(self, "merged_into", found)

    def said_over(self, row: int, column: int) -> str:
        """The words of a cell as a head has them: every cell of a merged area says what its first cell does."""
        known = self._over.get((row, column))
        if known is None:
            top, left = self.merged_into.get((row, column), (row, column))
            known = self._over[row, column] = words(self.rows[top][left])
        return known

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.rows[0]) if self.rows else 0

    def is_blank(self, row: int) -> bool:
        """Whether nothing stands in a row."""
        return not any(words(value) for value in self.rows[row]) and not any(
            (row, column) in self.unvalued for column in range(self.width)
        )
