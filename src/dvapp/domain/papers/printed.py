"""Which figures a report shows, told from its outline and text without composing it."""

from collections.abc import Iterator

from dvapp.domain.codes import IndicatorCode
from dvapp.domain.papers.outline import Outline, Section, TableOutline
from dvapp.domain.papers.reports import ReportText
from dvapp.domain.papers.text import figures_in, parse_runs
from dvapp.domain.places.units import Level

OPENING = "opening"


def printed_figures(outline: Outline, level: Level, text: ReportText | None) -> frozenset[IndicatorCode]:
    """Codes of the figures in the sentences and annexes of a report for a board of that level.

    :raises TextInvalid: the text cannot be read.
    """
    opening = Section(code=OPENING, level=0, heading="", sentences=outline.opening)
    found = set(figures_in(parse_runs(outline.title, where="title")))
    for section in (opening, *outline.sections):
        for number, said in enumerate(_paragraphs(section, level, text), start=1):
            found.update(figures_in(parse_runs(said, where=f"{section.code}:{number}")))
    for annex in outline.annexes:
        found.update(_in_annex(annex))
    return frozenset(found)


def _paragraphs(section: Section, level: Level, text: ReportText | None) -> Iterator[str]:
    edited = text.sections.get(section.code) if text else None
    if edited is not None:
        yield from edited.paragraphs
        return
    yield from (s.say for s in section.sentences if not s.levels or level in s.levels)


def _in_annex(annex: TableOutline) -> Iterator[IndicatorCode]:
    for _heading, codes in annex.groups:
        yield from codes
    if annex.rows is not None:
        yield from (column.total for column in annex.rows.columns if column.total is not None)
