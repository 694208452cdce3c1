"""Balances of the pack: what earlier periods left open comes to what the period itself adds and takes."""

from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from dvapp.app.tools import make_tools
from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.codes import IndicatorCode, KindCode, RecordId, UnitCode
from dvapp.domain.figures.balances import earlier_in_year
from dvapp.domain.figures.table import FigureTable
from dvapp.domain.judging.judge import Judge
from dvapp.domain.packs import Pack
from dvapp.domain.papers.reports import Figure, FigureState
from dvapp.domain.places.units import UnitCatalogue
from dvapp.domain.recording.plain import read_record
from dvapp.domain.recording.records import Record
from dvapp.host.formats import LocaleFormats

BOARD = UnitCode("003")
WRITING = LocaleFormats("vi")
F08, F09, B13 = IndicatorCode("F08"), IndicatorCode("F09"), IndicatorCode("B13")


@cache
def ground() -> tuple[Pack, UnitCatalogue]:
    tools = make_tools()
    return tools.packs.read("ha-noi-2018"), tools.packs.units()


def typed(period: str, **numbers: int | str) -> Record:
    """Numbers that the board typed for a period."""
    pack, _units = ground()
    span = parse_period(period).span
    rows = [{"indicator": code, "number": number} for code, number in numbers.items()]
    happened = {"from": span.since.isoformat(), "to": span.until.isoformat()}
    plain: dict[str, Any] = {"happened": happened, "values": {"figures": rows}}
    kind = pack.kinds[KindCode("unit_figures")]
    return read_record(kind, plain, record_id=RecordId(period), board=BOARD)


def table(*records: Record, period: str) -> FigureTable:
    pack, units = ground()
    return FigureTable(
        pack=pack,
        board=BOARD,
        units=units,
        records=records,
        period=parse_period(period),
        write=WRITING.number,
    )


def told(*records: Record, period: str, rule: str) -> list[str]:
    """What a rule of the pack says."""
    found = Judge(ground()[0], table(*records, period=period), WRITING).breaches()
    return [breach.sentence.vi for breach in found if breach.rule == rule]


@pytest.mark.parametrize(
    ("period", "before"),
    [
        ("2018-01", []), ("2018-03", ["2018-01", "2018-02"]), ("2018-05", ["2018-Q1", "2018-04"]),
        ("2018-Q3", ["2018-H1"]), ("2018-09", ["2018-H1", "2018-07", "2018-08"]), ("2018-12", ["2018-9M", "2018-10", "2018-11"]),
        ("2018", []), ("2018-9M", []), ("2018-H2", ["2018-H1"]),
    ],
)  # fmt: skip
def test_the_months_before_a_period_are_the_fewest_periods(period: str, before: list[str]):
    assert [one.written for one in earlier_in_year(parse_period(period))] == before


FIRST = typed("2018-Q1", B05=10, B11=4, B12=0, F05=20, F06=5, F07=5)


def test_what_the_first_quarter_left_open_is_open_in_the_second_until_it_is_settled():
    second = typed("2018-Q2", B05=2, B11=6, B12=1, F05=0, F06=0, F07=8)
    figures = table(FIRST, second, period="2018-Q2")
    assert figures.figure(B13).value == 10 - 4 + 2 - 7
    assert figures.figure(B13).formula == "6 + 2 − 7 = 1"
    assert set(figures.figure(B13).records) == {"2018-Q1", "2018-Q2"}
    assert figures.figure(F08).value == 2
    assert figures.figure(F09).value == Decimal("80.0")  # 8 settled of the 10 that the first quarter left
    assert figures.at(parse_period("2018-H1")).figure(B13).value == 1
    for rule in ("handled_within_found", "settled_after_dialogue"):
        assert told(FIRST, second, period="2018-Q2", rule=rule) == []


def test_more_settled_than_there_ever_was_is_an_error_with_its_numbers():
    second = typed("2018-Q2", B05=2, B11=9, B12=0, F05=1, F06=0, F07=12)
    (handled,) = told(FIRST, second, period="2018-Q2", rule="handled_within_found")
    assert handled.startswith(
        "Số trường hợp đã chấn chỉnh, xử lý (B10) là 9, nhiều hơn 8 trường hợp phải xem xét"
    )
    assert handled.endswith("nên số đang xem xét (B13) bằng -1")
    assert (
        "là 12, nhiều hơn 11 ý kiến"
        in told(FIRST, second, period="2018-Q2", rule="settled_after_dialogue")[0]
    )


def test_the_year_before_is_carried_over_where_the_store_has_it():
    last = typed("2017", B05=9, B11=6, B12=0)
    now = typed("2018-01", B05=1, B11=2, B12=0)
    assert table(last, now, period="2018-01").figure(B13).value == 2
    assert table(now, period="2018-01").figure(B13).value == -1


def test_a_time_without_a_word_leaves_nothing_open_and_a_half_told_one_leaves_it_unknown():
    fourth = typed("2018-Q4", B05=3, B11=1, B12=0)
    assert table(FIRST, fourth, period="2018-Q4").figure(B13).value == 8
    half = typed("2018-Q1", B05=5)
    assert table(half, fourth, period="2018-Q4").figure(B13).state is FigureState.BLANK


def test_a_period_without_a_word_has_no_balance_and_one_in_which_nothing_happened_keeps_it():
    assert table(FIRST, period="2018-Q2").figure(B13).state is FigureState.BLANK
    nothing = typed("2018-Q2", B05="not_applicable", B11="not_applicable", B12="not_applicable")
    assert table(FIRST, nothing, period="2018-Q2").figure(B13).value == 6


def test_a_share_of_a_sum_has_brackets_around_the_sum():
    figure: Figure = table(typed("2018-Q1", H10=3, H11=1), period="2018-Q1").figure(IndicatorCode("H12"))
    assert figure.formula == "3 : (3 + 1) × 100 = 75"
    (sentence,) = told(typed("2018-Q1", H10=1, H11=1), period="2018-Q1", rule="mediation_rate")
    assert sentence.endswith("1 : (1 + 1) × 100 = 50, nhỏ hơn 80")


@pytest.mark.parametrize(
    ("rule", "numbers", "end"),
    [
        ("answered_within_raised", {"F05": "not_applicable", "F06": 3}, ": 3, lớn hơn không phát sinh"),
        ("survey_adds_up", {"D15": "not_applicable", "D16": 6, "D17": 1, "D18": 0},
         ": 6 + 1 + 0 = 7, nhưng tổng ghi không phát sinh"),
        ("attendance_without_sessions", {"A06": "not_applicable", "A07": 12}, "số hội nghị, lớp (A06) ghi không phát sinh"),
        ("apologies", {"D20": "not_applicable", "D11": 2}, ": không phát sinh, nhỏ hơn 2"),
    ],
)  # fmt: skip
def test_a_number_against_something_that_did_not_occur_is_a_breach(
    rule: str, numbers: dict[str, int | str], end: str
):
    (sentence,) = told(typed("2018-Q1", **numbers), period="2018-Q1", rule=rule)
    assert sentence.endswith(end)


@pytest.mark.parametrize(
    ("rule", "period", "numbers"),
    [
        ("answered_within_raised", "2018-Q1", {"F05": "not_applicable", "F06": 0}),
        ("answered_within_raised", "2018-Q1", {"F05": "not_applicable", "F06": "not_applicable"}),
        ("ratings_add_up", "2018", dict.fromkeys(("H01", "H02", "H03"), "not_applicable")),
        ("supervision_boards", "2018", {"H06": "not_applicable"}),
        ("mediation_rate", "2018-Q1", {"H10": "not_applicable", "H11": "not_applicable"}),
    ],
)
def test_what_does_not_occur_breaks_nothing_by_itself(rule: str, period: str, numbers: dict[str, int | str]):
    assert told(typed(period, **numbers), period=period, rule=rule) == []


def test_a_district_that_ended_is_still_asked_the_figures_of_a_district():
    ended = table(period="2025-08")
    assert ended.own_unit is None
    assert ended.figure(IndicatorCode("A11")).state is FigureState.NOT_APPLICABLE
    assert ended.figure(IndicatorCode("A03")).value == 0
