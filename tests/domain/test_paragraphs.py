"""What a paragraph's notation begins with is its style; changing the style changes nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.domain.test_composing import edited, report

from dvapp.domain.papers.paragraphs import (
    ITEM_LETTERS,
    ParagraphStyle,
    item_mark,
    next_ordinal,
    paragraph_style,
    with_style,
    without_style,
)
from dvapp.domain.papers.reports import Heading, Paragraph


@pytest.mark.parametrize(
    ("notation", "style", "mark"),
    [
        ("Kiểm tra {B01}.", ParagraphStyle.PLAIN, ""),
        ("# Kết quả", ParagraphStyle.HEADING, ""),
        ("- một", ParagraphStyle.DASH, "-"),
        ("– một", ParagraphStyle.DASH, "–"),
        ("•\tmột", ParagraphStyle.DASH, "•"),
        ("+ một", ParagraphStyle.PLUS, "+"),
        ("a) một", ParagraphStyle.LETTER, "a)"),
        ("đ) một", ParagraphStyle.LETTER, "đ)"),
        ("12) một", ParagraphStyle.NUMBER, "12)"),
        ("**- một**", ParagraphStyle.DASH, "-"),
        ("__**1) một**__", ParagraphStyle.NUMBER, "1)"),
        ("-5 độ", ParagraphStyle.PLAIN, ""),
        ("#một", ParagraphStyle.PLAIN, ""),
        ("a)một", ParagraphStyle.PLAIN, ""),
        ("1. một", ParagraphStyle.PLAIN, ""),
        ("", ParagraphStyle.PLAIN, ""),
    ],
)
def test_the_beginning_tells_the_style(notation: str, style: ParagraphStyle, mark: str):
    assert paragraph_style(notation) is style
    assert item_mark(notation) == mark


bodies = some.text(some.characters(codec="utf-8", exclude_characters="\n"), max_size=20).map(
    lambda body: "Ý " + body
)


@given(
    bodies,
    some.sampled_from(("", "**", "__")),
    some.lists(some.sampled_from(ParagraphStyle)),
    some.integers(1, 120),
)
def test_any_style_can_be_given_and_taken_back(
    body: str, bold: str, styles: list[ParagraphStyle], ordinal: int
):
    plain = notation = bold + body + bold
    for style in styles:
        notation = with_style(notation, style, ordinal=ordinal)
        longer = {ParagraphStyle.LETTER: len(ITEM_LETTERS), ParagraphStyle.NUMBER: 99}.get(style, ordinal)
        assert paragraph_style(notation) is (style if ordinal <= longer else ParagraphStyle.DASH)
    assert without_style(notation) == with_style(notation, ParagraphStyle.PLAIN) == plain


def test_items_are_counted_on_from_those_before():
    told = ("Gồm:", "a) một", "b) hai", "ba")
    assert next_ordinal(told, 3, ParagraphStyle.LETTER) == 3
    assert next_ordinal(told, 1, ParagraphStyle.LETTER) == 1
    assert with_style("ba", ParagraphStyle.LETTER, ordinal=3) == "c) ba"
    assert with_style("năm", ParagraphStyle.LETTER, ordinal=5) == "đ) năm"


def test_a_heading_inside_a_section_stands_one_level_below_it_and_items_keep_their_marks():
    made = report(text=edited("# Kết quả **riêng**", "Gồm:", "- một", "a) hai"))
    heading = made.blocks[-4]
    assert heading == Heading(level=2, text="Kết quả riêng")
    own = [b for b in made.blocks if isinstance(b, Paragraph) and b.section == "II"]
    assert [(p.number, p.item, p.text) for p in own] == [
        (0, "", "Gồm:"),
        (1, "-", "- một"),
        (2, "a)", "a) hai"),
    ]


def test_a_section_of_headings_alone_says_that_it_is_empty():
    made = report(text=edited("# Kết quả"))
    assert isinstance(made.blocks[-1], Paragraph)
    assert made.blocks[-1].text == "Chưa có nội dung báo cáo."
