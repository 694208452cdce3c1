"""Copies of a store, encrypted as the store is, made while it is in use."""

from pathlib import Path

from dvapp.db import engine, keyring
from dvapp.db.faults import system_told, told
from dvapp.db.keys import Wrap
from dvapp.db.place import appearing
from dvapp.domain.errors import StoreDamaged


def back_up(path: Path, data_key: bytes, wraps: tuple[Wrap, ...], target: Path) -> None:
    """Copy the store at ``path`` to a new file ``target`` that the same passwords open.

    It counts only once it was read back: every page of it is checked before it gets its name.

    :raises StoreExists: ``target`` is there. :raises StoreDamaged: a page of the store, or of the copy, does not hold.
    :raises FileUnwritable, DiskFull: as they say; nothing half-written stays.
    """
    with appearing(target) as made:
        with told(target):
            source, copy = engine.connect(path, data_key), engine.connect(made, data_key)
            try:
                source.backup(
                    copy
                )  # page by page, so that the keyring's room keeps its place; its ciphertext does not
                copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
            finally:
                copy.close()
                source.close()
        with system_told(target, writing=True):
            keyring.install(made, data_key, wraps)
        with told(target):
            _require_sound(made, data_key, target)


def _require_sound(made: Path, data_key: bytes, target: Path) -> None:
    copy = engine.connect(made, data_key)
    try:
        torn = copy.execute("PRAGMA cipher_integrity_check").fetchall()
        if torn or copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise StoreDamaged(where=str(target), reason="page_damaged")
    finally:
        copy.close()
