"""The Vietnamese order of words and of people's names, as dictionaries and civil registers have it.

Letters first (a ă â … d đ e ê … o ô ơ … u ư), then tones (ngang, huyền, hỏi, ngã, sắc, nặng), then small before capital:
what CLDR's collation for ``vi`` does. A key is plain text whose code points sort, so that a store can keep it.
"""

import unicodedata
from functools import lru_cache

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_PUNCTUATION = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
_FIRST_LETTER, _OTHERS = 0x40, 0x1000  # above the digits; one byte each in a store
_LEVEL = "\x01"
"""Below every letter; not zero, which PostgreSQL takes in no text."""


class _Weights(dict[int, str]):
    """What characters weigh, for :meth:`str.translate`; what is not in our alphabet comes after it, in Unicode's order."""

    def __missing__(self, char: int) -> str:
        weight = self[char] = chr(_OTHERS) + chr(char)
        return weight


class _Even(dict[int, str]):
    """As tone or capital all characters weigh alike but those that are named."""

    def __missing__(self, char: int) -> str:
        self[char] = "1"
        return "1"


def _weights() -> dict[str, tuple[str, str, str]]:
    """For each character what it weighs as letter, as tone and as capital."""
    found = {" ": ("\x02", "1", "1")}
    found |= {mark: (chr(3 + n), "1", "1") for n, mark in enumerate(_PUNCTUATION)}
    found |= {digit: (digit, "1", "1") for digit in "0123456789"}
    for n, letter in enumerate(_LETTERS):
        for tone, mark in enumerate(_TONES, start=1):
            for capital, form in (("1", letter), ("2", letter.upper())):
                whole = unicodedata.normalize("NFC", form + mark)
                if len(whole) == 1:
                    found[whole] = (chr(_FIRST_LETTER + n), str(tone), capital)
    return found


_LETTER = _Weights({ord(char): weight[0] for char, weight in _weights().items()})
_TONE, _CAPITAL = (
    _Even({ord(char): weight[place] for char, weight in _weights().items()}) for place in (1, 2)
)


@lru_cache(maxsize=20_000)
def sort_key(text: str) -> str:
    """What stands for a text when texts are put in order; equal only for texts that read alike."""
    text = unicodedata.normalize("NFC", text)
    tones, capitals = text.translate(_TONE).rstrip("1"), text.translate(_CAPITAL).rstrip("1")
    return _LEVEL.join((text.translate(_LETTER), tones, capitals))


def name_key(name: str) -> tuple[str, str]:
    """What stands for a person when people are put in order: by the given name, which is the last word."""
    words = name.split()
    return (sort_key(words[-1]), sort_key(" ".join(words[:-1]))) if words else ("", "")
