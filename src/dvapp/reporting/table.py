"""Annex tables: column widths from what stands in them, rows whose labels wrap, a head that comes again on each page.

One pass over the rows, so that thousands of them take no longer per row than ten.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from dvapp.domain.reports import AnnexTable, TableRow
from dvapp.reporting.fonts import Face, Typeface
from dvapp.reporting.ink import Mark, Row, Stroke
from dvapp.reporting.lines import Line, break_lines
from dvapp.reporting.profile import Profile

# A number as Vietnamese papers write it, with a per cent sign if need be, or a dash for none.
_NUMBER = re.compile("[-\u2212+]?\\d[\\d.,]*\\s?%?|[-\u2013\u2014]")

_SHORT = 34.0
"""Millimetres up to which a column is as wide as its widest cell; wider ones share the rest."""


_TALLEST_HEAD = 0.6
"""Share of a page that a table's head may take at most."""


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
class Sizing:
    """What every cell needs: the profile, the font, and the tallest a row may be, in lines."""

    profile: Profile
    typeface: Typeface
    most_lines: int

    @property
    def size(self) -> float:
        """Points."""
        return self.profile.annex.table_size


def table_rows(table: AnnexTable, profile: Profile, typeface: Typeface) -> tuple[Row, list[Row]]:
    """The head, to be repeated on every page, and the rows below it. A group's heading is joined to its first row."""
    annex = profile.annex
    room = profile.page.text_bottom - profile.page.top
    sizing = Sizing(profile, typeface, int(room * _TALLEST_HEAD / annex.table_pitch))
    clean = typeface.clean
    heads = [clean(text) for text in table.columns]
    rows = [TableRow(code=row.code, cells=tuple(clean(cell) for cell in row.cells)) for row in table.rows]
    columns = _columns(heads, [row.cells for row in rows if row.code is not None], sizing)
    head_columns = [Column(column.left, column.width, Align.CENTRE) for column in columns]
    head = next(_rows(heads, head_columns, sizing, Face.BOLD, joined=True, head=True))
    # A row stands below the head and, at the beginning of a group, below the group's heading.
    around = head.height + annex.table_pitch + 4 * annex.table_padding_above
    sizing = replace(sizing, most_lines=int((room - around) / annex.table_pitch))
    whole = [Column(profile.page.left, profile.page.text_width, Align.LEFT)]
    drawn: list[Row] = []
    joined = True
    for row in rows:
        if row.code is None:
            drawn += _rows([" ".join(row.cells)], whole, sizing, Face.BOLD, joined=joined)
        else:
            cells = (*row.cells, *[""] * (len(columns) - len(row.cells)))
            drawn += _rows(cells, columns, sizing, Face.REGULAR, joined=joined)
        joined = row.code is None
    return head, drawn


def _columns(heads: Sequence[str], rows: Sequence[Sequence[str]], sizing: Sizing) -> list[Column]:
    typeface, padding = sizing.typeface, 2 * sizing.profile.annex.table_padding

    def wide(text: str, face: Face) -> float:
        return typeface.width(text, face, sizing.size) + padding + 0.1

    least, natural, aligns = [], [], []
    for n, head in enumerate(heads):
        cells = [row[n] for row in rows if n < len(row)]
        words = max((wide(word, Face.REGULAR) for cell in cells for word in cell.split()), default=0.0)
        least.append(max([words, *(wide(word, Face.BOLD) for word in head.split())]))
        natural.append(max([least[-1], *(wide(cell, Face.REGULAR) for cell in cells)]))
        aligns.append(_align(n, cells, natural[-1]))
    widths = _shared(least, natural, sizing.profile.page.text_width)
    columns, left = [], sizing.profile.page.left
    for width, align in zip(widths, aligns, strict=True):
        columns.append(Column(left, width, align))
        left += width
    return columns


def _align(n: int, cells: Sequence[str], natural: float) -> Align:
    """Figures at the right, a first column of numbers (a serial) and short words in the middle, labels at the left."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    numbers = sum(1 for cell in filled if _NUMBER.fullmatch(cell))
    if filled and numbers:
        serial = n == 0 and numbers == len(filled)
        return Align.CENTRE if serial else Align.RIGHT
    return Align.CENTRE if natural <= _SHORT else Align.LEFT


def _shared(least: Sequence[float], natural: Sequence[float], room: float) -> list[float]:
    """Widths that sum up to ``room``: what is short gets what it needs, what is long shares the rest."""
    base = [n if n <= _SHORT else low for low, n in zip(least, natural, strict=True)]
    if sum(base) > room:
        base = list(least)
    if sum(base) > room:
        # Words too wide for all to have theirs: nobody gets more than an even share, and such words are broken.
        base = [min(width, room / len(base)) for width in base]
    wish = [n - b for n, b in zip(natural, base, strict=True)]
    spare = room - sum(base)
    if sum(wish) >= spare and sum(wish) > 0:
        return [b + w * spare / sum(wish) for b, w in zip(base, wish, strict=True)]
    widths = list(natural)
    widths[max(range(len(widths)), key=widths.__getitem__)] += room - sum(widths)
    return widths


def _rows(
    cells: Iterable[str],
    columns: Sequence[Column],
    sizing: Sizing,
    face: Face,
    *,
    joined: bool = False,
    head: bool = False,
) -> Iterator[Row]:
    """A table row; in several pieces when it alone would be higher than most of a page."""
    padding = 2 * sizing.profile.annex.table_padding
    broken = [
        break_lines([(cell, face)], typeface=sizing.typeface, size=sizing.size, width=column.width - padding)
        for cell, column in zip(cells, columns, strict=True)
    ]
    tallest = max(len(lines) for lines in broken)
    for start in range(0, tallest, sizing.most_lines):
        part = [lines[start : start + sizing.most_lines] for lines in broken]
        last = start + sizing.most_lines >= tallest
        yield _drawn(part, columns, sizing, joined=joined and start == 0, head=head, closed=last)


def _drawn(
    parts: Sequence[Sequence[Line]],
    columns: Sequence[Column],
    sizing: Sizing,
    *,
    joined: bool,
    head: bool,
    closed: bool,
) -> Row:
    annex = sizing.profile.annex
    count = max(len(lines) for lines in parts)
    height = count * annex.table_pitch + 2 * annex.table_padding_above
    marks: list[Mark] = []
    for lines, column in zip(parts, columns, strict=True):
        # Heads stand in the middle of their row; everything else begins at its top, beside the label's first line.
        down = (count - len(lines)) * annex.table_pitch / 2 if head else 0.0
        baseline = annex.table_padding_above + down + annex.table_pitch * annex.table_ascent
        for n, line in enumerate(lines):
            x = _start(line, column, annex.table_padding)
            marks += line.at(x, baseline + n * annex.table_pitch, size=sizing.size, typeface=sizing.typeface)
    left, right = columns[0].left, columns[-1].left + columns[-1].width
    thin = annex.line_thickness
    if head:
        marks.append(Stroke(left, 0.0, right, 0.0, thin))
    if closed:
        marks.append(Stroke(left, height, right, height, thin))
    marks += [Stroke(x, 0.0, x, height, thin) for x in (*(column.left for column in columns), right)]
    return Row(height=height, marks=tuple(marks), joined=joined)


def _start(line: Line, column: Column, padding: float) -> float:
    match column.align:
        case Align.LEFT:
            return column.left + padding
        case Align.CENTRE:
            return column.left + (column.width - line.width) / 2
        case Align.RIGHT:
            return column.left + column.width - padding - line.width
