"""The pieces of one paragraph of a DOCX: its lines and, where tabs part it, its columns."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dvapp.reporting.lint.docx_styles import ParagraphLook, RunLook, Styles, W
from dvapp.reporting.lint.model import Column, Piece, Run

_PAGE, _LINE, _TAB = "\f", "\n", "\t"
_DEFAULT_TAB = 12.7
_COLUMN_WORDS = 60
_TIMES_LINE = 1.15
"""Height of a single line of Times, as a share of its size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What is known of a paragraph before its words are read."""

    look: ParagraphLook
    paragraph: int | None
    column: Column
    prefix: str = ""
    in_table: bool = False
    gap: float | None = None


def pieces_of(element: Any, marks: Marks, styles: Styles, page: int) -> tuple[list[Piece], int]:
    """The pieces with words, and how many pages were begun within the paragraph."""
    pieces: list[Piece] = []
    pages = 0
    line: list[tuple[str, RunLook]] = []
    first = True
    drawn = any(node.tag.endswith(("}drawing", "}pict")) for node in element.iter())
    runs = list(_texts(element, styles))
    if marks.prefix and runs:
        runs.insert(0, (marks.prefix, runs[0][1]))
    for text, look in runs:
        for part in _split(text):
            if part in {_PAGE, _LINE}:
                pieces += _line_pieces(line, marks, page + pages, first=first, drawn=drawn)
                first = first and not line
                line = []
                pages += part == _PAGE
            else:
                line.append((part, look))
    pieces += _line_pieces(line, marks, page + pages, first=first, drawn=drawn)
    return pieces, pages


def _split(text: str) -> Iterator[str]:
    word = ""
    for char in text:
        if char in {_PAGE, _LINE}:
            if word:
                yield word
            yield char
            word = ""
        else:
            word += char
    if word:
        yield word


def _texts(element: Any, styles: Styles) -> Iterator[tuple[str, RunLook]]:
    for run in element.iter(W + "r"):
        if any(up.tag in {W + "del", W + "txbxContent", W + "moveFrom"} for up in run.iterancestors()):
            continue
        text = "".join(_node_text(node) for node in run)
        if text:
            yield text, styles.run(run, element)


def _node_text(node: Any) -> str:
    match node.tag.removeprefix(W) if isinstance(node.tag, str) else "":
        case "t":
            return str(node.text or "").replace("\n", " ")
        case "tab" | "ptab":
            return _TAB
        case "br" | "cr":
            return _PAGE if node.get(W + "type") == "page" else _LINE
        case "lastRenderedPageBreak":
            return ""
        case "noBreakHyphen":
            return "-"
        case "sym":
            code = str(node.get(W + "char") or "")
            return (
                chr(int(code, 16))
                if len(code) == 4 and all(c in "0123456789abcdefABCDEF" for c in code)
                else ""
            )
        case _:
            return ""


def _line_pieces(
    line: list[tuple[str, RunLook]], marks: Marks, page: int, *, first: bool, drawn: bool
) -> list[Piece]:
    whole = "".join(text for text, _ in line)
    if not whole.strip():
        return []
    tabbed = whole.startswith(_TAB)
    sides = [side for side in whole.strip().split(_TAB) if side.strip()]
    if len(sides) == 2 and all(len(side) < _COLUMN_WORDS for side in sides) and len(sides[0]) > 4:
        at = whole.find(sides[0]) + len(sides[0])
        parts = [(_cut(line, 0, at), Column.LEFT), (_cut(line, at, len(whole)), Column.RIGHT)]
    else:
        parts = [(line, marks.column)]
    return [
        _piece(part, marks, page, column=column, first=first, tabbed=tabbed, drawn=drawn)
        for part, column in parts
        if "".join(text for text, _ in part).strip()
    ]


def _cut(line: list[tuple[str, RunLook]], start: int, end: int) -> list[tuple[str, RunLook]]:
    cut, at = [], 0
    for text, look in line:
        kept = text[max(start - at, 0) : max(end - at, 0)]
        if kept:
            cut.append((kept, look))
        at += len(text)
    return cut


def _piece(
    line: list[tuple[str, RunLook]],
    marks: Marks,
    page: int,
    *,
    column: Column,
    first: bool,
    tabbed: bool,
    drawn: bool,
) -> Piece:
    look = marks.look
    text = "".join(text for text, _ in line).replace(_TAB, " ").strip(" \n")
    underlined = "".join(text for text, one in line if one.underlined).strip()
    if look.ruled or (drawn and not underlined):
        underlined = text
    size = max(one.size for _, one in line)
    indent = (look.first + (_DEFAULT_TAB if tabbed and look.first == 0 else 0.0)) if first else None
    return Piece(
        text=text,
        runs=tuple(
            Run(text=text.replace(_TAB, " "), size=one.size, bold=one.bold, italic=one.italic, font=one.font)
            for text, one in line
        ),
        page=page,
        left=look.left + look.first,
        column=column,
        align=look.align,
        underlined=underlined,
        in_table=marks.in_table,
        paragraph=marks.paragraph,
        pitch=look.line if look.line is not None else look.times * _TIMES_LINE * size,
        gap=marks.gap if first else None,
        indent=indent,
    )
