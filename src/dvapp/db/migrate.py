"""From older tables to the present ones, in one transaction, with a copy of the file made first.

Alembic is imported only when there is something to do: opening a store of the present revision costs one row.
"""

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Connection, inspect

from dvapp.db.backup import back_up
from dvapp.db.engine import make_engine
from dvapp.db.faults import told
from dvapp.db.keys import Wrap
from dvapp.domain.errors import StoreDamaged, StoreNewer

HEAD = "0006"
"""The revision that ``tables`` describes; a test holds that it is Alembic's."""

SCRIPTS = Path(__file__).with_name("migrations")


def upgrade(connection: Connection, *, scripts: Path = SCRIPTS) -> None:
    """Run what is missing, inside the connection's transaction; the caller commits."""
    from alembic import command  # 0.2 s, and no ordinary start needs it
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    command.upgrade(config, "head")


def known(revision: str, *, scripts: Path = SCRIPTS) -> bool:
    """Whether this program has that revision."""
    from alembic.script import ScriptDirectory

    return revision in {script.revision for script in ScriptDirectory(str(scripts)).walk_revisions()}


def bring_up_to_date(
    path: Path, data_key: bytes, wraps: tuple[Wrap, ...], revision: str, *, scripts: Path = SCRIPTS
) -> Path:
    """Migrate the store at ``path``, which nobody else uses, from ``revision``.

    A connection of its own with foreign keys off: Alembic re-creates tables, and with foreign keys on the children of a
    re-created parent were deleted (store.md). Off must be said before BEGIN.

    :returns: the copy made before, beside the store.
    :raises StoreNewer: this program does not know the revision.
    :raises StoreDamaged: a link does not hold afterwards, or a table has lost rows; nothing was changed then.
    """
    if not known(revision, scripts=scripts):
        raise StoreNewer(where=str(path))
    copy = path.with_name(f"{path.stem}.before-{revision}{path.suffix}")
    number = 1
    while copy.exists():
        number += 1
        copy = path.with_name(f"{path.stem}.before-{revision}-{number}{path.suffix}")
    back_up(path, data_key, wraps, copy)
    engine = make_engine(path, data_key, migrating=True)
    try:
        with told(path), engine.begin() as connection:
            before = _counts(connection)
            upgrade(connection, scripts=scripts)
            _require_whole(connection, before, path)
    finally:
        engine.dispose()
    return copy


def _counts(connection: Connection) -> dict[str, int]:
    """Rows of every table but Alembic's own."""
    names = [name for name in inspect(connection).get_table_names() if name != "alembic_version"]
    quote = connection.dialect.identifier_preparer.quote
    return {
        name: connection.exec_driver_sql(f"SELECT count(*) FROM {quote(name)}").scalar_one()  # noqa: S608  # our names
        for name in names
    }


def _require_whole(connection: Connection, before: Mapping[str, int], path: Path) -> None:
    if connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        raise StoreDamaged(where=str(path), reason="link_broken")
    after = _counts(connection)
    lost = [name for name, rows in before.items() if after.get(name, 0) < rows]
    if lost:
        raise StoreDamaged(where=str(path), reason=f"rows_lost:{','.join(lost)}")
