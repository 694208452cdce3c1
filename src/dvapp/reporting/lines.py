"""Runs of words into lines, greedily, as typewriters and word processors break Vietnamese: at spaces only."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dvapp.reporting.fonts import MM_PER_POINT, Face, Typeface
from dvapp.reporting.ink import Words

# Not \s: a no-break space stays in its word.
_BREAKS = re.compile(" +")
_STRETCHED = re.compile("[ \u00a0]")

Piece = tuple[str, Face]
"""Text in one face."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its pieces with single spaces between words, its natural width in millimetres."""

    pieces: tuple[Piece, ...]
    width: float
    last: bool

    def at(
        self, x: float, baseline: float, *, size: float, typeface: Typeface, fill: float | None = None
    ) -> list[Words]:
        """Its words from ``x``; with ``fill``, spaces are stretched so that it becomes so wide (but not a last line)."""
        spaces = sum(len(_STRETCHED.findall(text)) for text, _ in self.pieces)
        stretch = 0.0 if fill is None or self.last or not spaces else (fill - self.width) / spaces
        words = []
        for text, face in self.pieces:
            words.append(Words(x, baseline, text, face, size, stretch / MM_PER_POINT))
            x += typeface.width(text, face, size) + stretch * len(_STRETCHED.findall(text))
        return words


def break_lines(
    pieces: Iterable[Piece], *, typeface: Typeface, size: float, width: float, indent: float = 0.0
) -> list[Line]:
    """Lines no wider than ``width`` millimetres, the first one ``indent`` shorter.

    A word wider than a line is broken where it must be.
    """
    lines: list[Line] = []
    line: list[Piece] = []
    used, room = 0.0, width - indent

    def end(*, last: bool) -> None:
        nonlocal line, used, room
        lines.append(Line(tuple(_joined(line)), used, last))
        line, used, room = [], 0.0, width

    for word in _fitting(_words(pieces), typeface, size, min(width, width - indent)):
        long = sum(typeface.width(text, face, size) for text, face in word)
        space = typeface.width(" ", line[-1][1], size) if line else 0.0
        if line and used + space + long > room + 1e-6:
            end(last=False)
            space = 0.0
        if line:
            line.append((" ", line[-1][1]))
        line.extend(word)
        used += space + long
    if line or not lines:
        end(last=True)
    return lines


def balanced_lines(pieces: Sequence[Piece], *, typeface: Typeface, size: float, width: float) -> list[Line]:
    """As few lines as fit ``width``, and as even as that allows: for centred titles, which no lone word should end."""
    best = break_lines(pieces, typeface=typeface, size=size, width=width)
    low, high = 0.0, width
    while len(best) > 1 and high - low > 0.5:
        middle = (low + high) / 2
        tried = break_lines(pieces, typeface=typeface, size=size, width=middle)
        if len(tried) > len(best):
            low = middle
        else:
            best, high = tried, middle
    return best


def centred(line: Line, centre: float, baseline: float, *, size: float, typeface: Typeface) -> list[Words]:
    """The words of a line around ``centre``."""
    return line.at(centre - line.width / 2, baseline, size=size, typeface=typeface)


def _words(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Words, each of one piece or, where the face changes within it, of several."""
    word: list[Piece] = []
    for text, face in pieces:
        at = 0
        for gap in _BREAKS.finditer(text):
            if gap.start() > at:
                word.append((text[at : gap.start()], face))
            if word:
                yield word
                word = []
            at = gap.end()
        if text[at:]:
            word.append((text[at:], face))
    if word:
        yield word


def _fitting(
    words: Iterable[list[Piece]], typeface: Typeface, size: float, width: float
) -> Iterator[list[Piece]]:
    for word in words:
        if sum(typeface.width(text, face, size) for text, face in word) <= width:
            yield word
        else:
            yield from _cut(word, typeface, size, width)


def _cut(word: list[Piece], typeface: Typeface, size: float, width: float) -> Iterator[list[Piece]]:
    part: list[Piece] = []
    used = 0.0
    for char, face in ((char, face) for text, face in word for char in text):
        step = typeface.width(char, face, size)
        if part and used + step > width:
            yield list(_joined(part))
            part, used = [], 0.0
        part.append((char, face))
        used += step
    yield list(_joined(part))


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours of one face as one piece."""
    texts: list[str] = []
    current: Face | None = None
    for text, face in pieces:
        if face is not current and current is not None:
            yield "".join(texts), current
            texts = []
        current = face
        texts.append(text)
    if current is not None:
        yield "".join(texts), current
