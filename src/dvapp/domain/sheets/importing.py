"""What a sheet says: which of its rows would be records, every cell that cannot be read, and what became of all others.

Nothing is kept here. No cell is lost in silence: :func:`accounts` tells the fate of each one below the head.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from enum import Enum

from dvapp.domain.codes import UnitCode
from dvapp.domain.places.units import Unit
from dvapp.domain.recording.kinds import FieldType, RecordKind
from dvapp.domain.sheets.cells import address, words
from dvapp.domain.sheets.head import Head
from dvapp.domain.sheets.period_columns import is_total
from dvapp.domain.sheets.sheet import Sheet


class RowFate(Enum):
    """What a row below the head is."""

    RECORD = "record"
    TOTAL = "total"
    NUMBERS = "numbers"  # counts the columns: (1) (2) (3)
    NAME_ONLY = "name_only"  # names a unit that answered nothing
    NOTE = "note"  # words below the table
    HEAD = "head"  # the same head again, as printed on every page
    COMPUTED = "computed"  # names a figure that nobody types
    OTHER_TABLE = "other_table"  # from the head of a further table on
    BLANK = "blank"


class CellFate(Enum):
    """What became of a cell that is not blank."""

    READ = "read"
    REFUSED = "refused"
    HELD = "held"  # right by itself, but its row has a refused cell
    UNREAD = "unread"  # in a column that means nothing, or was left out
    TOTAL = "total"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A cell that was not read. ``code`` is the words' key, as of a record's fault.

    :param row, column: from 0.
    """

    sheet: str
    cell: str
    value: str
    code: str
    row: int
    column: int
    details: Mapping[str, object] = made(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row that would be a record, or a row of a record's table.

    :param number: from 0.
    :param plain: the record in its plain form.
    :param columns: for each field that was read, and for "unit" and "happened", its column.
    :param parts: by table, for each row of it that this adds, where its columns were read: row and column from 0.
    :param cells: of a wide table, the cells that this was read from; elsewhere it is all of the row.
    """

    number: int
    plain: Mapping[str, object]
    columns: Mapping[str, int]
    parts: Mapping[str, Sequence[Mapping[str, tuple[int, int]]]] = made(default_factory=dict)
    cells: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that a sheet says.

    :param fates: what each row below the head is, by its number from 0.
    """

    rows: tuple[Row, ...]
    refused: tuple[Refused, ...]
    fates: Mapping[int, RowFate]

    def numbers(self, *fates: RowFate) -> tuple[int, ...]:
        """Rows of these fates, from 0."""
        return tuple(number for number, fate in self.fates.items() if fate in fates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the sheet itself does not say: the day or month of every row, whose it is, and which units there are.

    :param computed: codes, and words as of :func:`~dvapp.domain.sheets.head_words.spelled_out`, of the figures that the
        program computes itself.
    :param unit: whose rows are that name no unit; ``None``: the board's own.
    """

    board: UnitCode
    units: Sequence[Unit]
    happened: Mapping[str, str] | str | None = None
    computed: frozenset[str] = frozenset()
    unit: UnitCode | None = None


def refuse(
    sheet: Sheet, row: int, column: int, code: str, details: Mapping[str, object] | None = None
) -> Refused:
    """A refusal of a cell, by its address and what stands in it."""
    said = words(sheet.rows[row][column])
    return Refused(
        sheet=sheet.name,
        cell=address(row, column),
        value=said,
        code=code,
        row=row,
        column=column,
        details=details or {},
    )


def accounts(
    sheet: Sheet,
    head: Head,
    fates: Mapping[int, RowFate],
    refused: Sequence[Refused],
    read: frozenset[tuple[int, int]] | None = None,
) -> Mapping[tuple[int, int], CellFate]:
    """What became of every cell below the head that is not blank, by row and column from 0.

    :param read: of a wide table, the cells that stand in records; elsewhere a row is read whole or not at all.
    """
    cells = {(one.row, one.column) for one in refused}
    held = {one.row for one in refused}
    return {
        (row, column): _cell_fate(fates[row], (row, column), head, cells, held if read is None else read)
        for row in range(head.last + 1, len(sheet.rows))
        for column in range(sheet.width)
        if words(sheet.rows[row][column]) or (row, column) in sheet.unvalued
    }


def _cell_fate(
    fate: RowFate,
    place: tuple[int, int],
    head: Head,
    refused: set[tuple[int, int]],
    known: set[int] | frozenset[tuple[int, int]],
) -> CellFate:
    """``known``: rows that are held back, or the cells that were read."""
    if place in refused:
        return CellFate.REFUSED
    if fate is RowFate.TOTAL or (fate is RowFate.RECORD and is_total(head.columns.get(place[1], ""))):
        return CellFate.TOTAL
    if fate is not RowFate.RECORD:
        return CellFate.SKIPPED
    if place[1] not in head.columns:
        return CellFate.UNREAD
    kept = place in known if isinstance(known, frozenset) else place[0] not in known
    return CellFate.READ if kept else CellFate.HELD


def joined(rows: Sequence[Row], kind: RecordKind) -> Iterator[tuple[tuple[Row, ...], dict[str, object]]]:
    """Rows as records: of a kind with a table, rows of one unit and time are rows of one record's table.

    Two rows that say different things beside the table are two records.
    """
    tables = frozenset(f.code for f in kind.fields if f.type is FieldType.TABLE)
    made: list[tuple[list[Row], dict[str, object]]] = []
    homes: dict[str, list[tuple[list[Row], dict[str, object]]]] = {}
    for row in rows:
        own = row.plain["values"]
        assert isinstance(own, dict), "made by the reader"
        near = homes.setdefault(repr((row.plain["unit"], row.plain["happened"])), [])
        home = next((pair for pair in near if _belongs(own, pair[1], tables)), None) if tables else None
        if home is None:
            made.append(([row], dict(own)))
            near.append(made[-1])
            continue
        home[0].append(row)
        for code, value in own.items():
            before = home[1].get(code)
            home[1][code] = [*before, *value] if code in tables and isinstance(before, list) else value
    for together, values in made:
        yield tuple(together), {**together[0].plain, "values": values}


def _belongs(own: Mapping[str, object], home: Mapping[str, object], tables: frozenset[str]) -> bool:
    return all(code in tables or home.get(code, value) == value for code, value in own.items())
