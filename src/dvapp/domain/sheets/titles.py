"""The time that the titles above a table name: "tháng 7/2018", "quý III năm 2018", "6 tháng đầu năm 2018"."""

import re
from collections.abc import Iterator

from dvapp.domain.calendar.periods import Period, PeriodKind
from dvapp.domain.recording.kinds import RecordKind
from dvapp.domain.sheets.cells import words
from dvapp.domain.sheets.head import Head
from dvapp.domain.sheets.sheet import Sheet

_YEAR = r"(?P<year>20\d\d)\b"
_IN = r"\s*(?:/|-|\.|,|năm|của năm)?\s*(?:năm\s*)?"
_FORMS = (
    (PeriodKind.MONTH, re.compile(rf"\btháng\s+(?P<number>0?[1-9]|1[0-2])\s*(?:/|-|\.|năm)\s*{_YEAR}", re.IGNORECASE)),
    (PeriodKind.QUARTER, re.compile(rf"\bquý\s+(?P<number>IV|I{{1,3}}|[1-4]){_IN}{_YEAR}", re.IGNORECASE)),
    (PeriodKind.HALF, re.compile(rf"\b(?:6|sáu)\s+tháng\s+(?P<number>đầu|cuối){_IN}{_YEAR}", re.IGNORECASE)),
    (PeriodKind.NINE_MONTHS, re.compile(rf"\b(?:9|chín)\s+tháng(?:\s+đầu)?{_IN}{_YEAR}", re.IGNORECASE)),
)  # fmt: skip
_WHOLE_YEAR = re.compile(rf"\b(?:cả\s+)?năm\s+{_YEAR}", re.IGNORECASE)
_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "đầu": 1, "cuối": 2}


def title_time(sheet: Sheet, head: Head, kind: RecordKind, *, below: int = 0) -> str | None:
    """The one month, or for typed figures the one period, that the titles of a table name; ``None``: none or several.

    :param below: the first row of the titles, from 0.
    :returns: its short form: ``2018-07``, ``2018-Q3``.
    """
    said = " ".join(words(value) for row in sheet.rows[min(below, head.first) : head.first] for value in row)
    found = {
        period.written for period in periods_in(said) if kind.by_period or period.kind is PeriodKind.MONTH
    }
    return found.pop() if len(found) == 1 and (kind.by_period or kind.by_month) else None


def periods_in(said: str) -> Iterator[Period]:
    """The periods that words name; a year only where no shorter period does."""
    rest = said
    for kind, form in _FORMS:
        for found in form.finditer(rest):
            number = found.groupdict().get("number") or "1"
            yield Period(
                kind=kind, year=int(found["year"]), number=_NUMBERS.get(number.casefold(), 0) or int(number)
            )
        rest = form.sub(" ", rest)
    if rest == said:
        for found in _WHOLE_YEAR.finditer(rest):
            yield Period(kind=PeriodKind.YEAR, year=int(found["year"]))
