"""Rules that look at figures one by one: changes, what may only grow, sums of months, and counts that stand out."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TypeGuard

from dvapp.domain.calendar.periods import Period, PeriodKind
from dvapp.domain.codes import IndicatorCode
from dvapp.domain.figures.indicators import Accumulation
from dvapp.domain.figures.table import FigureTable
from dvapp.domain.judging.outliers import Usual, stands_out
from dvapp.domain.judging.rules import Rule, RuleForm
from dvapp.domain.packs import Pack
from dvapp.domain.papers.comparing import Against, change, is_share, other_period, than_words
from dvapp.domain.papers.reports import Figure
from dvapp.domain.papers.showing import Writing, period_words
from dvapp.domain.words import Wording

Number = int | Decimal

_POINTS = Wording("điểm phần trăm", "percentage points")
_LENGTHS = {
    PeriodKind.MONTH: Wording("tháng", "months"),
    PeriodKind.QUARTER: Wording("quý", "quarters"),
    PeriodKind.HALF: Wording("kỳ 6 tháng", "half-years"),
    PeriodKind.NINE_MONTHS: Wording("kỳ 9 tháng", "nine-month periods"),
    PeriodKind.YEAR: Wording("năm", "years"),
}


class EachJudge:
    """Judges single figures of one period."""

    def __init__(self, pack: Pack, table: FigureTable, writing: Writing) -> None:
        self._pack = pack
        self._table = table
        self._writing = writing
        self._earlier: dict[str, tuple[FigureTable, ...]] = {}

    def told(self, rule: Rule, code: IndicatorCode) -> Wording | None:
        """What the figure breaks, as a clause with its label before; ``None`` where it breaks nothing."""
        now = self._table.figure(code)
        if not isinstance(now.value, int | Decimal):
            return None
        match rule.form:
            case RuleForm.CHANGE:
                return self._changed(rule, now)
            case RuleForm.ONLY_GROWS:
                return self._shrunk(now)
            case RuleForm.MONTHS:
                return self._months_differ(now)
            case RuleForm.OUTLIER:
                return self._stands_out(rule, now, now.value)
            case RuleForm.HOLDS:
                return None

    def moved(self, rule: Rule, code: IndicatorCode) -> int:
        """Of a change that breaks its rule: 1 where the figure rose, -1 where it fell."""
        now = self._table.figure(code)
        for against in rule.against:
            before = self._table.at(other_period(self._table.period, against)).figure(code)
            if _jumps(rule, now, before) and (found := change(now, before)) is not None:
                return 1 if found.difference > 0 else -1
        return 0

    # --- change ------------------------------------------------------------------------------------------------------

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
        label = name_of(now)
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
        # As in sentences (domain/papers/comparing.py): counts below 10 are padded before their unit.
        counted = size if shares else self._writing.padded(_size(moved.difference))
        more, less = (new, old) if up else (old, new)
        shown = f"{more} − ({less})" if less.startswith("-") else f"{more} − {less}"
        return Wording(
            f"{shown} = {size}, {'tăng' if up else 'giảm'} {counted} {unit.vi}{share} so với {than}",
            f"{shown} = {size}, {'up' if up else 'down'} by {size} {unit.said_in('en')}{share} from {other.written}",
        )

    # --- what may only grow ------------------------------------------------------------------------------------------

    def _shrunk(self, now: Figure) -> Wording | None:
        period = self._table.period
        other = _within_year_before(period)
        if other is None:
            return None
        before = self._table.at(other).figure(now.code)
        if not _less(now, before):
            return None
        label, new, old = name_of(now), self._write(now.value), self._write(before.value)
        return Wording(
            f"{label.vi} chỉ có thể tăng trong năm: {period_words(period)} ghi {new}, nhỏ hơn {old} của {period_words(other)}",
            f"{label.en} can only grow within a year: {period.written} has {new}, less than the {old} of {other.written}",
        )

    # --- months ------------------------------------------------------------------------------------------------------

    def _months_differ(self, whole: Figure) -> Wording | None:
        period = self._table.period
        if period.kind is PeriodKind.MONTH:
            return None
        months = [Period(kind=PeriodKind.MONTH, year=period.year, number=n) for n in period.months]
        label = name_of(whole)
        if self._pack.indicators[whole.code].accumulation is Accumulation.STOCK:
            last = self._table.at(months[-1]).figure(whole.code).value
            if not isinstance(last, int | Decimal) or last == whole.value:
                return None
            new, old = self._write(whole.value), self._write(last)
            return Wording(
                f"{label.vi}: {period_words(period)} ghi {new}, khác {old} của {period_words(months[-1])}",
                f"{label.en}: {period.written} has {new}, which is not the {old} of {months[-1].written}",
            )
        if self._typed_for_longer(whole):
            return None  # what a unit gave for a whole quarter stands in none of its months
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

    def _typed_for_longer(self, whole: Figure) -> bool:
        """Whether a number that a unit typed for longer than a month counts in the figure."""
        longer = {
            typed.record
            for typed in self._table.typed(whole.code)
            if typed.period.kind is not PeriodKind.MONTH and typed.period.year == self._table.period.year
        }
        return bool(longer) and not longer.isdisjoint(whole.records)

    # --- what stands out ---------------------------------------------------------------------------------------------

    def _stands_out(self, rule: Rule, now: Figure, count: Number) -> Wording | None:
        """Counts only: amounts of money or land and shares scatter by other laws."""
        if not _is_count(count):
            return None
        before = [int(v) for v in self._values_before(rule, now.code) if _is_count(v)]
        if len(before) < rule.history:
            return None
        period = self._table.period
        season = self._table.at(other_period(period, Against.LAST_YEAR)).figure(now.code).value
        usual = stands_out(
            int(count),
            before,
            distance=rule.distance,
            least=rule.least,
            same_season=int(season) if _is_count(season) else None,
        )
        return self._unusual(now, usual) if usual is not None else None

    def _values_before(self, rule: Rule, code: IndicatorCode) -> Iterator[object]:
        if rule.code not in self._earlier:
            self._earlier[rule.code] = tuple(self._tables_before(rule))
        tables = self._earlier[rule.code]
        return (table.figure(code).value for table in (tables if len(tables) >= rule.history else ()))

    def _tables_before(self, rule: Rule) -> Iterator[FigureTable]:
        """The figures of earlier periods; a store holds its own year and the one before it."""
        period = self._table.period
        for _step in range(rule.earlier):
            period = other_period(period, Against.LAST)
            if period.year < self._table.period.year - 1:
                return
            yield self._table.at(period)

    def _unusual(self, now: Figure, usual: Usual) -> Wording:
        label, new, length = name_of(now), self._write(now.value), _LENGTHS[self._table.period.kind]
        low, high, count = self._write(usual.low), self._write(usual.high), self._write(usual.count)
        vi, en = (f"từ {low} đến {high}", f"{low} to {high}") if low != high else (f"là {low}", low)
        return Wording(
            f"{label.vi}: thường {vi} ({count} {length.vi} trước), kỳ này {new}",
            f"{label.en}: usually {en} ({count} {length.said_in('en')} before), now {new}",
        )

    def _write(self, value: object) -> str:
        return self._writing.number(value)


def name_of(figure: Figure) -> Wording:
    """The label with its code, "Số trường hợp vi phạm (B05)"; dashes that make a label a part of the one above it are left out."""
    vi, en = (label.lstrip("—– ") for label in (figure.label.vi, figure.label.said_in("en")))
    return Wording(f"{vi[:1].upper()}{vi[1:]} ({figure.code})", f"{en[:1].upper()}{en[1:]} ({figure.code})")


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


def _is_count(value: object) -> TypeGuard[Number]:
    return isinstance(value, int | Decimal) and value >= 0 and value == int(value)


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
