"""What stands between the titles and the text: to whom the paper is addressed, and on what it is founded."""

from collections.abc import Iterator

from dvapp.domain.papers.reports import Report
from dvapp.reporting.body import paragraph_rows
from dvapp.reporting.fonts import Typeface, face_of
from dvapp.reporting.ink import Mark, Role, Row, Tag, Words
from dvapp.reporting.lettering import addressees, grounds
from dvapp.reporting.lines import break_lines
from dvapp.reporting.profile import Profile


def opening_rows(report: Report, profile: Profile, typeface: Typeface) -> Iterator[Row]:
    """Kính gửi and căn cứ, as far as the report and its layout have them."""
    yield from _addressees(report, profile, typeface)
    face = face_of(italic=profile.grounds.italic)
    tag = Tag(Role.ITEM, label=len(profile.grounds.dash), kind="grounds")
    for ground in grounds(report, profile):
        yield from paragraph_rows(
            [(typeface.clean(ground), face)], profile, typeface, tag, joined=False, sign=None
        )


def _addressees(report: Report, profile: Profile, typeface: Typeface) -> Iterator[Row]:
    """The label and the list, centred together; the dashes of a list below the label stand under its colon."""
    shape, page = profile.addressees, profile.page
    items = addressees(report, profile)
    if not items:
        return
    several = len(items) > 1
    plain = face_of()
    face = face_of(italic=shape.label_italic)
    label = typeface.width(shape.label, face, shape.size)
    colon = typeface.width(shape.label_end, face, shape.size)
    space = typeface.width(" ", face, shape.size)
    beside = shape.beside or not several
    end = f"{shape.label_end} " if beside else shape.label_end
    indent = label + colon + space if beside else label
    hanging = typeface.width(shape.dash, plain, shape.size) if several else 0.0
    lines = [
        (n, line)
        for item in items
        for n, line in enumerate(
            break_lines(
                [(typeface.clean(item), plain)],
                typeface=typeface,
                size=shape.size,
                width=shape.width - indent - hanging,
                indent=-hanging,
            )
        )
    ]
    widest = max(line.width + (hanging if n else 0.0) for n, line in lines)
    left = page.text_centre - (indent + widest) / 2
    ascent = shape.pitch * profile.body.ascent
    marks: list[Mark] = [
        Tag(Role.TEXT),
        Words(left, ascent, shape.label, face, shape.size),
        Words(left + label, ascent, end, face, shape.size),
    ]
    joined = False
    if not beside:
        yield Row(height=shape.pitch, marks=tuple(marks))
        marks, joined = [], True
    for n, line in lines:
        if several:
            marks.append(Tag(Role.ITEM, n == 0, label=len(shape.dash), kind="addressees"))
        elif n:
            marks.append(Tag(Role.TEXT, begins=False))
        x = left + indent + (hanging if n else 0.0)
        marks += line.at(x, ascent, size=shape.size, typeface=typeface)
        yield Row(height=shape.pitch, marks=tuple(marks), joined=joined)
        marks, joined = [], True
    yield Row(height=shape.tail, marks=(), joined=True)
