"""Breaches that one reason answers, told as one: nothing is hidden, all numbers stand in the one sentence."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dvapp.domain.codes import IndicatorCode
from dvapp.domain.judging.each import name_of
from dvapp.domain.judging.rules import Breach
from dvapp.domain.words import Wording


def join_moved(
    found: Sequence[tuple[Breach, int]], groups: Iterable[frozenset[IndicatorCode]]
) -> list[Breach]:
    """Of the changes of single figures, those of a group that moved to the same side made one, in the first one's place.

    :param found: each breach with the side to which its figure moved.
    :param groups: figures that move together, or follow from each other.
    """
    sets = list(groups)
    made: list[Breach] = []
    taken: set[str] = set()
    for breach, side in found:
        if breach.rule in taken:
            continue
        kin = frozenset[IndicatorCode]().union(*(group for group in sets if breach.codes[0] in group))
        along = [
            other
            for other, its_side in found
            if other is not breach and other.rule not in taken and its_side == side and other.codes[0] in kin
        ]
        taken.update((breach.rule, *(other.rule for other in along)))
        made.append(joined(breach, *along))
    return made


def joined(head: Breach, *others: Breach | None) -> Breach:
    """One breach that tells its own numbers and those of the others."""
    whole = head
    for other in others:
        if other is None:
            continue
        said, along = whole.sentence, _along(whole, other)
        whole = replace(
            whole,
            sentence=Wording(f"{said.vi}; {along.vi}", f"{said.said_in('en')}; {along.said_in('en')}"),
            codes=tuple(dict.fromkeys((*whole.codes, *other.codes))),
            figures=tuple({figure.code: figure for figure in (*whole.figures, *other.figures)}.values()),
            folded=(*whole.folded, other.rule, *other.folded),
        )
    return whole


def _along(whole: Breach, other: Breach) -> Wording:
    """Its words after those that stand there already; a figure named before is not named again where it comes last."""
    name, said = name_of(other.figures[0]), other.sentence
    if whole.codes[-1] == other.codes[0]:
        return Wording(
            said.vi.removeprefix(f"{name.vi}: "), said.said_in("en").removeprefix(f"{name.said_in('en')}: ")
        )
    return Wording(_within(said.vi), _within(said.said_in("en")))


def _within(words: str) -> str:
    """As it stands within a sentence; names in capitals stay."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
