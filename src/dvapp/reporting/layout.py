"""A report laid out: every mark on every page, before anything is printed."""

from collections.abc import Iterator
from dataclasses import dataclass

from dvapp.domain.reports import AnnexTable, Report, Stage
from dvapp.reporting.body import accompanied, body_rows
from dvapp.reporting.ending import ending_rows
from dvapp.reporting.flow import Sheet, paginate
from dvapp.reporting.fonts import Face, Typeface
from dvapp.reporting.head import Head, lay_head
from dvapp.reporting.ink import Row, Stop, Words
from dvapp.reporting.lettering import annex_reference
from dvapp.reporting.lines import balanced_lines, centred
from dvapp.reporting.profile import Profile
from dvapp.reporting.table import table_rows
from dvapp.services.ports import Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """All pages, and the head (whose number and date lines are filled later)."""

    sheets: tuple[Sheet, ...]
    head: Head


def lay_out(report: Report, profile: Profile, typeface: Typeface) -> Layout:
    """Lay a report out.

    :raises GlyphMissing: the font lacks a character of it.
    """
    head = lay_head(report, profile, typeface, number=Fields.NUMBER, issued=Fields.DATE)
    first = Sheet(marks=list(head.marks))
    if report.stage is Stage.FOR_SIGNATURE:
        first.places += [head.number.place, head.date.place]
    body = profile.body
    rows = [
        *accompanied(list(body_rows(report.blocks, profile, typeface))),
        *ending_rows(report, profile, typeface, leader=Fields.LEADER, seal=Fields.SEAL),
    ]
    sheets = paginate(
        rows,
        first=first,
        first_top=head.body_baseline - body.pitch * body.ascent,
        top=profile.page.top,
        bottom=profile.page.text_bottom,
    )
    _number(sheets, 1)
    for annex in report.annexes:
        pages = _annex(annex, report, profile, typeface)
        _number(pages, 1 if profile.annex.restart_numbers else len(sheets) + 1)
        sheets += pages
    for sheet in sheets:
        _finish(sheet, report, profile, typeface)
    return Layout(sheets=tuple(sheets), head=head)


def _number(sheets: list[Sheet], start: int) -> None:
    """Number pages from ``start``; a page 1 carries no number."""
    for number, sheet in enumerate(sheets, start):
        sheet.number = number if number > 1 else None


def _finish(sheet: Sheet, report: Report, profile: Profile, typeface: Typeface) -> None:
    page = profile.page
    if sheet.number is not None:
        text = str(sheet.number)
        half = typeface.width(text, Face.REGULAR, page.number_size) / 2
        words = Words(page.text_centre - half, page.number_baseline, text, Face.REGULAR, page.number_size)
        sheet.marks.append(words)
    if report.stage is Stage.DRAFT:
        sheet.places.clear()


def _annex(annex: AnnexTable, report: Report, profile: Profile, typeface: Typeface) -> list[Sheet]:
    head, rows = table_rows(annex, profile, typeface)
    return paginate(
        [*_annex_title(annex, report, profile, typeface), head, *rows],
        first=Sheet(),
        first_top=profile.page.top,
        top=profile.page.top,
        bottom=profile.page.text_bottom,
        repeat=(head,),
    )


def _annex_title(annex: AnnexTable, report: Report, profile: Profile, typeface: Typeface) -> Iterator[Row]:
    shape = profile.annex
    label = shape.label.format(number=annex.number)
    stop = Stop(level=1, title=f"{label}. {annex.title}")
    texts = (
        (label, Face.BOLD, shape.label_size),
        (annex.title, Face.BOLD, shape.title_size),
        (annex_reference(report, profile), Face.ITALIC, shape.reference_size),
    )
    first = True
    for text, face, size in texts:
        pieces = [(typeface.clean(text), face)]
        for line in balanced_lines(pieces, typeface=typeface, size=size, width=shape.width) if text else ():
            baseline = shape.pitch * profile.body.ascent
            words = centred(line, profile.page.text_centre, baseline, size=size, typeface=typeface)
            yield Row(height=shape.pitch, marks=tuple(words), joined=not first, sign=stop if first else None)
            first = False
    yield Row(height=shape.table_drop, marks=(), joined=True)
