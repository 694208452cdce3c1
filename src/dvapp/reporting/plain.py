"""A paper that is no report: a title, text, page numbers, data inside. Tagged PDF/A-3a as all of ours."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from dvapp.domain.papers.reports import Block, Heading, Paragraph
from dvapp.reporting.body import body_rows
from dvapp.reporting.flow import Sheet, paginate
from dvapp.reporting.fonts import Face, Typeface
from dvapp.reporting.ink import Role, Row, Tag, Words
from dvapp.reporting.lines import balanced_lines, centred
from dvapp.reporting.paper import PROGRAM, About
from dvapp.reporting.press import Attached, print_report
from dvapp.reporting.profile import Profile

_NUMBER = Tag(Role.PAGINATION)
_UNKNOWN = "?"


def print_plain(
    title: str,
    blocks: Sequence[Block],
    *,
    data: bytes,
    name: str,
    when: datetime,
    profile: Profile,
    typeface: Typeface,
) -> bytes:
    """The paper; the same bytes for the same arguments.

    Characters that the font lacks are printed as question marks: names of strangers stand on such papers, and the data
    inside hold them to the letter.

    :param data: what is attached, JSON, under ``name``.
    :param when: the time that the file tells.
    """
    title = _drawable(title, typeface)
    rows = [
        *_title(title, profile, typeface),
        *body_rows(_drawable_blocks(blocks, typeface), profile, typeface),
    ]
    sheets = paginate(rows, first=Sheet(page=profile.page), first_top=profile.page.top)
    for number, sheet in enumerate(sheets[1:], 2):
        half = typeface.width(str(number), Face.REGULAR, sheet.page.number_size) / 2
        left, base = sheet.page.text_centre - half, sheet.page.number_baseline
        words = Words(left, base, str(number), Face.REGULAR, sheet.page.number_size)
        sheet.strips.append((0.0, (_NUMBER, words)))
    return print_report(
        sheets,
        typeface=typeface,
        about=About(title=title, author=PROGRAM),
        attached=Attached(data=data, when=when, name=name),
    )


def _title(text: str, profile: Profile, typeface: Typeface) -> Iterator[Row]:
    shape, page = profile.body, profile.page
    pieces = [(text.upper(), Face.BOLD)]
    for number, line in enumerate(
        balanced_lines(pieces, typeface=typeface, size=shape.part_size, width=page.text_width)
    ):
        words = centred(
            line, page.text_centre, shape.part_pitch * shape.ascent, size=shape.part_size, typeface=typeface
        )
        tag = Tag(Role.TITLE, number == 0)
        yield Row(height=shape.part_pitch, marks=(tag, *words), joined=number > 0)
    yield Row(height=shape.part_pitch / 2, marks=(), joined=True)


def _drawable_blocks(blocks: Sequence[Block], typeface: Typeface) -> list[Block]:
    made: list[Block] = []
    for block in blocks:
        match block:
            case Paragraph():
                runs = tuple(replace(run, text=_drawable(run.text, typeface)) for run in block.runs)
                made.append(replace(block, runs=runs))
            case Heading():
                made.append(replace(block, text=_drawable(block.text, typeface)))
            case _:
                made.append(block)
    return made


def _drawable(text: str, typeface: Typeface) -> str:
    lacking = set(typeface.lacking(text))
    return "".join(_UNKNOWN if place in lacking else letter for place, letter in enumerate(text))
