"""Notices at the head: how urgent a paper is and which draft (left), and who may see it (right)."""

from collections.abc import Iterable
from dataclasses import dataclass

from dvapp.domain.papers.reports import Report, Stage
from dvapp.reporting.fonts import MM_PER_POINT, Face, Typeface
from dvapp.reporting.ink import Mark, Role, Stroke, Tag
from dvapp.reporting.lettering import draft_words
from dvapp.reporting.lines import Line, balanced_lines, centred
from dvapp.reporting.profile import NoticeShape, Profile

_PITCH = 1.25
"""Line to line of a notice that wraps, in its size."""

# How far capitals with accents reach above their baseline and their marks below it, in the size of the letters.
_ABOVE, _BELOW = 0.92, 0.22


@dataclass(frozen=True, slots=True)
class _Notice:
    """A notice with its lowest point, in millimetres from the top edge."""

    marks: tuple[Mark, ...]
    lowest: float


def lay_notices(
    report: Report, profile: Profile, typeface: Typeface, *, number: float, issued: float
) -> tuple[list[Mark], float]:
    """The marks, and the baseline below which only titles may stand (0 if there are none).

    A paper with an urgency keeps room for the words of a draft in every copy, so that all copies break alike.

    :param number: baseline of the number line, or of the last line below it that belongs to it.
    :param issued: baseline of the date line.
    """
    left, right = profile.left_head, profile.right_head
    marks: list[Mark] = []
    lowest = 0.0
    below = number
    if report.urgency:
        urgent = _notice(report.urgency, profile.urgency, left.centre, left.width, below, typeface)
        marks += urgent.marks
        lowest = below = urgent.lowest
    if report.circulation:
        width = 2 * (right.edge - right.centre)
        limits = _notice(report.circulation, profile.circulation, right.centre, width, issued, typeface)
        marks += limits.marks
        lowest = max(lowest, limits.lowest)
    if report.urgency or report.stage is Stage.DRAFT:
        shape = profile.draft
        lowest = max(lowest, below + shape.drop)
        if report.stage is Stage.DRAFT:
            (line,) = _lines(draft_words(report, profile), Face.ITALIC, shape.size, left.width, typeface)[:1]
            marks.append(Tag(Role.TEXT))
            marks += centred(line, left.centre, below + shape.drop, size=shape.size, typeface=typeface)
    return marks, lowest


def _lines(text: str, face: Face, size: float, width: float, typeface: Typeface) -> list[Line]:
    return balanced_lines([(typeface.clean(text), face)], typeface=typeface, size=size, width=width)


def _notice(
    text: str, shape: NoticeShape, centre: float, width: float, above: float, typeface: Typeface
) -> _Notice:
    lines = _lines(text.upper(), Face.BOLD, shape.size, width - 2 * shape.frame_padding, typeface)
    em = shape.size * MM_PER_POINT
    marks: list[Mark] = []
    baseline = last = above + shape.drop
    for n, line in enumerate(lines):
        last = baseline + n * em * _PITCH
        marks.append(Tag(Role.TEXT, n == 0))
        marks += centred(line, centre, last, size=shape.size, typeface=typeface)
    if not shape.frame:
        return _Notice(tuple(marks), last)
    half = max(line.width for line in lines) / 2 + shape.frame_padding
    # Accents already keep their distance above; so half the padding does there and below.
    top, bottom = (
        baseline - _ABOVE * em - shape.frame_padding / 2,
        last + _BELOW * em + shape.frame_padding / 2,
    )
    marks += frame(centre - half, top, centre + half, bottom, shape.frame)
    return _Notice(tuple(marks), bottom)


def frame(left: float, top: float, right: float, bottom: float, thickness: float) -> Iterable[Mark]:
    """The four sides of a rectangle."""
    yield Stroke(left, top, right, top, thickness)
    yield Stroke(left, bottom, right, bottom, thickness)
    yield Stroke(left, top, left, bottom, thickness)
    yield Stroke(right, top, right, bottom, thickness)
