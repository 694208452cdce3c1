"""Making and opening stores, and telling their faults apart."""

import errno
import os
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

import pytest
from tests.db.made import INFO, PASSWORD, environment, flip, program, record, sha256

from dvapp.db import keyring
from dvapp.db.faults import system_told
from dvapp.db.pages import PAGE, offset
from dvapp.db.stores import SqlStores
from dvapp.domain.errors import (
    DiskFull,
    FileMissing,
    FileUnreadable,
    FileUnwritable,
    NotAStore,
    PasswordTooShort,
    StoreBusy,
    StoreDamaged,
    StoreExists,
    StorePlaceRefused,
    WrongPassword,
)
from dvapp.services.ports import Stores


def files(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def fill(store, many: int = 60) -> None:
    with store.unit_of_work() as uow:
        put(uow, many)
        uow.commit()


def put(uow, many: int) -> None:
    for number in range(many):
        uow.records.put(record(number))


def test_a_new_store_knows_its_board(stores, path):
    port: Stores = stores
    store = port.create(path, PASSWORD, INFO)
    assert (store.info, store.path) == (INFO, path)
    store.close()
    again = port.open(path, PASSWORD)
    assert again.info == INFO
    assert again.check().faults == ()
    again.close()


def test_a_closed_store_is_one_file_that_only_its_owner_reads(store, path):
    fill(store)
    assert len(files(path.parent)) == 3
    store.close()
    assert files(path.parent) == [path.name]
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


def test_closing_twice_is_closing_once(store):
    store.close()
    store.close()


def test_nothing_of_the_content_stands_in_the_file(store, path):
    fill(store)
    store.close()
    content = path.read_bytes()
    for word in (b"SQLite", b"inspection", b"records", b"alembic", INFO.pack.encode()):
        assert word not in content


def test_a_wrong_password_opens_nothing_and_changes_nothing(stores, closed):
    before = sha256(closed)
    for word in ("sai mật khẩu", "", PASSWORD + " ", PASSWORD.upper()):
        with pytest.raises(WrongPassword) as refusal:
            stores.open(closed, word)
        assert refusal.value.where == str(closed)
    assert sha256(closed) == before
    assert files(closed.parent) == [closed.name]


def test_a_password_is_letters_and_not_bytes(stores, path):
    stores.create(path, unicodedata.normalize("NFC", PASSWORD), INFO).close()
    stores.open(path, unicodedata.normalize("NFD", PASSWORD)).close()


def test_a_short_password_makes_no_store(stores, path):
    for word in ("", "1234567", unicodedata.normalize("NFD", "mậtkhẩu")):
        with pytest.raises(PasswordTooShort) as refusal:
            stores.create(path, word, INFO)
        assert refusal.value.details == {"least": 8}
    assert files(path.parent) == []


def change_password(stores, path, old, new):
    store = stores.open(path, old)
    try:
        store.give_password(store.login, new)
    finally:
        store.close()


def test_a_changed_password_opens_and_the_old_one_does_not(stores, closed):
    with pytest.raises(WrongPassword):
        change_password(stores, closed, "không phải thế", "một mật khẩu mới")
    with pytest.raises(PasswordTooShort):
        change_password(stores, closed, PASSWORD, "mới")
    change_password(stores, closed, PASSWORD, "một mật khẩu mới")
    with pytest.raises(WrongPassword):
        stores.open(closed, PASSWORD)
    store = stores.open(closed, "một mật khẩu mới")
    assert store.check().faults == ()
    store.close()


def test_a_password_can_be_changed_while_the_store_is_in_use(stores, store, path):
    fill(store)
    change_password(stores, path, PASSWORD, "một mật khẩu mới")
    fill(store)
    assert store.check().faults == ()
    store.close()
    stores.open(path, "một mật khẩu mới").close()


def test_a_store_is_not_made_over_anything(stores, path):
    path.write_bytes(b"something")
    with pytest.raises(StoreExists):
        stores.create(path, PASSWORD, INFO)
    assert path.read_bytes() == b"something"
    assert files(path.parent) == [path.name]


def test_a_name_taken_meanwhile_is_not_overwritten(stores, path, monkeypatch):
    install = keyring.install

    def taken_meanwhile(*arguments):
        path.write_bytes(b"something")
        install(*arguments)

    monkeypatch.setattr(keyring, "install", taken_meanwhile)
    with pytest.raises(StoreExists):
        stores.create(path, PASSWORD, INFO)
    assert path.read_bytes() == b"something"
    assert files(path.parent) == [path.name]


@pytest.mark.parametrize("name", ["none.dvapp", "no folder/none.dvapp"])
def test_what_is_not_there_is_missing(stores, path, name):
    with pytest.raises(FileMissing):
        stores.open(path.parent / name, PASSWORD)
    assert files(path.parent) == []


def test_a_store_needs_a_folder(stores, path):
    with pytest.raises(FileUnwritable):
        stores.create(path.parent / "no folder" / "x.dvapp", PASSWORD, INFO)
    assert files(path.parent) == []


def test_a_folder_that_is_a_file_takes_no_store(stores, path):
    path.write_bytes(b"something")
    with pytest.raises(FileUnwritable):
        stores.create(path / "x.dvapp", PASSWORD, INFO)
    with pytest.raises(FileMissing):
        stores.open(path / "x.dvapp", PASSWORD)


def test_a_disk_without_hard_links_takes_a_store_too(stores, path, monkeypatch):
    def refused(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))  # as FAT on a stick says

    monkeypatch.setattr(os, "link", refused)
    stores.create(path, PASSWORD, INFO).close()
    assert files(path.parent) == [path.name]
    stores.open(path, PASSWORD).close()


@pytest.mark.parametrize(
    ("number", "writing", "refusal"),
    [
        (errno.ENOSPC, True, DiskFull),
        (errno.EFBIG, True, DiskFull),
        (errno.EROFS, True, FileUnwritable),
        (errno.EACCES, True, FileUnwritable),
        (errno.EACCES, False, FileUnreadable),
        (errno.ENOENT, False, FileMissing),
        (errno.EIO, False, FileUnreadable),
    ],
)
def test_what_the_system_says_becomes_a_refusal(path, number, writing, refusal):
    with pytest.raises(refusal) as told, system_told(path, writing=writing):
        raise OSError(number, os.strerror(number))
    assert told.value.where == str(path)


@pytest.mark.parametrize("content", [b"", b"a letter to the board", bytes(100_000)])
def test_a_foreign_file_is_not_a_store(stores, path, content):
    path.write_bytes(content)
    with pytest.raises(NotAStore):
        stores.open(path, PASSWORD)
    assert path.read_bytes() == content
    with pytest.raises(NotAStore):
        stores.open(path.parent, PASSWORD)


@pytest.mark.parametrize(
    "folder",
    [
        "OneDrive",
        "OneDrive - Thành uỷ Hà Nội",
        "Google Drive",
        "GoogleDrive",
        "dropbox",
        "Dropbox (Ban)",
        "iCloudDrive",
    ],
)
def test_cloud_folders_are_refused(stores, tmp_path, folder):
    place = tmp_path / folder / "sổ"
    place.mkdir(parents=True)
    with pytest.raises(StorePlaceRefused):
        stores.create(place / "x.dvapp", PASSWORD, INFO)
    with pytest.raises(StorePlaceRefused):
        stores.open(place / "x.dvapp", PASSWORD)
    assert files(place) == []


@pytest.mark.parametrize("path", ["//server/share/x.dvapp", "\\\\server\\share\\x.dvapp"])
def test_network_shares_are_refused(stores, path):
    with pytest.raises(StorePlaceRefused):
        stores.open(Path(path), PASSWORD)


@pytest.mark.parametrize("folder", ["Dropboxer", "my OneDriver", "Sổ sách"])
def test_folders_that_only_sound_alike_are_taken(stores, tmp_path, folder):
    (tmp_path / folder).mkdir()
    stores.create(tmp_path / folder / "x.dvapp", PASSWORD, INFO).close()


# --- damage ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("spot", [3, 16, 100, 4020, 4090])
def test_a_bad_byte_in_the_first_page_is_damage_and_not_a_wrong_password(stores, closed, spot):
    flip(closed, spot)
    with pytest.raises(StoreDamaged):
        stores.open(closed, PASSWORD)


def test_a_bad_byte_in_both_copies_of_the_keyring_is_damage(stores, closed):
    for number in keyring.PAGES:
        flip(closed, offset(number) + 200)
    with pytest.raises(StoreDamaged):
        stores.open(closed, PASSWORD)


def test_a_bad_page_is_found_wherever_it_is(stores, store, path, tmp_path):
    fill(store)
    store.close()
    broken = tmp_path / "broken.dvapp"
    seen = set()
    for number in range(2, path.stat().st_size // PAGE + 1):
        if number in keyring.PAGES:
            continue
        shutil.copyfile(path, broken)
        flip(broken, offset(number) + 77)
        seen.add(use(stores, broken))
    # in the records, in the catalogue of the file itself, and where only the check looks
    assert seen == {"reading", "opening", "checking"}


def use(stores: SqlStores, broken: Path) -> str:
    """Where the damage was met; never as an error of the driver."""
    try:
        store = stores.open(broken, PASSWORD)
    except StoreDamaged:
        return "opening"
    try:
        health = store.check()
        assert "page_damaged" in health.faults
        with store.unit_of_work() as uow:
            try:
                uow.records.all()
            except StoreDamaged:
                return "reading"
        return "checking"
    finally:
        store.close()


@pytest.mark.parametrize("size", [PAGE * 2, PAGE * 5, PAGE * 12, PAGE * 12 + 100])
def test_a_file_cut_short_is_damage(stores, closed, size):
    closed.write_bytes(closed.read_bytes()[:size])
    with pytest.raises((StoreDamaged, NotAStore)) as refusal:
        stores.open(closed, PASSWORD)
    assert isinstance(refusal.value, StoreDamaged) or size < PAGE * 4


# --- rights and room -------------------------------------------------------------------------------------------------


@pytest.fixture
def public():
    """A folder that everybody may enter; pytest's own are for one user only."""
    folder = Path(tempfile.mkdtemp(prefix="dvapp-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="rights as POSIX has them")
def test_a_folder_that_takes_no_writing_is_named(stores, public):
    path = public / "x.dvapp"
    stores.create(path, PASSWORD, INFO).close()
    path.chmod(0o644)
    public.chmod(0o555)
    for doing, target in (("open", path), ("create", public / "y.dvapp")):
        told = subprocess.run(
            program("outsider.py", doing, target),
            check=False,
            capture_output=True,
            text=True,
            env=environment(),
        )
        assert told.stderr == ""
        assert told.stdout.split() == ["file_unwritable", str(target)]
    assert files(public) == [path.name]


def full_disk(folder: Path, kilobytes: int) -> "subprocess.CompletedProcess[str]":
    mount = f'mount -t tmpfs -o size={kilobytes}k none "$1" && shift && "$@"; ls -A "$0"'
    making = program("outsider.py", "full", folder / "x.dvapp")
    return subprocess.run(
        [
            "unshare",
            "--user",
            "--map-root-user",
            "--mount",
            "sh",
            "-c",
            mount,
            str(folder),
            str(folder),
            *making,
        ],
        check=False,
        capture_output=True,
        text=True,
        env=environment(),
    )


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="a small disk of its own needs Linux")
@pytest.mark.parametrize("kilobytes", [4, 48, 140])
def test_a_full_disk_leaves_nothing_behind(tmp_path, kilobytes):
    probe = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "true"], check=False, capture_output=True
    )
    if probe.returncode:
        pytest.skip("this system lets nobody mount a small disk of his own")
    told = full_disk(tmp_path, kilobytes)
    assert (told.stderr, told.stdout.split()) == ("", ["disk_full", str(tmp_path / "x.dvapp")])


def test_a_store_that_cannot_grow_says_so_and_keeps_what_it_has(stores, store, path):
    fill(store, 10)
    with store.unit_of_work() as uow:
        pages = uow._connection.exec_driver_sql("PRAGMA page_count").scalar()
        uow._connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        with pytest.raises(DiskFull):
            put(uow, 1000)
    store.close()
    again = stores.open(path, PASSWORD)
    assert (again.check().records, again.check().faults) == (10, ())
    again.close()


# --- several at once -------------------------------------------------------------------------------------------------


def test_who_waits_too_long_is_told_that_the_store_is_busy(stores, store, path):
    other = stores.open(path, PASSWORD)
    with store.unit_of_work(), pytest.raises(StoreBusy) as refusal, other.unit_of_work():
        pass
    assert refusal.value.where == str(path)
    with other.unit_of_work() as uow:
        uow.records.put(record(1))
        uow.commit()
    other.close()


@pytest.mark.skipif(os.name != "posix", reason="only there does closing a file drop a process's locks")
def test_looking_at_a_file_in_use_does_not_take_its_locks_away(stores, store, path):
    assert not free_of_readers(path)
    with pytest.raises(WrongPassword):
        stores.open(path, "không phải thế")
    change_password(stores, path, PASSWORD, PASSWORD)
    stores.open(path, PASSWORD).close()
    assert not free_of_readers(path)
    store.close()
    assert free_of_readers(path)


def free_of_readers(path: Path) -> bool:
    """Whether another process could take SQLite's exclusive lock (PENDING_BYTE + 2, 510 bytes)."""
    script = "import fcntl, sys; fcntl.lockf(open(sys.argv[1], 'r+b'), fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)"
    return not subprocess.run(
        [sys.executable, "-c", script, path], check=False, capture_output=True
    ).returncode


def test_a_store_opened_by_two_names_in_one_process_stays_one_store(stores, store, path):
    other = stores.open(path.parent / "." / path.name, PASSWORD)
    fill(store, 5)
    fill(other, 9)
    store.close()
    fill(other, 12)
    assert other.check().records == 12
    other.close()
    assert files(path.parent) == [path.name]


def test_a_backup_made_while_working_opens_with_the_same_password(stores, store, path, tmp_path):
    fill(store)
    store.back_up(tmp_path / "backup.dvapp")
    fill(store, 90)
    copy = stores.open(tmp_path / "backup.dvapp", PASSWORD)
    health = copy.check()
    assert (health.records, health.faults) == (60, ())
    copy.close()
    with pytest.raises(StoreExists):
        store.back_up(tmp_path / "backup.dvapp")
    assert files(tmp_path) == sorted([path.parent.name, "backup.dvapp"])
