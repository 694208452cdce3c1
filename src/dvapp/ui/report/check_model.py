"""What is to be checked before a report is saved for signature, without a widget: figures, warnings, layout."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from dvapp.domain.judging.rules import Breach, RuleLevel
from dvapp.domain.papers.findings import Finding, Inspection
from dvapp.domain.papers.living import Change
from dvapp.domain.papers.reports import Report
from dvapp.services.judging.rule_check import records_behind
from dvapp.services.judging.rules import breaches, explain
from dvapp.services.reports.composing import draw_report
from dvapp.services.reports.linting import inspect_paper
from dvapp.services.reports.living import Kept, accept, begin, changes, keep, kept_answers
from dvapp.services.reports.paging import ParagraphPlace
from dvapp.services.reports.submission import obstacles
from dvapp.services.session import Session
from dvapp.ui.figures.figures_model import RecordLine, record_lines
from dvapp.ui.jobs import Watch
from dvapp.ui.report.report_model import Work
from dvapp.ui.typed_keeper import keep_place, reason_place

MOST_SHOWN = 120
"""Findings shown in the window; a paper with more is mended rule by rule."""


class Group(Enum):
    """What is looked at. None of them is ever left out."""

    CHANGES = "changes"
    RULES = "rules"
    LAYOUT = "layout"


class GroupState(Enum):
    """How a group stands. ``UNKNOWN``: not looked at yet."""

    UNKNOWN = "unknown"
    BUSY = "busy"
    CLEAN = "clean"
    REMARKS = "remarks"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Changes that wait for an answer, those that were kept, and the rules that the figures break.

    :param obstacles: how many things keep the report from being saved for signature.
    :param kind, period: the report that they are about.
    """

    changes: tuple[Change, ...] = ()
    kept: tuple[Kept, ...] = ()
    breaches: tuple[Breach, ...] = ()
    obstacles: int = 0
    kind: str = ""
    period: str = ""

    def keep_place(self, change: Change) -> str:
        """Where the reason for keeping an old figure is typed."""
        return keep_place(self.kind, self.period, change.section, change.reference)

    def reason_place(self, breach: Breach) -> str:
        """Where the reason for what a rule found is typed."""
        return reason_place(self.period, breach.rule)


class CheckModel:
    """What was found so far. Methods that take a ``Work`` may run beside the window; the others remember."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.answers: Answers | None = None
        self.inspection: Inspection | None = None
        self.inspecting = False

    # --- beside the window -----------------------------------------------------------------------------------------

    def read(self, work: Work) -> Answers:
        """Changes and broken rules of the report as it is kept; figures nobody looked at before are agreed to.

        :raises ReportKindUnknown, PeriodNotOffered, TextInvalid: as they say.
        """
        session, kind, period = self._session, work.kind, work.period
        begin(session, kind=kind, period=period)
        return Answers(
            changes=changes(session, kind=kind, period=period),
            kept=kept_answers(session, kind=kind, period=period),
            breaches=breaches(session, kind=kind, period=period),
            obstacles=len(obstacles(session, kind=kind, period=period)),
            kind=kind,
            period=period.written,
        )

    def inspect(self, report: Report, watch: Watch) -> Inspection:
        """The layout of a report's pages, drawn whole as they would be saved.

        :raises Cancelled: the user stopped it.
        :raises GlyphMissing: the report's font lacks a character.
        """
        pdf = draw_report(self._session, report)
        return self._session.tools.linter.inspect(pdf, profile=report.profile, progress=watch.step)

    def inspect_file(self, path: Path, watch: Watch) -> Inspection:
        """The layout of any PDF or DOCX; see :func:`dvapp.services.reports.linting.inspect_paper` for what it refuses."""
        tools = self._session.tools
        return inspect_paper(path, profile=None, linter=tools.linter, files=tools.files, progress=watch.step)

    def accept(self, work: Work, change: Change | None) -> None:
        """Agree to a change, or to all of them (``None``)."""
        section, reference = (change.section, change.reference) if change is not None else (None, None)
        accept(self._session, kind=work.kind, period=work.period, section=section, reference=reference)

    def keep(self, work: Work, change: Change, reason: str) -> None:
        """Keep the words agreed to before, for a reason.

        :raises ReasonEmpty: no reason is given.
        """
        keep(
            self._session, kind=work.kind, period=work.period,
            section=change.section, reference=change.reference, reason=reason,
        )  # fmt: skip

    def explain(self, work: Work, breach: Breach, reason: str) -> None:
        """Give the reason for a warning.

        :raises ReasonEmpty: none is given.
        """
        explain(self._session, kind=work.kind, period=work.period, rule=breach.rule, reason=reason)

    def records_behind(self, breach: Breach) -> tuple[RecordLine, ...]:
        """The records whose numbers a breach speaks of, as lines of a list."""
        return record_lines(records_behind(self._session, breach), self._session.units)

    # --- what is known ---------------------------------------------------------------------------------------------

    @property
    def obstacles(self) -> int:
        """How many things keep the report from being saved for signature, as far as is known."""
        return self.answers.obstacles if self.answers is not None else 0

    @property
    def shown(self) -> tuple[Finding, ...]:
        """The findings that the window shows."""
        return self.inspection.findings[:MOST_SHOWN] if self.inspection is not None else ()

    def count(self, group: Group) -> int:
        """How many things stand in a group."""
        answers = self.answers or Answers()
        match group:
            case Group.CHANGES:
                return len(answers.changes)
            case Group.RULES:
                return sum(breach.blocks for breach in answers.breaches)
            case Group.LAYOUT:
                return len(self.inspection.findings) if self.inspection is not None else 0

    def state(self, group: Group) -> GroupState:
        """How a group stands."""
        if group is Group.LAYOUT:
            if self.inspecting:
                return GroupState.BUSY
            if self.inspection is None:
                return GroupState.UNKNOWN
            return GroupState.REMARKS if self.count(group) else GroupState.CLEAN
        if self.answers is None:
            return GroupState.UNKNOWN
        return GroupState.BLOCKED if self.count(group) else GroupState.CLEAN


def section_at(paragraphs: tuple[ParagraphPlace, ...], finding: Finding) -> tuple[str, int] | None:
    """The section and paragraph that a finding's place belongs to; none above the text.

    The spot is a baseline and a paragraph's place its upper edge, so the last one above the spot is its own.
    """
    spot = finding.spot
    if spot.y is None:
        return None
    above = [p for p in paragraphs if (p.page, p.top) <= (spot.page - 1, spot.y)]
    beyond = not paragraphs or spot.page - 1 > paragraphs[-1].page  # an annex
    if not above or beyond or finding.rule.split(".")[0] not in _OF_TEXT:
        return None
    return above[-1].section, above[-1].number


_OF_TEXT = {"body", "text", "heading", "list", "ending", "number", "date", "grounds"}
"""Rules on words that somebody wrote; the others are the layout's own business."""


def is_error(breach: Breach) -> bool:
    """No reason makes it right."""
    return breach.level is RuleLevel.ERROR
