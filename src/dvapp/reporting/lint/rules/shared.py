"""What several rules ask."""

from collections.abc import Iterator, Sequence

from dvapp.domain.words import Wording
from dvapp.reporting.lint.model import Piece
from dvapp.reporting.lint.norms import Span
from dvapp.reporting.lint.register import Hit, between, hit, inside, measure, say

SIZE_PLAY = 0.3
"""Word processors round sizes to halves of a point, PDF makers a little more."""


def sizes(pieces: Sequence[Piece | None], span: Span) -> Iterator[Hit]:
    """Pieces whose size is not allowed."""
    for piece in pieces:
        if piece is not None and piece.size is not None and not inside(piece.size, span, SIZE_PLAY):
            yield hit(piece, measure(piece.size, "pt"), between(span, "pt"))


def style_words(*, bold: bool, italic: bool) -> Wording:
    """A style in words."""
    if bold:
        return say("đậm, nghiêng", "bold italic") if italic else say("đậm, đứng", "bold")
    return say("nghiêng", "italic") if italic else say("thường, đứng", "regular")


def styles(pieces: Sequence[Piece | None], *, bold: bool, italic: bool) -> Iterator[Hit]:
    """Pieces in another style."""
    for piece in pieces:
        if piece is not None and (piece.bold, piece.italic) != (bold, italic):
            yield hit(
                piece,
                style_words(bold=piece.bold, italic=piece.italic),
                style_words(bold=bold, italic=italic),
            )


def is_caps(text: str) -> bool:
    """Has letters, and none of them small."""
    return text.upper() == text and any(char.isalpha() for char in text)
