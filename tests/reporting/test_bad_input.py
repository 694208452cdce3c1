"""What no page was made for: handled so that nothing is lost, or refused in a sentence."""

import pytest
from tests.reporting.documents import PROFILES
from tests.reporting.samples import CITY, DATA, RESOURCES, annex, paragraph, report

from dvapp.domain.codes import IndicatorCode
from dvapp.domain.errors import DvError, HeadTooTall, TableHeadTooTall, TableTooWide, TableUneven
from dvapp.domain.papers.reports import AnnexTable, Block, Heading, Paragraph, Report, TableRow
from dvapp.reporting.flow import Sheet
from dvapp.reporting.fonts import MM_PER_POINT, Typeface
from dvapp.reporting.ink import Anchor, Stroke, Words
from dvapp.reporting.layout import lay_out
from dvapp.reporting.pages import ReportPages
from dvapp.reporting.profile import read_profile
from dvapp.services.reports.paging import Fields
from dvapp.ui.messages import refusal_words

TYPEFACE = Typeface(RESOURCES / "fonts")
SHORT = (paragraph("Một dòng."),)
CODE = IndicatorCode("B01")
EVERY = pytest.mark.parametrize("profile", PROFILES)


def laid(made: Report) -> tuple[Sheet, ...]:
    return lay_out(made, read_profile(RESOURCES / "profiles", made.profile), TYPEFACE).sheets


def table(columns: tuple[str, ...], *rows: tuple[str, ...]) -> AnnexTable:
    return AnnexTable(
        number=1, title="Bảng", columns=columns, rows=tuple(TableRow(code=CODE, cells=r) for r in rows)
    )


def words_of(sheets: tuple[Sheet, ...]) -> list[Words]:
    return [mark for sheet in sheets for mark in sheet.marks if isinstance(mark, Words)]


def assert_inside(sheets: tuple[Sheet, ...]) -> None:
    for sheet in sheets:
        page = sheet.page
        for mark in sheet.marks:
            if isinstance(mark, Words):
                assert mark.x >= page.left - 0.1
                assert (
                    mark.x + TYPEFACE.width(mark.text, mark.face, mark.size) <= page.width - page.right + 0.1
                )
                assert mark.baseline <= page.text_bottom
            elif isinstance(mark, Stroke):
                assert max(mark.y1, mark.y2) <= page.text_bottom + 0.1


@EVERY
def test_a_table_of_twelve_months_lies_down_and_keeps_every_figure_whole(profile: str):
    figures = tuple(f"{n}.234.567" for n in range(1, 13))
    made = table(("TT", "Đơn vị", *(f"Tháng {n}" for n in range(1, 13))), ("1", "Quận uỷ Cầu Giấy", *figures))
    sheets = laid(report(profile=profile, blocks=SHORT, annexes=(made,)))
    assert sheets[-1].page.width == 297
    assert_inside(sheets[1:])
    assert {word.text for word in words_of(sheets[-1:])} >= set(figures)


@EVERY
def test_a_table_wider_than_a_lying_page_is_refused_and_never_breaks_a_figure(profile: str):
    made = table(tuple(f"Cột {n}" for n in range(30)), ("1.234.567",) * 30)
    with pytest.raises(TableTooWide) as refused:
        laid(report(profile=profile, blocks=SHORT, annexes=(made,)))
    assert refused.value.details["columns"] == 30
    assert refused.value.details["room"] == 252
    assert refused.value.details["wanted"] == pytest.approx(565, abs=5)


@EVERY
@pytest.mark.parametrize("count", [30, 300])
def test_a_cell_of_hundreds_of_lines_goes_over_pages_and_loses_no_word(profile: str, count: int):
    text = " ".join(f"từ{n}" for n in range(count * 12))
    made = table(("STT", "Nội dung", "Số"), ("1", "trước", "1"), ("2", text, "1.234"), ("3", "sau", "5"))
    sheets = laid(report(profile=profile, blocks=SHORT, annexes=(made,)))
    assert_inside(sheets[1:])
    found = " ".join(word.text for word in words_of(sheets) if word.text.startswith("từ")).split()
    assert found == text.split()
    for sheet in sheets[2:-1]:
        lowest = max(m.y2 for m in sheet.marks if isinstance(m, Stroke))
        assert lowest > sheet.page.text_bottom - 45, "its pieces fill the pages"


def test_five_thousand_rows_are_all_there_each_once():
    sheets = laid(report(blocks=SHORT, annexes=(annex(5000),), profile="party-2026"))
    assert_inside(sheets[1:3] + sheets[-2:])
    serials = [w.text for w in words_of(sheets) if w.x < 45 and w.text.isdigit() and w.size == 13]
    assert serials == [str(n) for n in range(1, 5001)]


def test_a_head_that_fills_the_page_is_refused():
    with pytest.raises(TableHeadTooTall):
        laid(report(blocks=SHORT, annexes=(table(("STT", "Nội dung " * 600), ("1", "a")),)))


def test_a_row_with_more_cells_than_columns_is_refused_with_its_number():
    with pytest.raises(TableUneven) as refused:
        laid(report(blocks=SHORT, annexes=(table(("A", "B"), ("1", "2"), ("1", "2", "3")),)))
    assert refused.value.details == {"row": 2, "cells": 3, "columns": 2}


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "kết quả thực hiện " * 300},
        {
            "issuer": CITY.__class__(
                **{**{f: getattr(CITY, f) for f in CITY.__slots__}, "superior": "THÀNH UỶ " * 400}
            )
        },
    ],
)
def test_a_head_that_leaves_no_room_for_text_is_refused(changes):
    with pytest.raises(HeadTooTall):
        laid(report(**changes))


@pytest.mark.parametrize(
    "error",
    [
        TableTooWide(where="Bảng", columns=30, wanted=565, room=252),
        TableHeadTooTall(where="Bảng"),
        TableUneven(where="Bảng", row=2, cells=3, columns=2),
        HeadTooTall(where="kết quả"),
    ],
    ids=lambda error: error.code,
)
def test_each_refusal_is_a_sentence(error: DvError):
    told = refusal_words(error)
    assert told.endswith(".")
    assert "{" not in told
    assert error.where in told


def test_an_annex_without_columns_or_without_rows_is_a_page_of_its_titles(pages: ReportPages):
    empty = (table(()), AnnexTable(number=2, title="Chỉ có đầu", columns=("A", "B"), rows=()))
    sheets = laid(report(blocks=SHORT, annexes=empty))
    assert len(sheets) == 3
    assert pages.draw(report(blocks=SHORT, annexes=empty), DATA)


def test_a_total_is_bold_and_never_alone_at_the_head_of_a_page():
    for rows in range(25, 45):
        made = AnnexTable(
            number=1,
            title="Bảng",
            columns=("STT", "Nội dung", "Số"),
            rows=(
                *(TableRow(code=CODE, cells=(str(n), "mục", "1")) for n in range(rows)),
                TableRow(code=None, cells=("", "Tổng cộng", str(rows)), total=True),
            ),
        )
        sheets = laid(report(blocks=SHORT, annexes=(made,)))
        (page,) = [s for s in sheets if any(w.text == "Tổng cộng" for w in words_of((s,)))]
        (total,) = [w for w in words_of((page,)) if w.text == "Tổng cộng"]
        assert total.face.value == "Bold"
        assert any(w.text == "mục" for w in words_of((page,)))


def test_a_section_without_text_keeps_its_heading_and_prints_no_blank_line():
    empty = Paragraph(runs=(), section="S1", number=0)
    text: tuple[Block, ...] = (
        paragraph("Mở đầu."),
        Heading(level=1, text="I- MỤC RỖNG"),
        empty,
        Heading(level=1, text="II- MỤC CÓ CHỮ"),
        paragraph("Một dòng.", section="S2"),
    )
    with_it, without = (
        laid(report(blocks=tuple(b for b in text if b != left_out), annexes=())) for left_out in (None, empty)
    )
    assert [m for s in with_it for m in s.marks] == [m for s in without for m in s.marks]
    anchors = [sign.section for _, sign in with_it[0].signs if isinstance(sign, Anchor)]
    assert anchors == ["S1", "S1", "S2"]


@pytest.mark.parametrize("before", range(16, 26))
def test_empty_sections_at_the_end_never_leave_the_signature_without_text(before: int):
    text = (
        *(paragraph("Một dòng.", number=n) for n in range(before)),
        Heading(level=1, text="I- MỤC RỖNG"),
        Paragraph(runs=(), section="S1", number=0),
    )
    sheets = laid(report(blocks=text, annexes=()))
    (signed,) = [s for s in sheets if any(p.name == Fields.LEADER for p in s.places)]
    assert any(w.text == "Một dòng." for w in words_of((signed,)))


def test_letters_of_a_table_shrink_no_further_than_its_profile_allows():
    profile = read_profile(RESOURCES / "profiles", "party-2026")
    figures = tuple(f"{n}.234.567" for n in range(1, 13))
    made = table(("TT", "Đơn vị", *(f"Tháng {n}" for n in range(1, 13))), ("1", "Quận uỷ Cầu Giấy", *figures))
    sizes = {w.size for w in words_of(laid(report(profile="party-2026", blocks=SHORT, annexes=(made,)))[-1:])}
    assert min(sizes - {profile.page.number_size}) >= profile.annex.table_least_size
    assert profile.annex.table_least_size * MM_PER_POINT > 3.5
