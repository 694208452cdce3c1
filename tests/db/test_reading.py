"""Reading sees the store at one moment, waits for nobody, and can keep nothing."""

import subprocess
import sys
import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from tests.db.made import PASSWORD, environment, record

from dvapp.db.unit_of_work import SqlReading

_WRITER = """
import sys
from pathlib import Path
from tests.db.made import CHEAP, PASSWORD, Ticking, record
from dvapp.db.stores import SqlStores
store = SqlStores(Ticking(), kdf=CHEAP, patience=5).open(Path(sys.argv[1]), PASSWORD)
held = store.unit_of_work()
with held:
    held.records.put(record(100))
    print("holds", flush=True)
    sys.stdin.readline()
    held.commit()
print("kept", flush=True)
store.close()
"""


@pytest.fixture
def writer(store, path):
    """Another process that has written a record and not yet committed it; a line on its stdin lets it go on."""
    with subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stdout.readline() == "holds\n"
        yield process
        process.stdin.close()


def let_it_commit(writer) -> None:
    writer.stdin.write("\n")
    writer.stdin.flush()
    assert writer.stdout.readline() == "kept\n"


def keep(store, *numbers: int) -> None:
    with store.unit_of_work() as work:
        work.records.put_all([record(number) for number in numbers])
        work.commit()


def test_one_reads_while_another_process_is_writing(store, writer):
    with store.reading() as read:
        assert read.records.all() == ()
        assert read.drafts.all() == ()


def test_what_another_process_commits_meanwhile_is_seen_by_the_next_reading_only(store, writer):
    with store.reading() as read:
        before = read.records.last_write()
        let_it_commit(writer)
        assert (read.records.all(), read.records.last_write()) == ((), before)
    with store.reading() as read:
        assert len(read.records.all()) == 1
        assert read.records.last_write() > before


def test_a_long_reading_keeps_nobody_from_writing(store, stores, path):
    keep(store, 0)
    other = stores.open(path, PASSWORD)
    with store.reading() as read:
        keep(other, 1, 2)
        keep(store, 3)
        assert len(read.records.all()) == 1
    other.close()


def test_a_reading_has_no_way_to_write(store):
    with store.reading() as read:
        for part in (read, read.records, read.drafts, read.texts, read.imports, read.mappings):
            assert not [
                name for name in ("put", "put_all", "remove", "remove_all", "commit") if hasattr(part, name)
            ]


def test_its_connection_refuses_to_write_even_when_asked_for_it(store):
    with (
        store._reader.connect() as connection,
        pytest.raises(DBAPIError, match="readonly"),
    ):
        connection.execute(text("DELETE FROM records"))


def test_a_reading_inside_a_unit_of_work_is_a_bug_for_it_would_not_see_what_that_has_written(store):
    with store.unit_of_work(), pytest.raises(AssertionError), store.reading():
        pass


def test_readings_of_several_threads_do_not_wait_for_each_other(store):
    keep(store, *range(5))
    together = threading.Barrier(4, timeout=20)
    seen: list[int] = []

    def look() -> None:
        with store.reading() as read:
            together.wait()  # all four are inside
            seen.append(len(read.records.all()))

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert seen == [5, 5, 5, 5]


def test_after_a_reading_the_closed_store_is_one_file(store, path):
    keep(store, 0)
    with store.reading() as read:
        assert len(read.records.all()) == 1
    store.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_what_has_changed_since_is_told_by_the_audit(store):
    keep(store, 0, 1)
    with store.reading() as read:
        then = read.records.last_write()
        first, second = (one.id for one in read.records.all())
    keep(store, 2)
    with store.unit_of_work() as work:
        work.records.remove(first)
        work.commit()
    with store.reading() as read:
        changed = set(read.records.changed_since(then))
        assert changed == {first, next(r.id for r in read.records.all() if r.id != second)}
        assert read.records.changed_since(read.records.last_write()) == ()


def test_an_unused_reading_of_a_closed_block_is_a_bug(store):
    read = store.reading()
    with pytest.raises(AssertionError):
        _ = read.records
    assert isinstance(read, SqlReading)
