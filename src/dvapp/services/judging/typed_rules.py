"""The rules while a record is typed: what it breaks and mends as it stands in the form, before it is kept."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from dvapp.domain.calendar.periods import Period, PeriodKind
from dvapp.domain.codes import IndicatorCode, RecordId
from dvapp.domain.expressions import names_in
from dvapp.domain.figures.table import FigureTable
from dvapp.domain.judging.rules import Breach, RuleLevel
from dvapp.domain.packs import Pack
from dvapp.domain.recording.records import Record, rows_of
from dvapp.services.figures.period_figures import figure_table
from dvapp.services.judging.rules import judged
from dvapp.services.recording.records import read_stored
from dvapp.services.session import Session


class Turn(Enum):
    """What a record in work does to a rule."""

    BREAKS = "breaks"
    """It is broken now and was not before."""
    STAYS = "stays"
    """It is broken with the record and without what is typed."""
    MENDS = "mends"
    """It was broken before and is not any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleNews:
    """A rule that the figures of a record in work touch.

    :param told: the breach in each period where it is one, the shortest first; of MENDS as it was before.
    """

    turn: Turn
    told: tuple[tuple[Period, Breach], ...]

    @property
    def breach(self) -> Breach:
        """The breach in the shortest period."""
        return self.told[0][1]

    @property
    def period(self) -> Period:
        """The shortest period that it concerns."""
        return self.told[0][0]


def typed_breaches(
    session: Session,
    record_id: RecordId,
    record: Record | None,
    *,
    opened: Record | None,
    period: Period | None = None,
) -> tuple[RuleNews, ...]:
    """The rules that the record's figures touch in its month, quarter and year, and in the period in work.

    New errors come first, then new warnings, what stays broken, and what is mended.

    :param record: as it stands in the form, as far as it is valid; ``None``: nothing that counts.
    :param opened: as it was when its form was opened: a form keeps itself, and what it broke is still its doing then.
    :param period: the period in work; judged where the record counts in it.
    """
    versions = tuple(one for one in (opened, record) if one is not None)
    periods = _periods(versions, period)
    if not periods:
        return ()
    held = figure_table(session, periods[0])
    before, after = held.instead(record_id, opened), held.instead(record_id, record)
    codes = _touched(session.pack, versions)
    news: dict[tuple[Turn, str], list[tuple[Period, Breach]]] = {}
    for one in periods:
        was, now = (_by_rule(session, table.at(one), codes) for table in (before, after))
        for turn, breach in _turns(was, now):
            news.setdefault((turn, breach.rule), []).append((one, breach))
    found = (RuleNews(turn=turn, told=tuple(told)) for (turn, _rule), told in news.items())
    return tuple(sorted(found, key=_weight))


def stored_record(session: Session, record_id: RecordId) -> Record | None:
    """The record as the store has it; ``None`` where it is new, or no longer accepted by the pack."""
    with session.store.reading() as read:
        stored = read.records.get(record_id)
    return read_stored(stored, session) if stored is not None else None


def _periods(versions: Iterable[Record], in_work: Period | None) -> tuple[Period, ...]:
    """Where any version counts: months, quarters, years, and the period in work; the shortest first."""
    found: set[Period] = set()
    for record in versions:
        until = record.happened.until
        offered = {
            Period(kind=PeriodKind.MONTH, year=until.year, number=until.month),
            Period(kind=PeriodKind.QUARTER, year=until.year, number=(until.month + 2) // 3),
            Period(kind=PeriodKind.YEAR, year=until.year),
            *(() if in_work is None else (in_work,)),
        }
        found.update(one for one in offered if one.counts(record.happened))
    return tuple(sorted(found, key=lambda one: (len(one.months), one.year, one.number)))


def _touched(pack: Pack, versions: Iterable[Record]) -> frozenset[IndicatorCode]:
    """The figures that the record feeds, and those computed from them."""
    codes = {code for record in versions for code in _fed(record)}
    while True:
        more = {
            code
            for code, indicator in pack.indicators.items()
            if code not in codes and indicator.formula and not codes.isdisjoint(names_in(indicator.formula))
        }
        if not more:
            return frozenset(codes)
        codes |= more


def _fed(record: Record) -> Iterator[IndicatorCode]:
    for feed in record.kind.feeds:
        if not feed.rows or any(
            all(row.get(column) == wanted for column, wanted in feed.rows.items())
            for row in rows_of(record.values.get(feed.field) if feed.field is not None else None)
        ):
            yield feed.indicator


def _by_rule(session: Session, table: FigureTable, codes: frozenset[IndicatorCode]) -> dict[str, Breach]:
    return {breach.rule: breach for breach in judged(session, table, codes)}


def _turns(was: Mapping[str, Breach], now: Mapping[str, Breach]) -> Iterator[tuple[Turn, Breach]]:
    for rule, breach in now.items():
        yield (Turn.STAYS if rule in was else Turn.BREAKS), breach
    for rule, breach in was.items():
        if rule not in now:
            yield Turn.MENDS, breach


def _weight(news: RuleNews) -> tuple[int, int]:
    turns = (Turn.BREAKS, Turn.STAYS, Turn.MENDS)
    return turns.index(news.turn), 0 if news.breach.level is RuleLevel.ERROR else 1
