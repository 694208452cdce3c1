"""From a section to the notations that are printed for it: the officer's paragraphs, or the pack's sentences.

A pack's sentence may have other words for the time in which none of its references shows a number. Whether these stand is a change
like that of a figure, and is answered like one (``domain/papers/living.py``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dvapp.domain.codes import IndicatorCode
from dvapp.domain.papers.binding import Binder
from dvapp.domain.papers.outline import Outline, Section, Sentence
from dvapp.domain.papers.reports import FigureState
from dvapp.domain.papers.text import FigureRef, Run, Words, figures_in, parse_runs
from dvapp.domain.places.units import Board

OPENING = "opening"
SWITCH = "if_blank:"
"""How the reference of a :class:`Switch` begins; none of a figure or name does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """A sentence that has other words while its figures are blank.

    :param reference: what its answers are filed under ("if_blank:B01,B02").
    :param shown: the words that stand by the figures, their places left open.
    """

    reference: str
    codes: tuple[IndicatorCode, ...]
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A paragraph as it is to be printed. ``number``: from 0, among the paragraphs as the editor has them."""

    number: int
    where: str
    notation: str
    switch: Switch | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A paragraph not yet looked at; ``sentence``: the pack's, if it stands there because nobody edited the section."""

    number: int
    where: str
    text: str
    sentence: Sentence | None = None


def all_sections(outline: Outline) -> tuple[Section, ...]:
    """The sections of a report in reading order, with the text before the first heading as one of its own."""
    return (Section(code=OPENING, level=0, heading="", sentences=outline.opening), *outline.sections)


def proposed(section: Section, board: Board) -> tuple[Sentence, ...]:
    """The sentences a pack proposes for a section of this board's report."""
    return tuple(s for s in section.sentences if not s.levels or board.unit.level in s.levels)


def slots(binder: Binder, section: Section) -> Iterator[Slot]:
    """The paragraphs of a section that hold anything."""
    text = binder.order.text
    edited = text.sections.get(section.code) if text else None
    if edited is None:
        for number, sentence in enumerate(proposed(section, binder.order.board)):
            yield Slot(number=number, where=section.code, text=sentence.say, sentence=sentence)
        return
    for number, paragraph in enumerate(edited.paragraphs):
        if paragraph.strip():
            yield Slot(number=number, where=f"{section.code}:{number + 1}", text=paragraph)


def phrase(binder: Binder, section: Section, slot: Slot) -> Phrase:
    """What is printed for a paragraph.

    A paragraph that the officer left as the pack proposed it keeps its words for blanks too.

    :raises TextInvalid: its notation cannot be read, or it names a figure that the pack does not have.
    """
    sentences = proposed(section, binder.order.board)
    runs = parse_runs(slot.text, where=slot.where)
    sentence = slot.sentence or next((s for s in sentences if _said(s.say) == runs), None)
    codes = figures_in(runs)
    if sentence is None or not sentence.if_blank or not codes:
        return Phrase(number=slot.number, where=slot.where, notation=slot.text)
    reference = _switch_reference(sentences, sentence, codes)
    blank = all(_is_blank(binder, run, slot.where) for run in runs if isinstance(run, FigureRef))
    standing = _open(sentence.if_blank if blank else sentence.say, slot.where)
    if binder.answered(section.code, reference, standing, codes) != standing:
        blank = not blank
    return Phrase(
        number=slot.number,
        where=slot.where,
        notation=sentence.if_blank if blank else slot.text,
        switch=Switch(reference=reference, codes=codes, shown=standing),
    )


def _is_blank(binder: Binder, ref: FigureRef, where: str) -> bool:
    """Whether a reference shows no number; of n/N it is enough that one of them is lacking."""
    codes = (ref.code,) if ref.of is None else (ref.code, ref.of)
    return any(binder.figure(code, where).state is FigureState.BLANK for code in codes)


def _switch_reference(
    sentences: Sequence[Sentence], sentence: Sentence, codes: tuple[IndicatorCode, ...]
) -> str:
    """By its figures, so that it is the same when the pack moves it; counted where two have the same figures."""
    alike = [s for s in sentences if s.if_blank and _codes(s) == codes]
    count = f"#{alike.index(sentence) + 1}" if alike.index(sentence) else ""
    return f"{SWITCH}{','.join(codes)}{count}"


def _codes(sentence: Sentence) -> tuple[IndicatorCode, ...]:
    return figures_in(_said(sentence.say))


@lru_cache(maxsize=4096)
def _said(say: str) -> tuple[Run, ...]:
    """A pack's sentence, read once: every paragraph of every preview is compared with it. Packs are checked."""
    return parse_runs(say)


def _open(notation: str, where: str) -> str:
    """The words of a notation, with "…" where figures and names stand."""
    return "".join(_words(run) for run in parse_runs(notation, where=where))


def _words(run: Run) -> str:
    return run.text if isinstance(run, Words) else "…"
