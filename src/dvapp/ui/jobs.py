"""Long work beside the window: one worker thread, progress, cancel; results arrive on the GUI thread.

Signals belong to objects that live on the GUI thread and workers only emit: the connection is then queued by itself
and every slot runs where widgets may be touched.
"""

import logging
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from dvapp.domain.errors import Cancelled, DvError

T = TypeVar("T")
log = logging.getLogger(__name__)


class Watch:
    """What work on the other thread sees of its job: it reports how far it is and learns that it shall stop."""

    def __init__(self, report: Callable[[int, int], None], stop: Event) -> None:
        self._report = report
        self._stop = stop

    def step(self, done: int, of: int) -> None:
        """Say that ``done`` of ``of`` parts are finished.

        :raises Cancelled: the user stopped the job.
        """
        if self._stop.is_set():
            raise Cancelled
        self._report(done, of)


class Job(QObject, Generic[T]):
    """One piece of work. ``progressed`` carries done and of; ``finished`` comes last, whatever happened."""

    progressed = Signal(int, int)
    finished = Signal()
    _ended = Signal(object, object)

    def __init__(
        self,
        title: str,
        work: Callable[[Watch], T],
        done: Callable[[T], None],
        failed: Callable[[DvError], None] | None,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.title = title
        self._work = work
        self._done = done
        self._failed = failed
        self._stop = Event()
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    def work(self) -> None:
        """Runs on the worker thread; everything it has to say goes through signals."""
        result: T | None = None
        error: BaseException | None = None
        try:
            watch = Watch(self.progressed.emit, self._stop)
            if self._stop.is_set():
                raise Cancelled
            result = self._work(watch)
        except BaseException as caught:  # noqa: BLE001  # carried to the GUI thread, where the crash handler takes it
            error = caught
        self._ended.emit(result, error)

    @Slot(object, object)
    def _deliver(self, result: T, error: BaseException | None) -> None:
        try:
            self._tell(result, error)
        finally:
            self.finished.emit()
            self.deleteLater()

    def _tell(self, result: T, error: BaseException | None) -> None:
        if error is None:
            self._done(result)
        elif isinstance(error, Cancelled) and self._failed is None:
            log.info("job cancelled")
        elif isinstance(error, DvError) and self._failed is not None:
            self._failed(error)
        else:
            sys.excepthook(type(error), error, error.__traceback__)


class Jobs(QObject):
    """The worker thread and what is queued for it, in the order given. Lives on the GUI thread.

    ``started`` carries the job whose turn may come; ``refused`` the refusals that nobody else took.
    """

    started = Signal(object)
    idle = Signal()
    refused = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="dvapp-work")
        self._running: list[Job[object]] = []

    @property
    def running(self) -> tuple["Job[object]", ...]:
        """Jobs not yet finished, the oldest first."""
        return tuple(self._running)

    def run(
        self,
        title: str,
        work: Callable[[Watch], T],
        done: Callable[[T], None],
        failed: Callable[[DvError], None] | None = None,
    ) -> Job[T]:
        """Do ``work`` on the worker thread, then ``done`` (or ``failed``) on this one.

        :param title: what the status line says while it runs, already translated.
        :param failed: takes expected refusals; without it the window shows them. Any other exception is a bug and
            goes to the crash handler.
        """
        job: Job[T] = Job(title, work, done, failed or self.refused.emit, self)
        self._running.append(job)  # type: ignore[arg-type]  # only listed and cancelled, its result is not read
        job.finished.connect(lambda: self._forget(job))
        self._pool.submit(job.work)
        self.started.emit(job)
        return job

    def _forget(self, job: object) -> None:
        self._running = [j for j in self._running if j is not job]
        if not self._running:
            self.idle.emit()

    def shutdown(self) -> None:
        """Ask all work to stop and wait for the step in work to end."""
        for job in self._running:
            job.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
