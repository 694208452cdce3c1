import gc
import sys
import threading
from typing import Any

from dvapp.domain.errors import Cancelled, StoreBusy
from dvapp.ui.jobs import Jobs


def test_work_runs_beside_and_its_result_arrives_on_the_windows_thread(qtbot):
    jobs = Jobs()
    seen: dict[str, Any] = {}
    jobs.run(
        "x",
        lambda _watch: threading.current_thread().name,
        lambda name: seen.update(worker=name, here=threading.current_thread()),
    )
    qtbot.waitUntil(lambda: "here" in seen)
    assert seen["worker"].startswith("dvapp-work")
    assert seen["here"] is threading.main_thread()
    jobs.shutdown()


def test_a_cancelled_job_stops_at_its_next_step(qtbot):
    jobs = Jobs()
    begun = threading.Event()
    told: list[Any] = []

    def work(watch):
        begun.set()
        for number in range(10_000):
            watch.step(number, 10_000)
            threading.Event().wait(0.001)

    job = jobs.run("x", work, told.append, told.append)
    assert begun.wait(5)
    job.cancel()
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], Cancelled)
    jobs.shutdown()


def test_a_refusal_nobody_takes_is_shown_by_the_window(qtbot):
    jobs = Jobs()

    def work(_watch):
        raise StoreBusy(where="x")

    with qtbot.waitSignal(jobs.refused) as told:
        jobs.run("x", work, lambda _none: None)
    assert isinstance(told.args[0], StoreBusy)
    jobs.shutdown()


def test_a_bug_goes_to_the_crash_handler(qtbot, monkeypatch):
    jobs = Jobs()
    caught = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: caught.append(error))
    jobs.run("x", lambda _watch: 1 / 0, lambda _none: None)
    qtbot.waitUntil(lambda: bool(caught))
    assert isinstance(caught[0], ZeroDivisionError)
    jobs.shutdown()


def test_a_timer_of_a_closing_window_starts_nothing_any_more(qtbot):
    jobs, done = Jobs(), []
    jobs.shutdown()
    job = jobs.run("x", lambda _watch: done.append("worked"), lambda _none: done.append("told"))
    qtbot.wait(50)
    assert done == []
    assert jobs.running == ()
    job.cancel()


def test_garbage_is_collected_where_the_widgets_live(qtbot, jobs):
    """On the worker's thread it could free half a widget that Qt is just deleting: the program ended without a word."""
    assert not gc.isenabled()
    seen = []
    gc.callbacks.append(heard := lambda phase, _told: seen.append((phase, threading.current_thread().name)))
    try:
        jobs.run("much garbage", lambda _watch: make_cycles(20_000), lambda _made: None)
        qtbot.waitUntil(lambda: not jobs.running)
        jobs._collecting.collect()
    finally:
        gc.callbacks.remove(heard)
    assert {thread for _phase, thread in seen} == {threading.main_thread().name}


def make_cycles(count: int) -> None:
    for _turn in range(count):
        make_cycle()


def make_cycle() -> None:
    cycle: list[object] = []
    cycle.append(cycle)
