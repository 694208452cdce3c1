"""The rules on figures: what a period breaks, and the officer's reason for each warning."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from weakref import WeakKeyDictionary

from dvapp.domain.accounts.duties import Action
from dvapp.domain.calendar.periods import Period
from dvapp.domain.codes import IndicatorCode, UnitCode
from dvapp.domain.errors import BreachIsError, BreachUnknown, ReasonEmpty
from dvapp.domain.figures.table import FigureTable
from dvapp.domain.judging.contradictions import contradictions
from dvapp.domain.judging.judge import Judge
from dvapp.domain.judging.rules import Breach, RuleLevel
from dvapp.domain.papers.printed import printed_figures
from dvapp.domain.papers.reports import Explanation, Reason, ReportText
from dvapp.services.figures.period_figures import figure_table, report_table
from dvapp.services.session import Session


def breaches(
    session: Session, *, kind: str | None = None, period: Period, unit: UnitCode | None = None
) -> tuple[Breach, ...]:
    """What the figures of a period break, in the order of the pack's rules; numbers that contradict records first.

    :param kind: only what concerns figures that this report prints, each with the reason given in it; ``None``: all
        figures, with the reasons of no report.
    :param unit: judges this unit's own figures instead of the board's; a note typed beside a number is then the reason.
    :raises ReportKindUnknown, TextInvalid: as they say.
    """
    if unit is not None:
        return _of_unit(session, figure_table(session, period), unit)
    if kind is None:
        return judged(session, figure_table(session, period))
    with session.store.reading() as read:
        text = read.texts.get(kind, period)
    return report_breaches(session, report_table(session, kind, period), kind=kind, text=text)


def unit_breaches(
    session: Session, period: Period, *, progress: Callable[[int, int], None] | None = None
) -> Mapping[UnitCode, tuple[Breach, ...]]:
    """What the units' own figures break, of each unit that breaks anything; see :func:`breaches`.

    :param progress: called with the units judged so far and all; whatever refusal it raises ends the judging.
    """
    table = figure_table(session, period)
    below = (unit.code for unit in (*table.units_below, *table.other_units))
    units = (session.store.info.board, *below)
    found: dict[UnitCode, tuple[Breach, ...]] = {}
    for number, unit in enumerate(units, start=1):
        if told := _of_unit(session, table, unit):
            found[unit] = told
        if progress is not None:
            progress(number, len(units))
    return found


def judged(
    session: Session, table: FigureTable, codes: Collection[IndicatorCode] | None = None
) -> tuple[Breach, ...]:
    """What the board's figures break, as they stand in a table; with ``codes`` only what speaks of one of these."""
    if codes is not None:
        return _judged(session, table, codes)
    if table not in _JUDGED:
        _JUDGED[table] = _judged(session, table, None)
    return _JUDGED[table]


_JUDGED: "WeakKeyDictionary[FigureTable, tuple[Breach, ...]]" = WeakKeyDictionary()
"""What was found in each table: a table never changes, and one unit's stays when another unit writes something."""


def _judged(
    session: Session, table: FigureTable, codes: Collection[IndicatorCode] | None
) -> tuple[Breach, ...]:
    formats = session.tools.formats
    return (
        *contradictions(table, session.units, formats, codes=codes),
        *Judge(session.pack, table, formats, codes).breaches(),
    )


def _of_unit(session: Session, table: FigureTable, unit: UnitCode) -> tuple[Breach, ...]:
    own, formats = table.of_unit(unit), session.tools.formats
    if own not in _JUDGED:
        found = Judge(session.pack, own, formats, unit=unit).breaches()
        _JUDGED[own] = (
            *contradictions(own, session.units, formats, unit=unit),
            *(_noted(breach, own, unit) for breach in found),
        )
    return _JUDGED[own]


def _noted(breach: Breach, table: FigureTable, unit: UnitCode) -> Breach:
    """With the notes typed beside its numbers for this very period, which are the unit's giải trình."""
    notes = [
        typed.note
        for code in breach.codes
        for typed in table.typed(code)
        if typed.unit == unit and typed.period == table.period and typed.note
    ]
    if not notes or breach.level is RuleLevel.ERROR:
        return breach
    return replace(breach, reason="; ".join(dict.fromkeys(notes)), confirmed=True)


def report_breaches(
    session: Session, table: FigureTable, *, kind: str, text: ReportText | None
) -> tuple[Breach, ...]:
    """What a report with this text breaks, from figures that are at hand.

    :raises ReportKindUnknown, TextInvalid: as they say.
    """
    outline = session.pack.outline(kind)
    codes = printed_figures(outline, session.board.unit.level, text)
    reasons: Mapping[str, Reason] = text.reasons if text else {}
    return tuple(_explained(breach, reasons) for breach in judged(session, table, codes))


def _explained(breach: Breach, reasons: Mapping[str, Reason]) -> Breach:
    """With the reason given for it, or for what it tells along: that one was given for other words."""
    given = next((reasons[rule] for rule in (breach.rule, *breach.folded) if rule in reasons), None)
    if given is None or breach.level is RuleLevel.ERROR:
        return breach
    return replace(breach, reason=given.text, confirmed=given.told == breach.sentence.vi)


def explain(session: Session, *, kind: str, period: Period, rule: str, reason: str) -> Breach:
    """Keep the reason for a warning, for the numbers as they stand now; an earlier one is replaced.

    :param rule: the breach's code, as :func:`breaches` tells it.
    :raises ReportKindUnknown, PeriodNotOffered, TextInvalid: as they say.
    :raises BreachUnknown: the report breaks no such rule.
    :raises BreachIsError: it is an error, which no reason makes right.
    :raises ReasonEmpty: nothing is written.
    """
    session.require(Action.RECORD)
    session.pack.outline(kind).require(period)
    told = " ".join(reason.split())
    found = breaches(session, kind=kind, period=period)
    breach = next((b for b in found if b.rule == rule), None)
    if breach is None:
        known = ", ".join(b.rule for b in found if b.level is RuleLevel.WARNING) or "–"
        raise BreachUnknown(where=rule, rule=rule, known=known)
    if breach.level is RuleLevel.ERROR:
        raise BreachIsError(where=rule, rule=rule, sentence=breach.sentence)
    if not told:
        raise ReasonEmpty(where=rule, rule=rule)
    with session.changing(Action.RECORD) as work:
        kept = work.texts.get(kind, period) or ReportText(
            kind=session.pack.outline(kind).kind, period=period, sections={}
        )
        given = Reason(text=told, told=breach.sentence.vi)
        work.texts.put(replace(kept, reasons={**kept.reasons, rule: given}))
        work.commit()
    return replace(breach, reason=told, confirmed=True)


def explanations(found: tuple[Breach, ...]) -> tuple[Explanation, ...]:
    """What is printed: each warning that has a reason for its numbers."""
    return tuple(
        Explanation(subject=breach.sentence.vi, reason=breach.reason)
        for breach in found
        if breach.level is RuleLevel.WARNING and breach.confirmed
    )
