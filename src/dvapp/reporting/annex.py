"""Annexes: each on pages of its own, upright or lying, with its label, its title and one table."""

from collections.abc import Iterator

from dvapp.domain.reports import AnnexTable, Report
from dvapp.reporting.flow import Sheet, paginate
from dvapp.reporting.fonts import Face, Typeface
from dvapp.reporting.ink import Row, Stop
from dvapp.reporting.lettering import annex_label, annex_reference
from dvapp.reporting.lines import balanced_lines, centred
from dvapp.reporting.profile import PageShape, Profile
from dvapp.reporting.table import table_page, table_rows


def annex_sheets(annex: AnnexTable, report: Report, profile: Profile, typeface: Typeface) -> list[Sheet]:
    """The pages of an annex. One without columns is a title page: what it should hold is attached on paper.

    :raises TableTooWide, TableHeadTooTall, TableUneven: as :func:`table_page` and :func:`table_rows`.
    """
    if not annex.columns and not annex.rows:
        page = profile.sideways_page if annex.landscape else profile.page
        titles = list(_titles(annex, report, page, profile, typeface))
        return paginate(titles, first=Sheet(page=page), first_top=page.top)
    page, columns, sizing = table_page(annex, profile, typeface)
    titles = list(_titles(annex, report, page, profile, typeface))
    above = sum(row.height for row in titles)
    table = table_rows(annex, page, columns, sizing, above=above)
    return paginate(
        [*titles, table.head, *table.rows],
        first=Sheet(page=page),
        first_top=page.top,
        repeat=(*_continued(annex, report, page, profile, typeface), table.head),
    )


def _titles(
    annex: AnnexTable, report: Report, page: PageShape, profile: Profile, typeface: Typeface
) -> Iterator[Row]:
    shape = profile.annex
    label = annex_label(annex, report, profile)
    stop = Stop(level=1, title=f"{label}. {annex.title}")
    title = annex.title.upper() if shape.title_caps else annex.title
    texts = (
        (label, Face.BOLD, shape.label_size),
        (title, Face.BOLD, shape.title_size),
        (annex_reference(report, profile), Face.ITALIC, shape.reference_size),
    )
    first = True
    width = page.text_width - 2 * shape.inset
    for text, face, size in texts:
        pieces = [(typeface.clean(text), face)]
        for line in balanced_lines(pieces, typeface=typeface, size=size, width=width) if text else ():
            baseline = shape.pitch * profile.body.ascent
            words = centred(line, page.text_centre, baseline, size=size, typeface=typeface)
            yield Row(height=shape.pitch, marks=tuple(words), joined=not first, sign=stop if first else None)
            first = False
    yield Row(height=shape.table_drop, marks=(), joined=True)


def _continued(
    annex: AnnexTable, report: Report, page: PageShape, profile: Profile, typeface: Typeface
) -> Iterator[Row]:
    """The line over the repeated head of a table, where the layout has one."""
    shape = profile.annex
    text = shape.continued.format(label=annex_label(annex, report, profile))
    if text:
        pieces = [(typeface.clean(text), Face.ITALIC)]
        width = page.text_width - 2 * shape.inset
        (line, *_) = balanced_lines(pieces, typeface=typeface, size=shape.continued_size, width=width)
        baseline = shape.pitch * profile.body.ascent
        words = centred(line, page.text_centre, baseline, size=shape.continued_size, typeface=typeface)
        yield Row(height=shape.pitch, marks=tuple(words))
