"""A section's text between its notation (``domain/papers/text.py``) and Qt's document. One block is one paragraph."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from PySide6.QtGui import QFont, QTextBlock, QTextCharFormat, QTextCursor, QTextDocument, QTextFragment

from dvapp.domain.errors import TextInvalid
from dvapp.domain.papers.paragraphs import ParagraphStyle, without_style
from dvapp.domain.papers.text import FigureRef, NameRef, Run, Words, parse_runs, write_runs
from dvapp.ui.report.chip_object import OBJECT, chip_format, notation_of
from dvapp.ui.report.paragraph_blocks import format_for, prefix_of, style_of, words_format
from dvapp.ui.report.plain_words import read_paragraph, tidy


def insert_paragraphs(cursor: QTextCursor, paragraphs: Sequence[str]) -> None:
    """Insert paragraphs in notation at the cursor, as one step of undo; what cannot be read stays words.

    The first takes its own style only where it does not go on a paragraph that has words already.
    """
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    for number, paragraph in enumerate(paragraphs):
        if number:
            cursor.insertBlock()
        if number or not cursor.block().text():
            cursor.setBlockFormat(format_for(paragraph, cursor.block().previous()))
        heading = style_of(cursor.block()) is ParagraphStyle.HEADING
        if heading:
            cursor.setBlockCharFormat(words_format(bold=True))
        for run in read_paragraph(without_style(paragraph)):
            _insert_run(cursor, run, bold=run.bold or heading, italic=run.italic and not heading)
    cursor.endEditBlock()


def _insert_run(cursor: QTextCursor, run: Run, *, bold: bool, italic: bool) -> None:
    match run:
        case Words():
            cursor.insertText(run.text, words_format(bold=bold, italic=italic))
        case FigureRef():
            cursor.insertText(OBJECT, chip_format(run.written, bold=bold, italic=italic))
        case NameRef():
            cursor.insertText(OBJECT, chip_format(f"{{@{run.name}}}", bold=bold, italic=italic))


def paragraphs_of(document: QTextDocument) -> tuple[str, ...]:
    """The document in notation, NFC; empty paragraphs are left out. What is being composed is not part of it yet."""
    return tuple(_notation(block) for block in content_blocks(document))


def paragraphs_between(document: QTextDocument, start: int, end: int) -> tuple[str, ...]:
    """A stretch of the document in notation; a paragraph that is cut at its beginning loses its style."""
    return tuple(
        (prefix_of(block) if start <= block.position() else "") + write_runs(tuple(_runs(block, start, end)))
        for block in _blocks(document, start, end)
    )


def _blocks(document: QTextDocument, start: int, end: int) -> Iterator[QTextBlock]:
    block = document.findBlock(start)
    while block.isValid() and block.position() < end:
        yield block
        block = block.next()


def _notation(block: QTextBlock) -> str:
    return prefix_of(block) + write_runs(tuple(_all_runs(block)))


def _all_runs(block: QTextBlock) -> Iterator[Run]:
    return _runs(block, block.position(), block.position() + block.length())


def words_between(document: QTextDocument, start: int, end: int, shown: Callable[[str], str]) -> str:
    """A stretch of the document as it is printed, for other programs. ``shown``: what a chip's notation prints."""
    lines: list[str] = []
    for block in _blocks(document, start, end):
        mark = prefix_of(block).removeprefix("# ") if start <= block.position() else ""
        plain = (replace(run, bold=False, italic=False) for run in _runs(block, start, end))
        words = (run.text if isinstance(run, Words) else shown(write_runs((run,))) for run in plain)
        lines.append(mark + "".join(words))
    return "\n".join(lines)


def _runs(block: QTextBlock, start: int, end: int) -> Iterator[Run]:
    heading = style_of(block) is ParagraphStyle.HEADING
    for fragment in _fragments(block):
        first = max(start, fragment.position()) - fragment.position()
        last = min(end, fragment.position() + fragment.length()) - fragment.position()
        if last > first:
            for run in _of_format(_slice(fragment.text(), first, last), fragment.charFormat()):
                # A heading is bold by itself.
                yield replace(run, bold=False, italic=False) if heading else run


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
        yield Words(text=tidy(text), bold=bold, italic=italic)
        return
    for letter in text:
        if letter == OBJECT:
            yield _bound(notation, bold=bold, italic=italic)


def _bound(notation: str, *, bold: bool, italic: bool) -> Run:
    try:
        run = parse_runs(notation)[0]
    except (TextInvalid, IndexError):
        return Words(text=notation, bold=bold, italic=italic)
    return replace(run, bold=bold, italic=italic)


def content_blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    """The blocks that are paragraphs of the text: those that say anything, be it after the mark of a list."""
    for block in _blocks(document, 0, document.characterCount()):
        runs = read_paragraph(without_style(_notation(block)))
        if any(not isinstance(run, Words) or run.text.strip() for run in runs):
            yield block


def place_in_block(block: QTextBlock, offset: int) -> int | None:
    """The document's position of a character of the block's notation; ``None`` where it is no character of words."""
    at = len(prefix_of(block))
    heading = style_of(block) is ParagraphStyle.HEADING
    bold = italic = False
    for fragment in _fragments(block):
        form = fragment.charFormat()
        now_bold = form.fontWeight() >= QFont.Weight.DemiBold and not heading
        now_italic = form.fontItalic() and not heading
        at += 2 * ((now_bold != bold) + (now_italic != italic))
        bold, italic = now_bold, now_italic
        notation, position = notation_of(form), fragment.position()
        for letter in fragment.text():
            if at == offset:
                return position if notation is None else None
            at += len(notation) if notation is not None else len(write_runs((Words(text=tidy(letter)),)))
            position += 2 if ord(letter) > 0xFFFF else 1
    return None
