"""What the titles above a table name: its time ("tháng 7/2018", "quý III năm 2018"), its unit, what it counts."""

import re
from collections.abc import Iterator, Sequence

from dvapp.domain.calendar.periods import Period, PeriodKind
from dvapp.domain.codes import UnitCode
from dvapp.domain.language.folding import folded
from dvapp.domain.places.units import Unit
from dvapp.domain.recording.kinds import RecordKind
from dvapp.domain.sheets.cells import words
from dvapp.domain.sheets.head import Head
from dvapp.domain.sheets.head_words import plain_words
from dvapp.domain.sheets.headers import is_series, known_target, names_of
from dvapp.domain.sheets.sheet import Sheet
from dvapp.domain.sheets.wide import figure_field, figure_named, figure_target

_YEAR = r"(?P<year>20\d\d)\b"
_IN = r"\s*(?:/|-|\.|,|năm|của năm)?\s*(?:năm\s*)?"
_FORMS = (
    (PeriodKind.MONTH, re.compile(rf"\btháng\s+(?P<number>0?[1-9]|1[0-2])\s*(?:/|-|\.|năm)\s*{_YEAR}", re.IGNORECASE)),
    (PeriodKind.QUARTER, re.compile(rf"\bquý\s+(?P<number>IV|I{{1,3}}|[1-4]){_IN}{_YEAR}", re.IGNORECASE)),
    (PeriodKind.HALF, re.compile(rf"\b(?:6|sáu)\s+tháng\s+(?P<number>đầu|cuối){_IN}{_YEAR}", re.IGNORECASE)),
    (PeriodKind.NINE_MONTHS, re.compile(rf"\b(?:9|chín)\s+tháng(?:\s+đầu)?{_IN}{_YEAR}", re.IGNORECASE)),
)  # fmt: skip
_WHOLE_YEAR = re.compile(rf"\b(?:cả\s+)?năm\s+{_YEAR}", re.IGNORECASE)
_TIMES = re.compile(
    rf"\b(?:(?:theo|các|từng|trong)\s+)*(?:tháng|quý)?\s*(?:(?:của|trong)\s+)?năm\s+{_YEAR}|\b(?:theo|các|từng)\s+(?:tháng|quý)\b",
    re.IGNORECASE,
)
"""What titles say of time beside what is counted: "theo tháng năm 2018"."""
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


def title_unit(sheet: Sheet, head: Head, units: Sequence[Unit], *, below: int = 0) -> UnitCode | None:
    """The one of some units that titles or the sheet's own name call by its whole name ("UBND phường Kim Giang")."""
    said = folded(" ; ".join((sheet.name, *_titles(sheet, head, below))))
    found = {unit.code: folded(unit.name) for unit in units if _stands_in(folded(unit.name), said)}
    longest = {
        code
        for code, name in found.items()
        if not any(name != other and name in other for other in found.values())
    }
    return longest.pop() if len(longest) == 1 else None


def title_series(sheet: Sheet, head: Head, kind: RecordKind, *, below: int = 0) -> str | None:
    """What a title says is counted: a figure by its code or words, a field by its words; ``None``: none, or several."""
    found = {
        target for text in _titles(sheet, head, below) if (target := _series_said(text, kind)) is not None
    }
    return found.pop() if len(found) == 1 else None


def _series_said(text: str, kind: RecordKind) -> str | None:
    bare = _TIMES.sub(" ", text)
    figures = figure_field(kind)
    if figures is not None:
        code = figure_named([bare], figures)
        return figure_target(code) if code is not None else None
    target = names_of(kind).get(plain_words(bare)) or known_target(plain_words(bare), kind, {})
    return target if target and is_series(target, kind) else None


def _titles(sheet: Sheet, head: Head, below: int) -> list[str]:
    rows = sheet.rows[min(below, head.first) : head.first]
    return [text for row in rows for value in row if (text := words(value))]


def _stands_in(name: str, said: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) is not None
