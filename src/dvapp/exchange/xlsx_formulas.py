"""Formulas of a template pack as formulas of a spreadsheet, so that a reader's own program adds up again.

Blank and not applicable stay what they are (``domain/expressions.py``): a blank part makes the result blank, a part
that does not apply adds nothing, a share of nothing is "–". Cells say so in words, and so do the formulas.
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dvapp.domain.codes import IndicatorCode
from dvapp.domain.expressions import amount, names_in, percent_parts
from dvapp.domain.papers.reports import Figure, FigureState
from dvapp.domain.papers.showing import BLANK_WORDS, NOT_APPLICABLE_WORDS, UNDEFINED_RATIO
from dvapp.domain.values import NOT_APPLICABLE, Amount, NotApplicable

AGREES = "khớp"
DIFFERS = "LỆCH"
INCOMPLETE = "chưa đủ số liệu"
"""A part is blank: nothing can be said."""

_EXACT_DIGITS = 15
"""Digits that a spreadsheet keeps of a number; it zeroes the others without a word."""


@dataclass(frozen=True, slots=True)
class _Term:
    """A part of a formula: its value, and when it does not apply (``None``: it always applies)."""

    value: str
    not_applicable: str | None

    @property
    def as_addend(self) -> str:
        """Its value where it applies, else nothing."""
        if self.not_applicable is None or self.value.startswith("N("):
            return self.value
        return f"IF({self.not_applicable},0,{self.value})"


def fits_exactly(value: int | Decimal) -> bool:
    """Whether a spreadsheet keeps every digit of a number."""
    return len(Decimal(value).normalize().as_tuple().digits) <= _EXACT_DIGITS


def recomputed(expression: str, cells: Mapping[IndicatorCode, str], *, is_ratio: bool) -> str | None:
    """A spreadsheet formula for a figure's formula, without the sign of equality.

    :param cells: where the figures stand ("D7", "'Số liệu'!E12").
    :returns: ``None`` when a part stands in no cell, or the expression is none of sums, products and shares.
    """
    names = [IndicatorCode(name) for name in names_in(expression)]
    if not names or any(name not in cells for name in names):
        return None
    term = _term(ast.parse(expression, mode="eval").body, cells)
    if term is None:
        return None
    blank = ",".join(f'{cells[name]}="{BLANK_WORDS}"' for name in names)
    word = UNDEFINED_RATIO if is_ratio else NOT_APPLICABLE_WORDS
    value = term.value if term.not_applicable is None else f'IF({term.not_applicable},"{word}",{term.value})'
    return f'IF(OR({blank}),"{BLANK_WORDS}",{value})'


def in_words(code: IndicatorCode, expression: str) -> str:
    """A figure's formula as a reader takes it: "B05 = B06 + B07", "A13 = A12 : A11 × 100"."""
    share = percent_parts(expression)
    if share is None:
        return f"{code} = {expression}"
    part, whole = (f"({side})" if " " in side else side for side in share)
    return f"{code} = {part} : {whole} × 100"


def compared(left: str, right: str) -> str:
    """A formula that says whether two cells agree, in numbers or in words; ``right`` is the one computed again."""
    same = f"IF(AND(ISNUMBER({left}),ISNUMBER({right})),ABS({left}-{right})<0.000001,{left}={right})"
    return f'IF({right}="{BLANK_WORDS}","{INCOMPLETE}",IF({same},"{AGREES}","{DIFFERS}"))'


def both_agree(pairs: Sequence[tuple[str, str]]) -> str:
    """A formula that says whether each first cell of these pairs agrees with its second."""
    same = (
        f"IF(AND(ISNUMBER({left}),ISNUMBER({right})),ABS({left}-{right})<0.000001,{left}={right})"
        for left, right in pairs
    )
    return f'IF(AND({",".join(same)}),"{AGREES}","{DIFFERS}")'


def verdict(stated: object, again: float | str) -> str:
    """What :func:`compared` says of these two values."""
    if again == BLANK_WORDS:
        return INCOMPLETE
    if isinstance(again, float) and isinstance(stated, int | Decimal):
        return AGREES if abs(again - float(stated)) < 1e-6 else DIFFERS
    return AGREES if again == stated else DIFFERS


def summed(cells: str) -> str:
    """A formula for the sum of a range in which blank and not applicable stand in words."""
    return (
        f'IF(COUNTIF({cells},"{BLANK_WORDS}")>0,"{BLANK_WORDS}",'
        f'IF(COUNT({cells})=0,"{NOT_APPLICABLE_WORDS}",SUM({cells})))'
    )


def expected(expression: str, figures: Mapping[IndicatorCode, Figure], *, is_ratio: bool) -> float | str:
    """What the formula gives: programs show it until they compute for themselves."""
    parts = [figures[code] for name in names_in(expression) if (code := IndicatorCode(name)) in figures]
    return shown(amount(expression, {part.code: _amount(part) for part in parts}), is_ratio=is_ratio)


def shown(value: Amount, *, is_ratio: bool = False) -> float | str:
    """A number, blank or not applicable as its cell shows it."""
    if value is None:
        return BLANK_WORDS
    if isinstance(value, NotApplicable):
        return UNDEFINED_RATIO if is_ratio else NOT_APPLICABLE_WORDS
    return float(value)


def _amount(figure: Figure) -> Amount:
    if figure.state is FigureState.NOT_APPLICABLE:
        return NOT_APPLICABLE
    return figure.value if isinstance(figure.value, int | Decimal) else None


def _term(node: ast.expr, cells: Mapping[IndicatorCode, str]) -> _Term | None:
    match node:
        case ast.Name(id=name):
            cell = cells[IndicatorCode(name)]
            return _Term(f"N({cell})", f"ISTEXT({cell})")
        case ast.Constant(value=int() | float() as number):
            return _Term(repr(number), None)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _JOINED:
            return _both(left, right, cells, _JOINED[type(op)])
        case ast.Call(func=ast.Name(id="percent"), args=[part, whole], keywords=[]):
            return _both(part, whole, cells, _share)
        case _:
            return None


def _both(
    left: ast.expr,
    right: ast.expr,
    cells: Mapping[IndicatorCode, str],
    join: Callable[[_Term, _Term], _Term],
) -> _Term | None:
    first, second = _term(left, cells), _term(right, cells)
    return join(first, second) if first is not None and second is not None else None


def _sum(left: _Term, right: _Term) -> _Term:
    both = left.not_applicable is not None and right.not_applicable is not None
    return _Term(
        f"({left.as_addend}+{right.as_addend})",
        f"AND({left.not_applicable},{right.not_applicable})" if both else None,
    )


def _difference(left: _Term, right: _Term) -> _Term:
    return _Term(f"({left.as_addend}-{right.as_addend})", left.not_applicable)


def _product(left: _Term, right: _Term) -> _Term:
    return _Term(f"({left.as_addend}*{right.as_addend})", _either(left, right))


def _share(part: _Term, whole: _Term) -> _Term:
    nothing = _either(part, whole, f"{whole.as_addend}=0")
    return _Term(f"ROUND({part.as_addend}*100/{whole.as_addend},1)", nothing)


def _either(left: _Term, right: _Term, *more: str) -> str | None:
    conditions = [c for c in (left.not_applicable, right.not_applicable, *more) if c is not None]
    return f"OR({','.join(conditions)})" if conditions else None


_JOINED: Mapping[type[ast.operator], Callable[[_Term, _Term], _Term]] = {
    ast.Add: _sum,
    ast.Sub: _difference,
    ast.Mult: _product,
}
