"""Rules on the figures of a period: data of the template pack, judged with what domain.md calls E and W.

A rule speaks of figures (``B05``) and of earlier ones: ``last(B05)`` of the period before, ``last_year(B05)`` of the same
period of last year. How they are judged is in ``domain/judging/judge.py``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from dvapp.domain.calendar.offers import PeriodMark
from dvapp.domain.calendar.periods import Period
from dvapp.domain.codes import IndicatorCode, RecordId, UnitCode
from dvapp.domain.expressions import names_in
from dvapp.domain.figures.indicators import Accumulation, Indicator
from dvapp.domain.papers.comparing import Against
from dvapp.domain.papers.reports import Figure
from dvapp.domain.words import Wording

_EARLIER = re.compile(r"\b(last_year|last)\(\s*([A-Z]{1,2}[0-9]{2,3})\s*\)")
_NAME = re.compile(r"(?:(last_year|last)_)?([A-Z]{1,2}[0-9]{2,3})")
_PLACE = re.compile(r"\{([^{}]*)\}")

IDLE = Wording("không phát sinh", "not applicable")
"""How a figure is written, where it stands alone, of which somebody said that it does not occur."""


class RuleLevel(Enum):
    """What a breach of a rule means."""

    ERROR = "E"
    """The report cannot be submitted."""
    WARNING = "W"
    """It can, with a written reason that is printed."""


class RuleForm(Enum):
    """How a rule is written in the pack."""

    HOLDS = "holds"
    CHANGE = "change"
    ONLY_GROWS = "only_grows"
    MONTHS = "months"
    OUTLIER = "outlier"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A figure in a rule. ``against``: of which earlier period; ``None``: of the period judged."""

    code: IndicatorCode
    against: Against | None = None

    @property
    def name(self) -> str:
        """What stands for it in a formula that :func:`plain_formula` made."""
        return self.code if self.against is None else f"{self.against.value}_{self.code}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of a pack. It is silent where a number that it needs is blank, or nobody gave any beside what does not apply.

    HOLDS: ``must`` is true. CHANGE: no figure changes by more than ``percent`` per cent and more than ``least`` against
    a period of ``against``. ONLY_GROWS: no figure is smaller than in the period before of the same year. MONTHS: a flow
    is the sum of its months, a stock that of its last month. OUTLIER: no count stands out by more than ``distance`` spreads
    and more than ``least`` from those of the ``earlier`` periods of the same length before it, of which at least ``history``
    are known (``domain/judging/outliers.py``).

    :param say: what must be, as a clause without end mark; ``{B05}`` and ``{B06 + B07}`` are filled with numbers.
    :param indicators: the figures judged: codes, or kinds of value ("flow") for all that behave so; not for HOLDS.
    :param together: figures that move together, of CHANGE; where several break the rule to the same side they make one
        breach, under the first of them, which tells the numbers of all.
    :param periods: the periods in which it is judged; empty: all.
    :param units: whether it also holds for the figures of a single unit.
    :param reason_from: a figure that is a text; where it is given it is the reason of a W.
    """

    code: str
    level: RuleLevel
    form: RuleForm = RuleForm.HOLDS
    must: str = ""
    say: Wording = Wording("")
    indicators: tuple[str, ...] = ()
    against: tuple[Against, ...] = ()
    percent: int = 0
    least: int = 0
    distance: int = 0
    history: int = 0
    earlier: int = 0
    together: tuple[tuple[IndicatorCode, ...], ...] = ()
    periods: tuple[PeriodMark, ...] = ()
    units: bool = True
    reason_from: IndicatorCode | None = None

    def fits(self, period: Period) -> bool:
        """Whether it is judged in a period."""
        return not self.periods or any(mark.fits(period) for mark in self.periods)

    def judged(self, indicators: Mapping[IndicatorCode, Indicator]) -> tuple[IndicatorCode, ...]:
        """The figures that it judges one by one, in the order of the catalogue; none for HOLDS."""
        kinds = {a.value for a in Accumulation}.intersection(self.indicators)
        return tuple(
            code
            for code, indicator in indicators.items()
            if code in self.indicators or indicator.accumulation.value in kinds
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A rule that the figures of a period break.

    :param rule: the rule's code; with a figure's code after a dot where the rule judges figures one by one.
    :param sentence: what is wrong, with the arithmetic, as a clause without end mark.
    :param codes: the figures of the period that it speaks of.
    :param reason: the giải trình given for it, if any.
    :param confirmed: whether that reason was given for these very numbers; when they changed it must be confirmed anew.
    :param figures: those of ``codes``, as they were judged, with the records behind them.
    :param folded: rules that it tells along with its own: one reason answers for all.
    :param unit: whose figures they are; ``None``: the board's.
    :param records: records that it speaks of directly, where two of them contradict each other.
    """

    rule: str
    level: RuleLevel
    sentence: Wording
    codes: tuple[IndicatorCode, ...]
    reason: str = ""
    confirmed: bool = False
    figures: tuple[Figure, ...] = ()
    folded: tuple[str, ...] = ()
    unit: UnitCode | None = None
    records: tuple[RecordId, ...] = ()

    @property
    def blocks(self) -> bool:
        """Whether the report cannot be submitted as long as it stands so."""
        return self.level is RuleLevel.ERROR or not self.confirmed


def plain_formula(expression: str) -> str:
    """A formula of a rule with names only: ``last(B01)`` is written ``last_B01``."""
    return _EARLIER.sub(lambda found: f"{found[1]}_{found[2]}", expression)


def terms_in(expression: str) -> tuple[Term, ...]:
    """The figures in a formula of a rule, in order of appearance.

    :raises RuleInvalid: it does not parse.
    """
    found = (_NAME.fullmatch(name) for name in names_in(plain_formula(expression)))
    return tuple(
        Term(code=IndicatorCode(name[2]), against=Against(name[1]) if name[1] else None)
        for name in found
        if name is not None
    )


def places_in(say: str) -> tuple[str, ...]:
    """The formulas in the braces of a clause."""
    return tuple(_PLACE.findall(say))


def open_brace(say: str) -> bool:
    """Whether a brace of a clause stands alone: what it should hold would be printed as it is written."""
    return any(brace in _PLACE.sub("", say) for brace in "{}")


def filled(say: str, write: Mapping[str, str]) -> str:
    """A clause with its formulas replaced by what ``write`` has for them."""
    return _PLACE.sub(lambda found: write[found[1]], say)
