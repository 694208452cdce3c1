"""Where the keys of a spreadsheet lead to."""

from collections.abc import Callable

from dvapp.ui.grid.edits import Spot
from dvapp.ui.grid.sheet import Sheet

HasText = Callable[[int, int], bool]


def next_cell(sheet: Sheet, has_text: HasText, spot: Spot, step: Spot) -> Spot:
    """The neighbour in a direction; lines that name a group are stepped over; at an edge the same cell."""
    del has_text
    row, column = spot[0] + step[0], spot[1] + step[1]
    while 0 <= row < len(sheet.rows) and sheet.rows[row].heading:
        row += step[0]
    inside = 0 <= row < len(sheet.rows) and 0 <= column < len(sheet.columns)
    return (row, column) if inside else spot


def edge_of_data(sheet: Sheet, has_text: HasText, spot: Spot, step: Spot) -> Spot:
    """Ctrl and an arrow: the last cell of a run of filled ones, else the next filled one, else the edge."""
    here = next_cell(sheet, has_text, spot, step)
    run = has_text(*spot) and has_text(*here)
    while True:
        following = next_cell(sheet, has_text, here, step)
        if following == here or (run and not has_text(*following)) or (not run and has_text(*here)):
            return here
        here = following


def page_step(sheet: Sheet, row: int, lines: int) -> int:
    """The row some lines further, or the last one there is; never a line that names a group."""
    last = len(sheet.rows) - 1
    target = min(max(row + lines, 0), last)
    near = sorted((n for n, head in enumerate(sheet.rows) if not head.heading), key=lambda n: abs(n - target))
    return near[0] if near else row
