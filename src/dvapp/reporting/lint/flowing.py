"""Printed lines of a PDF joined into paragraphs, with what can be measured of them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from dvapp.reporting.lint.model import Align, Piece
from dvapp.reporting.lint.pdf_chars import MM

_INDENTED = 2.0
_SHORT = 18.0
_LEFT, _RIGHT = 30.0, 195.0
"""Where an official text begins and ends, when the lines do not tell."""

_MIRRORED = 15.0
"""Millimetres between the left margins of front and back of a sheet printed on both sides (format.md)."""

_TIMES_LINE = 1.15
"""Height of a single line of Times, as a share of its size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edges:
    """Left and right edge of the text on each page, and the usual step from line to line; millimetres."""

    left: dict[int, float]
    right: dict[int, float]
    pitch: float


def edges_of(lines: Sequence[Piece]) -> Edges:
    """Measure the text: over all pages, or over odd and even ones apart when the margins change over.

    Backs whose few lines all begin paragraphs do not show where their text begins; then the fronts tell it.
    """
    if _thin_backs(lines):
        flat = edges_of([_moved(line, _MIRRORED) if line.page % 2 == 0 else line for line in lines])
        backs = {page for page in flat.left if page % 2 == 0}
        return Edges(
            left={page: at - _MIRRORED * (page in backs) for page, at in flat.left.items()},
            right={page: at - _MIRRORED * (page in backs) for page, at in flat.right.items()},
            pitch=flat.pitch,
        )
    left: dict[int, float] = {}
    right: dict[int, float] = {}
    sides = [[line for line in lines if line.page % 2 == side] for side in (1, 0)]
    starts = [_edge([line.left for line in side if line.left is not None], outward=-1) for side in sides]
    mirrored = all(len(side) >= 4 for side in sides) and abs(starts[0] - starts[1] - _MIRRORED) < 1.5
    for page in {line.page for line in lines}:
        chosen = sides[1 - page % 2] if mirrored else lines
        begun = [*chosen, *_gone_over(chosen)]
        left[page] = _edge([line.left for line in begun if line.left is not None], outward=-1)
        right[page] = _edge([line.right for line in chosen if line.right is not None], outward=1)
    if not _tells(lines, right):
        left, right = dict.fromkeys(left, _LEFT), dict.fromkeys(right, _RIGHT)
    steps = [
        step
        for a, b in pairwise(lines)
        if (step := _step(a, b)) is not None
        and 3 < step < 16
        and b.left is not None
        and b.left - left[b.page] < _INDENTED
    ]
    return Edges(left=left, right=right, pitch=_usual(steps, lines))


def _thin_backs(lines: Sequence[Piece]) -> bool:
    """Whether the backs are mirrored, and all their lines begin as far in as first lines of paragraphs do in front."""
    fronts = [line.left for line in lines if line.page % 2 and line.left is not None]
    backs = [line.left for line in lines if line.page % 2 == 0 and line.left is not None]
    if len(fronts) < 2 or not backs:
        return False
    text, first = _edge(fronts, outward=-1), min(backs)
    begun = {one for one in fronts if one - text > _INDENTED and fronts.count(one) > 1}
    return first < text - _INDENTED and any(abs(first + _MIRRORED - one) < 1.0 for one in begun)


def _moved(line: Piece, by: float) -> Piece:
    return replace(
        line,
        left=None if line.left is None else line.left + by,
        right=None if line.right is None else line.right + by,
    )


def _tells(lines: Sequence[Piece], right: dict[int, float]) -> bool:
    """Whether a line goes over to the next one: a text of single lines shows neither edge."""
    return any(
        a.right is not None
        and b.left is not None
        and right[a.page] - a.right < 3
        and a.right > _RIGHT / 2
        and b.left < (a.left or 0) + 1
        for a, b in pairwise(lines)
        if right[a.page] > _RIGHT - 40
    )


def _gone_over(lines: Sequence[Piece]) -> list[Piece]:
    """Lines that a paragraph goes over to after its first: each alone shows where the text begins."""
    ends = [line.right for line in lines if line.right is not None]
    full = max(ends, default=0.0) - 4
    return [
        b
        for a, b in pairwise(lines)
        if a.left is not None
        and b.left is not None
        and b.left < a.left - _INDENTED
        and (a.right or 0.0) > full
        and (step := _step(a, b)) is not None
        and 3 < step < 12
    ]


def _usual(steps: Sequence[float], lines: Sequence[Piece]) -> float:
    """The smaller of the frequent steps to lines that are not indented: within a paragraph lines stand nearer.

    A text of nothing but single lines does not tell; single spacing is supposed.
    """
    if not steps:
        return _TIMES_LINE * MM * median([line.size or 14.0 for line in lines] or [14.0])
    counted = Counter(round(step * 4) / 4 for step in steps)
    frequent = [step for step, count in counted.items() if count >= max(counted.values()) / 4]
    return min(frequent)


def _edge(values: Sequence[float], *, outward: int) -> float:
    """The outermost value that more than one line shares."""
    ordered = sorted(values, reverse=outward > 0)
    for a, b in pairwise(ordered):
        if abs(a - b) < 0.6:
            return a
    return ordered[0] if ordered else 0.0


def _step(a: Piece, b: Piece) -> float | None:
    if a.page != b.page or a.baseline is None or b.baseline is None:
        return None
    return b.baseline - a.baseline


def paragraphs_of(lines: Sequence[Piece], edges: Edges) -> Iterator[Piece]:
    """Lines in reading order, joined."""
    group: list[Piece] = []
    before: Piece | None = None
    for line in lines:
        if group and _begins(group[-1], line, edges):
            yield _joined(group, before, edges)
            before, group = group[-1], []
        group.append(line)
    if group:
        yield _joined(group, before, edges)


def _begins(last: Piece, line: Piece, edges: Edges) -> bool:
    assert line.left is not None
    assert last.right is not None
    if line.left - edges.left[line.page] > _INDENTED:
        return True
    if edges.right[last.page] - last.right > _SHORT:
        return True
    step = _step(last, line)
    return step is not None and step > 1.2 * edges.pitch


def _joined(group: Sequence[Piece], before: Piece | None, edges: Edges) -> Piece:
    first = group[0]
    steps = [step for a, b in pairwise(group) if (step := _step(a, b)) is not None and step > 1]
    pitch = median(steps) / MM if steps else None
    above = _step(before, first) if before is not None else None
    gap = None if above is None or above < 0 else above / MM - (pitch or edges.pitch / MM)
    assert first.left is not None
    assert first.centre is not None
    indent = first.left - edges.left[first.page]
    middle = (edges.left[first.page] + edges.right[first.page]) / 2
    centred = indent > 15 and abs(first.centre - middle) < 3
    texts = [line.text for line in group]
    return replace(
        first,
        text=" ".join(texts),
        runs=tuple(run for line in group for run in line.runs),
        pitch=pitch,
        gap=gap,
        indent=indent,
        align=Align.CENTRE if centred else _alignment(group, edges),
        lines=tuple(group),
    )


def _alignment(group: Sequence[Piece], edges: Edges) -> Align | None:
    """Justified unless lines before the last stop short; one line tells nothing."""
    ends = [edges.right[line.page] - line.right for line in group[:-1] if line.right is not None]
    if not ends:
        return None
    ragged = [end for end in ends if abs(end) > 1.2]
    return Align.LEFT if len(ragged) > len(ends) / 3 else Align.JUSTIFIED
