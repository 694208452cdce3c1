"""The tables, the same on SQLCipher and PostgreSQL: keys made by the program, times in UTC, JSON as canonical text.

The keyring's table is not among them: it belongs to the file, not to the data (:mod:`dvapp.db.keyring`).
"""

from datetime import UTC, datetime

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    Dialect,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
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
        return (
            None if value is None else datetime.strptime(value, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
        )


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
    Column("search", Text, nullable=False),  # folded words of the values
    Column("written", Integer, nullable=False),  # seq of the audit row that created it: the order of writing
    Column("changed_at", UtcTime, nullable=False),
    PrimaryKeyConstraint("id"),
    UniqueConstraint("written"),
    CheckConstraint("since <= until", name="span"),
    Index(None, "kind", "since", "written"),
    Index(None, "since", "written"),
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
)
