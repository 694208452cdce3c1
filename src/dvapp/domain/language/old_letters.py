"""Vietnamese in the encodings of before Unicode: TCVN3 (ABC) and VNI for Windows, as they look when they are pasted.

Such text holds the old codes as if they were letters of Western Europe ("Céng hoµ x· héi"). It is recognized by its
words: they are no Vietnamese syllables as they stand and are once converted. Nothing is converted without being asked.

Sources: TCVN 5712:1993 (VN3), whose 74 letters glibc's TCVN5712-1 confirms; the VNI-Windows table of VNI Software,
in which a vowel is followed by a letter that stands for its mark and tone.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache

from dvapp.domain.language.syllables import is_syllable


class OldLetters(Enum):
    """An encoding of before Unicode."""

    TCVN3 = "tcvn3"
    VNI = "vni"


@dataclass(frozen=True, slots=True, kw_only=True)
class OldFont:
    """A font that shows old letters. ``capitals``: it draws small letters as capitals (.VnTimeH)."""

    letters: OldLetters
    capitals: bool = False


_TCVN3_ROWS = (
    (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"),
    (0xB5, "àảãáạ"),
    (0xBB, "ằẳẵắ"),
    (0xC6, "ặầẩẫấậè"),
    (0xCE, "ẻẽéẹềểễếệìỉ"),
    (0xDC, "ĩíịò"),
    (0xE1, "ỏõóọồổỗốộờởỡớợù"),
    (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
)
"""Codes that follow each other, from the first one."""

_TONES = ("\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
_PLAIN, _ROOF, _BREVE = "øùûõï", "àáåãä", "èéúüë"
"""What VNI writes after a vowel for each of the tones: alone, with a circumflex, and with a breve."""
_ROOF_ALONE, _BREVE_ALONE = "â", "ê"
_I = "ìíæóò"
_DOTTED_Y = "î"

_GLYPHS = "A-Za-z\u00a1-\u00bf\u00c0-\u00ff\u00ad"
_CODED = re.compile(f"[{_GLYPHS}]+")
_MODERN = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9\u0300\u0301\u0303\u0309\u0323]")
"""Letters that only Unicode has: text with them is not old."""
_WEAK = frozenset("×µ")
"""Signs that stand between letters for reasons of their own (n×n, µm)."""
_AROUND = "«»©®°±·"
"""Signs that may stand around words; where the word needs them they count as letters of it."""
_ENOUGH = 2
_MOST_STRANGE = 0.25
_FONT = re.compile(r"""^\s*["']?\s*(?:(?P<abc>\.vn)|(?P<vni>vni[-_ ]))(?P<rest>[^"',]*)""", re.IGNORECASE)


@cache
def table(letters: OldLetters) -> Mapping[str, str]:
    """What every old sequence stands for."""
    return dict(_tcvn3() if letters is OldLetters.TCVN3 else _vni())


def _tcvn3() -> Iterator[tuple[str, str]]:
    for first, row in _TCVN3_ROWS:
        for step, letter in enumerate(row):
            yield chr(first + step), letter


def _vni() -> Iterator[tuple[str, str]]:
    small = dict(_vni_small())
    yield from small.items()
    # Capitals are written with capitals, and with the small mark by people who forget.
    for old, letter in small.items():
        yield old.upper(), letter.upper()
        if len(old) > 1:
            yield old[0].upper() + old[1:], letter.upper()


def _vni_small() -> Iterator[tuple[str, str]]:
    yield "ñ", "đ"
    yield "ô", "ơ"
    yield "ö", "ư"
    yield _DOTTED_Y, "ỵ"
    yield from ((old, _with("i", tone)) for old, tone in zip(_I, _TONES, strict=True))
    for vowel in "aeou":
        yield from ((vowel + old, _with(vowel, tone)) for old, tone in zip(_PLAIN, _TONES, strict=True))
    yield from (("y" + old, _with("y", tone)) for old, tone in zip(_PLAIN[:4], _TONES[:4], strict=True))
    for vowel, roofed in zip("aeo", "âêô", strict=True):
        yield vowel + _ROOF_ALONE, roofed
        yield from ((vowel + old, _with(roofed, tone)) for old, tone in zip(_ROOF, _TONES, strict=True))
    yield "a" + _BREVE_ALONE, "ă"
    yield from (("a" + old, _with("ă", tone)) for old, tone in zip(_BREVE, _TONES, strict=True))
    for old_vowel, horned in (("ô", "ơ"), ("ö", "ư")):
        yield from ((old_vowel + old, _with(horned, tone)) for old, tone in zip(_PLAIN, _TONES, strict=True))


def _with(vowel: str, tone: str) -> str:
    return unicodedata.normalize("NFC", vowel + tone)


@cache
def _pattern(letters: OldLetters) -> re.Pattern[str]:
    longest_first = sorted(table(letters), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


def to_unicode(text: str, letters: OldLetters, *, capitals: bool = False) -> str:
    """Old text in Unicode, NFC; what the encoding does not know stays.

    :param capitals: it was shown by a font that draws capitals.
    """
    known = table(letters)
    new = unicodedata.normalize("NFC", _pattern(letters).sub(lambda found: known[found[0]], text))
    return new.upper() if capitals else new


def font_letters(family: str) -> OldFont | None:
    """The old letters that a font of that name shows: ".VnTime", ".VnArialH", "VNI-Times"."""
    found = _FONT.match(family)
    if found is None:
        return None
    if found["vni"]:
        return OldFont(letters=OldLetters.VNI)
    return OldFont(letters=OldLetters.TCVN3, capitals=found["rest"].strip().endswith("H"))


def has_modern_letters(text: str) -> bool:
    """Whether a text has letters that only Unicode has, so that it is in no old encoding."""
    return _MODERN.search(unicodedata.normalize("NFC", text)) is not None


def suspected(text: str, hint: OldLetters | None = None) -> OldLetters | None:
    """The old encoding that a text is probably in; ``None`` for Vietnamese in Unicode, other languages and numbers.

    :param hint: what its font speaks for: then one word is proof enough.
    """
    if has_modern_letters(text):
        return None
    told = {letters: _evidence(text, letters) for letters in ((hint,) if hint else OldLetters)}
    best = max(told, key=lambda letters: told[letters][0])
    speaks_for, strange = told[best]
    if speaks_for < (1 if hint else _ENOUGH) or strange > (speaks_for + strange) * _MOST_STRANGE:
        return None
    return best


def _evidence(text: str, letters: OldLetters) -> tuple[int, int]:
    """How many different words become Vietnamese by the encoding, and how many are strange before and after."""
    speaks_for, strange, weak = set[str](), set[str](), set[str]()
    for word in _CODED.findall(text):
        for form in dict.fromkeys((word, word.strip(_AROUND))):
            if len(form) < 2 or form.isascii() or _is_word(form):
                break
            new = to_unicode(form, letters)
            if new != form and not new.isascii() and is_syllable(new):
                signs = {sign for sign in form if not sign.isascii()}
                (weak if signs <= _WEAK else speaks_for).add(form.lower())
                break
        else:
            strange.add(word.lower())
    return len(speaks_for | weak) if speaks_for else 0, len(strange)


def _is_word(form: str) -> bool:
    """Whether it is Vietnamese as it stands; nobody writes a capital after a small letter ("cÊp")."""
    return is_syllable(form) and (form.islower() or form.isupper() or form.istitle())
