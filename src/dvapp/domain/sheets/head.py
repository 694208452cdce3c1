"""The head of a table: its rows, and what its columns are filled into."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from dvapp.domain.sheets.sheet import Sheet

UNIT, SINCE, UNTIL, MONTH = "@unit", "@since", "@until", "@month"
"""Targets that are no fields: whose record it is, and its days."""
TOTAL = "@total"
"""A column that adds up the numbers of its row: only compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Where a table's head is, and what its columns mean.

    :param first, last: its rows, from 0.
    :param columns: column from 0 to target: a field's code, ``table.column``, or one of the targets above.
    :param unknown: words of the columns that mean nothing to the kind, by column.
    :param left: words of the columns that were agreed to be left out.
    """

    first: int
    last: int
    columns: Mapping[int, str]
    unknown: Mapping[int, str] = field(default_factory=dict)
    left: Mapping[int, str] = field(default_factory=dict)


def column_words(sheet: Sheet, first: int, last: int) -> Mapping[int, str]:
    """The words over each column that has any, from top to bottom."""
    found = {column: told_over(sheet, first, last, column) for column in range(sheet.width)}
    return {column: " / ".join(told) for column, told in found.items() if told}


def told_over(sheet: Sheet, first: int, last: int, column: int) -> list[str]:
    """The words over one column, from top to bottom, each once."""
    said = (sheet.said_over(row, column) for row in range(first, last + 1))
    return [text for text in dict.fromkeys(said) if text]


def without_columns(head: Head, sheet: Sheet, gone: Collection[int]) -> Head:
    """A head without what some columns were known as: they are told as unknown."""
    if not gone:
        return head
    said = column_words(sheet, head.first, head.last)
    kept = {column: target for column, target in head.columns.items() if column not in gone}
    return replace(head, columns=kept, unknown={**head.unknown, **{one: said.get(one, "") for one in gone}})
