"""A timestamp may be added to a paper that has gone out: bytes after all that were signed."""

from alembic import op

revision = "0006"
down_revision = "0005"

_LAST = "(SELECT state FROM paper_steps WHERE paper = NEW.paper ORDER BY seq DESC LIMIT 1)"


def upgrade() -> None:
    """Let that step pass, and nothing else that was refused before; what is kept already stays as it is."""
    op.execute("DROP TRIGGER IF EXISTS paper_steps_ended")
    op.execute(
        "CREATE TRIGGER paper_steps_ended BEFORE INSERT ON paper_steps "
        f"WHEN {_LAST} = 'withdrawn' "
        f"OR ({_LAST} = 'registered' AND (NEW.kind <> 'timestamp' OR NEW.state <> 'registered')) "
        f"OR ({_LAST} = 'issued' AND (NEW.kind <> 'register' OR NEW.state <> 'registered') "
        "AND (NEW.kind <> 'timestamp' OR NEW.state <> 'issued')) "
        "BEGIN SELECT RAISE(ABORT, 'the way of this paper has ended'); END"
    )
