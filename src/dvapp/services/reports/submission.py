"""Whether a report may be submitted: what stands in the way of a copy for signature."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dvapp.domain.calendar.periods import Period
from dvapp.domain.codes import IndicatorCode
from dvapp.domain.errors import ReportNotReady
from dvapp.domain.judging.rules import RuleLevel
from dvapp.domain.papers.phrases import all_sections
from dvapp.domain.papers.reports import ReportText
from dvapp.domain.words import Wording
from dvapp.services.figures.period_figures import report_table
from dvapp.services.judging.rules import report_breaches
from dvapp.services.reports.living import changes
from dvapp.services.reports.orders import text_in_work
from dvapp.services.session import Session

CHANGE_OPEN = "change_open"
"""A figure changed after it was agreed to, and nobody has said what is to be done."""
RULE_BROKEN = "rule_broken"
"""The figures break a rule of level E."""
REASON_MISSING = "reason_missing"
"""A warning has no reason, or one for other numbers; ``details["reason"]`` is that one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """One thing to be answered before a report can be submitted.

    :param code: what sort of thing it is (:data:`CHANGE_OPEN`, :data:`RULE_BROKEN`, :data:`REASON_MISSING`).
    :param section: where in the text, empty where it stands in none; ``paragraph``: from 0, as the editor has them.
    :param reference: what an answer names: a reference, or a rule.
    :param told: what is wrong, as a clause: "03 cuộc → 05 cuộc".
    :param details: further values by name, for those who show more than ``told``.
    """

    code: str
    told: Wording
    section: str = ""
    paragraph: int | None = None
    reference: str = ""
    codes: tuple[IndicatorCode, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)


def obstacles(
    session: Session, *, kind: str, period: Period, text: ReportText | None = None
) -> tuple[Obstacle, ...]:
    """Everything that stands in the way, in reading order.

    :param text: a text not yet kept (the editor's), instead of the stored one.
    :raises ReportKindUnknown, PeriodNotOffered: as they say.
    """
    return (
        *_open_changes(session, kind, period, text),
        *_broken_rules(session, kind, period, text),
    )


def _open_changes(
    session: Session, kind: str, period: Period, text: ReportText | None
) -> tuple[Obstacle, ...]:
    return tuple(
        Obstacle(
            code=CHANGE_OPEN,
            told=Wording(f"“{change.old}” → “{change.new}”"),
            section=change.section,
            paragraph=change.paragraph,
            reference=change.reference,
            codes=change.codes,
            details={"old": change.old, "new": change.new},
        )
        for change in changes(session, kind=kind, period=period, text=text)
    )


def _broken_rules(
    session: Session, kind: str, period: Period, text: ReportText | None
) -> tuple[Obstacle, ...]:
    """Errors, and warnings without a reason for the numbers as they are."""
    known = text_in_work(session, kind=kind, period=period, text=text)
    found = report_breaches(session, report_table(session, kind, period), kind=kind, text=known)
    return tuple(
        Obstacle(
            code=RULE_BROKEN if breach.level is RuleLevel.ERROR else REASON_MISSING,
            told=breach.sentence,
            reference=breach.rule,
            codes=breach.codes,
            details={"reason": breach.reason} if breach.reason else {},
        )
        for breach in found
        if breach.blocks
    )


def require_submittable(
    session: Session, *, kind: str, period: Period, text: ReportText | None = None
) -> None:
    """Refuse a report that something stands in the way of.

    :raises ReportNotReady: how many things, and the first of them.
    :raises ReportKindUnknown, PeriodNotOffered: as they say.
    """
    found = obstacles(session, kind=kind, period=period, text=text)
    if not found:
        return
    first = found[0]
    sections = {section.code: section.heading for section in all_sections(session.pack.outline(kind))}
    place: Wording | str = sections.get(first.section, "") or Wording("Phần mở đầu", "Opening")
    if not first.section:
        place = first.reference
    raise ReportNotReady(
        where=first.section or first.reference, count=len(found), place=place, first=first.told
    )
