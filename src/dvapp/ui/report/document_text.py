"""A section's text between its notation (``domain/text.py``) and Qt's document. One block is one paragraph."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence

from PySide6.QtGui import QFont, QTextBlock, QTextCharFormat, QTextCursor, QTextDocument, QTextFragment

from dvapp.domain.errors import TextInvalid
from dvapp.domain.text import FigureRef, NameRef, Run, Words, parse_runs, write_runs
from dvapp.ui.report.chip_object import OBJECT, chip_format, notation_of

_SPACES = str.maketrans(
    {"\u2028": " ", "\u2029": " ", "\n": " ", "\r": " ", "\t": " ", "\x0b": " ", "\x0c": " "}
)


def insert_paragraphs(cursor: QTextCursor, paragraphs: Sequence[str]) -> None:
    """Insert paragraphs in notation at the cursor, as one step of undo; what cannot be read stays words."""
    cursor.beginEditBlock()
    for number, paragraph in enumerate(paragraphs):
        if number:
            cursor.insertBlock()
        for run in _read(paragraph):
            match run:
                case Words():
                    cursor.insertText(run.text, _words_format(bold=run.bold, italic=run.italic))
                case FigureRef():
                    cursor.insertText(OBJECT, chip_format(run.written, bold=run.bold, italic=run.italic))
                case NameRef():
                    notation = f"{{@{run.name}}}"
                    cursor.insertText(OBJECT, chip_format(notation, bold=run.bold, italic=run.italic))
    cursor.endEditBlock()


def paragraphs_of(document: QTextDocument) -> tuple[str, ...]:
    """The document in notation, NFC; empty paragraphs are left out. What is being composed is not part of it yet."""
    return tuple(text for text in paragraphs_between(document, 0, document.characterCount()) if text.strip())


def paragraphs_between(document: QTextDocument, start: int, end: int) -> tuple[str, ...]:
    """A stretch of the document in notation."""
    found: list[str] = []
    block = document.findBlock(start)
    while block.isValid() and block.position() < end:
        found.append(write_runs(tuple(_runs(block, start, end))))
        block = block.next()
    return tuple(found)


def words_between(document: QTextDocument, start: int, end: int, shown: Callable[[str], str]) -> str:
    """A stretch of the document as it is printed, for other programs. ``shown``: what a chip's notation prints."""
    lines: list[str] = []
    block = document.findBlock(start)
    while block.isValid() and block.position() < end:
        runs = _runs(block, start, end)
        lines.append(
            "".join(run.text if isinstance(run, Words) else shown(write_runs((run,))) for run in runs)
        )
        block = block.next()
    return "\n".join(lines)


def clean(text: str) -> str:
    """Words from outside as they may stand in a paragraph: NFC, no line ends, no control characters, no chips."""
    plain = unicodedata.normalize("NFC", text.translate(_SPACES).replace(OBJECT, ""))
    return "".join(letter for letter in plain if unicodedata.category(letter) != "Cc")


def _read(paragraph: str) -> tuple[Run, ...]:
    try:
        return parse_runs(paragraph)
    except TextInvalid:
        return (Words(text=paragraph),)


def _runs(block: QTextBlock, start: int, end: int) -> Iterator[Run]:
    for fragment in _fragments(block):
        first = max(start, fragment.position()) - fragment.position()
        last = min(end, fragment.position() + fragment.length()) - fragment.position()
        if last > first:
            yield from _of_format(_slice(fragment.text(), first, last), fragment.charFormat())


def _fragments(block: QTextBlock) -> Iterator[QTextFragment]:
    at = block.begin()
    while not at.atEnd():
        yield at.fragment()
        at += 1


def _slice(text: str, first: int, last: int) -> str:
    """Part of a text by positions in UTF-16, as Qt counts."""
    return text.encode("utf-16-le", "surrogatepass")[2 * first : 2 * last].decode("utf-16-le", "replace")


def _of_format(text: str, form: QTextCharFormat) -> Iterator[Run]:
    bold, italic = form.fontWeight() >= QFont.Weight.DemiBold, form.fontItalic()
    notation = notation_of(form)
    if notation is None:
        yield Words(text=clean(text), bold=bold, italic=italic)
        return
    for letter in text:
        if letter == OBJECT:
            yield _bound(notation, bold=bold, italic=italic)


def _bound(notation: str, *, bold: bool, italic: bool) -> Run:
    try:
        run = parse_runs(notation)[0]
    except (TextInvalid, IndexError):
        return Words(text=notation, bold=bold, italic=italic)
    match run:
        case FigureRef():
            return FigureRef(code=run.code, form=run.form, of=run.of, bold=bold, italic=italic)
        case NameRef():
            return NameRef(name=run.name, bold=bold, italic=italic)
        case Words():
            return Words(text=run.text, bold=bold, italic=italic)


def _words_format(*, bold: bool, italic: bool) -> QTextCharFormat:
    made = QTextCharFormat()
    if bold:
        made.setFontWeight(QFont.Weight.Bold)
    made.setFontItalic(italic)
    return made
