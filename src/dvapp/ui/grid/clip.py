"""What spreadsheet programs put on the clipboard: cells between tabs, rows between line ends, quoted where needed."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

Block = tuple[tuple[str, ...], ...]
"""Rows of cells as text, each row as wide as the widest one."""

_MUST_QUOTE = frozenset('\t\n\r"')


def cells_of(text: str) -> Block:
    """The cells of a clipboard's text; nothing on it gives no rows.

    A field is quoted only where its closing quote ends it: a cell that merely begins with a quotation mark is words.
    """
    rows: list[list[str]] = [[]]
    at = 0
    while at < len(text):
        field, at = _field(text, at)
        rows[-1].append(field)
        if at < len(text) and text[at] != "\t":
            at += 2 if text.startswith("\r\n", at) else 1
            rows.append([])
        else:
            at += 1
            if at == len(text) and text.endswith("\t"):
                rows[-1].append("")
    if rows[-1] == []:
        rows.pop()
    across = zip_longest(*rows, fillvalue="")
    return tuple(zip(*across, strict=True)) if rows else ()


def _field(text: str, at: int) -> tuple[str, int]:
    """The field that begins at a place, and where it ends: at its tab, its line's end, or the text's."""
    if text[at] == '"' and (quoted := _quoted(text, at)) is not None:
        return quoted
    ends = [found for mark in "\t\r\n" if (found := text.find(mark, at)) >= 0]
    end = min(ends, default=len(text))
    return text[at:end], end


def _quoted(text: str, at: int) -> tuple[str, int] | None:
    close = text.find('"', at + 1)
    while close >= 0 and text.startswith('""', close):
        close = text.find('"', close + 2)
    if close < 0 or (close + 1 < len(text) and text[close + 1] not in "\t\r\n"):
        return None
    return text[at + 1 : close].replace('""', '"'), close + 1


def text_of(rows: Iterable[Sequence[str]]) -> str:
    """Cells as spreadsheet programs take them from the clipboard: each row ends its line, a lone row needs not."""
    lines = ["\t".join(map(_written, row)) for row in rows]
    return lines[0] if len(lines) == 1 and lines[0] else "".join(f"{line}\n" for line in lines)


def _written(cell: str) -> str:
    if not _MUST_QUOTE.intersection(cell):
        return cell
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'
