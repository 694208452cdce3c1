"""Cells of other people's sheets: what is certain is read, what could be two things is refused."""

import unicodedata
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dvapp.domain.sheets.cells import Unread, address, read_day, read_month, read_number, words
from dvapp.domain.values import NOT_APPLICABLE


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (None, None),
        ("", None),
        ("  ", None),
        ("Chưa có số liệu", None),
        (0, 0),
        ("0", 0),
        (36.0, 36),
        ("03", 3),
        ("1.234.567", 1234567),
        ("1 234 567", 1234567),
        ("\u00a01.234\u00a0", 1234),
        ("(1.234)", -1234),
        ("-5", -5),
        ("không phát sinh", NOT_APPLICABLE),
        (unicodedata.normalize("NFD", "Không áp dụng"), NOT_APPLICABLE),
        ("1.234,0", 1234),
    ],
)
def test_counts_are_read_as_offices_write_them(value, number):
    assert read_number(value, whole=True) == number
    assert type(read_number(value, whole=True)) is type(number)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("1,234", "cell_two_ways"),
        ("1.5", "cell_two_ways"),
        ("1.23.456", "cell_two_ways"),
        ("1,234,567", "cell_two_ways"),
        ("2,5", "cell_not_whole"),
        (2.5, "cell_not_whole"),
        ("00157", "cell_code"),
        ("-", "cell_dash"),
        ("x", "cell_dash"),
        ("36 cuộc", "cell_not_a_number"),
        ("ba", "cell_not_a_number"),
        (True, "cell_not_a_number"),
        (date(2018, 5, 1), "cell_not_a_number"),
        (float("nan"), "cell_not_a_number"),
        (float("inf"), "cell_not_a_number"),
        ("#REF!", "cell_not_a_number"),
    ],
)
def test_what_could_be_two_things_is_refused_with_its_reason(value, why):
    assert read_number(value, whole=True) == Unread(why)


def test_amounts_keep_their_decimals():
    assert read_number("1.234,56", whole=False) == Decimal("1234.56")
    assert read_number("28,77%", whole=False) == Decimal("28.77")
    assert read_number(0.1, whole=False) == Decimal("0.1")
    assert read_number("0,125", whole=False) == Unread("cell_two_ways")


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("29/5/2018", date(2018, 5, 29)),
        ("29.05.2018", date(2018, 5, 29)),
        ("2018-05-29", date(2018, 5, 29)),
        (datetime(2018, 5, 29, 7, 30), date(2018, 5, 29)),  # noqa: DTZ001  # sheets know no zones
        (None, None),
        ("31/02/2018", Unread("cell_not_a_day")),
        ("5/29/2018", Unread("cell_not_a_day")),
        ("29/5/18", Unread("cell_not_a_day")),
        (43249, Unread("cell_serial_day")),
    ],
)
def test_days_are_read_as_people_write_them(value, day):
    assert read_day(value) == day


@pytest.mark.parametrize(
    "value", ["7/2018", "Tháng 7/2018", "07-2018", "2018-07", "15/7/2018", date(2018, 7, 9)]
)
def test_a_month_is_read_from_any_of_its_forms(value):
    assert read_month(value) == date(2018, 7, 1)


@given(st.integers(-(10**12), 10**12))
def test_a_grouped_number_reads_back(number):
    assert read_number(f"{number:,}".replace(",", "."), whole=True) == number


@given(st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates())
def test_any_cell_is_read_or_refused(value):
    read_number(value, whole=True)
    read_number(value, whole=False)
    read_day(value)
    read_month(value)
    assert words(words(value)) == words(value)


def test_cells_have_the_names_that_spreadsheets_give_them():
    assert [address(0, 0), address(11, 1), address(0, 25), address(0, 26), address(1048575, 16383)] == [
        "A1",
        "B12",
        "Z1",
        "AA1",
        "XFD1048576",
    ]
