"""Indicators: the figures a template pack knows, whether records feed them or not."""

from dataclasses import dataclass
from enum import Enum

from dvapp.domain.codes import IndicatorCode
from dvapp.domain.places.units import Level
from dvapp.domain.words import Wording

UNITS_BELOW, RETURNS_IN_TIME, RETURNS_LATE = CATALOGUES = ("units_below", "returns_in_time", "returns_late")
"""Figures of the catalogue of units and of the register of reports received from the units below the board."""


class Accumulation(Enum):
    """How a figure behaves over time (domain.md, "Kinds of value")."""

    FLOW = "flow"
    STOCK = "stock"
    MONTHLY = "monthly"
    RATIO = "ratio"
    FACT = "fact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One line of the indicator catalogue.

    :param group: code letter and heading of its group are the same for all its members.
    :param unit: what one counts ("lượt đơn vị", "%").
    :param formula: an expression over other indicators; empty when records feed it.
    :param carried: a balance: to the formula comes what the period before left open (``domain/figures/balances.py``).
    :param catalogue: one of :data:`CATALOGUES` when neither records' feeds nor a formula give the number.
    :param levels: boards for which it applies; for others it is not applicable.
    :param source: where the definition comes from.
    """

    code: IndicatorCode
    group: Wording
    label: Wording
    unit: Wording
    accumulation: Accumulation
    formula: str = ""
    carried: bool = False
    catalogue: str = ""
    levels: frozenset[Level] = frozenset({Level.CITY, Level.DISTRICT})
    source: str = ""

    @property
    def definition(self) -> str:
        """Its formula as the pack writes it, with what is carried over: ``last(B13) + B05 - B10``."""
        return f"last({self.code}) + {self.formula}" if self.carried else self.formula
