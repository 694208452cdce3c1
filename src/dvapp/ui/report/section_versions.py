"""Two versions of a report section that grew from the same beginning, piece by piece. Knows no widget."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

MINE, THEIRS = "mine", "theirs"
Paragraphs = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Paragraphs that follow each other: the same in both versions, or not.

    :param changed: the side that alone changed them: ``"mine"``, ``"theirs"``; ``""`` when both did, or neither.
    """

    mine: Paragraphs
    theirs: Paragraphs
    changed: str = ""

    @property
    def differs(self) -> bool:
        """Whether there is something to choose."""
        return self.mine != self.theirs


def pieces(base: Paragraphs, mine: Paragraphs, theirs: Paragraphs) -> tuple[Piece, ...]:
    """Both versions in their order. ``base``: what both began from."""
    found = []
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    for _how, since, until, from_, to in matcher.get_opcodes():
        own, other = mine[since:until], theirs[from_:to]
        found.append(Piece(mine=own, theirs=other, changed=_changed(base, own, other)))
    return tuple(found)


def _changed(base: Paragraphs, own: Paragraphs, other: Paragraphs) -> str:
    if own == other:
        return ""
    mine, theirs = not _stands_in(base, own), not _stands_in(base, other)
    if mine is theirs:
        return ""
    return MINE if mine else THEIRS


def _stands_in(base: Paragraphs, part: Paragraphs) -> bool:
    """Whether these paragraphs stand in the beginning as they are, one after another; none of them always do."""
    return any(base[at : at + len(part)] == part for at in range(len(base) - len(part) + 1))


def joined(found: Sequence[Piece], choices: Mapping[int, str]) -> Paragraphs:
    """One text of both. ``choices``: number of each piece that differs to the side that stays."""
    return tuple(
        paragraph
        for number, piece in enumerate(found)
        for paragraph in (piece.theirs if choices.get(number) == THEIRS else piece.mine)
    )
