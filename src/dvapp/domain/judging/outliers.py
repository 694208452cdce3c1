"""Whether a count stands out from its own earlier ones: median and MAD on a scale on which counts scatter alike.

Counts are put on Anscombe's scale, 2·√(x + 3/8): there a Poisson count of any mean scatters by about 1, so that one
distance fits 3 and 300. The centre is the median and the spread the MAD, which one wrong number of the past cannot move;
the MAD is corrected for few values (Croux and Rousseeuw, 1992) and never taken as less than 1, since a history that
happened to stand still says nothing against Poisson. Rates of false alarms: docs/decisions/0021-outliers.md.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

_TO_SIGMA = 1.4826
"""The MAD of a normal distribution times this is its standard deviation."""
_FEW = {2: 1.196, 3: 1.495, 4: 1.363, 5: 1.206, 6: 1.200, 7: 1.140, 8: 1.129, 9: 1.107}
_POISSON = 1.0
"""The standard deviation of any Poisson count on Anscombe's scale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """What is usual. ``low`` and ``high``: the least and the most of the earlier counts that do not stand out themselves.

    :param count: how many earlier counts are known.
    """

    low: int
    high: int
    count: int


def stands_out(
    now: int, earlier: Sequence[int], *, distance: int, least: int, same_season: int | None = None
) -> Usual | None:
    """What would be usual, where ``now`` is not; ``None`` where it is.

    :param earlier: counts of the periods before, at least two; none is negative.
    :param distance: how many spreads from the centre are still usual.
    :param least: a difference from the median of so many, or fewer, is none.
    :param same_season: the count of the same period of the year before, if known: what stood out then just so is usual.
    """
    if abs(now - median(earlier)) <= least:
        return None
    points = [_scaled(count) for count in earlier]
    centre = median(points)
    spread = _spread(points, centre)
    allowed = distance * spread * math.sqrt(1 + math.pi / (2 * len(points)))
    away = _scaled(now) - centre
    if abs(away) <= allowed or _as_last_year(away, same_season, centre, allowed, distance * spread):
        return None
    calm = [count for count in earlier if abs(_scaled(count) - centre) <= allowed]
    return Usual(low=min(calm), high=max(calm), count=len(points))


def _as_last_year(away: float, same_season: int | None, centre: float, allowed: float, reach: float) -> bool:
    """Whether the same season was out of the ordinary to the same side, and about as far."""
    if same_season is None:
        return False
    then = _scaled(same_season) - centre
    return abs(then) > allowed and then * away > 0 and abs(away - then) <= reach * math.sqrt(2)


def _scaled(count: int) -> float:
    return 2 * math.sqrt(count + 0.375)


def _spread(points: Sequence[float], centre: float) -> float:
    count = len(points)
    few = _FEW.get(count) or count / (count - 0.8)
    mad = median(abs(point - centre) for point in points)
    return max(_TO_SIGMA * few * mad, _POISSON)
