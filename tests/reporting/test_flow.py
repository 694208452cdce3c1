"""What goes over to the next page, and with whom. Looked at in the layout, before printing."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reporting.samples import RESOURCES, paragraph, report

from dvapp.domain.papers.reports import Block, Heading
from dvapp.reporting.flow import Sheet
from dvapp.reporting.fonts import Typeface
from dvapp.reporting.ink import Anchor, Stop, Words
from dvapp.reporting.layout import lay_out
from dvapp.reporting.profile import read_profile
from dvapp.services.reports.paging import Fields

PROFILE = read_profile(RESOURCES / "profiles", "party-2018")
TYPEFACE = Typeface(RESOURCES / "fonts")
WORDS = "kiểm tra công vụ đối với các cơ quan, đơn vị, địa phương "


def laid(blocks: tuple[Block, ...], **changes: Any) -> tuple[Sheet, ...]:
    return lay_out(report(blocks=blocks, annexes=(), **changes), PROFILE, TYPEFACE).sheets


def text_lines(sheet: Sheet) -> list[float]:
    """Baselines of the lines of the text (not of head, number or ending)."""
    found = {
        round(m.baseline, 2)
        for m in sheet.marks
        if isinstance(m, Words) and m.size == PROFILE.body.size and abs(m.x - 30) < 10.1
    }
    return sorted(found)


lengths = st.lists(st.integers(min_value=1, max_value=22), min_size=1, max_size=16)


@settings(max_examples=40, deadline=None)
@given(lengths=lengths, headed=st.booleans())
def test_the_signature_is_never_alone_on_its_page(lengths: list[int], headed: bool):
    blocks: list[Block] = []
    for n, length in enumerate(lengths):
        if headed and n:
            blocks.append(Heading(level=2, text=f"{n}. Mục"))
        blocks.append(paragraph((WORDS * length).strip() + ".", number=n))
    sheets = laid(tuple(blocks))
    (signed,) = [s for s in sheets if any(p.name == Fields.LEADER for p in s.places)]
    total = sum(len(text_lines(s)) for s in sheets)
    assert len(text_lines(signed)) >= min(2, total)


@settings(max_examples=40, deadline=None)
@given(lengths=lengths)
def test_no_page_begins_or_ends_with_one_line_of_a_longer_paragraph(lengths: list[int]):
    blocks = tuple(paragraph((WORDS * n).strip(), section="S", number=i) for i, n in enumerate(lengths))
    sheets = laid(blocks)
    starts = [sorted(top for top, sign in s.signs if isinstance(sign, Anchor)) for s in sheets]
    for n, sheet in enumerate(sheets):
        lines = text_lines(sheet)
        if not lines:
            continue
        of_first = [y for y in lines if not starts[n] or y < starts[n][0]]
        assert len(of_first) != 1 or n == 0, "a lone last line at the head of a page"
        if starts[n] and n + 1 < len(sheets):
            of_last = [y for y in lines if y > starts[n][-1]]
            goes_on = bool(
                [y for y in text_lines(sheets[n + 1]) if not starts[n + 1] or y < starts[n + 1][0]]
            )
            assert len(of_last) != 1 or not goes_on, "a lone first line at the foot of a page"


@pytest.mark.parametrize("before", range(20, 32))
def test_a_heading_stays_with_what_it_heads(before: int):
    blocks: tuple[Block, ...] = (
        *(paragraph("Một dòng.", number=n) for n in range(before)),
        Heading(level=1, text="I- MỤC LỚN"),
        Heading(level=2, text="1. Mục nhỏ"),
        paragraph((WORDS * 9).strip()),
    )
    for sheet in laid(blocks):
        signs = [sign for _, sign in sorted(sheet.signs, key=lambda found: found[0])]
        assert not signs or not isinstance(signs[-1], Stop)


def test_a_very_long_list_of_recipients_goes_over_the_page_and_loses_none():
    recipients = tuple(f"Nơi thứ {n}" for n in range(120))
    sheets = laid((paragraph("Một dòng."),), recipients=recipients)
    items = [m.text for s in sheets for m in s.marks if isinstance(m, Words) and m.text.startswith("- ")]
    assert items[0] == "- Nơi thứ 0,"
    assert items[-1] == "- Lưu Ban Dân vận."
    assert len(items) == 121
    assert all(m.baseline < 277 for s in sheets for m in s.marks if isinstance(m, Words))


def test_a_word_wider_than_the_page_is_broken_and_stays_on_it():
    sheets = laid((paragraph("đ" * 400),))
    words = [m for m in sheets[0].marks if isinstance(m, Words) and set(m.text) == {"đ"}]
    assert sum(len(m.text) for m in words) == 400
    assert all(m.x + TYPEFACE.width(m.text, m.face, m.size) < 195.1 for m in words)


def test_a_report_without_any_text_still_has_its_head_and_its_ending():
    (sheet,) = laid(())
    assert {p.name for p in sheet.places} == {Fields.NUMBER, Fields.DATE, Fields.LEADER, Fields.SEAL}


def test_words_of_two_faces_in_one_line_touch_as_they_should():
    made = paragraph("a")
    runs = (
        replace(made.runs[0], text="đạt "),
        replace(made.runs[0], text="36", bold=True),
        replace(made.runs[0], text=", tăng"),
    )
    (sheet,) = laid((replace(made, runs=runs),))
    first, bold, rest = [m for m in sheet.marks if isinstance(m, Words) and m.size == 15 and m.baseline > 79][
        :3
    ]
    assert [first.text, bold.text, rest.text] == ["đạt ", "36", ", tăng"]
    assert bold.x == pytest.approx(first.x + TYPEFACE.width(first.text, first.face, 15))
    assert rest.x == pytest.approx(bold.x + TYPEFACE.width(bold.text, bold.face, 15))
