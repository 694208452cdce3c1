from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dvapp.host.formats import LocaleFormats, NotADay, NotANumber

VI, EN = LocaleFormats("vi"), LocaleFormats("en")


@pytest.mark.parametrize(
    ("value", "written"), [(0, "0"), (1234567, "1.234.567"), (Decimal("1234.5"), "1.234,5"), ("109", "109")]
)
def test_numbers_are_written_the_vietnamese_way(value: object, written: str) -> None:
    assert VI.number(value) == written


@given(st.integers(-(10**12), 10**12))
def test_a_written_number_is_read_back(value: int) -> None:
    assert VI.read_number(VI.number(value)) == value
    assert EN.read_number(EN.number(value)) == value


@pytest.mark.parametrize("text", ["1.5", "1,2,3", "12.34", "ba", "", "1e5", "٣", "½", "--1", "1 2"])
def test_what_is_not_surely_a_number_is_refused_and_never_guessed(text: str) -> None:
    with pytest.raises(NotANumber):
        VI.read_number(text)


def test_a_moment_is_shown_in_vietnamese_time_wherever_the_computer_is() -> None:
    late = datetime(2026, 11, 23, 20, 5, 9, tzinfo=UTC)
    assert VI.screen_moment(late) == "24/11/2026 03:05"
    assert VI.screen_moment(late, seconds=True) == "24/11/2026 03:05:09"


def test_counts_below_ten_are_padded_in_formal_text() -> None:
    assert [VI.padded(n) for n in (0, 3, 9, 10, 1234)] == ["0", "03", "09", "10", "1.234"]


@pytest.mark.parametrize(
    ("day", "written"),
    [
        ("2026-01-09", "09/01/2026"),
        ("2021-06-04", "04/6/2021"),
        ("2019-02-15", "15/02/2019"),
        ("2018-12-31", "31/12/2018"),
    ],
)
def test_official_days_have_a_zero_before_days_below_10_and_months_below_3(day: str, written: str) -> None:
    assert VI.day(date.fromisoformat(day)) == written


@pytest.mark.parametrize(
    "text", ["29/5/2018", "29/05/2018", "29.05.2018", "29-5-2018", "2018-05-29", " 29/5/2018 "]
)
def test_a_day_is_read_in_every_usual_way(text: str) -> None:
    assert VI.read_day(text) == date(2018, 5, 29)


@pytest.mark.parametrize("text", ["30/2/2018", "29/5/18", "5/29/2018", "hôm nay", "", "2018-13-01"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(NotADay):
        VI.read_day(text)


def test_a_month_is_read() -> None:
    assert VI.read_month("7/2018") == VI.read_month("2018-07") == date(2018, 7, 1)
    with pytest.raises(NotADay):
        VI.read_month("13/2018")
