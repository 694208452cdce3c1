"""The tables of papers on their way. Rows are only ever added; triggers hold that against every program that writes."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from dvapp.db.tables import UtcTime, after_making, metadata

papers = Table(
    "papers",
    metadata,
    Column("id", String(36), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("period", String(16), nullable=False),
    Column("since", String(10), nullable=False),  # first day of the period as the report closes it
    Column("until", String(10), nullable=False),
    Column("follows", String(36), nullable=True),
    Column("relation", String(16), nullable=True),
    Column("written", Integer, nullable=False),  # seq of the audit row that began it
    Column("begun_at", UtcTime, nullable=False),
    PrimaryKeyConstraint("id"),
    ForeignKeyConstraint(["follows"], ["papers.id"]),
    CheckConstraint("relation IN ('corrects', 'replaces')", name="relation"),
    Index(None, "kind", "period"),
)

paper_steps = Table(
    "paper_steps",
    metadata,
    Column("paper", String(36), nullable=False),
    Column("seq", Integer, nullable=False),  # from 1
    Column("kind", String(16), nullable=False),
    Column("state", String(16), nullable=False),  # of the paper after it
    Column("content", Text, nullable=False),  # canonical JSON of the rest
    Column("done_at", UtcTime, nullable=False),
    PrimaryKeyConstraint("paper", "seq"),
    ForeignKeyConstraint(["paper"], ["papers.id"]),
)

paper_contents = Table(
    "paper_contents",
    metadata,
    Column("sha256", String(64), nullable=False),  # of the content as it was given
    Column("size", Integer, nullable=False),  # bytes as they were given
    Column("packing", String(8), nullable=False),
    PrimaryKeyConstraint("sha256"),
    CheckConstraint("packing IN ('plain', 'zlib')", name="packing"),
)

paper_pieces = Table(
    "paper_pieces",
    metadata,
    Column("sha256", String(64), nullable=False),
    Column("number", Integer, nullable=False),  # from 0
    Column("content", LargeBinary, nullable=False),
    PrimaryKeyConstraint("sha256", "number"),
    ForeignKeyConstraint(["sha256"], ["paper_contents.sha256"]),
)

_KEPT = ("papers", "paper_steps", "paper_contents", "paper_pieces")

_LAST = "(SELECT state FROM paper_steps WHERE paper = NEW.paper ORDER BY seq DESC LIMIT 1)"

TRIGGERS = {
    **{
        f"{table}_{word}": f"CREATE TRIGGER {table}_{word} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'papers stay as they are'); END"
        for table in _KEPT
        for word, verb in (("unchanged", "UPDATE"), ("kept", "DELETE"))
    },
    "paper_steps_in_order": (
        "CREATE TRIGGER paper_steps_in_order BEFORE INSERT ON paper_steps "
        "WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM paper_steps WHERE paper = NEW.paper) "
        "BEGIN SELECT RAISE(ABORT, 'steps follow one another'); END"
    ),
    "paper_steps_ended": (
        "CREATE TRIGGER paper_steps_ended BEFORE INSERT ON paper_steps "
        f"WHEN {_LAST} = 'withdrawn' "
        f"OR ({_LAST} = 'registered' AND (NEW.kind <> 'timestamp' OR NEW.state <> 'registered')) "
        f"OR ({_LAST} = 'issued' AND (NEW.kind <> 'register' OR NEW.state <> 'registered') "
        "AND (NEW.kind <> 'timestamp' OR NEW.state <> 'issued')) "
        "BEGIN SELECT RAISE(ABORT, 'the way of this paper has ended'); END"
    ),
}
"""By name: what the database itself refuses. The health check tells when one is gone; migrations re-create them."""

for _trigger in TRIGGERS.values():
    after_making(paper_pieces, _trigger)
