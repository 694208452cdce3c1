"""The keyring lives in pages that SQLCipher takes for its own."""

import secrets
import shutil
import zlib

import pytest
from tests.db.made import CHEAP, PASSWORD, flip, record, sha256

from dvapp.db import engine, keyring
from dvapp.db.keys import KdfCost, Wrap, new_data_key, read_wraps, unwrap_key, wrap_key, write_wraps
from dvapp.db.pages import BODY, PAGE, SALT, Sealer, offset
from dvapp.domain.errors import NotAStore, StoreDamaged, StoreNewer, WrongPassword

A, B = (offset(number) for number in keyring.PAGES)


def sound(connection) -> bool:
    return bool(
        connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        and connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
    )


@pytest.fixture
def bare(tmp_path):
    """A file with a keyring and nothing else, its key and its wraps."""
    path, key = tmp_path / "bare.dvapp", new_data_key()
    path.touch()
    connection = engine.connect(path, key)
    keyring.make_room(connection)
    connection.close()
    wraps = (wrap_key(key, PASSWORD, user="owner", cost=CHEAP),)
    keyring.install(path, key, wraps)
    return path, key, wraps


def test_a_file_with_a_keyring_is_sound_to_sqlcipher(bare):
    path, key, wraps = bare
    connection = engine.connect(path, key)
    assert sound(connection)
    (length,) = connection.execute("SELECT length(room) FROM keyring").fetchone()
    assert length == 8 * (BODY - 4)
    assert len(connection.execute("SELECT room FROM keyring").fetchone()[0]) == length
    connection.close()
    assert keyring.read(path) == keyring.Keyring(wraps=wraps, whole=True)


def test_the_keyring_is_found_in_clear_and_the_key_is_not(bare):
    path, key, _ = bare
    content = path.read_bytes()
    assert content[A : A + 16] == content[B : B + 16] == keyring.MAGIC
    assert key not in content


def test_thousands_of_writes_leave_the_keyring_where_it_is(bare):
    path, key, wraps = bare
    before = [path.read_bytes()[at : at + PAGE] for at in (A, B)]
    connection = engine.connect(path, key)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)")
    for number in range(5000):
        if number % 100 == 0:
            connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO t (v) VALUES (?)", ("đống Đa " * 60,))
        if number % 7 == 0:
            connection.execute("DELETE FROM t WHERE id = ?", (number // 2,))
        if number % 100 == 99:
            connection.execute("COMMIT")
    connection.execute("DROP TABLE t")
    assert sound(connection)
    connection.close()
    assert [path.read_bytes()[at : at + PAGE] for at in (A, B)] == before
    assert keyring.read(path).wraps == wraps


def test_the_room_is_still_read_whole_after_the_write(bare):
    path, key, _ = bare
    sealer = Sealer(key, path.read_bytes()[:SALT])
    for number in range(2, 11):  # of the first, the salt is not signed
        page = path.read_bytes()[offset(number) : offset(number) + PAGE]
        assert sealer.holds(number, page)
        assert not sealer.holds(number + 1, page)
        if 3 <= number < 10:
            assert sealer.next_page(page) == number + 1


def test_vacuum_into_and_backups_open_once_they_have_their_keyring(bare, tmp_path):
    path, key, wraps = bare
    target = tmp_path / "copy.dvapp"
    connection = engine.connect(path, key)
    target.touch()
    copy = engine.connect(target, key)
    connection.backup(copy)
    copy.close()
    connection.close()
    with pytest.raises(NotAStore):
        keyring.read(target)
    keyring.install(target, key, wraps)
    assert keyring.read(target).whole
    copy = engine.connect(target, key)
    assert sound(copy)
    copy.close()


def test_a_damaged_copy_is_mended_by_installing_again(bare):
    path, key, wraps = bare
    for at in (A, B, A + 100, B + PAGE - 3):
        flip(path, at)
    keyring.install(path, key, wraps)
    assert keyring.read(path).whole
    connection = engine.connect(path, key)
    assert sound(connection)
    connection.close()


@pytest.mark.parametrize("spot", [0, 7, 17, 20, 40, 300, 4015])
def test_one_bad_byte_in_copy_a_leaves_copy_b(bare, spot):
    path, _, wraps = bare
    flip(path, A + spot)
    assert keyring.read(path) == keyring.Keyring(wraps=wraps, whole=False)


@pytest.mark.parametrize("spot", [0, 7, 17, 20, 40, 300, 4015])
def test_a_bad_byte_in_both_copies_is_damage_and_not_a_foreign_file(bare, spot):
    path, _, _ = bare
    flip(path, A + spot)
    flip(path, B + spot)
    with pytest.raises(StoreDamaged) as refusal:
        keyring.read(path)
    assert refusal.value.details["reason"] == "keyring_damaged"


def test_a_write_cut_off_between_the_copies_counts_as_done(bare):
    path, key, wraps = bare
    old = path.read_bytes()
    more = (*wraps, wrap_key(key, "một người nữa", user="clerk", cost=CHEAP))
    keyring.install(path, key, more)
    new = path.read_bytes()
    path.write_bytes(new[: A + PAGE] + old[A + PAGE :])
    assert keyring.read(path) == keyring.Keyring(wraps=more, whole=False)
    torn = bytearray(old)
    torn[A : A + 512] = new[A : A + 512]
    path.write_bytes(torn)
    assert keyring.read(path) == keyring.Keyring(wraps=wraps, whole=False)


def test_a_keyring_of_a_later_kind_is_named_so(bare, monkeypatch):
    path, key, wraps = bare
    keyring.install(path, key, wraps)
    monkeypatch.setattr(keyring, "VERSION", 0)
    with pytest.raises(StoreNewer):
        keyring.read(path)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"SQLite format 3\0" * 5000, bytes(100_000)])
def test_other_files_are_not_stores(tmp_path, content):
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(NotAStore):
        keyring.read(tmp_path / "x")


def named(key: bytes, count: int) -> tuple[Wrap, ...]:
    """Wraps of people with the longest logins there are, no two alike."""
    return tuple(
        wrap_key(key, PASSWORD, user=f"{n:02d}{secrets.token_hex(15)}", cost=CHEAP) for n in range(count)
    )


def test_sixty_users_have_room_however_long_their_logins_are(bare):
    path, key, _ = bare
    wraps = named(key, 60)
    assert keyring.fits(wraps)
    keyring.install(path, key, wraps)
    assert keyring.read(path) == keyring.Keyring(wraps=wraps, whole=True)
    many = named(key, 120)
    assert not keyring.fits(many)
    with pytest.raises(ValueError, match="full"):
        keyring.install(path, key, many)
    assert keyring.read(path).wraps == wraps
    connection = engine.connect(path, key)
    assert sound(connection)
    connection.close()


def test_a_keyring_of_few_users_stays_readable_for_older_programs(bare):
    path, key, wraps = bare
    for some, kind in ((named(key, 13), 1), (named(key, 30), 2), (wraps, 1)):
        keyring.install(path, key, some)
        content = path.read_bytes()
        assert int.from_bytes(content[A + 16 : A + 18], "big") == kind
        assert keyring.read(path).wraps == some


@pytest.mark.parametrize("spot", [0, 40, 4000, PAGE, PAGE + 2000, PAGE + 4015])
def test_one_bad_byte_in_a_copy_of_two_pages_leaves_the_other(bare, spot):
    path, key, _ = bare
    wraps = named(key, 30)
    keyring.install(path, key, wraps)
    flip(path, A + spot)
    assert keyring.read(path) == keyring.Keyring(wraps=wraps, whole=False)


def test_a_copy_of_two_pages_that_was_cut_off_between_them_counts_for_nothing(bare):
    path, key, wraps = bare
    old = path.read_bytes()
    many = named(key, 30)
    keyring.install(path, key, many)
    new = path.read_bytes()
    path.write_bytes(old[:A] + new[A : A + PAGE] + old[A + PAGE :])
    assert keyring.read(path) == keyring.Keyring(wraps=wraps, whole=False)
    path.write_bytes(new[:A] + old[A : A + PAGE] + new[A + PAGE :])
    assert keyring.read(path).wraps == wraps


def test_a_forged_text_that_grows_without_end_is_damage(bare):
    path, key, _ = bare
    bomb = keyring._copy(2, zlib.compress(b" " * (4 << 20)), 2 * BODY)
    assert bomb is not None
    sealer = Sealer(key, path.read_bytes()[:SALT])
    content = bytearray(path.read_bytes())
    for number in (4, 5, 8, 9):
        body = bomb[:BODY] if number in keyring.PAGES else bomb[BODY:]
        page = sealer.seal(number, body=body, next_page=number + 1)
        content[offset(number) : offset(number) + PAGE] = page
    path.write_bytes(content)
    with pytest.raises(StoreDamaged):
        keyring.read(path)


# --- wraps -----------------------------------------------------------------------------------------------------------


def test_each_user_opens_his_own_wrap_of_the_one_key():
    key = new_data_key()
    wraps = tuple(wrap_key(key, word, user=word, cost=CHEAP) for word in ("một hai ba", "bốn năm sáu"))
    for wrap in wraps:
        assert unwrap_key(wraps, wrap.user) == (key, wrap)
    assert unwrap_key(wraps, "bảy tám chín") is None
    assert read_wraps(write_wraps(wraps)) == wraps


def test_a_relabelled_or_cheapened_wrap_opens_nothing():
    key = new_data_key()
    wrap = wrap_key(key, PASSWORD, user="clerk", cost=CHEAP)
    for user, cost in (("owner", CHEAP), ("clerk", KdfCost(memory_kib=16, passes=1))):
        forged = Wrap(user=user, cost=cost, salt=wrap.salt, nonce=wrap.nonce, wrapped=wrap.wrapped)
        assert unwrap_key((forged,), PASSWORD) is None


def test_a_forged_cost_does_not_eat_the_machine():
    wrap = wrap_key(new_data_key(), PASSWORD, user="owner", cost=CHEAP)
    greedy = write_wraps((wrap,)).replace(b'"memory_kib":8', b'"memory_kib":80000000')
    with pytest.raises(ValueError, match="range"):
        read_wraps(greedy)


@pytest.mark.parametrize("text", [b"", b"{}", b'{"wraps":[]}', b'{"wraps":[1]}', b'{"wraps":[{"kdf":{}}]}'])
def test_what_is_no_keyring_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        read_wraps(text)


def test_the_usual_cost_is_64_mib_three_times():
    assert KdfCost() == KdfCost(memory_kib=65536, passes=3, lanes=1)
    wrap = wrap_key(new_data_key(), PASSWORD, user="owner", cost=KdfCost())
    assert wrap.to_plain()["kdf"] == {"name": "argon2id", "memory_kib": 65536, "passes": 3, "lanes": 1}


# --- in a store ------------------------------------------------------------------------------------------------------


def test_a_store_with_one_damaged_copy_opens_and_is_mended(stores, closed):
    flip(closed, A + 50)
    stores.open(closed, PASSWORD).close()
    assert keyring.read(closed).whole


def test_a_wrong_password_mends_nothing(stores, closed):
    flip(closed, A + 50)
    before = sha256(closed)
    with pytest.raises(WrongPassword):
        stores.open(closed, "không phải thế")
    assert sha256(closed) == before


def test_a_copy_of_the_one_file_opens(stores, store, path, tmp_path):
    with store.unit_of_work() as uow:
        uow.records.put(record(1))
        uow.commit()
    store.close()
    shutil.copyfile(path, tmp_path / "elsewhere.dvapp")
    copy = stores.open(tmp_path / "elsewhere.dvapp", PASSWORD)
    assert copy.check().records == 1
    copy.close()
