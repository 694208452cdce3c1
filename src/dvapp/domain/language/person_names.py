"""When two names are one person's: as papers, accounts and certificates write them, with titles or without."""

import re
import unicodedata

from dvapp.domain.language.folding import accented

_TITLES = frozenset({"gs", "pgs", "ts", "tskh", "ths", "cn", "ks", "bs", "cki", "ckii", "ds", "ls", "đ/c"})
"""An honorific such as "Ông" may be a family name, and is none of them."""
_LONG_TITLES = (
    ("phó", "giáo", "sư"), ("giáo", "sư"), ("tiến", "sĩ"), ("tiến", "sỹ"), ("thạc", "sĩ"), ("thạc", "sỹ"),
    ("cử", "nhân"), ("kỹ", "sư"), ("kĩ", "sư"), ("bác", "sĩ"), ("bác", "sỹ"), ("luật", "sư"), ("đồng", "chí"),
)  # fmt: skip
_BETWEEN = re.compile(r"[\s.,]+")


def plain_name(name: str) -> str:
    """A name as it is compared: case, spaces, the place of a tone mark and academic titles say nothing, every accent does.

    "PGS.TS. Nguyễn Thị HÒA" gives "nguyễn thị hoà"; of titles alone all is kept.
    """
    seen = "".join(letter for letter in name if unicodedata.category(letter) != "Cf")
    words = [word for word in _BETWEEN.split(accented(seen)) if word]
    return " ".join(_without_titles(words) or words)


def same_name(one: str, other: str) -> bool:
    """Whether two names are one person's. No name is nobody's."""
    return bool(plain_name(one)) and plain_name(one) == plain_name(other)


def _without_titles(words: list[str]) -> list[str]:
    """Titles stand before a name, and now and then behind it: "Nguyễn Văn An, ThS."."""
    while words and (count := _titled(words)):
        words = words[count:]
    while words and words[-1] in _TITLES:
        words = words[:-1]
    return words


def _titled(words: list[str]) -> int:
    """How many words at the beginning are a title."""
    if words[0] in _TITLES:
        return 1
    return next((len(title) for title in _LONG_TITLES if tuple(words[: len(title)]) == title), 0)
