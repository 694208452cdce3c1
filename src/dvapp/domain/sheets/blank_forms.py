"""The blank form that units fill in and send back, and the mark by which it is known again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dvapp.domain.calendar.periods import Period, PeriodKind
from dvapp.domain.places.units import Unit
from dvapp.domain.recording.kinds import Field, RecordKind
from dvapp.domain.sheets.cells import words
from dvapp.domain.sheets.headers import targets
from dvapp.domain.sheets.sheet import Sheet

_MARK = re.compile(r"Mã biểu: dvapp/([a-z][a-z0-9_]*)/([0-9A-Z-]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankForm:
    """What a blank form asks.

    :param board: to whom it is sent back.
    :param units: who has rows in it.
    """

    kind: RecordKind
    board: str
    period: Period
    units: Sequence[Unit]

    @property
    def mark(self) -> str:
        """The line by which the program knows the form again."""
        return f"Mã biểu: dvapp/{self.kind.code}/{self.happened}"

    @property
    def happened(self) -> str:
        """The month or period of all its rows, or "" where each row names its own days."""
        if self.kind.by_period:
            return self.period.written
        return self.period.written if self.period.kind is PeriodKind.MONTH and self.kind.by_month else ""

    @property
    def columns(self) -> Sequence[Field]:
        """The fields it asks for, in their order."""
        return tuple(targets(self.kind).values())

    @property
    def named(self) -> Sequence[str]:
        """What each row of a unit asks for, where the form says it: every figure that can be typed."""
        asked = next((field for field in self.columns if field.of_indicators), None)
        return () if asked is None else tuple(choice.label.vi for choice in asked.choices)

    @property
    def rows_for_each(self) -> int:
        """Rows that a unit has: several where a record is a table or where there are many records in a period."""
        if self.named:
            return len(self.named)
        return 1 if self.happened and not any("." in target for target in targets(self.kind)) else 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a form says of itself. ``happened``: its month or period, or ""."""

    kind: str
    happened: str


def read_mark(sheet: Sheet) -> Mark | None:
    """The mark of one of our own forms; ``None`` for any other sheet."""
    for row in sheet.rows[:3]:
        for value in row[:1]:
            if found := _MARK.fullmatch(words(value)):
                return Mark(kind=found[1], happened=found[2])
    return None
