"""Annex tables: rows whose labels wrap, a head that comes again on each page, totals that never stand alone.

One pass over the rows, so that thousands of them take no longer per row than ten.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dvapp.domain.errors import TableHeadTooTall, TableUneven
from dvapp.domain.papers.reports import AnnexTable
from dvapp.reporting.columns import Align, Column, set_columns
from dvapp.reporting.fonts import Face, Typeface
from dvapp.reporting.ink import Mark, Role, Row, Stroke, Tag
from dvapp.reporting.lines import Line, break_lines
from dvapp.reporting.profile import PageShape, Profile

_TALLEST_HEAD = 0.6
"""Share of a page that a table's head may take at most."""

_TALLEST_TITLE = 0.4
"""Share of a page up to which the titles over a table leave room for its first row on the same page."""

_PIECE = 6
"""Lines of each piece of a row that is higher than a page, so that its pieces fill the pages to their foot."""


@dataclass(frozen=True, slots=True)
class Sizing:
    """What every cell needs: the profile, the font, its size in points, and the tallest a row may be, in lines."""

    profile: Profile
    typeface: Typeface
    size: float
    most_lines: int = 1

    @property
    def pitch(self) -> float:
        """Line to line, millimetres."""
        return self.profile.annex.table_pitch * self.size / self.profile.annex.table_size

    def up_to(self, height: float) -> "Sizing":
        """The same for rows up to ``height`` millimetres."""
        return replace(self, most_lines=max(1, int(height / self.pitch)))


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table ready for its pages: the head, to be repeated on each, and the rows below it."""

    head: Row
    rows: list[Row]


def table_page(
    table: AnnexTable, profile: Profile, typeface: Typeface
) -> tuple[PageShape, list[Column], Sizing]:
    """The page that the table wants, its columns there, and the size of its letters.

    :raises TableUneven: a row has more cells than the head.
    :raises TableTooWide: no page is wide enough for its figures.
    """
    for n, row in enumerate(table.rows, 1):
        if (row.code is not None or row.total) and len(row.cells) > len(table.columns):
            raise TableUneven(where=table.title, row=n, cells=len(row.cells), columns=len(table.columns))
    clean = typeface.clean
    cells = [[clean(cell) for cell in row.cells] for row in table.rows if row.code is not None or row.total]
    heads = [clean(text) for text in table.columns]
    page, columns, size = set_columns(table, heads, cells, profile, typeface)
    return page, columns, Sizing(profile, typeface, size)


def table_rows(
    table: AnnexTable, page: PageShape, columns: Sequence[Column], sizing: Sizing, *, above: float
) -> Ruled:
    """The table in its columns. A group's heading is joined to its first row, a total to the row before it.

    :param above: what stands over its head, in millimetres.
    :raises TableHeadTooTall: the head takes most of a page.
    """
    annex = sizing.profile.annex
    room = page.text_bottom - page.top
    sizing = sizing.up_to(room * _TALLEST_HEAD)
    heads = [Column(column.left, column.width, Align.CENTRE) for column in columns]
    tags = (Tag(Role.HEAD), *[Tag(Role.COLUMN)] * len(columns))
    drawn_head = list(_rows(table.columns, heads, sizing, Face.BOLD, tags, joined=True, head=True))
    if len(drawn_head) > 1:
        raise TableHeadTooTall(where=table.title)
    head = drawn_head[0]
    # A row stands below the titles, the head and, at the beginning of a group, below the group's heading.
    around = head.height + sizing.pitch + 4 * annex.table_padding_above
    around += above if above <= room * _TALLEST_TITLE else 0.0
    sizing = sizing.up_to(room - around)
    whole = [Column(page.left, page.text_width, Align.LEFT)]
    group, cell_tags = (Tag(Role.ROW), Tag(Role.GROUP, rank=len(columns))), _cell_tags(columns)
    rows: list[Row] = []
    joined = True
    for row in table.rows:
        if row.code is None and not row.total:
            rows += _rows([" ".join(row.cells)], whole, sizing, Face.BOLD, group, joined=joined)
        else:
            cells = (*row.cells, *[""] * (len(columns) - len(row.cells)))
            face = Face.BOLD if row.total else Face.REGULAR
            rows += _rows(cells, columns, sizing, face, cell_tags, joined=joined or row.total)
        joined = row.code is None and not row.total
    return Ruled(head, rows)


def _cell_tags(columns: Sequence[Column]) -> tuple[Tag, ...]:
    """A row and its cells; the first column of words says what its row is about."""
    label = next((n for n, column in enumerate(columns) if column.align is Align.LEFT), None)
    cells = [Tag(Role.LABEL if n == label else Role.CELL) for n in range(len(columns))]
    return Tag(Role.ROW), *cells


def _rows(
    cells: Sequence[str],
    columns: Sequence[Column],
    sizing: Sizing,
    face: Face,
    tags: Sequence[Tag],
    *,
    joined: bool = False,
    head: bool = False,
) -> Iterator[Row]:
    """A table row; in several pieces when it alone would be higher than a page.

    :param tags: of the row, and of each cell.
    """
    padding, clean = 2 * sizing.profile.annex.table_padding, sizing.typeface.clean
    broken = [
        break_lines(
            [(clean(cell), face)], typeface=sizing.typeface, size=sizing.size, width=column.width - padding
        )
        for cell, column in zip(cells, columns, strict=True)
    ]
    tallest = max(len(lines) for lines in broken)
    step = tallest if tallest <= sizing.most_lines else min(_PIECE, sizing.most_lines)
    for start in range(0, tallest, step):
        part = [lines[start : start + step] for lines in broken]
        last = start + step >= tallest
        yield _drawn(part, columns, sizing, tags, joined=joined and start == 0, head=head, closed=last)
        tags = [tag._replace(begins=False) for tag in tags] if not last else tags


def _drawn(
    parts: Sequence[Sequence[Line]],
    columns: Sequence[Column],
    sizing: Sizing,
    tags: Sequence[Tag],
    *,
    joined: bool,
    head: bool,
    closed: bool,
) -> Row:
    annex = sizing.profile.annex
    count = max(len(lines) for lines in parts)
    height = count * sizing.pitch + 2 * annex.table_padding_above
    marks: list[Mark] = [tags[0]]
    for lines, column, tag in zip(parts, columns, tags[1:], strict=True):
        marks.append(tag)
        # Heads stand in the middle of their row; everything else begins at its top, beside the label's first line.
        down = (count - len(lines)) * sizing.pitch / 2 if head else 0.0
        baseline = annex.table_padding_above + down + sizing.pitch * annex.table_ascent
        for n, line in enumerate(lines):
            x = _start(line, column, annex.table_padding)
            marks += line.at(x, baseline + n * sizing.pitch, size=sizing.size, typeface=sizing.typeface)
    edges = (*(column.left for column in columns), columns[-1].left + columns[-1].width)
    marks += _rules(edges, height, annex.line_thickness, head=head, closed=closed)
    return Row(height=height, marks=tuple(marks), joined=joined)


@lru_cache(maxsize=64)
def _rules(
    edges: tuple[float, ...], height: float, thickness: float, *, head: bool, closed: bool
) -> tuple[Stroke, ...]:
    """The lines around the cells of a row: most rows of a table have the same."""
    left, right = edges[0], edges[-1]
    across = ((0.0, head), (height, closed))
    return (
        *(Stroke(left, y, right, y, thickness) for y, wanted in across if wanted),
        *(Stroke(x, 0.0, x, height, thickness) for x in edges),
    )


def _start(line: Line, column: Column, padding: float) -> float:
    match column.align:
        case Align.LEFT:
            return column.left + padding
        case Align.CENTRE:
            return column.left + (column.width - line.width) / 2
        case Align.RIGHT:
            return column.left + column.width - padding - line.width
