"""Letters into stretches of lines: by baseline, then by the room between them. Spaces are told by that room alone.

PDFium hands out one space where two stand, so a double space is one that is much wider than its neighbours.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from dvapp.reporting.lint.model import Column, Piece, Run, Stroke
from dvapp.reporting.lint.pdf_chars import MM, Char, Ink

HOLE = 9.0
"""Millimetres of room that part two columns anywhere."""

_HEAD_HOLE, _HEAD_DEPTH, _HEAD_MIDDLE = 3.3, 75.0, (98.0, 122.0)
"""At the head of the first page the columns come nearer to each other; what parts them lies in the middle."""

_SPACE, _WIDE = 0.14, 1.7
"""A space is wider than this share of the size; two of them are wider than so many of their neighbours."""

_NATURAL_SPACE = 0.25
"""A space's width as a share of the size (Times metrics)."""


def stretches(
    chars: Sequence[Char],
    *,
    page: int,
    middle: float,
    strokes: Sequence[Stroke],
    drawings: Sequence[Stroke] = (),
) -> tuple[Piece, ...]:
    """The pieces of a page from top to bottom, each line's from left to right.

    :param middle: the middle of the text; what stands wholly to one side of it belongs to a column.
    :param drawings: where pictures lie whose words are no text; what tables and frames cover is told by the strokes.
    """
    tables = (*table_areas(strokes), *drawings)
    pieces = [
        _piece(part, page, middle, strokes, tables)
        for line in _lines(chars)
        for part in _parts(line, head=page == 1)
    ]
    return tuple(sorted(pieces, key=lambda p: (round(p.baseline or 0, 1), p.left or 0)))


def _lines(chars: Sequence[Char]) -> Iterator[list[Char]]:
    line: list[Char] = []
    for char in sorted(chars, key=lambda c: (c.baseline, c.left)):
        if line and char.baseline - line[-1].baseline > 0.25:
            yield sorted(line, key=lambda c: c.left)
            line = []
        line.append(char)
    if line:
        yield sorted(line, key=lambda c: c.left)


def _parts(line: list[Char], *, head: bool) -> Iterator[list[Char]]:
    start = 0
    near_head = head and line[0].baseline < _HEAD_DEPTH
    for n in range(1, len(line) + 1):
        if n == len(line) or _parted(line[n - 1].right, line[n].left, near_head=near_head):
            yield line[start:n]
            start = n


def _parted(end: float, begin: float, *, near_head: bool) -> bool:
    room = begin - end
    between = end < _HEAD_MIDDLE[1] and begin > _HEAD_MIDDLE[0]
    return room > HOLE or (near_head and between and room > _HEAD_HOLE)


def _piece(
    chars: list[Char], page: int, middle: float, strokes: Sequence[Stroke], tables: Sequence[Stroke]
) -> Piece:
    left, right = chars[0].left, chars[-1].right
    baseline = chars[0].baseline
    spaced = spaces(chars)
    runs: list[Run] = []
    words, ink = "", chars[0].ink
    for char, space in zip(chars, ["", *spaced], strict=True):
        if char.ink is not ink and char.ink != ink:
            runs.append(_run(words, ink))
            words, ink = "", char.ink
        words += space + char.text
    runs.append(_run(words, ink))
    column = Column.LEFT if right < middle + 3 else Column.RIGHT if left > middle - 6 else Column.FULL
    return Piece(
        text="".join(run.text for run in runs),
        runs=tuple(runs),
        page=page,
        left=left,
        right=right,
        baseline=baseline,
        column=column,
        underlined=_underlined(chars, spaced, strokes),
        in_table=any(t.left - 0.5 < left < t.right and t.top < baseline < t.bottom + 0.5 for t in tables),
    )


def _run(text: str, ink: Ink) -> Run:
    return Run(
        text=text, size=ink.size, bold=ink.bold, italic=ink.italic, font=ink.font, embedded=ink.embedded
    )


def spaces(chars: Sequence[Char]) -> list[str]:
    """What stands between neighbours: nothing, a space, or two."""
    rooms = [(b.left - a.right, (a.ink.size + b.ink.size) / 2 * MM) for a, b in pairwise(chars)]
    wide = [room for room, em in rooms if room > _SPACE * em]
    usual = median(wide) if len(wide) >= 4 else 0.0
    made = []
    for room, em in rooms:
        if room <= _SPACE * em:
            made.append("")
        else:
            made.append("  " if room > _WIDE * max(usual, _NATURAL_SPACE * em) else " ")
    return made


def _underlined(chars: Sequence[Char], spaced: Sequence[str], strokes: Sequence[Stroke]) -> str:
    baseline = chars[0].baseline
    under = [s for s in strokes if s.flat and -0.2 < s.top - baseline < 2.0]
    if not under:
        return ""
    text = ""
    for char, space in zip(chars, ["", *spaced], strict=True):
        middle = (char.left + char.right) / 2
        if any(s.left - 0.2 <= middle <= s.right + 0.2 for s in under):
            text += space + char.text
    return text.strip()


@dataclass(slots=True)
class _Area:
    left: float
    top: float
    right: float
    bottom: float
    flat: int = 0
    upright: int = 0

    def meets(self, stroke: Stroke) -> bool:
        """Touches or overlaps, with half a millimetre of play."""
        return (
            stroke.left <= self.right + 0.5
            and stroke.right >= self.left - 0.5
            and stroke.top <= self.bottom + 0.5
            and stroke.bottom >= self.top - 0.5
        )

    def take(self, stroke: Stroke) -> None:
        """Grow over a stroke."""
        self.left, self.right = min(self.left, stroke.left), max(self.right, stroke.right)
        self.top, self.bottom = min(self.top, stroke.top), max(self.bottom, stroke.bottom)
        self.flat += stroke.flat
        self.upright += stroke.upright


def table_areas(strokes: Sequence[Stroke]) -> tuple[Stroke, ...]:
    """Where tables or drawings are: strokes that hang together, with at least two of each direction, or frames."""
    areas: list[_Area] = []
    for stroke in sorted(strokes, key=lambda s: (s.top, s.left)):
        met = [area for area in areas if area.meets(stroke)]
        area = met[0] if met else _Area(stroke.left, stroke.top, stroke.right, stroke.bottom)
        for other in met[1:]:
            area.left, area.right = min(area.left, other.left), max(area.right, other.right)
            area.top, area.bottom = min(area.top, other.top), max(area.bottom, other.bottom)
            area.flat, area.upright = area.flat + other.flat, area.upright + other.upright
            areas.remove(other)
        area.take(stroke)
        if not met:
            areas.append(area)
    return tuple(
        Stroke(left=a.left, top=a.top, right=a.right, bottom=a.bottom)
        for a in areas
        if (a.flat >= 2 and a.upright >= 2) or (a.bottom - a.top > 4 and a.right - a.left > 10)
    )
