"""Rows onto pages: what is joined stays together, gaps vanish at the head of a page, one pass over the rows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dvapp.reporting.ink import Anchor, Mark, Place, Row, Stop
from dvapp.reporting.profile import PageShape


@dataclass(slots=True)
class Sheet:
    """A page being filled.

    :param page: its size and margins.
    :param signs: what begins on it and how far from the top edge, in millimetres.
    :param number: its printed number, ``None`` for none.
    """

    page: PageShape
    marks: list[Mark] = field(default_factory=list)
    signs: list[tuple[float, Stop | Anchor]] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    number: int | None = None

    def put(self, row: Row, top: float) -> None:
        """Place a row with its top at ``top``."""
        self.marks.extend(mark.moved(top) for mark in row.marks)
        self.places.extend(place.moved(top) for place in row.places)
        if row.sign is not None:
            self.signs.append((top, row.sign))

    def turn_to_back(self) -> None:
        """Move everything to where it belongs on the back of a sheet."""
        across = self.page.back.left - self.page.left
        self.marks = [mark.shifted(across) for mark in self.marks]
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
            sheets[-1].put(row, y)
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
