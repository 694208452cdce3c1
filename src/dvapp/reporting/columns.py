"""Columns of an annex table: how wide each must and would like to be, which way its page lies, and what it gets."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum

from dvapp.domain.errors import TableTooWide
from dvapp.domain.papers.reports import AnnexTable
from dvapp.reporting.fonts import Face, Typeface
from dvapp.reporting.profile import PageShape, Profile

# A number as Vietnamese papers write it, with a per cent sign if need be, or a dash for none.
_NUMBER = re.compile("[-\u2212+]?\\d[\\d.,]*\\s?%?|[-\u2013\u2014]")

_SHORT = 34.0
"""Millimetres up to which a column is as wide as its widest cell; wider ones share the rest."""

_SENTENCE = 8
"""Words of a cell from which on it is a sentence; a plan's number or "chưa có số liệu" among figures is none."""

_COMFORT = 40.0
"""Millimetres up to which a word has a right to its line: a page lies down for it, but not for anything longer."""

_BREAKABLE = 24.0
"""Millimetres from which a word may be broken when nothing else helps. A figure never is: it would be misread."""


_HEAD_LINES = 8
"""Lines, more or less, into which a long heading may be folded over a column of short cells."""

_EASY_HEAD_LINES = 2
"""Lines, more or less, that a heading would like to be folded into, where the page has room."""

_EASY_SHARE = 0.75
"""How much of a page short columns may take for the ease of their headings; the rest is for long cells."""


class Align(Enum):
    """Where a cell's words stand."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """Left edge and width in millimetres, and where the words of its cells stand."""

    left: float
    width: float
    align: Align


@dataclass(frozen=True, slots=True)
class Need:
    """What a column needs, in millimetres.

    :param hard: below this a figure would be broken.
    :param least: its widest word, or what its heading needs.
    :param natural: its widest cell.
    :param easy: what its heading would like.
    """

    hard: float
    least: float
    natural: float
    easy: float
    align: Align


def set_columns(
    table: AnnexTable,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    profile: Profile,
    typeface: Typeface,
) -> tuple[PageShape, list[Column], float]:
    """The page for a table, its columns there, and the size of its letters: the usual one unless it is too wide.

    :param heads, rows: clean words of the head and of the rows that have a cell for each column.
    :raises TableTooWide: even the smallest letters leave a figure no room.
    """
    size = profile.annex.table_size
    while True:
        wanted = needs(heads, rows, profile, typeface, size)
        try:
            page = page_for(table, wanted, profile)
        except TableTooWide:
            if size <= profile.annex.table_least_size:
                raise
            size -= 1.0
        else:
            return page, columns_on(page, wanted), size


def needs(
    heads: Sequence[str], rows: Sequence[Sequence[str]], profile: Profile, typeface: Typeface, size: float
) -> list[Need]:
    """What each column needs for its head and its cells, all of clean words, in letters of ``size`` points."""
    padding = 2 * profile.annex.table_padding

    def wide(text: str, face: Face) -> float:
        return typeface.width(text, face, size) + padding + 0.1

    found = []
    for n, head in enumerate(heads):
        cells = [row[n].strip() for row in rows if n < len(row)]
        words = set(" ".join(cells).split())
        figures = {cell for cell in cells if _NUMBER.fullmatch(cell)}
        least = max(
            [
                wide(head, Face.BOLD) / _HEAD_LINES,
                *(wide(word, Face.REGULAR) for word in words),
                *(wide(word, Face.BOLD) for word in head.split()),
            ]
        )
        natural = max([least, *(wide(cell, Face.REGULAR) for cell in set(cells))])
        hard = max([min(least, _BREAKABLE), *(wide(figure, Face.REGULAR) for figure in figures)])
        align = _align(n, cells, figures, natural)
        easy = wide(head, Face.BOLD) / _EASY_HEAD_LINES
        found.append(Need(hard, max(least, hard), max(natural, hard), easy, align))
    return found


def page_for(table: AnnexTable, wanted: Sequence[Need], profile: Profile) -> PageShape:
    """The page on which the columns stand at their ease, else the last one on which no figure is broken.

    :raises TableTooWide: there is none.
    """
    upright, sideways = profile.page, profile.sideways_page
    choices = {None: (upright, sideways), False: (upright,), True: (sideways,)}[table.landscape]
    ease = sum(min(need.least, _COMFORT) for need in wanted)
    for page in choices:
        if ease <= page.text_width:
            return page
    hard, room = sum(need.hard for need in wanted), choices[-1].text_width
    if hard > room:
        raise TableTooWide(where=table.title, columns=len(wanted), wanted=round(hard), room=round(room))
    return choices[-1]


def columns_on(page: PageShape, wanted: Sequence[Need]) -> list[Column]:
    """The columns between the margins of ``page``."""
    columns, left = [], page.left
    for need, width in zip(wanted, _shared(wanted, page.text_width), strict=True):
        columns.append(Column(left, width, need.align))
        left += width
    return columns


def _align(n: int, cells: Sequence[str], figures: Collection[str], natural: float) -> Align:
    """Figures at the right, a first column of numbers (a serial) and short words in the middle, labels at the left.

    Where sentences stand among the figures (the annex of a correction), all of them stand at the left: words that fill
    several lines are not read from the right.
    """
    if n == 0 and figures and all(not cell or cell in figures for cell in cells):
        return Align.CENTRE
    if figures:
        sentences = any(len(cell.split()) > _SENTENCE for cell in cells)
        return Align.LEFT if sentences else Align.RIGHT
    return Align.CENTRE if natural <= _SHORT else Align.LEFT


def _shared(wanted: Sequence[Need], room: float) -> list[float]:
    """Widths that sum up to ``room``: what is short gets what it needs, what is long shares the rest.

    No column's wish counts for more than a page's width, lest one endless cell leaves the others a sliver.
    """
    base = [need.natural if need.natural <= _SHORT else need.least for need in wanted]
    eased = [max(b, need.easy) for need, b in zip(wanted, base, strict=True)]
    if sum(eased) <= _EASY_SHARE * room:
        base = eased
    if sum(base) > room:
        base = [need.least for need in wanted]
    if sum(base) > room:
        # Words too wide for all to have theirs: nobody gets more than an even share, and such words are broken.
        base = [max(need.hard, min(need.least, room / len(wanted))) for need in wanted]
    if sum(base) > room:
        base = [need.hard for need in wanted]
    more = [max(0.0, min(need.natural - b, room)) for need, b in zip(wanted, base, strict=True)]
    spare = room - sum(base)
    if sum(more) >= spare and sum(more) > 0:
        return [b + m * spare / sum(more) for b, m in zip(base, more, strict=True)]
    widths = [max(need.natural, b) for need, b in zip(wanted, base, strict=True)]
    widths[max(range(len(widths)), key=widths.__getitem__)] += room - sum(widths)
    return widths
