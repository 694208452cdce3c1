"""What recording needs beyond records: one function for each concern, none of which depends on another."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the new tables; what is kept already stays as it is."""
    _reading()
    _catalogue()
    _evidence()
    _search()


def _reading() -> None:
    """Indexes for what is read again and again: the last change of records, and the records of a kind that count."""
    op.create_index("ix_audit_entity_seq", "audit", ["entity", "seq"])
    op.create_index("ix_records_kind_until_unit", "records", ["kind", "until", "unit"])


def _evidence() -> None:
    """Files attached to records: which record has which, and each content once, in pieces."""
    op.create_table(
        "evidence_contents",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media", sa.String(128), nullable=False),
        sa.Column("remarks", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_evidence_contents"),
    )
    contents = "evidence_contents.sha256"
    op.create_table(
        "evidence_pieces",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "number", name="pk_evidence_pieces"),
        sa.ForeignKeyConstraint(["sha256"], [contents], name="fk_evidence_pieces_sha256_evidence_contents"),
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("record", sa.String(36), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("removed", sa.String(16), nullable=True),
        sa.Column("written", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
        sa.UniqueConstraint("record", "sha256", name="uq_evidence_record_sha256"),
        sa.ForeignKeyConstraint(["sha256"], [contents], name="fk_evidence_sha256_evidence_contents"),
        sa.CheckConstraint("removed IN ('alone', 'with_record')", name=op.f("ck_evidence_removed")),
    )
    op.create_index("ix_evidence_sha256", "evidence", ["sha256"])


def _catalogue() -> None:
    """The board's own entries over its pack and the catalogue of units, every version a row."""
    op.create_table(
        "catalogue_entries",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("catalogue", sa.String(16), nullable=False),
        sa.Column("code", sa.String(128), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("actor", sa.String(128), nullable=False),
        sa.Column("changed_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", "version", name="pk_catalogue_entries"),
        sa.CheckConstraint("valid_from <= valid_to", name=op.f("ck_catalogue_entries_days")),
    )
    op.create_index("ix_catalogue_entries_catalogue_code", "catalogue_entries", ["catalogue", "code"])


def _search() -> None:
    """What can be found, its words, how far the index is, and filters with a name. The entries are made afterwards."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "search_entries",
        sa.Column("number", number, autoincrement=False, nullable=False),
        sa.Column("thing", sa.String(8), nullable=False),
        sa.Column("id", sa.String(128), nullable=False),
        sa.Column("of", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("unit", sa.String(16), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("faults", sa.Integer(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        *(sa.Column(f"key_{place}", sa.Text(), nullable=True) for place in range(9)),
        sa.PrimaryKeyConstraint("number", name="pk_search_entries"),
        sa.UniqueConstraint("thing", "id", name="uq_search_entries_thing_id"),
    )
    op.create_index("ix_search_entries_thing_number", "search_entries", ["thing", "number"])
    op.create_index("ix_search_entries_thing_kind_number", "search_entries", ["thing", "kind", "number"])
    op.create_index("ix_search_entries_of_thing", "search_entries", ["of", "thing"])
    state = ["thing", "state", "faults", "number"]
    op.create_index("ix_search_entries_thing_state_faults_number", "search_entries", state)
    op.create_table(
        "search_words",
        sa.Column("number", number, autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_search_words"),
    )
    op.create_table(
        "search_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_search_state"),
    )
    op.create_table(
        "saved_filters",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_saved_filters"),
    )
