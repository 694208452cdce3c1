"""What the chain from draft to register needs: one function for each concern, none of which depends on another."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the new tables; what is kept already stays as it is."""
    _accounts()
    _typed_drafts()
    _numbers()
    _papers()


def _accounts() -> None:
    """Who works in the store; empty while the owner is alone."""
    op.create_table(
        "accounts",
        sa.Column("login", sa.String(32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("duties", sa.Text(), nullable=False),
        sa.Column("shut", sa.Integer(), nullable=False),
        sa.Column("must_change", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("login", name="pk_accounts"),
    )


def _typed_drafts() -> None:
    """Words that stand in a field and are not given yet."""
    op.create_table(
        "typed_drafts",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("author", sa.String(128), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_typed_drafts"),
    )
    op.create_index("ix_typed_drafts_author", "typed_drafts", ["author"])


_NUMBER_TRIGGERS = (
    "CREATE TRIGGER numbers_are_kept BEFORE DELETE ON numbers BEGIN SELECT RAISE(ABORT, 'a number is never deleted'); END",
    "CREATE TRIGGER numbers_used_stay BEFORE UPDATE ON numbers WHEN OLD.series IS NOT NEW.series OR OLD.number IS NOT NEW.number OR OLD.state = 'used' AND (NEW.state IS NOT 'used' OR NEW.paper IS NOT OLD.paper OR NEW.symbol IS NOT OLD.symbol OR NEW.issued IS NOT OLD.issued) BEGIN SELECT RAISE(ABORT, 'a used number stays used'); END",
    "CREATE TRIGGER number_events_are_kept BEFORE DELETE ON number_events BEGIN SELECT RAISE(ABORT, 'the history of a number is never deleted'); END",
    "CREATE TRIGGER number_events_stay BEFORE UPDATE ON number_events BEGIN SELECT RAISE(ABORT, 'the history of a number never changes'); END",
    "CREATE TRIGGER number_series_are_kept BEFORE DELETE ON number_series BEGIN SELECT RAISE(ABORT, 'a series is never deleted'); END",
    "CREATE TRIGGER number_series_stay BEFORE UPDATE ON number_series WHEN EXISTS (SELECT 1 FROM numbers WHERE series = OLD.id) BEGIN SELECT RAISE(ABORT, 'a series with numbers never changes'); END",
)


def _numbers() -> None:
    """The register of outgoing papers; triggers keep what may never change."""
    op.create_table(
        "number_series",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("type", sa.String(16), nullable=False),
        sa.Column("run", sa.String(8), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor", sa.String(128), nullable=False),
        sa.Column("changed_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_number_series"),
        sa.UniqueConstraint("type", "run", "since", name="uq_number_series_type_run_since"),
        sa.CheckConstraint("run IN ('term', 'year')", name="run"),
        sa.CheckConstraint("since <= until", name="days"),
        sa.CheckConstraint("first >= 1", name="first"),
    )
    op.create_table(
        "numbers",
        sa.Column("series", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("symbol", sa.Text(), nullable=False),
        sa.Column("paper", sa.String(128), nullable=False),
        sa.Column("issued", sa.Date(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("series", "number", name="pk_numbers"),
        sa.ForeignKeyConstraint(["series"], ["number_series.id"], name="fk_numbers_series_number_series"),
        sa.CheckConstraint("state IN ('leased', 'used', 'returned')", name="state"),
        sa.CheckConstraint("(state = 'used') = (issued IS NOT NULL)", name="issued"),
    )
    for column in ("issued", "paper", "state"):
        op.create_index(f"ix_numbers_{column}", "numbers", [column])
    op.create_table(
        "number_events",
        sa.Column("series", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("happening", sa.String(16), nullable=False),
        sa.Column("paper", sa.String(128), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("actor", sa.String(128), nullable=False),
        sa.Column("changed_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("series", "number", "seq", name="pk_number_events"),
        sa.ForeignKeyConstraint(
            ["series", "number"],
            ["numbers.series", "numbers.number"],
            name="fk_number_events_series_number_numbers",
        ),
    )
    for trigger in _NUMBER_TRIGGERS:
        op.execute(trigger)


def _papers() -> None:
    """Papers on their way: what was done with each, and what it was then. Nothing of it is ever changed or removed."""
    op.create_table(
        "papers",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("period", sa.String(16), nullable=False),
        sa.Column("since", sa.String(10), nullable=False),
        sa.Column("until", sa.String(10), nullable=False),
        sa.Column("follows", sa.String(36), nullable=True),
        sa.Column("relation", sa.String(16), nullable=True),
        sa.Column("written", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_papers"),
        sa.ForeignKeyConstraint(["follows"], ["papers.id"], name="fk_papers_follows_papers"),
        sa.CheckConstraint("relation IN ('corrects', 'replaces')", name=op.f("ck_papers_relation")),
    )
    op.create_index("ix_papers_kind_period", "papers", ["kind", "period"])
    op.create_table(
        "paper_steps",
        sa.Column("paper", sa.String(36), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("done_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("paper", "seq", name="pk_paper_steps"),
        sa.ForeignKeyConstraint(["paper"], ["papers.id"], name="fk_paper_steps_paper_papers"),
    )
    op.create_table(
        "paper_contents",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("packing", sa.String(8), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_paper_contents"),
        sa.CheckConstraint("packing IN ('plain', 'zlib')", name=op.f("ck_paper_contents_packing")),
    )
    contents = "paper_contents.sha256"
    op.create_table(
        "paper_pieces",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "number", name="pk_paper_pieces"),
        sa.ForeignKeyConstraint(["sha256"], [contents], name="fk_paper_pieces_sha256_paper_contents"),
    )
    for table in ("papers", "paper_steps", "paper_contents", "paper_pieces"):
        for word, verb in (("unchanged", "UPDATE"), ("kept", "DELETE")):
            op.execute(
                f"CREATE TRIGGER {table}_{word} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'papers stay as they are'); END"
            )
    op.execute(
        "CREATE TRIGGER paper_steps_in_order BEFORE INSERT ON paper_steps "
        "WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM paper_steps WHERE paper = NEW.paper) "
        "BEGIN SELECT RAISE(ABORT, 'steps follow one another'); END"
    )
    last = "(SELECT state FROM paper_steps WHERE paper = NEW.paper ORDER BY seq DESC LIMIT 1)"
    op.execute(
        "CREATE TRIGGER paper_steps_ended BEFORE INSERT ON paper_steps "
        f"WHEN {last} IN ('registered', 'withdrawn') OR ({last} = 'issued' AND NEW.kind <> 'register') "
        "BEGIN SELECT RAISE(ABORT, 'the way of this paper has ended'); END"
    )
