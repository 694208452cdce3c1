"""Figures from what was said, typed and settled: their values, states and the way back to records and units."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date
from decimal import Decimal

from dvapp.domain.codes import IndicatorCode, RecordId, UnitCode
from dvapp.domain.expressions import add
from dvapp.domain.figures.indicators import Accumulation, Indicator
from dvapp.domain.figures.record_ids import RecordIds, packed
from dvapp.domain.figures.settling import Conflict, Moment, Recorded, Settled
from dvapp.domain.figures.tallies import Said
from dvapp.domain.figures.unit_figures import TypedFigure
from dvapp.domain.papers.reports import Figure, FigureState
from dvapp.domain.recording.kinds import FeedForm
from dvapp.domain.values import Amount, NotApplicable
from dvapp.domain.words import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a table has computed so far: figures, and of each what stands against what was typed."""

    figures: dict[IndicatorCode, Figure] = made(default_factory=dict)
    conflicts: dict[IndicatorCode, tuple[Conflict, ...]] = made(default_factory=dict)
    weighed: dict[IndicatorCode, tuple[Moment, FeedForm | None, list[Recorded]]] = made(default_factory=dict)

    def without(self, codes: frozenset[IndicatorCode]) -> "Made":
        """The same but for some figures."""
        return Made(
            figures={code: what for code, what in self.figures.items() if code not in codes},
            conflicts={code: what for code, what in self.conflicts.items() if code not in codes},
            weighed={code: what for code, what in self.weighed.items() if code not in codes},
        )


def latest_text(indicator: Indicator, said: list[Said]) -> Figure:
    """The text of the last record that has one; blank, with all of them, where none has."""
    texts = [one.text for one in said if one.text is not None]
    if not texts:
        return figure_of(indicator, None, missing=RecordIds(one.ids for one in said))
    _day, text, record = max(texts, key=lambda found: found[0])
    return figure_of(indicator, text, records=RecordIds.of((record,)))


def summed(indicator: Indicator, settled: Settled) -> Figure:
    """Blank as soon as one record is blank: a total that leaves one out would be a wrong number.

    A unit that typed nothing leaves the total as it is; who gave a number is told with it.
    """
    total: Amount = NotApplicable.NOT_APPLICABLE
    for value in (one.value for one in settled.recorded if one.value is not None):
        total = add(total, value)
    for figure in settled.typed:
        total = add(total, figure.number)
    typed = dict.fromkeys(one.record for one in settled.typed if one.record is not None)
    known = [one.known for one in settled.recorded] + [packed((record,)) for record in typed]
    missing = RecordIds(one.missing for one in settled.recorded)
    blank = {one.unit for one in settled.recorded if one.missing}
    units = [one.unit for one in settled.recorded if one.unit not in blank] + [
        one.unit for one in settled.typed
    ]
    return figure_of(
        indicator,
        None if missing or not (any(one.known for one in settled.recorded) or settled.typed) else total,
        records=RecordIds(known),
        missing=missing,
        givers=tuple(dict.fromkeys(units)),
    )


def typed_alone(indicator: Indicator, typed: TypedFigure) -> Figure:
    """The figure that one typed number is, where nothing else is said."""
    records = () if typed.record is None else RecordIds((packed((typed.record,)),))
    return figure_of(indicator, typed.number, records=records, givers=(typed.unit,))


def amount_of(figure: Figure) -> Amount:
    """A figure as formulas reckon with it; a day or a text is no number."""
    if figure.state is FigureState.NOT_APPLICABLE:
        return NotApplicable.NOT_APPLICABLE
    return figure.value if isinstance(figure.value, int | Decimal) else None


def of_all(groups: Iterable[tuple[UnitCode, ...]]) -> tuple[UnitCode, ...]:
    """Units that are in every group, in the order of the first."""
    first, *others = [*groups] or [()]
    return tuple(unit for unit in first if all(unit in group for group in others))


def figure_of(
    indicator: Indicator,
    value: Amount | date | str,
    *,
    records: Sequence[RecordId] = (),
    missing: Sequence[RecordId] = (),
    parts: tuple[IndicatorCode, ...] = (),
    formula: str = "",
    givers: tuple[UnitCode, ...] = (),
) -> Figure:
    """A figure with its state: blank for ``None``."""
    if isinstance(value, NotApplicable):
        state, shown = FigureState.NOT_APPLICABLE, None
    else:
        state, shown = (FigureState.BLANK if value is None else FigureState.KNOWN), value
    return Figure(
        code=indicator.code,
        label=indicator.label,
        unit=indicator.unit or Wording(""),
        state=state,
        value=shown,
        is_ratio=indicator.accumulation is Accumulation.RATIO,
        records=records,
        missing=missing,
        parts=parts,
        formula=formula,
        givers=givers,
    )
