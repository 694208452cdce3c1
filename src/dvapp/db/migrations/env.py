"""What Alembic runs around the revisions: they share the connection, and the transaction, that migrate opened."""

from alembic import context

from dvapp.db.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,  # SQLite alters little in place
)
context.run_migrations()
