import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dvapp.domain.language.folding import folded
from dvapp.domain.language.ordering import sort_key
from dvapp.domain.recording.searching import column_key, excerpt, holds, indexed, marks, plain_of, read_query
from dvapp.domain.values import NOT_APPLICABLE

TEXT = "Mô hình “Dân vận khéo” của Phường Trung Hòa, số 123/QĐ-UBND"
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐÊÔƠƯáàảãạằẫộịụỹ0123456789"
words = st.text(st.sampled_from(LETTERS), min_size=1, max_size=8)


@pytest.mark.parametrize(
    "query",
    ["dan van kheo", "khéo dân", "DÂN", "kheo phuong", "trung hoà", "trung hòa", "123/qd", "123/QĐ-UBND", "ubnd",
     '"dân vận khéo"', "“van kheo”", "«trung hoa»", "dâ", unicodedata.normalize("NFD", "vận khéo")],
)  # fmt: skip
def test_words_are_found_in_any_form_and_order(query):
    assert holds(read_query(query), TEXT)


@pytest.mark.parametrize("query", ["dàn", "năm", "heo", '"khéo vận"', '"dân vận khé"', "hoá", "dan van x"])
def test_other_words_are_not_found(query):
    assert not holds(read_query(query), TEXT)


def test_a_word_with_accents_does_not_find_one_without():
    assert holds(read_query("nam"), "Năm dân vận")
    assert not holds(read_query("năm"), "Thôn Nam")


@pytest.mark.parametrize("query", ["", "  ", "-", '""', "… / –", "“”"])
def test_signs_alone_ask_for_nothing(query):
    assert read_query(query).terms == ()


def test_a_phrase_ends_with_a_whole_word_and_open_quotation_marks_end_with_the_text():
    asked = read_query('mô "dân vận')
    assert {(term.text, term.phrase) for term in asked.terms} == {("mô", False), ("dân vận", True)}


@given(st.lists(words, min_size=1, max_size=6), st.data())
def test_every_word_of_a_text_finds_it_with_or_without_diacritics_in_both_normal_forms(told, data):
    text = unicodedata.normalize(data.draw(st.sampled_from(("NFC", "NFD"))), " ".join(told))
    word = data.draw(st.sampled_from(told))
    beginning = unicodedata.normalize("NFC", word)[: data.draw(st.integers(1, 8))]
    for asked in (word, folded(word), unicodedata.normalize("NFD", word), word.upper(), folded(beginning)):
        assert holds(read_query(asked), text)
    assert marks(read_query(word), text)


@given(st.lists(words, max_size=5), st.lists(words, max_size=3))
def test_marks_do_not_overlap_and_stand_within_the_text(told, asked):
    text = unicodedata.normalize("NFC", " ".join(told))
    end = 0
    for first, last in marks(read_query(" ".join(asked)), text):
        assert end <= first < last <= len(text)
        end = last


@given(st.lists(words))
def test_what_an_index_keeps_loses_only_accents(told):
    kept = indexed(told)
    assert plain_of(kept) == folded(" ".join(told))


def test_the_letters_typed_are_marked():
    text = "Phường Trung Hòa"
    assert [text[a:b] for a, b in marks(read_query("hoà phuo"), text)] == ["Phườ", "Hòa"]
    assert [text[a:b] for a, b in marks(read_query('"trung hoa"'), text)] == ["Trung Hòa"]


def test_an_excerpt_shows_where_it_was_found():
    text = " ".join(f"chữ{n}" for n in range(60)) + " kỷ cương " + " ".join(f"lời{n}" for n in range(60))
    shown = excerpt(read_query("ky cuong"), text)
    assert "kỷ cương" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 100
    assert excerpt(read_query("x"), "ngắn") == "ngắn"


@given(st.lists(st.integers(-(10**12), 10**12) | st.decimals(-(10**9), 10**9, places=3), min_size=2))
def test_numbers_sort_by_their_keys(numbers):
    assert sorted(numbers, key=lambda n: column_key(n) or "") == sorted(numbers)


def test_blank_has_no_key_and_kinds_of_values_do_not_mix():
    assert column_key(None) is column_key("") is column_key(()) is None
    keys = [column_key(Decimal("2.5")), column_key(date(2018, 5, 1)), column_key("An")]
    assert keys == sorted(keys, key=str)
    assert (column_key("surprise", "Đột xuất") or "") > (column_key("self", "Duy trì") or "")
    assert column_key(NOT_APPLICABLE) is not None


@given(st.lists(st.text(st.sampled_from(LETTERS + " "), max_size=12), min_size=2))
def test_texts_sort_by_their_keys_as_the_dictionary_has_them(texts):
    told = [text for text in texts if text.strip()]
    assert sorted(told, key=lambda t: column_key(t) or "") == sorted(told, key=lambda t: "2" + sort_key(t))
