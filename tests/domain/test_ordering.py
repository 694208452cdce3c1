"""The Vietnamese order of words and names."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dvapp.domain.language.ordering import name_key, sort_key


@pytest.mark.parametrize(
    "ordered",
    [
        ["a", "à", "ả", "ã", "á", "ạ", "ă", "ằ", "â", "ấ", "b"],
        ["d", "đ", "e", "ê", "o", "ô", "ơ", "u", "ư", "x"],
        ["Ba Đình", "Bắc Từ Liêm", "Cầu Giấy", "Chương Mỹ", "Đan Phượng", "Đông Anh", "Đống Đa", "Gia Lâm"],
        ["Hà Đông", "Hai Bà Trưng", "Hoài Đức", "Hoàn Kiếm", "Hoàng Mai"],
        ["Nam Từ Liêm", "Phú Xuyên", "Phúc Thọ", "Quốc Oai", "Sóc Sơn", "Sơn Tây", "Tây Hồ"],
        ["năm", "năm 2", "năm 2018", "năm sau"],
        ["quận", "Quận", "quận uỷ"],
    ],
)
def test_words_stand_as_in_a_dictionary(ordered):
    assert sorted(ordered, key=sort_key) == ordered
    assert sorted(ordered, key=sort_key, reverse=True) == ordered[::-1]


def test_people_stand_by_their_given_names():
    people = ["Lê An", "Bùi An", "Trần Ân", "Hồ Ăn", "Phạm Đạt", "Đỗ Dung", "Lê Thị Ánh", ""]
    found = sorted(people, key=name_key)
    assert found == ["", "Bùi An", "Lê An", "Lê Thị Ánh", "Hồ Ăn", "Trần Ân", "Đỗ Dung", "Phạm Đạt"]


@given(st.text(max_size=20), st.text(max_size=20))
def test_both_unicode_forms_have_one_place_and_the_order_is_that_of_the_bytes(one, other):
    assert sort_key(unicodedata.normalize("NFD", one)) == sort_key(unicodedata.normalize("NFC", one))
    first, second = sort_key(one), sort_key(other)
    as_bytes = (k.encode("utf-8", "surrogatepass") for k in (first, second))
    assert (first < second) == (next(as_bytes) < next(as_bytes))
    if unicodedata.normalize("NFC", one) != unicodedata.normalize("NFC", other):
        assert first != second
