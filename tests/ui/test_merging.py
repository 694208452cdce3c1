"""Two versions of a form from one beginning: nobody's words vanish, and what only one side changed is proposed."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests import make

from dvapp.ui.records.form_texts import BASE, BESIDE, LANGUAGE, SINCE, UNIT, UNTIL
from dvapp.ui.records.merging import Side, differences, merged, places

KIND = make.visit_kind()

VALUES: dict[str, Any] = {
    UNIT: st.sampled_from(["005", "hn"]),
    SINCE: st.sampled_from(["", "29/05/2018", "ba mươi"]),
    UNTIL: st.sampled_from(["", "30/05/2018"]),
    "form": st.sampled_from(["", "surprise", "self"]),
    "visits": st.sampled_from(["", "0", "3", "ba"]),
    "number": st.sampled_from(["", "12/KH-BDV", "Kế hoạch số 5"]),
    "units": st.sampled_from(["", ["00163"], ["00163", "00166"]]),
    "rows": st.sampled_from(["", [{"a": "1"}], [{"a": "1", "b": "x"}]]),
}


def _texts(values: dict[str, Any]) -> dict[str, object]:
    return {LANGUAGE: "vi", **{code: value for code, value in values.items() if value}}


TEXTS = st.fixed_dictionaries(VALUES).map(_texts)


def part(texts: dict[str, object], keys: tuple[str, ...]) -> list[object]:
    return [texts.get(key, "") for key in keys]


@given(TEXTS, TEXTS, TEXTS)
def test_what_only_one_side_changed_is_proposed_and_the_rest_is_asked(base, mine, theirs):
    found = {one.code: one for one in differences(KIND, base=base, mine=mine, theirs=theirs)}
    for code, keys in places(KIND).items():
        was, own, other = part(base, keys), part(mine, keys), part(theirs, keys)
        if own == other:
            assert code not in found
        elif was == other:
            assert found[code].proposal is Side.MINE
        elif was == own:
            assert found[code].proposal is Side.THEIRS
        else:
            assert found[code].proposal is None


@given(TEXTS, TEXTS, TEXTS, st.data())
def test_every_place_gets_the_words_that_were_chosen_for_it(base, mine, theirs, data):
    found = differences(KIND, base=base, mine=mine, theirs=theirs)
    choices = {one.code: data.draw(st.sampled_from(Side)) for one in found}
    result = merged({**mine, BESIDE: "r", BASE: base}, found, choices)
    for code, keys in places(KIND).items():
        wanted = theirs if choices.get(code) is Side.THEIRS else mine
        assert part(result, keys) == part(wanted, keys)
    assert not {BESIDE, BASE} & set(result)


@given(TEXTS, TEXTS)
def test_all_mine_is_mine_and_all_theirs_is_theirs(mine, theirs):
    found = differences(KIND, base=None, mine=mine, theirs=theirs)
    assert all(one.proposal is None for one in found)
    assert merged(mine, found, dict.fromkeys((o.code for o in found), Side.MINE)) == mine
    assert merged(mine, found, dict.fromkeys((o.code for o in found), Side.THEIRS)) == theirs


@given(TEXTS, TEXTS)
def test_who_changed_nothing_gets_the_other_ones_version(base, theirs):
    found = differences(KIND, base=base, mine=base, theirs=theirs)
    assert merged(base, found, {one.code: one.proposal for one in found if one.proposal}) == theirs


def test_numbers_and_days_that_only_look_different_are_the_same():
    mine = {LANGUAGE: "vi", SINCE: "1/5/2018", UNIT: "005", "visits": "1.234"}
    theirs = {LANGUAGE: "en", SINCE: "01/05/2018", UNIT: "005", "visits": "1,234"}
    assert differences(KIND, base=None, mine=mine, theirs=theirs) == ()
    assert [d.code for d in differences(KIND, base=None, mine=mine, theirs={**theirs, "visits": "1235"})] == [
        "visits"
    ]
