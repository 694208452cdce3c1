"""Whether days follow numbers: the paper with the larger number bears the later day, or the same.

Source: Nghị định 30/2020/NĐ-CP, điều 15: numbers and times of issue go by the order of time. A number that was given back and
is used later breaks that order rightly, so it is told and never refused.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from dvapp.domain.register.numbers import Number

Place = tuple[str, int]
"""A series and a number of it."""


def later_below(number: int, day: date, numbers: Iterable[Number]) -> Number | None:
    """The number just below one, when its paper bears a later day; ``None`` while days follow numbers.

    :param numbers: of the same series, in any order; only those of issued papers count.
    """
    issued = (one for one in numbers if one.entry is not None and one.number < number)
    below = max(issued, key=lambda one: one.number, default=None)
    return below if below is not None and _later(below, day) else None


def out_of_order(numbers: Sequence[Number]) -> dict[Place, Number]:
    """The issued numbers that :func:`later_below` speaks of, each with the one just below it.

    :param numbers: of any series, each series in the order of its numbers.
    """
    found: dict[Place, Number] = {}
    below: dict[str, Number] = {}
    for one in numbers:
        if one.entry is None:
            continue
        before = below.get(one.series)
        if before is not None and _later(before, one.entry.issued):
            found[one.series, one.number] = before
        below[one.series] = one
    return found


def _later(below: Number, day: date) -> bool:
    return below.entry is not None and below.entry.issued > day
