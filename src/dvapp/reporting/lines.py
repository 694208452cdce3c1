"""Runs of words into lines, greedily, as typewriters and word processors break Vietnamese: at spaces only."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from dvapp.reporting.fonts import MM_PER_POINT, Face, Typeface
from dvapp.reporting.ink import Words, going_on

# Not \s: a no-break space stays in its word.
_BREAKS = re.compile(" +")

_NEARLY = 1e-6
"""Millimetres by which a line may be too wide: figures with fractions are never quite what they should be."""

Piece = tuple[str, Face]
"""Text in one face."""


class Line(NamedTuple):
    """A line: its pieces with single spaces between words, its natural width in millimetres.

    :param cut: whether its last word goes on in the next line.
    """

    pieces: tuple[Piece, ...]
    width: float
    last: bool
    cut: bool = False

    def at(
        self, x: float, baseline: float, *, size: float, typeface: Typeface, fill: float | None = None
    ) -> list[Words]:
        """Its words from ``x``; with ``fill``, spaces are stretched so that it becomes so wide (but not a last line)."""
        stretch = 0.0
        if fill is not None and not self.last:
            spaces = sum(_spaces(text) for text, _ in self.pieces)
            stretch = (fill - self.width) / spaces if spaces else 0.0
        goes_on = not (self.last or self.cut)
        if len(self.pieces) == 1:
            ((text, face),) = self.pieces
            return [Words(x, baseline, text, face, size, stretch / MM_PER_POINT, goes_on)]
        words = []
        for text, face in self.pieces:
            words.append(Words(x, baseline, text, face, size, stretch / MM_PER_POINT))
            x += typeface.width(text, face, size) + stretch * _spaces(text)
        return going_on(words) if goes_on else words


class _Word(NamedTuple):
    """A word, of one piece or, where the face changes within it, of several; its width in the font's units.

    :param cut: whether the next one is the rest of it.
    """

    pieces: tuple[Piece, ...]
    units: int
    cut: bool = False


def break_lines(
    pieces: Iterable[Piece], *, typeface: Typeface, size: float, width: float, indent: float = 0.0
) -> list[Line]:
    """Lines no wider than ``width`` millimetres, the first one ``indent`` shorter.

    A word wider than a line is broken where it must be.
    """
    pieces = tuple(pieces)
    unit = typeface.unit(size)
    rooms = (width - indent + _NEARLY) / unit, (width + _NEARLY) / unit
    if len(pieces) == 1:
        ((text, face),) = pieces
        texts = [word for word in text.split(" ") if word]
        known = typeface.words[face]
        units = [known[word] for word in texts]
        if not units or max(units) <= min(rooms):
            return _plain_lines(texts, units, face, known[" "], unit, rooms)
    words = list(_fitting(_words(pieces, typeface), typeface, min(rooms)))
    return _mixed_lines(words, typeface, unit, rooms)


def _plain_lines(
    texts: Sequence[str],
    units: Sequence[int],
    face: Face,
    space: int,
    unit: float,
    rooms: tuple[float, float],
) -> list[Line]:
    """Lines of words in one face.

    :param unit: millimetres of one of the font's units, in which all other widths are here.
    :param rooms: of the first line and of the others.
    """
    ends = list(accumulate(units, lambda end, word: end + space + word))
    count = len(texts)
    if count and ends[-1] <= rooms[0]:
        return [Line(((" ".join(texts), face),), ends[-1] * unit, last=True)]
    lines = []
    begin, start, room = 0, 0, rooms[0]
    while begin < count:
        end = bisect_right(ends, start + room)
        pieces = ((" ".join(texts[begin:end]), face),)
        lines.append(Line(pieces, (ends[end - 1] - start) * unit, last=end == count))
        begin, start, room = end, ends[end - 1] + space, rooms[1]
    return lines or [Line((), 0.0, last=True)]


def _mixed_lines(
    words: Sequence[_Word], typeface: Typeface, unit: float, rooms: tuple[float, float]
) -> list[Line]:
    """Lines of words in several faces; a space is of the face before it."""
    lines: list[Line] = []
    line: list[Piece] = []
    used, room, cut = 0, rooms[0], False
    for word in words:
        space = typeface.words[line[-1][1]][" "] if line and not cut else 0
        if line and used + space + word.units > room:
            lines.append(Line(tuple(_joined(line)), used * unit, last=False, cut=cut))
            line, used, space, room = [], 0, 0, rooms[1]
        if line and not cut:
            line.append((" ", line[-1][1]))
        line.extend(word.pieces)
        used += space + word.units
        cut = word.cut
    lines.append(Line(tuple(_joined(line)), used * unit, last=True))
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


def _spaces(text: str) -> int:
    """Spaces that a wider line stretches: no-break spaces too, since both are drawn alike."""
    return text.count(" ") + text.count("\u00a0")


def _words(pieces: Iterable[Piece], typeface: Typeface) -> Iterator[_Word]:
    word: list[Piece] = []
    for text, face in pieces:
        at = 0
        for gap in _BREAKS.finditer(text):
            if gap.start() > at:
                word.append((text[at : gap.start()], face))
            if word:
                yield _measured(word, typeface)
                word = []
            at = gap.end()
        if text[at:]:
            word.append((text[at:], face))
    if word:
        yield _measured(word, typeface)


def _measured(word: Iterable[Piece], typeface: Typeface) -> _Word:
    pieces = tuple(word)
    return _Word(pieces, sum(typeface.words[face][text] for text, face in pieces))


def _fitting(words: Iterable[_Word], typeface: Typeface, room: float) -> Iterator[_Word]:
    """Words, the too wide ones of them in parts."""
    for word in words:
        if word.units <= room:
            yield word
        else:
            yield from _cut(word, typeface, room)


def _cut(word: _Word, typeface: Typeface, room: float) -> Iterator[_Word]:
    part: list[Piece] = []
    used = 0
    for char, face in ((char, face) for text, face in word.pieces for char in text):
        step = typeface.words[face][char]
        if part and used + step > room:
            yield _Word(tuple(_joined(part)), used, cut=True)
            part, used = [], 0
        part.append((char, face))
        used += step
    yield _Word(tuple(_joined(part)), used)


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
