"""Reports as DOCX: the ``DocumentMaker`` of ``services/ports.py``.

Importing this is light; python-docx and the font are loaded by the first call.
"""

from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dvapp.domain.papers.reports import Report, Stage
from dvapp.reporting.docx import styles
from dvapp.reporting.docx.annex import add_annex
from dvapp.reporting.docx.ending import add_ending
from dvapp.reporting.docx.head import Page, add_head
from dvapp.reporting.docx.package import About, empty_document, mirror_margins, packed
from dvapp.reporting.docx.sections import begin_annex, begin_text
from dvapp.reporting.docx.setting import add_paragraph
from dvapp.reporting.docx.styles import set_styles
from dvapp.reporting.docx.text import add_text
from dvapp.reporting.docx.watermark import add_watermark
from dvapp.reporting.fonts import Typeface
from dvapp.reporting.pages import DRAWING
from dvapp.reporting.profile import read_profile

if TYPE_CHECKING:
    from docx.document import Document


class DocxDocuments:
    """Writes reports as DOCX by the layout profiles.

    :param resources: the folder with ``fonts/`` and ``profiles/``.
    """

    def __init__(self, resources: Path) -> None:
        self._resources = resources

    @cached_property
    def _typeface(self) -> Typeface:
        return Typeface(self._resources / "fonts")

    def document(self, report: Report) -> bytes:
        """The report as DOCX in its layout, number and date left open; the same bytes for the same report.

        :raises GlyphMissing: the report's font lacks a character; names it and its place.
        :raises ProfileUnknown: there is no such layout.
        :raises TableTooWide, TableUneven: an annex's table cannot be set on any page.
        """
        profile = read_profile(self._resources / "profiles", report.profile)
        # Fonts are known to ReportLab by name, for the whole process: none is measured while pages are drawn.
        with DRAWING:
            page = Page(report=report, profile=profile, typeface=self._typeface)
            return packed(_written(page))


def _written(page: Page) -> "Document":
    report, clean = page.report, page.typeface.clean
    day = report.as_of
    about = About(
        title=clean(f"{report.document_type} {report.title}"),
        layout=report.profile,
        author=clean(report.issuer.name),
        when=datetime(day.year, day.month, day.day, tzinfo=UTC),
    )
    document = empty_document(about)
    set_styles(document, page.profile)
    if report.duplex:
        mirror_margins(document)
    begin_text(document, page)
    add_text(document, page, add_head(document, page))
    add_ending(document, page)
    for annex in report.annexes:
        begin_annex(document, annex, page)
        add_annex(document, annex, page)
    if report.stage is Stage.DRAFT:
        add_watermark(document, page)
    # Word wants a paragraph after the last table.
    add_paragraph(document._body, "", styles.RULE)
    return document
