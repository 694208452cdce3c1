"""The mark of a draft behind every page, as Word itself makes one: words along a line, in the headers."""

from itertools import count
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from dvapp.reporting.docx import styles
from dvapp.reporting.docx.head import Page
from dvapp.reporting.fonts import MM_PER_POINT, Face

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import _Header

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"'
    ' path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="custom"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
)
_PLACE = (
    "position:absolute;margin-left:0;margin-top:0;width:{width:.1f}pt;height:{height:.1f}pt;rotation:{turn:.0f};"
    "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:page;"
    "mso-position-vertical:center;mso-position-vertical-relative:page"
)
_CAPS = 0.9
"""Height of capitals with their marks above and below (DỰ THẢO), as a share of the size."""


def add_watermark(document: "Document", page: Page) -> None:
    """Put the draft's mark behind every page of every section."""
    shape = page.profile.draft
    words = page.typeface.clean(shape.mark)
    width = page.typeface.width(words, Face.BOLD, shape.mark_size) / MM_PER_POINT
    numbers = count(1)
    for at, section in enumerate(document.sections):
        first = section.first_page_header
        if at == 0:
            first.is_linked_to_previous = False
            first.paragraphs[0].style = styles.PAGE_NUMBER
        for header in (section.header, first):
            if not header.is_linked_to_previous:
                _mark(header, words, next(numbers), page, width=width)


def _mark(header: "_Header", words: str, number: int, page: Page, *, width: float) -> None:
    from docx.oxml import parse_xml

    shape = page.profile.draft
    place = _PLACE.format(width=width, height=shape.mark_size * _CAPS, turn=360 - shape.mark_angle)
    grey = f"{round(shape.mark_grey * 255):02x}" * 3
    picture = (
        f"<w:r {_NAMES}><w:rPr><w:noProof/></w:rPr><w:pict>{_SHAPE_TYPE}"
        f'<v:shape id="DraftMark{number}" o:spid="_x0000_s{2048 + number}" type="#_x0000_t136" alt={quoteattr(words)}'
        f' style="{place}" o:allowincell="f" fillcolor="#{grey}" stroked="f">'
        f'<v:textpath style="font-family:&quot;{styles.FONT}&quot;;font-size:1pt;font-weight:bold"'
        f" string={quoteattr(words)}/></v:shape></w:pict></w:r>"
    )
    header.paragraphs[0]._element.append(parse_xml(picture))
