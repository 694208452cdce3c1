"""Searching Vietnamese: with or without diacritics, as one types it."""

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Lower case without diacritics, đ as d: "Đống Đa" gives "dong da"."""
    apart = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(c for c in apart if not unicodedata.combining(c))


def matches(query: str, text: str) -> bool:
    """Whether every word of the query stands in the text.

    A word typed with diacritics asks for just these (so "năm" does not find "Nam"); one typed without finds both.
    """
    lowered = unicodedata.normalize("NFC", text).casefold()
    plain = folded(text)
    for word in unicodedata.normalize("NFC", query).casefold().split():
        if word not in (plain if folded(word) == word else lowered):
            return False
    return True
