"""How periods and figures are written in a report. What is printed is Vietnamese, whatever the window speaks."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from dvapp.domain.calendar.periods import Period, PeriodKind
from dvapp.domain.papers.reports import Figure, FigureState
from dvapp.domain.papers.text import FigureForm, Scale

BLANK_WORDS = "chưa có số liệu"
NOT_APPLICABLE_WORDS = "không áp dụng"
UNDEFINED_RATIO = "–"

_ROMAN = ("I", "II", "III", "IV")
_SCALES = {
    Scale.THOUSAND: ("nghìn", Decimal(10) ** 3),
    Scale.MILLION: ("triệu", Decimal(10) ** 6),
    Scale.BILLION: ("tỷ", Decimal(10) ** 9),
}
_SCALED_DECIMALS = 1
_MOST_DECIMALS = 9
_UNROUNDED = 10**18
"""What is larger has no use for decimals, and Decimal's own precision would not hold them."""


class Writing(Protocol):
    """How official papers write numbers and days."""

    def number(self, value: object) -> str:
        """1.234.567,8."""
        ...

    def padded(self, value: object) -> str:
        """03."""
        ...

    def day(self, value: date) -> str:
        """15/01/2019."""
        ...


def period_words(period: Period) -> str:
    """The period as a title says it: "năm 2018", "6 tháng đầu năm 2018", "quý III năm 2018"."""
    match period.kind:
        case PeriodKind.YEAR:
            return f"năm {period.year}"
        case PeriodKind.NINE_MONTHS:
            return f"9 tháng năm {period.year}"
        case PeriodKind.HALF:
            return f"6 tháng {'đầu' if period.number == 1 else 'cuối'} năm {period.year}"
        case PeriodKind.QUARTER:
            return f"quý {_ROMAN[period.number - 1]} năm {period.year}"
        case PeriodKind.MONTH:
            # As in dates: a zero before the months 1 and 2 only (format.md).
            return f"tháng {period.number:0{2 if period.number < 3 else 1}d} năm {period.year}"


def period_head(period: Period) -> str:
    """The period as a column's head says it: "Quý III/2018", "6 tháng đầu/2018", "Tháng 5/2018", "Năm 2018"."""
    words = period_words(period).removesuffix(f"năm {period.year}").rstrip()
    return f"{words[:1].upper()}{words[1:]}/{period.year}" if words else f"Năm {period.year}"


def show_figure(
    figure: Figure,
    form: FigureForm,
    writing: Writing,
    of: Figure | None = None,
    *,
    scale: Scale | None = None,
    decimals: int | None = None,
) -> str:
    """A figure as a sentence shows it: its three states never look alike.

    A comparison needs the figure of another period (``domain/papers/comparing.py``); here it only says what it compares.
    Days and texts are neither rounded nor scaled.
    """
    if form is FigureForm.VS_LAST:
        return "so với kỳ trước"
    if form is FigureForm.VS_LAST_YEAR:
        return "so với cùng kỳ năm trước"
    if figure.state is FigureState.BLANK or (of is not None and of.state is FigureState.BLANK):
        return BLANK_WORDS
    if figure.state is FigureState.NOT_APPLICABLE or (
        of is not None and of.state is FigureState.NOT_APPLICABLE
    ):
        return UNDEFINED_RATIO if figure.is_ratio else NOT_APPLICABLE_WORDS
    unit = figure.unit.vi
    if of is not None:
        write = writing.padded if form is FigureForm.UNIT else writing.number
        value = f"{write(figure.value)}/{write(of.value)}"
    elif isinstance(figure.value, date):
        value = writing.day(figure.value)
    elif isinstance(figure.value, int | Decimal):
        value, unit = _number_words(figure.value, unit, form, writing, scale, decimals)
    else:
        value = writing.number(figure.value)
    if unit == "%" and of is None and isinstance(figure.value, int | Decimal):
        return f"{value}%"
    return f"{value} {unit}" if form is FigureForm.UNIT and unit else value


def _number_words(
    number: int | Decimal,
    unit: str,
    form: FigureForm,
    writing: Writing,
    scale: Scale | None,
    decimals: int | None,
) -> tuple[str, str]:
    """A number as written, and the unit that is left to follow it."""
    # Formal text writes counts below 10 with a zero where a unit follows: "03 cuộc" (domain.md); a share is no count.
    padded = form in {FigureForm.PAD, FigureForm.UNIT} and unit != "%"
    write = writing.padded if padded else writing.number
    if scale is None or unit == "%" or not number:
        return write(number if decimals is None else rounded(number, decimals)), unit
    word, size = _SCALES[scale]
    own, rest = _own_scale(unit)
    scaled = Decimal(number) * own / size
    if decimals is None:
        decimals = _telling_decimals(scaled)
    return f"{write(rounded(scaled, decimals))} {word}", rest


def _own_scale(unit: str) -> tuple[Decimal, str]:
    """The scale that a unit has of itself: "triệu đồng" counts đồng by the million."""
    for word, size in _SCALES.values():
        if unit == word or unit.startswith(word + " "):
            return size, unit[len(word) :].strip()
    return Decimal(1), unit


def _telling_decimals(number: Decimal) -> int:
    """One decimal, or as many as keep a small number from being printed as nothing (0,02 tỷ)."""
    decimals = _SCALED_DECIMALS
    while number and not rounded(number, decimals) and decimals < _MOST_DECIMALS:
        decimals += 1
    return decimals


def rounded(number: int | Decimal, decimals: int) -> int | Decimal:
    """A number with at most so many decimals, half up (away from zero); whole numbers as integers."""
    if not -_UNROUNDED < number < _UNROUNDED:
        return number
    near = Decimal(number).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return int(near) if near == near.to_integral_value() else near
