"""The text of a report as rows: headings that stay with what they head, paragraphs without lone lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from dvapp.domain.papers.reports import Block, Heading, Paragraph, Part
from dvapp.reporting.fonts import Face, Typeface, face_of
from dvapp.reporting.ink import Anchor, Mark, Role, Row, Stop, Tag, going_on
from dvapp.reporting.keeping import Kept
from dvapp.reporting.lines import Line, Piece, balanced_lines, break_lines, centred
from dvapp.reporting.profile import Profile

TEXT = Tag(Role.TEXT)


def body_rows(
    blocks: Sequence[Block], profile: Profile, typeface: Typeface, kept: Kept | None = None
) -> Iterator[Row]:
    """Rows of the text, in order; those of blocks that are in ``kept`` are not made again.

    A heading is joined to the row after it. The first two lines of a paragraph are joined, and so are the last two;
    a paragraph of three lines is therefore never broken.
    """
    joined = False
    deeper = any(isinstance(block, Part) for block in blocks)
    for block in blocks:
        made = partial(_block, block, profile, typeface, joined=joined, deeper=deeper)
        yield from made() if kept is None else kept.rows((block, joined, deeper), made)
        # Nothing at all after a heading is nothing to stay with: an empty paragraph passes the heading's wish on.
        joined = isinstance(block, Part | Heading) or (joined and not block.text.strip())


def _block(
    block: Block, profile: Profile, typeface: Typeface, *, joined: bool, deeper: bool
) -> Iterator[Row]:
    match block:
        case Part():
            return _part(block, profile, typeface, joined=joined)
        case Heading():
            return _heading(block, profile, typeface, joined=joined, deeper=deeper)
        case Paragraph():
            return _paragraph(block, profile, typeface, joined=joined)


def accompanied(rows: list[Row]) -> list[Row]:
    """The rows, the last of which never goes over to the signature's page alone.

    A text that ends with a paragraph of one line takes the lines before it along; headings of sections without text, and
    paragraphs without words, are no company either.
    """
    n = len(rows) - 1
    while n > 0:
        begins = rows[n].sign is not None or rows[n].gap > 0
        lonely = isinstance(rows[n].sign, Stop) or not rows[n].height
        if begins:
            rows[n] = replace(rows[n], joined=True)
        if not lonely:
            break
        n -= 1
    return rows


def _part(block: Part, profile: Profile, typeface: Typeface, *, joined: bool) -> Iterator[Row]:
    """Two centred lines, the title in capitals and, if it is long, on several."""
    shape, page = profile.body, profile.page
    first = True
    for text in (block.label, block.title.upper()):
        pieces = [(typeface.clean(text), Face.BOLD)]
        lines = balanced_lines(pieces, typeface=typeface, size=shape.part_size, width=page.text_width)
        for line in lines if text else ():
            words = centred(
                line,
                page.text_centre,
                shape.part_pitch * shape.ascent,
                size=shape.part_size,
                typeface=typeface,
            )
            words = going_on(words) if text is block.label else words
            yield Row(
                height=shape.part_pitch,
                marks=(Tag(Role.HEADING, first), *words),
                gap=shape.gap + shape.part_gap if first else 0.0,
                joined=joined or not first,
                sign=Stop(level=1, title=f"{block.label}. {block.title}") if first else None,
            )
            first = False


def _heading(
    block: Heading, profile: Profile, typeface: Typeface, *, joined: bool, deeper: bool
) -> Iterator[Row]:
    styles = profile.body.headings
    style = styles[min(max(block.level, 1), len(styles)) - 1]
    text = typeface.clean(block.text)
    lines = _lines([(text, face_of(bold=style.bold, italic=style.italic))], profile, typeface)
    tag = Tag(Role.HEADING, rank=block.level)
    for n, line in enumerate(lines):
        yield _row(
            line,
            profile,
            typeface,
            tag,
            first=n == 0,
            joined=joined or n > 0,
            sign=Stop(level=block.level + deeper, title=" ".join(text.split())) if n == 0 else None,
        )


def _paragraph(block: Paragraph, profile: Profile, typeface: Typeface, *, joined: bool) -> Iterator[Row]:
    if not block.text.strip():
        yield Row(
            height=0.0, marks=(), joined=joined, sign=Anchor(section=block.section, number=block.number)
        )
        return
    # Once as a whole, so that a refusal shows the words around the character and not only its run.
    typeface.clean(block.text)
    pieces = [(typeface.clean(run.text), face_of(bold=run.bold, italic=run.italic)) for run in block.runs]
    sign = Anchor(section=block.section, number=block.number)
    yield from paragraph_rows(pieces, profile, typeface, _tag(block), joined=joined, sign=sign)


def _tag(block: Paragraph) -> Tag:
    """An item's mark stands at the head of its words; items with marks of one kind are one list."""
    start = len(block.item) + 1
    if not block.item or block.text[:start] != f"{block.item} ":
        return TEXT
    kind = re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "1", block.item))
    return Tag(Role.ITEM, label=start, kind=kind)


def paragraph_rows(
    pieces: Sequence[Piece],
    profile: Profile,
    typeface: Typeface,
    tag: Tag,
    *,
    joined: bool,
    sign: Anchor | None,
) -> Iterator[Row]:
    """A justified paragraph of clean pieces, whose lines never stand alone on a page."""
    lines = _lines(pieces, profile, typeface)
    for n, line in enumerate(lines):
        yield _row(
            line,
            profile,
            typeface,
            tag,
            first=n == 0,
            joined=joined if n == 0 else n == 1 or n == len(lines) - 1,
            sign=sign if n == 0 else None,
        )


def _lines(pieces: Sequence[Piece], profile: Profile, typeface: Typeface) -> list[Line]:
    shape = profile.body
    return break_lines(
        pieces, typeface=typeface, size=shape.size, width=profile.page.text_width, indent=shape.indent
    )


def _row(
    line: Line,
    profile: Profile,
    typeface: Typeface,
    tag: Tag,
    *,
    first: bool,
    joined: bool,
    sign: Stop | Anchor | None,
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
    marks: tuple[Mark, ...] = (tag if first else tag._replace(begins=False), *words)
    return Row(height=shape.pitch, marks=marks, gap=shape.gap if first else 0.0, joined=joined, sign=sign)
