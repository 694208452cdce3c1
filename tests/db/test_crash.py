"""Processes that are killed, and processes that write at the same time."""

import pytest
from tests.db.made import PASSWORD, record_id, start


@pytest.mark.slow
def test_what_was_acknowledged_before_a_kill_is_there(stores, closed):
    kept = []
    for turn in range(10):
        with start("writer.py", closed, turn * 1000, 1000) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write("go\n")
            process.stdin.flush()
            kept += [int(process.stdout.readline()) for _ in range(turn * 3 + 1)]
            process.kill()
            # It went on for a moment: what it could still say, it had kept.
            kept += [int(line) for line in process.stdout if line.endswith("\n")]
        store = stores.open(closed, PASSWORD)
        with store.unit_of_work() as uow:
            ids = {one.id for one in uow.records.all()}
        assert ids >= {record_id(number) for number in kept}
        health = store.check()
        assert (health.faults, health.records) == ((), len(ids))
        store.close()


@pytest.mark.slow
def test_two_processes_write_and_lose_nothing(stores, closed):
    writers = [start("writer.py", closed, first, 60) for first in (0, 1000)]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    assert [len(writer.communicate()[0].split()) for writer in writers] == [60, 60]
    store = stores.open(closed, PASSWORD)
    health = store.check()
    assert (health.records, health.audit_rows, health.faults) == (120, 121, ())
    store.close()
