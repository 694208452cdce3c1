"""Old encodings: every letter by the published tables, found where they are and never where they are not."""

import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dvapp.domain.language.old_letters import OldFont, OldLetters, font_letters, suspected, table, to_unicode
from dvapp.domain.language.syllables import is_syllable

PACKS = Path(__file__).parents[2] / "resources" / "packs"


def old(text: str, letters: OldLetters) -> str:
    """Text as the old encoding writes it."""
    back: dict[str, str] = {}
    for code, letter in table(letters).items():
        back.setdefault(letter, code)
    return "".join(back.get(letter, letter) for letter in unicodedata.normalize("NFC", text))


def sentences() -> list[str]:
    found: list[str] = []
    for file in sorted(PACKS.rglob("*.yaml")):
        for line in file.read_text(encoding="utf-8").splitlines():
            words = re.findall(r"[^\W\d_]+", line)
            if len(words) > 6 and sum(not word.isascii() for word in words) > 4:
                found.append(line)
    return found


SENTENCES = sentences()
SYLLABLES = sorted(
    {
        word.lower()
        for line in SENTENCES
        for word in re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", line))
        if not word.isascii() and is_syllable(word)
    }
)


def test_tcvn3_has_its_74_letters_and_vni_every_toned_one() -> None:
    assert len(table(OldLetters.TCVN3)) == 74
    toned = {
        unicodedata.normalize("NFC", letter + tone)
        for letter in "aăâeêioôơuưy"
        for tone in ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
    } - set("aeiouy") | {"đ"}
    assert toned <= set(table(OldLetters.VNI).values())
    assert {letter.upper() for letter in toned} <= set(table(OldLetters.VNI).values())


@pytest.mark.skipif(shutil.which("iconv") is None, reason="the oracle is glibc's iconv")
def test_tcvn3_agrees_with_iconv_letter_by_letter() -> None:
    for code, letter in table(OldLetters.TCVN3).items():
        told = subprocess.run(
            ["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"],
            input=code.encode("latin-1"),
            capture_output=True,
            check=True,
        )
        assert unicodedata.normalize("NFC", told.stdout.decode()) == letter


@pytest.mark.parametrize(
    ("text", "letters", "new"),
    [
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", OldLetters.TCVN3, "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        ("§¶ng bé n\u00adíc", OldLetters.TCVN3, "Đảng bộ nước"),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", OldLetters.VNI, "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("ÑAÛNG BOÄ ÑOÂNG ANH", OldLetters.VNI, "ĐẢNG BỘ ĐÔNG ANH"),
    ],
)
def test_old_text_is_recognized_and_turned_into_unicode(text: str, letters: OldLetters, new: str) -> None:
    assert suspected(text) is letters
    assert to_unicode(text, letters) == new


def test_a_font_of_capitals_gives_capitals() -> None:
    assert to_unicode("ban d©n vËn", OldLetters.TCVN3, capitals=True) == "BAN DÂN VẬN"


@pytest.mark.parametrize("letters", OldLetters)
def test_every_sentence_of_the_packs_is_found_in_its_old_form_and_comes_back(letters: OldLetters) -> None:
    assert len(SENTENCES) > 100
    for line in SENTENCES:
        small = unicodedata.normalize("NFC", line.lower())
        assert suspected(old(small, letters)) is letters, small
        assert to_unicode(old(small, letters), letters) == small


def test_no_sentence_of_the_packs_is_taken_for_old() -> None:
    assert [line for line in SENTENCES if suspected(line) is not None] == []


@given(some.lists(some.sampled_from(SYLLABLES), min_size=1, max_size=30).map(" ".join))
def test_good_vietnamese_is_never_taken_for_old(text: str) -> None:
    for form in (text, text.upper(), text.title(), unicodedata.normalize("NFD", text)):
        assert suspected(form) is None


@given(some.text(some.characters(max_codepoint=127), max_size=120))
def test_english_and_numbers_are_never_taken_for_old(text: str) -> None:
    assert suspected(text) is None
    assert all(to_unicode(text, letters) == unicodedata.normalize("NFC", text) for letters in OldLetters)


@pytest.mark.parametrize(
    "text",
    [
        "où est né le Noël, là où même âge voilà haï",
        "Müller für schön Köln über Straße",
        "São Paulo não coração mañana niño",
        "10 µm ± 5 µm, n×n, m×n matrices § 5 ©2018 «test» 20 °C ½ £5",
        "1.234,5 đ; 28,77 %; 3 × 4 = 12",
        "Công an phường, Café Noël, TP. Hồ Chí Minh",
        "",
    ],
)
def test_other_languages_and_signs_are_left_alone(text: str) -> None:
    assert suspected(text) is None


def test_fonts_of_old_letters_are_known_by_their_names() -> None:
    assert font_letters('".VnTime",serif') == OldFont(letters=OldLetters.TCVN3)
    assert font_letters(".VnTimeH") == OldFont(letters=OldLetters.TCVN3, capitals=True)
    assert font_letters("VNI-Times") == OldFont(letters=OldLetters.VNI)
    assert font_letters("Times New Roman") is None


@pytest.mark.parametrize(
    "word", ["nghiêng", "quyền", "gì", "Uỷ", "ủy", "khuỷu", "ưỡn", "ỵ", "giếng", "quốc", "hoà"]
)
def test_syllables_are_told_from_other_words(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["bcd", "tồan", "cụngg", "déjà", "hồc", "wà", "ßa"])
def test_what_is_no_syllable_is_none(word: str) -> None:
    assert not is_syllable(word)
