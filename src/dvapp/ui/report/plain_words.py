"""Words as they may stand in a paragraph, wherever they come from; and when two texts say the same."""

import re
import unicodedata
from collections.abc import Sequence

from dvapp.domain.errors import TextInvalid
from dvapp.domain.papers.paragraphs import ParagraphStyle, paragraph_style, without_style
from dvapp.domain.papers.text import Run, Words, parse_runs, write_runs

_GAPS = re.compile("[\\s\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufffc]"
)
"""Soft hyphens, joiners and direction marks, byte order marks, and Qt's sign for objects."""


_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters and halves of surrogate pairs (categories Cc and Cs)."""

_LINE_ENDS = str.maketrans(dict.fromkeys("\u2028\u2029\n\r\t\x0b\x0c", " "))


def tidy(text: str) -> str:
    """Words of a paragraph as they are kept: NFC, no line ends, no control characters, no chips."""
    plain = unicodedata.normalize("NFC", text.translate(_LINE_ENDS).replace("\ufffc", ""))
    return _CONTROL.sub("", plain)


def clean(text: str) -> str:
    """Words from outside: as :func:`tidy`, with plain spaces only and nothing in them that cannot be seen."""
    return tidy(_UNSEEN.sub("", _GAPS.sub(" ", text)))


def read_paragraph(notation: str) -> tuple[Run, ...]:
    """The runs of a paragraph; what cannot be read stays words."""
    try:
        return parse_runs(notation)
    except TextInvalid:
        return (Words(text=notation),)


def same_text(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether two texts say the same; how a mark was typed ("–" or "-"), or a style switched on and off, is no matter."""
    return [_plain(p) for p in left if p.strip()] == [_plain(p) for p in right if p.strip()]


def _plain(paragraph: str) -> tuple[ParagraphStyle, str]:
    text = write_runs(read_paragraph(without_style(paragraph)))
    return paragraph_style(paragraph), unicodedata.normalize("NFC", text)
