"""The register of outgoing papers on paper: a cover and one table on lying sheets, tagged PDF/A-3 as reports are.

Source of cover and columns: Nghị định 30/2020/NĐ-CP, Phụ lục IV, mẫu sổ đăng ký văn bản đi.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from dvapp.domain.codes import IndicatorCode
from dvapp.domain.papers.reports import AnnexTable, TableRow
from dvapp.domain.register.printed import HEADS, TITLE, RegisterBook
from dvapp.reporting import paper, press
from dvapp.reporting.columns import Align, Column
from dvapp.reporting.flow import Sheet, paginate
from dvapp.reporting.fonts import Face, Typeface
from dvapp.reporting.ink import Role, Row, Stop, Tag, Words
from dvapp.reporting.lines import balanced_lines, centred
from dvapp.reporting.pages import DRAWING
from dvapp.reporting.profile import PageShape, Profile, read_profile
from dvapp.reporting.table import Sizing, table_rows

DATA_NAME = "so-van-ban-di.json"

_SIZE = 10.0
_SHARES = (29.0, 21.5, 47.0, 21.5, 38.5, 19.0, 13.0, 21.5, 13.0, 28.0)
"""How wide the columns are, each against the others."""

_COVER_TOP = 24.0
_SMALL, _USUAL, _LARGE = 12.0, 14.0, 24.0


class RegisterPages:
    """Prints the register: the ``RegisterMaker`` of ``services/register/register_ports.py``."""

    def __init__(self, resources: Path) -> None:
        self._resources = resources

    def print_register(self, book: RegisterBook) -> bytes:
        """The register as tagged PDF/A in its official layout; the same bytes for the same book.

        Characters that the font lacks are printed as question marks: a line stays as it was written, and the data inside
        hold it to the letter.

        :raises ProfileUnknown: there is no such layout.
        """
        profile = read_profile(self._resources / "profiles", book.profile)
        typeface = Typeface(self._resources / "fonts")
        with DRAWING:
            book = _drawable(book, typeface)
            return press.print_report(
                _sheets(book, profile, typeface),
                typeface=typeface,
                about=paper.About(title=typeface.clean(TITLE), author=typeface.clean(book.board)),
                attached=press.Attached(data=book.data, when=book.made_at, name=DATA_NAME),
            )


def _drawable(book: RegisterBook, typeface: Typeface) -> RegisterBook:
    def clean(text: str) -> str:
        lacking = set(typeface.lacking(text))
        return "".join("?" if place in lacking else letter for place, letter in enumerate(text))

    parts = tuple(
        replace(part, title=clean(part.title), lines=tuple(tuple(map(clean, line)) for line in part.lines))
        for part in book.parts
    )
    return replace(
        book,
        superior=clean(book.superior),
        board=clean(book.board),
        facts=tuple(map(clean, book.facts)),
        parts=parts,
    )


def _sheets(book: RegisterBook, profile: Profile, typeface: Typeface) -> list[Sheet]:
    page = profile.sideways_page
    cover = paginate(
        _cover(book, page, profile, typeface), first=Sheet(page=page), first_top=page.top + _COVER_TOP
    )
    sheets = [*cover, *_table(book, page, profile, typeface)]
    for number, sheet in enumerate(sheets, 1):
        if number > 1:
            text = str(number)
            half = typeface.width(text, Face.REGULAR, page.number_size) / 2
            words = Words(page.text_centre - half, page.number_baseline, text, Face.REGULAR, page.number_size)
            sheet.strips.append((0.0, (Tag(Role.PAGINATION), words)))
    return sheets


def _cover(book: RegisterBook, page: PageShape, profile: Profile, typeface: Typeface) -> Iterator[Row]:
    """The names of the office, the title, and what the book holds; all in the middle."""
    yield from _line(book.superior, _USUAL, Face.REGULAR, page, profile, typeface)
    yield from _line(book.board, _USUAL, Face.BOLD, page, profile, typeface)
    yield from _line(TITLE, _LARGE, Face.BOLD, page, profile, typeface, role=Role.TITLE, gap=34.0)
    for number, fact in enumerate(book.facts):
        yield from _line(fact, _USUAL, Face.REGULAR, page, profile, typeface, gap=8.0 if number == 0 else 2.0)
    yield from _line(book.made, _SMALL, Face.ITALIC, page, profile, typeface, gap=20.0)


def _line(
    text: str,
    size: float,
    face: Face,
    page: PageShape,
    profile: Profile,
    typeface: Typeface,
    *,
    role: Role = Role.TEXT,
    gap: float = 0.0,
) -> Iterator[Row]:
    pitch = profile.annex.pitch * size / profile.annex.title_size
    pieces = [(typeface.clean(text), face)]
    lines = balanced_lines(pieces, typeface=typeface, size=size, width=page.text_width) if text else ()
    for number, line in enumerate(lines):
        words = centred(line, page.text_centre, pitch * profile.body.ascent, size=size, typeface=typeface)
        yield Row(
            height=pitch,
            marks=(Tag(role, number == 0), *words),
            gap=gap if number == 0 else 0.0,
            sign=Stop(level=1, title=text) if role is Role.TITLE and number == 0 else None,
        )


def _table(book: RegisterBook, page: PageShape, profile: Profile, typeface: Typeface) -> list[Sheet]:
    columns = _columns(page)
    sizing = Sizing(profile, typeface, _SIZE)
    table = AnnexTable(number=0, title=TITLE, columns=HEADS, rows=tuple(_rows(book)))
    ruled = table_rows(table, page, columns, sizing, above=0.0)
    places = AnnexTable(
        number=0, title=TITLE, columns=tuple(f"({n})" for n in range(1, len(HEADS) + 1)), rows=()
    )
    numbered = table_rows(places, page, columns, sizing, above=0.0).head
    head = (ruled.head, Row(height=numbered.height, marks=numbered.marks, joined=True))
    return paginate([*head, *ruled.rows], first=Sheet(page=page), first_top=page.top, repeat=head)


def _rows(book: RegisterBook) -> Iterator[TableRow]:
    several = len(book.parts) > 1
    for part in book.parts:
        if several:
            yield TableRow(code=None, cells=(part.title,))
        for cells in part.lines:
            yield TableRow(code=IndicatorCode(""), cells=cells)


def _columns(page: PageShape) -> list[Column]:
    """All of the page's width; words at the left, counts and days in the middle."""
    unit = page.text_width / sum(_SHARES)
    columns, left = [], page.left
    for place, share in enumerate(_SHARES):
        align = Align.CENTRE if place in {1, 6, 7} else Align.LEFT
        columns.append(Column(left, share * unit, align))
        left += share * unit
    return columns
