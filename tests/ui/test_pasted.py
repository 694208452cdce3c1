"""What comes from other programs: paragraphs, bold, italic, lists; nothing of their dress."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dvapp.domain.language.old_letters import OldLetters
from dvapp.domain.papers.text import parse_runs
from dvapp.ui.report.pasted import from_html, from_words

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8><title>x</title>
<style><!-- p.MsoNormal {font-size:14pt; font-family:"Times New Roman",serif;} --></style></head><body lang=VI>
<!--StartFragment--><p class=MsoNormal style='text-align:justify'><b><span style='font-size:14.0pt;color:red'>Kết quả
kiểm   tra<o:p></o:p></span></b></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>-<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>Kiểm tra <i>36</i> đơn&nbsp;vị n&shy;ăm</p>
<p class=MsoListParagraph><!--[if !supportLists]--><span style='font-family:Symbol;mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><!--[endif]-->Dấu của Symbol</p>
<table><tr><td><p>Quận</p></td><td><p>Ba&nbsp;Đình</p></td></tr><tr><td>a</td><td>5</td></tr></table>
<p><del>bỏ</del>giữ <span style='display:none'>ẩn</span><span style='font-weight:bold'>đậm</span></p>
<!--EndFragment--></body></html>"""


def test_word_gives_paragraphs_with_bold_italic_and_list_items_only() -> None:
    assert from_html(WORD).paragraphs == (
        "**Kết quả kiểm tra**",
        "- Kiểm tra __36__ đơn vị năm",
        "- Dấu của Symbol",
        "Quận Ba Đình",
        "a 5",
        "giữ **đậm**",
    )


def test_lists_of_html_are_lists_here() -> None:
    html = "<ul><li>Một<ul><li><p>Hai</p></li></ul></li><li><b>Ba</b></li></ul><ol type='a'><li>x</li><li>y</li></ol>z<br>t"
    assert from_html(html).paragraphs == ("- Một", "+ Hai", "- **Ba**", "a) x", "b) y", "z", "t")


def test_braces_and_stars_of_others_stay_words() -> None:
    assert from_words("{B01} **x** __y__").paragraphs == ("{{B01}} {*}{*}x{*}{*} {_}{_}y{_}{_}",)


def test_spaces_and_what_cannot_be_seen_are_tidied() -> None:
    assert from_words("a\u00a0\u202fb\u200bc\u00add\ufeff\te").paragraphs == ("a bcd e",)


@pytest.mark.parametrize(
    ("html", "letters", "converted"),
    [
        (
            "<p style='font-family:\".VnTime\"'>§¶ng bé <i>x·</i> n&shy;íc</p>",
            OldLetters.TCVN3,
            "Đảng bộ __xã__ nước",
        ),
        ("<p><font face='.VnTimeH'><b>ban d©n vËn</b></font></p>", OldLetters.TCVN3, "**BAN DÂN VẬN**"),
        ("<p style='font-family:VNI-Times'>Coäng hoøa</p>", OldLetters.VNI, "Cộng hòa"),
        (
            "<style>p.MsoNormal{font-family:.VnTime}</style><p class=MsoNormal>Kh«ng cã</p>",
            OldLetters.TCVN3,
            "Không có",
        ),
    ],
)
def test_fonts_of_old_letters_tell_that_the_text_is_old(
    html: str, letters: OldLetters, converted: str
) -> None:
    pasted = from_html(html)
    assert pasted.letters is letters
    assert pasted.converted == (converted,)


def test_only_the_old_lines_among_new_ones_are_converted() -> None:
    pasted = from_words("Céng hoµ x· héi chñ nghÜa\nHà Nội đã có kế hoạch")
    assert pasted.converted == ("Cộng hoà xã hội chủ nghĩa", "Hà Nội đã có kế hoạch")


def test_unicode_in_a_font_of_old_letters_is_left_alone() -> None:
    assert from_html("<p style='font-family:\".VnTime\"'>Hà Nội hoà bình</p>").converted is None


@given(some.text(max_size=200))
def test_whatever_is_pasted_can_be_read_as_notation(text: str) -> None:
    for pasted in (from_words(text), from_html(text), from_html(f"<p><b>{text}</b><table><tr><td>{text}")):
        for paragraph in (*pasted.paragraphs, *(pasted.converted or ())):
            parse_runs(paragraph)
            assert paragraph == paragraph.strip()
            assert "\n" not in paragraph
