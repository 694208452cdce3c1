"""Judging the figures of a period by the rules of a pack, with the arithmetic of every breach in words."""

import ast
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from dvapp.domain.codes import IndicatorCode, UnitCode
from dvapp.domain.expressions import amount, evaluate, names_in
from dvapp.domain.figures.indicators import Accumulation
from dvapp.domain.figures.table import FigureTable
from dvapp.domain.judging.each import EachJudge
from dvapp.domain.judging.joining import join_moved, joined
from dvapp.domain.judging.rules import (
    IDLE,
    Breach,
    Rule,
    RuleForm,
    Term,
    filled,
    places_in,
    plain_formula,
    terms_in,
)
from dvapp.domain.packs import Pack
from dvapp.domain.papers.comparing import other_period
from dvapp.domain.papers.reports import Figure, FigureState
from dvapp.domain.papers.showing import UNDEFINED_RATIO, Writing
from dvapp.domain.words import Wording

Number = int | Decimal

_SIGNS: Mapping[type[ast.operator], str] = {ast.Add: " + ", ast.Sub: " − ", ast.Mult: " × "}
_BROKEN: Mapping[type[ast.cmpop], Wording] = {
    ast.Eq: Wording("khác", "is not"),
    ast.NotEq: Wording("bằng", "is"),
    ast.LtE: Wording("lớn hơn", "is more than"),
    ast.GtE: Wording("nhỏ hơn", "is less than"),
    ast.Lt: Wording("không nhỏ hơn", "is not less than"),
    ast.Gt: Wording("không lớn hơn", "is not more than"),
}
_TOTAL_SAYS = Wording("nhưng tổng ghi", "but the total says")
_LACKING = Wording("chưa có", "still lacking")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """The numbers of a formula. ``idle``: what does not apply; ``blank``: what is lacking; both stand as 0."""

    numbers: Mapping[str, Number]
    idle: frozenset[str] = frozenset()
    blank: tuple[str, ...] = ()


class Judge:
    """Judges one period.

    :param table: the figures of the board, or (``unit``) those of one unit.
    :param codes: only breaches that speak of one of these figures; ``None``: all.
    :param unit: whose figures these are; rules that hold for boards alone are then left out.
    """

    def __init__(
        self,
        pack: Pack,
        table: FigureTable,
        writing: Writing,
        codes: Collection[IndicatorCode] | None = None,
        *,
        unit: UnitCode | None = None,
    ) -> None:
        self._pack = pack
        self._table = table
        self._writing = writing
        self._codes = codes
        self._unit = unit
        self._each = EachJudge(pack, table, writing)

    def breaches(self) -> Iterator[Breach]:
        """Every breach, in the order of the pack's rules and then of its figures; what one reason answers is one."""
        rules = [rule for rule in self._pack.rules if self._fits(rule)]
        outliers = {
            breach.codes[0]: breach
            for rule in rules
            if rule.form is RuleForm.OUTLIER
            for breach in self._one_by_one(rule)
        }
        changed: set[IndicatorCode] = set()
        for rule in rules:
            match rule.form:
                case RuleForm.HOLDS:
                    yield from self._formula(rule)
                case RuleForm.CHANGE:
                    for breach in self._changes(rule, outliers):
                        changed.update(breach.codes)
                        yield breach
                case RuleForm.ONLY_GROWS | RuleForm.MONTHS:
                    yield from self._one_by_one(rule)
                case RuleForm.OUTLIER:
                    continue  # told with the change of the figure, or last
        yield from (one for code, one in outliers.items() if code not in changed)

    def _fits(self, rule: Rule) -> bool:
        return rule.fits(self._table.period) and (self._unit is None or rule.units)

    def _formula(self, rule: Rule) -> Iterator[Breach]:
        terms = terms_in(rule.must)
        codes = tuple(dict.fromkeys(term.code for term in terms))
        if self._wanted(codes) and (told := self._held(rule, terms)):
            yield self._breach(rule, rule.code, told, codes)

    def _changes(self, rule: Rule, outliers: Mapping[IndicatorCode, Breach]) -> list[Breach]:
        """The breaches of a rule on changes; a figure that also stands out is one thing to explain."""
        found = [
            (joined(breach, outliers.get(breach.codes[0])), self._each.moved(rule, breach.codes[0]))
            for breach in self._one_by_one(rule)
        ]
        sums = (
            frozenset(map(IndicatorCode, (code, *names_in(one.formula))))
            for code, one in self._pack.indicators.items()
            if one.formula
        )
        return join_moved(found, (*map(frozenset, rule.together), *sums))

    def _one_by_one(self, rule: Rule) -> Iterator[Breach]:
        for code in rule.judged(self._pack.indicators):
            if self._wanted((code,)) and (told := self._each.told(rule, code)):
                yield self._breach(rule, f"{rule.code}.{code}", told, (code,))

    def _wanted(self, codes: tuple[IndicatorCode, ...]) -> bool:
        return self._codes is None or any(code in self._codes for code in codes)

    def _breach(self, rule: Rule, name: str, told: Wording, codes: tuple[IndicatorCode, ...]) -> Breach:
        reason = ""
        if rule.reason_from is not None:
            given = self._table.figure(rule.reason_from).value
            reason = given if isinstance(given, str) else ""
        return Breach(
            rule=name,
            level=rule.level,
            sentence=told,
            codes=codes,
            reason=reason,
            confirmed=bool(reason),
            figures=tuple(self._table.figure(code) for code in codes),
            unit=self._unit,
        )

    # --- formulas ----------------------------------------------------------------------------------------------------

    def _held(self, rule: Rule, terms: tuple[Term, ...]) -> Wording | None:
        """Nothing where the rule holds, or a number that it needs is missing."""
        formula = plain_formula(rule.must)
        known = self._known(formula, terms)
        if known is None or evaluate(formula, known.numbers) is not False:
            return None
        return Wording(
            *(
                _clause(
                    self._said(say, of), "" if _tells(say, formula) else self._arithmetic(formula, known, of)
                )
                for of, say in (("vi", rule.say.vi), ("en", rule.say.said_in("en")))
            )
        )

    def _known(self, formula: str, terms: tuple[Term, ...]) -> "_Known | None":
        """The numbers of a formula, as far as it can be judged by them.

        What does not apply adds nothing to a sum of others, and is held as nothing against a number that somebody gave: of
        opinions that did not occur none can be answered. Where a sum must equal or stay below a number and its known parts
        exceed that already, its blanks can mend nothing: counts are never negative.
        """
        numbers: dict[str, Number] = {}
        idle: list[str] = []
        blank: list[str] = []
        for term in terms:
            figure = self._figure(term)
            if isinstance(figure.value, int | Decimal):
                numbers[term.name] = figure.value
            else:
                (blank if figure.state is FigureState.BLANK else idle).append(term.name)
        if not idle and not blank:
            return _Known(numbers=numbers)
        parts = _summands(formula)
        split = not parts or not parts.issubset(idle)  # a total may be told without its parts
        if not blank and split and self._contradicts(terms, numbers):
            return _Known(numbers=numbers | dict.fromkeys(idle, 0), idle=frozenset(idle))
        if not any(name in numbers for name in parts) or not parts.issuperset((*idle, *blank)):
            return None
        filled_up = _Known(
            numbers=numbers | dict.fromkeys((*idle, *blank), 0), idle=frozenset(idle), blank=tuple(blank)
        )
        if blank and not (self._fed(blank) and _exceeds(formula, filled_up.numbers)):
            return None
        return filled_up

    def _contradicts(self, terms: tuple[Term, ...], numbers: Mapping[str, Number]) -> bool:
        """Whether a number was given beside what is said not to occur; what nobody is asked for says nothing."""
        given = [term for term in terms if not self._pack.indicators[term.code].catalogue]
        idle = [term for term in terms if term.name not in numbers]
        return any(numbers.get(term.name) for term in given) and all(self._said_idle(term) for term in idle)

    def _said_idle(self, term: Term) -> bool:
        indicator = self._pack.indicators[term.code]
        asked = self._table.level is None or self._table.level in indicator.levels
        return asked and not indicator.catalogue and indicator.accumulation is not Accumulation.RATIO

    def _fed(self, names: list[str]) -> bool:
        """Whether all of them are counted, not computed: a difference may be negative."""
        return not any(
            code not in self._pack.indicators or self._pack.indicators[code].formula
            for code in map(IndicatorCode, names)
        )

    def _figure(self, term: Term) -> Figure:
        table = self._table
        if term.against is not None:
            table = table.at(other_period(table.period, term.against))
        return table.figure(term.code)

    def _number(self, term: Term) -> Number | None:
        value = self._figure(term).value
        return value if isinstance(value, int | Decimal) else None

    def _said(self, say: str, language: str) -> str:
        return filled(say, {place: self._place(place, language) for place in places_in(say)})

    def _place(self, expression: str, language: str) -> str:
        terms = terms_in(expression)
        alone = [term.name for term in terms] == [plain_formula(expression)]
        if alone and self._figure(terms[0]).state is FigureState.NOT_APPLICABLE:
            return IDLE.said_in(language)
        value = amount(plain_formula(expression), {term.name: self._number(term) for term in terms})
        return self._write(value) if isinstance(value, int | Decimal) else "–"

    def _arithmetic(self, formula: str, known: "_Known", language: str) -> str:
        """Both sides of a comparison with their numbers: "3 + 16 = 19, nhưng tổng ghi 20"; empty for other formulas."""
        sides = _comparison(formula)
        if sides is None:
            return ""
        left, sign, right = sides
        words = _BROKEN[type(sign)]
        total = isinstance(left, ast.BinOp) and isinstance(right, ast.Name)
        if isinstance(sign, ast.Eq) and total:
            words = _TOTAL_SAYS
        shown = (self._side(left, known, language), self._side(right, known, language))
        lacking = f" ({_LACKING.said_in(language)} {', '.join(known.blank)})" if known.blank else ""
        return f"{shown[0]}{lacking}, {words.said_in(language)} {shown[1]}"

    def _side(self, side: ast.expr, known: "_Known", language: str) -> str:
        if isinstance(side, ast.Name) and side.id in known.idle:
            return IDLE.said_in(language)
        written = self._written(side, known)
        if isinstance(side, ast.Name | ast.Constant):
            return written
        value = amount(ast.unparse(side), known.numbers)
        return f"{written} = {self._write(value)}" if isinstance(value, int | Decimal) else written

    def _written(self, node: ast.expr, known: "_Known") -> str:
        match node:
            case ast.Name():
                missing = node.id in known.idle or node.id in known.blank
                return UNDEFINED_RATIO if missing else self._write(known.numbers[node.id])
            case ast.Constant():
                return self._write(node.value)
            case ast.BinOp():
                left, right = (self._inner(part, node, known) for part in (node.left, node.right))
                return f"{left}{_SIGNS[type(node.op)]}{right}"
            case ast.Call(args=[part, whole]):
                shown = (self._enclosed(part, known), self._enclosed(whole, known))
                return f"{shown[0]} : {shown[1]} × 100"
            case _:
                return ast.unparse(node)

    def _enclosed(self, part: ast.expr, known: "_Known") -> str:
        """A side of a division: a sum stands in brackets, "5 : (5 + 5) × 100"."""
        written = self._written(part, known)
        return f"({written})" if isinstance(part, ast.BinOp) else written

    def _inner(self, part: ast.expr, within: ast.BinOp, known: "_Known") -> str:
        written = self._written(part, known)
        looser = isinstance(part, ast.BinOp) and (
            isinstance(within.op, ast.Mult) != isinstance(part.op, ast.Mult) or part is within.right
        )
        return f"({written})" if looser else written

    def _write(self, value: object) -> str:
        return self._writing.number(value)


def _comparison(formula: str) -> tuple[ast.expr, ast.cmpop, ast.expr] | None:
    body = ast.parse(formula, mode="eval").body
    if not isinstance(body, ast.Compare) or len(body.ops) != 1:
        return None
    return body.left, body.ops[0], body.comparators[0]


def _summands(formula: str) -> frozenset[str]:
    """The names on the left of a comparison that only adds them up there; none for other formulas."""
    sides = _comparison(formula)
    if sides is None or not isinstance(sides[0], ast.BinOp):
        return frozenset()
    inner = [node for node in ast.walk(sides[0]) if not isinstance(node, ast.Name | ast.Load)]
    if not all(isinstance(node, ast.BinOp | ast.Add) for node in inner):
        return frozenset()
    return frozenset(names_in(ast.unparse(sides[0]))) - frozenset(names_in(ast.unparse(sides[2])))


def _exceeds(formula: str, numbers: Mapping[str, Number]) -> bool:
    """Whether the left is more than the right where it must be equal or less."""
    sides = _comparison(formula)
    if sides is None or not isinstance(sides[1], ast.Eq | ast.LtE | ast.Lt):
        return False
    return evaluate(f"{ast.unparse(sides[0])} > {ast.unparse(sides[2])}", numbers) is True


def _tells(say: str, formula: str) -> bool:
    """Whether the words hold the one figure that is held against a fixed number: "37, is not 0" would add nothing."""
    sides = _comparison(formula)
    if sides is None:
        return False
    left, _sign, right = sides
    return isinstance(left, ast.Name) and isinstance(right, ast.Constant) and left.id in places_in(say)


def _clause(said: str, arithmetic: str) -> str:
    said = said.strip().rstrip(".")
    return f"{said}: {arithmetic}" if arithmetic else said
