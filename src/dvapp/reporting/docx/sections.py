"""Sections of a document: the sheet and its margins, page numbers, and what stands at the foot of the first page."""

from typing import TYPE_CHECKING

from dvapp.domain.papers.reports import AnnexTable
from dvapp.reporting.docx import styles
from dvapp.reporting.docx.annex import annex_page
from dvapp.reporting.docx.head import Page
from dvapp.reporting.docx.setting import above_baseline, below_baseline, rule_above
from dvapp.reporting.docx.styles import length, line_for
from dvapp.reporting.lettering import annex_label
from dvapp.reporting.profile import PageShape

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section, _Header
    from docx.text.paragraph import Paragraph


def begin_text(document: "Document", page: Page) -> None:
    """Set the section of the text: numbers from the second page on, the contact at the foot of the first."""
    section = document.sections[0]
    _set_page(section, page.profile.page)
    section.different_first_page_header_footer = True
    _number_pages(section.header)
    _contact(section, page)


def begin_annex(document: "Document", annex: AnnexTable, page: Page) -> None:
    """A new section on a new page; its numbers go on or begin again, as the layout has it.

    A table that goes on is announced in the header of the section's further pages: no other place comes again.

    :raises TableTooWide, TableUneven: as :func:`annex_page`.
    """
    from docx.enum.section import WD_SECTION

    paper, shape = annex_page(annex, page), page.profile.annex
    section = document.add_section(WD_SECTION.NEW_PAGE)
    # The mark that ends a section stands in a paragraph of its own: it must take no room.
    document.paragraphs[-1].style = document.styles[styles.RULE]
    _set_page(section, paper)
    continued = shape.continued.format(label=annex_label(annex, page.report, page.profile))
    section.different_first_page_header_footer = shape.restart_numbers or bool(continued)
    if shape.restart_numbers:
        _restart_numbers(section)
        section.first_page_header.is_linked_to_previous = False
    elif continued:
        _number_pages(section.first_page_header)
    if continued:
        _number_pages(section.header)
        _continued(section.header, page.typeface.clean(continued), page, paper)
    if page.report.contact and section.different_first_page_header_footer:
        # The contact stands on the report's own first page only.
        section.first_page_footer.is_linked_to_previous = False


def _set_page(section: "Section", paper: PageShape) -> None:
    from docx.enum.section import WD_ORIENT

    section.orientation = WD_ORIENT.LANDSCAPE if paper.width > paper.height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = length(paper.width), length(paper.height)
    section.top_margin, section.bottom_margin = length(paper.top), length(paper.bottom)
    section.left_margin, section.right_margin = length(paper.left), length(paper.right)
    section.gutter = length(0)
    section.header_distance = length(paper.number_baseline - above_baseline(line_for(paper.number_size)))
    section.footer_distance = length(paper.bottom)


def _number_pages(header: "_Header") -> None:
    """The page's number in the middle of a header."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    header.is_linked_to_previous = False
    paragraph = header.paragraphs[0]
    paragraph.style = styles.PAGE_NUMBER
    for kind in ("begin", "PAGE", "separate", "1", "end"):
        run = paragraph.add_run()
        if kind == "PAGE":
            words = OxmlElement("w:instrText")
            words.set(qn("xml:space"), "preserve")
            words.text = " PAGE "
            run._element.append(words)
        elif kind == "1":
            run.text = kind
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._element.append(mark)


def _continued(header: "_Header", text: str, page: Page, paper: PageShape) -> "Paragraph":
    """The line over a table that goes on; it takes the first line of the page's text."""
    shape = page.profile.annex
    paragraph = header.add_paragraph(text, style=styles.CONTINUED)
    line = line_for(shape.continued_size, shape.pitch)
    number = paper.number_baseline + below_baseline(line_for(paper.number_size))
    paragraph.paragraph_format.space_before = length(max(0.0, paper.top + shape.pitch - line - number))
    return paragraph


def _restart_numbers(section: "Section") -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    number = OxmlElement("w:pgNumType")
    number.set(qn("w:start"), "1")
    properties = section._sectPr
    later = ("cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi", "docGrid")
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    properties.insert_element_before(number, *(f"w:{name}" for name in later))


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
