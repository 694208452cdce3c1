"""A paper that is no report: a title, text and tables, page numbers, data inside. Tagged PDF/A-3a as all of ours."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from dvapp.domain.papers.reports import AnnexTable, Block, Heading, Paragraph
from dvapp.reporting.body import body_rows
from dvapp.reporting.columns import Align, Column
from dvapp.reporting.flow import Sheet, paginate
from dvapp.reporting.fonts import Face, Typeface
from dvapp.reporting.ink import Role, Row, Tag, Words
from dvapp.reporting.lines import balanced_lines, centred
from dvapp.reporting.paper import PROGRAM, About
from dvapp.reporting.press import Attached, print_report
from dvapp.reporting.profile import Profile
from dvapp.reporting.table import Sizing, table_rows

_NUMBER = Tag(Role.PAGINATION)
_UNKNOWN = "?"
_TABLE_SIZE = 12.0
"""Letters of tables, in points."""
_OVER_TABLE = 1.5
"""Room above a table, in millimetres."""


def print_plain(
    title: str,
    blocks: Sequence[Block | AnnexTable],
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
        *_rows(_drawable_blocks(blocks, typeface), profile, typeface),
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


def _rows(blocks: Sequence[Block | AnnexTable], profile: Profile, typeface: Typeface) -> Iterator[Row]:
    """Text as reports have it, and tables in their place."""
    text: list[Block] = []
    for block in blocks:
        if isinstance(block, AnnexTable):
            yield from body_rows(text, profile, typeface)
            yield from _table(block, profile, typeface, under=bool(text) and isinstance(text[-1], Heading))
            text = []
        else:
            text.append(block)
    yield from body_rows(text, profile, typeface)


def _table(table: AnnexTable, profile: Profile, typeface: Typeface, *, under: bool) -> Iterator[Row]:
    """A table over all of the page's width, its first column a third. ``under``: it stays with the heading above it."""
    page = profile.page
    first = page.text_width / 3
    columns = (
        Column(page.left, first, Align.LEFT),
        Column(page.left + first, page.text_width - first, Align.LEFT),
    )
    ruled = table_rows(table, page, columns, Sizing(profile, typeface, _TABLE_SIZE), above=0.0)
    yield replace(ruled.head, gap=_OVER_TABLE, joined=under)
    yield from ruled.rows


def _drawable_blocks(blocks: Sequence[Block | AnnexTable], typeface: Typeface) -> list[Block | AnnexTable]:
    made: list[Block | AnnexTable] = []
    for block in blocks:
        match block:
            case Paragraph():
                runs = tuple(replace(run, text=_drawable(run.text, typeface)) for run in block.runs)
                made.append(replace(block, runs=runs))
            case AnnexTable():
                rows = (
                    replace(row, cells=tuple(_drawable(cell, typeface) for cell in row.cells))
                    for row in block.rows
                )
                made.append(replace(block, rows=tuple(rows)))
            case Heading():
                made.append(replace(block, text=_drawable(block.text, typeface)))
            case _:
                made.append(block)
    return made


def _drawable(text: str, typeface: Typeface) -> str:
    lacking = set(typeface.lacking(text))
    return "".join(_UNKNOWN if place in lacking else letter for place, letter in enumerate(text))
