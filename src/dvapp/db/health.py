"""The check of a store: every page, every link of the audit chain, every record."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, func, select

from dvapp.db import keyring
from dvapp.db.accounts import account_content
from dvapp.db.audit import AuditRow, Chain
from dvapp.db.canonical import digest
from dvapp.db.catalogue import entry_content, read_entry, version_key
from dvapp.db.evidence_health import evidence_faults
from dvapp.db.evidence_rows import contents_content, evidence_content
from dvapp.db.faults import told
from dvapp.db.import_rows import import_content, mapping_content, read_columns, read_rows
from dvapp.db.own_pictures import read_own_picture
from dvapp.db.paper_health import PAPER_READERS, paper_faults, paper_key
from dvapp.db.register import row_key
from dvapp.db.register_health import REGISTER_READERS, register_faults
from dvapp.db.repositories import draft_content, read_object, read_record, record_content, store_content
from dvapp.db.search import filter_content
from dvapp.db.search_health import search_agrees
from dvapp.db.tables import (
    accounts,
    audit,
    catalogue_entries,
    drafts,
    evidence,
    evidence_contents,
    imports,
    mappings,
    own_pictures,
    records,
    report_texts,
    saved_filters,
    store,
    typed_drafts,
)
from dvapp.db.typed_drafts import typed_content
from dvapp.domain.errors import NotAStore, StoreDamaged
from dvapp.services.ports import StoreHealth

_BATCH = 2000

SEARCH_DIFFERS = "search_differs"


def check(connection: Connection, path: Path, *, schema: str) -> StoreHealth:
    """Read everything.

    Codes of the faults: ``page_damaged``, ``keyring_damaged``, ``link_broken`` (a foreign key), ``audit_broken`` (a row of
    the chain was edited), ``record_unreadable:ID``, ``draft_unreadable:ID``, ``text_unreadable:KIND/PERIOD``,
    ``import_unreadable:ID``, ``mapping_unreadable:HEAD``, ``catalogue_unreadable:ID/VERSION``,
    ``evidence_damaged:NAME``, ``evidence_orphaned:NAME`` (its record is gone),
    ``filter_unreadable:ID``, ``account_unreadable:LOGIN``, ``typed_unreadable:ID``, ``search_differs`` (the search index does not agree with the content),
    those of :func:`~dvapp.db.register_health.register_faults` and
    :func:`~dvapp.db.paper_health.paper_faults`, ``row_unreadable``, and ``…_altered:ID`` for content that is not what its last audit row says.
    """
    faults = [*_file_faults(connection, path)]
    counts = {"records": 0, "drafts": 0, "audit_rows": 0}
    try:
        with told(path):
            for name, table in (("records", records), ("drafts", drafts), ("audit_rows", audit)):
                counts[name] = connection.execute(select(func.count()).select_from(table)).scalar_one()
            faults.extend(_content_faults(connection))
            faults.extend(evidence_faults(connection))
            if not faults:
                faults.extend(register_faults(connection))
                faults.extend(paper_faults(connection))
            if not faults and not search_agrees(connection):
                faults.append(SEARCH_DIFFERS)
    except StoreDamaged as damage:
        faults.append(str(damage.details["reason"]))
    except ValueError:  # a day or time that is none: not of our writing
        faults.append("row_unreadable")
    return StoreHealth(**counts, schema=schema, faults=tuple(dict.fromkeys(faults)))


def _file_faults(connection: Connection, path: Path) -> Iterator[str]:
    try:
        if not keyring.read(path).whole:
            yield "keyring_damaged"
    except (NotAStore, StoreDamaged):
        yield "keyring_damaged"
    try:
        with told(path):
            # First the one that reads every page of the file by itself and does not stop at a bad one.
            if connection.exec_driver_sql("PRAGMA cipher_integrity_check").fetchall():
                yield "page_damaged"
            if connection.exec_driver_sql("PRAGMA integrity_check").scalar() != "ok":
                yield "page_damaged"
            if connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
                yield "link_broken"
    except StoreDamaged:
        yield "page_damaged"


def _rows(connection: Connection, query: Select[Any]) -> Iterator[Row[Any]]:
    return iter(connection.execution_options(yield_per=_BATCH).execute(query))


def _content_faults(connection: Connection) -> Iterator[str]:
    chain = Chain()
    columns = [column for column in audit.c if column.name != "hash"]
    rows = _rows(connection, select(*columns, audit.c.hash).order_by(audit.c.seq))
    chain.follow(
        (AuditRow(**dict(zip((c.name for c in columns), row[:-1], strict=True))), row[-1]) for row in rows
    )
    if chain.broken:
        yield "audit_broken"
    for table, word, read in _READERS:
        present: dict[str, str] = {}
        for row in _rows(connection, select(table)):
            try:
                key, content = read(row)
            except ValueError:
                unreadable = _named(row, table)
                yield f"{word}_unreadable:{unreadable}"
                chain.last.pop((table.name, unreadable), None)
                continue
            present[key] = digest(content)
        for key in chain.strangers(table.name, present):
            yield f"{word}_altered:{key}"


def _named(row: Row[Any], table: Table) -> str:
    if table is catalogue_entries:
        return version_key(row)
    if table is accounts:
        return str(row.login)
    if (name := paper_key(row, table)) is not None:
        return name
    if "id" in table.c:
        return str(row.id)
    if any(table is one for one, _word, _read in REGISTER_READERS):
        return row_key(row)
    return str(row.head) if "head" in table.c else f"{row.kind}/{row.period}"


def _evidence(row: Row[Any]) -> tuple[str, str]:
    return row.id, evidence_content(row)


def _evidence_content(row: Row[Any]) -> tuple[str, str]:
    return row.sha256, contents_content(row)


def _import(row: Row[Any]) -> tuple[str, str]:
    read_rows(row.content)
    return row.id, import_content(row._asdict())


def _mapping(row: Row[Any]) -> tuple[str, str]:
    read_columns(row.content)
    return row.head, mapping_content(row._asdict())


def _catalogue(row: Row[Any]) -> tuple[str, str]:
    read_entry(row)
    return version_key(row), entry_content(row)


def _filter(row: Row[Any]) -> tuple[str, str]:
    return row.id, filter_content(row)


def _typed(row: Row[Any]) -> tuple[str, str]:
    return row.id, typed_content(row)


def _account(row: Row[Any]) -> tuple[str, str]:
    return row.login, account_content(row)


def _store(row: Row[Any]) -> tuple[str, str]:
    return row.id, store_content(row.board, row.year, row.pack)


def _record(row: Row[Any]) -> tuple[str, str]:
    read_record(row)
    return row.id, record_content(row)


def _draft(row: Row[Any]) -> tuple[str, str]:
    read_object(row.content)
    return row.id, draft_content(row.kind, row.content)


def _text(row: Row[Any]) -> tuple[str, str]:
    read_object(row.content)
    return f"{row.kind}/{row.period}", row.content


_READERS: tuple[tuple[Table, str, Callable[[Row[Any]], tuple[str, str]]], ...] = (
    (store, "store", _store),
    (records, "record", _record),
    (drafts, "draft", _draft),
    (report_texts, "text", _text),
    (imports, "import", _import),
    (mappings, "mapping", _mapping),
    (accounts, "account", _account),
    (saved_filters, "filter", _filter),
    (typed_drafts, "typed", _typed),
    (own_pictures, "picture", read_own_picture),
    (catalogue_entries, "catalogue", _catalogue),
    (evidence, "evidence", _evidence),
    (evidence_contents, "evidence", _evidence_content),
    *REGISTER_READERS,
    *PAPER_READERS,
)
