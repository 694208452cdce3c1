"""Lists as files: XLSX and CSV of any length, written line by line, in little memory.

A text is written as text: a sheet shall not take it for a formula. In CSV, which knows no types, an apostrophe stands
before what a spreadsheet would take for one. Blank, zero and not applicable are an empty cell, 0, and words.
"""

import contextlib
import csv
import os
import tempfile
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from dvapp.domain.errors import FileUnwritable
from dvapp.domain.papers.showing import NOT_APPLICABLE_WORDS
from dvapp.domain.recording.searching_errors import ListTooLong
from dvapp.domain.values import NotApplicable
from dvapp.exchange.files import refusal
from dvapp.exchange.xlsx_cells import LONGEST
from dvapp.exchange.xlsx_formulas import fits_exactly
from dvapp.services.searching.search_ports import ListLines, ListSheet

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_LINES = 1_048_575
"""Rows of a sheet below its head (Excel: 2**20)."""

_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "|", "%")
"""How a text begins that a spreadsheet reading CSV may take for a formula. Source: OWASP, "CSV Injection"."""

_NAMELESS = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_LONGEST_NAME = 31


class ListFiles:
    """Writes lists: the ``ListWriter`` of ``services/searching/search_ports.py``."""

    def endings(self) -> Sequence[str]:
        """As the port says."""
        return (".xlsx", ".csv")

    def begin(self, path: Path, sheets: Sequence[ListSheet]) -> ListLines:
        """As the port says."""
        return _Csv(path, sheets[0]) if path.suffix.lower() == ".csv" else _Xlsx(path, sheets)


class _Beside:
    """A file in the making beside its place."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-", suffix=".part")
        except OSError as error:
            raise refusal(error, path) from error
        os.close(handle)
        self.part = Path(name)

    def place(self) -> None:
        """It is whole: give it its name."""
        try:
            with self.part.open("r+b") as file:
                os.fsync(file.fileno())
            self.part.chmod(0o666 & ~_umask())
            self.part.replace(self._path)
        except OSError as error:
            self.drop()
            raise refusal(error, self._path) from error

    def drop(self) -> None:
        """Leave nothing behind."""
        with contextlib.suppress(OSError):
            self.part.unlink()


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


class _Xlsx:
    """A workbook that keeps one line in memory for each sheet."""

    def __init__(self, path: Path, sheets: Sequence[ListSheet]) -> None:
        from xlsxwriter import Workbook

        self._path = path
        self._beside = _Beside(path)
        self._folder = tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}-")
        self._book: Workbook = Workbook(
            str(self._beside.part),
            {
                "constant_memory": True,
                "tmpdir": self._folder.name,
                "strings_to_formulas": False,
                "strings_to_numbers": False,
                "strings_to_urls": False,
                "default_date_format": "dd/mm/yyyy",
            },
        )
        self._head: Format = self._book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self._whole: Format = self._book.add_format({"num_format": "#,##0"})
        self._broken: Format = self._book.add_format({"num_format": "#,##0.##"})
        self._quoted: Format = self._book.add_format({"quote_prefix": True})
        self._grey: Format = self._book.add_format({"italic": True, "font_color": "#7F7F7F"})
        self._sheets: dict[str, Worksheet] = {}
        self._lines: dict[str, int] = {}
        for sheet, name in zip(sheets, _names(sheets), strict=True):
            self._begin(sheet, name)

    def _begin(self, sheet: ListSheet, name: str) -> None:
        made = self._book.add_worksheet(name)
        for place, column in enumerate(sheet.columns):
            made.set_column(place, place, column.wide)
        made.freeze_panes(1, 0)
        for place, column in enumerate(sheet.columns):
            made.write_string(0, place, column.title, self._head)
        self._sheets[sheet.code] = made
        self._lines[sheet.code] = 0

    def add(self, sheet: str, cells: Sequence[object]) -> None:
        """A line."""
        self._lines[sheet] += 1
        line, page = self._lines[sheet], self._sheets[sheet]
        for place, cell in enumerate(cells):
            match cell:
                case None | "":
                    continue
                case NotApplicable():
                    page.write_string(line, place, NOT_APPLICABLE_WORDS, self._grey)
                case int() | Decimal() if fits_exactly(cell):
                    page.write_number(line, place, cell, self._whole if cell == int(cell) else self._broken)
                case date():
                    page.write_datetime(line, place, cell)
                case _:
                    text = str(cell)[:LONGEST]
                    page.write_string(line, place, text, self._quoted if text.startswith(_ACTIVE) else None)

    def finish(self) -> None:
        """Write it whole."""
        from xlsxwriter.exceptions import FileCreateError, FileSizeError

        for code, page in self._sheets.items():
            page.autofilter(0, 0, self._lines[code], max(page.dim_colmax or 0, 0))
        try:
            self._book.close()
        except FileCreateError as error:
            self.drop()
            cause = error.args[0] if error.args else error
            if isinstance(cause, OSError):
                raise refusal(cause, self._path) from error
            raise FileUnwritable(where=str(self._path), reason=str(cause)) from error
        except FileSizeError as error:
            self.drop()
            raise ListTooLong(
                where=str(self._path), count=sum(self._lines.values()), most=MOST_LINES
            ) from error
        except OSError as error:
            self.drop()
            raise refusal(error, self._path) from error
        self._folder.cleanup()
        self._beside.place()

    def drop(self) -> None:
        """Leave nothing behind."""
        for page in self._sheets.values():
            if page.fh is not None:
                with contextlib.suppress(OSError):
                    page.fh.close()
        self._book.fileclosed = 1  # it would complain of not being written
        self._folder.cleanup()
        self._beside.drop()


def _names(sheets: Sequence[ListSheet]) -> Sequence[str]:
    """Names of sheets as Excel takes them: short, without its own signs, no two alike."""
    found: list[str] = []
    for sheet in sheets:
        plain = " ".join(sheet.title.translate(_NAMELESS).split()).strip("'") or "-"
        name, number = plain[:_LONGEST_NAME], 1
        while name.casefold() in {one.casefold() for one in found}:
            number += 1
            name = f"{plain[: _LONGEST_NAME - 4]} ({number})"
        found.append(name)
    return found


class _Csv:
    """One table in UTF-8 with a mark at its beginning, by which Excel knows the letters; separated by semicolons."""

    def __init__(self, path: Path, sheet: ListSheet) -> None:
        self._path = path
        self._beside = _Beside(path)
        self._only = sheet.code
        self._file: TextIO = self._beside.part.open("w", encoding="utf-8-sig", newline="")
        self._out = csv.writer(self._file, delimiter=";")
        self._write([_safe(column.title) for column in sheet.columns])

    def _write(self, cells: Sequence[str]) -> None:
        try:
            self._out.writerow(cells)
        except OSError as error:
            self.drop()
            raise refusal(error, self._path) from error

    def add(self, sheet: str, cells: Sequence[object]) -> None:
        """A line of the only sheet."""
        if sheet == self._only:
            self._write(list(map(_csv_text, cells)))

    def finish(self) -> None:
        """Write it whole."""
        try:
            self._file.close()
        except OSError as error:
            self.drop()
            raise refusal(error, self._path) from error
        self._beside.place()

    def drop(self) -> None:
        """Leave nothing behind."""
        with contextlib.suppress(OSError):
            self._file.close()
        self._beside.drop()


def _csv_text(cell: object) -> str:
    match cell:
        case None:
            return ""
        case NotApplicable():
            return NOT_APPLICABLE_WORDS
        case int() | Decimal():
            return str(cell).replace(".", ",")  # as Vietnamese spreadsheets read numbers
        case date():
            return f"{cell.day:02d}/{cell.month:02d}/{cell.year}"
        case _:
            return _safe(str(cell))


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_ACTIVE) else text
