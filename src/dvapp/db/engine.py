"""Connections to a SQLCipher file, as measured in store.md."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool, QueuePool
from sqlcipher3 import dbapi2 as driver

PATIENCE = 5.0
"""Seconds to wait for another writer."""


def connect(path: Path, data_key: bytes, *, patience: float = PATIENCE) -> Any:
    """A bare connection with its key set; the file must exist. Errors are the driver's."""
    # mode=rw: SQLite would otherwise make an empty file where a store has just been moved away.
    connection = driver.connect(
        path.absolute().as_uri() + "?mode=rw",
        uri=True,
        timeout=patience,
        isolation_level=None,  # we say BEGIN ourselves
        check_same_thread=False,  # the pool hands a connection to one thread at a time
    )
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")  # else SQLCipher writes to stderr
        connection.execute(f"PRAGMA key=\"x'{data_key.hex()}'\"")
        connection.execute("PRAGMA cipher_compatibility=4")  # later versions may change their defaults
    except driver.Error:
        connection.close()
        raise
    return connection


def _connector(path: Path, data_key: bytes, patience: float, *, foreign_keys: bool) -> Callable[[], Any]:
    absolute = path.absolute()  # now: later connections may find another working folder

    def make() -> Any:
        connection = connect(absolute, data_key, patience=patience)
        try:
            connection.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")  # an acknowledged commit survives a power cut
        except driver.Error:
            connection.close()
            raise
        return connection

    return make


def _begin_immediate(connection: Connection) -> None:
    # Plain BEGIN takes the write lock at the first write, and a transaction that has read by then fails at once when
    # another has written: 640 of 900 did. IMMEDIATE waits in line.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def make_engine(
    path: Path, data_key: bytes, *, patience: float = PATIENCE, migrating: bool = False
) -> Engine:
    """An engine for one file.

    :param patience: seconds to wait for another writer.
    :param migrating: connections are used once and foreign keys are off (they must be before BEGIN, see migrate).
    """
    engine = create_engine(
        "sqlite://",
        creator=_connector(path, data_key, patience, foreign_keys=not migrating),
        module=driver,
        poolclass=NullPool if migrating else QueuePool,
    )
    event.listen(engine, "begin", _begin_immediate)
    return engine
