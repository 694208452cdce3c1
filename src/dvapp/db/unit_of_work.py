"""The unit of work: a transaction that keeps nothing unless told to."""

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from dvapp.db.faults import told
from dvapp.db.import_rows import SqlImports, SqlMappings
from dvapp.db.repositories import SqlDrafts, SqlRecords, SqlReportTexts
from dvapp.db.transaction import Transaction
from dvapp.domain.errors import StoreDamaged


class SqlUnitOfWork:
    """One transaction after another on one store; holds the write lock from ``with`` to its end, so keep it short.

    :param working: ids of the threads that are inside a unit of work of this store. A second one within the first would
        wait for itself; that is a bug, and an assertion says so.
    """

    def __init__(
        self, engine: Engine, *, path: Path, now: Callable[[], datetime], working: set[int] | None = None
    ) -> None:
        self._engine = engine
        self._path = path
        self._now = now
        self._working = set() if working is None else working
        self._connection: Connection | None = None
        self._transaction: Transaction | None = None

    @property
    def records(self) -> SqlRecords:
        """Records."""
        return SqlRecords(self._open)

    @property
    def drafts(self) -> SqlDrafts:
        """Drafts."""
        return SqlDrafts(self._open)

    @property
    def texts(self) -> SqlReportTexts:
        """Report texts."""
        return SqlReportTexts(self._open)

    @property
    def imports(self) -> SqlImports:
        """What was imported."""
        return SqlImports(self._open)

    @property
    def mappings(self) -> SqlMappings:
        """Columns of other people's sheets, as they were agreed."""
        return SqlMappings(self._open)

    @property
    def _open(self) -> Transaction:
        assert self._transaction is not None, "a unit of work is used inside its with block"
        return self._transaction

    def commit(self) -> None:
        """Make it last; what follows in the same block is a new transaction, begun when it is needed.

        :raises StoreBusy, DiskFull, FileUnwritable, StoreDamaged: as they say; nothing was kept then.
        """
        assert self._connection is not None, "a unit of work is used inside its with block"
        with told(self._path):
            self._connection.commit()

    def __enter__(self) -> Self:
        thread = threading.get_ident()
        assert self._connection is None, "a unit of work is not entered twice"
        assert thread not in self._working, "a unit of work inside another would wait for itself"
        with told(self._path):
            connection = self._engine.connect()
            try:
                connection.begin()
            except BaseException:
                connection.close()
                raise
        self._working.add(thread)
        self._connection = connection
        self._transaction = Transaction(connection, path=self._path, now=self._now)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        connection, self._connection, self._transaction = self._connection, None, None
        self._working.discard(threading.get_ident())
        assert connection is not None
        with told(self._path):
            if isinstance(error, StoreDamaged):
                connection.invalidate()  # after a bad page nobody shall have this connection again
            connection.close()  # rolls back what was not committed
