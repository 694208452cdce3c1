"""Reports as DOCX: the ``DocumentMaker`` of ``services/ports.py``.

Importing this is light; python-docx and the font are loaded by the first call.
"""

import threading
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dvapp.domain.reports import Report
from dvapp.reporting.docx import styles
from dvapp.reporting.docx.annex import add_annex, annex_page
from dvapp.reporting.docx.ending import add_ending
from dvapp.reporting.docx.head import Page, add_head
from dvapp.reporting.docx.package import About, empty_document, mirror_margins, packed
from dvapp.reporting.docx.setting import add_paragraph, above_baseline, rule_above
from dvapp.reporting.docx.styles import length, line_for, set_styles
from dvapp.reporting.docx.text import add_text
from dvapp.reporting.fonts import Typeface
from dvapp.reporting.profile import PageShape, read_profile

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section

_MEASURING = threading.RLock()
"""The font reads its file by seeking: one at a time."""


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
        with _MEASURING:
            page = Page(report=report, profile=profile, typeface=self._typeface)
            return packed(_written(page))


def _written(page: Page) -> "Document":
    report, clean = page.report, page.typeface.clean
    day = report.as_of
    about = About(
        title=clean(f"{report.document_type} {report.title}"),
        author=clean(report.issuer.name),
        when=datetime(day.year, day.month, day.day, tzinfo=UTC),
    )
    document = empty_document(about)
    set_styles(document, page.profile)
    if report.duplex:
        mirror_margins(document)
    section = document.sections[0]
    _set_page(section, page.profile.page)
    section.different_first_page_header_footer = True
    _number_pages(section)
    _contact(section, page)
    add_text(document, page, add_head(document, page))
    add_ending(document, page)
    for annex in report.annexes:
        _begin_annex(document, page, annex_page(annex, page))
        add_annex(document, annex, page)
    # Word wants a paragraph after the last table.
    add_paragraph(document._body, "", styles.RULE)  # noqa: SLF001
    return document


def _begin_annex(document: "Document", page: Page, paper: PageShape) -> None:
    """A new section on a new page; page numbers go on or begin again, as the layout has it."""
    from docx.enum.section import WD_SECTION

    section = document.add_section(WD_SECTION.NEW_PAGE)
    # The mark that ends a section stands in a paragraph of its own: it must take no room.
    ends = document.paragraphs[-1]
    ends.style = document.styles[styles.RULE]
    _set_page(section, paper)
    restart = page.profile.annex.restart_numbers
    section.different_first_page_header_footer = restart
    if restart:
        _restart_numbers(section)
        # The contact stands at the foot of the report's own first page only.
        section.first_page_footer.is_linked_to_previous = not page.report.contact


def _set_page(section: "Section", paper: PageShape) -> None:
    from docx.enum.section import WD_ORIENT

    section.orientation = WD_ORIENT.LANDSCAPE if paper.width > paper.height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = length(paper.width), length(paper.height)
    section.top_margin, section.bottom_margin = length(paper.top), length(paper.bottom)
    section.left_margin, section.right_margin = length(paper.left), length(paper.right)
    section.gutter = length(0)
    section.header_distance = length(
        paper.number_baseline - above_baseline(line_for(paper.number_size))
    )
    section.footer_distance = length(paper.bottom)


def _number_pages(section: "Section") -> None:
    """The page's number in the middle of the header; the first page has a header of its own, which is empty."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    header = section.header
    header.is_linked_to_previous = False
    paragraph = header.paragraphs[0]
    paragraph.style = styles.PAGE_NUMBER
    for kind in ("begin", "PAGE", "separate", "1", "end"):
        run = paragraph.add_run()
        if kind == "PAGE":
            words = OxmlElement("w:instrText")
            words.set(qn("xml:space"), "preserve")
            words.text = " PAGE "
            run._element.append(words)  # noqa: SLF001
        elif kind == "1":
            run.text = kind
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._element.append(mark)  # noqa: SLF001


def _restart_numbers(section: "Section") -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    number = OxmlElement("w:pgNumType")
    number.set(qn("w:start"), "1")
    properties = section._sectPr  # noqa: SLF001
    properties.insert_element_before(
        number, "w:cols", "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg", "w:textDirection", "w:docGrid"
    )


def _contact(section: "Section", page: Page) -> None:
    """How to reach the issuing body, under a rule at the foot of the first page."""
    report, shape = page.report, page.profile.foot
    if not report.contact:
        return
    footer = section.first_page_footer
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.style = styles.CONTACT
    paragraph.add_run(page.typeface.clean(report.contact))
    rule_above(paragraph, shape.contact_rule, 0.0)
