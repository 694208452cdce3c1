"""From typed and pasted texts to edits of figures: which are taken, which are refused one by one and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from dvapp.domain.calendar.periods import Period
from dvapp.domain.sheets.cells import Unread, words
from dvapp.domain.values import Amount
from dvapp.host.i18n import language
from dvapp.services.figures.grid_typing import CellEdit, CellRefusal, Typed, type_figures
from dvapp.services.session import Session
from dvapp.ui.grid.book import GridBook
from dvapp.ui.grid.clip import Block
from dvapp.ui.grid.reading import read_typed
from dvapp.ui.grid.sheet import Place, Sheet, Shows
from dvapp.ui.grid.words import amount_of, shown

Spot = tuple[int, int]
"""A cell by row and column, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A text that a cell did not take. ``code`` and ``details`` are the key of the words."""

    place: Place
    text: str
    code: str
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditPlan:
    """What is to be typed, by period.

    :param texts: what was written for each edited place.
    :param same: cells that say so already, or that take nothing and were given nothing.
    """

    edits: Mapping[Period, tuple[CellEdit, ...]]
    texts: Mapping[Place, str]
    refused: tuple[Refusal, ...]
    same: int

    @property
    def count(self) -> int:
        """How many cells are to be changed."""
        return len(self.texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a plan. ``undo`` and ``redo``: the edits, by period, that take it back and do it again."""

    kept: int
    refused: tuple[Refusal, ...]
    undo: Mapping[Period, tuple[CellEdit, ...]]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoesNotFit:
    """A pasted block is larger than what is left of the grid: all of it is refused."""

    rows: int
    columns: int
    room_rows: int
    room_columns: int


def plan_edits(sheet: Sheet, book: GridBook, wanted: Iterable[tuple[Spot, str]]) -> EditPlan:
    """Read what shall stand in cells; lines that name a group are passed over."""
    edits: dict[Period, dict[Place, CellEdit]] = {}
    refused: list[Refusal] = []
    texts: dict[Place, str] = {}
    same = 0
    for (row, column), text in wanted:
        place = sheet.place(row, column)
        if place is None:
            continue
        made = _edit(book, place, text)
        if made is None:
            same += 1
        elif isinstance(made, Refusal):
            refused.append(made)
        else:
            edits.setdefault(place.period, {})[place] = made
            texts[place] = text
    return EditPlan(
        edits={period: tuple(some.values()) for period, some in edits.items()},
        texts=texts,
        refused=tuple(refused),
        same=same,
    )


def _edit(book: GridBook, place: Place, text: str) -> CellEdit | Refusal | None:
    if place.shows is Shows.NOTE:
        return _note_edit(book, place, text)
    amount = read_typed(text, language())
    cell = book.cell(place)
    typed = cell.typed if cell is not None else None
    fixed = book.why_fixed(place)
    if fixed and not (amount is None and typed is not None):
        return (
            None if _says_the_same(book, place, text, amount) else Refusal(place=place, text=text, code=fixed)
        )
    if isinstance(amount, Unread):
        return Refusal(place=place, text=text, code=amount.code)
    if amount == (typed.number if typed is not None else None):
        return None
    return CellEdit(unit=place.unit, indicator=place.indicator, number=amount, was=typed)


def _says_the_same(book: GridBook, place: Place, text: str, amount: Amount | Unread) -> bool:
    """Whether a cell that takes nothing was given nothing, or what it shows anyway: a table that came back from Excel."""
    if not words(text):
        return True
    if place.shows is not Shows.VALUE:
        return words(text) in {book.text(place), book.text(place, plain=True)}
    figure = book.figure(place)
    return text.strip() == shown(figure) or (amount is not None and amount == amount_of(figure))


def _note_edit(book: GridBook, place: Place, text: str) -> CellEdit | Refusal | None:
    cell = book.cell(place)
    typed = cell.typed if cell is not None else None
    note = words(text)
    if typed is None:
        return Refusal(place=place, text=text, code="note_needs_number") if note else None
    if note == typed.note:
        return None
    return CellEdit(unit=place.unit, indicator=place.indicator, number=typed.number, note=note, was=typed)


def plan_note(book: GridBook, place: Place, note: str) -> EditPlan:
    """The note of an entered number, typed beside the grid."""
    where = replace(place, shows=Shows.NOTE)
    made = _note_edit(book, where, note)
    edits = {place.period: (made,)} if isinstance(made, CellEdit) else {}
    return EditPlan(
        edits=edits,
        texts={where: note} if edits else {},
        refused=(made,) if isinstance(made, Refusal) else (),
        same=0,
    )


def keep_edits(session: Session, plan: EditPlan) -> Outcome:
    """Type what a plan has, period by period; each period is one transaction."""
    kept, refused, undo = 0, list(plan.refused), {}
    places = {(p.period, p.unit, p.indicator): p for p in plan.texts}
    done = dict(plan.texts)
    for period, edits in plan.edits.items():
        typed: Typed = type_figures(session, period, edits)
        kept += typed.kept
        for one in typed.refused:
            place = places[period, one.edit.unit, one.edit.indicator]
            refused.append(_refusal(place, plan.texts[place], one))
            done.pop(place, None)
        undo[period] = typed.undo
    return Outcome(kept=kept, refused=tuple(refused), undo=undo, places=tuple(done))


def _refusal(place: Place, text: str, one: CellRefusal) -> Refusal:
    return Refusal(place=place, text=text, code=one.code, details=one.details)


# --- blocks of cells ----------------------------------------------------------------------------------------------------


def block_texts(sheet: Sheet, block: Block, first: Spot, last: Spot) -> list[tuple[Spot, str]] | DoesNotFit:
    """Where each cell of a pasted block goes, the selection being from ``first`` to ``last``.

    One value fills the selection; a block that fits into it several times is repeated; otherwise it begins at the first
    cell. Lines that name a group take no row of the block.
    """
    rows = [n for n in range(first[0], len(sheet.rows)) if not sheet.rows[n].heading]
    columns = range(first[1], len(sheet.columns))
    chosen_rows = sum(1 for n in rows if n <= last[0])
    chosen_columns = last[1] - first[1] + 1
    high, wide = len(block), len(block[0])
    if chosen_rows % high or chosen_columns % wide:
        chosen_rows, chosen_columns = high, wide
    if chosen_rows > len(rows) or chosen_columns > len(columns):
        return DoesNotFit(rows=high, columns=wide, room_rows=len(rows), room_columns=len(columns))
    return [
        ((rows[r], columns[c]), block[r % high][c % wide])
        for r in range(chosen_rows)
        for c in range(chosen_columns)
    ]


def fill_texts(
    sheet: Sheet, book: GridBook, first: Spot, last: Spot, *, down: bool
) -> list[tuple[Spot, str]]:
    """The first row of a selection over the rows below it, or its first column over those to the right.

    A selection of one line takes the line before it, as spreadsheet programs do.
    """
    rows = [n for n in range(first[0], last[0] + 1) if not sheet.rows[n].heading]
    columns = list(range(first[1], last[1] + 1))
    if down and len(rows) == 1:
        above = [n for n in range(rows[0]) if not sheet.rows[n].heading]
        rows = above[-1:] + rows
    if not down and len(columns) == 1:
        columns = [c for c in (columns[0] - 1, columns[0]) if c >= 0]
    pairs = (
        [((rows[0], c), (r, c)) for r in rows[1:] for c in columns]
        if down
        else [((r, columns[0]), (r, c)) for r in rows for c in columns[1:]]
    )
    return [(target, text_at(sheet, book, source)) for source, target in pairs]


def dragged_texts(
    sheet: Sheet, book: GridBook, chosen: tuple[Spot, Spot], target: tuple[Spot, Spot]
) -> list[tuple[Spot, str]]:
    """What a selection says, over the cells that follow it or go before it, as often as they need.

    Before it, its last cells come next to it, as if the selection went on that way.
    """
    (top, left), (bottom, right) = chosen
    rows = [n for n in range(top, bottom + 1) if not sheet.rows[n].heading]
    columns = list(range(left, right + 1))
    found = []
    down = [n for n in range(target[0][0], target[1][0] + 1) if not sheet.rows[n].heading]
    across = list(range(target[0][1], target[1][1] + 1))
    start_row = 0 if target[0][0] >= top else -len(down)
    start_column = 0 if target[0][1] >= left else -len(across)
    for r, row in enumerate(down, start_row):
        for c, column in enumerate(across, start_column):
            source = (rows[r % len(rows)], columns[c % len(columns)])
            found.append(((row, column), text_at(sheet, book, source)))
    return found


def text_at(sheet: Sheet, book: GridBook, spot: Spot) -> str:
    """A cell's text for a spreadsheet program; nothing for a line that names a group."""
    place = sheet.place(*spot)
    return "" if place is None else book.text(place, plain=True)


def block_of(sheet: Sheet, book: GridBook, first: Spot, last: Spot) -> Block:
    """A selection's cells for a spreadsheet program, without lines that name a group."""
    rows = [n for n in range(first[0], last[0] + 1) if not sheet.rows[n].heading]
    return tuple(
        tuple(text_at(sheet, book, (row, column)) for column in range(first[1], last[1] + 1)) for row in rows
    )


def whole_of(sheet: Sheet, book: GridBook, corner: tuple[str, str, str]) -> Block:
    """The whole sheet with its heads for a spreadsheet program. ``corner``: the heads of code, words, unit of count."""
    head = (*corner, *(column.words for column in sheet.columns))
    lines = [
        (
            down.code,
            down.title,
            down.detail,
            *(text_at(sheet, book, (n, c)) for c in range(len(sheet.columns))),
        )
        for n, down in enumerate(sheet.rows)
    ]
    return (head, *lines)
