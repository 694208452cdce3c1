"""The first page against the positions measured on an official paper (format.md), within 0.5 mm; 1 mm is allowed."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from tests.reporting.reading import find, flattened, seen, shapes
from tests.reporting.samples import CITY, DATA, DISTRICT, report

from dvapp.domain.papers.reports import Role, Stage
from dvapp.reporting.pages import ReportPages

NEAR = 0.5
BOTH = pytest.mark.parametrize("profile", ["party-2018", "party-2026"])


def near(value: float) -> object:
    return pytest.approx(value, abs=NEAR)


@BOTH
def test_the_head_stands_where_the_official_paper_has_it(pages: ReportPages, profile: str):
    pdf = flattened(pages.draw(report(profile=profile), DATA))
    superior, issuer = find(pdf, "THÀNH UỶ HÀ NỘI"), find(pdf, "BAN DÂN VẬN")
    assert (superior.centre, superior.size) == (near(66.7), 14)
    assert (issuer.centre, issuer.baseline, issuer.size) == (near(66.7), near(27.3), 14)
    assert find(pdf, "*").centre == near(66.7)
    party = find(pdf, "ĐẢNG CỘNG SẢN VIỆT NAM")
    assert (party.right, party.baseline, party.size) == (near(195.3), near(21.9), 15)
    number, dated = find(pdf, "-BC/BDVTU"), find(pdf, "Hà Nội, ngày")
    assert (number.baseline, number.size) == (near(38.5), 14)
    assert (dated.baseline, dated.size) == (near(30.7), 14)
    kind, about = find(pdf, "BÁO CÁO"), find(pdf, "kết quả thực hiện “Năm")
    assert (kind.centre, kind.baseline) == (near(112.5), near(52.4))
    assert (about.centre, about.baseline) == (near(112.5), near(59.4))
    hyphens = find(pdf, "-----")
    assert hyphens.right - hyphens.left == near(8.0)
    assert find(pdf, "Thực hiện chủ đề").baseline == near(80.5)


@BOTH
def test_the_rule_is_as_long_as_the_words_above_it(pages: ReportPages, profile: str):
    pdf = pages.draw(report(profile=profile, annexes=()), DATA)
    party = find(pdf, "ĐẢNG CỘNG SẢN VIỆT NAM")
    rule = min(shapes(pdf), key=lambda box: box.top)
    assert (rule.left, rule.right) == (near(party.left), near(party.right))
    assert rule.right - rule.left == near(73.3)
    assert (rule.top + rule.bottom) / 2 == near(party.baseline + 1.3)


@BOTH
def test_the_body_keeps_pitch_gap_indent_and_both_margins(pages: ReportPages, profile: str):
    pdf = pages.draw(report(profile=profile), DATA)
    lines = [line for line in seen(pdf, gap=1000) if line.baseline > 80]
    assert {line.size for line in lines} == {15}
    assert lines[0].left == near(40)
    assert lines[1].left == near(30)
    assert lines[0].right == near(195)
    steps = {round(b.baseline - a.baseline, 1) for a, b in pairwise(lines)}
    assert steps == {6.7, 10.0}
    assert max(line.baseline for line in lines) < 277


@BOTH
def test_later_pages_are_numbered_in_the_middle_of_the_text_and_the_first_is_not(
    pages: ReportPages, profile: str
):
    pdf = pages.draw(report(profile=profile), DATA)
    assert min(line.baseline for line in seen(pdf, 0)) > 20
    number = seen(pdf, 1)[0]
    assert (number.text, number.size) == ("2", 14)
    assert (number.centre, number.baseline) == (near(112.5), near(11.5))


def test_headings_have_the_faces_of_their_levels(pages: ReportPages):
    pdf = pages.draw(report(), DATA)
    for words in ("I- KẾT QUẢ", "1. Công tác", "2.1. Kiểm tra"):
        assert find(pdf, words).left == near(40)


def test_a_long_summary_wraps_and_moves_the_text_down(pages: ReportPages):
    title = "sơ kết sáu tháng đầu năm, phương hướng nhiệm vụ sáu tháng cuối năm về công tác dân vận " * 2
    pdf = pages.draw(report(title=title.strip()), DATA)
    lines = [line for line in seen(pdf) if line.baseline > 55 and line.size == 15 and line.left > 41]
    summary = [line for line in lines if abs(line.centre - 112.5) < 1]
    assert len(summary) >= 3
    assert all(line.right - line.left <= 140.5 for line in summary)
    shortest = min(line.right - line.left for line in summary)
    assert shortest > 60, "the lines are about equally long"
    drop = summary[-1].baseline - 59.4
    assert find(pdf, "Thực hiện chủ đề").baseline == near(80.5 + drop)


def test_long_names_of_bodies_wrap_and_move_all_below_them_down(pages: ReportPages):
    issuer = replace(
        CITY,
        superior="BAN CHẤP HÀNH ĐẢNG BỘ KHỐI CÁC CƠ QUAN THÀNH PHỐ HÀ NỘI",
        issuer="BAN TUYÊN GIÁO VÀ DÂN VẬN ĐẢNG UỶ KHỐI",
    )
    pdf = pages.draw(report(issuer=issuer, stage=Stage.DRAFT), DATA)
    left = [line for line in seen(pdf) if line.baseline < 60 and line.right < 105]
    assert all(line.left >= 29.9 for line in left)
    number = find(pdf, "-BC/BDVTU")
    assert number.baseline > 38.5 + 5
    assert find(pdf, "BÁO CÁO").baseline == near(52.4 + number.baseline - 38.5)


@pytest.mark.parametrize("place", ["Hà Nội", "Quận Hai Bà Trưng", "Thành phố Hồ Chí Minh mở rộng"])
def test_a_date_line_ends_before_the_margin_and_meets_no_other_words(pages: ReportPages, place: str):
    made = report(issuer=replace(DISTRICT, superior="QUẬN UỶ HAI BÀ TRƯNG", place=place))
    fill = pages.number_and_date(made, 123, date(2026, 12, 30))[1]
    words = seen(fill.appearance, gap=1000)[0]
    assert words.left >= 0
    assert words.text == f"{place}, ngày 30 tháng 12 năm 2026"
    pdf = flattened(pages.draw(made, DATA))
    dated = find(pdf, place[:5])
    assert dated.right <= 195.8
    left = [line.right for line in seen(pdf) if line.right < 106 and 24 < line.baseline < 34]
    assert dated.left > max(left)


def test_the_head_of_the_board_signs_in_one_line_and_the_deputy_under_his_title(pages: ReportPages):
    head = pages.draw(report(annexes=()), DATA)
    last = pages.pages(head) - 1
    title, name = find(head, "TRƯỞNG BAN", last), find(head, "Nguyễn Thị Hồng Hạnh", last)
    assert title.text == "TRƯỞNG BAN"
    assert (title.centre, title.size, name.centre, name.size) == (near(155), 14, near(155), 14)
    assert name.baseline - title.baseline == near(40)
    deputy = pages.draw(report(annexes=(), role=Role.DEPUTY), DATA)
    first, second = find(deputy, "K/T TRƯỞNG BAN", last), find(deputy, "PHÓ TRƯỞNG BAN", last)
    assert second.baseline - first.baseline == near(5.6)
    assert find(deputy, "Nguyễn Thị Hồng Hạnh", last).baseline - second.baseline == near(40)


def test_no_name_is_printed_before_it_is_known_who_signs(pages: ReportPages):
    made = pages.draw(report(annexes=(), name=None), DATA)
    last = pages.pages(made) - 1
    below = find(made, "TRƯỞNG BAN", last).baseline
    assert not [s for s in seen(made, last) if s.left > 113 and s.baseline > below]


@pytest.mark.parametrize(("profile", "separator"), [("party-2018", ","), ("party-2026", ";")])
def test_recipients_stand_at_the_left_with_the_separator_of_their_year(
    pages: ReportPages, profile: str, separator: str
):
    pdf = pages.draw(report(profile=profile, annexes=()), DATA)
    last = pages.pages(pdf) - 1
    label, first = find(pdf, "Nơi nhận", last), find(pdf, "- Ban Dân vận Trung ương", last)
    assert (label.text, label.left, label.size) == ("Nơi nhận:", near(33), 14)
    assert (first.text, first.left, first.size) == (f"- Ban Dân vận Trung ương{separator}", near(30.2), 12)
    second = find(pdf, "- Thường trực Thành uỷ", last)
    assert second.baseline - first.baseline == near(4.9)
    hung = [s for s in seen(pdf, last) if s.size == 12 and not s.text.startswith("-")]
    assert [s.left for s in hung] == [near(33.2)]
    assert find(pdf, "- Lưu", last).text == "- Lưu Ban Dân vận."
    assert label.baseline == near(find(pdf, "TRƯỞNG BAN", last).baseline)


def test_only_the_words_of_the_label_are_underlined_not_their_colon(pages: ReportPages):
    pdf = pages.draw(report(annexes=()), DATA)
    last = pages.pages(pdf) - 1
    label = find(pdf, "Nơi nhận", last)
    (line,) = shapes(pdf, last)
    assert line.left == near(33)
    assert line.right < label.right - 0.5
    assert 0 < line.top - label.baseline < 1
