"""Right of a table: what its comparisons with earlier periods give when they are computed again.

A table compares in three columns: the earlier figure, the difference, and the difference in percent
(``domain/papers/annexes.py``). A share's difference is in percentage points, and has no percent.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from dvapp.domain.papers.comparing import is_share
from dvapp.domain.papers.reports import AnnexTable, Figure
from dvapp.domain.papers.showing import UNDEFINED_RATIO
from dvapp.exchange.xlsx_cells import Value, read_cell

HEADS = ("{head}: chênh lệch (tính lại)", "{head}: % (tính lại)", "Đối chiếu")

_ONE_DECIMAL = Decimal("0.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Columns of a table, from 0: the earlier figure; the difference and the percent stand right of it."""

    head: str
    before: int


def comparisons(table: AnnexTable) -> tuple[Comparison, ...]:
    """The comparisons of a table, told by the heads of their columns."""
    heads = table.columns
    return tuple(
        Comparison(head=heads[n], before=n)
        for n in range(len(heads) - 2)
        if heads[n + 2] == f"{heads[n + 1]} (%)"
    )


def difference(now: str, before: str) -> str:
    """A formula for the difference of two cells, "–" unless both are numbers."""
    return f'IF(AND(ISNUMBER({now}),ISNUMBER({before})),{now}-{before},"{UNDEFINED_RATIO}")'


def percent(now: str, before: str) -> str:
    """A formula for the difference in percent of what was before, one decimal, half away from zero."""
    known = f"AND(ISNUMBER({now}),ISNUMBER({before}),N({before})<>0)"
    return f'IF({known},ROUND(({now}-{before})*100/ABS({before}),1),"{UNDEFINED_RATIO}")'


def expected(figure: Figure, now: object, before: object) -> tuple[float | str, float | str]:
    """What both formulas give for these values: programs show it until they compute for themselves."""
    if not isinstance(now, int | Decimal) or not isinstance(before, int | Decimal):
        return UNDEFINED_RATIO, UNDEFINED_RATIO
    less = Decimal(now) - Decimal(before)
    if is_share(figure) or before == 0:
        return float(less), UNDEFINED_RATIO
    share = (less * 100 / abs(Decimal(before))).quantize(_ONE_DECIMAL, ROUND_HALF_UP)
    return float(less), float(share)


def stated(cells: tuple[str, ...], one: Comparison) -> tuple[Value, Value, Value]:
    """What the three cells of a row say: before, difference, percent."""
    shown = [
        read_cell(cells[one.before + n]) if one.before + n < len(cells) else Value(content="")
        for n in range(3)
    ]
    return shown[0], shown[1], shown[2]
