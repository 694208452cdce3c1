"""A bound on the memory of this process, where the system has one. Called in the process that looks at files."""

import sys

MEMORY = 2 * 1024**3
"""Bytes: a signed report of 500 pages takes a tenth of it."""


def bound_memory(limit: int = MEMORY) -> bool:
    """Let this process have ``limit`` bytes at most; whether the system holds it to that."""
    try:
        return _bind(limit)
    except (OSError, ValueError, AttributeError):  # an old system, or a stricter bound set from outside
        return False


if sys.platform == "win32":

    def _bind(limit: int) -> bool:
        """A job object (winnt.h, JOBOBJECT_EXTENDED_LIMIT_INFORMATION) that holds this process alone."""
        import ctypes
        from ctypes import wintypes

        class Basic(ctypes.Structure):
            _fields_ = [
                ("PerProcessUserTimeLimit", ctypes.c_int64),
                ("PerJobUserTimeLimit", ctypes.c_int64),
                ("LimitFlags", wintypes.DWORD),
                ("MinimumWorkingSetSize", ctypes.c_size_t),
                ("MaximumWorkingSetSize", ctypes.c_size_t),
                ("ActiveProcessLimit", wintypes.DWORD),
                ("Affinity", ctypes.c_size_t),
                ("PriorityClass", wintypes.DWORD),
                ("SchedulingClass", wintypes.DWORD),
            ]

        class Extended(ctypes.Structure):
            _fields_ = [
                ("BasicLimitInformation", Basic),
                ("IoInfo", ctypes.c_uint64 * 6),
                ("ProcessMemoryLimit", ctypes.c_size_t),
                ("JobMemoryLimit", ctypes.c_size_t),
                ("PeakProcessMemoryUsed", ctypes.c_size_t),
                ("PeakJobMemoryUsed", ctypes.c_size_t),
            ]

        process_memory, extended_information = 0x100, 9
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        kernel.SetInformationJobObject.argtypes = [
            wintypes.HANDLE,
            ctypes.c_int,
            ctypes.c_void_p,
            wintypes.DWORD,
        ]
        kernel.AssignProcessToJobObject.argtypes = [wintypes.HANDLE, wintypes.HANDLE]
        bounds = Extended()
        bounds.BasicLimitInformation.LimitFlags = process_memory
        bounds.ProcessMemoryLimit = limit
        job = kernel.CreateJobObjectW(None, None)
        return bool(
            job
            and kernel.SetInformationJobObject(
                job, extended_information, ctypes.byref(bounds), ctypes.sizeof(bounds)
            )
            and kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
        )

else:

    def _bind(limit: int) -> bool:
        import resource

        _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        bound = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(resource.RLIMIT_AS, (bound, hard))
        return True
