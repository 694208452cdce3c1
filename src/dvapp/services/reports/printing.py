"""What is printed: pages of any PDF as they are, at their real size; on both sides with mirrored margins where wanted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dvapp.domain.errors import DvError
from dvapp.domain.papers.printing_errors import PagesInvalid
from dvapp.services.places import named
from dvapp.services.ports import Tools

_USUAL_SHIFT = -15.0
"""Millimetres; margins of 30 and 15 mm change sides in every layout of format.md."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperToPrint:
    """A PDF and what its printing needs to know.

    :param sizes: width and height of each page in millimetres.
    :param back_shift: millimetres to the right by which a page moves on the back of a sheet; below 0: to the left.
    :param is_mirrored: whether the file's own pages have mirrored margins already, so that none may be moved.
    :param is_ours: whether its layout is one of this program's; else ``back_shift`` is a guess.
    """

    pdf: bytes
    name: str
    sizes: tuple[tuple[float, float], ...]
    back_shift: float
    is_mirrored: bool
    is_ours: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintOrder:
    """What is wanted.

    :param pages: from 0, in order. ``mirrored``: move the backs, unless the file does so itself.
    """

    pages: tuple[int, ...]
    copies: int = 1
    collated: bool = True
    both_sides: bool = False
    mirrored: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a sheet: ``page`` from 0, ``None`` for one left blank; ``shift`` in millimetres to the right."""

    page: int | None
    shift: float = 0.0


def paper_to_print(pdf: bytes, name: str, tools: Tools) -> PaperToPrint:
    """Look at a PDF before it is printed; it may be anybody's.

    :raises PdfUnreadable: not a PDF.
    """
    sizes = tools.pages.sizes(pdf)
    shift, mirrored, ours = _USUAL_SHIFT, False, False
    try:
        data = tools.pages.data_of(pdf)
        if data is not None:
            report = tools.data.read(data)
            shift, mirrored, ours = tools.pages.back_shift(report), report.duplex, True
    except DvError:
        pass  # what lies in the file is not ours, or of a newer version: its pages print all the same
    return PaperToPrint(pdf=pdf, name=name, sizes=sizes, back_shift=shift, is_mirrored=mirrored, is_ours=ours)


def file_to_print(file: Path, tools: Tools) -> PaperToPrint:
    """As :func:`paper_to_print`, of a file.

    :raises FileMissing, FileUnreadable, PdfUnreadable: the file.
    """
    with named(file):
        return paper_to_print(tools.files.read(file), file.name, tools)


def read_pages(text: str, count: int) -> tuple[int, ...]:
    """Pages (from 0) named as in "1-3, 5, 8-"; all of them when nothing is written.

    :raises PagesInvalid: that names none, or one that is not there.
    """
    if not text.strip():
        return tuple(range(count))
    found: list[int] = []
    for part in re.split(r"[,;]", text):
        read = re.fullmatch(r"\s*([0-9]{1,5})?\s*([-–])?\s*([0-9]{1,5})?\s*", part)
        if read is None or not (read[1] or read[3]) or (read[1] and read[3] and not read[2]):
            raise PagesInvalid(where=text, count=count)
        first = int(read[1] or 1)
        last = int(read[3] or count) if read[2] else first
        if not 1 <= first <= last <= count:
            raise PagesInvalid(where=text, count=count)
        found += range(first - 1, last)
    return tuple(dict.fromkeys(found))


def sides(order: PrintOrder, paper: PaperToPrint) -> tuple[Side, ...]:
    """The sides of one copy in the order in which the printer gets them.

    On both sides an even page stays the back of its sheet: where the page before it is not printed, that side is blank.
    """
    made: list[Side] = []
    for page in order.pages:
        back = page % 2 == 1
        if order.both_sides and back != (len(made) % 2 == 1):
            made.append(Side(page=None))
        made.append(Side(page=page, shift=_shift(page, order, paper)))
    return tuple(made)


def all_sides(order: PrintOrder, paper: PaperToPrint, *, repeated: bool) -> tuple[Side, ...]:
    """The sides of every copy, or of one where the printer repeats them itself."""
    one = sides(order, paper)
    if not repeated:
        return one
    if order.both_sides and len(one) % 2:
        one = (*one, Side(page=None))  # the next copy begins on a sheet of its own
    if order.collated:
        return one * order.copies
    step = 2 if order.both_sides else 1
    sheets = [one[at : at + step] for at in range(0, len(one), step)]
    return tuple(side for sheet in sheets for _copy in range(order.copies) for side in sheet)


def _shift(page: int, order: PrintOrder, paper: PaperToPrint) -> float:
    """A page that lies on its long side is bound at its head or foot, whose margins are equal."""
    width, height = paper.sizes[page]
    moved = order.both_sides and order.mirrored and not paper.is_mirrored and page % 2 == 1
    return paper.back_shift if moved and height > width else 0.0


def size_words(size: Sequence[float]) -> str:
    """A size as papers are named: 210 × 297 mm."""
    return f"{round(size[0])} × {round(size[1])} mm"
