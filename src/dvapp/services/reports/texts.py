"""A section's text from outside the editor: refused as a whole if the report could not be composed from it."""

import unicodedata
from collections.abc import Iterable

from dvapp.domain.calendar.periods import Period
from dvapp.domain.errors import SectionUnknown
from dvapp.domain.papers.binding import Binder
from dvapp.domain.papers.phrases import all_sections
from dvapp.domain.papers.reports import ReportText, SectionText
from dvapp.services.figures.period_figures import report_table
from dvapp.services.reports.composing import save_section
from dvapp.services.reports.orders import make_order
from dvapp.services.session import Session


def require_section(session: Session, kind: str, code: str) -> None:
    """Refuse a section that a report does not have.

    :raises SectionUnknown, ReportKindUnknown: as they say.
    """
    codes = [section.code for section in all_sections(session.pack.outline(kind)) if not section.part]
    if code not in codes:
        raise SectionUnknown(where=code, section=code, known=", ".join(codes))


def write_section(
    session: Session, *, kind: str, period: Period, code: str, paragraphs: Iterable[str]
) -> ReportText:
    """Keep a section's paragraphs, in notation; empty ones are left out.

    :raises TextInvalid: the place ("inspection:2") and what cannot be read, or names no figure of the pack.
    :raises SectionUnknown, ReportKindUnknown, PeriodNotOffered: as they say.
    """
    require_section(session, kind, code)
    told = tuple(unicodedata.normalize("NFC", p).strip() for p in paragraphs)
    section = SectionText(code=code, paragraphs=tuple(p for p in told if p))
    order = make_order(session, kind=kind, period=period)
    binder = Binder(order, report_table(session, kind, period), session.tools.formats)
    for number, paragraph in enumerate(section.paragraphs, start=1):
        binder.bind(paragraph, f"{code}:{number}", code)
    return save_section(session, kind=kind, period=period, section=section)
