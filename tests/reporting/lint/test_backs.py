"""Sheets printed on both sides: where the text of a back begins, when its few lines do not show it."""

import pytest

from dvapp.reporting.lint.flowing import edges_of
from dvapp.reporting.lint.model import Piece


def line(page: int, left: float, baseline: float, right: float = 120.0) -> Piece:
    return Piece(text="x", runs=(), page=page, left=left, right=right, baseline=baseline)


FRONT = [
    line(1, 40, 60, 195), line(1, 30, 66, 195), line(1, 30, 72, 90),
    line(1, 40, 82), line(1, 40, 92), line(1, 40, 102),
]  # fmt: skip
"""One paragraph of three lines and three of one, 30 mm from the edge and 10 mm further in."""


@pytest.mark.parametrize("count", [1, 2, 3, 6])
def test_a_mirrored_back_of_single_lines_begins_15_mm_further_out_than_the_front(count: int):
    edges = edges_of([*FRONT, *(line(2, 25, 40 + 10 * n) for n in range(count))])
    assert edges.left == {1: 30, 2: 15}
    assert edges.right == {1: 195, 2: 180}


def test_a_second_page_of_single_lines_on_one_side_begins_where_the_first_does():
    edges = edges_of([*FRONT, *(line(2, 40, 40 + 10 * n) for n in range(3))])
    assert edges.left == {1: 30, 2: 30}
