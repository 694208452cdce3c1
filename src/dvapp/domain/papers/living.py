"""Living sentences: which figures of a report's text show other words than those the officer agreed to.

An answer is filed under a section and a reference ("B01:vs_last"), not under a paragraph, so that it stays true while
paragraphs are moved and edited. Where nothing was agreed to yet, nothing has changed: the text prints the figures as
they stand.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dvapp.domain.codes import IndicatorCode
from dvapp.domain.errors import TextInvalid
from dvapp.domain.papers.binding import Binder
from dvapp.domain.papers.outline import Section
from dvapp.domain.papers.phrases import Phrase, Slot, all_sections, phrase, slots
from dvapp.domain.papers.reports import Answer, ReportText
from dvapp.domain.papers.text import NameRef, Words, parse_runs

LIVE_NAMES = frozenset({"theme", "city_theme", "board"})
"""Names that a new pack or catalogue can change. The others follow from the report's period and the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A reference in the text and the words that the figures give it now.

    :param paragraph: from 0, among the section's paragraphs as the editor has them.
    :param switches: whether it is not a figure but which of a sentence's two wordings stands.
    """

    section: str
    paragraph: int
    reference: str
    codes: tuple[IndicatorCode, ...]
    words: str
    switches: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A reference that shows other words than those agreed to, and nobody has said what is to be done.

    :param old: the words agreed to. ``new``: what it shows now.
    """

    section: str
    paragraph: int
    reference: str
    codes: tuple[IndicatorCode, ...]
    old: str
    new: str


def shown_references(binder: Binder, only: str | None = None) -> tuple[Shown, ...]:
    """Every reference in the text, in reading order; paragraphs that cannot be read are passed over.

    :param only: the code of the one section to be looked at; ``None``: all.
    """
    return tuple(
        shown
        for section in all_sections(binder.order.outline)
        if only is None or section.code == only
        for slot in slots(binder, section)
        for shown in _readable(binder, section, slot)
    )


def _readable(binder: Binder, section: Section, slot: Slot) -> tuple[Shown, ...]:
    """The editor keeps what is typed, right or wrong; composing refuses what is wrong, so nothing is lost here."""
    try:
        return tuple(_shown(binder, section, phrase(binder, section, slot)))
    except TextInvalid:
        return ()


def _shown(binder: Binder, section: Section, printed: Phrase) -> Iterator[Shown]:
    place = Shown(section=section.code, paragraph=printed.number, reference="", codes=(), words="")
    switch = printed.switch
    if switch is not None:
        yield replace(
            place, reference=switch.reference, codes=switch.codes, words=switch.shown, switches=True
        )
    for run in parse_runs(printed.notation, where=printed.where):
        if isinstance(run, Words) or (isinstance(run, NameRef) and run.name not in LIVE_NAMES):
            continue
        codes = () if isinstance(run, NameRef) else run.codes
        yield replace(place, reference=run.reference, codes=codes, words=binder.shown(run, printed.where))


def changes_among(shown: Sequence[Shown], text: ReportText | None) -> tuple[Change, ...]:
    """The changes that wait for an answer, in reading order; a reference that stands twice is there twice."""
    return tuple(
        _change(s, answer)
        for s in dict.fromkeys(shown)
        if (answer := _answer(text, s)) is not None and s.words not in (answer.shown, answer.against)
    )


def _change(shown: Shown, answer: Answer) -> Change:
    return Change(
        section=shown.section,
        paragraph=shown.paragraph,
        reference=shown.reference,
        codes=shown.codes,
        old=answer.shown,
        new=shown.words,
    )


def _answer(text: ReportText | None, shown: Shown) -> Answer | None:
    return text.accepted.get(shown.section, {}).get(shown.reference) if text is not None else None


def kept_among(shown: Sequence[Shown], text: ReportText | None) -> tuple[tuple[Change, str], ...]:
    """The places that print what was kept, as the changes they were, each with its reason."""
    return tuple(
        (_change(s, answer), answer.reason)
        for s in dict.fromkeys(shown)
        if (answer := _answer(text, s)) is not None and s.words == answer.against
    )


def begun(text: ReportText, shown: Sequence[Shown]) -> ReportText:
    """The text with what is shown agreed to wherever nothing was agreed to yet, and nothing else."""
    new = [s for s in shown if _answer(text, s) is None]
    return _with(text, {(s.section, s.reference): Answer(shown=s.words) for s in new})


def accepted(text: ReportText, shown: Sequence[Shown], changes: Sequence[Change]) -> ReportText:
    """The text with these changes agreed to.

    The figures of a sentence whose other wording came to stand are agreed to with it where nobody ever saw them.
    """
    agreed = _with(text, {(c.section, c.reference): Answer(shown=c.new) for c in changes})
    places = {(c.section, c.reference) for c in changes}
    switched = {(s.section, s.paragraph) for s in shown if s.switches and (s.section, s.reference) in places}
    return begun(agreed, [s for s in shown if (s.section, s.paragraph) in switched])


def kept(text: ReportText, changes: Sequence[Change], reason: str) -> ReportText:
    """The text with the old words kept against the new ones, for a reason."""
    return _with(
        text,
        {(c.section, c.reference): Answer(shown=c.old, against=c.new, reason=reason) for c in changes},
    )


def _with(text: ReportText, answers: Mapping[tuple[str, str], Answer]) -> ReportText:
    if not answers:
        return text
    sections = {code: dict(told) for code, told in text.accepted.items()}
    for (section, reference), answer in answers.items():
        sections.setdefault(section, {})[reference] = answer
    return replace(text, accepted=sections)
