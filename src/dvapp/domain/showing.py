"""How periods and figures are written in a report. What is printed is Vietnamese, whatever the window speaks."""

from datetime import date
from decimal import Decimal
from typing import Protocol

from dvapp.domain.periods import Period, PeriodKind
from dvapp.domain.reports import Figure, FigureState
from dvapp.domain.text import FigureForm

BLANK_WORDS = "chưa có số liệu"
NOT_APPLICABLE_WORDS = "không áp dụng"
UNDEFINED_RATIO = "–"

_ROMAN = ("I", "II", "III", "IV")


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
            return f"tháng {period.number} năm {period.year}"


def period_head(period: Period) -> str:
    """The period as a column's head says it: "Quý III/2018", "6 tháng đầu/2018", "Tháng 5/2018", "Năm 2018"."""
    words = period_words(period).removesuffix(f"năm {period.year}").rstrip()
    return f"{words[:1].upper()}{words[1:]}/{period.year}" if words else f"Năm {period.year}"


def show_figure(figure: Figure, form: FigureForm, writing: Writing, of: Figure | None = None) -> str:
    """A figure as a sentence shows it: its three states never look alike.

    A comparison needs the figure of another period (``domain/comparing.py``); here it only says what it compares.
    """
    if form is FigureForm.VS_LAST:
        return "so với kỳ trước"
    if form is FigureForm.VS_LAST_YEAR:
        return "so với cùng kỳ năm trước"
    if figure.state is FigureState.BLANK or (of is not None and of.state is FigureState.BLANK):
        return BLANK_WORDS
    if figure.state is FigureState.NOT_APPLICABLE:
        return UNDEFINED_RATIO if figure.is_ratio else NOT_APPLICABLE_WORDS
    # Formal text writes counts below 10 with a zero where a unit follows: "03 cuộc" (domain.md).
    number = writing.padded if form in {FigureForm.PAD, FigureForm.UNIT} else writing.number
    value = writing.day(figure.value) if isinstance(figure.value, date) else number(figure.value)
    unit = figure.unit.vi
    if unit == "%" and isinstance(figure.value, int | Decimal):
        return f"{value}%"
    if of is not None:
        return f"{value}/{writing.number(of.value)}"
    return f"{value} {unit}" if form is FigureForm.UNIT and unit else value
