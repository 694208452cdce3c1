"""The tables of the register of outgoing papers, and the triggers that hold its promises even against ourselves."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from dvapp.db.tables import UtcTime, after_making, metadata

number_series = Table(
    "number_series",
    metadata,
    Column("id", String(36), nullable=False),
    Column("type", String(16), nullable=False),
    Column("run", String(8), nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=True),
    Column("first", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("actor", String(128), nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    PrimaryKeyConstraint("id"),
    UniqueConstraint("type", "run", "since"),
    CheckConstraint("run IN ('term', 'year')", name="run"),
    CheckConstraint("since <= until", name="days"),
    CheckConstraint("first >= 1", name="first"),
)

numbers = Table(
    "numbers",
    metadata,
    Column("series", String(36), nullable=False),
    Column("number", Integer, nullable=False, autoincrement=False),
    Column("state", String(8), nullable=False),
    Column("symbol", Text, nullable=False),
    Column("paper", String(128), nullable=False),  # empty: a paper that the program does not have
    Column("issued", Date, nullable=True),
    Column("content", Text, nullable=False),  # canonical JSON of the lease, or of what the register says
    Column("changed_at", UtcTime, nullable=False),
    PrimaryKeyConstraint("series", "number"),
    ForeignKeyConstraint(["series"], ["number_series.id"]),
    CheckConstraint("state IN ('leased', 'used', 'returned')", name="state"),
    CheckConstraint("(state = 'used') = (issued IS NOT NULL)", name="issued"),
    Index(None, "state"),
    Index(None, "paper"),
    Index(None, "issued"),
)

number_events = Table(
    "number_events",
    metadata,
    Column("series", String(36), nullable=False),
    Column("number", Integer, nullable=False, autoincrement=False),
    Column("seq", Integer, nullable=False, autoincrement=False),  # from 1
    Column("happening", String(16), nullable=False),
    Column("paper", String(128), nullable=False),
    Column("reason", Text, nullable=False),
    Column(
        "content", Text, nullable=False
    ),  # canonical JSON of what the register said from then on; or empty
    Column("actor", String(128), nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    PrimaryKeyConstraint("series", "number", "seq"),
    ForeignKeyConstraint(["series", "number"], ["numbers.series", "numbers.number"]),
)

number_handovers = Table(
    "number_handovers",
    metadata,
    Column("series", String(36), nullable=False),
    Column("seq", Integer, nullable=False, autoincrement=False),  # from 1
    Column("way", String(8), nullable=False),
    Column("store", String(36), nullable=False),  # the other one
    Column(
        "content", Text, nullable=False
    ),  # canonical JSON of its year and file, of the next and the free numbers
    Column("actor", String(128), nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    PrimaryKeyConstraint("series", "seq"),
    ForeignKeyConstraint(["series"], ["number_series.id"]),
    CheckConstraint("way IN ('given', 'taken')", name="way"),
)

_GONE = "(SELECT way FROM number_handovers WHERE series = NEW.series ORDER BY seq DESC LIMIT 1) = 'given'"

TRIGGERS = {
    "numbers_are_kept": "BEFORE DELETE ON numbers BEGIN SELECT RAISE(ABORT, 'a number is never deleted'); END",
    "numbers_used_stay": (
        "BEFORE UPDATE ON numbers WHEN OLD.series IS NOT NEW.series OR OLD.number IS NOT NEW.number "
        "OR OLD.state = 'used' AND (NEW.state IS NOT 'used' OR NEW.paper IS NOT OLD.paper "
        "OR NEW.symbol IS NOT OLD.symbol OR NEW.issued IS NOT OLD.issued) "
        "BEGIN SELECT RAISE(ABORT, 'a used number stays used'); END"
    ),
    "number_events_are_kept": (
        "BEFORE DELETE ON number_events BEGIN SELECT RAISE(ABORT, 'the history of a number is never deleted'); END"
    ),
    "number_events_stay": (
        "BEFORE UPDATE ON number_events BEGIN SELECT RAISE(ABORT, 'the history of a number never changes'); END"
    ),
    "number_series_are_kept": (
        "BEFORE DELETE ON number_series BEGIN SELECT RAISE(ABORT, 'a series is never deleted'); END"
    ),
    "number_series_stay": (
        "BEFORE UPDATE ON number_series WHEN EXISTS (SELECT 1 FROM numbers WHERE series = OLD.id) "
        "BEGIN SELECT RAISE(ABORT, 'a series with numbers never changes'); END"
    ),
    "number_handovers_are_kept": (
        "BEFORE DELETE ON number_handovers BEGIN SELECT RAISE(ABORT, 'a handover is never deleted'); END"
    ),
    "number_handovers_stay": (
        "BEFORE UPDATE ON number_handovers BEGIN SELECT RAISE(ABORT, 'a handover never changes'); END"
    ),
    "number_handovers_take_turns": (
        "BEFORE INSERT ON number_handovers WHEN NEW.way IS "
        "(SELECT way FROM number_handovers WHERE series = NEW.series ORDER BY seq DESC LIMIT 1) "
        "BEGIN SELECT RAISE(ABORT, 'a series goes and comes in turn'); END"
    ),
    "numbers_gone_are_not_given": (
        f"BEFORE INSERT ON numbers WHEN {_GONE} "
        "BEGIN SELECT RAISE(ABORT, 'another store goes on with this series'); END"
    ),
    "numbers_gone_are_not_leased": (
        f"BEFORE UPDATE ON numbers WHEN NEW.state = 'leased' AND {_GONE} "
        "BEGIN SELECT RAISE(ABORT, 'another store goes on with this series'); END"
    ),
}
"""Name of each trigger, and what it does; the health check misses one that is gone."""

for _name, _does in TRIGGERS.items():
    _table = next(
        table
        for table in (number_events, number_series, number_handovers, numbers)
        if _name.startswith(f"{table.name}_")
    )
    after_making(_table, f"CREATE TRIGGER {_name} {_does}")
