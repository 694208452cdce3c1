"""Finding words with or without their accents: "dong da" finds "Đống Đa", "hoa" finds hoà and hòa."""

import unicodedata

_STROKES = str.maketrans("đĐ", "dD")


def folded(text: str) -> str:
    """No case, no accents, đ as d, single spaces."""
    bare = unicodedata.normalize("NFD", text.translate(_STROKES).casefold())
    return " ".join("".join(letter for letter in bare if unicodedata.category(letter) != "Mn").split())


def fits(query: str, *texts: str) -> bool:
    """Whether every word of the query begins or stands in one of the texts; an empty query fits all."""
    within = folded(" ".join(texts))
    return all(word in within for word in folded(query).split())
