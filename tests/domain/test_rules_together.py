"""Rules on more than one number: blanks and idle parts of a sum, what one reason answers, and counts that stand out."""

from dataclasses import replace
from typing import Any

from tests.make import codes, pack, record, span, table

from dvapp.domain.judging.judge import Judge
from dvapp.domain.judging.rules import Breach, Rule, RuleForm, RuleLevel
from dvapp.domain.papers.comparing import Against
from dvapp.domain.papers.reports import FigureState
from dvapp.domain.values import NOT_APPLICABLE
from dvapp.domain.words import Wording
from dvapp.host.formats import LocaleFormats

WRITING = LocaleFormats("vi")
SUM = Rule(code="sum", level=RuleLevel.ERROR, must="B01 + B03 == B05", say=Wording("Tổng khác", "Differs"))
CHANGE = Rule(
    code="change",
    level=RuleLevel.WARNING,
    form=RuleForm.CHANGE,
    indicators=("B01", "B03", "B05"),
    against=(Against.LAST,),
    percent=50,
    least=5,
    together=(codes("B01", "B05"),),
)
OUTLIER = Rule(
    code="outlier",
    level=RuleLevel.WARNING,
    form=RuleForm.OUTLIER,
    indicators=("flow",),
    distance=4,
    least=5,
    history=5,
    earlier=12,
)


def judged(*rules: Rule, records: list[Any], period: str = "2018", **other: Any) -> list[Breach]:
    made = pack(rules=rules)
    return list(Judge(made, table(*records, period=period, pack=made), WRITING, **other).breaches())


def monthly(counts: list[int], year: int = 2018, **values: Any) -> list[Any]:
    """Surprise visits of one month after the other."""
    return [
        record(100 * year + month, happened=span(f"{year}-{month:02d}-10"), visits=count, **values)
        for month, count in enumerate(counts, start=1)
    ]


def test_known_parts_that_exceed_a_total_are_an_error_though_another_part_is_blank():
    rows = [
        record(1, visits=22, found=20),
        record(2, form="self", found=0),
    ]
    (breach,) = judged(SUM, records=rows)
    assert breach.sentence.vi == "Tổng khác: 22 + – = 22 (chưa có B03), nhưng tổng ghi 20"
    assert judged(SUM, records=[record(1, visits=20, found=20), rows[1]]) == []


def test_a_blank_total_or_a_computed_part_silences_the_sum():
    assert judged(SUM, records=[record(1, visits=22)]) == []
    computed = replace(SUM, must="B04 + B20 == B05")
    assert judged(computed, records=[record(1, found=0), record(2, form="self", visits=3, found=1)]) == []


def test_what_does_not_apply_adds_nothing_to_a_sum_of_others():
    idle = record(2, form="self", visits=NOT_APPLICABLE, found=0)
    (breach,) = judged(SUM, records=[record(1, visits=3, found=20), idle])
    assert breach.sentence.vi == "Tổng khác: 3 + – = 3, nhưng tổng ghi 20"
    assert judged(SUM, records=[record(1, visits=20, found=20), idle]) == []


def test_a_sum_of_nothing_but_idle_parts_says_nothing():
    rows = [
        record(1, visits=NOT_APPLICABLE, found=4),
        record(2, form="self", visits=NOT_APPLICABLE, found=0),
    ]
    assert judged(SUM, records=rows) == []


def test_figures_that_move_together_are_one_breach_that_tells_all_numbers():
    rows = [
        record(1, happened=span("2018-02-10"), visits=10, found=30),
        record(2, happened=span("2018-05-10"), visits=30, found=60),
    ]
    (breach,) = judged(CHANGE, records=rows, period="2018-Q2")
    assert (breach.rule, breach.folded, breach.codes) == ("change.B01", ("change.B05",), codes("B01", "B05"))
    assert breach.sentence.vi == (
        "Chỉ tiêu B01 (B01): 30 − 10 = 20, tăng 20 lượt đơn vị (200%) so với quý I năm 2018; "
        "chỉ tiêu B05 (B05): 60 − 30 = 30, tăng 30 trường hợp (100%) so với quý I năm 2018"
    )
    assert [figure.value for figure in breach.figures] == [30, 60]


def test_figures_that_move_apart_are_two_breaches():
    rows = [
        record(1, happened=span("2018-02-10"), visits=10, found=60),
        record(2, happened=span("2018-05-10"), visits=30, found=20),
    ]
    assert [b.rule for b in judged(CHANGE, records=rows, period="2018-Q2")] == ["change.B01", "change.B05"]


def test_a_computed_figure_and_its_parts_need_no_list_to_be_one():
    rule = replace(CHANGE, indicators=("B01", "B04"), together=())
    rows = [
        record(1, happened=span("2018-02-10"), visits=10),
        record(2, happened=span("2018-02-11"), form="self", visits=1),
        record(3, happened=span("2018-05-10"), visits=30),
        record(4, happened=span("2018-05-11"), form="self", visits=1),
    ]
    (breach,) = judged(rule, records=rows, period="2018-Q2")
    assert breach.codes == codes("B01", "B04")


def test_a_count_that_stands_out_is_told_with_what_is_usual():
    (breach,) = judged(OUTLIER, records=monthly([2, 9, 4, 6, 3, 5, 31]), period="2018-07", codes=codes("B01"))
    assert breach.rule == "outlier.B01"
    assert breach.sentence.vi == "Chỉ tiêu B01 (B01): thường từ 2 đến 9 (6 tháng trước), kỳ này 31"
    assert breach.sentence.en == "Figure B01 (B01): usually 2 to 9 (6 months before), now 31"


def test_too_short_a_past_says_nothing():
    assert judged(OUTLIER, records=monthly([2, 9, 4, 6, 31]), period="2018-05", codes=codes("B01")) == []


def test_the_past_goes_on_across_the_turn_of_the_year():
    rows = [*monthly([3, 4, 2, 5, 4, 3, 4, 5, 3, 4, 2, 4], year=2017), *monthly([31])]
    (breach,) = judged(OUTLIER, records=rows, period="2018-01", codes=codes("B01"))
    assert "thường từ 2 đến 5 (12 tháng trước)" in breach.sentence.vi


def test_a_figure_that_changed_and_stands_out_is_one_thing_to_explain():
    found = judged(
        replace(CHANGE, together=()), OUTLIER, records=monthly([2, 9, 4, 6, 3, 5, 31]), period="2018-07",
        codes=codes("B01"),
    )  # fmt: skip
    (breach,) = found
    assert (breach.rule, breach.folded) == ("change.B01", ("outlier.B01",))
    assert breach.sentence.vi.endswith(
        "so với tháng 6 năm 2018; thường từ 2 đến 9 (6 tháng trước), kỳ này 31"
    )


def test_rules_of_boards_alone_are_not_asked_of_a_unit():
    rule = replace(SUM, units=False)
    rows = [record(1, visits=3, found=20), record(2, form="self", visits=1, found=0)]
    assert judged(rule, records=rows)
    assert judged(rule, records=rows, unit="001") == []


def test_a_breach_knows_its_figures_and_the_records_behind_them():
    rows = [record(1, visits=3, found=20), record(2, form="self", visits=1, found=0)]
    (breach,) = judged(SUM, records=rows)
    by_code = {figure.code: figure for figure in breach.figures}
    assert {code: figure.value for code, figure in by_code.items()} == dict(
        zip(codes("B01", "B03", "B05"), (3, 1, 20), strict=True)
    )
    assert by_code[codes("B05")[0]].records == (rows[0].id, rows[1].id)
    assert all(figure.state is FigureState.KNOWN for figure in breach.figures)
