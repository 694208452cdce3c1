"""Where a returned paper is wrong, and until when it is to be mended: asked before the return is kept."""

from datetime import date

from dvapp.domain.chain.amending import SECTION
from dvapp.domain.chain.chain_errors import DeadlinePast, PlaceUnknown
from dvapp.domain.chain.papers import Paper, Place
from dvapp.domain.codes import IndicatorCode
from dvapp.domain.papers.phrases import all_sections
from dvapp.domain.papers.reports import Paragraph
from dvapp.services.session import Session

OPENING = "opening"
"""The section before the first heading, as the editor names it."""


def require_place(session: Session, paper: Paper, place: Place | None) -> Place | None:
    """A place of the paper's report, ``None`` for none.

    :raises PlaceUnknown: it has no such section or figure, or no such paragraph in the report as it was submitted.
    """
    if place is None or (place.nowhere and place.paragraph is None):
        return None
    sections = [section.code for section in all_sections(session.pack.outline(paper.kind))]
    if place.section not in {*sections, OPENING, SECTION} and (place.section or place.paragraph is not None):
        raise PlaceUnknown(where=place.section or _numbered("", place.paragraph), known=", ".join(sections))
    if place.paragraph is not None:
        _require_paragraph(session, paper, place.section, place.paragraph)
    if place.code and IndicatorCode(place.code) not in session.pack.indicators:
        raise PlaceUnknown(where=place.code, known=", ".join(list(session.pack.indicators)[:5]) + ", …")
    return place


def _require_paragraph(session: Session, paper: Paper, section: str, paragraph: int) -> None:
    with session.store.reading() as read:
        kept = [read.papers.content(one) for one in {paper.data, paper.whole} if one is not None]
    blocks = [block for one in kept for block in session.tools.data.read(one).blocks]
    known = sorted(
        {block.number for block in blocks if isinstance(block, Paragraph) and block.section == section}
    )
    if paragraph not in known:
        there = ", ".join(_numbered(section, one) for one in known)
        raise PlaceUnknown(where=_numbered(section, paragraph), known=there or "–")


def _numbered(section: str, paragraph: int | None) -> str:
    """A paragraph as people count it, from 1."""
    return section if paragraph is None else f"{section}:{paragraph + 1}"


def require_deadline(session: Session, deadline: date | None) -> None:
    """:raises DeadlinePast: by that day nothing can be mended any more."""
    today = session.tools.clock.today()
    if deadline is not None and deadline < today:
        raise DeadlinePast(day=deadline, today=today)
