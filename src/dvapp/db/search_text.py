"""Full text of the search index on SQLCipher: FTS5, behind a few statements. Another engine has its own means.

Each entry has three columns: its words without accents, its words with them, and tags (what it is, its kind, state,
units and months), so that a rare filter over a common word is answered by the index alone. The place of a row is the
entry's number, and numbers grow with the day: the newest come first without sorting.

``content=''``: the words stand in ``search_words`` already. ``prefix``: beginnings of one and two letters are looked up and
not gathered from all words that begin so; with them the slowest search among 100,000 records that was measured took
21 ms, without 320 ms. A third letter would make the index a third larger for 3 ms. Records have a table of their own:
where there are few sections and files, they cost nothing.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import TextClause, TextualSelect, text

from dvapp.db.tables import search_entries
from dvapp.domain.recording.searching import Asked, ListFilter, Term, plain_of
from dvapp.domain.values import DateSpan
from dvapp.services.searching.search_ports import SearchEntry

_SHOWN = [c for c in search_entries.c if not c.name.startswith("key_")]
_FIND = (
    "SELECT {columns} FROM {name} AS t CROSS JOIN search_entries AS e ON e.number = t.rowid "
    "WHERE {name} MATCH :match AND t.rowid >= :oldest AND (e.since IS NULL OR e.since <= :until) "
    "ORDER BY t.rowid DESC LIMIT :limit"
)


@dataclass(frozen=True, slots=True)
class FullText:
    """The statements of one table."""

    name: str

    @property
    def make(self) -> TextClause:
        """Make the table."""
        return text(
            f"CREATE VIRTUAL TABLE {self.name} USING fts5(plain, exact, tags, content='', "
            "contentless_delete=1, prefix='1 2', tokenize='unicode61 remove_diacritics 0')"
        )

    @property
    def clear(self) -> TextClause:
        """Drop the table."""
        return text(f"DROP TABLE {self.name}")

    @property
    def put(self) -> TextClause:
        """Add what :func:`row` makes."""
        columns = "rowid, plain, exact, tags"
        return text(f"INSERT INTO {self.name}({columns}) VALUES (:number, :plain, :exact, :tags)")  # noqa: S608  # our name

    @property
    def drop(self) -> TextClause:
        """Take the entry ``number_`` away; nothing happens when it is not there."""
        return text(f"DELETE FROM {self.name} WHERE rowid = :number_")  # noqa: S608  # our name

    @property
    def count(self) -> TextClause:
        """How many entries it has."""
        return text(f"SELECT count(*) FROM {self.name}_docsize")  # noqa: S608  # our name

    @property
    def find(self) -> TextualSelect:
        """The newest entries that match, of a day not before ``oldest`` (a number) and begun not after ``until``."""
        columns = ", ".join(f"e.{column.name}" for column in _SHOWN)
        return text(_FIND.format(name=self.name, columns=columns)).columns(*_SHOWN)

    @property
    def within(self) -> TextClause:
        """Numbers of all entries that match."""
        return text(f"SELECT rowid FROM {self.name} WHERE {self.name} MATCH :match")  # noqa: S608  # our name

    @property
    def has(self) -> TextClause:
        """Whether the entry ``number`` matches."""
        return text(f"SELECT 1 FROM {self.name} WHERE {self.name} MATCH :match AND rowid = :number")  # noqa: S608  # our name


RECORDS, OTHERS = FullText("search_text"), FullText("search_more")
TABLES = (RECORDS, OTHERS)


def table_of(thing: str) -> FullText:
    """Where things of a kind are."""
    return RECORDS if thing == "record" else OTHERS


_MOST_MONTHS = 24
"""Months that are tagged each; what took longer is tagged as long. Days are compared in any case."""


def row(number: int, words: str, tags: str) -> Mapping[str, object]:
    """What :data:`PUT` takes."""
    return {"number": number, "plain": plain_of(words), "exact": words, "tags": tags}


@lru_cache(maxsize=10_000)
def tag(letter: str, code: str) -> str:
    """A code as one word of the index."""
    return letter + re.sub(r"[^0-9a-z]", "", code.lower())


def tags_of(entry: SearchEntry) -> str:
    """All tags of an entry."""
    months = _months(entry.span) if entry.span else ("mnone",)
    found = (
        tag("t", entry.thing),
        tag("k", entry.kind),
        tag("s", entry.state.value),
        "efiles" if entry.files else "enone",
        *(tag("u", code) for code in entry.units),
        *(months or ("mlong",)),
    )
    return " ".join(found)


@lru_cache(maxsize=10_000)
def _months(span: DateSpan) -> tuple[str, ...]:
    """Tags of the months that a span touches; none when they are too many."""
    first, last = span.since.year * 12 + span.since.month - 1, span.until.year * 12 + span.until.month - 1
    if last - first >= _MOST_MONTHS:
        return ()
    return tuple(f"m{month // 12}x{month % 12 + 1:02d}" for month in range(first, last + 1))


def match(asked: Asked, filter_: ListFilter, thing: str) -> str:
    """What FTS5 is asked. Quotation marks make any text a text, and nothing in it an operator."""
    wanted = [_term(term) for term in asked.terms]
    wanted.append(_any([tag("t", thing)]))
    if filter_.kind is not None:
        wanted.append(_any([tag("k", filter_.kind)]))
    if filter_.state is not None:
        wanted.append(_any([tag("s", filter_.state.value)]))
    if filter_.unit is not None:
        wanted.append(_any([tag("u", filter_.unit)]))
    if filter_.evidence is not None:
        wanted.append(_any(["efiles" if filter_.evidence else "enone"]))
    if filter_.days is not None and (months := _months(filter_.days)):
        wanted.append(_any((*months, "mlong", "mnone")))
    return " AND ".join(wanted)


def match_all(asked: Asked, tags: str) -> str:
    """What finds an entry by all of its terms and tags."""
    return " AND ".join([*map(_term, asked.terms), *(_any([one]) for one in tags.split())])


def _term(term: Term) -> str:
    return f"{'exact' if term.exact else 'plain'} : {_quoted(term.text)}{'' if term.phrase else ' *'}"


def _quoted(words: str) -> str:
    return '"' + words.replace('"', " ") + '"'


def _any(tags: Iterable[str]) -> str:
    return "tags : (" + " OR ".join(map(_quoted, tags)) + ")"
