"""Two versions of one table: rows that can be told apart are chosen one by one, and none is lost or doubled."""

from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dvapp.app.tools import make_tools
from dvapp.domain.codes import KindCode
from dvapp.ui.records.form_texts import LANGUAGE
from dvapp.ui.records.merging import Side, differences, merged
from dvapp.ui.records.side_words import difference_place, difference_words

KIND = make_tools().packs.read("ha-noi-2018").kinds[KindCode("monthly_evaluation")]
NUMBERS = st.sampled_from(["", "1", "2", "x"])
KEYS = ("Văn phòng", "Phòng Nội vụ", "Ban Dân vận")


def row(organisation: str, total: str, group: str = "cc") -> dict[str, str]:
    return {"organisation": organisation, "group": group, "total": total}


def version(rows: list[dict[str, str]]) -> dict[str, object]:
    return {LANGUAGE: "vi", "@since": "07/2018", "rows": rows}


TABLES = st.lists(st.sampled_from(KEYS), unique=True, max_size=3).flatmap(
    lambda keys: st.tuples(*(NUMBERS.map(partial(row, key)) for key in keys)).map(list)
)


def by_key(rows: Any) -> dict[str, str]:
    return {one["organisation"]: one["total"] for one in rows or []}


@given(TABLES, TABLES, TABLES, st.data())
def test_every_row_is_as_it_was_chosen(base, mine, theirs, data):
    found = differences(KIND, base=version(base), mine=version(mine), theirs=version(theirs))
    choices = {one.code: data.draw(st.sampled_from(Side)) for one in found}
    rows: Any = merged(version(mine), found, choices).get("rows")
    own, other, result = by_key(mine), by_key(theirs), by_key(rows)
    sides = {one.row.key[0]: choices[one.code] for one in found if one.row is not None}
    for key in KEYS:
        wanted = other if sides.get(key.casefold()) is Side.THEIRS else own
        assert result.get(key) == wanted.get(key)
    assert len(result) == len(rows or [])


@given(TABLES, TABLES, TABLES)
def test_what_one_side_alone_did_to_a_row_is_proposed(base, mine, theirs):
    found = differences(KIND, base=version(base), mine=version(mine), theirs=version(theirs))
    was, own, other = by_key(base), by_key(mine), by_key(theirs)
    for one in found:
        assert one.row is not None
        key = next(key for key in KEYS if key.casefold() == one.row.key[0])
        expected = {
            (True, False): Side.THEIRS,
            (False, True): Side.MINE,
        }.get((was.get(key) == own.get(key), was.get(key) == other.get(key)))
        assert one.proposal is expected


def test_rows_in_another_order_are_no_difference():
    one, other = row("Văn phòng", "1"), row("Ban Dân vận", "2")
    assert differences(KIND, base=None, mine=version([one, other]), theirs=version([other, one])) == ()


@pytest.mark.parametrize("rows", [[row("", "1")], [row("Văn phòng", "1"), row("VĂN PHÒNG ", "2")]])
def test_a_table_whose_rows_cannot_be_told_apart_is_chosen_whole(rows):
    (found,) = differences(KIND, base=None, mine=version(rows), theirs=version([row("Ban Dân vận", "2")]))
    assert found.row is None
    assert found.code == "rows"


def test_a_row_is_named_by_what_tells_it_apart_and_its_words_are_the_rest():
    (found,) = differences(KIND, base=None, mine=version([row("Văn phòng", "7")]), theirs=version([]))
    assert difference_place(KIND, found) == "Bảng xếp loại: Văn phòng · Công chức"
    assert difference_words(KIND, found, found.mine, {}) == "7"
    assert difference_words(KIND, found, found.theirs, {}) not in {"7", ""}
