"""Processes that are killed, and processes that write at the same time."""

import contextlib

import pytest
from tests.db.made import PASSWORD, record_id, start


def begin(process):
    with contextlib.suppress(BrokenPipeError):
        process.stdin.write("go\n")
        process.stdin.flush()


@pytest.mark.slow
def test_what_was_acknowledged_before_a_kill_is_there(stores, closed):
    kept = []
    for turn in range(10):
        with start("writer.py", closed, turn * 1000, 1000) as process:
            begin(process)
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
    with start("writer.py", closed, 0, 60) as one, start("writer.py", closed, 1000, 60) as other:
        begin(one)
        begin(other)
    assert (one.returncode, other.returncode) == (0, 0)
    store = stores.open(closed, PASSWORD)
    health = store.check()
    assert (health.records, health.audit_rows, health.faults) == (120, 121, ())
    store.close()
