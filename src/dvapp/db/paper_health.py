"""The check of papers: each content is what its digest says, each step has the contents it names, nothing is unguarded."""

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, Row, Table, select, text

from dvapp.db.paper_rows import held_content, paper_content, read_step, step_content, step_key, unpacked
from dvapp.db.paper_tables import TRIGGERS, paper_contents, paper_pieces, paper_steps, papers


def _paper(row: Row[Any]) -> tuple[str, str]:
    return row.id, paper_content(row)


def _step(row: Row[Any]) -> tuple[str, str]:
    return step_key(row), step_content(row)


def _content(row: Row[Any]) -> tuple[str, str]:
    return row.sha256, held_content(row)


PAPER_READERS: tuple[tuple[Table, str, Callable[[Row[Any]], tuple[str, str]]], ...] = (
    (papers, "paper", _paper),
    (paper_steps, "paper", _step),
    (paper_contents, "paper", _content),
)
"""Table, word of its faults, and what reads a row of it; as ``health`` has them."""


def paper_key(row: Row[Any], table: Table) -> str | None:
    """How the audit names a row of these tables, ``None``: it is of another one."""
    if table is paper_steps:
        return step_key(row)
    return str(row.sha256) if table is paper_contents else None


def paper_faults(connection: Connection) -> Iterator[str]:
    """``paper_damaged:NAME`` (a content is not what was kept, or is not there), ``papers_unguarded`` (a trigger is gone)."""
    sound = {
        row.sha256 for row in connection.execute(select(paper_contents)).fetchall() if _whole(connection, row)
    }
    names = {row.id: f"{row.kind}/{row.period}" for row in connection.execute(select(papers))}
    for row in connection.execute(select(paper_steps)):
        step = read_step(row._asdict())
        if not {step.data, step.pdf} - {None} <= sound:
            yield f"paper_damaged:{names.get(row.paper, row.paper)}"
    there = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
    if not set(there) >= TRIGGERS.keys():
        yield "papers_unguarded"


def _whole(connection: Connection, row: Row[Any]) -> bool:
    pieces = select(paper_pieces.c.content).where(paper_pieces.c.sha256 == row.sha256)
    packed = b"".join(connection.execute(pieces.order_by(paper_pieces.c.number)).scalars())
    try:
        content = unpacked(row.packing, packed)
    except ValueError:
        return False
    return (len(content), hashlib.sha256(content).hexdigest()) == (row.size, row.sha256)
