"""Words on paper: NFC, no missing glyph, and out of the PDF again as they went in."""

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reporting.reading import page_texts
from tests.reporting.samples import CITY, DATA, RESOURCES, annex, paragraph, report

from dvapp.domain.errors import GlyphMissing
from dvapp.domain.papers.reports import Heading, Stage
from dvapp.reporting.fonts import Typeface
from dvapp.reporting.layout import lay_out
from dvapp.reporting.pages import ReportPages
from dvapp.reporting.paper import About
from dvapp.reporting.press import Attached, print_report
from dvapp.reporting.profile import read_profile

PROFILE = read_profile(RESOURCES / "profiles", "party-2018")
TYPEFACE = Typeface(RESOURCES / "fonts")
_BASES = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
_TONES = "\u0300\u0309\u0303\u0301\u0323"
VOWELS = "".join(unicodedata.normalize("NFC", b + t) for b in _BASES for t in ("", *_TONES))
LETTERS = VOWELS + "bcdđghklmnpqrstvxBCDĐGHKLMNPQRSTVX"
OTHERS = "0123456789.,;:!?()“”\"'%/+=–…"


def test_the_font_has_every_vietnamese_letter():
    assert len(set(LETTERS)) == 2 * (72 + 17)
    assert TYPEFACE.clean(LETTERS) == LETTERS


words = st.text(alphabet=LETTERS + OTHERS, min_size=1, max_size=12)


@settings(max_examples=30, deadline=None)
@given(words=st.lists(words, min_size=1, max_size=120))
def test_what_is_drawn_can_be_read_out_again(words: list[str]):
    layout = lay_out(report(blocks=(paragraph(" ".join(words)),), annexes=()), PROFILE, TYPEFACE)
    about = About(title="t", author="a")
    attached = Attached(data=DATA, when=datetime(2018, 12, 31, tzinfo=UTC))
    pdf = print_report(layout.sheets, typeface=TYPEFACE, about=about, attached=attached)
    text = "".join(
        "".join(page.splitlines()[(n == 0 and 5) or 1 :]) for n, page in enumerate(page_texts(pdf))
    )
    assert "".join(words) in "".join(text.split())


def test_letters_typed_in_parts_are_drawn_whole(pages: ReportPages):
    parts = unicodedata.normalize("NFD", "Quận uỷ Cầu Giấy phối hợp")
    pdf = pages.draw(report(blocks=(paragraph(parts),), annexes=(), stage=Stage.DRAFT), DATA)
    assert "Quận uỷ Cầu Giấy phối hợp" in page_texts(pdf)[0]


@pytest.mark.parametrize(
    "made",
    [
        report(blocks=(paragraph("đạt ☑ yêu cầu"),)),
        report(blocks=(Heading(level=1, text="I- ☑"),)),
        report(title="kết quả ☑"),
        report(name="Nguyễn ☑"),
        report(recipients=("Ban ☑",)),
        report(annexes=(annex(3), annex(3).__class__(number=2, title="☑", columns=("a",), rows=()))),
    ],
    ids=["paragraph", "heading", "title", "name", "recipient", "annex"],
)
def test_a_character_that_the_font_lacks_is_named_with_its_place(pages: ReportPages, made):
    with pytest.raises(GlyphMissing) as refused:
        pages.draw(made, DATA)
    assert refused.value.details == {"character": "BALLOT BOX WITH CHECK", "codepoint": "U+2611"}
    assert "☑" in refused.value.where


def test_a_character_that_has_no_name_is_named_by_its_code(pages: ReportPages):
    with pytest.raises(GlyphMissing) as refused:
        pages.draw(report(blocks=(paragraph("lỗi \x07 chuông"),)), DATA)
    assert refused.value.details["codepoint"] == "U+0007"
    assert refused.value.where.startswith("lỗi")


def test_tabs_and_line_ends_are_spaces_on_paper(pages: ReportPages):
    issuer = replace(CITY, superior="THÀNH UỶ\nHÀ NỘI", place="Hà\tNội")
    made = report(
        issuer=issuer, title="kết quả\r\nnăm", blocks=(paragraph("một\nhai\tba"),), stage=Stage.DRAFT
    )
    text = page_texts(pages.draw(made, DATA))[0]
    for words in ("THÀNH UỶ HÀ NỘI", "Hà Nội, ngày", "kết quả năm", "một hai ba"):
        assert words in text


def test_a_no_break_space_keeps_its_words_on_one_line():
    from dvapp.reporting.lines import break_lines

    text = "khoảng 1.200\u00a0người " * 30
    lines = break_lines([(text, next(iter(TYPEFACE.fonts)))], typeface=TYPEFACE, size=15, width=80)
    assert len(lines) > 10
    assert all(not line.pieces[0][0].startswith("người") for line in lines)


def test_a_draft_is_marked_on_every_page_and_a_copy_for_signature_on_none(pages: ReportPages):
    draft = pages.draw(report(stage=Stage.DRAFT), DATA)
    final = pages.draw(report(), DATA)
    for n in range(pages.pages(draft)):
        letters = "".join(page_texts(draft)[n].split())
        assert all(char in letters for char in "DỰTHẢO")
    assert "Dự thảo" in page_texts(draft)[0]
    assert not [text for text in page_texts(final) if "Dự thảo" in text or "Ả\n" in text]


def test_the_draft_mark_moves_nothing(pages: ReportPages):
    draft = lay_out(report(stage=Stage.DRAFT), PROFILE, TYPEFACE).sheets
    final = lay_out(report(), PROFILE, TYPEFACE).sheets
    assert len(draft) == len(final)
    assert draft[1].marks == final[1].marks
    assert set(final[0].marks) < set(draft[0].marks)


def test_paragraphs_are_found_again_by_section_and_number(pages: ReportPages):
    made = report(issuer=CITY)
    places = pages.places(made)
    assert [(p.section, p.number) for p in places[:3]] == [("opening", 0), ("S0", 0), ("S0", 1)]
    assert [(p.page, p.top) for p in places] == sorted((p.page, p.top) for p in places)
    assert places[0].top == pytest.approx(75.3, abs=0.5)
