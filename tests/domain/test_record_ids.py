"""Packed ids behave as the tuple of them."""

from hypothesis import given
from hypothesis import strategies as st

from dvapp.domain.codes import RecordId
from dvapp.domain.figures.record_ids import RecordIds, holds, packed, unpacked

IDS = st.lists(st.text("abc019-", min_size=1, max_size=4).map(RecordId), max_size=8)


@given(IDS)
def test_ids_are_the_tuple_of_themselves_each_once(ids):
    plain = tuple(dict.fromkeys(ids))
    made = RecordIds.of(ids)
    assert (tuple(made), len(made), bool(made)) == (plain, len(plain), bool(plain))
    assert made == plain
    assert plain == made
    assert hash(made) == hash(plain)
    assert repr(made) == repr(plain)
    assert made[:2] == plain[:2]
    assert all(one in made for one in plain)
    assert unpacked(packed(plain)) == list(plain)


@given(st.lists(IDS, max_size=4), st.booleans())
def test_joined_ids_are_those_of_all_groups_each_once(groups, pack):
    plain = tuple(dict.fromkeys(one for group in groups for one in group))
    made = RecordIds.joined(RecordIds.of(group) if pack else tuple(group) for group in groups)
    assert (tuple(made), len(made)) == (plain, len(plain))


@given(IDS, st.text("abc019-", min_size=1, max_size=2).map(RecordId))
def test_a_piece_of_an_id_is_not_an_id(ids, piece):
    assert holds(packed(dict.fromkeys(ids)), piece) == (piece in ids)
    assert (piece in RecordIds.of(ids)) == (piece in ids)


def test_other_things_are_not_equal_to_ids():
    assert RecordIds.of((RecordId("a"),)) != ["a"]
    assert RecordIds() == ()
    seven: object = 7
    assert seven not in RecordIds.of((RecordId("7"),))
