"""Composing a report, drawing it, and keeping what the officer changed in its text."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dvapp.domain.codes import ProfileCode
from dvapp.domain.composing import Order, compose, proposed
from dvapp.domain.errors import ProfileUnknown
from dvapp.domain.outline import Section
from dvapp.domain.periods import Period
from dvapp.domain.reports import Report, ReportText, Role, SectionText, Stage
from dvapp.services.figures import figure_table
from dvapp.services.places import PDF, require_output
from dvapp.services.session import Session

GUIDE_OF_2026 = date(2026, 5, 27)
"""From this day the party's layout is that of guide 05-HD/VPTW; before it, of 36-HD/VPTW (format.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditableSection:
    """A section as the editor shows it. ``code`` "opening" stands before the first heading.

    :param paragraphs: in the notation of ``domain/text.py``.
    :param edited: whether the officer changed it; otherwise it follows the pack.
    """

    code: str
    level: int
    heading: str
    guidance: str
    paragraphs: tuple[str, ...]
    edited: bool


def profile_for(day: date) -> ProfileCode:
    """The party layout that was in force on a day."""
    return ProfileCode("party-2026" if day >= GUIDE_OF_2026 else "party-2018")


def compose_report(
    session: Session,
    *,
    kind: str,
    period: Period,
    profile: str | None = None,
    stage: Stage = Stage.FOR_SIGNATURE,
    role: Role = Role.LEADER,
    text: ReportText | None = None,
) -> Report:
    """The report of a period as the store stands now.

    The figures close on the last day of the period, or today while it runs. ``profile`` follows that day unless given.

    :param text: a text not yet kept (the editor's), instead of the stored one.
    :raises ReportKindUnknown, PeriodNotOffered, ProfileUnknown, TextInvalid: as they say.
    """
    outline = session.pack.outline(kind)
    outline.require(period)
    as_of = min(period.span.until, session.tools.clock.today())
    known = session.tools.pages.profiles()
    if profile is not None and profile not in known:
        raise ProfileUnknown(where=profile, profile=profile, known=", ".join(known))
    if text is None:
        with session.store.unit_of_work() as work:
            text = work.texts.get(kind, period)
    order = Order(
        pack=session.pack,
        outline=outline,
        board=session.board,
        board_code=session.store.info.board,
        period=period,
        as_of=as_of,
        stage=stage,
        profile=ProfileCode(profile) if profile else profile_for(as_of),
        role=role,
        text=text,
    )
    return compose(order, figure_table(session, period), session.tools.formats)


def draw_report(session: Session, report: Report) -> bytes:
    """The report's PDF, with its canonical data attached.

    :raises GlyphMissing: the report's font lacks a character.
    """
    return session.tools.pages.draw(report, session.tools.data.write(report))


def write_report(session: Session, report: Report, path: Path) -> None:
    """Draw a report into a file, whole or not at all.

    :raises GlyphMissing, DiskFull, FileUnwritable: as they say.
    """
    require_output(path, session.store.path, start=PDF, files=session.tools.files)
    session.tools.files.write(path, draw_report(session, report))


def editable_sections(session: Session, *, kind: str, period: Period) -> tuple[EditableSection, ...]:
    """Every section with the text in work: the officer's where he changed it, else the pack's proposal."""
    outline = session.pack.outline(kind)
    with session.store.unit_of_work() as work:
        kept = work.texts.get(kind, period)
    opening = Section(code="opening", level=0, heading="", sentences=outline.opening)
    return tuple(_editable(section, kept, session) for section in (opening, *outline.sections))


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


def save_section(session: Session, *, kind: str, period: Period, section: SectionText) -> ReportText:
    """Keep a changed section and return the report's whole changed text."""
    with session.store.unit_of_work() as work:
        kept = work.texts.get(kind, period)
        sections = {**(kept.sections if kept else {}), section.code: section}
        text = ReportText(kind=session.pack.outline(kind).kind, period=period, sections=sections)
        work.texts.put(text)
        work.commit()
    return text


def reset_section(session: Session, *, kind: str, period: Period, code: str) -> None:
    """Let a section follow the pack again."""
    with session.store.unit_of_work() as work:
        kept = work.texts.get(kind, period)
        if kept is None or code not in kept.sections:
            return
        sections = {c: s for c, s in kept.sections.items() if c != code}
        work.texts.put(ReportText(kind=kept.kind, period=period, sections=sections))
        work.commit()
