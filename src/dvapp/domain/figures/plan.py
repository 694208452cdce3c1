"""How each figure of a pack is made, found out once: the tables of all periods and units share it."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from dvapp.domain.codes import IndicatorCode, KindCode
from dvapp.domain.expressions import names_in
from dvapp.domain.figures.indicators import Indicator
from dvapp.domain.figures.making import figure_of
from dvapp.domain.figures.settling import Moment, moment_of
from dvapp.domain.packs import Pack
from dvapp.domain.papers.reports import Figure
from dvapp.domain.places.units import Level
from dvapp.domain.recording.kinds import Feed, FeedForm, RecordKind

_ONE_BY_ONE = frozenset({FeedForm.EARLIEST_DAY, FeedForm.LATEST_TEXT, FeedForm.DISTINCT_UNITS})
_ARITHMETIC: tuple[type[ast.AST], ...] = (
    ast.Expression,
    ast.BinOp,
    ast.UnaryOp,
    ast.Call,
    ast.Name,
    ast.Constant,
    ast.operator,
    ast.unaryop,
    ast.expr_context,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How one figure is made.

    :param form: how records make it, typed numbers apart; ``None``: no kind of record does.
    :param kinds: the kinds of these records.
    :param opening: whether it is what was carried over.
    :param parts: what its formula needs.
    :param carries: whether its formula is blank as soon as one part is.
    :param blank: the figure while nothing is known of it.
    """

    moment: Moment
    form: FeedForm | None
    kinds: tuple[KindCode, ...]
    opening: bool
    parts: tuple[IndicatorCode, ...]
    carries: bool
    blank: Figure

    @property
    def settled(self) -> bool:
        """Whether it is a number that records and units add up to."""
        return not self.parts and self.form not in _ONE_BY_ONE


class Ways(dict[IndicatorCode, Way]):
    """How the figures of a pack are made, and which of them are asked of boards of a level."""

    def __init__(self, pack: Pack, ways: Mapping[IndicatorCode, Way]) -> None:
        super().__init__(ways)
        self._asked = {
            level: frozenset(code for code, one in pack.indicators.items() if level in one.levels)
            for level in Level
        }

    def asked(self, level: Level | None) -> frozenset[IndicatorCode]:
        """Figures asked of a level; of a unit of no known level, all."""
        return frozenset(self) if level is None else self._asked[level]


def figure_ways(pack: Pack) -> Ways:
    """How the figures of a pack are made."""
    found: dict[IndicatorCode, list[tuple[RecordKind, Feed]]] = {}
    for kind in pack.kinds.values():
        for feed in kind.feeds:
            found.setdefault(feed.indicator, []).append((kind, feed))
    ways = {code: _way(indicator, found.get(code, [])) for code, indicator in pack.indicators.items()}
    return Ways(pack, ways)


def _way(indicator: Indicator, feeds: list[tuple[RecordKind, Feed]]) -> Way:
    recorded = [(kind, feed) for kind, feed in feeds if feed.form is not FeedForm.TYPED]
    parts = tuple(IndicatorCode(name) for name in names_in(indicator.formula)) if indicator.formula else ()
    return Way(
        moment=moment_of(indicator, [feed for _kind, feed in feeds]),
        form=recorded[0][1].form if recorded else None,
        kinds=tuple(dict.fromkeys(kind.code for kind, _feed in recorded)),
        opening=any(feed.form is FeedForm.OPENING for _kind, feed in recorded),
        parts=parts,
        carries=bool(parts) and _carries(indicator.formula),
        blank=figure_of(indicator, None, parts=parts),
    )


def _carries(formula: str) -> bool:
    """Sums, differences, products and shares are blank with a blank part; a choice between two need not be."""
    return all(isinstance(node, _ARITHMETIC) for node in ast.walk(ast.parse(formula, mode="eval")))
