"""Which of a unit's numbers count: what it typed for periods, and what its own records make.

A number speaks of a time: a flow of what happened in the period, a stock of its last day, what was carried over of its
first day, a monthly figure of its last month. From that follows in which other periods it counts, which two numbers of
one unit cannot both stand, and when the unit's own records outweigh it (decision 0016).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from dvapp.domain.calendar.periods import Period, PeriodKind, counted_in
from dvapp.domain.codes import RecordId, UnitCode
from dvapp.domain.expressions import add
from dvapp.domain.figures.indicators import Accumulation, Indicator
from dvapp.domain.figures.record_ids import NONE, Packed, RecordIds
from dvapp.domain.figures.unit_figures import Given, TypedFigure
from dvapp.domain.recording.kinds import Feed, FeedForm
from dvapp.domain.values import Amount, DateSpan, NotApplicable


class Moment(Enum):
    """Which time a figure of a period speaks of."""

    DURING = "during"
    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"
    LAST_MONTH = "last_month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What records of one unit add to one figure.

    :param known: the records that say a number.
    :param missing: those that should and do not.
    :param days: those of the one record, or a stretch in which all of them lie (:mod:`dvapp.domain.figures.tallies`).
    :param value: their numbers added up; ``None`` where none of them says any.
    :param by_month: its days are whole months of the calendar, however figures close.
    """

    known: Packed
    missing: Packed = NONE
    unit: UnitCode
    days: DateSpan
    value: Amount
    by_month: bool

    @property
    def whole(self) -> Amount:
        """What all of them add: blank as soon as one is."""
        return None if self.missing else self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A typed number and the unit's own records say different things of one figure; the records count.

    :param recorded: what the records make for the time of the typed number; ``None``: one of them is blank.
    :param records: these records.
    """

    typed: TypedFigure
    recorded: Amount
    records: Sequence[RecordId]


def moment_of(indicator: Indicator, feeds: Iterable[Feed]) -> Moment:
    """Which time the figure speaks of; a stock that records carry over speaks of the first day."""
    match indicator.accumulation:
        case Accumulation.STOCK if any(feed.form is FeedForm.OPENING for feed in feeds):
            return Moment.FIRST_DAY
        case Accumulation.STOCK:
            return Moment.LAST_DAY
        case Accumulation.MONTHLY:
            return Moment.LAST_MONTH
        case _:
            return Moment.DURING


def counts_in(moment: Moment, period: Period, judged: Period) -> bool:
    """Whether a number typed for ``period`` is, or is a part of, what the figure is in ``judged``.

    A flow is a part of every period that holds its own; a stock holds within its year until another is written down; what
    is said of a first day or of a last month is said of every period that begins or ends there.
    """
    if period.year != judged.year:
        return False
    match moment:
        case Moment.DURING:
            return judged.months[0] <= period.months[0] and period.months[-1] <= judged.months[-1]
        case Moment.FIRST_DAY:
            return period.months[0] == judged.months[0]
        case Moment.LAST_DAY:
            return period.months[-1] <= judged.months[-1]
        case Moment.LAST_MONTH:
            return period.months[-1] == judged.months[-1]


def clash(moment: Moment, one: TypedFigure, other: TypedFigure) -> bool:
    """Whether two numbers of one unit and figure cannot both stand.

    Flows of times that overlap would be counted twice. Of one day or month two different numbers cannot be true; the same
    number said twice (in the return of September and in that of the quarter) does no harm.
    """
    a, b = one.period, other.period
    if a.year != b.year:
        return False
    if moment is Moment.DURING:
        return a.months[0] <= b.months[-1] and b.months[0] <= a.months[-1]
    place = 0 if moment is Moment.FIRST_DAY else -1
    return a == b or (a.months[place] == b.months[place] and one.number != other.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What of one figure counts, and where typed numbers and records say different things."""

    recorded: tuple[Recorded, ...]
    typed: tuple[TypedFigure, ...]
    conflicts: tuple[Conflict, ...] = ()


Days = Callable[[Period, Recorded], DateSpan]
"""The days of a period as they bound a record: by calendar, or as the figures close."""


def settle(
    moment: Moment,
    form: FeedForm | None,
    recorded: Sequence[Recorded],
    typed: Sequence[TypedFigure],
    days: Days,
) -> Settled:
    """Of everything that counts in a period, what is added up: each unit's own records outweigh what it typed.

    :param form: how records make the figure; ``None``: no kind of record does.
    :param recorded: of each unit the one that counts where the form is LATEST or OPENING, else all.
    :param typed: those that count in the period, of all units.
    """
    if not typed:
        return Settled(recorded=tuple(recorded), typed=())
    if form is FeedForm.LATEST:
        # A stock that a record leaves blank says nothing against one that was typed.
        recorded = [one for one in recorded if one.value is not None]
    own: dict[UnitCode, list[Recorded]] = {}
    for one in recorded:
        own.setdefault(one.unit, []).append(one)
    said: dict[UnitCode, list[TypedFigure]] = {}
    for figure in typed:
        said.setdefault(figure.unit, []).append(figure)
    dropped: set[UnitCode] = set()
    kept: list[TypedFigure] = []
    conflicts: list[Conflict] = []
    for unit, figures in said.items():
        for figure in figures if moment is Moment.DURING else [_last(figures)]:
            against = outweighing(moment, form, figure, own.get(unit, []), days)
            if against is None:
                kept.append(figure)
                if moment is not Moment.DURING:
                    dropped.add(unit)
            elif against and _differs(figure.number, made := _sum(against)):
                ids = RecordIds((pack for one in against for pack in (one.known, one.missing)), apart=False)
                conflicts.append(Conflict(typed=figure, recorded=made, records=ids))
    return Settled(
        recorded=tuple(one for one in recorded if one.unit not in dropped),
        typed=tuple(kept),
        conflicts=tuple(conflicts),
    )


def _last(figures: Sequence[TypedFigure]) -> TypedFigure:
    """Of several that speak of one time, or of stocks one after the other, the last, and of these the shortest."""
    return max(figures, key=lambda figure: (figure.period.months[-1], figure.period.months[0]))


def outweighing(
    moment: Moment, form: FeedForm | None, figure: TypedFigure, own: Sequence[Recorded], days: Days
) -> list[Recorded] | None:
    """The unit's records that outweigh a typed number, those of its own time only; ``None``: it counts.

    An empty list: records outweigh it but speak of a longer or later time, so that nothing is contradicted.
    """
    match moment:
        case Moment.DURING:
            within = [one for one in own if counted_in(days(figure.period, one), one.days)]
            wider = any(days(figure.period, one).within(one.days) for one in own)
            return within if within or wider else None
        case Moment.FIRST_DAY if form is FeedForm.OPENING:
            first = Period(kind=PeriodKind.MONTH, year=figure.period.year, number=figure.period.months[0])
            return [one for one in own if one.days.since <= days(first, one).until] or None
        case Moment.LAST_DAY if form is FeedForm.LATEST:
            known = [one for one in own if one.value is not None]
            later = [one for one in known if days(figure.period, one).since <= one.days.until]
            if not later:
                return None
            return [one for one in later if one.days.until <= days(figure.period, one).until]
        case _:
            return list(own) or None


def _sum(recorded: Sequence[Recorded]) -> Amount:
    total: Amount = NotApplicable.NOT_APPLICABLE
    for one in recorded:
        total = add(total, one.whole)
    return total


def _differs(typed: Given, recorded: Amount) -> bool:
    """Nothing happened ("không phát sinh") and 0 are no contradiction."""
    if recorded is None:
        return True
    return (0 if isinstance(typed, NotApplicable) else typed) != (
        0 if isinstance(recorded, NotApplicable) else recorded
    )
