"""Rounded and scaled figures: half up, never to nothing by themselves, with the words of their scale."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dvapp.domain.codes import IndicatorCode
from dvapp.domain.errors import TextInvalid
from dvapp.domain.papers.reports import Figure, FigureState
from dvapp.domain.papers.showing import rounded, show_figure
from dvapp.domain.papers.text import FigureForm, FigureRef, Scale, parse_runs, write_runs
from dvapp.domain.words import Wording
from dvapp.host.formats import LocaleFormats

VI = LocaleFormats("vi")


def figure(value: int | Decimal | str | None, unit: str) -> Figure:
    return Figure(
        code=IndicatorCode("H13"),
        label=Wording("Đóng góp"),
        unit=Wording(unit),
        state=FigureState.BLANK if value is None else FigureState.KNOWN,
        value=value,
    )


def shown(notation: str, value: int | Decimal | str | None, unit: str, whole: int | None = None) -> str:
    (run,) = parse_runs(notation)
    assert isinstance(run, FigureRef)
    of = None if run.of is None else figure(whole, unit)
    return show_figure(figure(value, unit), run.form, VI, of, scale=run.scale, decimals=run.decimals)


@pytest.mark.parametrize(
    ("notation", "value", "unit", "words"),
    [
        ("{H13:r0}", Decimal("28.5"), "%", "29%"),
        ("{H13:r1}", Decimal("28.77"), "%", "28,8%"),
        ("{H13:r2}", Decimal("28.775"), "ha", "28,78"),
        ("{H13:unit:r0}", Decimal("2.5"), "cuộc", "03 cuộc"),
        ("{H13:unit:r1}", Decimal("10.04"), "ha", "10 ha"),
        ("{H13:ng}", 12_345, "lượt", "12,3 nghìn"),
        ("{H13:tr}", 12_345_678, "đồng", "12,3 triệu"),
        ("{H13:unit:ty}", 1_300_000_000, "đồng", "1,3 tỷ đồng"),
        ("{H13:unit:ty:r2}", 1354, "triệu đồng", "1,35 tỷ đồng"),
        ("{H13:unit:ty}", 20, "triệu đồng", "0,02 tỷ đồng"),
        ("{H13:tr:r0}", Decimal("7.5"), "triệu đồng", "8 triệu"),
        ("{H13:unit:ty}", 0, "triệu đồng", "0 triệu đồng"),
        ("{H13:unit:ty}", None, "triệu đồng", "chưa có số liệu"),
        ("{H13:tr}", Decimal("28.77"), "%", "28,77%"),
        ("{H13:unit}", 5, "%", "5%"),
    ],
)
def test_a_figure_is_rounded_and_scaled_as_papers_write_it(
    notation: str, value: int | Decimal | None, unit: str, words: str
) -> None:
    assert shown(notation, value, unit) == words


def test_a_part_of_a_whole_may_carry_its_unit() -> None:
    assert shown("{H13/A11}", 3, "ban", whole=30) == "3/30"
    assert shown("{H13/A11:unit}", 3, "ban", whole=30) == "03/30 ban"
    assert shown("{H13/A11:unit}", 3, "ban") == "chưa có số liệu"


def test_a_part_of_a_whole_that_does_not_apply_is_no_number() -> None:
    none = replace(figure(None, "ban"), state=FigureState.NOT_APPLICABLE)
    assert show_figure(figure(3, "ban"), FigureForm.UNIT, VI, none) == "không áp dụng"


@given(some.decimals(min_value=-(10**12), max_value=10**12, places=4), some.integers(0, 2))
def test_rounding_is_never_further_off_than_half_of_its_last_digit(number: Decimal, decimals: int) -> None:
    assert abs(Decimal(rounded(number, decimals)) - number) <= Decimal(1).scaleb(-decimals) / 2


@given(some.integers(1, 10**13), some.sampled_from(tuple(Scale)))
def test_what_is_something_is_never_shown_as_nothing(number: int, scale: Scale) -> None:
    words = show_figure(figure(number, "đồng"), FigureForm.NUMBER, VI, scale=scale)
    assert any(letter in "123456789" for letter in words)


@pytest.mark.parametrize(
    "notation",
    [
        "{B01:r1}",
        "{B01:unit:r0}",
        "{H13:ty}",
        "{H13:unit:tr:r2}",
        "{A12/A11:unit}",
        "{H13:ng:r0}",
        "{B01:pad}",
    ],
)
def test_every_form_comes_back_from_its_notation(notation: str) -> None:
    assert write_runs(parse_runs(notation)) == notation


@pytest.mark.parametrize(
    "notation",
    ["{B01:r3}", "{B01:pad:r1}", "{A12/A11:r1}", "{B01:vs_last:r0}", "{B01:r1:unit}", "{B01:x}", "{B01:}"],
)
def test_forms_that_mean_nothing_together_are_refused(notation: str) -> None:
    with pytest.raises(TextInvalid):
        parse_runs(notation)


def test_a_day_or_a_text_asks_for_no_rounding() -> None:
    (run,) = parse_runs("{A14:r1}")
    assert isinstance(run, FigureRef)
    assert run.counts
    assert shown("{H13:r1}", "số 109", "") == "số 109"
