"""The process that looks at files of strangers: ``python -m dvapp.app.isolation.worker``, asked through its input.

It answers one question after the other until its input ends. What it may take of time is kept twice: the program ends it
from outside, and should the program itself be gone, it ends by its own clock.
"""

import faulthandler
import logging
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from dvapp.app.isolation.limits import bound_memory
from dvapp.app.isolation.slots import Slots
from dvapp.app.isolation.wire import receive, send
from dvapp.domain.errors import DvError

LATEST = 120.0
"""Seconds after which the process ends itself in the midst of an answer; the program gives up long before."""


def main() -> int:
    """Answer until the input ends; returns the exit code."""
    logging.disable()  # nobody reads it, and names of people would stand in it
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get among the answers
    questions: BinaryIO = sys.stdin.buffer
    bound_memory()
    files = Slots()
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        while True:
            try:
                name, arguments = receive(questions)
            except EOFError:
                return 0
            faulthandler.dump_traceback_later(LATEST, exit=True, file=nowhere)
            answer = _answer(name, {key: files.found(value) for key, value in arguments.items()})
            faulthandler.cancel_dump_traceback_later()
            send(answers, answer)


def _answer(name: str, arguments: Mapping[str, Any]) -> tuple[str, Any]:
    """How it ended, and what came of it: ``done``, ``refused`` (code, place, details) or ``broke`` (a name)."""
    try:
        return "done", _WORK[name](**arguments)
    except DvError as refusal:
        return "refused", (refusal.code, refusal.where, refusal.details)
    except BaseException as error:  # noqa: BLE001 - files of strangers; whatever they make break, the program must hear
        return "broke", type(error).__name__


def _start() -> None:
    """It runs: from here on time is the file's."""


def _load() -> None:
    import dvapp.signing.verify  # noqa: F401  # takes most of a second


def _verify(**arguments: Any) -> Any:
    from dvapp.signing.verify import verify

    return verify(**arguments)


def _evidence(**arguments: Any) -> Any:
    from dvapp.signing.evidence import evidence_items

    return evidence_items(**arguments)


def _compare(**arguments: Any) -> Any:
    from dvapp.reporting.comparing import compare_pages

    return compare_pages(**arguments)


def _side_by_side(**arguments: Any) -> Any:
    from dvapp.reporting.comparing import side_by_side

    return side_by_side(**arguments)


def _data(pdf: bytes) -> Any:
    from dvapp.reporting.archive import data_of

    return data_of(pdf)


def _pages(pdf: bytes) -> Any:
    from dvapp.reporting.viewer import count_pages

    return count_pages(pdf)


def _picture(**arguments: Any) -> Any:
    from dvapp.reporting.viewer import draw_page

    return draw_page(**arguments)


_WORK: Mapping[str, Callable[..., Any]] = {
    "start": _start,
    "load": _load,
    "verify": _verify,
    "evidence": _evidence,
    "compare": _compare,
    "side_by_side": _side_by_side,
    "data": _data,
    "pages": _pages,
    "picture": _picture,
}

if __name__ == "__main__":
    sys.exit(main())
