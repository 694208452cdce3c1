"""The layout of a DOCX, read back: the same numbers as the profile's, in the words of Word."""

import re
import zipfile
from io import BytesIO

import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from tests.office import converted, needs_office
from tests.reporting.reading import page_texts, seen
from tests.reporting.samples import DATA, RESOURCES, annex, blocks, paragraph, report

from dvapp.domain.papers.reports import Heading, Paragraph, Stage
from dvapp.reporting.pages import ReportPages
from dvapp.reporting.profile import profile_codes, read_profile

PROFILES = profile_codes(RESOURCES / "profiles")


def near(length, millimetres, within=0.05):
    return length is not None and abs(length.mm - millimetres) <= within


@pytest.fixture(params=PROFILES)
def profile(request):
    return read_profile(RESOURCES / "profiles", request.param)


@pytest.fixture
def paper(profile, opened):
    return opened(report(profile=profile.code))


def styled(document, style):
    return [p for p in document.paragraphs if p.style.name == style]


def test_the_sheet_has_the_margins_of_its_layout(paper, profile):
    section, page = paper.sections[0], profile.page
    assert near(section.page_width, page.width)
    assert near(section.page_height, page.height)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    for length, wanted in zip(margins, (page.top, page.bottom, page.left, page.right), strict=True):
        assert near(length, wanted)


def test_a_paragraph_has_the_size_pitch_indent_and_gap_of_its_layout(paper, profile):
    body, shape = paper.styles["Body Text"], profile.body
    layout = body.paragraph_format
    assert body.font.size.pt == shape.size
    assert layout.line_spacing_rule is WD_LINE_SPACING.EXACTLY
    assert abs(layout.line_spacing.pt - shape.pitch_points) < 0.05
    assert near(layout.first_line_indent, shape.indent)
    assert near(layout.space_before, shape.gap)
    assert layout.space_after.pt == 0
    assert layout.alignment is WD_ALIGN_PARAGRAPH.JUSTIFY
    assert layout.widow_control


def test_headings_are_headings_of_word_with_their_level_and_look(paper, profile):
    for level, look in enumerate(profile.body.headings, start=1):
        style = paper.styles[f"Heading {level}"]
        assert (style.font.bold, style.font.italic) == (look.bold, look.italic)
        assert style.paragraph_format.keep_with_next
        outline = style.element.pPr.find(qn("w:outlineLvl"))
        assert outline.get(qn("w:val")) == str(level - 1)
    wanted = [b.text for b in blocks(5) if isinstance(b, Heading)]
    assert [p.text for p in paper.paragraphs if p.style.name.startswith("Heading ")] == wanted


def test_every_word_of_the_text_is_there_in_its_style(opened):
    made = report()
    shown = [p.text for p in opened(made).paragraphs if p.style.name == "Body Text"]
    assert shown == [b.text for b in made.blocks if isinstance(b, Paragraph)]


def test_bold_figures_stay_bold(opened):
    found = [r for p in opened(report()).paragraphs for r in p.runs if r.bold]
    assert {"36", "37"} <= {r.text for r in found}


def test_all_is_in_one_font_and_language(maker):
    files = zipfile.ZipFile(BytesIO(maker.document(report())))
    styles = files.read("word/styles.xml").decode()
    assert set(re.findall(r'w:(?:ascii|hAnsi|cs)="([^"]+)"', styles)) == {"Times New Roman"}
    assert 'w:lang w:val="vi-VN"' in styles
    everything = styles + files.read("word/document.xml").decode()
    assert "Theme" not in everything
    assert not [name for name in files.namelist() if "theme" in name or "thumbnail" in name]


def test_page_numbers_stand_in_the_header_but_not_on_the_first_page(paper, profile):
    section = paper.sections[0]
    assert section.different_first_page_header_footer
    header = section.header.paragraphs[0]
    assert "PAGE" in "".join(node.text or "" for node in header._element.iter(qn("w:instrText")))
    assert header.style.paragraph_format.alignment is WD_ALIGN_PARAGRAPH.CENTER
    assert header.style.font.size.pt == profile.page.number_size
    assert not "".join(p.text for p in section.first_page_header.paragraphs)


def test_an_annex_begins_its_page_numbers_again_where_the_layout_says_so(paper, profile):
    section = paper.sections[1]
    start = section._sectPr.find(qn("w:pgNumType"))
    assert (start is not None and start.get(qn("w:start")) == "1") == profile.annex.restart_numbers


def test_a_lying_annex_lies_and_the_next_one_stands(opened):
    from dataclasses import replace

    made = opened(report(annexes=(replace(annex(), landscape=True), annex(3, 2))))
    text, lying, standing = made.sections
    assert text.orientation is standing.orientation is WD_ORIENT.PORTRAIT
    assert lying.orientation is WD_ORIENT.LANDSCAPE
    assert lying.page_width == text.page_height


def test_a_paper_printed_on_both_sides_has_mirrored_margins(opened):
    def mirrored(document):
        return document.settings.element.find(qn("w:mirrorMargins")) is not None

    assert mirrored(opened(report(duplex=True)))
    assert not mirrored(opened(report()))


@pytest.fixture(scope="module")
def as_opened_elsewhere(maker, tmp_path_factory):
    made = {code: maker.document(report(profile=code, annexes=(annex(30),))) for code in PROFILES}
    files = {f"{code}.docx": content for code, content in made.items()}
    return converted(files, "pdf", tmp_path_factory.mktemp("văn phòng"))


@needs_office
@pytest.mark.slow
@pytest.mark.parametrize("code", PROFILES)
def test_a_word_processor_breaks_and_places_everything_as_the_printed_pages(code, as_opened_elsewhere):
    ours = ReportPages(RESOURCES).draw(report(profile=code, annexes=(annex(30),)), DATA)
    theirs = as_opened_elsewhere[f"{code}.docx"]
    pages = len(page_texts(ours))
    assert len(page_texts(theirs)) == pages
    for page in range(pages):
        written = seen(theirs, page, gap=3)
        for line in seen(ours, page, gap=3):
            if page == 0 and line.baseline < 45:
                continue  # the head hangs from the margin, see dvapp.reporting.docx.head
            same = [w for w in written if w.text == line.text and w.size == line.size]
            assert same, line.text
            closest = min(same, key=lambda w: abs(w.baseline - line.baseline))
            assert abs(closest.baseline - line.baseline) < 0.6, line.text
            assert abs(closest.left - line.left) < 0.5, line.text


def test_a_paragraph_without_words_leaves_no_empty_line(opened):
    made = opened(report(blocks=(paragraph("Một."), paragraph(" "), paragraph("Hai."))))
    assert [p.text for p in styled(made, "Body Text")] == ["Một.", "Hai."]


def test_a_draft_says_so(opened):
    cells = opened(report(stage=Stage.DRAFT, draft_number=2)).tables[0].rows[0].cells
    assert "Dự thảo lần 2" in cells[0].text
    assert "Dự thảo" not in opened(report()).tables[0].rows[0].cells[0].text


def test_a_draft_has_its_mark_behind_every_page_and_a_copy_for_signature_has_none(maker):
    def marks(stage):
        made = report(stage=stage, annexes=(annex(40), annex(3, 2)))
        files = zipfile.ZipFile(BytesIO(maker.document(made)))
        headers = [n for n in files.namelist() if n.startswith("word/header")]
        return [files.read(name).decode().count('string="DỰ THẢO"') for name in headers]

    drafts = marks(Stage.DRAFT)
    assert len(drafts) >= 2
    assert set(drafts) == {1}
    assert not any(marks(Stage.FOR_SIGNATURE))
