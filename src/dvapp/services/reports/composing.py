"""Composing a report, drawing it, and keeping what the officer changed in its text."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from dvapp.domain.accounts.duties import Action
from dvapp.domain.calendar.periods import Period
from dvapp.domain.papers.composing import compose
from dvapp.domain.papers.living import begun
from dvapp.domain.papers.outline import Section
from dvapp.domain.papers.phrases import all_sections, proposed
from dvapp.domain.papers.reports import Report, ReportText, Role, SectionText, Stage
from dvapp.domain.recording.keeping_errors import TextChanged
from dvapp.services.figures.period_figures import report_table
from dvapp.services.judging.rules import explanations, report_breaches
from dvapp.services.places import PDF, require_output
from dvapp.services.reports.living import looker
from dvapp.services.reports.orders import make_order, profile_for
from dvapp.services.reports.paging import PagesInWork
from dvapp.services.reports.submission import require_submittable
from dvapp.services.session import Session

__all__ = [
    "EditableSection",
    "SectionBefore",
    "compose_report",
    "draw_report",
    "editable_sections",
    "preview_report",
    "profile_for",
    "reset_section",
    "save_section",
    "write_report",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditableSection:
    """A section as the editor shows it. ``code`` "opening" stands before the first heading.

    :param paragraphs: in the notation of ``domain/papers/text.py``.
    :param edited: whether the officer changed it; otherwise it follows the pack.
    """

    code: str
    level: int
    heading: str
    guidance: str
    paragraphs: tuple[str, ...]
    edited: bool


def compose_report(
    session: Session,
    *,
    kind: str,
    period: Period,
    profile: str | None = None,
    stage: Stage = Stage.FOR_SIGNATURE,
    role: Role | None = None,
    text: ReportText | None = None,
    as_of: date | None = None,
) -> Report:
    """The report of a period as the store stands now.

    The figures close on the last day of the period, or today while it runs. ``profile`` follows that day unless given.

    :param role: who is to sign; without it whoever the report's settings name.
    :param text: a text not yet kept (the editor's), instead of the stored one.
    :param as_of: the day on which the figures are said to close, to compare with what was composed on another day.
    :raises ReportKindUnknown, PeriodNotOffered, ProfileUnknown, TextInvalid, JointIncomplete: as they say.
    """
    order = make_order(
        session, kind=kind, period=period, profile=profile, stage=stage, role=role, text=text, as_of=as_of
    )
    table = report_table(session, kind, period)
    found = report_breaches(session, table, kind=kind, text=order.text)
    order = replace(order, explanations=explanations(found))
    return compose(order, table, session.tools.formats)


def draw_report(session: Session, report: Report) -> bytes:
    """The report's PDF, with its canonical data attached.

    :raises GlyphMissing: the report's font lacks a character.
    """
    return session.tools.pages.draw(report, session.tools.data.write(report))


def preview_report(session: Session, report: Report) -> PagesInWork:
    """The report's pages for a screen, as :func:`draw_report` would print them.

    :raises GlyphMissing: the report's font lacks a character.
    """
    data = session.tools.data.write(report) if report.qr else b""
    return session.tools.pages.preview(report, data)


def write_report(session: Session, report: Report, path: Path, *, text: ReportText | None = None) -> None:
    """Draw a report into a file, whole or not at all.

    A copy for signature is written only if the report may be submitted; a draft, and pages on a screen, always may.

    :param text: the text it was composed from, if that was not the stored one.
    :raises ReportNotReady: something is to be answered first.
    :raises GlyphMissing, DiskFull, FileUnwritable: as they say.
    """
    if report.stage is Stage.FOR_SIGNATURE:
        require_submittable(session, kind=report.kind, period=report.period, text=text)
    require_output(path, session.store.path, start=PDF, files=session.tools.files)
    session.tools.files.write(path, draw_report(session, report))


def editable_sections(session: Session, *, kind: str, period: Period) -> tuple[EditableSection, ...]:
    """Every section with the text in work: the officer's where he changed it, else the pack's proposal."""
    outline = session.pack.outline(kind)
    with session.store.reading() as read:
        kept = read.texts.get(kind, period)
    return tuple(_editable(section, kept, session) for section in all_sections(outline))


def _editable(section: Section, kept: ReportText | None, session: Session) -> EditableSection:
    edited = kept.sections.get(section.code) if kept else None
    paragraphs = edited.paragraphs if edited else tuple(s.say for s in proposed(section, session.board))
    return EditableSection(
        code=section.code,
        level=section.level,
        heading=section.heading,
        guidance=section.guidance.vi,
        paragraphs=paragraphs,
        edited=edited is not None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionBefore:
    """What the store had of a section when the work on it began. ``paragraphs``: ``None`` when it followed the pack."""

    paragraphs: tuple[str, ...] | None


def save_section(
    session: Session,
    *,
    kind: str,
    period: Period,
    section: SectionText,
    based_on: SectionBefore | None = None,
) -> ReportText:
    """Keep a changed section and return the report's whole changed text.

    What its figures show now is agreed to, wherever nothing was agreed to before: from now on a change is told.

    :param based_on: what stood there when the work began; ``None`` replaces whatever is there.
    :raises ReportKindUnknown, PeriodNotOffered: as they say.
    :raises TextChanged: somebody else kept the section since; nothing is kept then.
    """
    session.require(Action.RECORD)
    look = looker(session, kind=kind, period=period, section=section.code)
    with session.changing(Action.RECORD) as work:
        kept = work.texts.get(kind, period)
        _require_unchanged(kept, section.code, based_on, allowed=section.paragraphs)
        kept = kept or ReportText(kind=session.pack.outline(kind).kind, period=period, sections={})
        text = replace(kept, sections={**kept.sections, section.code: section})
        text = begun(text, look(text))
        work.texts.put(text)
        work.commit()
    return text


def _require_unchanged(
    kept: ReportText | None, code: str, based_on: SectionBefore | None, *, allowed: tuple[str, ...] | None
) -> None:
    """Refuse unless the store has what the work began with, or already what shall stand there."""
    section = kept.sections.get(code) if kept is not None else None
    there = section.paragraphs if section is not None else None
    if based_on is not None and there not in (based_on.paragraphs, allowed):
        raise TextChanged(where=code)


def reset_section(
    session: Session, *, kind: str, period: Period, code: str, based_on: SectionBefore | None = None
) -> None:
    """Let a section follow the pack again. :raises TextChanged: as :func:`save_section`."""
    with session.changing(Action.RECORD) as work:
        kept = work.texts.get(kind, period)
        _require_unchanged(kept, code, based_on, allowed=None)
        if kept is None or code not in kept.sections:
            return
        sections = {c: s for c, s in kept.sections.items() if c != code}
        work.texts.put(replace(kept, sections=sections))
        work.commit()
