"""The end of the text: who signs at the right, who receives it at the left, and the places for signature and seal."""

from collections.abc import Iterator

from dvapp.domain.reports import Report
from dvapp.reporting.fonts import Face, Typeface, face_of
from dvapp.reporting.ink import Mark, Place, Row, Stroke, Words
from dvapp.reporting.lettering import punctuated, title_lines
from dvapp.reporting.lines import balanced_lines, break_lines, centred
from dvapp.reporting.profile import Profile


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
    right, places, right_end = _signature(report, profile, typeface, first, leader, seal)
    items = _recipients(report, profile, typeface)
    kept, rest = items[: receivers.kept_whole], items[receivers.kept_whole :]
    left = _label(profile, typeface, first)
    baseline = first + receivers.first_drop
    for words in kept:
        left += [word.moved(baseline) for word in words]
        baseline += receivers.pitch
    height = max(right_end, baseline - receivers.pitch + shape.tail)
    yield Row(height=height, marks=(*left, *right), joined=True, places=places)
    for words in rest:
        ascent = receivers.pitch * profile.body.ascent
        yield Row(height=receivers.pitch, marks=tuple(word.moved(ascent) for word in words))


def _signature(
    report: Report, profile: Profile, typeface: Typeface, first: float, leader: str, seal: str
) -> tuple[list[Mark], tuple[Place, ...], float]:
    shape = profile.signature
    marks: list[Mark] = []
    baseline = first
    for text, bold in title_lines(report, profile):
        pieces = [(typeface.clean(text), face_of(bold=bold))]
        for line in balanced_lines(pieces, typeface=typeface, size=shape.size, width=shape.width):
            marks += centred(line, shape.centre, baseline, size=shape.size, typeface=typeface)
            baseline += shape.pitch
    title = baseline - shape.pitch
    name = title + shape.name_drop
    end = name
    if report.signatory.name is not None:
        pieces = [(typeface.clean(report.signatory.name), face_of(bold=shape.name_bold))]
        for n, line in enumerate(
            balanced_lines(pieces, typeface=typeface, size=shape.size, width=shape.width)
        ):
            end = name + n * shape.pitch
            marks += centred(line, shape.centre, end, size=shape.size, typeface=typeface)
    return marks, stamp_places(profile, title, leader=leader, seal=seal), end + shape.tail


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
        Words(shape.label_x, baseline, shape.label, face, shape.label_size),
        Words(shape.label_x + width, baseline, shape.label_end, face, shape.label_size),
    ]
    if shape.label_underlined:
        # Tinos asks for its underline 0.109 em below the baseline, 0.049 em thick.
        em = shape.label_size * 25.4 / 72
        y = baseline + 0.109 * em
        marks.append(Stroke(shape.label_x, y, shape.label_x + width, y, 0.049 * em))
    return marks


def _recipients(report: Report, profile: Profile, typeface: Typeface) -> list[list[Words]]:
    """The list's lines, each with its baseline at 0."""
    shape = profile.recipients
    lines: list[list[Words]] = []
    for item in punctuated(report.recipients, report.archive, profile):
        broken = break_lines(
            [(typeface.clean(item), Face.REGULAR)],
            typeface=typeface,
            size=shape.list_size,
            width=shape.list_right - shape.list_x - shape.hanging,
            indent=-shape.hanging,
        )
        for n, line in enumerate(broken):
            x = shape.list_x + (shape.hanging if n else 0.0)
            lines.append(line.at(x, 0.0, size=shape.list_size, typeface=typeface))
    return lines
