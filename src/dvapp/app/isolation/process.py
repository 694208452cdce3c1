"""One process of our own kind, asked and waited for; ended when it takes too long, made anew when it is gone."""

import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from queue import Empty, Queue
from typing import IO, Any, cast

from dvapp.app.cli import LOOK_AT_FILES
from dvapp.app.isolation.slots import LARGE, SLOTS
from dvapp.app.isolation.wire import Garbled, receive, send
from dvapp.domain.errors import Cancelled, DvError, PdfUnreadable, TrustUnreadable
from dvapp.domain.signing.verify_errors import VerifyingBroke, VerifyingTooLong

log = logging.getLogger(__name__)

_HIDDEN = int(getattr(subprocess, "CREATE_NO_WINDOW", 0))
"""On Windows a console would flash up."""

_MODULE = "dvapp.app.isolation.worker"
_START = 60.0
"""Seconds that starting and loading may take on a slow disk; they are not the file's fault."""
REFUSALS: Mapping[str, type[DvError]] = {kind.code: kind for kind in (PdfUnreadable, TrustUnreadable)}
"""What may be refused over there; anything else broke it."""

_WANT_LOADING = frozenset({"verify", "evidence"})
"""Questions that need what takes a second to load."""

_GLANCE = 0.05
_USES = 500
"""Answers after which the process is made anew, so that nothing grows for ever."""


def command() -> list[str]:
    """How the process is started: by this interpreter, or by the frozen program itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, LOOK_AT_FILES]
    return [sys.executable, "-P", "-m", _MODULE]  # -P: the folder one stands in may be a stranger's


class Helper:
    """The process. It may be asked from any thread; one question at a time."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._uses = 0
        self._kept: list[bytes] = []
        self._loaded = False

    def ask(self, name: str, *, limit: float, stopped: Callable[[], bool], **arguments: Any) -> Any:
        """What the process answers.

        :param limit: seconds from when the process is ready.
        :raises VerifyingTooLong, VerifyingBroke, Cancelled: as they say; and whatever is refused there.
        """
        with self._turn:
            process = self._ready(stopped, loaded=name in _WANT_LOADING)
            question = (name, {key: self._referred(value) for key, value in arguments.items()})
            kind, answer = self._exchange(process, question, limit, stopped)
            self._uses += 1
            if (kind, answer) == ("broke", "MemoryError"):
                self._end()  # what is left of it is not to be relied on
        if kind == "done":
            return answer
        if kind == "refused" and answer[0] in REFUSALS:
            code, where, details = answer
            raise REFUSALS[code](where=where, **details)
        log.info("a file could not be looked at: %s", answer)
        raise VerifyingBroke

    def warm_up(self) -> None:
        """Start the process unless it runs; refuses nothing."""
        try:
            with self._turn:
                self._ready(lambda: False, loaded=True)
        except DvError as refusal:  # the next question will say so
            log.info("the helper could not be started: %s", refusal.code)

    def close(self) -> None:
        """End the process, whatever it is at; the next question starts another."""
        process = self._process
        if process is not None:
            process.kill()  # whoever waits for its answer hears that it is gone
        with self._turn:
            self._end()

    def _referred(self, value: Any) -> Any:
        """A file goes over once; asked about again, it is named by its slot. (Pages are drawn one by one.)"""
        if not isinstance(value, bytes) or len(value) < LARGE:
            return value
        for slot, kept in enumerate(self._kept):
            if kept is value:
                return {"slot": slot}
        if len(self._kept) < SLOTS:
            self._kept.append(value)
            return {"slot": len(self._kept) - 1, "content": value}
        self._kept = [value]
        return {"slot": 0, "content": value}

    def _ready(self, stopped: Callable[[], bool], *, loaded: bool) -> "subprocess.Popen[bytes]":
        if self._process is not None and (self._process.poll() is not None or self._uses >= _USES):
            self._end()
        if self._process is None:
            try:
                self._process = subprocess.Popen(  # noqa: S603 - our own interpreter
                    command(),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    creationflags=_HIDDEN,
                )
            except OSError as error:
                raise VerifyingBroke from error
            self._uses, self._kept = 0, []
            self._loaded = False
            self._exchange(self._process, ("start", {}), _START, stopped)
        if loaded and not self._loaded:
            self._exchange(self._process, ("load", {}), _START, stopped)
            self._loaded = True
        return self._process

    def _exchange(
        self,
        process: "subprocess.Popen[bytes]",
        question: object,
        limit: float,
        stopped: Callable[[], bool],
    ) -> tuple[str, Any]:
        """Ask on another thread, as pipes cannot be waited for with a limit on every system."""
        answers: Queue[tuple[str, Any]] = Queue()
        threading.Thread(target=_talk, args=(process, question, answers), daemon=True).start()
        until = time.monotonic() + limit
        try:
            while True:
                try:
                    kind, answer = answers.get(timeout=_GLANCE)
                except Empty:
                    if stopped():
                        raise Cancelled from None
                    if time.monotonic() > until:
                        raise VerifyingTooLong(seconds=round(limit)) from None
                else:
                    if kind == "gone":
                        raise VerifyingBroke
                    return kind, answer
        except DvError:
            self._end()
            raise

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                _close(pipe)


def _talk(process: "subprocess.Popen[bytes]", question: object, answers: "Queue[tuple[str, Any]]") -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        send(cast("Any", process.stdin), question)
        answers.put(receive(cast("Any", process.stdout)))
    except (OSError, EOFError, ValueError, MemoryError, Garbled) as error:
        answers.put(("gone", type(error).__name__))


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:  # what was still to be written went nowhere
        log.debug("a pipe was closed with something in it")
