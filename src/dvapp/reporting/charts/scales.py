"""How long a number is drawn. Every scale begins at zero: a cut axis lies."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers a chart has room for: from ``low``, at most 0, to ``high``, at least 0."""

    low: Number
    high: Number

    def share(self, value: Number) -> float:
        """Where a number lies, from 0 at ``low`` to 1 at ``high``."""
        whole = Decimal(self.high) - Decimal(self.low)
        return float((Decimal(value) - Decimal(self.low)) / whole) if whole else 0.0

    @property
    def zero(self) -> float:
        """Where zero lies."""
        return self.share(0)


def range_of(numbers: Iterable[Number | None]) -> Range:
    """The range of some numbers; one that is all 0 has no length."""
    known = [number for number in numbers if number is not None]
    return Range(min([0, *known]), max([0, *known]))


def ticks(span: Range, most: int = 4) -> list[Number]:
    """Round numbers within and just above a range, 0 among them: steps of 1, 2 or 5 times a power of ten."""
    whole = Decimal(span.high) - Decimal(span.low)
    if not whole:
        return [0]
    power = Decimal(10) ** (whole / most).adjusted()
    step = next(power * n for n in (1, 2, 5, 10) if power * n * most >= whole)
    first = (Decimal(span.low) / step).to_integral_value(rounding="ROUND_FLOOR")
    last = (Decimal(span.high) / step).to_integral_value(rounding="ROUND_CEILING")
    return [step * n for n in range(int(first), int(last) + 1)]


def tick_words(number: Number) -> str:
    """A round number as Vietnamese papers write it: 1.250; 0,5."""
    text = f"{Decimal(number).normalize():,f}"
    return text.translate(str.maketrans(",.-", ".,−"))
