"""Rows onto pages: what is joined stays together, gaps vanish at the head of a page, one pass over the rows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dvapp.reporting.ink import Anchor, Mark, Picture, Place, Role, Row, Stop, Stroke, Tag, Words
from dvapp.reporting.profile import PageShape

_AGAIN = Tag(Role.PAGINATION)


@dataclass(slots=True)
class Sheet:
    """A page being filled.

    :param page: its size and margins.
    :param strips: rows of marks in reading order, each with how far its top is from the top edge of the page.
    :param across: how far to the right everything stands, against where it was placed.
    :param signs: what begins on it and how far from the top edge, in millimetres.
    :param number: its printed number, ``None`` for none.
    """

    page: PageShape
    strips: list[tuple[float, Sequence[Mark]]] = field(default_factory=list)
    across: float = 0.0
    signs: list[tuple[float, Stop | Anchor]] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    number: int | None = None

    @property
    def marks(self) -> list[Words | Stroke | Picture]:
        """Everything to be seen, where it stands on the page."""
        marks = [mark.moved(top) for top, strip in self.strips for mark in strip if not isinstance(mark, Tag)]
        return [mark.shifted(self.across) for mark in marks] if self.across else marks

    def put_again(self, row: Row, top: float) -> None:
        """Place a row that stood on a page before: to be seen again, not to be read again."""
        self.strips.append((top, [_AGAIN, *(mark for mark in row.marks if not isinstance(mark, Tag))]))

    def put(self, row: Row, top: float) -> None:
        """Place a row with its top at ``top``."""
        self.strips.append((top, row.marks))
        self.places.extend(place.moved(top) for place in row.places)
        if row.sign is not None:
            self.signs.append((top, row.sign))

    def turn_to_back(self) -> None:
        """Move everything to where it belongs on the back of a sheet."""
        across = self.page.back.left - self.page.left
        self.across += across
        self.places = [place.shifted(across) for place in self.places]
        self.page = self.page.back


def paginate(
    rows: Iterable[Row],
    *,
    first: Sheet,
    first_top: float,
    first_bottom: float | None = None,
    repeat: Sequence[Row] = (),
) -> list[Sheet]:
    """Sheets with the rows on them, at least one.

    :param first: the first sheet, where rows begin at ``first_top`` and end at ``first_bottom``; on others, which have
        the same page shape, they fill all between the margins, as on the first without ``first_bottom``.
    :param repeat: rows that stand again at the head of every further sheet.
    """
    page = first.page
    sheets = [first]
    y = first_top
    bottom = page.text_bottom if first_bottom is None else first_bottom
    fresh = True

    def turn() -> None:
        nonlocal y, fresh, bottom
        sheets.append(Sheet(page=page))
        y, fresh, bottom = page.top, True, page.text_bottom
        for row in repeat:
            sheets[-1].put_again(row, y)
            y += row.height

    for group in _groups(rows):
        tall = sum(row.gap + row.height for row in group)
        if not fresh and y + tall > bottom + 1e-6:
            turn()
        for row in group:
            # A group higher than a page breaks where it must.
            if not fresh and y + row.gap + row.height > bottom + 1e-6:
                turn()
            y += 0.0 if fresh else row.gap
            sheets[-1].put(row, y)
            y += row.height
            fresh = False
    return sheets


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    group: list[Row] = []
    for row in rows:
        if group and not row.joined:
            yield group
            group = []
        group.append(row)
    if group:
        yield group
