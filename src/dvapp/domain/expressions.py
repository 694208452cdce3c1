"""The small language of formulas in template packs: numbers, names, + - * /, comparisons, and a few functions.

Blank is carried, not counted: a formula with a blank part is blank. Not applicable adds nothing to a sum and takes
nothing from a difference. There is no way to attributes, calls outside :data:`FUNCTIONS`, or loops.
"""

import ast
import threading
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from simpleeval import InvalidExpression, SimpleEval

from dvapp.domain.errors import RuleInvalid
from dvapp.domain.values import NOT_APPLICABLE, Amount, NotApplicable

Number = int | Decimal


def add(left: Amount, right: Amount) -> Amount:
    """Sum; blank if either is blank, the other one if one does not apply."""
    if left is None or right is None:
        return None
    if isinstance(left, NotApplicable):
        return right
    return left if isinstance(right, NotApplicable) else left + right


def subtract(left: Amount, right: Amount) -> Amount:
    """Difference; blank if either is blank; nothing is taken where the right side does not apply."""
    if left is None or right is None:
        return None
    if isinstance(right, NotApplicable) or isinstance(left, NotApplicable):
        return left
    return left - right


def percent(part: Amount, whole: Amount) -> Amount:
    """Share of ``part`` in ``whole`` in percent, one decimal, half up.

    Blank if either is blank; not applicable (printed "–") if the whole is 0 or does not apply.
    """
    if part is None or whole is None:
        return None
    if isinstance(part, NotApplicable) or isinstance(whole, NotApplicable) or whole == 0:
        return NOT_APPLICABLE
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _compared(holds: Callable[[Number, Number], bool]) -> Callable[[Amount, Amount], bool | None]:
    def compare(left: Amount, right: Amount) -> bool | None:
        if left is None or right is None:
            return None
        if isinstance(left, NotApplicable) or isinstance(right, NotApplicable):
            return None
        return holds(left, right)

    return compare


def _equal(left: object, right: object) -> bool | None:
    return None if left is None or right is None else left == right


def _differ(left: object, right: object) -> bool | None:
    same = _equal(left, right)
    return None if same is None else not same


def _times(left: Amount, right: Amount) -> Amount:
    if left is None or right is None:
        return None
    if isinstance(left, NotApplicable) or isinstance(right, NotApplicable):
        return NOT_APPLICABLE
    return left * right


FUNCTIONS: Mapping[str, Callable[..., object]] = {"percent": percent}

_OPERATORS: Mapping[type[ast.AST], Callable[..., object]] = {
    ast.Add: add,
    ast.Sub: subtract,
    ast.Mult: _times,
    ast.USub: lambda value: subtract(0, value),
    ast.Eq: _equal,
    ast.NotEq: _differ,
    ast.Lt: _compared(lambda a, b: a < b),
    ast.LtE: _compared(lambda a, b: a <= b),
    ast.Gt: _compared(lambda a, b: a > b),
    ast.GtE: _compared(lambda a, b: a >= b),
}

_LENGTH_LIMIT = 500


@lru_cache(maxsize=2048)
def names_in(expression: str) -> tuple[str, ...]:
    """The names an expression needs, in order of appearance, functions left out.

    :raises RuleInvalid: it does not parse.
    """
    try:
        tree = ast.parse(expression, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        # A syntax error's own words end in "(<unknown>, line 1)", a line of no file.
        reason = error.msg if isinstance(error, SyntaxError) else str(error)
        raise RuleInvalid(where=expression[:80], reason=reason) from error
    found = (node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id not in FUNCTIONS)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=2048)
def percent_parts(expression: str) -> tuple[str, str] | None:
    """The part and the whole of an expression that is one ``percent(part, whole)``, else ``None``.

    :raises RuleInvalid: it does not parse.
    """
    names_in(expression)
    body = ast.parse(expression, mode="eval").body
    if not (isinstance(body, ast.Call) and isinstance(body.func, ast.Name) and body.func.id == "percent"):
        return None
    part, whole = (ast.unparse(side) for side in body.args)
    return part, whole


def evaluate(expression: str, names: Mapping[Any, object]) -> object:
    """Value of an expression with the given names; a name that is absent is blank.

    :raises RuleInvalid: it does not parse, is longer than 500 characters, or uses what the language does not have.
    """
    if len(expression) > _LENGTH_LIMIT:
        raise RuleInvalid(where=expression[:80], reason=f"longer than {_LENGTH_LIMIT} characters")
    known = {name: names.get(name) for name in names_in(expression)}
    engine = _engine()
    engine.names = known
    try:
        return engine.eval(expression, previously_parsed=_parsed(expression))
    except (InvalidExpression, TypeError, ValueError, ArithmeticError, SyntaxError, KeyError) as error:
        raise RuleInvalid(where=expression[:80], reason=str(error)) from error


_ENGINES = threading.local()


def _engine() -> SimpleEval:
    """One a thread: making it takes longer than most expressions do."""
    if not hasattr(_ENGINES, "engine"):
        _ENGINES.engine = SimpleEval(operators=dict(_OPERATORS), functions=dict(FUNCTIONS), names={})
    engine: SimpleEval = _ENGINES.engine
    return engine


@lru_cache(maxsize=2048)  # every record of a kind asks for the same few
def _parsed(expression: str) -> ast.AST:
    tree: ast.AST = SimpleEval.parse(expression)
    return tree


def amount(expression: str, names: Mapping[str, object]) -> Amount:
    """Value of a formula that must be a number, blank or not applicable.

    :raises RuleInvalid: as :func:`evaluate`, or the result is something else.
    """
    value = evaluate(expression, names)
    if value is None or (isinstance(value, int | Decimal | NotApplicable) and not isinstance(value, bool)):
        return value
    raise RuleInvalid(where=expression[:80], reason=f"gives {type(value).__name__}, not a number")
