"""The check of the search index: whether it agrees with what it was made from. It can be made anew at any time."""

from typing import Any

from sqlalchemy import Connection, Row, exists, func, or_, select

from dvapp.db import search_text
from dvapp.db.paper_tables import papers
from dvapp.db.search_index import FOLLOWED
from dvapp.db.tables import audit, drafts, records, search_entries, search_state, search_words
from dvapp.domain.recording.searching import Asked, Term

_SAMPLE = 200
"""Entries of which every word is looked up in the full text."""

_MOST_WORDS = 40


def search_agrees(connection: Connection) -> bool:
    """Whether the index says what the content says.

    Each finished record has an entry with its kind, unit and days, or, when its kind left the pack, none; each outgoing
    paper has one; no entry is of anything else; each entry has its words; and the full text finds a sample of entries by all of their words.
    """
    state = connection.execute(select(search_state)).first()
    if state is None:
        return True  # none was made yet
    newest = select(func.max(audit.c.seq)).where(audit.c.entity.in_(FOLLOWED))
    if (connection.execute(newest).scalar() or 0) > state.seq:
        return True  # it is behind, and will catch up
    wrong = _strangers(connection) or _others(connection) or _papers(connection)
    return not wrong and _full_text_agrees(connection)


def _strangers(connection: Connection) -> bool:
    """Entries of records that are gone, or have other days, kinds or units."""
    entry = search_entries.c
    gone = (
        select(entry.id)
        .where(entry.thing == "record")
        .where(~exists().where(records.c.id == entry.id), ~exists().where(drafts.c.id == entry.id))
    )
    other = (
        select(entry.id)
        .join(records, records.c.id == entry.id)
        .where(entry.thing == "record", ~exists().where(drafts.c.id == entry.id))
        .where(
            or_(
                entry.kind != records.c.kind,
                entry.unit != records.c.unit,
                entry.since != records.c.since,
                entry.until != records.c.until,
            )
        )
    )
    return any(connection.execute(query.limit(1)).first() is not None for query in (gone, other))


def _others(connection: Connection) -> bool:
    """Records without an entry though others of their kind have one."""
    entry = search_entries.c
    known = select(entry.kind).where(entry.thing == "record").distinct()
    missing = select(records.c.id).where(
        records.c.kind.in_(known), ~exists().where(entry.thing == "record", entry.id == records.c.id)
    )
    return connection.execute(missing.limit(1)).first() is not None


def _papers(connection: Connection) -> bool:
    """Papers without an entry though others have one, and entries of papers that are not there."""
    entry = search_entries.c
    known = exists().where(entry.thing == "paper")
    missing = select(papers.c.id).where(
        known, ~exists().where(entry.thing == "paper", entry.id == papers.c.id)
    )
    gone = select(entry.id).where(entry.thing == "paper", ~exists().where(papers.c.id == entry.id))
    return any(connection.execute(query.limit(1)).first() is not None for query in (missing, gone))


def _full_text_agrees(connection: Connection) -> bool:
    entries = connection.execute(select(func.count()).select_from(search_entries)).scalar_one()
    words = connection.execute(select(func.count()).select_from(search_words)).scalar_one()
    if (
        not entries
        == words
        == sum(connection.execute(table.count).scalar_one() for table in search_text.TABLES)
    ):
        return False
    step = max(1, entries // _SAMPLE)
    query = select(search_words).order_by(search_words.c.number)
    sample = (row for place, row in enumerate(connection.execute(query)) if place % step == 0)
    return all(_found(connection, row) for row in sample)


def _found(connection: Connection, row: Row[Any]) -> bool:
    """Whether the full text finds an entry by its words and tags."""
    texts = [word for word in dict.fromkeys(row.words.split()) if any(c.isalnum() for c in word)]
    asked = Asked(terms=tuple(Term(text=word, exact=True) for word in texts[:_MOST_WORDS]))
    match = search_text.match_all(asked, row.tags)
    table = search_text.RECORDS if " trecord " in f" {row.tags} " else search_text.OTHERS
    return connection.execute(table.has.bindparams(match=match, number=row.number)).first() is not None
