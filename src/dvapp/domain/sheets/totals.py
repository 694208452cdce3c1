"""Total rows of a sheet against the rows they sum up. Which of the two is right is not for the program to say."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from dvapp.domain.recording.kinds import Field
from dvapp.domain.sheets.cells import Unread, read_number, words
from dvapp.domain.sheets.importing import Refused, refuse
from dvapp.domain.sheets.sheet import Sheet

_MOST_DECIMALS = Decimal("0.005")
"""How far a sum of decimals may be from its total: the total is rounded."""


def differing_totals(
    sheet: Sheet, numeric: Mapping[int, Field], records: Sequence[int], totals: Sequence[int]
) -> Iterator[Refused]:
    """Cells of total rows that are not the sum of rows above or below, and those that cannot be read.

    A total may stand below or above its rows, and sum up all of them or those since the total before. Shares in
    percent are no sums and are passed by, as is a column in which a row cannot be read.
    """
    for place, number in enumerate(totals):
        before = totals[place - 1] if place else -1
        after = totals[place + 1] if place + 1 < len(totals) else len(sheet.rows)
        above = [row for row in records if row < number]
        below = [row for row in records if row > number]
        groups = [
            above or below,
            [row for row in above if row > before],
            [row for row in below if row < after],
            below,
            list(records),
        ]
        for column, field in numeric.items():
            yield from _differs(sheet, number, column, field, [rows for rows in groups if rows])


def _differs(
    sheet: Sheet, number: int, column: int, field: Field, groups: Sequence[Sequence[int]]
) -> Iterator[Refused]:
    said = sheet.rows[number][column]
    if (number, column) in sheet.unvalued:
        yield refuse(sheet, number, column, "cell_formula")
        return
    if not words(said) or "%" in (field.unit.vi, field.unit.en):
        return
    total = read_number(said, whole=False)
    if isinstance(total, Unread):
        yield refuse(sheet, number, column, total.code)
        return
    made = [_sum(sheet, rows, column) for rows in groups]
    sums = [one for one in made if one is not None]
    if not isinstance(total, int | Decimal) or not sums or len(sums) < len(made):
        return
    if all(abs(Decimal(one) - total) > _MOST_DECIMALS for one in sums):
        yield refuse(sheet, number, column, "total_differs", {"total": total, "sum": sums[0]})


def differing_sums(
    sheet: Sheet, total: int, parts: Sequence[int], records: Sequence[int], *, or_last: bool = False
) -> Iterator[Refused]:
    """Cells of a column of totals that are not the sum of their row's other numbers, and those that cannot be read.

    :param or_last: the parts are periods: of a figure that stands at the end of a period the total is the last number.

    A row in which a number cannot be read is not compared; one that says nothing of the total is passed by.
    """
    for row in records:
        if (row, total) in sheet.unvalued:
            yield refuse(sheet, row, total, "cell_formula")
            continue
        said = read_number(sheet.rows[row][total], whole=False)
        if isinstance(said, Unread):
            yield refuse(sheet, row, total, said.code)
        elif isinstance(said, int | Decimal):
            made = _across(sheet, row, parts)
            if or_last and _last(sheet, row, parts) == said:
                continue
            if made is not None and abs(Decimal(made) - said) > _MOST_DECIMALS:
                code = "total_differs_periods" if or_last else "total_differs_across"
                yield refuse(sheet, row, total, code, {"total": said, "sum": made})


def _across(sheet: Sheet, row: int, columns: Sequence[int]) -> int | Decimal | None:
    """Of the numbers in these columns of a row; ``None`` where one cannot be read."""
    whole: int | Decimal = 0
    for column in columns:
        part = read_number(sheet.rows[row][column], whole=False)
        if isinstance(part, Unread) or (row, column) in sheet.unvalued:
            return None
        whole += part if isinstance(part, int | Decimal) else 0
    return whole


def _last(sheet: Sheet, row: int, columns: Sequence[int]) -> object:
    """The last of these columns of a row that says something."""
    said = (read_number(sheet.rows[row][column], whole=False) for column in reversed(columns))
    return next((one for one in said if one is not None), None)


def _sum(sheet: Sheet, rows: Sequence[int], column: int) -> int | Decimal | None:
    """Of the numbers there; ``None`` where one cannot be read."""
    whole: int | Decimal = 0
    for row in rows:
        part = read_number(sheet.rows[row][column], whole=False)
        if isinstance(part, Unread) or (row, column) in sheet.unvalued:
            return None
        whole += part if isinstance(part, int | Decimal) else 0
    return whole
