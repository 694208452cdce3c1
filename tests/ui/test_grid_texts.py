from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dvapp.domain.sheets.cells import Unread
from dvapp.domain.values import NOT_APPLICABLE
from dvapp.ui.grid.clip import cells_of, text_of
from dvapp.ui.grid.reading import read_typed
from dvapp.ui.grid.words import typed_form

CELL = st.text(st.sampled_from('ab1."\t\n\r ,–'), max_size=6)


@given(st.integers(1, 4).flatmap(lambda wide: st.lists(st.tuples(*[CELL] * wide), min_size=1, max_size=4)))
@example([("",)])
@example([("a",), ("",)])
@example([('"a" b',)])
def test_cells_copied_come_back_as_they_were(rows):
    block = tuple(rows)
    assert cells_of(text_of(block)) == block


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("1\t2\r\n3\t4\r\n", (("1", "2"), ("3", "4"))),
        ("1\t2\n3", (("1", "2"), ("3", ""))),
        ('"hai\ndòng"\t"một ""chữ"""', (("hai\ndòng", 'một "chữ"'),)),
        ('"chưa đóng\t5', (('"chưa đóng', "5"),)),
        ('"Mai Dịch" phường\t5', (('"Mai Dịch" phường', "5"),)),
        ("", ()),
        ("\n", (("",),)),
    ],
)
def test_what_spreadsheet_programs_write_is_read(text, cells):
    assert cells_of(text) == cells


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("4", 4),
        ("0", 0),
        ("", None),
        ("   ", None),
        ("chưa có số liệu", None),
        ("-", NOT_APPLICABLE),
        ("–", NOT_APPLICABLE),
        ("kps", NOT_APPLICABLE),
        ("Không phát sinh", NOT_APPLICABLE),
        ("1.234", 1234),
        ("1.234,5", Decimal("1234.5")),
        ("1,234.5", Decimal("1234.5")),
        ("1,234,567", 1234567),
        ("12 345", 12345),
        ("12\u00a0345", 12345),
        ("(12)", -12),
        ("2,50", Decimal("2.5")),
        ("7,0", 7),
    ],
)
def test_a_number_is_read_in_every_shape_that_is_certain(text, amount):
    assert read_typed(text, "vi") == amount


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1,234", "cell_two_ways"),
        ("ba", "cell_not_a_number"),
        ("1.2.3", "cell_two_ways"),
        ("007", "cell_code"),
        ("12%", "cell_percent"),
        ("12,5 %", "cell_percent"),
    ],
)
def test_what_could_be_two_numbers_or_none_is_not_guessed(text, code):
    assert read_typed(text, "vi") == Unread(code)


@given(
    st.one_of(st.none(), st.just(NOT_APPLICABLE), st.integers(0, 10**9), st.decimals(0, 10**6, places=2)),
    st.sampled_from(["vi", "en"]),
)
def test_what_the_grid_copies_it_reads_again(amount, said_in):
    from dvapp.host.i18n import set_language

    set_language(said_in)
    assert read_typed(typed_form(amount), said_in) == amount
