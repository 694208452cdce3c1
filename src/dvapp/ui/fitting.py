"""Words in the room there is."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics


def two_lines(words: str, width: int, metrics: QFontMetrics) -> tuple[str, ...]:
    """Words in at most two lines, broken between words, the second one shortened where it does not fit."""
    if metrics.horizontalAdvance(words) <= width:
        return (words,)
    first, *rest = words.split(" ")
    while rest and metrics.horizontalAdvance(f"{first} {rest[0]}") <= width:
        first = f"{first} {rest.pop(0)}"
    first = metrics.elidedText(first, Qt.TextElideMode.ElideRight, width)
    if not rest:
        return (first,)
    return first, metrics.elidedText(" ".join(rest), Qt.TextElideMode.ElideRight, width)
