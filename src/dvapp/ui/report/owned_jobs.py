"""Work whose result only concerns one screen: when that is gone, the result goes with it."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject
from shiboken6 import isValid

from dvapp.domain.errors import DvError
from dvapp.ui.jobs import Job, Jobs, Watch

T = TypeVar("T")


class OwnedJobs:
    """Jobs on behalf of ``owner``. A screen may be closed while work for it still runs: nobody is told then."""

    def __init__(self, jobs: Jobs, owner: QObject) -> None:
        self._jobs = jobs
        self._owner = owner

    def run(
        self,
        title: str,
        work: Callable[[Watch], T],
        done: Callable[[T], None],
        failed: Callable[[DvError], None] | None = None,
    ) -> Job[T]:
        """As :meth:`dvapp.ui.jobs.Jobs.run`, while the owner lives."""
        refused = failed or self._jobs.refused.emit

        def tell_done(result: T) -> None:
            if isValid(self._owner):
                done(result)

        def tell_refused(refusal: DvError) -> None:
            if isValid(self._owner):
                refused(refusal)

        return self._jobs.run(title, work, tell_done, tell_refused)

    def refuse(self, refusal: DvError) -> None:
        """Say a refusal where the window says those that nobody else took."""
        self._jobs.refused.emit(refusal)
