"""One fold for every search."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dvapp.domain.language.folding import folded, matches


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("Đống Đa", "dong da"),
        ("  HOÀ  BÌNH\n", "hoa binh"),
        (unicodedata.normalize("NFD", "Phường Ô Chợ Dừa"), "phuong o cho dua"),
        ("hoà", folded("hòa")),
        ("a\0b\x07c\ud800", "a b c"),
        ("", ""),
    ],
)
def test_words_are_found_without_accents(told, found):
    assert folded(told) == found


@given(st.text())
def test_folding_twice_is_folding_once(told):
    assert folded(folded(told)) == folded(told)
    assert "\0" not in folded(told)


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("dong da", "Quận Đống Đa", True),
        ("Đống", "Quận Đống Đa", True),
        ("nam", "năm 2018", True),
        ("năm", "Quận Nam Từ Liêm", False),
        ("hoà", "Dương Nội - Hòa Bình", True),
        ("Quận ủy", "Ban Dân vận Quận uỷ", True),
        (unicodedata.normalize("NFD", "uỷ ban"), "Ủy ban nhân dân", True),
        ("dan van khac", "Ban Dân vận", False),
        ("", "gì cũng được", True),
    ],
)
def test_accents_that_were_typed_are_asked_for_in_either_tone_style(query, text, found):
    assert matches(query, text) is found
