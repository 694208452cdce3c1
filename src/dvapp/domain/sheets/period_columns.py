"""Columns of periods: months, quarters or other periods beside each other, alone or under or over the words of a figure.

A column's target then names its period at its end: ``complaints@2018-07``, ``@figure:F02@2018-Q3``, ``@unit:00343@2018-07``,
or ``@period:2018-07`` while nothing has said yet what is counted (decision 15).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from dvapp.domain.calendar.periods import Period, PeriodKind, parse_period
from dvapp.domain.errors import PeriodInvalid
from dvapp.domain.language.folding import folded
from dvapp.domain.recording.kinds import RecordKind
from dvapp.domain.sheets.cells import words
from dvapp.domain.sheets.head import MONTH, SINCE, TOTAL, UNIT, UNTIL, Head, without_columns
from dvapp.domain.sheets.sheet import Sheet

PERIOD = "@period:"
"""Beginning of the target of a column that has the numbers of a period, of whatever its row or the user says."""
TOTAL_OF = f"{TOTAL}:"
"""Beginning of the target of a column that adds up the others of its figure, or those within its period."""
_AT = "@"
_NUMBERS = (PERIOD, "@figure:", "@unit:")
_SUMS = frozenset({"tong", "tong cong", "tong so", "cong", "ca nam", "luy ke", "total"})
_LISTED = frozenset({"", "chia theo thang", "chia theo quy", "theo thang", "theo quy", "cac thang", "cac quy", "trong do",
                     "chia ra", "thang", "quy", "trong nam", "thoi gian", "ky bao cao"})  # fmt: skip
"""What stands over columns of periods and names no figure."""
_YEAR = re.compile(r"\b(?:nam )?(20\d\d)\b")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_FORMS = (
    (PeriodKind.MONTH, re.compile(r"(?:thang|th|t|month) ?\.? ?(\d{1,2})")),
    (PeriodKind.QUARTER, re.compile(r"(?:quy|q|quarter) ?\.? ?(iv|i{1,3}|[1-4])")),
    (PeriodKind.HALF, re.compile(r"(?:6|sau) thang (dau|cuoi)(?: nam)?")),
    (PeriodKind.NINE_MONTHS, re.compile(r"(?:9|chin) thang(?: dau(?: nam)?)?()")),
    (PeriodKind.YEAR, re.compile(r"(?:ca(?: nam)?|12 thang)()")),
)
_MONTH_OF_YEAR = re.compile(r"(?:thang |t)?(?:0?1/)?(0?[1-9]|1[0-2])[/-](20\d\d)")
"""``7/2018``; also ``01/07/2018``, which spreadsheet programs make of it."""


# --- targets -----------------------------------------------------------------------------------------------------------


def at_period(series: str, period: Period) -> str:
    """The target of a column with numbers of a series (a field, a figure, a unit; "": not said) in a period."""
    return f"{series}{_AT}{period.written}" if series else f"{PERIOD}{period.written}"


def period_in(target: str) -> Period | None:
    """The period that a target names; ``None``: none."""
    said = target.removeprefix(PERIOD) if target.startswith(PERIOD) else target.rpartition(_AT)[2]
    if said == target:
        return None
    try:
        return parse_period(said)
    except PeriodInvalid:
        return None


def series_of(target: str) -> str:
    """A target without its period; "" where it says nothing but a period."""
    if target.startswith(PERIOD):
        return ""
    return target.rpartition(_AT)[0] if period_in(target) is not None else target


def is_total(target: str) -> bool:
    """Whether a column adds up others, and is only compared."""
    return target == TOTAL or target.startswith(TOTAL_OF)


def has_periods(columns: Mapping[int, str]) -> bool:
    """Whether some column is of a period of its own."""
    return any(period_in(target) is not None and not is_total(target) for target in columns.values())


def unnamed(columns: Mapping[int, str]) -> bool:
    """Whether columns say their period and not what they count."""
    return any(target.startswith(PERIOD) for target in columns.values())


def parts_of_total(total: str, columns: Mapping[int, str]) -> tuple[int, ...]:
    """The columns, by number, that a column of totals adds up."""
    inner = total.removeprefix(TOTAL_OF) if total.startswith(TOTAL_OF) else ""
    within, series = period_in(inner), series_of(inner)
    return tuple(
        column
        for column, target in sorted(columns.items())
        if not is_total(target)
        and (period := period_in(target)) is not None
        and (not inner or series_of(target) == series)
        and (within is None or _inside(period, within))
    )


# --- heads -------------------------------------------------------------------------------------------------------------


def periods_used(kind: RecordKind) -> bool:
    """Whether records of a kind stand for whole months or other periods, so that columns may be of periods."""
    return kind.by_month or kind.by_period


def told_year(sheet: Sheet, last: int, default: int | None) -> int | None:
    """The year of periods that name none: the one that titles and head name, or ``default`` where they name none.

    :param last: the last row of the head, from 0.
    :returns: ``None``: several are named, or none and there is no default.
    """
    said = (words(value) for row in sheet.rows[: last + 1] for value in row if isinstance(value, str))
    years = {int(year) for text in said for year in re.findall(r"(?:năm|/|-)\s*(20\d\d)\b", text.casefold())}
    if not years:
        return default
    return years.pop() if len(years) == 1 else None


def period_over(told: Sequence[str], year: int | None) -> tuple[Period, list[str]] | None:
    """The period that words over a column name, and the other words over it; ``None``: no period.

    The period stands below or above the words of what is counted, in one cell or two ("Tháng" over "7").
    """
    for size in range(len(told), 0, -1):
        for first in dict.fromkeys((len(told) - size, 0)):
            period = _period_said(" ".join(told[first : first + size]), year)
            if period is not None:
                rest = [*told[:first], *told[first + size :]]
                return period, [text for text in rest if not _says_little(text, period)]
    for above, below in pairwise(told):
        if folded(above).endswith("thang") and (found := _period_said(f"tháng {below}", year)) is not None:
            return found, [text for text in told if text != below and not _says_little(text, found)]
    return None


def is_sum(said: str) -> bool:
    """Whether words call a column the sum of those beside it."""
    return folded(said).strip(" .:") in _SUMS


def _says_little(said: str, period: Period) -> bool:
    text = _YEAR.sub("", folded(said)).strip(" .:,-")
    return text in _LISTED or _period_said(said, period.year) is not None


@lru_cache(maxsize=20_000)
def _period_said(said: str, year: int | None) -> Period | None:
    text = re.sub(r"[()]", " ", folded(said))
    text = " ".join(text.split()).strip(" .:")
    if found := _MONTH_OF_YEAR.fullmatch(text):
        return Period(kind=PeriodKind.MONTH, year=int(found[2]), number=int(found[1]))
    years = set(_YEAR.findall(text))
    if len(years) > 1:
        return None
    own = int(years.pop()) if years else year
    bare = " ".join(re.sub(r"[/,-]|\bcua\b", " ", _YEAR.sub(" ", text)).split())
    if own is None:
        return None
    if not bare and _YEAR.fullmatch(text):
        return Period(kind=PeriodKind.YEAR, year=own)
    for kind, form in _FORMS:
        if found := form.fullmatch(bare):
            number = _number(found[1])
            if kind is PeriodKind.MONTH and not 1 <= number <= 12:
                return None
            return Period(kind=kind, year=own, number=number)
    return None


def _number(said: str) -> int:
    return {"": 1, "dau": 1, "cuoi": 2, **_ROMAN}.get(said) or int(said)


def settled(head: Head, kind: RecordKind, sheet: Sheet) -> Head:
    """A head whose longer periods are totals of the shorter ones within them, and whose other columns fit to periods.

    Of records by the month nothing but whose numbers they are stands beside columns of months. A single period among
    columns that have none is told as unknown.
    """
    if not _across(head.columns):
        unused = {column for column, target in head.columns.items() if _of_periods(target, kind)}
        return without_columns(head, sheet, unused)
    head = replace(head, columns={c: _as_total(target, head.columns) for c, target in head.columns.items()})
    return without_columns(
        head, sheet, {c for c, target in head.columns.items() if not _beside(target, kind)}
    )


def _across(columns: Mapping[int, str]) -> bool:
    """Whether columns of periods are what a table consists of."""
    numbers = [t for t in columns.values() if not is_total(t) and (t.startswith(_NUMBERS) or t[:1] != _AT)]
    of_periods = [target for target in numbers if period_in(target) is not None]
    return len(of_periods) > 1 and len(of_periods) * 2 > len(numbers)


def _of_periods(target: str, kind: RecordKind) -> bool:
    total = is_total(target) and not (target == TOTAL and kind.by_period)
    return total or (period_in(target) is not None and (not kind.by_period or target.startswith(PERIOD)))


def _beside(target: str, kind: RecordKind) -> bool:
    """Whether a column can stand beside columns of periods."""
    if target in {SINCE, UNTIL, MONTH}:
        return False
    if kind.by_period or target == UNIT or is_total(target):
        return True
    period = period_in(target)
    return period is not None and period.kind is PeriodKind.MONTH


def _as_total(target: str, columns: Mapping[int, str]) -> str:
    period = period_in(target)
    if period is None or is_total(target):
        return target
    beside = (
        other for other in columns.values() if not is_total(other) and series_of(other) == series_of(target)
    )
    inner = any(_inside(shorter, period) for other in beside if (shorter := period_in(other)) is not None)
    return TOTAL_OF + target if inner else target


def _inside(short: Period, long: Period) -> bool:
    return short != long and short.year == long.year and set(short.months) <= set(long.months)


def named_series(head: Head, series: str) -> Head:
    """A head whose columns that say nothing but a period are those of a series."""

    def told(target: str) -> str:
        total, inner = (
            (TOTAL_OF, target.removeprefix(TOTAL_OF)) if target.startswith(TOTAL_OF) else ("", target)
        )
        period = period_in(inner) if inner.startswith(PERIOD) else None
        return total + at_period(series, period) if period is not None else target

    return replace(head, columns={column: told(target) for column, target in head.columns.items()})


def periods_of(targets: Iterable[str]) -> Iterator[Period]:
    """The periods that columns of numbers are of, each once, in their order."""
    found = (period_in(target) for target in targets if not is_total(target))
    yield from dict.fromkeys(period for period in found if period is not None)
