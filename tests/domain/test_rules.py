"""Rules on figures: what is a breach, in which words, and what is none."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.make import codes, pack, record, span, table

from dvapp.domain.calendar.offers import read_mark
from dvapp.domain.judging.judge import Judge
from dvapp.domain.judging.rules import Breach, Rule, RuleForm, RuleLevel
from dvapp.domain.papers.comparing import Against
from dvapp.domain.words import Wording
from dvapp.host.formats import LocaleFormats

WRITING = LocaleFormats("vi")
CHANGE = Rule(
    code="change",
    level=RuleLevel.WARNING,
    form=RuleForm.CHANGE,
    indicators=("flow",),
    against=(Against.LAST, Against.LAST_YEAR),
    percent=50,
    least=5,
)


def must(formula: str, say: str = "Sai", **other: object) -> Rule:
    made = Rule(code="r", level=RuleLevel.ERROR, must=formula, say=Wording(say, "Wrong"))
    return replace(made, **other)  # type: ignore[arg-type]


def judged(rule: Rule, *records: object, period: str = "2018", only: tuple[str, ...] = ()) -> list[Breach]:
    made = pack(rules=(rule,))
    figures = table(*records, period=period, pack=made)  # type: ignore[arg-type]
    return list(Judge(made, figures, WRITING, codes(*only) if only else None).breaches())


def told(rule: Rule, *records: object, period: str = "2018") -> list[str]:
    return [breach.sentence.vi for breach in judged(rule, *records, period=period)]


def visits(number: int, count: int | None, day: str, form: str = "surprise") -> object:
    values: dict[str, Any] = {} if count is None else {"visits": count}
    return record(number, happened=span(day), form=form, **values)


def test_a_sum_that_differs_shows_its_arithmetic():
    rule = must("B01 + B03 == B05", "Tổng khác các phần")
    three = record(1, happened=span("2018-05-29"), visits=3, found=4)
    sixteen = record(2, happened=span("2018-06-01"), form="self", visits=16, found=16)
    (breach,) = judged(rule, three, sixteen)
    assert breach.sentence.vi == "Tổng khác các phần: 3 + 16 = 19, nhưng tổng ghi 20"
    assert breach.sentence.en == "Wrong: 3 + 16 = 19, but the total says 20"
    assert set(breach.codes) == {*codes("B01", "B03", "B05")}
    assert breach.blocks
    assert not judged(rule, record(1, visits=4, found=4), sixteen)


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("B01 <= 2", "3, lớn hơn 2"),
        ("B01 >= 4", "3, nhỏ hơn 4"),
        ("B01 == 4", "3, khác 4"),
        ("B01 != 3", "3, bằng 3"),
        ("B01 < 3", "3, không nhỏ hơn 3"),
        ("B01 > 3", "3, không lớn hơn 3"),
        ("2 * (B01 - 1) == 5", "2 × (3 − 1) = 4, khác 5"),
        ("percent(B01, 4) <= 30", "3 : 4 × 100 = 75, lớn hơn 30"),
    ],
)
def test_every_comparison_says_how_it_fails(formula: str, words: str):
    assert told(must(formula), visits(1, 3, "2018-05-29")) == [f"Sai: {words}"]


def test_a_formula_without_a_comparison_of_two_sides_has_the_words_of_the_pack_alone():
    rule = must("B01 > 5 or B01 == 0", "Có {B01}, gấp đôi là {2 * B01}")
    assert told(rule, visits(1, 3, "2018-05-29")) == ["Có 3, gấp đôi là 6"]


def test_words_that_hold_the_one_figure_are_not_followed_by_it_once_more():
    assert told(must("B01 == 0", "Có {B01} lượt"), visits(1, 3, "2018-05-29")) == ["Có 3 lượt"]
    assert told(must("B01 == 0", "Có lượt"), visits(1, 3, "2018-05-29")) == ["Có lượt: 3, khác 0"]


def test_a_rule_is_silent_where_a_number_is_blank_or_does_not_apply():
    assert told(must("B01 == 9"), visits(1, None, "2018-05-29")) == []
    assert told(must("B01 == 9")) == []
    assert told(must("H01 == 9"), visits(1, 3, "2018-05-29")) == []
    assert told(must("B01 == last(B01)"), visits(1, 3, "2018-05-29"), period="2018-Q2") == []


def test_opening_equals_the_closing_of_the_period_before():
    rule = must("B01 == last(B03)", "Đầu kỳ khác cuối kỳ trước ({last(B03)})")
    rows = (visits(1, 7, "2018-02-10", "self"), visits(2, 6, "2018-05-10"))
    assert told(rule, *rows, period="2018-Q2") == ["Đầu kỳ khác cuối kỳ trước (7): 6, khác 7"]
    assert told(rule, visits(1, 6, "2018-02-10", "self"), rows[1], period="2018-Q2") == []


def test_the_same_period_of_last_year_is_named_so():
    rule = must("B01 >= last_year(B01)")
    rows = (visits(1, 7, "2017-05-10"), visits(2, 6, "2018-05-10"))
    assert told(rule, *rows, period="2018-Q2") == ["Sai: 6, nhỏ hơn 7"]


@pytest.mark.parametrize(
    ("before", "now", "breaks"),
    [(10, 16, True), (10, 15, False), (100, 150, False), (100, 151, True), (6, 1, False), (12, 5, True),
     (0, 6, True), (0, 5, False), (4, 4, False)],
)  # fmt: skip
def test_a_change_must_be_large_in_both_ways(before: int, now: int, breaks: bool):
    rows = (visits(1, before, "2018-02-10"), visits(2, now, "2018-05-10"))
    found = judged(CHANGE, *rows, period="2018-Q2", only=("B01",))
    assert bool(found) is breaks


def test_a_change_tells_the_word_the_arithmetic_and_the_period():
    rows = (visits(1, 10, "2018-02-10"), visits(2, 16, "2018-05-10"))
    (breach,) = judged(CHANGE, *rows, period="2018-Q2", only=("B01",))
    assert breach.rule == "change.B01"
    assert breach.level is RuleLevel.WARNING
    assert breach.sentence.vi == (
        "Chỉ tiêu B01 (B01): 16 − 10 = 6, tăng 06 lượt đơn vị (60%) so với quý I năm 2018"
    )
    (less,) = judged(CHANGE, visits(1, 20, "2018-02-10"), visits(2, 5, "2018-05-10"), period="2018-Q2",
                     only=("B01",))  # fmt: skip
    assert "20 − 5 = 15, giảm 15 lượt đơn vị (75%)" in less.sentence.vi


def test_a_change_from_nothing_divides_by_nothing():
    rows = (visits(1, 0, "2018-02-10"), visits(2, 16, "2018-05-10"))
    (breach,) = judged(CHANGE, *rows, period="2018-Q2", only=("B01",))
    assert "16 − 0 = 16, tăng 16 lượt đơn vị so với quý I" in breach.sentence.vi


def test_both_earlier_periods_make_one_breach():
    rows = (visits(1, 10, "2017-05-10"), visits(2, 11, "2018-02-10"), visits(3, 30, "2018-05-10"))
    (breach,) = judged(CHANGE, *rows, period="2018-Q2", only=("B01",))
    assert "quý I năm 2018; 30 − 10 = 20" in breach.sentence.vi
    assert breach.sentence.vi.endswith("so với cùng kỳ năm 2017")


def test_a_change_of_a_share_is_in_points():
    rule = replace(CHANGE, indicators=("D13",), percent=0, least=15)
    rows = (
        record(1, happened=span("2018-02-10"), visits=10, found=100),
        record(2, happened=span("2018-05-10"), visits=30, found=100),
        record(3, happened=span("2018-02-11"), form="self", visits=0, found=0),
        record(4, happened=span("2018-05-11"), form="self", visits=0, found=0),
    )
    (breach,) = judged(rule, *rows, period="2018-Q2")
    assert "tăng 20 điểm phần trăm so với quý I" in breach.sentence.vi


def test_what_may_only_grow_falls():
    rule = Rule(code="grows", level=RuleLevel.WARNING, form=RuleForm.ONLY_GROWS, indicators=("B01",))
    rows = (visits(1, 8, "2018-02-10"), visits(2, 5, "2018-05-10"))
    assert told(rule, *rows, period="2018-Q2") == [
        "Chỉ tiêu B01 (B01) chỉ có thể tăng trong năm: quý II năm 2018 ghi 5, nhỏ hơn 8 của quý I năm 2018"
    ]
    assert told(rule, *rows, period="2018-Q1") == []
    assert told(rule, visits(1, 8, "2017-11-10"), visits(2, 5, "2018-02-10"), period="2018-Q1") == []


def test_a_flow_is_the_sum_of_its_months_once_all_are_known():
    rule = Rule(code="months", level=RuleLevel.WARNING, form=RuleForm.MONTHS, indicators=("B01",))
    months = [visits(n, n, f"2018-0{n}-10") for n in (1, 2, 3)]
    whole = record(9, happened=span("2018-01-01", "2018-03-31"), visits=4)
    (breach,) = judged(rule, *months, whole, period="2018-Q1")
    assert "cộng các tháng: 1 + 2 + 3 = 6, nhưng quý I năm 2018 ghi 10" in breach.sentence.vi
    assert judged(rule, *months, period="2018-Q1") == []
    assert judged(rule, *months[:2], whole, period="2018-Q1") == []


def test_only_breaches_of_the_figures_asked_for_are_told():
    rows = (visits(1, 10, "2018-02-10"), visits(2, 16, "2018-05-10"))
    assert {b.codes for b in judged(CHANGE, *rows, period="2018-Q2")} == {codes("B01")}
    assert judged(CHANGE, *rows, period="2018-Q2", only=("B03",)) == []


def test_a_rule_of_some_periods_is_silent_in_others():
    rule = must("B01 == 9", periods=(read_mark("N"),))
    row = visits(1, 3, "2018-05-29")
    assert judged(rule, row)
    assert not judged(rule, row, period="2018-Q2")


def test_a_text_in_the_records_is_the_reason_of_a_warning():
    rule = must("B01 == 9", level=RuleLevel.WARNING, reason_from=codes("A14")[0])
    (given,) = judged(rule, record(1, visits=3, number="Tăng cường"))
    assert (given.reason, given.confirmed, given.blocks) == ("Tăng cường", True, False)
    (bare,) = judged(rule, record(1, visits=3))
    assert bare.blocks


def test_figures_of_state_offices_close_in_the_middle_of_a_month():
    days = ("2017-12-14", "2017-12-15", "2018-06-14", "2018-06-15")
    rows = [visits(n, 10**n, day) for n, day in enumerate(days)]
    half = table(*rows, period="2018-H1", closing=14)  # type: ignore[arg-type]
    assert half.figure(codes("B01")[0]).value == 110
    assert table(*rows, period="2018-H1").figure(codes("B01")[0]).value == 1100  # type: ignore[arg-type]
    year = half.period.closed_on(14)
    assert (year.since, year.until) == (date(2017, 12, 15), date(2018, 6, 14))
