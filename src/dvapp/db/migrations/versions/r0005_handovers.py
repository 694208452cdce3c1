"""What came after the chain: one function for each concern, none of which depends on another."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the new tables; what is kept already stays as it is."""
    _handovers()
    _own_pictures()


_GONE = "(SELECT way FROM number_handovers WHERE series = NEW.series ORDER BY seq DESC LIMIT 1) = 'given'"
_TRIGGERS = (
    "CREATE TRIGGER number_handovers_are_kept BEFORE DELETE ON number_handovers BEGIN SELECT RAISE(ABORT, 'a handover is never deleted'); END",
    "CREATE TRIGGER number_handovers_stay BEFORE UPDATE ON number_handovers BEGIN SELECT RAISE(ABORT, 'a handover never changes'); END",
    "CREATE TRIGGER number_handovers_take_turns BEFORE INSERT ON number_handovers WHEN NEW.way IS (SELECT way FROM number_handovers WHERE series = NEW.series ORDER BY seq DESC LIMIT 1) BEGIN SELECT RAISE(ABORT, 'a series goes and comes in turn'); END",
    f"CREATE TRIGGER numbers_gone_are_not_given BEFORE INSERT ON numbers WHEN {_GONE} BEGIN SELECT RAISE(ABORT, 'another store goes on with this series'); END",
    f"CREATE TRIGGER numbers_gone_are_not_leased BEFORE UPDATE ON numbers WHEN NEW.state = 'leased' AND {_GONE} BEGIN SELECT RAISE(ABORT, 'another store goes on with this series'); END",
)


def _handovers() -> None:
    """Series of numbers that went from one store to another, as to the next year's."""
    op.create_table(
        "number_handovers",
        sa.Column("series", sa.String(36), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(8), nullable=False),
        sa.Column("store", sa.String(36), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("actor", sa.String(128), nullable=False),
        sa.Column("changed_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("series", "seq", name="pk_number_handovers"),
        sa.ForeignKeyConstraint(
            ["series"], ["number_series.id"], name="fk_number_handovers_series_number_series"
        ),
        sa.CheckConstraint("way IN ('given', 'taken')", name="way"),
    )
    for trigger in _TRIGGERS:
        op.execute(trigger)


def _own_pictures() -> None:
    """The pictures that an account's signatures and seals show."""
    op.create_table(
        "own_pictures",
        sa.Column("login", sa.String(32), nullable=False),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("login", "purpose", name="pk_own_pictures"),
        sa.CheckConstraint("purpose IN ('signature', 'seal')", name="purpose"),
    )
