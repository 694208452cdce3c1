"""What the schemas cannot say of formulas: which parts of the language there are, which names, and no circles."""

import ast
from collections.abc import Collection, Iterator, Mapping

from dvapp.domain.errors import RuleInvalid
from dvapp.domain.expressions import FUNCTIONS, evaluate, names_in
from dvapp.host.i18n import _

_ALLOWED: tuple[type[ast.AST], ...] = (
    ast.Expression,
    ast.BinOp,
    ast.Add,
    ast.Sub,
    ast.Mult,
    ast.UnaryOp,
    ast.USub,
    ast.Compare,
    ast.Eq,
    ast.NotEq,
    ast.Lt,
    ast.LtE,
    ast.Gt,
    ast.GtE,
    ast.BoolOp,
    ast.And,
    ast.Or,
    ast.IfExp,
    ast.Name,
    ast.Load,
    ast.Call,
    ast.Constant,
)

_SIGNS: Mapping[type[ast.AST], str] = {
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.Not: "not",
    ast.In: "in",
    ast.Is: "is",
}
"""Operators that formulas do not have, as an officer would have written them."""


def expression_faults(expression: str, known: Collection[str]) -> Iterator[str]:
    """Reasons why an expression cannot stand in a pack; ``known`` are the names it may use."""
    try:
        names = names_in(expression)
    except RuleInvalid as error:
        yield _("the formula “{formula}” cannot be read: {reason}").format(
            formula=expression, reason=error.details["reason"]
        )
        return
    foreign = tuple(_foreign(ast.parse(expression, mode="eval")))
    if foreign:
        yield _("the formula “{formula}” uses {what}, which formulas do not have").format(
            formula=expression, what=", ".join(dict.fromkeys(foreign))
        )
        return
    unknown = [name for name in names if name not in known]
    if unknown:
        yield _("the formula “{formula}” names {names}, which does not exist").format(
            formula=expression, names=", ".join(unknown)
        )
        return
    try:
        evaluate(expression, {})
    except RuleInvalid as error:
        yield _("the formula “{formula}” cannot be computed: {reason}").format(
            formula=expression, reason=error.details["reason"]
        )


def _foreign(tree: ast.Expression) -> Iterator[str]:
    """Parts of an expression that the small language does not have, as written."""
    for node in ast.walk(tree):
        call = isinstance(node, ast.Call) and (
            node.keywords or not isinstance(node.func, ast.Name) or node.func.id not in FUNCTIONS
        )
        constant = isinstance(node, ast.Constant) and type(node.value) not in {int, str}
        if call or constant or not isinstance(node, _ALLOWED):
            name = _SIGNS.get(type(node), type(node).__name__)
            yield ast.unparse(node) if isinstance(node, ast.expr) else name


def circle_in(formulas: Mapping[str, str]) -> tuple[str, ...]:
    """The codes of a circle of formulas, first one repeated at its end; empty when there is none.

    Formulas must parse; a name without a formula ends a chain.
    """
    done: set[str] = set()

    def walk(code: str, path: tuple[str, ...]) -> tuple[str, ...]:
        if code in path:
            return (*path[path.index(code) :], code)
        if code in done or not formulas.get(code):
            return ()
        for part in names_in(formulas[code]):
            if circle := walk(part, (*path, code)):
                return circle
        done.add(code)
        return ()

    return next((circle for code in formulas if (circle := walk(code, ()))), ())
