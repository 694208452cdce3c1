"""Judging the figures of a period by the rules of a pack, with the arithmetic of every breach in words."""

import ast
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from dvapp.domain.codes import IndicatorCode
from dvapp.domain.comparing import change, is_share, other_period, than_words
from dvapp.domain.expressions import amount, evaluate
from dvapp.domain.figures import FigureTable
from dvapp.domain.indicators import Accumulation
from dvapp.domain.packs import Pack
from dvapp.domain.periods import Period, PeriodKind
from dvapp.domain.reports import Figure
from dvapp.domain.rules import (
    Breach,
    Rule,
    RuleForm,
    Term,
    filled,
    places_in,
    plain_formula,
    terms_in,
)
from dvapp.domain.showing import Writing, period_words
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
_POINTS = Wording("điểm phần trăm", "percentage points")
_TOTAL_SAYS = Wording("nhưng tổng ghi", "but the total says")


class Judge:
    """Judges one period.

    :param codes: only breaches that speak of one of these figures; ``None``: all.
    """

    def __init__(
        self, pack: Pack, table: FigureTable, writing: Writing, codes: Collection[IndicatorCode] | None = None
    ) -> None:
        self._pack = pack
        self._table = table
        self._writing = writing
        self._codes = codes

    def breaches(self) -> Iterator[Breach]:
        """Every breach, in the order of the pack's rules and then of its figures."""
        for rule in self._pack.rules:
            if rule.fits(self._table.period):
                yield from self._judged(rule)

    def _judged(self, rule: Rule) -> Iterator[Breach]:
        if rule.form is RuleForm.HOLDS:
            terms = terms_in(rule.must)
            codes = tuple(dict.fromkeys(term.code for term in terms))
            if self._wanted(codes) and (told := self._held(rule, terms)):
                yield self._breach(rule, rule.code, told, codes)
            return
        judge = {
            RuleForm.CHANGE: self._changed,
            RuleForm.ONLY_GROWS: self._shrunk,
            RuleForm.MONTHS: self._months_differ,
        }[rule.form]
        for code in rule.judged(self._pack.indicators):
            if self._wanted((code,)) and (told := judge(rule, self._table.figure(code))):
                yield self._breach(rule, f"{rule.code}.{code}", told, (code,))

    def _wanted(self, codes: tuple[IndicatorCode, ...]) -> bool:
        return self._codes is None or any(code in self._codes for code in codes)

    def _breach(self, rule: Rule, name: str, told: Wording, codes: tuple[IndicatorCode, ...]) -> Breach:
        reason = ""
        if rule.reason_from is not None:
            given = self._table.figure(rule.reason_from).value
            reason = given if isinstance(given, str) else ""
        return Breach(
            rule=name, level=rule.level, sentence=told, codes=codes, reason=reason, confirmed=bool(reason)
        )

    # --- formulas ----------------------------------------------------------------------------------------------------

    def _held(self, rule: Rule, terms: tuple[Term, ...]) -> Wording | None:
        """Nothing where the rule holds, or a number in it is missing."""
        numbers = {term.name: self._number(term) for term in terms}
        if any(number is None for number in numbers.values()):
            return None
        known = {name: number for name, number in numbers.items() if number is not None}
        formula = plain_formula(rule.must)
        if evaluate(formula, known) is not False:
            return None
        return Wording(
            *(
                _clause(self._said(say), "" if _tells(say, formula) else self._arithmetic(formula, known, of))
                for of, say in (("vi", rule.say.vi), ("en", rule.say.said_in("en")))
            )
        )

    def _number(self, term: Term) -> Number | None:
        table = self._table
        if term.against is not None:
            table = table.at(other_period(table.period, term.against))
        value = table.figure(term.code).value
        return value if isinstance(value, int | Decimal) else None

    def _said(self, say: str) -> str:
        return filled(say, {place: self._place(place) for place in places_in(say)})

    def _place(self, expression: str) -> str:
        numbers = {term.name: self._number(term) for term in terms_in(expression)}
        value = amount(plain_formula(expression), numbers)
        return self._write(value) if isinstance(value, int | Decimal) else "–"

    def _arithmetic(self, formula: str, numbers: Mapping[str, Number], language: str) -> str:
        """Both sides of a comparison with their numbers: "3 + 16 = 19, nhưng tổng ghi 20"; empty for other formulas."""
        body = ast.parse(formula, mode="eval").body
        if not isinstance(body, ast.Compare) or len(body.ops) != 1:
            return ""
        left, right = body.left, body.comparators[0]
        words = _BROKEN[type(body.ops[0])]
        if isinstance(body.ops[0], ast.Eq) and isinstance(left, ast.BinOp) and isinstance(right, ast.Name):
            words = _TOTAL_SAYS
        shown = (self._side(left, numbers), self._side(right, numbers))
        return f"{shown[0]}, {words.said_in(language)} {shown[1]}"

    def _side(self, side: ast.expr, numbers: Mapping[str, Number]) -> str:
        written = self._written(side, numbers)
        if isinstance(side, ast.Name | ast.Constant):
            return written
        value = amount(ast.unparse(side), numbers)
        return f"{written} = {self._write(value)}" if isinstance(value, int | Decimal) else written

    def _written(self, node: ast.expr, numbers: Mapping[str, Number]) -> str:
        match node:
            case ast.Name():
                return self._write(numbers[node.id])
            case ast.Constant():
                return self._write(node.value)
            case ast.BinOp():
                left, right = (self._inner(part, node, numbers) for part in (node.left, node.right))
                return f"{left}{_SIGNS[type(node.op)]}{right}"
            case ast.Call(args=[part, whole]):
                return f"{self._written(part, numbers)} : {self._written(whole, numbers)} × 100"
            case _:
                return ast.unparse(node)

    def _inner(self, part: ast.expr, within: ast.BinOp, numbers: Mapping[str, Number]) -> str:
        written = self._written(part, numbers)
        looser = isinstance(part, ast.BinOp) and (
            isinstance(within.op, ast.Mult) != isinstance(part.op, ast.Mult) or part is within.right
        )
        return f"({written})" if looser else written

    # --- figures one by one ------------------------------------------------------------------------------------------

    def _changed(self, rule: Rule, now: Figure) -> Wording | None:
        period = self._table.period
        seen: list[Period] = []
        told: list[Wording] = []
        for against in rule.against:
            other = other_period(period, against)
            before = self._table.at(other).figure(now.code)
            if other not in seen and _jumps(rule, now, before):
                seen.append(other)
                told.append(self._jump(now, before, than_words(period, against), other))
        if not told:
            return None
        label = self._name_of(now)
        return Wording(
            f"{label.vi}: {'; '.join(w.vi for w in told)}", f"{label.en}: {'; '.join(w.en for w in told)}"
        )

    def _jump(self, now: Figure, before: Figure, than: str, other: Period) -> Wording:
        moved = change(now, before)
        assert moved is not None, "both are numbers"
        new, old, size = (
            self._write(now.value),
            self._write(before.value),
            self._write(_size(moved.difference)),
        )
        up = moved.difference > 0
        share = "" if moved.percent is None else f" ({self._write(_size(moved.percent))}%)"
        shares = is_share(now)
        unit = _POINTS if shares else now.unit
        # As in sentences (domain/comparing.py): counts below 10 are padded before their unit.
        counted = size if shares else self._writing.padded(_size(moved.difference))
        shown = f"{new} − {old}" if up else f"{old} − {new}"
        return Wording(
            f"{shown} = {size}, {'tăng' if up else 'giảm'} {counted} {unit.vi}{share} so với {than}",
            f"{shown} = {size}, {'up' if up else 'down'} by {size} {unit.said_in('en')}{share} from {other.written}",
        )

    def _shrunk(self, _rule: Rule, now: Figure) -> Wording | None:
        period = self._table.period
        other = _within_year_before(period)
        if other is None:
            return None
        before = self._table.at(other).figure(now.code)
        if not _less(now, before):
            return None
        label, new, old = self._name_of(now), self._write(now.value), self._write(before.value)
        return Wording(
            f"{label.vi} chỉ có thể tăng trong năm: {period_words(period)} ghi {new}, nhỏ hơn {old} của {period_words(other)}",
            f"{label.en} can only grow within a year: {period.written} has {new}, less than the {old} of {other.written}",
        )

    def _months_differ(self, _rule: Rule, whole: Figure) -> Wording | None:
        period = self._table.period
        if period.kind is PeriodKind.MONTH or not isinstance(whole.value, int | Decimal):
            return None
        months = [Period(kind=PeriodKind.MONTH, year=period.year, number=n) for n in period.months]
        label = self._name_of(whole)
        if self._pack.indicators[whole.code].accumulation is Accumulation.STOCK:
            last = self._table.at(months[-1]).figure(whole.code).value
            if not isinstance(last, int | Decimal) or last == whole.value:
                return None
            new, old = self._write(whole.value), self._write(last)
            return Wording(
                f"{label.vi}: {period_words(period)} ghi {new}, khác {old} của {period_words(months[-1])}",
                f"{label.en}: {period.written} has {new}, which is not the {old} of {months[-1].written}",
            )
        parts = [self._table.at(month).figure(whole.code).value for month in months]
        numbers = [part for part in parts if isinstance(part, int | Decimal)]
        made = _sum(numbers)
        if len(numbers) < len(parts) or made == whole.value:
            return None
        shown = f"{' + '.join(self._write(n) for n in numbers)} = {self._write(made)}"
        total = self._write(whole.value)
        return Wording(
            f"{label.vi}, cộng các tháng: {shown}, nhưng {period_words(period)} ghi {total}",
            f"{label.en}, months added: {shown}, but {period.written} has {total}",
        )

    def _name_of(self, figure: Figure) -> Wording:
        """The label with its code, "Số trường hợp vi phạm (B05)"; dashes that make a label a part of the one above it are left out."""
        vi, en = (label.lstrip("—– ") for label in (figure.label.vi, figure.label.said_in("en")))
        return Wording(
            f"{vi[:1].upper()}{vi[1:]} ({figure.code})", f"{en[:1].upper()}{en[1:]} ({figure.code})"
        )

    def _write(self, value: object) -> str:
        return self._writing.number(value)


def _tells(say: str, formula: str) -> bool:
    """Whether the words hold the one figure that is held against a fixed number: "37, is not 0" would add nothing."""
    body = ast.parse(formula, mode="eval").body
    if not isinstance(body, ast.Compare) or len(body.ops) != 1:
        return False
    left, right = body.left, body.comparators[0]
    return isinstance(left, ast.Name) and isinstance(right, ast.Constant) and left.id in places_in(say)


def _clause(said: str, arithmetic: str) -> str:
    said = said.strip().rstrip(".")
    return f"{said}: {arithmetic}" if arithmetic else said


def _jumps(rule: Rule, now: Figure, before: Figure) -> bool:
    """More than so many per cent and more than so many; from nothing, every rise is more than any per cent."""
    moved = change(now, before)
    if moved is None or not isinstance(before.value, int | Decimal):
        return False
    size, basis = _size(moved.difference), _size(before.value)
    return size > rule.least and (moved.percent is None or size * 100 > rule.percent * basis)


def _size(value: Number) -> Number:
    return -value if value < 0 else value


def _less(now: Figure, before: Figure) -> bool:
    if not isinstance(now.value, int | Decimal) or not isinstance(before.value, int | Decimal):
        return False
    return now.value < before.value


def _within_year_before(period: Period) -> Period | None:
    """The period of the same length before it in the same year."""
    if period.number == 1:
        return None
    return Period(kind=period.kind, year=period.year, number=period.number - 1)


def _sum(numbers: list[Number]) -> Number:
    total: Number = 0
    for number in numbers:
        total = total + number
    return total
