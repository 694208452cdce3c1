"""Small text tables (CSV, UTF-8) that ship with the program or with a pack."""

import csv
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from dvapp.host.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTable:
    """A table's rows, each with its line in the file and a text for every column."""

    name: str
    rows: tuple[tuple[int, dict[str, str]], ...]


class TableRefused(Exception):
    """A file is not the table that is expected. where: file:line; reason: in plain words."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(where, reason)
        self.where = where
        self.reason = reason


def read_table(name: str, content: bytes, columns: Sequence[str]) -> TextTable:
    """Read a CSV file whose first line names exactly these columns. Texts come in NFC, without outer spaces.

    :raises TableRefused: it is not UTF-8, has other columns, or a row has more or fewer cells.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise TableRefused(f"{name}:{line}", _("the file is not UTF-8 text")) from error
    reader = csv.reader(io.StringIO(unicodedata.normalize("NFC", text), newline=""), strict=True)
    rows: list[tuple[int, dict[str, str]]] = []
    try:
        header = [cell.strip() for cell in next(reader, [])]
        if header != list(columns):
            wanted = ",".join(columns)
            raise TableRefused(
                f"{name}:1", _("the first line must name the columns {columns}").format(columns=wanted)
            )
        for cells in reader:
            if not any(cells):
                continue
            if len(cells) != len(columns):
                reason = _("the row has {found} cells, not {wanted}").format(
                    found=len(cells), wanted=len(columns)
                )
                raise TableRefused(f"{name}:{reader.line_num}", reason)
            texts = (cell.strip() for cell in cells)
            rows.append((reader.line_num, dict(zip(columns, texts, strict=True))))
    except csv.Error as error:
        raise TableRefused(f"{name}:{reader.line_num}", str(error)) from error
    return TextTable(name=name, rows=tuple(rows))
