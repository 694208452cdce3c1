"""The style of a paragraph, which is what its notation begins with.

``# `` a heading inside the section (its level is the one below the section's own); ``- `` ``+ `` ``a) `` ``1) `` an item of
a list, printed with its mark; anything else is plain text. Bold and italic may begin before the mark.
"""

import re
from enum import Enum

LOWEST_HEADING = 6


class ParagraphStyle(Enum):
    """What a paragraph is."""

    PLAIN = "plain"
    HEADING = "heading"
    DASH = "dash"
    PLUS = "plus"
    LETTER = "letter"
    NUMBER = "number"

    @property
    def lists(self) -> bool:
        """Whether it is an item of a list."""
        return self not in {ParagraphStyle.PLAIN, ParagraphStyle.HEADING}


ITEM_LETTERS = "abcdđeghiklmnopqrstuvxy"
"""The order of items a), b), c), d), đ): Vietnamese papers letter them with the Vietnamese alphabet."""

# An en dash and a bullet are what people paste; they mean the same item.
_MARKS = {
    ParagraphStyle.HEADING: "#",
    ParagraphStyle.DASH: "[-–•]",
    ParagraphStyle.PLUS: r"\+",
    ParagraphStyle.LETTER: r"[a-zđ]\)",
    ParagraphStyle.NUMBER: r"[1-9][0-9]?\)",
}
_STYLED = re.compile(
    r"\s*(?P<styles>(?:\*\*|__)*)(?P<mark>"
    + "|".join(f"(?P<{style.value}>{mark})" for style, mark in _MARKS.items())
    + r")(?:[ \t\u00a0]+|$)"
)


def paragraph_style(notation: str) -> ParagraphStyle:
    """The style of a paragraph in notation."""
    found = _STYLED.match(notation)
    if found is None:
        return ParagraphStyle.PLAIN
    return next(style for style in _MARKS if found[style.value])


def item_mark(notation: str) -> str:
    """The mark of an item of a list ("-", "a)"), notation or printed; empty for any other paragraph."""
    found = _STYLED.match(notation)
    return found["mark"] if found is not None and not found[ParagraphStyle.HEADING.value] else ""


def without_style(notation: str) -> str:
    """The notation as plain text: without its mark, bold and italic kept."""
    found = _STYLED.match(notation)
    return notation if found is None else found["styles"] + notation[found.end() :]


def with_style(notation: str, style: ParagraphStyle, *, ordinal: int = 1) -> str:
    """The same paragraph in another style.

    :param ordinal: which item of its list it is, from 1; only lettered and numbered items show it. A list longer than
        the alphabet, or than 99 items, goes on with dashes.
    """
    plain = without_style(notation)
    mark = _mark(style, ordinal)
    return f"{mark} {plain}" if mark else plain


def next_ordinal(paragraphs: tuple[str, ...], index: int, style: ParagraphStyle) -> int:
    """Which item of its list the paragraph at ``index`` is, if it takes that style: one more than those right before."""
    count = 0
    for paragraph in reversed(paragraphs[:index]):
        if paragraph_style(paragraph) is not style:
            break
        count += 1
    return count + 1


def _mark(style: ParagraphStyle, ordinal: int) -> str:
    match style:
        case ParagraphStyle.PLAIN:
            return ""
        case ParagraphStyle.HEADING:
            return "#"
        case ParagraphStyle.PLUS:
            return "+"
        case ParagraphStyle.LETTER if ordinal <= len(ITEM_LETTERS):
            return f"{ITEM_LETTERS[ordinal - 1]})"
        case ParagraphStyle.NUMBER if ordinal <= 99:
            return f"{ordinal})"
        case _:
            return "-"
