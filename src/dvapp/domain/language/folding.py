"""One fold of Vietnamese words for every search: with or without diacritics, in both tone styles, NFC or NFD.

SQLite's own folding leaves đ alone and PostgreSQL's wants NFC (vietnamese.md): what is kept folded is the same on both.
"""

import unicodedata
from functools import lru_cache

_STROKES = str.maketrans({"đ": "d", "Đ": "d"})
# hòa and hoà, thủy and thuỷ are one word: the tone is moved to the second vowel.
_TONES = {
    old: new
    for olds, news in (
        ("òa óa ỏa õa ọa", "oà oá oả oã oạ"),
        ("òe óe ỏe õe ọe", "oè oé oẻ oẽ oẹ"),
        ("ùy úy ủy ũy ụy", "uỳ uý uỷ uỹ uỵ"),
    )
    for old, new in zip(olds.split(), news.split(), strict=True)
}


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Words without case and accents, đ as d, single spaces: "Đống  Đa" gives "dong da"."""
    bare = unicodedata.normalize("NFD", text.translate(_STROKES).casefold())
    return " ".join(bare.translate(_BARE).split())


class _Bare(dict[int, str | None]):
    """What becomes of each letter: marks fall away; control characters and lone surrogates, which PostgreSQL refuses in a
    text, become spaces. Found out once for each letter.
    """

    def __missing__(self, letter: int) -> str | None:
        category = unicodedata.category(chr(letter))
        self[letter] = None if category == "Mn" else " " if category in {"Cc", "Cs"} else chr(letter)
        return self[letter]


_BARE = _Bare()


@lru_cache(maxsize=20_000)
def accented(text: str) -> str:
    """Words without case but with their accents, in one tone style."""
    lowered = unicodedata.normalize("NFC", text).casefold()
    for old, new in _TONES.items():
        lowered = lowered.replace(old, new)
    return lowered


def matches(query: str, text: str) -> bool:
    """Whether every word of the query stands in the text.

    A word typed with diacritics asks for just these (so "năm" does not find "Nam"); one typed without finds both.
    """
    exact, plain = accented(text), folded(text)
    return all(word in (plain if folded(word) == word else exact) for word in accented(query).split())
