"""The head of the first page: who issues, to which series it belongs, where and when, and what it is about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dvapp.domain.papers.reports import Report, Stage
from dvapp.reporting.fonts import Face, Typeface, face_of
from dvapp.reporting.ink import Mark, Place, Role, Stroke, Tag, Words
from dvapp.reporting.lettering import (
    date_line,
    is_letter,
    issuers,
    letter_subject,
    number_line,
    widest_date_line,
)
from dvapp.reporting.lines import balanced_lines, centred
from dvapp.reporting.notices import lay_notices
from dvapp.reporting.profile import LeftHead, Profile

TEXT, DECORATION = Tag(Role.TEXT), Tag(Role.DECORATION)

NUMBER_FACE = Face.REGULAR
DATE_FACE = Face.ITALIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A line of its own that is filled after signing: its rectangle, and how words stand in it.

    :param centre: where its words are centred, millimetres from the left edge of the page.
    """

    place: Place
    centre: float
    baseline: float
    face: Face
    size: float

    def words(self, text: str, typeface: Typeface) -> Words:
        """``text`` in this place."""
        width = typeface.width(text, self.face, self.size)
        return Words(self.centre - width / 2, self.baseline, text, self.face, self.size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The drawn head.

    :param body_baseline: where the first line of the text stands.
    """

    marks: tuple[Mark, ...]
    number: Slot
    date: Slot
    body_baseline: float


def lay_head(report: Report, profile: Profile, typeface: Typeface, *, number: str, issued: str) -> Head:
    """Lay out the head. Number and date lines are not among its marks unless the report is a draft.

    :param number: prepared field for the number line.
    :param issued: prepared field for the date line.
    """
    left, room, extra = _left_block(report, profile, typeface)
    number_slot = _number_slot(profile, extra, number)
    date_slot = _date_slot(report, profile, typeface, room, issued)
    subject, below = _subject(report, profile, typeface, number_slot.baseline)
    notices, lowest = lay_notices(report, profile, typeface, number=below, issued=date_slot.baseline)
    marks = [*left, *_right_block(profile, typeface), *notices]
    if report.stage is Stage.DRAFT:
        marks += (TEXT, number_slot.words(typeface.clean(number_line(report, profile, None)), typeface))
        marks += (TEXT, date_slot.words(typeface.clean(date_line(report, profile, None)), typeface))
    if is_letter(report, profile):
        low = max(below, date_slot.baseline, lowest)
        return Head(
            marks=(*marks, *subject),
            number=number_slot,
            date=date_slot,
            body_baseline=low + profile.letter.body_drop,
        )
    title = profile.title
    titles, body_baseline = _titles(
        report, profile, typeface, max(extra, lowest + title.clearance - title.type_baseline)
    )
    return Head(marks=(*marks, *titles), number=number_slot, date=date_slot, body_baseline=body_baseline)


def _subject(report: Report, profile: Profile, typeface: Typeface, number: float) -> tuple[list[Mark], float]:
    """The trích yếu of a công văn under its number line, and the baseline of the last line of both."""
    if not is_letter(report, profile):
        return [], number
    shape, centre = profile.letter, profile.left_head.centre
    marks: list[Mark] = []
    pieces = [(typeface.clean(letter_subject(report, profile)), face_of(italic=shape.italic))]
    lines = balanced_lines(pieces, typeface=typeface, size=shape.size, width=shape.width)
    for n, line in enumerate(lines):
        marks.append(Tag(Role.TITLE, n == 0))
        marks += centred(
            line, centre, number + shape.drop + n * shape.pitch, size=shape.size, typeface=typeface
        )
    return marks, number + shape.drop + (len(lines) - 1) * shape.pitch


def fills(report: Report, profile: Profile, number: int, issued: date) -> tuple[str, str]:
    """The words of number and date line once they are known."""
    return number_line(report, profile, number), date_line(report, profile, issued)


def _centred(
    text: str, face: Face, size: float, centre: float, baseline: float, typeface: Typeface, *, tag: Tag
) -> list[Mark]:
    if not text:
        return []
    width = typeface.width(typeface.clean(text), face, size)
    return [tag, Words(centre - width / 2, baseline, typeface.clean(text), face, size)]


def _rule(centre: float, width: float, y: float, thickness: float) -> list[Mark]:
    """A rule around ``centre``; none if it has no width."""
    return [Stroke(centre - width / 2, y, centre + width / 2, y, thickness)] if width > 0 else []


def _left_block(
    report: Report, profile: Profile, typeface: Typeface
) -> tuple[list[Mark], list[tuple[float, float]], float]:
    """Marks, (baseline, right end) of each line, and how much lower than usual the block ends."""
    shape = profile.left_head
    marks: list[Mark] = []
    ends: list[tuple[float, float]] = []
    baseline, width = shape.baseline, 0.0
    for text, face, size in head_blocks(report, shape):
        pieces = [(typeface.clean(text), face)]
        lines = balanced_lines(pieces, typeface=typeface, size=size, width=shape.width)
        for n, line in enumerate(lines):
            marks.append(Tag(Role.TEXT, n == 0))
            marks += centred(line, shape.centre, baseline, size=size, typeface=typeface)
            ends.append((baseline, shape.centre + line.width / 2))
            baseline, width = baseline + shape.pitch, line.width
    last = baseline - shape.pitch
    down = last + shape.mark_drop
    marks += _centred(shape.mark, Face.REGULAR, shape.size, shape.centre, down, typeface, tag=DECORATION)
    marks += _rule(shape.centre, width * shape.rule_share, last + shape.rule_drop, shape.rule_thickness)
    # A body without a superior stands one line higher; number and titles stay where they belong.
    return marks, ends, max(0.0, last - (shape.baseline + shape.pitch))


def head_blocks(report: Report, shape: LeftHead) -> Iterator[tuple[str, Face, float]]:
    """Superior and issuing body; of a joint paper both pairs, or one superior over both issuing bodies.

    Each body begins a line of its own, and a sign between bodies ends the lines of the first.
    """
    bodies = issuers(report)
    above = ""
    for body in bodies:
        if body.superior and body.superior != above:
            yield body.superior, Face.REGULAR, shape.size
            above = body.superior
        sign = "" if body is bodies[-1] else shape.joint.rstrip()
        yield f"{body.issuer}{sign}", Face.BOLD, shape.issuer_size


def _right_block(profile: Profile, typeface: Typeface) -> list[Mark]:
    shape = profile.right_head
    text, size, baseline = shape.text, shape.size, shape.baseline
    marks = _centred(text, Face.BOLD, size, shape.centre, baseline, typeface, tag=TEXT)
    if shape.motto:
        text, size, baseline = shape.motto, shape.motto_size, baseline + shape.motto_drop
        marks += _centred(text, Face.BOLD, size, shape.centre, baseline, typeface, tag=TEXT)
    width = typeface.width(text, Face.BOLD, size)
    return marks + _rule(shape.centre, width, baseline + shape.rule_drop, shape.rule_thickness)


def _number_slot(profile: Profile, extra: float, name: str) -> Slot:
    shape, margins = profile.left_head, profile.fields
    baseline = shape.baseline + shape.pitch + extra + shape.number_drop
    place = Place(
        name=name,
        left=shape.centre - shape.width / 2,
        right=shape.centre + shape.width / 2,
        top=baseline - margins.above,
        bottom=baseline + margins.below,
    )
    return Slot(
        place=place, centre=shape.centre, baseline=baseline, face=NUMBER_FACE, size=profile.number.size
    )


def _date_slot(
    report: Report, profile: Profile, typeface: Typeface, ends: Sequence[tuple[float, float]], name: str
) -> Slot:
    """Centred under the right head; a long place name pushes it left from the margin, and at last makes it smaller."""
    shape, margins = profile.right_head, profile.fields
    baseline, size = shape.date_baseline, shape.date_size
    near = [end for line, end in ends if abs(line - baseline) < size * 25.4 / 72]
    limit = max(near, default=profile.page.left) + shape.date_gap
    natural = typeface.width(typeface.clean(widest_date_line(report, profile)), DATE_FACE, size)
    half = shape.edge - shape.centre
    width = min(natural, shape.edge - limit)
    centre = shape.centre if width <= 2 * half else shape.edge - width / 2
    place = Place(
        name=name,
        left=min(shape.centre - half, shape.edge - width),
        right=shape.edge,
        top=baseline - margins.above,
        bottom=baseline + margins.below,
    )
    return Slot(place=place, centre=centre, baseline=baseline, face=DATE_FACE, size=size * width / natural)


def _titles(report: Report, profile: Profile, typeface: Typeface, extra: float) -> tuple[list[Mark], float]:
    """Tên loại, trích yếu and the mark below; every further line of it moves the text down."""
    shape, centre = profile.title, profile.page.text_centre
    baseline, kind = shape.type_baseline + extra, report.document_type
    marks = _centred(kind, Face.BOLD, shape.type_size, centre, baseline, typeface, tag=Tag(Role.TITLE))
    marks = [mark._replace(goes_on=True) if isinstance(mark, Words) else mark for mark in marks]
    baseline, width = shape.summary_baseline + extra, 0.0
    pieces = [(typeface.clean(report.title), Face.BOLD)]
    lines = balanced_lines(pieces, typeface=typeface, size=shape.summary_size, width=shape.width)
    for n, line in enumerate(lines):
        marks.append(Tag(Role.TITLE, begins=n == 0 and not kind))
        marks += centred(line, centre, baseline, size=shape.summary_size, typeface=typeface)
        baseline, width = baseline + shape.pitch, line.width
    last = baseline - shape.pitch
    down = last + shape.mark_drop
    marks += _centred(shape.mark, Face.REGULAR, shape.mark_size, centre, down, typeface, tag=DECORATION)
    marks += _rule(centre, width * shape.rule_share, last + shape.rule_drop, shape.rule_thickness)
    return marks, last + shape.body_drop
