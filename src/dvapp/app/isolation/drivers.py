"""Tries drivers of tokens in a process of their own before they are loaded into the program."""

import logging
import math
import subprocess
import sys
import threading
import time
from pathlib import Path

from dvapp.app.cli import TRY_DRIVER
from dvapp.domain.errors import DvError
from dvapp.domain.signing.token_errors import DriverCrashes, DriverHangs

log = logging.getLogger(__name__)

LIMIT = 20.0
"""Seconds that a driver may take to start and to say which tokens are in: slow readers take five."""

GOOD_FOR = 10.0
"""Seconds for which a driver that was tried is not tried again: what is done in one go asks several times."""

BAD_FOR = 3.0
"""Seconds for which one that failed is not tried again: that may have cost the whole time, and whoever mends it is slower."""

_HIDDEN = int(getattr(subprocess, "CREATE_NO_WINDOW", 0))
_MODULE = "dvapp.app.isolation.driver_worker"


def command(driver: Path) -> list[str]:
    """How the process is started: by this interpreter, or by the frozen program itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, TRY_DRIVER, str(driver)]
    return [sys.executable, "-P", "-m", _MODULE, str(driver)]  # -P: as for the process that looks at files


class DriverTrials:
    """Remembers for a moment what was tried. May be asked from any thread; :data:`TRIALS` is the program's."""

    def __init__(self, *, limit: float = LIMIT, good_for: float = GOOD_FOR, bad_for: float = BAD_FOR) -> None:
        self._limit, self._good_for, self._bad_for = limit, good_for, bad_for
        self._tried: dict[Path, tuple[float, DvError | None]] = {}
        self._turn = threading.Lock()

    def __call__(self, driver: Path) -> None:
        """Try a driver.

        :raises DriverHangs: it gave no answer in time. :raises DriverCrashes: it ended its process.
        """
        with self._turn:
            when, refusal = self._tried.get(driver, (-math.inf, None))
            if time.monotonic() - when >= (self._bad_for if refusal else self._good_for):
                refusal = self._try(driver)
                self._tried[driver] = (time.monotonic(), refusal)
        if refusal is not None:
            raise refusal

    def _try(self, driver: Path) -> DvError | None:
        try:
            ended = subprocess.run(  # noqa: S603 - our own interpreter
                command(driver),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=self._limit,
                check=False,
                creationflags=_HIDDEN,
            )
        except subprocess.TimeoutExpired:
            return DriverHangs(where=str(driver), seconds=round(self._limit))
        if ended.returncode != 0:
            log.info("a driver ended the process that tried it: %s", ended.returncode)
            return DriverCrashes(where=str(driver))
        return None


TRIALS = DriverTrials()
