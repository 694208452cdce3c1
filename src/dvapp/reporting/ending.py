"""The end of the text: who signs at the right, who receives it at the left, and the places for signature and seal."""

from collections.abc import Iterator
from dataclasses import dataclass

from dvapp.domain.papers.reports import Report, Signatory
from dvapp.reporting.fonts import MM_PER_POINT, Face, Typeface, face_of
from dvapp.reporting.ink import Mark, Place, Role, Row, Stroke, Tag, Words
from dvapp.reporting.lettering import archive_item, punctuated, signatory_lines
from dvapp.reporting.lines import balanced_lines, break_lines, centred
from dvapp.reporting.profile import Profile
from dvapp.services.reports.paging import Fields

_SMALL_PITCH = 1.2 * MM_PER_POINT
"""Line to line of the smallest words, millimetres for each point of their size."""


def ending_rows(
    report: Report, profile: Profile, typeface: Typeface, *, leader: str, seal: str
) -> Iterator[Row]:
    """The block as one row joined to the text before it; a very long list of recipients goes on below it.

    :param leader: prepared field for the leader's signature.
    :param seal: prepared field for the seal.
    """
    shape, receivers = profile.signature, profile.recipients
    # The row begins at the bottom of the last line; its first baseline hangs ``drop`` below that line's baseline.
    first = shape.drop - profile.body.pitch * (1 - profile.body.ascent)
    column = _Column(shape.centre, shape.width if report.second is None else shape.joint_width)
    right = _titles(report.signatory, profile, typeface, column, first)
    label, under = first, right.end
    if report.second is None:
        blocks = [_named(right, profile, typeface, under, leader, seal)]
    else:
        other = _Column(shape.second_centre, column.width)
        left = _titles(report.second.signatory, profile, typeface, other, first)
        under = max(under, left.end)  # both names on one line
        blocks = [
            _named(right, profile, typeface, under, leader, seal),
            _named(left, profile, typeface, under, Fields.SECOND_LEADER, Fields.SECOND_SEAL),
        ]
        label = max(block.end for block in blocks) + shape.joint_drop
    marks = [mark for block in blocks for mark in block.marks]
    places = tuple(place for block in blocks for place in block.places)
    end = max(block.end for block in blocks)
    items = _recipients(report, profile, typeface)
    kept, rest = items[: receivers.kept_whole], items[receivers.kept_whole :]
    marks += _label(profile, typeface, label)
    baseline = label + receivers.first_drop
    for words in kept:
        marks += [word.moved(baseline) for word in words]
        baseline += receivers.pitch
    height = max(end, baseline - receivers.pitch + shape.tail)
    yield Row(height=height, marks=tuple(marks), joined=True, places=places)
    for words in rest:
        ascent = receivers.pitch * profile.body.ascent
        yield Row(height=receivers.pitch, marks=tuple(word.moved(ascent) for word in words))
    yield from _typist(report, profile, typeface)


def _typist(report: Report, profile: Profile, typeface: Typeface) -> Iterator[Row]:
    """Who typed it and how many copies there are, small, below Nơi nhận at the left margin."""
    shape, left = profile.foot, profile.recipients.list_x
    if report.typist:
        pieces = [(typeface.clean(report.typist), Face.REGULAR)]
        lines = break_lines(
            pieces, typeface=typeface, size=shape.typist_size, width=profile.recipients.list_right - left
        )
        pitch = shape.typist_size * _SMALL_PITCH
        for n, line in enumerate(lines):
            baseline = shape.typist_drop if n == 0 else pitch
            words = line.at(left, baseline, size=shape.typist_size, typeface=typeface)
            yield Row(height=baseline, marks=(Tag(Role.TEXT, n == 0), *words), joined=True)


def contact_marks(report: Report, profile: Profile, typeface: Typeface) -> tuple[list[Mark], float]:
    """The issuing body's address under a rule at the foot of the first page, and where the text above it ends."""
    shape, page = profile.foot, profile.page
    if not report.contact:
        return [], page.text_bottom
    pieces = [(typeface.clean(report.contact), Face.REGULAR)]
    lines = balanced_lines(pieces, typeface=typeface, size=shape.contact_size, width=page.text_width)
    marks: list[Mark] = []
    baseline = page.text_bottom - shape.contact_pitch * (len(lines) - 1) - 1.0  # 1 mm for what hangs below it
    rule = baseline - shape.contact_pitch
    marks.append(Stroke(page.left, rule, page.left + page.text_width, rule, shape.contact_rule))
    for n, line in enumerate(lines):
        at = baseline + n * shape.contact_pitch
        marks.append(Tag(Role.CONTACT, n == 0))
        marks += centred(line, page.text_centre, at, size=shape.contact_size, typeface=typeface)
    return marks, rule - 1.5


@dataclass(frozen=True, slots=True)
class _Column:
    """Where a signature block stands, and how wide it may be."""

    centre: float
    width: float


@dataclass(frozen=True, slots=True)
class _Titles:
    """The lines over a signature, and the baseline of the last one."""

    signatory: Signatory
    column: _Column
    marks: list[Mark]
    end: float


@dataclass(frozen=True, slots=True)
class _Block:
    """One body's whole block: its marks, its prepared places, and where it ends."""

    marks: list[Mark]
    places: tuple[Place, ...]
    end: float


def _titles(
    signatory: Signatory, profile: Profile, typeface: Typeface, column: _Column, first: float
) -> _Titles:
    shape = profile.signature
    marks: list[Mark] = []
    baseline = first
    for text, bold in signatory_lines(signatory, profile):
        pieces = [(typeface.clean(text), face_of(bold=bold))]
        lines = balanced_lines(pieces, typeface=typeface, size=shape.size, width=column.width)
        for n, line in enumerate(lines):
            marks.append(Tag(Role.TEXT, n == 0))
            marks += centred(line, column.centre, baseline, size=shape.size, typeface=typeface)
            baseline += shape.pitch
    return _Titles(signatory, column, marks, baseline - shape.pitch)


def _named(
    titles: _Titles, profile: Profile, typeface: Typeface, under: float, leader: str, seal: str
) -> _Block:
    """The block with its name and places below the baseline ``under``."""
    shape, column, name = profile.signature, titles.column, titles.signatory.name
    marks, end = list(titles.marks), under + shape.name_drop
    if name is not None:
        pieces = [(typeface.clean(name), face_of(bold=shape.name_bold))]
        lines = balanced_lines(pieces, typeface=typeface, size=shape.size, width=column.width)
        for n, line in enumerate(lines):
            end = under + shape.name_drop + n * shape.pitch
            marks.append(Tag(Role.TEXT, n == 0))
            marks += centred(line, column.centre, end, size=shape.size, typeface=typeface)
    # As far from the middle of the column as those of a body that signs alone.
    across = column.centre - shape.centre
    places = tuple(place.shifted(across) for place in stamp_places(profile, under, leader=leader, seal=seal))
    return _Block(marks, places, end + shape.tail)


def stamp_places(profile: Profile, title: float, *, leader: str, seal: str) -> tuple[Place, Place]:
    """Where the leader's stamp and the seal go under a title line with its baseline at ``title``.

    Both lie between the title line and the name and cover neither.
    """
    shape = profile.stamp
    top = title + shape.leader_drop
    half = shape.seal_size / 2
    middle = top + shape.leader_height / 2
    return (
        Place(
            name=leader,
            left=shape.leader_left,
            right=shape.leader_right,
            top=top,
            bottom=top + shape.leader_height,
        ),
        Place(
            name=seal,
            left=shape.seal_centre - half,
            right=shape.seal_centre + half,
            top=middle - half,
            bottom=middle + half,
        ),
    )


def _label(profile: Profile, typeface: Typeface, baseline: float) -> list[Mark]:
    shape = profile.recipients
    face = face_of(bold=shape.label_bold, italic=shape.label_italic)
    width = typeface.width(shape.label, face, shape.label_size)
    marks: list[Mark] = [
        Tag(Role.TEXT),
        Words(shape.label_x, baseline, shape.label, face, shape.label_size),
        Words(shape.label_x + width, baseline, shape.label_end, face, shape.label_size),
    ]
    if shape.label_underlined:
        # Tinos asks for its underline 0.109 em below the baseline, 0.049 em thick.
        em = shape.label_size * 25.4 / 72
        y = baseline + 0.109 * em
        marks.append(Stroke(shape.label_x, y, shape.label_x + width, y, 0.049 * em))
    return marks


def _recipients(report: Report, profile: Profile, typeface: Typeface) -> list[list[Mark]]:
    """The list's lines, each with its baseline at 0."""
    shape = profile.recipients
    lines: list[list[Mark]] = []
    for item in punctuated(report.recipients, archive_item(report, profile), profile):
        broken = break_lines(
            [(typeface.clean(item), Face.REGULAR)],
            typeface=typeface,
            size=shape.list_size,
            width=shape.list_right - shape.list_x - shape.hanging,
            indent=-shape.hanging,
        )
        for n, line in enumerate(broken):
            x = shape.list_x + (shape.hanging if n else 0.0)
            tag = Tag(Role.ITEM, n == 0, label=len(shape.dash), kind="recipients")
            lines.append([tag, *line.at(x, 0.0, size=shape.list_size, typeface=typeface)])
    return lines
