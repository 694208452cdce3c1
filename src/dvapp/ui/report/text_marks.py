"""What is marked in a section's text without being part of it: changed sentences, numbers nobody bound, odd letters."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from dvapp.domain.papers.typed_numbers import TypedNumber
from dvapp.ui.report.chip_object import OBJECT
from dvapp.ui.report.document_text import content_blocks, place_in_block
from dvapp.ui.theme import tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A typed number where it stands in the document; the cursor selects it and moves with the text."""

    number: TypedNumber
    cursor: QTextCursor


class TextMarks:
    """Marks of one document."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._changed: frozenset[int] = frozenset()
        self._numbers: tuple[_Placed, ...] = ()
        self._letters: tuple[QTextCursor, ...] = ()

    # --- changed sentences -----------------------------------------------------------------------------------------

    def set_changed(self, paragraphs: frozenset[int]) -> None:
        """Mark paragraphs, counted from 0 without empty ones."""
        self._changed = paragraphs

    def changed_boxes(self) -> Iterator[QRect]:
        """Where the marked paragraphs stand in the document."""
        layout = self._document.documentLayout()
        for number, block in enumerate(content_blocks(self._document)):
            if number in self._changed:
                yield layout.blockBoundingRect(block).toAlignedRect()

    def block_of(self, paragraph: int) -> QTextBlock | None:
        """The block of a paragraph counted from 0 without empty ones."""
        return next((b for at, b in enumerate(content_blocks(self._document)) if at == paragraph), None)

    def paragraph_at(self, block: QTextBlock) -> int | None:
        """Which paragraph a block is, counted from 0 without empty ones."""
        here = block.blockNumber()
        return next(
            (at for at, b in enumerate(content_blocks(self._document)) if b.blockNumber() == here), None
        )

    # --- numbers that nobody bound ---------------------------------------------------------------------------------

    def set_numbers(self, numbers: Sequence[TypedNumber]) -> None:
        """Take the typed numbers of the text as it stands."""
        self._numbers = tuple(self._placed(numbers))

    def underlines(self) -> list[QTextEdit.ExtraSelection]:
        """How everything is to be underlined that was found."""
        wave, dots = (
            QTextCharFormat.UnderlineStyle.WaveUnderline,
            QTextCharFormat.UnderlineStyle.DotLine,
        )
        return [
            *(_underlined(placed.cursor, dots, "warn") for placed in self._numbers),
            *(_underlined(cursor, wave, "error") for cursor in self._letters),
        ]

    def _placed(self, numbers: Sequence[TypedNumber]) -> Iterator[_Placed]:
        blocks = list(content_blocks(self._document)) if numbers else []
        for number in numbers:
            if number.paragraph >= len(blocks):
                continue
            block = blocks[number.paragraph]
            start = place_in_block(block, number.offset)
            if start is None:
                continue
            cursor = QTextCursor(self._document)
            cursor.setPosition(start)
            cursor.setPosition(start + len(number.text), QTextCursor.MoveMode.KeepAnchor)
            if cursor.selectedText() == number.text:
                yield _Placed(number=number, cursor=cursor)

    def number_at(self, position: int) -> tuple[TypedNumber, QTextCursor] | None:
        """The typed number that a position touches, with a cursor that selects it."""
        for placed in self._numbers:
            cursor = placed.cursor
            touches = cursor.selectionStart() <= position <= cursor.selectionEnd()
            if touches and cursor.selectedText() == placed.number.text:
                return placed.number, QTextCursor(cursor)
        return None

    # --- letters that cannot be printed ----------------------------------------------------------------------------

    def find_letters(self, missing: Callable[[str], Sequence[int]]) -> bool:
        """Look for letters that cannot be printed; whether there are or were any.

        :param missing: where a text has such letters, counted from 0.
        """
        # A place in the plain text is one in the document, as both count in UTF-16; chips are no letters.
        text = self._document.toPlainText().replace(OBJECT, " ")
        had = bool(self._letters)
        self._letters = tuple(self._letter(text, at) for at in missing(text))
        return had or bool(self._letters)

    def _letter(self, text: str, at: int) -> QTextCursor:
        start = len(text[:at].encode("utf-16-le", "surrogatepass")) // 2
        cursor = QTextCursor(self._document)
        cursor.setPosition(start)
        cursor.setPosition(start + (2 if ord(text[at]) > 0xFFFF else 1), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def letter_at(self, position: int) -> str:
        """The letter that cannot be printed and that a position touches, or ``""``."""
        touched = (c for c in self._letters if c.selectionStart() <= position <= c.selectionEnd())
        return next((cursor.selectedText() for cursor in touched), "")


def _underlined(
    cursor: QTextCursor, style: QTextCharFormat.UnderlineStyle, colour: str
) -> QTextEdit.ExtraSelection:
    made = QTextEdit.ExtraSelection()
    form = QTextCharFormat()
    form.setUnderlineStyle(style)
    form.setUnderlineColor(tokens().colour(colour))
    made.format = form
    made.cursor = QTextCursor(cursor)
    return made
