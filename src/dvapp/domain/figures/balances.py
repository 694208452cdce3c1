"""Balances: figures that bring along what earlier periods left open, as "đang xem xét cuối kỳ" does.

The catalogue's rule is: balance = balance of the period before + what came − what went. A period's balance is therefore the
change of every earlier part of its year, and before these the balance of the year before, as far as anybody said anything.
"""

from collections.abc import Iterable

from dvapp.domain.calendar.periods import Period, PeriodKind
from dvapp.domain.codes import IndicatorCode, KindCode
from dvapp.domain.expressions import add, names_in
from dvapp.domain.figures.making import amount_of
from dvapp.domain.packs import Pack
from dvapp.domain.papers.reports import Figure, FigureState
from dvapp.domain.values import Amount, NotApplicable

_LONG = (PeriodKind.NINE_MONTHS, PeriodKind.HALF, PeriodKind.QUARTER)


def earlier_in_year(period: Period) -> tuple[Period, ...]:
    """The months of the year before a period, as the fewest periods: before August the half-year and July.

    The longest come first, since what a unit gave for a whole quarter stands in none of its months.
    """
    before = period.months[0] - 1
    first = next((Period(kind=kind, year=period.year) for kind in _LONG if _length(kind) <= before), None)
    start = 0 if first is None else first.months[-1]
    months = (Period(kind=PeriodKind.MONTH, year=period.year, number=n) for n in range(start + 1, before + 1))
    return (*(() if first is None else (first,)), *months)


def year_before(period: Period) -> Period:
    """The whole year before that of a period."""
    return Period(kind=PeriodKind.YEAR, year=period.year - 1)


def told(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Those of which anybody said anything: a time without a word leaves nothing open."""
    return tuple(one for one in figures if one.state is not FigureState.BLANK or one.records or one.missing)


def left_open(figures: Iterable[Figure]) -> Amount:
    """What these leave open together: blank as soon as one is blank."""
    total: Amount = NotApplicable.NOT_APPLICABLE
    for one in figures:
        total = add(total, amount_of(one))
    return total


def kinds_behind(pack: Pack) -> frozenset[KindCode]:
    """The kinds of records that balances are made of: those of earlier years too, whatever year one works in."""
    needed: set[str] = set()
    coming = [str(one.code) for one in pack.indicators.values() if one.carried]
    while coming:
        code = coming.pop()
        if code not in needed:
            needed.add(code)
            formula = pack.indicators[IndicatorCode(code)].formula
            coming += names_in(formula) if formula else ()
    feeds = ((kind.code, feed.indicator) for kind in pack.kinds.values() for feed in kind.feeds)
    return frozenset(kind for kind, indicator in feeds if indicator in needed)


def _length(kind: PeriodKind) -> int:
    return len(Period(kind=kind, year=1).months)
