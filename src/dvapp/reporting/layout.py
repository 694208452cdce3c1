"""A report laid out: every mark on every page, before anything is printed."""

from dataclasses import dataclass
from functools import partial

from dvapp.domain.errors import HeadTooTall
from dvapp.domain.papers.reports import Report, Stage
from dvapp.reporting.annex import annex_sheets
from dvapp.reporting.body import accompanied, body_rows
from dvapp.reporting.ending import contact_marks, ending_rows
from dvapp.reporting.flow import Sheet, paginate
from dvapp.reporting.fonts import Face, Typeface
from dvapp.reporting.head import Head, lay_head
from dvapp.reporting.ink import Role, Tag, Words
from dvapp.reporting.keeping import Kept
from dvapp.reporting.lettering import annex_label, annex_reference
from dvapp.reporting.opening import opening_rows
from dvapp.reporting.profile import Profile
from dvapp.services.reports.paging import Fields

_NUMBER = Tag(Role.PAGINATION)

_LEAST_TEXT = 3
"""Lines of text for which the first page must have room below its head."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """All pages, and the head (whose number and date lines are filled later)."""

    sheets: tuple[Sheet, ...]
    head: Head


def lay_out(report: Report, profile: Profile, typeface: Typeface, kept: Kept | None = None) -> Layout:
    """Lay a report out.

    :param kept: what was laid out before by the same profile, to be taken and added to.

    :raises GlyphMissing: the font lacks a character of it.
    :raises HeadTooTall: its names or its title leave no room for text on the first page.
    :raises TableTooWide, TableHeadTooTall, TableUneven: an annex's table cannot be set on any page.
    """
    head = lay_head(report, profile, typeface, number=Fields.NUMBER, issued=Fields.DATE)
    sheets = _text(report, head, profile, typeface, kept)
    _number(sheets, 1)
    for annex in report.annexes:
        made = partial(annex_sheets, annex, report, profile, typeface)
        lines = annex_label(annex, report, profile), annex_reference(report, profile)
        pages = made() if kept is None else kept.annex((annex, *lines), made)
        _number(pages, 1 if profile.annex.restart_numbers else len(sheets) + 1)
        sheets += pages
    for n, sheet in enumerate(sheets):
        _finish(sheet, report, typeface, back=report.duplex and n % 2 == 1)
    return Layout(sheets=tuple(sheets), head=head)


def _text(report: Report, head: Head, profile: Profile, typeface: Typeface, kept: Kept | None) -> list[Sheet]:
    body = profile.body
    contact, bottom = contact_marks(report, profile, typeface)
    first = Sheet(page=profile.page, strips=[(0.0, head.marks), (0.0, contact)])
    if report.stage is Stage.FOR_SIGNATURE:
        first.places += [head.number.place, head.date.place]
    top = head.body_baseline - body.pitch * body.ascent
    if top + _LEAST_TEXT * body.pitch > bottom:
        raise HeadTooTall(where=report.title[:80])
    text = [*opening_rows(report, profile, typeface), *body_rows(report.blocks, profile, typeface, kept)]
    rows = [
        *accompanied(text),
        *ending_rows(report, profile, typeface, leader=Fields.LEADER, seal=Fields.SEAL),
    ]
    return paginate(rows, first=first, first_top=top, first_bottom=bottom)


def _number(sheets: list[Sheet], start: int) -> None:
    """Number pages from ``start``; a page 1 carries no number."""
    for number, sheet in enumerate(sheets, start):
        sheet.number = number if number > 1 else None


def _finish(sheet: Sheet, report: Report, typeface: Typeface, *, back: bool) -> None:
    """Print the number, and turn a page to the back of its sheet.

    A page lying on its long side is bound at its head or foot, whose margins are equal: it has no other back.
    """
    page = sheet.page
    if sheet.number is not None:
        text = str(sheet.number)
        half = typeface.width(text, Face.REGULAR, page.number_size) / 2
        words = Words(page.text_centre - half, page.number_baseline, text, Face.REGULAR, page.number_size)
        sheet.strips.append((0.0, (_NUMBER, words)))
    if report.stage is Stage.DRAFT:
        sheet.places.clear()
    if back and page.height > page.width:
        sheet.turn_to_back()
