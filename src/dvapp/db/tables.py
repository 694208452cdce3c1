"""The tables, the same on SQLCipher and PostgreSQL: keys made by the program, times in UTC, JSON as canonical text.

The keyring's table is not among them: it belongs to the file, not to the data (:mod:`dvapp.db.keyring`).
"""

from datetime import UTC, datetime

from sqlalchemy import (
    DDL,
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    Dialect,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    event,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def after_making(table: Table, statement: str) -> None:
    """Let SQLite run a statement, such as one that makes a trigger, once a table is made."""
    made = DDL(statement)  # type: ignore[no-untyped-call]  # SQLAlchemy tells no types for it
    event.listen(table, "after_create", made.execute_if(dialect="sqlite"))


def write_time(moment: datetime) -> str:
    """A time in UTC, to the microsecond: ``2026-02-03T04:05:06.000007Z``. The texts sort as the times do."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class UtcTime(TypeDecorator[datetime]):
    """An aware time, kept as :func:`write_time` writes it: SQLite has no type for one, and both engines shall agree."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """To the store."""
        return None if value is None else write_time(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """From the store. :raises ValueError: somebody else wrote it."""
        if value is None:
            return None
        if len(value) != self.impl.length or not value.endswith("Z"):
            raise ValueError(value)
        return datetime.fromisoformat(value)


store = Table(
    "store",
    metadata,
    Column("id", String(36), nullable=False),
    Column("board", String(16), nullable=False),
    Column("year", Integer, nullable=False),
    Column("pack", String(64), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    PrimaryKeyConstraint("id"),
)

records = Table(
    "records",
    metadata,
    Column("id", String(36), nullable=False),
    Column("kind", String(64), nullable=False),
    Column("unit", String(16), nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),
    Column("content", Text, nullable=False),  # canonical JSON of the values
    Column("search", Text, nullable=False),  # empty: what the first stores had for what search_words has now
    Column("written", Integer, nullable=False),  # seq of the audit row that created it: the order of writing
    Column("changed_at", UtcTime, nullable=False),
    PrimaryKeyConstraint("id"),
    UniqueConstraint("written"),
    CheckConstraint("since <= until", name="span"),
    Index(None, "kind", "since", "written"),
    Index(None, "since", "written"),
    Index(None, "kind", "until", "unit"),
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", String(36), nullable=False),
    Column("kind", String(64), nullable=False),
    Column("content", Text, nullable=False),  # canonical JSON of the texts
    Column("changed", Integer, nullable=False),  # seq of the audit row of its last change
    Column("changed_at", UtcTime, nullable=False),
    PrimaryKeyConstraint("id"),
    UniqueConstraint("changed"),
)

report_texts = Table(
    "report_texts",
    metadata,
    Column("kind", String(16), nullable=False),
    Column("period", String(16), nullable=False),  # its short form, "2018-H1"
    Column("content", Text, nullable=False),  # canonical JSON of the sections
    Column("changed_at", UtcTime, nullable=False),
    PrimaryKeyConstraint("kind", "period"),
)

imports = Table(
    "imports",
    metadata,
    Column("id", String(36), nullable=False),
    Column("done_at", UtcTime, nullable=False),
    Column("undone_at", UtcTime, nullable=True),
    Column("file", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("kind", String(64), nullable=False),
    Column("sheet", Text, nullable=False),
    Column("kept", Integer, nullable=False),
    Column("content", Text, nullable=False),  # canonical JSON of the rows
    PrimaryKeyConstraint("id"),
    Index(None, "done_at"),
)

mappings = Table(
    "mappings",
    metadata,
    Column("head", String(64), nullable=False),  # digest of the head's folded words
    Column("kind", String(64), nullable=False),
    Column("file", Text, nullable=False),
    Column("content", Text, nullable=False),  # canonical JSON of the columns
    Column("changed_at", UtcTime, nullable=False),
    PrimaryKeyConstraint("head"),
)

evidence_contents = Table(
    "evidence_contents",
    metadata,
    Column("sha256", String(64), nullable=False),
    Column("size", Integer, nullable=False),  # bytes
    Column("media", String(128), nullable=False),
    Column("remarks", String(64), nullable=False),  # codes, with commas between
    PrimaryKeyConstraint("sha256"),
)

evidence_pieces = Table(
    "evidence_pieces",
    metadata,
    Column("sha256", String(64), nullable=False),
    Column("number", Integer, nullable=False),  # from 0
    Column("content", LargeBinary, nullable=False),
    PrimaryKeyConstraint("sha256", "number"),
    ForeignKeyConstraint(["sha256"], ["evidence_contents.sha256"]),
)

evidence = Table(
    "evidence",
    metadata,
    Column("id", String(36), nullable=False),
    Column("record", String(36), nullable=False),  # of a record or a draft
    Column("sha256", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("removed", String(16), nullable=True),
    Column(
        "written", Integer, nullable=False
    ),  # seq of the audit row that attached it: the order of attaching
    Column("changed_at", UtcTime, nullable=False),
    PrimaryKeyConstraint("id"),
    UniqueConstraint("record", "sha256"),
    ForeignKeyConstraint(["sha256"], ["evidence_contents.sha256"]),
    CheckConstraint("removed IN ('alone', 'with_record')", name="removed"),
    Index(None, "sha256"),
)

catalogue_entries = Table(
    "catalogue_entries",
    metadata,
    Column("id", String(36), nullable=False),
    Column("version", Integer, nullable=False, autoincrement=False),
    Column("catalogue", String(16), nullable=False),
    Column("code", String(128), nullable=False),
    Column("valid_from", Date, nullable=True),
    Column("valid_to", Date, nullable=True),
    Column("content", Text, nullable=False),  # canonical JSON of the texts; empty: taken back
    Column("actor", String(128), nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    PrimaryKeyConstraint("id", "version"),
    CheckConstraint("valid_from <= valid_to", name="days"),
    Index(None, "catalogue", "code"),
)

_NUMBER = BigInteger().with_variant(
    Integer, "sqlite"
)  # there an INTEGER has 64 bits, and as key it is the row's place

search_entries = Table(
    "search_entries",
    metadata,
    Column("number", _NUMBER, nullable=False, autoincrement=False),  # newer days have larger ones
    Column("thing", String(8), nullable=False),
    Column("id", String(128), nullable=False),
    Column("of", String(36), nullable=False),
    Column("kind", String(64), nullable=False),
    Column("unit", String(16), nullable=False),
    Column("since", Date, nullable=True),
    Column("until", Date, nullable=True),
    Column("state", String(8), nullable=False),
    Column("faults", Integer, nullable=False),
    Column("files", Integer, nullable=False),
    Column("title", Text, nullable=False),
    *(
        Column(f"key_{number}", Text, nullable=True) for number in range(9)
    ),  # what the columns of a list sort by
    PrimaryKeyConstraint("number"),
    UniqueConstraint("thing", "id"),
    Index(None, "thing", "number"),
    Index(None, "thing", "kind", "number"),
    Index(None, "of", "thing"),
    Index(None, "thing", "state", "faults", "number"),
)

search_words = Table(
    "search_words",
    metadata,
    Column("number", _NUMBER, nullable=False, autoincrement=False),
    Column("words", Text, nullable=False),  # in one tone style, with accents
    Column("tags", Text, nullable=False),
    PrimaryKeyConstraint("number"),
)

search_state = Table(
    "search_state",
    metadata,
    Column("id", Integer, nullable=False, autoincrement=False),
    Column(
        "fingerprint", String(64), nullable=False
    ),  # of the pack and names that the entries were made with
    Column("seq", Integer, nullable=False),  # the last audit row that they know
    Column("serial", Integer, nullable=False),  # the last number given out
    PrimaryKeyConstraint("id"),
)

accounts = Table(
    "accounts",
    metadata,
    Column("login", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("duties", Text, nullable=False),  # canonical JSON: a list of them
    Column("shut", Integer, nullable=False),  # 0 or 1
    Column("must_change", Integer, nullable=False),  # 0 or 1
    Column("changed_at", UtcTime, nullable=False),
    PrimaryKeyConstraint("login"),
)

typed_drafts = Table(
    "typed_drafts",
    metadata,
    Column("id", String(64), nullable=False),  # digest of author and place
    Column("author", String(128), nullable=False),
    Column("place", Text, nullable=False),
    Column("content", Text, nullable=False),  # canonical JSON of the texts
    Column("changed_at", UtcTime, nullable=False),
    PrimaryKeyConstraint("id"),
    Index(None, "author"),
)

own_pictures = Table(
    "own_pictures",
    metadata,
    Column("login", String(32), nullable=False),
    Column("purpose", String(16), nullable=False),
    Column("content", LargeBinary, nullable=False),  # PNG, as a stamp shows it
    Column("width", Integer, nullable=True),  # micrometres of the original, where known
    Column("changed_at", UtcTime, nullable=False),
    PrimaryKeyConstraint("login", "purpose"),
    CheckConstraint("purpose IN ('signature', 'seal')", name="purpose"),
)

saved_filters = Table(
    "saved_filters",
    metadata,
    Column("id", String(36), nullable=False),
    Column("name", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("content", Text, nullable=False),  # canonical JSON of what it lets pass
    Column("changed_at", UtcTime, nullable=False),
    PrimaryKeyConstraint("id"),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, nullable=False, autoincrement=False),
    Column("done_at", UtcTime, nullable=False),
    Column("actor", String(128), nullable=False),
    Column("action", String(16), nullable=False),
    Column("entity", String(32), nullable=False),
    Column("entity_id", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    PrimaryKeyConstraint("seq"),
    CheckConstraint("action IN ('create', 'change', 'remove')", name="action"),
    Index(None, "entity", "entity_id", "seq"),
    Index(None, "entity", "seq"),
)
