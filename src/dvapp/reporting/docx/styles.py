"""The styles of a paper, from its layout profile: real headings, exact lines, one font.

All distances stand *before* a paragraph, never after it: Word and LibreOffice disagree on whether two of them add up.
"""

from typing import TYPE_CHECKING

from dvapp.reporting.fonts import MM_PER_POINT
from dvapp.reporting.profile import Profile

if TYPE_CHECKING:
    from docx.document import Document
    from docx.shared import Length
    from docx.styles.style import ParagraphStyle

FONT = "Times New Roman"
"""What papers name. Tinos, in which we measure, has the same widths; so has Liberation Serif."""

ASCENT = 0.8
"""Share of an exact line that Word and LibreOffice put above its baseline."""

_TALLEST = 0.9
"""Em that the tallest letters (Ẩ) reach above the baseline; an exact line cuts off what stands above it."""

BODY, PART, TYPE, SUMMARY, MARK = "Body Text", "Phần", "Title", "Subtitle", "Dấu phân cách"
SUPERIOR, ISSUER, NATION, MOTTO = "Cơ quan cấp trên", "Cơ quan ban hành", "Tiêu đề", "Tiêu ngữ"
NUMBER, DATE, DRAFT = "Số và ký hiệu", "Địa danh, ngày tháng", "Dự thảo"
SUBJECT = "Trích yếu công văn"
URGENCY, CIRCULATION, ADDRESSEE = "Mức độ khẩn", "Phạm vi lưu hành", "Kính gửi"
SIGNER, SIGNER_NAME = "Quyền hạn, chức vụ", "Họ tên người ký"
RECEIVERS, RECEIVER, TYPIST, CONTACT = "Nơi nhận", "Danh sách nơi nhận", "Ký hiệu đánh máy", "Footer"
ANNEX, ANNEX_TITLE, ANNEX_REFERENCE = "Phụ lục", "Tên phụ lục", "Dẫn chiếu phụ lục"
CONTINUED = "Phụ lục (tiếp theo)"
CHART_TITLE, CHART_UNIT, CHART = "Tên biểu đồ", "Đơn vị tính của biểu đồ", "Biểu đồ"
CELL, PAGE_NUMBER, RULE = "Ô bảng", "Header", "Đường kẻ"

_BUILT_IN = {BODY, TYPE, SUMMARY, PAGE_NUMBER, CONTACT, "Normal", *(f"Heading {n}" for n in range(1, 10))}

_DEFAULTS = (
    '<w:docDefaults xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:rPrDefault><w:rPr>"
    f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/>'
    "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
)
_TABLE_STYLE = (
    '<w:style xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' w:type="table" w:default="1" w:styleId="TableNormal">'
    '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)


def length(millimetres: float) -> "Length":
    """Millimetres as Word keeps them: whole twentieths of a point."""
    from docx.shared import Twips

    return Twips(round(millimetres / MM_PER_POINT * 20))


def line_for(size: float, pitch: float = 0.0) -> float:
    """Millimetres of an exact line for ``size`` points: ``pitch``, or what its tallest letters need."""
    return max(pitch, size * _TALLEST / ASCENT * MM_PER_POINT)


def set_styles(document: "Document", profile: Profile) -> None:
    """Replace the document's styles by those of a profile."""
    from docx.oxml import parse_xml

    element = document.styles.element
    for child in list(element):
        element.remove(child)
    element.append(parse_xml(_DEFAULTS))
    normal = _style(document, "Normal", size=profile.body.size, pitch=0.0)
    normal.element.set(_w("default"), "1")
    element.append(parse_xml(_TABLE_STYLE))
    _text_styles(document, profile)
    _head_styles(document, profile)
    _ending_styles(document, profile)
    _annex_styles(document, profile)
    _style(document, PAGE_NUMBER, size=profile.page.number_size, pitch=0.0, align="center")
    _style(document, RULE, size=1.0, pitch=0.0)


def _head_styles(document: "Document", profile: Profile) -> None:
    left, right, title = profile.left_head, profile.right_head, profile.title
    pitch = left.pitch
    _style(document, SUPERIOR, size=left.size, pitch=pitch, align="center")
    _style(document, ISSUER, size=left.issuer_size, pitch=pitch, align="center", bold=True)
    _style(document, NATION, size=right.size, pitch=pitch, align="center", bold=True)
    _style(document, MOTTO, size=right.motto_size, pitch=pitch, align="center", bold=True)
    _style(document, NUMBER, size=profile.number.size, pitch=pitch, align="center")
    letter = profile.letter
    _style(document, SUBJECT, size=letter.size, pitch=letter.pitch, align="center", italic=letter.italic)
    _style(document, DATE, size=right.date_size, pitch=pitch, align="center", italic=True)
    _style(document, DRAFT, size=profile.draft.size, pitch=pitch, align="center", italic=True)
    _style(document, URGENCY, size=profile.urgency.size, pitch=0.0, align="center", bold=True)
    _style(document, CIRCULATION, size=profile.circulation.size, pitch=0.0, align="center", bold=True)
    _style(document, TYPE, size=title.type_size, pitch=title.pitch, align="center", bold=True)
    _style(document, SUMMARY, size=title.summary_size, pitch=title.pitch, align="center", bold=True)
    _style(document, MARK, size=title.mark_size, pitch=title.pitch, align="center")
    to = profile.addressees
    _style(document, ADDRESSEE, size=to.size, pitch=to.pitch)


def _annex_styles(document: "Document", profile: Profile) -> None:
    annex = profile.annex
    label = _style(document, ANNEX, size=annex.label_size, pitch=annex.pitch, align="center", bold=True)
    _outline(label, 1)
    title = _style(document, ANNEX_TITLE, size=annex.title_size, pitch=annex.pitch, align="center", bold=True)
    line = _style(
        document, ANNEX_REFERENCE, size=annex.reference_size, pitch=annex.pitch, align="center", italic=True
    )
    _style(document, CONTINUED, size=annex.continued_size, pitch=annex.pitch, align="center", italic=True)
    for style in (label, title, line):
        style.paragraph_format.keep_with_next = True
    _style(document, CELL, size=annex.table_size, pitch=annex.table_pitch)
    chart = profile.chart
    name = _style(
        document, CHART_TITLE, size=chart.title_size, pitch=chart.title_pitch, align="center", bold=True
    )
    _outline(name, 2)
    unit = _style(
        document, CHART_UNIT, size=chart.unit_size, pitch=chart.title_pitch, align="center", italic=True
    )
    for style in (name, unit):
        style.paragraph_format.keep_with_next = style.paragraph_format.keep_together = True
    picture = _style(document, CHART, size=chart.size, pitch=0.0, align="center")
    picture.paragraph_format.line_spacing = 1.0  # an exact line would cut the picture off
    picture.paragraph_format.space_before = length(chart.drop)


def _text_styles(document: "Document", profile: Profile) -> None:
    shape = profile.body
    names = (BODY, *(f"Heading {n}" for n in range(1, len(shape.headings) + 1)))
    looks = ((False, False), *((style.bold, style.italic) for style in shape.headings))
    made = [
        _style(document, name, size=shape.size, pitch=shape.pitch, align="both", bold=bold, italic=italic)
        for name, (bold, italic) in zip(names, looks, strict=True)
    ]
    for level, style in enumerate(made):
        layout = style.paragraph_format
        layout.space_before = length(shape.gap)
        layout.first_line_indent = length(shape.indent)
        if level:
            layout.keep_with_next = layout.keep_together = True
            _outline(style, level)
            style.next_paragraph_style = made[0]
    part = _style(document, PART, size=shape.part_size, pitch=shape.part_pitch, align="center", bold=True)
    part.paragraph_format.keep_with_next = part.paragraph_format.keep_together = True
    _outline(part, 1)


def _ending_styles(document: "Document", profile: Profile) -> None:
    sign, to = profile.signature, profile.recipients
    _style(document, SIGNER, size=sign.size, pitch=sign.pitch, align="center")
    _style(document, SIGNER_NAME, size=sign.size, pitch=sign.pitch, align="center", bold=sign.name_bold)
    # The label's line is as high as the title's beside it, so that both stand on one baseline.
    _style(
        document,
        RECEIVERS,
        size=to.label_size,
        pitch=sign.pitch,
        bold=to.label_bold,
        italic=to.label_italic,
    )
    _style(document, TYPIST, size=profile.foot.typist_size, pitch=0.0)
    _style(
        document, CONTACT, size=profile.foot.contact_size, pitch=profile.foot.contact_pitch, align="center"
    )
    items = _style(document, RECEIVER, size=to.list_size, pitch=to.pitch)
    items.paragraph_format.left_indent = length(to.hanging)
    items.paragraph_format.first_line_indent = length(-to.hanging)


def _style(
    document: "Document",
    name: str,
    *,
    size: float,
    pitch: float,
    align: str = "left",
    bold: bool = False,
    italic: bool = False,
) -> "ParagraphStyle":
    """A paragraph style with exact lines of ``pitch`` millimetres, or as high as its letters need."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    style: ParagraphStyle = document.styles.add_style(
        name, WD_STYLE_TYPE.PARAGRAPH, builtin=name in _BUILT_IN
    )
    if name != "Normal":
        style.base_style = document.styles["Normal"]
    style.quick_style = True
    style.font.name, style.font.size = FONT, Pt(size)
    style.font.bold, style.font.italic = bold, italic
    layout = style.paragraph_format
    layout.alignment = {
        "left": WD_ALIGN_PARAGRAPH.LEFT,
        "center": WD_ALIGN_PARAGRAPH.CENTER,
        "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
    }[align]
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing = length(line_for(size, pitch))
    layout.widow_control = True
    return style


def _outline(style: "ParagraphStyle", level: int) -> None:
    """Give a style its place in the navigation pane; level 1 is the highest."""
    from docx.oxml import OxmlElement

    mark = OxmlElement("w:outlineLvl")
    mark.set(_w("val"), str(level - 1))
    style.element.get_or_add_pPr().append(mark)


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return qn(f"w:{name}")
