"""Connections to a SQLCipher file, as measured in store.md."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool, QueuePool
from sqlcipher3 import dbapi2 as driver

PATIENCE = 5.0
"""Seconds to wait for another writer."""

_WRITER_CACHE = 64
_READER_CACHE = 16
"""MiB of decrypted pages that a connection may keep; taken as they are needed. Keys of records are random, so that with
the 2 MiB of SQLite's own every insert into a large store would read, decrypt and write other pages."""


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


def _connector(
    path: Path, data_key: bytes, patience: float, *, foreign_keys: bool, reading: bool = False
) -> Callable[[], Any]:
    absolute = path.absolute()  # now: later connections may find another working folder

    def make() -> Any:
        connection = connect(absolute, data_key, patience=patience)
        try:
            connection.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")  # an acknowledged commit survives a power cut
            cache = _READER_CACHE if reading else _WRITER_CACHE
            connection.execute(f"PRAGMA cache_size={-cache * 1024}")  # negative: in KiB
            if reading:
                connection.execute(
                    "PRAGMA query_only=ON"
                )  # the types offer no write; the file takes none either
        except driver.Error:
            connection.close()
            raise
        return connection

    return make


def _begin_immediate(connection: Connection) -> None:
    # Plain BEGIN takes the write lock at the first write, and a transaction that has read by then fails at once when
    # another has written: 640 of 900 did. IMMEDIATE waits in line.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_snapshot(connection: Connection) -> None:
    # Plain BEGIN reads nothing yet; the first read fixes the moment that the whole transaction sees. In the write-ahead
    # log readers and the writer do not wait for each other.
    connection.exec_driver_sql("BEGIN")
    connection.exec_driver_sql("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()


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


def make_reading_engine(path: Path, data_key: bytes, *, patience: float = PATIENCE) -> Engine:
    """An engine whose transactions are snapshots and whose connections refuse to write.

    :param patience: seconds to wait while the write-ahead log is mended after a crash; otherwise nobody waits.
    """
    engine = create_engine(
        "sqlite://",
        creator=_connector(path, data_key, patience, foreign_keys=True, reading=True),
        module=driver,
        poolclass=QueuePool,
        pool_use_lifo=True,  # the one that was used last has the pages
    )
    event.listen(engine, "begin", _begin_snapshot)
    return engine
