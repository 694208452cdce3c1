"""Long work beside the window: one worker thread, progress, cancel; results arrive on the GUI thread.

Signals belong to objects that live on the GUI thread and the worker only emits: the connection is then queued by
itself and every slot runs where widgets may be touched. The worker never holds a QObject of a single job: the last
reference to it could then be dropped there, which destroys it on the wrong thread (a crash, seen in tests).
"""

import logging
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Event
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from dvapp.domain.errors import Cancelled, DvError
from dvapp.ui.collecting import Collecting

T = TypeVar("T")
log = logging.getLogger(__name__)


class Watch:
    """What work on the other thread sees of its job: it reports how far it is and learns that it shall stop."""

    def __init__(self, report: Callable[[int, int], None], stop: Event) -> None:
        self._report = report
        self._stop = stop

    @property
    def stopped(self) -> bool:
        """Whether the user stopped the job."""
        return self._stop.is_set()

    def step(self, done: int, of: int) -> None:
        """Say that ``done`` of ``of`` parts are finished.

        :raises Cancelled: the user stopped the job.
        """
        if self._stop.is_set():
            raise Cancelled
        self._report(done, of)


class _Task(Generic[T]):
    """The worker's side of a job: what to do and, afterwards, what came of it. Emptied on the GUI thread."""

    def __init__(self, work: Callable[[Watch], T], stop: Event) -> None:
        self.work: Callable[[Watch], T] | None = work
        self.stop = stop
        self.result: T | None = None
        self.error: BaseException | None = None

    def run(self, number: int, told: Callable[[int, int, int], None]) -> None:
        """Runs on the worker thread; ``told`` carries (number, done, of), and of -1 for the end."""
        try:
            if self.stop.is_set():
                raise Cancelled
            assert self.work is not None
            self.result = self.work(Watch(lambda done, of: told(number, done, of), self.stop))
        except BaseException as caught:  # noqa: BLE001  # carried to the GUI thread, where the crash handler takes it
            self.error = caught
        told(number, 0, _END)


_END = -1


class Job(QObject, Generic[T]):
    """One piece of work. ``progressed`` carries done and of; ``finished`` comes last, whatever happened."""

    progressed = Signal(int, int)
    finished = Signal()

    def __init__(
        self,
        title: str,
        task: _Task[T],
        done: Callable[[T], None],
        failed: Callable[[DvError], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.title = title
        self._task = task
        self._done: Callable[[T], None] | None = done
        self._failed: Callable[[DvError], None] | None = failed

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._task.stop.set()

    def deliver(self) -> None:
        """Hand over what came of the work; on the GUI thread."""
        result, error = self._task.result, self._task.error
        done, failed = self._done, self._failed
        # Let go of everything: else this job, while Qt deletes it, could drop the last reference to its own parent.
        self._task.work = self._task.result = self._task.error = self._done = self._failed = None
        if error is None and done is not None:
            done(result)  # type: ignore[arg-type]  # without an error there is a result
        elif isinstance(error, DvError) and failed is not None:
            failed(error)
        elif error is not None:
            sys.excepthook(type(error), error, error.__traceback__)


class Jobs(QObject):
    """The worker thread and what is queued for it, in the order given. Lives on the GUI thread.

    ``started`` carries the job; ``idle`` says that nothing is left; ``refused`` the refusals that nobody else took.
    """

    started = Signal(object)
    idle = Signal()
    refused = Signal(object)
    _told = Signal(int, int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="dvapp-work")
        self._numbers = count()
        self._running: dict[int, Job[object]] = {}
        self._over = False
        self._collecting = Collecting(self)
        self._told.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> tuple["Job[object]", ...]:
        """Jobs not yet finished, the oldest first."""
        return tuple(self._running.values())

    def run(
        self,
        title: str,
        work: Callable[[Watch], T],
        done: Callable[[T], None],
        failed: Callable[[DvError], None] | None = None,
    ) -> Job[T]:
        """Do ``work`` on the worker thread, then ``done`` (or ``failed``) on this one.

        After :meth:`shutdown` nothing is done: a timer of a closing window may still ask.

        :param title: what the status line says while it runs, already translated.
        :param failed: takes expected refusals; without it the window shows them. Any other exception is a bug and
            goes to the crash handler.
        """
        number, task = next(self._numbers), _Task(work, Event())
        job: Job[T] = Job(title, task, done, failed or self._refuse, self)
        if self._over:
            return job
        self._running[number] = job  # type: ignore[assignment]  # only listed and cancelled, its result is not read
        self._pool.submit(task.run, number, self._told.emit)
        self.started.emit(job)
        return job

    def _refuse(self, error: DvError) -> None:
        if isinstance(error, Cancelled):
            log.info("job cancelled")
        else:
            self.refused.emit(error)

    @Slot(int, int, int)
    def _hear(self, number: int, done: int, of: int) -> None:
        job = self._running.get(number)
        if job is None:
            return
        if of != _END:
            job.progressed.emit(done, of)
            return
        del self._running[number]
        try:
            job.deliver()
        finally:
            job.finished.emit()
            job.deleteLater()
            if not self._running:
                self.idle.emit()

    def shutdown(self) -> None:
        """Ask all work to stop and wait for the step in work to end; nothing is delivered any more."""
        self._over = True
        for job in self._running.values():
            job.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._collecting.end()
        self._running.clear()
