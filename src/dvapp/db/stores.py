"""Makes and opens stores: the door of this package."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, func, select, text

from dvapp.db import engine as engines
from dvapp.db import health, keyring, migrate, rawfile, search_index
from dvapp.db.backup import back_up
from dvapp.db.carried_pack import change_pack, keep_pack, read_pack
from dvapp.db.faults import system_told, told
from dvapp.db.hearing import Hearing
from dvapp.db.keys import KdfCost, Wrap, new_data_key, require_good, unwrap_key, wrap_key
from dvapp.db.place import appearing, require_local, require_writable
from dvapp.db.repositories import introduce, name_pack
from dvapp.db.search_index import SearchIndex
from dvapp.db.tables import audit, typed_drafts
from dvapp.db.tables import store as store_table
from dvapp.db.transaction import Transaction
from dvapp.db.unit_of_work import SqlReading, SqlUnitOfWork
from dvapp.domain.accounts.account_errors import AccountUnknown, LoginNeeded, TooManyAccounts
from dvapp.domain.accounts.accounts import OWNER
from dvapp.domain.codes import KindCode, UnitCode
from dvapp.domain.errors import NotAStore, StoreDamaged, WrongPassword
from dvapp.services.ports import CarriedPack, Clock, StoreHealth, StoreInfo
from dvapp.services.searching.search_ports import Describer, Step


class SqlStore:
    """An open board store. Close it: only then its one file holds everything."""

    def __init__(
        self,
        engine: Engine,
        path: Path,
        *,
        reader: Engine,
        data_key: bytes,
        info: StoreInfo,
        now: Callable[[], datetime],
        login: str,
        kdf: KdfCost,
    ) -> None:
        self._login = login
        self._kdf = kdf
        self._engine = engine
        self._reader = reader
        self._path = path
        self._data_key = data_key
        self._info = info
        self._now = now
        self._working: set[int] = set()
        self._hearing = Hearing()
        self._describer: Describer | None = None
        self._register: KindCode | None = None
        self._held: rawfile.FileId | None = rawfile.hold(path)

    @property
    def info(self) -> StoreInfo:
        """What it says of itself."""
        return self._info

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self._path

    @property
    def login(self) -> str:
        """Whose password opened it."""
        return self._login

    def give_password(self, login: str, password: str) -> None:
        """Let a password open the store for a login, in place of the one it had.

        :raises PasswordTooShort: fewer than eight characters. :raises TooManyAccounts: there is no room for another.
        :raises StoreBusy, FileUnwritable, DiskFull: as they say; the former password holds then.
        """
        require_good(password)
        fresh = wrap_key(self._data_key, password, user=login, cost=self._kdf)
        self._change_keyring(lambda wraps: (*(wrap for wrap in wraps if wrap.user != login), fresh))

    def drop_password(self, login: str) -> None:
        """Let nobody open the store by that login any more; nothing happens when nobody could.

        :raises StoreBusy, FileUnwritable, DiskFull: as they say.
        """
        self._change_keyring(lambda wraps: tuple(wrap for wrap in wraps if wrap.user != login))

    def _change_keyring(self, change: Callable[[tuple[Wrap, ...]], tuple[Wrap, ...]]) -> None:
        require_writable(self._path)
        with (
            self.unit_of_work(),
            system_told(self._path, writing=True),
        ):  # the write lock: one changes it at a time
            wraps = keyring.read(self._path).wraps
            changed = change(wraps)
            if not keyring.fits(changed):
                raise TooManyAccounts(most=len(wraps))
            keyring.install(self._path, self._data_key, changed)

    def unit_of_work(self, *, patience: float | None = None) -> SqlUnitOfWork:
        """A new transaction. ``patience``: seconds to wait for another writer, where not as long as usual."""
        return SqlUnitOfWork(
            self._engine,
            path=self._path,
            now=self._now,
            working=self._working,
            hearing=self._hearing,
            patience=patience,
            describer=self._describer,
            actor=self._login,
            register=self._register,
        )

    def registers_in(self, kind: KindCode | None) -> None:
        """As the port says."""
        self._register = kind

    def reading(self) -> SqlReading:
        """The store as it is now, for reading only."""
        return SqlReading(self._reader, path=self._path, working=self._working)

    def describe_with(self, describer: Describer, step: Step | None = None) -> None:
        """From now on describe for the search index whatever is written; first catch up with what is behind.

        :raises StoreBusy, DiskFull, StoreDamaged: as they say; what was described stays, the rest follows another time.
        """
        self._describer = describer
        with self.reading() as read:
            state = search_index.state_of(read.snapshot)
            if (
                state
                and state.fingerprint == describer.fingerprint
                and not search_index.behind(read.snapshot)
            ):
                return
        with self.unit_of_work() as work:
            more = SearchIndex(work.transaction, describer).begin()
            work.commit()
            of = search_index.behind(work.transaction)
        while more:
            with self.unit_of_work() as work:
                more = SearchIndex(work.transaction, describer).catch_up()
                work.commit()
                left = search_index.behind(work.transaction) if more else 0
            if step is not None:
                step(max(of - left, 0), of)

    def use_pack(self, name: str, carried: CarriedPack | None) -> None:
        """Use another pack from now on.

        :raises StoreBusy, DiskFull, FileUnwritable, StoreDamaged: as they say; nothing was changed then.
        """
        info = replace(self._info, pack=name, carried=carried)
        with self.unit_of_work() as work:
            name_pack(work.transaction, info)
            change_pack(work.transaction, carried)
            work.commit()
        self._info = info

    def check(self) -> StoreHealth:
        """Read everything and say what is wrong; codes as :func:`dvapp.db.health.check` lists them.

        A search index that does not agree is made anew when the store is opened next.

        :raises StoreBusy: somebody writes for too long.
        """
        with told(self._path), self._engine.connect() as connection:
            found = health.check(connection, self._path, schema=migrate.HEAD)
            if found.faults:
                # After a bad page SQLCipher refuses everything on that connection: let nobody have it again.
                connection.invalidate()
        if health.SEARCH_DIFFERS in found.faults:
            with self.unit_of_work() as work:
                search_index.forget(work.transaction)
                work.commit()
        return found

    def changed_elsewhere(self) -> bool:
        """Whether somebody else kept something since this was asked last; the first answer is no.

        Words that somebody types and has not given are no news to anybody else.
        """
        if self._held is None:
            return False  # closed: asking would open the file again
        with self.reading() as read:
            last = read.snapshot.rows(select(func.max(audit.c.seq)))[0][0]
            known = self._hearing.news(int(last or 0))
            if known is None:
                return False
            news = select(audit.c.seq).where(audit.c.seq > known, audit.c.entity != typed_drafts.name)
            return bool(read.snapshot.rows(news.limit(1)))

    def back_up(self, target: Path) -> None:
        """Copy it to a new file that the same passwords open; checked before it counts.

        :raises StoreExists, StoreDamaged, StorePlaceRefused, FileUnwritable, DiskFull: as they say.
        """
        require_local(target)
        back_up(self._path, self._data_key, keyring.read(self._path).wraps, target)

    def close(self) -> None:
        """Let go of the file; everything written is in it then. Closing again does nothing."""
        if self._held is None:
            return
        held, self._held = self._held, None
        self._reader.dispose()  # first: the last connection takes the write-ahead log into the file
        try:
            with told(self._path), self._engine.connect() as connection:
                # Outside a transaction; while others read, theirs is the last word, and nothing is lost by it.
                connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self._engine.dispose()
            rawfile.release(held)


class SqlStores:
    """Makes and opens stores.

    :param clock: what time it is, for the store's rows.
    :param kdf: what a guess at the password costs in newly wrapped keys; tests take less.
    :param patience: seconds to wait for another writer before :class:`StoreBusy`.
    """

    def __init__(
        self, clock: Clock, *, kdf: KdfCost | None = None, patience: float = engines.PATIENCE
    ) -> None:
        self._clock = clock
        self._kdf = kdf or KdfCost()
        self._patience = patience

    def create(self, path: Path, password: str, info: StoreInfo) -> SqlStore:
        """Make a new encrypted store; nothing is left behind when that fails.

        :raises StoreExists: something is there already.
        :raises FileUnwritable, DiskFull, StorePlaceRefused: the folder does not take it.
        :raises PasswordTooShort: fewer than eight characters.
        """
        require_local(path)
        require_good(password)
        data_key = new_data_key()
        with appearing(path) as made:
            wraps = (wrap_key(data_key, password, user=OWNER, cost=self._kdf),)
            with told(path), system_told(path, writing=True):
                _reserve(made, data_key)
                keyring.install(made, data_key, wraps)
                self._fill(made, data_key, info)
        return self._attach(path, data_key, wraps, OWNER)

    def logins(self, path: Path) -> tuple[str, ...]:
        """The logins that open a store, told without any password.

        :raises FileMissing, FileUnreadable, NotAStore, StoreDamaged, StoreNewer: as they say.
        """
        return tuple(sorted(wrap.user for wrap in _find_wraps(path)[0]))

    def open(self, path: Path, password: str, *, login: str | None = None) -> SqlStore:
        """Open a store; an older one is brought up to date, with a copy made first.

        :param login: whose password it is; not needed where only one login opens the store.
        :raises LoginNeeded: several do. :raises AccountUnknown: this one does not.
        :raises FileMissing, FileUnreadable, FileUnwritable, StorePlaceRefused: the file or its place is not right.
        :raises NotAStore, StoreNewer: it is of another kind or version.
        :raises WrongPassword: the password opens nothing; no byte was changed.
        :raises StoreDamaged: the password is right, or cannot be tried, and the file is broken.
        :raises StoreBusy: another program holds it for too long.
        """
        require_local(path)
        wraps, whole = _find_wraps(path)
        opened = unwrap_key((_wrap_of(wraps, login, path),), password)
        if opened is None:
            raise WrongPassword(where=str(path))
        require_writable(path)
        data_key, mine = opened
        if not whole:
            # A write that was cut off, or a bad spot: the sound copy mends the other.
            with system_told(path, writing=True):
                keyring.install(path, data_key, wraps)
        return self._attach(path, data_key, wraps, mine.user)

    def _fill(self, made: Path, data_key: bytes, info: StoreInfo) -> None:
        engine = engines.make_engine(made, data_key, migrating=True)
        try:
            with engine.begin() as connection:
                migrate.upgrade(connection)
                transaction = Transaction(connection, path=made, now=self._clock.now)
                introduce(transaction, info)
                if info.carried is not None:
                    keep_pack(transaction, info.carried)
        finally:
            engine.dispose()  # the last connection takes the write-ahead log into the file

    def _attach(self, path: Path, data_key: bytes, wraps: tuple[Wrap, ...], login: str) -> SqlStore:
        """Open with a key that is known to be right."""
        held = rawfile.hold(path)
        engine = engines.make_engine(path, data_key, patience=self._patience)
        try:
            with told(path), engine.connect() as connection:
                revision = _revision(connection)
            if revision is None:
                raise StoreDamaged(where=str(path), reason="row_unreadable")
            if revision != migrate.HEAD:
                engine.dispose()
                migrate.bring_up_to_date(path, data_key, wraps, revision)
            with told(path), engine.connect() as connection:
                info = _read_info(connection, path)
            if info is None:
                raise StoreDamaged(where=str(path), reason="row_unreadable")
            reader = engines.make_reading_engine(path, data_key, patience=self._patience)
            return SqlStore(
                engine,
                path,
                reader=reader,
                data_key=data_key,
                info=info,
                now=self._clock.now,
                login=login,
                kdf=self._kdf,
            )
        except BaseException:
            engine.dispose()
            raise
        finally:
            rawfile.release(held)


def _reserve(made: Path, data_key: bytes) -> None:
    connection = engines.connect(made, data_key)
    try:
        keyring.make_room(connection)
    finally:
        connection.close()


def _find_wraps(path: Path) -> tuple[tuple[Wrap, ...], bool]:
    if path.is_dir():
        raise NotAStore(where=str(path))
    with system_told(path, writing=False):
        found = keyring.read(path)
    return found.wraps, found.whole


def _wrap_of(wraps: tuple[Wrap, ...], login: str | None, path: Path) -> Wrap:
    if login is None:
        if len(wraps) > 1:
            logins = ", ".join(sorted(wrap.user for wrap in wraps))
            raise LoginNeeded(where=str(path), logins=logins)
        return wraps[0]
    found = next((wrap for wrap in wraps if wrap.user == login), None)
    if found is None:
        raise AccountUnknown(where=login)
    return found


def _revision(connection: Connection) -> str | None:
    if not connection.execute(
        text("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'")
    ).scalar():
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _read_info(connection: Connection, path: Path) -> StoreInfo | None:
    row = connection.execute(select(store_table)).first()
    if row is None:
        return None
    try:
        carried = read_pack(connection, row.pack)
    except ValueError as error:
        raise StoreDamaged(where=str(path), reason=f"text_unreadable:{row.pack}") from error
    return StoreInfo(board=UnitCode(row.board), year=row.year, pack=row.pack, carried=carried)
