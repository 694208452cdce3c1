"""The rules on figures: what a period breaks, and the officer's reason for each warning."""

from collections.abc import Mapping
from dataclasses import replace

from dvapp.domain.errors import BreachIsError, BreachUnknown, ReasonEmpty
from dvapp.domain.figures import FigureTable
from dvapp.domain.judging import Judge
from dvapp.domain.periods import Period
from dvapp.domain.printed import printed_figures
from dvapp.domain.reports import Explanation, Reason, ReportText
from dvapp.domain.rules import Breach, RuleLevel
from dvapp.services.figures import figure_table, report_table
from dvapp.services.session import Session


def breaches(session: Session, *, kind: str | None = None, period: Period) -> tuple[Breach, ...]:
    """What the figures of a period break, in the order of the pack's rules.

    :param kind: only what concerns figures that this report prints, each with the reason given in it; ``None``: all
        figures, with the reasons of no report.
    :raises ReportKindUnknown, TextInvalid: as they say.
    """
    if kind is None:
        table = figure_table(session, period)
        return tuple(Judge(session.pack, table, session.tools.formats).breaches())
    with session.store.unit_of_work() as work:
        text = work.texts.get(kind, period)
    return report_breaches(session, report_table(session, kind, period), kind=kind, text=text)


def report_breaches(
    session: Session, table: FigureTable, *, kind: str, text: ReportText | None
) -> tuple[Breach, ...]:
    """What a report with this text breaks, from figures that are at hand.

    :raises ReportKindUnknown, TextInvalid: as they say.
    """
    outline = session.pack.outline(kind)
    codes = printed_figures(outline, session.board.unit.level, text)
    judge = Judge(session.pack, table, session.tools.formats, codes)
    reasons: Mapping[str, Reason] = text.reasons if text else {}
    return tuple(_explained(breach, reasons.get(breach.rule)) for breach in judge.breaches())


def _explained(breach: Breach, given: Reason | None) -> Breach:
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
    with session.store.unit_of_work() as work:
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
