"""Which programs run on this computer, told apart by number and the moment they started: numbers come again."""

import os
import platform
import sys
from functools import cache
from pathlib import Path

from dvapp.domain.register.numbers import Process


class SystemProcesses:
    """Programs as the system knows them."""

    def own(self) -> Process:
        """This one."""
        return _own(os.getpid())

    def alive(self, process: Process) -> bool | None:
        """Whether a program still runs; ``None`` for one on another computer."""
        if process.host != platform.node():
            return None
        return _started(process.pid) == process.started


@cache
def _own(pid: int) -> Process:
    """This program; asked by number, as a copy of a program has another one."""
    return Process(host=platform.node(), pid=pid, started=_started(pid) or "")


def _started(pid: int) -> str | None:
    """When a program started, in the system's own words; ``None`` when there is no such program."""
    if sys.platform == "win32":
        return _started_windows(pid)
    if sys.platform == "linux":
        return _started_linux(pid)
    return _started_elsewhere(pid)


def _started_linux(pid: int) -> str | None:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return None
    # The name in brackets may hold anything; after it come the state and, 19 fields on, the start in ticks since boot.
    told = stat.rpartition(")")[2].split()
    return None if told[0] in {"Z", "X"} else f"{boot}:{told[19]}"


def _started_elsewhere(pid: int) -> str | None:
    import subprocess

    found = subprocess.run(  # noqa: S603  # our own words and a number
        ["/bin/ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return found.stdout.strip() or None


def _started_windows(pid: int) -> str | None:
    import ctypes
    from ctypes import wintypes

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    kernel.OpenProcess.restype = wintypes.HANDLE
    handle = kernel.OpenProcess(0x1000, 0, pid)  # PROCESS_QUERY_LIMITED_INFORMATION
    if not handle:
        return None
    try:
        code = wintypes.DWORD()
        times = [wintypes.FILETIME() for _ in range(4)]
        kernel.GetExitCodeProcess(wintypes.HANDLE(handle), ctypes.byref(code))
        kernel.GetProcessTimes(wintypes.HANDLE(handle), *(ctypes.byref(one) for one in times))
        running = code.value == 259  # STILL_ACTIVE
        return f"{times[0].dwHighDateTime}:{times[0].dwLowDateTime}" if running else None
    finally:
        kernel.CloseHandle(wintypes.HANDLE(handle))
