"""Attached files in the store: all of a file or nothing, also when the disk is full or the program is killed."""

import hashlib
from collections.abc import Iterator

import pytest
from sqlalchemy import text
from tests.db.made import PASSWORD, record, record_id, start

from dvapp.domain.errors import DiskFull
from dvapp.domain.recording.evidence import PIECE, Evidence
from dvapp.domain.recording.evidence_media import UNKNOWN


def made(number: int, content: bytes, name: str = "a.bin") -> Evidence:
    return Evidence(
        id=f"file-{number}",
        record=record_id(number),
        name=name,
        media=UNKNOWN,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def pieces(content: bytes) -> Iterator[bytes]:
    for start_ in range(0, len(content), PIECE):
        yield content[start_ : start_ + PIECE]


@pytest.fixture
def filled(store):
    with store.unit_of_work() as work:
        work.records.put(record(1))
        work.records.put(record(2))
        work.commit()
    return store


def audit(store) -> list[tuple[str, str]]:
    with store._engine.connect() as connection:
        rows = connection.execute(
            text("SELECT entity, action FROM audit WHERE entity LIKE 'evidence%' ORDER BY seq")
        )
        return [(row.entity, row.action) for row in rows]


def test_the_audit_trail_tells_of_attaching_naming_removing_and_erasing(filled):
    content = b"x" * (2 * PIECE)
    with filled.unit_of_work() as work:
        kept = work.evidence.put(made(1, content), pieces(content))
        work.evidence.rename(kept.id, "b.bin")
        work.evidence.remove(kept.id)
        work.evidence.restore(kept.id)
        work.evidence.remove_with(kept.record)
        work.evidence.forget_removed()
        work.commit()
    file, whole = "evidence", "evidence_contents"
    assert audit(filled) == [
        (whole, "create"),
        (file, "create"),
        (file, "change"),
        (file, "remove"),
        (file, "create"),
        (file, "remove"),
        (file, "remove"),
        (whole, "remove"),
    ]
    assert filled.check().faults == ()


def test_a_content_is_read_only_where_it_is_new(filled):
    content = b"y" * PIECE
    with filled.unit_of_work() as work:
        work.evidence.put(made(1, content), pieces(content))
        work.evidence.put(made(2, content, "b.bin"), iter(()))  # nobody asks for pieces that are there
        work.commit()
    with filled.reading() as read:
        (theirs,) = read.evidence.of(record_id(2))
        assert b"".join(read.evidence.pieces(theirs)) == content
        assert read.evidence.counts() == {record_id(1): 1, record_id(2): 1}
    assert filled.check().faults == ()


def test_a_unit_of_work_that_is_not_committed_keeps_no_piece(filled):
    content = b"z" * (3 * PIECE)
    with filled.unit_of_work() as work:
        work.evidence.put(made(1, content), pieces(content))
    with filled.reading() as read:
        assert not read.evidence.of(record_id(1))
    assert audit(filled) == []


def test_a_full_disk_keeps_nothing_of_a_file_and_everything_else(filled, stores, path):
    content = bytes(range(256)) * (40 * PIECE // 256)
    with filled.unit_of_work() as work:
        count = work._connection.exec_driver_sql("PRAGMA page_count").scalar()
        work._connection.exec_driver_sql(f"PRAGMA max_page_count={count + 100}")
        with pytest.raises(DiskFull):
            work.evidence.put(made(1, content), pieces(content))
    filled.close()
    again = stores.open(path, PASSWORD)
    with again.reading() as read:
        assert not read.evidence.of(record_id(1))
    health = again.check()
    assert (health.records, health.faults) == (2, ())
    again.close()


@pytest.mark.slow
@pytest.mark.parametrize("written", [1, 5, 8])
def test_a_kill_between_two_pieces_leaves_nothing_of_the_file(filled, stores, path, written):
    filled.close()
    with start("evidence_writer.py", path, 1, 8) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for done in range(written):
            assert process.stdout.readline().strip() == str(done)
            if done < written - 1:
                process.stdin.write("\n")
                process.stdin.flush()
        process.kill()
    again = stores.open(path, PASSWORD)
    with again.reading() as read:
        assert not read.evidence.of(record_id(1))
    health = again.check()
    assert (health.records, health.faults) == (2, ())
    again.close()


@pytest.mark.slow
def test_a_file_that_was_acknowledged_survives_a_kill(filled, stores, path):
    filled.close()
    with start("evidence_writer.py", path, 1, 3) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("\n\n\n")
        process.stdin.flush()
        while process.stdout.readline().strip() != "kept":
            pass
        process.kill()
    again = stores.open(path, PASSWORD)
    with again.reading() as read:
        (kept,) = read.evidence.of(record_id(1))
        assert sum(map(len, read.evidence.pieces(kept))) == 3 * PIECE
    assert again.check().faults == ()
    again.close()
