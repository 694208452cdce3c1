"""Sheets out of any office's file: xlsx, xlsm, xls, ods and csv, known by their content and not by their name.

Files come from anywhere, so what a reader would choke on is refused before it reads: archives that unpack to gigabytes, a
cell at the far end of the sheet (the reader would make room for all in between), document types inside the XML.
"""

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Mapping

from dvapp.domain.language.old_letters import suspected
from dvapp.domain.sheets.cells import CellValue
from dvapp.domain.sheets.sheet import Sheet
from dvapp.domain.sheets.sheet_errors import (
    SheetFileLocked,
    SheetFileQuote,
    SheetFileTooLarge,
    SheetFileUnreadable,
    SheetFileWebPage,
)
from dvapp.exchange.sheet_part import Inside
from dvapp.exchange.sheet_parts import MOST_CELLS, inspected, locked
from dvapp.exchange.xls_parts import xls_parts
from dvapp.services.sheets.import_ports import SheetBook

MOST_BYTES = 64 * 1024 * 1024
"""Of a file as it lies on the disk."""

_MARKUP = re.compile(r"\s*<(?:!doctype|html|table|\?xml|meta|head|body|workbook)\b", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class OfficeSheets:
    """The ``SheetReader`` of ``services/sheets/import_ports.py``."""

    def read(self, content: bytes) -> SheetBook:
        """As :func:`read_book`."""
        return read_book(content)


def read_sheets(content: bytes, *, where: str = "") -> tuple[Sheet, ...]:
    """Every visible sheet of a file, in order; refused as by :func:`read_book`."""
    return read_book(content, where=where).sheets


def read_book(content: bytes, *, where: str = "") -> SheetBook:
    """All that can be read of a file.

    :raises SheetFileTooLarge: it is, or would become, larger than a sheet of records can be.
    :raises SheetFileLocked: it opens only with a password.
    :raises SheetFileUnreadable: it is none of the known kinds, or damaged.
    """
    if len(content) > MOST_BYTES:
        raise SheetFileTooLarge(where=where, reason=f"{len(content) // 1024 // 1024} MB")
    if content.startswith(b"PK"):
        return _from_book(content, where, inspected(content, where))
    if content.startswith(_OLE):
        if locked(content):
            raise SheetFileLocked(where=where, reason="password")
        macros = "_VBA_PROJECT".encode("utf-16-le") in content
        return _from_book(content, where, Inside(sheets=xls_parts(content, where), macros=macros))
    return SheetBook(sheets=(_from_text(content, where),))


# --- books -----------------------------------------------------------------------------------------------------------


def _from_book(content: bytes, where: str, inside: Inside) -> SheetBook:
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    sheets: list[Sheet] = []
    hidden: list[str] = []
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            for number, known in enumerate(book.sheets_metadata):
                name = unicodedata.normalize("NFC", known.name)
                if known.typ is not SheetTypeEnum.WorkSheet:
                    continue
                if known.visible is not SheetVisibleEnum.Visible:
                    hidden.append(name)
                    continue
                sheet = book.get_sheet_by_index(number)
                more = inside.of(number)
                # Without the blank cells at its beginning every cell would have another address than on the screen.
                rows = [[_cell(v) for v in row] for row in sheet.to_python(skip_empty_area=False)]
                merged = tuple((a, b, c, d) for (a, b), (c, d) in sheet.merged_cell_ranges or ())
                even = _with_errors(_even(rows, frozenset({*more.unvalued, *more.errors})), more.errors)
                sheets.append(
                    Sheet(
                        name=name,
                        rows=even,
                        merged=_within(merged or more.merged, even),
                        unvalued=more.unvalued,
                        percents=more.percents,
                        hidden_rows=frozenset(row for row in more.hidden_rows if row < len(even)),
                        hidden_columns=more.hidden_columns,
                    )
                )
    except PasswordError:
        raise SheetFileLocked(where=where, reason="password") from None
    except (CalamineError, OSError, ValueError, zipfile.BadZipFile):
        raise SheetFileUnreadable(where=where, reason="damaged") from None
    except BaseException as error:
        # A damaged file can make the reader panic. Its exception has no name that could be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise SheetFileUnreadable(where=where, reason="damaged") from None
    return SheetBook(sheets=tuple(sheets), hidden=tuple(hidden), macros=inside.macros)


def _with_errors(
    rows: tuple[tuple[CellValue, ...], ...], errors: Mapping[tuple[int, int], str]
) -> tuple[tuple[CellValue, ...], ...]:
    """Cells that show an error say so; the reader gives them as blank."""
    if not errors:
        return rows
    said = [list(row) for row in rows]
    for (row, column), words in errors.items():
        said[row][column] = words
    return tuple(map(tuple, said))


def _within(
    merged: tuple[tuple[int, int, int, int], ...], rows: tuple[tuple[CellValue, ...], ...]
) -> tuple[tuple[int, int, int, int], ...]:
    """Merged areas that begin where the sheet has cells, cut at its last row and column."""
    last_row, last_column = len(rows) - 1, len(rows[0]) - 1 if rows else -1
    return tuple(
        (top, left, min(bottom, last_row), min(right, last_column))
        for top, left, bottom, right in merged
        if top <= last_row and left <= last_column
    )


def _cell(value: object) -> CellValue:
    """As the program keeps it; times of day and spans of time are words."""
    if value == "" or value is None:
        return None
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, bool | int | float):
        return value
    from datetime import date

    return value if isinstance(value, date) else str(value)


def _even(
    rows: list[list[CellValue]], more: frozenset[tuple[int, int]] = frozenset()
) -> tuple[tuple[CellValue, ...], ...]:
    """Rows of one length, with room for cells at other places."""
    width = max([*map(len, rows), *(column + 1 for _row, column in more)], default=0)
    rows += [[] for _missing in range(max((row + 1 for row, _column in more), default=0) - len(rows))]
    return tuple((*row, *([None] * (width - len(row)))) for row in rows)


# --- text ------------------------------------------------------------------------------------------------------------


def _from_text(content: bytes, where: str) -> Sheet:
    text = _decoded(content, where)
    if _MARKUP.match(text):
        raise SheetFileWebPage(where=where, reason="web_page")
    separator = _separator(text)
    _require_closed_quotes(text, separator, where)
    try:
        rows: list[list[CellValue]] = [
            [cell if cell != "" else None for cell in row]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        ]
    except csv.Error:
        raise SheetFileUnreadable(where=where, reason="damaged") from None
    if len(rows) * max(map(len, rows), default=0) > MOST_CELLS:
        raise SheetFileTooLarge(where=where, reason=f"{len(rows)}")
    return Sheet(name="", rows=_even(rows))


def _separator(text: str) -> str:
    """What parts the cells: as the first line says ("sep=;"), else the mark that stands most surely in all lines."""
    if said := re.match(r"sep=([;,|\t])\s*[\r\n]", text, re.IGNORECASE):
        return said[1]
    first = [line for line in text.splitlines()[:50] if line.strip()]
    return max(";\t,|", key=lambda mark: _often(first, mark))


def _require_closed_quotes(text: str, separator: str, where: str) -> None:
    """:raises SheetFileQuote: the file ends within a cell in quotation marks."""
    try:
        for _row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            pass
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            raise SheetFileQuote(where=where, reason="quote") from None


def _often(lines: list[str], mark: str) -> tuple[int, int]:
    """How surely a mark parts the cells: how often it stands in every line, then in all together."""
    return min((line.count(mark) for line in lines), default=0), sum(line.count(mark) for line in lines)


def _decoded(content: bytes, where: str) -> str:
    """Text in UTF-8, in UTF-16 with its mark, or as old Vietnamese Windows writes it.

    :raises SheetFileUnreadable: it is no text.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = _as(content, "utf-16")
    elif (wide := _wide(content)) is not None:
        text = _as(content, wide)
    else:
        text = _as(content, "utf-8-sig") or _old_windows(content)
    if text is None or re.search(r"[\x00-\x08\x0e-\x1f]", text):
        raise SheetFileUnreadable(where=where, reason="kind")
    return unicodedata.normalize("NFC", text)


def _wide(content: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of most of its letters is zero."""
    beginning = content[:2000]
    if len(beginning) < 8 or len(content) % 2:
        return None
    for encoding, place in (("utf-16-le", 1), ("utf-16-be", 0)):
        high, low = beginning[place::2], beginning[1 - place :: 2]
        if high.count(0) * 2 > len(high) and not low.count(0):
            return encoding
    return None


def _as(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _old_windows(content: bytes) -> str | None:
    """Bytes of before Unicode: TCVN3 and VNI as they look in Western letters, else the Vietnamese code page."""
    western = content.decode("latin-1")
    return western if suspected(western) else _as(content, "cp1258")
