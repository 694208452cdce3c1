"""What is inside an archive of sheets, looked at before anything reads it.

A reader would choke on archives that unpack to gigabytes and on a cell at the far end of a sheet; and it does not tell
formulas without a result from blank cells, percentages from fractions, nor what is hidden. This does.
"""

import io
import re
import struct
import zipfile
import zlib
from functools import lru_cache
from html import unescape

from dvapp.domain.sheets.cells import address
from dvapp.domain.sheets.sheet_errors import SheetFileLocked, SheetFileTooLarge, SheetFileUnreadable
from dvapp.exchange.sheet_part import Inside, SheetParts

MOST_UNPACKED = 512 * 1024 * 1024
"""Bytes of all parts of an archive together."""
MOST_CELLS = 4_000_000
"""Cells of a sheet, blank ones between filled ones included: 200 columns of 20,000 rows."""

_PIECE = re.compile(
    rb"<(?:\w+:)?row\b([^>]*)>|<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)",
    re.DOTALL,
)
_ROW = re.compile(rb'\br="(\d{1,7})"')
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_STYLE = re.compile(rb'\bs="(\d{1,6})"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_COL = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)\b[^>/]*>[^<]*[^<\s]|<(?:\w+:)?t\b[^>/]*>[^<]*[^<\s]")
_IS_ERROR = re.compile(rb'\bt="e"')
_SAID = re.compile(rb"<(?:\w+:)?v\b[^>/]*>([^<]*)")
_ODS_SAID = re.compile(rb"<text:p\b[^>/]*>\s*(#[A-Z][A-Z0-9/]*[!?]?|Err:\d+)\s*</text:p>")
_FORMAT = re.compile(rb'<(?:\w+:)?numFmt\b[^>]*?\bnumFmtId="(\d+)"[^>]*?\bformatCode="([^"]*)"')
_ODS_PART = re.compile(
    rb"<table:table[\s>]|<table:table-row\b([^>]*?)(/?)>|</table:table-row>"
    rb"|<table:((?:covered-)?table-cell)\b([^>]*?)(?:/>|>(.*?)</table:(?:covered-)?table-cell>)"
    rb"|<table:table-column\b([^>]*)>",
    re.DOTALL,
)
_REPEATED = re.compile(rb'table:number-(?:rows|columns)-repeated="(\d{1,9})"')
_SPANNED = re.compile(rb'table:number-(columns|rows)-spanned="(\d{1,7})"')
_BOOK_BEGINS = b"\x09\x08\x10\x00\x00\x06\x05\x00"
"""The first record of a binary workbook (BIFF8): BOF of the globals."""
_FILE_PASS = 0x2F
_BEFORE_PASS = frozenset({0x0809, 0x86, 0xE1, 0xC1, 0xE2, 0x5C, 0x42})
"""Records that may stand before the one that says how the rest is encrypted ([MS-XLS] 2.1.7.20.3)."""
_PERCENT_FORMATS = frozenset({9, 10})
_SEEN_COLUMNS = 16_384


def inspected(content: bytes, where: str) -> Inside:
    """Look into an archive.

    :raises SheetFileTooLarge: it would unpack to more than :data:`MOST_UNPACKED`, or a sheet has too many cells.
    :raises SheetFileUnreadable: it is no book of sheets, damaged, or defines types of its own.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
            if unpacked > MOST_UNPACKED:
                raise SheetFileTooLarge(where=where, reason=f"{unpacked // 1024 // 1024} MB")
            names = archive.namelist()
            if "content.xml" in names:
                if b"manifest:encryption-data" in _part(archive, "META-INF/manifest.xml", where, names):
                    raise SheetFileLocked(where=where, reason="password")
                macros = any(name.startswith(("Basic/", "Scripts/")) for name in names)
                parts = _inspect_ods(_part(archive, "content.xml", where, names), where)
                return Inside(sheets=dict(enumerate(parts)), macros=macros)
            if "xl/workbook.bin" in names or "xl/workbook.xml" not in names:
                raise SheetFileUnreadable(where=where, reason="kind")
            macros = any(name.endswith("vbaProject.bin") for name in names)
            _part(archive, "xl/sharedStrings.xml", where, names)
            return Inside(sheets=_inspect_xlsx(archive, where), macros=macros)
    # Beside damage: NotImplementedError for an unknown packing, RuntimeError for a part locked with a password.
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError):
        raise SheetFileUnreadable(where=where, reason="damaged") from None


def _part(archive: zipfile.ZipFile, name: str, where: str, names: list[str] | None = None) -> bytes:
    """A part of the archive, empty if it is not there; never more than its head says and the limit allows."""
    if names is not None and name not in names:
        return b""
    with archive.open(name) as part:
        content = part.read(MOST_UNPACKED + 1)
    if len(content) > MOST_UNPACKED:
        raise SheetFileTooLarge(where=where, reason=name)
    # In text and attributes "<" cannot stand, so that this is no word of a cell.
    if b"<!ENTITY" in content or (b"<!DOCTYPE" in content and not name.startswith("META-INF/")):
        raise SheetFileUnreadable(where=where, reason="kind")
    return content


def locked(content: bytes) -> bool:
    """Whether an old binary file, or a newer book wrapped in one, is encrypted: nothing of it can be read then."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return True
    place = content.find(_BOOK_BEGINS)
    while 0 <= place < len(content) - 4:
        record, size = struct.unpack_from("<HH", content, place)
        if record in {_FILE_PASS, 0}:  # 0: the sector ends
            return bool(record == _FILE_PASS)
        if record not in _BEFORE_PASS:
            return False
        place += 4 + size
    return False


# --- Office Open XML -------------------------------------------------------------------------------------------------


def _inspect_xlsx(archive: zipfile.ZipFile, where: str) -> dict[int, SheetParts]:
    names = archive.namelist()
    percents = _percent_styles(_part(archive, "xl/styles.xml", where, names))
    found: dict[int, SheetParts] = {}
    for number, name in enumerate(_xlsx_sheets(archive, where)):
        if name:
            found[number] = _xlsx_sheet(_part(archive, name, where), percents, where)
    return found


def _percent_styles(styles: bytes) -> frozenset[int]:
    """Numbers of the cell styles that show a fraction as a percentage."""
    own = {int(number) for number, code in _FORMAT.findall(styles) if b"%" in code}
    used = re.search(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", styles, re.DOTALL)
    formats = re.findall(rb'<(?:\w+:)?xf\b[^>]*?\bnumFmtId="(\d+)"', used[0]) if used else []
    return frozenset(place for place, number in enumerate(formats) if int(number) in own | _PERCENT_FORMATS)


def _xlsx_sheet(content: bytes, percent_styles: frozenset[int], where: str) -> SheetParts:
    unvalued: set[tuple[int, int]] = set()
    percents: set[tuple[int, int]] = set()
    errors: dict[tuple[int, int], str] = {}
    hidden: set[int] = set()
    row = column = -1
    last_row = last_column = 0
    formulas = _FORMULA.search(content) is not None  # most sheets have none, and then no cell is asked
    for found in _PIECE.finditer(content):
        of_row, attributes, inside = found.groups()
        if of_row is not None:
            place = _ROW.search(of_row)
            row, column = (int(place[1]) - 1 if place else row + 1), -1
            if _HIDDEN.search(of_row):
                hidden.add(row)
            continue
        named = _PLACE.search(attributes)
        # A cell need not say where it stands: then it is the next one.
        row, column = (int(named[2]) - 1, _column(named[1])) if named else (max(row, 0), column + 1)
        if not inside:
            continue  # a format alone: many programs give one to all the 16 million columns of a few rows
        last_row, last_column = max(last_row, row), max(last_column, column)
        if _IS_ERROR.search(attributes) and (said := _SAID.search(inside)):
            errors[row, column] = unescape(said[1].decode("utf-8", "replace"))
        if formulas and _FORMULA.search(inside) and not _VALUE.search(inside):
            unvalued.add((row, column))
        style = _STYLE.search(attributes)
        if style and int(style[1]) in percent_styles:
            percents.add((row, column))
    require_room(last_row, last_column, where)
    return SheetParts(
        unvalued=frozenset(unvalued),
        percents=frozenset(percents),
        errors=errors,
        hidden_rows=frozenset(hidden),
        hidden_columns=_hidden_columns(content),
    )


def _hidden_columns(content: bytes) -> frozenset[int]:
    hidden: set[int] = set()
    for attributes in _COL.findall(content):
        first, last = (
            re.search(rb'\bmin="(\d{1,5})"', attributes),
            re.search(rb'\bmax="(\d{1,5})"', attributes),
        )
        if first and last and _HIDDEN.search(attributes):
            hidden.update(range(int(first[1]) - 1, min(int(last[1]), _SEEN_COLUMNS)))
    return frozenset(hidden)


def _xlsx_sheets(archive: zipfile.ZipFile, where: str) -> list[str]:
    """Names of the parts that hold the sheets, in the order of the book; "" for one that is not there."""
    book = _part(archive, "xl/workbook.xml", where)
    relations = _part(archive, "xl/_rels/workbook.xml.rels", where, archive.namelist())
    targets: dict[bytes, str] = {}
    for found in re.findall(rb"<(?:\w+:)?Relationship\b[^>]*>", relations):
        name, target = re.search(rb'\bId="([^"]*)"', found), re.search(rb'\bTarget="([^"]*)"', found)
        if name and target:
            path = target[1].decode("utf-8", "replace")
            targets[name[1]] = path.lstrip("/") if path.startswith("/") else f"xl/{path}"
    ids = re.findall(rb'<(?:\w+:)?sheet\b[^>]*?\b\w+:id="([^"]*)"', book)
    known = set(archive.namelist())
    return [path if (path := targets.get(name, "")) in known else "" for name in ids]


@lru_cache(maxsize=1024)  # a sheet has few columns and many cells
def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


# --- OpenDocument ----------------------------------------------------------------------------------------------------


def _inspect_ods(content: bytes, where: str) -> list[SheetParts]:
    tables = [found.start() for found in re.finditer(rb"<table:table[\s>]", content)]
    return [
        _ods_table(content, first, last, where)
        for first, last in zip(tables, [*tables[1:], len(content)], strict=True)
    ]


def _ods_table(content: bytes, first: int, last: int, where: str) -> SheetParts:
    """One table, repeated cells counted as the reader counts them."""
    row = column = last_row = last_column = at_column = 0
    repeat = 1
    unvalued: set[tuple[int, int]] = set()
    percents: set[tuple[int, int]] = set()
    hidden: set[int] = set()
    hidden_columns: set[int] = set()
    errors: dict[tuple[int, int], str] = {}
    merged: list[tuple[int, int, int, int]] = []
    for found in _ODS_PART.finditer(content, first, last):
        of_row, closed, cell, attributes, inside, of_column = found.groups()
        if of_column is not None:
            times = _times(of_column)
            if b'table:visibility="collapse"' in of_column:
                hidden_columns.update(range(at_column, min(at_column + times, _SEEN_COLUMNS)))
            at_column += times
        elif of_row is not None:
            repeat, column = _times(of_row), 0
            if b'table:visibility="' in of_row and repeat < _SEEN_COLUMNS:
                hidden.update(range(row, row + repeat))
            row += repeat if closed else 0
        elif found.group().startswith(b"</table:table-row"):
            row += repeat
        elif cell is not None:
            times = _times(attributes)
            if inside or b"office:value" in attributes:
                last_row, last_column = max(last_row, row + repeat - 1), max(last_column, column + times - 1)
                require_room(last_row, last_column, where)
                if b'office:value-type="percentage"' in attributes:
                    percents |= {
                        (r, c) for r in range(row, row + repeat) for c in range(column, column + times)
                    }
            if b"table:formula=" in attributes:
                _ods_formula((row, column), attributes, inside, unvalued, errors)
            merged += _spanned(row, column, attributes)
            column += times
    return SheetParts(
        unvalued=frozenset(unvalued),
        percents=frozenset(percents),
        errors=errors,
        hidden_rows=frozenset(hidden),
        hidden_columns=frozenset(hidden_columns),
        merged=tuple(merged),
    )


def _ods_formula(
    place: tuple[int, int],
    attributes: bytes,
    inside: bytes | None,
    unvalued: set[tuple[int, int]],
    errors: dict[tuple[int, int], str],
) -> None:
    """Note a formula that failed, or whose result was never stored."""
    if inside and (shown := _ODS_SAID.search(inside)):
        errors[place] = shown[1].decode()
    if not inside and b"office:value=" not in attributes:
        unvalued.add(place)


def _spanned(row: int, column: int, attributes: bytes) -> list[tuple[int, int, int, int]]:
    """The merged area that begins with a cell, if one does."""
    span = {name: int(size) for name, size in _SPANNED.findall(attributes)}
    tall, wide = span.get(b"rows", 1), span.get(b"columns", 1)
    return [(row, column, row + tall - 1, column + wide - 1)] if max(tall, wide) > 1 else []


def _times(attributes: bytes) -> int:
    found = _REPEATED.search(attributes)
    return int(found[1]) if found else 1


def require_room(last_row: int, last_column: int, where: str) -> None:
    """:raises SheetFileTooLarge: a sheet up to that cell has more than :data:`MOST_CELLS`."""
    if (last_row + 1) * (last_column + 1) > MOST_CELLS:
        raise SheetFileTooLarge(where=where, reason=address(last_row, last_column))
