"""Comparing a figure with an earlier period: which period that is, by how much it changed, and in which words.

Nothing is divided by zero or by a blank. The word (tăng, giảm, bằng) always follows the sign of the difference.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from dvapp.domain.calendar.periods import Period, PeriodKind
from dvapp.domain.papers.reports import Figure, FigureState
from dvapp.domain.papers.showing import UNDEFINED_RATIO, Writing, period_words

NOTHING_TO_COMPARE = "chưa có số liệu để so sánh"
NO_BASIS = "không có cơ sở để so sánh"
_LEAST_SHARE = Decimal("0.1")


class Against(Enum):
    """What a figure is compared with: kỳ trước, or cùng kỳ năm trước."""

    LAST = "last"
    LAST_YEAR = "last_year"


def other_period(period: Period, against: Against) -> Period:
    """The period that one is compared with.

    The last one is of the same length: the month, quarter or half-year before. Years and nine months are counted from
    January, so that theirs is the same stretch of the year before.
    """
    count = {PeriodKind.MONTH: 12, PeriodKind.QUARTER: 4, PeriodKind.HALF: 2}.get(period.kind, 1)
    if against is Against.LAST_YEAR or count == 1:
        return Period(kind=period.kind, year=period.year - 1, number=period.number)
    if period.number == 1:
        return Period(kind=period.kind, year=period.year - 1, number=count)
    return Period(kind=period.kind, year=period.year, number=period.number - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """By how much a figure changed.

    :param difference: now less before, in the figure's unit; percentage points for shares.
    :param percent: the difference in percent of what was before, one decimal, half up; ``None`` for shares and where
        there was nothing before.
    """

    difference: int | Decimal
    percent: Decimal | None


def change(now: Figure, before: Figure) -> Change | None:
    """The change between two states of one figure; ``None`` unless both are numbers."""
    if not isinstance(now.value, int | Decimal) or not isinstance(before.value, int | Decimal):
        return None
    difference = now.value - before.value
    if is_share(now) or before.value == 0:
        return Change(difference=difference, percent=None)
    percent = Decimal(difference) * 100 / abs(Decimal(before.value))
    return Change(difference=difference, percent=percent.quantize(_LEAST_SHARE, ROUND_HALF_UP))


def change_words(now: Figure, before: Figure, than: str, writing: Writing) -> str:
    """The change in words: tăng 09 lượt đơn vị (27,3%) so với cùng kỳ năm 2017.

    :param than: what it is compared with, from :func:`than_words`.
    """
    if FigureState.BLANK in (now.state, before.state):
        return NOTHING_TO_COMPARE
    moved = change(now, before)
    if moved is None:
        return NO_BASIS
    if moved.difference == 0:
        return f"bằng {than}"
    word = "tăng" if moved.difference > 0 else "giảm"
    # Counts below 10 are padded in formal text (09 cuộc), percentage points are none.
    unit, write = ("điểm phần trăm", writing.number) if is_share(now) else (now.unit.vi, writing.padded)
    amount = f"{write(_size(moved.difference))} {unit}".rstrip()
    return f"{word} {amount}{_share_words(moved, writing)} so với {than}"


def _share_words(moved: Change, writing: Writing) -> str:
    if moved.percent is None:
        return ""
    if moved.percent == 0:
        return f" (dưới {writing.number(_LEAST_SHARE)}%)"
    return f" ({writing.number(_size(moved.percent))}%)"


def than_words(period: Period, against: Against) -> str:
    """What a sentence about ``period`` compares with: quý II năm 2018; cùng kỳ năm 2017; năm 2017."""
    other = other_period(period, against)
    same_stretch = other.number == period.number and other.kind is not PeriodKind.YEAR
    return f"cùng kỳ năm {other.year}" if same_stretch and other.year < period.year else period_words(other)


def change_cells(now: Figure, before: Figure, writing: Writing) -> tuple[str, str]:
    """Difference and percent as table cells, signed; "–" where there is none."""
    moved = change(now, before)
    if moved is None:
        return UNDEFINED_RATIO, UNDEFINED_RATIO
    percent = UNDEFINED_RATIO if moved.percent is None else _signed(moved.percent, writing)
    return _signed(moved.difference, writing), percent


def _signed(value: int | Decimal, writing: Writing) -> str:
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + writing.number(_size(value))


def _size(value: int | Decimal) -> int | Decimal:
    """Without its sign; 10 and not 10,0, as a difference of decimals says no more than it must."""
    size = -value if value < 0 else value
    return int(size) if size == int(size) else size


def is_share(figure: Figure) -> bool:
    """Whether its differences are percentage points."""
    return figure.is_ratio or figure.unit.vi == "%"
