"""Processes that are killed, and processes that write at the same time."""

import os
import signal
import subprocess

import pytest
from tests.db.made import PASSWORD, record_id, start


def told_until_killed(process: "subprocess.Popen[str]", first: int, wanted: int) -> list[int]:
    """What a writer says it kept, killed after ``wanted`` records; it goes on for a moment while it is killed."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{first} 1000\n")
    process.stdin.flush()
    kept: list[int] = []
    child, killed = 0, False
    while (line := process.stdout.readline().strip()) != "ended":
        if line.startswith("pid "):
            child = int(line.removeprefix("pid "))
        else:
            kept.append(int(line))
        if child and not killed and len(kept) >= wanted:
            os.kill(child, signal.SIGKILL)
            killed = True
    assert killed
    return kept


@pytest.mark.slow
def test_what_was_acknowledged_before_a_kill_is_there(stores, closed):
    kept: list[int] = []
    with start("writer.py", closed) as process:
        for turn in range(10):
            kept += told_until_killed(process, turn * 1000, turn * 3 + 1)
            store = stores.open(closed, PASSWORD)
            with store.unit_of_work() as uow:
                ids = {one.id for one in uow.records.all()}
            assert ids >= {record_id(number) for number in kept}
            health = store.check()
            assert (health.faults, health.records) == ((), len(ids))
            store.close()
        assert process.stdin is not None
        process.stdin.close()


@pytest.mark.slow
def test_two_processes_write_and_lose_nothing(stores, closed):
    writers = [start("writer.py", closed) for _ in range(2)]
    for first, writer in zip((0, 1000), writers, strict=True):
        assert writer.stdin is not None
        writer.stdin.write(f"{first} 60\n")
        writer.stdin.flush()
    for writer in writers:
        said = writer.communicate()[0].splitlines()
        assert sum(line.isdigit() for line in said) == 60
    store = stores.open(closed, PASSWORD)
    health = store.check()
    assert (health.records, health.audit_rows, health.faults) == (120, 121, ())
    store.close()
