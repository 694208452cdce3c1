"""Papers, between rows and the frozen values of the ports. Rows are only ever added.

A content (the canonical data of a report, a PDF) is kept once under its SHA-256, in pieces; what is worth it is compressed.
Its audit row covers its pieces, as the digest names them.
"""

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import Row, func, insert, select

from dvapp.db.audit import CREATE
from dvapp.db.canonical import canonical
from dvapp.db.paper_tables import paper_contents, paper_pieces, paper_steps, papers
from dvapp.db.transaction import Snapshot, Transaction
from dvapp.domain.calendar.periods import parse_period
from dvapp.domain.chain.chain_errors import PaperContentDamaged
from dvapp.domain.chain.locks import Lock
from dvapp.domain.chain.papers import Paper, Place, Relation, Step
from dvapp.domain.chain.steps import LOCKED, State, StepKind
from dvapp.domain.codes import ReportKindCode
from dvapp.domain.errors import DvError, StoreDamaged
from dvapp.domain.papers.reports import Role
from dvapp.domain.signing.verification import Level
from dvapp.domain.values import DateSpan

PIECE = 256 * 1024
"""Bytes of one row: a content is never in one row as a whole."""

_COLUMNS = frozenset({"paper", "seq", "kind", "state", "at"})


def paper_content(row: Row[Any] | Mapping[str, Any]) -> str:
    """All that the audit digest of a paper covers."""
    plain = row if isinstance(row, Mapping) else row._asdict()
    names = ("kind", "period", "since", "until", "follows", "relation")
    return canonical({name: plain[name] for name in names})


def step_content(row: Row[Any] | Mapping[str, Any]) -> str:
    """All that the audit digest of a step covers. :raises ValueError: it cannot be read."""
    plain = row if isinstance(row, Mapping) else row._asdict()
    read_step(plain)
    return canonical({name: plain[name] for name in ("kind", "state", "content")})


def step_key(row: Row[Any] | Mapping[str, Any]) -> str:
    """How the audit names a step."""
    plain = row if isinstance(row, Mapping) else row._asdict()
    return f"{plain['paper']}/{plain['seq']}"


def held_content(row: Row[Any] | Mapping[str, Any]) -> str:
    """All that the audit digest of a content covers."""
    plain = row if isinstance(row, Mapping) else row._asdict()
    return canonical({name: plain[name] for name in ("sha256", "size", "packing")})


def unpacked(packing: str, packed: bytes) -> bytes:
    """What was kept. :raises ValueError: it is not of our writing."""
    if packing == "plain":
        return packed
    try:
        return zlib.decompress(packed)
    except zlib.error as error:
        raise ValueError("not what was compressed") from error


def plain_step(step: Step) -> dict[str, object]:
    """The rest of a step, without what says nothing."""
    said: dict[str, object] = {}
    for field in fields(step):
        value = getattr(step, field.name)
        if field.name in _COLUMNS or value is None or value is False or value == "":
            continue
        match value:
            case Place():
                value = {"section": value.section, "paragraph": value.paragraph, "code": value.code}
            case DateSpan():
                value = {"since": value.since.isoformat(), "until": value.until.isoformat()}
            case date():
                value = value.isoformat()
            case Role() | Level():
                value = value.value
            case _:
                pass  # texts, numbers and truth values are kept as they are
        said[field.name] = value
    return said


def read_step(plain: Mapping[str, Any]) -> Step:
    """A step from its row. :raises ValueError: it is not of our writing."""
    try:
        said = json.loads(plain["content"])
        for name in ("deadline", "day", "as_of"):
            if name in said:
                said[name] = date.fromisoformat(said[name])
        if "place" in said:
            said["place"] = Place(**said["place"])
        if "role" in said:
            said["role"] = Role(said["role"])
        if "level" in said:
            said["level"] = Level(said["level"])
        if "locks" in said:
            said["locks"] = DateSpan(
                since=date.fromisoformat(said["locks"]["since"]),
                until=date.fromisoformat(said["locks"]["until"]),
            )
        return Step(
            paper=plain["paper"],
            seq=plain["seq"],
            kind=StepKind(plain["kind"]),
            state=State(plain["state"]),
            at=plain["done_at"],
            **said,
        )
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError("not a step") from error


class SqlPaperReader:
    """Papers as a snapshot has them."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def all(self) -> Sequence[Paper]:
        """All of them, the one begun last first. :raises StoreDamaged: one cannot be read."""
        steps: dict[str, list[Step]] = {}
        for row in self._snapshot.rows(select(paper_steps).order_by(paper_steps.c.paper, paper_steps.c.seq)):
            steps.setdefault(row.paper, []).append(self._step(row))
        rows = self._snapshot.rows(select(papers).order_by(papers.c.written.desc()))
        return tuple(self._paper(row, tuple(steps.get(row.id, ()))) for row in rows)

    def get(self, paper_id: str) -> Paper | None:
        """One of them. :raises StoreDamaged: it cannot be read."""
        rows = self._snapshot.rows(select(papers).where(papers.c.id == paper_id))
        if not rows:
            return None
        own = select(paper_steps).where(paper_steps.c.paper == paper_id).order_by(paper_steps.c.seq)
        return self._paper(rows[0], tuple(map(self._step, self._snapshot.rows(own))))

    def content(self, sha256: str) -> bytes:
        """What was kept under a digest. :raises PaperContentDamaged: it is not what was kept."""
        rows = self._snapshot.rows(select(paper_contents).where(paper_contents.c.sha256 == sha256))
        pieces = select(paper_pieces.c.content).where(paper_pieces.c.sha256 == sha256)
        packed = b"".join(r.content for r in self._snapshot.rows(pieces.order_by(paper_pieces.c.number)))
        try:
            content = unpacked(rows[0].packing, packed) if rows else b""
        except ValueError as error:
            raise PaperContentDamaged(where=sha256[:12]) from error
        if not rows or hashlib.sha256(content).hexdigest() != sha256:
            raise PaperContentDamaged(where=sha256[:12])
        return content

    def locks(self) -> Sequence[Lock]:
        """What papers lock now."""
        return locks_of(self._snapshot)

    def _step(self, row: Row[Any]) -> Step:
        try:
            return read_step(row._asdict())
        except ValueError as error:
            raise self._damaged(step_key(row)) from error

    def _paper(self, row: Row[Any], steps: tuple[Step, ...]) -> Paper:
        try:
            if not steps:
                raise ValueError("no step")
            return Paper(
                id=row.id,
                kind=ReportKindCode(row.kind),
                period=parse_period(row.period),
                begun_at=row.begun_at,
                steps=steps,
                follows=row.follows,
                relation=Relation(row.relation) if row.relation else None,
            )
        except (ValueError, DvError) as error:
            raise self._damaged(row.id) from error

    def _damaged(self, what: str) -> StoreDamaged:
        return StoreDamaged(where=str(self._snapshot.path), reason=f"paper_unreadable:{what}")


def locks_of(snapshot: Snapshot) -> tuple[Lock, ...]:
    """What papers lock now, from the last step of each: asked before every write of a record."""
    newer = paper_steps.alias()
    last = select(func.max(newer.c.seq)).where(newer.c.paper == papers.c.id).scalar_subquery()
    approving = paper_steps.alias()
    approved = select(func.max(approving.c.done_at)).where(
        approving.c.paper == papers.c.id, approving.c.kind == StepKind.APPROVE.value
    )
    query = select(
        papers, paper_steps.c.state, paper_steps.c.content, approved.scalar_subquery().label("approved")
    ).join(paper_steps, paper_steps.c.paper == papers.c.id)
    rows = snapshot.rows(query.where(paper_steps.c.seq == last).order_by(papers.c.written))
    followed = {row.follows for row in rows if row.state != State.WITHDRAWN.value}
    try:
        return tuple(_lock(row) for row in rows if State(row.state) in LOCKED and row.id not in followed)
    except (ValueError, TypeError, KeyError, DvError) as error:
        raise StoreDamaged(where=str(snapshot.path), reason="row_unreadable") from error


def _lock(row: Row[Any]) -> Lock:
    """What a paper locks, as its last step says."""
    said = json.loads(row.content)
    days = said["locks"]
    return Lock(
        paper=row.id,
        name=said.get("shown") or f"{row.kind}/{row.period}",
        kind=row.kind,
        period=parse_period(row.period),
        state=State(row.state),
        days=DateSpan(since=date.fromisoformat(days["since"]), until=date.fromisoformat(days["until"])),
        whole=DateSpan(since=date.fromisoformat(row.since), until=date.fromisoformat(row.until)),
        since=row.approved,
    )


class SqlPapers(SqlPaperReader):
    """Papers of a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        super().__init__(transaction)
        self._transaction = transaction

    def begin(self, paper: Paper, whole: DateSpan) -> None:
        """Keep a new paper with its first step. ``whole``: all days of its period, as the report closes it."""
        row = {
            "kind": paper.kind,
            "period": paper.period.written,
            "since": whole.since.isoformat(),
            "until": whole.until.isoformat(),
            "follows": paper.follows,
            "relation": paper.relation.value if paper.relation is not None else None,
        }
        self._transaction.write(
            lambda stamp: insert(papers).values(
                **row, id=paper.id, written=stamp.seq, begun_at=paper.begun_at
            ),
            action=CREATE,
            entity=papers.name,
            entity_id=paper.id,
            content=paper_content(row),
        )
        for step in paper.steps:
            self.add(step)

    def add(self, step: Step) -> None:
        """Keep one step more."""
        row = {
            "paper": step.paper,
            "seq": step.seq,
            "kind": step.kind.value,
            "state": step.state.value,
            "content": canonical(plain_step(step)),
            "done_at": step.at,
        }
        self._transaction.write(
            lambda _stamp: insert(paper_steps).values(**row),
            action=CREATE,
            entity=paper_steps.name,
            entity_id=step_key(row),
            content=step_content(row),
        )

    def keep(self, content: bytes, *, packed: bool) -> str:
        """Keep a content once, under its SHA-256, which is returned. ``packed``: whether it is worth compressing."""
        sha256 = hashlib.sha256(content).hexdigest()
        known = select(paper_contents.c.sha256).where(paper_contents.c.sha256 == sha256)
        if self._transaction.rows(known):
            return sha256
        held = zlib.compress(content, 6) if packed else content
        row = {"sha256": sha256, "size": len(content), "packing": "zlib" if packed else "plain"}
        self._transaction.write(
            lambda _stamp: insert(paper_contents).values(**row),
            action=CREATE,
            entity=paper_contents.name,
            entity_id=sha256,
            content=held_content(row),
        )
        self._transaction.write_parts(insert(paper_pieces), _pieces(sha256, held))
        return sha256


def _pieces(sha256: str, held: bytes) -> Iterator[Mapping[str, object]]:
    for number, start in enumerate(range(0, max(len(held), 1), PIECE)):
        yield {"sha256": sha256, "number": number, "content": held[start : start + PIECE]}
