"""Searching: what somebody asks for in words, what a list shows and in which order, and where words were found.

A word typed with diacritics asks for just these; one typed without finds both (:mod:`dvapp.domain.language.folding`). Every word
may be the beginning of one, words may stand in any order, and words in quotation marks must follow one another.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from dvapp.domain.codes import KindCode, UnitCode
from dvapp.domain.language.folding import accented, folded
from dvapp.domain.language.ordering import sort_key
from dvapp.domain.values import DateSpan

DAY, KIND, STATE, SUBJECT = "@day", "@kind", "@state", "@summary"
"""Columns of every list of records, beside the fields that its kind lists."""

KEYS = 9
"""How many columns of a list of one kind can be sorted by what stands in them: the subject and eight fields."""

_LONGEST_KEY = 60
"""Characters of a text that count when texts are put in order; beyond them the newer comes first."""

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters and lone surrogates: no engine takes them all in a text."""

_QUOTED = re.compile(r'["“”„«»]([^"“”„«»]*)(?:["“”„«»]|$)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One word, or words that must follow one another, as looked for.

    :param text: in :func:`~dvapp.domain.language.folding.accented` form when ``exact``, else folded.
    :param exact: it was typed with diacritics.
    :param phrase: it stood in quotation marks; its last word is whole then.
    """

    text: str
    exact: bool
    phrase: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is looked for: all terms, anywhere."""

    terms: tuple[Term, ...]

    @property
    def accented(self) -> bool:
        """Whether anything was typed with diacritics: then what reads exactly as typed comes first."""
        return any(term.exact for term in self.terms)

    @property
    def strict(self) -> "Asked":
        """The same with every term as typed."""
        return Asked(terms=tuple(Term(text=term.text, exact=True, phrase=term.phrase) for term in self.terms))


NOTHING_ASKED = Asked(terms=())


@lru_cache(maxsize=256)
def read_query(text: str) -> Asked:
    """What a typed text asks for. One without letters and digits asks for nothing."""
    text = unicodedata.normalize("NFC", _UNSEEN.sub(" ", text))
    terms = [_term(found[1], phrase=True) for found in _QUOTED.finditer(text)]
    terms += [_term(word) for word in _QUOTED.sub(" ", text).split()]
    return Asked(terms=tuple(dict.fromkeys(term for term in terms if term is not None)))


def _term(text: str, *, phrase: bool = False) -> Term | None:
    lowered, plain = " ".join(map(accented, text.split())), folded(text)
    if not any(letter.isalnum() for letter in plain):
        return None
    return Term(text=lowered, exact=lowered != plain, phrase=phrase)


def indexed(texts: Sequence[str]) -> str:
    """Texts as an index keeps them: with their accents, in one tone style, single spaces between words."""
    one = " ".join(texts)
    seen = one if one.isprintable() else _UNSEEN.sub(" ", one)  # whatever is unseen is not printable
    return " ".join(map(_EXACT.__getitem__, seen.split()))


def plain_of(words: str) -> str:
    """What :func:`indexed` made, without accents."""
    return " ".join(map(_PLAIN.__getitem__, words.split(" ")))


def written_days(*days: date) -> tuple[str, ...]:
    """Days as lists and people write them: 05/06/2018, 5/6/2018."""
    return tuple(
        text
        for day in dict.fromkeys(days)
        for text in (f"{day.day:02d}/{day.month:02d}/{day.year}", f"{day.day}/{day.month}/{day.year}")
    )


class _Words(dict[str, str]):
    """Forms of single words: a language has few, and an index sees each of them thousands of times."""

    def __init__(self, form: Callable[[str], str]) -> None:
        super().__init__()
        self._form = form

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_WORDS:
            self.clear()
        made = self[word] = self._form(word)
        return made


_MOST_WORDS = 50_000
_EXACT, _PLAIN = _Words(accented), _Words(folded)


# --- where words were found ------------------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=20_000)
def _forms(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a text, without and with accents."""
    return tuple(_WORD.findall(folded(text))), tuple(_WORD.findall(accented(text)))


@lru_cache(maxsize=20_000)
def _lines(text: str) -> tuple[str, str]:
    """The words of a text in one line, each between spaces, without and with accents."""
    plain, exact = _forms(text)
    return f" {' '.join(plain)} ", f" {' '.join(exact)} "


def holds(asked: Asked, text: str) -> bool:
    """Whether all terms stand in a text, as the index would say."""
    lines = _lines(text)
    return all(_line(term) in lines[term.exact] for term in asked.terms)


def holds_any(asked: Asked, text: str) -> bool:
    """Whether one of the terms at least stands in a text."""
    lines = _lines(text)
    return any(_line(term) in lines[term.exact] for term in asked.terms)


@lru_cache(maxsize=256)
def _line(term: Term) -> str:
    """What a line has in it where the term stands: its last word may go on, unless it is a phrase."""
    return " " + " ".join(_forms(term.text)[term.exact]) + (" " if term.phrase else "")


def _places(term: Term, words: Sequence[str]) -> list[int]:
    """Where among words a term begins."""
    *heads, last = _forms(term.text)[term.exact]
    found = []
    for place in range(len(words) - len(heads)):
        end = words[place + len(heads)]
        fits = end == last if term.phrase else end.startswith(last)
        if fits and list(words[place : place + len(heads)]) == heads:
            found.append(place)
    return found


def marks(asked: Asked, text: str) -> tuple[tuple[int, int], ...]:
    """Where in a text the terms stand, as first and last-plus-one character, in order and without overlap."""
    text = unicodedata.normalize("NFC", text)
    words = [(found.start(), found.end()) for found in _WORD.finditer(text)]
    spans: list[tuple[int, int]] = []
    for term in asked.terms:
        forms = [(accented if term.exact else folded)(text[first:last]) for first, last in words]
        typed = _forms(term.text)[term.exact]
        for place in _places(term, forms):
            first, (begin, end) = words[place][0], words[place + len(typed) - 1]
            spans.append((first, end if term.phrase else begin + _letters(text[begin:end], typed[-1])))
    return tuple(_joined(sorted(spans)))


def _letters(word: str, typed: str) -> int:
    """How many letters of a word stand for what was typed."""
    return next((n for n in range(1, len(word)) if len(folded(word[:n])) >= len(folded(typed))), len(word))


def _joined(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    end = -1
    for first, last in spans:
        if first >= end:
            yield first, last
            end = last


def excerpt(asked: Asked, text: str, *, most: int = 90) -> str:
    """The part of a text where the first term stands, shortened with ellipses on whole words."""
    if len(text) <= most:
        return text
    found = marks(asked, text)
    first = max(0, found[0][0] - most // 3) if found else 0
    if first:
        first = text.find(" ", first) + 1 or first
    last = first + most
    if last < len(text):
        cut = text.rfind(" ", first, last)
        last = cut if cut > first else last
    return ("… " if first else "") + text[first:last] + (" …" if last < len(text) else "")


# --- lists -----------------------------------------------------------------------------------------------------------


class RecordState(Enum):
    """How far a record is: right, not finished, or with something wrong in it."""

    COMPLETE = "complete"
    DRAFT = "draft"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFilter:
    """Which records a list shows. Everything that is left open lets all pass.

    :param days: records of which a day lies within; drafts without a day pass.
    :param unit: whose record it is, or a unit that it names.
    :param evidence: with (true) or without (false) attached files.
    """

    words: str = ""
    kind: KindCode | None = None
    days: DateSpan | None = None
    unit: UnitCode | None = None
    state: RecordState | None = None
    evidence: bool | None = None

    @property
    def asked(self) -> Asked:
        """What its words ask for."""
        return read_query(self.words)

    @property
    def open(self) -> bool:
        """Whether it lets everything pass."""
        return self == EVERYTHING or (self == ListFilter(words=self.words) and not self.asked.terms)


EVERYTHING = ListFilter()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOrder:
    """How a list is sorted.

    :param code: a column; :data:`DAY`, :data:`KIND`, :data:`STATE`, :data:`SUBJECT`, or a field that the kind lists.
    """

    code: str = DAY
    descending: bool = True


NEWEST_FIRST = ListOrder()


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedFilter:
    """A filter that somebody gave a name. ``position`` counts from 0 in the order they are shown."""

    id: str
    name: str
    filter: ListFilter
    position: int = 0


def column_key(value: object, words: str = "") -> str | None:
    """What a column sorts a value by: numbers before days before texts; ``None`` where there is nothing.

    Numbers are below 10**13 (:data:`dvapp.domain.recording.records.LARGEST_NUMBER`); their keys sort as texts do, on every engine.

    :param words: how the value is written, when it is a choice.
    """
    match value:
        case None | "" | ():
            return None
        case int() | Decimal():
            return _number_key(value)
        case date():
            return f"1{value.isoformat()}"
        case tuple():
            return _number_key(len(value))
        case _:
            text = words or str(value)
            return "2" + sort_key(unicodedata.normalize("NFC", text)[:_LONGEST_KEY])


@lru_cache(maxsize=20_000)
def _number_key(value: int | Decimal) -> str:
    return f"0{value + 10**13:022.6f}"


# --- what a search answers -------------------------------------------------------------------------------------------


class HitGroup(Enum):
    """What was found, in the order the groups are shown."""

    RECORDS = "records"
    REPORTS = "reports"
    PAPERS = "papers"
    """Outgoing papers on their way, or gone out."""
    LINES = "lines"
    """Lines of the register: papers that were issued outside the program."""
    FIGURES = "figures"
    UNITS = "units"
    FILES = "files"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One thing that was found.

    :param target: a record's id, "KIND/PERIOD/SECTION" of a report, a paper's id, "SERIES/NUMBER" of a line of the register,
        a figure's code, or a unit's code.
    :param title: what stands for it. :param about: what kind of thing it is, and where it was found.
    :param marked: a text with the words looked for, or a part of it; may be empty when they stand in the title.
    """

    group: HitGroup
    target: str
    title: str
    about: str = ""
    marked: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An answer: hits by group, each group with its best first, and whether there are more than were asked for."""

    asked: Asked
    hits: tuple[Hit, ...] = ()
    more: frozenset[HitGroup] = made(default_factory=frozenset)

    def of(self, group: HitGroup) -> tuple[Hit, ...]:
        """The hits of one group."""
        return tuple(hit for hit in self.hits if hit.group is group)
