"""Annexes: each on pages of its own, upright or lying, with its label, its title and one table."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dvapp.domain.papers.reports import AnnexTable, Report
from dvapp.reporting.charts.rows import chart_groups
from dvapp.reporting.flow import Sheet, paginate
from dvapp.reporting.fonts import Face, Typeface
from dvapp.reporting.ink import Mark, Role, Row, Stop, Stroke, Tag, going_on
from dvapp.reporting.lettering import annex_label, annex_reference
from dvapp.reporting.lines import balanced_lines, centred
from dvapp.reporting.profile import PageShape, Profile
from dvapp.reporting.table import table_page, table_rows


def annex_sheets(annex: AnnexTable, report: Report, profile: Profile, typeface: Typeface) -> list[Sheet]:
    """The pages of an annex: its table, then its charts. One with neither is a title page: what it should hold is
    attached on paper.

    :raises TableTooWide, TableHeadTooTall, TableUneven: as :func:`table_page` and :func:`table_rows`.
    :raises GlyphMissing: the font lacks a character.
    """
    if not annex.columns and not annex.rows:
        page = profile.sideways_page if annex.landscape else profile.page
        titles = list(_titles(annex, report, page, profile, typeface))
        above = sum(row.height for row in titles)
        # The first chart stands on the page of the titles.
        charts = [
            replace(row, joined=True) if n == 0 and not at else row
            for n, group in enumerate(chart_groups(annex.charts, page, profile, typeface, above=above))
            for at, row in enumerate(group)
        ]
        return paginate(
            [*titles, *charts],
            first=Sheet(page=page),
            first_top=page.top,
            repeat=_over_charts(tuple(_continued(annex, report, page, profile, typeface)), profile),
        )
    page, columns, sizing = table_page(annex, profile, typeface)
    titles = list(_titles(annex, report, page, profile, typeface))
    above = sum(row.height for row in titles)
    table = table_rows(annex, page, columns, sizing, above=above)
    continued = tuple(_continued(annex, report, page, profile, typeface))
    sheets = paginate(
        [*titles, table.head, *table.rows],
        first=Sheet(page=page),
        first_top=page.top,
        repeat=(*continued, table.head),
    )
    return _with_charts(sheets, annex, continued, profile, typeface)


def _with_charts(
    sheets: list[Sheet], annex: AnnexTable, continued: Sequence[Row], profile: Profile, typeface: Typeface
) -> list[Sheet]:
    """The table's pages with the charts below it, the first of them on the last page if it fits there."""
    page = sheets[-1].page
    continued = _over_charts(continued, profile)
    above = sum(row.height for row in continued)
    groups = chart_groups(annex.charts, page, profile, typeface, above=above)
    if not groups:
        return sheets
    bottom = max(max(mark.y1, mark.y2) for mark in sheets[-1].marks if isinstance(mark, Stroke))
    rows = [row for group in groups for row in group]
    top = bottom + rows[0].gap
    if top + sum(row.height for row in groups[0]) <= page.text_bottom:
        return [*sheets[:-1], *paginate(rows, first=sheets[-1], first_top=top, repeat=continued)]
    rows = [*continued, replace(rows[0], gap=0.0, joined=bool(continued)), *rows[1:]]
    return [*sheets, *paginate(rows, first=Sheet(page=page), first_top=page.top, repeat=continued)]


def _over_charts(continued: Sequence[Row], profile: Profile) -> Sequence[Row]:
    """The line over an annex that goes on, with room below it: a chart has no head that would give it some."""
    return (*continued, Row(height=profile.chart.drop, marks=(), joined=True)) if continued else ()


def _titles(
    annex: AnnexTable, report: Report, page: PageShape, profile: Profile, typeface: Typeface
) -> Iterator[Row]:
    shape = profile.annex
    label = annex_label(annex, report, profile)
    stop = Stop(level=1, title=f"{label}. {annex.title}")
    title = annex.title.upper() if shape.title_caps else annex.title
    texts = (
        (label, Face.BOLD, shape.label_size, Role.ANNEX),
        (title, Face.BOLD, shape.title_size, Role.ANNEX),
        (annex_reference(report, profile), Face.ITALIC, shape.reference_size, Role.TEXT),
    )
    first, begun = True, None
    width = page.text_width - 2 * shape.inset
    for text, face, size, role in texts:
        pieces = [(typeface.clean(text), face)]
        for line in balanced_lines(pieces, typeface=typeface, size=size, width=width) if text else ():
            baseline = shape.pitch * profile.body.ascent
            words = centred(line, page.text_centre, baseline, size=size, typeface=typeface)
            # The label and the title are one heading; the line that ties the annex to its report is text.
            words = going_on(words) if text is label else words
            marks: tuple[Mark, ...] = (Tag(role, role is not begun), *words)
            yield Row(height=shape.pitch, marks=marks, joined=not first, sign=stop if first else None)
            first, begun = False, role
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
