"""The text of a report as rows: headings that stay with what they head, paragraphs without lone lines."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dvapp.domain.reports import Block, Heading, Paragraph
from dvapp.reporting.fonts import Face, Typeface, face_of
from dvapp.reporting.ink import Anchor, Row, Stop
from dvapp.reporting.lines import Line, break_lines
from dvapp.reporting.profile import Profile


def body_rows(blocks: Sequence[Block], profile: Profile, typeface: Typeface) -> Iterator[Row]:
    """Rows of the text, in order.

    A heading is joined to the row after it. The first two lines of a paragraph are joined, and so are the last two;
    a paragraph of three lines is therefore never broken.
    """
    joined = False
    for block in blocks:
        match block:
            case Heading():
                yield from _heading(block, profile, typeface, joined=joined)
            case Paragraph():
                yield from _paragraph(block, profile, typeface, joined=joined)
        joined = isinstance(block, Heading)


def accompanied(rows: list[Row]) -> list[Row]:
    """The rows, the last of which never goes over to the signature's page alone.

    A text that ends with a paragraph of one line takes the lines before it along.
    """
    if len(rows) > 1 and isinstance(rows[-1].sign, Anchor):
        rows[-1] = replace(rows[-1], joined=True)
    return rows


def _heading(block: Heading, profile: Profile, typeface: Typeface, *, joined: bool) -> Iterator[Row]:
    styles = profile.body.headings
    style = styles[min(max(block.level, 1), len(styles)) - 1]
    text = typeface.clean(block.text)
    lines = _lines([(text, face_of(bold=style.bold, italic=style.italic))], profile, typeface)
    for n, line in enumerate(lines):
        yield _row(
            line,
            profile,
            typeface,
            first=n == 0,
            joined=joined or n > 0,
            sign=Stop(level=block.level, title=" ".join(text.split())) if n == 0 else None,
        )


def _paragraph(block: Paragraph, profile: Profile, typeface: Typeface, *, joined: bool) -> Iterator[Row]:
    # Once as a whole, so that a refusal shows the words around the character and not only its run.
    typeface.clean(block.text)
    pieces = [(typeface.clean(run.text), face_of(bold=run.bold, italic=run.italic)) for run in block.runs]
    lines = _lines(pieces, profile, typeface)
    for n, line in enumerate(lines):
        yield _row(
            line,
            profile,
            typeface,
            first=n == 0,
            joined=joined if n == 0 else n == 1 or n == len(lines) - 1,
            sign=Anchor(section=block.section, number=block.number) if n == 0 else None,
        )


def _lines(pieces: Sequence[tuple[str, Face]], profile: Profile, typeface: Typeface) -> list[Line]:
    shape = profile.body
    return break_lines(
        pieces, typeface=typeface, size=shape.size, width=profile.page.text_width, indent=shape.indent
    )


def _row(
    line: Line, profile: Profile, typeface: Typeface, *, first: bool, joined: bool, sign: Stop | Anchor | None
) -> Row:
    shape, page = profile.body, profile.page
    indent = shape.indent if first else 0.0
    words = line.at(
        page.left + indent,
        shape.pitch * shape.ascent,
        size=shape.size,
        typeface=typeface,
        fill=page.text_width - indent,
    )
    return Row(
        height=shape.pitch, marks=tuple(words), gap=shape.gap if first else 0.0, joined=joined, sign=sign
    )
