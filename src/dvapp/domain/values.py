"""What a field or a figure may hold, and the two ways of holding no number.

A *blank* value (chưa có số liệu) is ``None`` or an absent key; it is never zero. *Not applicable* (không phát sinh,
không áp dụng) is the single member of :class:`NotApplicable`; it adds nothing to a sum but is not blank either.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum


class NotApplicable(Enum):
    """The value of a cell that cannot occur in this unit or period."""

    NOT_APPLICABLE = "not_applicable"


NOT_APPLICABLE = NotApplicable.NOT_APPLICABLE

type_names = ("integer", "decimal", "text", "long_text", "choice", "date", "month", "units", "table")

Row = Mapping[str, "int | Decimal | str | NotApplicable"]
"""One row of a table field: column code to value; a blank cell is absent."""

Value = int | Decimal | str | date | NotApplicable | tuple[str, ...] | tuple[Row, ...]
"""A field's value. Counts are ``int``; unit lists are tuples of unit codes; tables are tuples of rows."""

Amount = int | Decimal | NotApplicable | None
"""A number, not applicable, or blank (``None``)."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class DateSpan:
    """The days something took, both ends included.

    :raises ValueError: ``until`` lies before ``since``.
    """

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.until < self.since:
            raise ValueError("a span ends before it begins")

    @property
    def days(self) -> int:
        """Length in days, at least 1."""
        return (self.until - self.since).days + 1

    def within(self, other: "DateSpan") -> bool:
        """Whether every day of this span is also a day of ``other``."""
        return other.since <= self.since and self.until <= other.until
