"""In which order the index's answers come, what reads exactly as typed first; and why something was found."""

from collections.abc import Iterable, Sequence

from dvapp.domain.recording.searching import Asked, ListFilter, excerpt, holds, holds_any
from dvapp.services.searching.search_ports import EntryRow, SearchReader


def ranked(
    search: SearchReader, asked: Asked, filter_: ListFilter, thing: str, limit: int
) -> Sequence[EntryRow]:
    """At most ``limit`` things of a kind that are found; with those first that hold every accent as typed."""
    first = search.find(asked.strict, filter_, thing=thing, limit=limit) if asked.accented else ()
    if len(first) >= limit or asked.strict == asked:
        return first
    seen = {row.number for row in first}
    others = search.find(asked, filter_, thing=thing, limit=limit + len(first))
    return (*first, *(row for row in others if row.number not in seen))[:limit]


def why_found(asked: Asked, seen: str, texts: Iterable[str]) -> str:
    """The text that tells why something was found, where what is seen of it anyway (title and kind) does not."""
    missing = Asked(terms=tuple(term for term in asked.terms if not holds(Asked(terms=(term,)), seen)))
    if not missing.terms:
        return ""
    told = list(texts)
    found = next((text for text in told if holds(missing, text)), None)
    return excerpt(asked, found or next((text for text in told if holds_any(missing, text)), ""))
