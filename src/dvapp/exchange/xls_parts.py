"""What an old binary workbook ([MS-XLS]) says beside the values: errors, percentages, what is hidden.

Its reader gives a cell that shows an error as a blank one, and does not tell formats; here only those records are looked at.
"""

import struct
from collections.abc import Iterator

from dvapp.exchange.compound_files import stream_of
from dvapp.exchange.sheet_part import SheetParts
from dvapp.exchange.sheet_parts import require_room

_BOF, _EOF, _BOUND_SHEET, _FORMAT, _XF = 0x0809, 0x000A, 0x0085, 0x041E, 0x00E0
_ROW, _COLUMNS = 0x0208, 0x007D
_VALUES = frozenset({0x0203, 0x027E, 0x00BD, 0x0006, 0x0205, 0x00FD, 0x0204, 0x00D6})
"""Records of cells that hold something, texts among them."""
_NUMBER, _RK, _MANY_RK, _FORMULA, _BOOL_OR_ERROR = 0x0203, 0x027E, 0x00BD, 0x0006, 0x0205
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_PERCENT_FORMATS = frozenset({9, 10})
_ZERO_HEIGHT, _HIDDEN_COLUMN = 0x20, 0x01
_MOST_COLUMNS = 256

Record = tuple[int, bytes]


def xls_parts(content: bytes, where: str = "") -> dict[int, SheetParts]:
    """What is known of each sheet, by its number in the book; nothing of a damaged one, which its reader refuses.

    :raises SheetFileTooLarge: a cell stands so far out that the reader would make room for millions.
    """
    book = stream_of(content, "Workbook", "Book")
    if book is None:
        return {}
    try:
        return _parts(book, where)
    except (struct.error, IndexError):
        return {}


def _parts(book: bytes, where: str) -> dict[int, SheetParts]:
    places: list[int] = []
    formats: set[int] = set(_PERCENT_FORMATS)
    styles: list[int] = []
    for kind, data in _records(book, 0):
        if kind == _BOUND_SHEET:
            places.append(struct.unpack_from("<I", data)[0])
        elif kind == _FORMAT and b"%" in data[2:]:
            formats.add(struct.unpack_from("<H", data)[0])
        elif kind == _XF:
            styles.append(struct.unpack_from("<H", data, 2)[0])
    percents = frozenset(number for number, form in enumerate(styles) if form in formats)
    for place in places:
        cells = [struct.unpack_from("<2H", data) for kind, data in _records(book, place) if kind in _VALUES]
        require_room(
            max((row for row, _c in cells), default=0), max((c for _r, c in cells), default=0), where
        )
    return {number: _sheet(book, place, percents) for number, place in enumerate(places)}


def _records(book: bytes, place: int) -> Iterator[Record]:
    """The records of one part of the book; those of charts inside it are passed by."""
    depth = 0
    while place + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, place)
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, book[place + 4 : place + 4 + size]
        place += 4 + size


def _sheet(book: bytes, place: int, styles: frozenset[int]) -> SheetParts:
    percents: set[tuple[int, int]] = set()
    errors: dict[tuple[int, int], str] = {}
    rows: set[int] = set()
    columns: set[int] = set()
    for kind, data in _records(book, place):
        if kind == _ROW:
            if struct.unpack_from("<H", data, 12)[0] & _ZERO_HEIGHT:
                rows.add(struct.unpack_from("<H", data)[0])
        elif kind == _COLUMNS:
            first, last, _width, _style, flags = struct.unpack_from("<5H", data)
            if flags & _HIDDEN_COLUMN:
                columns.update(range(first, min(last + 1, _MOST_COLUMNS)))
        elif kind in {_NUMBER, _RK, _FORMULA, _BOOL_OR_ERROR}:
            row, column, style = struct.unpack_from("<3H", data)
            if style in styles:
                percents.add((row, column))
            if (code := _error(kind, data)) is not None:
                errors[row, column] = _ERRORS.get(code, "#N/A")
        elif kind == _MANY_RK:
            row, first = struct.unpack_from("<2H", data)
            for number in range((len(data) - 6) // 6):
                if struct.unpack_from("<H", data, 4 + 6 * number)[0] in styles:
                    percents.add((row, first + number))
    return SheetParts(
        percents=frozenset(percents),
        errors=errors,
        hidden_rows=frozenset(rows),
        hidden_columns=frozenset(columns),
    )


def _error(kind: int, data: bytes) -> int | None:
    """The code of the error that a cell shows."""
    if kind == _BOOL_OR_ERROR:
        return data[6] if data[7] else None
    if kind == _FORMULA and data[12:14] == b"\xff\xff" and data[6] == 2:
        return data[8]
    return None
