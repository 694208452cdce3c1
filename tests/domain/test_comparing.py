"""Comparisons: the word follows the sign, the arithmetic is right, and nothing is divided by zero or a blank."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests import make

from dvapp.domain.calendar.offers import Due, offered_words, read_mark
from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.codes import IndicatorCode
from dvapp.domain.papers.comparing import (
    NO_BASIS,
    NOTHING_TO_COMPARE,
    Against,
    change,
    change_cells,
    change_words,
    other_period,
    than_words,
)
from dvapp.domain.papers.composing import show_reference
from dvapp.domain.papers.reports import Figure, FigureState
from dvapp.domain.papers.showing import period_head
from dvapp.domain.papers.text import FigureForm, FigureRef, parse_runs, write_runs
from dvapp.domain.words import Wording
from dvapp.host.formats import LocaleFormats

VI = LocaleFormats("vi")


def figure(value: int | Decimal | None, *, unit: str = "lượt đơn vị", ratio: bool = False) -> Figure:
    return Figure(
        code=IndicatorCode("B01"),
        label=Wording("Kiểm tra"),
        unit=Wording(unit),
        state=FigureState.BLANK if value is None else FigureState.KNOWN,
        value=value,
        is_ratio=ratio,
    )


def not_applicable() -> Figure:
    return replace(figure(None), state=FigureState.NOT_APPLICABLE)


@pytest.mark.parametrize(
    ("period", "last", "last_year"),
    [
        ("2018-05", "2018-04", "2017-05"),
        ("2018-01", "2017-12", "2017-01"),
        ("2018-Q3", "2018-Q2", "2017-Q3"),
        ("2018-Q1", "2017-Q4", "2017-Q1"),
        ("2018-H1", "2017-H2", "2017-H1"),
        ("2018-H2", "2018-H1", "2017-H2"),
        ("2018-9M", "2017-9M", "2017-9M"),
        ("2018", "2017", "2017"),
    ],
)
def test_the_period_before_is_of_the_same_length(period: str, last: str, last_year: str):
    now = parse_period(period)
    assert other_period(now, Against.LAST).written == last
    assert other_period(now, Against.LAST_YEAR).written == last_year


@pytest.mark.parametrize(
    ("period", "against", "words"),
    [
        ("2018-05", Against.LAST, "tháng 4 năm 2018"),
        ("2018-05", Against.LAST_YEAR, "cùng kỳ năm 2017"),
        ("2018-Q1", Against.LAST, "quý IV năm 2017"),
        ("2018-9M", Against.LAST, "cùng kỳ năm 2017"),
        ("2018", Against.LAST_YEAR, "năm 2017"),
    ],
)
def test_a_sentence_says_what_it_compares_with(period: str, against: Against, words: str):
    assert than_words(parse_period(period), against) == words


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (42, 33, "tăng 09 lượt đơn vị (27,3%) so với kỳ ấy"),
        (18, 20, "giảm 02 lượt đơn vị (10%) so với kỳ ấy"),
        (7, 7, "bằng kỳ ấy"),
        (0, 0, "bằng kỳ ấy"),
        (9, 0, "tăng 09 lượt đơn vị so với kỳ ấy"),
        (0, 9, "giảm 09 lượt đơn vị (100%) so với kỳ ấy"),
        (1_000_001, 1_000_000, "tăng 01 lượt đơn vị (dưới 0,1%) so với kỳ ấy"),
        (Decimal("2.5"), 1, "tăng 1,5 lượt đơn vị (150%) so với kỳ ấy"),
    ],
)
def test_a_change_is_said_with_its_amount_and_share(now: int | Decimal, before: int, words: str):
    assert change_words(figure(now), figure(before), "kỳ ấy", VI) == words


def test_a_share_changes_by_percentage_points_and_never_by_percent():
    now, before = (figure(Decimal(v), unit="%", ratio=True) for v in ("93.5", "91.0"))
    assert change_words(now, before, "năm 2017", VI) == "tăng 2,5 điểm phần trăm so với năm 2017"
    assert change_cells(now, before, VI) == ("+2,5", "–")


@pytest.mark.parametrize(("now", "before"), [(None, 3), (3, None), (None, None)])
def test_a_blank_is_compared_with_nothing(now: int | None, before: int | None):
    assert change(figure(now), figure(before)) is None
    assert change_words(figure(now), figure(before), "…", VI) == NOTHING_TO_COMPARE
    assert change_cells(figure(now), figure(before), VI) == ("–", "–")


def test_what_does_not_apply_gives_no_basis_to_compare():
    assert change_words(not_applicable(), figure(3), "…", VI) == NO_BASIS
    assert change_cells(figure(3), not_applicable(), VI) == ("–", "–")


@given(some.integers(0, 10**12), some.integers(0, 10**12))
def test_the_word_always_follows_the_sign(now: int, before: int):
    words = change_words(figure(now), figure(before), "kỳ ấy", VI)
    wanted = "tăng" if now > before else "giảm" if now < before else "bằng"
    assert words.startswith(wanted + " ")
    assert VI.number(abs(now - before)) in words or now == before
    assert ("%" in words) == (now != before and before != 0)
    difference, percent = change_cells(figure(now), figure(before), VI)
    assert difference[0] == {"tăng": "+", "giảm": "−", "bằng": "0"}[wanted]
    assert (percent == "–") == (before == 0)


def test_a_sentence_compares_figures_of_two_periods_of_the_same_records():
    table = make.table(
        make.record(1, happened=make.span("2018-05-10"), visits=33),
        make.record(2, happened=make.span("2018-06-10"), visits=42),
        period="2018-06",
    )

    def told(form: FigureForm) -> str:
        return show_reference(FigureRef(code=IndicatorCode("B01"), form=form), table, VI)

    assert told(FigureForm.VS_LAST) == "tăng 09 lượt đơn vị (27,3%) so với tháng 5 năm 2018"
    assert told(FigureForm.VS_LAST_YEAR) == NOTHING_TO_COMPARE
    assert told(FigureForm.UNIT) == "42 lượt đơn vị"


def test_another_period_of_a_table_is_made_once():
    table = make.table(period="2018-06")
    before = parse_period("2018-05")
    assert table.at(before) is table.at(before)
    assert table.at(table.period) is table


@pytest.mark.parametrize("form", ["vs_last", "vs_last_year"])
def test_the_notation_of_a_comparison_reads_back(form: str):
    (run,) = parse_runs(f"{{B01:{form}}}")
    assert isinstance(run, FigureRef)
    assert run.form.compares
    assert write_runs((run,)) == f"{{B01:{form}}}"


@pytest.mark.parametrize(
    ("period", "head"),
    [
        ("2018", "Năm 2018"),
        ("2018-Q2", "Quý II/2018"),
        ("2018-H1", "6 tháng đầu/2018"),
        ("2018-9M", "9 tháng/2018"),
        ("2018-05", "Tháng 5/2018"),
    ],
)
def test_a_column_names_its_period_in_few_letters(period: str, head: str):
    assert period_head(parse_period(period)) == head


# --- what a kind is offered for --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mark", "fits", "not_fits"),
    [
        ("T", "2018-05", "2018"),
        ("Q", "2018-Q4", "2018-H1"),
        ("Q3", "2018-Q3", "2018-Q1"),
        ("6T", "2018-H2", "2018-Q2"),
        ("6T1", "2018-H1", "2018-H2"),
        ("9T", "2018-9M", "2018"),
        ("N", "2018", "2018-9M"),
    ],
)
def test_a_mark_names_periods(mark: str, fits: str, not_fits: str):
    assert read_mark(mark).fits(parse_period(fits))
    assert not read_mark(mark).fits(parse_period(not_fits))


def test_periods_are_said_in_both_languages():
    said = offered_words(tuple(read_mark(m) for m in ("Q1", "6T1", "9T", "N")))
    assert said == Wording(
        "quý I, 6 tháng đầu năm, 9 tháng, năm", "quarter I, first half-year, nine months, year"
    )


def test_a_due_day_never_falls_out_of_its_month():
    due = Due(periods=(read_mark("T"),), day=31, months_after=1)
    assert due.day_for(parse_period("2018-01")).isoformat() == "2018-02-28"
    assert due.day_for(parse_period("2018-12")).isoformat() == "2019-01-31"
