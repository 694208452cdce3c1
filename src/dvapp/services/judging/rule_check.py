"""The check of a period as a whole: what its figures break, of the board and of each unit, and which reports wait for a reason."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from dvapp.domain.calendar.periods import Period
from dvapp.domain.codes import RecordId, ReportKindCode, UnitCode
from dvapp.domain.errors import BreachIsError, ReasonEmpty
from dvapp.domain.figures.unit_figure_errors import UnitNotInGrid
from dvapp.domain.judging.rules import Breach, RuleLevel
from dvapp.domain.places.units import Unit
from dvapp.domain.recording.records import Record
from dvapp.services.figures.period_figures import figure_table
from dvapp.services.judging.rules import breaches, explain, unit_breaches
from dvapp.services.recording.records import read_stored
from dvapp.services.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportReason:
    """What a report that prints the figures of a warning has as its giải trình; ``confirmed``: for these very numbers."""

    kind: ReportKindCode
    reason: str
    confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedBreach:
    """A breach of the board's figures, with the reports of the period that print them; none for errors."""

    breach: Breach
    reports: tuple[ReportReason, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether somebody has to do something: mend the figures, or give a reason that a report or a unit's cell lacks."""
        if self.breach.level is RuleLevel.ERROR:
            return True
        if self.breach.unit is not None:
            return not self.breach.confirmed
        return not all(report.confirmed for report in self.reports)

    @property
    def reason(self) -> str:
        """The reason given last, if any report has one."""
        return next((report.reason for report in self.reports if report.reason), self.breach.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodCheck:
    """Everything that the figures of a period break.

    :param units: of each unit that breaks anything by its own figures; the board's own office is told of with the board.
    """

    period: Period
    board: tuple[CheckedBreach, ...]
    units: tuple[tuple[Unit, tuple[Breach, ...]], ...]
    units_judged: bool = True

    def count(self, level: RuleLevel) -> int:
        """How many breaches of a level there are, units included; contradictions of units count once."""
        return len({one.rule for one in self.of_board(level)}) + sum(
            breach.level is level and (unit.code, breach.rule) not in self._told
            for unit, told in self.units
            for breach in told
        )

    def of_board(self, level: RuleLevel) -> tuple[Breach, ...]:
        """The board's breaches of a level."""
        return tuple(one.breach for one in self.board if one.breach.level is level)

    @property
    def _told(self) -> set[tuple[str | None, str]]:
        return {(one.breach.unit, one.breach.rule) for one in self.board}


def check_period(
    session: Session,
    period: Period,
    *,
    units: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> PeriodCheck:
    """Judge a period: the board's figures with the reasons of its reports, and each unit's own.

    :param units: whether the units are judged, which takes its time where there are many.
    :param progress: as of :func:`dvapp.services.judging.rules.unit_breaches`.
    :raises TextInvalid: a report's text cannot be read.
    """
    found = breaches(session, period=period)
    reports = report_reasons(session, period, found)
    own = session.store.info.board
    told = {(one.unit, one.rule) for one in found}
    day = period.span.until
    of_units: list[tuple[Unit, tuple[Breach, ...]]] = []
    for code, broken in (unit_breaches(session, period, progress=progress) if units else {}).items():
        unit = session.units.on(code, day)
        left = tuple(one for one in broken if (one.unit, one.rule) not in told)
        if unit is not None and code != own and left:
            of_units.append((unit, left))
    return PeriodCheck(
        period=period,
        board=tuple(CheckedBreach(breach=one, reports=reports.get(one.rule, ())) for one in found),
        units=tuple(of_units),
        units_judged=units,
    )


def open_breaches(session: Session, period: Period) -> tuple[int, int]:
    """How many errors the board's figures have, and how many warnings that some report still wants a reason for.

    :raises TextInvalid: a report's text cannot be read.
    """
    found = breaches(session, period=period)
    reports = report_reasons(session, period, found)
    waiting = [one for one in found if CheckedBreach(breach=one, reports=reports.get(one.rule, ())).waits]
    errors = sum(one.level is RuleLevel.ERROR for one in waiting)
    return errors, len(waiting) - errors


def require_unit(session: Session, period: Period, unit: UnitCode) -> None:
    """Refuse a unit that has no figures of its own: it is neither the board's, nor below it, nor does it record anything.

    :raises UnitNotInGrid: names those that have.
    """
    table = figure_table(session, period)
    own = session.store.info.board
    known = (own, *(one.code for one in (*table.units_below, *table.other_units)))
    if unit not in known:
        raise UnitNotInGrid(where=unit, known=", ".join(known))


def report_reasons(
    session: Session, period: Period, found: Iterable[Breach]
) -> Mapping[str, tuple[ReportReason, ...]]:
    """Of each warning, by its rule, the reports of the period that want a reason for it, and what they have.

    A report may tell a warning under another of its figures, as it prints only some of them.

    :raises TextInvalid: a report's text cannot be read.
    """
    warnings = [breach for breach in found if breach.level is RuleLevel.WARNING]
    if not warnings:
        return {}
    made: dict[str, list[ReportReason]] = {}
    for kind in session.pack.reports_for(period):
        wanted = breaches(session, kind=kind, period=period)
        for warning in warnings:
            mine = [one for one in wanted if _same(warning, one)]
            if mine:
                reason = next((one.reason for one in mine if one.reason), "")
                confirmed = all(one.confirmed for one in mine)
                told = ReportReason(kind=kind, reason=reason, confirmed=confirmed)
                made.setdefault(warning.rule, []).append(told)
    return {rule: tuple(reports) for rule, reports in made.items()}


def explain_everywhere(
    session: Session, *, period: Period, breach: Breach, reason: str
) -> tuple[ReportKindCode, ...]:
    """Keep the reason for a warning in every report of the period that wants one.

    :returns: these reports; none where no report of the period prints the figures.
    :raises BreachIsError, ReasonEmpty, TextInvalid: as they say.
    """
    if breach.level is RuleLevel.ERROR:
        raise BreachIsError(where=breach.rule, rule=breach.rule, sentence=breach.sentence)
    if not reason.strip():
        raise ReasonEmpty(where=breach.rule, rule=breach.rule)
    given: list[ReportKindCode] = []
    for kind in session.pack.reports_for(period):
        wanting = [one for one in breaches(session, kind=kind, period=period) if _same(breach, one)]
        for one in wanting:
            explain(session, kind=kind, period=period, rule=one.rule, reason=reason)
        given += [kind] if wanting else []
    return tuple(given)


def _same(one: Breach, other: Breach) -> bool:
    return not {one.rule, *one.folded}.isdisjoint((other.rule, *other.folded))


MOST_READ = 200
"""Records behind a breach that are read to be named; a screen that lists more goes to the figure."""


def records_behind(session: Session, breach: Breach) -> tuple[Record, ...]:
    """The records whose numbers a breach speaks of, in the order of their days; of very many the first ones counted."""
    ids = dict.fromkeys(
        (*breach.records, *(record for figure in breach.figures for record in figure.records))
    )
    with session.store.reading() as read:
        stored = [read.records.get(RecordId(one)) for one in islice(ids, MOST_READ)]
    found = [read_stored(one, session) for one in stored if one is not None]
    return tuple(sorted((r for r in found if r is not None), key=lambda r: (r.happened, r.id)))
