"""Units of work: a transaction that keeps nothing unless told to, and a reading that can keep nothing at all."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Generic, Self, TypeVar

from sqlalchemy import Connection, Engine

from dvapp.db.accounts import SqlAccountReader, SqlAccounts
from dvapp.db.catalogue import SqlCatalogue, SqlCatalogueReader
from dvapp.db.evidence_rows import SqlEvidence, SqlEvidenceReader
from dvapp.db.faults import told
from dvapp.db.hearing import Hearing
from dvapp.db.import_rows import SqlImportReader, SqlImports, SqlMappingReader, SqlMappings
from dvapp.db.own_pictures import SqlOwnPictureReader, SqlOwnPictures
from dvapp.db.paper_rows import SqlPaperReader, SqlPapers
from dvapp.db.register import SqlRegister, SqlRegisterReader
from dvapp.db.repositories import (
    SqlDraftReader,
    SqlDrafts,
    SqlRecordReader,
    SqlRecords,
    SqlReportTextReader,
    SqlReportTexts,
)
from dvapp.db.search import SqlFilterReader, SqlFilters, SqlSearch
from dvapp.db.search_index import SearchIndex
from dvapp.db.transaction import Snapshot, Transaction
from dvapp.db.typed_drafts import SqlTypedDraftReader, SqlTypedDrafts
from dvapp.domain.accounts.accounts import OWNER
from dvapp.domain.codes import KindCode
from dvapp.domain.errors import StoreDamaged
from dvapp.services.searching.search_ports import Describer

_Seen = TypeVar("_Seen", bound=Snapshot)


class _Work(ABC, Generic[_Seen]):
    """What reading and writing have in common: one connection from ``with`` to its end."""

    def __init__(self, engine: Engine, *, path: Path, working: set[int] | None = None) -> None:
        self._engine = engine
        self._path = path
        self._working = set() if working is None else working
        self._connection: Connection | None = None
        self._seen: _Seen | None = None

    @property
    def _open(self) -> _Seen:
        assert self._seen is not None, "a unit of work is used inside its with block"
        return self._seen

    @abstractmethod
    def _on(self, connection: Connection) -> _Seen:
        """What is seen of the store on this connection."""

    def _begin(self, connection: Connection) -> None:
        connection.begin()

    def __enter__(self) -> Self:
        assert self._connection is None, "a unit of work is not entered twice"
        assert threading.get_ident() not in self._working, "within a unit of work another sees nothing of it"
        with told(self._path):
            connection = self._engine.connect()
            try:
                self._begin(connection)
            except BaseException:
                connection.close()
                raise
        self._connection = connection
        self._seen = self._on(connection)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        connection, seen = self._connection, self._seen
        self._connection = self._seen = None
        assert connection is not None
        assert seen is not None
        with told(self._path):
            seen.finish()
            if isinstance(error, StoreDamaged):
                connection.invalidate()  # after a bad page nobody shall have this connection again
            connection.close()  # rolls back what was not committed


class SqlReading(_Work[Snapshot]):
    """The store as it is at ``with`` and stays until its end, whatever others write meanwhile; nobody waits for it.

    Not to be begun inside a unit of work of the same thread: it would not see what that one has written.
    """

    @property
    def snapshot(self) -> Snapshot:
        """What it sees."""
        return self._open

    @property
    def records(self) -> SqlRecordReader:
        """Records."""
        return SqlRecordReader(self._open)

    @property
    def drafts(self) -> SqlDraftReader:
        """Drafts."""
        return SqlDraftReader(self._open)

    @property
    def texts(self) -> SqlReportTextReader:
        """Report texts."""
        return SqlReportTextReader(self._open)

    @property
    def imports(self) -> SqlImportReader:
        """What was imported."""
        return SqlImportReader(self._open)

    @property
    def mappings(self) -> SqlMappingReader:
        """Columns of other people's sheets, as they were agreed."""
        return SqlMappingReader(self._open)

    @property
    def search(self) -> SqlSearch:
        """The search index."""
        return SqlSearch(self._open)

    @property
    def filters(self) -> SqlFilterReader:
        """Saved filters."""
        return SqlFilterReader(self._open)

    @property
    def catalogue(self) -> SqlCatalogueReader:
        """The board's own entries of the catalogues."""
        return SqlCatalogueReader(self._open)

    @property
    def evidence(self) -> SqlEvidenceReader:
        """Files attached to records."""
        return SqlEvidenceReader(self._open)

    @property
    def papers(self) -> SqlPaperReader:
        """Papers on their way."""
        return SqlPaperReader(self._open)

    @property
    def accounts(self) -> SqlAccountReader:
        """Who works in the store."""
        return SqlAccountReader(self._open)

    @property
    def typed(self) -> SqlTypedDraftReader:
        """Words that are not given yet."""
        return SqlTypedDraftReader(self._open)

    @property
    def pictures(self) -> SqlOwnPictureReader:
        """What signatures and seals of the accounts show."""
        return SqlOwnPictureReader(self._open)

    @property
    def register(self) -> SqlRegisterReader:
        """The register of outgoing papers."""
        return SqlRegisterReader(self._open)

    def _on(self, connection: Connection) -> Snapshot:
        return Snapshot(connection, path=self._path)


class SqlUnitOfWork(_Work[Transaction]):
    """One transaction after another on one store; holds the write lock from ``with`` to its end, so keep it short.

    :param working: ids of the threads that are inside a unit of work of this store. A second one within the first would
        wait for itself; that is a bug, and an assertion says so.
    :param hearing: is told which audit rows were committed.
    :param describer: describes what is written for the search index; without one the index catches up later.
    :param patience: seconds to wait for another writer, where that is not as long as the store waits.
    :param register: the kind of the register of returns, which papers hold less strictly (decision 33).
    """

    def __init__(
        self,
        engine: Engine,
        *,
        path: Path,
        now: Callable[[], datetime],
        working: set[int] | None = None,
        hearing: Hearing | None = None,
        describer: Describer | None = None,
        patience: float | None = None,
        actor: str = OWNER,
        register: KindCode | None = None,
    ) -> None:
        super().__init__(engine, path=path, working=working)
        self._actor = actor
        self._register = register
        self._patience = patience
        self._now = now
        self._hearing = hearing
        self._describer = describer

    @property
    def transaction(self) -> Transaction:
        """Its transaction, for what this package keeps besides the content."""
        return self._open

    @property
    def records(self) -> SqlRecords:
        """Records."""
        return SqlRecords(self._open, self._register)

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
    def search(self) -> SqlSearch:
        """The search index; what this transaction has written is in it after the commit."""
        return SqlSearch(self._open)

    @property
    def filters(self) -> SqlFilters:
        """Saved filters."""
        return SqlFilters(self._open)

    @property
    def catalogue(self) -> SqlCatalogue:
        """The board's own entries of the catalogues."""
        return SqlCatalogue(self._open)

    @property
    def evidence(self) -> SqlEvidence:
        """Files attached to records."""
        return SqlEvidence(self._open)

    @property
    def papers(self) -> SqlPapers:
        """Papers on their way."""
        return SqlPapers(self._open)

    @property
    def accounts(self) -> SqlAccounts:
        """Who works in the store."""
        return SqlAccounts(self._open)

    @property
    def typed(self) -> SqlTypedDrafts:
        """Words that are not given yet."""
        return SqlTypedDrafts(self._open)

    @property
    def pictures(self) -> SqlOwnPictures:
        """What signatures and seals of the accounts show."""
        return SqlOwnPictures(self._open)

    @property
    def register(self) -> SqlRegister:
        """The register of outgoing papers."""
        return SqlRegister(self._open)

    def describe(self) -> None:
        """As the port says."""
        if self._describer is not None:
            SearchIndex(self._open, self._describer).follow()

    def commit(self) -> None:
        """Make it last; what follows in the same block is a new transaction, begun when it is needed.

        :raises StoreBusy, DiskFull, FileUnwritable, StoreDamaged: as they say; nothing was kept then.
        """
        assert self._connection is not None, "a unit of work is used inside its with block"
        self.describe()
        with told(self._path):
            self._connection.commit()
        numbers, self._open.numbers = self._open.numbers, None
        if numbers is not None and self._hearing is not None:
            self._hearing.wrote(*numbers)

    def _begin(self, connection: Connection) -> None:
        if self._patience is None:
            connection.begin()
            return
        bare = connection.connection
        usual = bare.execute("PRAGMA busy_timeout").fetchone()[0]
        bare.execute(f"PRAGMA busy_timeout={round(self._patience * 1000)}")
        try:
            connection.begin()
        finally:
            bare.execute(f"PRAGMA busy_timeout={usual}")

    def _on(self, connection: Connection) -> Transaction:
        self._working.add(threading.get_ident())
        return Transaction(connection, path=self._path, now=self._now, actor=self._actor)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._working.discard(threading.get_ident())
        super().__exit__(kind, error, trace)
